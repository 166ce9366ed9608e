#!/bin/sh
# Fits models/html-1.dem on the development pages beside ../shared/train (or the folder given).
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
pages=$data/../dev/html
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in aeb wcxb; do mkdir "$work/$set" && tar xzf "$pages/$set/pages.tar.gz" -C "$work/$set"; done
"$bin/html/features" "$work"/*/pages/*.html > "$work/features.tsv"
python3 train/html/train.py --features "$work/features.tsv" --gold "$pages/aeb/gold.jsonl" --gold "$pages/wcxb/gold.jsonl" \
    --hidden 16 --nets 3 --decay 0.01 --drop 0.1 --out models/html-1.dem
