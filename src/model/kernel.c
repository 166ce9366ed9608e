#define DEM_WIDTH 4
#include "model/kernel_loops.h"

static int32_t dot_column(const dem_matrix *w, const int8_t *row, int block, int lane)
{
    const int8_t *at = w->weights + (size_t)block * (size_t)w->in * DEM_LANES + lane * 4;
    int32_t sum = 0;
    for (int k = 0; k < w->in; k += 4, at += 4 * DEM_LANES)
        for (int j = 0; j < 4; j++)
            sum += row[k + j] * at[j];
    return sum;
}

static void multiply(const dem_matrix *w, const int8_t *const *rows, const float *row_scale, int m,
                     float *out, int stride, bool add)
{
    for (int r = 0; r < m; r++)
        for (int n = 0; n < w->out; n++) {
            float *to = out + (size_t)r * (size_t)stride + n;
            float product = (float)dot_column(w, rows[r], n / DEM_LANES, n % DEM_LANES);
            *to = (add ? *to : w->bias[n]) + product * (row_scale[r] * w->scale[n]);
        }
}

static void cell(const float *gates, float *c, int8_t *h, int hidden)
{
    dem_cell_loop(gates, c, h, hidden);
}

static void sum_rows(float *x, const int8_t *const *rows, const float *scale, int m, int n)
{
    for (int at = 0; at < n; at++) {
        x[at] = 0;
        for (int r = 0; r < m; r++)
            x[at] += scale[r] * (float)rows[r][at];
    }
}

static void add_floats(float *x, const float *y, float s, int n)
{
    dem_add_floats_loop(x, y, s, n);
}

static void relu_rows(float *x, const float *const *rows, int m, int n)
{
    dem_relu_rows_loop(x, rows, m, n);
}

static void narrow(float (*out)[DEM_NARROW], const float *x, const float *w, int m, int n)
{
    dem_narrow_loop(out, x, w, m, n);
}

static int sift(const uint64_t *features, int n, const uint64_t *filter, uint32_t shift, uint32_t *keys,
                int32_t *which)
{
    return dem_sift_loop(features, n, filter, shift, keys, which);
}

static void add_slots(const dem_linear_slot *slots, uint32_t mask, const uint32_t *keys, int n, int32_t *sums)
{
    dem_add_slots_loop(slots, mask, keys, n, sums);
}

static void exp_all(double *x, int n)
{
    dem_exp_loop(x, n);
}

static float quantise(const float *x, int n, bool relu, int8_t *q)
{
    return dem_quantise_loop(x, n, relu, q);
}

static int best(const float *x, int n)
{
    return dem_best_loop(x, n);
}

const dem_kernels dem_kernels_plain = {"plain", multiply, cell, sum_rows, add_floats,
                                         relu_rows, narrow, sift, add_slots, exp_all, quantise, best};

const dem_kernels *dem_kernels_named(const char *name)
{
    if (strcmp(name, "plain") == 0)
        return &dem_kernels_plain;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (strcmp(name, "avx2") == 0 && __builtin_cpu_supports("avx2"))
        return &dem_kernels_avx2;
    if (strcmp(name, "avx512") == 0 && __builtin_cpu_supports("avx512vnni") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return &dem_kernels_avx512;
#endif
    return 0;
}

const dem_kernels *dem_kernels_best(void)
{
    const dem_kernels *best = dem_kernels_named("avx512");
    if (!best)
        best = dem_kernels_named("avx2");
    return best ? best : &dem_kernels_plain;
}
