#include "base/map.h"

#include <assert.h>

static dem_map_slot *slot_of(const dem_map *map, dem_str key, uint64_t hash)
{
    uint32_t mask = map->cap - 1, i = (uint32_t)hash & mask;
    while (map->slots[i].key.at &&
           (map->slots[i].hash != hash || !dem_str_eq(map->slots[i].key, key)))
        i = (i + 1) & mask;
    return &map->slots[i];
}

static void grow(dem_map *map, dem_arena *arena)
{
    assert(map->cap < UINT32_MAX / 4);
    dem_map bigger = {.len = map->len, .cap = map->cap ? map->cap * 2 : 16};
    bigger.slots = dem_new(arena, dem_map_slot, bigger.cap);
    for (uint32_t i = 0; i < map->cap; i++)
        if (map->slots[i].key.at)
            *slot_of(&bigger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = bigger;
}

int32_t *dem_map_put(dem_map *map, dem_str key, dem_arena *arena, bool *fresh)
{
    assert(key.at);
    if (map->len >= map->cap / 4 * 3)
        grow(map, arena);
    uint64_t hash = dem_str_hash(key);
    dem_map_slot *slot = slot_of(map, key, hash);
    if (fresh)
        *fresh = !slot->key.at;
    if (!slot->key.at) {
        *slot = (dem_map_slot){.key = key, .hash = hash};
        map->len++;
    }
    return &slot->value;
}

const int32_t *dem_map_get(const dem_map *map, dem_str key)
{
    if (!map->cap || !key.at)
        return NULL;
    const dem_map_slot *slot = slot_of(map, key, dem_str_hash(key));
    return slot->key.at ? &slot->value : NULL;
}
