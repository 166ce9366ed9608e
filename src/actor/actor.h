/* Who the sources are: mentions to actors within a document.
 *
 * Adds   doc->actors (persons, institutions, parties, groups, the unnamed), doc->mentions, and
 *        doc->speakers, one row for each attribution, same index.
 * Needs  blocks, sentences, tokens, quotes, parses, names and attributions; the gazetteer.
 * Fails  never: a source that means nobody we can tell is an unnamed actor with its own words.
 * Owner  rows and strings live in the document's arena (or in the gazetteer's).
 * Cost   linear in tokens and names; pronouns look back over a bounded stretch.
 * Method names are clustered by their words; roles are read from titles, appositions and "of"
 *        phrases; descriptions go to the most salient mention before them that fits (weights after
 *        Lappin and Leass 1994, chosen on development data); pronouns as pronoun.c says.
 *
 *     dem_actor_run(&engine->lexicon, doc, scratch);
 *     dem_speaker *who = &doc->speakers.at[i];            // of doc->attributions.at[i]
 *     dem_str name = who->actor < 0 ? none : doc->actors.at[who->actor].name;
 */
#ifndef DEM_ACTOR_ACTOR_H
#define DEM_ACTOR_ACTOR_H

#include "doc/doc.h"
#include "lexicon/lexicon.h"

void dem_actor_run(const dem_lexicon *lex, dem_doc *doc, dem_arena scratch);

/* For learning who pronouns are: called for every actor that one which is a source could mean, with its features
 * (rows of pronoun_points.h). */
typedef struct dem_actor_watch {
    void (*candidate)(void *context, const dem_doc *doc, int32_t token, int32_t actor, const uint8_t *features,
                      int32_t n);
    void *context;
} dem_actor_watch;
void dem_actor_run_watched(const dem_lexicon *lex, dem_doc *doc, dem_arena scratch, const dem_actor_watch *watch);

#endif
