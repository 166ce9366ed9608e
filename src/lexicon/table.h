/* Tables of data/lexicon/: tab-separated rows, `#` comments, one header.
 *
 * Adds   dem_table: rows and cells as views into the embedded file.
 * Needs  base/embed.h (the files travel inside the program).
 * Fails  on a missing file or a row with another number of cells than `columns`; err names the
 *        file and says which line. The rows themselves are judged by whoever reads them.
 * Owner  the arena given; cells point into the program.
 * Cost   one pass.
 *
 *     dem_table states;
 *     if (!dem_table_read(&states, "data/lexicon/states.tsv", 7, arena, err)) return false;
 *     dem_str code = dem_table_cell(&states, row, 0);
 */
#ifndef DEM_LEXICON_TABLE_H
#define DEM_LEXICON_TABLE_H

#include "base/arena.h"
#include "base/error.h"

typedef struct dem_table {
    const dem_str *cells; /* rows * columns */
    int32_t rows, columns;
} dem_table;

bool dem_table_read(dem_table *table, const char *name, int32_t columns, dem_arena *arena,
                    dem_error *err);
/* The same over bytes that the caller has (a user's own issue file). */
bool dem_table_parse(dem_table *table, dem_str bytes, dem_str name, int32_t columns,
                     dem_arena *arena, dem_error *err);

static inline dem_str dem_table_cell(const dem_table *table, int32_t row, int32_t column)
{
    return table->cells[(size_t)row * (size_t)table->columns + (size_t)column];
}

#endif
