#include "ledger/store.h"
#include "base/embed.h"
#include "base/utf8.h"
#include "base/words.h"
#include "ledger/places.h"
#include "ledger/sheet.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x44454d41 /* "DEMA" */, CACHE_MAX = 64 };

struct dem_query {
    dem_store *store;
    sqlite3_stmt *stmt; /* NULL after an error */
    bool busy;          /* handed out */
    bool row;
};

struct dem_store {
    sqlite3 *db;
    dem_error err;
    char path[256];
    FILE *file; /* of a copy, to be read at its end; the file goes when it is closed */
    dem_query cache[CACHE_MAX]; /* compiled statements, by their text */
    int cached;
    dem_query none; /* handed out after an error */
};

static bool failed(dem_store *store, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
        return false;
    dem_status code = rc == SQLITE_NOMEM                                          ? DEM_E_MEMORY
                      : rc == SQLITE_FULL || (rc & 0xff) == SQLITE_IOERR          ? DEM_E_IO
                      : rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY            ? DEM_E_IO
                                                                                  : DEM_E_LEDGER;
    const char *what = rc == SQLITE_FULL      ? "no space left on the disk"
                       : rc == SQLITE_NOTADB  ? "not a ledger"
                       : rc == SQLITE_CORRUPT ? "the ledger is damaged"
                       : rc == SQLITE_BUSY    ? "another program is writing to the ledger"
                                              : sqlite3_errmsg(store->db);
    dem_fail(&store->err, code, dem_str_of(store->path), -1, "%s", what);
    return true;
}

bool dem_store_ok(const dem_store *store) { return store->err.code == DEM_OK; }

bool dem_store_take_error(dem_store *store, dem_error *err)
{
    if (dem_store_ok(store))
        return false;
    if (err && err->code == DEM_OK)
        *err = store->err;
    store->err = (dem_error){0};
    return true;
}

void dem_store_fail(dem_store *store, dem_status code, const char *what)
{
    dem_fail(&store->err, code, dem_str_of(store->path), -1, "%s", what);
}

void dem_store_run(dem_store *store, const char *sql)
{
    if (dem_store_ok(store))
        failed(store, sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

void dem_store_begin(dem_store *store) { dem_store_run(store, "BEGIN IMMEDIATE"); }

bool dem_store_end(dem_store *store)
{
    dem_store_run(store, "COMMIT");
    if (!dem_store_ok(store) && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return dem_store_ok(store);
}

int64_t dem_store_last_row(const dem_store *store) { return sqlite3_last_insert_rowid(store->db); }
int64_t dem_store_changes(const dem_store *store) { return sqlite3_changes64(store->db); }

/* A free place among the compiled statements: an empty one, or the first that nobody uses. */
static dem_query *cache_place(dem_store *store)
{
    if (store->cached < CACHE_MAX)
        return &store->cache[store->cached++];
    for (int i = 0; i < CACHE_MAX; i++)
        if (!store->cache[i].busy) {
            sqlite3_finalize(store->cache[i].stmt);
            store->cache[i].stmt = NULL;
            return &store->cache[i];
        }
    return NULL;
}

dem_query *dem_store_query(dem_store *store, const char *sql)
{
    store->none = (dem_query){.store = store};
    if (!dem_store_ok(store))
        return &store->none;
    for (int i = 0; i < store->cached; i++) {
        dem_query *q = &store->cache[i];
        if (!q->busy && q->stmt && strcmp(sqlite3_sql(q->stmt), sql) == 0) {
            q->busy = true;
            return q;
        }
    }
    dem_query *q = cache_place(store);
    assert(q && "too many queries open at once");
    *q = (dem_query){.store = store, .busy = true};
    if (failed(store, sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL)))
        q->stmt = NULL;
    return q;
}

void dem_query_free(dem_query *query)
{
    if (query->stmt) {
        sqlite3_reset(query->stmt);
        sqlite3_clear_bindings(query->stmt);
    }
    query->busy = query->row = false;
}

void dem_store_release(dem_store *store)
{
    for (int i = 0; i < store->cached; i++)
        dem_query_free(&store->cache[i]);
}

static bool usable(dem_query *query) { return query->stmt && dem_store_ok(query->store); }

void dem_bind_int(dem_query *query, int at, int64_t value)
{
    if (usable(query))
        failed(query->store, sqlite3_bind_int64(query->stmt, at, value));
}

void dem_bind_str(dem_query *query, int at, dem_str value)
{
    if (usable(query))
        failed(query->store, sqlite3_bind_text64(query->stmt, at, value.len ? value.at : "", value.len,
                                                 SQLITE_TRANSIENT, SQLITE_UTF8));
}

void dem_bind_null(dem_query *query, int at)
{
    if (usable(query))
        failed(query->store, sqlite3_bind_null(query->stmt, at));
}

void dem_bind_blob(dem_query *query, int at, dem_str bytes)
{
    if (usable(query))
        failed(query->store,
               sqlite3_bind_blob64(query->stmt, at, bytes.len ? bytes.at : "", bytes.len, SQLITE_STATIC));
}

int dem_bind_count(dem_query *query) { return query->stmt ? sqlite3_bind_parameter_count(query->stmt) : 0; }

void dem_bind_str_null(dem_query *query, int at, dem_str value)
{
    if (value.len)
        dem_bind_str(query, at, value);
    else
        dem_bind_null(query, at);
}

bool dem_step(dem_query *query)
{
    if (!usable(query))
        return query->row = false;
    int rc = sqlite3_step(query->stmt);
    failed(query->store, rc);
    return query->row = rc == SQLITE_ROW;
}

void dem_done(dem_query *query)
{
    while (dem_step(query)) {
    }
    if (query->stmt)
        sqlite3_reset(query->stmt);
}

void dem_done_early(dem_query *query)
{
    query->row = false;
    if (query->stmt)
        sqlite3_reset(query->stmt);
}

int64_t dem_col_int(dem_query *query, int at)
{
    return query->row ? sqlite3_column_int64(query->stmt, at) : 0;
}

bool dem_col_null(dem_query *query, int at)
{
    return !query->row || sqlite3_column_type(query->stmt, at) == SQLITE_NULL;
}

dem_str dem_col_str(dem_query *query, int at)
{
    if (dem_col_null(query, at))
        return (dem_str){0};
    const char *text = sqlite3_column_blob(query->stmt, at);
    return (dem_str){text ? text : "", (size_t)sqlite3_column_bytes(query->stmt, at)};
}

int dem_col_count(dem_query *query) { return query->stmt ? sqlite3_column_count(query->stmt) : 0; }

dem_str dem_col_name(dem_query *query, int at)
{
    return query->stmt ? dem_str_of(sqlite3_column_name(query->stmt, at)) : (dem_str){0};
}

int64_t dem_store_int_of(dem_store *store, const char *sql, dem_str key)
{
    dem_query *q = dem_store_query(store, sql);
    dem_bind_str(q, 1, key);
    int64_t value = dem_step(q) ? dem_col_int(q, 0) : 0;
    dem_query_free(q);
    return value;
}

int64_t dem_store_int(dem_store *store, const char *sql)
{
    dem_query *q = dem_store_query(store, sql);
    int64_t value = dem_step(q) ? dem_col_int(q, 0) : 0;
    dem_query_free(q);
    return value;
}

void dem_store_touch(dem_store *store)
{
    dem_store_run(store, "UPDATE state SET value = value + 1 WHERE key = 'generation'");
}

int64_t dem_store_generation(dem_store *store)
{
    return dem_store_int(store, "SELECT value FROM state WHERE key = 'generation'");
}

static void utf16_units(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    dem_str text = {sqlite3_value_blob(argv[0]), (size_t)sqlite3_value_bytes(argv[0])};
    int64_t bytes = sqlite3_value_int64(argv[1]);
    dem_str part = dem_str_cut(text, 0, bytes < 0 ? 0 : (size_t)bytes);
    int64_t units = (int64_t)dem_utf8_utf16(part);
    for (size_t at; (at = dem_str_find(part, DEM_STR("\r\n"))) < part.len; units--)
        part = dem_str_cut(part, at + 2, part.len);
    sqlite3_result_int64(context, units);
}

/* first_words(text, n): its first n words; blanked(text, n): the rest made blank. n < 0: the text. */
static void less_text(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    dem_str text = {sqlite3_value_blob(argv[0]), (size_t)sqlite3_value_bytes(argv[0])};
    int words = sqlite3_value_int(argv[1]);
    bool blank = sqlite3_user_data(context) != NULL;
    dem_arena arena;
    if (words >= 0 && !blank)
        text = words ? dem_words_first(text, words) : (dem_str){0};
    if (words < 0 || !blank) {
        sqlite3_result_text64(context, text.at ? text.at : "", text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (dem_arena_open(&arena, text.len + 4096)) {
        text = dem_words_blank(text, words, &arena);
        sqlite3_result_text64(context, text.at, text.len, SQLITE_TRANSIENT, SQLITE_UTF8);
        dem_arena_close(&arena);
    } else {
        sqlite3_result_error_nomem(context);
    }
}

/* words_at(text, places): the words of "b-e b-e", parted by " … "; what is no places stays as it is. */
static void words_at(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_str *out = sqlite3_str_new(NULL);
    dem_str text = {sqlite3_value_blob(argv[0]), (size_t)sqlite3_value_bytes(argv[0])};
    dem_str places = {sqlite3_value_blob(argv[1]), (size_t)sqlite3_value_bytes(argv[1])}, rest = places;
    bool all = places.len > 0;
    for (dem_span place; all && rest.at;) {
        all = dem_place_next(&rest, &place) && place.end <= text.len;
        if (all) {
            sqlite3_str_appendall(out, sqlite3_str_length(out) ? " … " : "");
            sqlite3_str_append(out, text.at + place.begin, (int)dem_span_len(place));
        }
    }
    if (all)
        sqlite3_result_text(context, sqlite3_str_value(out), sqlite3_str_length(out), SQLITE_TRANSIENT);
    else
        sqlite3_result_value(context, argv[1]);
    sqlite3_free(sqlite3_str_finish(out));
}

static void add_functions(dem_store *store)
{
    static const char blank[] = "blank";
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    if (!dem_store_ok(store))
        return;
    failed(store, sqlite3_create_function(store->db, "utf16_units", 2, flags, NULL, utf16_units, NULL, NULL));
    failed(store, sqlite3_create_function(store->db, "words_at", 2, flags, NULL, words_at, NULL, NULL));
    failed(store, sqlite3_create_function(store->db, "first_words", 2, flags, NULL, less_text, NULL, NULL));
    failed(store, sqlite3_create_function(store->db, "blanked", 2, flags, (void *)(uintptr_t)blank, less_text, NULL, NULL));
}

void dem_store_attach(dem_store *store, const char *name)
{
    char sql[80];
    snprintf(sql, sizeof sql, "ATTACH ':memory:' AS %s", name);
    dem_store_run(store, sql);
}

bool dem_store_detach(dem_store *store, const char *name, bool (*take)(void *context, dem_str file), void *context)
{
    char sql[80];
    sqlite3_int64 len = 0;
    unsigned char *file = dem_store_ok(store) ? sqlite3_serialize(store->db, name, &len, 0) : NULL;
    bool taken = file && take(context, (dem_str){(const char *)file, (size_t)len});
    sqlite3_free(file);
    snprintf(sql, sizeof sql, "DETACH %s", name);
    sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return taken && dem_store_ok(store);
}

/* ------------------------------------------------------------------ copies */

/* All pages of the ledger into the copy, as they stand now. */
static void copy_pages(dem_store *store, dem_store *copy)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
    if (!backup) {
        failed(copy, sqlite3_errcode(copy->db));
        return;
    }
    sqlite3_backup_step(backup, -1);
    failed(copy, sqlite3_backup_finish(backup));
}

dem_store *dem_store_copy(dem_store *store)
{
    dem_store *copy = dem_store_ok(store) ? calloc(1, sizeof *copy) : NULL;
    if (!copy) {
        if (dem_store_ok(store))
            dem_store_fail(store, DEM_E_MEMORY, "no memory left");
        return NULL;
    }
    snprintf(copy->path, sizeof copy->path, "/tmp/demarche-XXXXXX");
    int file = mkstemp(copy->path);
    if (file < 0) {
        dem_store_fail(store, DEM_E_IO, "no room in /tmp for a copy");
        free(copy);
        return NULL;
    }
    copy->file = fdopen(file, "rb");
    if (!failed(copy, sqlite3_open_v2(copy->path, &copy->db, SQLITE_OPEN_READWRITE, NULL)))
        copy_pages(store, copy);
    dem_store_run(copy, "PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    add_functions(copy);
    if (dem_store_take_error(copy, &store->err)) {
        dem_store_close(copy);
        return NULL;
    }
    return copy;
}

static bool give_file(FILE *file, bool (*take)(void *context, dem_str piece), void *context)
{
    char buffer[1 << 16];
    bool taken = file != NULL;
    for (size_t n; taken && (n = fread(buffer, 1, sizeof buffer, file)) > 0;)
        taken = take(context, (dem_str){buffer, n});
    return taken && !ferror(file);
}

bool dem_store_give(dem_store *copy, bool (*take)(void *context, dem_str piece), void *context, dem_error *err)
{
    dem_store_run(copy, "VACUUM");
    bool ok = !dem_store_take_error(copy, err);
    bool given = ok && give_file(copy->file, take, context);
    if (ok && !given)
        dem_fail(err, DEM_E_IO, dem_str_of(copy->path), -1, "cannot hand out the copy");
    dem_store_close(copy);
    return given;
}

/* Schema files from version + 1 on, each in a transaction of its own with its number. */
static void migrate(dem_store *store, int version)
{
    for (int next = version + 1; next <= DEM_STORE_VERSION; next++) {
        char name[64], mark[64];
        snprintf(name, sizeof name, "src/ledger/%04d.sql", next);
        dem_str sql = dem_embed_find(name);
        assert(sql.at && "schema file not embedded");
        snprintf(mark, sizeof mark, "PRAGMA user_version = %d", next);
        dem_store_begin(store);
        dem_store_run(store, sql.at);
        dem_store_run(store, mark);
        dem_store_end(store);
    }
}

static bool is_new(const char *path)
{
    struct stat what;
    return strcmp(path, ":memory:") == 0 || stat(path, &what) != 0 || what.st_size == 0;
}

/* An SQLite file that is a ledger, and not a newer one. Only reads. */
static void check_kind(dem_store *store)
{
    int64_t kind = dem_store_int(store, "PRAGMA application_id");
    int64_t version = dem_store_int(store, "PRAGMA user_version");
    if (!dem_store_ok(store))
        return;
    if (kind != APPLICATION_ID)
        dem_store_fail(store, DEM_E_LEDGER, "not a ledger: an SQLite file of another program");
    else if (version > DEM_STORE_VERSION)
        dem_fail(&store->err, DEM_E_VERSION, dem_str_of(store->path), -1,
                 "made by a newer demarche: its schema is %d, this program knows %d", (int)version,
                 DEM_STORE_VERSION);
}

static void prepare(dem_store *store, dem_store_mode mode, bool fresh)
{
    char mark[64];
    sqlite3_busy_timeout(store->db, 10000);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!fresh)
        check_kind(store);
    dem_store_run(store, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    int version = (int)dem_store_int(store, "PRAGMA user_version");
    /* An older ledger is brought up to date first, and one that another program has written much into. */
    if (mode == DEM_STORE_READ && version == DEM_STORE_VERSION &&
        dem_store_int(store, "SELECT count(*) FROM (SELECT 1 FROM stale LIMIT 2001)") <= 2000)
        return;
    if (fresh) {
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d", APPLICATION_ID);
        dem_store_run(store, mark);
    }
    dem_store_run(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    migrate(store, version);
    dem_sheet_settle(store, 0, false);
    if (mode == DEM_STORE_READ && version == DEM_STORE_VERSION)
        store->err = (dem_error){0}; /* a ledger that only may be read is packed in memory, by each reader */
}

dem_store *dem_store_open(const char *path, dem_store_mode mode, dem_error *err)
{
    dem_str name = dem_str_of(path);
    bool fresh = is_new(path);
    if (fresh && mode != DEM_STORE_MAKE) {
        dem_fail(err, DEM_E_IO, name, -1, "no ledger here; make one with: demarche add PATH");
        return NULL;
    }
    dem_store *store = calloc(1, sizeof *store);
    if (!store) {
        dem_fail(err, DEM_E_MEMORY, name, -1, "no memory left");
        return NULL;
    }
    snprintf(store->path, sizeof store->path, "%s", path);
    int flags = mode == DEM_STORE_MAKE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    if (!failed(store, sqlite3_open_v2(path, &store->db, flags, NULL)))
        prepare(store, mode, fresh);
    add_functions(store);
    if (dem_store_take_error(store, err)) {
        dem_store_close(store);
        return NULL;
    }
    return store;
}

void dem_store_close(dem_store *store)
{
    if (!store)
        return;
    for (int i = 0; i < store->cached; i++)
        sqlite3_finalize(store->cache[i].stmt);
    sqlite3_close(store->db);
    if (store->file) {
        fclose(store->file);
        unlink(store->path);
    }
    free(store);
}
