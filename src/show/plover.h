/* Events for those who count them: PLOVER records.
 *
 * Adds   dem_export_plover        a JSON object a line: type, mode, actor, recipient, date, location, contexts, with
 *                                 realis and the code that PLOVER itself would write beside it, and provenance
 *        dem_export_plover_table  the same as tab-separated rows
 * Needs  a store; a filter made for events.
 * Fails  with the store's error: -1. Returns the events written.
 * Source doc/plover.md: what each field holds, and what was decided where the ontology leaves it open.
 */
#ifndef DEM_SHOW_PLOVER_H
#define DEM_SHOW_PLOVER_H

#include "ledger/filter.h"
#include "show/grid.h"
#include "show/lines.h"

int64_t dem_export_plover(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena);
int64_t dem_export_plover_table(dem_store *store, const dem_filter *filter, dem_line_style style, dem_style form,
                                dem_out *out, dem_arena *arena);

#endif
