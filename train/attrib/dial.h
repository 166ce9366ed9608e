/* What the model's posteriors are worth on documents that its weights have not seen: least posteriors for
 * three settings of precision, and curves from posterior to share right. */
#ifndef TRAIN_ATTRIB_DIAL_H
#define TRAIN_ATTRIB_DIAL_H

#include "attrib/corpus.h"

/* One posterior, and whether what it stands for was right. */
typedef struct verdict {
    float p;
    bool right;
} verdict;

typedef struct verdicts {
    DEM_VEC(verdict) of[DEM_SCHEMES][DEM_FIELDS];
    int32_t golds[DEM_SCHEMES]; /* statements there were to find */
} verdicts;

/* Runs the model over the documents of `fold` and adds what it finds there. */
void dial_judge(verdicts *v, const corpus *c, int fold, const dem_attributor *model, dem_arena *arena,
                dem_arena scratch);
/* Before anything is known: finds whatever may be there. */
void dial_open(dem_dials dials[DEM_SCHEMES]);
/* Least posteriors of the highest F1 (normal), F2 (low) and F0.5 (high); of those nearly as high, the last ones. */
void dial_set(const verdicts *v, dem_dials dials[DEM_SCHEMES]);
/* Isotonic regression (pool adjacent violators), read off at the knots. */
void dial_curves(const verdicts *v, dem_curve curves[DEM_SCHEMES * DEM_FIELDS]);

#endif
