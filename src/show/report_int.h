/* What the files of the report share. */
#ifndef DEM_SHOW_REPORT_INT_H
#define DEM_SHOW_REPORT_INT_H

#include "ledger/read.h"
#include "show/grid.h"
#include "show/html.h"
#include "show/tally.h"
#include "show/views.h"

typedef struct dem_report_page {
    dem_store *store;
    const dem_filter *filter;
    dem_out *out;
    dem_arena *arena;
    bool desk; /* a page of the desk: links lead to other pages */
    const dem_filter *events; /* the same words, asked of events */
} dem_report_page;

/* A query over the statements the filter selects: head, " FROM …", the filter, tail. */
dem_query *dem_report_query(const dem_report_page *page, const char *head, const char *tail, dem_arena *scratch);
/* A heading within a section: under the page's title on the desk, under the section's in the report. */
void dem_report_heading(const dem_report_page *page, const char *title);
/* Of tables: where ids lead from here. */
dem_style dem_report_style(const dem_report_page *page);
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

/* The days between which positions are compared: the middle and the end of what is dated; those given stand. */
typedef struct dem_days {
    dem_str from, to;
} dem_days;
dem_days dem_report_days(const dem_report_page *page, dem_days given, dem_arena *arena);

/* These return the rows they wrote. */
int64_t dem_report_diff(const dem_report_page *page, dem_days days, dem_page rows);
int64_t dem_report_events(const dem_report_page *page, dem_page rows);
/* How sure the machine was, what people found, how far they agree. */
void dem_report_quality(const dem_report_page *page);

#endif
