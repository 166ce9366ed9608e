/* What a statement is about, as a set of word stems with weights: enough to find who speaks of the same
 * thing, cheap enough for millions.
 *
 * Adds   dem_stem_sets: stems of each claim's content, inverse document frequencies, posting lists.
 * Method lower case, English endings cut, function words and reporting words left out; weight
 *        log2(N / df) in sixteenths, N at least 64.
 * Fails  never.  Owner: the arena.
 * Cost   linear in the words.
 */
#ifndef DEM_POSITION_STEMS_H
#define DEM_POSITION_STEMS_H

#include "position/position.h"

typedef struct dem_stem_set {
    const int32_t *at; /* stems, ascending, each once */
    int32_t n;
    int32_t weight;    /* of all */
    bool negative;     /* holds a word that turns it around: not, no, never, … */
    bool points_back;  /* stands for something said before: "the charge", "this", "having done so" */
} dem_stem_set;

typedef struct dem_stem_sets {
    const dem_stem_set *sets; /* one a claim */
    int32_t n, n_stems;
    const int32_t *weights;   /* of each stem */
    const int32_t *first;     /* n_stems + 1: where each stem's claims begin */
    const int32_t *claims;    /* ascending within a stem */
} dem_stem_sets;

dem_stem_sets dem_stem_sets_of(const dem_claim *claims, int32_t n, dem_arena *arena, dem_arena scratch);

/* How much two sets share. */
typedef struct dem_shared {
    int32_t stems;   /* in both */
    int32_t weight;
    int32_t contained; /* of the lighter set, in hundredths */
    int32_t rarest;  /* the heaviest stem in both, or -1 */
} dem_shared;
dem_shared dem_stem_shared(const dem_stem_sets *sets, int32_t a, int32_t b);

#endif
