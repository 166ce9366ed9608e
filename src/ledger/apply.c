/* The newest corrections beside the statements they belong to. */
#include "ledger/correct.h"
#include "ledger/places.h"
#include "ledger/write.h"
#include "lexicon/topic.h"

#include <stdio.h>
#include <string.h>

enum { VALUE_MAX = 1000, MERGES_MAX = 8 };

/* The newest value that people gave a field; a copy in `room`. */
static bool newest(dem_store *store, dem_str about, const char *field, dem_str *value, char *room, size_t cap)
{
    dem_query *q = dem_store_query(store, "SELECT value FROM review WHERE statement = ?1 AND field = ?2"
                                          " ORDER BY n DESC LIMIT 1");
    dem_bind_str(q, 1, about);
    dem_bind_str(q, 2, dem_str_of(field));
    bool there = dem_step(q);
    dem_str got = dem_str_cut(dem_col_str(q, 0), 0, cap);
    if (got.len)
        memcpy(room, got.at, got.len);
    *value = (dem_str){room, got.len};
    dem_query_free(q);
    return there;
}

static void set_speaker(dem_store *store, dem_str statement_id, int64_t actor)
{
    dem_query *q = dem_store_query(store, "UPDATE statement SET r_speaker = ?2, r_speaker_name = (SELECT name FROM actor"
                                          " WHERE n = ?2) WHERE id = ?1");
    dem_bind_str(q, 1, statement_id);
    dem_bind_int(q, 2, actor);
    dem_done(q);
    dem_query_free(q);
}

/* The actor that the statement's own one was merged into, through several merges; 0 when it was not. */
static int64_t merged_speaker(dem_store *store, dem_str statement_id)
{
    char room[VALUE_MAX], id[VALUE_MAX];
    dem_query *q = dem_store_query(store, "SELECT a.id FROM statement s JOIN actor a ON a.n = s.speaker WHERE s.id = ?1");
    dem_bind_str(q, 1, statement_id);
    dem_str actor = {id, 0}, into;
    if (dem_step(q)) {
        actor.len = dem_col_str(q, 0).len < sizeof id ? dem_col_str(q, 0).len : sizeof id;
        memcpy(id, dem_col_str(q, 0).at, actor.len);
    }
    dem_query_free(q);
    bool merged = false;
    for (int i = 0; i < MERGES_MAX && actor.len && newest(store, actor, "same_as", &into, room, sizeof room); i++) {
        merged = !dem_str_eq(into, actor);
        memcpy(id, into.at, into.len);
        actor.len = into.len;
    }
    return merged ? dem_store_int_of(store, "SELECT n FROM actor WHERE id = ?1", actor) : 0;
}

/* The statement at hand. */
typedef struct statement {
    dem_store *store;
    dem_str id;
    int64_t n;
    dem_query *text; /* its document's */
} statement;

/* Opens the text, and closes it again: it may be long, and not every correction needs it. */
static dem_str open_text(statement *p)
{
    p->text = dem_store_query(p->store, "SELECT d.text FROM document d JOIN statement s ON s.doc = d.n WHERE s.id = ?1");
    dem_bind_str(p->text, 1, p->id);
    return dem_step(p->text) ? dem_col_str(p->text, 0) : (dem_str){0};
}

static bool is_none(dem_str value) { return dem_str_eq(value, DEM_STR("-")); }

/* One column of the statement; ?2 is the value. */
static void set_column(const statement *p, const char *assignment, dem_str value)
{
    char sql[200];
    snprintf(sql, sizeof sql, "UPDATE statement SET %s WHERE id = ?1", assignment);
    dem_query *q = dem_store_query(p->store, sql);
    dem_bind_str(q, 1, p->id);
    dem_bind_str(q, 2, value);
    dem_done(q);
    dem_query_free(q);
}

static void set_words(statement *p, const dem_field *f, dem_str value)
{
    char sql[200];
    dem_span first = {0}, last = {0};
    dem_str rest = value, text = open_text(p);
    int n = 0;
    bool several = f->kind == DEM_FIELD_PIECES, none = is_none(value);
    for (dem_span one; !none && dem_place_next(&rest, &one); last = one)
        first = n++ ? first : one;
    if (none || (n && last.end <= text.len)) {
        snprintf(sql, sizeof sql, "UPDATE statement SET r_%s = ?2, r_%s_begin = ?3, r_%s_end = ?4%s%s%s WHERE id = ?1", f->name,
                 f->name, f->name, several ? ", r_" : "", several ? f->name : "", several ? "_spans = ?5" : "");
        dem_query *q = dem_store_query(p->store, sql);
        dem_bind_str(q, 1, p->id);
        dem_bind_str(q, 2, none ? DEM_STR("") : dem_str_cut(text, first.begin, last.end));
        if (!none) {
            dem_bind_int(q, 3, first.begin);
            dem_bind_int(q, 4, last.end);
        }
        if (n > 1)
            dem_bind_str(q, 5, value);
        dem_done(q);
        dem_query_free(q);
    }
    dem_query_free(p->text);
}

static void run(const statement *p, const char *sql)
{
    dem_query *q = dem_store_query(p->store, sql);
    dem_bind_int(q, 1, p->n);
    dem_done(q);
    dem_query_free(q);
}

/* The machine's rows go aside once; those that count are written anew. */
static void empty_list(const statement *p, const char *table)
{
    char sql[200];
    snprintf(sql, sizeof sql, "INSERT INTO %s_was SELECT * FROM %s WHERE statement = ?1 AND (SELECT r_%s FROM statement WHERE n ="
                              " ?1) IS NULL", table, table, table);
    run(p, sql);
    snprintf(sql, sizeof sql, "UPDATE statement SET r_%s = 1 WHERE n = ?1", table);
    run(p, sql);
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE statement = ?1", table);
    run(p, sql);
}

/* The contexts of what the statement does or tells follow its topics; those of a user's own topics are unknown, and the
 * machine's stay. */
static void put_contexts(const statement *p, const dem_str *topics, int32_t n)
{
    char list[VALUE_MAX];
    dem_str contexts[DEM_TOPICS];
    size_t len = 0;
    n = dem_topic_contexts(topics, n, contexts);
    for (int32_t i = 0; i < n; i++)
        len += (size_t)snprintf(list + len, sizeof list - len, "%s%.*s", i ? "," : "", (int)contexts[i].len, contexts[i].at);
    dem_query *q = dem_store_query(p->store, "UPDATE event SET r_contexts = ?2 WHERE statement = ?1");
    dem_bind_int(q, 1, p->n);
    if (n >= 0)
        dem_bind_str(q, 2, (dem_str){list, len});
    dem_done(q);
    dem_query_free(q);
}

static void put_topics(const statement *p, dem_str value)
{
    dem_str topics[DEM_TOPICS];
    int32_t n = 0;
    dem_query *q = dem_store_query(p->store, "INSERT INTO topic VALUES (?1, ?2, ?3)");
    empty_list(p, "topic");
    for (int i = 0; !is_none(value) && value.at; i++) {
        dem_str topic = dem_str_split(&value, ',');
        dem_bind_int(q, 1, p->n);
        dem_bind_int(q, 2, i);
        dem_bind_str(q, 3, topic);
        dem_done(q);
        if (n < DEM_TOPICS)
            topics[n++] = topic;
    }
    dem_query_free(q);
    put_contexts(p, topics, n);
}

/* The next place in the statement's list. */
#define NEXT(table) "(SELECT coalesce(max(y.ord), -1) + 1 FROM " table " y WHERE y.statement = ?1)"

/* "b-e NAME; b-e NAME": ?1 the statement, ?2 the name, ?3 and ?4 the place in the text, ?5 what it is there. */
static void put_mentions(const statement *p, const char *sql, dem_str value, const char *what)
{
    dem_query *q = dem_store_query(p->store, sql);
    while (!is_none(value) && value.at) {
        dem_str name = dem_str_trim(dem_str_split(&value, ';')), at = dem_str_split(&name, ' ');
        dem_span span;
        if (!dem_place_next(&at, &span))
            continue;
        dem_bind_int(q, 1, p->n);
        dem_bind_str(q, 2, name);
        dem_bind_int(q, 3, span.begin);
        dem_bind_int(q, 4, span.end);
        dem_bind_str(q, 5, dem_str_of(what));
        dem_done(q);
    }
    dem_query_free(q);
}

/* Of each relation the rows that people gave, else the machine's. A name has the side it has elsewhere in the report. */
static void put_targets(const statement *p)
{
    static const char given[] =
        "INSERT INTO target (statement, ord, name, begin, end, rel, party) SELECT ?1, " NEXT("target") ", ?2, ?3, ?4, ?5,"
        " (SELECT min(x.party) FROM (SELECT statement, name, party FROM target UNION ALL SELECT statement, name, party FROM"
        " target_was) x JOIN statement s ON s.n = x.statement WHERE x.name = ?2 AND s.doc = (SELECT doc FROM statement WHERE n = ?1))";
    static const char machine[] =
        "INSERT INTO target SELECT statement, " NEXT("target") " + ord, name, rel, begin, end, party FROM target_was WHERE statement"
        " = ?1 AND rel = ?2";
    char room[VALUE_MAX];
    empty_list(p, "target");
    for (int i = 0; i < dem_fields_count; i++) {
        const char *rel = dem_fields[i].name;
        dem_str value;
        if (dem_fields[i].kind != DEM_FIELD_TARGETS)
            continue;
        if (newest(p->store, p->id, rel, &value, room, sizeof room)) {
            put_mentions(p, given, value, rel);
            continue;
        }
        dem_query *q = dem_store_query(p->store, machine);
        dem_bind_int(q, 1, p->n);
        dem_bind_str(q, 2, dem_str_of(rel));
        dem_done(q);
        dem_query_free(q);
    }
}

static void apply(statement *p, const dem_field *f, dem_str value)
{
    char set[100];
    dem_str kept = is_none(value) && f->none ? DEM_STR("") : value;
    switch (f->kind) {
    case DEM_FIELD_PIECES:
    case DEM_FIELD_WORDS: set_words(p, f, value); return;
    case DEM_FIELD_TOPICS: put_topics(p, value); return;
    case DEM_FIELD_RELAYS:
        empty_list(p, "relay");
        put_mentions(p, "INSERT INTO relay (statement, ord, outlet, begin, end, how) VALUES (?1, " NEXT("relay") ", ?2, ?3, ?4, ?5)",
                     value, "person");
        return;
    case DEM_FIELD_TARGETS: return; /* together, below */
    case DEM_FIELD_FLAG:
    case DEM_FIELD_LEVEL: snprintf(set, sizeof set, "r_%s = CAST(?2 AS INTEGER)", f->name); break;
    case DEM_FIELD_DATE: snprintf(set, sizeof set, "r_time_value = ?2"); break;
    default:
        if (f->set == &dem_plover_set)
            snprintf(set, sizeof set, "r_plover = ?2, r_quad = nullif(%d, 0)", dem_plover_quad(dem_tag_find(dem_plover_set, value)));
        else
            snprintf(set, sizeof set, "r_%s = ?2", f->name);
    }
    set_column(p, set, kept);
}

/* Who speaks: whom people named, else the one whom the machine's actor was merged into. */
static void apply_speaker(const statement *p)
{
    char room[VALUE_MAX];
    dem_str value;
    int64_t actor = newest(p->store, p->id, "speaker", &value, room, sizeof room)
                        ? dem_ledger_named_actor(p->store, p->id, value) : merged_speaker(p->store, p->id);
    if (actor)
        set_speaker(p->store, p->id, actor);
    else
        run(p, "UPDATE statement SET r_speaker = NULL, r_speaker_name = NULL WHERE n = ?1 AND r_speaker IS NOT NULL");
}

void dem_ledger_apply_reviews(dem_store *store, dem_str statement_id)
{
    char room[VALUE_MAX];
    dem_str value;
    bool targets = false;
    statement p = {.store = store, .id = statement_id, .n = dem_store_int_of(store, "SELECT n FROM statement WHERE id = ?1", statement_id)};
    if (!p.n)
        return;
    for (int i = 0; i < dem_fields_count; i++) {
        const dem_field *f = &dem_fields[i];
        bool kept = strcmp(f->name, "confirmed") != 0 && strcmp(f->name, "speaker") != 0;
        if (!kept || !newest(store, statement_id, f->name, &value, room, sizeof room))
            continue;
        targets |= f->kind == DEM_FIELD_TARGETS;
        apply(&p, f, value);
    }
    if (targets)
        put_targets(&p);
    apply_speaker(&p);
}

/* Every statement of an actor that was merged, or is so no more. */
void dem_ledger_apply_merge(dem_store *store, dem_str actor_id)
{
    dem_query *q = dem_store_query(store, "SELECT s.id FROM statement s JOIN actor a ON a.n = s.speaker WHERE a.id = ?1");
    dem_bind_str(q, 1, actor_id);
    while (dem_step(q)) {
        char id[DEM_ID_LEN + 1];
        dem_str got = dem_str_cut(dem_col_str(q, 0), 0, DEM_ID_LEN);
        memcpy(id, got.at, got.len);
        dem_ledger_apply_reviews(store, (dem_str){id, got.len});
    }
    dem_query_free(q);
}
