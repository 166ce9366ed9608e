#define DEM_WIDTH 16
#include "model/kernel_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

/* sum += x . w by fours. The intrinsic makes gcc 12 copy every accumulator in every step. */
TARGET DEM_INLINE void dot(__m512i *sum, const __m512i *x, const __m512i *w)
{
#if defined(__clang__)
    *sum = _mm512_dpbusd_epi32(*sum, *x, *w);
#else
    __asm__("vpdpbusd %2, %1, %0" : "+v"(*sum) : "v"(*x), "v"(*w));
#endif
}

enum { ROWS = 6, APART = 64 }; /* bytes between shifted rows: at a distance of 4096 they would share a set of the cache */

/* VNNI multiplies unsigned by signed bytes: rows are shifted by 128, and 128 times the sum of the
 * weights is taken off again. Up to ROWS rows by four blocks of sixteen outputs at a time: weights come
 * from the second cache at about half of what the multipliers would take if four rows shared them. */
TARGET DEM_INLINE void tile(const dem_matrix *w, const uint8_t *rows, int pitch, const float *row_scale,
                            int block, float *out, int stride, bool add, const int m, const int b)
{
    __m512i sum[ROWS][4];
    const size_t step = (size_t)w->in * DEM_LANES;
    const int8_t *at = w->weights + (size_t)block * step;
    DEM_UNROLL
    for (int c = 0; c < b; c++)
        DEM_UNROLL
        for (int r = 0; r < m; r++)
            sum[r][c] = _mm512_setzero_si512();
    for (int k = 0; k < w->in; k += 4, at += 4 * DEM_LANES) {
        __m512i column[4];
        DEM_UNROLL
        for (int c = 0; c < b; c++)
            column[c] = _mm512_loadu_si512(at + (size_t)c * step);
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            int32_t four;
            memcpy(&four, rows + r * pitch + k, sizeof four);
            __m512i x = _mm512_set1_epi32(four);
            DEM_UNROLL
            for (int c = 0; c < b; c++)
                dot(&sum[r][c], &x, &column[c]);
        }
    }
    DEM_UNROLL
    for (int c = 0; c < b; c++) {
        const int n = (block + c) * DEM_LANES;
        __m512i shift = _mm512_loadu_si512(w->sums + n);
        __m512 scale = _mm512_loadu_ps(w->scale + n);
        DEM_UNROLL
        for (int r = 0; r < m; r++) {
            float *to = out + (size_t)r * (size_t)stride + n;
            __m512 old = _mm512_loadu_ps(add ? to : w->bias + n);
            __m512 product = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum[r][c], shift));
            __m512 both = _mm512_mul_ps(_mm512_set1_ps(row_scale[r]), scale);
            _mm512_storeu_ps(to, _mm512_add_ps(old, _mm512_mul_ps(product, both)));
        }
    }
}

/* Every byte plus 128. */
TARGET DEM_INLINE void shift_row(const int8_t *row, int n, uint8_t *to)
{
    int k = 0;
    for (; k + 64 <= n; k += 64)
        _mm512_storeu_si512(to + k, _mm512_xor_si512(_mm512_loadu_si512(row + k), _mm512_set1_epi8(-128)));
    for (; k < n; k++)
        to[k] = (uint8_t)(row[k] ^ -128);
}

TARGET DEM_INLINE void rows_by(const dem_matrix *w, const int8_t *const *rows,
                               const float *row_scale, float *out, int stride, bool add,
                               const int m)
{
    uint8_t shifted[ROWS * (DEM_WIDEST + APART)];
    const int blocks = w->out / DEM_LANES, pitch = w->in + APART;
    int block = 0;
    for (int r = 0; r < m; r++)
        shift_row(rows[r], w->in, shifted + r * pitch);
    for (; block + 4 <= blocks; block += 4)
        tile(w, shifted, pitch, row_scale, block, out, stride, add, m, 4);
    for (; block < blocks; block++)
        tile(w, shifted, pitch, row_scale, block, out, stride, add, m, 1);
}

TARGET static void multiply(const dem_matrix *w, const int8_t *const *rows, const float *row_scale,
                            int m, float *out, int stride, bool add)
{
    for (; m >= ROWS; m -= ROWS, rows += ROWS, row_scale += ROWS, out += ROWS * (size_t)stride)
        rows_by(w, rows, row_scale, out, stride, add, ROWS);
    if (m >= 4) {
        rows_by(w, rows, row_scale, out, stride, add, 4);
        m -= 4, rows += 4, row_scale += 4, out += 4 * (size_t)stride;
    }
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
    for (int at = 0; at < n; at += 16) {
        __m512 sum = _mm512_setzero_ps();
        for (int r = 0; r < m; r++) {
            __m128i q = _mm_loadu_si128((const __m128i *)(const void *)(rows[r] + at));
            __m512 row = _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(q));
            sum = _mm512_add_ps(sum, _mm512_mul_ps(_mm512_set1_ps(scale[r]), row));
        }
        _mm512_storeu_ps(x + at, sum);
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
    const __m512i factor = _mm512_set1_epi64((long long)DEM_KEY_FACTOR), one = _mm512_set1_epi32(1);
    const __m512i count = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m128i by = _mm_cvtsi32_si128((int32_t)shift);
    int kept = 0;
    for (int i = 0; i < n; i += 16) {
        const uint32_t here = n - i < 16 ? (1u << (n - i)) - 1 : 0xFFFFu;
        __m512i low = _mm512_maskz_loadu_epi64((__mmask8)here, features + i);
        __m512i high = _mm512_maskz_loadu_epi64((__mmask8)(here >> 8), features + i + 8);
        low = _mm512_srli_epi64(_mm512_mullo_epi64(low, factor), 32);
        high = _mm512_srli_epi64(_mm512_mullo_epi64(high, factor), 32);
        __m512i key = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi64_epi32(low)), _mm512_cvtepi64_epi32(high), 1);
        key = _mm512_max_epu32(key, one);
        __m512i bit = _mm512_srl_epi32(key, by);
        __m512i words = _mm512_i32gather_epi32(_mm512_srli_epi32(bit, 5), filter, 4);
        __m512i wanted = _mm512_sllv_epi32(one, _mm512_and_si512(bit, _mm512_set1_epi32(31)));
        __mmask16 in = _mm512_mask_test_epi32_mask((__mmask16)here, words, wanted);
        _mm512_storeu_si512(keys + kept, _mm512_maskz_compress_epi32(in, key));
        _mm512_storeu_si512(which + kept, _mm512_maskz_compress_epi32(in, _mm512_add_epi32(count, _mm512_set1_epi32(i))));
        kept += __builtin_popcount(in);
    }
    return kept;
}

/* A line is one register. Its last slot, while empty, stands in for keys that are not there. */
TARGET static void add_slots(const dem_linear_slot *slots, uint32_t mask, const uint32_t *keys, int n, int32_t *sums)
{
    __m256i sum = _mm256_loadu_si256((const __m256i *)(void *)sums);
    for (int k = 0; k < n; k++) {
        const __m512i key = _mm512_set1_epi32((int32_t)keys[k]);
        uint32_t i = keys[k] & mask & ~(uint32_t)(DEM_LINEAR_LINE - 1), at;
        for (;; i = (i + DEM_LINEAR_LINE) & mask) {
            const __m512i line = _mm512_load_si512(&slots[i]);
            at = (_mm512_cmpeq_epi32_mask(line, key) & 0x1111u) | (_mm512_testn_epi32_mask(line, line) & 0x1000u);
            if (at)
                break;
        }
        const int32_t *slot = (const int32_t *)(const void *)&slots[i] + __builtin_ctz(at);
        sum = _mm256_add_epi32(sum, _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(const void *)slot)));
    }
    _mm256_storeu_si256((__m256i *)(void *)sums, sum);
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

const dem_kernels dem_kernels_avx512 = {"avx512", multiply, cell, sum_rows, add_floats,
                                         relu_rows, narrow, sift, add_slots, exp_all, quantise, best};

#endif
