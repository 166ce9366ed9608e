#include "attrib/lattice.h"

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

double dem_exp(double x)
{
    if (x < -700)
        return 0;
    if (x > 700)
        x = 700;
    double k = (double)(int64_t)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
    double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10, term = 1, sum = 1;
    for (int i = 1; i <= 13; i++) {
        term = term * r / i;
        sum = sum + term;
    }
    uint64_t bits = (uint64_t)((int64_t)k + 1023) << 52;
    double scale;
    memcpy(&scale, &bits, sizeof scale);
    return sum * scale;
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

/* Per position: mass that has just ended a segment here (touch), and mass with a gap (open). */
typedef struct sums {
    double (*touch)[DEM_STATES], (*open)[DEM_STATES]; /* forward */
    double (*from_touch)[DEM_STATES], (*from_open)[DEM_STATES]; /* backward */
    double *weight; /* of each segment */
    int next[DEM_STATES][DEM_ROLES];
    double step[DEM_GAPS][DEM_STATES][DEM_ROLES];
    int live[DEM_STATES], lives; /* states that can be reached */
} sums;

static void prepare(sums *f, const dem_lattice *l, dem_arena *arena)
{
    bool seen[DEM_STATES] = {true};
    size_t n = (size_t)l->n + 1;
    f->touch = dem_arena_take(arena, sizeof *f->touch, n, _Alignof(double));
    f->open = dem_arena_take(arena, sizeof *f->open, n, _Alignof(double));
    f->from_touch = dem_arena_take(arena, sizeof *f->from_touch, n, _Alignof(double));
    f->from_open = dem_arena_take(arena, sizeof *f->from_open, n, _Alignof(double));
    f->weight = dem_new(arena, double, l->segments.len + 1);
    f->lives = 0;
    for (int s = 0; s < DEM_STATES; s++) {
        if (!seen[s])
            continue;
        f->live[f->lives++] = s;
        for (int r = 0; r < DEM_ROLES; r++) {
            f->next[s][r] = dem_state_next(s, r);
            if (f->next[s][r] >= 0)
                seen[f->next[s][r]] = true;
            for (int g = 0; g < DEM_GAPS; g++)
                f->step[g][s][r] = dem_exp((double)l->step[g][s][r]);
        }
    }
    for (int32_t k = 0; k < l->segments.len; k++)
        f->weight[k] = dem_exp((double)l->segments.at[k].score);
}

/* Mass that enters state s' with role r at position i. */
static void enter(const sums *f, int32_t i, double in[DEM_ROLES][DEM_STATES])
{
    memset(in, 0, sizeof(double) * DEM_ROLES * DEM_STATES);
    for (int k = 0; k < f->lives; k++) {
        int s = f->live[k];
        double a = f->touch[i][s], b = f->open[i][s];
        if (a == 0 && b == 0)
            continue;
        for (int r = 0; r < DEM_ROLES; r++)
            if (f->next[s][r] >= 0)
                in[r][f->next[s][r]] += a * f->step[0][s][r] + b * f->step[1][s][r];
    }
}

static void forward(sums *f, const dem_lattice *l)
{
    int32_t k = 0;
    f->open[0][0] = 1;
    for (int32_t i = 0; i < l->n; i++) {
        double in[DEM_ROLES][DEM_STATES];
        if (k < l->segments.len && l->segments.at[k].begin == i)
            enter(f, i, in);
        for (; k < l->segments.len && l->segments.at[k].begin == i; k++) {
            const dem_segment *g = &l->segments.at[k];
            for (int q = 0; q < f->lives; q++)
                f->touch[g->end][f->live[q]] += f->weight[k] * in[g->role][f->live[q]];
        }
        for (int q = 0; q < f->lives; q++)
            f->open[i + 1][f->live[q]] += f->touch[i][f->live[q]] + f->open[i][f->live[q]];
    }
}

static void backward(sums *f, dem_lattice *l)
{
    int32_t k = l->segments.len - 1;
    for (int q = 0; q < f->lives; q++)
        if (dem_state_final(f->live[q]))
            f->from_touch[l->n][f->live[q]] = f->from_open[l->n][f->live[q]] =
                dem_exp((double)l->last[f->live[q]]);
    for (int32_t i = l->n - 1; i >= 0; i--) {
        double out[DEM_ROLES][DEM_STATES] = {{0}};
        for (; k >= 0 && l->segments.at[k].begin == i; k--) {
            const dem_segment *g = &l->segments.at[k];
            for (int q = 0; q < f->lives; q++)
                out[g->role][f->live[q]] += f->weight[k] * f->from_touch[g->end][f->live[q]];
        }
        for (int q = 0; q < f->lives; q++) {
            int s = f->live[q];
            double a = f->from_open[i + 1][s], b = a;
            for (int r = 0; r < DEM_ROLES; r++)
                if (f->next[s][r] >= 0) {
                    double x = out[r][f->next[s][r]];
                    l->step_p[0][s][r] += f->touch[i][s] * f->step[0][s][r] * x;
                    l->step_p[1][s][r] += f->open[i][s] * f->step[1][s][r] * x;
                    a += f->step[0][s][r] * x;
                    b += f->step[1][s][r] * x;
                }
            f->from_touch[i][s] = a;
            f->from_open[i][s] = b;
        }
    }
}

static void posteriors(const sums *f, dem_lattice *l, double all)
{
    int32_t k = 0;
    while (k < l->segments.len) {
        double in[DEM_ROLES][DEM_STATES];
        int32_t i = l->segments.at[k].begin;
        enter(f, i, in);
        for (; k < l->segments.len && l->segments.at[k].begin == i; k++) {
            dem_segment *g = &l->segments.at[k];
            double p = 0;
            for (int q = 0; q < f->lives; q++)
                p += in[g->role][f->live[q]] * f->from_touch[g->end][f->live[q]];
            g->p = p * f->weight[k] / all;
        }
    }
}

void dem_lattice_sum(dem_lattice *l, dem_arena scratch)
{
    sums f;
    memset(l->step_p, 0, sizeof l->step_p);
    memset(l->last_p, 0, sizeof l->last_p);
    prepare(&f, l, &scratch);
    forward(&f, l);
    backward(&f, l);
    double ways = f.from_open[0][0], all = ways + 1;
    l->any = ways / all;
    l->log_sum = dem_log(all);
    posteriors(&f, l, all);
    for (int q = 0; q < f.lives; q++) {
        int s = f.live[q];
        for (int r = 0; r < DEM_ROLES; r++)
            for (int g = 0; g < DEM_GAPS; g++)
                l->step_p[g][s][r] /= all;
        if (dem_state_final(s))
            l->last_p[s] = (f.touch[l->n][s] + f.open[l->n][s]) * dem_exp((double)l->last[s]) / all;
    }
}
