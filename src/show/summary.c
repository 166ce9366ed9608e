#include "show/summary.h"

static const char *plural(int64_t n) { return n == 1 ? "" : "s"; }

static void counts(dem_store *store, dem_out *out)
{
    long long documents = dem_store_int(store, "SELECT count(*) FROM document");
    long long stories = dem_store_int(store, "SELECT count(DISTINCT story) FROM document");
    long long copies = dem_store_int(store, "SELECT count(*) FROM document WHERE copy_of IS NOT NULL");
    long long furniture = dem_store_int(store, "SELECT count(*) FROM block WHERE kind = 'furniture'");
    dem_out_format(out, "%lld document%s", documents, plural(documents));
    if (stories)
        dem_out_format(out, ", %lld stor%s", stories, stories == 1 ? "y" : "ies");
    if (copies)
        dem_out_format(out, ", %lld cop%s", copies, copies == 1 ? "y" : "ies");
    dem_out_format(out, "; %lld piece%s of page furniture set aside\n", furniture, plural(furniture));
    long long statements = dem_store_int(store, "SELECT count(*) FROM said");
    long long speakers = dem_store_int(store, "SELECT count(DISTINCT speaker) FROM said");
    dem_out_format(out, "%lld statement%s by %lld speaker%s (%lld with no quotation marks; %lld second-hand; %lld"
                        " with a condition)\n", statements, plural(statements), speakers, plural(speakers),
                   (long long)dem_store_int(store, "SELECT count(*) FROM said WHERE mode = 'indirect'"),
                   (long long)dem_store_int(store, "SELECT count(*) FROM said WHERE NOT firsthand"),
                   (long long)dem_store_int(store, "SELECT count(*) FROM said WHERE condition IS NOT NULL"));
}

static void parties(dem_store *store, dem_out *out)
{
    dem_query *q = dem_store_query(store, "SELECT coalesce(party, '?') AS p, count(*) AS c FROM said GROUP BY p"
                                          " ORDER BY p = '?', c DESC, p");
    dem_out_put(out, DEM_STR("Coverage by party:"));
    for (int n = 0; dem_step(q); n++) {
        dem_str party = dem_col_str(q, 0);
        dem_out_format(out, "%s %.*s %lld", n ? "," : "", (int)(party.len < 60 ? party.len : 60), party.at,
                       (long long)dem_col_int(q, 1));
    }
    dem_out_char(out, '\n');
    dem_query_free(q);
}

/* The conditions of the best covered topics: the question this program is opened for. */
static void conditions(dem_store *store, dem_style style, dem_out *out, dem_arena *arena)
{
    static const dem_column columns[] = {
        {"topic", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false},
        {"act", DEM_CELL_TEXT, false}, {"condition", DEM_CELL_WIDE, false}, {"where", DEM_CELL_TEXT, false}};
    dem_query *q = dem_store_query(
        store, "SELECT t.topic, coalesce(s.party, '?'), coalesce(s.speaker_name, '(' || s.missing || ')'), s.act,"
               " s.condition, d.name || ':' || s.condition_begin || '-' || s.condition_end"
               " FROM said s JOIN document d ON d.n = s.doc LEFT JOIN topic t ON t.statement = s.n AND t.ord = 0"
               " WHERE s.condition IS NOT NULL AND d.copy_of IS NULL AND s.firsthand"
               " ORDER BY coalesce(s.party, '?') = '?', t.topic IS NULL, s.confidence DESC, d.name, s.ord LIMIT 8");
    dem_grid table;
    style.form = DEM_FORM_TABLE;
    dem_grid_open(&table, columns, 6, style, out, arena);
    while (dem_step(q)) {
        dem_str cells[6];
        for (int i = 0; i < 6; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&table, cells);
    }
    if (table.count)
        dem_out_put(out, DEM_STR("\nConditions, each in the words of the report\n"));
    dem_grid_close(&table);
    dem_query_free(q);
}

/* What one side says and another denies. */
static void denials(dem_store *store, dem_style style, dem_out *out, dem_arena *arena)
{
    static const dem_column columns[] = {
        {"party", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false}, {"says", DEM_CELL_WIDE, false},
        {"against", DEM_CELL_TEXT, false}, {"who", DEM_CELL_TEXT, false}, {"denies", DEM_CELL_WIDE, false}};
    dem_query *q = dem_store_query(
        store, "SELECT coalesce(a.party, '?'), coalesce(a.speaker_name, '(' || a.missing || ')'), a.content,"
               " coalesce(b.party, '?'), coalesce(b.speaker_name, '(' || b.missing || ')'), b.content FROM relation r"
               " JOIN relation_member m ON m.relation = r.n AND m.ord = 0 JOIN said a ON a.n = m.statement"
               " JOIN relation_member o ON o.relation = r.n AND o.ord = 1 JOIN said b ON b.n = o.statement"
               " WHERE r.kind = 'claim_denial' ORDER BY r.confidence DESC, r.id LIMIT 5");
    dem_grid grid;
    style.form = DEM_FORM_TABLE;
    dem_grid_open(&grid, columns, 6, style, out, arena);
    while (dem_step(q)) {
        dem_str cells[6];
        for (int i = 0; i < 6; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&grid, cells);
    }
    if (grid.count)
        dem_out_put(out, DEM_STR("\nSaid and denied\n"));
    dem_grid_close(&grid);
    dem_query_free(q);
}

static void undated(dem_store *store, dem_out *out)
{
    long long n = dem_store_int(store, "SELECT count(*) FROM document WHERE published IS NULL");
    long long all = dem_store_int(store, "SELECT count(*) FROM document");
    if (n)
        dem_out_format(out, "\nUndated: %lld of %lld documents carry no publication date (use --date)\n", n, all);
}

bool dem_summary(dem_store *store, dem_style style, dem_out *out, dem_arena *arena)
{
    counts(store, out);
    parties(store, out);
    conditions(store, style, out, arena);
    denials(store, style, out, arena);
    undated(store, out);
    return dem_store_ok(store);
}
