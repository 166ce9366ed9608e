/* Rows of named cells, in the form asked for: an aligned table, TSV, CSV, JSON or JSON lines.
 *
 * Adds   dem_grid: columns first, then one call a row. TSV, CSV and JSON lines stream; a table keeps its
 *        rows until the end, to know how wide its columns are.
 * Needs  a sink; an arena for the rows of a table.
 * Fails  through the sink's sticky failure.
 * Safe   control characters and marks that turn the writing direction never reach a terminal; a CSV cell
 *        that a spreadsheet would run as a formula gets an apostrophe before it.
 * Cost   linear; a table holds its cells.
 *
 *     static const dem_column columns[] = {{"party", DEM_CELL_TEXT, 0}, {"statements", DEM_CELL_NUMBER, 0}};
 *     dem_grid_open(&table, columns, 2, &style, out, arena);
 *     dem_grid_row(&table, (dem_str[]){party, count});
 *     dem_grid_close(&table);
 */
#ifndef DEM_SHOW_GRID_H
#define DEM_SHOW_GRID_H

#include "base/arena.h"
#include "base/out.h"

typedef enum dem_form { DEM_FORM_TABLE, DEM_FORM_TSV, DEM_FORM_CSV, DEM_FORM_JSON, DEM_FORM_JSONL,
                        DEM_FORM_HTML /* a table of a page: ids are links */ } dem_form;

typedef struct dem_style {
    dem_form form;
    int width;   /* of the terminal, for tables */
    bool colour;
    char separator; /* of CSV; 0: a comma */
    bool one_page;  /* of HTML: ids of statements and documents lead to places of the same page, others nowhere */
} dem_style;

typedef enum dem_cell { DEM_CELL_TEXT, DEM_CELL_NUMBER, DEM_CELL_ID, DEM_CELL_WIDE } dem_cell;

typedef struct dem_column {
    const char *name;
    dem_cell kind;   /* WIDE: gives way when the table is too wide; ID: shown short in a table */
    bool data_only;  /* left out of the aligned table */
} dem_column;

typedef struct dem_grid {
    const dem_column *columns;
    int n;
    dem_style style;
    dem_out *out;
    dem_arena *arena;
    DEM_VEC(const dem_str *) rows;
    int64_t count;
} dem_grid;

void dem_grid_open(dem_grid *table, const dem_column *columns, int n, dem_style style, dem_out *out,
                    dem_arena *arena);
void dem_grid_row(dem_grid *table, const dem_str *cells);
void dem_grid_close(dem_grid *table);

/* A text made safe for a terminal: control characters become spaces. */
dem_str dem_safe(dem_str text, dem_arena *arena);
/* Columns it takes on a terminal. */
int dem_text_width(dem_str text);
/* The longest beginning that takes at most `width` columns, with "…" when something is left out. */
dem_str dem_text_fit(dem_str text, int width, dem_arena *arena);

enum { DEM_ID_SHORT = 7, DEM_GRID_COLUMNS = 32 /* at most */ };

#endif
