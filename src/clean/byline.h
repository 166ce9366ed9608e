/* Lines about the report: its date, its authors, its helpers.
 *
 * Adds   tests of one line each, with what it says.
 * Needs  base.
 * Fails  never.
 * Cost   linear in the line.
 *
 *     dem_line_is_date(DEM_STR("Published: Monday, 7 January 2019, 10:30 GMT"), &d, &changed) // true
 *     dem_line_is_date(DEM_STR("On 7 January 2019 the talks failed."), &d, &changed)          // false
 *     dem_line_is_byline(DEM_STR("By Ann Lee and Raj Rao, Daily Planet"), &names)  // "Ann Lee, Raj Rao"
 */
#ifndef DEM_CLEAN_BYLINE_H
#define DEM_CLEAN_BYLINE_H

#include "base/date.h"

/* Nothing but a date, its time and words such as "Published". `changed`: it says "updated". */
bool dem_line_is_date(dem_str line, dem_date *out, bool *changed);
/* `names`: the part of the line that names people, outlet and date left off. */
bool dem_line_is_byline(dem_str line, dem_str *names);
/* Bytes of a person's name at the start: two to five capitalised words, particles and initials between;
 * 0 when there is none. */
size_t dem_name_prefix(dem_str s);
/* "Reporting by …; editing by …", "… contributed to this report." */
bool dem_line_is_credit(dem_str line);
/* PLACE, Month day, year (AGENCY) at the start of a paragraph. */
bool dem_dateline_date(dem_str paragraph, dem_date *out);

#endif
