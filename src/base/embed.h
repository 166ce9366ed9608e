/* Files that travel inside the program: lexicons, models, the sample, pages.
 *
 * Adds   a read-only table of embedded files, written by scripts/embed.sh at build; names are
 *        paths from the repository's root ("data/lexicon/states.tsv").
 * Fails  never: an unknown name gives an empty view with at == NULL.
 * Cost   a binary search; the bytes are mapped with the program and aligned to 64.
 */
#ifndef DEM_BASE_EMBED_H
#define DEM_BASE_EMBED_H

#include "base/str.h"

typedef struct dem_embed {
    const char *name;
    const char *begin, *end;
} dem_embed;

extern const dem_embed dem_embeds[]; /* sorted by name */
extern const size_t dem_embed_count;

dem_str dem_embed_find(const char *name);

#endif
