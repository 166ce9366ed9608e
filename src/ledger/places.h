/* Places in a text as the ledger writes them: "b-e b-e".
 *
 * Adds   dem_place_next: one after another; false at the end, and at what is no place.
 *
 *     for (dem_span place; dem_place_next(&rest, &place);) …
 */
#ifndef DEM_LEDGER_PLACES_H
#define DEM_LEDGER_PLACES_H

#include "base/str.h"

static inline bool dem_place_next(dem_str *rest, dem_span *out)
{
    int64_t begin, end;
    if (!rest->at)
        return false;
    dem_str pair = dem_str_split(rest, ' ');
    if (!dem_str_int(dem_str_split(&pair, '-'), &begin) || !dem_str_int(pair, &end) || begin < 0 || end <= begin ||
        end > UINT32_MAX)
        return false;
    *out = (dem_span){(uint32_t)begin, (uint32_t)end};
    return true;
}

#endif
