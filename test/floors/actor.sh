#!/bin/sh
# Speakers, with the gold's own sources given: the actor room alone. Also with every person's name
# replaced by an invented one: what is owed to names the tables know must stay small.
. "$(dirname "$0")/lib.sh"
scorer=$SHARED/score/score_ledger.py
speakers=$B/train/actor/speakers
need "$scorer" "$speakers"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# accuracy GOLD TEXT_DIR
accuracy() {
    "$speakers" "$1" "$2" > "$out/pred" && python3 "$scorer" "$1" "$out/pred" |
        awk '/^speaker accuracy/ { print $3 }'
}

floor "speakers, own corpus (train)" "$(accuracy test/corpus/train.jsonl test/corpus/text)" 0.92
floor "speakers, own corpus (held out)" "$(accuracy test/corpus/heldout.jsonl test/corpus/text)" 0.905
floor "speakers, sample" "$(accuracy test/corpus/sample.jsonl data/sample)" 0.96
python3 test/corpus/rename.py test/corpus/train.jsonl test/corpus/text "$out/renamed" > /dev/null
floor "speakers, invented names" "$(accuracy "$out/renamed/gold.jsonl" "$out/renamed/text")" 0.89
gold=$SHARED/gold/wikinews_dev.jsonl
[ -e "$gold" ] && floor "speakers, Wikinews" "$(accuracy "$gold" "$SHARED/corpora/wikinews-dev")" 0.97
gold=$SHARED/gold/seeds_dev.jsonl
[ -e "$gold" ] && floor "speakers, seeds" "$(accuracy "$gold" "$SHARED/corpora/seeds")" 0.92
floors_done
