/* How big a deed was: PLOVER's magnitude, read from its sentence.
 *
 * Adds   dem_event_magnitude: a count of the killed, injured, detained or people, an amount of money or a share, by what the
 *        event type asks for (doc/plover.md). The first such number after the deed's verb, else the first of the sentence.
 * Needs  tokens, parses, times of the document.
 * Fails  never: an empty span where no number fits. Dates, ages, measures and vague words ("dozens") are none.
 * Owner  scratch is the caller's.
 * Cost   linear in the sentence: each number looks at a few words on either side.
 *
 * Accepts "killing at least 12 people", "two hundred soldiers", "$1.45 billion", "12.5 per cent"; rejects "in 2014",
 * "aged 12", "on 5 May", "12 ministers condemned the killing".
 */
#ifndef DEM_EVENT_MAGNITUDE_H
#define DEM_EVENT_MAGNITUDE_H

#include "doc/doc.h"
#include "lexicon/things.h"

dem_magnitude dem_event_magnitude(const dem_doc *doc, const dem_things *things, int32_t verb, int plover, dem_arena scratch);

#endif
