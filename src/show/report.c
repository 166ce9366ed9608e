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

void dem_report_heading(const dem_report_page *page, const char *title)
{
    dem_out_format(page->out, page->desk ? "<h2>%s</h2>\n" : "<h3>%s</h3>\n", title);
}

dem_style dem_report_style(const dem_report_page *page)
{
    return (dem_style){.form = DEM_FORM_HTML, .one_page = !page->desk};
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

/* --- the sections, in their order ------------------------------------------------------------------------ */

enum { SOME = 100 /* rows of what may be long without end: the desk has the rest */ };

/* The overview and the positions, of one pass. */
static void overview(const dem_report_page *page)
{
    dem_cells_found cells = {0};
    dem_report_overview(page, &cells);
    dem_report_positions(page, &cells);
}

/* Says that there is more when there may be. */
static void first_of(const dem_report_page *page, int64_t rows, const char *verb)
{
    if (rows == SOME)
        dem_out_format(page->out, "<p class=\"lead\">The first %d; <code>demarche %s</code> and the desk list all.</p>\n", SOME, verb);
}

static void changes(const dem_report_page *page)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
    inner.arena = &own;
    dem_days days = dem_report_days(page, (dem_days){0}, &own);
    dem_html(page->out, "<p>The newest stance up to <b>");
    dem_html_text(page->out, days.from);
    dem_html(page->out, "</b> beside the newest after it, up to <b>");
    dem_html_text(page->out, days.to);
    dem_html(page->out, "</b>.</p>\n");
    first_of(page, dem_report_diff(&inner, days, (dem_page){SOME, 0}), "diff");
}

static void concepts(const dem_report_page *page)
{
    first_of(page, dem_view(DEM_STR("concepts"), page->store, page->filter, (dem_page){SOME, 0}, dem_report_style(page), page->out,
                            page->arena), "concepts");
}

static void events(const dem_report_page *page)
{
    first_of(page, dem_report_events(page, (dem_page){SOME, 0}), "events");
}

typedef struct section {
    const char *id, *title, *lead; /* without a lead: opened and closed by its body */
    void (*body)(const dem_report_page *page);
} section;

static const section sections[] = {
    {"overview", "Overview", NULL, overview},
    {"positions", "Positions", NULL, NULL},
    {"concepts", "Concepts", "What several speak of in the same words, and who is for and against it.", concepts},
    {"timeline", "Timeline", "Dated stances at first hand; silence proves nothing.", dem_draw_timeline},
    {"diff", "Diff", "How positions changed between two days. Only dated reports count; silence is no change.", changes},
    {"network", "Network", "Which parties contradict each other, which say the same.", dem_draw_network},
    {"conditions", "Conditions", "What must hold first, in the words of the report, by party and topic.", dem_report_conditions},
    {"claims", "Claims and denials", "Where one side says what another denies, and where a position moved between dated reports.",
     dem_report_pairs},
    {"events", "Events", "What one side did to another, told or done by saying it; the newest reports first.", events},
    {"statements", "Statements and texts", "Every statement in its report, with its exact place.", dem_report_statements},
    {"quality", "Quality", "How sure the machine was, what people found, how far they agree.", dem_report_quality}};
enum { SECTIONS = sizeof sections / sizeof *sections };

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
    dem_html(out, "</header>\n<nav class=\"jump\" aria-label=\"Sections\"><ul>");
    for (int i = 0; i < SECTIONS; i++)
        dem_out_format(out, "<li><a href=\"#%s\">%s</a></li>", sections[i].id, sections[i].title);
    dem_html(out, "</ul></nav>\n<main>\n");
}

bool dem_report(dem_store *store, const dem_filter *filter, const dem_filter *events, dem_out *out, dem_arena *arena)
{
    dem_report_page page = {store, filter, out, arena, false, events};
    dem_str css = dem_embed_find("web/report.css"), js = dem_embed_find("web/report.js");
    dem_report_head(out, "Who said what: a sourced ledger", css, js);
    title(&page);
    for (int i = 0; i < SECTIONS; i++) {
        const section *s = &sections[i];
        if (s->lead)
            dem_out_format(out, "<section id=\"%s\"><h2>%s</h2><p class=\"lead\">%s</p>\n", s->id, s->title, s->lead);
        if (s->body)
            s->body(&page);
        if (s->lead)
            dem_html(out, "</section>\n");
    }
    dem_html(out, "</main>\n<footer><p>Made by demarche. Numbers after a file name are bytes of the stored text; "
                  "<code>demarche show ID</code> gives hashes and reasons, <code>demarche review ID</code> corrects. "
                  "Copies count once; second-hand words are never counted as first-hand; silence and undated "
                  "reports prove no change.</p></footer>\n<script>");
    dem_out_put(out, js);
    dem_html(out, "</script>\n</body>\n</html>\n");
    return dem_store_ok(store);
}
