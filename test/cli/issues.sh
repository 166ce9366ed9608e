# The issue file: printed, edited, set, taken back; topics found anew are those that adding finds.
S=$ROOT/data/sample
topics() { sqlite3 "$1" "SELECT d.name || ' ' || substr(s.content, 1, 28) || ' | ' || coalesce((SELECT group_concat(x.topic) FROM
    (SELECT topic FROM ${2:-topic} WHERE statement = s.n ORDER BY ord) x), '') FROM statement s JOIN document d ON d.n = s.doc ORDER BY d.name, s.ord"; }
all() { demarche export jsonl --db "$1" copies:yes; demarche events --tsv --db "$1"; demarche report -o - --db "$1"; }

echo "-- without a ledger, and before anything is set: the built-in file"
demarche issues | cmp - "$ROOT/data/lexicon/issues.tsv" && echo "built in"
demarche issues --set none.tsv 2>&1; echo "exit $?"
printf 'Rice talks\n\nThe minister of Chile, Ana Ruiz, said the rice harvest had failed. "We will return to the talks only if the blockade ends," she said.\n' > a.txt
printf 'Other\n\nPresident Juan Soto denied that troops had crossed the river. A spokesman for the ministry said paddy-fields would be flooded.\n' > b.txt
demarche add -q a.txt b.txt
demarche issues | cmp - "$ROOT/data/lexicon/issues.tsv" && echo "built in"
topics demarche.db

echo "-- edited and set"
demarche issues | grep -v '^troops' > my.tsv
printf 'rice\t3\trice|paddy field\tRice is dear.\nrivers\t2\triver\tThe river rises.\nrivers\t1\tcross\tThey crossed it.\n' >> my.tsv
demarche issues --set my.tsv 2>&1; echo "exit $?"
demarche issues | cmp - my.tsv && echo "as it was given"
topics demarche.db
demarche topics --tsv | cut -f1,2
demarche log --tsv topic:rivers | tail -n +2 | wc -l
demarche issues --set my.tsv 2>&1
demarche check > /dev/null; echo "check $?"

echo "-- what people corrected stays; what the machine had follows"
id=$(demarche log --tsv topic:rivers | tail -1 | cut -f1)
demarche review "$id" --topic mud,water --by me --why 'it was low'
missed=$(demarche review "$(demarche documents --tsv doc:a.txt | tail -1 | cut -f1)" --add 'the blockade ends' --by me --why missed)
demarche issues --reset 2>&1; echo "exit $?"
topics demarche.db
topics demarche.db machine_topic | grep troops
sqlite3 demarche.db "SELECT count(*) FROM topic JOIN statement ON n = statement WHERE id = '$missed'"
demarche issues | cmp - "$ROOT/data/lexicon/issues.tsv" && echo "built in"
demarche check > /dev/null; echo "check $?"

echo "-- set before or after adding: the same"
demarche add -q --db after.db "$S"
demarche events --tsv --db after.db > events
all after.db > built-in
demarche issues --db after.db --set my.tsv 2>&1
demarche events --tsv --db after.db | cmp - events && echo "contexts stay"
demarche add -q --db before.db --issues my.tsv "$S"
all after.db > after; all before.db > before; cmp before after && echo "the same"
cmp -s built-in after || echo "and not as it was"
demarche issues --db before.db | cmp - my.tsv && echo "remembered"

echo "-- a later add codes by it, one with another file changes it"
demarche add --db two.db --issues my.tsv a.txt 2>&1
demarche add --db two.db b.txt 2>&1
topics two.db
printf '# short\nriver-crossings\t3\tcross * river\t\n' > short.tsv
demarche add --db two.db --issues short.tsv a.txt 2>&1
topics two.db
demarche add --db two.db --issues short.tsv a.txt 2>&1
demarche code --issues my.tsv b.txt | grep -o '"topic":[^]]*]'
demarche code --issues - b.txt < short.tsv | grep -o '"topic":[^]]*]'

echo "-- files that are none: refused with their line, nothing changes"
demarche issues --db two.db > kept.tsv
bad() {
    printf "$1" > bad.tsv
    demarche issues --db two.db --set bad.tsv 2>&1; echo "exit $?"
}
bad ''
bad '# nothing\n'
bad 'rice\t3\trice\n'
bad 'ok\t3\tok\tx\nrice\t4\trice\tx\n'
bad 'ok\t3\tok\tx\n\t3\trice\tx\n'
bad 'ok\t3\tok\tx\nrice paper\t3\trice\tx\n'
bad 'ok\t3\tok\tx\nRice\t3\trice\tx\n'
bad 'ok\t3\tok\tx\nrice\t3\t \tx\n'
bad 'ok\t3\tok\tx\nrice\t3\trice, wheat\tx\n'
bad 'ok\t3\tok\tx\nrice\t3\t* rice\tx\n'
bad 'ok\t3\tok\tx\nrice\t3\trice\tx\nok\t1\tfine\tx\n'
bad 'ok\t3\tok\tx\nrice\t3\tr\377ce\tx\n'
head -c 300000 /dev/zero | tr '\0' '#' > big.tsv
demarche issues --db two.db --set big.tsv 2>&1; echo "exit $?"
demarche add --db two.db --issues bad.tsv b.txt 2>&1; echo "exit $?"
demarche add --db new.db --issues bad.tsv b.txt 2>&1; echo "exit $?"; ls new.db 2>&1 | tail -1
demarche code --issues bad.tsv b.txt 2>&1; echo "exit $?"
demarche issues --db two.db | cmp - kept.tsv && echo "kept"
demarche issues --set my.tsv --reset 2>&1; echo "exit $?"
demarche issues my.tsv 2>&1; echo "exit $?"
demarche issues --db nowhere.db --set my.tsv 2>&1; echo "exit $?"
sqlite3 two.db "UPDATE setting SET value = CAST('rice' AS BLOB)"
demarche add --db two.db b.txt 2>&1; echo "exit $?"
demarche issues --db two.db --reset 2>&1; echo "exit $?"
