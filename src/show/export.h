/* Exports: every record a filter selects, in the format another program reads.
 *
 * Adds   dem_export_jsonl (LEDGER.md: documents, actors, statements, events, relations, notes).
 * Needs  a store and a filter.
 * Fails  with the store's error: -1. Returns the statements written.
 * Cost   linear in the records.
 */
#ifndef DEM_SHOW_EXPORT_H
#define DEM_SHOW_EXPORT_H

#include "ledger/filter.h"
#include "show/grid.h"
#include "show/lines.h"

int64_t dem_export_jsonl(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                         dem_arena *arena);
/* The log as rows: CSV or TSV. */
int64_t dem_export_rows(dem_store *store, const dem_filter *filter, dem_line_style style, dem_style form, dem_out *out,
                        dem_arena *arena);

/* "HEAD FROM document d JOIN said s … TAIL" over the statements that the filter selects, with its values bound. */
dem_query *dem_export_select(dem_store *store, const dem_filter *filter, const char *head, const char *tail,
                             dem_arena *arena);
/* id and n of all documents when nothing narrows the export, else of those of the statements selected. */
dem_query *dem_export_documents(dem_store *store, const dem_filter *filter, dem_arena *arena);
/* The blocks of a document, in order. */
dem_line_block *dem_document_blocks(dem_store *store, dem_str id, int32_t *n, dem_arena *arena);

#endif
