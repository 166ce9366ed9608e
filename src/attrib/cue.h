/* Which tokens report words: the first stage's features.
 *
 * Adds   dem_cue_features: the features by which the linear model "cue" (one label, a log odds)
 *        decides whether a token heads a cue. The trainer calls the same function.
 * Needs  a scan.
 * Fails  never.
 * Cost   bounded a token: at most DEM_CUE_CHILDREN children and DEM_CUE_UP ancestors are looked at.
 *
 * Source: two stages as in Newell, Margolin and Ruths (2018) and Pareti (2015); features ours.
 */
#ifndef DEM_ATTRIB_CUE_H
#define DEM_ATTRIB_CUE_H

#include "attrib/scan.h"

enum { DEM_CUE_FEATURES = 320, DEM_CUE_CHILDREN = 12, DEM_CUE_UP = 5 };

/* Verbs, nouns, adjectives, some particles, colons: what can head a cue at all. */
bool dem_cue_possible(const dem_scan *scan, int32_t i);
int dem_cue_features(const dem_scan *scan, int32_t i, uint64_t features[DEM_CUE_FEATURES]);

#endif
