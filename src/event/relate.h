/* What one actor does to another in a sentence: the PLOVER root, its quad, how sure.
 *
 * Adds   dem_event: the model and the lexicon of predicates; dem_event_relate: one sentence with its
 *        two actors marked.
 * Needs  no parse: tokens by itself, stems, word classes, data/lexicon/events.tsv.
 * Fails  on opening; afterwards never. An actor that is not in the sentence has an empty span.
 * Owner  read only after opening; scratch is the caller's.
 * Cost   linear in the sentence, cut at DEM_EVENT_TOKENS tokens.
 * Method a softmax over hashed features: words by place to the actors, n-grams around them, classes,
 *        and the predicates of the lexicon with the order in which they stand. Trained by train/event;
 *        see models/event-1.md.
 *
 *     dem_relation r = dem_event_relate(&event, text, source, target, scratch);
 *     dem_tag_name(dem_plover_set, r.plover);          // "SANCTION", quad 4
 */
#ifndef DEM_EVENT_RELATE_H
#define DEM_EVENT_RELATE_H

#include "doc/tags.h"
#include "event/mode.h"
#include "lexicon/phrase.h"
#include "lexicon/things.h"
#include "lexicon/topic.h"
#include "model/classes.h"
#include "model/linear.h"

enum { DEM_EVENT_TOKENS = 192, DEM_EVENT_FEATURES = 4096 };

typedef struct dem_event_lexicon {
    dem_phrases phrases;
    const uint8_t *root, *weight, *length; /* by row */
    const bool *alone;                     /* by row: done to nobody by itself */
    int32_t rows;
} dem_event_lexicon;

typedef struct dem_event {
    dem_classes classes;
    dem_event_lexicon lexicon;
    dem_event_modes modes;
    dem_things things;
    dem_topics topics; /* the built-in ones, whatever the user's are */
    dem_linear linear;
} dem_event;

typedef struct dem_relation {
    int8_t plover; /* dem_plover */
    int8_t quad;
    float confidence; /* 0..1 */
} dem_relation;

bool dem_event_lexicon_open(dem_event_lexicon *lexicon, dem_arena *arena, dem_error *err);
bool dem_event_open(dem_event *event, const dem_model *model, const dem_model *classes,
                    dem_arena *arena, dem_error *err);
dem_relation dem_event_relate(const dem_event *event, dem_str text, dem_span source, dem_span target,
                              dem_arena scratch);

/* The features alone, for the trainer: at most DEM_EVENT_FEATURES; returns how many. */
int dem_event_features(const dem_event *event, dem_str text, dem_span source, dem_span target,
                       uint64_t *out, dem_arena scratch);
/* Weight (1 to 3) with which the longest predicate that begins with the first word of the text stands for
 * each root; 0 where it does not. Returns whether there is one. */
bool dem_event_opening(const dem_event_lexicon *lexicon, dem_str text, uint8_t weights[DEM_PLOVER_COUNT],
                       dem_arena scratch);
/* Probabilities of the roots from their scores; the same on every machine. */
void dem_event_softmax(const int32_t *scores, float scale, float out[DEM_PLOVER_COUNT]);

#endif
