/* Where a run of non-space characters falls into words.
 *
 * Adds   dem_chunk: one such run, decoded and classed; dem_cut_features: the features by which the
 *        linear model "cut" decides between two characters (keep, cut, or cut inside a multiword
 *        token). Both the tokenizer and its trainer call it, so that they cannot differ.
 * Needs  base, model/linear.h.
 * Fails  never. Broken UTF-8 is one character a byte, of class "other".
 * Cost   linear in the chunk; a bounded window around each gap, also in a chunk of a megabyte.
 */
#ifndef DEM_SEGMENT_CUT_H
#define DEM_SEGMENT_CUT_H

#include "base/arena.h"
#include "model/linear.h"

typedef enum dem_char_class {
    DEM_CHAR_LOWER,
    DEM_CHAR_UPPER,
    DEM_CHAR_DIGIT,
    DEM_CHAR_STOP,
    DEM_CHAR_HYPHEN,
    DEM_CHAR_APOSTROPHE,
    DEM_CHAR_QUOTE,
    DEM_CHAR_PUNCT,
    DEM_CHAR_OTHER
} dem_char_class;

typedef struct dem_char {
    uint32_t at;   /* byte offset in the text */
    uint32_t code; /* the character; typographic apostrophes are folded to ' */
    uint32_t run;  /* first character of the run of letters or of digits this one is in */
    uint32_t end;  /* one past the last of it */
    uint8_t kind;  /* dem_char_class */
    uint8_t fixed; /* inside an address (URL, e-mail): never cut before it */
} dem_char;

typedef struct dem_chunk {
    dem_str text; /* the whole document */
    dem_char *at;
    int32_t n;
    uint32_t hash; /* of the lower-cased chunk when it is short, else 0 */
    uint8_t next;  /* class of the first character after the white space; 255 at the block's end */
    uint8_t marks; /* bits: contains @, /, more than one full stop, a hyphen */
} dem_chunk;

typedef enum dem_cut { DEM_CUT_KEEP, DEM_CUT_WORD, DEM_CUT_MULTI, DEM_CUT_LABELS } dem_cut;

enum { DEM_CUT_FEATURES = 32 };

/* Decodes text[begin, end), which holds no white space; `next` as in the struct. */
dem_chunk dem_chunk_read(dem_str text, uint32_t begin, uint32_t end, uint8_t next,
                         dem_arena *arena);
/* Can words meet before character i (0 < i < n)? Most gaps between letters cannot. */
bool dem_cut_candidate(const dem_chunk *chunk, int32_t i);
int dem_cut_features(const dem_chunk *chunk, int32_t i, uint64_t features[DEM_CUT_FEATURES]);
uint8_t dem_char_kind(uint32_t code);

#endif
