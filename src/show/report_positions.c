#include "show/report_int.h"

enum { PARTIES = 12, TOPICS = 9, SHADES = 4 };

typedef struct cell {
    int64_t stories, by[SHADES], all; /* by: support, conditional, oppose, nothing said of it */
} cell;

static const char *const shades[] = {"b-for", "b-if", "b-against", "b-none"};
static const char *const shade_names[] = {"for", "with a condition", "against", "no clear stance"};

static int names(const dem_report_page *page, const char *head, const char *tail, dem_str *at, int most,
                 dem_arena *arena)
{
    dem_query *q = dem_report_query(page, head, tail, arena);
    int n = 0;
    while (n < most && dem_step(q))
        at[n++] = dem_str_copy(dem_col_str(q, 0), arena);
    dem_query_free(q);
    return n;
}

static int index_of(const dem_str *at, int n, dem_str name)
{
    for (int i = 0; i < n; i++)
        if (dem_str_eq(at[i], name))
            return i;
    return -1;
}

static void fill(const dem_report_page *page, const dem_str *parties, int n_parties, const dem_str *topics,
                 int n_topics, cell cells[PARTIES][TOPICS], dem_arena *arena)
{
    dem_query *q = dem_report_query(
        page,
        "SELECT k.p, t.topic, count(DISTINCT k.story), sum(k.stance IS 'support'),"
        " sum(k.stance IS 'conditional'), sum(k.stance IS 'oppose'), count(*) FROM (SELECT s.n AS n,"
        " coalesce(s.party, '?') AS p, coalesce(d.story, d.id) AS story, s.stance AS stance",
        " AND s.level = 1 AND s.n NOT IN (SELECT statement FROM echo)) k JOIN topic t ON t.statement = k.n"
        " GROUP BY k.p, t.topic", arena);
    while (dem_step(q)) {
        int p = index_of(parties, n_parties, dem_col_str(q, 0)), t = index_of(topics, n_topics, dem_col_str(q, 1));
        if (p < 0 || t < 0)
            continue;
        cell *c = &cells[p][t];
        c->stories = dem_col_int(q, 2);
        c->all = dem_col_int(q, 6);
        for (int i = 0; i < 3; i++)
            c->by[i] = dem_col_int(q, 3 + i);
        c->by[3] = c->all - c->by[0] - c->by[1] - c->by[2];
    }
    dem_query_free(q);
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
    dem_html(page->out, "%20level%3A1");
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

static void legend(dem_out *out)
{
    dem_html(out, "<ul class=\"key\">");
    for (int i = 0; i < SHADES; i++)
        dem_out_format(out, "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" "
                            "height=\"10\"/></svg>%s</li>", shades[i], shade_names[i]);
    dem_html(out, "</ul>\n");
}

void dem_report_positions(const dem_report_page *page)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_str parties[PARTIES], topics[TOPICS];
    cell(*cells)[TOPICS] = (cell(*)[TOPICS])dem_new(&scratch, cell, PARTIES *TOPICS);
    int n_parties = names(page, "SELECT coalesce(s.party, '?') AS p", " AND s.level = 1 GROUP BY p ORDER BY p = '?',"
                          " count(*) DESC, p", parties, PARTIES, &scratch);
    int n_topics = names(page, "SELECT t.topic FROM (SELECT s.n AS k", " AND s.level = 1) k JOIN topic t ON"
                         " t.statement = k.k GROUP BY t.topic ORDER BY count(*) DESC, t.topic", topics, TOPICS,
                         &scratch);
    dem_html(out, "<section id=\"positions\"><h2>Positions</h2>\n");
    if (!n_topics) {
        dem_html(out, "<p class=\"lead\">No statement here has a topic.</p></section>\n");
        return;
    }
    fill(page, parties, n_parties, topics, n_topics, cells, &scratch);
    dem_html(out, "<p class=\"lead\">Each number counts independent stories in which a party speaks about a topic at "
                  "first hand; the bar shows in which sense. Choose a cell to read the words.</p>\n");
    legend(out);
    dem_html(out, "<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th scope=\"col\">Party</th>");
    for (int t = 0; t < n_topics; t++) {
        dem_html(out, "<th scope=\"col\">");
        dem_html_text(out, topics[t]);
        dem_html(out, "</th>");
    }
    dem_html(out, "</tr></thead><tbody>\n");
    for (int p = 0; p < n_parties; p++) {
        dem_html(out, "<tr><th scope=\"row\">");
        dem_html_text(out, parties[p]);
        dem_html(out, "</th>");
        for (int t = 0; t < n_topics; t++)
            put_cell(page, &cells[p][t], parties[p], topics[t]);
        dem_html(out, "</tr>\n");
    }
    dem_html(out, "</tbody></table></div></section>\n");
}
