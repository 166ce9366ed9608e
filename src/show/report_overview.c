#include "show/report_int.h"

static int64_t one(const dem_report_page *page, const char *head)
{
    dem_arena scratch = *page->arena;
    dem_query *q = dem_report_query(page, head, "", &scratch);
    int64_t n = dem_step(q) ? dem_col_int(q, 0) : 0;
    dem_query_free(q);
    return n;
}

static void figures(const dem_report_page *page)
{
    dem_store *s = page->store;
    bool whole = !page->filter->where.len;
    dem_html(page->out, "<div class=\"figures\">\n");
    dem_report_count(page, whole ? dem_store_int(s, "SELECT count(*) FROM document")
                                 : one(page, "SELECT count(DISTINCT d.n)"), "document", "documents");
    int64_t stories = one(page, "SELECT count(DISTINCT d.story)");
    if (stories)
        dem_report_count(page, stories, "story", "stories");
    int64_t copies = dem_store_int(s, "SELECT count(*) FROM document WHERE copy_of IS NOT NULL");
    if (whole && copies)
        dem_report_count(page, copies, "copy, counted once", "copies, counted once");
    dem_report_count(page, one(page, "SELECT count(*)"), "statement", "statements");
    dem_report_count(page, one(page, "SELECT count(DISTINCT s.speaker)"), "speaker", "speakers");
    dem_report_count(page, one(page, "SELECT coalesce(sum(s.condition IS NOT NULL), 0)"), "with a condition",
                     "with a condition");
    dem_report_count(page, one(page, "SELECT coalesce(sum(s.mode = 'indirect'), 0)"), "without quotation marks",
                     "without quotation marks");
    dem_report_count(page, one(page, "SELECT coalesce(sum(s.level > 1), 0)"), "second-hand", "second-hand");
    int64_t undated = dem_store_int(s, "SELECT count(*) FROM document WHERE published IS NULL");
    if (whole && undated)
        dem_report_count(page, undated, "undated document", "undated documents");
    int64_t aside = dem_store_int(s, "SELECT count(*) FROM block WHERE kind = 'furniture'");
    if (whole && aside)
        dem_report_count(page, aside, "piece of page furniture set aside", "pieces of page furniture set aside");
    dem_html(page->out, "</div>\n");
}

/* A bar of `n` out of `most`, drawn so that it needs no style attribute. */
static void bar(dem_out *out, int64_t n, int64_t most)
{
    dem_out_format(out, "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        "<rect class=\"b-all\" width=\"%lld\" height=\"10\" rx=\"1\"/></svg>",
                   (long long)(most ? (n * 100 + most - 1) / most : 0));
}

static void counted(const dem_report_page *page, const char *caption, const char *name, const char *head,
                    const char *tail)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_query *q = dem_report_query(page, head, tail, &scratch);
    int64_t most = 0;
    dem_out_format(out, "<div class=\"scroll\"><table><caption>%s</caption><thead><tr><th scope=\"col\">%s</th>"
                        "<th scope=\"col\" class=\"n\">Statements</th><th scope=\"col\"></th></tr></thead><tbody>\n",
                   caption, name);
    while (dem_step(q)) {
        int64_t n = dem_col_int(q, 1);
        most = most ? most : n;
        dem_html(out, "<tr><td>");
        dem_html_text(out, dem_col_str(q, 0));
        dem_out_format(out, "</td><td class=\"n\">%lld</td><td>", (long long)n);
        bar(out, n, most);
        dem_html(out, "</td></tr>\n");
    }
    dem_html(out, "</tbody></table></div>\n");
    dem_query_free(q);
}

void dem_report_overview(const dem_report_page *page)
{
    dem_html(page->out, "<section id=\"overview\"><h2>Overview</h2>\n");
    figures(page);
    dem_html(page->out, "<div class=\"two\"><div>\n");
    counted(page, "Coverage by party: whose words fill these reports", "Party",
            "SELECT coalesce(s.party, '?') AS p, count(*) AS c",
            " GROUP BY p ORDER BY c DESC, p LIMIT 14");
    dem_html(page->out, "</div><div>\n");
    counted(page, "What was done by saying it", "Act", "SELECT s.act AS p, count(*) AS c",
            " GROUP BY p ORDER BY c DESC, p LIMIT 16");
    dem_html(page->out, "</div></div>\n<div class=\"two\"><div>\n");
    counted(page, "Who speaks most", "Speaker", "SELECT s.speaker_name AS p, count(*) AS c",
            " AND s.speaker_name IS NOT NULL GROUP BY p ORDER BY c DESC, p LIMIT 12");
    dem_html(page->out, "</div><div>\n");
    counted(page, "What is spoken about", "Topic", "SELECT t.topic AS p, count(*) AS c"
            /* joined here, so that the filter's own tables stay as they are */
            " FROM (SELECT s.n AS k", ") k JOIN topic t ON t.statement = k.k GROUP BY p ORDER BY c DESC, p LIMIT 12");
    dem_html(page->out, "</div></div></section>\n");
}
