#include "show/diff.h"

static const dem_column columns[] = {
    {"change", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false},
    {"before", DEM_CELL_TEXT, false}, {"then", DEM_CELL_TEXT, false}, {"words_before", DEM_CELL_WIDE, false},
    {"words_then", DEM_CELL_WIDE, false}, {"date_before", DEM_CELL_TEXT, true}, {"date_then", DEM_CELL_TEXT, true},
    {"id_before", DEM_CELL_ID, false}, {"id_then", DEM_CELL_ID, false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Dates compare as text, cut to the length given: a month covers its days. */
static dem_query *query(dem_store *store, const dem_filter *filter, dem_str from, dem_str to, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(
        arena,
        "WITH k AS (SELECT s.party AS party, t.topic AS topic, s.stance AS stance, s.content AS content, s.id AS id,"
        " substr(d.published, 1, 10) AS date, substr(d.published, 1, %d) <= '%.*s' AS before, row_number() OVER"
        " (PARTITION BY s.party, t.topic, substr(d.published, 1, %d) <= '%.*s' ORDER BY d.published DESC,"
        " s.confidence DESC, s.id) AS nth FROM document d JOIN said s ON s.doc = d.n JOIN topic t ON t.statement ="
        " s.n%.*s AND d.published IS NOT NULL AND s.level = 1 AND s.party IS NOT NULL AND s.party <> '?' AND s.stance"
        " IN ('support', 'oppose', 'conditional') AND substr(d.published, 1, %d) <= '%.*s')"
        " SELECT CASE WHEN a.id IS NULL THEN 'new' WHEN a.stance = b.stance THEN 'same' ELSE 'moved' END AS change,"
        " b.party, b.topic, a.stance, b.stance, a.content, b.content, a.date, b.date, a.id, b.id FROM k b LEFT JOIN k"
        " a ON a.party = b.party AND a.topic = b.topic AND a.before = 1 AND a.nth = 1 WHERE b.before = 0 AND b.nth = 1"
        " ORDER BY change = 'same', change, b.party, b.topic",
        (int)from.len, (int)from.len, from.at, (int)from.len, (int)from.len, from.at, (int)where.len, where.at,
        (int)to.len, (int)to.len, to.at);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    return q;
}

int64_t dem_diff(dem_store *store, const dem_filter *filter, dem_str from, dem_str to, dem_style style,
                 dem_out *out, dem_arena *arena)
{
    int64_t changes = 0;
    dem_query *q = query(store, filter, from, to, arena);
    dem_grid grid;
    dem_grid_open(&grid, columns, COLUMNS, style, out, arena);
    while (dem_step(q)) {
        dem_str cells[COLUMNS];
        for (int i = 0; i < COLUMNS; i++)
            cells[i] = dem_col_str(q, i);
        changes += !dem_str_eq(cells[0], DEM_STR("same"));
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_query_free(q);
    return dem_store_ok(store) ? changes : -1;
}
