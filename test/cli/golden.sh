# Golden: every record of the built-in sample as the program codes it today, right or wrong. A change of a model, a
# lexicon or a rule shows here row by row: read the diff, then `make bless`. test/floors say whether it is for the better.
demarche add --db golden.db "$ROOT"/data/sample/*.txt > added.log 2>&1 || cat added.log
for report in "$ROOT"/data/sample/*.txt; do
    name=$(basename "$report")
    echo "== $name"
    demarche log --db golden.db --tsv "doc:$name" |
        awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            { print $at["begin"] "-" $at["end"], $at["act"], "L" $at["level"], $at["party"], $at["speaker"] ": " $at["content"] \
                  ($at["condition"] == "" ? "" : " [if: " $at["condition"] "]") ($at["relay"] == "" ? "" : " [via: " $at["relay"] "]") }'
done
