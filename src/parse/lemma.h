/* Lemmas and morphological features from tables learned with the tagger.
 *
 * Adds   dem_lemma: the longest suffix of the form known for a tag label gives an edit ("cut three
 *        bytes, add y"); whole forms are suffixes too ("^went"). dem_feats: the features most seen
 *        with label and form, else with the label.
 * Needs  sections "lemma.keys" (u32, open addressing, 0 empty) and "lemma.edits" (u16, one a slot),
 *        "edit.text" (one edit a line: "l|c", cut, added), the same for "feats".
 * Fails  on open only: every edit and line index is checked.
 * Cost   a probe a suffix, at most 8.
 *
 *     "parties" NOUN -> suffix "ies": lower-case, cut 3, add "y" -> "party"
 */
#ifndef DEM_PARSE_LEMMA_H
#define DEM_PARSE_LEMMA_H

#include "base/arena.h"
#include "model/model.h"

enum { DEM_LEMMA_SUFFIX = 7, DEM_LEMMA_EDITS = 4096 };

typedef struct dem_lookup {
    const uint32_t *keys;
    const uint16_t *values;
    uint32_t mask;
} dem_lookup;

typedef struct dem_lemmas {
    dem_lookup rules, feats;
    const uint32_t *edit_at, *feats_at; /* offsets of the lines; one more than lines */
    dem_str edit_text, feats_text;
    uint32_t edits, feat_lines;
} dem_lemmas;

bool dem_lemmas_open(dem_lemmas *lemmas, const dem_model *model, dem_error *err);
dem_str dem_lemma(const dem_lemmas *lemmas, dem_str form, uint8_t label, dem_arena *arena);
dem_str dem_feats(const dem_lemmas *lemmas, dem_str form, uint8_t label);

/* Keys, shared with the trainer. `bytes` of the lower-cased form; whole: the entire form. */
uint32_t dem_lemma_key(uint8_t label, dem_str bytes, bool whole);
/* Applies one edit line to a form; empty when it does not fit. */
dem_str dem_lemma_edit(dem_str line, dem_str form, dem_arena *arena);

#endif
