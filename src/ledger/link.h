/* What the rooms that look across documents need from the ledger, and what they give back.
 *
 * Adds   dem_link_reports: every document as the story room sees it; dem_link_store_stories.
 *        dem_link_claims: every statement as the position room sees it; dem_link_store_relations, concepts among them.
 * Needs  a store.
 * Fails  with the store's error.
 * Owner  the arena given.
 * Order  documents by id, statements by document and place: the order of arrival changes nothing.
 */
#ifndef DEM_LEDGER_LINK_H
#define DEM_LEDGER_LINK_H

#include "ledger/store.h"
#include "position/position.h"
#include "story/words.h"

int64_t dem_link_text_bytes(dem_store *store);
dem_report *dem_link_reports(dem_store *store, int32_t *n, dem_arena *arena);
/* story[i], copy_of[i]: index into reports; copy_of -1: no copy. One transaction. */
bool dem_link_store_stories(dem_store *store, const dem_report *reports, const int32_t *story,
                            const int32_t *copy_of, int32_t n);

dem_claim *dem_link_claims(dem_store *store, int32_t *n, dem_arena *arena);
/* Replaces all relations, concepts and echoes (fold[i] != i: claim i repeats claim fold[i]). One transaction. */
bool dem_link_store_relations(dem_store *store, const dem_claim *claims, int32_t n, const dem_relations *relations,
                              const dem_concepts *concepts, const int32_t *fold);

#endif
