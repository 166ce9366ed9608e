/* Topics: wordings of the issue file in the clause; else, for a clause that names none of them ("rejected it"), in its
 * sentence. From the text alone, so that a ledger whose issue file changes finds the same (ledger/issues.h). */
#include "statement/parts.h"

#include <string.h>

void dem_statement_topics(const dem_scene *scene, const dem_attribution *a, dem_statement *row, dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    dem_str found[DEM_TOPICS];
    row->n_topics = dem_topics_find(&scene->tables->topics, doc->text, row->content.at, row->content.len,
                                    dem_attribution_sentence(doc, a), found, *arena);
    dem_str *topics = dem_new(arena, dem_str, row->n_topics);
    memcpy(topics, found, (size_t)row->n_topics * sizeof *topics);
    row->topics = topics;
}
