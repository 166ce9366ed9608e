#include "show/desk.h"
#include "base/embed.h"
#include "doc/tags.h"
#include "ledger/happening.h"
#include "show/draw.h"
#include "show/entry.h"
#include "show/report_int.h"
#include "show/review_forms.h"

#include <string.h>

/* Cards, each with a link to its text. */
static int64_t cards(const dem_report_page *page, const dem_desk_ask *ask, dem_pick_list list, dem_page rows)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
    dem_picked picked = dem_pick_statements(page->store, page->filter, list, rows.limit, rows.skip, NULL, &own);
    dem_report_key(page->out);
    for (int32_t i = 0; i < picked.n; i++) {
        dem_arena scratch = own;
        dem_record record;
        dem_source_file file = {0};
        inner.arena = &scratch;
        dem_query *q = dem_store_query(page->store, "SELECT id FROM statement WHERE n = ?1");
        dem_bind_int(q, 1, picked.rows[i]);
        dem_str id = dem_step(q) ? dem_str_copy(dem_col_str(q, 0), &scratch) : (dem_str){0};
        dem_query_free(q);
        if (!dem_ledger_statement(page->store, id, &record, &scratch))
            continue;
        dem_ledger_document(page->store, record.doc_id, &file, &scratch);
        dem_report_card(&inner, &record, file.text);
        dem_html(page->out, "<p class=\"meta\"><a class=\"open\" href=\"/s/");
        dem_html_text(page->out, record.id);
        dem_html(page->out, "\">");
        dem_html_text(page->out, file.title.len ? file.title : file.name);
        dem_html(page->out, "</a>, ");
        dem_html_text(page->out, file.published.len ? dem_str_cut(file.published, 0, 10) : DEM_STR("undated"));
        dem_html(page->out, "</p>\n");
        if (list == DEM_PICK_QUEUE)
            dem_review_form(&inner, &record, file.text, ask->token, ask->who, DEM_STR("/queue"));
    }
    return picked.n;
}

/* --- what stands on each page: a row for each thing of the page, their number given back --------------------------- */

static int64_t overview(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    dem_cells_found cells = {0};
    (void)ask, (void)rows;
    dem_report_overview(page, &cells);
    dem_report_positions(page, &cells);
    return 0;
}

static int64_t statements(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    return cards(page, ask, DEM_PICK_LOG, rows);
}

static int64_t queue(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    return cards(page, ask, DEM_PICK_QUEUE, rows);
}

/* The view that is called as the page. */
static int64_t table(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    dem_filter filter = *page->filter;
    dem_str view = dem_str_cut(ask->path, 1, ask->path.len);
    if (dem_str_eq(view, DEM_STR("stories")) || dem_str_eq(view, DEM_STR("documents")))
        filter.copies = true;
    return dem_view(view, page->store, &filter, rows, dem_report_style(page), page->out, page->arena);
}

/* The matrix and its list, of one pass. */
static int64_t positions(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    dem_cells_found cells = {0};
    (void)ask;
    dem_cells_find(page->store, page->filter, &cells, page->arena);
    dem_report_positions(page, &cells);
    return dem_view_positions(&cells, page->store, rows, dem_report_style(page), page->out, page->arena);
}

static int64_t timeline(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    dem_draw_timeline(page);
    return table(page, ask, rows);
}

static int64_t diff(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
    inner.arena = &own;
    dem_out *out = page->out;
    dem_days days = dem_report_days(page, ask->days, &own);
    dem_html(out, "<form class=\"query\" method=\"get\" action=\"/diff\"><input type=\"hidden\" name=\"q\" value=\"");
    dem_html_text(out, ask->query);
    dem_html(out, "\"><label>Up to<input type=\"date\" name=\"from\" value=\"");
    dem_html_text(out, days.from);
    dem_html(out, "\"></label><label>and then up to<input type=\"date\" name=\"to\" value=\"");
    dem_html_text(out, days.to);
    dem_html(out, "\"></label><button>Compare</button></form>\n");
    return dem_report_diff(&inner, days, rows);
}

static int64_t network(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    (void)ask, (void)rows;
    dem_draw_network(page);
    return 0;
}

static int64_t events(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    (void)ask;
    return dem_report_events(page, rows);
}

static int64_t quality(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows)
{
    (void)ask, (void)rows;
    dem_report_quality(page);
    return 0;
}

/* --- the pages ------------------------------------------------------------------------------------------ */

typedef struct place {
    const char *path, *title, *lead;
    int64_t (*body)(const dem_report_page *page, const dem_desk_ask *ask, dem_page rows);
    int64_t rows; /* on a page; 0: all there is stands on one */
} place;

enum { ROWS = 50, FORMS = 10 };

static const place places[] = {
    {"/", "Overview", "What the ledger holds.", overview, 0},
    {"/statements", "Statements", "Newest reports first. The keys j and k move from one to the next, Enter opens it.", statements, ROWS},
    {"/positions", "Positions", "Where each party stands on each topic, at first hand; copies count once.", positions, ROWS},
    {"/concepts", "Concepts", "What several speak of in the same words, found in the contents; who is for and against it. An id leads to "
                              "its statements.", table, ROWS},
    {"/timeline", "Timeline", "Dated stances, at first hand. Silence proves nothing.", timeline, ROWS},
    {"/claims", "Claims and denials", "Who alleges, who denies. Nobody is said to be right.", table, ROWS},
    {"/conditions", "Conditions", "What must hold first, by party and topic.", table, ROWS},
    {"/diff", "Diff", "How positions changed between two days. Only dated reports count; silence is no change.", diff, ROWS},
    {"/network", "Network", "Which parties contradict each other, which say the same.", network, 0},
    {"/events", "Events", "What one side did to another, told or done by saying it.", events, ROWS},
    {"/stories", "Stories", "Reports about the same happening; copies and their originals.", table, ROWS},
    {"/documents", "Documents", "Every report, and how much of it was set aside as page furniture.", table, ROWS},
    {"/actors", "Actors", "Who speaks, for whom, how often.", table, ROWS},
    {"/topics", "Topics", "What is spoken about.", table, ROWS},
    {"/parties", "Coverage", "Whose words fill these reports.", table, ROWS},
    {"/queue", "Review", "What nobody has looked at yet, the least sure first. Corrections are added, never changed; the machine's "
                         "record stays.", queue, FORMS},
    {"/reviews", "Corrections", "By people, in the order in which they came.", table, ROWS},
    {"/quality", "Quality", "How sure the machine was, what people found, how far they agree.", quality, 0}};
enum { PLACES = sizeof places / sizeof *places };

static const place *place_of(dem_str path)
{
    for (int i = 0; i < PLACES; i++)
        if (dem_str_eq(path, dem_str_of(places[i].path)))
            return &places[i];
    return NULL;
}

/* The words stay on the way from page to page; days, on that of days. */
static void link_to(dem_out *out, const char *path, const dem_desk_ask *ask, int64_t page, const char *label, const char *more)
{
    const char *sign = "?";
    dem_out_format(out, "<a href=\"%s", path);
    if (ask->query.len) {
        dem_html(out, "?q=");
        dem_html_address(out, ask->query);
        sign = "&amp;";
    }
    const dem_str days[] = {ask->days.from, ask->days.to};
    for (int i = 0; i < 2 && dem_str_eq(dem_str_of(path), DEM_STR("/diff")); i++)
        if (days[i].len) {
            dem_out_format(out, "%s%s=", sign, i ? "to" : "from");
            dem_html_address(out, days[i]);
            sign = "&amp;";
        }
    if (page)
        dem_out_format(out, "%spage=%lld", sign, (long long)page);
    dem_out_format(out, "\"%s>%s</a>", more, label);
}

static void options_of(dem_out *out, dem_store *store, const char *kind)
{
    dem_query *q = dem_store_query(store, "SELECT text FROM sheet_name WHERE kind = ?1 AND text NOT LIKE '#%' ORDER BY text LIMIT 400");
    dem_bind_str(q, 1, dem_str_of(kind));
    dem_out_format(out, "<datalist id=\"known-%s\">", kind);
    while (dem_step(q)) {
        dem_html(out, "<option value=\"");
        dem_html_text(out, dem_col_str(q, 0));
        dem_html(out, "\">");
    }
    dem_html(out, "</datalist>");
    dem_query_free(q);
}

/* The query as typed, and fields that add a word to it. */
static void query_form(dem_out *out, dem_store *store, const dem_desk_ask *ask, const place *here)
{
    const char *path = here ? here->path : "/statements";
    dem_out_format(out, "<form class=\"query\" method=\"get\" action=\"%s\" role=\"search\"><label class=\"wide\">Query<input "
                        "type=\"search\" name=\"q\" placeholder=\"party:RUS has:condition since:2024 ceasefire\" value=\"", path);
    dem_html_text(out, ask->query);
    dem_html(out, "\"></label><label>Party<input name=\"party\" list=\"known-party\" size=\"8\"></label><label>Topic<input name=\""
                  "topic\" list=\"known-topic\" size=\"12\"></label><label>Act<select name=\"act\"><option></option>");
    for (int i = 0; i < dem_act_set.count; i++)
        dem_out_format(out, "<option>%.*s</option>", (int)dem_act_set.names[i].len, dem_act_set.names[i].at);
    dem_html(out, "</select></label><label>Speaker<input name=\"speaker\" size=\"12\"></label><label>Since<input type=\"date\" "
                  "name=\"since\"></label><label>Until<input type=\"date\" name=\"until\"></label><label>With<select name=\"has\">"
                  "<option></option><option value=\"condition\">a condition</option><option value=\"relay\">a relay</option>"
                  "<option value=\"relation\">an answer</option><option value=\"review\">a review</option></select></label>"
                  "<button>Show</button>");
    options_of(out, store, "party");
    options_of(out, store, "topic");
    if (ask->query.len)
        dem_out_format(out, "<a class=\"clear\" href=\"%s\">Clear</a>", path);
    dem_html(out, "</form>\n");
}

static void frame(dem_out *out, dem_store *store, const dem_desk_ask *ask, const place *here, const char *title)
{
    dem_report_head(out, title, dem_embed_find("web/report.css"), dem_embed_find("web/report.js"));
    dem_html(out, "<nav class=\"jump\" aria-label=\"Pages\"><ul>");
    for (int i = 0; i < PLACES; i++) {
        dem_html(out, "<li>");
        link_to(out, places[i].path, ask, 0, places[i].title,
                here == &places[i] ? " aria-current=\"page\"" : "");
        dem_html(out, "</li>");
    }
    dem_html(out, "</ul></nav>\n<main id=\"statements\">\n");
    if (here)
        dem_out_format(out, "<h1>%s</h1><p class=\"lead\">%s</p>\n", here->title, here->lead);
    query_form(out, store, ask, here);
}

static void feet(dem_out *out)
{
    dem_html(out, "</main>\n<footer><p>Claims are shown as said, never as true. Second-hand words and copies do not count."
                  "</p></footer>\n<script>");
    dem_out_put(out, dem_embed_find("web/report.js"));
    dem_html(out, "</script>\n</body>\n</html>\n");
}

static void pager(dem_out *out, const dem_desk_ask *ask, const place *here, int64_t rows)
{
    dem_html(out, "<p class=\"pager\">");
    if (ask->page > 0)
        link_to(out, here->path, ask, ask->page - 1, "Before", " rel=\"prev\"");
    if (rows)
        dem_out_format(out, " <span>Rows %lld to %lld</span> ", (long long)(ask->page * here->rows + 1),
                       (long long)(ask->page * here->rows + rows));
    else
        dem_html(out, " <span>Nothing here</span> ");
    if (rows == here->rows)
        link_to(out, here->path, ask, ask->page + 1, "Next", " rel=\"next\"");
    dem_html(out, "</p>\n");
}

static int list_page(const dem_report_page *page, const dem_desk_ask *ask, const place *here)
{
    frame(page->out, page->store, ask, here, here->title);
    if (ask->wrong) {
        dem_html(page->out, "<p role=\"alert\"><b>");
        dem_html_text(page->out, dem_str_of(ask->wrong->message));
        dem_html(page->out, "</b></p>\n");
    } else {
        int64_t rows = here->body(page, ask, (dem_page){here->rows, ask->page * here->rows});
        if (here->rows)
            pager(page->out, ask, here, rows);
    }
    feet(page->out);
    return ask->wrong ? 400 : 200;
}

static int not_found(const dem_report_page *page, const dem_desk_ask *ask)
{
    frame(page->out, page->store, ask, NULL, "Not here");
    dem_html(page->out, "<h1>Not here</h1><p class=\"lead\">The ledger has nothing at this address.</p>\n");
    feet(page->out);
    return 404;
}

static void statement_page(const dem_report_page *page, const dem_desk_ask *ask, dem_str id)
{
    dem_record record;
    dem_source_file file;
    if (!dem_ledger_statement(page->store, id, &record, page->arena) ||
        !dem_ledger_document(page->store, record.doc_id, &file, page->arena))
        return;
    dem_html(page->out, "<h1>Statement</h1>\n");
    dem_report_key(page->out);
    dem_report_card(page, &record, file.text);
    dem_html(page->out, "<details class=\"source\"><summary>Evidence, reasons, hashes</summary><div class=\"text\"><code>");
    /* The entry as `show` writes it, escaped on its way. */
    dem_entry_html(page->store, id, page->out, page->arena);
    dem_html(page->out, "</code></div></details>\n<p class=\"meta\"><a href=\"/d/");
    dem_html_text(page->out, file.id);
    dem_html(page->out, "#");
    dem_html_text(page->out, id);
    dem_html(page->out, "\">In its report: ");
    dem_html_text(page->out, file.title.len ? file.title : file.name);
    dem_html(page->out, "</a></p>\n<h2>Review</h2>\n");
    dem_review_form(page, &record, file.text, ask->token, ask->who, dem_str_join(DEM_STR("/s/"), id, page->arena));
}

/* To the report, and to the statement that does or tells it. */
static void event_links(const dem_report_page *page, dem_str id)
{
    dem_happening h;
    if (!dem_ledger_happening(page->store, id, &h, page->arena))
        return;
    dem_html(page->out, "<p class=\"meta\"><a href=\"/d/");
    dem_html_text(page->out, h.doc_id);
    dem_html(page->out, "\">In its report</a>");
    if (h.statement.len) {
        dem_html(page->out, ", <a href=\"/s/");
        dem_html_text(page->out, h.statement);
        dem_html(page->out, "\">the statement</a>");
    }
    dem_html(page->out, "</p>\n");
}

static void concept_links(const dem_report_page *page, dem_str id)
{
    dem_html(page->out, "<p class=\"meta\"><a href=\"/statements?q=concept%3A");
    dem_html_text(page->out, id);
    dem_html(page->out, "\">Its statements</a>, <a href=\"/positions?q=concept%3A");
    dem_html_text(page->out, id);
    dem_html(page->out, "\">the positions in them</a></p>\n");
}

static int record_page(const dem_report_page *page, const dem_desk_ask *ask)
{
    dem_id id;
    dem_str prefix = dem_str_cut(ask->path, 3, ask->path.len);
    if (prefix.len < 2 || prefix.at[0] != ask->path.at[1] || !dem_ledger_resolve(page->store, prefix, &id, NULL))
        return not_found(page, ask);
    dem_str full = dem_id_str(&id);
    frame(page->out, page->store, ask, NULL, "A record of the ledger");
    if (id.at[0] == 's') {
        statement_page(page, ask, full);
    } else if (id.at[0] == 'd') {
        dem_html(page->out, "<h1>Report</h1>\n");
        dem_report_key(page->out);
        dem_report_document(page, full, true);
        dem_missed_form(page, full, ask->token, ask->who);
    } else {
        const char *title = id.at[0] == 'a' ? "Actor" : id.at[0] == 'k' ? "Concept" : "Event";
        dem_out_format(page->out, "<h1>%s</h1><div class=\"text\"><code>", title);
        dem_entry_html(page->store, full, page->out, page->arena);
        dem_html(page->out, "</code></div>\n");
        if (id.at[0] == 'a')
            dem_merge_form(page, full, ask->token, ask->who);
        else if (id.at[0] == 'k')
            concept_links(page, full);
        else
            event_links(page, full);
    }
    feet(page->out);
    return 200;
}

int dem_desk_page(dem_store *store, const dem_filter *filter, const dem_desk_ask *ask, dem_out *out,
                  dem_arena *arena)
{
    dem_report_page page = {store, filter, out, arena, true, ask->events};
    const place *here = place_of(ask->path);
    if (here)
        return list_page(&page, ask, here);
    bool record = ask->path.len > 3 && ask->path.at[2] == '/' && strchr("sdaek", ask->path.at[1]);
    return record ? record_page(&page, ask) : not_found(&page, ask);
}
