# A file that is no ledger, or a newer one, is refused and left as it is; a full disk loses nothing stored.
printf 'Talks resume\n\nThe minister said talks would resume on Monday in Geneva.\n' > a.txt
echo "a letter" > letter.db
demarche add --db letter.db a.txt 2>&1; echo "exit $?"
cat letter.db
sqlite3 other.db "CREATE TABLE t (x)"; cp other.db before.db
demarche log --db other.db 2>&1; echo "exit $?"
cmp other.db before.db && echo untouched
demarche add --db new.db a.txt 2>&1
sqlite3 new.db "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99" > /dev/null; cp new.db before.db
demarche add --db new.db a.txt 2>&1; echo "exit $?"
demarche log --db new.db 2>&1; echo "exit $?"
cmp new.db before.db && echo untouched
demarche log --db nowhere.db 2>&1; echo "exit $?"
[ -e nowhere.db ] || echo "nothing made"
demarche add --db no/such/folder.db a.txt 2>&1; echo "exit $?"

# The disk is full (a limit on the size of files): what is stored stays, the program says so.
mkdir many
for i in $(seq 100 140); do { cat a.txt; seq 1 4000; echo "$i"; } > many/$i.txt; done
demarche add --db full.db a.txt 2>&1
(trap '' XFSZ; ulimit -f 800; demarche add --jobs 1 --db full.db many > said 2>&1; echo "exit $?")
grep -c 'demarche: full.db: ' said
demarche check --db full.db > /dev/null; echo "check $?"
stored=$(demarche documents --db full.db --tsv | tail -n +2 | wc -l)
[ "$stored" -ge 2 ] && [ "$stored" -lt 42 ] && echo "some were stored"
demarche add --db full.db many 2> said; tail -1 said | cut -d, -f1 | sed 's/^[0-9]*/N/'
demarche documents --db full.db --tsv | tail -n +2 | wc -l
