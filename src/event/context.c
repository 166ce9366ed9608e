#include "event/context.h"

#include <string.h>

static void read_sentence(const dem_topics *topics, const dem_doc *doc, int32_t sentence, dem_event_told *told, dem_arena scratch)
{
    const dem_sentence *in = &doc->sentences.at[sentence];
    dem_str found[DEM_TOPICS];
    told->sentence = sentence;
    told->n = 0;
    if (in->end - in->begin > DEM_EVENT_SENTENCE)
        return;
    int32_t n = dem_topics_find(topics, doc->text, NULL, 0, in->span, found, scratch);
    told->n = dem_topic_contexts(found, n, told->contexts);
}

/* How many topics; the contexts are fewer. */
static int32_t read_statement(const dem_topics *topics, const dem_doc *doc, int32_t statement, dem_str contexts[DEM_TOPICS],
                              int32_t *n, dem_arena scratch)
{
    const dem_statement *s = &doc->statements.at[statement];
    dem_span sentence = dem_attribution_sentence(doc, &doc->attributions.at[s->attribution]);
    dem_str found[DEM_TOPICS];
    int32_t topics_found = dem_topics_find(topics, doc->text, s->content.at, s->content.len, sentence, found, scratch);
    *n = dem_topic_contexts(found, topics_found, contexts);
    return topics_found;
}

void dem_event_contexts(const dem_topics *topics, dem_doc *doc, int32_t statement, int32_t sentence, dem_event_told *told,
                        dem_event_row *row, dem_arena scratch)
{
    dem_str of_topics[DEM_TOPICS];
    const dem_str *contexts = of_topics;
    int32_t n = 0;
    bool told_by = statement >= 0 && read_statement(topics, doc, statement, of_topics, &n, scratch);
    if (!told_by && sentence >= 0) {
        if (told->sentence != sentence)
            read_sentence(topics, doc, sentence, told, scratch);
        contexts = told->contexts;
        n = told->n;
    }
    if (!n)
        return;
    dem_str *kept = dem_new(doc->arena, dem_str, n);
    memcpy(kept, contexts, (size_t)n * sizeof *kept);
    row->contexts = kept;
    row->n_contexts = n;
}
