#!/bin/sh
# Fits models/html-1.dem on the development pages beside ../shared/train (or the folder given).
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/train}
bin=${B:-build}/train
out=$PWD/models/html-1.dem
pages=$(cd "$data/../dev/html" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in aeb wcxb; do mkdir "$work/$set" && tar xzf "$pages/$set/pages.tar.gz" -C "$work/$set"; done
train() {
    /usr/bin/python3 train/html/train.py --pages "$work/long" --gold "$pages/aeb/gold.jsonl" --gold "$pages/wcxb/gold.jsonl" "$@"
}
"$bin/html/features" "$work/long" "$work"/*/pages/*.html
train --lists "$work"
for less in short thin1 thin2 thin3 thin4 thin5 thin6; do
    "$bin/html/features" "$work/$less" --without "$work/$less.list" "$work"/*/pages/*.html
done
train --less "$work" --out "$out"
