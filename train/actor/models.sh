#!/bin/sh
# Learns src/actor/pronoun_points.h from test/corpus and train/news: five minutes; needs Debian's python3-numpy. The
# folder ../shared/train (or the one given) holds the texts of train/news. Three times, since whom earlier pronouns mean
# hangs on the points too.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
points=src/actor/pronoun_points.h
train/news/texts.py "$data/raw/news-2012-2018.txt.gz" "$bin/news" --of train/news/train.jsonl train/news/more.jsonl
sed -i 's/X(\([A-Z_0-9]*\), [^)]*)/X(\1, 0, 0, 0)/' $points
for round in 1 2 3; do
    make B="${B:-build}" "$bin/actor/speakers"
    /usr/bin/python3 train/actor/pronoun.py "$bin/actor/speakers" test/corpus/train.jsonl test/corpus/text \
        train/news/train.jsonl "$bin/news" train/news/more.jsonl "$bin/news" --learn $points
done
make B="${B:-build}"
