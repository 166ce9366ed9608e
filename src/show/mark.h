/* Marked text: which bytes of a text are source, cue, content, condition, …
 *
 * Adds   dem_marks: roles over byte spans, read back as runs of equal roles, so that marks may nest and
 *        cross. Works for one sentence as for a whole document.
 * Fails  never: spans are clamped to the range asked for.
 * Cost   n log n in the marks.
 */
#ifndef DEM_SHOW_MARK_H
#define DEM_SHOW_MARK_H

#include "ledger/record.h"

enum {
    DEM_MARK_SOURCE = 1,
    DEM_MARK_CUE = 2,
    DEM_MARK_CONTENT = 4,
    DEM_MARK_CONDITION = 8,
    DEM_MARK_RELAY = 16,
    DEM_MARK_FURNITURE = 32,
    DEM_MARK_TITLE = 64,
    DEM_MARK_KINDS = 7
};

typedef struct dem_mark_edge {
    uint32_t at;
    int8_t step; /* +1 begins, -1 ends */
    uint8_t kind; /* bit number */
    int32_t tag;  /* what the mark belongs to; -1: nothing */
} dem_mark_edge;

typedef struct dem_marks {
    dem_arena *arena;
    DEM_VEC(dem_mark_edge) edges;
    int32_t next;                   /* edge to be looked at */
    int32_t open[DEM_MARK_KINDS];   /* marks of each kind that are open */
    uint32_t at, end;
    int32_t tag;                    /* of the newest content that is open, or -1 */
} dem_marks;

void dem_marks_add(dem_marks *marks, dem_span span, int kind, int32_t tag);
void dem_marks_add_words(dem_marks *marks, const dem_wording *words, int kind, int32_t tag);
/* Source, cue, content, condition and relays of a statement. */
void dem_marks_add_record(dem_marks *marks, const dem_record *record, int32_t tag);
/* Readies the runs of `range`. */
void dem_marks_start(dem_marks *marks, dem_span range);
/* The next run and its roles; false at the end. */
bool dem_marks_next(dem_marks *marks, dem_span *run, unsigned *roles);

#endif
