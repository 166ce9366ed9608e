#include "ledger/read.h"
#include "ledger/happening.h"
#include "ledger/places.h"

#include <stdio.h>

#define COLUMNS                                                                                   \
    "s.n, s.id, d.id, d.name, d.outlet, d.published, d.url, s.ord, s.sentence_begin,"              \
    " s.sentence_end, s.source, s.source_begin, s.source_end, s.source_spans, s.cue, s.cue_begin," \
    " s.cue_end, s.cue_spans, s.content, s.content_begin, s.content_end, s.content_spans, s.mode," \
    " s.act, a.id, s.speaker_name, a.type, s.party, s.how, s.role, s.role_begin, s.role_end,"      \
    " s.missing, s.condition, s.condition_begin, s.condition_end, s.marker, s.time, s.time_begin," \
    " s.time_end, s.time_value, s.stance, s.negated, s.modality, s.level, s.via, s.plover, s.quad," \
    " s.realis, s.confidence, s.firsthand"
#define ACTOR " LEFT JOIN actor a ON a.n = s.speaker"
/* Without a question about statements the list follows the documents' index and stops when the page is full;
 * with one, the planner chooses. */
#define TABLES " FROM document d JOIN said s ON s.doc = d.n" ACTOR
#define TABLES_IN_ORDER " FROM document d CROSS JOIN said s ON s.doc = d.n" ACTOR

/* Reads one column after another; strings are copied, since a row's bytes go with the next step. */
typedef struct cells {
    dem_query *query;
    int at;
    dem_arena *arena;
} cells;

static int64_t get_int(cells *c) { return dem_col_int(c->query, c->at++); }

static dem_str get_str(cells *c)
{
    dem_str s = dem_col_str(c->query, c->at++);
    return s.at ? dem_str_copy(s, c->arena) : s;
}

static dem_span get_span(cells *c)
{
    dem_span span = {.begin = (uint32_t)get_int(c)};
    span.end = (uint32_t)get_int(c);
    return span;
}

static dem_wording get_words(cells *c)
{
    dem_wording words = {.text = get_str(c)};
    words.span = get_span(c);
    return words;
}

/* "b-e b-e" */
static dem_spans get_parts(cells *c)
{
    DEM_VEC(dem_span) parts = {0};
    dem_str rest = dem_col_str(c->query, c->at++);
    for (dem_span place; dem_place_next(&rest, &place);)
        *dem_push(&parts, c->arena) = place;
    return (dem_spans){parts.at, parts.len};
}

static void get_speaker(cells *c, dem_record *r)
{
    r->speaker.id = get_str(c);
    r->speaker.name = get_str(c);
    r->speaker.type = get_str(c);
    r->speaker.party = get_str(c);
    r->speaker.how = get_str(c);
    r->speaker.role = get_words(c);
    r->missing = get_str(c);
}

static void get_record(cells *c, dem_record *r)
{
    *r = (dem_record){.row = get_int(c)};
    r->id = get_str(c);
    r->doc_id = get_str(c);
    r->doc = get_str(c);
    r->outlet = get_str(c);
    r->published = get_str(c);
    r->url = get_str(c);
    r->ord = (int32_t)get_int(c);
    r->sentence = get_span(c);
    r->source = get_words(c);
    r->source.parts = get_parts(c);
    r->cue = get_words(c);
    r->cue.parts = get_parts(c);
    r->content = get_words(c);
    r->content.parts = get_parts(c);
    r->mode = get_str(c);
    r->act = get_str(c);
    get_speaker(c, r);
    r->condition = get_words(c);
    r->marker = get_str(c);
    r->time = get_words(c);
    r->time_value = get_str(c);
    r->stance = get_str(c);
    r->negated = get_int(c) != 0;
    r->modality = get_str(c);
    r->level = (int32_t)get_int(c);
    r->via = get_str(c);
    r->plover = get_str(c);
    r->quad = (int32_t)get_int(c);
    r->realis = get_str(c);
    r->confidence = (int32_t)get_int(c);
    r->firsthand = get_int(c) != 0;
}

static void get_targets(dem_cursor *reader, dem_record *r)
{
    DEM_VEC(dem_record_target) list = {0};
    dem_bind_int(reader->targets, 1, r->row);
    while (dem_step(reader->targets)) {
        cells c = {reader->targets, 0, reader->arena};
        dem_record_target t = {.name = get_str(&c)};
        t.rel = get_str(&c);
        t.party = get_str(&c);
        t.span = get_span(&c);
        *dem_push(&list, reader->arena) = t;
    }
    dem_done(reader->targets);
    r->targets = list.at;
    r->n_targets = list.len;
}

static void get_relays(dem_cursor *reader, dem_record *r)
{
    DEM_VEC(dem_record_relay) list = {0};
    dem_bind_int(reader->relays, 1, r->row);
    while (dem_step(reader->relays)) {
        cells c = {reader->relays, 0, reader->arena};
        dem_record_relay t = {.outlet = get_str(&c)};
        t.how = get_str(&c);
        t.span = get_span(&c);
        *dem_push(&list, reader->arena) = t;
    }
    dem_done(reader->relays);
    r->relays = list.at;
    r->n_relays = list.len;
}

static const dem_str *get_texts(dem_query *query, int64_t row, int32_t *len, dem_arena *arena)
{
    DEM_VEC(dem_str) list = {0};
    dem_bind_int(query, 1, row);
    while (dem_step(query))
        *dem_push(&list, arena) = dem_str_copy(dem_col_str(query, 0), arena);
    dem_done(query);
    *len = list.len;
    return list.at;
}

static void open_lists(dem_cursor *reader)
{
    dem_store *s = reader->store;
    reader->targets = dem_store_query(
        s, "SELECT name, rel, party, begin, end FROM target WHERE statement = ?1 ORDER BY ord");
    reader->relays = dem_store_query(
        s, "SELECT outlet, how, begin, end FROM relay WHERE statement = ?1 ORDER BY ord");
    reader->topics = dem_store_query(s, "SELECT topic FROM topic WHERE statement = ?1 ORDER BY ord");
    reader->reasons = dem_store_query(s, "SELECT text FROM reason WHERE statement = ?1 ORDER BY ord");
    reader->mark = reader->arena->at;
}

static const char *const orders[] = {
    " ORDER BY d.published DESC, d.name, d.id, s.ord",
    " ORDER BY d.published IS NULL, d.published, d.name, d.id, s.ord", " ORDER BY d.name, d.id, s.ord"};

void dem_cursor_open(dem_cursor *reader, dem_store *store, const dem_filter *filter, dem_order order,
                     int64_t limit, int64_t skip, dem_arena *arena)
{
    *reader = (dem_cursor){.store = store, .arena = arena};
    reader->picked = limit > 0 && order == DEM_ORDER_NEWEST && filter->terms.len;
    if (reader->picked) {
        reader->page = dem_pick_statements(store, filter, DEM_PICK_LOG, limit, skip, NULL, arena);
        reader->rows = dem_store_query(store, "SELECT " COLUMNS TABLES " WHERE s.n = ?1");
        open_lists(reader);
        return;
    }
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(arena, "SELECT " COLUMNS "%s%.*s%s LIMIT %lld OFFSET %lld",
                                 filter->narrow ? TABLES : TABLES_IN_ORDER, (int)where.len, where.at, orders[order], (long long)(limit > 0 ? limit : -1),
                                 (long long)skip);
    reader->rows = dem_store_query(store, sql.at);
    dem_filter_bind(filter, reader->rows);
    open_lists(reader);
}

/* The row's query, for the next row of a page. */
static bool step(dem_cursor *reader)
{
    if (!reader->picked)
        return dem_step(reader->rows);
    while (reader->next < reader->page.n) {
        dem_done_early(reader->rows);
        dem_bind_int(reader->rows, 1, reader->page.rows[reader->next++]);
        if (dem_step(reader->rows))
            return true;
    }
    return false;
}

bool dem_cursor_next(dem_cursor *reader, dem_record *record)
{
    if (!reader->keep)
        reader->arena->at = reader->mark;
    if (!step(reader))
        return false;
    cells c = {reader->rows, 0, reader->arena};
    get_record(&c, record);
    get_targets(reader, record);
    get_relays(reader, record);
    record->topics = get_texts(reader->topics, record->row, &record->n_topics, reader->arena);
    record->why = get_texts(reader->reasons, record->row, &record->n_why, reader->arena);
    return true;
}

void dem_cursor_close(dem_cursor *reader)
{
    dem_query_free(reader->rows);
    dem_query_free(reader->targets);
    dem_query_free(reader->relays);
    dem_query_free(reader->topics);
    dem_query_free(reader->reasons);
}

int64_t dem_ledger_count(dem_store *store, const dem_filter *filter, dem_arena scratch)
{
    dem_str where = dem_filter_where(filter, &scratch);
    dem_str sql = dem_str_format(&scratch, "SELECT count(*) FROM document d JOIN said s ON s.doc = d.n%.*s",
                                 (int)where.len, where.at);
    dem_query *q = dem_store_query(store, sql.at);
    dem_filter_bind(filter, q);
    int64_t n = dem_step(q) ? dem_col_int(q, 0) : 0;
    dem_query_free(q);
    return n;
}

bool dem_ledger_resolve(dem_store *store, dem_str prefix, dem_id *id, dem_error *err)
{
    dem_query *q = dem_store_query(
        store, "SELECT id FROM statement WHERE id >= ?1 AND id < ?1 || '~' UNION ALL"
               " SELECT id FROM document WHERE id >= ?1 AND id < ?1 || '~' UNION ALL"
               " SELECT id FROM actor WHERE id >= ?1 AND id < ?1 || '~' UNION ALL"
               " SELECT id FROM event WHERE id >= ?1 AND id < ?1 || '~' UNION ALL"
               " SELECT id FROM concept WHERE id >= ?1 AND id < ?1 || '~' ORDER BY 1 LIMIT 2");
    dem_bind_str(q, 1, prefix);
    int found = 0;
    while (prefix.len && dem_step(q)) {
        dem_str got = dem_col_str(q, 0);
        if (!found++)
            snprintf(id->at, sizeof id->at, "%.*s", (int)got.len, got.at);
    }
    dem_query_free(q);
    int shown = (int)(prefix.len < 40 ? prefix.len : 40);
    if (found == 1)
        return true;
    if (dem_store_ok(store))
        dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1,
                 found ? "'%.*s' begins several ids: give more of it" : "'%.*s': no such id in the ledger",
                 shown, prefix.at);
    return false;
}

bool dem_ledger_statement(dem_store *store, dem_str id, dem_record *record, dem_arena *arena)
{
    dem_cursor reader = {.store = store, .arena = arena};
    reader.rows = dem_store_query(store, "SELECT " COLUMNS TABLES " WHERE s.id = ?1");
    dem_bind_str(reader.rows, 1, id);
    open_lists(&reader);
    bool there = dem_cursor_next(&reader, record);
    dem_cursor_close(&reader);
    return there;
}

bool dem_ledger_document(dem_store *store, dem_str id, dem_source_file *file, dem_arena *arena)
{
    dem_query *q = dem_store_query(
        store, "SELECT id, name, title, outlet, url, author, language, published, published_how, title_begin,"
               " title_end, raw_sha256, text_sha256, text, raw_bytes, sentences, tokens, main_begin,"
               " main_end, story, copy_of FROM document WHERE id = ?1");
    dem_bind_str(q, 1, id);
    bool there = dem_step(q);
    cells c = {q, 0, arena};
    if (there) {
        *file = (dem_source_file){.id = get_str(&c)};
        file->name = get_str(&c);
        file->title = get_str(&c);
        file->outlet = get_str(&c);
        file->url = get_str(&c);
        file->author = get_str(&c);
        file->language = get_str(&c);
        file->published = get_str(&c);
        file->published_how = get_str(&c);
        file->title_span = get_span(&c);
        file->raw_sha256 = get_str(&c);
        file->text_sha256 = get_str(&c);
        file->text = get_str(&c);
        file->raw_bytes = get_int(&c);
        file->sentences = get_int(&c);
        file->tokens = get_int(&c);
        file->main = get_span(&c);
        file->story = get_str(&c);
        file->copy_of = get_str(&c);
    }
    dem_query_free(q);
    return there;
}

dem_query *dem_ledger_documents(dem_store *store)
{
    return dem_store_query(store, "SELECT id FROM document ORDER BY name, id");
}

/* ------------------------------------------------------------------ events */

#define HAPPENED_COLUMNS                                                                          \
    "s.event_id, d.id, d.name, d.title, d.outlet, d.published, d.url, s.ord, s.told, s.id,"   \
    " s.sentence_begin, s.sentence_end, s.words, s.words_begin, s.words_end, s.actor, s.actor_begin," \
    " s.actor_end, s.speaker_name, s.party, s.recipient, s.recipient_begin, s.recipient_end,"       \
    " s.recipient_name, s.recipient_party, s.predicate, s.predicate_begin, s.predicate_end, s.plover," \
    " s.quad, s.manner, s.realis, s.collapsed, s.time, s.time_begin, s.time_end, s.time_value, s.place," \
    " s.place_begin, s.place_end, s.confidence, s.contexts, s.magnitude, s.magnitude_of, s.magnitude_words,"  \
    " s.magnitude_begin, s.magnitude_end"

static dem_happening_side get_side(cells *c)
{
    dem_happening_side side = {.words = get_words(c)};
    side.name = get_str(c);
    side.party = get_str(c);
    return side;
}

/* "military,economic" */
static const dem_str *get_list(cells *c, int32_t *len)
{
    DEM_VEC(dem_str) list = {0};
    for (dem_str rest = get_str(c); rest.at;)
        *dem_push(&list, c->arena) = dem_str_split(&rest, ',');
    *len = list.len;
    return list.at;
}

static void get_happening(cells *c, dem_happening *h)
{
    *h = (dem_happening){.id = get_str(c)};
    h->doc_id = get_str(c);
    h->doc = get_str(c);
    h->title = get_str(c);
    h->outlet = get_str(c);
    h->published = get_str(c);
    h->url = get_str(c);
    h->ord = h->first = (int32_t)get_int(c);
    h->told = get_str(c);
    h->record = -1;
    h->statement = get_str(c);
    h->sentence = get_span(c);
    h->words = get_words(c);
    h->actor = get_side(c);
    h->recipient = get_side(c);
    h->predicate = get_words(c);
    h->plover = get_str(c);
    h->quad = (int32_t)get_int(c);
    h->mode = get_str(c);
    h->realis = get_str(c);
    h->collapsed = get_str(c);
    h->time = get_words(c);
    h->time_value = get_str(c);
    h->place = get_words(c);
    h->confidence = (int32_t)get_int(c);
    h->contexts = get_list(c, &h->n_contexts);
    h->magnitude_milli = get_int(c);
    h->magnitude_of = get_str(c);
    h->magnitude = get_words(c);
}

static void open_happened(dem_happened *reader, dem_store *store, const char *sql, dem_arena *arena)
{
    *reader = (dem_happened){.rows = dem_store_query(store, sql), .arena = arena, .mark = arena->at};
}

void dem_happened_open(dem_happened *reader, dem_store *store, const dem_filter *filter, dem_order order, int64_t limit,
                       int64_t skip, dem_arena *arena)
{
    dem_str where = dem_filter_where(filter, arena);
    dem_str sql = dem_str_format(
        arena, "SELECT " HAPPENED_COLUMNS " FROM document d %s happened s ON s.doc = d.n%.*s%s LIMIT %lld OFFSET %lld",
        filter->narrow ? "JOIN" : "CROSS JOIN", (int)where.len, where.at, orders[order],
        (long long)(limit > 0 ? limit : -1), (long long)skip);
    open_happened(reader, store, sql.at, arena);
    dem_filter_bind(filter, reader->rows);
}

bool dem_happened_next(dem_happened *reader, dem_happening *happening)
{
    if (!reader->keep)
        reader->arena->at = reader->mark;
    if (!dem_step(reader->rows))
        return false;
    cells c = {reader->rows, 0, reader->arena};
    get_happening(&c, happening);
    return true;
}

void dem_happened_close(dem_happened *reader)
{
    dem_query_free(reader->rows);
}

bool dem_ledger_happening(dem_store *store, dem_str id, dem_happening *happening, dem_arena *arena)
{
    dem_happened reader;
    open_happened(&reader, store, "SELECT " HAPPENED_COLUMNS " FROM happened s JOIN document d ON d.n = s.doc"
                                  " WHERE s.event_id = ?1", arena);
    dem_bind_str(reader.rows, 1, id);
    bool there = dem_happened_next(&reader, happening);
    dem_happened_close(&reader);
    return there;
}
