/* Text in capitals, read as if it were not: "IRAN SAYS TALKS WITH US TO RESUME" as "Iran says talks with US to resume".
 *
 * Adds   doc->cased: the text with the same offsets, in which runs of words all in capitals (a headline, a story, the
 *        first words of a story) are spelled as inside a sentence. NULL when there are none: the text is read as it is.
 * Needs  doc->blocks (clean). Titles and body only.
 * Fails  never. A letter whose small form has other bytes in number stays as it is.
 * Owner  doc->arena; the model points into its bytes and the arena it was opened with, and may be shared by threads.
 * Cost   a look at each byte; a linear model's sums for words in capitals, and a map of the document's other words.
 * Method an averaged perceptron over the word and its neighbours (a truecaser after Lita et al. 2003), unless the
 *        document itself writes the word in one way inside its sentences. Trained by train/recase; see
 *        models/recase-1.md.
 *
 *     dem_recase_run(&engine->recaser, &doc, scratch);
 *     dem_str form = dem_token_str(&doc, i);             // "Iran"; dem_doc_str of its span: "IRAN"
 *
 * Accepts "A WAVE OF PROTESTS swept the capital"; rejects "NATO, OPEC, IMF and UN", names with no other word.
 */
#ifndef DEM_RECASE_RECASE_H
#define DEM_RECASE_RECASE_H

#include "doc/doc.h"
#include "model/linear.h"

typedef struct dem_recaser {
    dem_linear form;
} dem_recaser;

bool dem_recaser_open(dem_recaser *recaser, const dem_model *model, dem_arena *arena, dem_error *err);
void dem_recase_run(const dem_recaser *recaser, dem_doc *doc, dem_arena scratch);

#endif
