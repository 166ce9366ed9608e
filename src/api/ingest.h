/* From an item as it was read to a document ready for the stages.
 *
 * Adds   dem_ingest: charset, main text, blocks, metadata, language: doc->text, doc->blocks and
 *        doc->meta (what the container said wins over what the page says; what the caller has set in
 *        doc->meta before, say from --date, wins over both).
 * Needs  read (the item, charsets), clean.
 * Fails  false with err when the bytes are no text; the document is then empty. Odd text is a note.
 * Owner  doc->arena; the item's arena must outlive the document (it may be the same).
 *        dem_pipeline_run goes on from here: it cleans only what has no blocks yet.
 * Cost   linear in the bytes. Any number of threads, each with its own arenas.
 */
#ifndef DEM_API_INGEST_H
#define DEM_API_INGEST_H

#include "base/error.h"
#include "clean/html.h"
#include "read/read.h"

bool dem_ingest(const dem_item *item, dem_doc *doc, dem_arena scratch, dem_error *err);
/* The same, with what a page says of itself and the evidence for it (all empty for plain text). */
bool dem_ingest_page(const dem_item *item, dem_doc *doc, dem_html_meta *meta, dem_arena scratch, dem_error *err);

/* The main text: body paragraphs with a blank line between them. */
dem_str dem_ingest_text(const dem_doc *doc, dem_arena *arena);

/* English documents are coded; others are stored and counted. Unknown ("") counts as English. */
bool dem_ingest_is_english(const dem_doc *doc);

#endif
