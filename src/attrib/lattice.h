/* A semi-Markov field over one window: every way to lay a source, a cue and contents on its tokens.
 *
 * Adds   dem_lattice: the allowed segments with their scores; dem_lattice_sum: the probability of
 *        each segment, of each step between segments, and of there being nothing at all (score 0).
 * Needs  nothing of documents: positions 0..n, roles, scores.
 * Fails  never.
 * Owner  `arena`.
 * Cost   segments x states that they lead to (eight at most), which are summed side by side.
 *
 * At most one source, exactly one cue, contents as many as there are. A state says what has been
 * laid so far and what came last; `gap` tells whether the next segment follows at once.
 * Sums are double precision in a fixed order, without fused operations, and exp is our own: the
 * same bits on every machine.
 *
 * Source: Sarawagi and Cohen (2004), Semi-Markov conditional random fields.
 */
#ifndef DEM_ATTRIB_LATTICE_H
#define DEM_ATTRIB_LATTICE_H

#include "base/arena.h"

enum { DEM_ROLE_SOURCE, DEM_ROLE_CUE, DEM_ROLE_CONTENT, DEM_ROLES };
enum { DEM_STATES = 48, DEM_GAPS = 2 };

typedef struct dem_segment {
    int32_t begin, end;
    uint8_t role;
    float score;     /* natural logarithm */
    double p;        /* posterior, filled by dem_lattice_sum */
} dem_segment;

typedef struct dem_lattice {
    int32_t n;
    DEM_VEC(dem_segment) segments; /* by begin */
    float step[DEM_GAPS][DEM_STATES][DEM_ROLES]; /* score of the next segment's role */
    float last[DEM_STATES];                      /* score of ending so; only states with a cue count */
    /* filled by dem_lattice_sum */
    double any;      /* probability that there is an attribution */
    double log_sum;  /* of all ways and of nothing */
    double step_p[DEM_GAPS][DEM_STATES][DEM_ROLES], last_p[DEM_STATES];
} dem_lattice;

/* The state after laying `role`, or -1 when it may not follow. State 0 is the start. */
int dem_state_next(int state, int role);
bool dem_state_final(int state);
/* False, with nothing filled, when the probability that there is an attribution lies below `least`: that
 * much is known half-way. Without `counts` step_p and last_p stay 0. */
bool dem_lattice_sum(dem_lattice *lattice, double least, bool counts, dem_arena scratch);
/* e to the x by a table-free polynomial on doubles, exactly the same everywhere; 0 below -700. */
double dem_exp(double x);
void dem_exp_all(double *x, int32_t n);
double dem_log(double x); /* x > 0 */

#endif
