/* Feeds as they are: what stops an XML parser and means no harm.
 *
 * Adds   dem_mend: a chunk with lone ampersands ("Ferry & Post", "?a=1&b=2", "&nbsp;") written as XML has
 *        them and control characters blanked; CDATA sections only lose the latter.
 * Needs  base.
 * Fails  never.
 * Owner  `out` is the caller's, of DEM_MEND_ROOM(len) bytes.
 * Cost   linear. A chunk's last few bytes may be held back for the next.
 */
#ifndef DEM_READ_MEND_H
#define DEM_READ_MEND_H

#include "base/str.h"

enum { DEM_MEND_HELD = 12 };
#define DEM_MEND_ROOM(len) (((len) + DEM_MEND_HELD) * 5)

typedef struct dem_mend {
    char held[DEM_MEND_HELD];
    uint8_t n_held;
    bool begun, cdata;
    bool as_is; /* UTF-16 or -32: nothing is changed */
} dem_mend;

/* How many bytes are in `out`. `last`: nothing is held back. */
size_t dem_mend_chunk(dem_mend *m, dem_str chunk, bool last, char *out);

#endif
