/* The views: lists and tables over the ledger, each one query and its columns.
 *
 * Adds   dem_view: log conditions actors documents topics parties positions concepts claims timeline stories
 * Needs  a store and a filter.
 * Fails  with the store's error. Returns the rows written, or -1.
 * Cost   see bench/README.md; every view has the index it needs.
 */
#ifndef DEM_SHOW_VIEWS_H
#define DEM_SHOW_VIEWS_H

#include "ledger/filter.h"
#include "show/grid.h"
#include "show/tally.h"

typedef struct dem_page {
    int64_t limit, skip;
} dem_page;

/* The columns of the log. */
const dem_column *dem_log_columns(int *n);
/* False: no such view. */
bool dem_view_known(dem_str name);
int64_t dem_view(dem_str name, dem_store *store, const dem_filter *filter, dem_page page, dem_style style,
                 dem_out *out, dem_arena *arena);
/* The positions view of cells that were found before. */
int64_t dem_view_positions(const dem_cells_found *cells, dem_store *store, dem_page page, dem_style style, dem_out *out,
                           dem_arena *arena);

#endif
