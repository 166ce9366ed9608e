/* The floating-point loops of the kernels, written once and compiled for each instruction set, with
 * DEM_WIDTH floats at a time. No element depends on another (but for the largest of all), so that
 * the width cannot change a bit.
 */
#ifndef DEM_MODEL_KERNEL_LOOPS_H
#define DEM_MODEL_KERNEL_LOOPS_H

#include "model/kernel.h"
#include "model/linear.h"

#include <string.h>

#define DEM_INLINE static inline __attribute__((always_inline))

/* gcc leaves short loops rolled at -O2, and with them the accumulators in memory. */
#if defined(__GNUC__) && !defined(__clang__)
#define DEM_UNROLL _Pragma("GCC unroll 8")
#else
#define DEM_UNROLL
#endif

/* As many floats as a register holds; the including file says how many. Passed by address, so that
 * no calling convention depends on the instruction set. */
typedef float dem_lanes __attribute__((vector_size(4 * DEM_WIDTH)));
typedef int32_t dem_lane_masks __attribute__((vector_size(4 * DEM_WIDTH)));
typedef int8_t dem_lane_bytes __attribute__((vector_size(DEM_WIDTH)));

/* Where the mask is set *x becomes *y. */
DEM_INLINE void dem_lanes_pick(dem_lanes *x, const dem_lane_masks *mask, const dem_lanes *y)
{
    dem_lane_masks old, new;
    memcpy(&old, x, sizeof old);
    memcpy(&new, y, sizeof new);
    old = (old & ~*mask) | (new & *mask);
    memcpy(x, &old, sizeof old);
}

typedef struct dem_ratio {
    dem_lanes over, under;
} dem_ratio;

/* tanh of *x as a ratio, within 6e-5, a hundredth of what a state's rounding leaves; odd. */
DEM_INLINE void dem_lanes_tanh(const dem_lanes *from, dem_ratio *t)
{
    const dem_lanes top = (dem_lanes){0} + 5.2f, bottom = -top;
    dem_lanes x = *from;
    dem_lane_masks above = x > top, below = x < bottom;
    dem_lanes_pick(&x, &above, &top);
    dem_lanes_pick(&x, &below, &bottom);
    dem_lanes y = x * x;
    t->over = x * ((y * 6.35609661e-04f + 0.101044967f) * y + 0.999765689f);
    t->under = (y * 0.0124399683f + 0.433715136f) * y + 1.0f;
}

/* Two at the price of one division, the slowest step of all. */
DEM_INLINE void dem_lanes_divide(const dem_ratio *a, const dem_ratio *b, dem_lanes *x, dem_lanes *y)
{
    dem_lanes both = (dem_lanes){0} + 1.0f;
    both /= a->under * b->under;
    *x = a->over * (b->under * both);
    *y = b->over * (a->under * both);
}

/* Rounds to the nearest integer, halves away from zero. */
DEM_INLINE void dem_lanes_round(const dem_lanes *x, int8_t *q)
{
    const dem_lanes none = {0}, half = none + 0.5f;
    dem_lane_masks below = *x < none;
    dem_lanes away = half, down = -half;
    dem_lanes_pick(&away, &below, &down);
    dem_lane_bytes bytes = __builtin_convertvector(
        __builtin_convertvector(*x + away, dem_lane_masks), dem_lane_bytes);
    memcpy(q, &bytes, sizeof bytes);
}

DEM_INLINE void dem_cell_loop(const float *gates, float *restrict c, int8_t *restrict h, int hidden)
{
    for (int at = 0; at < hidden; at += DEM_WIDTH) {
        dem_lanes in, forget, fresh, out, cell;
        dem_ratio r[5];
        memcpy(&in, gates + at, sizeof in);
        memcpy(&forget, gates + hidden + at, sizeof in);
        memcpy(&fresh, gates + 2 * hidden + at, sizeof in);
        memcpy(&out, gates + 3 * hidden + at, sizeof in);
        memcpy(&cell, c + at, sizeof in);
        in *= 0.5f, forget *= 0.5f, out *= 0.5f;
        dem_lanes_tanh(&in, &r[0]);
        dem_lanes_tanh(&forget, &r[1]);
        dem_lanes_tanh(&fresh, &r[2]);
        dem_lanes_tanh(&out, &r[3]);
        dem_lanes_divide(&r[0], &r[1], &in, &forget);
        dem_lanes_divide(&r[2], &r[3], &fresh, &out);
        cell = (forget * 0.5f + 0.5f) * cell + (in * 0.5f + 0.5f) * fresh; /* sigmoid(x) = tanh(x / 2) / 2 + 1/2 */
        memcpy(c + at, &cell, sizeof cell);
        dem_lanes_tanh(&cell, &r[4]);
        cell = (out * 0.5f + 0.5f) * (r[4].over / r[4].under) * (float)DEM_TOP;
        dem_lanes_round(&cell, h + at);
    }
}

DEM_INLINE void dem_add_floats_loop(float *restrict x, const float *restrict y, float s, int n)
{
    for (int at = 0; at < n; at += DEM_LANES)
        for (int j = 0; j < DEM_LANES; j++)
            x[at + j] += s * y[at + j];
}

DEM_INLINE int dem_best_loop(const float *x, int n)
{
    dem_lanes most = (dem_lanes){0} - 3.0e38f, v;
    dem_lane_masks where = {0};
    int at = 0;
    for (; at + DEM_WIDTH <= n; at += DEM_WIDTH) {
        memcpy(&v, x + at, sizeof v);
        dem_lane_masks above = v > most;
        dem_lanes_pick(&most, &above, &v);
        where = (where & ~above) | (above & at);
    }
    int best = 0;
    for (int j = 0; at > 0 && j < DEM_WIDTH; j++) {
        int here = where[j] + j;
        if (x[here] > x[best] || (x[here] == x[best] && here < best))
            best = here;
    }
    for (; at < n; at++)
        best = x[at] > x[best] ? at : best;
    return best;
}

/* max(x, 0), or x. */
DEM_INLINE void dem_lanes_relu(dem_lanes *x, bool relu)
{
    const dem_lanes none = {0};
    dem_lane_masks below = *x < none;
    if (relu)
        dem_lanes_pick(x, &below, &none);
}

/* Four registers of a row at a time. */
DEM_INLINE void dem_relu_rows_loop(float *restrict x, const float *const *rows, int m, int n)
{
    enum { STEP = 4 };
    int at = 0;
    for (; at + STEP * DEM_WIDTH <= n; at += STEP * DEM_WIDTH) {
        dem_lanes sum[STEP], v;
        memcpy(sum, rows[0] + at, sizeof sum);
        for (int r = 1; r < m; r++)
            DEM_UNROLL
            for (int j = 0; j < STEP; j++) {
                memcpy(&v, rows[r] + at + j * DEM_WIDTH, sizeof v);
                sum[j] += v;
            }
        DEM_UNROLL
        for (int j = 0; j < STEP; j++)
            dem_lanes_relu(&sum[j], true);
        memcpy(x + at, sum, sizeof sum);
    }
    for (; at < n; at += DEM_WIDTH) {
        dem_lanes sum, v;
        memcpy(&sum, rows[0] + at, sizeof sum);
        for (int r = 1; r < m; r++) {
            memcpy(&v, rows[r] + at, sizeof v);
            sum += v;
        }
        dem_lanes_relu(&sum, true);
        memcpy(x + at, &sum, sizeof sum);
    }
}

typedef float dem_narrow_lanes __attribute__((vector_size(4 * DEM_NARROW)));

/* Four rows at a time: one waits for its own sums only. */
DEM_INLINE void dem_narrow_loop(float (*restrict out)[DEM_NARROW], const float *restrict x,
                                const float *restrict w, int m, int n)
{
    enum { STEP = 4 };
    for (; m >= STEP; m -= STEP, x += STEP * n, out += STEP) {
        dem_narrow_lanes sum[STEP] = {{0}}, v;
        for (int k = 0; k < n; k++) {
            memcpy(&v, w + k * DEM_NARROW, sizeof v);
            DEM_UNROLL
            for (int j = 0; j < STEP; j++)
                sum[j] += x[j * n + k] * v;
        }
        memcpy(out, sum, sizeof sum);
    }
    for (; m > 0; m--, x += n, out++) {
        dem_narrow_lanes sum = {0}, v;
        for (int k = 0; k < n; k++) {
            memcpy(&v, w + k * DEM_NARROW, sizeof v);
            sum += x[k] * v;
        }
        memcpy(out, &sum, sizeof sum);
    }
}

DEM_INLINE int dem_sift_loop(const uint64_t *features, int n, const uint64_t *filter, uint32_t shift,
                             uint32_t *restrict keys, int32_t *restrict which)
{
    int kept = 0;
    for (int i = 0; i < n; i++) {
        uint32_t key = dem_feature_key(features[i]), bit = key >> shift;
        keys[kept] = key;
        which[kept] = i;
        kept += (int)(filter[bit / 64] >> bit % 64 & 1);
    }
    return kept;
}

/* The key's slot, or an empty one. Where in its line it lies is counted rather than asked: no branch could
 * foresee it. */
DEM_INLINE const dem_linear_slot *dem_slot_of(const dem_linear_slot *slots, uint32_t mask, uint32_t key)
{
    for (uint32_t i = key & mask & ~(uint32_t)(DEM_LINEAR_LINE - 1);; i = (i + DEM_LINEAR_LINE) & mask) {
        const dem_linear_slot *line = &slots[i];
        uint32_t first = line[0].key != key, second = first & (line[1].key != key), third = second & (line[2].key != key);
        const dem_linear_slot *slot = &line[first + second + third];
        if ((slot->key == key) | !slot->key)
            return slot;
    }
}

/* Sums by four: wider ones live in memory where registers are of 16 bytes. */
DEM_INLINE void dem_add_slots_loop(const dem_linear_slot *slots, uint32_t mask, const uint32_t *keys, int n,
                                   int32_t *sums)
{
    typedef int16_t weights __attribute__((vector_size(8)));
    typedef int32_t four __attribute__((vector_size(16)));
    four low, high;
    weights w[2];
    memcpy(&low, sums, sizeof low);
    memcpy(&high, sums + 4, sizeof high);
    for (int k = 0; k < n; k++) {
        memcpy(w, dem_slot_of(slots, mask, keys[k]), sizeof w);
        low += __builtin_convertvector(w[0], four);
        high += __builtin_convertvector(w[1], four);
    }
    memcpy(sums, &low, sizeof low);
    memcpy(sums + 4, &high, sizeof high);
}

/* Eight numbers at a time, whatever the machine has for it: no lane depends on another. */
enum { DEM_DOUBLES = 8 };
typedef double dem_doubles __attribute__((vector_size(8 * DEM_DOUBLES)));
typedef int64_t dem_double_bits __attribute__((vector_size(8 * DEM_DOUBLES)));

DEM_INLINE void dem_exp_lanes(dem_doubles *to)
{
    /* Adding and taking off 1.5 * 2^52 rounds to a whole number, which stands in the lowest bits. */
    const dem_doubles round = (dem_doubles){0} + 0x1.8p52, low = (dem_doubles){0} - 700, high = -low;
    dem_doubles x = *to;
    const dem_double_bits none = x < low, most = x > high;
    x = (dem_doubles)(((dem_double_bits)x & ~most) | ((dem_double_bits)high & most));
    x = (dem_doubles)((dem_double_bits)x & ~none);
    const dem_doubles shifted = x * 1.4426950408889634 + round, k = shifted - round;
    const dem_doubles r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
    dem_doubles sum = r * (1 / 6227020800.0) + 1 / 479001600.0;
    sum = sum * r + 1 / 39916800.0;
    sum = sum * r + 1 / 3628800.0;
    sum = sum * r + 1 / 362880.0;
    sum = sum * r + 1 / 40320.0;
    sum = sum * r + 1 / 5040.0;
    sum = sum * r + 1 / 720.0;
    sum = sum * r + 1 / 120.0;
    sum = sum * r + 1 / 24.0;
    sum = sum * r + 1 / 6.0;
    sum = sum * r + 0.5;
    sum = sum * r + 1;
    sum = sum * r + 1;
    const dem_double_bits scale = ((dem_double_bits)shifted << 52) + ((int64_t)1023 << 52);
    *to = (dem_doubles)((dem_double_bits)(sum * (dem_doubles)scale) & ~none);
}

DEM_INLINE void dem_exp_loop(double *x, int n)
{
    dem_doubles v;
    int i = 0;
    for (; i + DEM_DOUBLES <= n; i += DEM_DOUBLES) {
        memcpy(&v, x + i, sizeof v);
        dem_exp_lanes(&v);
        memcpy(x + i, &v, sizeof v);
    }
    if (i < n) {
        const size_t rest = sizeof(double) * (size_t)(n - i);
        v = (dem_doubles){0};
        memcpy(&v, x + i, rest);
        dem_exp_lanes(&v);
        memcpy(x + i, &v, rest);
    }
}

DEM_INLINE float dem_quantise_loop(const float *restrict x, int n, bool relu, int8_t *restrict q)
{
    dem_lanes most = {0}, v;
    for (int at = 0; at < n; at += DEM_WIDTH) {
        memcpy(&v, x + at, sizeof v);
        dem_lanes_relu(&v, relu);
        dem_lanes minus = -v;
        dem_lane_masks below = v < minus;
        dem_lanes_pick(&v, &below, &minus);
        dem_lane_masks above = v > most;
        dem_lanes_pick(&most, &above, &v);
    }
    float top = 0;
    for (int j = 0; j < DEM_WIDTH; j++)
        top = most[j] > top ? most[j] : top;
    const float up = top > 0 ? (float)DEM_TOP / top : 0.0f;
    for (int at = 0; at < n; at += DEM_WIDTH) {
        memcpy(&v, x + at, sizeof v);
        dem_lanes_relu(&v, relu);
        v *= up;
        dem_lanes_round(&v, q + at);
    }
    return top / (float)DEM_TOP;
}

#endif
