/* How a deed was done: PLOVER's mode of an event type ("shelled" heavy-weapons, "flew to" visit).
 *
 * Adds   dem_event_modes: the wordings of data/lexicon/event_modes.tsv; dem_event_mode.
 * Needs  stems of a clause, from its verb on.
 * Fails  on opening; afterwards never: the empty view where no wording fits.
 * Owner  the arena given at opening.
 * Cost   linear in the clause.
 */
#ifndef DEM_EVENT_MODE_H
#define DEM_EVENT_MODE_H

#include "doc/tags.h"
#include "lexicon/phrase.h"
#include "lexicon/table.h"

typedef struct dem_event_modes {
    dem_table table;
    dem_phrases phrases;
    const uint8_t *root; /* by row */
} dem_event_modes;

bool dem_event_modes_open(dem_event_modes *modes, dem_arena *arena, dem_error *err);
/* The first wording of the root in the stems. */
dem_str dem_event_mode(const dem_event_modes *modes, int root, const dem_str *stems, int32_t n);

#endif
