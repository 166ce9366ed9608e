/* A hash map from strings to small integers, in an arena.
 *
 * Adds   dem_map: open addressing, grows by doubling; keys are views and must outlive the map.
 * Fails  never (an arena that is full unwinds, see arena.h).
 * Cost   constant per operation on average; iteration order is never exposed, so that no output
 *        can depend on it.
 *
 *     dem_map ids = {0};
 *     int32_t *id = dem_map_put(&ids, name, &scratch, &fresh);   // *id == 0 when fresh
 */
#ifndef DEM_BASE_MAP_H
#define DEM_BASE_MAP_H

#include "base/arena.h"

typedef struct dem_map_slot {
    dem_str key; /* key.at NULL: empty */
    uint64_t hash;
    int32_t value;
} dem_map_slot;

typedef struct dem_map {
    dem_map_slot *slots;
    uint32_t len, cap;
} dem_map;

/* The value's place, made (as 0) when absent. `fresh` may be NULL. */
int32_t *dem_map_put(dem_map *map, dem_str key, dem_arena *arena, bool *fresh);
/* The value's place, or NULL. */
const int32_t *dem_map_get(const dem_map *map, dem_str key);

#endif
