/* Topics of an issue file, found in a stretch of text by the weights of its rows; PLOVER's contexts.
 *
 * Adds   dem_topics: the built-in table (data/lexicon/issues.tsv) or a user's, with an index of its wordings.
 *        dem_topics_find: the topics of a content, from the text alone: no parse, so that they can be found again.
 *        dem_topic_context.
 * Needs  valid UTF-8.
 * Fails  on reading a table only: err names the file, the byte and the line.
 * Owner  the arena given; topics are views of the table, contexts constant words.
 * Cost   linear in the text times the wordings that share a first word.
 *
 * Wordings and text are split alike. Words go by their stems (lexicon/stem.h): "bombed" meets "bombing". Hyphens and white
 * space part words ("cease-fire" is "cease fire"), "'s" goes, "U.N." is "un"; any other mark ends a run of words, and no
 * wording reaches across it: "nuclear, weapons" is no "nuclear weapon". "*" in a wording stands for up to three words.
 * A row of weight 3 names its topic alone; lesser rows need to add up to 3.
 *
 *     dem_str out[DEM_TOPICS];
 *     int32_t n = dem_topics_find(&topics, doc->text, content.at, content.len, sentence, out, scratch);
 */
#ifndef DEM_LEXICON_TOPIC_H
#define DEM_LEXICON_TOPIC_H

#include "lexicon/phrase.h"
#include "lexicon/table.h"

enum {
    DEM_TOPICS = 8,             /* of one text, at most */
    DEM_TOPICS_PIECES = 64,     /* of one content that are looked at: the ledger keeps as many */
    DEM_TOPICS_FILE = 256 << 10 /* bytes of an issue file, at most */
};

typedef struct dem_topics {
    dem_table issues;
    const uint8_t *weights; /* one a row */
    dem_phrases index;
} dem_topics;

/* The table inside the program. */
bool dem_topics_open(dem_topics *topics, dem_arena *arena, dem_error *err);
dem_str dem_topics_built_in(void); /* its bytes */
/* A table from bytes that outlive it; `name` is what errors call it. */
bool dem_topics_read(dem_topics *topics, dem_str bytes, dem_str name, dem_arena *arena, dem_error *err);

/* The topics of the content's pieces; when these name none, of its sentence, where the content's words count once more. In
 * the table's order; returns how many. */
int32_t dem_topics_find(const dem_topics *topics, dem_str text, const dem_span *pieces, int32_t n, dem_span sentence,
                        dem_str out[DEM_TOPICS], dem_arena scratch);

/* PLOVER's context of a topic: "arms-control" is military; empty: none. */
dem_str dem_topic_context(dem_str topic);
/* The contexts of topics, each once, in their order; returns how many, -1 when none of the topics is a built-in one: nothing is
 * known of their contexts then. */
int32_t dem_topic_contexts(const dem_str *topics, int32_t n, dem_str out[DEM_TOPICS]);

#endif
