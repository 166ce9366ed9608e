/* Views that count: one pass over the sheets, sums by party, topic, actor, story; names and words are fetched
 * for the rows of the page only.
 *
 * Adds   dem_tally: fills rows of the view's columns (views.c names them) for one page.
 *        dem_cells: the positions matrix, for drawings.  dem_totals: the figures of the overview.
 * Needs  a store, a filter.
 * Fails  with the store's error.
 * Owner  the arena.
 * Cost   the sheets' bytes, a hash a statement.
 */
#ifndef DEM_SHOW_TALLY_H
#define DEM_SHOW_TALLY_H

#include "ledger/sift.h"

typedef struct dem_tally_rows {
    DEM_VEC(dem_str *) at;
    int64_t total; /* on all pages */
} dem_tally_rows;

typedef struct dem_tally_page {
    int64_t limit, skip; /* limit 0: all */
    int columns;
} dem_tally_page;

typedef void dem_tally(dem_store *store, const dem_filter *filter, dem_tally_page page, dem_tally_rows *out,
                       dem_arena *arena);

dem_tally dem_tally_parties, dem_tally_acts, dem_tally_topics, dem_tally_actors, dem_tally_positions, dem_tally_stories,
    dem_tally_agreement;

/* A party's stand on a topic: statements at first hand, repetitions and copies folded. */
typedef struct dem_cell_of {
    uint16_t party, topic;
    int32_t by[5];       /* statements by dem_stance */
    int32_t stories;
    uint64_t first, last; /* dates, see dem_day_text; 0: undated */
    uint64_t best;        /* order of the statement whose words stand for it */
    uint32_t row;         /* that statement */
} dem_cell_of;

typedef struct dem_cells_found {
    DEM_VEC(dem_cell_of) at;
    dem_sheet sheet; /* for the names */
} dem_cells_found;

void dem_cells_find(dem_store *store, const dem_filter *filter, dem_cells_found *out, dem_arena *arena);

typedef struct dem_totals {
    int64_t documents, copies, undated, stories, statements, speakers, conditions, indirect, secondhand;
} dem_totals;

dem_totals dem_totals_of(dem_store *store, const dem_filter *filter, dem_arena scratch);

/* A date's first ten letters as a number that orders like them, and back. */
uint64_t dem_day_number(dem_str date);
dem_str dem_day_text(uint64_t day, dem_arena *arena);

#endif
