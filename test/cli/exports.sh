# Every export of the built-in sample parses, and what it says agrees with the ledger.
demarche demo --keep s.db > /dev/null
export DEMARCHE_DB=s.db
n=$(sqlite3 s.db "SELECT count(*) FROM said s JOIN document d ON d.n = s.doc WHERE d.copy_of IS NULL")
for format in jsonl webanno claims; do demarche export $format > x.$format || echo "exit $?"; done
python3 - "$n" <<'END'
import json, sqlite3, sys
n = int(sys.argv[1])
db = sqlite3.connect("s.db")
text = {i: t.encode() for i, t in db.execute("SELECT id, text FROM document")}
lines = [json.loads(l) for l in open("x.jsonl", encoding="utf-8")]
kinds = {}
for r in lines:
    kinds[r["kind"]] = kinds.get(r["kind"], 0) + 1
print("documents", kinds["document"], "statements agree", kinds["statement"] == n)
wrong = 0
def spans(value, t):
    global wrong
    if isinstance(value, dict):
        if "text" in value and "span" in value and value["span"]:
            b, e = value["span"]
            wrong += t[b:e].decode() != value["text"]
        for v in value.values():
            spans(v, t)
    elif isinstance(value, list):
        for v in value:
            spans(v, t)
for r in lines:
    if r["kind"] in ("statement", "document"):
        spans(r, text[r["doc_id"] if r["kind"] == "statement" else r["id"]])
print("spans that do not hold", wrong)
notes = [json.loads(l) for l in open("x.webanno", encoding="utf-8")]
print("annotations agree", len(notes) == n)
bad = 0
for a in notes:
    for t in a["target"]:
        s = text[t["source"]["id"]].decode()
        p, q = t["selector"]
        bad += s[p["start"]:p["end"]] != q["exact"] or not s[:p["start"]].endswith(q["prefix"]) or not s[p["end"]:].startswith(q["suffix"])
print("selectors that do not hold", bad)
claims = [json.loads(l) for l in open("x.claims", encoding="utf-8")]
print("claims agree", len(claims) == n, "rated", sum("reviewRating" in c for c in claims))
END
demarche export jsonl --no-text | grep '"kind":"statement"' | grep -c '"text":'
demarche export jsonl --max-words 3 | python3 -c '
import json, sys
print(max(len(r["content"]["text"].split()) for r in map(json.loads, sys.stdin) if r["kind"] == "statement"))'
demarche export graphml > x.graphml; demarche export actors-graphml > y.graphml
python3 - <<'END'
import xml.etree.ElementTree as E
for name in "x.graphml", "y.graphml":
    g = E.parse(name).getroot()
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {n.get("id") for n in g.iter(ns + "node")}
    edges = list(g.iter(ns + "edge"))
    print(name, "edges", len(edges) > 0, "ends known", all(e.get("source") in nodes and e.get("target") in nodes for e in edges))
END
demarche export edges | head -1
demarche export dna > x.dna; echo "exit $?"
sqlite3 x.dna "PRAGMA integrity_check; PRAGMA foreign_key_check;
SELECT count(*) = (SELECT count(*) FROM DATABOOLEAN) FROM STATEMENTS;
SELECT count(*) = 3 * (SELECT count(*) FROM STATEMENTS) FROM DATASHORTTEXT"
python3 - <<'END'
import sqlite3
dna, db = sqlite3.connect("x.dna"), sqlite3.connect("s.db")
ours = {c for c, in db.execute("SELECT content FROM statement")}
theirs = [t.encode("utf-16-le")[2 * a:2 * b].decode("utf-16-le") for t, a, b in
          dna.execute("SELECT d.Text, s.Start, s.Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId")]
print("dna statements", len(theirs) > 0, "words agree", all(t in ours for t in theirs))
END
demarche export csv > x.csv; python3 -c '
import csv
rows = list(csv.reader(open("x.csv", encoding="utf-8", newline="")))
print("csv", len({len(r) for r in rows}) == 1, "formulas", sum(c[:1] in ("=", "+", "-", "@") for r in rows for c in r))'
demarche export dna > a.dna; cmp a.dna x.dna && echo "the same file twice"
echo "-- networks, provenance, copies"
for kind in congruence conflict subtract; do demarche export $kind-graphml > $kind.xml || [ $? = 1 ]; done
demarche export prov > x.prov; echo "exit $?"
python3 - <<'END'
import json, xml.etree.ElementTree as E
ns = "{http://graphml.graphdrawing.org/xmlns}"
def edges(path):
    return {(e.get("source"), e.get("target")): {d.get("key"): int(d.text) for d in e.iter(ns + "data")} for e in E.parse(path).getroot().iter(ns + "edge")}
every = edges("y.graphml")
for kind in "congruence", "conflict", "subtract":
    print(kind, len(every) > 0, {k: v["weight"] for k, v in edges(kind + ".xml").items()} == {k: v[kind] for k, v in every.items() if v[kind]})
p = json.load(open("x.prov", encoding="utf-8"))
kinds = {"prov:entity": "entity", "prov:activity": "activity", "prov:agent": "agent", "prov:generatedEntity": "entity", "prov:usedEntity": "entity"}
ends = [(kinds[k], v) for kind in ("used", "wasAssociatedWith", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo") for r in p[kind].values() for k, v in r.items() if k in kinds]
print("prov", len(ends) > 100, "ends known", all(v in p[k] for k, v in ends), "prefixes known", all(n.split(":")[0] in p["prefix"] for k in ("entity", "activity", "agent") for n in p[k]))
names = [k for kind in p if kind != "prefix" for k in p[kind]]
print("each name once", len(set(names)) == len(names))
END
demarche export sqlite > copy.db; echo "exit $?"
demarche check --db copy.db > /dev/null; echo "check $?"
demarche log --db copy.db --jsonl > one; demarche log --jsonl | cmp - one && echo "the same statements"
demarche events --db copy.db --tsv > one; demarche events --tsv | cmp - one && echo "the same events"
demarche export sqlite party:CHN > part.db; demarche check --db part.db > /dev/null; echo "check $?"
sqlite3 part.db "SELECT DISTINCT party FROM said; PRAGMA journal_mode; PRAGMA integrity_check"
