/* Less of a text: its first words, or all of it with the rest made blank.
 *
 * Adds   dem_words_first: what may be shown when no text may be longer than so many words.
 *        dem_words_blank: the same for a text that offsets point into: every character after the first words becomes
 *        a space of the same length in bytes, UTF-16 units and characters; line ends stay.
 * Needs  valid UTF-8. Words are parted by ASCII white space.
 * Fails  never.  Cost linear.
 */
#ifndef DEM_BASE_WORDS_H
#define DEM_BASE_WORDS_H

#include "base/arena.h"

/* The first `words` words of a text; 0: all. A view. */
dem_str dem_words_first(dem_str text, int words);
/* words 0: nothing stays. */
dem_str dem_words_blank(dem_str text, int words, dem_arena *arena);

#endif
