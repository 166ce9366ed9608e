#include "attrib/stage.h"

static void add_sample(samples *all, corpus *c, const corpus_doc *d, int32_t begin, int32_t end, int32_t parent)
{
    sample s = {.doc = d, .begin = begin, .end = end, .parent = parent, .only = d->only};
    if (end - begin < 4)
        return;
    s.at = dem_new(&c->arena, const gold *, end - begin);
    s.odds = dem_new(&c->arena, float, end - begin);
    for (int32_t g = 0; g < d->golds.len; g++) {
        const gold *a = &d->golds.at[g];
        if (a->head >= begin && a->head < end && a->parent == parent)
            s.at[a->head - begin] = a;
    }
    *dem_push(&all->list, &c->arena) = s;
}

samples samples_make(corpus *c, const lexis *l, dem_wordbook book)
{
    samples all = {.lexis = l, .book = book};
    for (int32_t i = 0; i < c->docs.len; i++) {
        const corpus_doc *d = &c->docs.at[i];
        add_sample(&all, c, d, 0, d->doc.tokens.len, -1);
        if (d->domain == DEM_SCHEME_NEWS || d->only >= 0)
            continue;
        for (int32_t g = 0; g < d->golds.len; g++)
            for (int k = 0; k < d->golds.at[g].contents; k++)
                add_sample(&all, c, d, d->golds.at[g].content[k].begin, d->golds.at[g].content[k].end, g);
    }
    return all;
}

dem_scan sample_scan(const samples *all, const sample *s, dem_arena *arena)
{
    dem_scan scan = dem_scan_make(&s->doc->doc, s->begin, s->end, all->book, arena);
    lexis_fill(all->lexis, &scan, s->doc->fold);
    return scan;
}

enum { MOST = DEM_CUE_FEATURES };

static const uint64_t *doubled(const judge *j, const uint64_t *features, int *n, uint64_t out[2 * MOST])
{
    if (!j->ledger)
        return features;
    for (int i = 0; i < *n; i++) {
        out[i] = features[i];
        out[*n + i] = dem_ledger_feature(features[i]);
    }
    *n *= 2;
    return out;
}

void judge_score(const void *judge_at, const uint64_t *features, int n, float *scores)
{
    const judge *j = judge_at;
    uint64_t both[2 * MOST];
    features = doubled(j, features, &n, both);
    trainer_scores(j->weights, features, n, scores);
}

void judge_update(judge *j, const uint64_t *features, int n, int label, float by)
{
    uint64_t both[2 * MOST];
    features = doubled(j, features, &n, both);
    trainer_update(j->weights, features, n, label, by);
}

/* A feature that fewer examples than this have changed tells little of others. */
enum { LEAST = 3 };

void prune(trainer *t, size_t most)
{
    float low = 0, high = 1;
    for (int k = 0; k < 24; k++) {
        float mid = (low + high) / 2;
        if (trainer_kept(t, LEAST, mid) > most)
            low = mid;
        else
            high = mid;
    }
    trainer_prune(t, LEAST, high);
    trainer_average(t);
}
