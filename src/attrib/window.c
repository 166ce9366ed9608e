#include "attrib/window.h"

#include <assert.h>

enum { SPINE = 6, CLIMB = 48, BACK_SENTENCES = 3, ON_SENTENCES = 6 };

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }

static bool quote_state(const dem_scan *s, int32_t i, int a, int b)
{
    return s->state[i] == a || s->state[i] == b;
}

/* Sentences of the line before belong when they end in a quotation, of the line after when they
 * begin in one: "…" / he said. and: he said: / "…" */
static int32_t reach_back(const dem_scan *s, int32_t head)
{
    int32_t at = s->sent_lo[head];
    for (int k = 0; k < BACK_SENTENCES && at > 0; k++) {
        int32_t before = s->sent_lo[at - 1];
        if (head - before > DEM_WINDOW_BACK)
            break;
        if (!quote_state(s, at - 1, DEM_QUOTE_CLOSE, DEM_QUOTE_IN))
            break;
        at = before;
    }
    return most(at, head - DEM_WINDOW_BACK);
}

static int32_t reach_on(const dem_scan *s, int32_t head)
{
    int32_t end = s->sent_hi[head];
    for (int k = 0; k < ON_SENTENCES && end < s->n; k++) {
        if (s->sent_hi[end] - head > DEM_WINDOW_ON)
            break;
        if (!quote_state(s, end, DEM_QUOTE_OPEN, DEM_QUOTE_IN))
            break;
        end = s->sent_hi[end];
    }
    return least(end, head + DEM_WINDOW_ON);
}

/* How a token hangs on the cue: climb until the line from the cue up to its root is met. */
static void place_token(dem_window *w, int32_t t, const int32_t *spine, int spines)
{
    const dem_scan *s = w->scan;
    int32_t a = w->at + t, branch = -1;
    uint64_t path = 0;
    for (int k = 0; k < CLIMB && a >= 0; k++) {
        for (int j = 0; j < spines; j++)
            if (spine[j] == a) {
                uint64_t rel = branch < 0 ? 99 : s->rel[branch];
                uint64_t side = branch < 0 ? t + w->at > w->at + w->h : branch > w->at + w->h;
                w->arg[t] = dem_mix((uint64_t)j * 256 + rel * 2 + side, 17);
                w->path[t] = dem_mix(path, (uint64_t)j * 2 + side);
                w->branch[t] = branch >= 0 ? branch - w->at : -1;
                return;
            }
        path = k < 3 ? dem_mix(path, s->rel[a]) : k == 3 ? dem_mix(path, 255) : path;
        branch = a;
        a = s->head[a];
    }
    w->arg[t] = dem_mix(999, (uint64_t)(t > w->h));
    w->path[t] = w->arg[t];
    w->branch[t] = -1;
}

static void place_tokens(dem_window *w)
{
    const dem_scan *s = w->scan;
    int32_t spine[SPINE], a = w->at + w->h;
    int spines = 0;
    for (; spines < SPINE && a >= 0; a = s->head[a])
        spine[spines++] = a;
    for (int32_t t = 0; t < w->n; t++) {
        if (t >= w->lo && t < w->hi) {
            place_token(w, t, spine, spines);
            continue;
        }
        int32_t away = s->sent[w->at + t] - s->sent[w->at + w->h];
        bool same = s->line[w->at + t] == s->line[w->at + w->h];
        away = most(-3, least(4, away));
        w->arg[t] = dem_mix((uint64_t)(away + 600), same);
        w->path[t] = w->arg[t];
        w->branch[t] = -1;
    }
}

static bool is_pause(const dem_scan *s, int32_t i)
{
    return s->xpos[i] == DEM_XPOS_COMMA || s->xpos[i] == DEM_XPOS_COLON || s->xpos[i] == DEM_XPOS_STOP ||
           s->xpos[i] == DEM_XPOS_LRB;
}

static void count_pauses(dem_window *w)
{
    const dem_scan *s = w->scan;
    int count = 0;
    for (int32_t t = w->h + 1; t < w->n; t++) {
        w->commas[t] = (uint8_t)count;
        count += count < 3 && is_pause(s, w->at + t);
    }
    count = 0;
    for (int32_t t = w->h - 1; t >= 0; t--) {
        w->commas[t] = (uint8_t)count;
        count += count < 3 && is_pause(s, w->at + t);
    }
}

/* A pause, a conjunction or the cue stands between this token and the one before. */
static bool is_break(const dem_window *w, int32_t t)
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + t;
    return t == w->lo || t == w->hi || t == w->h || t == w->h + 1 || s->upos[i] == DEM_UPOS_SCONJ ||
           s->upos[i] == DEM_UPOS_CCONJ || s->upos[i] == DEM_UPOS_PUNCT || s->upos[i - 1] == DEM_UPOS_PUNCT ||
           s->upos[i - 1] == DEM_UPOS_SCONJ || s->upos[i - 1] == DEM_UPOS_PART;
}

/* Inside the cue's sentence contents begin and end anywhere, in a sentence beyond measure at breaks;
 * outside it where sentences and quotations do. */
static void find_borders(dem_window *w)
{
    const dem_scan *s = w->scan;
    bool long_one = w->hi - w->lo > DEM_WINDOW_PLAIN;
    for (int32_t t = 0; t < w->n; t++) {
        int32_t i = w->at + t;
        bool near = t >= w->lo && t < w->hi;
        bool from = near && (!long_one || is_break(w, t)), to = near && (!long_one || t + 1 == w->hi || is_break(w, t + 1));
        bool first = s->sent_lo[i] == i || s->state[i] == DEM_QUOTE_OPEN ||
                     (i > 0 && s->state[i - 1] == DEM_QUOTE_OPEN && s->sent_lo[i] == i - 1);
        w->begins[t] = from || first;
        bool last = s->sent_hi[i] == i + 1 || s->state[i] == DEM_QUOTE_CLOSE ||
                    (i + 1 < s->n && s->sent_hi[i] == i + 2 &&
                     (s->upos[i + 1] == DEM_UPOS_PUNCT || s->state[i + 1] == DEM_QUOTE_CLOSE));
        w->ends[t + 1] = to || last;
    }
}

dem_window dem_window_make(const dem_scan *s, int32_t head, float odds, dem_arena *arena)
{
    int32_t from = reach_back(s, head), to = reach_on(s, head);
    if (s->sent_hi[head] - s->sent_lo[head] > DEM_WINDOW_ENDLESS) {
        from = most(from, head - DEM_WINDOW_SHORT_BACK);
        to = least(to, head + DEM_WINDOW_SHORT_ON);
    }
    dem_window w = {.scan = s, .at = from, .n = to - from, .h = head - from, .odds = odds};
    w.lo = most(s->sent_lo[head], from) - from;
    w.hi = least(s->sent_hi[head], to) - from;
    w.arg = dem_new(arena, uint64_t, w.n + 1);
    w.path = dem_new(arena, uint64_t, w.n + 1);
    w.branch = dem_new(arena, int32_t, w.n + 1);
    w.commas = dem_new(arena, uint8_t, w.n + 1);
    w.begins = dem_new(arena, uint8_t, w.n + 1);
    w.ends = dem_new(arena, uint8_t, w.n + 1);
    place_tokens(&w);
    count_pauses(&w);
    find_borders(&w);
    return w;
}

/* ---- segments ---- */

/* 1, 2, 3, 4, up to 6, 9, 14, 20, 30, 50, 80, more. */
static int length_class(int32_t n)
{
    static const uint8_t shorter[31] = {0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
    return n <= 30 ? shorter[n] : n <= 50 ? 9 : n <= 80 ? 10 : 11;
}

static bool only_marks(const dem_scan *s, int32_t from, int32_t to)
{
    if (to - from > 4)
        return false;
    for (int32_t i = from; i < to; i++)
        if (s->upos[i] != DEM_UPOS_PUNCT)
            return false;
    return true;
}

/* 0 the border of the root's subtree, 1 but for punctuation, 2 inside it or beyond. */
static int edge_class(const dem_scan *s, int32_t cut, int32_t border)
{
    return cut == border ? 0 : only_marks(s, least(cut, border), most(cut, border)) ? 1 : 2;
}

static dem_shape shape_of(const dem_window *w, int32_t b, int32_t e, int roots, int32_t sum)
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + b, j = w->at + e;
    dem_shape shape = {.length = (uint8_t)length_class(e - b), .top = -1, .edges = 27,
                       .roots = (uint8_t)least(roots, DEM_SHAPE_ROOTS - 1)};
    shape.marks = (uint8_t)((s->state[i] * 4 + s->state[j - 1]) * 2 + (s->quote[i] == s->quote[j - 1]));
    if (roots == 1) {
        int32_t top = sum;
        int place = w->branch[top - w->at] == top - w->at ? 0 : w->branch[top - w->at] >= 0 ? 1 : 2;
        shape.top = (int16_t)(top - w->at);
        shape.edges = (uint8_t)((edge_class(s, i, s->lo[top]) * 3 + edge_class(s, j, s->hi[top])) * 3 + place);
    }
    return shape;
}

/* Roots of [b, e) are kept up as e grows: a token joins, its children in the segment stop being
 * roots. Punctuation is no root. */
static void segments_from(const dem_window *w, int32_t b, dem_segment_fn *take, void *to)
{
    const dem_scan *s = w->scan;
    int roots = 0;
    int32_t sum = 0, from = w->at + b;
    bool near = b >= w->lo && b < w->hi;
    for (int32_t e = b + 1; e <= w->n; e++) {
        int32_t i = w->at + e - 1;
        if (s->line[i] != s->line[from])
            break;
        if (s->upos[i] != DEM_UPOS_PUNCT) {
            int32_t head = s->head[i];
            if (head < from || head > i)
                roots++, sum += i;
            int seen = 0;
            for (int32_t c = s->child[i]; c >= 0 && c < i && seen < CLIMB; c = s->next[c], seen++)
                if (c >= from && s->upos[c] != DEM_UPOS_PUNCT)
                    roots--, sum -= c;
        }
        bool holds = b <= w->h && w->h < e;
        if (holds && e - b > DEM_CUE_LONGEST)
            break;
        bool content = !holds && w->begins[b] && w->ends[e];
        bool source = !holds && near && e <= w->hi && e - b <= DEM_SOURCE_LONGEST;
        if (!near && !w->begins[b])
            break;
        bool cue = holds && near && e <= w->hi;
        if (!cue && !content && !source)
            continue;
        dem_shape shape = shape_of(w, b, e, roots, sum);
        take(to, b, e, source << DEM_ROLE_SOURCE | cue << DEM_ROLE_CUE | content << DEM_ROLE_CONTENT, &shape);
    }
}

void dem_window_segments(const dem_window *w, dem_segment_fn *take, void *to)
{
    for (int32_t b = 0; b < w->n; b++)
        segments_from(w, b, take, to);
}

uint64_t dem_shape_feature(int kind, int value)
{
    return dem_feature((uint64_t)(700 + kind), (uint64_t)value);
}
