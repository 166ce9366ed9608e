#include "show/report_int.h"

#include <stdlib.h>

enum { PARTIES = 12, TOPICS = 9, SHADES = 4 };

typedef struct cell {
    int64_t stories, by[SHADES], all; /* by: support, conditional, oppose, nothing said of it */
} cell;

static const char *const shades[] = {"b-for", "b-if", "b-against", "b-none"};
static const char *const shade_names[] = {"for", "with a condition", "against", "no clear stance"};

/* The most spoken of first, by sums over the cells; the unknown party last. */
typedef struct axis {
    dem_str name;
    int64_t all;
    uint16_t number;
    bool last;
} axis;

static int by_all(const void *a, const void *b)
{
    const axis *x = a, *y = b;
    if (x->last != y->last)
        return x->last ? 1 : -1;
    if (x->all != y->all)
        return x->all > y->all ? -1 : 1;
    return dem_str_cmp(x->name, y->name);
}

static int64_t all_of(const dem_cell_of *c) { return (int64_t)c->by[0] + c->by[1] + c->by[2] + c->by[3] + c->by[4]; }

static int axis_of(const dem_cells_found *found, dem_sheet_kind kind, axis *out, int most, dem_arena *arena)
{
    int32_t n = 0;
    dem_index index = {0};
    axis *all = dem_new(arena, axis, found->at.len);
    for (int32_t i = 0; i < found->at.len; i++) {
        const dem_cell_of *c = &found->at.at[i];
        uint16_t number = kind == DEM_SHEET_PARTY ? c->party : c->topic;
        int32_t at = dem_index_put(&index, number, arena, NULL);
        n = at + 1 > n ? at + 1 : n;
        bool unknown = kind == DEM_SHEET_PARTY && !number;
        all[at] = (axis){unknown ? DEM_STR("?") : dem_sheet_name(&found->sheet, kind, number), all[at].all + all_of(c),
                         number, unknown};
    }
    if (n)
        qsort(all, (size_t)n, sizeof *all, by_all);
    int kept = n < most ? (int)n : most;
    for (int i = 0; i < kept; i++)
        out[i] = all[i];
    return kept;
}

static int index_of(const axis *at, int n, uint16_t number)
{
    for (int i = 0; i < n; i++)
        if (at[i].number == number)
            return i;
    return -1;
}

static void fill(const dem_cells_found *found, const axis *parties, int n_parties, const axis *topics, int n_topics,
                 cell cells[PARTIES][TOPICS])
{
    for (int32_t i = 0; i < found->at.len; i++) {
        const dem_cell_of *from = &found->at.at[i];
        int p = index_of(parties, n_parties, from->party), t = index_of(topics, n_topics, from->topic);
        if (p < 0 || t < 0)
            continue;
        cells[p][t] = (cell){from->stories,
                             {from->by[DEM_STANCE_SUPPORT], from->by[DEM_STANCE_CONDITIONAL],
                              from->by[DEM_STANCE_OPPOSE], from->by[DEM_STANCE_NONE] + from->by[DEM_STANCE_NEUTRAL]},
                             all_of(from)};
    }
}

/* In the desk a cell leads to its statements; in the report it narrows the list below. */
static void cell_link(const dem_report_page *page, dem_str party, dem_str topic)
{
    if (!page->desk) {
        dem_html(page->out, "#statements");
        return;
    }
    dem_html(page->out, "/statements?q=party%3A");
    dem_html_address(page->out, party);
    dem_html(page->out, "%20topic%3A");
    dem_html_address(page->out, topic);
    dem_html(page->out, "%20is%3Afirsthand");
}

static void put_cell(const dem_report_page *page, const cell *c, dem_str party, dem_str topic)
{
    dem_out *out = page->out;
    dem_html(out, "<td>");
    if (c->all) {
        dem_html(out, "<a href=\"");
        cell_link(page, party, topic);
        dem_html(out, "\" data-party=\"");
        dem_html_text(out, party);
        dem_html(out, "\" data-topic=\"");
        dem_report_slug(out, topic);
        dem_html(out, "\" title=\"");
        dem_out_format(out, "%lld statement%s", (long long)c->all, c->all == 1 ? "" : "s");
        for (int i = 0; i < SHADES; i++)
            if (c->by[i])
                dem_out_format(out, ", %lld %s", (long long)c->by[i], shade_names[i]);
        dem_out_format(out, "\">%lld<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
                            "aria-hidden=\"true\">", (long long)c->stories);
        int64_t at = 0;
        for (int i = 0; i < SHADES; i++) {
            int64_t from = at * 100 / c->all, to = (at + c->by[i]) * 100 / c->all;
            if (c->by[i])
                dem_out_format(out, "<rect class=\"%s\" x=\"%lld\" width=\"%lld\" height=\"10\"/>", shades[i],
                               (long long)from, (long long)(to - from));
            at += c->by[i];
        }
        dem_html(out, "</svg></a>");
    }
    dem_html(out, "</td>");
}

void dem_report_stance_key(dem_out *out)
{
    dem_html(out, "<ul class=\"key\">");
    for (int i = 0; i < SHADES; i++)
        dem_out_format(out, "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" "
                            "height=\"10\"/></svg>%s</li>", shades[i], shade_names[i]);
    dem_html(out, "</ul>\n");
}

void dem_report_positions(const dem_report_page *page, const dem_cells_found *found)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    axis parties[PARTIES], topics[TOPICS];
    cell(*cells)[TOPICS] = (cell(*)[TOPICS])dem_new(&scratch, cell, PARTIES *TOPICS);
    int n_parties = axis_of(found, DEM_SHEET_PARTY, parties, PARTIES, &scratch);
    int n_topics = axis_of(found, DEM_SHEET_TOPIC, topics, TOPICS, &scratch);
    dem_html(out, "<section id=\"positions\"><h2>Positions</h2>\n");
    if (!n_topics) {
        dem_html(out, "<p class=\"lead\">No statement here has a topic.</p></section>\n");
        return;
    }
    fill(found, parties, n_parties, topics, n_topics, cells);
    dem_html(out, "<p class=\"lead\">Each number counts independent stories in which a party speaks about a topic at "
                  "first hand; the bar shows in which sense. Choose a cell to read the words.</p>\n");
    dem_report_stance_key(out);
    dem_html(out, "<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Party</th>");
    for (int t = 0; t < n_topics; t++) {
        dem_html(out, "<th scope=\"col\">");
        dem_html_text(out, topics[t].name);
        dem_html(out, "</th>");
    }
    dem_html(out, "</tr></thead><tbody>\n");
    for (int p = 0; p < n_parties; p++) {
        dem_html(out, "<tr><th scope=\"row\">");
        dem_html_text(out, parties[p].name);
        dem_html(out, "</th>");
        for (int t = 0; t < n_topics; t++)
            put_cell(page, &cells[p][t], parties[p].name, topics[t].name);
        dem_html(out, "</tr>\n");
    }
    dem_html(out, "</tbody></table></div></section>\n");
}
