/* Whether a deed happened: actual future conditional negated historical hypothetical.
 *
 * Read from the verb's auxiliaries, marks and governors, and from the time told beside it.
 *
 *     "will impose" future      "would have imposed" hypothetical    "if X imposes" conditional
 *     "did not impose" negated  "imposed in 1974" historical         "has imposed" actual
 */
#ifndef DEM_EVENT_REALIS_H
#define DEM_EVENT_REALIS_H

#include "doc/doc.h"

const char *dem_event_realis(const dem_doc *doc, int32_t verb, const dem_time *time);

#endif
