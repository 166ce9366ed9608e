/* The issues that a ledger's documents are coded by.
 *
 * Adds   dem_issues: the bytes and the table read from them.
 * Needs  an open ledger.
 * Fails  when the stored file is damaged: err names the line.
 * Owner  the ledger's arena, which is not reset here.
 */
#ifndef DEM_API_ISSUES_H
#define DEM_API_ISSUES_H

#include "api/held.h"
#include "lexicon/topic.h"

typedef struct dem_issues {
    dem_str bytes; /* at NULL: the built-in ones */
    dem_topics topics;
} dem_issues;

/* The ledger's own, else the built-in ones. */
bool dem_issues_open(dem_issues *issues, demarche_ledger *ledger, dem_error *err);
/* Stores them, and finds all topics anew. Statements with other topics, or -1 with the store's error set. */
long dem_issues_store(const dem_issues *issues, demarche_ledger *ledger);

#endif
