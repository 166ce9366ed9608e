# The same reports give the same records, whatever the number of threads, the order of arrival, or how often.
S=$ROOT/data/sample
demarche add -q --jobs 1 --db one.db "$S"
demarche add -q --jobs 4 --db four.db "$S"
demarche add -q --db back.db $(ls -r "$S"/*)
demarche add -q --db one.db "$S"
for db in one four back; do demarche export jsonl --db $db.db > $db.jsonl; done
cmp one.jsonl four.jsonl && echo "threads: the same"
cmp one.jsonl back.jsonl && echo "order of arrival: the same"
[ "$(wc -l < one.jsonl)" -gt 100 ] && echo "and there are records"
for db in one back; do demarche report --db $db.db -o $db.html; demarche positions --db $db.db > $db.tsv; done
cmp one.html back.html && cmp one.tsv back.tsv && echo "views: the same"
demarche code --jobs 1 "$S" > a; demarche code --jobs 4 "$S" > b
cmp a b && echo "filter: the same"
grep '"kind":"statement"' a | sort > a.s
demarche export jsonl --db one.db copies:yes | grep '"kind":"statement"' | sort > one.s
cmp a.s one.s && echo "filter and ledger: the same statements"
