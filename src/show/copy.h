/* The ledger itself as an export: a plain SQLite file.
 *
 * Adds   dem_export_sqlite: a copy with the same schema. A filter leaves the documents that hold what it selects, and
 *        of their statements those; no_text and max_words cut every text that comes from a report.
 * Needs  a store, a filter; room for the copy in /tmp.
 * Fails  with the store's error: -1. Returns the statements written.
 * Cost   the size of the ledger.
 */
#ifndef DEM_SHOW_COPY_H
#define DEM_SHOW_COPY_H

#include "ledger/filter.h"
#include "show/lines.h"

int64_t dem_export_sqlite(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena);

#endif
