/* Whether a sentence ends between two tokens of a paragraph.
 *
 * Adds   dem_glance: what the decision needs of each token, taken once; dem_gap_features: the
 *        features of the linear model "gap". The splitter and its trainer share them.
 * Needs  tokens and quotation roles of one block.
 * Cost   constant a gap.
 */
#ifndef DEM_SEGMENT_GAP_H
#define DEM_SEGMENT_GAP_H

#include "doc/doc.h"
#include "model/linear.h"

typedef struct dem_glance {
    uint32_t word; /* hash of the lower-cased form */
    uint8_t first; /* dem_char_class of the first character */
    uint8_t last;
    uint8_t len;   /* bytes, at most 255 */
    uint8_t role;  /* dem_quote_role */
    uint8_t lines; /* line ends between this token and the next: 0, 1, 2 = more */
    uint8_t end;   /* . ! ? … or a run of them */
    uint8_t space;
    uint8_t inside; /* a quotation is open after this token */
    int32_t depth;  /* open brackets after this token */
} dem_glance;

enum { DEM_GAP_FEATURES = 40 };

/* Glances of tokens [begin, end), in the arena; roles as dem_quote_block left them. */
dem_glance *dem_glance_block(const dem_doc *doc, int32_t begin, int32_t end, const uint8_t *roles,
                             dem_arena *arena);
/* Could a sentence end before token i of the block (0 < i < n)? */
bool dem_gap_candidate(const dem_glance *g, int32_t i);
/* `start`: the block's token where the running sentence began. */
int dem_gap_features(const dem_glance *g, int32_t n, int32_t i, int32_t start,
                     uint64_t features[DEM_GAP_FEATURES]);

#endif
