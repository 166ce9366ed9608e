#include "attrib/stage.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RATE 0.03f   /* first round; then less */
#define START 0.1f
#define NET_RATE 0.01f
enum { BLANK = 30 };

/* Gold minus expected, in the groups of the field. */
typedef struct slope {
    double (*token)[DEM_ROLES], (*begin)[DEM_ROLES], (*end)[DEM_ROLES], (*top)[DEM_ROLES];
    double shape[DEM_SHAPE_KINDS][DEM_SHAPE_VALUES][DEM_ROLES];
    double step[DEM_GAPS][DEM_STATES][DEM_ROLES], last[DEM_STATES];
    double whole;
} slope;

static void add_segment(slope *d, const dem_segment *g, const dem_shape *shape, double by)
{
    int r = g->role;
    d->token[g->begin][r] += by;
    d->token[g->end][r] -= by;
    d->begin[g->begin][r] += by;
    d->end[g->end][r] += by;
    if (shape->top >= 0)
        d->top[shape->top][r] += by;
    for (int k = 0; k < DEM_SHAPE_KINDS; k++)
        d->shape[k][dem_shape_value(shape, k)][r] += by;
    if (r == DEM_ROLE_CUE)
        d->whole += by;
}

static void step(judge *t, const uint64_t *f, int n, const double by[DEM_ROLES])
{
    float all[DEM_ROLES];
    bool any = false;
    for (int r = 0; r < DEM_ROLES; r++) {
        all[r] = fabs(by[r]) > 2e-3 ? (float)by[r] : 0;
        any |= all[r] != 0;
    }
    if (any)
        judge_update(t, f, n, all);
}

static void apply_tokens(judge *t, const dem_window *w, slope *d)
{
    uint64_t f[DEM_SPAN_FEATURES];
    double run[DEM_ROLES] = {0};
    for (int32_t i = 0; i < w->n; i++) {
        double top = 0;
        for (int r = 0; r < DEM_ROLES; r++) {
            run[r] += d->token[i][r];
            top = fmax(top, fabs(run[r]));
        }
        if (top > 2e-3)
            step(t, f, dem_window_token(w, i, f), run);
        if (w->begins[i])
            step(t, f, dem_window_begin(w, i, f), d->begin[i]);
        if (w->ends[i + 1])
            step(t, f, dem_window_end(w, i + 1, f), d->end[i + 1]);
        if (i >= w->lo && i < w->hi)
            step(t, f, dem_window_top(w, i, f), d->top[i]);
    }
}

static void apply(judge *t, const dem_field *field, slope *d)
{
    uint64_t f[DEM_SPAN_FEATURES];
    const dem_window *w = &field->window;
    apply_tokens(t, w, d);
    for (int k = 0; k < DEM_SHAPE_KINDS; k++)
        for (int v = 0; v < DEM_SHAPE_VALUES; v++) {
            f[0] = dem_shape_feature(k, v);
            step(t, f, 1, d->shape[k][v]);
        }
    for (int x = 0; x < DEM_STATES; x++) {
        for (int g = 0; g < DEM_GAPS; g++)
            step(t, f, dem_window_step(w, g, x, f), d->step[g][x]);
        step(t, f, dem_window_last(w, x, f), (double[DEM_ROLES]){d->last[x]});
    }
    step(t, f, dem_window_whole(w, f), (double[DEM_ROLES]){d->whole});
}

/* Index of the segment with these ends, or -1. */
static int32_t segment_of(const dem_lattice *l, int32_t b, int32_t e, int role)
{
    for (int32_t k = 0; k < l->segments.len; k++) {
        const dem_segment *g = &l->segments.at[k];
        if (g->begin == b && g->end == e && g->role == role)
            return k;
    }
    return -1;
}

static int gold_segments(const dem_field *field, const gold *a, int32_t *out)
{
    const dem_window *w = &field->window;
    int32_t at = w->scan->begin + w->at;
    int n = 0;
    for (int k = -1; k < a->contents; k++) {
        range g = k < 0 ? a->cue : a->content[k];
        int32_t found = segment_of(&field->lattice, g.begin - at, g.end - at,
                                   k < 0 ? DEM_ROLE_CUE : DEM_ROLE_CONTENT);
        if (found >= 0)
            out[n++] = found;
        else if (k < 0)
            return 0;
    }
    if (a->sources) {
        int32_t found = segment_of(&field->lattice, a->source[0].begin - at, a->source[0].end - at,
                                   DEM_ROLE_SOURCE);
        if (found >= 0)
            out[n++] = found;
    }
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && out[k] < out[k - 1]; k--) {
            int32_t x = out[k];
            out[k] = out[k - 1], out[k - 1] = x;
        }
    return n;
}

/* Adds the gold path; false when it cannot be laid (overlapping spans). */
static double add_gold(slope *d, const dem_field *field, const int32_t *at, int n)
{
    const dem_lattice *l = &field->lattice;
    int state = 0;
    int32_t end = 0;
    double score_sum = 0;
    for (int k = 0; k < n; k++) {
        const dem_segment *g = &l->segments.at[at[k]];
        int gap = !(k && g->begin == end), next = dem_state_next(state, g->role);
        if (next < 0 || (k && g->begin < end))
            return NAN;
        add_segment(d, g, &field->shapes.at[at[k]], 1);
        d->step[gap][state][g->role] += 1;
        score_sum += (double)g->score + (double)l->step[gap][state][g->role];
        state = next;
        end = g->end;
    }
    d->last[state] += 1;
    return score_sum + (double)l->last[state];
}

/* Adds what the field expects, times `by`. */
static void add_expected(slope *d, const dem_field *field, double by)
{
    const dem_lattice *l = &field->lattice;
    for (int32_t k = 0; k < l->segments.len; k++)
        if (l->segments.at[k].p > 1e-5)
            add_segment(d, &l->segments.at[k], &field->shapes.at[k], by * l->segments.at[k].p);
    for (int x = 0; x < DEM_STATES; x++) {
        d->last[x] += by * l->last_p[x];
        for (int g = 0; g < DEM_GAPS; g++)
            for (int r = 0; r < DEM_ROLES; r++)
                d->step[g][x][r] += by * l->step_p[g][x][r];
    }
}

static void learn_layers(net_trainer *net, const dem_field *field, const slope *d)
{
    double(*inside)[DEM_ROLES] = d->token; /* differences so far; from here on sums */
    for (int32_t i = 1; i < field->window.n; i++)
        for (int r = 0; r < DEM_ROLES; r++)
            inside[i][r] += inside[i - 1][r];
    net_field(net, field, (net_slopes){inside, d->top, d->begin, d->end, d->whole});
    net_tick(net);
}

static double train_one(judge *t, net_trainer *net, const dem_slate *slate, const dem_scan *s, int32_t head, float odds, const gold *a,
                        dem_arena scratch)
{
    dem_window w = dem_window_make(s, head, odds, &scratch);
    net_ready(net, s->begin + w.at - 1, s->begin + w.at + w.n + 1);
    dem_scorer scorer = {judge_places, t, net_view(net), slate, slate, t->ledger, NULL};
    dem_field *field = dem_field_make(w, scorer, &scratch);
    dem_lattice *l = &field->lattice;
    slope *d = dem_new(&scratch, slope, 1);
    double(**groups[])[DEM_ROLES] = {&d->token, &d->begin, &d->end, &d->top}, gold_score = 0;
    int32_t path[GOLD_PIECES + 4];
    for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
        *groups[k] = dem_arena_take(&scratch, sizeof **groups[k], (size_t)l->n + 2, _Alignof(double));
    dem_lattice_sum(l, 0, true, scratch);
    if (a) {
        int n = gold_segments(field, a, path);
        gold_score = n ? add_gold(d, field, path, n) : (double)NAN;
        if (isnan(gold_score))
            return 0;
    }
    add_expected(d, field, -1);
    apply(t, field, d);
    learn_layers(net, field, d);
    trainer_tick(t->weights);
    return l->log_sum - gold_score;
}

static double train_sample(judge *j, net_trainer *net, const samples *all, const sample *at, long *seen, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    const dem_slate *slate = net_begin(net, &at->doc->doc);
    double loss = 0;
    for (int32_t i = 0; i < s.n; i++)
        if (at->odds[i] > DEM_CUE_LEAST && (at->only < 0 || (at->only == i && !at->at[i]))) {
            j->example++;
            loss += train_one(j, net, slate, &s, i, at->odds[i], at->at[i], scratch);
            ++*seen;
        }
    return loss;
}

weights span_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch)
{
    weights t = {trainer_new(2 * DEM_ROLES, TRAINER_ADAGRAD), net_new(all->list.at[0].doc->doc.state_width, true)};
    trainer_start(t.sparse, START);
    net_rate(t.net, NET_RATE);
    uint64_t example = 0;
    for (int r = 0; r < rounds + (most ? SETTLE : 0); r++) {
        double loss = 0;
        long seen = 0;
        if (r == rounds) {
            prune(t.sparse, most);
            net_average(t.net);
        }
        trainer_rate(t.sparse, RATE / (1 + 0.5f * (float)r), 0);
        for (int32_t i = 0; i < all->list.len; i++) {
            const sample *at = &all->list.at[i];
            judge j = {t.sparse, DEM_ROLES, at->doc->domain == DEM_SCHEME_LEDGER, BLANK, example};
            if (at->doc->fold != without)
                loss += train_sample(&j, t.net, all, at, &seen, scratch);
            example = j.example;
        }
        fprintf(stderr, "span, round %d: %ld candidates, loss %.0f, %zu features\n", r + 1, seen, loss,
                trainer_features(t.sparse));
    }
    trainer_finish(t.sparse);
    trainer_scale(t.sparse, 1 - BLANK / 100.0f);
    net_finish(t.net);
    return t;
}
