#include "attrib/field.h"

#include <string.h>

/* Places wait until there are enough of them to be scored together. */
typedef struct batch {
    const dem_scorer *scorer;
    uint64_t features[DEM_BATCH * DEM_SPAN_FEATURES];
    int32_t ends[DEM_BATCH];
    float *to[DEM_BATCH];
    int places;
} batch;

static void flush(batch *b)
{
    float scores[DEM_BATCH][DEM_ROLES];
    if (b->places)
        b->scorer->score(b->scorer->model, b->features, b->ends, b->places, scores);
    for (int p = 0; p < b->places; p++)
        memcpy(b->to[p], scores[p], sizeof scores[p]);
    b->places = 0;
}

/* Where the features of the next place go. */
static uint64_t *next(batch *b)
{
    if (b->places == DEM_BATCH)
        flush(b);
    return b->features + (b->places ? b->ends[b->places - 1] : 0);
}

/* Ends a place of n features, whose scores go to to[0..DEM_ROLES) at the latest with flush(). */
static void place(batch *b, int n, float *to)
{
    b->ends[b->places] = n + (b->places ? b->ends[b->places - 1] : 0);
    b->to[b->places++] = to;
}

static void score_tokens(dem_field *f, batch *b)
{
    const dem_window *w = &f->window;
    for (int32_t t = 0; t < w->n; t++) {
        place(b, dem_window_token(w, t, next(b)), f->token[t + 1]);
        if (w->begins[t])
            place(b, dem_window_begin(w, t, next(b)), f->begin[t]);
        if (w->ends[t + 1])
            place(b, dem_window_end(w, t + 1, next(b)), f->end[t + 1]);
        if (t >= w->lo && t < w->hi)
            place(b, dem_window_top(w, t, next(b)), f->top[t]);
    }
    flush(b);
    for (int32_t t = 0; t < w->n; t++)
        for (int r = 0; r < DEM_ROLES; r++)
            f->token[t + 1][r] = f->token[t][r] + f->token[t + 1][r];
}

/* ---- the hidden layers ---- */

static const float *part(const dem_slate *slate, const dem_window *w, int32_t t, int which)
{
    return dem_slate_row(slate, w->scan->begin + w->at + t, which);
}

/* What all tokens, or all borders, of the window share: the cue's encoding and rows. */
static void cue_sum(const dem_field *f, int which, const float *table, float sum[DEM_NET_HIDDEN])
{
    int32_t rows[DEM_NET_ROWS];
    int n = dem_net_cue_rows_of(&f->window, f->scorer.ledger, rows);
    memcpy(sum, part(f->scorer.cues, &f->window, f->window.h, which), sizeof(float) * DEM_NET_HIDDEN);
    for (int r = 0; r < n; r++)
        for (int k = 0; k < DEM_NET_HIDDEN; k++)
            sum[k] += table[(size_t)rows[r] * DEM_NET_HIDDEN + (size_t)k];
}

static void token_layer(dem_field *f, int32_t t, const float *cue)
{
    int32_t rows[DEM_NET_ROWS];
    const dem_net *net = f->scorer.net;
    dem_net_sum sum = {.n = 0};
    dem_net_put(&sum, cue);
    dem_net_put(&sum, part(f->scorer.slate, &f->window, t, DEM_NET_INSIDE));
    dem_net_put_rows(&sum, net->inside, rows, dem_net_inside_rows_of(&f->window, t, rows));
    net->kernels->relu_rows(f->inside[t], sum.at, sum.n, DEM_NET_HIDDEN);
}

static void border_layer(dem_field *f, int32_t t, const float *cue)
{
    int32_t rows[DEM_NET_ROWS];
    const dem_net *net = f->scorer.net;
    dem_net_sum sum = {.n = 0};
    dem_net_put(&sum, cue);
    if (f->window.at + t > 0)
        dem_net_put(&sum, part(f->scorer.slate, &f->window, t - 1, DEM_NET_LEFT));
    if (f->window.at + t < f->window.scan->n)
        dem_net_put(&sum, part(f->scorer.slate, &f->window, t, DEM_NET_RIGHT));
    dem_net_put_rows(&sum, net->border, rows, dem_net_border_rows_of(&f->window, t, rows));
    net->kernels->relu_rows(f->border[t], sum.at, sum.n, DEM_NET_HIDDEN);
}

/* Hidden layers of all tokens and borders, and of the cue alone. */
static void fill_layers(dem_field *f)
{
    float inside[DEM_NET_HIDDEN], border[DEM_NET_HIDDEN];
    const float *alone = inside;
    const dem_window *w = &f->window;
    const dem_net *net = f->scorer.net;
    const int32_t from = w->at > 0 ? w->at - 1 : 0, to = w->at + w->n < w->scan->n ? w->at + w->n + 1 : w->scan->n;
    dem_slate_ready(f->scorer.slate, w->scan->begin + from, w->scan->begin + to);
    cue_sum(f, DEM_NET_CUE_INSIDE, net->inside, inside);
    cue_sum(f, DEM_NET_CUE_BORDER, net->border, border);
    net->kernels->relu_rows(f->cue, &alone, 1, DEM_NET_HIDDEN);
    for (int32_t t = 0; t <= w->n; t++)
        border_layer(f, t, border);
    for (int32_t t = 0; t < w->n; t++)
        token_layer(f, t, inside);
}

/* Lanes 0 to 2: the roles of tokens and beginnings; 3 to 5: of roots and ends; 6: of the whole. */
static void score_layers(dem_field *f)
{
    const int32_t n = f->window.n;
    const dem_net *net = f->scorer.net;
    float sum[DEM_ROLES] = {0}, whole[1][DEM_NET_LANES];
    float(*lanes)[DEM_NET_LANES];
    f->inside = dem_arena_unset(f->arena, sizeof *f->inside, (size_t)n + 1, 64);
    f->border = dem_arena_unset(f->arena, sizeof *f->border, (size_t)n + 1, 64);
    dem_arena scratch = *f->arena;
    lanes = dem_arena_unset(&scratch, sizeof *lanes, (size_t)n + 1, 64);
    fill_layers(f);
    net->kernels->narrow(whole, f->cue, net->inside_out, 1, DEM_NET_HIDDEN);
    f->whole += whole[0][6];
    net->kernels->narrow(lanes, f->border[0], net->border_out, n + 1, DEM_NET_HIDDEN);
    for (int32_t t = 0; t <= n; t++)
        for (int r = 0; r < DEM_ROLES; r++) {
            f->begin[t][r] += lanes[t][r];
            f->end[t][r] += lanes[t][3 + r];
        }
    net->kernels->narrow(lanes, f->inside[0], net->inside_out, n, DEM_NET_HIDDEN);
    for (int32_t t = 0; t < n; t++)
        for (int r = 0; r < DEM_ROLES; r++) {
            sum[r] += lanes[t][r];
            f->token[t + 1][r] += sum[r];
            f->top[t][r] += lanes[t][3 + r];
        }
}

void dem_scorer_shapes(const dem_scorer *scorer, dem_shape_scores *shapes)
{
    static const int values[] = {DEM_SHAPE_LENGTHS, DEM_SHAPE_ROOTS, DEM_SHAPE_EDGES, DEM_SHAPE_MARKS};
    batch b;
    b.scorer = scorer, b.places = 0;
    for (int k = 0; k < DEM_SHAPE_KINDS; k++)
        for (int v = 0; v < values[k]; v++) {
            *next(&b) = dem_shape_feature(k, v);
            place(&b, 1, shapes->of[k][v]);
        }
    flush(&b);
}

static const dem_shape_scores *shapes_of(const dem_scorer *scorer, dem_arena *arena)
{
    dem_shape_scores *shapes;
    if (scorer->shapes)
        return scorer->shapes;
    shapes = dem_new(arena, dem_shape_scores, 1);
    dem_scorer_shapes(scorer, shapes);
    return shapes;
}

static void score_steps(dem_field *f, batch *b)
{
    bool seen[DEM_STATES] = {true};
    float whole[DEM_ROLES], last[DEM_STATES][DEM_ROLES];
    place(b, dem_window_whole(&f->window, next(b)), whole);
    for (int x = 0; x < DEM_STATES; x++) {
        if (!seen[x])
            continue;
        for (int r = 0; r < DEM_ROLES; r++)
            if (dem_state_next(x, r) >= 0)
                seen[dem_state_next(x, r)] = true;
        for (int g = 0; g < DEM_GAPS; g++)
            place(b, dem_window_step(&f->window, g, x, next(b)), f->lattice.step[g][x]);
        if (dem_state_final(x))
            place(b, dem_window_last(&f->window, x, next(b)), last[x]);
    }
    flush(b);
    f->whole = whole[0];
    for (int x = 0; x < DEM_STATES; x++)
        if (seen[x] && dem_state_final(x))
            f->lattice.last[x] = last[x][0];
}

int dem_shape_value(const dem_shape *shape, int kind)
{
    return kind == 0 ? shape->length : kind == 1 ? shape->roots : kind == 2 ? shape->edges : shape->marks;
}

/* ---- segments ---- */

typedef float role_lanes __attribute__((vector_size(sizeof(dem_role_scores))));

static inline void add_roles(role_lanes *sum, const dem_role_scores scores)
{
    role_lanes v;
    memcpy(&v, scores, sizeof v);
    *sum += v;
}

/* Cues lack what their words and the whole bring. */
static void take_segment(void *to, int32_t b, int32_t e, int roles, const dem_shape *shape)
{
    dem_field *f = to;
    role_lanes sum, before;
    memcpy(&sum, f->token[e], sizeof sum);
    memcpy(&before, f->token[b], sizeof before);
    sum -= before;
    add_roles(&sum, f->begin[b]);
    add_roles(&sum, f->end[e]);
    add_roles(&sum, f->shape->of[0][shape->length]);
    add_roles(&sum, f->shape->of[1][shape->roots]);
    add_roles(&sum, f->shape->of[2][shape->edges]);
    add_roles(&sum, f->shape->of[3][shape->marks]);
    if (shape->top >= 0)
        add_roles(&sum, f->top[shape->top]);
    for (int r = 0; r < DEM_ROLES; r++) {
        if (!(roles >> r & 1) || (sum[r] < -40 && r != DEM_ROLE_CUE))
            continue;
        *dem_push(&f->shapes, f->arena) = *shape;
        *dem_push(&f->lattice.segments, f->arena) = (dem_segment){b, e, (uint8_t)r, sum[r], 0};
    }
}

static void score_cues(dem_field *f, batch *b, dem_arena scratch)
{
    int32_t n = 0, done = 0;
    dem_cue_words words = {0};
    for (int32_t k = 0; k < f->lattice.segments.len; k++)
        n += f->lattice.segments.at[k].role == DEM_ROLE_CUE;
    float(*scores)[DEM_ROLES] = dem_arena_take(&scratch, sizeof *scores, (size_t)n + 1, _Alignof(float));
    for (int32_t k = 0; k < f->lattice.segments.len; k++) {
        const dem_segment *g = &f->lattice.segments.at[k];
        if (g->role != DEM_ROLE_CUE)
            continue;
        dem_cue_words_take(&words, &f->window, g->begin, g->end);
        place(b, dem_window_cue(&f->window, &words, next(b)), scores[done++]);
    }
    flush(b);
    done = 0;
    for (int32_t k = 0; k < f->lattice.segments.len; k++) {
        dem_segment *g = &f->lattice.segments.at[k];
        if (g->role == DEM_ROLE_CUE)
            g->score += scores[done++][DEM_ROLE_CUE] + f->whole;
    }
}

dem_field *dem_field_make(dem_window window, dem_scorer scorer, dem_arena *arena)
{
    dem_field *f = dem_new(arena, dem_field, 1);
    batch b;
    b.scorer = &f->scorer, b.places = 0;
    f->window = window;
    f->scorer = scorer;
    f->arena = arena;
    f->lattice.n = window.n;
    dem_role_scores **groups[] = {&f->token, &f->begin, &f->end, &f->top};
    for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
        *groups[k] = dem_arena_take(arena, sizeof **groups[k], (size_t)window.n + 2, sizeof **groups[k]);
    f->shape = shapes_of(&f->scorer, arena);
    score_steps(f, &b);
    score_tokens(f, &b);
    if (scorer.net)
        score_layers(f);
    dem_window_segments(&f->window, take_segment, f);
    score_cues(f, &b, *arena);
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
