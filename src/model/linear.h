/* Sparse linear models over hashed features: the scorer of every structured linear stage.
 *
 * A feature is a 64-bit hash; its row holds (label, weight) pairs with 16-bit weights. Scores are
 * 32-bit integer sums, so they are the same on every machine. Several models share a file, each
 * under a prefix. Features lie in a table by open addressing over a power of two; the file has what is in it, in the
 * order of the slots: sections PREFIX.used (a bit a slot), PREFIX.keys (u32, never 0), PREFIX.counts (u8: entries
 * of each), PREFIX.labels (u8), PREFIX.weights (i16), PREFIX.scale (f32: score times scale is the trained score),
 * PREFIX.size (u32: labels).
 *
 * Needs  model/model.h.
 * Fails  on open only. Features never seen in training score nothing.
 * Cost   opening: some 2 ns a slot. Then one probe a feature plus its entries.
 *
 *     uint64_t f[2] = {dem_feature(1, dem_str_hash(word)), dem_feature(2, dem_str_hash(next))};
 *     dem_linear_score(&tagger, f, 2, scores);      // int32_t scores[tagger.labels]
 *
 * Trained by train/common/linear_train.h (averaged perceptron or AdaGrad).
 */
#ifndef DEM_MODEL_LINEAR_H
#define DEM_MODEL_LINEAR_H

#include "base/arena.h"
#include "model/kernel.h"
#include "model/model.h"

typedef struct dem_linear {
    const uint32_t *keys, *rows;
    const uint8_t *labels_at;
    const int16_t *weights;
    const uint64_t *filter; /* a bit a key, in a place of its upper bits; NULL: none */
    const struct dem_linear_slot *slots; /* a key's weights beside it, in lines of four; NULL: none */
    const struct dem_linear_row *wide;   /* of rows with many entries, by a quarter of the first; NULL: none */
    const dem_kernels *kernels;
    uint32_t mask, labels, filter_shift;
    float scale;
} dem_linear;

enum { DEM_LINEAR_WIDE = 6, DEM_LINEAR_LINE = 4 };
typedef struct dem_linear_slot {
    uint32_t key;
    int16_t weights[DEM_LINEAR_WIDE]; /* by label */
} dem_linear_slot;
typedef struct dem_linear_row {
    int16_t weights[24]; /* by label */
} dem_linear_row;

/* The table goes into the arena, entries are read in place. */
bool dem_linear_open(dem_linear *linear, const dem_model *model, const char *prefix, dem_arena *arena, dem_error *err);
/* Makes sums of many features fast where most have no weight: a bitmap of 8 to 16 bits a key, small enough
 * for a cache, in the arena. */
void dem_linear_filter(dem_linear *linear, dem_arena *arena);
/* The same and, for up to DEM_LINEAR_WIDE labels, slots of 16 bytes that hold key and weights, so that a feature
 * costs one miss of the cache; for up to 24, the weights of common features label by label. Takes some 10 ns a
 * slot: for models that are asked most. */
void dem_linear_index(dem_linear *linear, dem_arena *arena);
/* Adds one feature's weights to scores[0..labels). */
void dem_linear_add(const dem_linear *linear, uint64_t feature, int32_t *scores);
/* The scores of several places: scores[p * labels + y] becomes the sum over features[ends[p - 1]..ends[p]),
 * from 0 for the first. Faster than place by place, after dem_linear_filter: memory is asked for across places. */
void dem_linear_places(const dem_linear *linear, const uint64_t *features, const int32_t *ends, int places,
                       int32_t *scores);
/* Of one place. */
void dem_linear_score(const dem_linear *linear, const uint64_t *features, size_t n, int32_t *scores);
/* Index of the best label, the lower on a tie. */
int dem_linear_best(const int32_t *scores, int labels);

/* Hash mixing: order matters, so dem_mix(a, b) != dem_mix(b, a). */
static inline uint64_t dem_mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9u;
    return x ^ (x >> 29);
}
static inline uint64_t dem_feature(uint64_t id, uint64_t a) { return dem_mix(a, id); }
static inline uint64_t dem_feature2(uint64_t id, uint64_t a, uint64_t b)
{
    return dem_mix(dem_mix(a, b), id);
}
static inline uint64_t dem_feature3(uint64_t id, uint64_t a, uint64_t b, uint64_t c)
{
    return dem_mix(dem_mix(dem_mix(a, b), c), id);
}
/* The 32 bits a feature is stored under; never 0. */
#define DEM_KEY_FACTOR 0x94D049BB133111EBu
static inline uint32_t dem_feature_key(uint64_t feature)
{
    uint32_t key = (uint32_t)((feature * DEM_KEY_FACTOR) >> 32);
    return key ? key : 1;
}

#endif
