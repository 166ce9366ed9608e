/* The ledger's own issue file, and the topics of all its statements found anew.
 *
 * Adds   dem_ledger_issues: the bytes kept. dem_ledger_set_issues: keeps others and finds topics by them.
 * Needs  a store of schema 9; the stored texts alone: the same topics as when a document is coded (lexicon/topic.h).
 * Fails  with the store's error; nothing is changed then.
 * Owner  the arena given.
 * Cost   the texts of all statements; only statements whose topics change are written, and packed anew (sheet.h). Memory: one
 *        document at a time.
 *
 * The machine's record is found anew; topics that people corrected stay, and statements that people added have theirs only.
 */
#ifndef DEM_LEDGER_ISSUES_H
#define DEM_LEDGER_ISSUES_H

#include "ledger/store.h"
#include "lexicon/topic.h"

/* `at` NULL: the ledger has none of its own. */
dem_str dem_ledger_issues(dem_store *store, dem_arena *arena);
/* One transaction. `bytes`: those that `topics` were read from; empty: the built-in ones, and nothing is kept. Returns how many
 * statements have other topics now (those hidden behind a correction are not counted), or -1. */
int64_t dem_ledger_set_issues(dem_store *store, dem_str bytes, const dem_topics *topics, dem_arena scratch);

#endif
