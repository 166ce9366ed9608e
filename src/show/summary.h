/* The first lines a person sees: what the ledger holds, and two or three things it says.
 *
 * Adds   dem_summary.
 * Needs  a store.
 * Fails  with the store's error.
 */
#ifndef DEM_SHOW_SUMMARY_H
#define DEM_SHOW_SUMMARY_H

#include "ledger/store.h"
#include "show/grid.h"

bool dem_summary(dem_store *store, dem_style style, dem_out *out, dem_arena *arena);

#endif
