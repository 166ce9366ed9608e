/* First rows of views over the whole ledger, remembered until something changes.
 *
 * Adds   dem_cache_read, dem_cache_write; dem_store_touch, to be called by every change of the ledger inside
 *        its transaction.
 * Needs  a store. A ledger that cannot be written to is only not remembered.
 * Fails  never: what cannot be read or kept is computed again.
 * Owner  the arena.
 */
#ifndef DEM_LEDGER_CACHE_H
#define DEM_LEDGER_CACHE_H

#include "ledger/store.h"

enum { DEM_CACHE_ROWS = 200 };

typedef struct dem_cached {
    const dem_str *const *rows; /* `n` rows of cells; a cell's at == NULL: nothing there */
    int32_t n;
} dem_cached;

void dem_store_touch(dem_store *store);
/* False when the view is not remembered, or was before a change. */
bool dem_cache_read(dem_store *store, dem_str view, int columns, dem_cached *out, dem_arena *arena);
void dem_cache_write(dem_store *store, dem_str view, int columns, dem_cached rows, dem_arena scratch);

#endif
