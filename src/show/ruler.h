/* Offsets in the unit that a reader counts in: bytes of UTF-8, UTF-16 units (Java, JavaScript), characters (Python, R).
 *
 * Adds   dem_ruler: turns byte offsets of one text into another unit.
 * Needs  valid UTF-8; the text must outlive the ruler.
 * Fails  never.
 * Owner  the arena given.
 * Cost   linear to build; constant for an offset.
 */
#ifndef DEM_SHOW_RULER_H
#define DEM_SHOW_RULER_H

#include "base/arena.h"

typedef enum dem_offsets { DEM_OFFSETS_OWN /* the format's */, DEM_OFFSETS_BYTES, DEM_OFFSETS_UTF16, DEM_OFFSETS_CHARS } dem_offsets;

typedef struct dem_ruler {
    dem_str text;
    dem_offsets unit;
    const uint32_t *marks; /* units before each 256th byte; NULL: every unit is a byte */
} dem_ruler;

dem_ruler dem_ruler_of(dem_str text, dem_offsets unit, dem_arena *arena);
uint32_t dem_ruler_at(const dem_ruler *ruler, uint32_t byte);
/* NULL is the ruler of bytes. */
dem_span dem_ruler_span(const dem_ruler *ruler, dem_span bytes);
dem_str dem_offsets_name(dem_offsets unit);

#endif
