#include "attrib/lattice.h"

#include "model/kernel.h"

#include <string.h>

/* state = ((source * 2 + cue) * 3 + contents (at most 2)) * 4 + last role + 1 (0: none) */
int dem_state_next(int state, int role)
{
    int content = state / 4 % 3, cue = state / 12 % 2, source = state / 24;
    if ((role == DEM_ROLE_SOURCE && source) || (role == DEM_ROLE_CUE && cue))
        return -1;
    source |= role == DEM_ROLE_SOURCE;
    cue |= role == DEM_ROLE_CUE;
    content += role == DEM_ROLE_CONTENT && content < 2;
    return ((source * 2 + cue) * 3 + content) * 4 + role + 1;
}

bool dem_state_final(int state)
{
    return state / 12 % 2 == 1;
}

/* Eight numbers at a time, whatever the machine has for it: no lane depends on another. */
enum { LANES = 8 };
typedef double lanes __attribute__((vector_size(8 * LANES)));

void dem_exp_all(double *x, int32_t n)
{
    dem_kernels_best()->exp_all(x, n);
}

double dem_exp(double x)
{
    dem_exp_all(&x, 1);
    return x;
}

double dem_log(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t k = (int64_t)(bits >> 52 & 0x7FF) - 1023;
    bits = (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1023 << 52;
    double m;
    memcpy(&m, &bits, sizeof m);
    double t = (m - 1) / (m + 1), t2 = t * t, term = t, sum = 0;
    for (int i = 1; i < 40; i += 2) {
        sum = sum + term / i;
        term = term * t2;
    }
    return 2 * sum + (double)k * 0.69314718055994530942;
}

/* States lie in lanes by the role that came last, LANES for each: a segment touches those of its role only.
 * The start, which nothing leads to, comes behind them. */
enum { START = DEM_ROLES * LANES, ALL };

typedef struct move {
    int32_t from, to;     /* lanes */
    int32_t state, role;  /* the state that is left, what is laid */
    double touch, open;   /* weights of doing so at once and behind a gap */
} move;

/* Per position: mass that has just ended a segment here (touch), and mass with a gap (open). */
typedef struct sums {
    lanes (*touch)[DEM_ROLES], (*open)[DEM_ROLES];           /* forward; of the start, open is 1 */
    lanes (*from_touch)[DEM_ROLES], (*from_open)[DEM_ROLES]; /* backward */
    double start;  /* backward, at the start */
    double *weight; /* of each segment */
    move moves[DEM_STATES * DEM_ROLES]; /* by the state that is left, then by role */
    int32_t state[ALL];                 /* of a lane; -1: none */
    double last[ALL];                   /* weight of ending so, 0 where one may not */
    int n_moves;
} sums;

static int32_t lane_of(sums *f, int state, int role)
{
    int32_t lane = role * LANES;
    while (f->state[lane] >= 0 && f->state[lane] != state)
        lane++;
    f->state[lane] = state;
    return lane;
}

/* States that can be reached in ascending order: what leads to a state has a lower number, or is itself. */
static void find_moves(sums *f, const dem_lattice *l)
{
    int32_t lane[DEM_STATES];
    for (int32_t k = 0; k < ALL; k++)
        f->state[k] = -1;
    for (int s = 0; s < DEM_STATES; s++)
        lane[s] = s ? -1 : START;
    f->state[START] = 0;
    for (int s = 0; s < DEM_STATES; s++)
        for (int r = 0; lane[s] >= 0 && r < DEM_ROLES; r++) {
            int next = dem_state_next(s, r);
            if (next < 0)
                continue;
            lane[next] = lane_of(f, next, r);
            f->moves[f->n_moves++] = (move){lane[s], lane[next], s, r, (double)l->step[0][s][r], (double)l->step[1][s][r]};
        }
}

static void weigh_moves(sums *f, const dem_lattice *l)
{
    double weights[2 * DEM_STATES * DEM_ROLES + ALL] = {0};
    int n = f->n_moves;
    for (int k = 0; k < n; k++)
        weights[2 * k] = f->moves[k].touch, weights[2 * k + 1] = f->moves[k].open;
    for (int32_t k = 0; k < ALL; k++)
        weights[2 * n + k] = f->state[k] < 0 ? 0 : (double)l->last[f->state[k]];
    dem_exp_all(weights, 2 * n + ALL);
    for (int k = 0; k < n; k++)
        f->moves[k].touch = weights[2 * k], f->moves[k].open = weights[2 * k + 1];
    for (int32_t k = 0; k < ALL; k++)
        f->last[k] = f->state[k] >= 0 && dem_state_final(f->state[k]) ? weights[2 * n + k] : 0;
}

static void prepare(sums *f, const dem_lattice *l, dem_arena *arena)
{
    size_t n = (size_t)l->n + 1;
    lanes(**const tables[])[DEM_ROLES] = {&f->touch, &f->open};
    f->n_moves = 0;
    find_moves(f, l);
    weigh_moves(f, l);
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
        *tables[k] = dem_arena_take(arena, sizeof **tables[k], n, _Alignof(lanes));
    f->from_touch = dem_arena_unset(arena, sizeof *f->from_touch, n, _Alignof(lanes));
    f->from_open = dem_arena_unset(arena, sizeof *f->from_open, n, _Alignof(lanes));
    f->weight = dem_new_unset(arena, double, l->segments.len + 1);
    for (int32_t k = 0; k < l->segments.len; k++)
        f->weight[k] = (double)l->segments.at[k].score;
    dem_exp_all(f->weight, l->segments.len);
}

/* Mass that enters the lanes at position i. */
static void enter(const sums *f, int32_t i, lanes in[DEM_ROLES])
{
    double touch[ALL], open[ALL], to[START] = {0};
    memcpy(touch, f->touch[i], sizeof f->touch[i]);
    memcpy(open, f->open[i], sizeof f->open[i]);
    touch[START] = 0, open[START] = 1;
    for (int k = 0; k < f->n_moves; k++) {
        const move *m = &f->moves[k];
        to[m->to] += touch[m->from] * m->touch + open[m->from] * m->open;
    }
    memcpy(in, to, sizeof to);
}

static void forward(sums *f, const dem_lattice *l)
{
    int32_t k = 0;
    for (int32_t i = 0; i < l->n; i++) {
        lanes in[DEM_ROLES];
        if (k < l->segments.len && l->segments.at[k].begin == i)
            enter(f, i, in);
        for (; k < l->segments.len && l->segments.at[k].begin == i; k++) {
            const dem_segment *g = &l->segments.at[k];
            f->touch[g->end][g->role] += f->weight[k] * in[g->role];
        }
        for (int r = 0; r < DEM_ROLES; r++)
            f->open[i + 1][r] += f->touch[i][r] + f->open[i][r];
    }
}

/* Mass that has ended in each lane, times the weight of ending so. */
static void finals(const sums *f, const dem_lattice *l, double mass[START])
{
    double touch[START], open[START];
    memcpy(touch, f->touch[l->n], sizeof touch);
    memcpy(open, f->open[l->n], sizeof open);
    for (int k = 0; k < START; k++)
        mass[k] = (touch[k] + open[k]) * f->last[k];
}

/* Adds up how often each move is made, times all ways. */
static void count_moves(const sums *f, dem_lattice *l, int32_t i, const double out[START])
{
    double touch[ALL], open[ALL];
    memcpy(touch, f->touch[i], sizeof f->touch[i]);
    memcpy(open, f->open[i], sizeof f->open[i]);
    touch[START] = 0, open[START] = 1;
    for (int k = 0; k < f->n_moves; k++) {
        const move *m = &f->moves[k];
        l->step_p[0][m->state][m->role] += touch[m->from] * m->touch * out[m->to];
        l->step_p[1][m->state][m->role] += open[m->from] * m->open * out[m->to];
    }
}

static void backward(sums *f, dem_lattice *l, bool counts)
{
    int32_t k = l->segments.len - 1;
    double open[ALL];
    memcpy(open, f->last, sizeof open);
    memcpy(f->from_touch[l->n], open, sizeof f->from_touch[0]);
    memcpy(f->from_open[l->n], open, sizeof f->from_open[0]);
    for (int32_t i = l->n - 1; i >= 0; i--) {
        lanes sum[DEM_ROLES] = {{0}};
        double out[START], touch[ALL];
        memcpy(touch, open, sizeof touch);
        if (k >= 0 && l->segments.at[k].begin == i) {
            for (; k >= 0 && l->segments.at[k].begin == i; k--) {
                const dem_segment *g = &l->segments.at[k];
                sum[g->role] += f->weight[k] * f->from_touch[g->end][g->role];
            }
            memcpy(out, sum, sizeof out);
            for (int j = 0; j < f->n_moves; j++) {
                const move *m = &f->moves[j];
                touch[m->from] += m->touch * out[m->to];
                open[m->from] += m->open * out[m->to];
            }
            if (counts)
                count_moves(f, l, i, out);
        }
        memcpy(f->from_touch[i], touch, sizeof f->from_touch[0]);
        memcpy(f->from_open[i], open, sizeof f->from_open[0]);
    }
    f->start = open[START];
}

static void posteriors(const sums *f, dem_lattice *l, double all)
{
    int32_t k = 0;
    while (k < l->segments.len) {
        lanes in[DEM_ROLES];
        int32_t i = l->segments.at[k].begin;
        enter(f, i, in);
        for (; k < l->segments.len && l->segments.at[k].begin == i; k++) {
            dem_segment *g = &l->segments.at[k];
            lanes products = in[g->role] * f->from_touch[g->end][g->role];
            double p = 0;
            for (int j = 0; j < LANES; j++)
                p += products[j];
            g->p = p * f->weight[k] / all;
        }
    }
}

bool dem_lattice_sum(dem_lattice *l, double least, bool counts, dem_arena scratch)
{
    sums f;
    double mass[START], ways = 0;
    prepare(&f, l, &scratch);
    forward(&f, l);
    finals(&f, l, mass);
    for (int k = 0; k < START; k++)
        ways += mass[k];
    if (ways / (ways + 1) < least)
        return false;
    memset(l->step_p, 0, sizeof l->step_p);
    memset(l->last_p, 0, sizeof l->last_p);
    backward(&f, l, counts);
    const double all = f.start + 1;
    l->any = f.start / all;
    l->log_sum = dem_log(all);
    posteriors(&f, l, all);
    for (int k = 0; k < f.n_moves; k++)
        for (int g = 0; counts && g < DEM_GAPS; g++)
            l->step_p[g][f.moves[k].state][f.moves[k].role] /= all;
    for (int k = 0; counts && k < START; k++)
        if (f.state[k] >= 0 && dem_state_final(f.state[k]))
            l->last_p[f.state[k]] = mass[k] / all;
    return true;
}
