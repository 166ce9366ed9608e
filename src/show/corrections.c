#include "show/corrections.h"
#include "ledger/read.h"
#include "show/lines.h"

static void document_line(dem_out *out, const dem_source_file *f, bool no_text)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("doc"));
    dem_json_field(&json, "doc", f->name);
    dem_json_field_int(&json, "bytes", (int64_t)f->text.len);
    dem_json_field(&json, "sha256", f->text_sha256);
    dem_json_field_null(&json, "published", f->published);
    if (!no_text) {
        dem_json_field(&json, "text", f->text);
    }
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void rejected_lines(dem_store *store, dem_str doc, dem_line_style style, dem_out *out)
{
    dem_query *q = dem_store_query(store, "SELECT s.id, d.name, s.content, s.content_begin, s.content_end FROM statement"
                                          " s JOIN document d ON d.n = s.doc WHERE d.id = ?1 AND s.r_rejected = 1"
                                          " ORDER BY s.ord");
    dem_bind_str(q, 1, doc);
    while (dem_step(q)) {
        dem_json json = {.out = out};
        dem_json_open(&json, '{');
        dem_json_field(&json, "kind", DEM_STR("rejected"));
        dem_json_field(&json, "id", dem_col_str(q, 0));
        dem_json_field(&json, "doc", dem_col_str(q, 1));
        dem_json_field_open(&json, "content", '{');
        dem_json_field(&json, "text", dem_line_text(dem_col_str(q, 2), style));
        dem_json_field_span(&json, "span", (dem_span){(uint32_t)dem_col_int(q, 3), (uint32_t)dem_col_int(q, 4)});
        dem_json_close(&json);
        dem_json_close(&json);
        dem_out_char(out, '\n');
    }
    dem_query_free(q);
}

static int64_t document(dem_store *store, const dem_filter *filter, dem_str id, dem_line_style style, dem_out *out,
                        dem_arena *arena)
{
    dem_source_file file;
    dem_cursor cursor;
    dem_record record;
    int64_t n = 0;
    if (!dem_ledger_document(store, id, &file, arena))
        return 0;
    document_line(out, &file, style.no_text);
    dem_filter one = dem_filter_document(filter, file.id, arena);
    dem_cursor_open(&cursor, store, &one, DEM_ORDER_DOCUMENT, 0, 0, arena);
    for (; dem_cursor_next(&cursor, &record); n++)
        dem_line_statement(out, &record, style);
    dem_cursor_close(&cursor);
    rejected_lines(store, file.id, style, out);
    return n;
}

int64_t dem_export_corrections(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                               dem_arena *arena)
{
    int64_t n = 0;
    dem_error none = {0};
    dem_filter reviewed = *filter;
    dem_filter_word(&reviewed, DEM_STR("has:review"), &none);
    dem_query *q = dem_store_query(store, "SELECT DISTINCT d.id FROM review r JOIN statement s ON s.id = r.statement"
                                          " JOIN document d ON d.n = s.doc ORDER BY d.name, d.id");
    while (dem_step(q)) {
        dem_arena own = *arena;
        n += document(store, &reviewed, dem_str_copy(dem_col_str(q, 0), &own), style, out, &own);
    }
    dem_query_free(q);
    return dem_store_ok(store) ? n : -1;
}
