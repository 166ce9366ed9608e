/* Exports for discourse network analysis.
 *
 * Adds   dem_export_dna         the file that Discourse Network Analyzer 3.0 opens (src/ledger/dna.sql): first-hand
 *                               statements with a stance and a topic; offsets are UTF-16 units, always
 *        dem_export_dna_events  its event list: the same statements, a row each, in the columns it exports
 * Needs  a store and a filter.
 * Fails  with the store's error: -1. Returns the statements written.
 * Cost   linear in the statements and their documents; the file is built in memory.
 */
#ifndef DEM_SHOW_DNA_H
#define DEM_SHOW_DNA_H

#include "ledger/filter.h"
#include "show/grid.h"
#include "show/lines.h"

int64_t dem_export_dna(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                       dem_arena *arena);
int64_t dem_export_dna_events(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                              dem_arena *arena);

#endif
