#include "model/classes.h"

#include <string.h>

enum { LONGEST = 64 };

bool dem_classes_open(dem_classes *classes, const dem_model *model, dem_error *err)
{
    dem_tensor keys = dem_model_get(model, "classes.keys", DEM_U32);
    dem_tensor coarse = dem_model_get(model, "classes.coarse", DEM_U16);
    dem_tensor fine = dem_model_get(model, "classes.fine", DEM_U16);
    dem_tensor capital = dem_model_get(model, "classes.capital", DEM_U8);
    if (!keys.at || keys.count > UINT32_MAX || coarse.count != keys.count ||
        fine.count != keys.count || capital.count != keys.count)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "model %.*s: word classes are missing",
                        (int)model->name.len, model->name.at);
    *classes = (dem_classes){keys.at, coarse.at, fine.at, capital.at, (uint32_t)keys.count};
    return true;
}

uint32_t dem_classes_key(dem_str word)
{
    char form[LONGEST];
    if (word.len > LONGEST)
        return 0;
    for (size_t i = 0; i < word.len; i++)
        form[i] = word.at[i] >= '0' && word.at[i] <= '9' ? '0' : word.at[i];
    return (uint32_t)dem_str_hash((dem_str){form, word.len});
}

/* The first entry whose key is not below. Keys are hashes, evenly spread, so it lies near its share of them. */
static uint32_t lower_bound(const dem_classes *classes, uint32_t key)
{
    enum { NEAR = 512 };
    uint32_t guess = (uint32_t)((uint64_t)key * classes->len >> 32);
    uint32_t low = guess > NEAR ? guess - NEAR : 0, high = classes->len - guess > NEAR ? guess + NEAR : classes->len;
    if (low && classes->keys[low - 1] >= key)
        low = 0;
    if (high < classes->len && classes->keys[high] < key)
        high = classes->len;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (classes->keys[mid] < key)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

dem_class dem_classes_find(const dem_classes *classes, dem_str word)
{
    uint32_t key = dem_classes_key(word), low = lower_bound(classes, key);
    if (low == classes->len || classes->keys[low] != key)
        return (dem_class){0};
    return (dem_class){classes->coarse[low], classes->fine[low], classes->capital[low], true};
}

dem_class dem_classes_find_any(const dem_classes *classes, dem_str word)
{
    dem_class found = dem_classes_find(classes, word);
    if (found.known || word.len > LONGEST)
        return found;
    char lower[LONGEST];
    for (size_t i = 0; i < word.len; i++)
        lower[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32) : word.at[i];
    return dem_classes_find(classes, (dem_str){lower, word.len});
}
