/* Fits models/story-1.dem: do two reports tell one story?
 *
 *     story OUT.dem ARTICLES.jsonl GOLD.jsonl NEWS.txt.gz [--folds FILE]
 *
 * Logistic regression (Newton's method) over the features of src/story/pairs.c, on the candidate
 * pairs that touch an article with a gold story. With --folds, stories are split in two halves by
 * hash and each article's story is found with weights learned on the other half's pairs only; the
 * answers are written to FILE for score_stories.py, so that the figure is of unseen stories. The pairs are
 * those of the whole collection and of collections of a hundred and of a dozen reports cut from it (a
 * story's reports stay together), so that the weights hold for small ledgers too.
 *
 * How common words and pairs of words are is counted in NEWS (articles headed by "# headline"); what
 * fewer than FEW articles have is not kept.
 */
#include "common/modelfile.h"
#include "read/read.h"
#include "read/stream.h"
#include "story/cluster.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = DEM_PAIR_FEATURES + 1, STEPS = 25, JOIN = 580, FEW_WORDS = 4, FEW_PAIRS = 12, ARTICLE = 1 << 20 };

static dem_report *reports;
static dem_words *words;
static dem_str *gold; /* story of each report; at NULL when it has none */
static int32_t n_reports;
static dem_arena arena;

static int by_id(const void *x, const void *y)
{
    return dem_str_cmp(((const dem_report *)x)->id, ((const dem_report *)y)->id);
}

static void read_articles(const char *path)
{
    dem_error err = {0};
    dem_item item;
    dem_reader *reader = dem_reader_open(path, NULL, &err);
    int32_t cap = 0;
    while (reader && dem_reader_next(reader, &arena, &item, &err) == DEM_READ_ITEM) {
        if (n_reports == cap) {
            cap = cap ? 2 * cap : 1024;
            reports = realloc(reports, (size_t)cap * sizeof *reports);
        }
        reports[n_reports++] = (dem_report){.id = item.meta.name, .outlet = item.meta.outlet,
                                            .date = item.meta.published, .title = item.meta.title,
                                            .text = item.body};
    }
    if (!reader || err.code) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(2);
    }
    dem_reader_close(reader);
    qsort(reports, (size_t)n_reports, sizeof *reports, by_id);
    words = dem_new(&arena, dem_words, n_reports);
    gold = dem_new(&arena, dem_str, n_reports);
    for (int32_t i = 0; i < n_reports; i++)
        words[i] = dem_report_words(reports[i].text, &arena);
}

static void read_gold(const char *path)
{
    FILE *in = fopen(path, "r");
    char line[65536];
    while (in && fgets(line, sizeof line, in)) {
        struct json_object *o = json_tokener_parse(line), *id, *story;
        if (!o || !json_object_object_get_ex(o, "id", &id) || !json_object_object_get_ex(o, "story", &story))
            continue;
        dem_report key = {.id = dem_str_of(json_object_get_string(id))};
        dem_report *hit = bsearch(&key, reports, (size_t)n_reports, sizeof *reports, by_id);
        if (hit)
            gold[hit - reports] = dem_str_copy(dem_str_of(json_object_get_string(story)), &arena);
        json_object_put(o);
    }
    if (!in) {
        perror(path);
        exit(2);
    }
    fclose(in);
}

static uint8_t common_words[DEM_BACKGROUND_WORDS], common_pairs[DEM_BACKGROUND_PAIRS];
static const dem_background background = {common_words, common_pairs};

/* Articles that hold a word or a pair, exact, by hash. */
typedef struct tally {
    uint64_t *keys;
    uint32_t *count, *last;
    size_t mask;
} tally;

static void count_one(tally *t, uint64_t key, uint32_t article)
{
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & t->mask;
    while (t->keys[at] && t->keys[at] != key)
        at = (at + 1) & t->mask;
    t->keys[at] = key;
    if (t->last[at] != article)
        t->count[at]++;
    t->last[at] = article;
}

static tally tally_new(int bits)
{
    size_t size = (size_t)1 << bits;
    return (tally){calloc(size, 8), calloc(size, 4), calloc(size, 4), size - 1};
}

static void keep_common(const tally *t, uint32_t few, uint32_t all, uint8_t *table, uint32_t mask)
{
    memset(table, 255, (size_t)mask + 1);
    for (size_t i = 0; i <= t->mask; i++)
        if (t->count[i] >= few) {
            long q = lround(-8 * log2((double)t->count[i] / all));
            uint8_t *cell = &table[t->keys[i] >> 20 & mask];
            if (q < *cell)
                *cell = (uint8_t)q;
        }
}

static void read_background(const char *path)
{
    dem_error err = {0};
    dem_stream *in = dem_stream_open(path, (dem_range){0}, &err);
    tally one = tally_new(22), two = tally_new(26);
    uint32_t articles = 0;
    for (dem_str seen; in && (seen = dem_stream_peek(in, ARTICLE)).len;) {
        size_t next = dem_str_find(dem_str_cut(seen, 1, seen.len), DEM_STR("\n# ")) + 1;
        dem_arena here = arena;
        dem_words w = dem_report_words(dem_str_cut(seen, 0, next), &here);
        articles++;
        for (int32_t i = 0; i < w.len; i++) {
            count_one(&one, w.at[i].hash, articles);
            if (i + 1 < w.len)
                count_one(&two, dem_pair_hash(w.at[i].hash, w.at[i + 1].hash), articles);
        }
        dem_stream_skip(in, next < seen.len ? next + 1 : seen.len);
    }
    if (!in) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(2);
    }
    dem_stream_close(in);
    keep_common(&one, FEW_WORDS, articles, common_words, DEM_BACKGROUND_WORDS - 1);
    keep_common(&two, FEW_PAIRS, articles, common_pairs, DEM_BACKGROUND_PAIRS - 1);
    fprintf(stderr, "%u articles of news\n", articles);
}

static int half_of(int32_t report)
{
    dem_str key = gold[report].at ? gold[report] : reports[report].id;
    return (int)(dem_str_hash(key) >> 7 & 1);
}

/* Solves h x = g in place, Gaussian elimination with partial pivots. */
static void solve(double h[N][N], double g[N])
{
    for (int i = 0; i < N; i++) {
        int pivot = i;
        for (int r = i + 1; r < N; r++)
            pivot = fabs(h[r][i]) > fabs(h[pivot][i]) ? r : pivot;
        double row[N], one = g[i];
        memcpy(row, h[i], sizeof row);
        memcpy(h[i], h[pivot], sizeof row);
        memcpy(h[pivot], row, sizeof row);
        g[i] = g[pivot];
        g[pivot] = one;
        for (int r = 0; r < N; r++) {
            double f = r == i ? 0 : h[r][i] / h[i][i];
            for (int k = i; k < N && f != 0; k++)
                h[r][k] -= f * h[i][k];
            g[r] -= f * g[i];
        }
    }
    for (int i = 0; i < N; i++)
        g[i] /= h[i][i];
}

/* `half`: learn from pairs wholly within that half; -1: from all. */
static dem_story_model fit(const dem_pairs *pairs, int half)
{
    double w[N] = {0};
    for (int step = 0; step < STEPS; step++) {
        double h[N][N] = {{0}}, g[N] = {0};
        for (int i = 0; i < N; i++) {
            h[i][i] = 0.05;
            g[i] = -0.05 * w[i];
        }
        for (int32_t p = 0; p < pairs->len; p++) {
            const dem_pair *pair = &pairs->at[p];
            if (!gold[pair->a].at && !gold[pair->b].at)
                continue;
            if (half >= 0 && (half_of(pair->a) != half || half_of(pair->b) != half))
                continue;
            double x[N], z = 0;
            for (int i = 0; i < N; i++) {
                x[i] = i < N - 1 ? (double)pair->features[i] / DEM_PAIR_UNIT : 1.0;
                z += w[i] * x[i];
            }
            double prob = 1 / (1 + exp(-z));
            double y = gold[pair->a].at && gold[pair->b].at && dem_str_eq(gold[pair->a], gold[pair->b]);
            for (int i = 0; i < N; i++) {
                g[i] += (y - prob) * x[i];
                for (int k = 0; k < N; k++)
                    h[i][k] += prob * (1 - prob) * x[i] * x[k];
            }
        }
        solve(h, g);
        for (int i = 0; i < N; i++)
            w[i] += g[i];
    }
    dem_story_model story = {.join = JOIN};
    for (int i = 0; i < N; i++)
        story.weights[i] = (int32_t)lround(w[i] * DEM_PAIR_UNIT);
    return story;
}

/* The pairs of small collections: reports whose story (or, without one, whose own name) falls together. */
static void add_parts(dem_pairs *pairs, uint64_t parts, dem_arena scratch)
{
    for (uint64_t part = 0; part < parts; part++) {
        dem_arena here = scratch;
        dem_report *some = dem_new(&here, dem_report, n_reports);
        dem_words *theirs = dem_new(&here, dem_words, n_reports);
        int32_t *from = dem_new(&here, int32_t, n_reports), n = 0;
        for (int32_t i = 0; i < n_reports; i++) {
            dem_str key = gold[i].at ? gold[i] : reports[i].id;
            if ((dem_str_hash(key) >> 16) % parts != part)
                continue;
            some[n] = reports[i];
            theirs[n] = words[i];
            from[n++] = i;
        }
        dem_pairs found = {0};
        dem_arena upper = here;
        upper.at += (size_t)1 << 30;
        here.end = upper.at;
        dem_pairs_find(&background, some, theirs, n, &found, &here, upper);
        for (int32_t i = 0; i < found.len; i++) {
            dem_pair *p = dem_push(pairs, &arena);
            *p = found.at[i];
            p->a = from[p->a];
            p->b = from[p->b];
        }
    }
}

/* Each half judged by weights of the other; a story id is prefixed by its half. */
static void write_folds(const dem_pairs *pairs, const char *path, dem_arena scratch)
{
    FILE *out = fopen(path, "w");
    for (int half = 0; out && half < 2; half++) {
        dem_story_model story = fit(pairs, 1 - half);
        story.background = background;
        int32_t *first = dem_new(&scratch, int32_t, n_reports);
        dem_stories_find(&story, reports, words, n_reports, first, scratch);
        for (int32_t i = 0; i < n_reports; i++)
            if (half_of(i) == half)
                fprintf(out, "{\"id\":\"%.*s\",\"story\":\"%.*s\"}\n", (int)reports[i].id.len,
                        reports[i].id.at, (int)reports[first[i]].id.len, reports[first[i]].id.at);
    }
    if (out)
        fclose(out);
}

int main(int argc, char **argv)
{
    dem_arena scratch;
    if (argc < 5 || !dem_arena_open(&arena, (size_t)4 << 30) || !dem_arena_open(&scratch, (size_t)8 << 30)) {
        fputs("usage: story OUT.dem ARTICLES.jsonl GOLD.jsonl NEWS.txt.gz [--folds FILE]\n", stderr);
        return 2;
    }
    read_articles(argv[2]);
    read_gold(argv[3]);
    dem_pairs pairs = {0};
    read_background(argv[4]);
    dem_pairs_find(&background, reports, words, n_reports, &pairs, &arena, scratch);
    add_parts(&pairs, 32, scratch);
    add_parts(&pairs, 256, scratch);
    if (argc == 7 && !strcmp(argv[5], "--folds"))
        write_folds(&pairs, argv[6], scratch);
    dem_story_model story = fit(&pairs, -1);
    for (int i = 0; i < N; i++)
        fprintf(stderr, "%d ", story.weights[i]);
    fprintf(stderr, "over %d pairs of %d reports\n", pairs.len, n_reports);
    modelfile *file = modelfile_new("story-1");
    modelfile_add(file, "weights", DEM_I32, 1, (uint64_t[]){N}, story.weights);
    modelfile_add(file, "join", DEM_I32, 1, (uint64_t[]){1}, &story.join);
    modelfile_add(file, "words", DEM_U8, 1, (uint64_t[]){DEM_BACKGROUND_WORDS}, common_words);
    modelfile_add(file, "pairs", DEM_U8, 1, (uint64_t[]){DEM_BACKGROUND_PAIRS}, common_pairs);
    modelfile_write(file, argv[1]);
    return 0;
}
