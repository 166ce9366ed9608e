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
