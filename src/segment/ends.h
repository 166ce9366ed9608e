/* The sentences of one block.
 *
 * Adds   doc->sentences over the block's tokens, and each token's sentence. The model (gap.h) decides
 *        at every gap where a sentence could end, unless a rule speaks: initials, titles, datelines,
 *        items of a list, missing spaces, what cannot begin a sentence.
 * Needs  glances of the block's tokens (gap.h).
 * Fails  never. A sentence of DEM_SENTENCE_MOST words is cut at its likeliest gap, with a note.
 * Cost   linear in the tokens.
 */
#ifndef DEM_SEGMENT_ENDS_H
#define DEM_SEGMENT_ENDS_H

#include "segment/gap.h"

enum { DEM_SENTENCE_MOST = 512 };

/* Tokens [begin, end) are those of block `block`; g[0] is the glance of `begin`. */
void dem_sentences_split(const dem_linear *gap, dem_doc *doc, int32_t block, int32_t begin,
                         int32_t end, const dem_glance *g);

#endif
