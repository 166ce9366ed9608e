# PLOVER records: fields, dates and where they come from, realis with the collapsed code, the table beside the JSON.
cat > a.txt <<'X'
Norvia strikes Ostia

Israel bombed Lebanon on Monday. Sudan did not release the hostages of Chad. Norway will deliver aid to Yemen.

Russia accused Ukraine of breaking the ceasefire. Turkey may attack Syria if talks fail, the newspaper wrote.
X
demarche add -q --date 2021-03-04 --outlet 'The Post' --url http://a.example/1 a.txt
demarche export plover > x.jsonl; echo "exit $?"
demarche export plover-tsv > x.tsv; echo "exit $?"
python3 - <<'END'
import csv, json
rows = [json.loads(l) for l in open("x.jsonl", encoding="utf-8")]
text = open("a.txt", "rb").read()
for r in rows:
    print(r["date"], r["date_how"], r["event_type"], r["event_mode"], r["quad_code"], r["contexts"], r["actor"]["code"],
          r["recipient"] and r["recipient"]["code"], r["realis"], r["collapsed_type"], r["told"], bool(r["statement"]), r["magnitude"])
bad = 0
for r in rows:
    for x in [r["text"], r["predicate"], r["sentence"], r["actor"]["mention"], r["recipient"] and r["recipient"]["mention"]]:
        bad += bool(x) and text[x["span"][0]:x["span"][1]].decode() != x["text"]
print("spans that do not hold", bad)
d = rows[0]["document"]
print(d["publisher"], d["published"], d["url"], len(d["sha256"]))
table = list(csv.DictReader(open("x.tsv", encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
print("the table says the same", [(t["event_id"], t["event_date"], t["event_type"], t["actor_name"], t["recipient_code"], t["realis"], t["text"]) for t in table] ==
      [(r["id"], r["date"] or "", r["event_type"], r["actor"]["name"], (r["recipient"] or {}).get("code", ""), r["realis"], r["text"]["text"]) for r in rows])
print("ids are those of the ledger", len({r["id"] for r in rows}) == len(rows))
END
cat > b.txt <<'X'
Norvia strikes Ostia

Israel bombed Syria, killing at least 12 soldiers. Norway lent Sudan 1.5 million euros. Sudan released 30 hostages of Chad. Russia invaded Georgia in 1982.
X
demarche add -q --db b.db --date 2021-03-04 b.txt
demarche export plover --db b.db > b.jsonl
demarche export plover-tsv --db b.db | cut -f4,7,13,28
python3 - <<'END'
import json
text = open("b.txt", "rb").read()
for r in map(json.loads, open("b.jsonl", encoding="utf-8")):
    w = r["magnitude_words"]
    print(r["event_type"], r["contexts"], r["magnitude"], r["magnitude_of"], w and w["text"],
          not w or text[w["span"][0]:w["span"][1]].decode() == w["text"])
END
demarche export plover --db b.db --no-text event:AID | grep -o '"magnitude":.*"realis"'
demarche export plover event:ASSAULT realis:actual | wc -l
demarche export plover --no-text | grep -c '"text":"'
demarche export plover --max-words 2 | python3 -c '
import json, sys
print(max(len(r["text"]["text"].split()) for r in map(json.loads, sys.stdin)))'
demarche export plover-tsv --no-text | cut -f17,22 | sort -u
demarche export plover party:FRA; echo "exit $?"
