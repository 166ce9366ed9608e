#include "story/cluster.h"

#include "base/map.h"

#include <math.h>

enum {
    TITLE = 3, LEAD = 2, LEAD_WORDS = 100, WORDS = 400,
    UNIT = 1024,                  /* fixed point: similarity 1.0 */
    JOIN = 150 * UNIT / 1000,     /* average likeness at which clusters are one story */
    KEEP = 50 * UNIT / 1000,      /* likeness below this is no evidence */
    DAYS = 6, UNDATED = 600 * UNIT / 1000,
    LARGEST = 64                  /* reports of one story that are compared */
};

typedef struct term {
    int32_t id;
    int32_t weight;
} term;

typedef struct terms {
    term *at;
    int32_t len;
    int64_t norm; /* square root of the sum of squares */
} terms;

typedef struct posting {
    int32_t doc, weight;
} posting;

typedef struct edge {
    int32_t a, b, like;
} edge;

typedef DEM_VEC(edge) edges;

static int64_t square_root(int64_t x)
{
    int64_t r = (int64_t)sqrt((double)x);
    while (r * r > x)
        r--;
    while ((r + 1) * (r + 1) <= x)
        r++;
    return r;
}

typedef struct vocabulary {
    dem_map ids;
    DEM_VEC(int32_t) df;
} vocabulary;

/* Weighted counts of one report's words, first met first. */
static terms count(const dem_words *title, const dem_words *body, vocabulary *v, dem_arena *arena)
{
    struct { term *at; int32_t len, cap; } out = {0};
    dem_map local = {0};
    for (int part = 0; part < 2; part++) {
        const dem_words *w = part ? body : title;
        for (int32_t i = 0; i < w->len && i < WORDS; i++) {
            dem_str key = {(const char *)&w->at[i].hash, sizeof w->at[i].hash};
            bool fresh;
            int32_t *slot = dem_map_put(&local, key, arena, &fresh);
            if (fresh) {
                bool new_word;
                int32_t *id = dem_map_put(&v->ids, key, arena, &new_word);
                if (new_word) {
                    *id = v->df.len;
                    *dem_push(&v->df, arena) = 0;
                }
                v->df.at[*id]++;
                *slot = out.len;
                *dem_push(&out, arena) = (term){*id, 0};
            }
            out.at[*slot].weight += part == 0 ? TITLE : i < LEAD_WORDS ? LEAD : 1;
        }
    }
    return (terms){out.at, out.len, 0};
}

/* log2(x) in 1/256: rounded, so that libraries that differ in the last bit agree. */
static int32_t log_fixed(double x)
{
    return (int32_t)lround(log2(x) * 256.0);
}

static void weigh(terms *t, const vocabulary *v, int32_t n)
{
    int64_t squares = 0;
    int32_t kept = 0;
    for (int32_t i = 0; i < t->len; i++) {
        int32_t df = v->df.at[t->at[i].id];
        if (df < 2 || (n > 50 && df > n / 8))
            continue;
        int32_t weight = (256 + log_fixed(t->at[i].weight)) * log_fixed((double)n / df) / 256;
        t->at[kept++] = (term){t->at[i].id, weight};
        squares += (int64_t)weight * weight;
    }
    t->len = kept;
    t->norm = square_root(squares);
}

/* UNIT * exp(-gap / 5), for 0..DAYS days. */
static int32_t decay(const dem_report *a, const dem_report *b)
{
    static const int32_t table[DAYS + 1] = {1024, 838, 686, 562, 460, 377, 308};
    int32_t x, y;
    if (!dem_day_of(a->date, &x) || !dem_day_of(b->date, &y))
        return UNDATED;
    int32_t gap = x > y ? x - y : y - x;
    return gap > DAYS ? 0 : table[gap];
}

typedef DEM_VEC(posting) postings;

typedef struct index {
    postings *lists; /* one a term, in order of processing */
    int32_t *heads;  /* first posting that is still within the window */
    int64_t *sums;   /* one a report, zero between comparisons */
    int32_t *touched;
} index;

/* Likeness of report `d` to every report in the lists (those within the window when dated). */
static void compare(const dem_report *reports, const terms *all, int32_t d, bool dated, index *ix,
                    edges *out, dem_arena *arena)
{
    int32_t n = 0, day = 0, then;
    dem_day_of(reports[d].date, &day);
    for (int32_t i = 0; i < all[d].len; i++) {
        term t = all[d].at[i];
        postings *list = &ix->lists[t.id];
        int32_t *head = &ix->heads[t.id];
        while (dated && *head < list->len && dem_day_of(reports[list->at[*head].doc].date, &then) &&
               then < day - DAYS)
            ++*head;
        for (int32_t p = dated ? *head : 0; p < list->len; p++) {
            posting at = list->at[p];
            if (!ix->sums[at.doc])
                ix->touched[n++] = at.doc;
            ix->sums[at.doc] += (int64_t)at.weight * t.weight;
        }
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t e = ix->touched[i];
        int64_t norms = all[d].norm * all[e].norm;
        int64_t like = ix->sums[e] * UNIT / (norms ? norms : 1) * decay(&reports[d], &reports[e]) / UNIT;
        ix->sums[e] = 0;
        if (like >= KEEP)
            *dem_push(out, arena) = (edge){d < e ? d : e, d < e ? e : d, (int32_t)like};
    }
    for (int32_t i = 0; i < all[d].len; i++)
        *dem_push(&ix->lists[all[d].at[i].id], arena) = (posting){d, all[d].at[i].weight};
}

/* Order of processing: dated reports by day, then the undated; by index within. Counting sort over
 * the days would do; days are few and insertion by merge keeps it short. */
static void order_by_day(const dem_report *reports, int32_t n, int32_t *order, dem_arena scratch)
{
    int32_t *key = dem_new(&scratch, int32_t, n), *other = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        order[i] = i;
        if (!dem_day_of(reports[i].date, &key[i]))
            key[i] = INT32_MAX;
    }
    for (int64_t width = 1; width < n; width *= 2) {
        for (int64_t low = 0; low < n; low += 2 * width) {
            int64_t mid = low + width < n ? low + width : n;
            int64_t high = low + 2 * width < n ? low + 2 * width : n;
            for (int64_t i = low, k = mid, o = low; o < high; o++)
                other[o] = i < mid && (k >= high || key[order[i]] <= key[order[k]]) ? order[i++] : order[k++];
        }
        for (int32_t i = 0; i < n; i++)
            order[i] = other[i];
    }
}

/* Falling likeness, then indexes: a radix of UNIT buckets, stable. */
static void sort_edges(edges *all, dem_arena scratch)
{
    edge *other = dem_new(&scratch, edge, all->len);
    int32_t *count = dem_new(&scratch, int32_t, UNIT + 2);
    for (int32_t i = 0; i < all->len; i++)
        count[UNIT - all->at[i].like + 1]++;
    for (int32_t i = 0; i <= UNIT; i++)
        count[i + 1] += count[i];
    for (int32_t i = 0; i < all->len; i++)
        other[count[UNIT - all->at[i].like]++] = all->at[i];
    for (int32_t i = 0; i < all->len; i++)
        all->at[i] = other[i];
}

typedef DEM_VEC(int32_t) indexes;

typedef struct clusters {
    int32_t *of;           /* cluster of each report: the index of one of its members */
    indexes *members;
    dem_map likes;         /* (a, b) -> likeness */
} clusters;

static dem_str pair_key(int32_t a, int32_t b, int32_t store[2])
{
    store[0] = a < b ? a : b;
    store[1] = a < b ? b : a;
    return (dem_str){(const char *)store, 2 * sizeof *store};
}

/* Average likeness of two clusters; pairs without evidence count as zero. */
static int64_t average(const clusters *c, int32_t x, int32_t y)
{
    int64_t total = 0, pairs = (int64_t)c->members[x].len * c->members[y].len;
    for (int32_t i = 0; i < c->members[x].len; i++)
        for (int32_t k = 0; k < c->members[y].len; k++) {
            int32_t store[2];
            const int32_t *like = dem_map_get(
                &c->likes, pair_key(c->members[x].at[i], c->members[y].at[k], store));
            total += like ? *like : 0;
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

/* Passes over the pairs, most alike first, until one joins nothing: a pair refused early may be
 * accepted once its clusters have grown alike. */
static void agglomerate(clusters *c, const edges *all, dem_arena *arena)
{
    bool joined = true;
    for (int pass = 0; joined && pass < 4; pass++) {
        joined = false;
        for (int32_t i = 0; i < all->len; i++) {
            int32_t x = c->of[all->at[i].a], y = c->of[all->at[i].b];
            if (x == y || c->members[x].len + c->members[y].len > LARGEST || average(c, x, y) < JOIN)
                continue;
            join(c, x < y ? x : y, x < y ? y : x, arena);
            joined = true;
        }
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

void dem_stories_find(const dem_report *reports, const dem_words *words, int32_t n, int32_t *story,
                      dem_arena scratch)
{
    terms *all = dem_new(&scratch, terms, n);
    vocabulary v = {0};
    for (int32_t i = 0; i < n; i++) {
        dem_words title = dem_report_words(reports[i].title, &scratch);
        all[i] = count(&title, &words[i], &v, &scratch);
    }
    for (int32_t i = 0; i < n; i++)
        weigh(&all[i], &v, n);
    int32_t *order = dem_new(&scratch, int32_t, n);
    order_by_day(reports, n, order, scratch);
    index ix = {dem_new(&scratch, postings, v.df.len), dem_new(&scratch, int32_t, v.df.len),
                dem_new(&scratch, int64_t, n), dem_new(&scratch, int32_t, n)};
    edges likes = {0};
    for (int32_t i = 0; i < n; i++) {
        int32_t day;
        compare(reports, all, order[i], dem_day_of(reports[order[i]].date, &day), &ix, &likes, &scratch);
    }
    sort_edges(&likes, scratch);
    clusters c = {.of = dem_new(&scratch, int32_t, n),
                  .members = dem_new(&scratch, indexes, n)};
    for (int32_t i = 0; i < n; i++) {
        c.of[i] = i;
        *dem_push(&c.members[i], &scratch) = i;
    }
    for (int32_t i = 0; i < likes.len; i++) {
        int32_t *store = dem_new(&scratch, int32_t, 2);
        *dem_map_put(&c.likes, pair_key(likes.at[i].a, likes.at[i].b, store), &scratch, NULL) =
            likes.at[i].like;
    }
    agglomerate(&c, &likes, &scratch);
    for (int32_t i = 0; i < n; i++) {
        story[i] = i;
        for (int32_t k = 0; k < c.members[c.of[i]].len; k++)
            if (is_earlier(reports, c.members[c.of[i]].at[k], story[i]))
                story[i] = c.members[c.of[i]].at[k];
    }
}
