/* One name, one kind: what the rest of the document says of each capitalised word.
 *
 * Adds   dem_entity_word.vote for every token, from the labels of a first pass over the whole
 *        document: how the word's other occurrences were labelled, whether it also occurs in lower
 *        case, whether it is the acronym of a name found elsewhere.
 * Needs  words filled; labels[n] of the first pass.
 * Fails  never.
 * Cost   linear in the tokens.
 * After  Krishnan and Manning 2006 (two-stage global consistency).
 */
#ifndef DEM_ENTITY_VOTES_H
#define DEM_ENTITY_VOTES_H

#include "entity/words.h"

void dem_entity_votes(dem_entity_word *words, int32_t n, const uint8_t *labels, dem_arena scratch);
/* The same by rule, on the labels: a word that ends a person's fuller name in this document ("Dorin Vasile")
 * is that person alone ("Vasile"), and one-word names of the same form take the kind most of them have.
 * Words of the gazetteer stay as they are. */
void dem_entity_agree(const dem_entity_word *words, uint8_t *labels, int32_t n, dem_arena scratch);

#endif
