# The R example reads a ledger through DBI and finds the words again by their byte offsets.
command -v Rscript > /dev/null || { echo "Rscript is absent"; exit 77; }
Rscript -e 'quit(status = !all(c("DBI", "RSQLite") %in% rownames(installed.packages())))' > /dev/null 2>&1 ||
    { echo "the R packages DBI and RSQLite are absent"; exit 77; }
printf 'Talks in doubt\n\nThe caf\303\251 owner of Peru said talks would resume on Monday. Israel bombed Lebanon.\n' > a.txt
demarche add -q a.txt
Rscript "$ROOT/bindings/r/ledger.R" demarche.db | grep -c 'offsets hold: TRUE'
