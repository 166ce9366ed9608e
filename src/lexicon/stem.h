/* Stems of English words: enough to bring the forms of a verb together ("accused", "accusing",
 * "accuses" -> "accus"; "met" -> "meet"; "denied" -> "deni"). Lexicon and text pass through the same
 * function, so a stem need not be a word.
 *
 * Needs  nothing.  Fails never.  Cost linear; irregular forms by a binary search.
 */
#ifndef DEM_LEXICON_STEM_H
#define DEM_LEXICON_STEM_H

#include "base/arena.h"

/* Lower case of ASCII letters, without the ending; in the arena. */
dem_str dem_lex_stem(dem_str word, dem_arena *arena);
/* The stems of words separated by spaces, joined by single ones. */
dem_str dem_lex_stem_words(dem_str words, dem_arena *arena);

#endif
