# relate: JSON lines in, JSON lines out; null actors; lines that are not right.
cat > pairs.jsonl <<'X'
{"id":"a","text":"Marland imposed sanctions on Ostia.","source":[0,7],"target":[29,34]}
{"id":"b","text":"Norvia condemned the raid.","source":[0,6],"target":null}

{"id":"c","text":"Talks were held with Ostia in Paris.","source":null,"target":[21,26],"note":"more keys are fine"}
X
demarche relate pairs.jsonl | sed 's/,"confidence":[0-9.]*//'
demarche relate < pairs.jsonl | wc -l
printf '{"id":"a","text":"Marland fell.","source":[0,99],"target":null}\n' | demarche relate 2>&1; echo "exit $?"
printf '{"id":"a"}\n' | demarche relate 2>&1; echo "exit $?"
printf '{"id":"a","text":"x"\n' | demarche relate 2>&1; echo "exit $?"
printf '[1]\n' | demarche relate 2>&1; echo "exit $?"
printf '' | demarche relate; echo "exit $?"
