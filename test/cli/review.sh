# A correction is signed, has a reason, is added and never changed; views follow it; show tells all.
printf 'Talks in doubt\n\nThe minister denied that troops had crossed the river. "We will return to the talks only if the blockade ends," said the ambassador of Chile, Ana Ruiz, on Monday.\n' > a.txt
printf 'Other\n\nA spokesman said the harvest would be good.\n' > b.txt
demarche add -q a.txt b.txt
id=$(demarche log --tsv 'troops had crossed' | tail -1 | cut -f1)
demarche log --tsv 'troops had crossed' | tail -1 | cut -f5,6
demarche review "$id" --act CLAIM 2>&1; echo "exit $?"
demarche review "$id" --act SHOUT --by me --why so 2>&1; echo "exit $?"
demarche review "$id" --stance maybe --by me --why so 2>&1; echo "exit $?"
demarche review "$id" --negated perhaps --by me --why so 2>&1; echo "exit $?"
demarche review snothere --act CLAIM --by me --why so 2>&1; echo "exit $?"
demarche review "$id" --act ACCUSE --party CHL --by me --why 'he blames them'; echo "exit $?"
demarche log --tsv act:ACCUSE 'troops had crossed' | tail -1 | cut -f3,5,6
demarche review "$id" --act CLAIM --by you --why 'no blame here'
demarche log --tsv act:CLAIM 'troops had crossed' | tail -1 | cut -f5
demarche show "$id" | grep '^review' | sed 's/ ([0-9TZ:-]*)$//'
demarche review --tsv | cut -f2-6
sqlite3 demarche.db "SELECT act FROM statement WHERE id = '$id'"
demarche review "$id" --reject --by me --why 'not said by anybody'
demarche log 'troops had crossed' > /dev/null; echo "exit $?"
demarche review "$id" --accept --by me --why 'it was'
demarche log 'troops had crossed' > /dev/null; echo "exit $?"

# Coding anew keeps corrections; forgetting removes everything, also from the bytes of the file.
demarche add -q --outlet Post a.txt
demarche log --tsv 'troops had crossed' | tail -1 | cut -f5
doc=$(demarche documents --tsv | grep 'a.txt' | cut -f1)
demarche forget "$id" 2>&1 | sed "s/$id/ID/"
demarche forget "$doc"; echo "exit $?"
demarche documents --tsv | tail -n +2 | cut -f4
cat demarche.db* | grep -c 'blockade'
cat demarche.db* | grep -ac 'Post'
demarche review --tsv | wc -l
demarche check > /dev/null; echo "check $?"

# Several coders: agreement; what one of them left as it was counts as the machine's value.
rm -f demarche.db*
demarche add -q a.txt b.txt
one=$(demarche log --tsv 'troops had crossed' | tail -1 | cut -f1)
two=$(demarche log --tsv 'return to the talks' | tail -1 | cut -f1)
demarche review --queue --tsv | tail -n +2 | wc -l
demarche review "$one" --act ACCUSE --by ann --why so
demarche review "$two" --confirm --by ann --why so
demarche review "$one" --confirm --by bob --why so
demarche review "$two" --confirm --by bob --why so
demarche review --queue --tsv | tail -n +2 | wc -l
demarche review --agreement --tsv

# Every field: words are looked for where the statement stands, or given by their place; a dash: there is none. What is
# not in the text is refused, and nothing is stored then.
rm -f demarche.db*
demarche add -q a.txt b.txt
fields() { demarche show "$1" --json | python3 -c '
import json, sys
text = open("a.txt", "rb").read()
def words(w):
    if w is None: return None
    parts = [text[b:e].decode() for b, e in w.get("spans", [w["span"]])]
    assert text[slice(*w["span"])].decode() == w["text"]
    return parts
s = json.load(sys.stdin)
print(words(s["content"]), words(s["source"]), words(s["cue"]), words(s["condition"]), (s["condition"] or {}).get("marker"))
print(words(s["time"]), (s["time"] or {}).get("value"), s["content"]["mode"], s["modality"], s["level"], bool(s["via"]), s["event"])
for t in s["target"] + s["relays"]: print(" ", t.get("rel", "relay"), t.get("name", t.get("outlet")), text[slice(*t["span"])].decode())
print(s["topic"])'; }
one=$(demarche log --tsv 'troops had crossed' | tail -1 | cut -f1)
two=$(demarche log --tsv 'return to the talks' | tail -1 | cut -f1)
demarche review "$two" --by ann --why so --content 'return to the  talks' --source 'the ambassador of Chile … Ana Ruiz' --cue said \
    --condition 'if the blockade ends' --marker if --time 'on Monday' --date 2020-01-06 --mode mixed --modality possible --level 2 \
    --via "$one" --addressee 'Argentina=The minister' --about 'the river; troops' --relay 'Harbour Radio=Talks' --topic 'Talks, blockade' \
    --event COERCE --realis future --negated yes; echo "exit $?"
fields "$two"
demarche log --tsv topic:blockade to:Argentina relay:Harbour level:2 mode:mixed has:condition event:coerce | tail -n +2 | cut -f6-8
demarche log 'blockade ends' > /dev/null; echo "no longer its words $?"
demarche add -q --outlet Post a.txt b.txt
fields "$two"; demarche check > /dev/null; echo "check $?"
demarche review "$two" --by bob --why none --condition - --source @133-147 --time - --date - --level 1 --via - --addressee - --about - \
    --relay - --topic talks --event - --content '@72-99'; echo "exit $?"
fields "$two"
for wrong in '--content no.such.words' '--content @99-72' '--content @72-9999' '--condition @72-80.90-99' '--level 0' \
    '--via self' '--date Monday' '--mode loud' '--topic ,' '--addressee ;' '--act -' '--realis never'; do
    demarche review "$two" ${wrong%% *} "$(echo "${wrong#* }" | sed "s/\./ /g; s/self/$two/")" --by me --why so 2>&1 | sed "s/$two/ITSELF/"
done
sqlite3 demarche.db "SELECT count(*) FROM review WHERE who = 'me'"
sqlite3 demarche.db "SELECT content, condition, mode, level FROM statement WHERE id = '$two'"
demarche review --tsv | cut -f2-5 | head -8
demarche review --agreement --tsv | grep -E 'content|topic|level'
demarche export corrections | grep '"id":"'"$two" | grep -o '"content":{"text":"[^"]*"'
demarche export sqlite --max-words 2 > less.db; sqlite3 less.db "SELECT content, source FROM said WHERE id = '$two'"
demarche export jsonl --db less.db | grep -c '"kind":"statement"'

# Two actors are one, and parted again; a statement that was missed; both outlive coding anew.
ruiz=$(demarche actors --tsv | grep 'Ana Ruiz' | cut -f9)
other=$(demarche actors --tsv | grep 'minister' | cut -f9)
demarche review "$other" --same-as "$ruiz" --by me --why 'one person'
demarche actors --tsv | grep 'Ana Ruiz' | cut -f1,4
doc=$(demarche documents --tsv | grep 'b.txt' | cut -f1)
added=$(demarche review "$doc" --add 'the harvest' --source 'A spokesman' --cue said --speaker 'A new man' --party CHL --act ASSESS --by me --why missed)
demarche log --tsv 'harvest' party:CHL | tail -n +2 | cut -f3-6
demarche review "$doc" --add 'no such words' --by me --why so 2>&1; echo "exit $?"
demarche add -q --outlet Post a.txt b.txt
demarche actors --tsv | grep 'Ana Ruiz' | cut -f1,4
demarche log --tsv 'harvest' party:CHL | tail -n +2 | cut -f3-6
demarche check > /dev/null; echo "check $?"
demarche review "$other" --same-as "$other" --by me --why 'two after all'
demarche actors --tsv | grep 'Ana Ruiz' | cut -f1,4
demarche review "$added" --reject --by you --why 'no statement'
demarche export corrections | python3 -c '
import json, sys
for line in map(json.loads, sys.stdin):
    if line["kind"] == "doc": text = line["text"].encode(); print(line["doc"], len(text) == line["bytes"])
    else: b, e = line["content"]["span"]; print(line["kind"], line.get("act"), text[b:e].decode() == line["content"]["text"])'
demarche forget "$doc"
demarche review --tsv | grep -c 'A new man'

doc=$(demarche documents --tsv | tail -1 | cut -f1)
added=$(demarche review "$doc" --add 'the talks' --condition 'only if the blockade ends' --topic truce --by me --why missed)
demarche log --tsv topic:truce has:condition | tail -n +2 | cut -f6,7
