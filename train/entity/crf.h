/* A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) for the name
 * tagger, with gold that may be partly unknown (a set of allowed labels a token) and a fixed score
 * added to each label. AdaGrad on the log likelihood, feature dropout. Training side only.
 *
 *     crf *c = crf_new(items, n, least, width);        // features counted; rare ones dropped
 *     crf_train(c, items, n, &way);
 *     crf_scores(c, item, scores); crf_best(c, item, scores, labels);
 */
#ifndef TRAIN_ENTITY_CRF_H
#define TRAIN_ENTITY_CRF_H

#include "common/linear_train.h"
#include "common/hidden.h"
#include "entity/labels.h"

typedef struct crf_item { /* one sentence */
    int n;
    const uint64_t *const *features; /* per token */
    const int *counts;
    const uint32_t *allowed; /* bit per label */
    const float *base;       /* n x DEM_LABELS fixed scores, or NULL */
    float weight;
    const int8_t *const *dense; /* rows of the parser's encoding, NULL where the hidden layer is not asked; or NULL */
    uint32_t **rows; /* filled by crf_new: rows of the kept features, ended by UINT32_MAX */
} crf_item;

typedef struct crf crf;

/* width: of the items' dense rows, 0 for none. */
crf *crf_new(crf_item *items, int n, int least, int width);
void crf_forget(crf_item *items, int n); /* frees the rows */
void crf_free(crf *c);
void crf_start(crf *c, const crf *from); /* takes over the transitions */
/* Trains `runs` times from the same start over differently shuffled sentences and keeps the mean of the
 * weights after the last `tail` epochs of each. */
typedef struct crf_way {
    int least, runs, epochs; /* least: occurrences of a feature that counts */
    float rate, drop, l2, floor; /* floor: weights below it are not saved */
    int tail;
} crf_way;
void crf_train(crf *c, const crf_item *items, int n, const crf_way *way);
/* Scores of every label of every token, base included. */
void crf_scores(const crf *c, const crf_item *item, float *scores);
void crf_best(const crf *c, const crf_item *item, const float *scores, uint8_t *labels);
/* Writes the sections PREFIX.*, "dense.*" when there is a hidden layer, and PREFIX.next (transitions, i32 in the weights' scale). */
void crf_save(const crf *c, modelfile *f, const char *prefix, float floor);

#endif
