/* What people corrected, as training data: the form of the files in test/corpus, which train/act and the scorers read.
 *
 * Adds   dem_export_corrections: for every document in which somebody signed a statement a line of kind doc (name,
 *        bytes, hash, text), the statements somebody signed, as corrected, and for those that are none a line of
 *        kind rejected with its span. What nobody has looked at is not there: it is not known to be right.
 * Needs  a store. The filter narrows the statements.
 * Fails  -1 with the store's error. Returns the statements written.
 */
#ifndef DEM_SHOW_CORRECTIONS_H
#define DEM_SHOW_CORRECTIONS_H

#include "base/out.h"
#include "ledger/filter.h"
#include "show/lines.h"

int64_t dem_export_corrections(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                               dem_arena *arena);

#endif
