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
/* Bits: which kinds of children a token has; where quotation marks are around it. */
unsigned dem_cue_signature(const dem_scan *scan, int32_t i);
unsigned dem_cue_quotes(const dem_scan *scan, int32_t i);
/* Heads of who would speak, and of what would be said; -1: none. */
int32_t dem_cue_subject(const dem_scan *scan, int32_t i);
int32_t dem_cue_object(const dem_scan *scan, int32_t i);
int dem_cue_features(const dem_scan *scan, int32_t i, uint64_t features[DEM_CUE_FEATURES]);

#endif
