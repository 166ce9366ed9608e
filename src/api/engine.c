#include "api/engine.h"

#include "base/embed.h"

/* A weight file that travels inside the program. */
static bool open_model(dem_model *model, const char *name, dem_error *err)
{
    return dem_model_open(model, dem_embed_find(name), dem_str_of(name), err);
}

static bool open_segmenter(dem_engine *engine, dem_error *err)
{
    dem_model model, forms;
    return open_model(&model, "models/segment-1.dem", err) &&
           dem_segmenter_open(&engine->segmenter, &model, &engine->arena, err) &&
           open_model(&forms, "models/recase-1.dem", err) && dem_recaser_open(&engine->recaser, &forms, &engine->arena, err);
}

static bool open_parser(dem_engine *engine, dem_error *err)
{
    dem_model model, small;
    return open_model(&model, "models/parse-1.dem", err) &&
           dem_parser_open(&engine->parser, &model, &engine->arena, err) &&
           open_model(&small, "models/parse-2.dem", err) &&
           dem_parser_open(&engine->quick, &small, &engine->arena, err);
}

static bool open_entity(dem_engine *engine, dem_error *err)
{
    dem_model model, classes;
    return open_model(&model, "models/entity-1.dem", err) &&
           open_model(&classes, "models/classes-1.dem", err) &&
           dem_entity_open(&engine->entity, &model, &classes, &engine->arena, err);
}

static bool open_event(dem_engine *engine, dem_error *err)
{
    dem_model model, classes;
    return open_model(&model, "models/event-1.dem", err) &&
           open_model(&classes, "models/classes-1.dem", err) &&
           dem_event_open(&engine->event, &model, &classes, &engine->arena, err);
}

static bool open_statement(dem_engine *engine, dem_error *err)
{
    dem_model model, classes;
    return open_model(&model, "models/act-1.dem", err) &&
           open_model(&classes, "models/classes-1.dem", err) &&
           dem_statement_open(&engine->statement, &engine->lexicon, &model, &classes, &engine->arena, err);
}

static bool open_attributor(dem_engine *engine, dem_error *err)
{
    dem_model model, classes;
    return open_model(&model, "models/attrib-1.dem", err) &&
           open_model(&classes, "models/classes-1.dem", err) &&
           dem_attributor_open(&engine->attributor, &model, &classes, &engine->arena, err);
}

/* One line a room: opened when the depth needs it. */
static bool open_rooms(dem_engine *engine, dem_depth depth, dem_error *err)
{
    if (depth >= DEM_DEPTH_SEGMENT && !open_segmenter(engine, err))
        return false;
    if (depth >= DEM_DEPTH_PARSE && !open_parser(engine, err))
        return false;
    if (depth >= DEM_DEPTH_NAMES && !dem_lexicon_open(&engine->lexicon, &engine->arena, err))
        return false;
    if (depth >= DEM_DEPTH_NAMES && !open_entity(engine, err))
        return false;
    if (depth >= DEM_DEPTH_ATTRIBUTE && !open_attributor(engine, err))
        return false;
    if (depth >= DEM_DEPTH_CODE && !open_event(engine, err))
        return false;
    if (depth >= DEM_DEPTH_CODE && !open_statement(engine, err))
        return false;
    return true;
}

bool dem_engine_open(dem_engine *engine, dem_depth depth, dem_error *err)
{
    *engine = (dem_engine){0};
    if (!dem_arena_open(&engine->arena, (size_t)256 << 20))
        return dem_fail(err, DEM_E_MEMORY, DEM_STR("engine"), -1, "no address space left");
    if (open_rooms(engine, depth, err))
        return true;
    dem_engine_close(engine);
    return false;
}

bool dem_engine_issues(dem_engine *engine, dem_str bytes, dem_str name, dem_error *err)
{
    if (bytes.len <= DEM_TOPICS_FILE)
        bytes = dem_str_copy(bytes, &engine->arena);
    return dem_topics_read(&engine->statement.topics, bytes, name, &engine->arena, err);
}

void dem_engine_close(dem_engine *engine)
{
    dem_arena_close(&engine->arena);
}
