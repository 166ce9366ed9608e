/* Corrections by people: rows are added, the machine's record stays.
 *
 * Adds   dem_review_put: one corrected field, by whom, why, when; the newest of a field counts.
 *        dem_review_merge: two actors are one (or, with itself, no more).
 *        dem_review_add: a statement that the machine missed, by its place in the text.
 *        dem_ledger_wipe: a document forgotten, and its bytes gone from the file.
 * Needs  a store open for writing; a statement's full id.
 * Fails  DEM_E_USAGE for a field or a value that means nothing or is not in the text; else with the store's error.
 */
#ifndef DEM_LEDGER_REVIEW_H
#define DEM_LEDGER_REVIEW_H

#include "ledger/id.h"
#include "ledger/store.h"

typedef struct dem_review {
    const char *field; /* one of dem_fields (correct.h) */
    dem_str value;     /* as people write it */
} dem_review;

/* All of them in one transaction. */
bool dem_review_put(dem_store *store, dem_str statement, const dem_review *reviews, int n, dem_str who, dem_str why,
                    dem_str at, dem_arena *arena, dem_error *err);

/* Ids in full. */
bool dem_review_merge(dem_store *store, dem_str actor, dem_str into, dem_str who, dem_str why, dem_str at);

typedef struct dem_missed {
    dem_str content; /* words of the document, which has them once, or from byte `from` on */
    dem_str source, cue; /* words of its line; may be empty */
    int64_t from;
    dem_str act, speaker, party; /* the last two may be empty */
} dem_missed;

/* `id` becomes that of the statement, which is there from now on, also after coding anew. */
bool dem_review_add(dem_store *store, dem_str doc, const dem_missed *missed, dem_str who, dem_str why, dem_str at,
                    dem_id *id, dem_arena *arena, dem_error *err);

/* False when there is no such document. */
bool dem_ledger_wipe(dem_store *store, dem_str doc_id);

#endif
