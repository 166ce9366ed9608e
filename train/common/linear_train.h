/* Trains the sparse linear models of src/model/linear.h. Training side only: may use malloc, stdio.
 *
 * Two learners over the same store: the averaged perceptron (Freund and Schapire 1999; Collins
 * 2002) and AdaGrad on a log loss (Duchi, Hazan and Singer 2011). Updates in the order given, no
 * randomness of its own: the same calls give the same file.
 *
 *     trainer *t = trainer_new(labels, TRAINER_PERCEPTRON);
 *     trainer_scores(t, f, n, scores);                  // float[labels], current weights
 *     trainer_update(t, f, n, gold, +1); trainer_update(t, f, n, guess, -1); trainer_tick(t);
 *     trainer_finish(t);                                // averages
 *     trainer_save(t, file, "tag", 2, 1e-3f);           // prune, quantise to 16 bits
 */
#ifndef TRAIN_LINEAR_TRAIN_H
#define TRAIN_LINEAR_TRAIN_H

#include "common/modelfile.h"

typedef enum trainer_kind { TRAINER_PERCEPTRON, TRAINER_ADAGRAD } trainer_kind;
typedef struct trainer trainer;

trainer *trainer_new(int labels, trainer_kind kind);
void trainer_free(trainer *t);
void trainer_rate(trainer *t, float rate, float l2); /* AdaGrad: step 0.1 and L2 0 unless told */
/* AdaGrad: squared gradients each weight starts with (0 unless told). Above 0 a rare feature's first
 * steps are in proportion to its gradients, which holds back overfitting. */
void trainer_start(trainer *t, float squares);
void trainer_scores(const trainer *t, const uint64_t *features, int n, float *scores);
/* Perceptron: w += by. AdaGrad: `by` is minus the gradient of the loss for this label. */
void trainer_update(trainer *t, const uint64_t *features, int n, int label, float by);
/* AdaGrad: the same for every label at once. */
void trainer_update_all(trainer *t, const uint64_t *features, int n, const float *by);
void trainer_tick(trainer *t); /* one example has passed (for averaging) */
/* Puts a weight trained elsewhere, under the feature's stored key (dem_feature_key). */
void trainer_set(trainer *t, uint32_t key, int label, float weight);
void trainer_finish(trainer *t);
/* Keeps features updated by at least `least` examples and weights of at least `floor`. */
void trainer_save(const trainer *t, modelfile *f, const char *prefix, int least, float floor);
/* Forgets what trainer_save would leave out, for good: later updates touch only what is left, so
 * that a round after pruning makes up for what is gone. */
void trainer_prune(trainer *t, int least, float floor);
/* AdaGrad, after trainer_prune: trainer_finish gives the mean of the weights from here on. */
void trainer_average(trainer *t);
/* How many features trainer_save would keep. */
size_t trainer_kept(const trainer *t, int least, float floor);
/* Every weight times `by`. */
void trainer_scale(trainer *t, float by);
size_t trainer_features(const trainer *t);

#endif
