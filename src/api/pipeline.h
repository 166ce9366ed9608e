/* The path a report takes, stage by stage, readable as one page (pipeline.c).
 *
 * Adds   dem_pipeline_run: from a document with `text` and `meta` set to its full tables.
 * Fails  only when the document needs more memory than its arena's cap: false, with the document
 *        named; every other document is unaffected.
 * Owner  rows live in doc->arena; `scratch` is free again on return.
 * Cost   linear in the text.
 */
#ifndef DEM_API_PIPELINE_H
#define DEM_API_PIPELINE_H

#include "api/engine.h"
#include "doc/doc.h"

bool dem_pipeline_run(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_depth depth,
                      dem_error *err);

/* As far as heads, by the small model. */
bool dem_pipeline_quick(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_error *err);

/* The stages after attribution alone, for attributions that somebody else has made (training and
 * tests): speakers, and at DEM_DEPTH_CODE statements. The caller sets the arenas' `oom`. */
void dem_pipeline_finish(const dem_engine *engine, dem_doc *doc, dem_arena scratch, dem_depth depth);

#endif
