/* Who said what: source, cue and content of every report of words, in layers, and who carried it.
 *
 * Adds   doc->attributions in text order of their cues: level 1 in the document, level 2 inside the
 *        contents of level 1, and so on (`parent` is the index of the layer around); doc->relays.
 * Needs  blocks, sentences, tokens, quotes, parses; names help.
 * Fails  on open only.
 * Owner  rows and spans in doc->arena; the attributor points into its model's bytes.
 * Cost   linear in the tokens: windows and layers are capped.
 *
 *     dem_attributor a;
 *     if (!dem_attributor_open(&a, &model, &classes, &arena, err)) return false;      // models/attrib-1.dem, classes-1.dem
 *     dem_attrib_run(&a, &doc, (dem_attrib_way){.scheme = DEM_SCHEME_LEDGER}, scratch);
 *
 * Two schemes share one model: NEWS gives the outermost layer as PolNeAR's annotators mark it,
 * LEDGER what LEDGER.md calls a statement, in all layers.
 *
 * Source: a classifier of cues, then a semi-Markov field of spans around each (Sarawagi and Cohen
 * 2004), trained on PolNeAR (Newell et al. 2018) and the project's own corpus by train/attrib;
 * features are doubled for the smaller corpus as in Daumé (2007).
 */
#ifndef DEM_ATTRIB_ATTRIB_H
#define DEM_ATTRIB_ATTRIB_H

#include "attrib/field.h"

typedef enum dem_scheme { DEM_SCHEME_LEDGER, DEM_SCHEME_NEWS, DEM_SCHEMES } dem_scheme;
typedef enum dem_precision { DEM_PRECISION_NORMAL, DEM_PRECISION_LOW, DEM_PRECISION_HIGH } dem_precision;

typedef struct dem_attrib_way {
    dem_scheme scheme;
    dem_precision precision;
} dem_attrib_way;

typedef struct dem_attributor {
    dem_linear lexis, cue, span;
    dem_frames frames;
    dem_classes classes;
    const int16_t *dense; /* weights of the parser's encoding in stage 1; NULL: none */
    int32_t width;
    float unit;
} dem_attributor;

enum { DEM_LEVELS = 4 };

bool dem_attributor_open(dem_attributor *attributor, const dem_model *model, const dem_model *classes,
                         dem_arena *arena, dem_error *err);
void dem_attrib_run(const dem_attributor *attributor, dem_doc *doc, dem_attrib_way way, dem_arena scratch);

/* The copy of a feature that only the ledger's scheme sees. */
static inline uint64_t dem_ledger_feature(uint64_t feature) { return dem_mix(feature, 4711); }
/* Candidates of stage 1 below this are not looked at again. */
#define DEM_CUE_LEAST (-2.5f)

#endif
