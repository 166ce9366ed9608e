#define DEM_WIDTH 8
#include "model/kernel_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))

enum { APART = 64 }; /* bytes between shifted rows: at a distance of 4096 they would share a set of the cache */

TARGET DEM_INLINE __m256i spread(const int8_t *four)
{
    int32_t bytes;
    memcpy(&bytes, four, sizeof bytes);
    return _mm256_set1_epi32(bytes);
}

TARGET DEM_INLINE __m256i load(const int8_t *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* AVX2 multiplies unsigned by signed bytes: rows are shifted by 64, and 64 times the sum of the weights
 * is taken off again. */
TARGET DEM_INLINE void tile(const dem_matrix *w, const int8_t *rows, int pitch, const float *row_scale,
                            int block, float *out, int stride, bool add, const int m)
{
    __m256i sum[4][2];
    const __m256i ones = _mm256_set1_epi16(1);
    const int8_t *at = w->weights + (size_t)block * (size_t)w->in * DEM_LANES;
    int k = 0;
    DEM_UNROLL
    for (int r = 0; r < m; r++)
        sum[r][0] = sum[r][1] = _mm256_setzero_si256();
    for (; k + 8 <= w->in; k += 8, at += 8 * DEM_LANES) {
        __m256i low = load(at), high = load(at + 32), next_low = load(at + 64), next_high = load(at + 96);
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            __m256i x = spread(rows + r * pitch + k), y = spread(rows + r * pitch + k + 4);
            __m256i a = _mm256_add_epi16(_mm256_maddubs_epi16(x, low), _mm256_maddubs_epi16(y, next_low));
            __m256i b = _mm256_add_epi16(_mm256_maddubs_epi16(x, high), _mm256_maddubs_epi16(y, next_high));
            sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(a, ones));
            sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(b, ones));
            /* Row by row: gcc would mix them, and run out of registers. */
            __asm__ volatile("" : "+x"(sum[r][0]), "+x"(sum[r][1]));
        }
    }
    for (int r = 0; r < (k < w->in ? m : 0); r++) {
        __m256i x = spread(rows + r * pitch + k);
        sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, load(at)), ones));
        sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, load(at + 32)), ones));
    }
    DEM_UNROLL
    for (int half = 0; half < 2; half++) {
        const int n = block * DEM_LANES + half * 8;
        __m256 scale = _mm256_loadu_ps(w->scale + n);
        __m256i shift = _mm256_loadu_si256((const __m256i *)(const void *)(w->sums + n));
        shift = _mm256_srai_epi32(shift, 1);
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            float *to = out + (size_t)r * (size_t)stride + n;
            __m256 old = _mm256_loadu_ps(add ? to : w->bias + n);
            __m256 both = _mm256_mul_ps(_mm256_set1_ps(row_scale[r]), scale);
            __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_sub_epi32(sum[r][half], shift)), both);
            _mm256_storeu_ps(to, _mm256_add_ps(old, product));
        }
    }
}

/* Every byte plus 64. */
DEM_INLINE void shift_row(const int8_t *row, int n, int8_t *to)
{
    for (int k = 0; k < n; k += 4) {
        uint32_t bytes;
        memcpy(&bytes, row + k, sizeof bytes);
        bytes = (bytes ^ 0x40404040u) & 0x7F7F7F7Fu;
        memcpy(to + k, &bytes, sizeof bytes);
    }
}

TARGET DEM_INLINE void rows_by(const dem_matrix *w, const int8_t *const *rows, const float *row_scale, float *out,
                               int stride, bool add, const int m)
{
    int8_t shifted[4 * (DEM_WIDEST + APART)];
    const int pitch = w->in + APART;
    for (int r = 0; r < m; r++)
        shift_row(rows[r], w->in, shifted + r * pitch);
    for (int block = 0; block < w->out / DEM_LANES; block++)
        tile(w, shifted, pitch, row_scale, block, out, stride, add, m);
}

TARGET static void multiply(const dem_matrix *w, const int8_t *const *rows, const float *row_scale,
                            int m, float *out, int stride, bool add)
{
    for (; m >= 4; m -= 4, rows += 4, row_scale += 4, out += 4 * (size_t)stride)
        rows_by(w, rows, row_scale, out, stride, add, 4);
    if (m >= 2) {
        rows_by(w, rows, row_scale, out, stride, add, 2);
        m -= 2, rows += 2, row_scale += 2, out += 2 * (size_t)stride;
    }
    if (m == 1)
        rows_by(w, rows, row_scale, out, stride, add, 1);
}

TARGET static void cell(const float *gates, float *c, int8_t *h, int hidden)
{
    dem_cell_loop(gates, c, h, hidden);
}

TARGET static void sum_rows(float *x, const int8_t *const *rows, const float *scale, int m, int n)
{
    for (int at = 0; at < n; at += 8) {
        __m256 sum = _mm256_setzero_ps();
        for (int r = 0; r < m; r++) {
            __m128i q = _mm_loadl_epi64((const __m128i *)(const void *)(rows[r] + at));
            __m256 row = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(q));
            sum = _mm256_add_ps(sum, _mm256_mul_ps(_mm256_set1_ps(scale[r]), row));
        }
        _mm256_storeu_ps(x + at, sum);
    }
}

TARGET static void add_floats(float *x, const float *y, float s, int n)
{
    dem_add_floats_loop(x, y, s, n);
}

TARGET static void relu_rows(float *x, const float *const *rows, int m, int n)
{
    dem_relu_rows_loop(x, rows, m, n);
}

TARGET static void narrow(float (*out)[DEM_NARROW], const float *x, const float *w, int m, int n)
{
    dem_narrow_loop(out, x, w, m, n);
}

TARGET static int sift(const uint64_t *features, int n, const uint64_t *filter, uint32_t shift, uint32_t *keys,
                int32_t *which)
{
    return dem_sift_loop(features, n, filter, shift, keys, which);
}

TARGET static void add_slots(const dem_linear_slot *slots, uint32_t mask, const uint32_t *keys, int n, int32_t *sums)
{
    dem_add_slots_loop(slots, mask, keys, n, sums);
}

TARGET static void exp_all(double *x, int n)
{
    dem_exp_loop(x, n);
}

TARGET static float quantise(const float *x, int n, bool relu, int8_t *q)
{
    return dem_quantise_loop(x, n, relu, q);
}

TARGET static int best(const float *x, int n)
{
    return dem_best_loop(x, n);
}

const dem_kernels dem_kernels_avx2 = {"avx2", multiply, cell, sum_rows, add_floats,
                                         relu_rows, narrow, sift, add_slots, exp_all, quantise, best};

#endif
