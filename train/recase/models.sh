#!/bin/sh
# Trains models/recase-1.dem from the raw news of ../shared/train (or the folder given), but for the articles that
# train/news keeps back: the same bytes every time. A minute and a half of one core.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
held=$(sed -n 's/^{"kind": "doc", "doc": "0*\([0-9]*\)\.txt".*/\1/p' train/news/heldout*.jsonl | sort -nu)
# shellcheck disable=SC2086
zcat "$data/raw/news-2012-2018.txt.gz" | "${B:-build}/train/recase/recase" models/recase-1.dem $held
