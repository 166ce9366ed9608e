#include "attrib/field.h"

#include <string.h>

static void score_tokens(dem_field *f)
{
    const dem_window *w = &f->window;
    uint64_t features[DEM_SPAN_FEATURES];
    for (int32_t t = 0; t < w->n; t++) {
        float s[DEM_ROLES];
        f->scorer.score(f->scorer.model, features, dem_window_token(w, t, features), s);
        for (int r = 0; r < DEM_ROLES; r++)
            f->token[t + 1][r] = f->token[t][r] + s[r];
        if (w->begins[t])
            f->scorer.score(f->scorer.model, features, dem_window_begin(w, t, features), f->begin[t]);
        if (w->ends[t + 1])
            f->scorer.score(f->scorer.model, features, dem_window_end(w, t + 1, features), f->end[t + 1]);
        if (t >= w->lo && t < w->hi)
            f->scorer.score(f->scorer.model, features, dem_window_top(w, t, features), f->top[t]);
    }
}

/* ---- the hidden layers ---- */

static void add_floats(float *x, const float *y)
{
    for (int k = 0; k < DEM_NET_HIDDEN; k++)
        x[k] += y[k];
}

static const float *part(const dem_field *f, int32_t t, int which)
{
    const dem_window *w = &f->window;
    return dem_slate_row(f->scorer.sheet, w->scan->begin + w->at + t) + which * DEM_NET_HIDDEN;
}

/* What all tokens, and all borders, of the window share: the cue's encoding and rows. */
static void cue_layers(dem_field *f, float inside[DEM_NET_HIDDEN], float border[DEM_NET_HIDDEN])
{
    int32_t rows[DEM_NET_ROWS];
    const dem_net *net = f->scorer.net;
    int n = dem_net_cue_rows_of(&f->window, f->scorer.ledger, rows);
    memcpy(inside, part(f, f->window.h, DEM_NET_CUE_INSIDE), sizeof(float) * DEM_NET_HIDDEN);
    memcpy(border, part(f, f->window.h, DEM_NET_CUE_BORDER), sizeof(float) * DEM_NET_HIDDEN);
    dem_net_add_rows(inside, net->inside, rows, n);
    dem_net_add_rows(border, net->border, rows, n);
}

static void token_layer(dem_field *f, int32_t t, const float base[DEM_NET_HIDDEN], float lanes[DEM_NET_LANES])
{
    int32_t rows[DEM_NET_ROWS];
    float *x = f->inside[t];
    memcpy(x, base, sizeof f->inside[t]);
    add_floats(x, part(f, t, DEM_NET_INSIDE));
    dem_net_add_rows(x, f->scorer.net->inside, rows, dem_net_inside_rows_of(&f->window, t, rows));
    dem_net_relu(x);
    dem_net_out(x, f->scorer.net->inside_out, lanes);
}

static void border_layer(dem_field *f, int32_t t, const float base[DEM_NET_HIDDEN], float lanes[DEM_NET_LANES])
{
    int32_t rows[DEM_NET_ROWS];
    float *x = f->border[t];
    memcpy(x, base, sizeof f->border[t]);
    if (f->window.at + t > 0)
        add_floats(x, part(f, t - 1, DEM_NET_LEFT));
    if (f->window.at + t < f->window.scan->n)
        add_floats(x, part(f, t, DEM_NET_RIGHT));
    dem_net_add_rows(x, f->scorer.net->border, rows, dem_net_border_rows_of(&f->window, t, rows));
    dem_net_relu(x);
    dem_net_out(x, f->scorer.net->border_out, lanes);
}

/* Lanes 0 to 2: the roles of tokens and beginnings; 3 to 5: of roots and ends; 6: of the whole. */
static void score_layers(dem_field *f)
{
    float inside[DEM_NET_HIDDEN], border[DEM_NET_HIDDEN], lanes[DEM_NET_LANES];
    const dem_window *w = &f->window;
    f->inside = dem_arena_take(f->arena, sizeof *f->inside, (size_t)w->n + 1, _Alignof(float));
    f->border = dem_arena_take(f->arena, sizeof *f->border, (size_t)w->n + 1, _Alignof(float));
    cue_layers(f, inside, border);
    memcpy(f->cue, inside, sizeof inside);
    dem_net_relu(f->cue);
    dem_net_out(f->cue, f->scorer.net->inside_out, lanes);
    f->whole += lanes[6];
    float sum[DEM_ROLES] = {0};
    for (int32_t t = 0; t <= w->n; t++) {
        border_layer(f, t, border, lanes);
        for (int r = 0; r < DEM_ROLES; r++) {
            f->begin[t][r] += lanes[r];
            f->end[t][r] += lanes[3 + r];
        }
        if (t == w->n)
            break;
        token_layer(f, t, inside, lanes);
        for (int r = 0; r < DEM_ROLES; r++) {
            sum[r] += lanes[r];
            f->token[t + 1][r] += sum[r];
            f->top[t][r] += lanes[3 + r];
        }
    }
}

static void score_shapes(dem_field *f)
{
    static const int values[] = {DEM_SHAPE_LENGTHS, DEM_SHAPE_ROOTS, DEM_SHAPE_EDGES, DEM_SHAPE_MARKS};
    for (int k = 0; k < DEM_SHAPE_KINDS; k++)
        for (int v = 0; v < values[k]; v++) {
            uint64_t feature = dem_shape_feature(k, v);
            f->scorer.score(f->scorer.model, &feature, 1, f->shape[k][v]);
        }
}

static void score_steps(dem_field *f)
{
    uint64_t features[DEM_SPAN_FEATURES];
    bool seen[DEM_STATES] = {true};
    float s[DEM_ROLES];
    f->scorer.score(f->scorer.model, features, dem_window_whole(&f->window, features), s);
    f->whole = s[0];
    for (int x = 0; x < DEM_STATES; x++) {
        if (!seen[x])
            continue;
        for (int r = 0; r < DEM_ROLES; r++)
            if (dem_state_next(x, r) >= 0)
                seen[dem_state_next(x, r)] = true;
        for (int g = 0; g < DEM_GAPS; g++)
            f->scorer.score(f->scorer.model, features, dem_window_step(&f->window, g, x, features),
                            f->lattice.step[g][x]);
        if (!dem_state_final(x))
            continue;
        f->scorer.score(f->scorer.model, features, dem_window_last(&f->window, x, features), s);
        f->lattice.last[x] = s[0];
    }
}

int dem_shape_value(const dem_shape *shape, int kind)
{
    return kind == 0 ? shape->length : kind == 1 ? shape->roots : kind == 2 ? shape->edges : shape->marks;
}

static void take_segment(void *to, int32_t b, int32_t e, int role, dem_shape shape)
{
    dem_field *f = to;
    float score = f->token[e][role] - f->token[b][role] + f->begin[b][role] + f->end[e][role];
    for (int k = 0; k < DEM_SHAPE_KINDS; k++)
        score += f->shape[k][dem_shape_value(&shape, k)][role];
    if (shape.top >= 0)
        score += f->top[shape.top][role];
    if (role == DEM_ROLE_CUE) {
        uint64_t features[DEM_SPAN_FEATURES];
        float s[DEM_ROLES];
        f->scorer.score(f->scorer.model, features, dem_window_cue(&f->window, b, e, features), s);
        score += s[DEM_ROLE_CUE] + f->whole;
    }
    if (score < -40 && role != DEM_ROLE_CUE)
        return;
    *dem_push(&f->shapes, f->arena) = shape;
    *dem_push(&f->lattice.segments, f->arena) = (dem_segment){b, e, (uint8_t)role, score, 0};
}

dem_field *dem_field_make(dem_window window, dem_scorer scorer, dem_arena *arena)
{
    dem_field *f = dem_new(arena, dem_field, 1);
    f->window = window;
    f->scorer = scorer;
    f->arena = arena;
    f->lattice.n = window.n;
    float(**groups[])[DEM_ROLES] = {&f->token, &f->begin, &f->end, &f->top};
    for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
        *groups[k] = dem_arena_take(arena, sizeof **groups[k], (size_t)window.n + 2, _Alignof(float));
    score_tokens(f);
    score_shapes(f);
    score_steps(f);
    if (scorer.net)
        score_layers(f);
    dem_window_segments(&f->window, take_segment, f);
    return f;
}

static const dem_segment *best_of(const dem_lattice *l, int role, const uint8_t *taken)
{
    const dem_segment *best = NULL;
    for (int32_t k = 0; k < l->segments.len; k++) {
        const dem_segment *g = &l->segments.at[k];
        bool free = g->role == role && (!best || g->p > best->p);
        for (int32_t t = g->begin; free && t < g->end; t++)
            free = !taken[t];
        if (free)
            best = g;
    }
    return best;
}

static void take(const dem_segment *g, uint8_t *taken)
{
    for (int32_t t = g->begin; t < g->end; t++)
        taken[t] = 1;
}

/* Contents that exclude each other: their posteriors add up. */
static float half_of(const dem_lattice *l, const dem_segment *main)
{
    double p = 0;
    for (int32_t k = 0; k < l->segments.len; k++) {
        const dem_segment *g = &l->segments.at[k];
        int32_t from = g->begin > main->begin ? g->begin : main->begin, to = g->end < main->end ? g->end : main->end;
        int32_t all = g->end - g->begin + main->end - main->begin - (to - from);
        if (g->role == DEM_ROLE_CONTENT && to > from && 2 * (to - from) >= all)
            p += g->p;
    }
    return (float)(p > 1 ? 1 : p);
}

static void sort_contents(dem_reading *r)
{
    for (int i = 1; i < r->contents; i++)
        for (int k = i; k > 0 && r->content[k].begin < r->content[k - 1].begin; k--) {
            int32_t b = r->content[k].begin, e = r->content[k].end;
            r->content[k] = r->content[k - 1];
            r->content[k - 1].begin = b, r->content[k - 1].end = e;
        }
}

dem_reading dem_field_read(const dem_field *f, dem_dial dial, dem_arena scratch)
{
    const dem_lattice *l = &f->lattice;
    dem_reading r = {.any = (float)l->any};
    uint8_t *taken = dem_new(&scratch, uint8_t, l->n + 1);
    double any = l->any > 1e-9 ? l->any : 1e-9;
    const dem_segment *g = best_of(l, DEM_ROLE_CUE, taken);
    if (!g)
        return r;
    take(g, taken);
    r.cue.begin = g->begin, r.cue.end = g->end;
    r.p_cue = (float)g->p;
    g = best_of(l, DEM_ROLE_CONTENT, taken);
    for (; g && r.contents < DEM_PIECES; g = best_of(l, DEM_ROLE_CONTENT, taken)) {
        if (g->p / any < (double)(r.contents ? dial.second : dial.content))
            break;
        if (!r.contents) {
            r.p_content = (float)g->p;
            r.half = half_of(l, g);
        }
        r.content[r.contents].begin = g->begin, r.content[r.contents++].end = g->end;
        take(g, taken);
    }
    sort_contents(&r);
    g = best_of(l, DEM_ROLE_SOURCE, taken);
    if (g && g->p / any >= (double)dial.source) {
        r.source.begin = g->begin, r.source.end = g->end;
        r.sources = 1;
        r.p_source = (float)g->p;
    }
    return r;
}
