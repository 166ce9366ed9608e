#include "attrib/net_train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { H = DEM_NET_HIDDEN, LANES = DEM_NET_LANES, BATCH = 6, WORD_BATCH = 24, VECTOR = 16, MEAN_EVERY = 4 };
#define START 0.02f  /* squared gradients each weight starts with */
#define DROPOUT 0.35f /* of the encodings */

typedef float vector __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t bits __attribute__((vector_size(64), aligned(4), may_alias));

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

/* Parameters: rows that are learned when touched. */
typedef struct group {
    float *w, *g, *q, *mean;
    int32_t rows, width;
    uint8_t *touched;
    int32_t *list, n;
} group;

struct net_trainer {
    int width; /* of an encoding, a multiple of VECTOR */
    bool span, averaging;
    float rate;
    group states, inside, border, word, inside_out, border_out, word_out;
    group *all[8];
    int n_all;
    dem_net view;
    dem_slate slate;
    float *input, *slope; /* by slot: the encoding as it was seen, slopes of its products */
    uint8_t *dirty;
    int32_t low, high; /* tokens that wait to be learned */
    int waiting;
    uint64_t draws;
    double means, flushes;
};

static void *room(size_t n, size_t size)
{
    void *p = calloc(n + VECTOR, size);
    if (!p)
        exit(2);
    return p;
}

/* Between 0 and 1, from a counter. */
static float draw(uint64_t *at)
{
    uint64_t x = dem_mix(dem_mix(++*at, 0x51ED270B), 77);
    return (float)(x >> 40) / 16777216.0f;
}

static void make(net_trainer *t, group *g, int32_t rows, int width, float size)
{
    size_t n = (size_t)rows * (size_t)width;
    *g = (group){room(n, sizeof(float)), room(n, sizeof(float)), room(n, sizeof(float)), room(n, sizeof(float)),
                 rows, width, room((size_t)rows, 1), room((size_t)rows, sizeof(int32_t)), 0};
    for (size_t k = 0; k < n; k++) {
        g->w[k] = (draw(&t->draws) * 2 - 1) * size;
        g->q[k] = START;
    }
    t->all[t->n_all++] = g;
}

static CLONES void product(const float *w, int rows, int width, const float *x, float *out)
{
    for (int r = 0; r < rows; r++, w += width) {
        vector sum = {0};
        float total = 0;
        for (int k = 0; k < width; k += VECTOR)
            sum += *(const vector *)(w + k) * *(const vector *)(x + k);
        for (int k = 0; k < VECTOR; k++)
            total += sum[k];
        out[r] = total;
    }
}

static CLONES void outer(float *g, int rows, int width, const float *slope, const float *x)
{
    for (int r = 0; r < rows; r++, g += width)
        if (slope[r] != 0)
            for (int k = 0; k < width; k += VECTOR)
                *(vector *)(g + k) += slope[r] * *(const vector *)(x + k);
}

/* One step of a row, by steps of the inverse root that need no library. */
static CLONES void learn(float *w, float *g, float *q, int n, float rate)
{
    for (int k = 0; k < n; k += VECTOR) {
        vector d = *(vector *)(g + k), s = *(vector *)(q + k) + d * d;
        bits b = 0x5f3759df - (((bits)s) >> 1);
        vector y = (vector)b;
        y = y * (1.5f - 0.5f * s * y * y);
        y = y * (1.5f - 0.5f * s * y * y);
        *(vector *)(w + k) += rate * d * y;
        *(vector *)(q + k) = s;
        *(vector *)(g + k) = d * 0.0f;
    }
}

static void touch(group *g, int32_t row)
{
    if (g->touched[row])
        return;
    g->touched[row] = 1;
    g->list[g->n++] = row;
}

static void learn_group(group *g, float rate)
{
    for (int32_t k = 0; k < g->n; k++) {
        size_t at = (size_t)g->list[k] * (size_t)g->width;
        learn(g->w + at, g->g + at, g->q + at, g->width, rate);
        g->touched[g->list[k]] = 0;
    }
    g->n = 0;
}

static void fill_one(net_trainer *t, const dem_doc *doc, int32_t token, float *row)
{
    float *x = t->input + (size_t)(token % DEM_NET_SLOTS) * (size_t)t->width;
    const int8_t *state = doc->states + (size_t)token * (size_t)doc->state_width;
    if (t->dirty[token % DEM_NET_SLOTS]) {
        fputs("an encoding was overwritten before it was learned\n", stderr);
        exit(2);
    }
    for (int k = 0; k < doc->state_width; k++) {
        bool gone = t->rate > 0 && draw(&t->draws) < DROPOUT;
        x[k] = gone ? 0 : (float)state[k] / (t->rate > 0 ? DEM_TOP * (1 - DROPOUT) : DEM_TOP);
    }
    product(t->states.w, t->states.rows, t->width, x, row);
}

static void fill(const dem_slate *s, int32_t token, int32_t n, float *rows)
{
    net_trainer *t = (net_trainer *)(uintptr_t)s->from;
    for (int32_t k = 0; k < n; k++)
        fill_one(t, s->doc, token + k, rows + (size_t)k * (size_t)(s->parts * H));
}

net_trainer *net_new(int width, bool span)
{
    net_trainer *t = room(1, sizeof *t);
    int parts = span ? DEM_NET_SPAN_PARTS : DEM_NET_WORD_PARTS;
    t->width = (width + VECTOR - 1) / VECTOR * VECTOR;
    t->span = span;
    make(t, &t->states, parts * H, t->width, 0.08f);
    if (span) {
        make(t, &t->inside, dem_net_inside_rows, H, 0.05f);
        make(t, &t->border, dem_net_border_rows, H, 0.05f);
        make(t, &t->inside_out, H, LANES, 0.1f);
        make(t, &t->border_out, H, LANES, 0.1f);
    } else {
        make(t, &t->word, dem_net_word_rows, H, 0.05f);
        make(t, &t->word_out, H, LANES, 0.1f);
    }
    t->view = (dem_net){.inside = t->inside.w, .border = t->border.w, .word = t->word.w,
                        .inside_out = t->inside_out.w, .border_out = t->border_out.w,
                        .word_out = t->word_out.w, .width = width, .kernels = dem_kernels_best()};
    t->input = room((size_t)DEM_NET_SLOTS * (size_t)t->width, sizeof(float));
    t->slope = room((size_t)DEM_NET_SLOTS * (size_t)(parts * H), sizeof(float));
    t->dirty = room(DEM_NET_SLOTS, 1);
    t->low = INT32_MAX;
    t->high = -1;
    t->slate = (dem_slate){.fill = fill, .from = t, .parts = parts};
    t->slate.token = room(DEM_NET_SLOTS, sizeof(int32_t));
    t->slate.rows = room((size_t)DEM_NET_SLOTS * (size_t)(parts * H), sizeof(float));
    return t;
}

void net_free(net_trainer *t)
{
    for (int k = 0; k < t->n_all; k++) {
        group *g = t->all[k];
        free(g->w), free(g->g), free(g->q), free(g->mean), free(g->touched), free(g->list);
    }
    free(t->input), free(t->slope), free(t->dirty), free(t->slate.token), free(t->slate.rows), free(t);
}

void net_rate(net_trainer *t, float rate)
{
    t->rate = rate;
}

const dem_net *net_view(const net_trainer *t)
{
    return &t->view;
}

static void forget(net_trainer *t)
{
    for (int k = 0; k < DEM_NET_SLOTS; k++)
        t->slate.token[k] = -1;
}

static void add_mean(net_trainer *t)
{
    t->means++;
    for (int k = 0; k < t->n_all; k++) {
        group *g = t->all[k];
        size_t n = (size_t)g->rows * (size_t)g->width;
        for (size_t i = 0; i < n; i++)
            g->mean[i] += g->w[i];
    }
}

void net_flush(net_trainer *t)
{
    int outs = t->slate.parts * H;
    t->waiting = 0;
    t->low = INT32_MAX;
    t->high = -1;
    for (int slot = 0; slot < DEM_NET_SLOTS; slot++) {
        if (!t->dirty[slot])
            continue;
        float *slope = t->slope + (size_t)slot * (size_t)outs;
        outer(t->states.g, outs, t->width, slope, t->input + (size_t)slot * (size_t)t->width);
        memset(slope, 0, sizeof(float) * (size_t)outs);
        t->dirty[slot] = 0;
    }
    for (int32_t r = 0; r < outs; r++)
        touch(&t->states, r);
    for (int k = 0; k < t->n_all; k++)
        learn_group(t->all[k], t->rate);
    forget(t);
    t->flushes++;
    if (t->averaging && (uint64_t)t->flushes % MEAN_EVERY == 0)
        add_mean(t);
}

const dem_slate *net_begin(net_trainer *t, const dem_doc *doc)
{
    if (t->waiting)
        net_flush(t);
    forget(t);
    t->slate.doc = doc;
    return &t->slate;
}

void net_ready(net_trainer *t, int32_t from, int32_t to)
{
    int32_t low = from < t->low ? from : t->low, high = to > t->high ? to : t->high;
    if (t->waiting && high - low >= DEM_NET_SLOTS)
        net_flush(t);
}

void net_tick(net_trainer *t)
{
    if (++t->waiting >= (t->span ? BATCH : WORD_BATCH))
        net_flush(t);
}

/* ---- slopes ---- */

/* Through the output weights and the relu: slopes of the hidden layer, learned from on the way. */
static void back_out(group *out, const float x[H], const float lanes[LANES], float slope[H])
{
    for (int k = 0; k < H; k++) {
        float sum = 0;
        touch(out, k);
        for (int r = 0; r < LANES; r++) {
            out->g[k * LANES + r] += x[k] * lanes[r];
            sum += out->w[k * LANES + r] * lanes[r];
        }
        slope[k] = x[k] > 0 ? sum : 0;
    }
}

static void back_rows(group *table, const int32_t *rows, int n, const float slope[H])
{
    for (int r = 0; r < n; r++) {
        touch(table, rows[r]);
        for (int k = 0; k < H; k++)
            table->g[(size_t)rows[r] * H + (size_t)k] += slope[k];
    }
}

static void back_part(net_trainer *t, int32_t token, int part, const float slope[H])
{
    int slot = token % DEM_NET_SLOTS;
    float *to = t->slope + (size_t)(slot * t->slate.parts + part) * H;
    dem_slate_row(&t->slate, token, part);
    t->dirty[slot] = 1;
    t->low = token < t->low ? token : t->low;
    t->high = token > t->high ? token : t->high;
    for (int k = 0; k < H; k++)
        to[k] += slope[k];
}

static bool any_lane(const double a[DEM_ROLES], const double b[DEM_ROLES], float lanes[LANES])
{
    float top = 0;
    memset(lanes, 0, sizeof(float) * LANES);
    for (int r = 0; r < DEM_ROLES; r++) {
        lanes[r] = (float)a[r];
        lanes[3 + r] = (float)b[r];
        top = fmaxf(top, fmaxf(fabsf(lanes[r]), fabsf(lanes[3 + r])));
    }
    return top > 1e-3f;
}

static void add_to(float sum[H], const float slope[H])
{
    for (int k = 0; k < H; k++)
        sum[k] += slope[k];
}

void net_field(net_trainer *t, const dem_field *f, net_slopes d)
{
    const dem_window *w = &f->window;
    int32_t rows[DEM_NET_ROWS], at = w->scan->begin + w->at;
    float lanes[LANES], slope[H], inside[H] = {0}, border[H] = {0};
    for (int32_t i = 0; i <= w->n; i++) {
        if (any_lane(d.begin[i], d.end[i], lanes)) {
            back_out(&t->border_out, f->border[i], lanes, slope);
            back_rows(&t->border, rows, dem_net_border_rows_of(w, i, rows), slope);
            if (w->at + i > 0)
                back_part(t, at + i - 1, DEM_NET_LEFT, slope);
            if (w->at + i < w->scan->n)
                back_part(t, at + i, DEM_NET_RIGHT, slope);
            add_to(border, slope);
        }
        if (i < w->n && any_lane(d.inside[i], d.top[i], lanes)) {
            back_out(&t->inside_out, f->inside[i], lanes, slope);
            back_rows(&t->inside, rows, dem_net_inside_rows_of(w, i, rows), slope);
            back_part(t, at + i, DEM_NET_INSIDE, slope);
            add_to(inside, slope);
        }
    }
    memset(lanes, 0, sizeof lanes);
    lanes[6] = (float)d.whole;
    back_out(&t->inside_out, f->cue, lanes, slope);
    add_to(inside, slope);
    int n = dem_net_cue_rows_of(w, f->scorer.ledger, rows);
    back_rows(&t->inside, rows, n, inside);
    back_rows(&t->border, rows, n, border);
    back_part(t, at + w->h, DEM_NET_CUE_INSIDE, inside);
    back_part(t, at + w->h, DEM_NET_CUE_BORDER, border);
}

float net_word_score(net_trainer *t, const dem_scan *s, int32_t i, bool ledger, float hidden[H])
{
    int32_t places[DEM_NET_WORD_PARTS];
    const float *parts[DEM_NET_WORD_PARTS] = {NULL};
    dem_net_word_places(s, i, places);
    for (int p = 0; p < DEM_NET_WORD_PARTS; p++)
        if (places[p] >= 0)
            parts[p] = dem_slate_row(&t->slate, s->begin + places[p], p);
    return dem_net_word(&t->view, s, places, ledger, parts, hidden);
}

void net_word(net_trainer *t, const dem_scan *s, int32_t i, bool ledger, const float hidden[H], float by)
{
    int32_t rows[DEM_NET_ROWS], places[DEM_NET_WORD_PARTS];
    float lanes[LANES] = {by}, slope[H];
    dem_net_word_places(s, i, places);
    back_out(&t->word_out, hidden, lanes, slope);
    back_rows(&t->word, rows, dem_net_word_rows_of(s, places, ledger, rows), slope);
    for (int p = 0; p < DEM_NET_WORD_PARTS; p++)
        if (places[p] >= 0)
            back_part(t, s->begin + places[p], p, slope);
}

/* ---- the end ---- */

void net_average(net_trainer *t)
{
    t->averaging = true;
}

void net_finish(net_trainer *t)
{
    if (t->waiting)
        net_flush(t);
    for (int k = 0; t->means > 0 && k < t->n_all; k++) {
        group *g = t->all[k];
        size_t n = (size_t)g->rows * (size_t)g->width;
        for (size_t i = 0; i < n; i++)
            g->w[i] = (float)((double)g->mean[i] / t->means);
    }
    t->rate = 0; /* no more dropout */
    forget(t);
}

/* 7 bits, a scale per output, in the layout of model/kernel.h. */
static void save_matrix(const net_trainer *t, modelfile *f, const char *name)
{
    char section[24];
    int out = t->states.rows, in = t->view.width;
    size_t n = (size_t)out * (size_t)in;
    int8_t *w = room(n, 1);
    float *scale = room((size_t)out, sizeof(float)), *bias = room((size_t)out, sizeof(float));
    int32_t *sums = room((size_t)out, sizeof(int32_t));
    for (int o = 0; o < out; o++) {
        const float *row = t->states.w + (size_t)o * (size_t)t->width;
        float top = 1e-9f;
        for (int k = 0; k < in; k++)
            top = fmaxf(top, fabsf(row[k]));
        scale[o] = top / DEM_TOP;
        for (int k = 0; k < in; k++) {
            int q = (int)lrintf(row[k] / scale[o]);
            sums[o] += q * 128;
            w[((size_t)(o / DEM_LANES) * (size_t)(in / 4) + (size_t)(k / 4)) * DEM_LANES * 4 +
              (size_t)(o % DEM_LANES) * 4 + (size_t)(k % 4)] = (int8_t)q;
        }
    }
    const struct { const char *suffix; dem_dtype type; uint64_t n; const void *at; } parts[] = {
        {"w", DEM_I8, n, w}, {"s", DEM_F32, (uint64_t)out, scale}, {"b", DEM_F32, (uint64_t)out, bias},
        {"t", DEM_I32, (uint64_t)out, sums}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        snprintf(section, sizeof section, "%s.%s", name, parts[k].suffix);
        modelfile_add(f, section, parts[k].type, 1, &parts[k].n, parts[k].at);
    }
    free(w), free(scale), free(bias), free(sums);
}

static void save_group(const group *g, modelfile *f, const char *name)
{
    modelfile_add(f, name, DEM_F32, 1, (uint64_t[]){(uint64_t)g->rows * (uint64_t)g->width}, g->w);
}

void net_save(const net_trainer *span, const net_trainer *word, modelfile *f)
{
    int32_t width = span->view.width;
    modelfile_add(f, "net.width", DEM_I32, 1, (uint64_t[]){1}, &width);
    save_matrix(span, f, "net.span");
    save_matrix(word, f, "net.first");
    save_group(&span->inside, f, "net.inside");
    save_group(&span->border, f, "net.border");
    save_group(&word->word, f, "net.word");
    save_group(&span->inside_out, f, "net.inside.out");
    save_group(&span->border_out, f, "net.border.out");
    save_group(&word->word_out, f, "net.word.out");
}
