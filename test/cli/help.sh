# The dispatcher: unknown commands and options, a missing value, help's first lines, completion.
demarche bogus 2>&1; echo "exit $?"
demarche version --bogus 2>&1; echo "exit $?"
demarche version --db 2>&1; echo "exit $?"
demarche version --jobs=many 2>&1; echo "exit $?"
demarche version --json=1 2>&1; echo "exit $?"
demarche 2>&1 | head -1
demarche help help
demarche help nothing 2>&1; echo "exit $?"
demarche help --completion | bash -n && echo "completion parses"
demarche help > /dev/full 2>err; echo "exit $?"; cat err
demarche "$(printf 'a\033[31mb')" 2>&1
