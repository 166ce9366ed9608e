#include "sample_doc.h"

#include "base/embed.h"
#include "base/out.h"
#include "event/event.h"
#include "ledger/check.h"
#include "ledger/filter.h"
#include "ledger/happening.h"
#include "ledger/correct.h"
#include "ledger/write.h"
#include "show/lines.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct world {
    dem_arena arena, asking;
    dem_doc doc;
    dem_source_file file;
    dem_records records;
    dem_store *store;
} world;

static void open_world(world *w)
{
    dem_error err = {0};
    w->arena = unit_arena(4 << 20);
    w->asking = unit_arena(4 << 20);
    sample_fill(&w->doc, &w->arena);
    w->file = dem_source_file_of(&w->doc, w->doc.text, &w->arena);
    w->records = dem_records_of(&w->doc, w->file.id, &w->arena);
    w->store = dem_store_open(":memory:", DEM_STORE_MAKE, &err);
    assert_non_null(w->store);
}

static void close_world(world *w)
{
    dem_store_close(w->store);
    dem_arena_close(&w->arena);
    dem_arena_close(&w->asking);
}

static dem_put put(world *w)
{
    return dem_ledger_put(w->store, &w->doc, &w->file, w->records,
                          (dem_stamp){DEM_STR("test"), DEM_STR("2025-01-31T00:00:00Z")});
}

static int64_t count(world *w, const char *query)
{
    dem_error err = {0};
    dem_filter filter;
    dem_filter_open(&filter, &w->asking, DEM_STR("2025-01-31"));
    if (!dem_filter_word(&filter, dem_str_of(query), &err))
        return -1;
    int64_t n = dem_ledger_count(w->store, &filter, w->asking);
    assert_true(dem_store_ok(w->store));
    return n;
}

static void ids_follow_from_content(void **state)
{
    (void)state;
    world a, b;
    open_world(&a);
    open_world(&b);
    assert_int_equal(a.records.len, 2);
    assert_int_equal(a.records.at[0].id.len, DEM_ID_LEN);
    for (int i = 0; i < 2; i++)
        assert_true(dem_str_eq(a.records.at[i].id, b.records.at[i].id));
    assert_false(dem_str_eq(a.records.at[0].id, a.records.at[1].id));
    assert_true(dem_str_eq(a.records.at[1].via, a.records.at[0].id));
    close_world(&a);
    close_world(&b);
}

static void equal_spans_have_ids_of_their_own(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    dem_statement twin = w.doc.statements.at[1];
    *dem_push(&w.doc.statements, &w.arena) = twin;
    dem_records records = dem_records_of(&w.doc, w.file.id, &w.arena);
    assert_false(dem_str_eq(records.at[1].id, records.at[2].id));
    assert_true(dem_str_eq(records.at[1].id, w.records.at[1].id));
    close_world(&w);
}

static void unnamed_actors_stay_in_their_document(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    dem_records other = dem_records_of(&w.doc, DEM_STR("d000000000000"), &w.arena);
    assert_true(dem_str_eq(other.at[0].speaker.id, w.records.at[0].speaker.id));
    assert_false(dem_str_eq(other.at[1].speaker.id, w.records.at[1].speaker.id));
    close_world(&w);
}

static void storing_twice_is_storing_once(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    dem_meta nothing = {0};
    assert_false(dem_ledger_knows(w.store, w.file.raw_sha256, &nothing, &w.arena));
    assert_int_equal(put(&w), DEM_PUT_NEW);
    assert_true(dem_ledger_knows(w.store, w.file.raw_sha256, &nothing, &w.arena));
    assert_int_equal(put(&w), DEM_PUT_AGAIN);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM document"), 1);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM statement"), 2);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM actor"), 2);
    assert_int_equal(count(&w, "troops"), 1);
    close_world(&w);
}

static void first_name_in_byte_order_wins(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    assert_true(dem_ledger_sight(w.store, w.file.raw_sha256, DEM_STR("zz.txt")));
    assert_true(dem_ledger_sight(w.store, w.file.raw_sha256, DEM_STR("aa.txt")));
    dem_source_file file;
    assert_true(dem_ledger_document(w.store, w.file.id, &file, &w.asking));
    assert_str(file.name, "aa.txt");
    close_world(&w);
}

static void what_the_user_says_later_is_news(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.file.published = DEM_STR("2020-01-02");
    w.file.published_how = DEM_STR("option");
    put(&w);
    dem_meta same = {.published = DEM_STR("2020-01-02")}, other = {.outlet = DEM_STR("Post")};
    assert_true(dem_ledger_knows(w.store, w.file.raw_sha256, &same, &w.arena));
    assert_false(dem_ledger_knows(w.store, w.file.raw_sha256, &other, &w.arena));
    assert_str(other.published, "2020-01-02"); /* what was said earlier is kept */
    close_world(&w);
}

static void records_come_back_as_they_went_in(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    dem_record r;
    assert_true(dem_ledger_statement(w.store, w.records.at[0].id, &r, &w.asking));
    assert_str(r.act, "CONDITION");
    assert_str(r.speaker.name, "Ana Ruiz");
    assert_str(r.speaker.party, "ARG");
    assert_str(r.condition.text, "only if the blockade ended");
    assert_str(r.content.text, "troops would leave only if the blockade ended");
    assert_int_equal(r.n_topics, 2);
    assert_str(r.topics[1], "blockade");
    assert_int_equal(r.n_targets, 1);
    assert_str(r.targets[0].rel, "bound");
    assert_int_equal(r.confidence, 87);
    assert_true(dem_ledger_statement(w.store, w.records.at[1].id, &r, &w.asking));
    assert_int_equal(r.level, 2);
    assert_int_equal(r.n_relays, 1);
    assert_str(r.relays[0].outlet, "TASS");
    close_world(&w);
}

typedef struct text {
    char at[8192];
    size_t len;
} text;

static bool to_text(void *context, const char *at, size_t len)
{
    text *t = context;
    assert_true(t->len + len < sizeof t->at);
    memcpy(t->at + t->len, at, len);
    t->at[t->len += len] = 0;
    return true;
}

static void a_line_is_the_same_from_document_and_ledger(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    for (int i = 0; i < 2; i++) {
        text a = {0}, b = {0};
        dem_out out = {.write = to_text, .context = &a};
        dem_line_statement(&out, &w.records.at[i], (dem_line_style){0});
        assert_true(dem_out_close(&out));
        dem_record r;
        assert_true(dem_ledger_statement(w.store, w.records.at[i].id, &r, &w.asking));
        out = (dem_out){.write = to_text, .context = &b};
        dem_line_statement(&out, &r, (dem_line_style){0});
        assert_true(dem_out_close(&out));
        assert_string_equal(a.at, b.at);
    }
    close_world(&w);
}

static void queries(void **state)
{
    (void)state;
    static const struct { const char *query; int64_t expected; } cases[] = {
        {"party:ARG", 2}, {"party:arg", 2}, {"party:RUS", 0}, {"act:deny", 1}, {"-act:DENY", 1},
        {"act:DENY,CONDITION", 2}, {"speaker:ruiz", 1}, {"speaker:Ana Ruiz", 1}, {"topic:troops", 1},
        {"on:blockade", 1}, {"has:condition", 1}, {"-has:condition", 1}, {"has:relay", 1}, {"relay:tass", 1},
        {"level:1", 1}, {"level:2+", 1}, {"mode:indirect", 2}, {"is:undated", 2}, {"is:unnamed", 1},
        {"blockade", 1}, {"block*", 1}, {"\"the blockade\"", 1}, {"\"blockade the\"", 0}, {"-blockade", 1},
        {"to:troops", 1}, {"doc:talks", 2}, {"since:1d", 2}, {"since:2020", 0}, {"since:2020-13", -1},
        {"act:SHOUT", -1}, {"nonsense:x", -1}, {"act:", -1}, {"party:ARG blockade level:1", 1},
        {"speaker:%", 0}, {"speaker:_", 0}, {"AND", 0}, {"level:x", -1}, {"has:hat", -1}};
    world w;
    open_world(&w);
    put(&w);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t n = count(&w, cases[i].query);
        if (n != cases[i].expected)
            fail_msg("%s: expected %d, got %d", cases[i].query, (int)cases[i].expected, (int)n);
    }
    close_world(&w);
}

static void ages(void **state)
{
    (void)state;
    static const struct { const char *today, *age, *expected; } cases[] = {
        {"2025-01-31", "1d", "2025-01-30"}, {"2025-03-01", "1d", "2025-02-28"},
        {"2024-03-01", "1d", "2024-02-29"}, {"2025-01-31", "2w", "2025-01-17"},
        {"2025-03-31", "1m", "2025-02-28"}, {"2024-02-29", "1y", "2023-02-28"},
        {"2025-01-31", "1m", "2024-12-31"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[11];
        assert_true(dem_date_ago(dem_str_of(cases[i].today), dem_str_of(cases[i].age), out));
        assert_string_equal(out, cases[i].expected);
    }
    char out[11];
    assert_false(dem_date_ago(DEM_STR("2025-01-31"), DEM_STR("d"), out));
    assert_false(dem_date_ago(DEM_STR("2025-01-31"), DEM_STR("2x"), out));
    assert_true(dem_date_ok(DEM_STR("2024-02-29")) && dem_date_ok(DEM_STR("2024")));
    assert_true(dem_date_ok(DEM_STR("2024-02-29T10:00:00Z")));
    assert_false(dem_date_ok(DEM_STR("2023-02-29")) || dem_date_ok(DEM_STR("2024-00")));
    assert_false(dem_date_ok(DEM_STR("20240101")) || dem_date_ok(DEM_STR("")));
}

static int faults_told;
static void told(void *context, dem_str id, dem_str doc, dem_str what)
{
    (void)context, (void)id, (void)doc, (void)what;
    faults_told++;
}

static int64_t faults(world *w)
{
    return dem_ledger_check(w->store, told, NULL, &w->asking).faults;
}

static void check_sees_every_change(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "UPDATE document SET text = replace(text, 'troops', 'groups')",
        "UPDATE document SET text_sha256 = replace(text_sha256, substr(text_sha256, 1, 1), 'z')",
        "UPDATE document SET raw_sha256 = 'x'",
        "UPDATE statement SET content_begin = content_begin + 1",
        "UPDATE statement SET cue = 'meant'",
        "UPDATE statement SET condition_end = 9999 WHERE condition IS NOT NULL",
        "UPDATE statement SET sentence_end = 5000",
        "UPDATE target SET end = 5000",
        "UPDATE relay SET end = 5000",
        "UPDATE block SET end = 5000"};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        world w;
        open_world(&w);
        put(&w);
        assert_int_equal(faults(&w), 0);
        dem_store_run(w.store, damages[i]);
        assert_true(dem_store_ok(w.store));
        if (!faults(&w))
            fail_msg("not seen: %s", damages[i]);
        close_world(&w);
    }
    assert_true(faults_told > 0);
}

static void forgetting_leaves_nothing(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    assert_true(dem_ledger_forget(w.store, w.file.id));
    static const char *const tables[] = {"document", "sighting", "block", "note", "actor", "statement",
                                         "target", "topic", "relay", "reason", "review",
                                         "target_was", "topic_was", "relay_was"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        assert_int_equal(dem_store_int(w.store, sql), 0);
    }
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM words WHERE words MATCH 'troops'"), 0);
    assert_false(dem_ledger_forget(w.store, w.file.id));
    close_world(&w);
}

static void reviews_are_added_never_changed(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    dem_query *q = dem_store_query(w.store, "INSERT INTO review (statement, field, value, who, why, at)"
                                            " VALUES (?1, 'act', 'DEMAND', 'me', 'sounds so', 'now')");
    dem_bind_str(q, 1, w.records.at[0].id);
    dem_done(q);
    dem_query_free(q);
    dem_ledger_apply_reviews(w.store, w.records.at[0].id);
    assert_int_equal(count(&w, "act:DEMAND"), 1);
    assert_int_equal(put(&w), DEM_PUT_AGAIN); /* a correction outlives coding anew */
    assert_int_equal(count(&w, "act:DEMAND"), 1);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM statement WHERE act = 'CONDITION'"), 1);
    dem_store_run(w.store, "UPDATE review SET value = 'CLAIM'");
    dem_error err = {0};
    assert_true(dem_store_take_error(w.store, &err));
    close_world(&w);
}

static void a_failure_takes_back_the_document(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    put(&w);
    dem_store_run(w.store, "CREATE TEMP TRIGGER stop BEFORE INSERT ON relay BEGIN SELECT raise(ABORT, 'stop'); END");
    w.file.id = DEM_STR("d999999999999");
    w.file.raw_sha256 = DEM_STR("other");
    w.records.at[0].id = DEM_STR("s999999999990");
    w.records.at[1].id = DEM_STR("s999999999991");
    assert_int_equal(put(&w), DEM_PUT_FAILED);
    dem_error err = {0};
    assert_true(dem_store_take_error(w.store, &err));
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM document"), 1);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM statement"), 2);
    close_world(&w);
}

static void other_files_are_refused_untouched(void **state)
{
    (void)state;
    char path[] = "/tmp/test_ledger_XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "notes, not a ledger", 19), 19);
    close(file);
    dem_error err = {0};
    assert_null(dem_store_open(path, DEM_STORE_MAKE, &err));
    assert_string_equal(err.message, "not a ledger");
    char back[64];
    FILE *again = fopen(path, "rb");
    assert_int_equal(fread(back, 1, sizeof back, again), 19);
    fclose(again);
    unlink(path);
    err = (dem_error){0};
    assert_null(dem_store_open(path, DEM_STORE_READ, &err));
    assert_int_equal(err.code, DEM_E_IO);
}

/* A ledger of schema `version` with a report, a statement that somebody corrected and one that is as it was. */
static void make_older(const char *path, int version)
{
    static const char rows[] =
        "INSERT INTO document (n, id, name, raw_sha256, raw_bytes, text_sha256, text, sentences, tokens, coded_by, added)"
        " VALUES (1, 'd1', 'a.txt', '', 9, '', 'the words of a report', 1, 5, '', '');"
        "INSERT INTO statement (n, id, doc, ord, sentence_begin, sentence_end, content, content_begin, content_end, mode, act,"
        " negated, modality, level, confidence) VALUES (1, 's1', 1, 0, 0, 21, 'words', 4, 9, 'indirect', 'CLAIM', 0, 'asserted', 1,"
        " 50), (2, 's2', 1, 1, 0, 21, 'report', 15, 21, 'indirect', 'CLAIM', 0, 'asserted', 1, 50);"
        "INSERT INTO topic VALUES (1, 0, 'talks');"
        "INSERT INTO review (statement, field, value, who, why, at) VALUES ('s1', 'act', 'DENY', 'me', 'so', '');"
        "UPDATE statement SET r_act = 'DENY' WHERE n = 1";
    sqlite3 *old;
    assert_int_equal(sqlite3_open(path, &old), SQLITE_OK);
    for (int i = 1; i <= version; i++) {
        char name[64];
        snprintf(name, sizeof name, "src/ledger/%04d.sql", i);
        assert_int_equal(sqlite3_exec(old, dem_embed_find(name).at, NULL, NULL, NULL), SQLITE_OK);
    }
    char mark[100];
    snprintf(mark, sizeof mark, "PRAGMA application_id = 1145392449; PRAGMA user_version = %d", version);
    assert_int_equal(sqlite3_exec(old, mark, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(old, rows, NULL, NULL, NULL), SQLITE_OK);
    if (version >= 3) /* there were no events before */
        assert_int_equal(sqlite3_exec(old, "INSERT INTO event (n, id, doc, ord, first, told, sentence_begin, sentence_end, words,"
                                           " words_begin, words_end, actor_name, plover, quad, realis, confidence) VALUES (1, 'e1',"
                                           " 1, 0, 0, 'narrated', 0, 21, 'the words', 0, 9, 'a man', 'AID', 2, 'actual', 80)",
                                      NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(old);
}

static void an_older_ledger_is_brought_up_to_date(void **state)
{
    (void)state;
    for (int version = 1; version <= DEM_STORE_VERSION; version++) {
        char path[] = "/tmp/test_ledger_XXXXXX";
        dem_error err = {0};
        int file = mkstemp(path);
        assert_true(file >= 0);
        close(file);
        make_older(path, version);
        dem_store *store = dem_store_open(path, DEM_STORE_WRITE, &err);
        assert_non_null(store);
        assert_int_equal(dem_store_int(store, "PRAGMA user_version"), DEM_STORE_VERSION);
        assert_int_equal(dem_store_int(store, "SELECT value FROM state WHERE key = 'generation'"), 1);
        assert_int_equal(dem_store_int(store, "SELECT count(*) FROM said WHERE act = 'DENY' AND content = 'words'"), 1);
        assert_int_equal(dem_store_int(store, "SELECT count(*) FROM machine_topic WHERE topic = 'talks'"), 1);
        assert_int_equal(dem_store_int(store, "SELECT count(*) FROM happened WHERE plover = 'AID' AND contexts IS NULL AND"
                                              " magnitude IS NULL AND magnitude_of IS NULL"), version >= 3);
        dem_store_run(store, "UPDATE statement SET r_content = 'the words', r_content_begin = 0, r_content_end = 9 WHERE n = 1");
        assert_int_equal(dem_store_int(store, "SELECT count(*) FROM words WHERE words MATCH 'content : the'"), 1);
        dem_store_run(store, "DELETE FROM document");
        assert_int_equal(dem_store_int(store, "SELECT count(*) FROM words WHERE words MATCH 'words'"), 0);
        dem_store_run(store, "INSERT INTO words (words) VALUES ('integrity-check')");
        assert_true(dem_store_ok(store));
        dem_store_close(store);
        unlink(path);
    }
}

/* One deed told twice and one act: the deed counts once; a rejected statement takes its act along. */
static void events_are_kept_once(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    for (int i = 0; i < 2; i++)
        *dem_push(&w.doc.events, &w.arena) = (dem_event_row){
            .from = DEM_EVENT_REPORTED, .statement = 0, .code = {DEM_PLOVER_YIELD, 2, "conditional"},
            .sentence = w.records.at[0].sentence, .source = sample_at(i ? "The minister" : "troops"),
            .target = sample_at("the blockade"), .predicate = sample_at(i ? "said" : "leave"), .source_actor = 0,
            .target_actor = -1, .confidence = 0.5f, .mode = DEM_STR("withdraw")};
    dem_happenings all = dem_happenings_of(&w.doc, w.records, &w.arena);
    assert_int_equal(all.len, 4);
    for (int32_t i = 0; i < all.len; i++) {
        assert_int_equal(all.at[i].ord, i);
        assert_int_equal(all.at[i].id.len, DEM_ID_LEN);
    }
    assert_int_equal(put(&w), DEM_PUT_NEW);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM event"), 4);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM happened WHERE told = 'reported'"), 1);
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM happened WHERE told = 'reported' AND"
                                            " collapsed IS NULL AND manner = 'withdraw' AND party = 'ARG'"), 1);
    int64_t acts = dem_store_int(w.store, "SELECT count(*) FROM happened WHERE told = 'act'");
    dem_store_run(w.store, "UPDATE statement SET r_rejected = 1 WHERE ord = 0");
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM happened WHERE told = 'reported'"), 0);
    assert_true(dem_store_int(w.store, "SELECT count(*) FROM happened WHERE told = 'act'") <= acts);
    dem_store_run(w.store, "DELETE FROM document");
    assert_int_equal(dem_store_int(w.store, "SELECT count(*) FROM event"), 0);
    assert_true(dem_store_ok(w.store));
    close_world(&w);
}

typedef struct deed_world {
    world w;
    dem_happening deed;
} deed_world;

/* A deed told by the first statement, with two contexts and a magnitude; read from the ledger when stored. */
static void open_deed(deed_world *d)
{
    static const dem_str contexts[] = {{"military", 8}, {"economic", 8}};
    open_world(&d->w);
    *dem_push(&d->w.doc.events, &d->w.arena) = (dem_event_row){
        .from = DEM_EVENT_REPORTED, .statement = 0, .code = {DEM_PLOVER_AID, 2, "actual"}, .sentence = d->w.records.at[0].sentence,
        .source = sample_at("The minister"), .target = sample_at("the blockade"), .predicate = sample_at("leave"), .source_actor = 0,
        .target_actor = -1, .confidence = 0.5f, .contexts = contexts, .n_contexts = 2,
        .magnitude = {DEM_MAGNITUDE_percent, 12500, sample_at("troops")}};
    dem_happenings all = dem_happenings_of(&d->w.doc, d->w.records, &d->w.arena);
    for (int32_t i = 0; i < all.len; i++)
        if (dem_happening_is_deed(&all.at[i]))
            d->deed = all.at[i];
    put(&d->w);
}

static void contexts_and_magnitude_come_back(void **state)
{
    (void)state;
    deed_world d;
    open_deed(&d);
    dem_happening h;
    char room[DEM_MAGNITUDE_LEN];
    assert_true(dem_ledger_happening(d.w.store, d.deed.id, &h, &d.w.asking));
    assert_int_equal(h.n_contexts, 2);
    assert_str(h.contexts[0], "military");
    assert_str(dem_happening_contexts(&h, &d.w.asking), "military,economic");
    assert_str(h.magnitude_of, "percent");
    assert_str(h.magnitude.text, "troops");
    assert_str(dem_happening_magnitude(&h, room), "12.5");
    text a = {0}, b = {0};
    dem_out out = {.write = to_text, .context = &a};
    dem_line_event(&out, &d.deed, (dem_line_style){0});
    assert_true(dem_out_close(&out));
    out = (dem_out){.write = to_text, .context = &b};
    dem_line_event(&out, &h, (dem_line_style){0});
    assert_true(dem_out_close(&out));
    assert_string_equal(a.at, b.at);
    dem_store_run(d.w.store, "UPDATE event SET magnitude_words = 'guns' WHERE magnitude IS NOT NULL");
    assert_true(faults(&d.w) > 0);
    close_world(&d.w);
}

static void magnitudes_as_numbers(void **state)
{
    (void)state;
    static const struct { int64_t milli; const char *text; } cases[] = {
        {12000, "12"}, {12500, "12.5"}, {250, "0.25"}, {1, "0.001"}, {1000000000000, "1000000000"}, {0, "0"},
        {(int64_t)1 << 52, "4503599627370.496"}};
    char room[DEM_MAGNITUDE_LEN];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(dem_happening_magnitude(&(dem_happening){.magnitude_of = DEM_STR("money"), .magnitude_milli = cases[i].milli}, room),
                   cases[i].text);
    assert_int_equal(dem_happening_magnitude(&(dem_happening){.magnitude_milli = 5000}, room).len, 0);
}

static void correct_topics(world *w, const char *topics)
{
    dem_query *q = dem_store_query(w->store, "INSERT INTO review (statement, field, value, who, why, at) VALUES (?1, 'topic', ?2, 'me',"
                                             " 'so', 'now')");
    dem_bind_str(q, 1, w->records.at[0].id);
    dem_bind_str(q, 2, dem_str_of(topics));
    dem_done(q);
    dem_query_free(q);
    dem_ledger_apply_reviews(w->store, w->records.at[0].id);
}

/* The machine's contexts stay beside those of the topics that people gave, also when the document is coded anew. */
static void contexts_follow_corrected_topics(void **state)
{
    (void)state;
    static const struct { const char *topics, *contexts; } cases[] = {
        {"water,fisheries,talks", "resource,diplomatic"}, {"leadership", ""}, {"-", ""}, {"tariffs", "economic"}};
    deed_world d;
    open_deed(&d);
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        dem_happening h;
        correct_topics(&d.w, cases[i / 2].topics);
        if (i % 2)
            assert_int_equal(put(&d.w), DEM_PUT_AGAIN);
        assert_true(dem_ledger_happening(d.w.store, d.deed.id, &h, &d.w.asking));
        assert_str(dem_happening_contexts(&h, &d.w.asking), cases[i / 2].contexts);
        assert_int_equal(dem_store_int(d.w.store, "SELECT count(*) FROM event WHERE contexts = 'military,economic'"), 1);
    }
    close_world(&d.w);
}

/* The schema's table of what acts do agrees with the stage that decides it. */
static void acts_have_the_stages_roots(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    for (int act = 0; act < DEM_ACT_COUNT; act++) {
        dem_event_code code = dem_event_of_act((dem_act)act);
        dem_query *q = dem_store_query(w.store, "SELECT plover, quad FROM act_root WHERE act = ?1");
        dem_bind_str(q, 1, dem_tag_name(dem_act_set, act));
        bool there = dem_step(q);
        assert_int_equal(there, code.plover >= 0);
        if (there) {
            assert_true(dem_str_eq(dem_col_str(q, 0), dem_tag_name(dem_plover_set, code.plover)));
            assert_int_equal(dem_col_int(q, 1), code.quad);
        }
        dem_query_free(q);
    }
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_follow_from_content),
        cmocka_unit_test(equal_spans_have_ids_of_their_own),
        cmocka_unit_test(unnamed_actors_stay_in_their_document),
        cmocka_unit_test(storing_twice_is_storing_once),
        cmocka_unit_test(first_name_in_byte_order_wins),
        cmocka_unit_test(what_the_user_says_later_is_news),
        cmocka_unit_test(records_come_back_as_they_went_in),
        cmocka_unit_test(a_line_is_the_same_from_document_and_ledger),
        cmocka_unit_test(queries),
        cmocka_unit_test(ages),
        cmocka_unit_test(check_sees_every_change),
        cmocka_unit_test(forgetting_leaves_nothing),
        cmocka_unit_test(reviews_are_added_never_changed),
        cmocka_unit_test(a_failure_takes_back_the_document),
        cmocka_unit_test(other_files_are_refused_untouched),
        cmocka_unit_test(events_are_kept_once),
        cmocka_unit_test(contexts_and_magnitude_come_back),
        cmocka_unit_test(magnitudes_as_numbers),
        cmocka_unit_test(contexts_follow_corrected_topics),
        cmocka_unit_test(acts_have_the_stages_roots),
        cmocka_unit_test(an_older_ledger_is_brought_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
