/* Names, dates and quantities.
 *
 * Adds   doc->names (text order, not overlapping) and doc->times.
 * Needs  doc->sentences and doc->tokens; no parse.
 * Fails  never.
 * Owner  rows in doc->arena; the model is read only and may be shared by threads.
 * Cost   linear in the tokens: two passes of about a hundred features a token.
 * Method a linear-chain CRF over hashed features (Lafferty et al. 2001) with word classes from raw
 *        text, then a second pass that knows how the document's other mentions of the same word
 *        were read (Krishnan and Manning 2006). Trained by train/entity; see models/entity-1.md.
 *
 *     dem_entity_run(&engine->entity, doc, scratch);
 *     doc->names.at[0].kind == DEM_NAME_PER
 */
#ifndef DEM_ENTITY_ENTITY_H
#define DEM_ENTITY_ENTITY_H

#include "doc/doc.h"
#include "entity/labels.h"
#include "entity/words.h"
#include "model/linear.h"

typedef struct dem_entity {
    dem_entity_tables tables;
    dem_linear base, votes;
    const int32_t *base_next, *votes_next; /* transitions, (DEM_LABELS + 1) squared, last: the edge */
    float votes_ratio;                     /* from the scale of `votes` to that of `base` */
    bool second;                           /* the model has a second pass */
} dem_entity;

bool dem_entity_open(dem_entity *entity, const dem_model *model, const dem_model *classes,
                     dem_arena *arena, dem_error *err);
void dem_entity_run(const dem_entity *entity, dem_doc *doc, dem_arena scratch);

/* The tagger alone: labels[0..n) and margins[0..n) (how far the label is from the best other kind,
 * in trained units) for the tokens of words, which dem_entity_words filled. */
void dem_entity_label(const dem_entity *entity, dem_entity_word *words, const int32_t *begins,
                      int32_t sentences, uint8_t *labels, float *margins, dem_arena scratch);

#endif
