#include "story/passages.h"

#include "model/linear.h"

enum { GRAM = 8, WINDOW = 5, LEAST = GRAM + WINDOW - 1, GAP = 12, REJOIN = 4, CROWD = 64, NEAR = 8 };

typedef struct print {
    uint64_t hash;
    int32_t doc, at;
} print;

typedef struct seed {
    int32_t a, b, at_a, at_b;
} seed;

typedef DEM_VEC(print) prints;
typedef DEM_VEC(seed) seeds;

static uint64_t gram_hash(const dem_word *w)
{
    uint64_t h = 0;
    for (int k = 0; k < GRAM; k++)
        h = dem_mix(h, w[k].hash);
    return h;
}

/* Winnowing: of every WINDOW neighbouring fingerprints the smallest, the rightmost on a tie. */
static void winnow(dem_words words, int32_t doc, prints *out, dem_arena *arena)
{
    uint64_t ring[WINDOW];
    int32_t last = -1;
    for (int32_t i = 0; i + GRAM <= words.len; i++) {
        ring[i % WINDOW] = gram_hash(words.at + i);
        if (i < WINDOW - 1 && i + GRAM < words.len)
            continue;
        int32_t best = i;
        for (int32_t k = i - 1; k >= 0 && k > i - WINDOW; k--)
            if (ring[k % WINDOW] < ring[best % WINDOW])
                best = k;
        if (best != last)
            *dem_push(out, arena) = (print){ring[best % WINDOW], doc, best};
        last = best;
    }
}

/* Stable radix sort on the hash: equal hashes stay in (doc, at) order. */
static void sort_prints(print *at, int32_t n, dem_arena scratch)
{
    print *other = dem_new(&scratch, print, n), *from = at, *to = other;
    for (int shift = 0; shift < 64; shift += 16) {
        int32_t *count = dem_new(&scratch, int32_t, 65537);
        for (int32_t i = 0; i < n; i++)
            count[((from[i].hash >> shift) & 0xFFFF) + 1]++;
        for (int32_t i = 0; i < 65536; i++)
            count[i + 1] += count[i];
        for (int32_t i = 0; i < n; i++)
            to[count[(from[i].hash >> shift) & 0xFFFF]++] = from[i];
        print *swap = from;
        from = to;
        to = swap;
    }
}

static void pair_up(const print *group, int32_t m, seeds *out, dem_arena *arena)
{
    for (int32_t i = 0; i < m; i++) {
        int32_t reach = m > CROWD ? i + 1 + NEAR : m;
        for (int32_t k = i + 1; k < m && k < reach; k++)
            if (group[i].doc != group[k].doc)
                *dem_push(out, arena) = (seed){group[i].doc, group[k].doc, group[i].at, group[k].at};
    }
}

static int seed_order(const seed *x, const seed *y)
{
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    if (x->at_a != y->at_a)
        return x->at_a < y->at_a ? -1 : 1;
    return (x->at_b > y->at_b) - (x->at_b < y->at_b);
}

/* Bottom-up merge sort: stable, no recursion, no allocation but scratch. */
static void sort_seeds(seed *at, int32_t n, dem_arena scratch)
{
    seed *other = dem_new(&scratch, seed, n), *from = at, *to = other;
    for (int64_t width = 1; width < n; width *= 2) {
        for (int64_t low = 0; low < n; low += 2 * width) {
            int64_t mid = low + width < n ? low + width : n;
            int64_t high = low + 2 * width < n ? low + 2 * width : n;
            for (int64_t i = low, k = mid, o = low; o < high; o++)
                to[o] = i < mid && (k >= high || seed_order(&from[i], &from[k]) <= 0) ? from[i++]
                                                                                      : from[k++];
        }
        seed *swap = from;
        from = to;
        to = swap;
    }
    for (int32_t i = 0; from != at && i < n; i++)
        at[i] = from[i];
}

typedef struct match {
    int32_t a0, a1, b0, b1, equal;
} match;

static bool same(dem_words a, dem_words b, int32_t i, int32_t k)
{
    return i >= 0 && k >= 0 && i < a.len && k < b.len && a.at[i].hash == b.at[k].hash;
}

static match grow_run(dem_words a, dem_words b, seed s)
{
    match m = {s.at_a, s.at_a, s.at_b, s.at_b, 0};
    while (same(a, b, m.a0 - 1, m.b0 - 1))
        m.a0--, m.b0--;
    while (same(a, b, m.a1, m.b1))
        m.a1++, m.b1++;
    m.equal = m.a1 - m.a0;
    return m;
}

/* REJOIN equal words in the direction `step` (1 or -1) starting at (i, k). */
static bool rejoins(dem_words a, dem_words b, int32_t i, int32_t k, int32_t step)
{
    for (int32_t r = 0; r < REJOIN; r++)
        if (!same(a, b, i + r * step, k + r * step))
            return false;
    return true;
}

/* Goes on over an edit: the nearest place, at most GAP words off on either side, where the texts
 * agree again. Returns false at the passage's end. */
static bool bridge(dem_words a, dem_words b, int32_t *i, int32_t *k, int32_t step)
{
    for (int32_t total = 1; total <= 2 * GAP; total++)
        for (int32_t da = total > GAP ? total - GAP : 0; da <= total && da <= GAP; da++)
            if (rejoins(a, b, *i + da * step, *k + (total - da) * step, step)) {
                *i += da * step;
                *k += (total - da) * step;
                return true;
            }
    return false;
}

static void extend(dem_words a, dem_words b, match *m)
{
    int32_t i = m->a1, k = m->b1;
    while (bridge(a, b, &i, &k, 1)) {
        for (; same(a, b, i, k); i++, k++)
            m->equal++;
        m->a1 = i, m->b1 = k;
    }
    i = m->a0 - 1, k = m->b0 - 1;
    while (bridge(a, b, &i, &k, -1)) {
        for (; same(a, b, i, k); i--, k--)
            m->equal++;
        m->a0 = i + 1, m->b0 = k + 1;
    }
}

static bool is_known(const dem_passage *p, dem_span a, dem_span b)
{
    return dem_span_has(p->a_span, a) && dem_span_has(p->b_span, b);
}

/* The seeds of one pair, in order of place: a seed inside one of the last matches adds nothing. */
static void matches_of_pair(const dem_words *words, const seed *at, int32_t n, dem_passages *out,
                            dem_arena *arena)
{
    dem_words a = words[at[0].a], b = words[at[0].b];
    int32_t first = out->len;
    for (int32_t i = 0; i < n; i++) {
        bool known = false;
        for (int32_t p = out->len - 1; p >= first && p >= out->len - 8 && !known; p--)
            known = is_known(&out->at[p], a.at[at[i].at_a].span, b.at[at[i].at_b].span);
        if (known)
            continue;
        match m = grow_run(a, b, at[i]);
        if (m.equal < LEAST)
            continue;
        extend(a, b, &m);
        *dem_push(out, arena) = (dem_passage){
            at[0].a, at[0].b, {a.at[m.a0].span.begin, a.at[m.a1 - 1].span.end},
            {b.at[m.b0].span.begin, b.at[m.b1 - 1].span.end}, m.equal, DEM_PASSAGE_SHARED};
    }
}

bool dem_outlet_is_agency(dem_str outlet)
{
    static const char *const agencies[] = {
        "reuters", "associated press", "the associated press", "ap", "afp", "agence france-presse",
        "upi", "united press international", "tass", "ria novosti", "interfax", "xinhua", "dpa",
        "efe", "ansa", "kyodo", "yonhap", "irna", "isna", "pti", "press trust of india", "kcna",
        "press association", "pa media", "bloomberg news", "anadolu agency", "ukrinform", "sana"};
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
        if (dem_str_eq_nocase(outlet, dem_str_of(agencies[i])))
            return true;
    return false;
}

/* Share of quoted words within a span, in 1/256. */
static int32_t quoted_share(dem_words words, dem_span span)
{
    int32_t all = 0, quoted = 0;
    for (int32_t i = 0; i < words.len; i++)
        if (dem_span_has(span, words.at[i].span)) {
            all++;
            quoted += words.at[i].quoted;
        }
    return all ? quoted * 256 / all : 0;
}

/* Whether most of the span is what cleaning set aside: "Sign up to our newsletter". */
static bool is_aside(const dem_report *r, dem_span span)
{
    uint32_t bytes = 0;
    for (int32_t i = 0; i < r->n_aside; i++) {
        uint32_t low = r->aside[i].begin > span.begin ? r->aside[i].begin : span.begin;
        uint32_t high = r->aside[i].end < span.end ? r->aside[i].end : span.end;
        bytes += high > low ? high - low : 0;
    }
    return bytes * 5u > dem_span_len(span) * 4u;
}

/* A credit in or right beside the passage: "(Reuters) -". */
static bool credited(dem_str text, dem_span span)
{
    static const char *const credits[] = {"(Reuters)", "(AP)", "(AFP)", "Associated Press",
                                          "Reuters reported", "according to Reuters", "AFP"};
    uint32_t from = span.begin > 200 ? span.begin - 200 : 0;
    dem_str around = dem_str_cut(text, from, (size_t)span.end + 160);
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
        if (dem_str_find(around, dem_str_of(credits[i])) < around.len)
            return true;
    return false;
}

static dem_passage_class class_alone(const dem_report *reports, const dem_words *words,
                                     const dem_passage *p)
{
    enum { MOSTLY = 205 }; /* four fifths of 256 */
    const dem_report *a = &reports[p->a], *b = &reports[p->b];
    if (quoted_share(words[p->a], p->a_span) >= MOSTLY && quoted_share(words[p->b], p->b_span) >= MOSTLY)
        return DEM_PASSAGE_QUOTATION;
    if ((a->outlet.len && dem_str_eq_nocase(a->outlet, b->outlet)) || is_aside(a, p->a_span) || is_aside(b, p->b_span))
        return DEM_PASSAGE_BOILERPLATE;
    if (dem_outlet_is_agency(a->outlet) || dem_outlet_is_agency(b->outlet) ||
        credited(a->text, p->a_span) || credited(b->text, p->b_span))
        return DEM_PASSAGE_WIRE;
    return DEM_PASSAGE_SHARED;
}

/* What a third report tells: text that two papers share and one of them shares with an agency is
 * the agency's. Wire passages are collected per report, then unexplained ones looked up there. */
static void class_by_thirds(dem_passages *all, int32_t n, dem_arena scratch)
{
    typedef DEM_VEC(int32_t) indexes;
    indexes *wire = dem_new(&scratch, indexes, n);
    for (int32_t i = 0; i < all->len; i++)
        if (all->at[i].class == DEM_PASSAGE_WIRE) {
            *dem_push(&wire[all->at[i].a], &scratch) = i;
            *dem_push(&wire[all->at[i].b], &scratch) = i;
        }
    for (int32_t i = 0; i < all->len; i++) {
        dem_passage *p = &all->at[i];
        if (p->class != DEM_PASSAGE_SHARED)
            continue;
        for (int32_t k = 0; k < wire[p->a].len && p->class == DEM_PASSAGE_SHARED; k++) {
            const dem_passage *w = &all->at[wire[p->a].at[k]];
            dem_span there = w->a == p->a ? w->a_span : w->b_span;
            uint32_t low = there.begin > p->a_span.begin ? there.begin : p->a_span.begin;
            uint32_t high = there.end < p->a_span.end ? there.end : p->a_span.end;
            if (high > low && (high - low) * 2 > dem_span_len(p->a_span))
                p->class = DEM_PASSAGE_WIRE;
        }
    }
}

void dem_passages_find(const dem_report *reports, const dem_words *words, int32_t n,
                       dem_passages *out, dem_arena *arena, dem_arena scratch)
{
    prints all = {0};
    seeds found = {0};
    for (int32_t d = 0; d < n; d++)
        winnow(words[d], d, &all, &scratch);
    sort_prints(all.at, all.len, scratch);
    for (int32_t i = 0, end; i < all.len; i = end) {
        for (end = i + 1; end < all.len && all.at[end].hash == all.at[i].hash;)
            end++;
        pair_up(all.at + i, end - i, &found, &scratch);
    }
    sort_seeds(found.at, found.len, scratch);
    for (int32_t i = 0, end; i < found.len; i = end) {
        for (end = i + 1; end < found.len && found.at[end].a == found.at[i].a &&
                          found.at[end].b == found.at[i].b;)
            end++;
        matches_of_pair(words, found.at + i, end - i, out, arena);
    }
    for (int32_t i = 0; i < out->len; i++)
        out->at[i].class = (uint8_t)class_alone(reports, words, &out->at[i]);
    class_by_thirds(out, n, scratch);
}

const char *dem_passage_class_name(dem_passage_class class)
{
    static const char *const names[] = {"shared", "quotation", "wire", "boilerplate"};
    return names[class];
}
