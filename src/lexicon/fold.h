/* Folding: the form under which names are compared.
 *
 * Adds   dem_fold: lower case, no accents, straight apostrophes, one space between words, no space
 *        at the ends. "Élysée  Palace" and "elysee palace" fold to the same bytes.
 * Needs  base; utf8proc for the decomposition of letters.
 * Fails  never; broken bytes stay as they are.
 * Owner  the result lives in the arena given.
 * Cost   linear.
 */
#ifndef DEM_LEXICON_FOLD_H
#define DEM_LEXICON_FOLD_H

#include "base/arena.h"

dem_str dem_fold(dem_str s, dem_arena *arena);

#endif
