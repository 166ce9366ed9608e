#include "tables.h"

#include "base/map.h"
#include "parse/lemma.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbered lines of text, each once. */
typedef struct lines {
    dem_map ids; /* line -> id + 1 */
    dem_arena *arena;
    char *text;
    size_t len;
    uint32_t at[65536];
    uint32_t n;
} lines;

static uint16_t line_id(lines *l, dem_str line)
{
    int32_t *id = dem_map_put(&l->ids, dem_str_copy(line, l->arena), l->arena, NULL);
    if (!*id) {
        l->text = must(realloc(l->text, l->len + line.len + 1));
        memcpy(l->text + l->len, line.at, line.len);
        l->at[l->n] = (uint32_t)l->len;
        l->len += line.len;
        l->at[++l->n] = (uint32_t)l->len;
        *id = (int32_t)l->n;
    }
    return (uint16_t)(*id - 1);
}

/* How often each value went with each key. */
typedef struct vote {
    uint32_t key;
    uint16_t value;
    uint32_t count;
    uint8_t order; /* specific keys come after general ones: 0, 1, 2 … */
} vote;

typedef struct votes {
    vote *at;
    size_t len, cap;
} votes;

static void cast(votes *v, uint32_t key, uint16_t value, uint8_t order)
{
    if (v->len == v->cap)
        v->at = must(realloc(v->at, (v->cap = v->cap ? v->cap * 2 : 65536) * sizeof *v->at));
    v->at[v->len++] = (vote){key, value, 1, order};
}

static int by_key(const void *a, const void *b)
{
    const vote *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* Merges equal votes, then keeps the winner of each key. */
static void elect(votes *v)
{
    qsort(v->at, v->len, sizeof *v->at, by_key);
    size_t n = 0;
    for (size_t i = 0; i < v->len; i++)
        if (n && v->at[n - 1].key == v->at[i].key && v->at[n - 1].value == v->at[i].value &&
            v->at[n - 1].order == v->at[i].order)
            v->at[n - 1].count++;
        else
            v->at[n++] = v->at[i];
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept && v->at[kept - 1].key == v->at[i].key && v->at[kept - 1].order == v->at[i].order) {
            if (v->at[i].count > v->at[kept - 1].count)
                v->at[kept - 1] = v->at[i];
        } else {
            v->at[kept++] = v->at[i];
        }
    v->len = kept;
}

static void save_lookup(const votes *v, modelfile *file, const char *keys, const char *values)
{
    uint64_t cap = 64;
    while (cap * 2 < v->len * 3)
        cap *= 2;
    uint32_t *k = must(calloc(cap, 4));
    uint16_t *x = must(calloc(cap, 2));
    for (size_t i = 0; i < v->len; i++) {
        uint64_t at = v->at[i].key & (cap - 1);
        while (k[at] && k[at] != v->at[i].key)
            at = (at + 1) & (cap - 1);
        k[at] = v->at[i].key;
        x[at] = v->at[i].value;
    }
    modelfile_add(file, keys, DEM_U32, 1, &cap, k);
    modelfile_add(file, values, DEM_U16, 1, &cap, x);
    fprintf(stderr, "%s: %zu rules\n", keys, v->len);
    free(k);
    free(x);
}

/* The shortest edit that makes the lemma: with the case kept, unless lower-casing is needed. */
static bool edit_of(dem_str form, dem_str low, dem_str lemma, char out[80], size_t *len)
{
    for (int lower = 0; lower < 2; lower++) {
        dem_str base = lower ? low : form;
        size_t same = 0;
        while (same < base.len && same < lemma.len && base.at[same] == lemma.at[same])
            same++;
        while (same && ((same < base.len && ((unsigned char)base.at[same] & 0xC0) == 0x80) ||
                        (same < lemma.len && ((unsigned char)lemma.at[same] & 0xC0) == 0x80)))
            same--;
        if (same == 0 && !lower && !dem_str_eq(form, low))
            continue;
        if (base.len - same > 9 || lemma.len - same > 60)
            continue;
        *len = (size_t)sprintf(out, "%c%zu%.*s", lower ? 'l' : 'c', base.len - same, (int)(lemma.len - same),
                               lemma.at + same);
        return true;
    }
    return false;
}

/* A lower-case word may say either edit ("c" or "l"): both get its vote where both fit. */
static void vote_lemma(votes *v, lines *edits, const sentence *s, int32_t i, dem_arena scratch)
{
    dem_str form = dem_token_str(s->doc, s->begin + i), lemma = s->doc->parses.at[s->begin + i].lemma;
    dem_str low = dem_str_lower(form, &scratch);
    char edit[80];
    size_t len;
    if (form.len > 64 || !edit_of(form, low, lemma, edit, &len))
        return;
    uint8_t label = s->gold[i];
    uint16_t ids[2];
    int n = 0;
    ids[n++] = line_id(edits, (dem_str){edit, len});
    if (edit[0] == 'c' && dem_str_eq(form, low)) {
        edit[0] = 'l';
        ids[n++] = line_id(edits, (dem_str){edit, len});
    }
    for (int e = 0; e < n; e++) {
        cast(v, dem_lemma_key(label, low, true), ids[e], DEM_LEMMA_SUFFIX + 1);
        for (size_t k = 0; k <= DEM_LEMMA_SUFFIX && k <= low.len; k++)
            if (k == low.len || ((unsigned char)low.at[low.len - k] & 0xC0) != 0x80)
                cast(v, dem_lemma_key(label, dem_str_cut(low, low.len - k, low.len), false), ids[e], (uint8_t)k);
    }
}

static void vote_feats(votes *v, lines *texts, const sentence *s, int32_t i)
{
    dem_str form = dem_token_str(s->doc, s->begin + i), feats = s->doc->parses.at[s->begin + i].feats;
    char low[64];
    size_t n = form.len < sizeof low ? form.len : sizeof low;
    for (size_t k = 0; k < n; k++)
        low[k] = (char)(form.at[k] >= 'A' && form.at[k] <= 'Z' ? form.at[k] + 32 : form.at[k]);
    uint16_t id = line_id(texts, feats);
    cast(v, dem_lemma_key(s->gold[i], (dem_str){low, n}, true), id, 1);
    cast(v, dem_lemma_key(s->gold[i], DEM_STR(""), false), id, 0);
}

static void save_lines(const lines *l, modelfile *file, const char *text, const char *at)
{
    uint64_t n = l->n + 1;
    modelfile_add_text(file, text, l->text, l->len);
    modelfile_add(file, at, DEM_U32, 1, &n, l->at);
}

static votes learn_lemmas(const treebank *bank, lines *edits, dem_arena scratch)
{
    votes v = {0};
    for (int32_t k = 0; k < bank->n; k++)
        for (int32_t i = 0; i < bank->at[k].n; i++)
            vote_lemma(&v, edits, &bank->at[k], i, scratch);
    elect(&v);
    return v;
}

static votes learn_feats(const treebank *bank, lines *texts)
{
    votes v = {0};
    for (int32_t k = 0; k < bank->n; k++)
        for (int32_t i = 0; i < bank->at[k].n; i++)
            vote_feats(&v, texts, &bank->at[k], i);
    elect(&v);
    return v;
}

void tables_save(const treebank *bank, modelfile *file)
{
    dem_arena arena, scratch;
    if (!dem_arena_open(&arena, (size_t)1 << 30) || !dem_arena_open(&scratch, (size_t)64 << 20))
        must(NULL);
    uint64_t n = (uint64_t)bank->n_labels;
    modelfile_add(file, "tag.upos", DEM_U8, 1, &n, bank->upos);
    modelfile_add(file, "tag.xpos", DEM_U8, 1, &n, bank->xpos);
    lines *edits = must(calloc(1, sizeof *edits)), *texts = must(calloc(1, sizeof *texts));
    edits->arena = texts->arena = &arena;
    votes lemmas = learn_lemmas(bank, edits, scratch), feats = learn_feats(bank, texts);
    save_lookup(&lemmas, file, "lemma.keys", "lemma.edits");
    save_lines(edits, file, "edit.text", "edit.at");
    save_lookup(&feats, file, "feats.keys", "feats.lines");
    save_lines(texts, file, "feats.text", "feats.at");
}
