/* Fits models/story-1.dem: do two reports tell one story?
 *
 *     story OUT.dem ARTICLES.jsonl GOLD.jsonl [--folds FILE]
 *
 * Logistic regression (Newton's method) over the features of src/story/pairs.c, on the candidate
 * pairs that touch an article with a gold story. With --folds, stories are split in two halves by
 * hash and each article's story is found with weights learned on the other half's pairs only; the
 * answers are written to FILE for score_stories.py, so that the figure is of unseen stories.
 */
#include "common/modelfile.h"
#include "read/read.h"
#include "story/cluster.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = DEM_PAIR_FEATURES + 1, STEPS = 25, JOIN = 460 };

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
        reports[n_reports++] = (dem_report){item.meta.name, item.meta.outlet, item.meta.published,
                                            item.meta.title, item.body};
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

/* Each half judged by weights of the other; a story id is prefixed by its half. */
static void write_folds(const dem_pairs *pairs, const char *path, dem_arena scratch)
{
    FILE *out = fopen(path, "w");
    for (int half = 0; out && half < 2; half++) {
        dem_story_model story = fit(pairs, 1 - half);
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
    if (argc < 4 || !dem_arena_open(&arena, (size_t)4 << 30) || !dem_arena_open(&scratch, (size_t)8 << 30)) {
        fputs("usage: story OUT.dem ARTICLES.jsonl GOLD.jsonl [--folds FILE]\n", stderr);
        return 2;
    }
    read_articles(argv[2]);
    read_gold(argv[3]);
    dem_pairs pairs = {0};
    dem_pairs_find(reports, words, n_reports, &pairs, &arena, scratch);
    if (argc == 6 && !strcmp(argv[4], "--folds"))
        write_folds(&pairs, argv[5], scratch);
    dem_story_model story = fit(&pairs, -1);
    for (int i = 0; i < N; i++)
        fprintf(stderr, "%d ", story.weights[i]);
    fprintf(stderr, "over %d pairs of %d reports\n", pairs.len, n_reports);
    modelfile *file = modelfile_new("story-1");
    modelfile_add(file, "weights", DEM_I32, 1, (uint64_t[]){N}, story.weights);
    modelfile_add(file, "join", DEM_I32, 1, (uint64_t[]){1}, &story.join);
    modelfile_write(file, argv[1]);
    return 0;
}
