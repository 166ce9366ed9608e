#include "story/cluster.h"

#include "base/map.h"

#include <math.h>

enum { UNIT = DEM_PAIR_UNIT, LARGEST = 64 /* reports of one story */ };

typedef DEM_VEC(int32_t) indexes;

typedef struct clusters {
    int32_t *of; /* cluster of each report: the index of one of its members */
    indexes *members;
    dem_map odds; /* (a, b) -> probability in UNIT */
} clusters;

bool dem_story_open(dem_story_model *story, const dem_model *model, dem_error *err)
{
    dem_tensor weights = dem_model_get(model, "weights", DEM_I32), join = dem_model_get(model, "join", DEM_I32);
    dem_tensor common = dem_model_get(model, "words", DEM_U8), pairs = dem_model_get(model, "pairs", DEM_U8);
    if (weights.count != DEM_PAIR_FEATURES + 1 || join.count != 1 || common.count != DEM_BACKGROUND_WORDS ||
        pairs.count != DEM_BACKGROUND_PAIRS)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "story model is missing or damaged");
    for (int i = 0; i <= DEM_PAIR_FEATURES; i++)
        story->weights[i] = ((const int32_t *)weights.at)[i];
    story->join = *(const int32_t *)join.at;
    story->background = (dem_background){common.at, pairs.at};
    return true;
}

/* In UNIT; rounded, so that libraries that differ in the last bit agree. */
static int32_t probability(const dem_story_model *story, const dem_pair *p)
{
    int64_t z = (int64_t)story->weights[DEM_PAIR_FEATURES] * UNIT;
    for (int i = 0; i < DEM_PAIR_FEATURES; i++)
        z += (int64_t)story->weights[i] * p->features[i];
    return (int32_t)lround(UNIT / (1.0 + exp(-(double)z / UNIT / UNIT)));
}

static dem_str pair_key(int32_t a, int32_t b, int32_t store[2])
{
    store[0] = a < b ? a : b;
    store[1] = a < b ? b : a;
    return (dem_str){(const char *)store, 2 * sizeof *store};
}

/* Average probability over two clusters; pairs that were no candidates count as zero. */
static int64_t average(const clusters *c, int32_t x, int32_t y)
{
    int64_t total = 0, pairs = (int64_t)c->members[x].len * c->members[y].len;
    for (int32_t i = 0; i < c->members[x].len; i++)
        for (int32_t k = 0; k < c->members[y].len; k++) {
            int32_t store[2];
            const int32_t *p =
                dem_map_get(&c->odds, pair_key(c->members[x].at[i], c->members[y].at[k], store));
            total += p ? *p : 0;
        }
    return pairs ? total / pairs : 0;
}

static void join(clusters *c, int32_t x, int32_t y, dem_arena *arena)
{
    for (int32_t i = 0; i < c->members[y].len; i++) {
        c->of[c->members[y].at[i]] = x;
        *dem_push(&c->members[x], arena) = c->members[y].at[i];
    }
    c->members[y].len = 0;
}

/* Falling probability; counting sort, stable on (a, b). */
static int32_t *surest_first(const dem_pairs *pairs, const int32_t *odds, dem_arena *arena)
{
    int32_t *order = dem_new(arena, int32_t, pairs->len), *count = dem_new(arena, int32_t, UNIT + 2);
    for (int32_t i = 0; i < pairs->len; i++)
        count[UNIT - odds[i] + 1]++;
    for (int32_t i = 0; i <= UNIT; i++)
        count[i + 1] += count[i];
    for (int32_t i = 0; i < pairs->len; i++)
        order[count[UNIT - odds[i]]++] = i;
    return order;
}

/* Two passes: a pair refused early may be accepted once its clusters have grown alike. */
static void agglomerate(const dem_story_model *story, clusters *c, const dem_pairs *pairs,
                        const int32_t *odds, const int32_t *order, dem_arena *arena)
{
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < pairs->len && odds[order[i]] * 2 >= story->join; i++) {
            const dem_pair *p = &pairs->at[order[i]];
            int32_t x = c->of[p->a], y = c->of[p->b];
            if (x == y || c->members[x].len + c->members[y].len > LARGEST || average(c, x, y) < story->join)
                continue;
            join(c, x < y ? x : y, x < y ? y : x, arena);
        }
}

static bool is_earlier(const dem_report *reports, int32_t x, int32_t y)
{
    int32_t a, b;
    bool da = dem_day_of(reports[x].date, &a), db = dem_day_of(reports[y].date, &b);
    if (da != db)
        return da;
    return da && a != b ? a < b : x < y;
}

void dem_stories_find(const dem_story_model *story, const dem_report *reports,
                      const dem_words *words, int32_t n, int32_t *first, dem_arena scratch)
{
    dem_pairs pairs = {0};
    dem_arena upper = scratch; /* the pairs keep the lower half, the comparison works above it */
    size_t half = (size_t)(scratch.end - scratch.at) / 2;
    upper.at += half;
    scratch.end = upper.at;
    dem_pairs_find(&story->background, reports, words, n, &pairs, &scratch, upper);
    int32_t *odds = dem_new(&scratch, int32_t, pairs.len);
    clusters c = {.of = dem_new(&scratch, int32_t, n), .members = dem_new(&scratch, indexes, n)};
    for (int32_t i = 0; i < n; i++) {
        c.of[i] = i;
        *dem_push(&c.members[i], &scratch) = i;
    }
    for (int32_t i = 0; i < pairs.len; i++) {
        int32_t *store = dem_new(&scratch, int32_t, 2);
        odds[i] = probability(story, &pairs.at[i]);
        *dem_map_put(&c.odds, pair_key(pairs.at[i].a, pairs.at[i].b, store), &scratch, NULL) = odds[i];
    }
    agglomerate(story, &c, &pairs, odds, surest_first(&pairs, odds, &scratch), &scratch);
    for (int32_t i = 0; i < n; i++) {
        const indexes *members = &c.members[c.of[i]];
        first[i] = i;
        for (int32_t k = 0; k < members->len; k++)
            if (is_earlier(reports, members->at[k], first[i]))
                first[i] = members->at[k];
    }
}
