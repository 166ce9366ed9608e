#!/bin/sh
# Trains models/attrib-1.dem from ../shared/train (or the folder given), test/corpus and train/news. The models
# of the stages before (segment-1, parse-1, classes-1, entity-1) must be there. About nine minutes on one
# core; the same input gives the same bytes.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train} bin=${B:-build}/train
make B="${B:-build}" "$bin/attrib/attrib"
train/news/texts.py "$data/raw/news-2012-2018.txt.gz" "$bin/news" --of train/news/train.jsonl
"$bin/attrib/attrib" models/attrib-1.dem "$data/polnear/train" test/corpus/sample.jsonl data/sample \
    test/corpus/train.jsonl test/corpus/text train/news/train.jsonl "$bin/news"
