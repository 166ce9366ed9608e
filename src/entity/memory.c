#include "entity/memory.h"

#include "model/linear.h"

void dem_memory_open(dem_memory *memory, const dem_model *model)
{
    dem_tensor keys = dem_model_get(model, "memory.keys", DEM_U32);
    dem_tensor codes = dem_model_get(model, "memory.codes", DEM_U8);
    *memory = (dem_memory){0};
    if (keys.at && keys.count == codes.count && keys.count < UINT32_MAX)
        *memory = (dem_memory){keys.at, codes.at, (uint32_t)keys.count};
}

uint8_t dem_memory_find(const dem_memory *memory, uint32_t key)
{
    uint32_t low = 0, high = memory->len;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (memory->keys[mid] < key)
            low = mid + 1;
        else
            high = mid;
    }
    return low < memory->len && memory->keys[low] == key ? memory->codes[low] : 0;
}

uint32_t dem_memory_word(dem_str form)
{
    return dem_feature_key(dem_feature(1, dem_str_hash(form)));
}

uint32_t dem_memory_run(const dem_str *forms, int32_t begin, int32_t end)
{
    uint64_t h = 2;
    for (int32_t i = begin; i < end; i++)
        h = dem_mix(h, dem_str_hash(forms[i]));
    return dem_feature_key(h);
}
