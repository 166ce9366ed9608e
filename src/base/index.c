#include "base/index.h"

static uint32_t slot_of(const dem_index *x, uint64_t key)
{
    uint64_t h = key * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t at = (uint32_t)(h >> 32) & (x->cap - 1);
    while (x->values[at] && x->keys[at] != key)
        at = (at + 1) & (x->cap - 1);
    return at;
}

static void grow(dem_index *x, dem_arena *arena)
{
    dem_index old = *x;
    x->cap = old.cap ? 2 * old.cap : 64;
    x->keys = dem_new(arena, uint64_t, x->cap);
    x->values = dem_new(arena, int32_t, x->cap);
    for (uint32_t i = 0; i < old.cap; i++)
        if (old.values[i]) {
            uint32_t at = slot_of(x, old.keys[i]);
            x->keys[at] = old.keys[i];
            x->values[at] = old.values[i];
        }
}

int32_t dem_index_put(dem_index *index, uint64_t key, dem_arena *arena, bool *fresh)
{
    if (2 * (index->len + 1) > index->cap)
        grow(index, arena);
    uint32_t at = slot_of(index, key);
    bool is_new = index->values[at] == 0;
    if (is_new) {
        index->keys[at] = key;
        index->values[at] = (int32_t)++index->len;
    }
    if (fresh)
        *fresh = is_new;
    return index->values[at] - 1;
}

int32_t dem_index_find(const dem_index *index, uint64_t key)
{
    return index->cap ? index->values[slot_of(index, key)] - 1 : -1;
}
