#!/bin/sh
# Relations between statements against the annotated pairs of test/corpus/relations.txt, gold statements as
# input; then what the whole program finds in the built-in sample, to be read (judged in relations.txt here).
# Usage: bench/relations.sh     (from anywhere; builds what it needs)
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}
make -s B="$B" all "$B/train/position/relations"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for set in sample train heldout; do
    echo "== $set"
    "$B/train/position/relations" test/corpus/$set.jsonl > "$out/$set"
    train/position/score.py "$out/$set" --gold test/corpus/$set.jsonl
done
echo "== the sample, from its texts"
for file in data/sample/*.txt; do
    date=$(echo "$file" | grep -oE '[0-9]{4}-[0-9]{2}-[0-9]{2}' || true)
    "$B/demarche" add --db "$out/ledger" -q ${date:+--date "$date"} "$file"
done
"$B/demarche" relations --db "$out/ledger" --jsonl
