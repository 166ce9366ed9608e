/* Arithmetic of the neural stages: matrix products of small integers and the few loops around them.
 *
 * Adds   dem_matrix: weights of 7 bits with a scale per output, laid out for dot products of four:
 *        [out / 16][in / 4][16][4]; dem_kernels: one set of functions for plain C, AVX2 and
 *        AVX-512 VNNI. All three give the same bits: products are summed in 32-bit integers, and
 *        what is done in floating point is done element by element, without contraction, in the
 *        same order.
 * Needs  `in` a multiple of 4, at most DEM_WIDEST, `out` of 16; weights and activations in
 *        [-DEM_TOP, DEM_TOP]: four products of a shifted activation and a weight then fit the
 *        16 bits that AVX2 sums them in, twice the speed of full bytes at the same accuracy.
 * Fails  never.
 * Cost   in * out multiply-adds a row; 64 an instruction with VNNI, about 11 with AVX2.
 *
 *     const dem_kernels *k = dem_kernels_best();
 *     k->multiply(&w, rows, scales, n, out, w.out, false);   // out = bias + rows * weights
 *
 * The rational tanh (odd degree 5 over degree 4) is a least-maximum fit of ours on [-5.2, 5.2].
 */
#ifndef DEM_MODEL_KERNEL_H
#define DEM_MODEL_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

enum {
    DEM_LANES = 16,    /* every vector is padded to a multiple of this */
    DEM_TOP = 63,
    DEM_WIDEST = 4096, /* inputs of a matrix */
    DEM_NARROW = 8,    /* outputs of the smallest layers */
};

/* What a unit of an LSTM's states is worth: h = DEM_STATE_UNIT * q. */
#define DEM_STATE_UNIT (1.0f / DEM_TOP)

typedef struct dem_matrix {
    const int8_t *weights;
    const float *scale;  /* [out] */
    const float *bias;   /* [out] */
    const int32_t *sums; /* [out]: sum of the weights of an output, times 128 */
    int32_t in, out;
} dem_matrix;

struct dem_linear_slot;

typedef struct dem_kernels {
    const char *name;
    /* out[r * stride + n] = (add ? itself : bias[n]) + row_scale[r] * scale[n] * (rows[r] . w[n]) */
    void (*multiply)(const dem_matrix *w, const int8_t *const *rows, const float *row_scale, int m,
                     float *out, int stride, bool add);
    /* One LSTM step of a row: gates i, f, g, o of `hidden` each; c and h are updated, h as
     * round(DEM_TOP h). */
    void (*cell)(const float *gates, float *c, int8_t *h, int hidden);
    /* x = the sum of m rows of bytes, each times its scale; n elements, a multiple of DEM_LANES. */
    void (*sum_rows)(float *x, const int8_t *const *rows, const float *scale, int m, int n);
    /* x += s * y, n as above. */
    void (*add_floats)(float *x, const float *y, float s, int n);
    /* x = the sum of m rows of n floats in their order, what is below 0 made 0; m at least 1, n as above. */
    void (*relu_rows)(float *x, const float *const *rows, int m, int n);
    /* out[r][j] = sum over k of x[r * n + k] * w[k * DEM_NARROW + j], k ascending, for m rows of n floats. */
    void (*narrow)(float (*out)[DEM_NARROW], const float *x, const float *w, int m, int n);
    /* Keys of the features (model/linear.h) whose bit is set in the filter: bit key >> shift. `which` tells the
     * feature of each; both have room for n + DEM_LANES. Returns how many there are. */
    int (*sift)(const uint64_t *features, int n, const uint64_t *filter, uint32_t shift, uint32_t *keys, int32_t *which);
    /* Adds up the weights of the keys' slots (model/linear.h) in their table of mask + 1: a slot as eight numbers,
     * of which its key is the first two. */
    void (*add_slots)(const struct dem_linear_slot *slots, uint32_t mask, const uint32_t *keys, int n, int32_t sums[8]);
    /* x = e to the x, n doubles; 0 below -700. */
    void (*exp_all)(double *x, int n);
    /* q = round(x / scale), scale = max |x| / DEM_TOP; returns scale. With relu, of max(x, 0). */
    float (*quantise)(const float *x, int n, bool relu, int8_t *q);
    /* Index of the largest, the first of equals; n at least 1. */
    int (*best)(const float *x, int n);
} dem_kernels;

extern const dem_kernels dem_kernels_plain;
#if defined(__x86_64__)
extern const dem_kernels dem_kernels_avx2, dem_kernels_avx512;
#endif

/* The fastest this machine has. */
const dem_kernels *dem_kernels_best(void);
/* By name ("plain", "avx2", "avx512"); NULL when unknown or not of this machine. */
const dem_kernels *dem_kernels_named(const char *name);

#endif
