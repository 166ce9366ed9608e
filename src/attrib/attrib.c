#include "attrib/attrib.h"
#include "attrib/cue.h"
#include "attrib/layers.h"
#include "attrib/turn.h"

#include <string.h>

static bool open_dials(dem_attributor *a, const dem_model *model, dem_error *err)
{
    dem_tensor dials = dem_model_get(model, "dials", DEM_F32), curves = dem_model_get(model, "curves", DEM_F32);
    if (dials.count * sizeof(float) != sizeof a->dials ||
        (curves.at && curves.count * sizeof(float) != sizeof(dem_curve) * DEM_SCHEMES * DEM_FIELDS))
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "section dials or curves has the wrong size");
    memcpy(a->dials, dials.at, sizeof a->dials);
    a->curves = curves.at;
    return true;
}

float dem_curve_at(const float *curve, float p)
{
    float at = (p < 0 ? 0 : p > 1 ? 1 : p) * (DEM_KNOTS - 1);
    int k = at >= DEM_KNOTS - 1 ? DEM_KNOTS - 2 : (int)at;
    return curve[k] + (curve[k + 1] - curve[k]) * (at - (float)k);
}

bool dem_attributor_open(dem_attributor *a, const dem_model *model, const dem_model *classes,
                         dem_arena *arena, dem_error *err)
{
    *a = (dem_attributor){0};
    if (!dem_linear_open(&a->lexis, model, "lexis", arena, err) || !dem_linear_open(&a->cue, model, "cue", arena, err) ||
        !dem_linear_open(&a->span, model, "span", arena, err) ||
        !dem_frames_open(&a->frames, arena, err) || !dem_classes_open(&a->classes, classes, err))
        return false;
    if (!dem_net_open(&a->net, model, err))
        return false;
    dem_linear_index(&a->cue, arena);
    dem_linear_index(&a->span, arena);
    if (!open_dials(a, model, err))
        return false;
    if (a->lexis.labels != 2 || a->cue.labels != 2 || a->span.labels != 2 * DEM_ROLES)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "attribution model has the wrong shape");
    return true;
}

bool dem_precision_find(const char *word, dem_precision *precision)
{
    static const char *const words[] = {
        [DEM_PRECISION_NORMAL] = "normal", [DEM_PRECISION_LOW] = "low", [DEM_PRECISION_HIGH] = "high"};
    for (int k = 0; k < 3; k++)
        if (strcmp(word, words[k]) == 0) {
            *precision = (dem_precision)k;
            return true;
        }
    return false;
}

/* ---- scores ---- */

typedef struct judge {
    const dem_linear *linear;
    bool ledger;
} judge;

/* Every label twice: what both schemes share, and what the ledger's adds. */
static void judge_score(const void *model, const uint64_t *features, const int32_t *ends, int places,
                        float (*scores)[DEM_ROLES])
{
    const judge *j = model;
    const int32_t labels = (int32_t)j->linear->labels / 2;
    int32_t sums[DEM_BATCH * 2 * DEM_ROLES];
    dem_linear_places(j->linear, features, ends, places, sums);
    for (int p = 0; p < places; p++)
        for (int32_t r = 0; r < labels; r++) {
            const int32_t *sum = sums + p * 2 * labels;
            scores[p][r] = (float)(sum[r] + (j->ledger ? sum[labels + r] : 0)) * j->linear->scale;
        }
}

/* ---- one stretch ---- */

typedef struct stretch {
    int32_t begin, end, parent, level;
} stretch;

typedef struct work {
    const dem_attributor *model;
    dem_doc *doc;
    dem_attrib_way way;
    dem_founds found;
    DEM_VEC(stretch) queue;
    const dem_net *net; /* NULL: the parser's encoding is not what it was learned for */
    dem_slate spans, cues;
    dem_shape_scores shapes;
    uint8_t *seen; /* per token: the innermost layer that it stands in and that is read as a stretch */
    int32_t *by_head; /* per token: 1 + the first found whose cue's head it is, 0: none */
} work;

static const dem_dials *dials_of(const work *w)
{
    return &w->model->dials[w->way.scheme];
}

/* The next words from *at on that can head a cue at all, were not found to and are not read further in; at most
 * DEM_NET_BATCH. */
static int next_words(const work *w, const dem_scan *s, int32_t level, int32_t *at, int32_t words[DEM_NET_BATCH])
{
    int n = 0;
    for (; *at < s->n && n < DEM_NET_BATCH; ++*at)
        if (!w->by_head[s->begin + *at] && w->seen[s->begin + *at] < level && dem_cue_possible(s, *at))
            words[n++] = *at;
    return n;
}

/* The log odds that they do. */
static void weigh_words(const work *w, const dem_scan *s, const int32_t *words, int n, float odds[DEM_NET_BATCH])
{
    uint64_t features[DEM_CUE_FEATURES];
    float scores[1][DEM_ROLES];
    judge cues = {&w->model->cue, w->way.scheme == DEM_SCHEME_LEDGER};
    for (int k = 0; k < n; k++) {
        const int32_t end = dem_cue_features(s, words[k], features);
        judge_score(&cues, features, &end, 1, scores);
        odds[k] = scores[0][0];
    }
    if (w->net)
        dem_net_words(w->net, s, words, n, cues.ledger, odds);
}

static bool candidate(const work *w, const dem_scan *s, int32_t i, float odds, dem_arena *arena, dem_found *out)
{
    judge spans = {&w->model->span, w->way.scheme == DEM_SCHEME_LEDGER};
    dem_scorer scorer = {judge_score, &spans, w->net, &w->spans, &w->cues, spans.ledger, &w->shapes};
    if (odds <= dials_of(w)->odds)
        return false;
    dem_arena scratch = *arena;
    dem_window window = dem_window_make(s, i, odds, &scratch);
    dem_field *field = dem_field_make(window, scorer, &scratch);
    /* Contents that share half with the surest lie over each other, but for two halves of it, which come
     * together in at most half of all: `half` is at most 1.5 times the probability of an attribution. */
    const double least = (double)dials_of(w)->least[w->way.precision] / 1.501;
    if (!dem_lattice_sum(&field->lattice, least, false, scratch))
        return false;
    out->r = dem_field_read(field, dials_of(w)->parts, scratch);
    out->at = s->begin + window.at;
    out->head = s->begin + i;
    return out->r.contents && out->r.half >= dials_of(w)->least[w->way.precision];
}

/* Is there, in [b, e) of the stretch, a sure cue of the narrator's (outside quotation marks)? */
static bool holds_cue(const dem_scan *s, const uint8_t *cues, int32_t b, int32_t e)
{
    for (int32_t i = b; i < e; i++)
        if (cues[i] && s->state[i] != DEM_QUOTE_IN)
            return true;
    return false;
}

/* Drops the pieces in other sentences with somebody else's cue in them or on the way to them:
 * "No," she said. / He claimed that ... / "Never." is no more of hers. */
static void drop_foreign(dem_found *f, const dem_scan *s, const uint8_t *cues)
{
    int n = 0;
    int32_t head = f->head - s->begin;
    for (int p = 0; p < f->r.contents; p++) {
        int32_t b = f->at + f->r.content[p].begin - s->begin, e = f->at + f->r.content[p].end - s->begin;
        bool far = s->sent[b] != s->sent[head];
        int32_t from = b > head ? s->sent_hi[head] : b, to = b > head ? e : s->sent_lo[head];
        if (far && holds_cue(s, cues, from, to))
            continue;
        f->r.content[n].begin = f->r.content[p].begin;
        f->r.content[n++].end = f->r.content[p].end;
    }
    f->r.contents = n;
}

static bool any_quoted(const dem_scan *s, int32_t b, int32_t e)
{
    for (int32_t i = b; i < e; i++)
        if (s->state[i] == DEM_QUOTE_IN)
            return true;
    return false;
}

/* "Speaking to the Post, she said, "..."": what stands before the cue without quotation marks is no part
 * of a quotation behind it, nor the other way round. */
static void drop_unlike(dem_found *f, const dem_scan *s)
{
    int n = 0;
    int32_t base = f->at - s->begin, head = f->head - s->begin;
    bool quoted[2] = {false, false}; /* before the cue, behind it */
    for (int p = 0; p < f->r.contents; p++) {
        int32_t b = base + f->r.content[p].begin, e = base + f->r.content[p].end;
        quoted[b > head] |= any_quoted(s, b, e);
    }
    for (int p = 0; p < f->r.contents && quoted[0] != quoted[1]; p++) {
        if (!quoted[base + f->r.content[p].begin > head])
            continue;
        f->r.content[n].begin = f->r.content[p].begin;
        f->r.content[n++].end = f->r.content[p].end;
    }
    f->r.contents = quoted[0] != quoted[1] ? n : f->r.contents;
}

/* A piece that starts with a quotation and stops inside it goes on to its end, and over the pieces
 * that it meets there. */
static void complete_quotations(dem_found *f, const dem_scan *s, const uint8_t *taken)
{
    int n = 0;
    for (int p = 0; p < f->r.contents; p++) {
        int32_t b = f->at + f->r.content[p].begin - s->begin, e = f->at + f->r.content[p].end - s->begin;
        int32_t quote = s->quote[b], end = e;
        if (n && f->r.content[n - 1].end > f->r.content[p].begin)
            continue;
        while (quote >= 0 && s->quote[e - 1] == quote && end < s->n && s->quote[end] == quote && !taken[end] &&
               end != f->head - s->begin)
            end++;
        f->r.content[n].begin = f->r.content[p].begin;
        f->r.content[n++].end = f->r.content[p].end + end - e;
    }
    f->r.contents = n;
}

static int32_t *surest_first(const dem_found *all, int32_t n, dem_arena *arena)
{
    int32_t *order = dem_new(arena, int32_t, n + 1), m = 0;
    DEM_VEC(int32_t) buckets[64] = {{0}};
    for (int32_t k = 0; k < n; k++)
        *dem_push(&buckets[(int)(all[k].r.half * 63.0f)], arena) = k;
    for (int b = 63; b >= 0; b--)
        for (int32_t k = 0; k < buckets[b].len; k++)
            order[m++] = buckets[b].at[k];
    return order;
}

/* The surest first; a head inside what a surer one takes as its cue or content is no layer of
 * this stretch. rank -1: left out. */
static void keep_outermost(dem_found *all, int32_t n, const dem_scan *s, bool complete, dem_arena scratch)
{
    uint8_t *taken = dem_new(&scratch, uint8_t, s->n + 1), *cues = dem_new(&scratch, uint8_t, s->n + 1);
    int32_t *order = surest_first(all, n, &scratch);
    for (int32_t k = 0; k < n; k++)
        cues[all[k].head - s->begin] = all[k].r.any >= 0.4f;
    for (int32_t k = 0; k < n; k++) {
        dem_found *f = &all[order[k]];
        f->rank = -1;
        drop_foreign(f, s, cues);
        drop_unlike(f, s);
        if (taken[f->head - s->begin] || !f->r.contents)
            continue;
        f->rank = 0;
        if (complete)
            complete_quotations(f, s, taken);
        for (int32_t t = f->r.cue.begin; t < f->r.cue.end; t++)
            taken[f->at + t - s->begin] = 1;
        for (int p = 0; p < f->r.contents; p++)
            for (int32_t t = f->r.content[p].begin; t < f->r.content[p].end; t++)
                taken[f->at + t - s->begin] = 1;
    }
}

/* Keeps the outermost of them, in the ledger's scheme a clause each. */
static void take(work *w, dem_founds *all, const dem_scan *scan, dem_arena scratch)
{
    const bool ledger = w->way.scheme == DEM_SCHEME_LEDGER;
    /* the ledger's statement room carries quotations on by itself */
    keep_outermost(all->at, all->len, scan, !ledger, scratch);
    for (int32_t k = 0; k < all->len; k++)
        if (all->at[k].rank >= 0 && ledger)
            dem_found_split(w->doc, &all->at[k], &w->found, w->doc->arena);
        else if (all->at[k].rank >= 0)
            *dem_push(&w->found, w->doc->arena) = all->at[k];
}

static void read_stretch(work *w, stretch at, dem_arena *arena)
{
    dem_arena scratch = *arena;
    dem_wordbook book = {&w->model->lexis, &w->model->frames, &w->model->classes};
    dem_scan scan = dem_scan_make(w->doc, at.begin, at.end, book, &scratch);
    dem_founds told = {0}, quoted = {0};
    const bool whole = at.parent < 0 && w->way.scheme == DEM_SCHEME_LEDGER;
    for (int32_t i = 0; i < scan.n;) {
        int32_t words[DEM_NET_BATCH];
        float odds[DEM_NET_BATCH];
        int n = next_words(w, &scan, at.level, &i, words);
        weigh_words(w, &scan, words, n, odds);
        for (int k = 0; k < n; k++) {
            dem_found f = {.parent = at.parent, .level = at.level, .continues = -1};
            if (candidate(w, &scan, words[k], odds[k], &scratch, &f))
                *dem_push(whole && scan.state[words[k]] == DEM_QUOTE_IN ? &quoted : &told, &scratch) = f;
        }
    }
    take(w, &told, &scan, scratch);
    if (!whole)
        return;
    dem_found_turns(w->doc, &w->found, w->doc->arena, scratch);
    dem_found_quotations(w->doc, &w->found, w->doc->arena, scratch);
    /* Whoever is quoted tells them: they wait for that quotation, to be a layer inside it. */
    take(w, &quoted, &scan, scratch);
}

static void push_contents(work *w, int32_t k)
{
    const dem_found *f = &w->found.at[k];
    for (int p = 0; p < f->r.contents; p++) {
        int32_t b = f->at + f->r.content[p].begin, e = f->at + f->r.content[p].end;
        if (e - b < 4 || w->seen[b] >= f->level)
            continue;
        for (int32_t t = b; t < e; t++)
            w->seen[t] = (uint8_t)f->level;
        *dem_push(&w->queue, w->doc->arena) = (stretch){b, e, k, f->level + 1};
    }
}

/* Every content becomes a stretch of its own for the next layer, outer ones first; one that two statements share is
 * read once. */
static void push_layers(work *w, int32_t from, int32_t level)
{
    for (; level < DEM_LEVELS; level++)
        for (int32_t k = from; k < w->found.len; k++)
            if (w->found.at[k].level == level)
                push_contents(w, k);
}

/* ---- rows ---- */

static dem_spans spans_of(dem_doc *doc, const dem_found *f, int n, int role)
{
    dem_span *at = dem_new(doc->arena, dem_span, n);
    for (int k = 0; k < n; k++) {
        int32_t b = role == DEM_ROLE_SOURCE ? f->r.source.begin
                    : role == DEM_ROLE_CUE  ? f->r.cue.begin : f->r.content[k].begin;
        int32_t e = role == DEM_ROLE_SOURCE ? f->r.source.end
                    : role == DEM_ROLE_CUE  ? f->r.cue.end : f->r.content[k].end;
        at[k] = dem_token_span(doc, f->at + b, f->at + e);
    }
    return (dem_spans){at, n};
}

/* Direct: every word stands in quotation marks; indirect: none does. */
static int mode_of(const dem_doc *doc, const dem_found *f)
{
    bool quoted = false, plain = false;
    for (int p = 0; p < f->r.contents; p++)
        for (int32_t t = f->at + f->r.content[p].begin; t < f->at + f->r.content[p].end; t++) {
            if (doc->parses.at[t].upos == DEM_UPOS_PUNCT)
                continue;
            quoted |= doc->tokens.at[t].quote >= 0;
            plain |= doc->tokens.at[t].quote < 0;
        }
    return quoted && plain ? DEM_MODE_mixed : quoted ? DEM_MODE_direct : DEM_MODE_indirect;
}

static int missing_of(const dem_doc *doc, int32_t head)
{
    int upos = doc->parses.at[head].upos;
    const dem_sentence *sentence = &doc->sentences.at[doc->tokens.at[head].sentence];
    if (upos == DEM_UPOS_NOUN)
        return DEM_MISSING_REPORTS;
    for (int32_t t = sentence->begin; t < sentence->end; t++)
        if (doc->parses.at[t].head == head &&
            (doc->parses.at[t].rel == DEM_REL_aux_pass || doc->parses.at[t].rel == DEM_REL_nsubj_pass))
            return DEM_MISSING_PASSIVE;
    return DEM_MISSING_NONE;
}

/* An answer of an interview: its source is a label, its words are its own. */
static bool is_turn(const dem_found *f)
{
    return f->no_cue && f->r.sources;
}

static bool only_colon(const dem_doc *doc, const dem_found *f)
{
    return f->r.cue.end == f->r.cue.begin + 1 && doc->parses.at[f->head].xpos == DEM_XPOS_COLON;
}

static void set_scores(const work *w, const dem_found *f, dem_attribution *row)
{
    const float raw[DEM_FIELDS] = {f->r.half, f->r.any, f->r.p_source, f->r.p_content};
    float *const to[DEM_FIELDS] = {&row->score, &row->score_cue, &row->score_source, &row->score_content};
    for (int k = 0; k < DEM_FIELDS; k++) {
        int curve = ((int)w->way.scheme * DEM_FIELDS + k) * DEM_KNOTS;
        bool known = w->model->curves && !f->no_cue;
        *to[k] = known ? dem_curve_at(w->model->curves + curve, raw[k]) : raw[k];
    }
}

static void push_row(work *w, const dem_found *f, int32_t parent, int32_t continues)
{
    dem_doc *doc = w->doc;
    dem_attribution row = {.parent = parent, .level = f->level, .continues = continues,
                           .cue_head = f->no_cue ? -1 : f->head,
                           .source_head = -1, .content_head = -1, .why = f->why ? f->why : "model:attrib-1"};
    row.sentence = doc->tokens.at[f->head].sentence;
    row.source = spans_of(doc, f, f->r.sources, DEM_ROLE_SOURCE);
    if (!f->no_cue && !(w->way.scheme == DEM_SCHEME_LEDGER && only_colon(doc, f)))
        row.cue = spans_of(doc, f, 1, DEM_ROLE_CUE);
    row.content = spans_of(doc, f, f->r.contents, DEM_ROLE_CONTENT);
    row.content_head = dem_head_of(doc, f->at + f->r.content[0].begin, f->at + f->r.content[0].end);
    if (f->r.sources)
        row.source_head = dem_head_of(doc, f->at + f->r.source.begin, f->at + f->r.source.end);
    else if (!f->no_cue)
        row.missing = (uint8_t)missing_of(doc, f->head);
    row.mode = (uint8_t)(is_turn(f) ? DEM_MODE_direct : mode_of(doc, f));
    set_scores(w, f, &row);
    *dem_push(&doc->attributions, doc->arena) = row;
}

/* Rows in the order of their cues' heads: a counting sort over tokens. */
static void push_rows(work *w, dem_arena scratch)
{
    int32_t n = w->doc->tokens.len, *first = dem_new(&scratch, int32_t, n + 2);
    int32_t *order = dem_new(&scratch, int32_t, w->found.len + 1), base = w->doc->attributions.len;
    int32_t *row = dem_new(&scratch, int32_t, w->found.len + 1);
    for (int32_t k = 0; k < w->found.len; k++)
        first[w->found.at[k].head + 1]++;
    for (int32_t t = 0; t < n; t++)
        first[t + 1] += first[t];
    for (int32_t k = 0; k < w->found.len; k++) {
        row[k] = base + first[w->found.at[k].head];
        order[first[w->found.at[k].head]++] = k;
    }
    for (int32_t k = 0; k < w->found.len; k++) {
        const dem_found *f = &w->found.at[order[k]];
        push_row(w, f, f->parent < 0 ? -1 : row[f->parent], f->continues < 0 ? -1 : row[f->continues]);
    }
}

void dem_attrib_run(const dem_attributor *model, dem_doc *doc, dem_attrib_way way, dem_arena scratch)
{
    work w = {.model = model, .doc = doc, .way = way};
    if (!doc->tokens.len)
        return;
    w.seen = dem_new(&scratch, uint8_t, doc->tokens.len + 1);
    w.by_head = dem_new(&scratch, int32_t, doc->tokens.len + 1);
    if (doc->states && doc->state_width == model->net.width) {
        w.net = &model->net;
        w.spans = dem_slate_make(w.net, doc, DEM_NET_INSIDE, DEM_NET_CUE_INSIDE, &scratch);
        w.cues = dem_slate_make(w.net, doc, DEM_NET_CUE_INSIDE, DEM_NET_SPAN_PARTS - DEM_NET_CUE_INSIDE, &scratch);
    }
    judge spans = {&model->span, way.scheme == DEM_SCHEME_LEDGER};
    dem_scorer_shapes(&(dem_scorer){.score = judge_score, .model = &spans}, &w.shapes);
    *dem_push(&w.queue, doc->arena) = (stretch){0, doc->tokens.len, -1, 1};
    for (int32_t k = 0; k < w.queue.len; k++) {
        int32_t from = w.found.len;
        read_stretch(&w, w.queue.at[k], &scratch);
        if (way.scheme == DEM_SCHEME_LEDGER) {
            dem_layers_nest(doc, &w.found, w.by_head, from);
            push_layers(&w, from, w.queue.at[k].level);
        }
    }
    push_rows(&w, scratch);
}
