/* Views that count: one pass over the sheets, sums by party, topic, actor, story; names and words are fetched
 * for the rows of the page only.
 *
 * Adds   dem_tally_all: fills rows of the view's columns (views.c names them) for one page, of several views at once.
 *        dem_cells: the positions matrix, for drawings.  dem_totals: the figures of the overview.
 * Needs  a store, a filter.
 * Fails  with the store's error.
 * Owner  the arena.
 * Cost   the sheets' bytes, a hash a statement.
 */
#ifndef DEM_SHOW_TALLY_H
#define DEM_SHOW_TALLY_H

#include "show/pass.h"

typedef struct dem_tally_rows {
    DEM_VEC(dem_str *) at;
    int64_t total; /* on all pages */
} dem_tally_rows;

typedef struct dem_tally_page {
    int64_t limit, skip; /* limit 0: all */
    int columns;
} dem_tally_page;

typedef struct dem_counting dem_counting;
typedef struct dem_tally dem_tally;
extern const dem_tally dem_tally_parties, dem_tally_topics, dem_tally_actors, dem_tally_positions, dem_tally_stories,
    dem_tally_agreement, dem_tally_concepts;
/* Names and numbers of statements alone, at less cost. */
extern const dem_tally dem_count_acts, dem_count_parties, dem_count_topics, dem_count_speakers;

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
/* The rows of the positions view. */
void dem_positions_page(dem_store *store, const dem_cells_found *found, dem_tally_page page, dem_tally_rows *out,
                        dem_arena *arena);

typedef struct dem_totals {
    int64_t documents, copies, undated, stories, statements, speakers, conditions, indirect, secondhand;
} dem_totals;

dem_totals dem_totals_of(dem_store *store, const dem_filter *filter, dem_arena scratch);

typedef struct dem_tally_job {
    const dem_tally *what;
    dem_tally_page page;
    dem_tally_rows rows;
} dem_tally_job;

/* In one pass: the rows of each, the totals and the cells when asked for (NULL: not). */
void dem_tally_all(dem_store *store, const dem_filter *filter, dem_tally_job *jobs, int n, dem_totals *totals,
                   dem_cells_found *cells, dem_arena *arena);

#endif
