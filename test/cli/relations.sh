# Across reports: claims and denials, the views over them, their exit codes. Only what no model decides is shown.
export DEMARCHE_DB=ledger
cat > one.txt <<'TEXT'
Chile denies moving stones

Argentina accused Chile of moving the boundary stones at night. Chile rejected the accusation.
TEXT
cat > two.txt <<'TEXT'
Survey delayed

The foreign minister of Argentina said the survey of the glacier would begin in May.
TEXT
demarche add -q --date 2020-01-05 one.txt && demarche add -q --date 2020-03-05 two.txt; echo "add $?"
demarche claims | cut -f1,2,5 | sort -u; demarche claims > rows; echo "claims $?"
demarche relations --jsonl | grep -q '"kind":"claim_denial"' && echo "a pair"
demarche claims nothingsaysthis; echo "none $?"
demarche export jsonl | grep '"kind":"relation"' | grep -q '"members":\["s' && echo "a relation line"
demarche stories > rows; head -1 rows
demarche timeline > rows; head -1 rows
demarche positions > rows; head -1 rows
demarche diff 2020-04-01 2020-05-01 > rows; echo "no change $?"
demarche diff yesterday 2020-05-01 2>&1; echo "no date $?"
demarche diff 2020-01-01 2>&1; echo "one date $?"
demarche link; echo "link $?"
cp ledger before; demarche link; demarche relations --tsv > again; DEMARCHE_DB=before demarche relations --tsv | cmp - again && echo "the same again"
rm ledger; demarche add -q --date 2020-03-05 two.txt && demarche add -q --date 2020-01-05 one.txt; demarche relations --tsv | cmp - again && echo "the same in another order"

# A shift needs two dates: those of the reports, or days that the text itself tells. Silence about them proves nothing.
survey() { printf 'Glacier survey\n\n%sthe president of Chile, Ana Ruiz, rejected a joint survey of the glacier by the two navies. The harbour was quiet.\n\n%sAna Ruiz accepted a joint survey of the glacier by the two navies.\n' "$1" "$2"; }
survey 'On Monday ' 'On Thursday ' > days.txt
survey 'In the morning ' 'Later ' > none.txt
for text in days none; do
    rm -f shifts.db; demarche add -q --db shifts.db --date 2020-01-10 $text.txt
    demarche relations --db shifts.db --tsv | grep '^shift' | cut -f1-3,6
    demarche timeline --db shifts.db --tsv | tail -n +2 | cut -f4,5,8 | sed 's/s[0-9a-z]*$/the earlier/'
done

# Linking again writes only what differs.
demarche add -q --db again.db --date 2020-01-10 days.txt && demarche add -q --db again.db --date 2020-02-10 one.txt
sqlite3 again.db "CREATE TABLE written (what TEXT); CREATE TRIGGER t1 AFTER INSERT ON relation BEGIN INSERT INTO written VALUES (new.kind); END;
    CREATE TRIGGER t2 AFTER DELETE ON relation BEGIN INSERT INTO written VALUES ('no ' || old.kind); END; CREATE TRIGGER t3 AFTER UPDATE ON
    relation BEGIN INSERT INTO written VALUES ('other ' || old.kind); END; CREATE TRIGGER t4 AFTER INSERT ON echo BEGIN INSERT INTO written
    VALUES ('echo'); END; CREATE TRIGGER t5 AFTER DELETE ON echo BEGIN INSERT INTO written VALUES ('no echo'); END;"
demarche link --db again.db; sqlite3 again.db "SELECT what FROM written ORDER BY what"; echo "nothing written"
doc=$(demarche documents --db again.db --tsv | grep days.txt | cut -f1)
sqlite3 again.db "UPDATE relation SET confidence = 1 WHERE kind = 'shift'; DELETE FROM written"
demarche link --db again.db; sqlite3 again.db "SELECT what FROM written ORDER BY what"
sqlite3 again.db "DELETE FROM written"
demarche forget --db again.db "$doc"; demarche link --db again.db; sqlite3 again.db "SELECT what FROM written ORDER BY what"
demarche relations --db again.db --tsv | cut -f1 | sort -u
