/* What tagger and parser look at in a token, taken once a sentence.
 *
 * Adds   dem_word: hashes of the lower-cased form (digits as 0), of affixes, of the shape.
 * Fails  never. Cost linear in the token's bytes, at most 64 of them looked at.
 */
#ifndef DEM_PARSE_WORD_H
#define DEM_PARSE_WORD_H

#include "base/arena.h"
#include "doc/doc.h"

typedef struct dem_word {
    uint32_t low;       /* lower-cased form, digits as 0 */
    uint32_t form;      /* as written */
    uint32_t suffix[4]; /* last 1, 2, 3, 4 bytes of the lower-cased form, at a boundary */
    uint32_t prefix[3]; /* first 1, 2, 3 */
    uint32_t shape;     /* "Xx", "X.X.", "0-x" …, runs folded */
    uint8_t initial;    /* first of the sentence, or after an opening mark there */
} dem_word;

/* Words of tokens [begin, end), and a neutral word on both sides of them: at[-2] .. at[n + 1]. */
dem_word *dem_words_look(const dem_doc *doc, int32_t begin, int32_t end, dem_arena *arena);

#endif
