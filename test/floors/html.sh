#!/bin/sh
# Main text and metadata of web pages on the development pages (bench/README.md, "Web pages").
. "$(dirname "$0")/lib.sh"
need "$SHARED/dev/html/aeb/pages.tar.gz" "$SHARED/score-ingest/score_extract.py"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# figure SET WORD N: the N-th number of the line that begins with WORD
figure() { sed -n "s/^$2 *//p" "$dir/$1.txt" | grep -o '[0-9]*\.[0-9]*' | sed -n "$3p"; }
for set in aeb wcxb; do
    mkdir "$dir/$set"
    tar xzf "$SHARED/dev/html/$set/pages.tar.gz" -C "$dir/$set"
    "$B/demarche" clean --json "$dir/$set"/pages/*.html > "$dir/$set.out"
    python3 "$SHARED/score-ingest/score_extract.py" --gold "$SHARED/dev/html/$set/gold.jsonl" --pred "$dir/$set.out" > "$dir/$set.txt"
done
floor "main text, first pages: shingle F1" "$(figure aeb shingle 3)" 0.981
floor "main text, second pages: word F1" "$(figure wcxb words 3)" 0.973
floor "titles, exact" "$(figure wcxb title 1)" 0.79
floor "dates, right" "$(figure wcxb date 1)" 0.92
floor "authors, exact" "$(figure wcxb authors 1)" 0.80
floors_done
