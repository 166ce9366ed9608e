/* The engine: every model and lexicon, opened once, immutable, shared by all threads.
 *
 * Adds   dem_engine. A room that needs a model or a table gets it from here, through the pipeline.
 * Fails  on open, when a model is damaged: err names the file.
 * Owner  the engine owns an arena for its indexes; models are read in place.
 */
#ifndef DEM_API_ENGINE_H
#define DEM_API_ENGINE_H

#include "attrib/attrib.h"
#include "base/arena.h"
#include "base/error.h"
#include "entity/entity.h"
#include "event/relate.h"
#include "lexicon/lexicon.h"
#include "parse/parse.h"
#include "recase/recase.h"
#include "segment/segment.h"
#include "statement/statement.h"

/* How far a document is taken: each value includes those before it. */
typedef enum dem_depth {
    DEM_DEPTH_CLEAN,
    DEM_DEPTH_SEGMENT,
    DEM_DEPTH_PARSE,
    DEM_DEPTH_NAMES,
    DEM_DEPTH_ATTRIBUTE, /* with speakers */
    DEM_DEPTH_CODE
} dem_depth;

typedef struct dem_engine {
    dem_arena arena;
    dem_recaser recaser;
    dem_segmenter segmenter;
    dem_parser parser;
    dem_parser quick; /* the small model: tags and heads alone, later stages know the other's states */
    dem_lexicon lexicon;
    dem_entity entity;
    dem_event event;
    dem_statement_tables statement;
    dem_attributor attributor;
    dem_attrib_way way; /* which scheme of attributions, how sure: the ledger's unless told */
} dem_engine;

/* Opens what documents need that are taken as far as `depth`. */
bool dem_engine_open(dem_engine *engine, dem_depth depth, dem_error *err);
/* A user's issue file instead of the built-in one; a copy of its bytes is kept. Before the engine is shared. */
bool dem_engine_issues(dem_engine *engine, dem_str bytes, dem_str name, dem_error *err);
void dem_engine_close(dem_engine *engine);

#endif
