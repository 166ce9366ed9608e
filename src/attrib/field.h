/* The second stage: where the source, the cue and the contents of one candidate lie.
 *
 * Adds   dem_field: a window's lattice with the scores of a linear model and of a hidden layer
 *        (net.h) laid on it;
 *        dem_field_read: the spans to report, from the posteriors.
 * Needs  a window and a scorer (the weight file's, or the trainer's weights).
 * Fails  never.
 * Owner  `arena`.
 * Cost   tokens x features + segments; windows are capped.
 *
 * Spans are read off the posteriors (minimum Bayes risk), not off the best path: what is scored
 * is spans, and each is taken when it is likely enough by itself.
 */
#ifndef DEM_ATTRIB_FIELD_H
#define DEM_ATTRIB_FIELD_H

#include "attrib/net.h"

enum { DEM_SHAPE_KINDS = 4, DEM_SHAPE_VALUES = 32, DEM_BATCH = 32 };
/* Scores by role, padded: four at a time fill a register. */
enum { DEM_ROLE_LANES = 4 };
typedef float dem_role_scores[DEM_ROLE_LANES];
typedef struct dem_shape_scores {
    dem_role_scores of[DEM_SHAPE_KINDS][DEM_SHAPE_VALUES];
} dem_shape_scores;

typedef struct dem_scorer {
    /* Of `places` places at once, at most DEM_BATCH: scores[p] from features [ends[p - 1], ends[p]), from 0
     * for the first. */
    void (*score)(const void *model, const uint64_t *features, const int32_t *ends, int places,
                  float (*scores)[DEM_ROLES]);
    const void *model;
    const dem_net *net;     /* NULL: none */
    const dem_slate *slate, *cues; /* of the window's document: parts for all its tokens, and for the cue */
    bool ledger;            /* scheme */
    const dem_shape_scores *shapes; /* the same in all windows; NULL: not known beforehand */
} dem_scorer;

void dem_scorer_shapes(const dem_scorer *scorer, dem_shape_scores *shapes);


typedef struct dem_field {
    dem_window window;
    dem_lattice lattice;
    DEM_VEC(dem_shape) shapes;    /* one a segment */
    dem_role_scores *token;         /* sums up to, not including, a position */
    dem_role_scores *begin, *end, *top;
    const dem_shape_scores *shape;
    float whole;
    float (*inside)[DEM_NET_HIDDEN], (*border)[DEM_NET_HIDDEN]; /* hidden layers; NULL without a net */
    float cue[DEM_NET_HIDDEN];                                  /* of the cue's own, for `whole` */
    dem_scorer scorer;
    dem_arena *arena;
} dem_field;

dem_field *dem_field_make(dem_window window, dem_scorer scorer, dem_arena *arena);
int dem_shape_value(const dem_shape *shape, int kind);

enum { DEM_PIECES = 8 };
/* Positions count from the window's first token. */
typedef struct dem_reading {
    struct { int32_t begin, end; } source, cue, content[DEM_PIECES];
    int sources, contents; /* how many: 0 or 1, 0..DEM_PIECES */
    float any, p_source, p_cue, p_content; /* posteriors */
    float half; /* that there is an attribution whose content shares at least half with the surest piece */
} dem_reading;

typedef struct dem_dial {
    float source, content, second; /* least posterior of a source, a content, a further content */
} dem_dial;

/* After dem_lattice_sum. */
dem_reading dem_field_read(const dem_field *field, dem_dial dial, dem_arena scratch);

#endif
