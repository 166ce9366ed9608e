#include "event/mode.h"

#include "lexicon/stem.h"

enum { PHRASE, ROOT, MODE, COLUMNS, HITS = 16 };

bool dem_event_modes_open(dem_event_modes *modes, dem_arena *arena, dem_error *err)
{
    static const char name[] = "data/lexicon/event_modes.tsv";
    *modes = (dem_event_modes){0};
    if (!dem_table_read(&modes->table, name, COLUMNS, arena, err))
        return false;
    uint8_t *root = dem_new(arena, uint8_t, modes->table.rows + 1);
    for (int32_t r = 0; r < modes->table.rows; r++) {
        int k = dem_tag_find(dem_plover_set, dem_table_cell(&modes->table, r, ROOT));
        if (k < 0)
            return dem_fail(err, DEM_E_FORMAT, dem_str_of(name), r, "row %d: no such event type", (int)r);
        root[r] = (uint8_t)k;
        dem_phrases_add(&modes->phrases, dem_lex_stem_words(dem_table_cell(&modes->table, r, PHRASE), arena), r,
                        arena);
    }
    modes->root = root;
    return true;
}

dem_str dem_event_mode(const dem_event_modes *modes, int root, const dem_str *stems, int32_t n)
{
    for (int32_t at = 0; at < n; at++) {
        dem_phrase_hit hits[HITS];
        int32_t found = dem_phrases_at(&modes->phrases, stems, n, at, hits, HITS), best = -1;
        for (int32_t k = 0; k < found; k++)
            if (modes->root[hits[k].row] == root && (best < 0 || hits[k].end > hits[best].end))
                best = k;
        if (best >= 0)
            return dem_table_cell(&modes->table, hits[best].row, MODE);
    }
    return (dem_str){0};
}
