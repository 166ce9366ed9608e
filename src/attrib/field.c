#include "attrib/field.h"

#include <math.h>

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
        if (!r.contents)
            r.p_content = (float)g->p;
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
