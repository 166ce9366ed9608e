/* Learned classes of lemmas: how often each heads a cue or a source, in eight steps.
 *
 * Counts are kept per fold, so that a document in training gets classes counted without it.
 */
#ifndef TRAIN_ATTRIB_LEXIS_H
#define TRAIN_ATTRIB_LEXIS_H

#include "attrib/corpus.h"
#include "attrib/scan.h"
#include "common/linear_train.h"

typedef struct lexis lexis;

lexis *lexis_count(const corpus *c, int folds, dem_arena *arena);
/* Fills the scan's classes, leaving out what was seen in `fold` (-1: leaving out nothing). */
void lexis_fill(const lexis *l, dem_scan *scan, int fold);
void lexis_save(const lexis *l, int fold, modelfile *f); /* leaving out the same */

#endif
