#include "model/linear.h"

#include <stdio.h>
#include <string.h>

static dem_tensor part(const dem_model *model, const char *prefix, const char *name, dem_dtype type)
{
    char section[25];
    snprintf(section, sizeof section, "%s.%s", prefix, name);
    return dem_model_get(model, section, type);
}

/* Every row within the entries and in order, every label in range: checked once, trusted after. */
static bool entries_valid(const dem_linear *linear, uint64_t keys, uint64_t entries)
{
    uint64_t empty = 0;
    for (uint64_t i = 0; i < keys; i++) {
        empty += linear->keys[i] == 0;
        if (linear->rows[i] > linear->rows[i + 1])
            return false;
    }
    if (!empty || linear->rows[keys] != entries) /* an empty slot ends every probe */
        return false;
    for (uint64_t i = 0; i < entries; i++)
        if (linear->labels_at[i] >= linear->labels)
            return false;
    return true;
}

bool dem_linear_open(dem_linear *linear, const dem_model *model, const char *prefix, dem_error *err)
{
    dem_tensor keys = part(model, prefix, "keys", DEM_U32), rows = part(model, prefix, "rows", DEM_U32);
    dem_tensor labels = part(model, prefix, "labels", DEM_U16);
    dem_tensor weights = part(model, prefix, "weights", DEM_I16);
    dem_tensor scale = part(model, prefix, "scale", DEM_F32), size = part(model, prefix, "size", DEM_U32);
    bool shaped = keys.at && rows.at && labels.at && weights.at && scale.count == 1 &&
                  size.count == 1 && keys.count && !(keys.count & (keys.count - 1)) &&
                  keys.count <= UINT32_MAX && rows.count == keys.count + 1 &&
                  labels.count == weights.count;
    if (shaped) {
        *linear = (dem_linear){.keys = keys.at, .rows = rows.at, .labels_at = labels.at,
                               .weights = weights.at, .mask = (uint32_t)keys.count - 1,
                               .labels = *(const uint32_t *)size.at,
                               .scale = *(const float *)scale.at};
        shaped = entries_valid(linear, keys.count, labels.count);
    }
    return shaped || dem_fail(err, DEM_E_FORMAT, model->name, -1,
                              "model %.*s: linear part \"%s\" is missing or damaged",
                              (int)model->name.len, model->name.at, prefix);
}

void dem_linear_add(const dem_linear *linear, uint64_t feature, int32_t *scores)
{
    uint32_t key = dem_feature_key(feature), i = key & linear->mask;
    while (linear->keys[i] != key) {
        if (!linear->keys[i])
            return;
        i = (i + 1) & linear->mask;
    }
    for (uint32_t e = linear->rows[i], end = linear->rows[i + 1]; e < end; e++)
        scores[linear->labels_at[e]] += linear->weights[e];
}

void dem_linear_score(const dem_linear *linear, const uint64_t *features, size_t n, int32_t *scores)
{
    memset(scores, 0, linear->labels * sizeof *scores);
    for (size_t i = 0; i < n; i++)
        dem_linear_add(linear, features[i], scores);
}

int dem_linear_best(const int32_t *scores, int labels)
{
    int best = 0;
    for (int i = 1; i < labels; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}
