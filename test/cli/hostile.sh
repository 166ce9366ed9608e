# Hostile words in reports, names, titles and outlets: no export runs, breaks or hides anything.
name=$(printf '=HYPERLINK("x")\342\200\256gpj.txt')
printf '=2+5 cmd|calc\n\nThe +minister of Peru\001 said \342\200\256talks\342\200\254 \033[31mwould\033[0m resume \177on \357\277\276Monday & "soon" <b>. Chile, =A1, rejected the \342\200\217sanctions on Friday; Israel bombed Lebanon.\n\n-Anna Holm, the foreign minister of Norway, said trade talks \357\277\277 would fail\t\302\205 if tariffs </data> stay ]]>.\n' > "$name"
mkdir -p deep && cp "$name" 'deep/x..--y..txt' && printf '\n' >> 'deep/x..--y..txt'
demarche add -q --date 2021-03-04 --outlet '@SUM(1)<x>"' --url 'javascript:alert(1)' "$name" deep/*.txt
export DEMARCHE_DB=demarche.db
demarche log > /dev/null; echo "log $?"
for format in jsonl csv tsv dna-events graphml actors-graphml subtract-graphml edges webanno claims plover plover-tsv prov uima brat dna; do
    demarche export $format copies:all > x.$format 2> err || [ $? = 1 ] || { echo "$format failed"; cat err; }
done
python3 - <<'END'
import csv, io, json, sqlite3, subprocess, tarfile, xml.etree.ElementTree as E
CONTROL = {chr(c) for c in [*range(0, 9), 11, 12, *range(14, 32), 127, *range(0x80, 0xa0), 0x200e, 0x200f, *range(0x202a, 0x202f)]}
def raw(name):
    return open("x." + name, "rb").read().decode("utf-8")
for name in "csv", "dna-events", "edges":
    rows = list(csv.reader(io.StringIO(raw(name), newline=""), delimiter=";" if name == "dna-events" else ","))
    print(name, len(rows) > 1, "one width", len({len(r) for r in rows}) == 1, "formulas",
          sum(c.lstrip()[:1] in ("=", "+", "-", "@") for r in rows for c in r), "control", bool(CONTROL & set(raw(name))))
for name in "tsv", "plover-tsv":
    lines = raw(name).split("\n")[:-1]
    print(name, len(lines) > 1, "one width", len({l.count("\t") for l in lines}) == 1, "control", bool((CONTROL - {"\t"}) & set(raw(name))))
for name in "jsonl", "webanno", "claims", "plover", "prov":
    text = raw(name)
    lines = [json.loads(l) for l in text.split("\n") if l]
    print(name, len(lines) > 0, "control", bool(CONTROL & set(text)))
for name in "graphml", "actors-graphml", "subtract-graphml":
    print(name, E.fromstring(raw(name)).tag.endswith("graphml"), "control", bool(CONTROL & set(raw(name))), "U+FFFE", "\ufffe" in raw(name) or "\uffff" in raw(name))
db = sqlite3.connect("demarche.db")
stored = {i: t for i, t in db.execute("SELECT id, text FROM document")}
for name in "uima", "brat":
    tar = tarfile.open("x." + name)
    names = [m.name for m in tar.getmembers()]
    print(name, len(names) >= 2, "plain names", all(n.isascii() and "/" not in n and not n.startswith(".") and n.replace("-", "").replace("_", "").replace(".", "").isalnum() for n in names), "all files", all(m.isfile() for m in tar.getmembers()))
    for n in names:
        data = tar.extractfile(n).read().decode("utf-8")
        if n.endswith(".json"):
            print("sofa as stored", json.loads(data)["%FEATURE_STRUCTURES"][0]["sofaString"] in stored.values(), "control", bool(CONTROL & set(data)))
        if n.endswith(".txt"):
            print("text as stored", data in stored.values())
        if n.endswith(".ann"):
            print("lines whole", all(l.split("\t")[0][:1] in "TEA#" and l.count("\t") in (1, 2) for l in data.split("\n")[:-1]))
dna = sqlite3.connect("x.dna")
print("dna", dna.execute("PRAGMA integrity_check").fetchone()[0], all(t in stored.values() for t, in dna.execute("SELECT Text FROM DOCUMENTS")))
END
demarche check > /dev/null; echo "check $?"
