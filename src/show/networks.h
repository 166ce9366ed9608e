/* Exports that draw: who says what of which topic, as networks.
 *
 * Adds   dem_subjects: what the exports below, and those of dna.h, take for a statement's topics: the issue file's, or
 *        its concept; to be called before them
 *        dem_export_graphml  actors and topics, an edge a pair and stance (two-mode)
 *        dem_export_actors   actors alone: congruence (same stance on a topic), conflict (opposite), their
 *                            difference (subtract), as discourse network analysis defines them
 *        dem_export_network  one of the three as the weight of the edges; pairs of weight 0 have none
 *        dem_export_edges    the two-mode edges as CSV or TSV
 * Needs  a store and a filter. First-hand statements with a stance only; copies and repetitions never count.
 * Fails  with the store's error: -1. Returns the edges written.
 * Source Leifeld, Discourse network analysis (2017): weights count topics on which both take a stance.
 */
#ifndef DEM_SHOW_NETWORKS_H
#define DEM_SHOW_NETWORKS_H

#include "ledger/filter.h"
#include "show/grid.h"

/* `bare`: concepts by their ids, since their names are words of the texts. */
void dem_subjects(dem_store *store, bool concepts, bool bare);
int64_t dem_export_graphml(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena);
int64_t dem_export_actors(dem_store *store, const dem_filter *filter, dem_out *out, dem_arena *arena);
typedef enum dem_network { DEM_NETWORK_CONGRUENCE, DEM_NETWORK_CONFLICT, DEM_NETWORK_SUBTRACT } dem_network;
int64_t dem_export_network(dem_store *store, const dem_filter *filter, dem_network kind, dem_out *out,
                           dem_arena *arena);
int64_t dem_export_edges(dem_store *store, const dem_filter *filter, dem_style style, dem_out *out,
                         dem_arena *arena);

#endif
