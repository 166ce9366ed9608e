#!/bin/sh
# Fits models/story-1.dem on the development stories beside ../shared/train (or the folder given).
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -dc "$data/../dev/stories/articles.jsonl.gz" > "$work/articles.jsonl"
"$bin/story/story" models/story-1.dem "$work/articles.jsonl" "$data/../dev/stories/gold.jsonl" \
    "$data/raw/news-2012-2018.txt.gz"
