/* Packs the table of clusters_main.c into a model file.
 *
 *     classes words.tsv models/classes-1.dem        (columns: word count coarse fine capital) */
#include "common/modelfile.h"
#include "model/classes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    uint32_t key;
    uint16_t coarse, fine;
    uint8_t capital;
} row;

static int by_key(const void *a, const void *b)
{
    uint32_t x = ((const row *)a)->key, y = ((const row *)b)->key;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (!in)
        return fputs("usage: classes TABLE MODEL\n", stderr), 2;
    row *rows = NULL;
    size_t n = 0;
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, in) > 0) {
        char *tab = strchr(line, '\t');
        unsigned count, coarse, fine, capital;
        if (!tab || sscanf(tab, "%u %u %u %u", &count, &coarse, &fine, &capital) != 4)
            return fprintf(stderr, "bad row: %s", line), 2;
        if (n % 4096 == 0 && !(rows = realloc(rows, (n + 4096) * sizeof *rows)))
            return 2;
        uint32_t key = dem_classes_key((dem_str){line, (size_t)(tab - line)});
        rows[n++] = (row){key, (uint16_t)coarse, (uint16_t)fine, (uint8_t)capital};
    }
    fclose(in);
    qsort(rows, n, sizeof *rows, by_key);
    uint32_t *keys = calloc(n, 4);
    uint16_t *coarse = calloc(n, 2), *fine = calloc(n, 2);
    uint8_t *capital = calloc(n, 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!m || keys[m - 1] != rows[i].key) {
            keys[m] = rows[i].key, coarse[m] = rows[i].coarse, fine[m] = rows[i].fine;
            capital[m++] = rows[i].capital;
        }
    modelfile *f = modelfile_new("classes-1");
    modelfile_add(f, "classes.keys", DEM_U32, 1, (uint64_t[]){m}, keys);
    modelfile_add(f, "classes.coarse", DEM_U16, 1, (uint64_t[]){m}, coarse);
    modelfile_add(f, "classes.fine", DEM_U16, 1, (uint64_t[]){m}, fine);
    modelfile_add(f, "classes.capital", DEM_U8, 1, (uint64_t[]){m}, capital);
    modelfile_write(f, argv[2]);
    return 0;
}
