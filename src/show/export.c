#include "show/concepts.h"
#include "show/export.h"
#include "ledger/happening.h"
#include "show/paper.h"
#include "show/views.h"

#include <string.h>

dem_line_block *dem_document_blocks(dem_store *store, dem_str id, int32_t *n, dem_arena *arena)
{
    DEM_VEC(dem_line_block) blocks = {0};
    dem_query *q = dem_store_query(store, "SELECT kind, why, begin, end FROM block WHERE doc ="
                                          " (SELECT n FROM document WHERE id = ?1) ORDER BY ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q))
        *dem_push(&blocks, arena) = (dem_line_block){
            dem_str_copy(dem_col_str(q, 0), arena), dem_str_copy(dem_col_str(q, 1), arena),
            {(uint32_t)dem_col_int(q, 2), (uint32_t)dem_col_int(q, 3)}};
    dem_query_free(q);
    *n = blocks.len;
    return blocks.at;
}

dem_query *dem_export_select(dem_store *store, const dem_filter *filter, const char *head, const char *tail,
                             dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(arena, "%s FROM document d JOIN said s ON s.doc = d.n%.*s%s", head,
                                 (int)where.len, where.at, tail);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    return q;
}

dem_query *dem_export_documents(dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    if (!filter->where.len)
        return dem_store_query(store, "SELECT id, n FROM document ORDER BY name, id");
    return dem_export_select(store, filter, "SELECT DISTINCT d.id, d.n", " ORDER BY d.name, d.id", arena);
}

static void notes(dem_store *store, int64_t doc, dem_str name, dem_line_style style, dem_out *out)
{
    dem_query *q = dem_store_query(store, "SELECT code, begin, end, text FROM note WHERE doc = ?1 ORDER BY ord");
    dem_bind_int(q, 1, doc);
    while (dem_step(q))
        dem_line_note(out, name, dem_col_str(q, 0),
                      (dem_span){(uint32_t)dem_col_int(q, 1), (uint32_t)dem_col_int(q, 2)}, dem_col_str(q, 3),
                      style);
    dem_query_free(q);
}

static void document_lines(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                           dem_arena *arena)
{
    dem_query *q = dem_export_documents(store, filter, arena);
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        dem_source_file file;
        int32_t n;
        if (!dem_ledger_document(store, dem_col_str(q, 0), &file, &scratch))
            continue;
        dem_line_block *blocks = dem_document_blocks(store, file.id, &n, &scratch);
        dem_ruler ruler = dem_ruler_of(file.text, style.offsets, &scratch);
        style.ruler = &ruler;
        dem_line_document(out, &file, blocks, n, style);
        notes(store, dem_col_int(q, 1), file.name, style, out);
    }
    dem_query_free(q);
}

static void actor_lines(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena)
{
    dem_query *q = dem_export_select(
        store, filter,
        "SELECT (SELECT id FROM actor a WHERE a.n = s.speaker) AS i, (SELECT name FROM actor a WHERE"
        " a.n = s.speaker), (SELECT type FROM actor a WHERE a.n = s.speaker), (SELECT x.party FROM statement"
        " x WHERE x.speaker = s.speaker GROUP BY x.party ORDER BY x.party IS NULL, x.party = '?', count(*)"
        " DESC, x.party LIMIT 1), count(*), count(DISTINCT s.doc)",
        " AND s.speaker IS NOT NULL GROUP BY s.speaker ORDER BY 2, i", arena);
    while (dem_step(q))
        dem_line_actor(out, dem_col_str(q, 0), dem_col_str(q, 1), dem_col_str(q, 2), dem_col_str(q, 3),
                       dem_col_int(q, 4), dem_col_int(q, 5));
    dem_query_free(q);
}

/* The text is read only where bytes must be counted anew. */
static const dem_ruler *ruler_of(dem_paper *paper, dem_str doc_id)
{
    if (paper->unit <= DEM_OFFSETS_BYTES)
        return NULL;
    dem_paper_turn(paper, doc_id);
    return &paper->ruler;
}

static int64_t statement_lines(dem_paper *paper, const dem_filter *filter, dem_line_style style, dem_out *out,
                               dem_arena *arena)
{
    int64_t n = 0;
    dem_cursor reader;
    dem_record record;
    dem_cursor_open(&reader, paper->store, filter, DEM_ORDER_DOCUMENT, 0, 0, arena);
    for (; dem_cursor_next(&reader, &record); n++) {
        style.ruler = ruler_of(paper, record.doc_id);
        dem_line_statement(out, &record, style);
    }
    dem_cursor_close(&reader);
    return n;
}

/* The deeds that the filter selects: those of its statements, and narrated ones where only documents are asked. */
static void event_lines(dem_paper *paper, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena)
{
    dem_happened reader;
    dem_happening h;
    dem_happened_open(&reader, paper->store, filter, DEM_ORDER_DOCUMENT, 0, 0, arena);
    while (dem_happened_next(&reader, &h)) {
        style.ruler = ruler_of(paper, h.doc_id);
        if (dem_happening_is_deed(&h))
            dem_line_event(out, &h, style);
    }
    dem_happened_close(&reader);
}

static void concept_lines(dem_store *store, dem_line_style style, dem_out *out, dem_arena *arena)
{
    dem_query *q = dem_store_query(store, "SELECT id FROM concept ORDER BY id");
    while (dem_step(q))
        dem_concept_line(store, dem_col_str(q, 0), style, out, *arena);
    dem_query_free(q);
}

static void relation_lines(dem_store *store, dem_out *out, dem_arena *arena)
{
    dem_query *q = dem_store_query(store, "SELECT n, id, kind, why, confidence FROM relation ORDER BY kind, id");
    dem_query *m = dem_store_query(store, "SELECT s.id FROM relation_member r JOIN statement s ON"
                                          " s.n = r.statement WHERE r.relation = ?1 ORDER BY r.ord");
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        DEM_VEC(dem_str) members = {0};
        dem_bind_int(m, 1, dem_col_int(q, 0));
        while (dem_step(m))
            *dem_push(&members, &scratch) = dem_str_copy(dem_col_str(m, 0), &scratch);
        dem_done(m);
        dem_line_relation(out, dem_col_str(q, 1), dem_col_str(q, 2), members.at, members.len,
                          dem_col_str(q, 3), dem_col_int(q, 4));
    }
    dem_query_free(m);
    dem_query_free(q);
}

int64_t dem_export_jsonl(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                         dem_arena *arena)
{
    dem_paper paper;
    if (!dem_paper_open(&paper, store, style.offsets, arena))
        return -1;
    document_lines(store, filter, style, out, arena);
    actor_lines(store, filter, out, arena);
    int64_t n = statement_lines(&paper, filter, style, out, arena);
    event_lines(&paper, filter, style, out, arena);
    if (!filter->where.len) {
        relation_lines(store, out, arena);
        concept_lines(store, style, out, arena);
    }
    dem_paper_close(&paper);
    return dem_store_ok(store) ? n : -1;
}

/* ------------------------------------------------------------------ rows */

static dem_str number(int64_t n, dem_arena *arena) { return dem_str_format(arena, "%lld", (long long)n); }

static dem_str joined(const dem_str *at, int32_t n, const char *between, dem_arena *arena)
{
    dem_str all = {0};
    for (int32_t i = 0; i < n; i++)
        all = i ? dem_str_join(dem_str_join(all, dem_str_of(between), arena), at[i], arena) : at[i];
    return all;
}

static dem_str relays(const dem_record *r, dem_arena *arena)
{
    dem_str *names = dem_new(arena, dem_str, r->n_relays + 1);
    for (int32_t i = 0; i < r->n_relays; i++)
        names[i] = r->relays[i].outlet;
    return joined(names, r->n_relays, " < ", arena);
}

/* The cells of the log, in the order of its columns. */
static void cells_of(const dem_record *r, dem_line_style style, dem_str *cells, dem_arena *arena)
{
    dem_span span = dem_ruler_span(style.ruler, r->content.span);
    dem_str who = r->speaker.name.len ? r->speaker.name
                  : r->missing.len    ? dem_str_format(arena, "(%.*s)", (int)r->missing.len, r->missing.at)
                                      : (dem_str){0};
    dem_str row[] = {r->id, r->published, r->speaker.party, who, r->act, dem_line_text(r->content.text, style),
                     dem_line_text(r->condition.text, style), r->mode, number(r->level, arena), relays(r, arena),
                     joined(r->topics, r->n_topics, ",", arena), r->stance, r->outlet, r->doc, number(span.begin, arena),
                     number(span.end, arena), number(r->confidence, arena)};
    memcpy(cells, row, sizeof row);
}

int64_t dem_export_rows(dem_store *store, const dem_filter *filter, dem_line_style style, dem_style form, dem_out *out,
                        dem_arena *arena)
{
    int columns;
    const dem_column *log = dem_log_columns(&columns);
    dem_paper paper;
    dem_cursor reader;
    dem_record record;
    dem_grid grid;
    if (!dem_paper_open(&paper, store, style.offsets, arena))
        return -1;
    dem_cursor_open(&reader, store, filter, DEM_ORDER_NEWEST, 0, 0, arena);
    dem_grid_open(&grid, log, columns, form, out, arena);
    while (dem_cursor_next(&reader, &record)) {
        dem_str cells[DEM_GRID_COLUMNS];
        style.ruler = ruler_of(&paper, record.doc_id);
        cells_of(&record, style, cells, arena);
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_cursor_close(&reader);
    dem_paper_close(&paper);
    return dem_store_ok(store) ? grid.count : -1;
}
