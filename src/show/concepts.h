/* A concept as a JSON line: its name and the ids of its statements, the one that stands for all first.
 *
 * Adds   dem_concept_line. The view of all concepts is a tally (tally.h).
 * Needs  a store; the concept's id.
 * Fails  with the store's error.
 * Cost   its statements.
 */
#ifndef DEM_SHOW_CONCEPTS_H
#define DEM_SHOW_CONCEPTS_H

#include "show/lines.h"

void dem_concept_line(dem_store *store, dem_str id, dem_line_style style, dem_out *out, dem_arena scratch);

#endif
