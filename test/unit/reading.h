/* A text through the whole program's stages, for the tests of a room that needs what the earlier ones add.
 *
 *     reading_open(DEM_DEPTH_NAMES, (size_t)64 << 20);      // in the group's set-up; reading_close ends it
 *     dem_doc doc = reading(DEM_STR("Arland bombed Borland."), DEM_STR("2019-05-06"), DEM_DEPTH_CODE);
 *
 * One document at a time: the next one takes its memory. After spec.h, whose names its arenas would hide. */
#ifndef TEST_READING_H
#define TEST_READING_H

#include "unit.h"

#include "api/engine.h"
#include "api/pipeline.h"

static dem_engine engine;
static dem_arena arena, scratch;

static inline int reading_open(dem_depth depth, size_t cap)
{
    dem_error err = {0};
    arena = unit_arena(cap);
    scratch = unit_arena(cap);
    return dem_engine_open(&engine, depth, &err) ? 0 : 1;
}

static inline int reading_close(void **state)
{
    (void)state;
    dem_engine_close(&engine);
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    return 0;
}

/* One block; `published` may be empty. */
static inline dem_doc reading(dem_str text, dem_str published, dem_depth depth)
{
    dem_arena_reset(&arena, 0);
    dem_error err = {0};
    dem_doc doc = {.arena = &arena, .text = text, .meta.published = published};
    *dem_push(&doc.blocks, &arena) = (dem_block){{0, (uint32_t)text.len}, DEM_BLOCK_BODY, NULL};
    assert_true(dem_pipeline_run(&engine, &doc, scratch, depth, &err));
    return doc;
}

#endif
