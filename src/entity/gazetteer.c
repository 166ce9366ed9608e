#include "entity/gazetteer.h"

#include "lexicon/table.h"

#include <string.h>

enum { BYTES = 96 };

static void put(dem_gazetteer *g, dem_str name, int32_t bits, dem_arena *arena)
{
    name = dem_str_trim(name);
    if (name.len && name.at[name.len - 1] == '=') {
        bits |= DEM_LIST_AMBIGUOUS;
        name.len--;
    }
    if (dem_str_starts(name, DEM_STR("The ")))
        name = dem_str_cut(name, 4, name.len);
    char *packed = dem_new(arena, char, name.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != ' ')
            packed[n++] = name.at[i];
    if (n)
        *dem_map_put(&g->lists, (dem_str){packed, n}, arena, NULL) |= bits;
}

static void put_all(dem_gazetteer *g, dem_str names, int32_t bits, dem_arena *arena)
{
    while (names.at)
        put(g, dem_str_split(&names, ';'), bits, arena);
}

bool dem_gazetteer_open(dem_gazetteer *gazetteer, dem_arena *arena, dem_error *err)
{
    *gazetteer = (dem_gazetteer){0};
    dem_table states, orgs, outlets;
    if (!dem_table_read(&states, "data/lexicon/states.tsv", 9, arena, err) ||
        !dem_table_read(&orgs, "data/lexicon/orgs.tsv", 5, arena, err) ||
        !dem_table_read(&outlets, "data/lexicon/outlets.tsv", 5, arena, err))
        return false;
    for (int32_t r = 0; r < states.rows; r++) {
        static const int32_t bits[] = {0, 0, DEM_LIST_STATE, DEM_LIST_STATE, DEM_LIST_STATE,
                                       DEM_LIST_DEMONYM, DEM_LIST_CAPITAL, DEM_LIST_SEAT, 0};
        bool union_row = dem_table_cell(&states, r, 1).len < 3; /* the European Union is no state */
        for (int32_t c = 2; c < 8; c++)
            put_all(gazetteer, dem_table_cell(&states, r, c),
                    union_row && c < 5 ? DEM_LIST_ORG : bits[c], arena);
    }
    for (int32_t r = 0; r < orgs.rows; r++) {
        bool armed = dem_str_eq(dem_table_cell(&orgs, r, 3), DEM_STR("rebel"));
        for (int32_t c = 0; c < 2; c++)
            put_all(gazetteer, dem_table_cell(&orgs, r, c), armed ? DEM_LIST_ARMED : DEM_LIST_ORG, arena);
    }
    for (int32_t r = 0; r < outlets.rows; r++)
        for (int32_t c = 0; c < 2; c++)
            put_all(gazetteer, dem_table_cell(&outlets, r, c), DEM_LIST_OUTLET, arena);
    return true;
}

int32_t dem_gazetteer_at(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i,
                         int32_t *end)
{
    char packed[BYTES];
    size_t len = 0;
    int32_t found = 0;
    *end = i;
    for (int32_t k = i; k < n && k < i + DEM_GAZETTEER_LONGEST && len + forms[k].len <= BYTES; k++) {
        memcpy(packed + len, forms[k].at, forms[k].len);
        len += forms[k].len;
        const int32_t *bits = dem_map_get(&gazetteer->lists, (dem_str){packed, len});
        if (bits) {
            found = *bits | (k > i ? DEM_LIST_LONG : 0);
            *end = k + 1;
        }
    }
    return found;
}
