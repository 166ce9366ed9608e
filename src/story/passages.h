/* Passages that two reports share, word for word or with small edits.
 *
 * Adds   dem_passages_find: every pair of reports with a common run of at least 12 words, the
 *        bytes on both sides, and what kind of sharing it is.
 * Method winnowed fingerprints of 8 words in windows of 5 (Schleimer, Wilkerson and Aiken 2003:
 *        every common run of 12 words leaves one), an inverted index over them, runs extended in
 *        full and then over edits of up to 12 words.
 * Fails  never.  Owner: the arena.
 * Cost   linear in words for the index (about 6 bytes a word), then in what is shared. A
 *        fingerprint that more than 64 reports hold is house text: each holder is compared with
 *        its 8 neighbours only.
 * Order  reports in any order give the same pairs: a pair is (smaller, larger) index of the
 *        caller's array, which the caller sorts by identifier.
 */
#ifndef DEM_STORY_PASSAGES_H
#define DEM_STORY_PASSAGES_H

#include "story/words.h"

typedef enum dem_passage_class {
    DEM_PASSAGE_SHARED,     /* unexplained: one took it from the other or both from a third */
    DEM_PASSAGE_QUOTATION,  /* the same spoken words */
    DEM_PASSAGE_WIRE,       /* an agency's text */
    DEM_PASSAGE_BOILERPLATE /* an outlet's own furniture */
} dem_passage_class;

typedef struct dem_passage {
    int32_t a, b; /* reports, a < b */
    dem_span a_span, b_span;
    int32_t words; /* equal words */
    uint8_t class;
} dem_passage;

typedef DEM_VEC(dem_passage) dem_passages;

void dem_passages_find(const dem_report *reports, const dem_words *words, int32_t n,
                       dem_passages *out, dem_arena *arena, dem_arena scratch);
const char *dem_passage_class_name(dem_passage_class class);
bool dem_outlet_is_agency(dem_str outlet);

/* Copies: for each report the index of the original it was taken from, or -1. A report is a copy
 * when half of the shorter text's words are shared as wire or unexplained text. The original of a
 * family is an agency's report, else the earliest, else the first by index. */
void dem_copies_find(const dem_report *reports, const dem_words *words, int32_t n,
                     const dem_passages *passages, int32_t *copy_of, dem_arena scratch);

#endif
