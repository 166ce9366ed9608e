/* The act's features, shared by the room and by its training program (train/act). */
#ifndef DEM_STATEMENT_ACT_H
#define DEM_STATEMENT_ACT_H

#include "statement/parts.h"

enum { DEM_ACT_FEATURES = 400 };

/* Fills `out` with feature hashes; returns how many. `why` gets the lexicon's evidence in words. */
size_t dem_act_features(const dem_scene *scene, const dem_attribution *a, const dem_statement *draft,
                        const dem_clause *clause, uint64_t out[DEM_ACT_FEATURES]);

#endif
