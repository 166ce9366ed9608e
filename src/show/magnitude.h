/* How big a deed was: PLOVER's magnitude, read from the words of its sentence.
 *
 * Adds   dem_magnitude_of: a count of the killed, injured, detained or people, an amount of money or a share,
 *        by what the event type asks for (doc/plover.md); value in thousandths.
 * Needs  the sentence; nothing of parses, since it is asked of stored text.
 * Fails  never: `of` empty where no number fits. Dates, ages, years and vague words ("dozens") are none.
 * Owner  views of the sentence; scratch is the caller's.
 * Cost   linear in the sentence: each number looks at a few words on either side.
 *
 * Accepts "killing at least 12 people", "two hundred soldiers", "$1.45 billion", "12.5 per cent"; rejects "in 2014",
 * "aged 12", "on 5 May".
 */
#ifndef DEM_SHOW_MAGNITUDE_H
#define DEM_SHOW_MAGNITUDE_H

#include "base/arena.h"

typedef struct dem_magnitude {
    dem_str of;    /* killed injured detained people money percent, or empty */
    int64_t milli; /* thousandths */
    dem_span span; /* of the number's words, in the sentence */
} dem_magnitude;

dem_magnitude dem_magnitude_of(dem_str sentence, dem_str plover, dem_arena scratch);
/* The value as a decimal number: "12", "12.5". */
dem_str dem_magnitude_text(const dem_magnitude *magnitude, dem_arena *arena);

#endif
