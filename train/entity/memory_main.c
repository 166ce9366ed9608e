/* Reads raw text with a tagger of names and sums up how each capitalised word, and each run of
 * them, was labelled: the table of src/entity/memory.h.
 *
 *     memory MODEL.dem CLASSES.dem LEAST < raw.txt > memory.tsv        key TAB code, by key
 *
 * Words that open a sentence and sentences in Title Case are passed over. Entries seen fewer than
 * LEAST times are left out. */
#include "api/engine.h"
#include "api/pipeline.h"
#include "entity/entity.h"
#include "entity/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
    uint32_t key, counts[DEM_MEMORY_CLASSES];
} entry;

typedef struct counts {
    entry *slots;
    size_t cap, len;
} counts;

static char *slurp(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END))
        exit(2);
    *len = (size_t)ftell(in);
    rewind(in);
    char *all = aligned_alloc(64, (*len / 64 + 1) * 64);
    if (!all || fread(all, 1, *len, in) != *len)
        exit(2);
    fclose(in);
    return all;
}

static void count(counts *c, uint32_t key, dem_memory_class class);

static void grow(counts *c)
{
    counts old = *c;
    *c = (counts){calloc(old.cap * 2, sizeof(entry)), old.cap * 2, 0};
    if (!c->slots)
        exit(2);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].key) {
            count(c, old.slots[i].key, DEM_MEMORY_OUT);
            size_t at = old.slots[i].key & (c->cap - 1);
            while (c->slots[at].key != old.slots[i].key)
                at = (at + 1) & (c->cap - 1);
            c->slots[at] = old.slots[i];
        }
    free(old.slots);
}

static void count(counts *c, uint32_t key, dem_memory_class class)
{
    if (c->len * 2 >= c->cap)
        grow(c);
    size_t at = key & (c->cap - 1);
    while (c->slots[at].key && c->slots[at].key != key)
        at = (at + 1) & (c->cap - 1);
    c->len += !c->slots[at].key;
    c->slots[at].key = key;
    c->slots[at].counts[class]++;
}

static dem_memory_class class_of(int label)
{
    int kind = dem_label_kind(label);
    if (kind == DEM_NAME_PER)
        return dem_label_closes(label) ? DEM_MEMORY_PER_LAST : DEM_MEMORY_PER_FIRST;
    return kind < 0 ? DEM_MEMORY_OUT : kind == DEM_NAME_ORG ? DEM_MEMORY_ORG
           : kind == DEM_NAME_LOC ? DEM_MEMORY_LOC : DEM_MEMORY_MISC;
}

static void sum_up(counts *c, const dem_entity_word *w, const dem_str *forms, int32_t n,
                   const uint8_t *labels)
{
    for (int32_t i = 0; i < n; i++) {
        if (w[i].run == w[i].run_end || w[i].title)
            continue;
        if (!w[i].first)
            count(c, dem_memory_word(forms[i]), class_of(labels[i]));
        int last = labels[w[i].run_end - 1], first = labels[i];
        bool whole = !first ? !last : dem_label_opens(first) && dem_label_kind(first) == dem_label_kind(last);
        if (i == w[i].run && !(w[i].first && w[i].run_end == i + 1))
            count(c, dem_memory_run(forms, i, w[i].run_end), whole ? class_of(last) : DEM_MEMORY_OUT);
    }
}

static void read_line(const dem_engine *engine, const dem_entity *entity, dem_str text, counts *c,
                      dem_arena *arena, dem_arena scratch)
{
    dem_doc doc = {.arena = arena, .text = text};
    dem_error err = {0};
    *dem_push(&doc.blocks, arena) = (dem_block){{0, (uint32_t)text.len}, DEM_BLOCK_BODY, NULL};
    if (!dem_pipeline_run(engine, &doc, scratch, DEM_DEPTH_SEGMENT, &err) || !doc.tokens.len)
        return;
    int32_t n = doc.tokens.len;
    dem_str *forms = dem_new(&scratch, dem_str, n);
    int32_t *begins = dem_new(&scratch, int32_t, doc.sentences.len + 1);
    dem_entity_word *words = dem_new(&scratch, dem_entity_word, n);
    uint8_t *labels = dem_new(&scratch, uint8_t, n);
    float *margins = dem_new(&scratch, float, n);
    for (int32_t i = 0; i < n; i++)
        forms[i] = dem_token_str(&doc, i);
    for (int32_t s = 0; s < doc.sentences.len; s++)
        begins[s] = doc.sentences.at[s].begin;
    begins[doc.sentences.len] = n;
    dem_entity_text view = {.forms = forms, .begins = begins, .sentences = doc.sentences.len};
    dem_entity_words(&entity->tables, &view, words);
    dem_entity_label(entity, &view, words, labels, margins, scratch);
    sum_up(c, words, forms, n, labels);
}

static int by_key(const void *a, const void *b)
{
    uint32_t x = ((const entry *)a)->key, y = ((const entry *)b)->key;
    return (x > y) - (x < y);
}

static void print(counts *c, uint32_t least)
{
    qsort(c->slots, c->cap, sizeof *c->slots, by_key);
    for (size_t i = 0; i < c->cap; i++) {
        const entry *e = &c->slots[i];
        uint32_t total = 0, best = 0;
        for (uint32_t k = 0; k < DEM_MEMORY_CLASSES; k++) {
            total += e->counts[k];
            best = e->counts[k] > e->counts[best] ? k : best;
        }
        if (e->key && total >= least)
            printf("%u\t%u\n", e->key, 1 + 2 * best + (e->counts[best] * 10 >= total * 9));
    }
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return fputs("usage: memory MODEL CLASSES LEAST < TEXT\n", stderr), 2;
    size_t len[2];
    char *bytes[2] = {slurp(argv[1], &len[0]), slurp(argv[2], &len[1])};
    dem_engine engine;
    dem_entity entity;
    dem_model model, classes;
    dem_error err = {0};
    dem_arena arena, scratch, tables;
    if (!dem_arena_open(&arena, (size_t)1 << 28) || !dem_arena_open(&scratch, (size_t)1 << 28) ||
        !dem_arena_open(&tables, (size_t)1 << 26) || !dem_engine_open(&engine, DEM_DEPTH_SEGMENT, &err) ||
        !dem_model_open(&model, (dem_str){bytes[0], len[0]}, dem_str_of(argv[1]), &err) ||
        !dem_model_open(&classes, (dem_str){bytes[1], len[1]}, dem_str_of(argv[2]), &err) ||
        !dem_entity_open(&entity, &model, &classes, &tables, &err))
        return fprintf(stderr, "%s: %s\n", err.path, err.message), 2;
    counts c = {calloc(1 << 20, sizeof(entry)), 1 << 20, 0};
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        while (n && line[n - 1] == '\n')
            n--;
        if (n > 40 && line[0] != '#')
            read_line(&engine, &entity, (dem_str){line, (size_t)n}, &c, &arena, scratch);
        dem_arena_reset(&arena, 1 << 24);
    }
    print(&c, (uint32_t)atoi(argv[3]));
    return 0;
}
