/* Trains the softmax of PLOVER roots.
 *
 *     relations train TRAIN.jsonl CLASSES.dem OUT.dem     rows: text, source, target, root
 *     relations folds TRAIN.jsonl CLASSES.dem             five-fold: prints id, root, guess, confidence
 *     relations test MODEL.dem CLASSES.dem ROWS.jsonl     answers as `demarche relate` writes them
 *
 * AdaGrad with feature dropout; the mean of several runs over shuffled rows. Extra rows, with
 * "weight", may stand in TRAIN.jsonl (our own, or sentences labelled by the lexicon). */
#include "common/linear_train.h"
#include "event/relate.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { K = DEM_PLOVER_COUNT, FOLDS = 5 };

typedef struct row {
    char *id, *text;
    dem_span source, target;
    int gold, fold;
    float weight;
    uint32_t *at; /* features, as indexes */
    int n;
} row;

typedef struct index {
    uint32_t *keys, *ids, cap, len;
    uint32_t *key_of;
} index_table;

typedef struct settings {
    int epochs, runs, least;
    float rate, drop, l2, balance;
} settings;

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static char *slurp(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END)) {
        perror(path);
        exit(2);
    }
    *len = (size_t)ftell(in);
    rewind(in);
    char *all = must(aligned_alloc(64, (*len / 64 + 1) * 64));
    if (fread(all, 1, *len, in) != *len)
        exit(2);
    fclose(in);
    return all;
}

static dem_span span_of(json_object *o, const char *name)
{
    json_object *pair = json_object_object_get(o, name);
    if (!pair || json_object_get_type(pair) != json_type_array)
        return (dem_span){0, 0};
    return (dem_span){(uint32_t)json_object_get_int(json_object_array_get_idx(pair, 0)),
                      (uint32_t)json_object_get_int(json_object_array_get_idx(pair, 1))};
}

static row *read_rows(const char *path, int *n)
{
    size_t len;
    char *bytes = slurp(path, &len);
    row *rows = NULL;
    *n = 0;
    for (dem_str rest = {bytes, len}; rest.at;) {
        dem_str line = dem_str_split(&rest, '\n');
        if (!line.len)
            continue;
        char *copy = must(strndup(line.at, line.len));
        json_object *o = json_tokener_parse(copy);
        if (*n % 1024 == 0)
            rows = must(realloc(rows, (size_t)(*n + 1024) * sizeof *rows));
        json_object *weight = json_object_object_get(o, "weight"), *root = json_object_object_get(o, "root");
        row *r = &rows[(*n)++];
        *r = (row){.id = must(strdup(json_object_get_string(json_object_object_get(o, "id")))),
                   .text = must(strdup(json_object_get_string(json_object_object_get(o, "text")))),
                   .source = span_of(o, "source"), .target = span_of(o, "target"),
                   .weight = weight ? (float)json_object_get_double(weight) : 1,
                   .gold = root ? dem_tag_find(dem_plover_set, dem_str_of(json_object_get_string(root))) : -1};
        /* extra rows are never held out; near copies share the head of their text */
        r->fold = weight ? -1 : (int)(dem_str_hash(dem_str_cut(dem_str_of(r->text), 0, 40)) % FOLDS);
        json_object_put(o);
        free(copy);
    }
    return rows;
}

static uint32_t id_of(index_table *t, uint32_t key, bool make)
{
    uint32_t i = key & (t->cap - 1);
    while (t->keys[i] && t->keys[i] != key)
        i = (i + 1) & (t->cap - 1);
    if (!t->keys[i]) {
        if (!make)
            return UINT32_MAX;
        t->keys[i] = key;
        t->ids[i] = t->len;
        t->key_of[t->len++] = key;
    }
    return t->ids[i];
}

static void extract(const dem_event *event, row *rows, int n, index_table *t, dem_arena scratch)
{
    uint64_t out[DEM_EVENT_FEATURES];
    for (int i = 0; i < n; i++) {
        row *r = &rows[i];
        r->n = dem_event_features(event, dem_str_of(r->text), r->source, r->target, out, scratch);
        r->at = must(malloc((size_t)r->n * 4 + 1));
        for (int k = 0; k < r->n; k++)
            r->at[k] = id_of(t, dem_feature_key(out[k]), true);
        if (t->len * 2 > t->cap) {
            fputs("too many features\n", stderr);
            exit(2);
        }
    }
}

/* Rare roots count more: the score is a mean over roots. */
static void balance(row *rows, int n, float power)
{
    float counts[K] = {0};
    for (int i = 0; i < n; i++)
        if (rows[i].gold >= 0)
            counts[rows[i].gold]++;
    for (int i = 0; i < n; i++)
        if (rows[i].gold >= 0)
            rows[i].weight *= powf((float)n / (float)K / counts[rows[i].gold], power);
}

typedef struct weights {
    float *w, *g2;
} weights;

static uint64_t random_bits(uint64_t *seed)
{
    *seed ^= *seed << 13, *seed ^= *seed >> 7, *seed ^= *seed << 17;
    return *seed;
}

static void probabilities(const float *w, const row *r, const uint8_t *in, float keep, float *p)
{
    float top = -1e30f, total = 0;
    for (int k = 0; k < K; k++)
        p[k] = 0;
    for (int i = 0; i < r->n; i++)
        if (!in || in[i])
            for (int k = 0; k < K; k++)
                p[k] += w[(size_t)r->at[i] * K + (size_t)k];
    for (int k = 0; k < K; k++) {
        p[k] *= keep;
        top = p[k] > top ? p[k] : top;
    }
    for (int k = 0; k < K; k++)
        total += p[k] = expf(p[k] - top);
    for (int k = 0; k < K; k++)
        p[k] /= total;
}

static void learn(weights *v, const row *r, const settings *with, float rate, uint64_t *seed)
{
    static uint8_t in[DEM_EVENT_FEATURES];
    float p[K];
    for (int i = 0; i < r->n; i++)
        in[i] = (float)(random_bits(seed) >> 40) / 16777216.0f >= with->drop;
    probabilities(v->w, r, in, 1 / (1 - with->drop), p);
    for (int k = 0; k < K; k++) {
        float g = ((float)(k == r->gold) - p[k]) * r->weight;
        if (fabsf(g) < 1e-3f)
            continue;
        for (int i = 0; i < r->n; i++)
            if (in[i]) {
                size_t at = (size_t)r->at[i] * K + (size_t)k;
                float step = g - with->l2 * v->w[at];
                v->g2[at] += step * step;
                v->w[at] += rate * step / sqrtf(v->g2[at] + 1);
            }
    }
}

/* The mean weights of several runs; rows of fold `out` are left out. */
static float *train_rows(const row *rows, int n, const index_table *t, int out, settings with)
{
    size_t size = (size_t)t->len * K;
    float *mean = must(calloc(size, sizeof *mean));
    uint8_t *seen = must(calloc(t->len, 1));
    for (int i = 0; i < n; i++)
        for (int k = 0; k < rows[i].n && rows[i].fold != out; k++)
            if (seen[rows[i].at[k]] < 255)
                seen[rows[i].at[k]]++;
    int *order = must(malloc((size_t)n * sizeof *order));
    for (int run = 0; run < with.runs; run++) {
        weights v = {must(calloc(size, sizeof(float))), must(calloc(size, sizeof(float)))};
        uint64_t seed = 88172645463325252u + (uint64_t)run * 7919;
        for (int i = 0; i < n; i++)
            order[i] = i;
        for (int e = 0; e < with.epochs; e++) {
            for (int i = n - 1; i > 0; i--) {
                int k = (int)(random_bits(&seed) % (uint64_t)(i + 1)), swap = order[i];
                order[i] = order[k], order[k] = swap;
            }
            float rate = with.rate * (1 - 0.9f * (float)e / (float)with.epochs);
            for (int i = 0; i < n; i++)
                if ((rows[order[i]].fold != out || out < 0) && rows[order[i]].gold >= 0)
                    learn(&v, &rows[order[i]], &with, rate, &seed);
        }
        for (size_t i = 0; i < size; i++)
            if (seen[i / K] >= with.least)
                mean[i] += v.w[i] / (float)with.runs;
        free(v.w), free(v.g2);
    }
    free(order), free(seen);
    return mean;
}

static int best_of(const float *p)
{
    int best = 0;
    for (int k = 1; k < K; k++)
        best = p[k] > p[best] ? k : best;
    return best;
}

static void folds(const row *rows, int n, const index_table *t, settings with)
{
    for (int f = 0; f < FOLDS; f++) {
        float *w = train_rows(rows, n, t, f, with);
        for (int i = 0; i < n; i++) {
            float p[K];
            if (rows[i].fold != f)
                continue;
            probabilities(w, &rows[i], NULL, 1, p);
            int best = best_of(p);
            dem_str name = dem_tag_name(dem_plover_set, best);
            printf("{\"id\":\"%s\",\"plover\":\"%.*s\",\"quad\":%d,\"confidence\":%.4f}\n", rows[i].id,
                   (int)name.len, name.at, dem_plover_quad(best), (double)p[best]);
        }
        free(w);
    }
}

static void save(const float *w, const index_table *t, const char *path, float floor)
{
    trainer *out = trainer_new(K, TRAINER_PERCEPTRON);
    for (uint32_t i = 0; i < t->len; i++)
        for (int k = 0; k < K; k++)
            if (fabsf(w[(size_t)i * K + (size_t)k]) >= floor)
                trainer_set(out, t->key_of[i], k, w[(size_t)i * K + (size_t)k]);
    modelfile *f = modelfile_new("event-1");
    trainer_save(out, f, "event", 0, floor);
    modelfile_write(f, path);
    trainer_free(out);
}

static int test(const dem_event *event, const char *path, dem_arena scratch)
{
    int n;
    row *rows = read_rows(path, &n);
    for (int i = 0; i < n; i++) {
        dem_relation r = dem_event_relate(event, dem_str_of(rows[i].text), rows[i].source, rows[i].target, scratch);
        dem_str name = dem_tag_name(dem_plover_set, r.plover);
        printf("{\"id\":\"%s\",\"plover\":\"%.*s\",\"quad\":%d,\"confidence\":%.4f}\n", rows[i].id,
               (int)name.len, name.at, r.quad, (double)r.confidence);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return fputs("usage: relations train|folds|test …\n", stderr), 2;
    bool testing = !strcmp(argv[1], "test");
    size_t len[2];
    dem_model model, table;
    dem_event event = {0};
    dem_error err = {0};
    dem_arena arena, scratch;
    char *classes = slurp(argv[3], &len[1]);
    if (!dem_arena_open(&arena, (size_t)1 << 28) || !dem_arena_open(&scratch, (size_t)1 << 28) ||
        !dem_model_open(&table, (dem_str){classes, len[1]}, dem_str_of(argv[3]), &err) ||
        !dem_classes_open(&event.classes, &table, &err) || !dem_event_lexicon_open(&event.lexicon, &arena, &err))
        return fprintf(stderr, "%s\n", err.message), 2;
    if (testing) {
        char *bytes = slurp(argv[2], &len[0]);
        if (!dem_model_open(&model, (dem_str){bytes, len[0]}, dem_str_of(argv[2]), &err) ||
            !dem_linear_open(&event.linear, &model, "event", &arena, &err))
            return fprintf(stderr, "%s\n", err.message), 2;
        return test(&event, argv[4], scratch);
    }
    settings with = {10, 10, 1, 0.2f, 0.3f, 1e-4f, 0};
    int n, last = !strcmp(argv[1], "train") ? 5 : 4;
    if (argc > last)
        sscanf(argv[last], "%d,%d,%d,%f,%f,%f,%f", &with.epochs, &with.runs, &with.least, &with.rate,
               &with.drop, &with.l2, &with.balance);
    row *rows = read_rows(argv[2], &n);
    balance(rows, n, with.balance);
    index_table t = {must(calloc(1 << 23, 4)), must(calloc(1 << 23, 4)), 1 << 23, 0, must(calloc(1 << 23, 4))};
    extract(&event, rows, n, &t, scratch);
    fprintf(stderr, "%d rows, %u features\n", n, t.len);
    if (!strcmp(argv[1], "folds"))
        folds(rows, n, &t, with);
    else
        save(train_rows(rows, n, &t, -1, with), &t, argv[4], 0.02f);
    return 0;
}
