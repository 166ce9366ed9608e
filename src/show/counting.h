/* What the tallies count with; private to them.
 *
 * Adds   dem_counting: what one tally has counted; dem_tally: how it counts. Sets of small numbers, rows of a page.
 * Fails  never.
 * Owner  the arena.
 */
#ifndef DEM_SHOW_COUNTING_H
#define DEM_SHOW_COUNTING_H

#include "show/tally.h"

static inline dem_str number(int64_t n, dem_arena *arena) { return dem_str_format(arena, "%lld", (long long)n); }

/* A set of small numbers for each of some things: bits, made when the first comes. */
typedef struct bit_set {
    uint8_t *at;
    uint32_t last; /* put, plus one: neighbours are often the same */
} bit_set;

typedef struct bits {
    DEM_VEC(bit_set) at;
    uint32_t most;
} bits;

/* True when `n` was not in set `i`. */
static inline bool put_bit(bits *b, int32_t i, uint32_t n, dem_arena *arena)
{
    while (b->at.len <= i)
        dem_push(&b->at, arena);
    bit_set *set = &b->at.at[i];
    if (set->last == n + 1 || n > b->most)
        return false;
    set->last = n + 1;
    if (!set->at)
        set->at = dem_new(arena, uint8_t, b->most / 8 + 1);
    uint8_t *byte = &set->at[n / 8], bit = (uint8_t)(1u << n % 8);
    if (*byte & bit)
        return false;
    *byte |= bit;
    return true;
}

/* What is counted of a party, a topic, an actor or a story. */
typedef struct sum {
    uint64_t key;
    int64_t statements, others, conditions, secondhand, documents, copies;
    uint64_t first, last;
    uint32_t last_doc;
    dem_str name, name2; /* to order equals by */
} sum;

typedef struct sums {
    dem_index index;
    DEM_VEC(sum) at;
    dem_index pairs; /* (sum, other) seen */
    dem_arena *arena;
} sums;

typedef struct range {
    int64_t from, to;
} range;

static inline range page_range(int64_t n, dem_tally_page page)
{
    int64_t from = page.skip < n ? page.skip : n;
    return (range){from, page.limit > 0 && from + page.limit < n ? from + page.limit : n};
}

static inline dem_str *add_row(dem_tally_rows *out, int columns, dem_arena *arena)
{
    dem_str *cells = dem_new(arena, dem_str, columns);
    *dem_push(&out->at, arena) = cells;
    return cells;
}

static inline dem_str party_name(const dem_sheet *s, uint16_t party)
{
    return party ? dem_sheet_name(s, DEM_SHEET_PARTY, party) : DEM_STR("?");
}

/* What one tally has counted. */
struct dem_counting {
    dem_store *store;
    dem_arena *arena;
    sums sums;
    bits seen;          /* speakers of a party, parties on a topic */
    uint32_t *by;       /* numbers by act, by actor */
    uint32_t most;      /* the last of these */
    const uint32_t *ranks;
    void *own;          /* what only this tally knows */
};

/* Opened, given documents, and asked for its rows when all have passed. */
struct dem_tally {
    void (*open)(dem_counting *c);
    void (*take)(dem_counting *c, const dem_pass *pass);
    void (*close)(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                  dem_tally_rows *out);
    bool whole;
};

#endif
