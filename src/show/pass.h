/* One pass over the sheets for all that a page counts.
 *
 * Adds   dem_pass_run: gives each counter every document it asks for, with the statements the filter lets through.
 * Needs  a store, a filter.
 * Fails  with the store's error.
 * Owner  the arena: the names behind the numbers stay in pass->scan.sheet.
 * Cost   reading the sheets once, and the counters' work.
 */
#ifndef DEM_SHOW_PASS_H
#define DEM_SHOW_PASS_H

#include "ledger/sift.h"

typedef struct dem_pass {
    dem_sift scan; /* the document at hand and those of its statements that fit */
    uint64_t day;  /* of its publication (dem_day_number); 0: undated */
} dem_pass;

typedef struct dem_counter {
    void (*take)(void *state, const dem_pass *pass);
    void *state;
    bool whole;  /* takes documents without such statements, too, if nothing is asked of statements */
    bool copies; /* takes copies whatever the filter says */
} dem_counter;

void dem_pass_run(dem_pass *pass, dem_store *store, const dem_filter *filter, const dem_counter *counters, int n,
                  dem_arena *arena);

/* The unknown party has no number of its own: "?" and none are one. */
uint16_t dem_pass_party(const dem_pass *pass, uint16_t party);

/* A date's first ten letters as a number that orders like them, and back. */
uint64_t dem_day_number(dem_str date);
dem_str dem_day_text(uint64_t day, dem_arena *arena);

#endif
