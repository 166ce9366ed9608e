/* Kinds that the tagger's four do not tell: nationalities, offices, facilities.
 *
 * Adds   a kind for each token or run of tokens, from the gazetteer and short lists of head words.
 * Needs  words and labels of the whole document.
 * Fails  never.
 * Cost   constant per token.
 *
 *     "Russian", "Ukrainians"            NORP   (demonyms of data/lexicon/states.tsv)
 *     "Deputy Foreign Minister"          OFFICE (not "the minister": no name)
 *     "Karsa Airport", "Merin Bridge"    FAC
 */
#ifndef DEM_ENTITY_KINDS_H
#define DEM_ENTITY_KINDS_H

#include "entity/labels.h"
#include "entity/words.h"

/* The token is a demonym and nothing else. */
bool dem_entity_is_norp(const dem_entity_word *word);
/* One past the last token of the office that begins at i, or i. Tokens with labels are left alone. */
int32_t dem_entity_office_end(const dem_entity_word *words, const uint8_t *labels, int32_t n, int32_t i);
/* Corrects labels by what stands in and before a name: "Speaker Alen Sarkis" is the name "Alen Sarkis";
 * a name of two words or more behind an office is a person; "the Commission" is an organisation. */
void dem_entity_mend(const dem_entity_word *words, uint8_t *labels, int32_t n);
/* The last word of a name tells a facility. */
bool dem_entity_is_facility(dem_str last);

#endif
