/* Storing a document: all its rows in one transaction, or none.
 *
 * Adds   dem_ledger_put: the document, its blocks, notes, actors, statements with all that hangs on them, events.
 *        A document is known by the hash of its raw bytes: the same bytes again only add the name they
 *        came under. Coding anew (`again`) replaces the machine's rows and keeps people's corrections.
 * Needs  a store open for writing.
 * Fails  with the store's error; nothing of the document is stored then, and all others stay.
 * Cost   linear in the rows.
 */
#ifndef DEM_LEDGER_WRITE_H
#define DEM_LEDGER_WRITE_H

#include "ledger/record.h"
#include "ledger/store.h"

typedef enum dem_put { DEM_PUT_FAILED, DEM_PUT_NEW, DEM_PUT_KNOWN, DEM_PUT_AGAIN } dem_put;

/* Who coded a document and when it was added: never a part of any id or view. */
typedef struct dem_stamp {
    dem_str coded_by, at;
} dem_stamp;

/* Whether a document with this raw hash is there and nothing the user says of it now is new (empty: says
 * nothing). When it is there but something is new, what the user said earlier is put into `said`, so that
 * coding anew does not lose it. */
bool dem_ledger_knows(dem_store *store, dem_str raw_sha256, dem_meta *said, dem_arena *arena);

dem_put dem_ledger_put(dem_store *store, const dem_doc *doc, const dem_source_file *file,
                       dem_records records, dem_stamp stamp);
/* Another name for a document that is there. */
bool dem_ledger_sight(dem_store *store, dem_str raw_sha256, dem_str name);
/* Removes a document and all that came from it; reviews of its statements too. */
bool dem_ledger_forget(dem_store *store, dem_str doc_id);
/* The row of the actor of that name: one the whole ledger knows, else the statement's document's own, else a new person. */
int64_t dem_ledger_named_actor(dem_store *store, dem_str statement_id, dem_str name);
/* A statement that people added, from its review's value: DOC CONTENT SOURCE CUE ACT PARTY SPEAKER, where spans are
 * "b-e", nothing is "-", and the speaker's name takes the rest. */
void dem_ledger_put_added(dem_store *store, dem_str id, dem_str value, dem_arena *arena);

#endif
