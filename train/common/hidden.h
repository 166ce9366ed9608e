/* The hidden layer that turns the parser's encoding of words into scores of labels:
 * scores += V relu(W x + b), x the encoding's bytes over DEM_TOP. AdaGrad; dropout of inputs and of hidden
 * units. Training side of the sections dense.* that src/entity/entity.c and src/statement/act.c read.
 *
 *     hidden *h = hidden_new(width, DEM_LABELS, seed);
 *     hidden_scores(h, x, scores);                         // adds
 *     hidden_dropped(h, x, &kept, scores);                 // the same with dropout, remembered in kept
 *     hidden_learn(h, x, &kept, gradient, rate, l2);
 */
#ifndef TRAIN_COMMON_HIDDEN_H
#define TRAIN_COMMON_HIDDEN_H

#include "common/modelfile.h"

enum { HIDDEN_UNITS = 64, HIDDEN_INPUTS = 1280 };

typedef struct hidden hidden;

/* What dropout left of one input. */
typedef struct hidden_kept {
    uint64_t inputs[HIDDEN_INPUTS / 64];
    float unit[HIDDEN_UNITS]; /* value, scaled for what was dropped; 0: dropped or not active */
} hidden_kept;

hidden *hidden_new(int in, int labels, uint64_t seed);
void hidden_free(hidden *h);
void hidden_scores(const hidden *h, const int8_t *x, float *scores);
void hidden_dropped(hidden *h, const int8_t *x, hidden_kept *kept, float *scores);
void hidden_learn(hidden *h, const int8_t *x, const hidden_kept *kept, const float *gradient, float rate, float l2);
/* Means over runs that begin alike: keep the start, add each run's end, take the mean. */
size_t hidden_size(const hidden *h);
float *hidden_weights(hidden *h);
void hidden_restart(hidden *h, const float *start);
/* Every score times `by`. */
void hidden_scale(hidden *h, float by);
/* Writes PREFIX.in.* and PREFIX.out.*, as src/model/matrix.h reads them. */
void hidden_save(const hidden *h, modelfile *f, const char *prefix);

#endif
