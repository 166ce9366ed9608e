/* Whether the source can speak. "The dynamic underscores how …" is the outlet's own narration, not a
 * statement: a thing or an abstraction has no words. Persons, bodies, groups and documents do.
 * Accepts "the report described"; rejects "the discussions underscored". */
#include "statement/parts.h"

/* The noun that heads the source, or the first noun its pronoun stands for; -1 when there is none. */
static int32_t noun_of(const dem_doc *doc, const dem_attribution *a)
{
    if (a->source_head < 0)
        return -1;
    dem_upos upos = (dem_upos)doc->parses.at[a->source_head].upos;
    if (upos == DEM_UPOS_NOUN || upos == DEM_UPOS_ADJ) /* "the dynamic", "the wounded" */
        return a->source_head;
    ptrdiff_t index = a - doc->attributions.at;
    int32_t actor = index < doc->speakers.len ? doc->speakers.at[index].actor : -1;
    if (actor < 0 || doc->parses.at[a->source_head].upos != DEM_UPOS_PRON)
        return -1;
    for (int32_t m = 0; m < doc->mentions.len; m++) {
        const dem_mention *mention = &doc->mentions.at[m];
        if (mention->actor == actor && mention->head >= 0 &&
            doc->parses.at[mention->head].upos == DEM_UPOS_NOUN)
            return mention->head;
    }
    return -1;
}

/* "Analysis: …", "Advertisement: …", "Sunday: …": before a colon a label of the page, not one who speaks. */
static bool is_label(const dem_scene *scene, const dem_attribution *a)
{
    static const char *const labels[] = {
        "advertisement", "analysis",  "opinion", "poll",   "photo",    "video",   "update",   "exclusive", "related",
        "commentary",    "editorial", "sunday",  "monday", "tuesday",  "thursday", "friday",  "saturday",  "wednesday",
        "breaking",      "watch",     "read",    "more",   "timeline", "factbox", "explainer", "live",     "correction",
        "podcast",       "subscribe", "news",    "story",  "highlight", NULL};
    int32_t b, e;
    if (a->cue.len || !a->source.len)
        return false;
    dem_token_range(scene->doc, dem_spans_hull(a->source), &b, &e);
    return e == b + 1 && (dem_word_in(scene->lemmas[b], labels) || dem_word_in(scene->forms[b], labels));
}

bool dem_source_speaks(const dem_scene *scene, const dem_attribution *a)
{
    const dem_doc *doc = scene->doc;
    const dem_statement_tables *t = scene->tables;
    ptrdiff_t index = a - doc->attributions.at;
    int32_t actor = index < doc->speakers.len ? doc->speakers.at[index].actor : -1;
    if (is_label(scene, a))
        return false;
    if (actor < 0 || doc->actors.at[actor].type < DEM_ACTOR_collective)
        return true; /* nobody named, or a person, body or side */
    int32_t noun = noun_of(doc, a);
    if (noun < 0)
        return true;
    dem_str lemma = scene->lemmas[noun];
    if (dem_lexicon_find(t->lexicon, lemma, DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE))
        return true;
    return dem_things_speak(&t->things, lemma);
}
