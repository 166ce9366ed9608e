/* Candidates: statements that share one of their rarest terms. Statements come in order of time; a
 * term remembers its latest holders, so that a frequent one compares neighbours in time only. */
#include "position/parts.h"

enum { RAREST = 6, HOLDERS = 24, LEAST = 16 /* no rule is content with less */ };

typedef struct holders {
    int32_t at[HOLDERS];
    int32_t len; /* ever; the latest stands at (len - 1) % HOLDERS */
} holders;

/* The RAREST heaviest terms, heavier first. */
static int32_t rarest(const dem_terms *t, const dem_term **best)
{
    int32_t n = 0;
    for (int32_t i = 0; i < t->len; i++) {
        int32_t k = n < RAREST ? n : RAREST;
        while (k > 0 && best[k - 1]->weight < t->at[i].weight)
            k--;
        if (k == RAREST)
            continue;
        n += n < RAREST;
        for (int32_t m = n - 1; m > k; m--)
            best[m] = best[m - 1];
        best[k] = &t->at[i];
    }
    return n;
}

static void visit_holders(const dem_scene *s, int32_t i, const holders *h, int32_t *seen, dem_pair_visit *visit,
                          void *context)
{
    for (int32_t k = h->len < HOLDERS ? 0 : h->len - HOLDERS; k < h->len; k++) {
        int32_t other = h->at[k % HOLDERS];
        if (seen[other] == i + 1)
            continue;
        seen[other] = i + 1;
        if (!dem_terms_near(&s->terms[other], &s->terms[i], LEAST))
            continue;
        dem_overlap o = dem_terms_overlap(&s->terms[other], &s->terms[i]);
        if (o.words)
            visit(context, other, i, &o);
    }
}

static void hold(holders **table, int32_t id, int32_t i, dem_arena *arena)
{
    if (!table[id])
        table[id] = dem_new(arena, holders, 1);
    table[id]->at[table[id]->len++ % HOLDERS] = i;
}

/* Holders of opposite classes meet too: "lift" and "keep". */
void dem_pairs_visit(const dem_scene *s, dem_pair_visit *visit, void *context, dem_arena scratch)
{
    holders **table = dem_new(&scratch, holders *, s->ids);
    int32_t *seen = dem_new(&scratch, int32_t, s->n);
    for (int32_t i = 0; i < s->n; i++) {
        const dem_term *best[RAREST];
        int32_t n = rarest(&s->terms[i], best);
        for (int32_t k = 0; k < n; k++) {
            if (table[best[k]->id])
                visit_holders(s, i, table[best[k]->id], seen, visit, context);
            if (best[k]->opposite >= 0 && table[best[k]->opposite])
                visit_holders(s, i, table[best[k]->opposite], seen, visit, context);
        }
        for (int32_t k = 0; k < n; k++)
            hold(table, best[k]->id, i, &scratch);
    }
}
