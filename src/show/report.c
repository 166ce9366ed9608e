#include "show/report.h"
#include "base/embed.h"
#include "show/draw.h"

dem_query *dem_report_query(const dem_report_page *page, const char *head, const char *tail, dem_arena *scratch)
{
    dem_str where = dem_filter_where(page->filter, scratch);
    dem_str sql = dem_str_format(scratch, "%s FROM document d JOIN said s ON s.doc = d.n%.*s%s", head,
                                 (int)where.len, where.at, tail);
    dem_query *q = dem_store_query(page->store, sql.at);
    dem_filter_bind(page->filter, q);
    return q;
}

void dem_report_count(const dem_report_page *page, int64_t n, const char *one, const char *many)
{
    dem_out_format(page->out, "<div><b>%lld</b><span>%s</span></div>\n", (long long)n, n == 1 ? one : many);
}

void dem_report_slug(dem_out *out, dem_str topic)
{
    dem_str rest = topic;
    for (int i = 0; rest.at; i++) {
        dem_str word = dem_str_split(&rest, ' ');
        if (i)
            dem_out_char(out, '-');
        dem_html_text(out, word);
    }
}

void dem_report_head(dem_out *out, const char *title, dem_str css, dem_str js)
{
    dem_html(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
    dem_html_csp_hash(out, css);
    dem_html(out, "; script-src ");
    dem_html_csp_hash(out, js);
    dem_html(out, "; base-uri 'none'; form-action 'self'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    dem_html(out, title);
    dem_html(out, "</title>\n<style>");
    dem_out_put(out, css);
    dem_html(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#statements\">Skip to the statements</a>\n");
}

static void title(const dem_report_page *page)
{
    dem_out *out = page->out;
    dem_html(out, "<header class=\"top\">\n<h1>Who said what</h1>\n<p class=\"lead\">Statements found in news "
                  "reports, each with its speaker, its exact words in the text and the way it came. What a "
                  "speaker says is shown as said, never as true.</p>\n");
    if (page->filter->text.len) {
        dem_html(out, "<p class=\"lead\">Only: <code>");
        dem_html_text(out, page->filter->text);
        dem_html(out, "</code></p>\n");
    }
    dem_html(out, "</header>\n<nav class=\"jump\" aria-label=\"Sections\"><ul><li><a href=\"#overview\">Overview</a>"
                  "</li><li><a href=\"#positions\">Positions</a></li><li><a href=\"#timeline\">Timeline</a></li><li><a href=\"#network\">Network</a></li>"
                  "<li><a href=\"#conditions\">Conditions</a></li>"
                  "<li><a href=\"#claims\">Claims and denials</a></li><li><a href=\"#statements\">Statements and "
                  "texts</a></li></ul></nav>\n<main>\n");
}

bool dem_report(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena)
{
    dem_report_page page = {store, filter, out, arena, false};
    dem_str css = dem_embed_find("web/report.css"), js = dem_embed_find("web/report.js");
    dem_report_head(out, "Who said what: a sourced ledger", css, js);
    title(&page);
    dem_cells_found cells = {0};
    dem_report_overview(&page, &cells);
    dem_report_positions(&page, &cells);
    dem_html(out, "<section id=\"timeline\"><h2>Timeline</h2><p class=\"lead\">Dated stances at first hand; silence proves "
                  "nothing.</p>\n");
    dem_draw_timeline(&page);
    dem_html(out, "</section>\n<section id=\"network\"><h2>Network</h2><p class=\"lead\">Which parties contradict each other, "
                  "which say the same.</p>\n");
    dem_draw_network(&page);
    dem_html(out, "</section>\n");
    dem_report_conditions(&page);
    dem_report_pairs(&page);
    dem_report_statements(&page);
    dem_html(out, "</main>\n<footer><p>Made by demarche. Numbers after a file name are bytes of the stored text; "
                  "<code>demarche show ID</code> gives hashes and reasons, <code>demarche review ID</code> corrects. "
                  "Copies count once; second-hand words are never counted as first-hand; silence and undated "
                  "reports prove no change.</p></footer>\n<script>");
    dem_out_put(out, js);
    dem_html(out, "</script>\n</body>\n</html>\n");
    return dem_store_ok(store);
}
