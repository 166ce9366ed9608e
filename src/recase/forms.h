/* Words as runs of letters, and how each is written: what the model of capitals sees.
 *
 * Adds   dem_letters_read: the runs of letters of a stretch of text; dem_letters_features: the features by which
 *        the linear model "form" tells how a word would be written if not all were capitals. The stage and its
 *        trainer call both, so that they cannot differ.
 * Needs  base, model/linear.h.
 * Fails  never.
 * Cost   linear in the bytes; DEM_LETTERS_FEATURES hashes at most a word.
 */
#ifndef DEM_RECASE_FORMS_H
#define DEM_RECASE_FORMS_H

#include "model/linear.h"

typedef enum dem_form { DEM_FORM_LOWER, DEM_FORM_FIRST, DEM_FORM_UPPER, DEM_FORMS } dem_form;

enum { DEM_LETTERS_FEATURES = 16 };

typedef struct dem_letters {
    dem_span span;
    uint64_t lower, end;  /* hashes: of the lower-cased letters, of the last three */
    uint8_t form;         /* dem_form, as written; one capital alone is FIRST */
    uint8_t n;            /* letters, at most 255 */
    uint8_t gap;          /* what stands before: 0 white space, 1 a hyphen, 2 other marks, 3 nothing */
    bool first;           /* begins a sentence, a quotation or a bracket: its capital may say nothing */
    bool opens;           /* begins a sentence */
    bool tail;            /* "s" of "Iran's" */
    bool dotted;          /* a letter of "U.S." */
    bool loud;            /* no lower-case letter up to the white space on either side */
} dem_letters;

typedef struct dem_letters_list {
    DEM_VEC(dem_letters) rows;
} dem_letters_list;

dem_letters_list dem_letters_read(dem_str text, dem_span span, dem_arena *arena);
/* Of word i; the words before it are taken as their `form` says. Returns the number. */
int dem_letters_features(const dem_letters *words, int32_t n, int32_t i, uint64_t f[DEM_LETTERS_FEATURES]);

#endif
