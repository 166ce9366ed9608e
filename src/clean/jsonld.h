/* What a page's JSON-LD says of its article.
 *
 * Adds   dem_jsonld_read: headline, dates, authors, publisher, language of the first article-like
 *        object (else of the web page) in a piece of JSON-LD, however it is nested (@graph, arrays).
 * Needs  base, entities.
 * Fails  never: broken JSON is read as far as it goes, nesting beyond 64 is passed over.
 * Owner  strings live in the arena.
 * Cost   linear, one pass, no recursion.
 */
#ifndef DEM_CLEAN_JSONLD_H
#define DEM_CLEAN_JSONLD_H

#include "base/arena.h"

enum { DEM_JSONLD_AUTHORS = 16 };

typedef struct dem_jsonld {
    int rank; /* 0 nothing, 1 a web page, 2 an article */
    dem_str headline, published, modified, publisher, language;
    dem_str authors[DEM_JSONLD_AUTHORS];
    int n_authors;
} dem_jsonld;

/* Adds what `json` says when it outranks what is there. */
void dem_jsonld_read(dem_jsonld *out, dem_str json, dem_arena *arena);

#endif
