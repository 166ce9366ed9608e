# What cannot be read is named, with the byte where it breaks; the other documents are stored; exit 2.
printf 'Talks resume\n\nThe minister said talks would resume on Monday in Geneva.\n' > good.txt
printf 'a\0b c d e f' > binary.txt
: > empty.txt
printf ' \n\n ' > blank.txt
printf 'The \303\211lys\303\251e said \342\200\234no\342\200\235 to that, twice.\nIt said \303( so \303\251.\n' > broken.txt
demarche add good.txt binary.txt empty.txt blank.txt broken.txt missing.txt 2>&1; echo "exit $?"
demarche documents | cut -f1,4,5
demarche add good.txt 2>&1; echo "exit $?"
cp good.txt same.txt; demarche add same.txt 2>&1
demarche documents | cut -f4
demarche add 2>&1; echo "exit $?"
demarche add --date 2024-13-01 good.txt 2>&1; echo "exit $?"
demarche add --date 2024-05-16 good.txt 2>&1; echo "exit $?"
demarche documents | cut -f2,3,4
printf 'From stdin, a minister said nothing of note to anybody who asked.\n' | demarche add --outlet Post - 2>&1
demarche documents | cut -f4,6
demarche check > /dev/null; echo "check $?"
