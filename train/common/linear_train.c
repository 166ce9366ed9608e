#include "common/linear_train.h"

#include "model/linear.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One row a feature: weights, then the second array (running sums, or squared gradients), then
 * (perceptron) the stamps of the last change. Rows are made on the first update. */
struct trainer {
    int labels;
    trainer_kind kind;
    float rate, l2, start;
    float *sums, *stamps; /* AdaGrad averaging, a row each; NULL when off */
    uint64_t since;
    bool closed; /* pruned: what is not kept is never learned again */
    uint64_t now;
    size_t cap, len;
    uint32_t *keys; /* dem_feature_key, 0 empty */
    uint32_t *row;  /* index of the row */
    uint32_t *seen;
    float **block; /* rows in blocks, so that they never move */
    size_t blocks;
};

enum { BLOCK = 4096 };

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

trainer *trainer_new(int labels, trainer_kind kind)
{
    trainer *t = must(calloc(1, sizeof *t));
    *t = (trainer){.labels = labels, .kind = kind, .rate = 0.1f, .cap = 1 << 16};
    t->keys = must(calloc(t->cap, sizeof *t->keys));
    t->row = must(calloc(t->cap, sizeof *t->row));
    return t;
}

void trainer_free(trainer *t)
{
    for (size_t i = 0; i < t->blocks; i++)
        free(t->block[i]);
    free(t->block);
    free(t->keys);
    free(t->row);
    free(t->seen);
    free(t->sums);
    free(t->stamps);
    free(t);
}

void trainer_rate(trainer *t, float rate, float l2)
{
    t->rate = rate;
    t->l2 = l2;
}

void trainer_start(trainer *t, float squares)
{
    t->start = squares;
}

static size_t slot_of(const trainer *t, uint32_t key)
{
    size_t i = key & (t->cap - 1);
    while (t->keys[i] && t->keys[i] != key)
        i = (i + 1) & (t->cap - 1);
    return i;
}

static size_t width(const trainer *t)
{
    return (size_t)t->labels * (t->kind == TRAINER_PERCEPTRON ? 3 : 2);
}

static float *row_at(const trainer *t, size_t row)
{
    return t->block[row / BLOCK] + row % BLOCK * width(t);
}

static void grow(trainer *t)
{
    trainer old = *t;
    t->cap *= 2;
    t->keys = must(calloc(t->cap, sizeof *t->keys));
    t->row = must(calloc(t->cap, sizeof *t->row));
    for (size_t i = 0; i < old.cap; i++)
        if (old.keys[i]) {
            size_t at = slot_of(t, old.keys[i]);
            t->keys[at] = old.keys[i];
            t->row[at] = old.row[i];
        }
    free(old.keys);
    free(old.row);
}

static size_t row_of_key(trainer *t, uint32_t key)
{
    if (t->len * 4 >= t->cap * 3)
        grow(t);
    size_t at = slot_of(t, key);
    if (t->keys[at])
        return t->row[at];
    if (t->len % BLOCK == 0) {
        t->block = must(realloc(t->block, (t->blocks + 1) * sizeof *t->block));
        t->block[t->blocks++] = must(calloc(BLOCK * width(t), sizeof(float)));
        t->seen = must(realloc(t->seen, t->blocks * BLOCK * sizeof *t->seen));
        memset(t->seen + t->len, 0, BLOCK * sizeof *t->seen);
    }
    t->keys[at] = key;
    t->row[at] = (uint32_t)t->len;
    return t->len++;
}

static size_t row_of(trainer *t, uint64_t feature)
{
    return row_of_key(t, dem_feature_key(feature));
}

void trainer_set(trainer *t, uint32_t key, int label, float weight)
{
    size_t row = row_of_key(t, key);
    t->seen[row]++;
    row_at(t, row)[label] = weight;
}

/* Tables of millions of features lie in memory, not in caches: what the next pass reads is asked for
 * in the one before. */
enum { GROUP = 64 };

static void ask(const trainer *t, const uint64_t *features, int n)
{
    for (int i = 0; i < n; i++) {
        size_t at = dem_feature_key(features[i]) & (t->cap - 1);
        __builtin_prefetch(&t->keys[at]);
        __builtin_prefetch(&t->row[at]);
    }
}

static void add_scores(const trainer *t, const uint64_t *features, int n, float *scores)
{
    const float *w[GROUP];
    int m = 0;
    for (int i = 0; i < n; i++) {
        size_t at = slot_of(t, dem_feature_key(features[i]));
        if (!t->keys[at])
            continue;
        w[m] = row_at(t, t->row[at]);
        __builtin_prefetch(w[m++]);
    }
    for (int i = 0; i < m; i++)
        for (int k = 0; k < t->labels; k++)
            scores[k] += w[i][k];
}

void trainer_scores(const trainer *t, const uint64_t *features, int n, float *scores)
{
    memset(scores, 0, (size_t)t->labels * sizeof *scores);
    ask(t, features, n);
    for (int i = 0; i < n; i += GROUP)
        add_scores(t, features + i, n - i < GROUP ? n - i : GROUP, scores);
}

/* The stamps are stored as floats' bit patterns would lose counts above 2^24: kept exact by
 * counting examples in units that a float holds (training sets here stay below 16 M examples). */
static void perceptron_row(trainer *t, float *w, int label, float by)
{
    float *sum = w + t->labels, *stamp = sum + t->labels;
    sum[label] += ((float)t->now - stamp[label]) * w[label];
    stamp[label] = (float)t->now;
    w[label] += by;
}

static void adagrad_row(trainer *t, float *w, int label, float by)
{
    float *squares = w + t->labels, g = by - t->l2 * w[label];
    squares[label] += g * g;
    w[label] += t->rate * g / (sqrtf(t->start + squares[label]) + 1e-6f);
}

/* Brings the running sum of one weight up to now, before it changes. */
static void average_row(trainer *t, size_t row, int label)
{
    size_t k = row * (size_t)t->labels + (size_t)label;
    float now = (float)(t->now - t->since);
    t->sums[k] += (now - t->stamps[k]) * row_at(t, row)[label];
    t->stamps[k] = now;
}

void trainer_average(trainer *t)
{
    assert(t->closed && t->kind == TRAINER_ADAGRAD);
    t->sums = must(calloc(t->len * (size_t)t->labels, sizeof(float)));
    t->stamps = must(calloc(t->len * (size_t)t->labels, sizeof(float)));
    t->since = t->now;
}

/* The row, or SIZE_MAX for a feature that pruning has left out. */
static size_t row_to_learn(trainer *t, uint64_t feature)
{
    if (!t->closed)
        return row_of(t, feature);
    size_t at = slot_of(t, dem_feature_key(feature));
    return t->keys[at] ? t->row[at] : SIZE_MAX;
}

void trainer_update(trainer *t, const uint64_t *features, int n, int label, float by)
{
    ask(t, features, n);
    for (int i = 0; i < n; i++) {
        size_t row = row_to_learn(t, features[i]);
        if (row == SIZE_MAX)
            continue;
        t->seen[row]++;
        if (t->kind == TRAINER_PERCEPTRON)
            perceptron_row(t, row_at(t, row), label, by);
        else {
            if (t->sums)
                average_row(t, row, label);
            adagrad_row(t, row_at(t, row), label, by);
        }
    }
}

void trainer_update_all(trainer *t, const uint64_t *features, int n, const float *by)
{
    assert(t->kind == TRAINER_ADAGRAD);
    ask(t, features, n);
    for (int i = 0; i < n; i++) {
        size_t row = row_to_learn(t, features[i]);
        if (row == SIZE_MAX)
            continue;
        float *w = row_at(t, row);
        t->seen[row]++;
        for (int label = 0; label < t->labels; label++) {
            if (by[label] == 0)
                continue;
            if (t->sums)
                average_row(t, row, label);
            adagrad_row(t, w, label, by[label]);
        }
    }
}

void trainer_tick(trainer *t)
{
    t->now++;
}

static void finish_average(trainer *t)
{
    if (t->now == t->since)
        return;
    for (size_t row = 0; row < t->len; row++)
        for (int k = 0; k < t->labels; k++) {
            average_row(t, row, k);
            row_at(t, row)[k] = t->sums[row * (size_t)t->labels + (size_t)k] / (float)(t->now - t->since);
        }
}

void trainer_finish(trainer *t)
{
    if (t->sums)
        finish_average(t);
    if (t->kind != TRAINER_PERCEPTRON || !t->now)
        return;
    for (size_t r = 0; r < t->len; r++) {
        float *w = row_at(t, r), *sum = w + t->labels, *stamp = sum + t->labels;
        for (int k = 0; k < t->labels; k++) {
            sum[k] += ((float)t->now - stamp[k]) * w[k];
            stamp[k] = (float)t->now;
            w[k] = sum[k] / (float)t->now;
        }
    }
}

void trainer_scale(trainer *t, float by)
{
    for (size_t r = 0; r < t->len; r++)
        for (int k = 0; k < t->labels; k++)
            row_at(t, r)[k] *= by;
}

size_t trainer_features(const trainer *t)
{
    return t->len;
}

static bool kept(const trainer *t, size_t row, int least, float floor)
{
    if ((int64_t)t->seen[row] < least)
        return false;
    const float *w = row_at(t, row);
    for (int k = 0; k < t->labels; k++)
        if (fabsf(w[k]) >= floor)
            return true;
    return false;
}

size_t trainer_kept(const trainer *t, int least, float floor)
{
    size_t n = 0;
    for (size_t i = 0; i < t->cap; i++)
        n += t->keys[i] && kept(t, t->row[i], least, floor);
    return n;
}

void trainer_prune(trainer *t, int least, float floor)
{
    uint32_t *old = t->keys, *rows = t->row;
    size_t cap = t->cap;
    t->keys = must(calloc(cap, sizeof *t->keys));
    t->row = must(calloc(cap, sizeof *t->row));
    for (size_t i = 0; i < cap; i++)
        if (old[i] && kept(t, rows[i], least, floor)) {
            size_t at = slot_of(t, old[i]);
            t->keys[at] = old[i];
            t->row[at] = rows[i];
        }
    free(old);
    free(rows);
    t->closed = true;
}

typedef struct pair {
    uint32_t key, row;
} pair;

static int by_key(const void *a, const void *b)
{
    uint32_t x = ((const pair *)a)->key, y = ((const pair *)b)->key;
    return (x > y) - (x < y);
}

/* Features that survive pruning, sorted by key so that the file depends only on the weights. */
static pair *survivors(const trainer *t, int least, float floor, size_t *n, size_t *entries, float *top)
{
    pair *pairs = must(calloc(t->len + 1, sizeof *pairs));
    *n = *entries = 0;
    *top = 0;
    for (size_t i = 0; i < t->cap; i++) {
        if (!t->keys[i] || !kept(t, t->row[i], least, floor))
            continue;
        pairs[(*n)++] = (pair){t->keys[i], t->row[i]};
        const float *w = row_at(t, t->row[i]);
        for (int k = 0; k < t->labels; k++) {
            *entries += fabsf(w[k]) >= floor;
            *top = fmaxf(*top, fabsf(w[k]));
        }
    }
    qsort(pairs, *n, sizeof *pairs, by_key);
    return pairs;
}

void trainer_save(const trainer *t, modelfile *f, const char *prefix, int least, float floor)
{
    size_t n, entries, cap = 16;
    float top;
    pair *pairs = survivors(t, least, floor, &n, &entries, &top);
    while (cap * 2 < n * 3)
        cap *= 2;
    uint32_t *keys = must(calloc(cap, 4)), *source = must(calloc(cap, 4));
    for (size_t i = 0; i < n; i++) {
        size_t at = pairs[i].key & (cap - 1);
        while (keys[at])
            at = (at + 1) & (cap - 1);
        keys[at] = pairs[i].key;
        source[at] = pairs[i].row;
    }
    uint8_t *used = must(calloc(cap / 8, 1)), *counts = must(calloc(n + 1, 1));
    uint8_t *labels = must(calloc(entries + 1, 1));
    int16_t *weights = must(calloc(entries + 1, 2));
    float scale = top > 0 ? top / 32767.0f : 1.0f;
    uint32_t e = 0, size = (uint32_t)t->labels;
    uint64_t kept = 0;
    for (size_t i = 0; i < cap; i++) {
        if (!keys[i])
            continue;
        const float *w = row_at(t, source[i]);
        used[i / 8] |= (uint8_t)(1u << i % 8);
        for (int k = 0; k < t->labels; k++)
            if (fabsf(w[k]) >= floor) {
                labels[e] = (uint8_t)k;
                weights[e++] = (int16_t)lrintf(w[k] / scale);
                counts[kept]++;
            }
        keys[kept++] = keys[i];
    }
    const uint64_t bytes = cap / 8;
    const struct { const char *name; dem_dtype type; uint64_t n; const void *at; } parts[] = {
        {"used", DEM_U8, bytes, used},    {"keys", DEM_U32, kept, keys},     {"counts", DEM_U8, kept, counts},
        {"labels", DEM_U8, e, labels},    {"weights", DEM_I16, e, weights},
        {"scale", DEM_F32, 1, &scale},     {"size", DEM_U32, 1, &size}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char section[24];
        snprintf(section, sizeof section, "%s.%s", prefix, parts[i].name);
        modelfile_add(f, section, parts[i].type, 1, &parts[i].n, parts[i].at);
    }
    fprintf(stderr, "%s: %zu features, %u entries kept\n", prefix, n, e);
    free(keys), free(source), free(used), free(counts), free(labels), free(weights), free(pairs);
}
