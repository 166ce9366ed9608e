#include "attrib/net.h"

#include "attrib/cue.h"
#include "model/matrix.h"

#include <string.h>

/* ---- rows ---- */

/* Tables are groups of rows one after the other; each place takes a row of a group. */
enum {
    UPOS = 18, XPOS = 64, ARGS = 256, PATHS = 512, KINDS = 128, CLASSES = 8, QUOTES = 4, FAR = 20, RELS = 64,
    NAMES = 16
};
/* First rows of the groups. The cue's groups come first in both span tables. */
enum {
    CUE_CLASS = 0, CUE_KIND = CUE_CLASS + CLASSES * UPOS, CUE_REL = CUE_KIND + KINDS, CUE_ODDS = CUE_REL + RELS,
    CUE_INSIDE = CUE_ODDS + 24, CUE_SCHEME = CUE_INSIDE + 2, CUE_END = CUE_SCHEME + 2
};
enum {
    IN_ARG = CUE_END, IN_PATH = IN_ARG + ARGS, IN_PLACE = IN_PATH + PATHS, IN_FAR = IN_PLACE + 32,
    IN_XPOS = IN_FAR + FAR, IN_NAME = IN_XPOS + XPOS * 2, IN_CLASS = IN_NAME + NAMES,
    IN_QUOTE = IN_CLASS + CLASSES * CLASSES, IN_OWN = IN_QUOTE + 4, IN_END = IN_OWN + 4
};
enum {
    BD_LEFT = CUE_END, BD_RIGHT = BD_LEFT + ARGS, BD_STATES = BD_RIGHT + ARGS, BD_FAR = BD_STATES + 64,
    BD_XLEFT = BD_FAR + FAR, BD_XRIGHT = BD_XLEFT + XPOS, BD_PAUSE = BD_XRIGHT + XPOS, BD_FLAGS = BD_PAUSE + 8,
    BD_SAME = BD_FLAGS + 16, BD_ENTRY = BD_SAME + 2, BD_END = BD_ENTRY + 2
};
enum {
    WD_CLASS = 0, WD_KIND = WD_CLASS + CLASSES * UPOS, WD_REL = WD_KIND + KINDS, WD_QUOTES = WD_REL + RELS,
    WD_SIGN = WD_QUOTES + 64, WD_XPOS = WD_SIGN + 256, WD_SOURCE = WD_XPOS + XPOS, WD_HEAD = WD_SOURCE + CLASSES * UPOS,
    WD_SCHEME = WD_HEAD + CLASSES * UPOS, WD_END = WD_SCHEME + 2
};
const int32_t dem_net_inside_rows = IN_END, dem_net_border_rows = BD_END, dem_net_word_rows = WD_END;

typedef struct list {
    int32_t *at;
    int n;
} list;

static void put(list *l, int32_t group, uint64_t value)
{
    l->at[l->n++] = group + (int32_t)value;
}

static uint64_t below(uint64_t value, uint64_t most) { return value < most ? value : most - 1; }

static uint64_t upos_of(const dem_scan *s, int32_t i) { return below(s->upos[i], UPOS); }

static uint64_t kind_of(const dem_frame *f)
{
    return below(f->kind * 3u + (f->words > 1) + (f->pos == 'N') * 2u * (f->words <= 1), KINDS);
}

int dem_net_cue_rows_of(const dem_window *w, bool ledger, int32_t rows[DEM_NET_ROWS])
{
    const dem_scan *s = w->scan;
    int32_t h = w->at + w->h;
    list l = {rows, 0};
    float odds = w->odds < -5 ? -5 : w->odds > 6 ? 6 : w->odds;
    put(&l, CUE_CLASS, s->cue_class[h] * (uint64_t)UPOS + upos_of(s, h));
    put(&l, CUE_KIND, kind_of(&s->frame[h]));
    put(&l, CUE_REL, below(s->rel[h], RELS));
    put(&l, CUE_ODDS, (uint64_t)((odds + 5) * 2));
    put(&l, CUE_INSIDE, s->state[h] == DEM_QUOTE_IN);
    put(&l, CUE_SCHEME, ledger);
    return l.n;
}

static uint64_t far_of(int32_t d)
{
    int32_t a = d < 0 ? -d : d;
    uint64_t step = a <= 5 ? (uint64_t)a : a <= 8 ? 6 : a <= 14 ? 7 : a <= 25 ? 8 : 9;
    return step * 2 + (d > 0);
}

int dem_net_inside_rows_of(const dem_window *w, int32_t t, int32_t rows[DEM_NET_ROWS])
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + t, h = w->at + w->h;
    uint64_t side = t > w->h;
    list l = {rows, 0};
    put(&l, IN_ARG, w->arg[t] % ARGS);
    put(&l, IN_PATH, w->path[t] % PATHS);
    put(&l, IN_PLACE, (s->state[i] * 2 + side) * 4 + w->commas[t]);
    put(&l, IN_FAR, far_of(t - w->h));
    put(&l, IN_XPOS, below(s->xpos[i], XPOS) * 2 + side);
    put(&l, IN_NAME, below(s->name[i], NAMES));
    put(&l, IN_CLASS, s->cue_class[i] * (uint64_t)CLASSES + s->source_class[i]);
    put(&l, IN_QUOTE, (s->quote[i] == s->quote[h]) * 2u + (s->quote[i] >= 0));
    put(&l, IN_OWN, (w->branch[t] == t) * 2u + side);
    return l.n;
}

int dem_net_border_rows_of(const dem_window *w, int32_t t, int32_t rows[DEM_NET_ROWS])
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + t, h = w->at + w->h;
    bool left = i > 0, right = i < s->n;
    uint64_t side = t > w->h;
    list l = {rows, 0};
    put(&l, BD_LEFT, t > 0 ? w->arg[t - 1] % ARGS : 0);
    put(&l, BD_RIGHT, t < w->n ? w->arg[t] % ARGS : 0);
    put(&l, BD_STATES, (left ? s->state[i - 1] : 4u) * 8u + (right ? s->state[i] : 4u));
    put(&l, BD_FAR, far_of(t - w->h));
    put(&l, BD_XLEFT, left ? below(s->xpos[i - 1], XPOS) : XPOS - 1);
    put(&l, BD_XRIGHT, right ? below(s->xpos[i], XPOS) : XPOS - 1);
    put(&l, BD_PAUSE, side * 4 + (t < w->n ? w->commas[t] : 0));
    bool starts = !right || !left || s->sent_lo[i] == i, line = left && right && s->line[i] != s->line[i - 1];
    bool stop = right && s->sent_hi[i] == i + 1, own = t < w->n && w->branch[t] == t;
    put(&l, BD_FLAGS, starts + line * 2u + stop * 4u + own * 8u);
    put(&l, BD_SAME, left && right && s->quote[i] == s->quote[i - 1]);
    put(&l, BD_ENTRY, t == w->h + s->frame[h].words);
    return l.n;
}

void dem_net_word_places(const dem_scan *s, int32_t i, int32_t places[DEM_NET_WORD_PARTS])
{
    places[DEM_NET_SELF] = i;
    places[DEM_NET_SUBJECT] = dem_cue_subject(s, i);
    places[DEM_NET_HEAD] = s->head[i];
    places[DEM_NET_OBJECT] = dem_cue_object(s, i);
    for (int p = 0; p < DEM_NET_WORD_PARTS; p++)
        if (places[p] < i - DEM_NET_REACH || places[p] > i + DEM_NET_REACH)
            places[p] = -1;
}

int dem_net_word_rows_of(const dem_scan *s, const int32_t places[DEM_NET_WORD_PARTS], bool ledger,
                         int32_t rows[DEM_NET_ROWS])
{
    list l = {rows, 0};
    int32_t i = places[DEM_NET_SELF], subject = places[DEM_NET_SUBJECT], head = places[DEM_NET_HEAD];
    put(&l, WD_CLASS, s->cue_class[i] * (uint64_t)UPOS + upos_of(s, i));
    put(&l, WD_KIND, kind_of(&s->frame[i]));
    put(&l, WD_REL, below(s->rel[i], RELS));
    put(&l, WD_QUOTES, dem_cue_quotes(s, i) & 63u);
    put(&l, WD_SIGN, dem_mix(dem_cue_signature(s, i), 3) % 256);
    put(&l, WD_XPOS, below(s->xpos[i], XPOS));
    if (subject >= 0)
        put(&l, WD_SOURCE, s->source_class[subject] * (uint64_t)UPOS + upos_of(s, subject));
    if (head >= 0)
        put(&l, WD_HEAD, s->cue_class[head] * (uint64_t)UPOS + upos_of(s, head));
    put(&l, WD_SCHEME, ledger);
    return l.n;
}

/* ---- layers ---- */

void dem_net_put_rows(dem_net_sum *sum, const float *table, const int32_t *rows, int n)
{
    for (int r = 0; r < n; r++)
        dem_net_put(sum, table + (size_t)rows[r] * DEM_NET_HIDDEN);
}

float dem_net_word(const dem_net *net, const dem_scan *s, const int32_t places[DEM_NET_WORD_PARTS], bool ledger,
                   const float *const parts[DEM_NET_WORD_PARTS], float hidden[DEM_NET_HIDDEN])
{
    int32_t rows[DEM_NET_ROWS];
    float lanes[1][DEM_NET_LANES];
    dem_net_sum sum = {.n = 0};
    for (int p = 0; p < DEM_NET_WORD_PARTS; p++)
        if (places[p] >= 0)
            dem_net_put(&sum, parts[p]);
    dem_net_put_rows(&sum, net->word, rows, dem_net_word_rows_of(s, places, ledger, rows));
    net->kernels->relu_rows(hidden, sum.at, sum.n, DEM_NET_HIDDEN);
    net->kernels->narrow(lanes, hidden, net->word_out, 1, DEM_NET_HIDDEN);
    return lanes[0][0];
}

/* Encodings of n tokens of the document times some parts of a matrix, row by row. */
static void multiply(const dem_net *net, const dem_matrix *all, int32_t first, int32_t parts, const dem_doc *doc,
                     const int32_t *tokens, int n, float *rows)
{
    const int8_t *states[DEM_NET_BATCH];
    float units[DEM_NET_BATCH];
    const int32_t from = first * DEM_NET_HIDDEN;
    const dem_matrix m = {all->weights + (size_t)from * (size_t)all->in, all->scale + from, all->bias + from,
                          all->sums + from, all->in, parts * DEM_NET_HIDDEN};
    for (int k = 0; k < n; k++) {
        states[k] = doc->states + (size_t)tokens[k] * (size_t)net->width;
        units[k] = DEM_STATE_UNIT;
    }
    net->kernels->multiply(&m, states, units, n, rows, m.out, false);
}

void dem_net_words(const dem_net *net, const dem_scan *s, const int32_t *words, int n, bool ledger, float *odds)
{
    int32_t places[DEM_NET_BATCH][DEM_NET_WORD_PARTS], tokens[DEM_NET_BATCH];
    const float *parts[DEM_NET_BATCH][DEM_NET_WORD_PARTS];
    float rows[DEM_NET_WORD_PARTS][DEM_NET_BATCH][DEM_NET_HIDDEN], hidden[DEM_NET_HIDDEN];
    for (int k = 0; k < n; k++)
        dem_net_word_places(s, words[k], places[k]);
    for (int p = 0; p < DEM_NET_WORD_PARTS; p++) {
        int m = 0;
        for (int k = 0; k < n; k++) {
            parts[k][p] = rows[p][m];
            if (places[k][p] >= 0)
                tokens[m++] = s->begin + places[k][p];
        }
        multiply(net, &net->word_states, p, 1, s->doc, tokens, m, rows[p][0]);
    }
    for (int k = 0; k < n; k++)
        odds[k] += dem_net_word(net, s, places[k], ledger, parts[k], hidden);
}

/* ---- slates ---- */

static void fill(const dem_slate *s, int32_t token, int32_t n, float *rows)
{
    const dem_net *net = s->from;
    int32_t tokens[DEM_NET_BATCH];
    for (int32_t done = 0; done < n; done += DEM_NET_BATCH) {
        int32_t k = 0;
        for (; k < DEM_NET_BATCH && done + k < n; k++)
            tokens[k] = token + done + k;
        multiply(net, &net->span_states, s->first, s->parts, s->doc, tokens, k,
                 rows + (size_t)done * (size_t)(s->parts * DEM_NET_HIDDEN));
    }
}

dem_slate dem_slate_make(const dem_net *net, const dem_doc *doc, int32_t first, int32_t parts, dem_arena *arena)
{
    dem_slate s = {.fill = fill, .from = net, .doc = doc, .first = first, .parts = parts};
    s.token = dem_new(arena, int32_t, DEM_NET_SLOTS);
    s.rows = dem_new_unset(arena, float, DEM_NET_SLOTS * parts * DEM_NET_HIDDEN);
    for (int k = 0; k < DEM_NET_SLOTS; k++)
        s.token[k] = -1;
    return s;
}

static float *row_at(const dem_slate *s, int32_t slot)
{
    return s->rows + (size_t)slot * (size_t)(s->parts * DEM_NET_HIDDEN);
}

const float *dem_slate_row(const dem_slate *s, int32_t token, int part)
{
    int32_t slot = token % DEM_NET_SLOTS;
    float *row = row_at(s, slot);
    if (s->token[slot] != token) {
        s->fill(s, token, 1, row);
        s->token[slot] = token;
    }
    return row + (part - s->first) * DEM_NET_HIDDEN;
}

void dem_slate_ready(const dem_slate *s, int32_t from, int32_t to)
{
    for (int32_t t = from, end; t < to; t = end) {
        int32_t slot = t % DEM_NET_SLOTS;
        for (end = t; end < to && slot + end - t < DEM_NET_SLOTS && s->token[slot + end - t] != end; end++)
            s->token[slot + end - t] = end;
        if (end > t)
            s->fill(s, t, end - t, row_at(s, slot));
        else
            end++;
    }
}

/* ---- opening ---- */

static const void *array(const dem_model *model, const char *name, dem_dtype type, int64_t count, dem_error *err)
{
    dem_tensor t = dem_model_get(model, name, type);
    if (t.at && t.count == (uint64_t)count)
        return t.at;
    if (!err->code)
        dem_fail(err, DEM_E_FORMAT, model->name, -1, "section %s is missing or has the wrong size", name);
    return NULL;
}

bool dem_net_open(dem_net *net, const dem_model *model, dem_error *err)
{
    enum { H = DEM_NET_HIDDEN, SPAN = DEM_NET_SPAN_PARTS * H, WORD = DEM_NET_WORD_PARTS * H, OUT = H * DEM_NET_LANES };
    dem_tensor width = dem_model_get(model, "net.width", DEM_I32);
    *net = (dem_net){.kernels = dem_kernels_best()};
    int32_t w = width.count == 1 ? *(const int32_t *)width.at : 0;
    if (w <= 0 || w % 4 || w > DEM_WIDEST)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "section net.width is missing or impossible");
    net->width = w;
    net->inside = array(model, "net.inside", DEM_F32, (int64_t)dem_net_inside_rows * H, err);
    net->border = array(model, "net.border", DEM_F32, (int64_t)dem_net_border_rows * H, err);
    net->word = array(model, "net.word", DEM_F32, (int64_t)dem_net_word_rows * H, err);
    net->inside_out = array(model, "net.inside.out", DEM_F32, OUT, err);
    net->border_out = array(model, "net.border.out", DEM_F32, OUT, err);
    net->word_out = array(model, "net.word.out", DEM_F32, OUT, err);
    return !err->code && dem_matrix_open(&net->span_states, model, "net.span", w, SPAN, err) &&
           dem_matrix_open(&net->word_states, model, "net.first", w, WORD, err);
}
