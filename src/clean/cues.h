/* What page furniture says: phrases of many sites, each with the place it may stand.
 *
 * Adds   dem_cue_match: the rule a line of text falls under, if any.
 * Needs  base.
 * Fails  never.
 * Cost   linear in the line for the short ones it looks at; long paragraphs are hardly read.
 *
 *     dem_cue_match(DEM_STR("Leave a Comment")).rule     // "comments", opens a tail
 *     dem_cue_match(DEM_STR("The minister left a comment on the page.")).rule   // NULL
 */
#ifndef DEM_CLEAN_CUES_H
#define DEM_CLEAN_CUES_H

#include "base/str.h"

typedef enum dem_cue_place {
    DEM_CUE_ANY,   /* plainly furniture wherever it stands */
    DEM_CUE_EDGE,  /* only beside the head or tail of the text */
    DEM_CUE_TAIL   /* and what follows it near the end belongs to it */
} dem_cue_place;

typedef struct dem_cue {
    const char *rule; /* NULL: no cue */
    dem_cue_place place;
} dem_cue;

dem_cue dem_cue_match(dem_str line);

#endif
