/* The engine: every model and lexicon, opened once, immutable, shared by all threads.
 *
 * Adds   dem_engine. A room that needs a model or a table gets it from here, through the pipeline.
 * Fails  on open, when a model is damaged: err names the file.
 * Owner  the engine owns an arena for its indexes; models are read in place.
 */
#ifndef DEM_API_ENGINE_H
#define DEM_API_ENGINE_H

#include "base/arena.h"
#include "base/error.h"
#include "segment/segment.h"

typedef struct dem_engine {
    dem_arena arena;
    dem_segmenter segmenter;
} dem_engine;

bool dem_engine_open(dem_engine *engine, dem_error *err);
void dem_engine_close(dem_engine *engine);

#endif
