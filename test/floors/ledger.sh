#!/bin/sh
# Statements on the pooled development gold: no figure falls below what the project promises.
. "$(dirname "$0")/lib.sh"
need "$SHARED/gold/wikinews_dev.jsonl" "$SHARED/gold/seeds_dev.jsonl" "$SHARED/corpora/seeds" "$SHARED/score/score_ledger.py"
table=$(bench/ledger.sh "$B/demarche" | sed '/heldout/,$d')
figure() { printf '%s\n' "$table" | awk -v name="$1" 'index($0, name) == 1 { n = substr($0, length(name) + 1); split(n, f, " "); print f[1]; exit }'; }
floor "core recall" "$(figure 'core recall ')" .86
floor "precision" "$(figure 'precision ')" .82
floor "speaker accuracy" "$(figure 'speaker accuracy ')" .93
floor "act accuracy" "$(figure 'act accuracy ')" .82
floor "act macro-F1" "$(figure 'act macro-F1 ')" .80
floor "end-to-end F1" "$(figure 'END-TO-END F1 ')" .64
boiler=$(figure '  in boilerplate ')
[ "$boiler" = 0 ] || { echo "$boiler statements in page furniture"; missed=1; }
floors_done
