#!/bin/sh
# Statements on the pooled development gold, our held-out reports and the held-out news: no figure falls below what the project promises.
. "$(dirname "$0")/lib.sh"
need "$SHARED/gold/wikinews_dev.jsonl" "$SHARED/gold/seeds_dev.jsonl" "$SHARED/corpora/seeds" "$SHARED/score/score_ledger.py"
need "$SHARED/train/raw/news-2012-2018.txt.gz"
all=$(bench/ledger.sh "$B/demarche")
table=$(printf '%s\n' "$all" | sed '/heldout/,$d')
figure() { printf '%s\n' "$table" | awk -v name="$1" 'index($0, name) == 1 { n = substr($0, length(name) + 1); split(n, f, " "); print f[1]; exit }'; }
floor "core recall" "$(figure 'core recall ')" .88
floor "precision" "$(figure 'precision ')" .82
floor "speaker accuracy" "$(figure 'speaker accuracy ')" .93
floor "act accuracy" "$(figure 'act accuracy ')" .85
floor "act macro-F1" "$(figure 'act macro-F1 ')" .80
floor "end-to-end F1" "$(figure 'END-TO-END F1 ')" .67
floor "level kept" "$(figure 'level>1 kept ')" .80
floor "relay accuracy" "$(figure 'relay accuracy ')" .80
boiler=$(figure '  in boilerplate ')
[ "$boiler" = 0 ] || { echo "$boiler statements in page furniture"; missed=1; }
for set in "test/corpus/heldout .83 .86 .81 .64 .89" "train/news/heldout .80 .80 .73 .55 .76" "train/news/heldout-more .75 .82 .76 .55 .76"; do
    set -- $set
    table=$(printf '%s\n' "$all" | sed -n "\\|== $1.jsonl|,/in boilerplate/p")
    floor "core recall, $1" "$(figure 'core recall ')" "$2"
    floor "precision, $1" "$(figure 'precision ')" "$3"
    floor "act accuracy, $1" "$(figure 'act accuracy ')" "$4"
    floor "end-to-end F1, $1" "$(figure 'END-TO-END F1 ')" "$5"
    floor "level kept, $1" "$(figure 'level>1 kept ')" "$6"
done
floors_done
