#include "attrib/window.h"

#include <assert.h>

/* Feature numbers: 200 tokens, 300 beginnings, 400 ends, 500 roots, 600 cues, 650 the whole,
 * 700 shapes, 800 last state, 830 steps. */
typedef struct feats {
    uint64_t *at;
    int n;
} feats;

static inline __attribute__((always_inline)) void put(feats *f, uint64_t id, uint64_t a)
{
    assert(f->n < DEM_SPAN_FEATURES);
    f->at[f->n++] = dem_feature(id, a);
}

static inline __attribute__((always_inline)) void put2(feats *f, uint64_t id, uint64_t a, uint64_t b)
{
    assert(f->n < DEM_SPAN_FEATURES);
    f->at[f->n++] = dem_feature2(id, a, b);
}

static inline __attribute__((always_inline)) void put3(feats *f, uint64_t id, uint64_t a, uint64_t b, uint64_t c)
{
    assert(f->n < DEM_SPAN_FEATURES);
    f->at[f->n++] = dem_feature3(id, a, b, c);
}

/* Signed distance in steps: exact near by, coarse far off. Never 0 but at the cue. */
static uint64_t distance(int32_t d)
{
    uint64_t side = d > 0;
    int32_t a = d < 0 ? -d : d;
    uint64_t step = a <= 5 ? (uint64_t)a : a <= 8 ? 6 : a <= 14 ? 7 : a <= 25 ? 8 : 9;
    return step * 2 + side;
}

/* What the cue is, for every feature that joins it. */
typedef struct cue {
    uint64_t lemma, upos, class, xpos, inside, kind, entry_end, fine;
} cue;

static cue cue_of(const dem_window *w)
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + w->h;
    return (cue){s->lemma[i], s->upos[i], s->cue_class[i], s->xpos[i], s->state[i] == DEM_QUOTE_IN,
                 s->frame[i].kind * 4u + (s->frame[i].words > 1) * 2u + (s->frame[i].pos == 'N'),
                 (uint64_t)(w->h + s->frame[i].words), s->fine[i]};
}

static uint64_t word_at(const dem_window *w, int32_t t)
{
    const dem_scan *s = w->scan;
    int32_t i = w->at + t, h = w->at + w->h;
    if (i < 0 || i >= s->n)
        return 3;
    if (t < 0 || t >= w->n || s->line[i] != s->line[h])
        return s->state[i] == DEM_QUOTE_OPEN || s->state[i] == DEM_QUOTE_CLOSE ? 5 : 4;
    return s->word[i];
}

static uint64_t xpos_at(const dem_window *w, int32_t t)
{
    int32_t i = w->at + t;
    return i < 0 || i >= w->scan->n ? 250 : w->scan->xpos[i];
}

static uint64_t state_at(const dem_window *w, int32_t t)
{
    int32_t i = w->at + t;
    return i < 0 || i >= w->scan->n ? 9 : w->scan->state[i];
}

static uint64_t arg_at(const dem_window *w, int32_t t)
{
    return t < 0 ? 7 : t >= w->n ? 8 : w->arg[t];
}

int dem_window_token(const dem_window *w, int32_t t, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    const dem_scan *s = w->scan;
    cue c = cue_of(w);
    int32_t i = w->at + t;
    uint64_t arg = w->arg[t], side = t > w->h, state = s->state[i], far = distance(t - w->h);
    put(&f, 200, arg);
    put2(&f, 201, arg, state);
    put2(&f, 202, arg, s->upos[i]);
    put(&f, 203, w->path[t]);
    put2(&f, 204, c.lemma, arg);
    put3(&f, 205, c.class, c.upos, arg);
    put2(&f, 206, s->word[i], side);
    put3(&f, 209, state, side, w->commas[t]);
    put2(&f, 210, arg, w->commas[t]);
    put2(&f, 211, s->name[i], arg);
    put3(&f, 212, c.upos, side * 4 + state, c.inside);
    put3(&f, 213, c.lemma, state, side);
    put3(&f, 214, s->source_class[i], side, c.class);
    put3(&f, 215, c.inside && s->quote[i] == s->quote[w->at + w->h], side, c.upos);
    put3(&f, 217, c.class, w->commas[t], side * 4 + state);
    put2(&f, 222, c.fine, arg);
    put2(&f, 220, c.kind, arg);
    put3(&f, 221, c.kind, s->xpos[i], far);
    put3(&f, 219, w->branch[t] >= 0 ? s->lemma[w->at + w->branch[t]] : 0, arg, c.class);
    return f.n;
}

/* The largest subtree that begins or ends at a border says what kind of thing does. */
static void border_tree(const dem_window *w, int32_t top, uint64_t id, feats *f)
{
    const dem_scan *s = w->scan;
    cue c = cue_of(w);
    int32_t t = top - w->at, h = w->at + w->h;
    uint64_t arg = t >= 0 && t < w->n ? w->arg[t] : 9;
    uint64_t own = t >= 0 && t < w->n && w->branch[t] == t;
    uint64_t holds = s->lo[top] <= h && h < s->hi[top];
    put3(f, id, arg, own, holds);
    put3(f, id + 1, s->rel[top], s->upos[top], holds * 2 + (top > h));
    put3(f, id + 2, c.lemma, arg, own);
    put3(f, id + 3, c.class, s->rel[top], own * 2 + holds);
    put3(f, id + 4, s->source_class[top], s->name[top], top > h);
    put3(f, id + 5, c.kind, s->rel[top], own * 2 + holds);
}

int dem_window_begin(const dem_window *w, int32_t t, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    const dem_scan *s = w->scan;
    cue c = cue_of(w);
    int32_t i = w->at + t;
    uint64_t here = s->word[i], before = word_at(w, t - 1), far = distance(t - w->h), side = t > w->h;
    uint64_t states = state_at(w, t - 1) * 8 + s->state[i];
    uint64_t first = (uint64_t)(s->sent_lo[i] == i) + (uint64_t)(i > 0 && s->line[i] != s->line[i - 1]);
    put2(&f, 300, arg_at(w, t - 1), w->arg[t]);
    put2(&f, 301, here, side);
    put2(&f, 302, before, side);
    put2(&f, 303, before, here);
    put3(&f, 304, xpos_at(w, t - 1), s->xpos[i], side);
    put3(&f, 305, here, word_at(w, t + 1), side);
    put3(&f, 306, c.lemma, here, side);
    put3(&f, 307, c.lemma, before, side);
    put3(&f, 308, states, side, c.upos);
    put3(&f, 309, states, side, first);
    put3(&f, 312, far, c.upos, c.class);
    put3(&f, 313, first, side, c.class);
    put3(&f, 314, c.class, here, side);
    put3(&f, 315, c.class, before, far);
    put3(&f, 316, w->commas[t], s->xpos[i], side);
    put3(&f, 317, w->arg[t], before, states);
    put3(&f, 318, w->arg[t], s->name[i], s->upos[i]);
    put3(&f, 319, word_at(w, t - 2), before, side);
    put3(&f, 320, c.lemma, states, far);
    put3(&f, 321, c.lemma, s->xpos[i], xpos_at(w, t - 1));
    put3(&f, 323, w->path[t], states, first);
    put3(&f, 328, s->fine[i], i > 0 ? s->fine[i - 1] : 0, side);
    put3(&f, 329, c.fine, w->arg[t], arg_at(w, t - 1));
    put3(&f, 350, s->fine[i], w->arg[t], states);
    put3(&f, 351, c.fine, here, side);
    put3(&f, 324, c.kind, here, side);
    put3(&f, 325, c.kind, w->arg[t], arg_at(w, t - 1));
    put3(&f, 326, c.kind, (uint64_t)((uint64_t)t == c.entry_end), s->xpos[i]);
    put3(&f, 327, c.kind, states, far);
    border_tree(w, s->up_lo[i], 330, &f);
    return f.n;
}

int dem_window_end(const dem_window *w, int32_t e, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    const dem_scan *s = w->scan;
    cue c = cue_of(w);
    int32_t t = e - 1, i = w->at + t;
    uint64_t here = s->word[i], after = word_at(w, e), far = distance(t - w->h), side = t > w->h;
    uint64_t states = s->state[i] * 10u + state_at(w, e);
    uint64_t last = (uint64_t)(s->sent_hi[i] == i + 1) +
                    2u * (s->sent_hi[i] == i + 2 && s->upos[i + 1] == DEM_UPOS_PUNCT);
    put2(&f, 400, w->arg[t], arg_at(w, e));
    put2(&f, 401, here, side);
    put2(&f, 402, after, side);
    put2(&f, 403, here, after);
    put3(&f, 404, s->xpos[i], xpos_at(w, e), side);
    put3(&f, 405, after, word_at(w, e + 1), side);
    put3(&f, 406, c.lemma, here, side);
    put3(&f, 407, c.lemma, after, side);
    put3(&f, 408, states, side, c.upos);
    put3(&f, 409, states, side, last);
    put3(&f, 412, far, c.upos, c.class);
    put3(&f, 413, last, side, c.class);
    put3(&f, 414, c.class, here, side);
    put3(&f, 415, c.class, after, far);
    put3(&f, 416, w->commas[t], xpos_at(w, e), side);
    put3(&f, 417, arg_at(w, e), after, states);
    put3(&f, 418, w->arg[t], s->name[i], s->upos[i]);
    put3(&f, 419, word_at(w, t - 1), here, after);
    put3(&f, 420, c.lemma, states, far);
    put3(&f, 421, c.lemma, s->xpos[i], xpos_at(w, e));
    put3(&f, 422, last, arg_at(w, e), states);
    put3(&f, 423, w->path[t], states, last);
    put3(&f, 424, xpos_at(w, e), xpos_at(w, e + 1), last);
    put3(&f, 428, s->fine[i], i + 1 < s->n ? s->fine[i + 1] : 0, side);
    put3(&f, 429, c.fine, w->arg[t], arg_at(w, e));
    put3(&f, 450, i + 1 < s->n ? s->fine[i + 1] : 0, arg_at(w, e), states);
    put3(&f, 451, c.fine, after, side);
    put3(&f, 425, c.kind, w->arg[t], arg_at(w, e));
    put3(&f, 426, c.kind, after, side);
    put3(&f, 427, c.kind, states, far);
    border_tree(w, s->up_hi[i], 430, &f);
    if (i + 1 < s->n)
        border_tree(w, s->up_lo[i + 1], 440, &f);
    return f.n;
}

/* "that", "to", "whether", or a preposition, before a root. */
static uint64_t marker_of(const dem_scan *s, int32_t i)
{
    int seen = 0;
    for (int32_t c = s->child[i]; c >= 0 && seen < 8; c = s->next[c], seen++)
        if (s->rel[c] == DEM_REL_mark || s->rel[c] == DEM_REL_case_)
            return s->lemma[c];
    return 0;
}

int dem_window_top(const dem_window *w, int32_t t, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    const dem_scan *s = w->scan;
    cue c = cue_of(w);
    int32_t i = w->at + t;
    uint64_t arg = w->arg[t], side = t > w->h, marker = marker_of(s, i), own = w->branch[t] == t;
    put2(&f, 500, arg, own);
    put(&f, 501, w->path[t]);
    put3(&f, 502, c.lemma, arg, own);
    put3(&f, 503, c.class, arg, own);
    put3(&f, 504, s->lemma[i], side, s->upos[i]);
    put3(&f, 505, s->xpos[i], arg, own);
    put3(&f, 506, s->name[i], s->upos[i], side);
    put3(&f, 507, s->source_class[i], s->upos[i], side);
    put3(&f, 508, s->rel[i], c.upos, side);
    put3(&f, 509, s->lemma[i], arg, c.class);
    put3(&f, 510, marker, arg, own);
    put3(&f, 511, marker, c.lemma, side);
    put3(&f, 512, s->source_class[i], w->path[t], c.class);
    put3(&f, 513, s->cue_class[i], arg, own);
    put3(&f, 514, s->name[i], arg, c.upos);
    put3(&f, 515, c.lemma, s->lemma[i], side);
    put3(&f, 519, c.fine, arg, own);
    put3(&f, 520, s->fine[i], arg, own);
    put3(&f, 521, s->fine[i], side, c.class);
    put3(&f, 516, c.kind, arg, own);
    put3(&f, 517, c.kind, marker, arg);
    put3(&f, 518, c.kind, s->xpos[i], arg);
    return f.n;
}

void dem_cue_words_take(dem_cue_words *c, const dem_window *w, int32_t begin, int32_t end)
{
    const dem_scan *s = w->scan;
    if (!c->words || begin != c->begin || end < c->end)
        *c = (dem_cue_words){.begin = begin, .end = begin, .words = 1, .tags = 2, .lemmas = 3};
    for (; c->end < end; c->end++) {
        c->words = dem_mix(c->words, s->word[w->at + c->end]);
        c->lemmas = dem_mix(c->lemmas, s->lemma[w->at + c->end]);
        c->tags = dem_mix(c->tags, s->xpos[w->at + c->end]);
    }
}

int dem_window_cue(const dem_window *w, const dem_cue_words *span, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    cue c = cue_of(w);
    int32_t b = span->begin, e = span->end;
    uint64_t words = span->words, tags = span->tags, lemmas = span->lemmas;
    uint64_t frame = dem_mix((uint64_t)(w->h - b), (uint64_t)(e - w->h));
    put(&f, 600, words);
    put(&f, 601, lemmas);
    put2(&f, 602, tags, c.class);
    put(&f, 603, tags);
    put(&f, 604, frame);
    put2(&f, 605, frame, c.upos);
    put2(&f, 606, frame, c.lemma);
    put3(&f, 607, tags, xpos_at(w, b - 1), xpos_at(w, e));
    put3(&f, 608, frame, w->arg[b], w->arg[e - 1]);
    put3(&f, 609, lemmas, word_at(w, b - 1), word_at(w, e));
    put2(&f, 610, lemmas, word_at(w, e));
    put3(&f, 611, c.kind, (uint64_t)((uint64_t)e == c.entry_end), b == w->h);
    put3(&f, 612, c.kind, tags, (uint64_t)((uint64_t)e == c.entry_end));
    return f.n;
}

int dem_window_whole(const dem_window *w, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    cue c = cue_of(w);
    const dem_scan *s = w->scan;
    float odds = w->odds < -5 ? -5 : w->odds > 6 ? 6 : w->odds;
    uint64_t step = (uint64_t)((odds + 5) * 2);
    put(&f, 650, 0);
    put(&f, 651, step);
    put2(&f, 652, step / 2, c.upos);
    put2(&f, 653, step / 3, c.lemma);
    put2(&f, 654, c.class, c.inside);
    put2(&f, 655, c.lemma, s->rel[w->at + w->h]);
    put2(&f, 656, step / 2, c.class);
    put2(&f, 657, step / 2, c.kind);
    return f.n;
}

int dem_window_last(const dem_window *w, int state, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    cue c = cue_of(w);
    uint64_t x = (uint64_t)state;
    put(&f, 800, x);
    put2(&f, 801, x, c.upos);
    put2(&f, 802, x, c.class);
    put2(&f, 803, x, c.lemma);
    put3(&f, 804, x, c.xpos, c.inside);
    put2(&f, 805, x, c.kind);
    put2(&f, 806, x, c.fine);
    return f.n;
}

int dem_window_step(const dem_window *w, int gap, int state, uint64_t out[DEM_SPAN_FEATURES])
{
    feats f = {out, 0};
    cue c = cue_of(w);
    uint64_t x = (uint64_t)(state * 2 + gap);
    put(&f, 830, x);
    put2(&f, 831, x, c.upos);
    put2(&f, 832, x, c.class);
    return f.n;
}
