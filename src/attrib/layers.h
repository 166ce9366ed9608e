/* Layers among what one reading of a stretch has found.
 *
 * Adds   dem_layers_nest: `parent` and `level` of those that stand inside what another reports; what is reported
 *        ends before "and" and the speaker's own next verb of speech.
 * Needs  the found of one stretch, those of one cue together; tokens, parses.
 * Fails  never.
 * Cost   linear in the words reported.
 */
#ifndef DEM_ATTRIB_LAYERS_H
#define DEM_ATTRIB_LAYERS_H

#include "attrib/found.h"

/* Of all->at[from ...]. by_head: per token 1 + the first found whose cue's head it is, 0: none; entries are added. */
void dem_layers_nest(const dem_doc *doc, dem_founds *all, int32_t *by_head, int32_t from);

#endif
