/* PLOVER's contexts of an event: military, diplomatic, economic, territory, cyber ...
 *
 * Adds   dem_contexts: the topics of data/lexicon/issues.tsv, found in a sentence by stems, under PLOVER's words;
 *        dem_contexts_of: an event's, from the topics of its statement, else from its sentence.
 * Needs  topics or a sentence; nothing of parses, since it is asked of stored text.
 * Fails  on opening only.
 * Owner  the arena given; contexts are constant words.
 * Cost   linear in the sentence.
 */
#ifndef DEM_SHOW_CONTEXT_H
#define DEM_SHOW_CONTEXT_H

#include "ledger/happening.h"
#include "lexicon/phrase.h"
#include "lexicon/table.h"

enum { DEM_CONTEXTS = 8 };

typedef struct dem_contexts {
    dem_table issues;
    dem_phrases index; /* stems */
} dem_contexts;

bool dem_contexts_open(dem_contexts *contexts, dem_arena *arena, dem_error *err);
/* Each once, in the order of the topics; returns how many. */
int32_t dem_contexts_of(const dem_contexts *contexts, const dem_happening *event, dem_str sentence, dem_str out[DEM_CONTEXTS],
                        dem_arena scratch);

#endif
