#include "entity/gazetteer.h"

#include "lexicon/table.h"

#include <string.h>

enum { BYTES = 96 };

/* Appends s in lower case without spaces; 0 when the room does not hold it. */
static size_t pack_lower(char packed[BYTES], size_t len, dem_str s)
{
    if (len + s.len > BYTES)
        return 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] != ' ')
            packed[len++] = s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] + 32) : s.at[i];
    return len;
}

static void capitalise(char *first) { *first = *first >= 'a' && *first <= 'z' ? (char)(*first - 32) : *first; }

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

/* Offices of somebody's state, body or force; a profession or an honorific is none. */
static bool put_offices(dem_gazetteer *g, dem_arena *arena, dem_error *err)
{
    static const char *const classes[] = {"head", "monarch", "minister", "legislator", "diplomat", "igo", "spokes",
                                          "aide", "military", "clergy", "law"};
    dem_table offices;
    if (!dem_table_read(&offices, "data/lexicon/offices.tsv", 6, arena, err))
        return false;
    for (int32_t r = 0; r < offices.rows; r++) {
        char packed[BYTES];
        dem_str office = dem_table_cell(&offices, r, 0);
        bool held = false;
        for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
            held |= dem_str_eq(dem_table_cell(&offices, r, 1), dem_str_of(classes[k]));
        size_t len = pack_lower(packed, 0, office);
        if (held && len)
            *dem_map_put(&g->offices, dem_str_copy((dem_str){packed, len}, arena), arena, NULL) = 1;
    }
    return true;
}

static bool put_given(dem_gazetteer *g, dem_arena *arena, dem_error *err)
{
    dem_table given;
    if (!dem_table_read(&given, "data/lexicon/given_names.tsv", 3, arena, err))
        return false;
    for (int32_t r = 0; r < given.rows; r++) {
        char name[BYTES];
        dem_str low = dem_table_cell(&given, r, 0);
        if (!low.len || low.len > BYTES)
            continue;
        memcpy(name, low.at, low.len);
        capitalise(name);
        put(g, (dem_str){name, low.len}, DEM_LIST_GIVEN, arena);
    }
    return true;
}

/* Rows whose last cell lists names of one sort. */
static bool put_lists(dem_gazetteer *g, const char *path, int32_t columns, int32_t bits, dem_arena *arena, dem_error *err)
{
    dem_table table;
    if (!dem_table_read(&table, path, columns, arena, err))
        return false;
    for (int32_t r = 0; r < table.rows; r++)
        put_all(g, dem_table_cell(&table, r, columns - 1), bits, arena);
    return true;
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
    return put_lists(gazetteer, "data/lexicon/places.tsv", 3, DEM_LIST_PLACE, arena, err) &&
           put_lists(gazetteer, "data/lexicon/bodies.tsv", 2, DEM_LIST_BODY, arena, err) &&
           put_given(gazetteer, arena, err) && put_offices(gazetteer, arena, err);
}

int32_t dem_gazetteer_office(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i)
{
    char packed[BYTES];
    int32_t end = i;
    size_t len = 0;
    for (int32_t k = i; k < n && k < i + DEM_GAZETTEER_LONGEST && (len = pack_lower(packed, len, forms[k])) > 0; k++)
        if (dem_map_get(&gazetteer->offices, (dem_str){packed, len}))
            end = k + 1;
    return end;
}

/* The longest match of at most `most` tokens; `twin`: with their first letters capitalised. */
static int32_t longest(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i, int32_t most, bool twin,
                       int32_t *end)
{
    char packed[BYTES];
    size_t len = 0;
    int32_t found = 0;
    *end = i;
    for (int32_t k = i; k < n && k < i + most && len + forms[k].len <= BYTES; k++) {
        memcpy(packed + len, forms[k].at, forms[k].len);
        if (twin && forms[k].len)
            capitalise(packed + len);
        len += forms[k].len;
        const int32_t *bits = dem_map_get(&gazetteer->lists, (dem_str){packed, len});
        if (bits) {
            found = *bits | (k > i ? DEM_LIST_LONG : 0);
            *end = k + 1;
        }
    }
    return found;
}

int32_t dem_gazetteer_at(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i,
                         int32_t *end)
{
    return longest(gazetteer, forms, n, i, DEM_GAZETTEER_LONGEST, false, end);
}

int32_t dem_gazetteer_twin(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i,
                           int32_t *end)
{
    return longest(gazetteer, forms, n, i, 3, true, end);
}
