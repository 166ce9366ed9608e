/* Topics: keywords of the issue file found in the clause; else, for a clause that names none of
 * them ("rejected it"), in its sentence. */
#include "statement/parts.h"

void dem_topics_find(const dem_scene *scene, const dem_clause *clause, dem_statement *row,
                     dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    const dem_topics *known = &scene->tables->topics;
    if (clause->run.begin >= clause->run.end)
        return;
    int32_t *weights = dem_new(arena, int32_t, known->issues.rows);
    dem_str *topics = dem_new(arena, dem_str, DEM_TOPICS);
    dem_topics_weigh(known, scene->lemmas, clause->run.begin, clause->run.end, weights);
    row->n_topics = dem_topics_collect(known, weights, topics);
    if (!row->n_topics) {
        const dem_sentence *s = &doc->sentences.at[doc->tokens.at[clause->run.begin].sentence];
        dem_topics_weigh(known, scene->lemmas, s->begin, s->end, weights);
        row->n_topics = dem_topics_collect(known, weights, topics);
    }
    row->topics = topics;
}
