#!/bin/sh
# Names on the development parts: no figure falls below what was reached.
. "$(dirname "$0")/lib.sh"
score=$SHARED/score/score_ner.py data=$SHARED/train/ner
need "$score" "$data/uner_en_ewt_dev.bio" "$data/wikigold_dev.bio" "$B/train/entity/names"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
micro() {
    "$B/train/entity/names" tag models/entity-1.dem models/classes-1.dem models/parse-1.dem "$data/$1" > "$out"
    python3 "$score" "$data/$1" "$out" --types "$2" | awk '$1 == "micro" { print $4 }'
}
floor "UNER EWT dev micro F1" "$(micro uner_en_ewt_dev.bio PER,LOC,ORG)" 74
floor "Wikigold dev micro F1" "$(micro wikigold_dev.bio PER,LOC,ORG,MISC)" 68.9
floors_done
