#!/bin/sh
# Runs every test that is built for $B (default: build): the layer check, unit tests, command-line
# tests, accuracy floors. Prints what fails, and last the line "N passed, N failed, N skipped".
# Exits 1 when anything failed. `test/run.sh -q` leaves out the floors (they need the data).
set -u
cd "$(dirname "$0")/.."
export LC_ALL=C B="${B:-build}"
unset DEMARCHE_DB NO_COLOR
passed=0 failed=0 skipped=0
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT INT TERM

# one WHAT COMMAND...: 0 passes, 77 skips, anything else fails and shows its words
one() {
    what=$1
    shift
    "$@" > "$log/out" 2>&1
    case $? in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)); echo "skipped: $what: $(tail -1 "$log/out")" ;;
    *) failed=$((failed + 1)); echo "FAILED: $what"; sed 's/^/    /' "$log/out" ;;
    esac
}

# unit PROGRAM: counts each of its tests
unit() {
    timeout 600 "$1" > "$log/out" 2>&1
    status=$?
    good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log/out" | tail -1)
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$log/out" | tail -1)
    skip=$(sed -n 's/^\[  SKIPPED \] \([0-9]*\) test.*/\1/p' "$log/out" | tail -1)
    passed=$((passed + ${good:-0}))
    skipped=$((skipped + ${skip:-0}))
    if [ "$status" -ne 0 ]; then
        [ "${bad:-0}" -gt 0 ] || bad=1
        failed=$((failed + bad))
        echo "FAILED: $1 (exit $status)"
        grep -v '^\[ *\(RUN\|OK\) *\]' "$log/out" | sed 's/^/    /' | tail -60
    fi
}

one "layers: who may include whom" scripts/check_layers.sh
[ -x "$B/demarche" ] || { echo "FAILED: no $B/demarche: build first"; failed=$((failed + 1)); }
for source in test/unit/test_*.c; do
    program=$B/test/$(basename "$source" .c)
    if [ -x "$program" ]; then unit "$program"; else one "$program is not built" false; fi
done
for script in test/cli/*.sh; do
    [ "$script" = test/cli/run.sh ] || one "$script" test/cli/run.sh "$script"
done
if [ "${1:-}" != -q ]; then
    one "test/pages: the desk in a browser" test/pages/run.sh
    for script in test/floors/*.sh; do
        [ -e "$script" ] && [ "$script" != test/floors/lib.sh ] && one "$script" "$script"
    done
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
