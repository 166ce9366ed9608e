/* Candidate pairs of reports and what is to be seen of them. */
#include "story/cluster.h"

#include "base/map.h"
#include "model/linear.h"

#include <math.h>

enum {
    UNIT = DEM_PAIR_UNIT,
    TITLE = 3, LEAD = 2, LEAD_WORDS = 100, SHORT_LEAD = 60, WORDS = 400,
    KEEP = 60 * UNIT / 1000,  /* text cosine below this is no evidence */
    HINT = 30 * UNIT / 1000,  /* part of it that rare words must give */
    RARE = 200, RARE_SHARE = 64, /* rare: in so many reports, or in one of so many */
    DAYS = 8, UNDATED = 600 * UNIT / 1000,
    UNKNOWN = INT32_MAX, /* day of the undated: they come last */
    PRIOR = 2000,   /* reports that the background weighs as much as */
    PAIRS = 2000000 /* candidates of all reports together */
};

/* The four views of a report that are compared. */
enum { TEXT, BIGRAM, SHORT, HEAD, VIEWS };

typedef struct term {
    int32_t id, weight;
} term;

typedef struct terms {
    term *at; /* by id */
    int32_t len;
    int64_t norm; /* root of the sum of squares */
} terms;

typedef struct vocabulary {
    dem_map ids;
    DEM_VEC(int32_t) df;
    DEM_VEC(uint8_t) common; /* of each word: the background's byte */
    const uint8_t *background;
    uint32_t mask;
} vocabulary;

typedef struct posting {
    int32_t doc, weight;
} posting;

typedef DEM_VEC(posting) postings;
typedef DEM_VEC(term) counts;

static int64_t square_root(int64_t x)
{
    int64_t r = (int64_t)sqrt((double)x);
    while (r * r > x)
        r--;
    while ((r + 1) * (r + 1) <= x)
        r++;
    return r;
}

/* log2 in UNIT: rounded, so that libraries that differ in the last bit agree. */
static int32_t log_fixed(double x)
{
    return (int32_t)lround(log2(x) * UNIT);
}

static void add_word(counts *out, dem_map *local, uint64_t hash, int32_t by, vocabulary *v,
                     dem_arena *arena, dem_arena *scratch)
{
    uint64_t *key = dem_new(scratch, uint64_t, 1);
    *key = hash;
    bool fresh, unknown;
    int32_t *slot = dem_map_put(local, (dem_str){(const char *)key, sizeof *key}, scratch, &fresh);
    if (fresh) {
        uint64_t *kept = dem_new(arena, uint64_t, 1);
        *kept = hash;
        int32_t *id = dem_map_put(&v->ids, (dem_str){(const char *)kept, sizeof *kept}, arena, &unknown);
        if (unknown) {
            *id = v->df.len;
            *dem_push(&v->df, arena) = 0;
            *dem_push(&v->common, arena) = v->background[hash >> 20 & v->mask];
        }
        v->df.at[*id]++;
        *slot = out->len;
        *dem_push(out, arena) = (term){*id, 0};
    }
    out->at[*slot].weight += by;
}

static counts view_counts(int view, dem_words title, dem_words body, vocabulary *v, dem_arena *arena,
                          dem_arena scratch)
{
    counts out = {0};
    dem_map local = {0};
    int32_t reach = view == SHORT ? SHORT_LEAD : view == HEAD ? 0 : WORDS;
    int32_t title_weight = view == TEXT ? TITLE : view == SHORT ? 2 : 1;
    for (int part = 0; part < 2; part++) {
        dem_words w = part ? body : title;
        int32_t end = part && w.len > reach ? reach : w.len;
        for (int32_t i = 0; i < end; i++) {
            if (view == BIGRAM && i + 1 == end)
                break;
            uint64_t hash = view == BIGRAM ? dem_pair_hash(w.at[i].hash, w.at[i + 1].hash) : w.at[i].hash;
            int32_t by = !part ? title_weight : view == TEXT && i < LEAD_WORDS ? LEAD : 1;
            add_word(&out, &local, hash, by, v, arena, &scratch);
        }
    }
    return out;
}

/* Shell sort by id (Ciura's gaps): a few hundred terms, no recursion. */
static void sort_terms(term *at, int32_t n)
{
    static const int32_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (int32_t i = gaps[g]; i < n; i++) {
            term x = at[i];
            int32_t k = i;
            for (; k >= gaps[g] && at[k - gaps[g]].id > x.id; k -= gaps[g])
                at[k] = at[k - gaps[g]];
            at[k] = x;
        }
}

uint64_t dem_pair_hash(uint64_t a, uint64_t b)
{
    return dem_mix(a, b);
}

/* Reports that have the word, in UNIT, were the PRIOR reports of news at large among ours. */
static int64_t df_fixed(const vocabulary *v, int32_t id)
{
    /* 2^(-k/8) in UNIT for k below 8; whole steps are shifts. */
    static const int32_t eighths[8] = {1024, 939, 861, 790, 724, 664, 609, 558};
    uint32_t q = v->common.at[id];
    int64_t share = q < 255 ? ((int64_t)PRIOR * eighths[q & 7]) >> (q >> 3) : 0;
    return (int64_t)v->df.at[id] * UNIT + share;
}

/* Counts to TF-IDF; words of an eighth of all tell nothing. */
static terms weigh(counts c, const vocabulary *v, int32_t n)
{
    int64_t squares = 0, all = ((int64_t)n + PRIOR) * UNIT;
    int32_t kept = 0;
    for (int32_t i = 0; i < c.len; i++) {
        int64_t df = df_fixed(v, c.at[i].id);
        if (df > all / 8)
            continue;
        int64_t weight = (int64_t)(UNIT + log_fixed(c.at[i].weight)) * log_fixed((double)all / (double)df) / UNIT;
        squares += (weight / 4) * (weight / 4);
        if (v->df.at[c.at[i].id] < 2) /* nobody else has it: it counts in the norm alone */
            continue;
        c.at[kept++] = (term){c.at[i].id, (int32_t)(weight / 4)};
    }
    sort_terms(c.at, kept);
    return (terms){c.at, kept, square_root(squares)};
}

static int32_t cosine(const terms *a, const terms *b)
{
    int64_t sum = 0, norms = a->norm * b->norm;
    for (int32_t i = 0, k = 0; i < a->len && k < b->len;) {
        if (a->at[i].id == b->at[k].id)
            sum += (int64_t)a->at[i++].weight * b->at[k++].weight;
        else if (a->at[i].id < b->at[k].id)
            i++;
        else
            k++;
    }
    return norms ? (int32_t)(sum / (norms / UNIT ? norms / UNIT : 1)) : 0;
}

/* Day number of each report; UNKNOWN when it has no date. */
static int32_t *days_of(const dem_report *reports, int32_t n, dem_arena *arena)
{
    int32_t *days = dem_new(arena, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        if (!dem_day_of(reports[i].date, &days[i]))
            days[i] = UNKNOWN;
    return days;
}

/* -1 when one of the two is unknown. */
static int32_t days_apart(int32_t x, int32_t y)
{
    if (x == UNKNOWN || y == UNKNOWN)
        return -1;
    return x > y ? x - y : y - x;
}

static int32_t decay(int32_t gap)
{
    static const int32_t table[DAYS + 1] = {1024, 838, 686, 562, 460, 377, 308, 253, 207};
    return gap < 0 ? UNDATED : table[gap];
}

/* Stable merge sort of indexes by key. */
static void sort_by(const int64_t *key, int32_t *order, int32_t n, dem_arena scratch)
{
    int32_t *other = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
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

/* A report like another one; the likest are kept. */
typedef struct neighbour {
    int32_t doc, like; /* like: cosine, in UNIT */
    int32_t decayed;
} neighbour;

typedef struct index {
    const int32_t *days;
    postings *lists; /* one a term, in order of day, the undated last */
    int32_t *heads;  /* first posting within the window */
    int64_t *sums;   /* one a report, zero between comparisons */
    int32_t *touched;
    neighbour *near;
    const int32_t *df;
    int32_t most; /* candidates kept of one report, the likest */
    int32_t rare; /* reports that may hold a word by which candidates are found */
} index;

/* Adds up in ix->sums what report d's rare words share with the reports of its days, lists these in
 * ix->touched and enters d. *whole: all words of d are rare, so that the sums are the products in full. */
static int32_t touch(index *ix, const terms *mine, int32_t d, bool *whole, dem_arena *scratch)
{
    int32_t n = 0, day = ix->days[d];
    *whole = true;
    for (int32_t i = 0; i < mine->len; i++) {
        term t = mine->at[i];
        if (ix->df[t.id] > ix->rare) {
            *whole = false;
            continue;
        }
        postings *list = &ix->lists[t.id];
        int32_t *head = &ix->heads[t.id];
        while (day != UNKNOWN && *head < list->len && ix->days[list->at[*head].doc] < day - DAYS)
            ++*head;
        for (int32_t p = day == UNKNOWN ? 0 : *head; p < list->len; p++) {
            posting at = list->at[p];
            if (!ix->sums[at.doc])
                ix->touched[n++] = at.doc;
            ix->sums[at.doc] += (int64_t)at.weight * t.weight;
        }
        *dem_push(list, scratch) = (posting){d, t.weight};
    }
    return n;
}

/* Thousands of reports of a few words each are all alike: each keeps only its likest, which come to
 * the front. Ties go by place. */
static int32_t keep_likest(neighbour *near, int32_t n, int32_t most, dem_arena scratch)
{
    if (n <= most)
        return n;
    int64_t *key = dem_new(&scratch, int64_t, n);
    int32_t *order = dem_new(&scratch, int32_t, n);
    neighbour *copy = dem_new(&scratch, neighbour, n);
    for (int32_t i = 0; i < n; i++) {
        copy[i] = near[i];
        key[i] = -(int64_t)near[i].decayed;
    }
    sort_by(key, order, n, scratch);
    for (int32_t i = 0; i < most; i++)
        near[i] = copy[order[i]];
    return most;
}

static void candidates(const terms *texts, int32_t d, index *ix, dem_pairs *out, dem_arena *arena,
                       dem_arena *scratch)
{
    const terms *mine = &texts[d];
    bool whole;
    int32_t touched = touch(ix, mine, d, &whole, scratch), n = 0;
    for (int32_t i = 0; i < touched; i++) {
        int32_t e = ix->touched[i], gap = days_apart(ix->days[d], ix->days[e]);
        int64_t norms = mine->norm * texts[e].norm / UNIT, shared = ix->sums[e];
        norms = norms ? norms : 1;
        ix->sums[e] = 0;
        if (e == d || shared < HINT * norms || gap > DAYS)
            continue;
        int32_t like = whole ? (int32_t)(shared / norms) : cosine(mine, &texts[e]);
        if (like >= KEEP)
            ix->near[n++] = (neighbour){e, like, like * decay(gap) / UNIT};
    }
    n = keep_likest(ix->near, n, ix->most, *scratch);
    for (int32_t i = 0; i < n; i++) {
        neighbour e = ix->near[i];
        *dem_push(out, arena) = (dem_pair){.a = d < e.doc ? d : e.doc, .b = d < e.doc ? e.doc : d,
                                           .like = e.decayed, .features = {e.like}};
    }
}

static void order_pairs(dem_pairs *pairs, dem_arena scratch)
{
    int64_t *key = dem_new(&scratch, int64_t, pairs->len);
    int32_t *order = dem_new(&scratch, int32_t, pairs->len);
    dem_pair *copy = dem_new(&scratch, dem_pair, pairs->len);
    for (int32_t i = 0; i < pairs->len; i++) {
        key[i] = (int64_t)pairs->at[i].a << 32 | pairs->at[i].b;
        copy[i] = pairs->at[i];
    }
    sort_by(key, order, pairs->len, scratch);
    for (int32_t i = 0; i < pairs->len; i++)
        pairs->at[i] = copy[order[i]];
}

/* How near the two are to each other among all that either is near to: rank and share of the best. */
static void neighbourhood(dem_pairs *pairs, int32_t n, dem_arena scratch)
{
    int64_t *key = dem_new(&scratch, int64_t, pairs->len);
    int32_t *order = dem_new(&scratch, int32_t, pairs->len), *rank = dem_new(&scratch, int32_t, n);
    int32_t *best = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < pairs->len; i++)
        key[i] = -(int64_t)pairs->at[i].like;
    sort_by(key, order, pairs->len, scratch);
    for (int32_t i = 0; i < pairs->len; i++) {
        dem_pair *p = &pairs->at[order[i]];
        if (!rank[p->a])
            best[p->a] = p->like;
        if (!rank[p->b])
            best[p->b] = p->like;
        int32_t ra = ++rank[p->a], rb = ++rank[p->b];
        int32_t sa = best[p->a] ? p->like * UNIT / best[p->a] : 0;
        int32_t sb = best[p->b] ? p->like * UNIT / best[p->b] : 0;
        p->features[9] = sa < sb ? sa : sb;
        p->features[10] = sa < sb ? sb : sa;
        p->features[11] = log_fixed(ra < rb ? ra : rb);
        p->features[12] = log_fixed(ra < rb ? rb : ra);
    }
}

static void describe(const dem_report *reports, const int32_t *days, terms *const *views, dem_pair *p)
{
    const dem_report *a = &reports[p->a], *b = &reports[p->b];
    int32_t gap = days_apart(days[p->a], days[p->b]), *f = p->features;
    f[0] = log_fixed(f[0] + UNIT / 100.0);
    f[1] = log_fixed(cosine(&views[BIGRAM][p->a], &views[BIGRAM][p->b]) + UNIT / 200.0);
    f[2] = log_fixed(cosine(&views[SHORT][p->a], &views[SHORT][p->b]) + UNIT / 100.0);
    f[3] = log_fixed(cosine(&views[HEAD][p->a], &views[HEAD][p->b]) + UNIT / 50.0);
    f[4] = gap > 0 ? gap * UNIT / DAYS : 0;
    f[5] = gap >= 0 ? UNIT : 0;
    f[6] = gap == 0 ? UNIT : 0;
    f[7] = gap >= 2 ? UNIT : 0;
    f[8] = a->outlet.len && dem_str_eq_nocase(a->outlet, b->outlet) ? UNIT : 0;
}

/* So that all candidates together stay within PAIRS. */
static int32_t most_of(int32_t n)
{
    int32_t most = n ? PAIRS / n : 0;
    return most < 16 ? 16 : most > 256 ? 256 : most;
}

void dem_pairs_find(const dem_background *background, const dem_report *reports, const dem_words *words,
                    int32_t n, dem_pairs *out, dem_arena *arena, dem_arena scratch)
{
    terms *views[VIEWS];
    index ix = {0};
    int32_t *days = days_of(reports, n, &scratch);
    for (int view = 0; view < VIEWS; view++) {
        vocabulary v = {.background = view == BIGRAM ? background->pairs : background->words,
                        .mask = (view == BIGRAM ? DEM_BACKGROUND_PAIRS : DEM_BACKGROUND_WORDS) - 1};
        counts *raw = dem_new(&scratch, counts, n);
        views[view] = dem_new(&scratch, terms, n);
        for (int32_t i = 0; i < n; i++) {
            dem_words title = dem_report_words(reports[i].title, &scratch);
            raw[i] = view_counts(view, title, words[i], &v, arena, scratch);
        }
        for (int32_t i = 0; i < n; i++)
            views[view][i] = weigh(raw[i], &v, n);
        if (view == TEXT)
            ix = (index){days, dem_new(&scratch, postings, v.df.len), dem_new(&scratch, int32_t, v.df.len),
                         dem_new(&scratch, int64_t, n), dem_new(&scratch, int32_t, n),
                         dem_new(&scratch, neighbour, n), v.df.at, most_of(n),
                         n / RARE_SHARE > RARE ? n / RARE_SHARE : RARE};
    }
    int64_t *key = dem_new(&scratch, int64_t, n);
    int32_t *order = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        key[i] = days[i];
    sort_by(key, order, n, scratch);
    for (int32_t i = 0; i < n; i++)
        candidates(views[TEXT], order[i], &ix, out, arena, &scratch);
    order_pairs(out, scratch);
    for (int32_t i = 0; i < out->len; i++)
        describe(reports, days, views, &out->at[i]);
    neighbourhood(out, n, scratch);
}
