/* An attribution on its way to its row: token positions, before layers and rows are numbered.
 *
 * Adds   dem_found; dem_found_split: the ledger's statements of one cue, a clause each;
 *        dem_found_quotations: quotations that stand alone and carry on what was quoted before.
 * Needs  tokens, parses, quotes.
 * Fails  never.
 */
#ifndef DEM_ATTRIB_FOUND_H
#define DEM_ATTRIB_FOUND_H

#include "attrib/field.h"

typedef struct dem_found {
    dem_reading r;            /* positions count from `at` */
    int32_t at, head;         /* tokens of the document; head: of the cue, or the first of the content */
    int32_t parent, level, rank;
    int32_t continues;        /* the one whose quotation this carries on, or -1 */
    bool no_cue;
    const char *why;          /* a rule; NULL: the model */
} dem_found;

typedef struct dem_founds {
    dem_found *at;
    int32_t len, cap;
} dem_founds;

/* "said that A and that B", "stressed A and B": a clause, a statement. Appends one or more to `out`.
 * Parts of a quotation that its cue cuts in two stay together. */
void dem_found_split(const dem_doc *doc, const dem_found *whole, dem_founds *out, dem_arena *arena);

/* Quotations of whole sentences, covered by none of the first-level attributions in `all` (in text
 * order): those before a sentence that only reports them ("Who will pay?" Ms. Venn asked.) join it, those that carry
 * on a quotation of the paragraph before join that, others become attributions without cue or source that continue
 * the last one quoted. */
void dem_found_quotations(const dem_doc *doc, dem_founds *all, dem_arena *arena, dem_arena scratch);

#endif
