/* One record for a person to read and cite: the sentence with its evidence marked, the chain from the
 * outlet to the speaker, offsets, hashes, reasons, corrections.
 *
 * Adds   dem_entry_statement, dem_entry_document, dem_entry_actor.
 * Needs  a store; ids that are there (dem_ledger_resolve).
 * Fails  false with the store's error.
 */
#ifndef DEM_SHOW_ENTRY_H
#define DEM_SHOW_ENTRY_H

#include "ledger/read.h"
#include "show/grid.h"

bool dem_entry(dem_store *store, dem_str id, dem_style style, dem_out *out, dem_arena *arena);
/* The same as escaped text, for a page. */
void dem_entry_html(dem_store *store, dem_str id, dem_out *out, dem_arena *arena);

#endif
