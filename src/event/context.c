#include "event/context.h"

#include "lexicon/stem.h"

#include <string.h>

static void read_sentence(const dem_topics *topics, const dem_doc *doc, int32_t sentence, dem_event_told *told, dem_arena scratch)
{
    const dem_sentence *in = &doc->sentences.at[sentence];
    int32_t n = in->end - in->begin;
    told->sentence = sentence;
    told->n = 0;
    if (n > DEM_EVENT_SENTENCE)
        return;
    dem_str *stems = dem_new(&scratch, dem_str, n + 1), found[DEM_TOPICS];
    int32_t *weights = dem_new(&scratch, int32_t, topics->issues.rows + 1);
    for (int32_t i = 0; i < n; i++)
        stems[i] = dem_lex_stem(dem_token_str(doc, in->begin + i), &scratch);
    dem_topics_weigh(topics, stems, 0, n, weights);
    told->n = dem_topic_contexts(found, dem_topics_collect(topics, weights, found), told->contexts);
}

void dem_event_contexts(const dem_topics *topics, dem_doc *doc, int32_t statement, int32_t sentence, dem_event_told *told,
                        dem_event_row *row, dem_arena scratch)
{
    const dem_statement *s = statement >= 0 ? &doc->statements.at[statement] : NULL;
    dem_str of_topics[DEM_TOPICS];
    const dem_str *contexts = of_topics;
    int32_t n = 0;
    if (s && s->n_topics) {
        n = dem_topic_contexts(s->topics, s->n_topics, of_topics);
    } else if (sentence >= 0) {
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
