/* The stretch around one cue in which its source and contents are sought, seen from the cue.
 *
 * Adds   dem_window: the cue's sentence and, for quotations that run on, some sentences around it;
 *        for each token its place relative to the cue in the parse; where contents may begin and
 *        end. dem_window_*: the features of tokens, borders and whole segments for the linear model
 *        "span" (labels: source, cue, content). The trainer calls the same functions.
 * Needs  a scan.
 * Fails  never.
 * Owner  `arena`.
 * Cost   windows are capped (DEM_WINDOW_BACK + DEM_WINDOW_ON tokens), so a document costs linear
 *        time in its tokens however long its sentences are.
 */
#ifndef DEM_ATTRIB_WINDOW_H
#define DEM_ATTRIB_WINDOW_H

#include "attrib/lattice.h"
#include "attrib/scan.h"

enum {
    DEM_WINDOW_BACK = 100, DEM_WINDOW_ON = 160, /* tokens at most before and after the cue */
    DEM_WINDOW_PLAIN = 140, /* in longer sentences contents begin and end at breaks only */
    DEM_WINDOW_ENDLESS = 200, DEM_WINDOW_SHORT_BACK = 16, DEM_WINDOW_SHORT_ON = 32, /* nobody wrote such a sentence */
    DEM_SOURCE_LONGEST = 40, DEM_CUE_LONGEST = 14, DEM_SPAN_FEATURES = 64
};

typedef struct dem_window {
    const dem_scan *scan;
    int32_t at, n;    /* first token (of the scan), length */
    int32_t h;        /* the cue's head, from `at` */
    int32_t lo, hi;   /* the cue's sentence, from `at` */
    uint64_t *arg;    /* which argument of the cue, or of what governs it, a token stands under */
    uint64_t *path;   /* relations between token and cue */
    int32_t *branch;  /* that argument's top token, from `at`; -1 when none */
    uint8_t *commas;  /* commas and clause marks between token and cue, at most 3 */
    uint8_t *begins, *ends; /* may a content begin at, end before this position */
    float odds;       /* of the first stage */
} dem_window;

dem_window dem_window_make(const dem_scan *scan, int32_t head, float odds, dem_arena *arena);

/* What a span's words are, mixed; taken up anew, or made longer when it begins where the last one did. */
typedef struct dem_cue_words {
    int32_t begin, end;
    uint64_t words, lemmas, tags; /* 0 before the first */
} dem_cue_words;
void dem_cue_words_take(dem_cue_words *words, const dem_window *w, int32_t begin, int32_t end);

/* Features; each returns their number. Positions count from `at`. */
int dem_window_token(const dem_window *w, int32_t t, uint64_t f[DEM_SPAN_FEATURES]);
int dem_window_begin(const dem_window *w, int32_t t, uint64_t f[DEM_SPAN_FEATURES]);
int dem_window_end(const dem_window *w, int32_t t, uint64_t f[DEM_SPAN_FEATURES]); /* before t */
int dem_window_top(const dem_window *w, int32_t t, uint64_t f[DEM_SPAN_FEATURES]); /* one root */
int dem_window_cue(const dem_window *w, const dem_cue_words *span, uint64_t f[DEM_SPAN_FEATURES]);
int dem_window_whole(const dem_window *w, uint64_t f[DEM_SPAN_FEATURES]);
int dem_window_last(const dem_window *w, int state, uint64_t f[DEM_SPAN_FEATURES]);
int dem_window_step(const dem_window *w, int gap, int state, uint64_t f[DEM_SPAN_FEATURES]);

/* What only the two ends of a segment together tell: small numbers with a feature each. */
typedef struct dem_shape {
    uint8_t length, roots, edges, marks;
    int16_t top; /* its one root, from the window's start, or -1 */
} dem_shape;
enum { DEM_SHAPE_LENGTHS = 12, DEM_SHAPE_ROOTS = 4, DEM_SHAPE_EDGES = 28, DEM_SHAPE_MARKS = 32 };
uint64_t dem_shape_feature(int kind, int value); /* kind 0..3: length, roots, edges, marks */

/* Calls `take` for every stretch that a role is allowed on, by begin, then end. `roles`: a bit a role. */
typedef void dem_segment_fn(void *to, int32_t begin, int32_t end, int roles, const dem_shape *shape);
void dem_window_segments(const dem_window *w, dem_segment_fn *take, void *to);

#endif
