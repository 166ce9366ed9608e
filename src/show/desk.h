/* The desk: the ledger's pages, for `serve`. Each page is a function of the path and the query.
 *
 * Adds   dem_desk_page: / and the pages of the table `places`, /s/ID /d/ID /a/ID /e/ID.
 * Needs  a store; a filter made of the reader's words, or the error they gave.
 * Fails  with the store's error. Says which HTTP status the page has.
 * Safe   as the report: everything escaped, the policy names the page's own style and script.
 * Cost   a page of rows, not the ledger.
 */
#ifndef DEM_SHOW_DESK_H
#define DEM_SHOW_DESK_H

#include "show/report_int.h"

typedef struct dem_desk_ask {
    dem_str path;   /* "/positions" */
    dem_str query;  /* the reader's words, as typed */
    int64_t page;   /* from 0 */
    dem_str token, who;     /* what forms send back, the coder; empty: nothing may be changed */
    dem_days days;          /* for /diff */
    const dem_filter *events; /* made of the same words, for events */
    const dem_error *wrong; /* what is wrong with the words, or NULL */
} dem_desk_ask;

/* 200, 400 or 404. */
int dem_desk_page(dem_store *store, const dem_filter *filter, const dem_desk_ask *ask, dem_out *out,
                  dem_arena *arena);

#endif
