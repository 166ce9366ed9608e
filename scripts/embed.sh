#!/bin/sh
# Writes the C table (stdout) and the assembler (file $1) that put the files named on stdin, one a
# line, into the program. Names keep their path from the repository's root.
set -eu
asm=$1
: > "$asm"
echo '#include "base/embed.h"'
rows=
n=0
for file in $(LC_ALL=C sort); do
    printf '    .section .rodata\n    .balign 64\n    .global dem_embed_%d\ndem_embed_%d:\n    .incbin "%s"\n    .global dem_embed_%d_end\ndem_embed_%d_end:\n    .byte 0\n' \
        "$n" "$n" "$file" "$n" "$n" >> "$asm"
    echo "extern const char dem_embed_$n[], dem_embed_${n}_end[];"
    rows="$rows    {\"$file\", dem_embed_$n, dem_embed_${n}_end},
"
    n=$((n + 1))
done
printf '    .section .note.GNU-stack,"",%%progbits\n' >> "$asm"
printf 'const dem_embed dem_embeds[] = {\n%s    {0, 0, 0}};\nconst size_t dem_embed_count = %d;\n' "$rows" "$n"
