/* What the files of the report share. */
#ifndef DEM_SHOW_REPORT_INT_H
#define DEM_SHOW_REPORT_INT_H

#include "ledger/read.h"
#include "show/html.h"
#include "show/tally.h"

typedef struct dem_report_page {
    dem_store *store;
    const dem_filter *filter;
    dem_out *out;
    dem_arena *arena;
    bool desk; /* a page of the desk: links lead to other pages */
} dem_report_page;

/* A query over the statements the filter selects: head, " FROM …", the filter, tail. */
dem_query *dem_report_query(const dem_report_page *page, const char *head, const char *tail, dem_arena *scratch);
/* "A" for escaped text, and numbers. */
void dem_report_count(const dem_report_page *page, int64_t n, const char *what, const char *many);
/* Topic names as they stand in data attributes: without spaces. */
void dem_report_slug(dem_out *out, dem_str topic);

/* The page's head up to <body>, with the style in it and the policy that allows it; js may be empty. */
void dem_report_head(dem_out *out, const char *title, dem_str css, dem_str js);
/* A statement as a card; `text` is its document's. */
void dem_report_card(const dem_report_page *page, const dem_record *record, dem_str text);
/* One document: its head, its whole text marked, its statements. `open`: the text is shown at once. */
void dem_report_document(const dem_report_page *page, dem_str id, bool open);
/* What the colours mean: of marks in a text, of stances. */
void dem_report_key(dem_out *out);
void dem_report_stance_key(dem_out *out);

/* The overview's pass finds the cells of the positions, too. */
void dem_report_overview(const dem_report_page *page, dem_cells_found *cells);
void dem_report_positions(const dem_report_page *page, const dem_cells_found *cells);
void dem_report_conditions(const dem_report_page *page);
void dem_report_pairs(const dem_report_page *page);
void dem_report_statements(const dem_report_page *page);

#endif
