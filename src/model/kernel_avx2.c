#define DEM_WIDTH 8
#include "model/kernel_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))

/* |row| times the weights with the row's sign: sums of two stay below 2 * 127 * 127 < 2^15, so
 * that the saturating product of bytes is exact. */
TARGET DEM_INLINE void tile(const dem_matrix *w, const int8_t *const *rows, const float *row_scale,
                            int block, float *out, int stride, bool add, const int m)
{
    __m256i sum[4][2];
    const __m256i ones = _mm256_set1_epi16(1);
    const int8_t *at = w->weights + (size_t)block * (size_t)w->in * DEM_LANES;
    DEM_UNROLL
    for (int r = 0; r < m; r++)
        sum[r][0] = sum[r][1] = _mm256_setzero_si256();
    for (int k = 0; k < w->in; k += 4, at += 4 * DEM_LANES) {
        __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)at);
        __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            int32_t four;
            memcpy(&four, rows[r] + k, sizeof four);
            __m256i x = _mm256_set1_epi32(four), size = _mm256_abs_epi8(x);
            __m256i a = _mm256_maddubs_epi16(size, _mm256_sign_epi8(low, x));
            __m256i b = _mm256_maddubs_epi16(size, _mm256_sign_epi8(high, x));
            sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(a, ones));
            sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(b, ones));
        }
    }
    DEM_UNROLL
    for (int half = 0; half < 2; half++) {
        const int n = block * DEM_LANES + half * 8;
        __m256 scale = _mm256_loadu_ps(w->scale + n);
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            float *to = out + (size_t)r * (size_t)stride + n;
            __m256 old = _mm256_loadu_ps(add ? to : w->bias + n);
            __m256 both = _mm256_mul_ps(_mm256_set1_ps(row_scale[r]), scale);
            __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sum[r][half]), both);
            _mm256_storeu_ps(to, _mm256_add_ps(old, product));
        }
    }
}

TARGET static void multiply(const dem_matrix *w, const int8_t *const *rows, const float *row_scale,
                            int m, float *out, int stride, bool add)
{
    const int blocks = w->out / DEM_LANES;
    for (; m >= 4; m -= 4, rows += 4, row_scale += 4, out += 4 * (size_t)stride)
        for (int block = 0; block < blocks; block++)
            tile(w, rows, row_scale, block, out, stride, add, 4);
    for (; m >= 1; m -= 1, rows += 1, row_scale += 1, out += stride)
        for (int block = 0; block < blocks; block++)
            tile(w, rows, row_scale, block, out, stride, add, 1);
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

TARGET static float quantise(const float *x, int n, bool relu, int8_t *q)
{
    return dem_quantise_loop(x, n, relu, q);
}

TARGET static int best(const float *x, int n)
{
    return dem_best_loop(x, n);
}

const dem_kernels dem_kernels_avx2 = {"avx2", multiply, cell, sum_rows, add_floats, quantise, best};

#endif
