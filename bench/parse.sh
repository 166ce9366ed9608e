#!/bin/sh
# Words a second on one core, from raw news to tags and trees, and accuracy on the treebanks.
# Usage: bench/parse.sh [PROGRAM]       (from anywhere; needs ../shared beside the repository)
# The fastest of three runs, by processor time: neighbours on the machine cost less than by the clock.
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/demarche}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
zcat ../shared/dev/stories/articles.jsonl.gz | python3 -c "
import json, sys
for line, _ in zip(sys.stdin, range(150)):
    article = json.loads(line)
    print(article.get('text') or article.get('body') or '', end='\n\n')" > "$out/news.txt"
words=$("$program" parse -j 1 "$out/news.txt" | grep -c '^[0-9][0-9]*	')
for model in "" --fast; do
    best=$(for run in 1 2 3; do
        bash -c "TIMEFORMAT=%U; time $program parse -j 1 $model $out/news.txt > /dev/null" 2>&1
    done | sort -n | head -1)
    awk "BEGIN { printf \"parse $model: %d words, %s s: %d words a second\n\", $words, $best, $words / $best }"
done
