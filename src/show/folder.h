/* Exports that are a folder: a file or two for each report, as one tar stream.
 *
 * Adds   dem_export_folder: turns the documents of an export one after another and hands each, with its statements and
 *        its deeds, to the format's writer.
 *        dem_export_brat    brat standoff: NAME.txt, NAME.ann, annotation.conf; offsets count characters unless
 *                           another unit is asked for
 *        dem_export_uima    UIMA CAS JSON 0.4, NAME.json with its types; offsets count UTF-16 units unless …
 * Needs  a store and a filter. Copies are left out unless asked for.
 * Fails  with the store's error: -1. Returns the statements written.
 * Cost   one document in memory at a time.
 * Source brat.nlplab.org/standoff.html; github.com/apache/uima-uimaj-io-jsoncas (SPECIFICATION.adoc).
 */
#ifndef DEM_SHOW_FOLDER_H
#define DEM_SHOW_FOLDER_H

#include "ledger/filter.h"
#include "show/lines.h"
#include "show/paper.h"

/* One document of such an export. */
typedef struct dem_leaf {
    dem_out *out; /* of the tar */
    const dem_source_file *file;
    dem_str text; /* as the style lets it be seen: as long as the stored text */
    dem_line_style style;
    const dem_record *records;
    const dem_happening *deeds;
    int32_t n_records, n_deeds;
    dem_arena *arena;
} dem_leaf;

typedef void dem_leaf_writer(dem_leaf *leaf);

int64_t dem_export_folder(dem_store *store, const dem_filter *filter, dem_line_style style, dem_leaf_writer *write,
                          dem_out *out, dem_arena *arena);
int64_t dem_export_brat(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena);
int64_t dem_export_uima(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena);

#endif
