#!/bin/sh
# Confidence against share right, as tables and as bench/reliability.svg: cue, source and content on
# PolNeAR's development articles, whole statements on our own held-out reports.
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/demarche}
dev=../shared/train/polnear/dev
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$program" attribute --precision low "$dev"/text/*.txt > "$out/rows"
bench/calibration.py "$dev/attributions.jsonl" --svg bench/reliability.svg < "$out/rows"
texts=$(python3 -c "
import json
for line in open('test/corpus/heldout.jsonl'):
    r = json.loads(line)
    if r['kind'] == 'doc': print('test/corpus/text/' + r['doc'])")
"$program" code $texts > "$out/lines"
bench/calibration.py --statements test/corpus/heldout.jsonl --svg bench/reliability.svg --onto < "$out/lines"
