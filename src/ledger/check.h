/* The audit: everything the ledger claims, verified against the bytes it holds.
 *
 * Adds   dem_ledger_check: the file's own integrity; each document's hash, id and UTF-8; each span inside
 *        its text, on character boundaries, with exactly the words kept beside it.
 * Needs  a store.
 * Fails  with the store's error. Returns the failures found, each told to `fault`.
 * Cost   one pass over the texts.
 */
#ifndef DEM_LEDGER_CHECK_H
#define DEM_LEDGER_CHECK_H

#include "ledger/store.h"

typedef struct dem_checked {
    int64_t documents, statements, spans, faults;
} dem_checked;

/* `id` and `doc` may be empty. */
typedef void dem_fault(void *context, dem_str id, dem_str doc, dem_str what);

dem_checked dem_ledger_check(dem_store *store, dem_fault *fault, void *context, dem_arena *arena);

#endif
