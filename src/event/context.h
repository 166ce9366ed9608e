/* PLOVER's contexts of an event: military, diplomatic, economic, territory, cyber ...
 *
 * Adds   dem_event_contexts: from the topics of the statement that does or tells it, else from those of its sentence; always
 *        the built-in topics, which have contexts: a user's issue file changes no event.
 * Needs  tokens, statements.
 * Fails  never.
 * Owner  the list lives in the document's arena, its words are constant. A dem_event_told keeps the sentence looked at last:
 *        start it with sentence -1.
 * Cost   linear in the sentence; those of more than DEM_EVENT_SENTENCE tokens tell none.
 */
#ifndef DEM_EVENT_CONTEXT_H
#define DEM_EVENT_CONTEXT_H

#include "doc/doc.h"
#include "lexicon/topic.h"

enum { DEM_EVENT_SENTENCE = 300 };

typedef struct dem_event_told {
    int32_t sentence, n;
    dem_str contexts[DEM_TOPICS];
} dem_event_told;

/* statement: -1 for a deed of the report's own; sentence: -1 for none. */
void dem_event_contexts(const dem_topics *topics, dem_doc *doc, int32_t statement, int32_t sentence, dem_event_told *told,
                        dem_event_row *row, dem_arena scratch);

#endif
