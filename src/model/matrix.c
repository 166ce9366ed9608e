#include "model/matrix.h"

#include <stdio.h>
#include <string.h>

static const void *part(const dem_model *model, const char *prefix, char suffix, dem_dtype type, uint64_t count,
                        dem_error *err)
{
    char name[25];
    snprintf(name, sizeof name, "%s.%c", prefix, suffix);
    dem_tensor t = dem_model_get(model, name, type);
    if (t.at && t.count == count)
        return t.at;
    dem_fail(err, DEM_E_FORMAT, model->name, -1, "section %s is missing or has the wrong size", name);
    return NULL;
}

/* Weights the kernels can take: in [-64, 63] the two top bits of a byte are the same. */
static bool within_reach(const int8_t *weights, size_t n)
{
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i += sizeof wrong) { /* n is a multiple of 4 * DEM_LANES */
        uint64_t eight;
        memcpy(&eight, weights + i, sizeof eight);
        wrong |= eight ^ eight << 1;
    }
    return !(wrong & UINT64_C(0x8080808080808080));
}

bool dem_matrix_open(dem_matrix *matrix, const dem_model *model, const char *prefix, int32_t in, int32_t out,
                     dem_error *err)
{
    *matrix = (dem_matrix){0};
    if (in <= 0 || out <= 0 || in % 4 || out % DEM_LANES || in > DEM_WIDEST || out > 1 << 20)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "matrix %s has an impossible size", prefix);
    const uint64_t n = (uint64_t)out;
    dem_matrix m = {.in = in, .out = out};
    if (!(m.weights = part(model, prefix, 'w', DEM_I8, n * (uint64_t)in, err)) ||
        !(m.scale = part(model, prefix, 's', DEM_F32, n, err)) ||
        !(m.bias = part(model, prefix, 'b', DEM_F32, n, err)) ||
        !(m.sums = part(model, prefix, 't', DEM_I32, n, err)))
        return false;
    if (!within_reach(m.weights, (size_t)n * (size_t)in))
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "matrix %s has weights beyond %d", prefix, DEM_TOP);
    *matrix = m;
    return true;
}
