/* Corrections by people: rows are added, the machine's record stays.
 *
 * Adds   dem_review_put: one corrected field, by whom, why, when; the newest of a field counts.
 *        dem_ledger_wipe: a document forgotten, and its bytes gone from the file.
 * Needs  a store open for writing; a statement's full id.
 * Fails  DEM_E_USAGE for a field or a value that means nothing; else with the store's error.
 */
#ifndef DEM_LEDGER_REVIEW_H
#define DEM_LEDGER_REVIEW_H

#include "ledger/store.h"

typedef struct dem_review {
    const char *field; /* act speaker party stance negated rejected */
    dem_str value;     /* rejected, negated: "1" or "0" */
} dem_review;

/* All of them in one transaction. */
bool dem_review_put(dem_store *store, dem_str statement, const dem_review *reviews, int n, dem_str who,
                    dem_str why, dem_str at, dem_error *err);

/* False when there is no such document. */
bool dem_ledger_wipe(dem_store *store, dem_str doc_id);

#endif
