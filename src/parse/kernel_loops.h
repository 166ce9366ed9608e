/* The floating-point loops of the kernels, written once and compiled for each instruction set.
 *
 * Inner loops have DEM_LANES steps, so that a compiler can make one vector of each; no step
 * depends on another, so that the width of the vectors cannot change a bit.
 */
#ifndef DEM_PARSE_KERNEL_LOOPS_H
#define DEM_PARSE_KERNEL_LOOPS_H

#include "parse/kernel.h"

#include <string.h>

#define DEM_INLINE static inline __attribute__((always_inline))

/* tanh, within 4 units in the last place; odd, so that tanh(-x) = -tanh(x). */
DEM_INLINE float dem_tanh_one(float x)
{
    const float top = 7.90531110763549805f;
    x = x > top ? top : x;
    x = x < -top ? -top : x;
    float y = x * x;
    float p = y * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = y * p + -8.60467152213735e-11f;
    p = y * p + 5.12229709037114e-08f;
    p = y * p + 1.48572235717979e-05f;
    p = y * p + 6.37261928875436e-04f;
    p = y * p + 4.89352455891786e-03f;
    float q = y * 1.19825839466702e-06f + 1.18534705686654e-04f;
    q = y * q + 2.26843463243900e-03f;
    q = y * q + 4.89352518554385e-03f;
    return x * p / q;
}

DEM_INLINE float dem_sigmoid_one(float x)
{
    return dem_tanh_one(x * 0.5f) * 0.5f + 0.5f;
}

/* Rounds to the nearest integer, halves away from zero. */
DEM_INLINE int32_t dem_round_one(float x)
{
    float half = x < 0 ? -0.5f : 0.5f;
    return (int32_t)(x + half);
}

DEM_INLINE void dem_cell_lanes(const float *gates, float *c, int8_t *h, int hidden, int lanes)
{
    const float *in = gates, *forget = gates + hidden, *fresh = gates + 2 * hidden,
                *out = gates + 3 * hidden;
    for (int j = 0; j < lanes; j++) {
        float cell = dem_sigmoid_one(forget[j]) * c[j] +
                     dem_sigmoid_one(in[j]) * dem_tanh_one(fresh[j]);
        c[j] = cell;
        h[j] = (int8_t)dem_round_one(dem_sigmoid_one(out[j]) * dem_tanh_one(cell) * 127.0f);
    }
}

DEM_INLINE void dem_cell_loop(const float *gates, float *restrict c, int8_t *restrict h, int hidden)
{
    int at = 0;
    for (; at + DEM_LANES <= hidden; at += DEM_LANES)
        dem_cell_lanes(gates + at, c + at, h + at, hidden, DEM_LANES);
    dem_cell_lanes(gates + at, c + at, h + at, hidden, hidden - at);
}

DEM_INLINE void dem_add_bytes_loop(float *restrict x, const int8_t *restrict q, float s, int n)
{
    for (int at = 0; at < n; at += DEM_LANES)
        for (int j = 0; j < DEM_LANES; j++)
            x[at + j] += s * (float)q[at + j];
}

DEM_INLINE void dem_add_floats_loop(float *restrict x, const float *restrict y, float s, int n)
{
    for (int at = 0; at < n; at += DEM_LANES)
        for (int j = 0; j < DEM_LANES; j++)
            x[at + j] += s * y[at + j];
}

DEM_INLINE float dem_quantise_loop(const float *restrict x, int n, bool relu, int8_t *restrict q)
{
    const float floor = relu ? 0.0f : -3.0e38f;
    float most[DEM_LANES] = {0}, top = 0;
    for (int at = 0; at < n; at += DEM_LANES)
        for (int j = 0; j < DEM_LANES; j++) {
            float v = x[at + j] > floor ? x[at + j] : floor;
            v = v < 0 ? -v : v;
            most[j] = v > most[j] ? v : most[j];
        }
    for (int j = 0; j < DEM_LANES; j++)
        top = most[j] > top ? most[j] : top;
    float up = top > 0 ? 127.0f / top : 0.0f;
    for (int at = 0; at < n; at += DEM_LANES)
        for (int j = 0; j < DEM_LANES; j++) {
            float v = x[at + j] > floor ? x[at + j] : floor;
            q[at + j] = (int8_t)dem_round_one(v * up);
        }
    return top / 127.0f;
}

#endif
