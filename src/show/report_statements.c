#include "show/export.h"
#include "show/mark.h"
#include "show/report_int.h"

/* Which way an act leans: for colours only. */
static const char *lean(dem_str act)
{
    static const char *const good[] = {"OFFER", "PROPOSE", "ACCEPT", "PROMISE", "PRAISE"};
    static const char *const bad[] = {"REJECT", "WITHDRAW", "ACCUSE", "DENY", "THREATEN", "CRITICIZE"};
    static const char *const ask[] = {"DEMAND", "URGE", "CONDITION"};
    for (int i = 0; i < 6; i++) {
        if (i < 5 && dem_str_eq(act, dem_str_of(good[i])))
            return "good";
        if (dem_str_eq(act, dem_str_of(bad[i])))
            return "bad";
        if (i < 3 && dem_str_eq(act, dem_str_of(ask[i])))
            return "ask";
    }
    return "flat";
}

static void classes(dem_out *out, unsigned roles)
{
    dem_html(out, "class=\"mark");
    for (int i = 0; i < DEM_MARK_KINDS; i++)
        if (roles >> i & 1)
            dem_out_format(out, " m%d", 1 << i);
    dem_html(out, "\"");
}

/* A range of the text with its marks; each run carries its first byte. A content links to its statement
 * when `records` are given. */
static void marked(dem_out *out, dem_str text, dem_marks *marks, dem_span range, const dem_record *const *records)
{
    dem_span run;
    unsigned roles;
    dem_marks_start(marks, range);
    while (dem_marks_next(marks, &run, &roles)) {
        bool link = records && (roles & DEM_MARK_CONTENT) && marks->tag >= 0 && dem_str_trim(dem_span_str(text, run)).len;
        if (link) {
            dem_html(out, "<a href=\"#");
            dem_html_text(out, records[marks->tag]->id);
            dem_html(out, "\" ");
        } else if (roles) {
            dem_html(out, "<span ");
        }
        if (roles) {
            classes(out, roles);
            dem_out_format(out, " data-b=\"%u\" data-e=\"%u\">", run.begin, run.end);
        }
        dem_html_text(out, dem_span_str(text, run));
        dem_html(out, link ? "</a>" : roles ? "</span>" : "");
    }
}

static void who(dem_out *out, const dem_record *r)
{
    dem_html(out, "<p class=\"who\"><b><bdi>");
    if (r->speaker.name.len)
        dem_html_text(out, r->speaker.name);
    else
        dem_html(out, "not named");
    dem_html(out, "</bdi></b><span class=\"chip\">");
    dem_html_text(out, r->speaker.party.len ? r->speaker.party : DEM_STR("?"));
    dem_out_format(out, "</span><span class=\"chip act %s\">", lean(r->act));
    dem_html_text(out, r->act);
    dem_html(out, "</span>");
    if (!r->firsthand)
        dem_out_format(out, "<span class=\"chip\">second-hand, level %d</span>", (int)r->level);
    if (r->negated)
        dem_html(out, "<span class=\"chip\">negated</span>");
    for (int32_t i = 0; i < r->n_topics; i++) {
        dem_html(out, "<span class=\"chip\">");
        dem_html_text(out, r->topics[i]);
        dem_html(out, "</span>");
    }
    dem_html(out, "</p>\n");
}

static void more(dem_out *out, const dem_record *r)
{
    dem_out_format(out, "<p class=\"more\">bytes %u-%u, %.*s speech, confidence 0.%02d", r->content.span.begin,
                   r->content.span.end, (int)r->mode.len, r->mode.at,
                   (int)(r->confidence > 99 ? 99 : r->confidence));
    if (r->speaker.role.text.at) {
        dem_html(out, ", in the role of “");
        dem_html_text(out, r->speaker.role.text);
        dem_html(out, "”");
    }
    for (int32_t i = r->n_relays; i-- > 0;) {
        dem_html(out, ", carried by ");
        dem_html_text(out, r->relays[i].outlet);
    }
    dem_html(out, ", <code>");
    dem_html_text(out, r->id);
    dem_html(out, "</code></p>\n");
}

void dem_report_card(const dem_report_page *page, const dem_record *r, dem_str text)
{
    dem_out *out = page->out;
    dem_arena scratch = *page->arena;
    dem_marks marks = {.arena = &scratch};
    dem_span range = r->sentence;
    range.begin = r->content.span.begin < range.begin ? r->content.span.begin : range.begin;
    range.end = r->content.span.end > range.end ? r->content.span.end : range.end;
    dem_html(out, "<article class=\"st ");
    dem_html(out, lean(r->act));
    dem_html(out, "\" id=\"");
    dem_html_text(out, r->id);
    dem_html(out, "\" data-party=\"");
    dem_html_text(out, r->speaker.party.len ? r->speaker.party : DEM_STR("?"));
    dem_html(out, "\" data-act=\"");
    dem_html_text(out, r->act);
    dem_html(out, "\" data-mode=\"");
    dem_html_text(out, r->mode);
    dem_html(out, "\" data-topic=\"");
    for (int32_t i = 0; i < r->n_topics; i++) {
        if (i)
            dem_out_char(out, ' ');
        dem_report_slug(out, r->topics[i]);
    }
    dem_out_format(out, "\" data-has=\"%s%s%s\">\n", r->condition.text.at ? "condition " : "",
                   r->n_relays ? "relay " : "", r->firsthand ? "firsthand" : "secondhand");
    who(out, r);
    dem_html(out, "<p class=\"words\">");
    dem_marks_add_record(&marks, r, 0);
    marked(out, text, &marks, range, NULL);
    dem_html(out, "</p>\n");
    more(out, r);
    dem_html(out, "</article>\n");
}

static void document_head(dem_out *out, const dem_source_file *f)
{
    dem_html(out, "<header><h3>");
    dem_html_text(out, f->title.len ? f->title : f->name);
    dem_html(out, "</h3><p class=\"meta\">");
    if (f->outlet.len) {
        dem_html_text(out, f->outlet);
        dem_html(out, ", ");
    }
    dem_html_text(out, f->published.len ? f->published : DEM_STR("undated"));
    dem_html(out, ", ");
    dem_html_text(out, f->name);
    dem_html(out, ", SHA-256 ");
    dem_html_text(out, dem_str_cut(f->text_sha256, 0, 16));
    dem_html(out, "…</p></header>\n");
}

static void whole_text(const dem_report_page *page, const dem_source_file *f, const dem_record *const *records,
                       int32_t n, bool open)
{
    dem_arena scratch = *page->arena;
    dem_marks marks = {.arena = &scratch};
    int32_t n_blocks;
    dem_line_block *blocks = dem_document_blocks(page->store, f->id, &n_blocks, &scratch);
    for (int32_t i = 0; i < n_blocks; i++)
        if (dem_str_eq(blocks[i].kind, DEM_STR("furniture")))
            dem_marks_add(&marks, blocks[i].span, DEM_MARK_FURNITURE, -1);
        else if (dem_str_eq(blocks[i].kind, DEM_STR("title")))
            dem_marks_add(&marks, blocks[i].span, DEM_MARK_TITLE, -1);
    for (int32_t i = 0; i < n; i++)
        dem_marks_add_record(&marks, records[i], i);
    dem_html(page->out, "<details class=\"source\" id=\"");
    dem_html_text(page->out, f->id);
    dem_html(page->out, open ? "\" open><summary>The whole text, with every span marked</summary><div class=\"text\">"
                             : "\"><summary>The whole text, with every span marked</summary><div class=\"text\">");
    marked(page->out, f->text, &marks, (dem_span){0, (uint32_t)f->text.len}, records);
    dem_html(page->out, "</div></details>\n");
}

void dem_report_document(const dem_report_page *page, dem_str id, bool open)
{
    dem_arena own = *page->arena; /* of this document: free again at the end */
    dem_report_page inner = *page;
    inner.arena = &own;
    dem_source_file file;
    if (!dem_ledger_document(page->store, id, &file, &own))
        return;
    dem_filter filter = dem_filter_document(page->filter, file.id, &own);
    DEM_VEC(const dem_record *) records = {0};
    dem_cursor cursor;
    dem_record record;
    dem_cursor_open(&cursor, page->store, &filter, DEM_ORDER_DOCUMENT, 0, 0, &own);
    cursor.keep = true;
    while (dem_cursor_next(&cursor, &record)) {
        dem_record *kept = dem_new(&own, dem_record, 1);
        *kept = record;
        *dem_push(&records, &own) = kept;
    }
    dem_cursor_close(&cursor);
    dem_html(page->out, "<section class=\"doc\">\n");
    document_head(page->out, &file);
    whole_text(&inner, &file, records.at, records.len, open);
    for (int32_t i = 0; i < records.len; i++)
        dem_report_card(&inner, records.at[i], file.text);
    dem_html(page->out, "</section>\n");
}

static void options(const dem_report_page *page, const char *label, const char *name, const char *head,
                    const char *tail, bool slug)
{
    dem_arena scratch = *page->arena;
    dem_out *out = page->out;
    dem_query *q = dem_report_query(page, head, tail, &scratch);
    dem_out_format(out, "<label>%s<select name=\"%s\"><option value=\"\">any</option>", label, name);
    while (dem_step(q)) {
        dem_html(out, "<option value=\"");
        if (slug)
            dem_report_slug(out, dem_col_str(q, 0));
        else
            dem_html_text(out, dem_col_str(q, 0));
        dem_html(out, "\">");
        dem_html_text(out, dem_col_str(q, 0));
        dem_html(out, "</option>");
    }
    dem_html(out, "</select></label>\n");
    dem_query_free(q);
}

void dem_report_key(dem_out *out)
{
    dem_html(out, "<ul class=\"key\"><li><span class=\"mark m1\">source</span></li><li><span class=\"mark m2\">cue</span>"
                  "</li><li><span class=\"mark m4\">content</span></li><li><span class=\"mark m8\">condition</span></li>"
                  "<li><span class=\"mark m16\">relay</span></li><li><span class=\"mark m32\">page furniture</span></li>"
                  "</ul>\n");
}

static void filters(const dem_report_page *page)
{
    dem_out *out = page->out;
    dem_report_key(out);
    dem_html(out, "<form class=\"filters js-only\" aria-label=\"Narrow the list\">\n");
    options(page, "Party", "party", "SELECT DISTINCT coalesce(s.party, '?') AS p", " ORDER BY p = '?', p", false);
    options(page, "Act", "act", "SELECT DISTINCT s.act AS p", " ORDER BY p", false);
    options(page, "Topic", "topic", "SELECT DISTINCT t.topic AS p FROM (SELECT s.n AS k",
            ") k JOIN topic t ON t.statement = k.k ORDER BY p", true);
    dem_html(out, "<label>Speech<select name=\"mode\"><option value=\"\">any</option><option>direct</option><option>"
                  "indirect</option><option>mixed</option></select></label>\n<label>With<select name=\"has\"><option "
                  "value=\"\">anything</option><option value=\"condition\">a condition</option><option value=\"relay\">a "
                  "relay</option><option value=\"secondhand\">second-hand words</option><option value=\"firsthand\">"
                  "first-hand words</option></select></label>\n<label>Words<input name=\"words\" type=\"search\" "
                  "autocomplete=\"off\"></label>\n<button type=\"reset\">Clear</button><span class=\"hits\" id=\"hits\" "
                  "role=\"status\"></span></form>\n");
}

void dem_report_statements(const dem_report_page *page)
{
    dem_arena scratch = *page->arena;
    dem_report_page inner = *page;
    inner.arena = &scratch;
    filters(page);
    dem_query *q = page->filter->where.len
                       ? dem_report_query(page, "SELECT DISTINCT d.id", " ORDER BY d.published DESC, d.name, d.id",
                                          &scratch)
                       : dem_store_query(page->store, "SELECT id FROM document WHERE copy_of IS NULL"
                                                      " ORDER BY published DESC, name, id");
    while (dem_step(q))
        dem_report_document(&inner, dem_col_str(q, 0), false);
    dem_query_free(q);
}
