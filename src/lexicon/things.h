/* Nouns that stand for things rather than for persons, bodies or sides: "the dynamic", "the talks".
 *
 * Needs  data/lexicon/things.tsv (noun, yes, no or of); endings such as -tion decide for nouns it lacks.
 * Owner  the arena given on open.
 * Cost   one map look-up a noun.
 *
 *     if (!dem_things_speak(&things, DEM_STR("adjournment"))) …   // a thing: it says and does nothing
 */
#ifndef DEM_LEXICON_THINGS_H
#define DEM_LEXICON_THINGS_H

#include "lexicon/table.h"
#include "base/map.h"

typedef struct dem_things {
    dem_map nouns; /* lemma -> what is said of it */
} dem_things;

bool dem_things_open(dem_things *things, dem_arena *arena, dem_error *err);
/* Whether what the noun (a lower-case lemma) stands for can speak and act; what counts others may. */
bool dem_things_speak(const dem_things *things, dem_str lemma);
/* Whether it counts others: "a | number | of officials". */
bool dem_things_count(const dem_things *things, dem_str lemma);

#endif
