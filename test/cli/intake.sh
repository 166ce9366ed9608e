# Patterns that no shell expanded, packed files, other languages, a run given again with --resume.
mkdir in
printf 'The minister said on Monday that talks on the dam would resume in Geneva.\n' > in/a.txt
printf 'The union said on Tuesday that it would strike if the plant closes.\n' | gzip -n > in/b.txt.gz
printf 'Le ministre a dit lundi que les négociations sur le barrage vont reprendre dans une semaine à Genève.\n' > in/c.txt
printf '{"body":"The mayor said on Friday that the bridge was safe.","day":"2024-03-01"}\n{"body":broken}\n' > in/d.jsonl
demarche add --no-link 'in/*.txt' 'in/[b]*' --map text=body,date=day 2>&1; echo "exit $?"
demarche add --resume --map text=body,date=day 'in/*' 2>&1; echo "exit $?"
demarche documents --tsv language:fr | cut -f4; demarche log --tsv language:en | wc -l
demarche documents --jsonl | grep -o '"published":[^,]*\|"doc":[^,]*\|"language":[^}]*'
demarche show "$(demarche documents --tsv | grep c.txt | cut -f1)" | grep language
demarche add 'in/*.none' 2>&1; echo "exit $?"
printf '[{"n":"one","body":"The mayor said on Friday that the bridge was safe.","day":"2024-03-01"},\n {"body":"The mayor denied it.","day":"2024-03-02"}]' > list.json
demarche stories --map id=n,text=body,date=day list.json 2>&1 | cut -f2; demarche stories --map colour=red list.json 2>&1
page='<html><p>The ministers met on Monday for the third time, and talked about the dam for five hours.</p></html>'
for n in 1 2 3; do
    printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%s\r\nContent-Type: text/html\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' $n ${#page} "$page" | gzip -n >> a.warc.gz
done
demarche clean --json a.warc.gz | tr ',' '\n' | grep -E '"(doc|warc_offset)"' > index; sed "s/:[1-9].*/:N/" index
demarche clean --json --range "$(sed -n '$s/.*://p' index)-" a.warc.gz | tr ',' '\n' | grep '"doc"'
demarche clean --range 5- in/a.txt 2>&1; echo "exit $?"
