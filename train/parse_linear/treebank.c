#include "treebank.h"

#include "parse/conllu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *must(void *p)
{
    if (!p) {
        perror("parse_linear");
        exit(2);
    }
    return p;
}

static dem_str slurp(const char *path)
{
    FILE *in = must(fopen(path, "rb"));
    fseek(in, 0, SEEK_END);
    size_t len = (size_t)ftell(in);
    rewind(in);
    char *bytes = must(malloc(len + 1));
    if (fread(bytes, 1, len, in) != len)
        must(NULL);
    fclose(in);
    return (dem_str){bytes, len};
}

static uint8_t label_of(treebank *bank, const dem_parse *p)
{
    for (int k = 0; k < bank->n_labels; k++)
        if (bank->upos[k] == p->upos && bank->xpos[k] == p->xpos)
            return (uint8_t)k;
    if (bank->n_labels == DEM_TAG_LABELS - 2)
        must(NULL);
    bank->upos[bank->n_labels] = p->upos;
    bank->xpos[bank->n_labels] = p->xpos;
    return (uint8_t)bank->n_labels++;
}

static void add_sentence(treebank *bank, const dem_doc *doc, const dem_sentence *s, dem_arena *arena)
{
    if (bank->n == bank->cap)
        bank->at = must(realloc(bank->at, (size_t)(bank->cap = bank->cap ? bank->cap * 2 : 4096) * sizeof *bank->at));
    int32_t n = s->end - s->begin;
    sentence *out = &bank->at[bank->n++];
    *out = (sentence){.n = n, .words = dem_words_look(doc, s->begin, s->end, arena),
                      .gold = dem_new(arena, uint8_t, n + 4) + 2, .guess = dem_new(arena, uint8_t, n + 4) + 2,
                      .heads = dem_new(arena, int32_t, n), .rels = dem_new(arena, uint8_t, n),
                      .doc = doc, .begin = s->begin};
    for (int32_t i = 0; i < n; i++) {
        const dem_parse *p = &doc->parses.at[s->begin + i];
        out->gold[i] = label_of(bank, p);
        out->heads[i] = p->head < 0 ? n : p->head - s->begin;
        out->rels[i] = p->rel < DEM_REL_COUNT ? p->rel : DEM_REL_dep;
    }
    bank->longest = n > bank->longest ? n : bank->longest;
}

void treebank_read(treebank *bank, const char *path)
{
    dem_arena *arena = must(calloc(1, sizeof *arena));
    dem_doc *doc = must(calloc(1, sizeof *doc));
    dem_error err = {0};
    if (!dem_arena_open(arena, (size_t)4 << 30))
        must(NULL);
    doc->arena = arena;
    if (!dem_conllu_read(doc, slurp(path), dem_str_of(path), &err)) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        exit(2);
    }
    for (int32_t s = 0; s < doc->sentences.len; s++)
        add_sentence(bank, doc, &doc->sentences.at[s], arena);
}
