/* Trains the hidden layers of src/attrib/net.h beside the sparse weights: AdaGrad, gradients summed over
 * a few candidates. No randomness but a fixed one: the same calls give the same weights.
 *
 *     net_trainer *t = net_new(width, true);
 *     const dem_slate *slate = net_begin(t, doc);
 *     net_ready(t, first token, last token);
 *     ... dem_field_make with net_view(t), slate ...
 *     net_field(t, field, slopes); net_tick(t);      // learns now and then
 */
#ifndef TRAIN_ATTRIB_NET_TRAIN_H
#define TRAIN_ATTRIB_NET_TRAIN_H

#include "attrib/field.h"
#include "common/modelfile.h"

typedef struct net_trainer net_trainer;

/* `span`: the layers of the field, else those of words. */
net_trainer *net_new(int width, bool span);
void net_free(net_trainer *t);
void net_rate(net_trainer *t, float rate);
const dem_net *net_view(const net_trainer *t);
const dem_slate *net_begin(net_trainer *t, const dem_doc *doc);
/* To be called before the tokens [from, to) are looked at. */
void net_ready(net_trainer *t, int32_t from, int32_t to);
/* Slopes of the log likelihood, by place of the window and role. */
typedef struct net_slopes {
    double (*inside)[DEM_ROLES], (*top)[DEM_ROLES], (*begin)[DEM_ROLES], (*end)[DEM_ROLES];
    double whole;
} net_slopes;
void net_field(net_trainer *t, const dem_field *field, net_slopes slopes);
/* The hidden layer of a word and what it adds to the log odds of a cue; then the slope of that. */
float net_word_score(net_trainer *t, const dem_scan *scan, int32_t i, bool ledger, float hidden[DEM_NET_HIDDEN]);
void net_word(net_trainer *t, const dem_scan *scan, int32_t i, bool ledger, const float hidden[DEM_NET_HIDDEN],
              float slope);
void net_tick(net_trainer *t);
void net_flush(net_trainer *t); /* learns what is left over */
/* From here on net_finish gives the mean of the weights. */
void net_average(net_trainer *t);
void net_finish(net_trainer *t);
void net_save(const net_trainer *span, const net_trainer *word, modelfile *f);

#endif
