#!/bin/sh
# Statements against hand-made gold: pooled development documents, our own held-out reports, then the held-out news
# of train/news, by the day it was annotated (its speakers are not named: there one is right whose source is).
# Usage: bench/ledger.sh [PROGRAM]      (from anywhere; needs ../shared beside the repository)
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/demarche}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
score=../shared/score/score_ledger.py
"$program" code ../shared/corpora/wikinews-dev ../shared/corpora/seeds > "$out/dev.jsonl"
cat ../shared/gold/wikinews_dev.jsonl ../shared/gold/seeds_dev.jsonl > "$out/gold.jsonl"
# The gold covers two of the five seed reports: statements of the others are left out.
python3 - "$out" <<'PY'
import json, sys
out = sys.argv[1]
known = {json.loads(l)["doc"] for l in open(out + "/gold.jsonl") if json.loads(l)["kind"] == "doc"}
with open(out + "/pred.jsonl", "w") as kept:
    for line in open(out + "/dev.jsonl"):
        record = json.loads(line)
        if record["kind"] == "statement" and record["doc"] in known:
            kept.write(line)
PY
echo "== pooled development gold (Wikinews 8, seeds 2)"
python3 $score "$out/gold.jsonl" "$out/pred.jsonl" | sed '/^document/,$d'
echo "== test/corpus/heldout.jsonl"
texts=$(python3 -c "
import json
for line in open('test/corpus/heldout.jsonl'):
    r = json.loads(line)
    if r['kind'] == 'doc': print('test/corpus/text/' + r['doc'])")
"$program" code $texts > "$out/held.jsonl"
python3 $score test/corpus/heldout.jsonl "$out/held.jsonl" | sed '/^document/,$d'
for set in heldout heldout-more; do
    echo "== train/news/$set.jsonl"
    train/news/texts.py ../shared/train/raw/news-2012-2018.txt.gz "$out/$set" --of train/news/$set.jsonl
    "$program" code "$out/$set" > "$out/news.jsonl"
    python3 $score train/news/$set.jsonl "$out/news.jsonl" | sed '/^document/,$d'
done
