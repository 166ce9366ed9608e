/* What the neural parser sees of a word's form, and how lemmas are made of it.
 *
 * Adds   dem_wordform: the form with typography folded to ASCII (curly quotation marks, dashes,
 *        ellipsis), its lower-case twin, keys of both, buckets of its affixes and shape;
 *        dem_lemma_script: "cut this end, add that one, set the case".
 * Needs  memory from the caller's arena. The same as train/parse/data.py, byte for byte.
 * Fails  never. Cost linear in the bytes.
 *
 *     dem_wordform f = dem_wordform_look(DEM_STR("Ministers’"), 16384, &scratch);   // folded "Ministers'"
 *     script "L" "s>" on "Ministers"  ->  "minister"
 */
#ifndef DEM_PARSE_WORDFORM_H
#define DEM_PARSE_WORDFORM_H

#include "base/arena.h"

enum { DEM_WORDFORM_FEATURES = 11, DEM_LEMMA_KEYS = 7 };

typedef struct dem_wordform {
    dem_str folded, lower;
    uint64_t key, lower_key;
    int32_t bucket[DEM_WORDFORM_FEATURES]; /* -1: the form is too short for this affix */
} dem_wordform;

dem_wordform dem_wordform_look(dem_str form, uint32_t buckets, dem_arena *arena);

typedef struct dem_lemma_script {
    char letters; /* L lower, K as in the form, F first upper, U upper */
    dem_str removed, added;
} dem_lemma_script;

/* From "L" "ies>y". */
dem_lemma_script dem_lemma_script_read(dem_str line);
/* False where it does not fit: the lower-cased form does not end in what it removes, or nothing
 * would be left. */
bool dem_lemma_script_fits(dem_lemma_script script, const dem_wordform *form);
/* Hashes of tag and whole form, then of tag and endings of 5 bytes down to none; returns how many. */
int dem_lemma_keys(const dem_wordform *form, dem_str xpos, uint64_t keys[DEM_LEMMA_KEYS]);
dem_str dem_lemma_script_apply(dem_lemma_script script, const dem_wordform *form, dem_arena *arena);

#endif
