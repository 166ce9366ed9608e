#include "attrib/dial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- judging ---- */

static bool same_range(range a, range b)
{
    return a.begin == b.begin && a.end == b.end;
}

static bool meets(range a, range b)
{
    return a.begin < b.end && b.begin < a.end;
}

static bool mostly(range a, range b)
{
    int32_t from = a.begin > b.begin ? a.begin : b.begin, to = a.end < b.end ? a.end : b.end;
    int32_t all = a.end - a.begin + b.end - b.begin - (to - from);
    return to > from && 2 * (to - from) >= all;
}

static range tokens_of(const dem_doc *doc, dem_span span)
{
    range r;
    dem_token_range(doc, span, &r.begin, &r.end);
    return r;
}

/* A statement that nothing surer has been taken for; each counts once. */
static bool find_statement(const corpus_doc *d, range content, uint8_t *taken)
{
    for (int32_t k = 0; k < d->statements.len; k++)
        if (!taken[k] && mostly(d->statements.at[k], content)) {
            taken[k] = 1;
            return true;
        }
    return false;
}

static bool source_right(const corpus_doc *d, range source)
{
    for (int32_t g = 0; g < d->golds.len; g++)
        for (int k = 0; k < d->golds.at[g].sources; k++)
            if (same_range(d->golds.at[g].source[k], source))
                return true;
    return false;
}

static bool cue_right(const corpus_doc *d, range cue)
{
    for (int32_t g = 0; g < d->golds.len; g++)
        if (meets(d->golds.at[g].cue, cue))
            return true;
    return false;
}

static bool content_right(const corpus_doc *d, const dem_attribution *a)
{
    for (int32_t p = 0; p < a->content.len; p++) {
        range r = tokens_of(&d->doc, a->content.at[p]);
        bool found = false;
        for (int32_t g = 0; g < d->golds.len && !found; g++)
            for (int k = 0; k < d->golds.at[g].contents && !found; k++)
                found = same_range(d->golds.at[g].content[k], r);
        if (!found)
            return false;
    }
    return true;
}

static void judge_doc(verdicts *v, const corpus_doc *d, const dem_doc *found, dem_arena *arena, dem_arena scratch)
{
    uint8_t *taken = dem_new(&scratch, uint8_t, d->statements.len + 1);
    int scheme = d->domain;
    v->golds[scheme] += d->statements.len;
    for (int step = 20; step >= 0; step--)
        for (int32_t k = 0; k < found->attributions.len; k++) {
            const dem_attribution *a = &found->attributions.at[k];
            if ((int)(a->score * 20) != step || !a->cue.len || !a->content.len)
                continue;
            range content = tokens_of(found, dem_spans_hull(a->content));
            *dem_push(&v->of[scheme][DEM_FIELDS_STATEMENT], arena) = (verdict){a->score, find_statement(d, content, taken)};
            *dem_push(&v->of[scheme][DEM_FIELDS_CUE], arena) =
                (verdict){a->score_cue, cue_right(d, tokens_of(found, dem_spans_hull(a->cue)))};
            *dem_push(&v->of[scheme][DEM_FIELDS_CONTENT], arena) = (verdict){a->score_content, content_right(d, a)};
            if (a->source.len)
                *dem_push(&v->of[scheme][DEM_FIELDS_SOURCE], arena) =
                    (verdict){a->score_source, source_right(d, tokens_of(found, dem_spans_hull(a->source)))};
        }
}

void dial_judge(verdicts *v, const corpus *c, int fold, const dem_attributor *model, dem_arena *arena,
                dem_arena scratch)
{
    for (int32_t i = 0; i < c->docs.len; i++) {
        const corpus_doc *d = &c->docs.at[i];
        if (d->fold != fold || d->only >= 0)
            continue;
        dem_arena rest = scratch, rows;
        if (!dem_arena_open(&rows, (size_t)64 << 20))
            exit(2);
        dem_doc found = d->doc;
        found.arena = &rows;
        memset(&found.attributions, 0, sizeof found.attributions);
        dem_attrib_run(model, &found, (dem_attrib_way){(dem_scheme)d->domain, DEM_PRECISION_LOW}, rest);
        judge_doc(v, d, &found, arena, rest);
        dem_arena_close(&rows);
    }
}

/* ---- setting ---- */

void dial_open(dem_dials dials[DEM_SCHEMES])
{
    dials[DEM_SCHEME_LEDGER] = (dem_dials){{0.02f, 0.02f, 0.02f}, -3.5f, {0.3f, 0.15f, 0.35f}};
    dials[DEM_SCHEME_NEWS] = (dem_dials){{0.02f, 0.02f, 0.02f}, DEM_CUE_LEAST, {0.25f, 0.2f, 0.3f}};
}

static int by_p(const void *a, const void *b)
{
    const verdict *x = a, *y = b;
    return (x->p < y->p) - (x->p > y->p);
}

/* F is flat near its top and the samples small: of the settings that come within FLAT of the best, the one nearest
 * to the last. */
#define FLAT 0.005
static float best_least(const verdict *sorted, int32_t n, int32_t golds, double beta, float last)
{
    double best = 0;
    float high = 0, low = 0;
    for (int pass = 0; pass < 2; pass++) {
        double right = 0;
        for (int32_t k = 0; k < n; k++) {
            right += sorted[k].right;
            double f = (1 + beta * beta) * right / (beta * beta * golds + k + 1);
            if (k + 1 < n && sorted[k + 1].p == sorted[k].p)
                continue;
            if (!pass && f > best)
                best = f;
            if (pass && f >= best - FLAT) {
                low = sorted[k].p;
                high = high > 0 ? high : low;
            }
        }
    }
    fprintf(stderr, "flat between %.3f and %.3f, %.3f before\n", (double)low, (double)high, (double)last);
    return last < low ? low : last > high ? high : last;
}

void dial_set(const verdicts *v, dem_dials dials[DEM_SCHEMES])
{
    static const double betas[] = {[DEM_PRECISION_NORMAL] = 1, [DEM_PRECISION_LOW] = 2, [DEM_PRECISION_HIGH] = 0.5};
    static const float last[DEM_SCHEMES][3] = { /* a reader who runs a new version finds the old settings again */
        [DEM_SCHEME_LEDGER] = {[DEM_PRECISION_NORMAL] = 0.17f, [DEM_PRECISION_LOW] = 0.08f, [DEM_PRECISION_HIGH] = 0.77f},
        [DEM_SCHEME_NEWS] = {[DEM_PRECISION_NORMAL] = 0.32f, [DEM_PRECISION_LOW] = 0.08f, [DEM_PRECISION_HIGH] = 0.76f}};
    for (int s = 0; s < DEM_SCHEMES; s++) {
        int32_t n = v->of[s][DEM_FIELDS_STATEMENT].len, right = 0, kept = 0;
        verdict *all = v->of[s][DEM_FIELDS_STATEMENT].at;
        if (!n)
            continue;
        qsort(all, (size_t)n, sizeof *all, by_p);
        for (int p = 0; p < 3; p++)
            dials[s].least[p] = best_least(all, n, v->golds[s], betas[p], last[s][p]);
        for (; kept < n && all[kept].p >= dials[s].least[DEM_PRECISION_NORMAL]; kept++)
            right += all[kept].right;
        fprintf(stderr, "%s, unseen: %d statements; least %.2f (low %.2f, high %.2f) finds %d of them in %d\n",
                s == DEM_SCHEME_LEDGER ? "ledger" : "news", v->golds[s], (double)dials[s].least[0],
                (double)dials[s].least[DEM_PRECISION_LOW], (double)dials[s].least[DEM_PRECISION_HIGH], right, kept);
    }
}

typedef struct pool {
    double p, right, n;
} pool;

/* From the least posterior up, in blocks of equal size, merged until they rise. */
static int32_t pool_adjacent(const verdict *falling, int32_t n, pool *out)
{
    int32_t len = 0, size = n / 40 + 1;
    for (int32_t k = n - 1; k >= 0;) {
        pool b = {0};
        for (int32_t i = 0; i < size && k >= 0; i++, k--) {
            b.p += (double)falling[k].p;
            b.right += falling[k].right;
            b.n++;
        }
        out[len++] = b;
        while (len > 1 && out[len - 1].right * out[len - 2].n <= out[len - 2].right * out[len - 1].n) {
            out[len - 2].p += out[len - 1].p;
            out[len - 2].right += out[len - 1].right;
            out[len - 2].n += out[len - 1].n;
            len--;
        }
    }
    return len;
}

static void curve_of(const pool *pools, int32_t n, dem_curve curve)
{
    for (int k = 0; k < DEM_KNOTS; k++) {
        double x = (double)k / (DEM_KNOTS - 1), lx = 0, ly = 0, hx = 1, hy = 1;
        for (int32_t i = 0; i < n; i++) {
            double px = pools[i].p / pools[i].n, py = pools[i].right / pools[i].n;
            if (px <= x)
                lx = px, ly = py;
            else if (hx >= 1 || px < hx) {
                hx = px, hy = py;
                break;
            }
        }
        curve[k] = (float)(hx > lx ? ly + (hy - ly) * (x - lx) / (hx - lx) : ly);
    }
}

void dial_curves(const verdicts *v, dem_curve curves[DEM_SCHEMES * DEM_FIELDS])
{
    pool pools[64];
    for (int s = 0; s < DEM_SCHEMES; s++)
        for (int k = 0; k < DEM_FIELDS; k++) {
            int32_t n = v->of[s][k].len;
            qsort(v->of[s][k].at, (size_t)n, sizeof(verdict), by_p);
            curve_of(pools, pool_adjacent(v->of[s][k].at, n, pools), curves[s * DEM_FIELDS + k]);
        }
}
