/* Word classes: what kind of word a word is, learned from raw text.
 *
 * Every frequent word has a class under a coarse and a fine clustering, made by the exchange
 * algorithm over class bigrams (Martin, Liermann and Ney 1998; train/entity/clusters_main.c).
 * Words that follow and precede the same kinds of words share a class, so that a stage trained on
 * few sentences knows something of many words. Lower-case words also carry how often they are
 * written with a capital inside a sentence (0 to 9: "may" 2, "kabul" 9).
 *
 * Sections: classes.keys (u32, sorted), classes.coarse, classes.fine (u16), classes.capital (u8).
 *
 * Needs  model/model.h.
 * Fails  on open only; an unknown word has the classes 0 and `known` false.
 * Cost   a hash and a binary search a word.
 *
 *     dem_class c = dem_classes_find(&classes, DEM_STR("ministry"));
 */
#ifndef DEM_MODEL_CLASSES_H
#define DEM_MODEL_CLASSES_H

#include "model/model.h"

typedef struct dem_classes {
    const uint32_t *keys;
    const uint16_t *coarse, *fine;
    const uint8_t *capital;
    uint32_t len;
} dem_classes;

typedef struct dem_class {
    uint16_t coarse, fine;
    uint8_t capital;
    bool known;
} dem_class;

bool dem_classes_open(dem_classes *classes, const dem_model *model, dem_error *err);
/* The word as written; digits count as 0. */
dem_class dem_classes_find(const dem_classes *classes, dem_str word);
/* As written, else in lower case. */
dem_class dem_classes_find_any(const dem_classes *classes, dem_str word);
/* The key a word is stored under (for the program that writes the table). */
uint32_t dem_classes_key(dem_str word);

#endif
