#include "show/paper.h"

bool dem_paper_open(dem_paper *paper, dem_store *store, dem_offsets unit, const dem_arena *arena)
{
    *paper = (dem_paper){.store = store, .unit = unit};
    if (!dem_arena_open(&paper->arena, (size_t)512 << 20)) {
        dem_store_fail(store, DEM_E_MEMORY, "no memory left");
        return false;
    }
    paper->arena.oom = arena->oom;
    return true;
}

const dem_source_file *dem_paper_turn(dem_paper *paper, dem_str doc_id)
{
    if (!dem_str_eq(paper->file.id, doc_id)) {
        dem_arena scratch = paper->arena; /* what was kept of the last document is overwritten */
        paper->file = (dem_source_file){0};
        dem_ledger_document(paper->store, doc_id, &paper->file, &scratch);
        paper->ruler = dem_ruler_of(paper->file.text, paper->unit, &scratch);
        paper->rest = scratch;
    }
    return &paper->file;
}

void dem_paper_close(dem_paper *paper) { dem_arena_close(&paper->arena); }
