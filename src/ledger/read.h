/* Reading the ledger: statements and documents as the values the show room writes.
 *
 * Adds   dem_cursor: the statements a filter lets through, newest documents first (undated last), in text
 *        order within a document; dem_ledger_document; ids by prefix.
 * Needs  a store; the filter's arena.
 * Fails  with the store's sticky error: ask dem_store_ok after the last row.
 * Owner  a record lives until the next one is read; close the reader.
 * Cost   a page of the list costs the page, not the ledger.
 */
#ifndef DEM_LEDGER_READ_H
#define DEM_LEDGER_READ_H

#include "ledger/record.h"
#include "ledger/sift.h"

typedef enum dem_order { DEM_ORDER_NEWEST, DEM_ORDER_OLDEST, DEM_ORDER_DOCUMENT } dem_order;

typedef struct dem_cursor {
    dem_store *store;
    dem_query *rows, *targets, *relays, *topics, *reasons;
    dem_arena *arena;
    dem_picked page; /* of the newest: the rows of one page, found in the sheets */
    int32_t next;
    bool picked;
    char *mark; /* arena position to fall back to */
    bool keep;  /* set after opening: records stay until the caller frees the arena */
} dem_cursor;

/* limit 0: all. The arena is used for one record at a time. */
void dem_cursor_open(dem_cursor *reader, dem_store *store, const dem_filter *filter, dem_order order,
                     int64_t limit, int64_t skip, dem_arena *arena);
bool dem_cursor_next(dem_cursor *reader, dem_record *record);
void dem_cursor_close(dem_cursor *reader);

int64_t dem_ledger_count(dem_store *store, const dem_filter *filter, dem_arena scratch);

/* The full id for a prefix of one (at least two characters): false when none or several fit, with err
 * saying so. */
bool dem_ledger_resolve(dem_store *store, dem_str prefix, dem_id *id, dem_error *err);
bool dem_ledger_statement(dem_store *store, dem_str id, dem_record *record, dem_arena *arena);
/* Everything of a document; texts live in the arena. */
bool dem_ledger_document(dem_store *store, dem_str id, dem_source_file *file, dem_arena *arena);

/* All documents that are no copies or all, oldest id order: name, then id. */
dem_query *dem_ledger_documents(dem_store *store);

#endif
