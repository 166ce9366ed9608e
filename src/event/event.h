/* Events of a document: what statements do by being made, and deeds between named actors.
 *
 * Adds   doc->events, with mode, contexts and magnitude.
 * Needs  sentences, tokens, parses, names, times, attributions, mentions, actors, statements.
 * Fails  never.
 * Cost   linear in the tokens (sentences of more than DEM_EVENT_SENTENCE tokens are passed over), and one dem_event_relate for each verb with two named actors.
 *
 * A deed has a verb, an actor in its subject (or its agent, when passive) and another among its
 * complements; both hold a name or a demonym. A predicate of data/lexicon/events.tsv must begin with the
 * verb, and dem_event_relate must agree on the root: two names in a sentence are no event by themselves. A verb that reports words ("accused") is a statement already and is
 * told as its act. Realis stands in its own field; what a planned, denied or hypothetical deed would
 * collapse to in PLOVER is dem_plover_collapsed (doc/tags.h).
 */
#ifndef DEM_EVENT_EVENT_H
#define DEM_EVENT_EVENT_H

#include "doc/doc.h"
#include "event/context.h"
#include "event/relate.h"

void dem_event_run(const dem_event *event, dem_doc *doc, dem_arena scratch);

/* The root of a statement's act: DEMAND is REQUEST, THREATEN is THREATEN; plover -1 for acts that do
 * nothing to anybody (CLAIM, ASSESS). The act itself is actual. */
dem_event_code dem_event_of_act(dem_act act);

#endif
