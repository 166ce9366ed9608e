/* Names, dates and quantities.
 *
 * Adds   doc->names (text order, not overlapping) and doc->times.
 * Needs  doc->sentences and doc->tokens; doc->parses and doc->states if the weights were trained with them
 *        (without, the names are worse).
 * Fails  never.
 * Owner  rows in doc->arena; the model is read only and may be shared by threads.
 * Cost   linear in the tokens: about a hundred features a token, and a hidden layer for those that may be
 *        part of a name.
 * Method a linear-chain CRF (Lafferty et al. 2001) over hashed features, with word classes from raw text and
 *        the parser's tags, plus a hidden layer over the parser's encoding of the token; where the model has
 *        one, a second pass that knows how the document's other mentions of the same word were read
 *        (Krishnan and Manning 2006). Trained by train/entity; see models/entity-1.md.
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
#include "model/matrix.h"

typedef struct dem_entity {
    dem_entity_tables tables;
    dem_linear base, votes;
    const int32_t *base_next, *votes_next; /* transitions, (DEM_LABELS + 1) squared, last: the edge */
    float votes_ratio;                     /* from the scale of `votes` to that of `base` */
    bool second;                           /* the model has a second pass */
    const dem_kernels *kernels;
    dem_matrix hidden, out; /* of the parser's encoding: out relu(hidden x); hidden.in 0: none */
} dem_entity;

bool dem_entity_open(dem_entity *entity, const dem_model *model, const dem_model *classes,
                     dem_arena *arena, dem_error *err);
void dem_entity_run(const dem_entity *entity, dem_doc *doc, dem_arena scratch);

/* The tagger alone: labels[0..n) and margins[0..n) (how far the label is from the best other kind,
 * in trained units) for the tokens of words, which dem_entity_words filled. */
void dem_entity_label(const dem_entity *entity, const dem_entity_text *text, dem_entity_word *words,
                      uint8_t *labels, float *margins, dem_arena scratch);

#endif
