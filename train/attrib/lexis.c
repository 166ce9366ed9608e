#include "attrib/lexis.h"

#include <stdlib.h>

enum { FOLDS = 8 };

typedef struct entry {
    uint64_t key;
    int32_t seen[FOLDS], hits[2][FOLDS];
} entry;

struct lexis {
    entry *slots;
    uint32_t cap, len;
    int folds;
};

static entry *slot_of(const lexis *l, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & (l->cap - 1);
    while (l->slots[i].key && l->slots[i].key != key)
        i = (i + 1) & (l->cap - 1);
    return &l->slots[i];
}

static entry *touch(lexis *l, uint64_t key)
{
    entry *e = slot_of(l, key);
    l->len += !e->key;
    e->key = key;
    return e;
}

static void count_doc(lexis *l, const corpus_doc *d, dem_arena scratch)
{
    dem_scan s = dem_scan_make(&d->doc, 0, d->doc.tokens.len, (dem_wordbook){0}, &scratch);
    uint8_t *inside = dem_new(&scratch, uint8_t, s.n);
    for (int32_t g = 0; g < d->golds.len; g++)
        for (int k = 0; k < d->golds.at[g].contents; k++)
            for (int32_t t = d->golds.at[g].content[k].begin; t < d->golds.at[g].content[k].end; t++)
                inside[t] = 1;
    for (int32_t i = 0; i < s.n; i++)
        if (!inside[i])
            touch(l, dem_scan_lexis_key(&s, i))->seen[d->fold]++;
    for (int32_t g = 0; g < d->golds.len; g++) {
        const gold *a = &d->golds.at[g];
        if (a->head >= 0)
            touch(l, dem_scan_lexis_key(&s, a->head))->hits[0][d->fold]++;
        if (a->sources) {
            int32_t h = dem_head_of(&d->doc, a->source[0].begin, a->source[0].end);
            touch(l, dem_scan_lexis_key(&s, h))->hits[1][d->fold]++;
        }
    }
}

lexis *lexis_count(const corpus *c, int folds, dem_arena *arena)
{
    lexis *l = calloc(1, sizeof *l);
    l->cap = 1 << 18;
    l->folds = folds;
    l->slots = calloc(l->cap, sizeof *l->slots);
    for (int32_t i = 0; i < c->docs.len; i++)
        if (c->docs.at[i].only < 0)
            count_doc(l, &c->docs.at[i], *arena);
    return l;
}

/* Smoothed rate to eight steps, each about half as likely again. Unknown words are 0. */
static int class_of(int seen, int hits)
{
    static const float steps[] = {0.004f, 0.02f, 0.06f, 0.15f, 0.35f, 0.65f};
    if (seen < 2)
        return 0;
    float rate = ((float)hits + 0.05f) / ((float)seen + 1.5f);
    int k = 1;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        k += rate > steps[i];
    return k;
}

static int entry_class(const entry *e, int role, int fold)
{
    int seen = 0, hits = 0;
    for (int k = 0; k < FOLDS; k++)
        if (k != fold) {
            seen += e->seen[k];
            hits += e->hits[role][k];
        }
    return class_of(seen, hits);
}

void lexis_fill(const lexis *l, dem_scan *s, int fold)
{
    for (int32_t i = 0; i < s->n; i++) {
        const entry *e = slot_of(l, dem_scan_lexis_key(s, i));
        s->cue_class[i] = (uint8_t)entry_class(e, 0, fold);
        s->source_class[i] = (uint8_t)entry_class(e, 1, fold);
    }
}

void lexis_save(const lexis *l, int fold, modelfile *f)
{
    trainer *t = trainer_new(2, TRAINER_PERCEPTRON);
    for (uint32_t i = 0; i < l->cap; i++)
        if (l->slots[i].key)
            for (int role = 0; role < 2; role++) {
                int k = entry_class(&l->slots[i], role, fold);
                if (k)
                    trainer_update(t, &l->slots[i].key, 1, role, (float)k);
            }
    trainer_save(t, f, "lexis", 1, 0.5f);
    trainer_free(t);
}
