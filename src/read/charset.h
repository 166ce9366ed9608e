/* Any charset to UTF-8.
 *
 * Adds   dem_charset_decode: by byte order mark, then the declaration (the container's, then the
 *        page's own) where the bytes allow it, then UTF-8 where valid, then a guess (uchardet).
 * Needs  base; iconv.
 * Fails  never: bytes of no character become U+FFFD. `bad` is the first such byte's offset in the
 *        input (the input's length when there is none).
 * Owner  the text lives in the arena, or is the input itself when nothing had to change.
 * Cost   linear.
 * Source WHATWG Encoding: ISO-8859-1 and US-ASCII mean Windows-1252, a UTF-16 declaration inside a
 *        page read byte by byte means UTF-8; UTF-7 is never decoded.
 */
#ifndef DEM_READ_CHARSET_H
#define DEM_READ_CHARSET_H

#include "base/arena.h"

typedef struct dem_charset {
    char name[32];    /* what it was read as */
    const char *how;  /* mark declared utf-8 guessed */
    size_t bad;
    bool changed;     /* the text is not the input's bytes */
} dem_charset;

/* `declared` by the container (may be empty); `html`: look for <meta charset> and <?xml encoding?>. */
dem_str dem_charset_decode(dem_str bytes, dem_str declared, bool html, dem_arena *arena, dem_charset *out);

#endif
