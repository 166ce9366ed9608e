#!/bin/sh
# Source, cue and content of PolNeAR's development articles, from raw text through our own parser.
. "$(dirname "$0")/lib.sh"
dev=$SHARED/train/polnear/dev
scorer=$SHARED/score/score_attributions.py
need "$dev/attributions.jsonl" "$scorer"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$B/demarche" attribute "$dev"/text/*.txt > "$out/found" || exit 1
python3 "$scorer" "$dev/attributions.jsonl" "$out/found" --text-dir "$dev/text" --json > "$out/json" || exit 1
figure() { python3 -c 'import json, sys; j = json.load(open(sys.argv[1]))
for k in sys.argv[2:]: j = j[k]
print(round(j["f1"], 4))' "$out/json" "$@"; }
floor "PolNeAR dev source" "$(figure exact source)" 0.775
floor "PolNeAR dev cue" "$(figure exact cue)" 0.71
floor "PolNeAR dev content" "$(figure exact content)" 0.645
floor "PolNeAR dev whole, half" "$(figure attribution half)" 0.68
floors_done
