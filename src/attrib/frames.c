#include "attrib/frames.h"

#include "lexicon/table.h"

enum { COLUMNS = 9, HITS = 32 };

static const char *const classes[] = {
    "say", "write", "stress", "reveal", "ask", "demand", "urge", "promise", "threaten", "warn", "offer",
    "propose", "accept", "admit", "refuse", "deny", "accuse", "criticise", "praise", "support",
    "oppose", "think", "expect", "judge", "feel", "show", "withdraw", "condition", "source", "manner",
    "perform"};

static uint8_t class_of(dem_str name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (dem_str_eq(name, dem_str_of(classes[i])))
            return (uint8_t)(i + 1);
    return 0;
}

static uint16_t frame_of(dem_str name)
{
    static const struct { const char *name; uint16_t bit; } table[] = {
        {"that", DEM_FRAME_THAT}, {"quote", DEM_FRAME_QUOTE}, {"inf", DEM_FRAME_INF},
        {"obj", DEM_FRAME_OBJ}, {"wh", DEM_FRAME_WH}, {"ing", DEM_FRAME_ING}, {"obj+as", DEM_FRAME_AS},
        {"obj+pred", DEM_FRAME_AS}, {"obj+inf", DEM_FRAME_OBJ_INF}, {"obj+that", DEM_FRAME_THAT},
        {"obj+wh", DEM_FRAME_WH}, {"to+inf", DEM_FRAME_OBJ_INF}, {"with+inf", DEM_FRAME_OBJ_INF},
        {"if", DEM_FRAME_WH}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (dem_str_eq(name, dem_str_of(table[i].name)))
            return table[i].bit;
    return dem_str_starts(name, DEM_STR("obj+")) ? DEM_FRAME_OBJ_PREP : DEM_FRAME_PREP;
}

bool dem_frames_open(dem_frames *frames, dem_arena *arena, dem_error *err)
{
    dem_table table;
    *frames = (dem_frames){0};
    if (!dem_table_read(&table, "data/lexicon/cues.tsv", COLUMNS, arena, err))
        return false;
    dem_frame *rows = dem_new(arena, dem_frame, table.rows + 1);
    for (int32_t r = 0; r < table.rows; r++) {
        rows[r].pos = (uint8_t)*dem_table_cell(&table, r, 1).at;
        rows[r].kind = class_of(dem_table_cell(&table, r, 2));
        for (dem_str rest = dem_table_cell(&table, r, 3); rest.at;)
            rows[r].frames |= frame_of(dem_str_trim(dem_str_split(&rest, ',')));
        dem_phrases_add(&frames->index, dem_table_cell(&table, r, 0), r, arena);
    }
    frames->rows = rows;
    return true;
}

/* Tags err between verb and adjective in participles, so these two stand in for each other. */
static bool suits(int pos, int upos)
{
    switch (pos) {
    case 'V': return upos == DEM_UPOS_VERB || upos == DEM_UPOS_AUX || upos == DEM_UPOS_ADJ;
    case 'N': return upos == DEM_UPOS_NOUN || upos == DEM_UPOS_PROPN;
    case 'A': return upos == DEM_UPOS_ADJ || upos == DEM_UPOS_VERB;
    default: return upos != DEM_UPOS_NOUN && upos != DEM_UPOS_PROPN;
    }
}

dem_frame dem_frames_at(const dem_frames *frames, const dem_str *lemmas, int32_t n, int32_t at, int upos)
{
    dem_phrase_hit hits[HITS];
    dem_frame best = {0};
    int32_t found = dem_phrases_at(&frames->index, lemmas, n, at, hits, HITS);
    for (int32_t k = 0; k < found; k++) {
        dem_frame row = frames->rows[hits[k].row];
        int32_t words = hits[k].end - hits[k].begin;
        if (words <= best.words || !suits(row.pos, upos))
            continue;
        best = row;
        best.words = (uint8_t)words;
    }
    return best;
}
