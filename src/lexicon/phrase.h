/* Phrase patterns over lemmas: "draw ~ line against", "no longer ~ insist".
 *
 * Adds   dem_phrases: an index of patterns; a pattern is a sequence of lower-case lemmas in which
 *        "~" (or "*") stands for up to three words.
 * Needs  the caller's sequence of lower-case lemmas.
 * Fails  never.
 * Owner  the arena given at building.
 * Cost   per position: the patterns that share the first lemma, each at most 4 words a step.
 *
 *     int32_t row = dem_phrases_longest(&cues, lemmas, n, at, &end);   // -1: none starts here
 */
#ifndef DEM_LEXICON_PHRASE_H
#define DEM_LEXICON_PHRASE_H

#include "base/map.h"

typedef struct dem_phrase {
    const dem_str *words;
    int32_t len;
    int32_t row;  /* the caller's number */
    int32_t next; /* pattern with the same first word, or -1; in order of adding */
} dem_phrase;

typedef struct dem_phrases {
    DEM_VEC(dem_phrase) all;
    dem_map first; /* first word -> 1 + index of its first pattern */
} dem_phrases;

typedef struct dem_phrase_hit {
    int32_t row, begin, end; /* words [begin, end) of the sequence */
} dem_phrase_hit;

/* Adds one pattern (words separated by single spaces); an empty one is passed over. */
void dem_phrases_add(dem_phrases *phrases, dem_str pattern, int32_t row, dem_arena *arena);
/* Where the pattern ends when it starts at `at` (shortest fit of the gaps), or -1. */
int32_t dem_phrase_end(const dem_phrase *phrase, const dem_str *words, int32_t n, int32_t at);
/* All patterns that start at `at`, at most `most`; returns how many. */
int32_t dem_phrases_at(const dem_phrases *phrases, const dem_str *words, int32_t n, int32_t at,
                       dem_phrase_hit *hits, int32_t most);
/* The longest of them (the first added on a tie): its row, or -1. */
int32_t dem_phrases_longest(const dem_phrases *phrases, const dem_str *words, int32_t n, int32_t at,
                            int32_t *end);

#endif
