# Query words that mean nothing are named, with what would be right.
printf 'Talks resume\n\nThe minister said talks would resume on Monday in Geneva.\n' > a.txt
demarche add -q a.txt
for query in color:red act:SHOUT has:hat since:soon level:x party: act:; do
    demarche log "$query" 2>&1; echo "exit $?"
done
demarche log act:THREATEN > /dev/null; echo "exit $?"
demarche show 2>&1; echo "exit $?"
demarche show zzz 2>&1; echo "exit $?"
demarche show d 2>&1 | sed 's/  d[0-9a-z]*$/  ID/' | head -3
demarche export tex 2>&1; echo "exit $?"
for form in table tsv csv json jsonl; do echo "-- $form"; demarche documents --$form | sed 's/d[0-9a-z]\{12\}/ID/; s/[0-9a-f]\{64\}/SHA/'; done
demarche log 'act:CLAIM -party:RUS' --tsv | wc -l
