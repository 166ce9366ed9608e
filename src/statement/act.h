/* The act's features, shared by the room and by its training program (train/act). */
#ifndef DEM_STATEMENT_ACT_H
#define DEM_STATEMENT_ACT_H

#include "statement/parts.h"

enum { DEM_ACT_FEATURES = 400, DEM_ACT_PARTS = 3, DEM_ACT_UNITS = 64 };

/* Fills `out` with feature hashes; returns how many. `why` gets the lexicon's evidence in words. */
size_t dem_act_features(const dem_scene *scene, const dem_attribution *a, const dem_statement *draft,
                        const dem_clause *clause, uint64_t out[DEM_ACT_FEATURES]);

/* The parser's encodings of the cue's head, of the clause's predicate, and the mean of the content's, DEM_ACT_PARTS rows
 * of doc->state_width one after the other; what is not there is 0. */
void dem_act_encoding(const dem_doc *doc, const dem_attribution *a, dem_spans content, const dem_clause *clause, int8_t *out);

/* The model's linear weights and its hidden layer. */
bool dem_act_open(dem_statement_tables *tables, const dem_model *model, dem_arena *arena, dem_error *err);

#endif
