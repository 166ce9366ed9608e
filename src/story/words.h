/* Texts as sequences of word hashes: what copies and stories are compared by.
 *
 * Adds   dem_words: words (runs of letters and digits, case folded) with their bytes and whether
 *        they stand inside quotation marks.
 * Fails  never.  Owner: the arena.  Cost: linear in the text.
 */
#ifndef DEM_STORY_WORDS_H
#define DEM_STORY_WORDS_H

#include "base/arena.h"

/* A report as this room sees it. Views are the caller's. */
typedef struct dem_report {
    dem_str id, outlet, date, title, text; /* date: ISO 8601 or empty */
    const dem_span *aside; /* what of the text is known to be furniture, in order; may be NULL */
    int32_t n_aside;
} dem_report;

typedef struct dem_word {
    uint64_t hash;
    dem_span span;
    uint8_t quoted;
    uint8_t capital; /* starts with a capital letter */
} dem_word;

typedef struct dem_words {
    const dem_word *at;
    int32_t len;
} dem_words;

dem_words dem_report_words(dem_str text, dem_arena *arena);

/* Days since 1970-01-01 of an ISO date; false when there is none. */
bool dem_day_of(dem_str date, int32_t *day);

#endif
