#!/bin/sh
# PLOVER relations on the development rows: no figure falls below what was reached.
. "$(dirname "$0")/lib.sh"
score=$SHARED/score/score_relations.py gold=$SHARED/train/plv/plv_dev.jsonl
need "$score" "$gold"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
python3 "$score" --write-input "$gold" | "$B/demarche" relate > "$out"
figure() { python3 "$score" "$gold" "$out" | awk -v level="$1" '$1 == level && $2 + 0 { print $2; exit }'; }
floor "root macro-F1" "$(figure root)" 80
floor "quad macro-F1" "$(figure quad)" 91
floor "binary macro-F1" "$(figure binary)" 95
floors_done
