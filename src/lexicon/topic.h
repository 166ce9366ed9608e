/* Topics of data/lexicon/issues.tsv, found in a run of words by the weights of its rows; PLOVER's contexts.
 *
 * Adds   dem_topics: the table with an index of its wordings; dem_topics_weigh, dem_topics_collect; dem_topic_context.
 * Needs  lower-case lemmas, or stems (lexicon/stem.h) where the index was opened for them: stems bring "bombed" to "bombing".
 * Fails  on opening only.
 * Owner  the arena given; topics are views of the table, contexts constant words.
 * Cost   linear in the words.
 *
 * A row of weight 3 names its topic alone; lesser rows need to add up to 3.
 */
#ifndef DEM_LEXICON_TOPIC_H
#define DEM_LEXICON_TOPIC_H

#include "lexicon/phrase.h"
#include "lexicon/table.h"

enum { DEM_TOPICS = 8 }; /* of one text, at most */

typedef struct dem_topics {
    dem_table issues;
    dem_phrases index;
} dem_topics;

bool dem_topics_open(dem_topics *topics, bool stems, dem_arena *arena, dem_error *err);
/* Adds each row's weight once a hit in words [begin, end); weights: one a row of `issues`, zero at first. */
void dem_topics_weigh(const dem_topics *topics, const dem_str *words, int32_t begin, int32_t end, int32_t *weights);
/* The topics that weigh enough, in the table's order; returns how many. */
int32_t dem_topics_collect(const dem_topics *topics, const int32_t *weights, dem_str out[DEM_TOPICS]);

/* PLOVER's context of a topic: "arms-control" is military; empty: none. */
dem_str dem_topic_context(dem_str topic);
/* The contexts of topics, each once, in their order; returns how many. */
int32_t dem_topic_contexts(const dem_str *topics, int32_t n, dem_str out[DEM_TOPICS]);

#endif
