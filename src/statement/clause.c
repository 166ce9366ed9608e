/* The reported clause: its predicate and subject, polarity, modality, and whose side acts. */
#include "statement/parts.h"

bool dem_word_in(dem_str word, const char *const *words)
{
    for (; *words; words++)
        if (dem_str_eq(word, dem_str_of(*words)))
            return true;
    return false;
}

int32_t dem_token_child(const dem_doc *doc, int32_t token, dem_rel rel)
{
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[token].sentence];
    for (int32_t i = s->begin; i < s->end; i++)
        if (doc->parses.at[i].head == token && doc->parses.at[i].rel == rel)
            return i;
    return -1;
}

/* Whether `token` is `up` or below it. The bound keeps broken or very deep trees cheap. */
static bool is_below(const dem_doc *doc, int32_t token, int32_t up)
{
    for (int steps = 0; token >= 0 && steps < 64; steps++) {
        if (token == up)
            return true;
        token = doc->parses.at[token].head;
    }
    return false;
}

dem_run dem_token_subtree(const dem_doc *doc, int32_t token)
{
    enum { REACH = 256 };
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[token].sentence];
    int32_t from = token - s->begin > REACH ? token - REACH : s->begin;
    int32_t to = s->end - token > REACH ? token + REACH : s->end;
    dem_run run = {token, token + 1};
    for (int32_t i = from; i < to; i++)
        if (is_below(doc, i, token)) {
            run.begin = i < run.begin ? i : run.begin;
            run.end = i + 1 > run.end ? i + 1 : run.end;
        }
    return run;
}

bool dem_token_negated(const dem_scene *scene, int32_t token)
{
    static const char *const adverbs[] = {"not", "never", "no", "neither", "nor", "hardly", NULL};
    static const char *const dets[] = {"no", "neither", NULL};
    static const char *const pronouns[] = {"nobody", "nothing", "none", "no-one", "nowhere", NULL};
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[token].sentence];
    for (int32_t i = s->begin; i < s->end; i++) {
        const dem_parse *p = &doc->parses.at[i];
        if (p->head == token && (p->rel == DEM_REL_advmod || p->rel == DEM_REL_det ||
                                 p->rel == DEM_REL_aux || p->rel == DEM_REL_cc_preconj) &&
            dem_word_in(scene->lemmas[i], adverbs))
            return true;
        bool core = p->head == token && (p->rel == DEM_REL_nsubj || p->rel == DEM_REL_obj ||
                                         p->rel == DEM_REL_nsubj_pass);
        if (!core)
            continue;
        if (dem_word_in(scene->lemmas[i], pronouns))
            return true;
        int32_t det = dem_token_child(doc, i, DEM_REL_det);
        if (det >= 0 && dem_word_in(scene->lemmas[det], dets))
            return true;
    }
    return false;
}

static dem_modality aux_modality(const dem_scene *scene, int32_t head)
{
    static const char *const future[] = {"will", "shall", "'ll", NULL};
    static const char *const possible[] = {"may", "might", "can", "could", NULL};
    static const char *const desired[] = {"must", "should", "ought", "need", NULL};
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[head].sentence];
    for (int32_t i = s->begin; i < s->end; i++) {
        const dem_parse *p = &doc->parses.at[i];
        if (p->head != head || (p->rel != DEM_REL_aux && p->rel != DEM_REL_aux_pass))
            continue;
        if (dem_word_in(scene->lemmas[i], desired))
            return DEM_MODALITY_desired;
        if (dem_word_in(scene->lemmas[i], future))
            return DEM_MODALITY_future;
        if (dem_word_in(scene->lemmas[i], possible))
            return DEM_MODALITY_possible;
        if (dem_str_eq_nocase(dem_token_str(scene->doc, i), DEM_STR("would")) ||
            dem_str_eq_nocase(dem_token_str(scene->doc, i), DEM_STR("'d")))
            return DEM_MODALITY_conditional;
    }
    return DEM_MODALITY_asserted;
}

static int32_t subject_of(const dem_doc *doc, int32_t head)
{
    static const dem_rel rels[] = {DEM_REL_nsubj, DEM_REL_nsubj_pass, DEM_REL_nsubj_outer,
                                   DEM_REL_csubj};
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t child = dem_token_child(doc, head, rels[i]);
        if (child >= 0)
            return child;
    }
    return -1;
}

/* The side that the subject names: the speaker (by pronoun or actor) or the speaker's party. */
static bool is_own(const dem_scene *scene, const dem_attribution *a, int32_t subject)
{
    static const char *const first[] = {"i", "we", "us", "our", "ours", "my", NULL};
    static const char *const third[] = {"he", "she", "it", "they", NULL};
    const dem_doc *doc = scene->doc;
    ptrdiff_t index = a - doc->attributions.at;
    if (index >= doc->speakers.len)
        return false;
    const dem_speaker *speaker = &doc->speakers.at[index];
    if (subject < 0 || dem_word_in(scene->lemmas[subject], first))
        return true;
    for (int32_t m = 0; m < doc->mentions.len; m++) {
        const dem_mention *mention = &doc->mentions.at[m];
        if (mention->head != subject || mention->actor < 0)
            continue;
        if (mention->actor == speaker->actor)
            return true;
        dem_str party = doc->actors.at[mention->actor].party;
        return speaker->party.len == 3 && dem_str_eq(party, speaker->party);
    }
    int32_t owner = dem_token_child(doc, subject, DEM_REL_nmod_poss);
    if (owner >= 0 && (dem_word_in(scene->lemmas[owner], first) ||
                       dem_str_eq(scene->lemmas[owner], DEM_STR("his")) ||
                       dem_str_eq(scene->lemmas[owner], DEM_STR("her"))))
        return true;
    return dem_word_in(scene->lemmas[subject], third);
}

static bool is_imperative(const dem_scene *scene, const dem_clause *c)
{
    const dem_parse *p = &scene->doc->parses.at[c->head];
    return c->subject < 0 && p->upos == DEM_UPOS_VERB && p->xpos == DEM_XPOS_VB &&
           aux_modality(scene, c->head) == DEM_MODALITY_asserted;
}

/* Around a cue in parenthesis ("talks will go on, he said, once …") the cue heads the run: the clause it
 * tells, or the cue. */
static int32_t told_by(const dem_doc *doc, int32_t cue, dem_run run)
{
    for (int32_t i = run.begin; i < run.end; i++) {
        dem_rel rel = (dem_rel)doc->parses.at[i].rel;
        if (doc->parses.at[i].head == cue && (rel == DEM_REL_ccomp || rel == DEM_REL_parataxis))
            return i;
    }
    return cue;
}

dem_clause dem_clause_read(const dem_scene *scene, const dem_attribution *a, dem_spans content)
{
    const dem_doc *doc = scene->doc;
    dem_clause c = {.head = -1, .subject = -1};
    dem_token_range(doc, dem_spans_hull(content), &c.run.begin, &c.run.end);
    if (c.run.begin >= c.run.end)
        return c;
    dem_run first; /* the main predicate is looked for in the first piece */
    dem_token_range(doc, content.at[0], &first.begin, &first.end);
    c.head = dem_head_of(doc, first.begin, first.end);
    /* A comma or a mark may stand outside the tree's clause: take the head of most of it. */
    while (c.head >= 0 && doc->parses.at[c.head].upos == DEM_UPOS_PUNCT && c.head + 1 < first.end)
        c.head = dem_head_of(doc, c.head + 1, first.end);
    if (c.head < 0)
        return c;
    if (c.head == a->cue_head)
        c.head = told_by(doc, c.head, first);
    c.subject = subject_of(doc, c.head);
    c.negated = dem_token_negated(scene, c.head);
    c.modality = (uint8_t)aux_modality(scene, c.head);
    c.own = is_own(scene, a, c.subject);
    c.addressed = is_imperative(scene, &c) ||
                  (c.subject >= 0 && dem_str_eq(scene->lemmas[c.subject], DEM_STR("you")));
    return c;
}
