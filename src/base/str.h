/* Counted strings and byte spans.
 *
 * Adds   dem_str: a view of bytes (pointer and length, never owned, no NUL);
 *        dem_span: a half-open range [begin, end) of byte offsets into a document's stored text.
 * Needs  nothing.
 * Fails  never: every function is total; out-of-range arguments are our bug and assert.
 * Cost   linear in the bytes looked at.
 *
 *     dem_str s = DEM_STR("Minister");
 *     assert(dem_str_eq(dem_str_cut(s, 0, 4), DEM_STR("Mini")));
 */
#ifndef DEM_BASE_STR_H
#define DEM_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dem_str {
    const char *at;
    size_t len;
} dem_str;

typedef struct dem_span {
    uint32_t begin, end;
} dem_span;

#define DEM_STR(literal) ((dem_str){(literal), sizeof(literal) - 1})

dem_str dem_str_of(const char *text); /* from a NUL-terminated string; NULL gives the empty view */
bool dem_str_eq(dem_str a, dem_str b);
bool dem_str_is(dem_str s, const char *text); /* equal to a NUL-terminated string */
/* Is s one of the words of a NUL-terminated list, which single spaces part? */
bool dem_str_among(dem_str s, const char *list);
bool dem_str_eq_nocase(dem_str a, dem_str b); /* ASCII letters only */
bool dem_str_is_nocase(dem_str s, const char *text);
bool dem_str_in_nocase(dem_str s, const char *const *list); /* one of a NULL-terminated list */
int dem_str_cmp(dem_str a, dem_str b);        /* byte order; shorter first on a tie */
bool dem_str_starts(dem_str s, dem_str prefix);
bool dem_str_ends(dem_str s, dem_str suffix);
dem_str dem_str_cut(dem_str s, size_t begin, size_t end); /* clamps to the view */
dem_str dem_str_trim(dem_str s);                          /* ASCII white space at both ends */
size_t dem_str_find(dem_str s, dem_str needle);           /* offset, or s.len when absent */

/* Splits *rest at the first `sep`, moves *rest past it and returns what stood before it.
 * After the last piece rest->at is NULL. */
dem_str dem_str_split(dem_str *rest, char sep);

/* Decimal digits only (an optional '-' for the signed one); false when anything else is there. */
bool dem_str_int(dem_str s, int64_t *out);

/* 64-bit hash (XXH3), the same on every machine. */
uint64_t dem_str_hash(dem_str s);

static inline uint32_t dem_span_len(dem_span s) { return s.end - s.begin; }
static inline bool dem_span_has(dem_span outer, dem_span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}
static inline bool dem_span_meets(dem_span a, dem_span b) { return a.begin < b.end && b.begin < a.end; }
static inline dem_str dem_span_str(dem_str text, dem_span s)
{
    return (dem_str){text.at + s.begin, s.end - s.begin};
}

#endif
