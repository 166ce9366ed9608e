#!/bin/sh
# Trains models/classes-1.dem and models/entity-1.dem from ../shared/train (or the folder given), on the parse of
# models/parse-1.dem and the segments of models/segment-1.dem. Fifteen minutes of one core.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
raw() { zcat "$data"/raw/*.txt.gz; }
names() { "$bin/entity/names" train "$work/names.txt" models/classes-1.dem "$@"; }
raw | "$bin/entity/clusters" 100000 20 128 1000 > "$work/words.tsv"
"$bin/entity/classes" "$work/words.tsv" models/classes-1.dem
train/entity/prepare.py "$data" > "$work/names.txt"
# A first tagger, without a parse, reads the raw text; what it says of every word is the second one's memory.
names - "$work/first.dem"
raw | "$bin/entity/memory" "$work/first.dem" models/classes-1.dem 4 > "$work/memory.tsv"
names models/parse-1.dem models/entity-1.dem 2,5,4,0.05,0.6,3e-5,0.025,2 0 "$work/memory.tsv"
