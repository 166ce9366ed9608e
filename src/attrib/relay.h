/* Who carried the words: outlets and media between a speaker and this document.
 *
 * Adds   doc->relays: rows for attributions whose sentence says by which outlet, interview, platform
 *        or broadcast the words came ("as reported by TASS", "told Reuters", "on Twitter", "The
 *        Post, citing officials, said"). A statement that exists only inside what an outlet reports
 *        is lifted to the outlet's level, with the outlet as its relay: second-hand by a carrier is
 *        not a layer of its own.
 * Needs  attributions, parses; the gazetteer's outlets.
 * Fails  never.
 * Cost   linear: each attribution looks at its own sentence, capped at DEM_RELAY_REACH tokens.
 */
#ifndef DEM_ATTRIB_RELAY_H
#define DEM_ATTRIB_RELAY_H

#include "doc/doc.h"
#include "lexicon/lexicon.h"

enum { DEM_RELAY_REACH = 120 };

void dem_relay_run(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch);

/* After the actors: what the same speaker says next in the same paragraph came by the same carrier,
 * until another speaker, carrier or occasion is named. Adds rows to doc->relays. */
void dem_relay_carry(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch);

#endif
