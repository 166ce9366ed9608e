/* The store: one SQLite file, behind the only face that speaks SQL's C interface.
 *
 * Adds   dem_store: open with schema and version checks; statements compiled once; bind, step and
 *        column calls that read straight down, because the first error sticks and stops the rest.
 * Needs  SQLite with FTS5; the schema in src/ledger/NNNN.sql, one file a version, embedded.
 * Fails  with DEM_E_LEDGER (not a ledger, or the file refused), DEM_E_VERSION (a newer schema). A
 *        file that is not a ledger is left as it was.
 * Owner  the caller closes. Column views live until the next step.
 *
 *     dem_query *q = dem_store_query(store, "SELECT name FROM document WHERE id = ?1");
 *     dem_bind_str(q, 1, id);
 *     while (dem_step(q)) use(dem_col_str(q, 0));
 *     dem_query_free(q);
 *     return !store->err.code;
 */
#ifndef DEM_LEDGER_STORE_H
#define DEM_LEDGER_STORE_H

#include "base/arena.h"
#include "base/error.h"

typedef struct dem_store dem_store;
typedef struct dem_query dem_query;

typedef enum dem_store_mode {
    DEM_STORE_READ,  /* must exist; nothing is written */
    DEM_STORE_WRITE, /* must exist */
    DEM_STORE_MAKE   /* made when absent */
} dem_store_mode;

/* NULL with err set on failure. */
dem_store *dem_store_open(const char *path, dem_store_mode mode, dem_error *err);
void dem_store_close(dem_store *store);

/* The first error since it was cleared; taking it clears it. */
bool dem_store_ok(const dem_store *store);
bool dem_store_take_error(dem_store *store, dem_error *err);
/* An error found by the caller's own checks. */
void dem_store_fail(dem_store *store, dem_status code, const char *what);

/* Transactions. end() commits when all went well, and takes everything back when not. */
void dem_store_begin(dem_store *store);
bool dem_store_end(dem_store *store);

/* The ledger changes: to be called inside the transaction that changes it. What dem_store_generation gives is
 * then another. */
void dem_store_touch(dem_store *store);
int64_t dem_store_generation(dem_store *store);

/* Runs statements without results. */
void dem_store_run(dem_store *store, const char *sql);
int64_t dem_store_last_row(const dem_store *store);
int64_t dem_store_changes(const dem_store *store);

/* Compiles; a query of the same text is reused. Never NULL: after an error it does nothing. */
dem_query *dem_store_query(dem_store *store, const char *sql);
void dem_query_free(dem_query *query);
/* Frees every query: after a call was left in its middle. */
void dem_store_release(dem_store *store);
void dem_bind_int(dem_query *query, int at, int64_t value);
void dem_bind_str(dem_query *query, int at, dem_str value);       /* empty binds "" */
void dem_bind_str_null(dem_query *query, int at, dem_str value);  /* empty binds NULL */
void dem_bind_null(dem_query *query, int at);
void dem_bind_blob(dem_query *query, int at, dem_str bytes); /* the bytes live until the query has run */
int dem_bind_count(dem_query *query); /* values it asks for */
bool dem_step(dem_query *query); /* true: a row is there */
void dem_done(dem_query *query); /* steps to the end, dropping rows, and makes it ready for new values */
void dem_done_early(dem_query *query); /* the same without the rows that are left */
int64_t dem_col_int(dem_query *query, int at);
dem_str dem_col_str(dem_query *query, int at); /* at == NULL for NULL */
bool dem_col_null(dem_query *query, int at);
int dem_col_count(dem_query *query);
dem_str dem_col_name(dem_query *query, int at);
/* A single value: 0 or the empty view when there is no row. */
int64_t dem_store_int(dem_store *store, const char *sql);
int64_t dem_store_int_of(dem_store *store, const char *sql, dem_str key); /* the same, ?1 bound to `key`; 0: no row */

/* A database in memory beside the ledger, for exports that are SQLite files: opened under a name, filled
 * with SQL, handed to `take` as the bytes of a file, and gone. SQL may call utf16_units(text, bytes): the
 * UTF-16 length of the first bytes of a text, a CR LF counted once; first_words(text, n) and blanked(text, n):
 * base/words.h, n < 0 gives the whole text. */
void dem_store_attach(dem_store *store, const char *name);
bool dem_store_detach(dem_store *store, const char *name, bool (*take)(void *context, dem_str file), void *context);

/* A copy of the ledger in a file of its own that nobody else sees, for an export that changes it first; the ledger
 * stays as it is. dem_store_give hands out the file, written anew and without a log, and closes. NULL on failure:
 * `store` has the error. */
dem_store *dem_store_copy(dem_store *store);
bool dem_store_give(dem_store *copy, bool (*take)(void *context, dem_str piece), void *context, dem_error *err);

enum { DEM_STORE_VERSION = 9 };

#endif
