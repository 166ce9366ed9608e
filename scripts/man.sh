#!/bin/sh
# scripts/man.sh PROGRAM: the man page: its head from doc/, the commands from the program's own tables.
set -eu
version=$("$1" version | cut -d' ' -f2)
sed "s/@VERSION@/$version/" "$(dirname "$0")/../doc/demarche.1.head"
"$1" help --man
cat <<'END'
.SH "SEE ALSO"
.BR sqlite3 (1),
the header demarche.h, which is the manual of the library.
END
