/* The document that records come from, read once while its records pass by.
 *
 * Adds   dem_paper: a document's file and the ruler of its text, by id.
 * Needs  a store; records in the order of their documents.
 * Fails  with the store's error.
 * Owner  what dem_paper_turn gives lives until it is given another id.
 * Cost   one read of each document.
 */
#ifndef DEM_SHOW_PAPER_H
#define DEM_SHOW_PAPER_H

#include "ledger/read.h"
#include "show/ruler.h"

typedef struct dem_paper {
    dem_store *store;
    dem_offsets unit;
    dem_arena arena;
    dem_source_file file;
    dem_ruler ruler;
    dem_arena rest; /* free memory behind the document: gone at the next turn */
} dem_paper;

/* `arena` gives the way out when memory is full. */
bool dem_paper_open(dem_paper *paper, dem_store *store, dem_offsets unit, const dem_arena *arena);
const dem_source_file *dem_paper_turn(dem_paper *paper, dem_str doc_id);
void dem_paper_close(dem_paper *paper);

#endif
