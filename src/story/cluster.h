/* Stories: reports about the same happening.
 *
 * Adds   dem_stories_find: for each report the index of its story's first report (earliest date,
 *        then index), itself when it stands alone.
 * Method every report is compared with those of the same days that share rare words (TF-IDF cosine
 *        through an inverted index); a logistic model judges each pair by the cosines of text, word
 *        pairs, lead and title, the days between, the outlets, and by how near the two are to each
 *        other compared with all others (models/story-1.md); pairs are joined by average linkage,
 *        surest first. All in integers, so that every machine gives the same stories.
 * Fails  dem_story_open on a damaged model; the rest never.
 * Owner  the caller's array.
 * Cost   per report: the reports of its week that share a word that fewer than an eighth of all
 *        have. Memory: about 8 KB a report.
 */
#ifndef DEM_STORY_CLUSTER_H
#define DEM_STORY_CLUSTER_H

#include "model/model.h"
#include "story/words.h"

enum { DEM_PAIR_FEATURES = 13, DEM_PAIR_UNIT = 1024, DEM_BACKGROUND_WORDS = 1 << 17, DEM_BACKGROUND_PAIRS = 1 << 18 };

/* How common words and pairs of words are in news at large, so that a handful of reports can be told
 * apart: one byte a bucket of the hash, -8 log2 of the share of reports that have it; 255: hardly any. */
typedef struct dem_background {
    const uint8_t *words, *pairs;
} dem_background;

/* weights[k] * features[k], summed and divided by DEM_PAIR_UNIT squared, is the log odds; the last
 * weight is the bias. */
typedef struct dem_story_model {
    int32_t weights[DEM_PAIR_FEATURES + 1];
    int32_t join; /* average probability, in DEM_PAIR_UNIT, at which two clusters are one story */
    dem_background background;
} dem_story_model;

bool dem_story_open(dem_story_model *story, const dem_model *model, dem_error *err);

/* Two reports that may tell one story. */
typedef struct dem_pair {
    int32_t a, b; /* a < b */
    int32_t like; /* cosine times decay, in DEM_PAIR_UNIT */
    int32_t features[DEM_PAIR_FEATURES];
} dem_pair;

typedef DEM_VEC(dem_pair) dem_pairs;

/* The candidates with their features, ordered by (a, b); used by training too. */
void dem_pairs_find(const dem_background *background, const dem_report *reports, const dem_words *words,
                    int32_t n, dem_pairs *out, dem_arena *arena, dem_arena scratch);
/* The hash of two words that stand side by side. */
uint64_t dem_pair_hash(uint64_t a, uint64_t b);
void dem_stories_find(const dem_story_model *story, const dem_report *reports,
                      const dem_words *words, int32_t n, int32_t *first, dem_arena scratch);

#endif
