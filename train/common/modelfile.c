#include "common/modelfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { HEADER = 64, ROW = 80, MOST = 256 };

struct modelfile {
    char name[33];
    char rows[MOST][ROW];
    char *data[MOST];
    uint64_t bytes[MOST];
    uint32_t n;
};

static void die(const char *what)
{
    perror(what);
    exit(2);
}

modelfile *modelfile_new(const char *name)
{
    modelfile *f = calloc(1, sizeof *f);
    if (!f || strlen(name) > 32)
        die("modelfile_new");
    memcpy(f->name, name, strlen(name));
    return f;
}

void modelfile_add(modelfile *f, const char *section, dem_dtype type, uint32_t rank,
                   const uint64_t *dims, const void *data)
{
    static const uint8_t widths[] = {1, 1, 2, 2, 4, 4, 4, 8};
    if (f->n == MOST || rank > 4 || strlen(section) >= 24)
        die(section);
    char *row = f->rows[f->n];
    memset(row, 0, ROW);
    memcpy(row, section, strlen(section));
    uint32_t head[2] = {(uint32_t)type, rank};
    memcpy(row + 24, head, sizeof head);
    uint64_t count = 1, shape[4] = {1, 1, 1, 1};
    for (uint32_t i = 0; i < rank; i++)
        count *= shape[i] = dims[i];
    memcpy(row + 32, shape, sizeof shape);
    uint64_t bytes = count * widths[type];
    f->bytes[f->n] = bytes;
    f->data[f->n] = malloc(bytes + 1);
    if (!f->data[f->n])
        die(section);
    memcpy(f->data[f->n++], data, bytes);
}

void modelfile_add_text(modelfile *f, const char *section, const char *text, size_t len)
{
    modelfile_add(f, section, DEM_U8, 1, (uint64_t[]){len}, text);
}

void modelfile_write(modelfile *f, const char *path)
{
    uint64_t at = (HEADER + (uint64_t)f->n * ROW + 63) / 64 * 64, first = at;
    for (uint32_t i = 0; i < f->n; i++) {
        memcpy(f->rows[i] + 64, &at, 8);
        memcpy(f->rows[i] + 72, &f->bytes[i], 8);
        at = (at + f->bytes[i] + 63) / 64 * 64;
    }
    char *all = calloc(1, at);
    FILE *out = fopen(path, "wb");
    if (!all || !out)
        die(path);
    uint32_t counts[2] = {1, f->n};
    memcpy(all, "DEMODEL\n", 8);
    memcpy(all + 8, counts, 8);
    memcpy(all + 16, &at, 8);
    memcpy(all + 32, f->name, 32);
    memcpy(all + HEADER, f->rows, (size_t)f->n * ROW);
    uint64_t place = first;
    for (uint32_t i = 0; i < f->n; i++) {
        memcpy(all + place, f->data[i], f->bytes[i]);
        place = (place + f->bytes[i] + 63) / 64 * 64;
        free(f->data[i]);
    }
    uint64_t sum = XXH3_64bits(all + HEADER, at - HEADER);
    memcpy(all + 24, &sum, 8);
    if (fwrite(all, 1, at, out) != at || fclose(out))
        die(path);
    free(all);
    free(f);
}
