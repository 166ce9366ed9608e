/* When it was said: the time expression that hangs on the cue ("said on Wednesday"). */
#include "statement/parts.h"

static bool hangs_on(const dem_doc *doc, const dem_time *time, int32_t cue)
{
    int32_t head = dem_head_of(doc, time->begin, time->end);
    return head >= 0 && doc->parses.at[head].head == cue;
}

void dem_time_find(const dem_scene *scene, const dem_attribution *a, dem_statement *row)
{
    const dem_doc *doc = scene->doc;
    if (a->cue_head < 0)
        return;
    for (int32_t i = 0; i < doc->times.len; i++) {
        const dem_time *time = &doc->times.at[i];
        if (doc->tokens.at[time->begin].sentence != doc->tokens.at[a->cue_head].sentence)
            continue;
        if (!hangs_on(doc, time, a->cue_head))
            continue;
        row->time = time->span;
        row->time_value = time->value;
        return;
    }
}
