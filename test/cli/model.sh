# The models in the program: each opens, has a name and a file; a name that is none is told.
demarche model --tsv | awk -F '\t' 'NR == 1 || ($2 > 0 && $3 > 0) { print $1, $4 }'
demarche model --tsv story-1
demarche model nothing-1 2>&1; echo "exit $?"
