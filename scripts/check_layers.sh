#!/bin/sh
# The layer check: who may include whom, and what the analysis rooms may not hold (DESIGN: laws 2, 3).
# Prints each violation as file:line: text and exits 1 when there is any.
set -u
cd "$(dirname "$0")/.."
bad=0

# room, and the rooms it may include besides itself
allowed() {
    case $1 in
    base) echo ;;
    lexicon | model) echo base ;;
    doc) echo base lexicon model ;;
    read | clean | recase | segment | parse | entity | attrib | actor | statement | event | story | position)
        echo base lexicon model doc ;;
    ledger | show) echo base lexicon model doc story position ledger ;;
    api) ls src | grep -v '\.md$' | tr '\n' ' ' ;;
    esac
}

for room in src/*/; do
    room=$(basename "$room")
    may=" $(allowed "$room") $room "
    for hit in $(grep -nE '^#include "' src/"$room"/*.[ch] 2>/dev/null | sed 's/#include "//; s/".*//' | tr -d ' '); do
        target=${hit##*:}
        case $target in
        */*) in=${target%%/*} ;;
        demarche.h) [ "$room" = api ] && continue; in=public ;;
        *) in=$room ;;
        esac
        case $may in *" $in "*) ;; *) echo "${hit%:*}: $room must not include $target"; bad=1 ;; esac
    done
done

# From clean to position: no resources, no globals that can change.
for room in clean recase segment parse entity attrib actor statement event story position; do
    [ -d "src/$room" ] || continue
    if grep -nE '#include <(stdio|stdlib|sqlite3|pthread|unistd|fcntl)\.h>|\b(malloc|calloc|realloc|free|fopen|printf|exit|getenv) *\(' \
        src/"$room"/*.[ch] 2>/dev/null; then
        echo "src/$room: analysis rooms hold no resources"
        bad=1
    fi
    if grep -nE '^(static )?(int|char|bool|size_t|u?int[0-9]+_t|float|double|dem_[a-z_]+) +\*?[a-z_]+( *=.*)?;' \
        src/"$room"/*.c 2>/dev/null | grep -v const; then
        echo "src/$room: no variable globals"
        bad=1
    fi
done
exit $bad
