#include "api/face.h"
#include "api/pipeline.h"
#include "show/lines.h"

#include <stdlib.h>

static void write_lines(const dem_doc *doc, dem_str raw, dem_out *out, dem_arena *arena)
{
    static const char *const kinds[] = {"title", "body", "meta", "furniture"};
    dem_source_file file = dem_source_file_of(doc, raw, arena);
    dem_records records = dem_records_of(doc, file.id, arena);
    dem_line_block *blocks = dem_new(arena, dem_line_block, doc->blocks.len);
    for (int32_t i = 0; i < doc->blocks.len; i++)
        blocks[i] = (dem_line_block){dem_str_of(kinds[doc->blocks.at[i].kind & 3]),
                                     dem_str_of(doc->blocks.at[i].why), doc->blocks.at[i].span};
    dem_line_document(out, &file, blocks, doc->blocks.len, (dem_line_style){0});
    for (int32_t i = 0; i < records.len; i++)
        dem_line_statement(out, &records.at[i], (dem_line_style){0});
    for (int32_t i = 0; i < doc->notes.len; i++)
        dem_line_note(out, file.name, dem_str_of(doc->notes.at[i].code), doc->notes.at[i].span,
                      doc->notes.at[i].text);
}

bool demarche_code(const demarche *engine, const demarche_input *input, demarche_write *write,
                   void *context, demarche_error *err)
{
    dem_error ours = {0};
    dem_arena arena = {0}, scratch = {0};
    dem_doc doc = {.arena = &arena};
    dem_out out = {.write = write, .context = context};
    bool ok = dem_face_load(input, &doc, &ours);
    if (ok && (!dem_arena_open(&arena, DEM_ARENA_DOCUMENT) || !dem_arena_open(&scratch, DEM_ARENA_SCRATCH)))
        ok = dem_fail(&ours, DEM_E_MEMORY, doc.meta.name, -1, "no memory left");
    if (ok && dem_pipeline_run(&engine->engine, &doc, scratch, DEM_DEPTH_CODE, &ours)) {
        arena.oom = NULL;
        write_lines(&doc, doc.text, &out, &arena);
        if (!dem_out_close(&out))
            dem_fail(&ours, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    }
    if (scratch.begin)
        dem_arena_close(&scratch);
    if (arena.begin)
        dem_arena_close(&arena);
    return ours.code ? dem_face_fail(err, &ours) : true;
}
