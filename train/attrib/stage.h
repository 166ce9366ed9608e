/* What the two learners of the attribution model learn from, and the learners; attrib_main.c has
 * the order of work. */
#ifndef TRAIN_ATTRIB_STAGE_H
#define TRAIN_ATTRIB_STAGE_H

#include "attrib/cue.h"
#include "attrib/lexis.h"

/* One stretch to read: a document, or (ledger) a content whose inner layer is annotated. */
typedef struct sample {
    const corpus_doc *doc;
    int32_t begin, end;
    int32_t parent;     /* gold whose content it is, or -1 */
    const gold **at;    /* per token: the gold whose cue it heads, or NULL */
    int32_t only;       /* the one token that counts, or -1 */
    float *odds;        /* per token: stage 1's log odds, from weights that have not seen it */
} sample;

typedef struct samples {
    DEM_VEC(sample) list;
    const lexis *lexis;
    dem_wordbook book; /* without lexis: that comes fold by fold */
} samples;

samples samples_make(corpus *c, const lexis *l, dem_wordbook book);
dem_scan sample_scan(const samples *all, const sample *s, dem_arena *arena);

/* Scores of weights under training, with the ledger's copies of the features for its documents. */
typedef struct judge {
    trainer *weights;
    bool ledger;
} judge;
void judge_score(const void *judge, const uint64_t *features, int n, float *scores);
void judge_update(judge *j, const uint64_t *features, int n, int label, float by);

/* The lexicon's examples show one cue each and no other word, so they would make cues look frequent. */
#define EXAMPLE_WEIGHT 0.4f
enum { LEDGER_TIMES = 4 }; /* passes over the smaller corpus in each round */
static inline int sample_times(const sample *s)
{
    return s->doc->domain == DEM_SCHEME_LEDGER && s->only < 0 ? LEDGER_TIMES : 1;
}

/* Keeps the `most` features of the largest weights; what is learned from here on is averaged. */
void prune(trainer *t, size_t most);
enum { SETTLE = 1 }; /* rounds after pruning */

/* Stage 1's weights: of sparse features, and of the parser's encoding of the token. */
enum { DENSE_MOST = 1024 };
typedef struct cue_weights {
    trainer *sparse;
    int width;
    float dense[DENSE_MOST], squares[DENSE_MOST];
} cue_weights;
void cue_free(cue_weights *t);

/* Stage 1: log odds that a token heads a cue. Leaves out the fold `without` (-1: nothing). */
/* `most` features survive and are trained SETTLE rounds more (0: all). */
cue_weights *cue_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch);
/* Fills the odds of the samples of `fold` (-1: of all). */
void cue_fill(const samples *all, cue_weights *t, int fold, dem_arena scratch);

/* Stage 2: spans around each head that stage 1 finds likely. */
trainer *span_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch);

#endif
