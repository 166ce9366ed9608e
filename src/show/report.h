/* The report: one HTML page that needs nothing else, for reading, printing and sending.
 *
 * Adds   dem_report: overview, coverage, positions, how they changed, conditions, claims and denials, the newest events,
 *        every statement with its evidence, every text with marked spans, how sure all that is. Light and dark, phone and
 *        paper. The small script only filters; without it everything is there.
 * Needs  a store; a filter, and the same words made for events; web/report.css and web/report.js, embedded.
 * Fails  with the store's error.
 * Safe   all text is escaped; the content security policy names the page's own style and script by hash
 *        and lets nothing else in.
 */
#ifndef DEM_SHOW_REPORT_H
#define DEM_SHOW_REPORT_H

#include "ledger/filter.h"
#include "base/out.h"

bool dem_report(dem_store *store, const dem_filter *filter, const dem_filter *events, dem_out *out, dem_arena *arena);

#endif
