/* Identifiers: from content alone, so that the same input has the same ids on every machine.
 *
 * Adds   a letter for the kind (d document, s statement, a actor, r relation, k concept) and twelve digits of
 *        base 32 (Crockford's, lower case: no i l o u): 60 bits of a SHA-256 over the parts, each with
 *        its length before it. Any prefix that is unique in a ledger names the record.
 * Fails  never.
 */
#ifndef DEM_LEDGER_ID_H
#define DEM_LEDGER_ID_H

#include "base/sha256.h"

enum { DEM_ID_LEN = 13 };

typedef struct dem_id {
    char at[DEM_ID_LEN + 1]; /* with a NUL */
} dem_id;

typedef struct dem_id_maker {
    dem_sha256 hash;
    char kind;
} dem_id_maker;

void dem_id_open(dem_id_maker *maker, char kind);
void dem_id_push(dem_id_maker *maker, dem_str part);
void dem_id_push_span(dem_id_maker *maker, dem_span span);
dem_id dem_id_close(dem_id_maker *maker);

static inline dem_str dem_id_str(const dem_id *id) { return (dem_str){id->at, DEM_ID_LEN}; }

#endif
