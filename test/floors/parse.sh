#!/bin/sh
# Accuracy of tags, lemmas and heads on the development treebanks, gold tokens and raw text.
. "$(dirname "$0")/lib.sh"
ewt=$SHARED/train/ud-ewt/en_ewt-ud-dev.conllu
gum=$SHARED/train/ud-gum-open/gum_open-dev.conllu
scorer=$SHARED/score/score_conllu.py
need "$ewt" "$gum" "$scorer"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

figure() { awk -v row="$2" '$1 == row { print $4 }' "$1"; }

# score GOLD PREDICTED: leaves the table in $out/table
score() { python3 "$scorer" "$1" "$2" > "$out/table" || exit 1; }

"$B/demarche" parse --gold-tokens "$ewt" > "$out/gold-tokens" || exit 1
score "$ewt" "$out/gold-tokens"
floor "EWT dev UPOS" "$(figure "$out/table" UPOS)" 96.1
floor "EWT dev lemmas" "$(figure "$out/table" Lemmas)" 96.9
floor "EWT dev UAS" "$(figure "$out/table" UAS)" 89.5
floor "EWT dev LAS" "$(figure "$out/table" LAS)" 86.8

python3 "$scorer" --write-text "$ewt" > "$out/text" || exit 1
"$B/demarche" parse "$out/text" > "$out/raw" || exit 1
score "$ewt" "$out/raw"
floor "EWT dev raw LAS" "$(figure "$out/table" LAS)" 84.5

# The news documents of GUM.
awk '/^# newdoc id = /{ news = $5 ~ /_news_/ } news' "$gum" > "$out/news.conllu"
"$B/demarche" parse --gold-tokens "$out/news.conllu" > "$out/news" || exit 1
score "$out/news.conllu" "$out/news"
floor "GUM news dev LAS" "$(figure "$out/table" LAS)" 86.7

"$B/demarche" parse --fast --gold-tokens "$ewt" > "$out/fast" || exit 1
score "$ewt" "$out/fast"
floor "EWT dev LAS, small model" "$(figure "$out/table" LAS)" 85.8
floors_done
