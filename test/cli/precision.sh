# The dial: each step down finds what the step above found, and more.
for dial in high normal low; do
    demarche code --precision $dial "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort > $dial
done
[ "$(wc -l < high)" -lt "$(wc -l < normal)" ] && [ "$(wc -l < normal)" -lt "$(wc -l < low)" ] && echo "fewer, more, most"
demarche code "$ROOT"/data/sample/*.txt | grep '"kind":"statement"' | grep -o '"id":"[^"]*"' | sort | cmp - normal && echo "normal is the default"
# A further report found may end a content earlier than before, be the surer of two cues or begin a statement of its own: what
# stays is at least half of what is reported.
for dial in high normal low; do demarche code --precision $dial "$ROOT"/data/sample/*.txt > $dial.jsonl; done
python3 - << 'EOP'
import json
def contents(dial):
    for r in map(json.loads, open(dial + ".jsonl")):
        if r["kind"] == "statement":
            yield r["doc"], *r["content"]["span"]
def holds(more, less):
    return all(any(d == doc and 2 * (min(e, end) - max(b, begin)) >= max(e, end) - min(b, begin) for d, b, e in more)
               for doc, begin, end in less)
high, normal, low = (list(contents(dial)) for dial in ("high", "normal", "low"))
if high and holds(normal, high) and holds(low, normal):
    print("what is sure stays")
EOP
demarche code --precision certain "$ROOT"/data/sample/*.txt 2>&1; echo "exit $?"
