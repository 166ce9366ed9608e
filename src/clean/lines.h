/* The layout of plain text: which lines make a paragraph.
 *
 * Adds   dem_para_cut; dem_paras_find: the paragraphs of a text with what their shape tells. Two layouts are told
 *        apart: one paragraph a line (with or without blank lines between), and lines wrapped at a
 *        width with blank lines, indents or short last lines between paragraphs.
 * Needs  base.
 * Owner  the table lives in `arena`.
 * Cost   linear in the text.
 */
#ifndef DEM_CLEAN_LINES_H
#define DEM_CLEAN_LINES_H

#include "base/arena.h"

typedef struct dem_para {
    dem_span span;        /* without surrounding white space */
    uint32_t words, caps; /* words; those that begin with a capital or a digit */
    bool final;           /* ends as a sentence does, closing quotes and brackets aside */
    bool colon;           /* ends with a colon */
    bool gap_before, gap_after; /* a blank line, or the text's edge */
    bool shout;           /* letters all capital */
} dem_para;

typedef struct dem_paras {
    DEM_VEC(dem_para) rows;
    bool wrapped;
} dem_paras;

dem_paras dem_paras_find(dem_str text, dem_arena *arena);
/* The bytes [begin, end) of a paragraph, white space at both ends left off, as one of its own; its `span`
 * is empty when nothing is left. A gap is where the whole has one. */
dem_para dem_para_cut(dem_str text, const dem_para *whole, uint32_t begin, uint32_t end);

#endif
