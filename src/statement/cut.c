/* Where one content holds several reported clauses: two contents under one cue are two statements
 * (test/corpus/GUIDELINES.md). Cuts "the road was closed and would stay so", "that A, that B", "A, he
 * said, and B", "A; B", "A. "B.""; keeps "goats and sheep", "the army would go if Kyiv stopped and thought", and
 * whatever stands in quotation marks, where the speaker's own sentence goes on. */
#include "statement/parts.h"

typedef struct cutter {
    const dem_scene *scene;
    const dem_attribution *a;
    dem_run area; /* from the first to the last token of the content */
} cutter;

static const dem_parse *parse_at(const cutter *c, int32_t t)
{
    return &c->scene->doc->parses.at[t];
}

static bool form_is(const cutter *c, int32_t t, const char *form)
{
    return t >= c->area.begin && t < c->area.end && dem_str_eq(c->scene->forms[t], dem_str_of(form));
}

/* Not in a clause below the content's own: a relative or adverbial one, or one that a word of the content
 * tells; those share what governs them. */
static bool is_main(const cutter *c, int32_t t)
{
    enum { STEPS = 32 };
    for (int step = 0; step < STEPS && t >= c->area.begin && t < c->area.end && t != c->a->cue_head; step++) {
        dem_rel rel = (dem_rel)parse_at(c, t)->rel;
        int32_t up = parse_at(c, t)->head;
        bool told = rel == DEM_REL_ccomp && up >= c->area.begin && up < c->area.end && up != c->a->cue_head;
        if (rel == DEM_REL_acl || rel == DEM_REL_acl_relcl || rel == DEM_REL_advcl || told)
            return false;
        t = up;
    }
    return true;
}

static bool is_finite(const cutter *c, int32_t verb)
{
    static const dem_rel helpers[] = {DEM_REL_aux, DEM_REL_aux_pass, DEM_REL_cop};
    for (int k = -1; k < 3; k++) {
        int32_t t = k < 0 ? verb : dem_token_child(c->scene->doc, verb, helpers[k]);
        dem_xpos tag = t < 0 ? DEM_XPOS_VB : (dem_xpos)parse_at(c, t)->xpos;
        if (tag == DEM_XPOS_VBD || tag == DEM_XPOS_VBZ || tag == DEM_XPOS_VBP || tag == DEM_XPOS_MD)
            return true;
    }
    return false;
}

static bool has_subject(const dem_doc *doc, int32_t verb)
{
    return dem_token_child(doc, verb, DEM_REL_nsubj) >= 0 || dem_token_child(doc, verb, DEM_REL_nsubj_pass) >= 0 ||
           dem_token_child(doc, verb, DEM_REL_expl) >= 0;
}

/* "Nor" is a part of what it denies. */
static bool is_conjunction(const cutter *c, int32_t t)
{
    static const char *const joints[] = {"and", "but", "yet", NULL};
    return parse_at(c, t)->upos == DEM_UPOS_CCONJ && dem_word_in(c->scene->forms[t], joints);
}

/* "And not before", "but only with a guarantee": a limit on the clause before. */
static bool is_limit(const cutter *c, int32_t t)
{
    static const char *const words[] = {"not", "only", "even", NULL};
    return t < c->area.end && dem_word_in(c->scene->forms[t], words);
}

/* "talks between the government | and | the council were due": two ends of one thing. */
static bool is_between(const cutter *c, int32_t t)
{
    enum { REACH = 12 };
    for (int32_t k = t - 1; k >= c->area.begin && k > t - REACH && !form_is(c, k, "and"); k--)
        if (form_is(c, k, "between"))
            return true;
    return false;
}

/* Whether the conjunction at `t` joins a further clause. With a subject of its own it is one behind a
 * comma only: "wages rose and prices fell" is one thought. */
static bool joins_clause(const cutter *c, int32_t t)
{
    const dem_doc *doc = c->scene->doc;
    int32_t verb = parse_at(c, t)->head;
    if (is_limit(c, t + 1) || is_between(c, t))
        return false;
    if (form_is(c, t + 1, "that") && parse_at(c, t + 1)->upos == DEM_UPOS_SCONJ)
        return true;
    if (verb <= t || verb >= c->area.end || parse_at(c, verb)->rel != DEM_REL_conj || !is_main(c, parse_at(c, verb)->head))
        return false;
    if (t + 1 < c->area.end && parse_at(c, t + 1)->xpos == DEM_XPOS_TO)
        return true;
    return is_finite(c, verb) && (form_is(c, t - 1, ",") || !has_subject(doc, verb));
}

/* The cue stands between `t` and the token of the content before it. */
static bool behind_cue(const cutter *c, int32_t t, int32_t before)
{
    return before >= 0 && c->a->cue_head > before && c->a->cue_head < t;
}

/* A piece of content that begins at `t`, apart from the one before: what the extractor left between them. */
static bool parts_pieces(const cutter *c, int32_t t, int32_t before)
{
    if (t - 1 > before && form_is(c, t - 1, "that"))
        t--;
    if (t - 1 > before && is_conjunction(c, t - 1))
        t--;
    bool mark = t - 1 > before && parse_at(c, t - 1)->upos == DEM_UPOS_PUNCT;
    return is_conjunction(c, t) && !is_limit(c, t + 1) && !is_between(c, t) && (mark || !behind_cue(c, t, before));
}

/* ", that …" beside a clause of the same rank. */
static bool is_next_that(const cutter *c, int32_t t)
{
    const dem_parse *p = parse_at(c, t), *verb = &c->scene->doc->parses.at[p->head < 0 ? t : p->head];
    return p->upos == DEM_UPOS_SCONJ && form_is(c, t, "that") && form_is(c, t - 1, ",") && is_main(c, p->head) &&
           (verb->rel == DEM_REL_conj || verb->rel == DEM_REL_parataxis || verb->head == c->a->cue_head);
}

/* "She said they knew. | "We read the papers."": behind reported speech a quoted sentence is another statement. */
static bool opens_quotation(const cutter *c, int32_t t, int32_t before)
{
    const dem_token *at = c->scene->doc->tokens.at;
    const int32_t cue = c->a->cue_head;
    const bool quoted = at[t].quote >= 0 || (t + 1 < c->area.end && at[t + 1].quote >= 0);
    if (!quoted || at[t].sentence == at[before].sentence || cue < 0 || cue >= c->area.begin || at[cue].quote >= 0)
        return false;
    while (before > c->area.begin && parse_at(c, before)->upos == DEM_UPOS_PUNCT)
        before--;
    return at[before].quote < 0;
}

/* Whether a clause ends before `t`; `before`: the last token of the content ahead of it, or -1. */
static bool is_cut(const cutter *c, int32_t t, int32_t before)
{
    const dem_doc *doc = c->scene->doc;
    if (before >= 0 && opens_quotation(c, t, before))
        return true;
    if (before < 0 || doc->tokens.at[t].quote >= 0 || doc->tokens.at[t].sentence != c->a->sentence ||
        doc->tokens.at[before].sentence != c->a->sentence)
        return false;
    if (dem_str_eq(c->scene->forms[t - 1], DEM_STR(";")) || (t - 1 > before && parts_pieces(c, t, before)))
        return true;
    if (behind_cue(c, t, before))
        return is_conjunction(c, t) && !is_limit(c, t + 1) && parse_at(c, t - 1)->upos == DEM_UPOS_PUNCT;
    return is_conjunction(c, t) ? joins_clause(c, t) : is_next_that(c, t);
}

/* "He said the truce held and accused Kyiv of …", "…, he said, and she agreed that …": the clause [begin, end)
 * holds the narrator's next report, found as one of this layer, or below it and without a source. */
static bool is_anothers(const cutter *c, int32_t begin, int32_t end)
{
    enum { NEAR = 24 };
    const dem_doc *doc = c->scene->doc;
    int32_t me = (int32_t)(c->a - doc->attributions.at);
    int32_t to = me + NEAR < doc->attributions.len ? me + NEAR : doc->attributions.len;
    for (int32_t k = me > NEAR ? me - NEAR : 0; k < to; k++) {
        const dem_attribution *b = &doc->attributions.at[k];
        if (b->cue_head < begin || b->cue_head >= end || b->cue_head == c->a->cue_head)
            continue;
        bool resumes = begin > c->area.begin && parse_at(c, b->cue_head)->rel == DEM_REL_conj &&
                       parse_at(c, b->cue_head)->upos == DEM_UPOS_VERB && c->a->cue_head < c->area.begin &&
                       (!b->source.len || dem_spans_hull(b->source).end <= doc->tokens.at[begin].span.begin);
        if (b->level <= c->a->level || resumes)
            return true;
    }
    return false;
}

/* The tokens [begin, end) of the content as spans: without the conjunction in front. */
static dem_spans piece_of(const cutter *c, dem_spans content, int32_t begin, int32_t end, dem_arena *arena)
{
    const dem_doc *doc = c->scene->doc;
    dem_span *at = dem_new(arena, dem_span, content.len);
    int32_t n = 0;
    if (begin > c->area.begin && is_conjunction(c, begin))
        begin++;
    for (int32_t i = 0; i < content.len; i++) {
        dem_run run;
        dem_token_range(doc, content.at[i], &run.begin, &run.end);
        run.begin = run.begin > begin ? run.begin : begin;
        run.end = run.end < end ? run.end : end;
        if (run.begin < run.end)
            run = dem_content_bare(c->scene, run, n == 0);
        if (run.begin < run.end)
            at[n++] = dem_token_span(doc, run.begin, run.end);
    }
    return (dem_spans){at, n};
}

int dem_content_cut(const dem_scene *scene, const dem_attribution *a, dem_spans content,
                    dem_spans out[DEM_CLAUSES], dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    cutter c = {.scene = scene, .a = a};
    dem_token_range(doc, dem_spans_hull(content), &c.area.begin, &c.area.end);
    int32_t begins[DEM_CLAUSES + 1] = {c.area.begin}, before = -1;
    int n = 1, kept = 0;
    for (int32_t i = 0; i < content.len; i++) {
        dem_run run;
        dem_token_range(doc, content.at[i], &run.begin, &run.end);
        for (int32_t t = run.begin; t < run.end; before = t++)
            if (n < DEM_CLAUSES && is_cut(&c, t, before))
                begins[n++] = t;
    }
    if (n == 1 || dem_content_is_turn(a)) {
        out[0] = content;
        return 1;
    }
    begins[n] = c.area.end;
    for (int k = 0; k < n; k++) {
        out[kept] = piece_of(&c, content, begins[k], begins[k + 1], arena);
        kept += out[kept].len && !is_anothers(&c, begins[k], begins[k + 1]);
    }
    return kept;
}
