#include "show/views.h"
#include "ledger/correct.h"
#include "ledger/read.h"
#include "show/lines.h"

#include <string.h>


/* A view's rows are counted (`tally`), or picked and then fetched one by one: `row` has the view's columns, in
 * order, of the row ?1. */
typedef struct view {
    const char *name;
    const dem_column *columns;
    int n;
    const dem_tally *tally;
    dem_picked (*pick)(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena);
    const char *row;
} view;

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))
#define FROM " FROM said s JOIN document d ON d.n = s.doc"
/* Of happened s: thousandths as a decimal number. */
#define MAGNITUDE "CASE WHEN s.magnitude IS NOT NULL THEN rtrim(rtrim(printf('%.3f', s.magnitude / 1000.0), '0'), '.') END"
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
    {"copy_of", DEM_CELL_ID, false}, {"story", DEM_CELL_TEXT, true}, {"sha256", DEM_CELL_TEXT, true},
    {"language", DEM_CELL_TEXT, true}};
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
static const dem_column concept_columns[] = {
    {"concept", DEM_CELL_TEXT, false}, {"statements", DEM_CELL_NUMBER, false}, {"stories", DEM_CELL_NUMBER, false},
    {"for", DEM_CELL_TEXT, false}, {"if", DEM_CELL_TEXT, false}, {"against", DEM_CELL_TEXT, false},
    {"neutral", DEM_CELL_TEXT, true}, {"first", DEM_CELL_TEXT, true}, {"last", DEM_CELL_TEXT, false},
    {"words", DEM_CELL_WIDE, false}, {"id", DEM_CELL_ID, false}};
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
    {"confidence", DEM_CELL_NUMBER, true}, {"statement", DEM_CELL_ID, true}, {"contexts", DEM_CELL_TEXT, false},
    {"magnitude", DEM_CELL_NUMBER, false}, {"magnitude_of", DEM_CELL_TEXT, false},
    {"magnitude_begin", DEM_CELL_NUMBER, true}, {"magnitude_end", DEM_CELL_NUMBER, true}};

static const dem_column review_columns[] = {
    {"statement", DEM_CELL_ID, false}, {"field", DEM_CELL_TEXT, false}, {"was", DEM_CELL_TEXT, false},
    {"now", DEM_CELL_TEXT, false}, {"by", DEM_CELL_TEXT, false}, {"why", DEM_CELL_WIDE, false},
    {"at", DEM_CELL_TEXT, true}, {"content", DEM_CELL_WIDE, false}};

static const dem_column queue_columns[] = {
    {"id", DEM_CELL_ID, false}, {"confidence", DEM_CELL_NUMBER, false}, {"party", DEM_CELL_TEXT, false},
    {"speaker", DEM_CELL_TEXT, false}, {"act", DEM_CELL_TEXT, false}, {"content", DEM_CELL_WIDE, false},
    {"doc", DEM_CELL_TEXT, false}};
static const dem_column agreement_columns[] = {
    {"field", DEM_CELL_TEXT, false}, {"statements", DEM_CELL_NUMBER, false}, {"coders", DEM_CELL_NUMBER, false},
    {"alike", DEM_CELL_NUMBER, false}, {"alpha", DEM_CELL_TEXT, false}};

#define PICK(name, list)                                                                                          \
    static dem_picked pick_##name(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)    \
    {                                                                                                             \
        return dem_pick_statements(store, filter, list, page.limit, page.skip, NULL, arena);                      \
    }
PICK(log, DEM_PICK_LOG)
PICK(conditions, DEM_PICK_CONDITIONS)
PICK(timeline, DEM_PICK_TIMELINE)
PICK(queue, DEM_PICK_QUEUE)

static dem_picked pick_documents(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    return dem_pick_documents(store, filter, page.limit, page.skip, NULL, arena);
}

static dem_picked pick_claims(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    static const char *const kinds[] = {"claim_denial", "disagreement", NULL};
    return dem_pick_relations(store, filter, kinds, true, page.limit, page.skip, arena);
}

static dem_picked pick_relations(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    static const char *const kinds[] = {"claim_denial", "condition_set", "disagreement", "same_position", "shift", NULL};
    return dem_pick_relations(store, filter, kinds, false, page.limit, page.skip, arena);
}

/* All of them, also those of statements that were rejected; a filter leaves those of its statements. */
static dem_picked pick_reviews(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    DEM_VEC(uint32_t) rows = {0};
    int64_t seen = 0;
    dem_rows_marked chosen = {0};
    if (filter->terms.len)
        chosen = dem_sift_rows(store, filter, arena);
    dem_query *q = dem_store_query(store, "SELECT r.n, s.n FROM review r LEFT JOIN statement s ON s.id = r.statement"
                                          " ORDER BY r.n");
    while (dem_step(q) && (page.limit <= 0 || rows.len < page.limit)) {
        int64_t n = dem_col_int(q, 1);
        bool fits = !filter->terms.len || (n < chosen.len && chosen.at[n]);
        if (fits && seen++ >= page.skip)
            *dem_push(&rows, arena) = (uint32_t)dem_col_int(q, 0);
    }
    dem_query_free(q);
    return (dem_picked){rows.at, rows.len};
}

static dem_picked pick_events(dem_store *store, const dem_filter *filter, dem_page page, dem_arena *arena)
{
    return dem_pick_events(store, filter, page.limit, page.skip, arena);
}

static const view views[] = {
    {"log", log_columns, COUNT(log_columns), NULL, pick_log,
     "SELECT s.id, d.published, s.party, coalesce(s.speaker_name, '(' || s.missing || ')'), s.act,"
     " s.content, s.condition, s.mode, s.level, " RELAYS ", (SELECT group_concat(topic, ',') FROM topic x"
     " WHERE x.statement = s.n), s.stance, d.outlet, d.name, s.content_begin, s.content_end, s.confidence"
     FROM " WHERE s.n = ?1"},
    {"conditions", condition_columns, COUNT(condition_columns), NULL, pick_conditions,
     "SELECT coalesce(s.party, '?'), " FIRST_TOPIC ", coalesce(s.speaker_name, '(' || s.missing"
     " || ')'), s.act, s.condition, s.content, s.marker, d.published, d.name, s.condition_begin,"
     " s.condition_end, s.id" FROM " WHERE s.n = ?1"},
    {"actors", actor_columns, COUNT(actor_columns), &dem_tally_actors, NULL, NULL},
    {"documents", document_columns, COUNT(document_columns), NULL, pick_documents,
     "SELECT d.id, d.published, d.published_how, d.name, d.title, d.outlet, (SELECT count(*) FROM said x"
     " WHERE x.doc = d.n), (SELECT count(*) FROM block x WHERE x.doc = d.n AND x.kind = 'furniture'),"
     " d.copy_of, d.story, d.raw_sha256, d.language FROM document d WHERE d.n = ?1"},
    {"topics", topic_columns, COUNT(topic_columns), &dem_tally_topics, NULL, NULL},
    {"parties", party_columns, COUNT(party_columns), &dem_tally_parties, NULL, NULL},
    {"positions", position_columns, COUNT(position_columns), &dem_tally_positions, NULL, NULL},
    {"concepts", concept_columns, COUNT(concept_columns), &dem_tally_concepts, NULL, NULL},
    {"claims", claim_columns, COUNT(claim_columns), NULL, pick_claims,
     "SELECT r.kind, a.party, coalesce(a.speaker_name, '(' || a.missing || ')'), a.content, b.party,"
     " coalesce(b.speaker_name, '(' || b.missing || ')'), b.content, r.why, r.confidence, x.name, y.name, a.id, b.id"
     " FROM relation r JOIN relation_member m ON m.relation = r.n AND m.ord = 0 JOIN said a ON a.n = m.statement"
     " JOIN relation_member o ON o.relation = r.n AND o.ord = 1 JOIN said b ON b.n = o.statement"
     " JOIN document x ON x.n = a.doc JOIN document y ON y.n = b.doc WHERE r.n = ?1"},
    /* Of every kind; a set shows its first two members. */
    {"relations", relation_columns, COUNT(relation_columns), NULL, pick_relations,
     "SELECT r.kind, a.party, a.content, b.party, b.content, (SELECT count(*) FROM relation_member y WHERE"
     " y.relation = r.n), r.why, r.confidence, (SELECT group_concat(z.id, ' ') FROM (SELECT c.id AS id FROM"
     " relation_member y JOIN statement c ON c.n = y.statement WHERE y.relation = r.n ORDER BY y.ord) z), r.id"
     " FROM relation r JOIN relation_member m ON m.relation = r.n AND m.ord = 0 JOIN said a ON a.n = m.statement"
     " JOIN relation_member o ON o.relation = r.n AND o.ord = 1 JOIN said b ON b.n = o.statement WHERE r.n = ?1"},
    {"timeline", timeline_columns, COUNT(timeline_columns), NULL, pick_timeline,
     "SELECT substr(d.published, 1, 10), s.party, " FIRST_TOPIC ", s.stance, s.act,"
     " coalesce(s.speaker_name, '(' || s.missing || ')'), s.content, (SELECT e.id FROM relation r JOIN"
     " relation_member m ON m.relation = r.n AND m.ord = 1 JOIN relation_member o ON o.relation = r.n AND"
     " o.ord = 0 JOIN said e ON e.n = o.statement WHERE r.kind = 'shift' AND m.statement = s.n LIMIT 1), d.name,"
     " s.id" FROM " WHERE s.n = ?1"},
    {"queue", queue_columns, COUNT(queue_columns), NULL, pick_queue,
     "SELECT s.id, s.confidence, s.party, coalesce(s.speaker_name, '(' || s.missing || ')'), s.act, s.content, d.name"
     FROM " WHERE s.n = ?1"},
    {"agreement", agreement_columns, COUNT(agreement_columns), &dem_tally_agreement, NULL, NULL},
    {"stories", story_columns, COUNT(story_columns), &dem_tally_stories, NULL, NULL},
    /* Dated by the words beside the deed, else by the report. */
    {"events", event_columns, COUNT(event_columns), NULL, pick_events,
     "SELECT s.event_id, CASE WHEN s.time_value GLOB '[0-9][0-9][0-9][0-9]*' THEN s.time_value ELSE"
     " substr(d.published, 1, 10) END, s.plover, s.manner, s.realis, s.speaker_name, s.party, s.recipient_name,"
     " s.recipient_party, s.words, s.told, s.collapsed, s.quad, s.place, d.published, d.name, s.words_begin,"
     " s.words_end, s.confidence, s.id, s.contexts, " MAGNITUDE ", s.magnitude_of, s.magnitude_begin, s.magnitude_end FROM happened s JOIN document d ON d.n = s.doc WHERE s.event = ?1"},
    {"reviews", review_columns, COUNT(review_columns), NULL, pick_reviews,
     "SELECT r.statement, r.field, words_at(d.text, " DEM_MACHINE_VALUE("r.field") "), words_at(d.text, r.value), r.who,"
     " r.why, r.at, s.content FROM review r LEFT JOIN statement s ON s.id = r.statement LEFT JOIN document d ON d.n = s.doc"
     " WHERE r.n = ?1"}};

static const view *find(dem_str name)
{
    for (int i = 0; i < COUNT(views); i++)
        if (dem_str_eq(dem_str_of(views[i].name), name))
            return &views[i];
    return NULL;
}

const dem_column *dem_log_columns(int *n)
{
    *n = COUNT(log_columns);
    return log_columns;
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

static void picked_rows(const view *v, dem_store *store, const dem_filter *filter, dem_page page, dem_grid *grid,
                        dem_arena *arena)
{
    dem_str cells[DEM_GRID_COLUMNS];
    dem_picked picked = v->pick(store, filter, page, arena);
    dem_query *q = dem_store_query(store, v->row);
    for (int32_t k = 0; k < picked.n; k++) {
        dem_bind_int(q, 1, picked.rows[k]);
        if (dem_step(q)) {
            for (int i = 0; i < v->n; i++)
                cells[i] = dem_col_str(q, i);
            dem_grid_row(grid, cells);
        }
        dem_done_early(q);
    }
    dem_query_free(q);
}

static int64_t counted_rows(const dem_column *columns, int n, const dem_tally_rows *all, dem_style style, dem_out *out,
                            dem_arena *arena)
{
    dem_grid grid;
    dem_grid_open(&grid, columns, n, style, out, arena);
    for (int32_t i = 0; i < all->at.len; i++)
        dem_grid_row(&grid, all->at.at[i]);
    dem_grid_close(&grid);
    return grid.count;
}

int64_t dem_view_positions(const dem_cells_found *cells, dem_store *store, dem_page page, dem_style style, dem_out *out,
                           dem_arena *arena)
{
    dem_tally_rows all = {0};
    int n = COUNT(position_columns);
    dem_positions_page(store, cells, (dem_tally_page){page.limit, page.skip, n}, &all, arena);
    return counted_rows(position_columns, n, &all, style, out, arena);
}

static int64_t rows(const view *v, dem_store *store, const dem_filter *filter, dem_page page, dem_style style,
                    dem_out *out, dem_arena *arena)
{
    dem_grid grid;
    if (v->tally) {
        dem_tally_job job = {.what = v->tally, .page = {page.limit, page.skip, v->n}};
        dem_tally_all(store, filter, &job, 1, NULL, NULL, arena);
        return counted_rows(v->columns, v->n, &job.rows, style, out, arena);
    }
    dem_grid_open(&grid, v->columns, v->n, style, out, arena);
    picked_rows(v, store, filter, page, &grid, arena);
    dem_grid_close(&grid);
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
