#include "lexicon/table.h"

#include "base/embed.h"

static bool row_read(dem_str line, int32_t columns, dem_str *out)
{
    int32_t n = 0;
    for (dem_str rest = line; rest.at; n++) {
        dem_str cell = dem_str_split(&rest, '\t');
        if (n < columns)
            out[n] = cell;
    }
    return n == columns;
}

bool dem_table_parse(dem_table *table, dem_str bytes, dem_str name, int32_t columns,
                     dem_arena *arena, dem_error *err)
{
    struct { dem_str *at; int32_t len, cap; } cells = {0};
    int64_t number = 0;
    *table = (dem_table){.columns = columns};
    const dem_str mark = DEM_STR("\xEF\xBB\xBF"); /* some editors begin a file with it */
    for (dem_str rest = dem_str_starts(bytes, mark) ? dem_str_cut(bytes, mark.len, bytes.len) : bytes; rest.at && rest.len;) {
        const char *begin = rest.at;
        dem_str line = dem_str_split(&rest, '\n');
        number++;
        if (dem_str_ends(line, DEM_STR("\r")))
            line.len--;
        if (line.len == 0 || line.at[0] == '#')
            continue;
        dem_str row[32];
        if (columns > 32 || !row_read(line, columns, row))
            return dem_fail(err, DEM_E_FORMAT, name, begin - bytes.at,
                            "line %lld does not have %d tab-separated cells", (long long)number,
                            columns);
        for (int32_t i = 0; i < columns; i++)
            *dem_push(&cells, arena) = dem_str_trim(row[i]);
        table->rows++;
    }
    table->cells = cells.at;
    return true;
}

bool dem_table_read(dem_table *table, const char *name, int32_t columns, dem_arena *arena,
                    dem_error *err)
{
    dem_str bytes = dem_embed_find(name);
    if (!bytes.at)
        return dem_fail(err, DEM_E_FORMAT, dem_str_of(name), -1, "table is not in this program");
    return dem_table_parse(table, bytes, dem_str_of(name), columns, arena, err);
}
