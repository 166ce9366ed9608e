#include "entity/crf.h"

#include "model/linear.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { L = DEM_LABELS, EDGE = DEM_LABELS };
#define DENSE_RATE 0.5f /* of the hidden layer, to the rate of the features */
#define DAMP 1.0f /* EDGE: before the first and after the last token */

struct crf {
    uint32_t *keys, *rows; /* open addressing: feature key -> row + 1 */
    size_t cap, len;
    float *w, *g2;              /* rows x L */
    float next[L + 1][L + 1], next2[L + 1][L + 1];
    uint64_t seed;
    hidden *dense; /* NULL: none */
};

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static size_t slot(const crf *c, uint32_t key)
{
    size_t i = key & (c->cap - 1);
    while (c->keys[i] && c->keys[i] != key)
        i = (i + 1) & (c->cap - 1);
    return i;
}

static const float *row_of(const crf *c, uint64_t feature, size_t *row)
{
    size_t i = slot(c, dem_feature_key(feature));
    if (!c->keys[i] || !c->rows[i])
        return NULL;
    *row = c->rows[i] - 1;
    return c->w + *row * L;
}

/* Hash lookups once, not in every epoch. */
static void index_rows(const crf *c, crf_item *item)
{
    item->rows = must(malloc((size_t)item->n * sizeof *item->rows + 1));
    for (int t = 0; t < item->n; t++) {
        int n = 0;
        size_t row;
        item->rows[t] = must(malloc(((size_t)item->counts[t] + 1) * 4));
        for (int k = 0; k < item->counts[t]; k++)
            if (row_of(c, item->features[t][k], &row))
                item->rows[t][n++] = (uint32_t)row;
        item->rows[t][n] = UINT32_MAX;
    }
}

void crf_forget(crf_item *items, int n)
{
    for (int s = 0; s < n; s++) {
        for (int t = 0; t < items[s].n; t++)
            free(items[s].rows[t]);
        free(items[s].rows);
    }
}

crf *crf_new(crf_item *items, int n, int least, int width)
{
    crf *c = must(calloc(1, sizeof *c));
    c->cap = 1 << 24;
    c->seed = 1;
    c->dense = width ? hidden_new(width, L, 1) : NULL;
    c->keys = must(calloc(c->cap, 4));
    c->rows = must(calloc(c->cap, 4));
    for (int s = 0; s < n; s++)
        for (int t = 0; t < items[s].n; t++)
            for (int k = 0; k < items[s].counts[t]; k++) {
                size_t i = slot(c, dem_feature_key(items[s].features[t][k]));
                c->keys[i] = dem_feature_key(items[s].features[t][k]);
                c->rows[i]++;
            }
    for (size_t i = 0; i < c->cap; i++)
        c->rows[i] = c->rows[i] >= (uint32_t)least ? (uint32_t)++c->len : 0;
    c->w = must(calloc(c->len * L + 1, sizeof(float)));
    c->g2 = must(calloc(c->len * L + 1, sizeof(float)));
    for (int s = 0; s < n; s++)
        index_rows(c, &items[s]);
    return c;
}

void crf_free(crf *c)
{
    hidden_free(c->dense);
    free(c->keys), free(c->rows), free(c->w), free(c->g2), free(c);
}

void crf_start(crf *c, const crf *from)
{
    memcpy(c->next, from->next, sizeof c->next);
}

static bool follows(int a, int b) { return dem_label_follows(a == EDGE ? 0 : a, b == EDGE ? 0 : b); }

static uint64_t random_bits(crf *c)
{
    c->seed ^= c->seed << 13, c->seed ^= c->seed >> 7, c->seed ^= c->seed << 17;
    return c->seed;
}

/* Rows of a token's features that stay in, and the label scores they give. */
static int gather(crf *c, const crf_item *item, int t, float drop, size_t *rows, float *scores)
{
    int n = 0;
    for (int y = 0; y < L; y++)
        scores[y] = item->base ? item->base[t * L + y] : 0;
    float keep = 1 / (1 - drop);
    for (const uint32_t *row = item->rows[t]; *row != UINT32_MAX; row++) {
        if (drop > 0 && (float)(random_bits(c) >> 40) / 16777216.0f < drop)
            continue;
        const float *w = c->w + (size_t)*row * L;
        rows[n++] = *row;
        for (int y = 0; y < L; y++)
            scores[y] += w[y] * keep;
    }
    return n;
}

typedef struct lattice {
    double *node;            /* n x L: exp of the scores, 0 where not allowed */
    double *alpha, *beta, *scale;
    double log_z;
} lattice;

/* Scaled forward and backward sums; false when no legal sequence is allowed. */
static bool sums(lattice *v, int n, double next[L + 1][L + 1])
{
    v->log_z = 0;
    for (int t = 0; t < n; t++) {
        double total = 0, *a = v->alpha + t * L;
        for (int y = 0; y < L; y++) {
            double in = t ? 0 : next[EDGE][y];
            for (int x = 0; t && x < L; x++)
                in += v->alpha[(t - 1) * L + x] * next[x][y];
            total += a[y] = in * v->node[t * L + y];
        }
        if (!(total > 1e-280))
            return false;
        v->scale[t] = total;
        v->log_z += log(v->scale[t]);
        for (int y = 0; y < L; y++)
            a[y] /= v->scale[t];
    }
    double end = 0;
    for (int y = 0; y < L; y++)
        end += v->alpha[(n - 1) * L + y] * next[y][EDGE];
    if (!(end > 1e-280))
        return false;
    v->log_z += log(end);
    for (int y = 0; y < L; y++)
        v->beta[(n - 1) * L + y] = next[y][EDGE] / end;
    for (int t = n - 2; t >= 0; t--)
        for (int x = 0; x < L; x++) {
            double out = 0;
            for (int y = 0; y < L; y++)
                out += next[x][y] * v->node[(t + 1) * L + y] * v->beta[(t + 1) * L + y];
            v->beta[t * L + x] = out / v->scale[t + 1];
        }
    return true;
}

static void add_pairs(const lattice *v, int n, double next[L + 1][L + 1], double by,
                      double grad[L + 1][L + 1])
{
    for (int y = 0; y < L; y++) {
        grad[EDGE][y] += by * v->alpha[y] * v->beta[y];
        grad[y][EDGE] += by * v->alpha[(n - 1) * L + y] * v->beta[(n - 1) * L + y];
    }
    for (int t = 1; t < n; t++)
        for (int x = 0; x < L; x++)
            for (int y = 0; y < L; y++)
                if (next[x][y] > 0)
                    grad[x][y] += by * v->alpha[(t - 1) * L + x] * next[x][y] * v->node[t * L + y] *
                                  v->beta[t * L + y] / v->scale[t];
}

/* The constant keeps a rare feature from leaping on its first example. */
static void step(float *w, float *g2, float g, float rate)
{
    *g2 += g * g;
    *w += rate * g / sqrtf(*g2 + DAMP);
}

static lattice lattice_new(int n)
{
    lattice v = {must(malloc((size_t)n * L * 8)), must(malloc((size_t)n * L * 8)),
                 must(malloc((size_t)n * L * 8)), must(malloc((size_t)n * 8)), 0};
    return v;
}

static void lattice_free(lattice *v)
{
    free(v->node), free(v->alpha), free(v->beta), free(v->scale);
}

/* What dropout left of a sentence: rows of each token, and its hidden units. */
typedef struct left {
    size_t **rows;
    int *counts;
    hidden_kept *units;
} left;

static void learn_nodes(crf *c, const crf_item *item, const lattice *all, const lattice *gold, const left *in,
                        float rate, float l2)
{
    for (int t = 0; t < item->n; t++) {
        float g[L], most = 0;
        for (int y = 0; y < L; y++) {
            g[y] = (float)(gold->alpha[t * L + y] * gold->beta[t * L + y] -
                           all->alpha[t * L + y] * all->beta[t * L + y]) * item->weight;
            most = fmaxf(most, fabsf(g[y]));
            if (fabsf(g[y]) < 1e-3f)
                continue;
            for (int k = 0; k < in->counts[t]; k++) {
                size_t at = in->rows[t][k] * L + (size_t)y;
                step(&c->w[at], &c->g2[at], g[y] - l2 * c->w[at], rate);
            }
        }
        if (in->units && item->dense[t] && most >= 1e-3f)
            hidden_learn(c->dense, item->dense[t], &in->units[t], g, rate * DENSE_RATE, l2);
    }
}

static double learn(crf *c, const crf_item *item, float rate, float drop, float l2)
{
    int n = item->n;
    lattice all = lattice_new(n), gold = lattice_new(n);
    double next[L + 1][L + 1], grad[L + 1][L + 1] = {{0}};
    for (int x = 0; x <= L; x++)
        for (int y = 0; y <= L; y++)
            next[x][y] = follows(x, y) ? exp(c->next[x][y]) : 0;
    left in = {must(malloc((size_t)n * sizeof *in.rows)), must(malloc((size_t)n * sizeof *in.counts)),
               c->dense && item->dense ? must(malloc((size_t)n * sizeof *in.units)) : NULL};
    for (int t = 0; t < n; t++) {
        float scores[L], top;
        in.rows[t] = must(malloc((size_t)item->counts[t] * sizeof **in.rows + 1));
        in.counts[t] = gather(c, item, t, drop, in.rows[t], scores);
        if (in.units && item->dense[t])
            hidden_dropped(c->dense, item->dense[t], &in.units[t], scores);
        top = scores[0];
        for (int y = 1; y < L; y++)
            top = scores[y] > top ? scores[y] : top;
        for (int y = 0; y < L; y++) {
            all.node[t * L + y] = exp((double)(scores[y] - top));
            gold.node[t * L + y] = item->allowed[t] >> y & 1 ? all.node[t * L + y] + 1e-30 : 0;
        }
    }
    double loss = 0;
    if (sums(&all, n, next) && sums(&gold, n, next)) {
        learn_nodes(c, item, &all, &gold, &in, rate, l2);
        add_pairs(&gold, n, next, item->weight, grad);
        add_pairs(&all, n, next, -item->weight, grad);
        loss = all.log_z - gold.log_z;
    }
    for (int x = 0; x <= L; x++)
        for (int y = 0; y <= L; y++)
            if (grad[x][y] != 0)
                step(&c->next[x][y], &c->next2[x][y], (float)grad[x][y], rate);
    for (int t = 0; t < n; t++)
        free(in.rows[t]);
    free(in.rows), free(in.counts), free(in.units);
    lattice_free(&all), lattice_free(&gold);
    return loss;
}

/* Weights of several runs that begin alike, and the mean of them after each run's last epochs. */
typedef struct mean {
    size_t size;
    float *at, *start, *sum;
} mean;

static mean mean_new(float *at, size_t size)
{
    mean m = {size, at, must(malloc(size * sizeof *at + 1)), must(calloc(size + 1, sizeof *at))};
    if (size)
        memcpy(m.start, at, size * sizeof *at);
    return m;
}

static void mean_add(mean *m, int of)
{
    for (size_t i = 0; i < m->size; i++)
        m->sum[i] += m->at[i] / (float)of;
}

static void mean_take(mean *m)
{
    if (m->size)
        memcpy(m->at, m->sum, m->size * sizeof *m->at);
    free(m->start), free(m->sum);
}

enum { WEIGHTS, NEXT, DENSE, MEANS };

static void train_once(crf *c, const crf_item *items, int n, const crf_way *way, mean means[MEANS])
{
    int *order = must(malloc((size_t)n * sizeof *order));
    for (int i = 0; i < n; i++)
        order[i] = i;
    for (int e = 0; e < way->epochs; e++) {
        double loss = 0;
        for (int i = n - 1; i > 0; i--) {
            int k = (int)(random_bits(c) % (uint64_t)(i + 1)), swap = order[i];
            order[i] = order[k], order[k] = swap;
        }
        float now = way->rate * (1 - 0.9f * (float)e / (float)way->epochs);
        for (int i = 0; i < n; i++)
            if (items[order[i]].n)
                loss += learn(c, &items[order[i]], now, way->drop, way->l2);
        for (int k = 0; e >= way->epochs - way->tail && k < MEANS; k++)
            mean_add(&means[k], way->runs * way->tail);
        fprintf(stderr, "  epoch %d: loss %.1f\n", e + 1, loss);
    }
    free(order);
}

void crf_train(crf *c, const crf_item *items, int n, const crf_way *way)
{
    mean means[MEANS] = {mean_new(c->w, c->len * L), mean_new(&c->next[0][0], (L + 1) * (L + 1)),
                         mean_new(c->dense ? hidden_weights(c->dense) : NULL, c->dense ? hidden_size(c->dense) : 0)};
    for (int r = 0; r < way->runs; r++) {
        memcpy(c->w, means[WEIGHTS].start, means[WEIGHTS].size * sizeof(float));
        memset(c->g2, 0, means[WEIGHTS].size * sizeof(float));
        memcpy(c->next, means[NEXT].start, sizeof c->next);
        memset(c->next2, 0, sizeof c->next2);
        if (c->dense)
            hidden_restart(c->dense, means[DENSE].start);
        train_once(c, items, n, way, means);
    }
    for (int k = 0; k < MEANS; k++)
        mean_take(&means[k]);
}

void crf_scores(const crf *c, const crf_item *item, float *scores)
{
    for (int t = 0; t < item->n; t++) {
        for (int y = 0; y < L; y++)
            scores[t * L + y] = item->base ? item->base[t * L + y] : 0;
        if (c->dense && item->dense && item->dense[t])
            hidden_scores(c->dense, item->dense[t], scores + t * L);
        for (int k = 0; k < item->counts[t]; k++) {
            size_t row;
            const float *w = row_of(c, item->features[t][k], &row);
            for (int y = 0; w && y < L; y++)
                scores[t * L + y] += w[y];
        }
    }
}

void crf_best(const crf *c, const crf_item *item, const float *scores, uint8_t *labels)
{
    int n = item->n;
    float *best = must(malloc((size_t)n * L * sizeof *best));
    uint8_t *from = must(malloc((size_t)n * L));
    for (int t = 0; t < n; t++)
        for (int y = 0; y < L; y++) {
            float top = t ? -1e30f : follows(EDGE, y) ? c->next[EDGE][y] : -1e30f;
            from[t * L + y] = 0;
            for (int x = 0; t && x < L; x++)
                if (follows(x, y) && best[(t - 1) * L + x] + c->next[x][y] > top) {
                    top = best[(t - 1) * L + x] + c->next[x][y];
                    from[t * L + y] = (uint8_t)x;
                }
            best[t * L + y] = top + scores[t * L + y];
        }
    int y = 0;
    float top = -1e30f;
    for (int x = 0; n && x < L; x++)
        if (follows(x, EDGE) && best[(n - 1) * L + x] + c->next[x][EDGE] > top)
            top = best[(n - 1) * L + x] + c->next[x][EDGE], y = x;
    for (int t = n - 1; t >= 0; t--) {
        labels[t] = (uint8_t)y;
        y = from[t * L + y];
    }
    free(best), free(from);
}

void crf_save(const crf *c, modelfile *f, const char *prefix, float floor)
{
    trainer *t = trainer_new(L, TRAINER_PERCEPTRON);
    float top = 1e-6f;
    for (size_t i = 0; i < c->cap; i++) {
        if (!c->keys[i] || !c->rows[i])
            continue;
        const float *w = c->w + (size_t)(c->rows[i] - 1) * L;
        for (int y = 0; y < L; y++)
            if (fabsf(w[y]) >= floor) {
                trainer_set(t, c->keys[i], y, w[y]);
                top = fmaxf(top, fabsf(w[y]));
            }
    }
    trainer_save(t, f, prefix, 0, floor);
    if (c->dense)
        hidden_save(c->dense, f, "dense");
    trainer_free(t);
    int32_t next[(L + 1) * (L + 1)];
    for (int x = 0; x <= L; x++)
        for (int y = 0; y <= L; y++)
            next[x * (L + 1) + y] = (int32_t)lrintf(c->next[x][y] / (top / 32767.0f));
    char section[24];
    snprintf(section, sizeof section, "%s.next", prefix);
    modelfile_add(f, section, DEM_I32, 2, (uint64_t[]){L + 1, L + 1}, next);
}
