# The dial: each step down finds what the step above found, and more.
for dial in high normal low; do
    demarche code --precision $dial "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort > $dial
done
[ "$(wc -l < high)" -lt "$(wc -l < normal)" ] && [ "$(wc -l < normal)" -lt "$(wc -l < low)" ] && echo "fewer, more, most"
demarche code "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort | cmp - normal && echo "normal is the default"
# A further report found may end a content earlier than before, and so give it another id: what stays is who reports, the cue.
for dial in high normal low; do
    demarche code --precision $dial "$ROOT"/data/sample/*.txt | python3 -c 'import json, sys
for r in map(json.loads, sys.stdin):
    if r["kind"] == "statement":
        place = r["cue"] or r["source"] or r["content"]
        print(r["doc"], *place["span"])' | sort -u > $dial.cues
done
[ -s high.cues ] && [ "$(comm -23 high.cues normal.cues; comm -23 normal.cues low.cues)" = "" ] && echo "what is sure stays"
demarche code --precision certain "$ROOT"/data/sample/*.txt 2>&1; echo "exit $?"
