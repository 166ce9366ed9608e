#include "show/networks.h"
#include "show/html.h"

#define STANCES " AND s.firsthand AND s.n NOT IN (SELECT statement FROM echo) AND s.speaker IS NOT NULL AND s.stance IN ('support', 'oppose', 'conditional')"

#define CONCEPTS(column)                                                                                           \
    "CREATE TEMP VIEW subject AS SELECT m.statement AS statement, 0 AS ord, c." column " AS topic FROM"            \
    " main.concept_member m JOIN main.concept c ON c.n = m.concept"

void dem_subjects(dem_store *store, bool concepts, bool bare)
{
    dem_store_run(store, "DROP VIEW IF EXISTS temp.subject");
    dem_store_run(store, !concepts ? "CREATE TEMP VIEW subject AS SELECT statement, ord, topic FROM main.topic"
                         : bare    ? CONCEPTS("id")
                                   : CONCEPTS("name"));
}

static dem_query *edges(dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(
        arena, "SELECT a.id, a.name, a.type, coalesce(s.party, '?'), t.topic, s.stance, count(*),"
               " count(DISTINCT coalesce(d.story, d.id)), substr(min(d.published), 1, 10),"
               " substr(max(d.published), 1, 10) FROM document d JOIN said s ON s.doc = d.n JOIN actor a ON"
               " a.n = s.speaker JOIN temp.subject t ON t.statement = s.n%.*s" STANCES
               " GROUP BY a.n, t.topic, s.stance ORDER BY a.name, a.id, t.topic, s.stance",
        (int)where.len, where.at);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    return q;
}

/* "<data key=…>value</data>", nothing for an empty value. */
static void datum(dem_out *out, const char *key, dem_str value)
{
    if (!value.len)
        return;
    dem_out_format(out, "<data key=\"%s\">", key);
    dem_html_text(out, value);
    dem_html(out, "</data>");
}

static void graph_head(dem_out *out, const char *direction, const char *const (*keys)[3], int n)
{
    dem_html(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
                  "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (int i = 0; i < n; i++)
        dem_out_format(out, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", keys[i][0], keys[i][1],
                       keys[i][0], keys[i][2]);
    dem_out_format(out, "<graph id=\"demarche\" edgedefault=\"%s\">\n", direction);
}

static void node(dem_out *out, const char *prefix, dem_str id, dem_str label, const char *mode, dem_str type,
                 dem_str party)
{
    dem_html(out, "<node id=\"");
    dem_html(out, prefix);
    dem_html_text(out, id);
    dem_html(out, "\">");
    datum(out, "label", label);
    datum(out, "mode", dem_str_of(mode));
    datum(out, "type", type);
    datum(out, "party", party);
    dem_html(out, "</node>\n");
}

/* Actors, then topics, each once; XML wants nodes declared. */
static void nodes(dem_store *store, const dem_filter *filter, bool topics, dem_out *out, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(
        arena, "SELECT a.id, a.name, a.type, (SELECT x.party FROM statement x WHERE x.speaker = a.n GROUP BY x.party"
               " ORDER BY x.party IS NULL, x.party = '?', count(*) DESC, x.party LIMIT 1) FROM document d JOIN said s"
               " ON s.doc = d.n JOIN actor a ON a.n = s.speaker%.*s" STANCES
               " AND EXISTS (SELECT 1 FROM temp.subject t WHERE t.statement = s.n) GROUP BY a.n ORDER BY a.name, a.id",
        (int)where.len, where.at);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    while (dem_step(q))
        node(out, "", dem_col_str(q, 0), dem_col_str(q, 1), "actor", dem_col_str(q, 2), dem_col_str(q, 3));
    dem_query_free(q);
    if (!topics)
        return;
    sql = dem_str_format(arena, "SELECT DISTINCT t.topic FROM document d JOIN said s ON s.doc = d.n JOIN temp.subject t ON"
                                " t.statement = s.n%.*s" STANCES " ORDER BY t.topic", (int)where.len, where.at);
    q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    while (dem_step(q))
        node(out, "topic:", dem_col_str(q, 0), dem_col_str(q, 0), "topic", (dem_str){0}, (dem_str){0});
    dem_query_free(q);
}

int64_t dem_export_graphml(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena)
{
    static const char *const keys[][3] = {
        {"label", "node", "string"}, {"mode", "node", "string"}, {"type", "node", "string"},
        {"party", "node", "string"}, {"stance", "edge", "string"}, {"weight", "edge", "int"},
        {"stories", "edge", "int"}, {"first", "edge", "string"}, {"last", "edge", "string"}};
    graph_head(out, "directed", keys, 9);
    nodes(store, filter, true, out, arena);
    dem_query *q = edges(store, filter, arena);
    int64_t n = 0;
    for (; dem_step(q); n++) {
        dem_html(out, "<edge source=\"");
        dem_html_text(out, dem_col_str(q, 0));
        dem_html(out, "\" target=\"topic:");
        dem_html_text(out, dem_col_str(q, 4));
        dem_html(out, "\">");
        datum(out, "stance", dem_col_str(q, 5));
        datum(out, "weight", dem_col_str(q, 6));
        datum(out, "stories", dem_col_str(q, 7));
        datum(out, "first", dem_col_str(q, 8));
        datum(out, "last", dem_col_str(q, 9));
        dem_html(out, "</edge>\n");
    }
    dem_query_free(q);
    dem_html(out, "</graph>\n</graphml>\n");
    return dem_store_ok(store) ? n : -1;
}

/* Pairs of actors and the topics on which both take a stance: on how many the same, on how many the opposite. */
static dem_query *pairs(dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(
        arena, "WITH k AS (SELECT DISTINCT a.id AS actor, t.topic AS topic, s.stance <> 'oppose' AS yes FROM document d"
               " JOIN said s ON s.doc = d.n JOIN actor a ON a.n = s.speaker JOIN temp.subject t ON t.statement = s.n%.*s" STANCES
               ") SELECT x.actor, y.actor, sum(x.yes = y.yes) AS c, sum(x.yes <> y.yes) AS f FROM k x JOIN k y ON"
               " x.topic = y.topic AND x.actor < y.actor GROUP BY x.actor, y.actor ORDER BY x.actor, y.actor",
        (int)where.len, where.at);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    return q;
}

static void edge_head(dem_out *out, dem_query *q)
{
    dem_html(out, "<edge source=\"");
    dem_html_text(out, dem_col_str(q, 0));
    dem_html(out, "\" target=\"");
    dem_html_text(out, dem_col_str(q, 1));
    dem_html(out, "\">");
}

int64_t dem_export_actors(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena)
{
    static const char *const keys[][3] = {
        {"label", "node", "string"}, {"mode", "node", "string"}, {"type", "node", "string"},
        {"party", "node", "string"}, {"congruence", "edge", "int"}, {"conflict", "edge", "int"},
        {"subtract", "edge", "int"}};
    graph_head(out, "undirected", keys, 7);
    nodes(store, filter, false, out, arena);
    dem_query *q = pairs(store, filter, arena);
    int64_t n = 0;
    for (; dem_step(q); n++) {
        edge_head(out, q);
        datum(out, "congruence", dem_col_str(q, 2));
        datum(out, "conflict", dem_col_str(q, 3));
        dem_out_format(out, "<data key=\"subtract\">%lld</data></edge>\n",
                       (long long)(dem_col_int(q, 2) - dem_col_int(q, 3)));
    }
    dem_query_free(q);
    dem_html(out, "</graph>\n</graphml>\n");
    return dem_store_ok(store) ? n : -1;
}

int64_t dem_export_network(dem_store *store, const dem_filter *filter, dem_network kind, dem_out *out,
                           dem_arena *arena)
{
    static const char *const keys[][3] = {
        {"label", "node", "string"}, {"mode", "node", "string"}, {"type", "node", "string"},
        {"party", "node", "string"}, {"weight", "edge", "int"}};
    graph_head(out, "undirected", keys, 5);
    nodes(store, filter, false, out, arena);
    dem_query *q = pairs(store, filter, arena);
    int64_t n = 0;
    while (dem_step(q)) {
        int64_t same = dem_col_int(q, 2), opposite = dem_col_int(q, 3);
        int64_t weight = kind == DEM_NETWORK_CONGRUENCE ? same : kind == DEM_NETWORK_CONFLICT ? opposite : same - opposite;
        if (!weight)
            continue;
        edge_head(out, q);
        dem_out_format(out, "<data key=\"weight\">%lld</data></edge>\n", (long long)weight);
        n++;
    }
    dem_query_free(q);
    dem_html(out, "</graph>\n</graphml>\n");
    return dem_store_ok(store) ? n : -1;
}

int64_t dem_export_edges(dem_store *store, const dem_filter *filter, dem_style style, dem_out *out,
                         dem_arena *arena)
{
    static const dem_column columns[] = {
        {"actor_id", DEM_CELL_TEXT, false}, {"actor", DEM_CELL_TEXT, false}, {"type", DEM_CELL_TEXT, false},
        {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false}, {"stance", DEM_CELL_TEXT, false},
        {"weight", DEM_CELL_NUMBER, false}, {"stories", DEM_CELL_NUMBER, false}, {"first", DEM_CELL_TEXT, false},
        {"last", DEM_CELL_TEXT, false}};
    dem_query *q = edges(store, filter, arena);
    dem_grid grid;
    dem_grid_open(&grid, columns, 10, style, out, arena);
    while (dem_step(q)) {
        dem_str cells[10];
        for (int i = 0; i < 10; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_query_free(q);
    return dem_store_ok(store) ? grid.count : -1;
}
