#!/bin/sh
# Accuracy of words and sentences from raw text on the development treebanks.
. "$(dirname "$0")/lib.sh"
scorer=$SHARED/score/score_conllu.py
ewt=$SHARED/train/ud-ewt/en_ewt-ud-dev.conllu
gum=$SHARED/train/ud-gum-open/gum_open-dev.conllu
need "$ewt" "$gum" "$scorer"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# raw NAME GOLD TOKENS SENTENCES
raw() {
    python3 "$scorer" --write-text "$2" > "$out/text" && "$B/demarche" parse "$out/text" > "$out/raw" &&
        python3 "$scorer" "$2" "$out/raw" > "$out/table" || exit 1
    floor "$1 tokens" "$(awk '$1 == "Tokens" { print $4 }' "$out/table")" "$3"
    floor "$1 sentences" "$(awk '$1 == "Sentences" { print $4 }' "$out/table")" "$4"
}

raw "EWT dev raw" "$ewt" 99.5 88.4
raw "GUM dev raw" "$gum" 99.9 95.5
floors_done
