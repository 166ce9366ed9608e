/* Quotations of one paragraph: every typographic kind, nested, unclosed, carried on.
 *
 * Adds   doc->quotes for the tokens [begin, end) of one block, and each token's innermost quote.
 * Needs  the block's tokens.
 * Fails  never: marks that pair with nothing are left alone (inches, elisions); what is still open
 *        at the paragraph's end is `unclosed`, and a paragraph that reopens with the same kind of
 *        mark `continues` it. Nesting is followed eight deep.
 * Owner  rows in doc->arena; `roles` (one a token of the block) in the arena passed.
 * Cost   linear in the tokens, whatever the marks.
 *
 *     "We agreed," he said. "But 'maybe' is not 'yes'."    -> four quotations, two of them nested
 */
#ifndef DEM_SEGMENT_QUOTE_H
#define DEM_SEGMENT_QUOTE_H

#include "doc/doc.h"

typedef enum dem_quote_role { DEM_ROLE_NONE, DEM_ROLE_OPEN, DEM_ROLE_CLOSE } dem_quote_role;

/* `carried`: an unclosed quotation of the paragraph before, or -1; gives the same for the next. */
int32_t dem_quote_block(dem_doc *doc, int32_t begin, int32_t end, int32_t carried, uint8_t *roles,
                        dem_arena scratch);

#endif
