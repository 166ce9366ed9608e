# Patterns that no shell expanded, packed files, other languages, a run given again with --resume.
mkdir in
printf 'The minister said on Monday that talks on the dam would resume in Geneva.\n' > in/a.txt
printf 'The union said on Tuesday that it would strike if the plant closes.\n' | gzip -n > in/b.txt.gz
printf 'Le ministre a dit lundi que les négociations sur le barrage vont reprendre dans une semaine à Genève.\n' > in/c.txt
printf '{"body":"The mayor said on Friday that the bridge was safe.","day":"2024-03-01"}\n{"body":broken}\n' > in/d.jsonl
demarche add --no-link 'in/*.txt' 'in/[b]*' --map text=body,date=day 2>&1; echo "exit $?"
demarche add --resume --map text=body,date=day 'in/*' 2>&1; echo "exit $?"
demarche documents --jsonl | grep -o '"published":[^,]*\|"doc":[^,]*\|"language":[^}]*'
demarche show "$(demarche documents --tsv | grep c.txt | cut -f1)" | grep language
demarche add 'in/*.none' 2>&1; echo "exit $?"
