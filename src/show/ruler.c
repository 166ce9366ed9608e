#include "show/ruler.h"

enum { STEP = 256 };

/* Units of the characters that begin in text[from, to). */
static uint32_t units(dem_str text, dem_offsets unit, size_t from, size_t to)
{
    uint32_t n = 0;
    for (size_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)text.at[i];
        n += (c & 0xC0) != 0x80;
        n += unit == DEM_OFFSETS_UTF16 && c >= 0xF0;
    }
    return n;
}

static bool is_ascii(dem_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

dem_ruler dem_ruler_of(dem_str text, dem_offsets unit, dem_arena *arena)
{
    dem_ruler ruler = {text, unit, NULL};
    if (unit <= DEM_OFFSETS_BYTES || is_ascii(text))
        return ruler;
    uint32_t *marks = dem_new(arena, uint32_t, text.len / STEP + 1), n = 0;
    for (size_t i = 0; i <= text.len / STEP; i++) {
        marks[i] = n;
        size_t end = (i + 1) * STEP < text.len ? (i + 1) * STEP : text.len;
        n += units(text, unit, i * STEP, end);
    }
    ruler.marks = marks;
    return ruler;
}

uint32_t dem_ruler_at(const dem_ruler *ruler, uint32_t byte)
{
    if (!ruler->marks)
        return byte;
    return ruler->marks[byte / STEP] + units(ruler->text, ruler->unit, byte / STEP * STEP, byte);
}

dem_span dem_ruler_span(const dem_ruler *ruler, dem_span bytes)
{
    if (!ruler)
        return bytes;
    return (dem_span){dem_ruler_at(ruler, bytes.begin), dem_ruler_at(ruler, bytes.end)};
}

dem_str dem_offsets_name(dem_offsets unit)
{
    static const char *const names[] = {"bytes", "bytes", "utf16", "chars"};
    return dem_str_of(names[unit]);
}
