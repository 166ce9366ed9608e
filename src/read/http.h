/* An HTTP response as an archive keeps it: head, transfer and content encodings taken off.
 *
 * Adds   dem_http_open.
 * Needs  base; zlib, libzstd.
 * Fails  on a body that unpacks beyond `limit`, or is packed more than twice. Encodings that lie (a
 *        plain body said to be chunked or gzip) are believed by the bytes.
 * Owner  the body lives in the arena, or is part of the block itself.
 */
#ifndef DEM_READ_HTTP_H
#define DEM_READ_HTTP_H

#include "base/arena.h"

typedef struct dem_http {
    int status; /* 0: no HTTP head, the block is the body */
    dem_str type, charset;
    dem_str body;
} dem_http;

/* NULL when well; else what is wrong. */
const char *dem_http_open(dem_str block, size_t limit, dem_arena *arena, dem_http *out);
/* A header's value, trimmed, by name in any case; folded lines are not joined. */
dem_str dem_http_header(dem_str head, dem_str name);

#endif
