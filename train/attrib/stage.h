/* What the two learners of the attribution model learn from, and the learners; attrib_main.c has
 * the order of work. */
#ifndef TRAIN_ATTRIB_STAGE_H
#define TRAIN_ATTRIB_STAGE_H

#include "attrib/cue.h"
#include "attrib/lexis.h"
#include "attrib/net_train.h"

/* One stretch to read: a document, or (ledger) a content whose inner layer is annotated. */
typedef struct sample {
    const corpus_doc *doc;
    int32_t begin, end;
    int32_t parent;     /* gold whose content it is, or -1 */
    const gold **at;    /* per token: the gold whose cue it heads, or NULL */
    int32_t only;       /* the one token that counts, or -1 */
    float *last;        /* per token: stage 1's log odds when it was last learned from */
    float *odds;        /* per token: stage 1's log odds, from weights that have not seen it */
} sample;

typedef struct samples {
    DEM_VEC(sample) list;
    const lexis *lexis;
    dem_wordbook book; /* without lexis: that comes fold by fold */
} samples;

samples samples_make(corpus *c, const lexis *l, dem_wordbook book);
dem_scan sample_scan(const samples *all, const sample *s, dem_arena *arena);

/* Scores of weights under training. Every label has a second copy, which only the ledger's documents see. */
typedef struct judge {
    trainer *weights;
    int labels;
    bool ledger;
    int blank;        /* percent of the features that an example does without, against overfitting */
    uint64_t example; /* its number */
} judge;
void judge_score(const judge *j, const uint64_t *features, int n, float *scores);
/* As dem_scorer.score. */
void judge_places(const void *judge, const uint64_t *features, const int32_t *ends, int places, float (*scores)[DEM_ROLES]);
void judge_update(judge *j, const uint64_t *features, int n, const float *by); /* by[labels] */

/* The lexicon's examples show one cue each and no other word, so they would make cues look frequent. */
#define EXAMPLE_WEIGHT 0.4f
/* Keeps the `most` features of the largest weights; what is learned from here on is averaged. */
void prune(trainer *t, size_t most);
enum { SETTLE = 3 }; /* rounds after pruning */

/* A stage's weights: of sparse features, and of the hidden layers over the parser's encoding. */
typedef struct weights {
    trainer *sparse;
    net_trainer *net;
} weights;
void weights_free(weights t);

/* Stage 1: log odds that a token heads a cue. Leaves out the fold `without` (-1: nothing). */
/* `most` features survive and are trained SETTLE rounds more (0: all). */
weights cue_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch);
/* Fills the odds of the samples of `fold` (-1: of all). */
void cue_fill(const samples *all, weights t, int fold, dem_arena scratch);

/* Stage 2: spans around each head that stage 1 finds likely. */
weights span_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch);

#endif
