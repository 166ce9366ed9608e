/* Interviews and briefings set as turns: "Q: …", "A. …", "MR. HOLLIS: …".
 *
 * Adds   dem_found_turns: each answer as one statement of whoever stands before its colon; what the
 *        extractor found inside them goes, to be read again as the answers' inner layer.
 * Needs  blocks, sentences, tokens, tags.
 * Fails  never. A document without questions, or with more than DEM_TURN_LABELS voices, has no turns.
 * Owner  rows in `arena`.
 * Cost   linear in the blocks and tokens.
 */
#ifndef DEM_ATTRIB_TURN_H
#define DEM_ATTRIB_TURN_H

#include "attrib/found.h"

enum { DEM_TURN_LABELS = 16, DEM_TURN_LABEL_LONGEST = 6 };

/* `all`: those of the first level, in text order; stays so. */
void dem_found_turns(const dem_doc *doc, dem_founds *all, dem_arena *arena, dem_arena scratch);

#endif
