#include "lexicon/things.h"

enum { MUTE, SPEAKS, COUNTS };

static int32_t kind_of(dem_str cell)
{
    return dem_str_eq(cell, DEM_STR("yes")) ? SPEAKS : dem_str_eq(cell, DEM_STR("of")) ? COUNTS : MUTE;
}

bool dem_things_open(dem_things *things, dem_arena *arena, dem_error *err)
{
    dem_table table;
    *things = (dem_things){0};
    if (!dem_table_read(&table, "data/lexicon/things.tsv", 2, arena, err))
        return false;
    for (int32_t row = 0; row < table.rows; row++)
        *dem_map_put(&things->nouns, dem_table_cell(&table, row, 0), arena, NULL) = kind_of(dem_table_cell(&table, row, 1));
    return true;
}

static bool ends_like_a_thing(dem_str lemma)
{
    static const char *const ends[] = {"tion", "sion", "ness", "ity", "ance", "ence", "ship", "ment", "ism",
                                       "ing", NULL};
    for (const char *const *end = ends; *end; end++)
        if (lemma.len > dem_str_of(*end).len + 2 && dem_str_ends(lemma, dem_str_of(*end)))
            return true;
    return false;
}

bool dem_things_speak(const dem_things *things, dem_str lemma)
{
    const int32_t *kind = dem_map_get(&things->nouns, lemma);
    return kind ? *kind != MUTE : !ends_like_a_thing(lemma);
}

bool dem_things_count(const dem_things *things, dem_str lemma)
{
    const int32_t *kind = dem_map_get(&things->nouns, lemma);
    return kind && *kind == COUNTS;
}
