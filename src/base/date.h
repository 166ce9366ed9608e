/* Calendar dates in running text, machine attributes and addresses.
 *
 * Adds   dem_date_find: the first complete date (day, month and year) a text gives, with its bytes.
 *        Read: ISO 8601 and its cousins (2019-01-07, 2019/1/7, 20190107T…), "7 January 2019",
 *        "January 7th, 2019", "Jan. 7, 2019", 7.1.2019, and 13/1/2019 or 1/13/2019 where only one
 *        order is possible (with `day_first` the ambiguous ones too, never guessed otherwise).
 *        Month names in English, German, French, Spanish, Italian, Portuguese, Dutch.
 * Needs  nothing else of base than arenas (for dem_date_iso).
 * Fails  never: days that do not exist (30 February, year 0) are no dates.
 * Cost   linear in the text.
 *
 *     dem_date d;
 *     if (dem_date_find(DEM_STR("Updated 7 January 2019"), DEM_DATE_STRICT, &d, NULL)) …  // 2019 1 7
 */
#ifndef DEM_BASE_DATE_H
#define DEM_BASE_DATE_H

#include "base/arena.h"

typedef struct dem_date {
    int16_t year;
    int8_t month, day;
} dem_date;

typedef enum dem_date_order { DEM_DATE_STRICT, DEM_DATE_DAY_FIRST, DEM_DATE_MONTH_FIRST } dem_date_order;

/* `where` may be NULL. */
bool dem_date_find(dem_str s, dem_date_order order, dem_date *out, dem_span *where);
/* Exists in the calendar, and between 1900 and 2099. */
bool dem_date_valid(dem_date d);
bool dem_date_eq(dem_date a, dem_date b);
/* "2019-01-07" */
dem_str dem_date_iso(dem_date d, dem_arena *arena);
/* 1 to 12 for a month's name or common abbreviation at the start of `s`, with the letters it took; 0. */
int dem_date_month(dem_str s, size_t *len);

#endif
