#!/bin/sh
# Trains models/act-1.dem from test/corpus, the sample's annotations and the lexicons' examples: a minute.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
"$bin/act/act" models/act-1.dem test/corpus/text test/corpus/train.jsonl data/sample test/corpus/sample.jsonl \
    --held test/corpus/text test/corpus/heldout.jsonl
