/* UTF-8: decode, encode, validate, classes of characters.
 *
 * Adds   total functions over possibly broken UTF-8. Classes come from utf8proc (Unicode 14).
 * Fails  never: a broken sequence decodes as DEM_UTF8_BAD, one byte long.
 * Cost   constant per character.
 */
#ifndef DEM_BASE_UTF8_H
#define DEM_BASE_UTF8_H

#include "base/str.h"

#define DEM_UTF8_BAD 0xFFFFFFFFu

/* First character of a non-empty view; returns its length in bytes (at least 1). */
size_t dem_utf8_decode(dem_str s, uint32_t *code);
size_t dem_utf8_encode(uint32_t code, char out[4]);
/* Offset of the first broken byte, or s.len when all is well. */
size_t dem_utf8_check(dem_str s);
/* True where a character starts (or at the end of the text). */
bool dem_utf8_boundary(dem_str s, size_t offset);

uint32_t dem_utf8_lower(uint32_t code);
bool dem_utf8_is_upper(uint32_t code);
bool dem_utf8_is_letter(uint32_t code);
bool dem_utf8_is_digit(uint32_t code);
bool dem_utf8_is_space(uint32_t code); /* white space of any width, incl. U+00A0 and line ends */
bool dem_utf8_is_punct(uint32_t code);

/* Lengths in other units, for exports that count characters or UTF-16. */
size_t dem_utf8_chars(dem_str s);
size_t dem_utf8_utf16(dem_str s);

/* Columns a character takes on a terminal: 0, 1 or 2. */
int dem_utf8_width(uint32_t code);
/* True for what must not reach a terminal or a page as it is: control characters, and marks that turn
 * the writing direction around. */
bool dem_utf8_is_control(uint32_t code);

#endif
