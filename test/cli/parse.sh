# parse: CoNLL-U and JSON lines, gold tokens, order with threads, what is wrong said with its place.
printf 'The minister didn'"'"'t resign. "We agreed," she said.\n\nTalks go on\n' > a.txt
demarche parse a.txt | cut -f1,2,10
demarche parse --format jsonl a.txt | grep -c '"kind":"sentence"'
demarche parse < a.txt | head -1
demarche parse a.txt > a.conllu
demarche parse --gold-tokens a.conllu | grep -v '^#' > b.conllu
grep -v '^#' a.conllu | cmp - b.conllu && echo "the same words, the same parse"
demarche parse --fast a.txt | cut -f1,2,10 > fast
demarche parse a.txt | cut -f1,2,10 | cmp - fast && echo "the same words by the small model"
demarche parse --fast --gold-tokens a.conllu | awk '$7 == 0' | wc -l
mkdir folder
for i in 1 2 3 4 5 6 7 8 9; do printf 'Report %s says so.\n' $i > folder/$i.txt; done
demarche parse --jobs 1 folder > one
demarche parse --jobs 4 folder > four
cmp one four && echo "the same with one thread and with four"
demarche parse missing.txt a.txt 2>&1 | head -1
demarche parse missing.txt 2>/dev/null; echo "exit $?"
printf '1\tno\n\n' | demarche parse -g 2>&1; echo "exit $?"
printf '1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n3\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n\n' | demarche parse -g 2>&1; echo "exit $?"
printf '1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n\n' | demarche parse -g 2>&1; echo "exit $?"
printf '1-2\tdont\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\t_\t_\t0\troot\t_\t_\n\n' | demarche parse -g 2>&1; echo "exit $?"
printf 'x\377y' | demarche parse 2>&1; echo "exit $?"
demarche parse --format brat a.txt 2>&1; echo "exit $?"
demarche parse --words a.txt | cut -f2,3,4,7 | sed -n 5,9p
demarche parse --words --gold-tokens a.conllu 2>&1; echo "exit $?"
demarche parse --words a.txt > words
demarche parse --fast --words a.txt | cmp - words && echo "words need no model"
printf 'Deputy Foreign Minister Ana Tull of Malta met Russian envoys at Karsa Airport on 14 July 2015 over $5 billion.\n' |
    demarche parse --format jsonl | sed 's/.*"names"://' | tr '{' '\n'
demarche parse --words --format jsonl a.txt | grep -c '"names"'
