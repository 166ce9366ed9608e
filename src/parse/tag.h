/* The tagger: universal and Penn tag, features, lemma.
 *
 * Adds   one label a word, left to right, from the averaged perceptron "tag"; each label stands for
 *        a pair of tags ("VERB VBD"). Features (Number=Sing …) and lemmas come from tables keyed by
 *        label and form (lemma.h).
 * Needs  dem_word of the sentence.
 * Fails  on open only. Cost constant a word.
 * Source Collins 2002; features after Ratnaparkhi 1996 and Honnibal 2013.
 */
#ifndef DEM_PARSE_TAG_H
#define DEM_PARSE_TAG_H

#include "model/linear.h"
#include "parse/word.h"

enum { DEM_TAG_FEATURES = 40, DEM_TAG_LABELS = 256 };

/* Features of word i; labels[i - 1] and labels[i - 2] are known (labels[-1], labels[-2] are 255). */
int dem_tag_features(const dem_word *words, const uint8_t *labels, int32_t i,
                     uint64_t features[DEM_TAG_FEATURES]);

#endif
