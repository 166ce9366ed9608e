/* The words of one block.
 *
 * Adds   doc->tokens for the bytes of a block: each run of characters without white space is cut by
 *        the model (cut.h), unless a rule speaks: addresses, titles, missing spaces, single marks.
 * Fails  never. A piece of more than a kilobyte without a gap is no word and is cut.
 * Cost   linear in the bytes.
 */
#ifndef DEM_SEGMENT_WORDS_H
#define DEM_SEGMENT_WORDS_H

#include "doc/doc.h"
#include "model/linear.h"

void dem_words_cut(const dem_linear *cut, dem_doc *doc, dem_span block, dem_arena scratch);

#endif
