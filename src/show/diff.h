/* What changed between two days: for each party and topic, the newest stance up to the first day beside the
 * newest after it, up to the second.
 *
 * Adds   dem_diff. Only dated reports and first-hand words with a stance; silence is no change.
 * Needs  two valid dates; a filter.
 * Fails  with the store's error: -1. Returns the rows that are changes, on all pages; `rows` (may be NULL): those written.
 * Cost   one pass over the sheets; words are fetched for the rows of the page only.
 */
#ifndef DEM_SHOW_DIFF_H
#define DEM_SHOW_DIFF_H

#include "ledger/filter.h"
#include "show/views.h"

int64_t dem_diff(dem_store *store, const dem_filter *filter, dem_str from, dem_str to, dem_page page, dem_style style,
                 int64_t *rows, dem_out *out, dem_arena *arena);

#endif
