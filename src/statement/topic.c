/* Topics: keywords of the issue file found in the clause; else, for a clause that names none of
 * them ("rejected it"), in its sentence. A row of weight 3 names its topic
 * alone; lesser rows need to add up to 3. At most eight, in the issue file's order. */
#include "statement/parts.h"

enum { TOPIC, WEIGHT, MOST = 8, ENOUGH = 3 };

/* Adds each row's weight once a hit; a topic's rows stand together in the file. */
static void weigh(const dem_scene *scene, dem_run run, int32_t *weights)
{
    const dem_table *issues = &scene->tables->issues;
    for (int32_t i = run.begin; i < run.end; i++) {
        dem_phrase_hit hits[16];
        int32_t n = dem_phrases_at(&scene->tables->issue_index, scene->lemmas, run.end, i, hits, 16);
        for (int32_t k = 0; k < n; k++) {
            int64_t weight = 0;
            dem_str_int(dem_table_cell(issues, hits[k].row, WEIGHT), &weight);
            weights[hits[k].row] += (int32_t)weight;
        }
    }
}

static int32_t collect(const dem_table *issues, const int32_t *weights, dem_str *topics)
{
    int32_t n = 0;
    for (int32_t i = 0; i < issues->rows && n < MOST;) {
        dem_str topic = dem_table_cell(issues, i, TOPIC);
        int32_t total = 0;
        for (; i < issues->rows && dem_str_eq(dem_table_cell(issues, i, TOPIC), topic); i++)
            total += weights[i];
        if (total >= ENOUGH)
            topics[n++] = topic;
    }
    return n;
}

void dem_topics_find(const dem_scene *scene, const dem_clause *clause, dem_statement *row,
                     dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    const dem_table *issues = &scene->tables->issues;
    if (clause->run.begin >= clause->run.end)
        return;
    int32_t *weights = dem_new(arena, int32_t, issues->rows);
    dem_str *topics = dem_new(arena, dem_str, MOST);
    weigh(scene, clause->run, weights);
    row->n_topics = collect(issues, weights, topics);
    if (!row->n_topics) {
        const dem_sentence *s = &doc->sentences.at[doc->tokens.at[clause->run.begin].sentence];
        weigh(scene, (dem_run){s->begin, s->end}, weights);
        row->n_topics = collect(issues, weights, topics);
    }
    row->topics = topics;
}
