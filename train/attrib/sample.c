#include "attrib/stage.h"

static void add_sample(samples *all, corpus *c, const corpus_doc *d, int32_t begin, int32_t end, int32_t parent)
{
    sample s = {.doc = d, .begin = begin, .end = end, .parent = parent, .only = d->only};
    if (end - begin < 4)
        return;
    s.at = dem_new(&c->arena, const gold *, end - begin);
    s.last = dem_new(&c->arena, float, end - begin);
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

/* Blankout: which features this example does without; the same answer until the next example. */
static const uint64_t *seen_ones(const judge *j, const uint64_t *features, int *n, uint64_t out[DEM_CUE_FEATURES])
{
    int m = 0;
    if (!j->blank)
        return features;
    for (int i = 0; i < *n; i++) {
        out[m] = features[i];
        m += (dem_mix(features[i], j->example) >> 40) % 100 >= (uint64_t)j->blank;
    }
    *n = m;
    return out;
}

void judge_score(const judge *j, const uint64_t *features, int n, float *scores)
{
    float both[2 * DEM_ROLES];
    uint64_t kept[DEM_CUE_FEATURES];
    features = seen_ones(j, features, &n, kept);
    trainer_scores(j->weights, features, n, both);
    for (int r = 0; r < j->labels; r++)
        scores[r] = both[r] + (j->ledger ? both[j->labels + r] : 0);
}

void judge_places(const void *j, const uint64_t *features, const int32_t *ends, int places, float (*scores)[DEM_ROLES])
{
    for (int32_t p = 0, from = 0; p < places; from = ends[p++])
        judge_score(j, features + from, ends[p] - from, scores[p]);
}

void judge_update(judge *j, const uint64_t *features, int n, const float *by)
{
    float both[2 * DEM_ROLES];
    uint64_t kept[DEM_CUE_FEATURES];
    features = seen_ones(j, features, &n, kept);
    for (int r = 0; r < j->labels; r++) {
        both[r] = by[r];
        both[j->labels + r] = j->ledger ? by[r] : 0;
    }
    trainer_update_all(j->weights, features, n, both);
}

void weights_free(weights t)
{
    trainer_free(t.sparse);
    net_free(t.net);
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
