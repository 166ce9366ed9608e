#include "show/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 10, COLUMNS = 48, LEFT = 96, WIDTH = 960, LANE = 46, TOP = 8, NODES = 14 };

static const char *const shades[3] = {"b-for", "b-if", "b-against"};
static const dem_stance order[3] = {DEM_STANCE_SUPPORT, DEM_STANCE_CONDITIONAL, DEM_STANCE_OPPOSE};

/* Months since year 0; -1 when the date has none. */
static int32_t month_of(dem_str date)
{
    int64_t year = 0, month = 1;
    if (!dem_str_int(dem_str_cut(date, 0, 4), &year))
        return -1;
    if (date.len >= 7)
        dem_str_int(dem_str_cut(date, 5, 7), &month);
    return (int32_t)(year * 12 + month - 1);
}

typedef struct lane {
    dem_str name;
    uint16_t party;
    int32_t all;
    int32_t by[COLUMNS][3];
} lane;

typedef struct line {
    dem_index parties;
    DEM_VEC(lane) lanes;
    int32_t first, last, step; /* months */
} line;

/* A party's stances in one month. */
typedef struct month_of_party {
    uint16_t party;
    int32_t month, by[3];
} month_of_party;

typedef struct months {
    dem_index index;
    DEM_VEC(month_of_party) at;
    dem_arena *arena;
} months;

static bool takes_part(const dem_fact *f) { return dem_fact_firsthand(f) && !(f->flags & DEM_FACT_ECHO) && f->party &&
                                                   f->stance >= DEM_STANCE_SUPPORT && f->stance <= DEM_STANCE_CONDITIONAL; }

static void take_months(void *state, const dem_pass *pass)
{
    months *all = state;
    const dem_sift *scan = &pass->scan;
    int32_t month = month_of(dem_fact_published(&scan->sheet.doc));
    for (int32_t i = 0; month >= 0 && i < scan->n; i++) {
        const dem_fact *f = scan->hits[i];
        bool fresh;
        if (!takes_part(f) || !dem_pass_party(pass, f->party))
            continue;
        int32_t at = dem_index_put(&all->index, (uint64_t)f->party << 32 | (uint32_t)month, all->arena, &fresh);
        if (fresh)
            *dem_push(&all->at, all->arena) = (month_of_party){.party = f->party, .month = month};
        for (int k = 0; k < 3; k++)
            all->at.at[at].by[k] += f->stance == order[k];
    }
}

/* From when to when, and how much in each column. */
static void measure(line *l, const months *all, const dem_sheet *sheet, dem_arena *arena)
{
    for (int32_t i = 0; i < all->at.len; i++) {
        int32_t month = all->at.at[i].month;
        l->first = l->first < 0 || month < l->first ? month : l->first;
        l->last = month > l->last ? month : l->last;
    }
    l->step = (l->last - l->first) / COLUMNS + 1;
    for (int32_t i = 0; i < all->at.len; i++) {
        const month_of_party *m = &all->at.at[i];
        bool fresh;
        int32_t at = dem_index_put(&l->parties, m->party, arena, &fresh);
        if (fresh)
            *dem_push(&l->lanes, arena) = (lane){.name = dem_sheet_name(sheet, DEM_SHEET_PARTY, m->party), .party = m->party};
        for (int k = 0; k < 3; k++) {
            l->lanes.at[at].by[(m->month - l->first) / l->step][k] += m->by[k];
            l->lanes.at[at].all += m->by[k];
        }
    }
}

static int by_all(const void *a, const void *b)
{
    const lane *x = a, *y = b;
    if (x->all != y->all)
        return x->all > y->all ? -1 : 1;
    return dem_str_cmp(x->name, y->name);
}

static void month_text(dem_out *out, int32_t month) { dem_out_format(out, "%04d-%02d", month / 12, month % 12 + 1); }

/* Where a bar leads: the statements of these months; in the report, the list below. */
static void bar_link(const dem_report_page *page, dem_str party, int32_t from, int32_t to)
{
    if (!page->desk) {
        dem_html(page->out, "<a href=\"#statements\" data-party=\"");
        dem_html_text(page->out, party);
        dem_html(page->out, "\">");
        return;
    }
    dem_html(page->out, "<a href=\"/statements?q=party%3A");
    dem_html_address(page->out, party);
    dem_html(page->out, "%20is%3Afirsthand%20stance%3Asupport%2Coppose%2Cconditional%20since%3A");
    month_text(page->out, from);
    dem_html(page->out, "%20until%3A");
    month_text(page->out, to);
    dem_html(page->out, "\">");
}

static void column(const dem_report_page *page, const line *l, const lane *x, dem_str party, int i, int y, int32_t most)
{
    dem_out *out = page->out;
    int32_t all = x->by[i][0] + x->by[i][1] + x->by[i][2];
    int columns = (l->last - l->first) / l->step + 1, wide = (WIDTH - LEFT - 10) / columns;
    int left = LEFT + i * (WIDTH - LEFT - 10) / columns, base = y + LANE - 6;
    if (!all)
        return;
    int32_t from = l->first + i * l->step, to = from + l->step - 1 < l->last ? from + l->step - 1 : l->last;
    bar_link(page, party, from, to);
    dem_html(out, "<title>");
    dem_html_text(out, party);
    dem_html(out, ", ");
    month_text(out, from);
    if (to > from) {
        dem_html(out, " to ");
        month_text(out, to);
    }
    dem_out_format(out, ": %d for, %d with a condition, %d against</title>", x->by[i][0], x->by[i][1], x->by[i][2]);
    for (int k = 0; k < 3; k++) {
        int high = (int)((int64_t)x->by[i][k] * (LANE - 12) / most);
        high = x->by[i][k] && high < 3 ? 3 : high;
        base -= high;
        if (high)
            dem_out_format(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", shades[k], left, base,
                           wide > 26 ? 24 : wide > 3 ? wide - 2 : wide, high);
    }
    dem_html(out, "</a>");
}

static void axis(dem_out *out, const line *l, int bottom)
{
    int columns = (l->last - l->first) / l->step + 1, every = columns > 8 ? columns / 8 : 1;
    for (int i = 0; i < columns; i += every) {
        int x = LEFT + i * (WIDTH - LEFT - 10) / columns;
        dem_out_format(out, "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text x=\"%d\" y=\"%d\">", x, TOP, x,
                       bottom, x, bottom + 18);
        month_text(out, l->first + i * l->step);
        dem_html(out, "</text>");
    }
}

static void lanes(const dem_report_page *page, const line *l, const dem_sheet *sheet)
{
    dem_out *out = page->out;
    int n = l->lanes.len < LANES ? (int)l->lanes.len : LANES, bottom = TOP + n * LANE;
    int32_t most = 1;
    for (int p = 0; p < n; p++)
        for (int i = 0; i < COLUMNS; i++) {
            const int32_t *by = l->lanes.at[p].by[i];
            most = by[0] + by[1] + by[2] > most ? by[0] + by[1] + by[2] : most;
        }
    dem_out_format(out, "<div class=\"scroll\"><svg class=\"draw\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"Stances over"
                        " time, by party\">", WIDTH, bottom + 26);
    axis(out, l, bottom);
    for (int p = 0; p < n; p++) {
        const lane *x = &l->lanes.at[p];
        dem_str party = dem_sheet_name(sheet, DEM_SHEET_PARTY, x->party);
        int y = TOP + p * LANE;
        dem_out_format(out, "<text class=\"who\" x=\"4\" y=\"%d\">", y + LANE - 10);
        dem_html_text(out, party);
        dem_out_format(out, "</text><line class=\"base\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, y + LANE - 6,
                       WIDTH - 10, y + LANE - 6);
        for (int i = 0; i < COLUMNS; i++)
            column(page, l, x, party, i, y, most);
    }
    dem_html(out, "</svg></div>\n");
}

void dem_draw_timeline(const dem_report_page *page)
{
    dem_arena scratch = *page->arena;
    line l = {.first = -1, .last = -1, .step = 1};
    months all = {.arena = &scratch};
    dem_pass pass;
    dem_pass_run(&pass, page->store, page->filter, &(dem_counter){take_months, &all, false, false}, 1, &scratch);
    if (!all.at.len) {
        dem_html(page->out, "<p>No dated statement here takes a stance: there is nothing to draw.</p>\n");
        return;
    }
    measure(&l, &all, &pass.scan.sheet, &scratch);
    qsort(l.lanes.at, (size_t)l.lanes.len, sizeof *l.lanes.at, by_all);
    dem_report_stance_key(page->out);
    lanes(page, &l, &pass.scan.sheet);
}

typedef struct tie {
    int32_t apart, alike;
} tie;

typedef struct net {
    uint16_t party[NODES];
    int32_t weight[NODES];
    int n;
    tie ties[NODES][NODES];
} net;

typedef struct row_parties {
    uint16_t *at; /* by statement row; 0: not chosen */
    int64_t len;
} row_parties;

static void take_rows(void *state, const dem_pass *pass)
{
    row_parties *rows = state;
    for (int32_t i = 0; i < pass->scan.n; i++) {
        const dem_fact *f = pass->scan.hits[i];
        if (f->n < rows->len)
            rows->at[f->n] = dem_pass_party(pass, f->party);
    }
}

typedef struct edge {
    uint16_t a, b;
    tie t;
} edge;

typedef struct edges {
    DEM_VEC(edge) at;
    dem_index pairs;
} edges;

/* Of each relation, by its row: what it is for the drawing. */
enum { NO_TIE, APART, ALIKE };

static uint8_t *read_kinds(dem_store *store, int64_t *len, dem_arena *arena)
{
    static const struct {
        dem_str name;
        uint8_t tie;
    } kinds[] = {{{"claim_denial", 12}, APART}, {{"disagreement", 12}, APART}, {{"same_position", 13}, ALIKE}};
    *len = dem_store_int(store, "SELECT coalesce(max(n), 0) + 1 FROM relation");
    uint8_t *ties = dem_new(arena, uint8_t, *len);
    dem_query *q = dem_store_query(store, "SELECT n FROM relation WHERE kind = ?1");
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        dem_bind_str(q, 1, kinds[k].name);
        while (dem_step(q))
            if (dem_col_int(q, 0) < *len)
                ties[dem_col_int(q, 0)] = kinds[k].tie;
        dem_done_early(q);
    }
    dem_query_free(q);
    return ties;
}

static void add_edge(edges *out, uint16_t x, uint16_t y, int how, dem_arena *arena)
{
    uint16_t a = x < y ? x : y, b = x < y ? y : x;
    bool fresh;
    if (!a || a == b)
        return;
    int32_t at = dem_index_put(&out->pairs, (uint64_t)a << 16 | b, arena, &fresh);
    if (fresh)
        *dem_push(&out->at, arena) = (edge){.a = a, .b = b};
    out->at.at[at].t.alike += how == ALIKE;
    out->at.at[at].t.apart += how == APART;
}

/* Pairs of parties whose statements contradict each other or say the same: neighbours among a relation's members. */
static void read_edges(dem_store *store, const row_parties *rows, edges *out, dem_arena *arena)
{
    int64_t len, last = -1;
    uint16_t before = 0;
    const uint8_t *ties = read_kinds(store, &len, arena);
    dem_query *q = dem_store_query(store, "SELECT relation, statement FROM relation_member ORDER BY relation, ord");
    while (dem_step(q)) {
        int64_t relation = dem_col_int(q, 0), n = dem_col_int(q, 1);
        uint16_t party = n < rows->len ? rows->at[n] : 0;
        if (relation == last && relation < len && ties[relation])
            add_edge(out, before, party, ties[relation], arena);
        last = relation;
        before = party;
    }
    dem_query_free(q);
}

/* The parties with most ties; of equals, in the order of their names. */
static void choose(net *g, const edges *all, const dem_sheet *sheet, dem_arena *arena)
{
    int32_t *sum = dem_new(arena, int32_t, UINT16_MAX + 1);
    for (int32_t i = 0; i < all->at.len; i++) {
        const edge *e = &all->at.at[i];
        sum[e->a] += e->t.apart + e->t.alike;
        sum[e->b] += e->t.apart + e->t.alike;
    }
    for (g->n = 0; g->n < NODES; g->n++) {
        int32_t best = 0;
        for (int32_t p = 1; p < sheet->names[DEM_SHEET_PARTY].text.len; p++)
            if (sum[p] > sum[best] ||
                (sum[p] && sum[p] == sum[best] && dem_str_cmp(dem_sheet_name(sheet, DEM_SHEET_PARTY, p),
                                                              dem_sheet_name(sheet, DEM_SHEET_PARTY, best)) < 0))
                best = p;
        if (!sum[best])
            break;
        g->party[g->n] = (uint16_t)best;
        g->weight[g->n] = sum[best];
        sum[best] = 0;
    }
    for (int32_t i = 0; i < all->at.len; i++)
        for (int a = 0; a < g->n; a++)
            for (int b = 0; b < g->n; b++)
                if (g->party[a] == all->at.at[i].a && g->party[b] == all->at.at[i].b)
                    g->ties[a < b ? a : b][a < b ? b : a] = all->at.at[i].t;
}

typedef struct point {
    int x, y;
} point;

/* In integers, so that the same page is the same bytes on every machine. */
static point place(int i, int n, int radius)
{
    double angle = 2 * 3.14159265358979323846 * i / (n ? n : 1) - 3.14159265358979323846 / 2;
    return (point){480 + (int)lround(radius * 1.35 * cos(angle)), 250 + (int)lround(radius * sin(angle))};
}

static int thick(int32_t n)
{
    int w = 1;
    while (n > 1 && w < 9) {
        n /= 2;
        w++;
    }
    return w;
}

static void tie_line(dem_out *out, point a, point b, int32_t n, const char *class, int shift)
{
    if (n)
        dem_out_format(out, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke-width=\"%d\"/>", class, a.x + shift,
                       a.y + shift, b.x + shift, b.y + shift, thick(n));
}

static void network_svg(const dem_report_page *page, const net *g, const dem_sheet *sheet)
{
    dem_out *out = page->out;
    dem_html(out, "<div class=\"scroll\"><svg class=\"draw\" viewBox=\"0 0 960 500\" role=\"group\" aria-label=\"Who contradicts and who"
                  " agrees with whom\">");
    for (int a = 0; a < g->n; a++)
        for (int b = a + 1; b < g->n; b++) {
            bool both = g->ties[a][b].alike && g->ties[a][b].apart;
            tie_line(out, place(a, g->n, 190), place(b, g->n, 190), g->ties[a][b].alike, "tie alike", both ? 4 : 0);
            tie_line(out, place(a, g->n, 190), place(b, g->n, 190), g->ties[a][b].apart, "tie apart", both ? -4 : 0);
        }
    for (int a = 0; a < g->n; a++) {
        point at = place(a, g->n, 190), label = place(a, g->n, 232);
        dem_str party = dem_sheet_name(sheet, DEM_SHEET_PARTY, g->party[a]);
        dem_html(out, page->desk ? "<a href=\"/claims?q=party%3A" : "<a href=\"#claims\" data-party=\"");
        if (page->desk)
            dem_html_address(out, party);
        else
            dem_html_text(out, party);
        dem_out_format(out, "\"><circle class=\"node\" cx=\"%d\" cy=\"%d\" r=\"%d\"/><text class=\"label\" x=\"%d\" y=\"%d\">", at.x,
                       at.y, 8 + thick(g->weight[a]), label.x, label.y + 5);
        dem_html_text(out, party);
        dem_html(out, "</text></a>");
    }
    dem_html(out, "</svg></div>\n");
}

static void network_table(dem_out *out, const net *g, const dem_sheet *sheet)
{
    dem_html(out, "<div class=\"scroll\"><table><caption>The same as a table</caption><thead><tr><th scope=\"col\">Party</th><th "
                  "scope=\"col\">Party</th><th scope=\"col\" class=\"n\">contradict</th><th scope=\"col\" class=\"n\">agree</th></tr>"
                  "</thead><tbody>\n");
    for (int a = 0; a < g->n; a++)
        for (int b = a + 1; b < g->n; b++) {
            if (!g->ties[a][b].apart && !g->ties[a][b].alike)
                continue;
            dem_html(out, "<tr><td>");
            dem_html_text(out, dem_sheet_name(sheet, DEM_SHEET_PARTY, g->party[a]));
            dem_html(out, "</td><td>");
            dem_html_text(out, dem_sheet_name(sheet, DEM_SHEET_PARTY, g->party[b]));
            dem_out_format(out, "</td><td class=\"n\">%d</td><td class=\"n\">%d</td></tr>\n", g->ties[a][b].apart,
                           g->ties[a][b].alike);
        }
    dem_html(out, "</tbody></table></div>\n");
}

void dem_draw_network(const dem_report_page *page)
{
    dem_arena scratch = *page->arena;
    dem_pass pass;
    edges all = {0};
    net *g = dem_new(&scratch, net, 1);
    row_parties rows = {.len = dem_store_int(page->store, "SELECT coalesce(max(n), 0) + 1 FROM statement")};
    rows.at = dem_new(&scratch, uint16_t, rows.len);
    dem_pass_run(&pass, page->store, page->filter, &(dem_counter){take_rows, &rows, false, false}, 1, &scratch);
    read_edges(page->store, &rows, &all, &scratch);
    choose(g, &all, &pass.scan.sheet, &scratch);
    if (!g->n) {
        dem_html(page->out, "<p>No statements of two parties here answer or repeat each other: there is nothing to draw.</p>\n");
        return;
    }
    dem_html(page->out, "<ul class=\"key\"><li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"b-against\" width=\"10\" "
                        "height=\"10\"/></svg>contradict each other (dashed)</li><li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
                        "<rect class=\"b-for\" width=\"10\" height=\"10\"/></svg>say the same</li></ul>\n");
    network_svg(page, g, &pass.scan.sheet);
    network_table(page->out, g, &pass.scan.sheet);
}
