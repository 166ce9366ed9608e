#include "show/report_int.h"

static void figures(const dem_report_page *page, dem_totals t)
{
    bool whole = !page->filter->where.len;
    dem_html(page->out, "<div class=\"figures\">\n");
    dem_report_count(page, t.documents, "document", "documents");
    dem_report_count(page, t.stories, "story", "stories");
    if (whole && t.copies)
        dem_report_count(page, t.copies, "copy, counted once", "copies, counted once");
    dem_report_count(page, t.statements, "statement", "statements");
    dem_report_count(page, t.speakers, "speaker", "speakers");
    dem_report_count(page, t.conditions, "with a condition", "with a condition");
    dem_report_count(page, t.indirect, "without quotation marks", "without quotation marks");
    dem_report_count(page, t.secondhand, "second-hand", "second-hand");
    if (whole && t.undated)
        dem_report_count(page, t.undated, "undated document", "undated documents");
    int64_t aside = whole ? dem_store_int(page->store, "SELECT count(*) FROM block WHERE kind = 'furniture'") : 0;
    if (aside)
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

/* The first rows of a view, drawn: names and counts. */
static void counted(const dem_report_page *page, const char *caption, const char *name, const dem_tally_rows *found)
{
    dem_out *out = page->out;
    int64_t most = 0;
    dem_out_format(out, "<div class=\"scroll\"><table><caption>%s</caption><thead><tr><th scope=\"col\">%s</th>"
                        "<th scope=\"col\" class=\"n\">Statements</th><td></td></tr></thead><tbody>\n",
                   caption, name);
    for (int32_t i = 0; i < found->at.len; i++) {
        int64_t n = 0;
        dem_str_int(found->at.at[i][1], &n);
        most = most ? most : n;
        dem_html(out, "<tr><th scope=\"row\">");
        dem_html_text(out, found->at.at[i][0]);
        dem_out_format(out, "</th><td class=\"n\">%lld</td><td>", (long long)n);
        bar(out, n, most);
        dem_html(out, "</td></tr>\n");
    }
    dem_html(out, "</tbody></table></div>\n");
}

void dem_report_overview(const dem_report_page *page, dem_cells_found *cells)
{
    dem_totals totals = {0};
    dem_tally_job jobs[] = {{.what = &dem_count_parties, .page = {14, 0, 2}}, {.what = &dem_count_acts, .page = {16, 0, 2}},
                            {.what = &dem_count_speakers, .page = {12, 0, 2}}, {.what = &dem_count_topics, .page = {12, 0, 2}}};
    dem_tally_all(page->store, page->filter, jobs, 4, &totals, cells, page->arena);
    dem_html(page->out, "<section id=\"overview\"><h2>Overview</h2>\n");
    figures(page, totals);
    dem_html(page->out, "<div class=\"two\"><div>\n");
    counted(page, "Coverage by party: whose words fill these reports", "Party", &jobs[0].rows);
    dem_html(page->out, "</div><div>\n");
    counted(page, "What was done by saying it", "Act", &jobs[1].rows);
    dem_html(page->out, "</div></div>\n<div class=\"two\"><div>\n");
    counted(page, "Who speaks most", "Speaker", &jobs[2].rows);
    dem_html(page->out, "</div><div>\n");
    counted(page, "What is spoken about", "Topic", &jobs[3].rows);
    dem_html(page->out, "</div></div></section>\n");
}
