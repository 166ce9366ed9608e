/* The statements a query selects, found in the sheets (sheet.h) without touching their rows.
 *
 * Adds   dem_sift_open, dem_sift_next: each document with some statement that fits, and which do.
 *        dem_pick_statements, dem_pick_documents: the rows of one page, in the order of a list.
 *        dem_ranks: the place of every document in the order of lists (newest first, then name, id).
 * Needs  a store, a filter. What the sheets do not hold (words, names spoken of, relations) is asked of the
 *        ledger's indexes once, before the scan.
 * Fails  with the store's error.
 * Owner  the arena; a document's view lives until the next.
 * Cost   the sheets' bytes: some 50 ms for 1.5 million statements.
 */
#ifndef DEM_LEDGER_SIFT_H
#define DEM_LEDGER_SIFT_H

#include "ledger/filter.h"
#include "ledger/sheet.h"

typedef struct dem_sift_test dem_sift_test;

typedef struct dem_sift {
    dem_sheet sheet; /* the document at hand: sheet.doc, sheet.facts, sheet.topics */
    const dem_filter *filter;
    DEM_VEC(dem_sift_test *) terms;
    /* those of the document's statements that fit */
    const dem_fact **hits;
    int32_t n, cap;
    bool whole; /* documents without any hit are given too, if nothing is asked of statements */
} dem_sift;

void dem_sift_open(dem_sift *scan, dem_store *store, const dem_filter *filter, dem_arena *arena);
bool dem_sift_next(dem_sift *scan);
void dem_sift_close(dem_sift *scan);

static inline bool dem_fact_has(const dem_fact *fact, unsigned flags) { return (fact->flags & flags) == flags; }

/* The place of each document by its row; `rising`: oldest first, undated last. */
uint32_t *dem_ranks(dem_store *store, bool rising, dem_arena *arena);

typedef struct dem_picked {
    const uint32_t *rows; /* in order */
    int32_t n;
} dem_picked;

typedef enum dem_pick_list { DEM_PICK_LOG, DEM_PICK_CONDITIONS, DEM_PICK_TIMELINE,
                             DEM_PICK_QUEUE /* nobody has signed; the least sure first */ } dem_pick_list;

/* `total` (may be NULL): how many there are on all pages. limit 0: all. */
dem_picked dem_pick_statements(dem_store *store, const dem_filter *filter, dem_pick_list list, int64_t limit,
                               int64_t skip, int64_t *total, dem_arena *arena);
dem_picked dem_pick_documents(dem_store *store, const dem_filter *filter, int64_t limit, int64_t skip, int64_t *total,
                              dem_arena *arena);
/* Relations of these kinds (a NULL ends them), the surest of each kind first; with a filter, those it selects a
 * member of: one of the first two if `pairs`. None whose first two members include a rejected one. */
dem_picked dem_pick_relations(dem_store *store, const dem_filter *filter, const char *const *kinds, bool pairs,
                              int64_t limit, int64_t skip, dem_arena *arena);
/* Rows of events, in the order of their documents in lists; the filter is made for events. */
dem_picked dem_pick_events(dem_store *store, const dem_filter *filter, int64_t limit, int64_t skip, dem_arena *arena);
/* A mark for the row of each statement the filter selects. */
typedef struct dem_rows_marked {
    const uint8_t *at;
    int64_t len;
} dem_rows_marked;
dem_rows_marked dem_sift_rows(dem_store *store, const dem_filter *filter, dem_arena *arena);

#endif
