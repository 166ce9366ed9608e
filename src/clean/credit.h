/* Photo credits inside running text: where one that begins here ends.
 *
 * Adds   dem_credit_len, dem_credit_twice.
 * Needs  base.
 * Fails  never; 0 when no credit begins here, or when neither the text's end nor what a sentence may begin
 *        with follows it.
 * Cost   a credit's length, some 200 bytes at most.
 *
 *     dem_credit_len(DEM_STR("REUTERS/Ann Lee/File Photo The talks …"))   // 26
 *     dem_credit_len(DEM_STR("(Photo: Ann Lee, AP) GENEVA — The …"))      // 20
 *     dem_credit_len(DEM_STR("Reuters/Ipsos poll released on Friday …"))  // 0: what is no credit
 *
 * A name is two words, of which initials and particles do not count; a third is taken where a word that opens
 * sentences ("The", "In", a quotation mark) or a slash follows it, for nothing else tells a name's end.
 */
#ifndef DEM_CLEAN_CREDIT_H
#define DEM_CLEAN_CREDIT_H

#include "base/str.h"

size_t dem_credit_len(dem_str s);
/* "Ann Lee/AP Ann Lee/AP The talks …": a credit of any form, known by standing there twice. */
size_t dem_credit_twice(dem_str s);

#endif
