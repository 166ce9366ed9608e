/* A hash map from 64-bit numbers to the order in which they came (0, 1, 2, …), in an arena.
 *
 * Adds   dem_index_put, dem_index_find. A set is an index whose answers are not used.
 * Fails  never; the arena's way out is taken when it is full.
 * Owner  the arena.  Cost: constant, expected.
 */
#ifndef DEM_BASE_INDEX_H
#define DEM_BASE_INDEX_H

#include "base/arena.h"

typedef struct dem_index {
    uint64_t *keys;  /* of each slot */
    int32_t *values; /* 1 + number; 0: empty */
    uint32_t len, cap;
} dem_index;

/* The key's number; `fresh` (may be NULL) tells whether it is new. */
int32_t dem_index_put(dem_index *index, uint64_t key, dem_arena *arena, bool *fresh);
/* -1 when it is not there. */
int32_t dem_index_find(const dem_index *index, uint64_t key);

#endif
