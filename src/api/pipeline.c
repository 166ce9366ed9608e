#include "api/pipeline.h"

#include "actor/actor.h"
#include "attrib/attrib.h"
#include "attrib/relay.h"
#include "clean/text.h"
#include "event/event.h"

static void stages(const dem_engine *engine, const dem_parser *parser, dem_doc *doc, dem_arena scratch,
                   dem_depth depth)
{
    if (!doc->blocks.len) /* HTML and feeds come with their blocks */
        dem_clean_text(doc, scratch);
    if (depth < DEM_DEPTH_SEGMENT)
        return;
    if (!doc->sentences.len) { /* CoNLL-U comes with its sentences */
        dem_recase_run(&engine->recaser, doc, scratch);
        dem_segment_run(&engine->segmenter, doc, scratch);
    }
    if (depth < DEM_DEPTH_PARSE)
        return;
    dem_parse_run(parser, doc, scratch);
    if (depth < DEM_DEPTH_NAMES)
        return;
    dem_entity_run(&engine->entity, doc, scratch);
    if (depth < DEM_DEPTH_ATTRIBUTE)
        return;
    dem_attrib_run(&engine->attributor, doc, engine->way, scratch);
    if (engine->way.scheme == DEM_SCHEME_LEDGER)
        dem_relay_run(&engine->lexicon, doc, scratch);
    dem_pipeline_finish(engine, doc, scratch, depth);
}

void dem_pipeline_finish(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_depth depth)
{
    dem_actor_run(&engine->lexicon, doc, scratch);
    dem_relay_carry(&engine->lexicon, doc, scratch);
    if (depth < DEM_DEPTH_CODE)
        return;
    dem_statement_run(&engine->statement, doc, scratch);
    dem_event_run(&engine->event, doc, scratch);
}

static bool run(const dem_engine *engine, const dem_parser *parser, dem_doc *doc, dem_arena scratch,
                dem_depth depth, dem_error *err)
{
    jmp_buf oom;
    doc->arena->oom = scratch.oom = &oom;
    if (setjmp(oom))
        return dem_fail(err, DEM_E_LIMIT, doc->meta.name, -1,
                        "document needs more memory than its limit");
    stages(engine, parser, doc, scratch, depth);
    return true;
}

bool dem_pipeline_run(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_depth depth,
                      dem_error *err)
{
    return run(engine, &engine->parser, doc, scratch, depth, err);
}

bool dem_pipeline_quick(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_error *err)
{
    return run(engine, &engine->quick, doc, scratch, DEM_DEPTH_PARSE, err);
}
