#include "show/views.h"
#include "ledger/cache.h"
#include "ledger/read.h"
#include "show/lines.h"

#include <string.h>

enum { COLUMNS_MAX = 24 };

/* SQL before and after the filter's WHERE; the columns are those of the SELECT, in order. */
typedef struct view {
    const char *name, *head, *tail;
    const dem_column *columns;
    int n;
    bool ordered; /* in the order of the documents' index: a page stops early */
} view;

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))
#define FROM " FROM document d JOIN said s ON s.doc = d.n"
#define FIRST_TOPIC "(SELECT topic FROM topic x WHERE x.statement = s.n ORDER BY ord LIMIT 1)"
#define RELAYS "(SELECT group_concat(outlet, ' < ') FROM relay x WHERE x.statement = s.n)"

static const dem_column log_columns[] = {
    {"id", DEM_CELL_ID, false}, {"published", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false},
    {"speaker", DEM_CELL_TEXT, false}, {"act", DEM_CELL_TEXT, false}, {"content", DEM_CELL_WIDE, false},
    {"condition", DEM_CELL_TEXT, true}, {"mode", DEM_CELL_TEXT, true}, {"level", DEM_CELL_NUMBER, true},
    {"relay", DEM_CELL_TEXT, true}, {"topic", DEM_CELL_TEXT, true}, {"stance", DEM_CELL_TEXT, true},
    {"outlet", DEM_CELL_TEXT, true}, {"doc", DEM_CELL_TEXT, false}, {"begin", DEM_CELL_NUMBER, true},
    {"end", DEM_CELL_NUMBER, true}, {"confidence", DEM_CELL_NUMBER, true}};
static const dem_column condition_columns[] = {
    {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false},
    {"act", DEM_CELL_TEXT, false}, {"condition", DEM_CELL_WIDE, false}, {"content", DEM_CELL_WIDE, false},
    {"marker", DEM_CELL_TEXT, true}, {"published", DEM_CELL_TEXT, false}, {"doc", DEM_CELL_TEXT, true},
    {"begin", DEM_CELL_NUMBER, true}, {"end", DEM_CELL_NUMBER, true}, {"id", DEM_CELL_ID, false}};
static const dem_column actor_columns[] = {
    {"actor", DEM_CELL_WIDE, false}, {"type", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false},
    {"statements", DEM_CELL_NUMBER, false}, {"secondhand", DEM_CELL_NUMBER, false},
    {"documents", DEM_CELL_NUMBER, false}, {"first", DEM_CELL_TEXT, false}, {"last", DEM_CELL_TEXT, false},
    {"id", DEM_CELL_ID, false}};
static const dem_column document_columns[] = {
    {"id", DEM_CELL_ID, false}, {"published", DEM_CELL_TEXT, false}, {"how", DEM_CELL_TEXT, false},
    {"doc", DEM_CELL_TEXT, false}, {"title", DEM_CELL_WIDE, false}, {"outlet", DEM_CELL_TEXT, false},
    {"statements", DEM_CELL_NUMBER, false}, {"furniture", DEM_CELL_NUMBER, false},
    {"copy_of", DEM_CELL_ID, false}, {"story", DEM_CELL_TEXT, true}, {"sha256", DEM_CELL_TEXT, true}};
static const dem_column topic_columns[] = {
    {"topic", DEM_CELL_TEXT, false}, {"statements", DEM_CELL_NUMBER, false},
    {"parties", DEM_CELL_NUMBER, false}, {"conditions", DEM_CELL_NUMBER, false},
    {"documents", DEM_CELL_NUMBER, false}};
static const dem_column party_columns[] = {
    {"party", DEM_CELL_TEXT, false}, {"statements", DEM_CELL_NUMBER, false},
    {"speakers", DEM_CELL_NUMBER, false}, {"conditions", DEM_CELL_NUMBER, false},
    {"secondhand", DEM_CELL_NUMBER, false}, {"documents", DEM_CELL_NUMBER, false}};

static const dem_column position_columns[] = {
    {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false}, {"for", DEM_CELL_NUMBER, false},
    {"if", DEM_CELL_NUMBER, false}, {"against", DEM_CELL_NUMBER, false}, {"neutral", DEM_CELL_NUMBER, true},
    {"stories", DEM_CELL_NUMBER, false}, {"first", DEM_CELL_TEXT, true}, {"last", DEM_CELL_TEXT, false},
    {"act", DEM_CELL_TEXT, false}, {"words", DEM_CELL_WIDE, false}, {"id", DEM_CELL_ID, false}};
static const dem_column claim_columns[] = {
    {"kind", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false},
    {"says", DEM_CELL_WIDE, false}, {"against", DEM_CELL_TEXT, false}, {"who", DEM_CELL_TEXT, false},
    {"answer", DEM_CELL_WIDE, false}, {"why", DEM_CELL_TEXT, true}, {"confidence", DEM_CELL_NUMBER, true},
    {"doc", DEM_CELL_TEXT, true}, {"answer_doc", DEM_CELL_TEXT, true}, {"id", DEM_CELL_ID, false},
    {"answer_id", DEM_CELL_ID, false}};
static const dem_column relation_columns[] = {
    {"kind", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"words", DEM_CELL_WIDE, false},
    {"other_party", DEM_CELL_TEXT, false}, {"other_words", DEM_CELL_WIDE, false}, {"members", DEM_CELL_NUMBER, false},
    {"why", DEM_CELL_WIDE, false}, {"confidence", DEM_CELL_NUMBER, true}, {"statements", DEM_CELL_TEXT, true},
    {"id", DEM_CELL_ID, false}};
static const dem_column timeline_columns[] = {
    {"date", DEM_CELL_TEXT, false}, {"party", DEM_CELL_TEXT, false}, {"topic", DEM_CELL_TEXT, false},
    {"stance", DEM_CELL_TEXT, false}, {"act", DEM_CELL_TEXT, false}, {"speaker", DEM_CELL_TEXT, false},
    {"words", DEM_CELL_WIDE, false}, {"moved_from", DEM_CELL_ID, false}, {"doc", DEM_CELL_TEXT, true},
    {"id", DEM_CELL_ID, false}};
static const dem_column story_columns[] = {
    {"story", DEM_CELL_ID, false}, {"documents", DEM_CELL_NUMBER, false}, {"copies", DEM_CELL_NUMBER, false},
    {"outlets", DEM_CELL_NUMBER, false}, {"statements", DEM_CELL_NUMBER, false},
    {"first", DEM_CELL_TEXT, false}, {"last", DEM_CELL_TEXT, false}, {"title", DEM_CELL_WIDE, false}};

static const dem_column event_columns[] = {
    {"id", DEM_CELL_ID, false}, {"date", DEM_CELL_TEXT, false}, {"event", DEM_CELL_TEXT, false},
    {"mode", DEM_CELL_TEXT, true}, {"realis", DEM_CELL_TEXT, false}, {"actor", DEM_CELL_TEXT, false},
    {"party", DEM_CELL_TEXT, false}, {"recipient", DEM_CELL_TEXT, false}, {"to", DEM_CELL_TEXT, false},
    {"words", DEM_CELL_WIDE, false}, {"told", DEM_CELL_TEXT, false}, {"collapsed", DEM_CELL_TEXT, true},
    {"quad", DEM_CELL_NUMBER, true}, {"place", DEM_CELL_TEXT, true}, {"published", DEM_CELL_TEXT, true},
    {"doc", DEM_CELL_TEXT, false}, {"begin", DEM_CELL_NUMBER, true}, {"end", DEM_CELL_NUMBER, true},
    {"confidence", DEM_CELL_NUMBER, true}, {"statement", DEM_CELL_ID, true}};

static const dem_column review_columns[] = {
    {"statement", DEM_CELL_ID, false}, {"field", DEM_CELL_TEXT, false}, {"was", DEM_CELL_TEXT, false},
    {"now", DEM_CELL_TEXT, false}, {"by", DEM_CELL_TEXT, false}, {"why", DEM_CELL_WIDE, false},
    {"at", DEM_CELL_TEXT, true}, {"content", DEM_CELL_WIDE, false}};

static const view views[] = {
    {"log",
     "SELECT s.id, d.published, s.party, coalesce(s.speaker_name, '(' || s.missing || ')'), s.act,"
     " s.content, s.condition, s.mode, s.level, " RELAYS ", (SELECT group_concat(topic, ',') FROM topic x"
     " WHERE x.statement = s.n), s.stance, d.outlet, d.name, s.content_begin, s.content_end, s.confidence"
     FROM,
     " ORDER BY d.published DESC, d.name, d.id, s.ord", log_columns, COUNT(log_columns), true},
    {"conditions",
     "SELECT coalesce(s.party, '?') AS p, " FIRST_TOPIC " AS t, coalesce(s.speaker_name, '(' || s.missing"
     " || ')'), s.act, s.condition, s.content, s.marker, d.published, d.name, s.condition_begin,"
     " s.condition_end, s.id" FROM,
     " AND s.condition IS NOT NULL ORDER BY p = '?', p, t IS NULL, t, d.published IS NULL, d.published,"
     " d.name, d.id, s.ord", condition_columns, COUNT(condition_columns), false},
    {"actors",
     "SELECT a.name, a.type, (SELECT x.party FROM statement x WHERE x.speaker = a.n GROUP BY x.party"
     " ORDER BY x.party IS NULL, x.party = '?', count(*) DESC, x.party LIMIT 1), count(*) AS c,"
     " sum(s.level > 1), count(DISTINCT s.doc), substr(min(d.published), 1, 10),"
     " substr(max(d.published), 1, 10), a.id" FROM " JOIN actor a ON a.n = s.speaker",
     " GROUP BY a.n ORDER BY c DESC, a.name, a.id", actor_columns, COUNT(actor_columns), false},
    {"documents",
     "SELECT d.id, d.published, d.published_how, d.name, d.title, d.outlet, (SELECT count(*) FROM said x"
     " WHERE x.doc = d.n), (SELECT count(*) FROM block x WHERE x.doc = d.n AND x.kind = 'furniture'),"
     " d.copy_of, d.story, d.raw_sha256 FROM document d LEFT JOIN said s ON s.doc = d.n",
     " GROUP BY d.n ORDER BY d.published DESC, d.name, d.id", document_columns, COUNT(document_columns), false},
    {"topics",
     "SELECT t.topic, count(*) AS c, count(DISTINCT s.party), sum(s.condition IS NOT NULL),"
     " count(DISTINCT s.doc)" FROM " JOIN topic t ON t.statement = s.n",
     " GROUP BY t.topic ORDER BY c DESC, t.topic", topic_columns, COUNT(topic_columns), false},
    {"parties",
     "SELECT coalesce(s.party, '?') AS p, count(*) AS c, count(DISTINCT s.speaker_name),"
     " sum(s.condition IS NOT NULL), sum(s.level > 1), count(DISTINCT s.doc)" FROM,
     " GROUP BY p ORDER BY c DESC, p", party_columns, COUNT(party_columns), false},
    /* The words shown are those of the surest statement that takes a stance. */
    {"positions",
     "SELECT k.p, k.topic, k.yes, k.cond, k.no, k.flat, k.stories, k.first, k.last, b.act, b.content, b.id FROM"
     " (SELECT coalesce(s.party, '?') AS p, t.topic AS topic, sum(s.stance IS 'support') AS yes,"
     " sum(s.stance IS 'conditional') AS cond, sum(s.stance IS 'oppose') AS no,"
     " sum(s.stance IS NULL OR s.stance = 'neutral') AS flat, count(DISTINCT coalesce(d.story, d.id)) AS stories,"
     " substr(min(d.published), 1, 10) AS first, substr(max(d.published), 1, 10) AS last,"
     " max((s.stance IN ('support', 'oppose', 'conditional')) || printf('%03d', s.confidence) || s.id) AS best" FROM
     " JOIN topic t ON t.statement = s.n",
     " AND s.level = 1 AND s.n NOT IN (SELECT statement FROM echo) GROUP BY p, topic) k JOIN said b ON b.id = substr(k.best, 5)"
     " WHERE k.yes + k.cond + k.no > 0 ORDER BY k.p = '?', k.p, k.yes + k.cond + k.no DESC, k.topic",
     position_columns, COUNT(position_columns), false},
    {"claims",
     "WITH k AS (SELECT s.n AS n" FROM,
     ") SELECT r.kind, a.party, coalesce(a.speaker_name, '(' || a.missing || ')'), a.content, b.party,"
     " coalesce(b.speaker_name, '(' || b.missing || ')'), b.content, r.why, r.confidence, x.name, y.name, a.id, b.id"
     " FROM relation r JOIN relation_member m ON m.relation = r.n AND m.ord = 0 JOIN said a ON a.n = m.statement"
     " JOIN relation_member o ON o.relation = r.n AND o.ord = 1 JOIN said b ON b.n = o.statement"
     " JOIN document x ON x.n = a.doc JOIN document y ON y.n = b.doc"
     " WHERE r.kind IN ('claim_denial', 'disagreement') AND (a.n IN (SELECT n FROM k) OR b.n IN (SELECT n FROM k))"
     " ORDER BY r.kind, r.confidence DESC, r.id", claim_columns, COUNT(claim_columns), false},
    /* Of every kind; a set shows its first two members. */
    {"relations",
     "WITH k AS (SELECT s.n AS n" FROM,
     ") SELECT r.kind, a.party, a.content, b.party, b.content, (SELECT count(*) FROM relation_member y WHERE"
     " y.relation = r.n), r.why, r.confidence, (SELECT group_concat(z.id, ' ') FROM (SELECT c.id AS id FROM"
     " relation_member y JOIN statement c ON c.n = y.statement WHERE y.relation = r.n ORDER BY y.ord) z), r.id"
     " FROM relation r JOIN relation_member m ON m.relation = r.n AND m.ord = 0 JOIN said a ON a.n = m.statement"
     " JOIN relation_member o ON o.relation = r.n AND o.ord = 1 JOIN said b ON b.n = o.statement"
     " WHERE EXISTS (SELECT 1 FROM relation_member y WHERE y.relation = r.n AND y.statement IN (SELECT n FROM k))"
     " ORDER BY r.kind, r.confidence DESC, r.id", relation_columns, COUNT(relation_columns), false},
    {"timeline",
     "SELECT substr(d.published, 1, 10), s.party, " FIRST_TOPIC ", s.stance, s.act,"
     " coalesce(s.speaker_name, '(' || s.missing || ')'), s.content, (SELECT e.id FROM relation r JOIN"
     " relation_member m ON m.relation = r.n AND m.ord = 1 JOIN relation_member o ON o.relation = r.n AND"
     " o.ord = 0 JOIN said e ON e.n = o.statement WHERE r.kind = 'shift' AND m.statement = s.n LIMIT 1), d.name,"
     " s.id" FROM,
     " AND d.published IS NOT NULL AND s.level = 1 AND s.stance IN ('support', 'oppose', 'conditional')"
     " ORDER BY d.published, d.name, d.id, s.ord", timeline_columns, COUNT(timeline_columns), true},
    {"stories",
     "SELECT coalesce(d.story, d.id) AS k, count(DISTINCT d.n), count(DISTINCT CASE WHEN d.copy_of IS NOT NULL THEN"
     " d.n END), count(DISTINCT d.outlet), count(s.n), substr(min(d.published), 1, 10) AS first,"
     " substr(max(d.published), 1, 10), (SELECT title FROM document x WHERE x.id = coalesce(d.story, d.id))"
     " FROM document d LEFT JOIN said s ON s.doc = d.n",
     " GROUP BY k ORDER BY count(DISTINCT d.n) DESC, first DESC, k", story_columns, COUNT(story_columns), false},
    /* Dated by the words beside the deed, else by the report. */
    {"events",
     "SELECT s.event_id, CASE WHEN s.time_value GLOB '[0-9][0-9][0-9][0-9]*' THEN s.time_value ELSE"
     " substr(d.published, 1, 10) END, s.plover, s.manner, s.realis, s.speaker_name, s.party, s.recipient_name,"
     " s.recipient_party, s.words, s.told, s.collapsed, s.quad, s.place, d.published, d.name, s.words_begin,"
     " s.words_end, s.confidence, s.id FROM document d JOIN happened s ON s.doc = d.n",
     " ORDER BY d.published DESC, d.name, d.id, s.ord", event_columns, COUNT(event_columns), true},
    /* All of them, also those of statements that were rejected. */
    {"reviews",
     "WITH k AS (SELECT s.n AS n" FROM,
     ") SELECT r.statement, r.field, CASE r.field WHEN 'act' THEN s.act WHEN 'speaker' THEN s.speaker_name WHEN"
     " 'party' THEN s.party WHEN 'stance' THEN s.stance WHEN 'negated' THEN s.negated END, r.value, r.who, r.why, r.at,"
     " s.content FROM review r LEFT JOIN statement s ON s.id = r.statement ORDER BY r.n",
     review_columns, COUNT(review_columns), false}};


static const view *find(dem_str name)
{
    for (int i = 0; i < COUNT(views); i++)
        if (dem_str_eq(dem_str_of(views[i].name), name))
            return &views[i];
    return NULL;
}

bool dem_view_known(dem_str name) { return find(name) != NULL; }

/* JSON forms of the log are the records of LEDGER.md, whole. */
static int64_t log_json(dem_store *store, const dem_filter *filter, dem_page page, dem_style style,
                        dem_out *out, dem_arena *arena)
{
    dem_cursor reader;
    dem_record record;
    int64_t n = 0;
    bool list = style.form == DEM_FORM_JSON;
    dem_cursor_open(&reader, store, filter, DEM_ORDER_NEWEST, page.limit, page.skip, arena);
    if (list)
        dem_out_put(out, DEM_STR("[\n"));
    for (; dem_cursor_next(&reader, &record); n++) {
        if (list && n)
            dem_out_char(out, ',');
        dem_line_statement(out, &record, (dem_line_style){0});
    }
    if (list)
        dem_out_put(out, DEM_STR("]\n"));
    dem_cursor_close(&reader);
    return n;
}

/* "document d JOIN" read in the order of the documents, unless something is asked of statements. */
static dem_str head_of(const view *v, const dem_filter *filter, dem_arena *arena)
{
    dem_str head = dem_str_of(v->head), joint = DEM_STR(" document d JOIN ");
    size_t at = dem_str_find(head, joint);
    if (!v->ordered || filter->narrow || at == head.len)
        return head;
    return dem_str_format(arena, "%.*s document d CROSS JOIN %s", (int)at, head.at, head.at + at + joint.len);
}

static dem_query *ask(const view *v, dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena), head = head_of(v, filter, arena);
    dem_str sql = dem_str_format(arena, "%.*s%.*s%s LIMIT %lld OFFSET %lld", (int)head.len, head.at, (int)where.len,
                                 where.at, v->tail, (long long)(page.limit > 0 ? page.limit : -1),
                                 (long long)page.skip);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    return q;
}

/* The first rows over the whole ledger, from memory or computed and remembered. */
static dem_cached first_rows(const view *v, dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    dem_cached cached;
    dem_str name = filter->copies ? dem_str_format(arena, "%s copies", v->name) : dem_str_of(v->name);
    if (dem_cache_read(store, name, v->n, &cached, arena))
        return cached;
    DEM_VEC(const dem_str *) kept = {0};
    dem_query *q = ask(v, store, filter, (dem_page){DEM_CACHE_ROWS, 0}, arena);
    while (dem_step(q)) {
        dem_str *cells = dem_new(arena, dem_str, v->n);
        for (int i = 0; i < v->n; i++)
            cells[i] = dem_col_null(q, i) ? (dem_str){0} : dem_str_copy(dem_col_str(q, i), arena);
        *dem_push(&kept, arena) = cells;
    }
    dem_query_free(q);
    cached = (dem_cached){kept.at, kept.len};
    dem_cache_write(store, name, v->n, cached, *arena);
    return cached;
}

static int64_t rows(const view *v, dem_store *store, const dem_filter *filter, dem_page page, dem_style style,
                    dem_out *out, dem_arena *arena)
{
    dem_grid grid;
    dem_str cells[COLUMNS_MAX];
    bool remembered = !filter->where.len && !v->ordered && page.limit > 0 && page.skip + page.limit <= DEM_CACHE_ROWS;
    if (remembered) {
        dem_cached cached = first_rows(v, store, filter, arena);
        dem_grid_open(&grid, v->columns, v->n, style, out, arena);
        for (int64_t i = page.skip; i < cached.n && i < page.skip + page.limit; i++)
            dem_grid_row(&grid, cached.rows[i]);
        dem_grid_close(&grid);
        return grid.count;
    }
    dem_query *q = ask(v, store, filter, page, arena);
    dem_grid_open(&grid, v->columns, v->n, style, out, arena);
    while (dem_step(q)) {
        for (int i = 0; i < v->n; i++)
            cells[i] = dem_col_str(q, i);
        dem_grid_row(&grid, cells);
    }
    dem_grid_close(&grid);
    dem_query_free(q);
    return grid.count;
}

int64_t dem_view(dem_str name, dem_store *store, const dem_filter *filter, dem_page page, dem_style style,
                 dem_out *out, dem_arena *arena)
{
    const view *v = find(name);
    bool json = style.form == DEM_FORM_JSON || style.form == DEM_FORM_JSONL;
    int64_t n = v == &views[0] && json ? log_json(store, filter, page, style, out, arena)
                                       : rows(v, store, filter, page, style, out, arena);
    return dem_store_ok(store) ? n : -1;
}
