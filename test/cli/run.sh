#!/bin/sh
# test/cli/run.sh SCRIPT: runs it in an empty folder of its own and compares what it prints, byte
# for byte, with SCRIPT's .out. BLESS=1 rewrites the .out instead (look at the diff).
# In a script: demarche is on the PATH, $ROOT the repository, stderr goes with stdout when the script
# says 2>&1, and a command's exit status shows with `echo "exit $?"`. A script that exits 77 is skipped: its last
# line says why.
set -u
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
script=$ROOT/${1#"$ROOT"/}
expected=${script%.sh}.out
case ${B:-build} in /*) ;; *) B=$ROOT/${B:-build} ;; esac
folder=$(mktemp -d)
trap 'chmod -R u+rwx "$folder" 2>/dev/null; rm -rf "$folder"' EXIT INT TERM
export ROOT LC_ALL=C PATH="$B:$PATH" ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=1"
unset DEMARCHE_DB NO_COLOR
(cd "$folder" && mkdir work && cd work && sh "$script") > "$folder/out" 2> "$folder/err"
[ $? != 77 ] || { tail -1 "$folder/out"; exit 77; }
if [ -n "${BLESS:-}" ]; then
    cp "$folder/out" "$expected"
    [ ! -s "$folder/err" ] || { echo "$script: words on stderr:"; cat "$folder/err"; exit 1; }
    exit 0
fi
status=0
diff -u "$expected" "$folder/out" || status=1
[ ! -s "$folder/err" ] || { echo "words on stderr:"; cat "$folder/err"; status=1; }
exit $status
