#include "model/model.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { HEADER = 64, ROW = 80, NAME = 24, VERSION = 1 };

static uint32_t u32_at(dem_str b, size_t at)
{
    uint32_t v;
    memcpy(&v, b.at + at, sizeof v);
    return v;
}

static uint64_t u64_at(dem_str b, size_t at)
{
    uint64_t v;
    memcpy(&v, b.at + at, sizeof v);
    return v;
}

static size_t width(dem_dtype type)
{
    static const uint8_t widths[] = {1, 1, 2, 2, 4, 4, 4, 8};
    return widths[type];
}

static dem_str padded(const char *at, size_t cap)
{
    const char *nul = memchr(at, 0, cap);
    return (dem_str){at, nul ? (size_t)(nul - at) : cap};
}

/* Shape, bounds and alignment of one section row; false when it does not hold. */
static bool row_valid(dem_str bytes, size_t row)
{
    uint32_t type = u32_at(bytes, row + 24), rank = u32_at(bytes, row + 28);
    uint64_t offset = u64_at(bytes, row + 64), size = u64_at(bytes, row + 72), count = 1;
    if (type > DEM_U64 || rank > 4 || offset % 64 || offset > bytes.len ||
        size > bytes.len - offset)
        return false;
    for (size_t i = 0; i < 4; i++) {
        uint64_t dim = u64_at(bytes, row + 32 + 8 * i);
        if (dim && count > UINT64_MAX / 8 / dim)
            return false;
        count *= dim;
    }
    return count * width((dem_dtype)type) == size;
}

bool dem_model_open(dem_model *model, dem_str bytes, dem_str path, dem_error *err)
{
    *model = (dem_model){0};
    if (bytes.len < HEADER || memcmp(bytes.at, "DEMODEL\n", 8))
        return dem_fail(err, DEM_E_FORMAT, path, 0, "not a model file");
    if (u32_at(bytes, 8) > VERSION)
        return dem_fail(err, DEM_E_VERSION, path, 8, "model layout %u is newer than this program",
                        u32_at(bytes, 8));
    if (u64_at(bytes, 16) != bytes.len)
        return dem_fail(err, DEM_E_FORMAT, path, 16, "model file is cut short");
    uint32_t sections = u32_at(bytes, 12);
    if (sections > (bytes.len - HEADER) / ROW)
        return dem_fail(err, DEM_E_FORMAT, path, 12, "model file has an impossible section count");
    if (u64_at(bytes, 24) != XXH3_64bits(bytes.at + HEADER, bytes.len - HEADER))
        return dem_fail(err, DEM_E_FORMAT, path, 24, "model file's checksum does not hold");
    for (uint32_t i = 0; i < sections; i++)
        if (!row_valid(bytes, HEADER + (size_t)i * ROW))
            return dem_fail(err, DEM_E_FORMAT, path, (int64_t)(HEADER + (size_t)i * ROW),
                            "section %u of the model file is out of bounds", i);
    *model = (dem_model){bytes, padded(bytes.at + 32, 32), sections};
    return true;
}

dem_tensor dem_model_at(const dem_model *model, uint32_t i, dem_str *name)
{
    assert(i < model->sections);
    size_t row = HEADER + (size_t)i * ROW;
    dem_tensor t = {.at = model->bytes.at + u64_at(model->bytes, row + 64),
                    .type = (dem_dtype)u32_at(model->bytes, row + 24),
                    .rank = u32_at(model->bytes, row + 28)};
    for (size_t k = 0; k < 4; k++)
        t.dims[k] = u64_at(model->bytes, row + 32 + 8 * k);
    t.count = u64_at(model->bytes, row + 72) / width(t.type);
    *name = padded(model->bytes.at + row, NAME);
    return t;
}

dem_tensor dem_model_get(const dem_model *model, const char *section, dem_dtype type)
{
    dem_str wanted = dem_str_of(section), name;
    for (uint32_t i = 0; i < model->sections; i++) {
        dem_tensor t = dem_model_at(model, i, &name);
        if (t.type == type && dem_str_eq(name, wanted))
            return t;
    }
    return (dem_tensor){0};
}

dem_str dem_model_text(const dem_model *model, const char *section)
{
    dem_tensor t = dem_model_get(model, section, DEM_U8);
    return (dem_str){t.at ? t.at : "", (size_t)t.count};
}
