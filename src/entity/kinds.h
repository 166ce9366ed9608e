/* Kinds that the tagger's four do not tell: nationalities, offices, facilities.
 *
 * Adds   a kind for each token or run of tokens, from the gazetteer and short lists of head words.
 * Needs  words and labels of the whole document.
 * Fails  never.
 * Cost   constant per token.
 *
 *     "Russian", "Ukrainians"            NORP   (demonyms of data/lexicon/states.tsv)
 *     "Deputy Foreign Minister"          OFFICE (not "the minister": no name)
 *     "Karsa Airport", "Camp Merin"      FAC
 */
#ifndef DEM_ENTITY_KINDS_H
#define DEM_ENTITY_KINDS_H

#include "entity/labels.h"
#include "entity/words.h"

/* Tokens of the demonym that begins at the token and is nothing else ("South Koreans": 2), or 0. */
int32_t dem_entity_norp(const dem_entity_word *word);
/* One past the last token of the office that begins at i, or i. Tokens with labels are left alone; a lone
 * word, and the first of several, are capitalised. */
int32_t dem_entity_office_end(const dem_gazetteer *gazetteer, const dem_str *forms, const dem_entity_word *words,
                              const uint8_t *labels, int32_t n, int32_t i);
/* Corrects labels by what stands in and before a name: "Speaker Alen Sarkis" is the name "Alen Sarkis";
 * a name of two words or more behind an office is a person; "the Commission" is an organisation. */
void dem_entity_mend(const dem_entity_word *words, uint8_t *labels, int32_t n);
/* The last word of a name of two words or more, or its first, tells a facility. */
bool dem_entity_is_facility(const dem_entity_word *words, int32_t begin, int32_t end);

#endif
