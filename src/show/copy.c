#include "show/copy.h"
#include "base/embed.h"
#include "ledger/sheet.h"

#include <assert.h>

static bool put_piece(void *context, dem_str piece)
{
    dem_out *out = context;
    dem_out_put(out, piece);
    return !out->failed;
}

/* What the filter does not select goes; actors who say nothing any more go too. */
static void narrow(dem_store *copy, const dem_filter *filter, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_store_run(copy, "CREATE TEMP TABLE kept (n INTEGER PRIMARY KEY)");
    dem_str sql = dem_str_format(arena, "INSERT INTO temp.kept SELECT s.n FROM document d JOIN said s ON s.doc = d.n"
                                        "%.*s", (int)where.len, where.at);
    dem_query *q = dem_store_query(copy, sql.at);
    dem_filter_bind(filter, q);
    dem_done(q);
    dem_query_free(q);
    dem_store_run(
        copy, "DELETE FROM relation WHERE n IN (SELECT relation FROM relation_member WHERE statement NOT IN (SELECT n"
              " FROM temp.kept)); DELETE FROM statement WHERE n NOT IN (SELECT n FROM temp.kept); DELETE FROM concept WHERE n NOT"
              " IN (SELECT concept FROM concept_member GROUP BY concept HAVING count(*) > 1);"
              " UPDATE document SET copy_of = NULL WHERE copy_of IN (SELECT id FROM document WHERE n NOT IN (SELECT doc"
              " FROM statement)); DELETE FROM document WHERE n NOT IN (SELECT doc FROM statement);"
              " DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM statement WHERE statement.speaker = actor.n);"
              " DELETE FROM review WHERE statement NOT IN (SELECT id FROM statement); DROP TABLE temp.kept");
}

/* Deleted and changed rows must not linger in the full-text index. */
static void cut_texts(dem_store *copy, dem_line_style style)
{
    dem_str script = dem_embed_find("src/ledger/less.sql");
    assert(script.at);
    dem_store_run(copy, "CREATE TEMP TABLE wish (words INTEGER)");
    dem_query *q = dem_store_query(copy, "INSERT INTO temp.wish VALUES (?1)");
    dem_bind_int(q, 1, style.no_text ? 0 : style.max_words);
    dem_done(q);
    dem_query_free(q);
    dem_store_run(copy, script.at);
}

int64_t dem_export_sqlite(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena)
{
    dem_error err = {0};
    dem_store *copy = dem_store_copy(store);
    if (!copy)
        return -1;
    if (filter->where.len)
        narrow(copy, filter, arena);
    if (style.no_text || style.max_words)
        cut_texts(copy, style);
    dem_sheet_settle(copy, 0, false);
    int64_t n = dem_store_int(copy, "SELECT count(*) FROM said");
    if (dem_store_give(copy, put_piece, out, &err))
        return n;
    if (!out->failed)
        dem_store_fail(store, err.code, err.message);
    return -1;
}
