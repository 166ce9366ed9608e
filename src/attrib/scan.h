/* One stretch of a document as the attribution models look at it: local indices, hashes, subtrees.
 *
 * Adds   dem_scan: arrays over the tokens [begin, end), index 0 = token `begin`. Everything outside
 *        the stretch does not exist: heads that lie outside are -1, and a quotation that holds the
 *        whole stretch counts for nothing. So the same models read a document (level 1) and the
 *        inside of a statement (levels 2, 3, ...) as a text of its own.
 * Needs  sentences, tokens, quotes, parses; names when there are any.
 * Fails  never (a cyclic parse, which no parser of ours makes, is cut at the first repeated token).
 * Owner  `arena`.
 * Cost   linear in the tokens.
 *
 *     dem_scan scan = dem_scan_make(doc, 0, doc->tokens.len, book, &scratch);
 */
#ifndef DEM_ATTRIB_SCAN_H
#define DEM_ATTRIB_SCAN_H

#include "attrib/frames.h"
#include "model/classes.h"
#include "model/linear.h"

enum { DEM_QUOTE_NONE, DEM_QUOTE_IN, DEM_QUOTE_OPEN, DEM_QUOTE_CLOSE }; /* state of one token */

typedef struct dem_scan {
    const dem_doc *doc;
    int32_t begin, n;
    int32_t *head;         /* -1: the root, or outside */
    int32_t *lo, *hi;      /* subtree: first token, one past the last */
    int32_t *up_lo, *up_hi; /* highest token whose subtree starts, ends (inclusive) here */
    int32_t *child, *next; /* first child, next sibling, in text order */
    int32_t *order;        /* every head before its children */
    int32_t *sent_lo, *sent_hi; /* sentence, clipped to the stretch */
    int32_t *sent;         /* running number of the sentence */
    int32_t *line;         /* running number of the block (paragraph) */
    int32_t *quote;        /* quotation the token is in or is a mark of, or -1 */
    uint64_t *word, *lemma; /* hashes of the lower-cased forms */
    uint64_t *shape;       /* hash of a suffix of three bytes and the word's shape */
    uint8_t *upos, *xpos, *rel, *state, *name;
    uint16_t *coarse, *fine; /* word classes, 0 unknown */
    dem_frame *frame;      /* entry of the cue lexicon that starts here */
    uint8_t *cue_class, *source_class; /* 0..7: how often the lemma heads a cue, a source */
} dem_scan;

/* What a scan looks words up in. `lexis` gives how often a lemma heads cues (label 0) and sources (1). */
typedef struct dem_wordbook {
    const dem_linear *lexis; /* NULL: 0 for all */
    const dem_frames *frames;
    const dem_classes *classes;
} dem_wordbook;

dem_scan dem_scan_make(const dem_doc *doc, int32_t begin, int32_t end, dem_wordbook book, dem_arena *arena);
/* The key under which a token's lemma is counted in `lexis`. */
uint64_t dem_scan_lexis_key(const dem_scan *scan, int32_t i);

#endif
