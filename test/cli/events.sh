# Events in the ledger: told, done by saying, once a document, linked to their statement, corrected with it.
cat > a.txt <<'X'
Norvia strikes Ostia

Geneva, 4 March 2021 - Israel bombed Lebanon on Monday. Sudan did not release the hostages of Chad.

Israel bombed Lebanon again at night. Russia accused Ukraine of breaking the truce. "Norway will deliver aid to Yemen," said Anna Holm, the Norwegian foreign minister.
X
demarche add -q --date 2021-03-04 a.txt
demarche events --tsv 'event:ASSAULT,YIELD,ACCUSE,AID' | cut -f2,3,4,5,6,7,8,9,11,12,15
echo "-- queries"
demarche events --tsv event:ASSAULT | cut -f3,10
demarche events --tsv realis:negated,future | cut -f3,5
demarche events --tsv to:Chad | tail -n +2 | wc -l
demarche events --tsv party:ISR to:LBN | tail -n +2 | wc -l
demarche events --tsv hostages | tail -n +2 | wc -l
demarche events --tsv act:ACCUSE | cut -f3,11
demarche events party:FRA > none; echo "exit $?"
demarche events event:SHOUT 2>&1; echo "exit $?"
demarche events since:2022 > none; echo "exit $?"
echo "-- show"
id=$(demarche events --tsv event:ASSAULT | tail -1 | cut -f1)
demarche show "$id" | head -10 | sed "s/$id/ID/"
demarche show "$id" --jsonl | cut -d, -f1,3
echo "-- linked"
demarche export jsonl > x.jsonl
python3 - <<'END'
import json
rows = [json.loads(l) for l in open("x.jsonl", encoding="utf-8")]
text = open("a.txt", "rb").read()
said = {r["id"]: r for r in rows if r["kind"] == "statement"}
events = [r for r in rows if r["kind"] == "event"]
print("deeds", [(e["plover"], e["mode"], e["from"], e["via"] in said if e["via"] else None) for e in events])
print("spans hold", all(text[x["span"][0]:x["span"][1]].decode() == x["text"] for e in events
                        for x in (e["source"], e["target"], e["predicate"], e["time"], e["place"]) if x))
END
demarche code a.txt | grep '"kind":"event"' | sed 's/"id":"[^"]*"//' > coded
grep '"kind":"event"' x.jsonl | sed 's/"id":"[^"]*"//' | cmp - coded && echo "code writes the same events"
echo "-- corrected"
said=$(demarche log --tsv act:ACCUSE | tail -1 | cut -f1)
demarche review "$said" --act DENY --by me --why 'no blame'
demarche events --tsv act:DENY | tail -1 | cut -f3,5
demarche export jsonl | grep "\"id\":\"$said\"" | grep -o '"event":{[^}]*}'
demarche review "$said" --act CLAIM --by me --why 'only said'
demarche events --tsv act:CLAIM Russia > none; echo "exit $?"
demarche export jsonl | grep "\"id\":\"$said\"" | grep -o '"event":[^,]*'
said=$(demarche log --tsv Norway | tail -1 | cut -f1)
demarche review "$said" --reject --by me --why 'nobody said it'
demarche events --tsv to:Yemen > none; echo "exit $?"
echo "-- contexts and magnitude"
cat > b.txt <<'X'
Norvia strikes Ostia

Israel bombed Syria, killing at least 12 soldiers. Norway lent Sudan $1.5 million. Chad accused Kenya of breaking the ceasefire. Russia invaded Georgia in 1982.
X
demarche add -q --date 2021-03-05 b.txt
demarche events --tsv doc:b.txt | cut -f3,21-25
demarche events --db demarche.db --jsonl doc:b.txt event:AID | grep -o '"magnitude":[^,}]*'
id=$(demarche events --tsv doc:b.txt event:ASSAULT to:SYR | tail -1 | cut -f1)
demarche show "$id" | grep -E '^(magnitude|context) '
demarche show "$id" --jsonl | grep -o '"contexts":.*,"confidence"'
demarche code b.txt | grep -o '"contexts":[^"]*"[^"]*"[^"]*"magnitude":[^}]*}' | head -1
sqlite3 demarche.db "SELECT plover, contexts, magnitude, magnitude_of, magnitude_words FROM happened WHERE magnitude IS NOT NULL ORDER BY ord"
said=$(demarche log --tsv doc:b.txt act:ACCUSE ceasefire | tail -1 | cut -f1)
demarche review "$said" --topic fisheries,water,leadership --by me --why 'about fish'
demarche events --tsv doc:b.txt event:ACCUSE to:KEN | cut -f3,21 | tail -1
demarche add -q --outlet Herald b.txt
demarche events --tsv doc:b.txt event:ACCUSE to:KEN | cut -f3,21 | tail -1
demarche review "$said" --topic - --by me --why 'about nothing'
demarche events --tsv doc:b.txt event:ACCUSE to:KEN | cut -f3,21 | tail -1
demarche check > /dev/null; echo "check $?"
echo "-- a ledger of schema 6"
cp demarche.db old.db
python3 - <<'END'
import sqlite3
db = sqlite3.connect("old.db")
view = db.execute("SELECT sql FROM sqlite_master WHERE name = 'happened'").fetchone()[0]
db.execute("DROP VIEW happened")
for table in "concept_member", "concept":
    db.execute("DROP TABLE " + table)
for column in "contexts", "r_contexts", "magnitude", "magnitude_of", "magnitude_words", "magnitude_begin", "magnitude_end":
    db.execute("ALTER TABLE event DROP COLUMN " + column)
    view = view.replace("e.%s AS %s, " % (column, column), "").replace("e.%s AS %s,\n" % (column, column), "")
view = view.replace(", s.firsthand AS firsthand", "")
db.execute(view.replace("nullif(coalesce(e.r_contexts, e.contexts), '') AS contexts, ", ""))
db.execute("DROP TABLE setting")
db.execute("PRAGMA user_version = 6")
db.commit()
END
demarche events --db old.db --tsv doc:b.txt | cut -f3,21-23
demarche export plover --db old.db doc:b.txt event:ASSAULT to:SYR | grep -o '"contexts":[^]]*]\|"magnitude":[^,]*'
demarche add -q --db old.db --outlet Gazette b.txt
demarche events --db old.db --tsv doc:b.txt event:ASSAULT to:SYR | cut -f3,21-23
demarche check --db old.db > /dev/null; echo "check $?"
demarche forget "$(demarche documents --tsv doc:b.txt | tail -1 | cut -f1)"
echo "-- again, and gone"
demarche add -q --outlet Post a.txt
demarche events --tsv event:ASSAULT | tail -n +2 | wc -l
demarche check > /dev/null; echo "check $?"
demarche forget "$(demarche documents --tsv | tail -1 | cut -f1)"
sqlite3 demarche.db "SELECT count(*) FROM event"
