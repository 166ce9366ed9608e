/* Whether the source can speak. "The dynamic underscores how …" is the outlet's own narration, not a
 * statement: a thing or an abstraction has no words. Persons, bodies, groups and documents do. Who asks not to be
 * named says nothing either.
 * Accepts "the report described"; rejects "the discussions underscored". */
#include "statement/parts.h"

/* The noun that heads the source, or the first noun its pronoun stands for; -1 when there is none. */
static int32_t noun_of(const dem_scene *scene, const dem_attribution *a)
{
    static const char *const persons[] = {"he", "she", "i", "we", "who", NULL};
    const dem_doc *doc = scene->doc;
    if (a->source_head < 0 || dem_word_in(scene->forms[a->source_head], persons))
        return -1;
    dem_upos upos = (dem_upos)doc->parses.at[a->source_head].upos;
    if (upos == DEM_UPOS_NOUN || upos == DEM_UPOS_ADJ) { /* "the dynamic", "the wounded" */
        bool counts = dem_things_count(&scene->tables->lexicon->things, scene->lemmas[a->source_head]);
        int32_t counted = counts ? dem_token_child(doc, a->source_head, DEM_REL_nmod) : -1;
        return counted >= 0 ? counted : a->source_head;
    }
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

/* "named", "identified", "anonymous", "anonymity" at `t`, said of the source itself. */
static bool is_unnamed(const dem_scene *scene, int32_t t, bool negated)
{
    static const char *const names[] = {"name", "identify", "quote", NULL}, *const be[] = {"be", "being", NULL};
    const dem_parse *parses = scene->doc->parses.at;
    if (dem_str_eq(scene->lemmas[t], DEM_STR("anonymous")))
        return parses[t].rel != DEM_REL_amod; /* "an anonymous letter" */
    if (!negated || !dem_word_in(scene->lemmas[t], names) || !dem_word_in(scene->forms[t - 1], be))
        return dem_str_eq(scene->lemmas[t], DEM_STR("anonymity"));
    int32_t subject = dem_token_child(scene->doc, t, DEM_REL_nsubj_pass);
    return subject < 0 || parses[subject].upos == DEM_UPOS_PRON; /* not "that the firm not be named" */
}

/* "who asked not to be named", "refused to be identified", "requested anonymity": how the words were had, not words. */
static bool asks_anonymity(const dem_scene *scene, const dem_attribution *a)
{
    enum { REACH = 6 };
    static const char *const asks[] = {"ask", "request", "insist", "demand", "want", "wish", "prefer", NULL};
    static const char *const refuses[] = {"refuse", "decline", NULL}, *const no[] = {"not", "never", NULL};
    int32_t begin, end, cue = a->cue_head;
    dem_token_range(scene->doc, dem_spans_hull(a->content), &begin, &end);
    if (cue < 0 || cue >= begin || begin - cue > REACH)
        return false;
    bool negated = dem_word_in(scene->lemmas[cue], refuses);
    if (!negated && !dem_word_in(scene->lemmas[cue], asks))
        return false;
    for (int32_t t = cue + 1; t < end && t < begin + REACH; t++) {
        negated |= dem_word_in(scene->lemmas[t], no);
        if (is_unnamed(scene, t, negated))
            return true;
    }
    return false;
}

/* "The Post, citing an officer, reported that A", with "citing" for the cue: what was reported has a cue of its own. So
 * has what "the Post quoted | an officer | as saying". */
static bool is_aside(const dem_scene *scene, const dem_attribution *a)
{
    static const char *const cites[] = {"cite", "quote", NULL};
    int32_t begin, end;
    if (a->cue_head < 0 || !dem_word_in(scene->lemmas[a->cue_head], cites))
        return false;
    dem_token_range(scene->doc, dem_spans_hull(a->content), &begin, &end);
    for (int32_t t = begin + 1; t < end + 2 && t + 1 < scene->doc->tokens.len; t++)
        if (dem_str_eq(scene->lemmas[t], DEM_STR("as")) && scene->doc->parses.at[t + 1].xpos == DEM_XPOS_VBG &&
            scene->doc->parses.at[t + 1].head == a->cue_head)
            return true;
    if (scene->doc->parses.at[a->cue_head].xpos != DEM_XPOS_VBG)
        return false;
    int32_t head = scene->doc->parses.at[a->cue_head].head, content = a->content_head;
    return head >= 0 && content >= 0 && (content == head || scene->doc->parses.at[content].head == head);
}

/* "The settlement says …", where attribution is as sure: things have words too; they have none where they show,
 * "The dynamic underscores …". */
static bool has_words(const dem_scene *scene, const dem_attribution *a)
{
    static const char *const shows[] = {"show",   "underscore", "underline", "highlight", "illustrate", "reflect", "demonstrate", "mean",
                                        "prove",  "signal",     "cast",      "raise",     "reveal",     "suggest", "indicate",    "mark",
                                        "expose", "emphasize",  "point",     "help",      "explain",    "allow",   "position",    "reinforce",
                                        "threaten", NULL};
    return a->score >= 0.7f && a->cue_head >= 0 && !dem_word_in(scene->lemmas[a->cue_head], shows);
}

bool dem_source_speaks(const dem_scene *scene, const dem_attribution *a)
{
    const dem_doc *doc = scene->doc;
    const dem_statement_tables *t = scene->tables;
    ptrdiff_t index = a - doc->attributions.at;
    int32_t actor = index < doc->speakers.len ? doc->speakers.at[index].actor : -1;
    if (is_label(scene, a) || asks_anonymity(scene, a) || is_aside(scene, a))
        return false;
    if (has_words(scene, a) || actor < 0 || doc->actors.at[actor].type < DEM_ACTOR_collective)
        return true; /* nobody named, or a person, body or side */
    int32_t noun = noun_of(scene, a);
    if (noun < 0)
        return true;
    dem_str lemma = scene->lemmas[noun];
    if (dem_lexicon_find(t->lexicon, lemma, DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE))
        return true;
    return dem_things_speak(&t->lexicon->things, lemma);
}
