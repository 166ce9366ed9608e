/*
 * What PyTorch is slow at on a CPU. First the recurrent part of an LSTM over a packed batch, forward
 * and backward, for lstm.py.
 *
 * Rows are packed as in PyTorch: all first words, then all second words, ... of sentences sorted
 * by falling length; sizes[t] rows at offsets[t].  `gates` holds the input's share (with biases)
 * of i, f, g, o and is overwritten: by the gates' values forward, by their gradients backward.
 * A BLAS would pack the weights anew at every step; here they are read as they lie.
 * At the end the step of the optimizer, all parameters in one pass over memory.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* c[m][width] += a[m][k] b[k][width] for a strip of columns; strides in floats. */
#define STRIP(NAME, M, WIDTH)                                                                     \
    static void NAME(int k, const float *a, long lda, const float *b, long ldb, float *c, long ldc) \
    {                                                                                             \
        float sum[M][WIDTH];                                                                      \
        for (int r = 0; r < M; r++)                                                               \
            for (int j = 0; j < WIDTH; j++)                                                       \
                sum[r][j] = c[r * ldc + j];                                                       \
        for (int i = 0; i < k; i++)                                                               \
            for (int r = 0; r < M; r++)                                                           \
                for (int j = 0; j < WIDTH; j++)                                                   \
                    sum[r][j] += a[r * lda + i] * b[i * ldb + j];                                 \
        for (int r = 0; r < M; r++)                                                               \
            for (int j = 0; j < WIDTH; j++)                                                       \
                c[r * ldc + j] = sum[r][j];                                                       \
    }
STRIP(strip_8_32, 8, 32)
STRIP(strip_1_32, 1, 32)
STRIP(strip_8_8, 8, 8)
STRIP(strip_1_8, 1, 8)

/* c += a b with n a multiple of 8. */
static void multiply(int m, int n, int k, const float *a, const float *b, float *c)
{
    for (int j = 0; j < n;) {
        int wide = j + 32 <= n, r = 0;
        for (; r + 8 <= m; r += 8)
            (wide ? strip_8_32 : strip_8_8)(k, a + (long)r * k, k, b + j, n, c + (long)r * n + j, n);
        for (; r < m; r++)
            (wide ? strip_1_32 : strip_1_8)(k, a + (long)r * k, k, b + j, n, c + (long)r * n + j, n);
        j += wide ? 32 : 8;
    }
}

static float *transposed(const float *w, int rows, int columns)
{
    float *t = malloc(sizeof *t * (size_t)rows * (size_t)columns);
    for (int r = 0; t && r < rows; r++)
        for (int c = 0; c < columns; c++)
            t[(long)c * rows + r] = w[(long)r * columns + c];
    return t;
}

/* Beyond this the gates are flat; without the bound expf may overflow. */
static float bounded(float x)
{
    return x > 30.0f ? 30.0f : x < -30.0f ? -30.0f : x;
}

static float sigmoid(float x)
{
    x = bounded(x);
    return 1.0f / (1.0f + expf(-x));
}

static float tangent(float x)
{
    x = bounded(x);
    return 2.0f / (1.0f + expf(-2.0f * x)) - 1.0f;
}

static void cell(float *restrict g, const float *restrict before, float *restrict c,
                 float *restrict h, int n)
{
    for (int j = 0; j < n; j++) {
        float i = sigmoid(g[j]), f = sigmoid(g[n + j]), u = tangent(g[2 * n + j]);
        float o = sigmoid(g[3 * n + j]);
        float s = f * before[j] + i * u;
        g[j] = i, g[n + j] = f, g[2 * n + j] = u, g[3 * n + j] = o;
        c[j] = s;
        h[j] = o * tangent(s);
    }
}

static void cell_back(float *restrict g, const float *restrict before, const float *restrict c,
                      const float *restrict dh, float *restrict dc, int n)
{
    for (int j = 0; j < n; j++) {
        float i = g[j], f = g[n + j], u = g[2 * n + j], o = g[3 * n + j];
        float t = tangent(c[j]);
        float d = dc[j] + dh[j] * o * (1 - t * t);
        g[j] = d * u * i * (1 - i);
        g[n + j] = d * before[j] * f * (1 - f);
        g[2 * n + j] = d * i * (1 - u * u);
        g[3 * n + j] = dh[j] * t * o * (1 - o);
        dc[j] = d * f;
    }
}

/* The step before t in the order of reading, or -1. */
static int previous(int t, int steps, int reverse)
{
    return reverse ? (t + 1 < steps ? t + 1 : -1) : t - 1;
}

static int shared_rows(const int *sizes, int t, int p)
{
    return p < 0 ? 0 : sizes[p] < sizes[t] ? sizes[p] : sizes[t];
}

void lstm_forward(int steps, const int *sizes, const int *offsets, int n, float *gates,
                  const float *w, float *h, float *c, int reverse)
{
    static const float zero[4096];
    float *turned = transposed(w, 4 * n, n);
    for (int s = 0; turned && s < steps; s++) {
        int t = reverse ? steps - 1 - s : s, p = previous(t, steps, reverse);
        int shared = shared_rows(sizes, t, p);
        float *g = gates + (long)offsets[t] * 4 * n;
        if (shared > 0)
            multiply(shared, 4 * n, n, h + (long)offsets[p] * n, turned, g);
        for (int r = 0; r < sizes[t]; r++) {
            const float *before = r < shared ? c + (long)(offsets[p] + r) * n : zero;
            long at = (long)(offsets[t] + r) * n;
            cell(g + (long)r * 4 * n, before, c + at, h + at, n);
        }
    }
    free(turned);
}

/* dh: gradients of h on entry, changed on the way; dc: zeros on entry. */
void lstm_backward(int steps, const int *sizes, const int *offsets, int n, float *gates,
                   const float *w, const float *c, float *dh, float *dc, int reverse)
{
    static const float zero[4096];
    for (int s = steps - 1; s >= 0; s--) {
        int t = reverse ? steps - 1 - s : s, p = previous(t, steps, reverse);
        int shared = shared_rows(sizes, t, p);
        float *g = gates + (long)offsets[t] * 4 * n;
        for (int r = 0; r < sizes[t]; r++) {
            const float *before = r < shared ? c + (long)(offsets[p] + r) * n : zero;
            long at = (long)(offsets[t] + r) * n;
            cell_back(g + (long)r * 4 * n, before, c + at, dh + at, dc + at, n);
            if (r < shared)
                memcpy(dc + (long)(offsets[p] + r) * n, dc + at, sizeof(float) * (size_t)n);
        }
        if (shared > 0)
            multiply(shared, n, 4 * n, g, w, dh + (long)offsets[p] * n);
    }
}

double sum_of_squares(long n, const float *x)
{
    double total = 0;
    for (long at = 0; at < n;) {
        float part = 0;
        for (long end = at + 4096 < n ? at + 4096 : n; at < end; at++)
            part += x[at] * x[at];
        total += part;
    }
    return total;
}

/* Adam (Kingma and Ba 2015); `share` scales the gradients, `rate` holds the correction of the first
 * moment, `root` that of the second's square root. */
void adam(long n, float *restrict p, const float *restrict g, float *restrict m, float *restrict v,
          float share, float rate, float root, float b1, float b2, float eps)
{
    for (long i = 0; i < n; i++) {
        float d = g[i] * share;
        m[i] = b1 * m[i] + (1 - b1) * d;
        v[i] = b2 * v[i] + (1 - b2) * d * d;
        p[i] -= rate * m[i] / (sqrtf(v[i]) * root + eps);
    }
}

/* out[i] += the sum of rows ids[i][0..f) of a table; ids of `none` are skipped. */
void bag_forward(long n, int f, const long *ids, long none, int width, const float *table, float *out)
{
    for (long i = 0; i < n; i++)
        for (int j = 0; j < f; j++) {
            long id = ids[i * f + j];
            for (int k = 0; id != none && k < width; k++)
                out[i * width + k] += table[id * width + k];
        }
}

void bag_backward(long n, int f, const long *ids, long none, int width, const float *out, float *grad)
{
    for (long i = 0; i < n; i++)
        for (int j = 0; j < f; j++) {
            long id = ids[i * f + j];
            for (int k = 0; id != none && k < width; k++)
                grad[id * width + k] += out[i * width + k];
        }
}

/* out[i][r] = p[i][r] . h[i] */
void pair_forward(long n, int r, int k, const float *p, const float *h, float *out)
{
    for (long i = 0; i < n; i++)
        for (int a = 0; a < r; a++) {
            const float *row = p + (i * r + a) * k;
            float sum = 0;
            for (int j = 0; j < k; j++)
                sum += row[j] * h[i * k + j];
            out[i * r + a] = sum;
        }
}

/* p becomes its own gradient; dh: zeros on entry. */
void pair_backward(long n, int r, int k, float *restrict p, const float *restrict h,
                   const float *restrict out, float *restrict dh)
{
    for (long i = 0; i < n; i++)
        for (int a = 0; a < r; a++) {
            float *row = p + (i * r + a) * k, g = out[i * r + a];
            for (int j = 0; j < k; j++) {
                dh[i * k + j] += g * row[j];
                row[j] = g * h[i * k + j];
            }
        }
}
