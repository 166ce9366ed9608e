#include "show/dna.h"
#include "base/embed.h"

#include <assert.h>

static bool put_file(void *context, dem_str file)
{
    dem_out *out = context;
    dem_out_put(out, file);
    return !out->failed;
}

static bool put_nowhere(void *context, dem_str file)
{
    (void)context, (void)file;
    return true;
}

/* Fills a database "dna" beside the ledger; temp.chosen keeps the statements, k is their number there. */
static void fill(dem_store *store, const dem_filter *filter, dem_line_style style, dem_arena *arena)
{
    dem_str script = dem_embed_find("src/ledger/dna.sql");
    assert(script.at);
    dem_str where = dem_filter_where(filter, arena);
    dem_store_run(store, "CREATE TEMP TABLE picked (n INTEGER PRIMARY KEY); CREATE TEMP TABLE wish (words INTEGER)");
    dem_query *q = dem_store_query(store, "INSERT INTO temp.wish VALUES (?1)");
    dem_bind_int(q, 1, style.no_text ? 0 : style.max_words ? style.max_words : -1);
    dem_done(q);
    dem_query_free(q);
    dem_str sql = dem_str_format(arena, "INSERT INTO temp.picked SELECT s.n FROM document d JOIN said s ON s.doc = d.n"
                                        "%.*s", (int)where.len, where.at);
    q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    dem_done(q);
    dem_query_free(q);
    dem_store_attach(store, "dna");
    dem_store_run(store, script.at);
}

static void clear(dem_store *store)
{
    dem_store_run(store, "DROP TABLE temp.chosen; DROP TABLE temp.paper; DROP TABLE temp.picked; DROP TABLE temp.wish");
}

int64_t dem_export_dna(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                       dem_arena *arena)
{
    fill(store, filter, style, arena);
    clear(store);
    int64_t n = dem_store_int(store, "SELECT count(*) FROM dna.STATEMENTS");
    dem_store_detach(store, "dna", put_file, out);
    return dem_store_ok(store) ? n : -1;
}

int64_t dem_export_dna_events(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                              dem_arena *arena)
{
    static const dem_column columns[] = {
        {"statement ID", DEM_CELL_NUMBER, false}, {"time", DEM_CELL_TEXT, false}, {"document ID", DEM_CELL_NUMBER, false},
        {"document title", DEM_CELL_TEXT, false}, {"author", DEM_CELL_TEXT, false}, {"source", DEM_CELL_TEXT, false},
        {"section", DEM_CELL_TEXT, false}, {"type", DEM_CELL_TEXT, false}, {"text", DEM_CELL_TEXT, false},
        {"person", DEM_CELL_TEXT, false}, {"organization", DEM_CELL_TEXT, false}, {"concept", DEM_CELL_TEXT, false},
        {"agreement", DEM_CELL_NUMBER, false}};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    fill(store, filter, style, arena);
    dem_query *q = dem_store_query(
        store, "SELECT s.ID, CASE WHEN m.published IS NOT NULL THEN strftime('%Y-%m-%d %H:%M:%S', d.Date,"
               " 'unixepoch') END, d.ID, d.Title, d.Author, d.Source,"
               " d.Section, d.Type, first_words(c.content, (SELECT words FROM temp.wish)), c.who, c.side, c.topic,"
               " c.stance <> 'oppose' FROM dna.STATEMENTS s JOIN dna.DOCUMENTS d ON d.ID = s.DocumentId"
               " JOIN temp.chosen c ON c.k = s.ID JOIN main.document m ON m.n = c.doc ORDER BY s.ID");
    dem_grid grid;
    dem_grid_open(&grid, columns, COLUMNS, (dem_style){.form = DEM_FORM_CSV, .separator = ';'}, out, arena);
    while (dem_step(q)) {
        dem_str cells[COLUMNS];
        for (int i = 0; i < COLUMNS; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_query_free(q);
    clear(store);
    dem_store_detach(store, "dna", put_nowhere, NULL);
    return dem_store_ok(store) ? grid.count : -1;
}
