# Concepts: what several say of one thing, found in the contents; what is told of itself is first-hand.
export DEMARCHE_DB=ledger
printf 'Survey\n\nThe foreign minister of Argentina, Rosa Mora, called for a joint survey of the glacier. The president of Chile, Ana Ruiz, rejected a joint survey of the glacier.\n' > one.txt
printf 'Navies\n\nThe foreign minister of Peru, Hugo Paz, demanded a survey of the glacier between Argentina and Chile. The harbour was quiet, said a captain.\n' > two.txt
printf 'Talks\n\nThe foreign minister of Peru, Hugo Paz, said the harvest was good.\n' > three.txt
demarche concepts 2>&1; echo "no ledger $?"
demarche add -q --date 2020-01-05 one.txt && demarche add -q --date 2020-03-05 two.txt three.txt
demarche concepts --tsv | cut -f1-9; echo "concepts $?"
demarche concepts party:CHL --tsv | cut -f1-6
demarche concepts harvest; echo "none $?"
id=$(demarche concepts --tsv | tail -1 | cut -f11)
demarche log "concept:$id" --tsv | tail -n +2 | cut -f3,4,6
demarche log concept:glacier party:PER --tsv | tail -n +2 | cut -f6
demarche log -concept:glacier --tsv | tail -n +2 | cut -f6 | grep -c . > rest; demarche log -concept:glacier --tsv | grep -c survey; [ "$(cat rest)" -gt 0 ] && echo "others there"
demarche positions concept:glacier --tsv | tail -n +2 | cut -f1,3,5 | sort -u
demarche show "$id" | sed -n '1p;s/^id.*/id/p' | head -2
demarche show --json "$id" | grep -o '"kind":"concept"'
demarche show "$id" | grep -c 'survey of the glacier'
echo "-- exports"
demarche export jsonl | grep '"kind":"concept"' | grep -o '"name":"[^"]*"\|"s[0-9a-z]*"' | sed 's/"s.*"/a statement/'
demarche export jsonl --no-text | grep '"kind":"concept"' | grep -o '"name":[^,]*'
demarche export edges --by concept | cut -d, -f2,5,6
demarche export edges --by concept --no-text | cut -d, -f5 | sed 's/"k[0-9a-z]*"/an id/'
demarche export edges --by topic concept:glacier | grep -c glacier
demarche export graphml --by concept | grep -c 'topic:survey glacier\|topic:joint survey glacier'
demarche export dna-events --by concept | cut -d';' -f10,12,13 | tail -n +2
demarche export edges --by party 2>&1; echo "exit $?"
demarche export sqlite party:PER > part.db; demarche concepts --db part.db; echo "one of them is no concept $?"
demarche export sqlite --no-text > bare.db; demarche concepts --db bare.db --tsv | tail -1 | cut -f1-3
echo "-- the same again, in another order, and gone"
demarche concepts --tsv > before; demarche link; demarche concepts --tsv | cmp - before && echo same
rm -f other; demarche add -q --db other --date 2020-03-05 three.txt two.txt && demarche add -q --db other --date 2020-01-05 one.txt
demarche concepts --db other --tsv | cmp - before && echo same
demarche forget "$(demarche documents --tsv doc:one.txt | tail -1 | cut -f1)"; demarche link; demarche concepts; echo "gone $?"
demarche check > /dev/null; echo "check $?"
echo "-- told of itself"
printf 'Paper\n\nThe ministry of trade of Peru said it had promised to lift the tariffs on fish. Chile said Peru had promised to lift the tariffs on wool.\n' > self.txt
demarche code self.txt | grep -o '"text":"lift the tariffs[^"]*"\|"level":[0-9]\|"firsthand":[a-z]*' | paste -s -d' '
demarche add -q --db self.db --date 2020-01-05 self.txt
demarche log --db self.db is:firsthand level:2 --tsv | tail -n +2 | cut -f6; demarche log --db self.db is:secondhand --tsv | tail -n +2 | cut -f6
demarche positions --db self.db --tsv | tail -n +2 | cut -f1-5
