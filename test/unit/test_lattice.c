/* The semi-Markov field: its sums against plain enumeration of every way to lay the segments. */
#include "unit.h"

#include "attrib/attrib.h"

#include <math.h>
#include <stdlib.h>

enum { N = 6 };

/* Every role on every stretch of at most three tokens; cues must hold token 2. Scores differ. */
static dem_lattice *small_lattice(dem_arena *arena)
{
    dem_lattice *l = dem_new(arena, dem_lattice, 1);
    l->n = N;
    for (int32_t b = 0; b < N; b++)
        for (int32_t e = b + 1; e <= N && e <= b + 3; e++)
            for (int r = 0; r < DEM_ROLES; r++) {
                bool holds = b <= 2 && 2 < e;
                if (holds != (r == DEM_ROLE_CUE))
                    continue;
                float score = 0.3f * (float)((b * 7 + e * 3 + r * 5) % 11) - 1.2f;
                *dem_push(&l->segments, arena) = (dem_segment){b, e, (uint8_t)r, score, 0};
            }
    for (int s = 0; s < DEM_STATES; s++) {
        l->last[s] = 0.1f * (float)(s % 5) - 0.2f;
        for (int g = 0; g < DEM_GAPS; g++)
            for (int r = 0; r < DEM_ROLES; r++)
                l->step[g][s][r] = 0.2f * (float)((s + 2 * g + r) % 4) - 0.3f;
    }
    return l;
}

typedef struct tally {
    const dem_lattice *l;
    double ways, with[256];
    int32_t path[N];
} tally;

/* Depth at most N: each step lays one more segment. */
static void lay(tally *t, int32_t at, int state, int32_t end, int depth, double weight)
{
    if (dem_state_final(state)) {
        double w = weight * exp((double)t->l->last[state]);
        t->ways += w;
        for (int k = 0; k < depth; k++)
            t->with[t->path[k]] += w;
    }
    for (int32_t k = 0; k < t->l->segments.len; k++) {
        const dem_segment *g = &t->l->segments.at[k];
        int next = dem_state_next(state, g->role), gap = !(depth && g->begin == end);
        if (g->begin < at || next < 0)
            continue;
        t->path[depth] = k;
        lay(t, g->end, next, g->end, depth + 1,
            weight * exp((double)g->score + (double)t->l->step[gap][state][g->role]));
    }
}

static void sums_agree_with_enumeration(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_lattice *l = small_lattice(&arena);
    tally *t = dem_new(&arena, tally, 1);
    t->l = l;
    assert_true(dem_lattice_sum(l, 0, false, arena));
    lay(t, 0, 0, 0, 0, 1);
    assert_true(fabs(l->any - t->ways / (t->ways + 1)) < 1e-9);
    assert_true(fabs(l->log_sum - log(t->ways + 1)) < 1e-9);
    for (int32_t k = 0; k < l->segments.len; k++)
        assert_true(fabs(l->segments.at[k].p - t->with[k] / (t->ways + 1)) < 1e-9);
    dem_arena_close(&arena);
}

/* Moves and ends as often as segments: each segment of a way is entered by one move, each way ends once. */
static void moves_are_counted(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_lattice *l = small_lattice(&arena);
    double laid[DEM_ROLES] = {0}, moved[DEM_ROLES] = {0}, ends = 0;
    assert_true(dem_lattice_sum(l, 0, true, arena));
    for (int32_t k = 0; k < l->segments.len; k++)
        laid[l->segments.at[k].role] += l->segments.at[k].p;
    for (int s = 0; s < DEM_STATES; s++) {
        ends += l->last_p[s];
        for (int g = 0; g < DEM_GAPS; g++)
            for (int r = 0; r < DEM_ROLES; r++)
                moved[r] += l->step_p[g][s][r];
    }
    assert_true(fabs(ends - l->any) < 1e-9);
    for (int r = 0; r < DEM_ROLES; r++)
        assert_true(fabs(moved[r] - laid[r]) < 1e-9);
    dem_arena_close(&arena);
}

/* What is asked for at least is met or not, and tells the same as the sum. */
static void unlikely_lattices_are_left(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_lattice *l = small_lattice(&arena);
    assert_true(dem_lattice_sum(l, 0, false, arena));
    double any = l->any;
    assert_true(dem_lattice_sum(l, any - 1e-9, false, arena));
    l->any = -1;
    assert_false(dem_lattice_sum(l, any + 1e-9, false, arena));
    assert_true(l->any == -1);
    dem_arena_close(&arena);
}

static void exactly_one_cue(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_lattice *l = small_lattice(&arena);
    double cues = 0;
    assert_true(dem_lattice_sum(l, 0, false, arena));
    for (int32_t k = 0; k < l->segments.len; k++)
        cues += l->segments.at[k].role == DEM_ROLE_CUE ? l->segments.at[k].p : 0;
    assert_true(fabs(cues - l->any) < 1e-9);
    dem_arena_close(&arena);
}

static void states_forbid_a_second_source(void **state)
{
    (void)state;
    int s = dem_state_next(0, DEM_ROLE_SOURCE);
    assert_int_equal(dem_state_next(s, DEM_ROLE_SOURCE), -1);
    assert_false(dem_state_final(s));
    s = dem_state_next(dem_state_next(s, DEM_ROLE_CUE), DEM_ROLE_CONTENT);
    assert_true(dem_state_final(s));
    assert_true(dem_state_next(s, DEM_ROLE_CONTENT) >= 0);
}

static void own_exp_and_log(void **state)
{
    (void)state;
    for (double x = -40; x < 40; x += 0.37) {
        assert_true(fabs(dem_exp(x) / exp(x) - 1) < 1e-13);
        assert_true(fabs(dem_log(exp(x)) - x) < 1e-10);
    }
    assert_true(dem_exp(-1000) == 0);
    double all[21];
    for (int n = 0; n <= 21; n++) {
        for (int i = 0; i < n; i++)
            all[i] = i == 3 ? -800 : i == 7 ? 900 : 0.31 * i * i - 5;
        dem_exp_all(all, n);
        for (int i = 0; i < n; i++)
            assert_true(all[i] == dem_exp(i == 3 ? -800 : i == 7 ? 900 : 0.31 * i * i - 5));
    }
}

/* Straight lines between the knots, held at both ends. */
static void curves_between_knots(void **state)
{
    dem_curve curve;
    (void)state;
    for (int k = 0; k < DEM_KNOTS; k++)
        curve[k] = k < 10 ? 0.25f : 0.75f;
    assert_true(fabsf(dem_curve_at(curve, 0) - 0.25f) < 1e-6f);
    assert_true(fabsf(dem_curve_at(curve, 1) - 0.75f) < 1e-6f);
    assert_true(fabsf(dem_curve_at(curve, 0.475f) - 0.5f) < 1e-5f);
    assert_true(fabsf(dem_curve_at(curve, 1.5f) - 0.75f) < 1e-6f);
    assert_true(fabsf(dem_curve_at(curve, -1) - 0.25f) < 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_agree_with_enumeration), cmocka_unit_test(exactly_one_cue),
        cmocka_unit_test(moves_are_counted), cmocka_unit_test(unlikely_lattices_are_left),
        cmocka_unit_test(states_forbid_a_second_source), cmocka_unit_test(own_exp_and_log),
        cmocka_unit_test(curves_between_knots)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
