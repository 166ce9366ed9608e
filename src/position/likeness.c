#include "position/terms.h"

enum { CLASS, KIND, WORDS, OPPOSITE, COLUMNS = 5 };

static const char *const kinds[] = {"same", "weak", "stop", "claim", "point", "false", "not", "drop"};

static bool read_kind(dem_likeness *l, int32_t row, dem_error *err)
{
    dem_str name = dem_table_cell(&l->table, row, KIND);
    for (uint8_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (dem_str_eq(name, dem_str_of(kinds[k]))) {
            l->kind[row] = k;
            return true;
        }
    return dem_fail(err, DEM_E_FORMAT, DEM_STR("data/lexicon/likeness.tsv"), -1, "'%.*s' is no kind of class",
                    (int)(name.len < 40 ? name.len : 40), name.at);
}

/* The first row that has a word keeps it. */
static void put(dem_likeness *l, dem_str word, int32_t row, dem_arena *arena)
{
    bool fresh;
    int32_t *at = dem_map_put(&l->rows, word, arena, &fresh);
    if (fresh)
        *at = row + 1;
}

static void read_words(dem_likeness *l, int32_t row, bool stems, dem_arena *arena)
{
    for (dem_str rest = dem_table_cell(&l->table, row, WORDS); rest.at;) {
        dem_str word = dem_str_trim(dem_str_split(&rest, '|'));
        if (!word.len)
            continue;
        if (!stems)
            put(l, word, row, arena);
        else if (l->kind[row] <= DEM_LIKE_WEAK)
            put(l, dem_str_join(DEM_STR("~"), dem_stem(word, arena), arena), row, arena);
    }
}

static int32_t row_of_class(const dem_likeness *l, dem_str name)
{
    for (int32_t i = 0; name.len && i < l->table.rows; i++)
        if (dem_str_eq(dem_table_cell(&l->table, i, CLASS), name))
            return i;
    return -1;
}

dem_likeness *dem_likeness_open(const dem_lexicon *lex, dem_arena *arena, dem_error *err)
{
    dem_likeness *l = dem_new(arena, dem_likeness, 1);
    l->lex = lex;
    if (!dem_table_read(&l->table, "data/lexicon/likeness.tsv", COLUMNS, arena, err))
        return NULL;
    l->kind = dem_new(arena, uint8_t, l->table.rows);
    l->opposite = dem_new(arena, int32_t, l->table.rows);
    l->bit = dem_new(arena, uint32_t, l->table.rows);
    uint32_t bit = 1;
    for (int32_t i = 0; i < l->table.rows; i++) {
        if (!read_kind(l, i, err))
            return NULL;
        if (l->kind[i] == DEM_LIKE_CLAIM) {
            l->bit[i] = bit;
            bit <<= 1; /* 0 after 32 classes: they are not told apart */
        }
        l->opposite[i] = row_of_class(l, dem_table_cell(&l->table, i, OPPOSITE));
    }
    for (int stems = 0; stems < 2; stems++)
        for (int32_t i = 0; i < l->table.rows; i++)
            read_words(l, i, stems, arena);
    return l;
}
