# The Python module over the shared library: codes texts, keeps a ledger, asks it; errors are raised.
B=$(dirname "$(command -v demarche)")
export DEMARCHE_LIBRARY="$B/libdemarche.so" PYTHONPATH="$ROOT/bindings/python" PYTHONDONTWRITEBYTECODE=1
[ -f "$DEMARCHE_LIBRARY" ] || { echo "libdemarche.so is not built: make shared"; exit 77; }
nm -D --defined-only "$DEMARCHE_LIBRARY" | awk '{print $3}' | grep -v '^demarche_' | wc -l
printf 'Talks in doubt\n\nThe minister of Peru said talks would resume on Monday. Israel bombed Lebanon.\n' > a.txt
printf '\000\001\002' > b.bin
demarche code a.txt > expected
python3 - <<'END'
import json
import demarche
engine = demarche.Engine()
expected = [json.loads(l) for l in open("expected", encoding="utf-8")]
print("codes as the program does", engine.code({"path": "a.txt"}) == expected)
text = open("a.txt", encoding="utf-8").read()
got = engine.code(text, name="a.txt", date="2021-03-04", outlet="Post")
print([r["kind"] for r in got], got[0]["published"], got[0]["outlet"])
with demarche.Ledger("l.db", demarche.MAKE) as ledger:
    counts, refused = ledger.add(engine, ["a.txt", "missing.txt"], [{"text": "Peru rejected the offer, Ana Ruiz said.", "name": "t"}], date="2021-03-04")
    print("stored", counts.stored, "refused", [str(e) for e in refused])
    counts, refused = ledger.add(engine, ["a.txt"], date="2021-03-04")
    print("known", counts.known)
    log = ledger.view("log", "talks would")
    print(log[0]["speaker"]["party"], log[0]["content"]["text"])
    print([r["event"] for r in ledger.view("events", "event:ASSAULT")])
    print(ledger.show(log[0]["id"])[0] == log[0])
    print(ledger.export("jsonl", offsets="utf16", no_text=True).count(b'"kind":"statement"') == len(ledger.view("log")))
    print(ledger.export("sqlite")[:15])
    mine = ledger.issues() + b"mondays\t3\tmonday\tOn Monday.\n"
    print(ledger.set_issues(mine), ledger.issues() == mine, len(ledger.view("log", "topic:mondays")), ledger.set_issues())
    print([r["topic"] for r in demarche.Engine(issues=mine).code({"path": "a.txt"}) if r["kind"] == "statement"])
    for wrong in (lambda: ledger.view("log", "color:red"), lambda: ledger.export("tex"), lambda: ledger.show("zzz"),
                  lambda: demarche.Ledger("none.db"), lambda: ledger.set_issues("rice\t4"),
                  lambda: demarche.Engine(issues="rice\t4\trice\t"), lambda: engine.code({"path": "missing.txt"})):
        try:
            wrong()
            print("no error")
        except demarche.Error as e:
            print(e.code, str(e)[:60])
END
demarche log --db l.db --tsv | cut -f5 | tail -n +2 | wc -l
