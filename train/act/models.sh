#!/bin/sh
# Trains models/act-1.dem from test/corpus, the sample's annotations, train/news and the lexicons' examples: four
# minutes, most of them for five folds. The folder ../shared/train (or the one given) holds the texts of train/news.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
make B="${B:-build}" "$bin/act/act"
train/news/texts.py "$data/raw/news-2012-2018.txt.gz" "$bin/news" --of train/news/*.jsonl
"$bin/act/act" models/act-1.dem test/corpus/text test/corpus/train.jsonl data/sample test/corpus/sample.jsonl \
    --less "$bin/news" train/news/train.jsonl "$bin/news" train/news/more.jsonl \
    --held test/corpus/text test/corpus/heldout.jsonl "$bin/news" train/news/heldout.jsonl "$bin/news" train/news/heldout-more.jsonl
