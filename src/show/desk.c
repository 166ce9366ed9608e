#include "show/desk.h"
#include "base/embed.h"
#include "doc/tags.h"
#include "show/diff.h"
#include "show/draw.h"
#include "show/entry.h"
#include "show/report_int.h"
#include "show/review_forms.h"
#include "show/views.h"

typedef struct place {
    const char *path, *title, *lead;
} place;

static const place places[] = {
    {"/", "Overview", "What the ledger holds."},
    {"/statements", "Statements", "Newest reports first. The keys j and k move from one to the next, Enter opens it."},
    {"/positions", "Positions", "Where each party stands on each topic, at first hand; copies count once."},
    {"/timeline", "Timeline", "Dated stances, at first hand. Silence proves nothing."},
    {"/claims", "Claims and denials", "Who alleges, who denies. Nobody is said to be right."},
    {"/conditions", "Conditions", "What must hold first, by party and topic."},
    {"/diff", "Diff", "How positions changed between two days. Only dated reports count; silence is no change."},
    {"/network", "Network", "Which parties contradict each other, which say the same."},
    {"/events", "Events", "What one side did to another, told or done by saying it."},
    {"/stories", "Stories", "Reports about the same happening; copies and their originals."},
    {"/documents", "Documents", "Every report, and how much of it was set aside as page furniture."},
    {"/actors", "Actors", "Who speaks, for whom, how often."},
    {"/topics", "Topics", "What is spoken about."},
    {"/parties", "Coverage", "Whose words fill these reports."},
    {"/queue", "Review", "What nobody has looked at yet, the least sure first. Corrections are added, never changed; the machine's "
                         "record stays."},
    {"/reviews", "Corrections", "By people, in the order in which they came."},
    {"/quality", "Quality", "How sure the machine was, what people found, how far they agree."}};
enum { PLACES = sizeof places / sizeof *places };

static const place *place_of(dem_str path)
{
    for (int i = 0; i < PLACES; i++)
        if (dem_str_eq(path, dem_str_of(places[i].path)))
            return &places[i];
    return NULL;
}

static void link_to(dem_out *out, const char *path, dem_str query, int64_t page, const char *label, const char *more)
{
    dem_out_format(out, "<a href=\"%s", path);
    if (query.len) {
        dem_html(out, "?q=");
        dem_html_address(out, query);
    }
    if (page)
        dem_out_format(out, "%spage=%lld", query.len ? "&amp;" : "?", (long long)page);
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
        link_to(out, places[i].path, ask->query, 0, places[i].title,
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

static void pager(dem_out *out, const dem_desk_ask *ask, const place *here, int64_t rows, int64_t most)
{
    dem_html(out, "<p class=\"pager\">");
    if (ask->page > 0)
        link_to(out, here->path, ask->query, ask->page - 1, "Before", " rel=\"prev\"");
    if (rows)
        dem_out_format(out, " <span>Rows %lld to %lld</span> ", (long long)(ask->page * most + 1),
                       (long long)(ask->page * most + rows));
    else
        dem_html(out, " <span>Nothing here</span> ");
    if (rows == most)
        link_to(out, here->path, ask->query, ask->page + 1, "Next", " rel=\"next\"");
    dem_html(out, "</p>\n");
}

/* Cards, each with a link to its text. */
static int64_t statements(const dem_report_page *page, const dem_desk_ask *ask, dem_picked picked, bool forms)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
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
        if (forms)
            dem_review_form(page, &record, ask->token, ask->who, DEM_STR("/queue"));
    }
    return picked.n;
}

static int64_t cards(const dem_report_page *page, const dem_desk_ask *ask, bool queue)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
    inner.arena = &own;
    int64_t rows = queue ? DEM_DESK_ROWS / 5 : DEM_DESK_ROWS;
    dem_picked picked = dem_pick_statements(page->store, page->filter, queue ? DEM_PICK_QUEUE : DEM_PICK_LOG, rows,
                                            ask->page * rows, NULL, &own);
    return statements(&inner, ask, picked, queue);
}

static int64_t table(const dem_report_page *page, const dem_desk_ask *ask, const place *here)
{
    dem_filter filter = *page->filter;
    dem_str view = dem_str_cut(dem_str_of(here->path), 1, 64);
    if (dem_str_eq(view, DEM_STR("stories")) || dem_str_eq(view, DEM_STR("documents")))
        filter.copies = true;
    return dem_view(view, page->store, &filter, (dem_page){DEM_DESK_ROWS, ask->page * DEM_DESK_ROWS},
                    (dem_style){.form = DEM_FORM_HTML}, page->out, page->arena);
}

static void overview(const dem_report_page *page)
{
    dem_cells_found cells = {0};
    dem_report_overview(page, &cells);
    dem_report_positions(page, &cells);
}

/* The matrix and its list, of one pass. */
static int64_t positions(const dem_report_page *page, const dem_desk_ask *ask)
{
    dem_cells_found cells = {0};
    dem_cells_find(page->store, page->filter, &cells, page->arena);
    dem_report_positions(page, &cells);
    return dem_view_positions(&cells, page->store, (dem_page){DEM_DESK_ROWS, ask->page * DEM_DESK_ROWS},
                              (dem_style){.form = DEM_FORM_HTML}, page->out, page->arena);
}

/* A day of the reader's, or one computed: the middle and the end of what is dated. */
static dem_str day(const dem_report_page *page, dem_str given, bool last, dem_arena *arena)
{
    if (dem_date_ok(given) && given.len <= 10)
        return given;
    dem_query *q = dem_store_query(page->store, last ? "SELECT max(published) FROM document"
                                                     : "SELECT date((julianday(min(published)) + julianday(max(published))) / 2)"
                                                       " FROM document WHERE length(published) >= 10");
    dem_str found = dem_step(q) ? dem_str_copy(dem_str_cut(dem_col_str(q, 0), 0, 10), arena) : (dem_str){0};
    dem_query_free(q);
    return dem_date_ok(found) ? found : DEM_STR("2000-01-01");
}

static void diff_page(const dem_report_page *page, const dem_desk_ask *ask)
{
    dem_arena own = *page->arena;
    dem_out *out = page->out;
    dem_str from = day(page, ask->from, false, &own), to = day(page, ask->to, true, &own);
    dem_html(out, "<form class=\"query\" method=\"get\" action=\"/diff\"><input type=\"hidden\" name=\"q\" value=\"");
    dem_html_text(out, ask->query);
    dem_html(out, "\"><label>Up to<input type=\"date\" name=\"from\" value=\"");
    dem_html_text(out, from);
    dem_html(out, "\"></label><label>and then up to<input type=\"date\" name=\"to\" value=\"");
    dem_html_text(out, to);
    dem_html(out, "\"></label><button>Compare</button></form>\n");
    dem_diff(page->store, page->filter, from, to, (dem_style){.form = DEM_FORM_HTML}, out, &own);
}

static int list_page(const dem_report_page *page, const dem_desk_ask *ask, const place *here)
{
    dem_str path = ask->path;
    frame(page->out, page->store, ask, here, here->title);
    if (ask->wrong) {
        dem_html(page->out, "<p role=\"alert\"><b>");
        dem_html_text(page->out, dem_str_of(ask->wrong->message));
        dem_html(page->out, "</b></p>\n");
    } else if (here == &places[0]) {
        overview(page);
    } else if (dem_str_eq(path, DEM_STR("/diff"))) {
        diff_page(page, ask);
    } else if (dem_str_eq(path, DEM_STR("/network"))) {
        dem_draw_network(page);
    } else if (dem_str_eq(path, DEM_STR("/quality"))) {
        dem_quality(page);
    } else if (dem_str_eq(path, DEM_STR("/queue"))) {
        pager(page->out, ask, here, cards(page, ask, true), DEM_DESK_ROWS / 5);
    } else {
        if (dem_str_eq(path, DEM_STR("/timeline")))
            dem_draw_timeline(page);
        int64_t rows = here == &places[1]                           ? cards(page, ask, false)
                       : dem_str_eq(path, DEM_STR("/positions")) ? positions(page, ask)
                                                                    : table(page, ask, here);
        pager(page->out, ask, here, rows, DEM_DESK_ROWS);
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
    dem_review_form(page, &record, ask->token, ask->who, dem_str_join(DEM_STR("/s/"), id, page->arena));
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
        dem_html(page->out, "<h1>Actor</h1><div class=\"text\"><code>");
        dem_entry_html(page->store, full, page->out, page->arena);
        dem_html(page->out, "</code></div>\n");
        dem_merge_form(page, full, ask->token, ask->who);
    }
    feet(page->out);
    return 200;
}

int dem_desk_page(dem_store *store, const dem_filter *filter, const dem_desk_ask *ask, dem_out *out,
                  dem_arena *arena)
{
    dem_report_page page = {store, filter, out, arena, true};
    const place *here = place_of(ask->path);
    if (here)
        return list_page(&page, ask, here);
    bool record = ask->path.len > 3 && ask->path.at[2] == '/' &&
                  (ask->path.at[1] == 's' || ask->path.at[1] == 'd' || ask->path.at[1] == 'a');
    return record ? record_page(&page, ask) : not_found(&page, ask);
}
