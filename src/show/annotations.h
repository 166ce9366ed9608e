/* Exports that annotate texts elsewhere.
 *
 * Adds   dem_export_webanno  W3C Web Annotation (JSON-LD), an annotation a line, position and quotation
 *                            selectors; positions count characters (code points), as the standard does,
 *                            unless another unit is asked for
 *        dem_export_claims   schema.org Claim (JSON-LD), one a line, without any rating
 * Needs  a store and a filter.
 * Fails  with the store's error: -1. Returns the statements written.
 */
#ifndef DEM_SHOW_ANNOTATIONS_H
#define DEM_SHOW_ANNOTATIONS_H

#include "ledger/filter.h"
#include "show/lines.h"

int64_t dem_export_webanno(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                           dem_arena *arena);
int64_t dem_export_claims(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena);

#endif
