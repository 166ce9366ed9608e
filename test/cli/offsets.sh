# Every export that carries offsets, in every unit: cut out of the stored text, they give the words again. The report has
# characters of two, three and four bytes, of one and two UTF-16 units, joined ones and right-to-left ones.
cat > a.txt <<'X'
Talks in doubt 😀

“The café 🙂 talks — naïve, they said — will fail 𝔘𝔫𝔦,” said José Núñez, the foreign minister of Chile, on Monday. السلام

Norway 🇳🇴 will “deliver aid” to Yemen 😀 if the fighting 🚀 stops, said Anna Holm, the Norwegian foreign minister. Israel 𝔘 bombed Lebanon on Tuesday.

“We reject the sanctions 🚀 and the tariffs,” said Anna Holm. She said Norway would support the talks 🙂 on trade.
X
printf 'Plain\r\n\r\nThe minister of Peru said talks would resume on Monday in Geneva.\r\n' > b.txt
demarche add -q --date 2021-03-04 a.txt b.txt
for unit in bytes utf16 chars; do
    for format in jsonl csv webanno plover plover-tsv prov uima brat; do demarche export $format --offsets $unit > $format.$unit; done
    mkdir brat-$unit uima-$unit; tar xf brat.$unit -C brat-$unit; tar xf uima.$unit -C uima-$unit
done
demarche export dna > x.dna
for format in dna sqlite; do demarche export $format --offsets chars 2>&1; echo "exit $?"; done
demarche export jsonl --offsets letters 2>&1; echo "exit $?"
cat > cut.py <<'END'
import csv, glob, json, sqlite3
db = sqlite3.connect("demarche.db")
text = {i: t for i, t in db.execute("SELECT id, text FROM document")}
name = {n: i for n, i in db.execute("SELECT name, id FROM document")}
content = {i: t for i, t in db.execute("SELECT id, content FROM statement")}
def cut(unit, t, b, e):
    if unit == "bytes":
        return t.encode()[b:e].decode()
    if unit == "utf16":
        return t.encode("utf-16-le")[2 * b:2 * e].decode("utf-16-le")
    return t[b:e]
def pairs(value):
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("span"):
            yield value["text"], value["span"]
        for v in value.values():
            yield from pairs(v)
    elif isinstance(value, list):
        for v in value:
            yield from pairs(v)
total = 0
def same(what, unit, got, want):
    global total
    total += 1
    if got != want:
        print(what, unit, repr(got), repr(want))
for unit in "bytes", "utf16", "chars":
    kinds = set()
    for r in map(json.loads, open("jsonl." + unit, encoding="utf-8")):
        if r["kind"] == "document":
            same("document", unit, r["offsets"], unit)
        if r["kind"] in ("document", "statement", "event"):
            kinds.add(r["kind"])
            t = text[r["id"] if r["kind"] == "document" else r["doc_id"]]
            for words, (b, e) in pairs(r):
                same("jsonl", unit, cut(unit, t, b, e), words)
    if len(kinds) < 3:
        print("missing kinds", kinds)
    for r in csv.DictReader(open("csv." + unit, encoding="utf-8", newline="")):
        same("csv", unit, cut(unit, text[name[r["doc"]]], int(r["begin"]), int(r["end"])), content[r["id"]])
    for r in csv.DictReader(open("plover-tsv." + unit, encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE):
        same("plover-tsv", unit, cut(unit, text[r["document_id"]], int(r["begin"]), int(r["end"])), r["text"])
    for r in map(json.loads, open("plover." + unit, encoding="utf-8")):
        for words, (b, e) in pairs(r):
            same("plover", unit, cut(unit, text[r["document"]["id"]], b, e), words)
    for r in map(json.loads, open("webanno." + unit, encoding="utf-8")):
        for t in r["target"]:
            p, q = t["selector"]
            same("webanno", unit, cut(unit, text[t["source"]["id"]], p["start"], p["end"]), q["exact"])
    p = json.load(open("prov." + unit, encoding="utf-8"))
    home = {r["prov:generatedEntity"][9:]: r["prov:usedEntity"][9:] for r in p["wasDerivedFrom"].values() if r["prov:usedEntity"][9] == "d"}
    for k, r in p["entity"].items():
        if k.startswith("demarche:s"):
            same("prov", unit, cut(unit, text[home[k[9:]]], r["demarche:begin"], r["demarche:end"]), r["prov:value"])
    for path in glob.glob("uima-" + unit + "/*.json"):
        cas = json.load(open(path, encoding="utf-8"))
        fs = {f["%ID"]: f for f in cas["%FEATURE_STRUCTURES"]}
        t = fs[cas["%VIEWS"]["_InitialView"]["%SOFA"]]["sofaString"]
        types, seen = cas["%TYPES"], set()
        for f in fs.values():
            seen.add(f["%TYPE"])
            for k, v in f.items():
                if k.startswith("@") and v not in fs:
                    print("uima: a reference to nothing", k)
                if f["%TYPE"].startswith("demarche.") and k.lstrip("@") not in ("%ID", "%TYPE", "sofa", "begin", "end") and k.lstrip("@") not in types[f["%TYPE"]]:
                    print("uima: no such feature", k)
            if f["%TYPE"] == "demarche.Statement":
                same("uima", unit, cut(unit, t, f["begin"], f["end"]), content[f["id"]])
        if not all(m in fs for m in cas["%VIEWS"]["_InitialView"]["%MEMBERS"]):
            print("uima: members unknown")
        same("uima", unit, t, text[[f["id"] for f in fs.values() if f["%TYPE"] == "demarche.Report"][0]])
        if not {"demarche.Statement", "demarche.Words"} <= seen:
            print("uima: missing", seen)
    for path in glob.glob("brat-" + unit + "/*.ann"):
        t = open(path[:-3] + "txt", encoding="utf-8", newline="").read()
        ids, events = {}, 0
        for line in open(path, encoding="utf-8", newline="").read().split("\n")[:-1]:
            k, rest = line.split("\t", 1)
            if k[0] == "T":
                head, words = rest.split("\t")
                kind, spans = head.split(" ", 1)
                ids[k] = kind
                got = " ".join(cut(unit, t, *map(int, s.split())) for s in spans.split(";"))
                same("brat", unit, "".join(" " if c < " " else c for c in got), words)
            elif k[0] == "E":
                events += 1
                trigger, *roles = rest.split(" ")
                if ids[trigger.split(":")[1]] != trigger.split(":")[0] or any(r.split(":")[1] not in ids for r in roles):
                    print("brat: a broken event", line)
        if not events:
            print("brat: no events in", path)
dna = sqlite3.connect("x.dna")
for t, b, e in dna.execute("SELECT d.Text, s.Start, s.Stop FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"):
    total += 1
    if cut("utf16", t, b, e) not in content.values():
        print("dna", cut("utf16", t, b, e))
print("enough spans", total > 150, "of dna", dna.execute("SELECT count(*) > 0 FROM STATEMENTS").fetchone()[0])
END
python3 cut.py
echo "-- the units differ where they must"
for unit in bytes utf16 chars; do cut -d, -f1,15,16 csv.$unit | md5sum; done | sort -u | wc -l
echo "-- no text: every offset holds, no word is there"
for format in jsonl csv tsv webanno claims plover plover-tsv prov uima brat dna dna-events sqlite graphml edges; do
    for less in --no-text '--max-words 2'; do
        demarche export $format $less > less 2>&1 || echo "$format exit $?"
        grep -aEc 'will “deliver aid|if the fighting|talks would resume|reject the sanctions|would support the' less | sed "s/^/$format $less: /" | grep -v ': 0$'
    done
done
demarche export uima --no-text | tar xO | head -1 | python3 -c '
import json, sqlite3, sys
fs = json.loads(sys.stdin.readline())["%FEATURE_STRUCTURES"]
sofa = next(f["sofaString"] for f in fs if f["%TYPE"] == "uima.cas.Sofa")
i = next(f["id"] for f in fs if f["%TYPE"] == "demarche.Report")
t = sqlite3.connect("demarche.db").execute("SELECT text FROM document WHERE id = ?", (i,)).fetchone()[0]
print("as long in every unit", [len(sofa.encode(u)) == len(t.encode(u)) for u in ("utf-8", "utf-16", "utf-32")], "blank", not any(c.isalnum() for c in sofa))'
demarche export brat --max-words 3 | tar xO | grep -ac 'Talks in doubt'
