/* Where every statement comes from, as W3C PROV (PROV-JSON, one object).
 *
 * Adds   dem_export_prov: reports, statements and corrections as entities; coding and review as activities; the program,
 *        speakers, outlets and reviewers as agents; who said it, what it was taken from, who carried it.
 * Needs  a store and a filter.
 * Fails  with the store's error: -1. Returns the statements written.
 * Cost   a pass over the statements for each kind of relation.
 * Source W3C member submission PROV-JSON (2013): nodes by kind, each under its identifier.
 *
 * When documents were added is left out: the same reports give the same file.
 */
#ifndef DEM_SHOW_PROV_H
#define DEM_SHOW_PROV_H

#include "ledger/filter.h"
#include "show/lines.h"

int64_t dem_export_prov(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena);

#endif
