/* Stories: reports about the same happening.
 *
 * Adds   dem_stories_find: for each report the index of its story's first report (earliest date,
 *        then index), itself when it stands alone.
 * Method TF-IDF over title (weight 3), the first 100 words (2) and the next 300 (1); cosine times a
 *        decay in days; average-link agglomeration of pairs in falling order of likeness. All in
 *        integers, so that every machine gives the same stories.
 * Fails  never.  Owner: the caller's array.
 * Cost   per report: the reports that share a term that fewer than a twelfth of all have, within a
 *        week. Memory: about 4 KB a report.
 */
#ifndef DEM_STORY_CLUSTER_H
#define DEM_STORY_CLUSTER_H

#include "story/words.h"

void dem_stories_find(const dem_report *reports, const dem_words *words, int32_t n, int32_t *story,
                      dem_arena scratch);

#endif
