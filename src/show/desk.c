#include "show/desk.h"
#include "base/embed.h"
#include "show/entry.h"
#include "show/report_int.h"
#include "show/views.h"

typedef struct place {
    const char *path, *title, *lead;
} place;

static const place places[] = {
    {"/", "Overview", "What the ledger holds."},
    {"/statements", "Statements", "Newest reports first. The keys j and k move; the title below each leads to its evidence."},
    {"/positions", "Positions", "Where each party stands on each topic, at first hand; copies count once."},
    {"/conditions", "Conditions", "What must hold first, by party and topic."},
    {"/claims", "Claims", "Who alleges, who denies. Nobody is said to be right."},
    {"/timeline", "Timeline", "Dated stances, at first hand. Silence proves nothing."},
    {"/stories", "Stories", "Reports about the same happening; copies and their originals."},
    {"/documents", "Documents", "Every report, and how much of it was set aside as page furniture."},
    {"/actors", "Actors", "Who speaks, for whom, how often."},
    {"/topics", "Topics", "What is spoken about."},
    {"/parties", "Coverage", "Whose words fill these reports."},
    {"/reviews", "Reviews", "Corrections by people, in the order in which they came."}};
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

static void frame(dem_out *out, const dem_desk_ask *ask, const place *here, const char *title)
{
    dem_report_head(out, title, dem_embed_find("web/report.css"), dem_embed_find("web/report.js"));
    dem_html(out, "<nav class=\"jump\" aria-label=\"Pages\"><ul>");
    for (int i = 0; i < PLACES; i++) {
        dem_html(out, "<li>");
        link_to(out, places[i].path, ask->query, 0, places[i].title,
                here == &places[i] ? " aria-current=\"page\"" : "");
        dem_html(out, "</li>");
    }
    dem_html(out, "</ul></nav>\n<main id=\"statements\">\n<form class=\"query\" method=\"get\" action=\"");
    dem_html(out, here ? here->path : "/statements");
    dem_html(out, "\" role=\"search\"><label>Query<input type=\"search\" name=\"q\" size=\"48\" placeholder=\"party:RUS "
                  "has:condition since:2024 ceasefire\" value=\"");
    dem_html_text(out, ask->query);
    dem_html(out, "\"></label><button>Show</button></form>\n");
    if (here)
        dem_out_format(out, "<h1>%s</h1><p class=\"lead\">%s</p>\n", here->title, here->lead);
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
        link_to(out, here->path, ask->query, ask->page - 1, "Before", " rel=\"prev\"");
    dem_out_format(out, " <span>%s %lld to %lld</span> ", rows ? "Rows" : "Nothing at",
                   (long long)(ask->page * DEM_DESK_ROWS + 1), (long long)(ask->page * DEM_DESK_ROWS + rows));
    if (rows == DEM_DESK_ROWS)
        link_to(out, here->path, ask->query, ask->page + 1, "Next", " rel=\"next\"");
    dem_html(out, "</p>\n");
}

/* Cards, each with a link to its text. */
static int64_t statements(const dem_report_page *page, const dem_desk_ask *ask)
{
    dem_arena own = *page->arena;
    dem_report_page inner = *page;
    dem_cursor cursor;
    dem_record record;
    int64_t n = 0;
    dem_report_key(page->out);
    dem_cursor_open(&cursor, page->store, page->filter, DEM_ORDER_NEWEST, DEM_DESK_ROWS, ask->page * DEM_DESK_ROWS,
                    &own);
    for (; dem_cursor_next(&cursor, &record); n++) {
        dem_arena scratch = own;
        dem_source_file file = {0};
        inner.arena = &scratch;
        dem_ledger_document(page->store, record.doc_id, &file, &scratch);
        dem_report_card(&inner, &record, file.text);
        dem_html(page->out, "<p class=\"meta\"><a href=\"/s/");
        dem_html_text(page->out, record.id);
        dem_html(page->out, "\">");
        dem_html_text(page->out, file.title.len ? file.title : file.name);
        dem_html(page->out, "</a>, ");
        dem_html_text(page->out, file.published.len ? dem_str_cut(file.published, 0, 10) : DEM_STR("undated"));
        dem_html(page->out, "</p>\n");
    }
    dem_cursor_close(&cursor);
    return n;
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
    dem_report_overview(page);
    dem_report_positions(page);
}

static int list_page(const dem_report_page *page, const dem_desk_ask *ask, const place *here)
{
    frame(page->out, ask, here, here->title);
    if (ask->wrong) {
        dem_html(page->out, "<p role=\"alert\"><b>");
        dem_html_text(page->out, dem_str_of(ask->wrong->message));
        dem_html(page->out, "</b></p>\n");
    } else if (here == &places[0]) {
        overview(page);
    } else {
        pager(page->out, ask, here, here == &places[1] ? statements(page, ask) : table(page, ask, here));
    }
    feet(page->out);
    return ask->wrong ? 400 : 200;
}

static int not_found(const dem_report_page *page, const dem_desk_ask *ask)
{
    frame(page->out, ask, NULL, "Not here");
    dem_html(page->out, "<h1>Not here</h1><p class=\"lead\">The ledger has nothing at this address.</p>\n");
    feet(page->out);
    return 404;
}

static void statement_page(const dem_report_page *page, dem_str id)
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
    dem_html(page->out, "</a></p>\n");
}

static int record_page(const dem_report_page *page, const dem_desk_ask *ask)
{
    dem_id id;
    dem_str prefix = dem_str_cut(ask->path, 3, ask->path.len);
    if (prefix.len < 2 || prefix.at[0] != ask->path.at[1] || !dem_ledger_resolve(page->store, prefix, &id, NULL))
        return not_found(page, ask);
    dem_str full = dem_id_str(&id);
    frame(page->out, ask, NULL, "A record of the ledger");
    if (id.at[0] == 's')
        statement_page(page, full);
    else if (id.at[0] == 'd')
        dem_report_document(page, full, true);
    else
        dem_entry_html(page->store, full, page->out, page->arena);
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
