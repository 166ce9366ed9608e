/* What a large body of raw text says of a capitalised word or a run of them: how a tagger read it
 * there, wherever it stood. A name that this sentence leaves open was clear elsewhere.
 *
 * Sections of the model of names: memory.keys (u32, sorted), memory.codes (u8). A code is 0 for
 * unknown, else 1 + 2 * class + strong; classes: outside, PER first, PER last or alone, ORG, LOC,
 * MISC. `strong`: nine in ten of its occurrences were read so.
 *
 * Needs  model/model.h.
 * Fails  on open only; a model without these sections remembers nothing.
 * Cost   a hash and a binary search.
 */
#ifndef DEM_ENTITY_MEMORY_H
#define DEM_ENTITY_MEMORY_H

#include "model/model.h"

typedef struct dem_memory {
    const uint32_t *keys;
    const uint8_t *codes;
    uint32_t len;
} dem_memory;

typedef enum dem_memory_class {
    DEM_MEMORY_OUT, DEM_MEMORY_PER_FIRST, DEM_MEMORY_PER_LAST, DEM_MEMORY_ORG, DEM_MEMORY_LOC,
    DEM_MEMORY_MISC, DEM_MEMORY_CLASSES
} dem_memory_class;

void dem_memory_open(dem_memory *memory, const dem_model *model);
/* Code of a word, or of a run of words, forms[begin, end); one word and the same word as a whole
 * run are different entries. */
uint8_t dem_memory_find(const dem_memory *memory, uint32_t key);
uint32_t dem_memory_word(dem_str form);
uint32_t dem_memory_run(const dem_str *forms, int32_t begin, int32_t end);

#endif
