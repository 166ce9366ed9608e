#include "common/hidden.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/kernel.h"

enum { H = HIDDEN_UNITS, LANES = DEM_LANES };
#define KEEP_INPUT 0.75f
#define KEEP_UNIT 0.5f

struct hidden {
    int in, labels;
    size_t size;
    uint64_t seed;
    float *w, *g2;     /* first layer [in][H], its bias [H], second layer [labels][H] */
};

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static uint64_t random_bits(hidden *h)
{
    h->seed ^= h->seed << 13, h->seed ^= h->seed >> 7, h->seed ^= h->seed << 17;
    return h->seed;
}

static float *bias_of(const hidden *h) { return h->w + (size_t)h->in * H; }
static float *second_of(const hidden *h) { return bias_of(h) + H; }

hidden *hidden_new(int in, int labels, uint64_t seed)
{
    if (in > HIDDEN_INPUTS || in % 4)
        exit(2);
    hidden *h = must(calloc(1, sizeof *h));
    *h = (hidden){.in = in, .labels = labels, .seed = seed, .size = (size_t)(in + 1 + labels) * H};
    h->w = must(calloc(h->size, sizeof *h->w));
    h->g2 = must(calloc(h->size, sizeof *h->g2));
    float wide = sqrtf(12.0f / (float)in);
    for (size_t i = 0; i < (size_t)in * H; i++)
        h->w[i] = ((float)(random_bits(h) >> 40) / 16777216.0f - 0.5f) * 2 * wide;
    for (size_t i = 0; i < (size_t)labels * H; i++)
        second_of(h)[i] = ((float)(random_bits(h) >> 40) / 16777216.0f - 0.5f) * 0.2f;
    return h;
}

void hidden_free(hidden *h)
{
    if (h)
        free(h->w), free(h->g2), free(h);
}

static void second_scores(const hidden *h, const float unit[H], float *scores)
{
    const float *v = second_of(h);
    for (int y = 0; y < h->labels; y++, v += H)
        for (int j = 0; j < H; j++)
            scores[y] += unit[j] * v[j];
}

/* The same sums on every machine: no element depends on another. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3")))
#else
#define WIDE
#endif

WIDE static void add_inputs(const float *restrict w, const float *restrict x, int n, float *restrict unit)
{
    for (int k = 0; k < n; k++, w += H)
        if (x[k] != 0)
            for (int j = 0; j < H; j++)
                unit[j] += x[k] * w[j];
}

WIDE static void learn_inputs(float *restrict w, float *restrict g2, const float *restrict x, int n,
                              const float *restrict back, float rate, float l2)
{
    for (int k = 0; k < n; k++, w += H, g2 += H)
        if (x[k] != 0)
            for (int j = 0; j < H; j++) {
                float g = back[j] * x[k] - l2 * w[j];
                g2[j] += g * g;
                w[j] += rate * g / sqrtf(g2[j] + 1.0f);
            }
}

/* What is left of the inputs, scaled up for what is gone. */
static void inputs_of(const hidden *h, const int8_t *x, const uint64_t *kept, float *in)
{
    for (int k = 0; k < h->in; k++)
        in[k] = kept && !(kept[k / 64] >> (k & 63) & 1) ? 0 : (float)x[k] / (kept ? DEM_TOP * KEEP_INPUT : DEM_TOP);
}

void hidden_scores(const hidden *h, const int8_t *x, float *scores)
{
    float unit[H], in[HIDDEN_INPUTS];
    memcpy(unit, bias_of(h), sizeof unit);
    inputs_of(h, x, NULL, in);
    add_inputs(h->w, in, h->in, unit);
    for (int j = 0; j < H; j++)
        unit[j] = unit[j] > 0 ? unit[j] : 0;
    second_scores(h, unit, scores);
}

void hidden_dropped(hidden *h, const int8_t *x, hidden_kept *kept, float *scores)
{
    float *unit = kept->unit;
    for (int k = 0; k < (h->in + 63) / 64; k++)
        kept->inputs[k] = random_bits(h) | random_bits(h);
    memcpy(unit, bias_of(h), sizeof kept->unit);
    float in[HIDDEN_INPUTS];
    inputs_of(h, x, kept->inputs, in);
    add_inputs(h->w, in, h->in, unit);
    uint64_t bits = random_bits(h);
    for (int j = 0; j < H; j++)
        unit[j] = unit[j] > 0 && bits >> (j & 63) & 1 ? unit[j] / KEEP_UNIT : 0;
    second_scores(h, unit, scores);
}

static void step(float *w, float *g2, float g, float rate)
{
    *g2 += g * g;
    *w += rate * g / sqrtf(*g2 + 1.0f);
}

void hidden_learn(hidden *h, const int8_t *x, const hidden_kept *kept, const float *gradient, float rate, float l2)
{
    float back[H] = {0};
    size_t second = (size_t)(h->in + 1) * H;
    for (int y = 0; y < h->labels; y++)
        for (int j = 0; j < H; j++) {
            size_t at = second + (size_t)y * H + (size_t)j;
            if (kept->unit[j] > 0)
                back[j] += gradient[y] * h->w[at] / KEEP_UNIT;
            if (kept->unit[j] > 0)
                step(&h->w[at], &h->g2[at], gradient[y] * kept->unit[j] - l2 * h->w[at], rate);
        }
    float in[HIDDEN_INPUTS];
    inputs_of(h, x, kept->inputs, in);
    learn_inputs(h->w, h->g2, in, h->in, back, rate, l2);
    for (int j = 0; j < H; j++)
        step(&bias_of(h)[j], &h->g2[(size_t)h->in * H + (size_t)j], back[j], rate);
}

size_t hidden_size(const hidden *h) { return h->size; }
float *hidden_weights(hidden *h) { return h->w; }

void hidden_restart(hidden *h, const float *start)
{
    memcpy(h->w, start, h->size * sizeof *start);
    memset(h->g2, 0, h->size * sizeof *h->g2);
}

void hidden_scale(hidden *h, float by)
{
    float *v = second_of(h);
    for (int i = 0; i < h->labels * H; i++)
        v[i] *= by;
}

/* One matrix of 7-bit weights, a scale an output, [out / 16][in / 4][16][4]; at(k, j) of input k, output j. */
static void save_matrix(modelfile *f, const char *prefix, const char *part, const float *w, size_t by_in, size_t by_out,
                        int in, int out, const float *bias, float unit)
{
    int padded = (out + LANES - 1) / LANES * LANES;
    int8_t *q = must(calloc((size_t)padded * (size_t)in, 1));
    float *scale = must(calloc((size_t)padded, 4)), *b = must(calloc((size_t)padded, 4));
    int32_t *sums = must(calloc((size_t)padded, 4));
    for (int j = 0; j < out; j++) {
        float top = 1e-9f;
        for (int k = 0; k < in; k++)
            top = fmaxf(top, fabsf(w[(size_t)k * by_in + (size_t)j * by_out]));
        scale[j] = top / DEM_TOP * unit;
        b[j] = bias ? bias[j] : 0;
        for (int k = 0; k < in; k++) {
            int v = (int)lrintf(w[(size_t)k * by_in + (size_t)j * by_out] / top * DEM_TOP);
            q[((size_t)(j / LANES) * (size_t)(in / 4) + (size_t)(k / 4)) * LANES * 4 + (size_t)(j % LANES * 4 + k % 4)] = (int8_t)v;
            sums[j] += 128 * v;
        }
    }
    char name[24];
    const struct { const char *suffix; dem_dtype type; size_t count; const void *at; } parts[] = {
        {"w", DEM_I8, (size_t)padded * (size_t)in, q}, {"s", DEM_F32, (size_t)padded, scale},
        {"b", DEM_F32, (size_t)padded, b}, {"t", DEM_I32, (size_t)padded, sums}};
    for (size_t p = 0; p < 4; p++) {
        snprintf(name, sizeof name, "%s.%s.%s", prefix, part, parts[p].suffix);
        modelfile_add(f, name, parts[p].type, 1, (uint64_t[]){parts[p].count}, parts[p].at);
    }
    free(q), free(scale), free(b), free(sums);
}

void hidden_save(const hidden *h, modelfile *f, const char *prefix)
{
    save_matrix(f, prefix, "in", h->w, H, 1, h->in, H, bias_of(h), DEM_STATE_UNIT);
    save_matrix(f, prefix, "out", second_of(h), 1, H, H, h->labels, NULL, 1.0f);
}
