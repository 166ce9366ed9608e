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
 * weights are doubled for the smaller corpus as in Daumé (2007).
 */
#ifndef DEM_ATTRIB_ATTRIB_H
#define DEM_ATTRIB_ATTRIB_H

#include "attrib/field.h"

typedef enum dem_scheme { DEM_SCHEME_LEDGER, DEM_SCHEME_NEWS, DEM_SCHEMES } dem_scheme;
typedef enum dem_precision { DEM_PRECISION_NORMAL, DEM_PRECISION_LOW, DEM_PRECISION_HIGH } dem_precision;

/* "low", "normal", "high"; false for another word. */
bool dem_precision_find(const char *word, dem_precision *precision);

typedef struct dem_attrib_way {
    dem_scheme scheme;
    dem_precision precision;
} dem_attrib_way;

/* What was set on documents that the weights had not seen; sections "dials" and "calibration". */
typedef struct dem_dials {
    float least[3];  /* posterior of a statement (`half`), by precision */
    float odds;      /* of stage 1, to be looked at at all */
    dem_dial parts;  /* given that there is one */
} dem_dials;
enum { DEM_FIELDS_STATEMENT, DEM_FIELDS_CUE, DEM_FIELDS_SOURCE, DEM_FIELDS_CONTENT, DEM_FIELDS, DEM_KNOTS = 21 };
/* Share right where the posterior is 0, .05, ..., 1; straight lines between. */
typedef float dem_curve[DEM_KNOTS];

typedef struct dem_attributor {
    dem_linear lexis, cue, span;
    dem_frames frames;
    dem_classes classes;
    dem_net net;
    dem_dials dials[DEM_SCHEMES];
    const float *curves; /* [DEM_SCHEMES * DEM_FIELDS] curves; NULL: posteriors are given as they are */
} dem_attributor;

enum { DEM_LEVELS = 4 };

bool dem_attributor_open(dem_attributor *attributor, const dem_model *model, const dem_model *classes,
                         dem_arena *arena, dem_error *err);
void dem_attrib_run(const dem_attributor *attributor, dem_doc *doc, dem_attrib_way way, dem_arena scratch);

float dem_curve_at(const float *curve, float p);
/* Candidates of stage 1 below this are not looked at again. */
#define DEM_CUE_LEAST (-2.5f)

#endif
