/* The content span: the reported clause without the cue, without "that"/"to", without final
 * punctuation or the outer quotation marks (LEDGER.md). The extractor's spans may hold all of
 * these, as annotators of attribution mark them; here they go, and nothing else does. */
#include "statement/parts.h"

static bool has_letter(dem_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            return true;
    }
    return false;
}

/* The quotation whose opening (or closing) mark this token is, or -1. Quotations are in text
 * order of their opening; the few around one place are looked at. */
static int32_t quote_at(const dem_doc *doc, dem_span token, bool opening)
{
    int32_t low = 0, high = doc->quotes.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (doc->quotes.at[mid].span.begin < token.end)
            low = mid + 1;
        else
            high = mid;
    }
    for (int32_t q = low - 1; q >= 0; q = doc->quotes.at[q].outer < q ? q - 1 : -1) {
        const dem_quote *quote = &doc->quotes.at[q];
        if (opening && quote->span.begin == token.begin)
            return q;
        if (!opening && !quote->unclosed && quote->span.end == token.end)
            return q;
        if (low - q > 64)
            break;
    }
    return -1;
}

/* "that" before a clause. Taggers take it for a determiner now and then ("that talks should …"); it
 * is none at the head of a reported clause, unless its verb follows ("that was wrong"). */
static bool is_that(const dem_scene *scene, int32_t token)
{
    const dem_doc *doc = scene->doc;
    if (!dem_str_eq(scene->forms[token], DEM_STR("that")) || token + 1 >= doc->tokens.len)
        return false;
    const dem_parse *p = &doc->parses.at[token];
    dem_upos next = (dem_upos)doc->parses.at[token + 1].upos;
    if (p->upos == DEM_UPOS_SCONJ || p->rel == DEM_REL_mark)
        return true;
    return next == DEM_UPOS_PRON || next == DEM_UPOS_DET || next == DEM_UPOS_PROPN ||
           (next == DEM_UPOS_NOUN && doc->parses.at[token + 1].xpos == DEM_XPOS_NNS);
}

/* "that" and the "to" of an infinitive; a preposition that belongs to the cue ("called for", not "said
 * without a truce aid would stop", nor "said in his view they had failed"). */
static bool is_introducer(const dem_scene *scene, int32_t token, int32_t end)
{
    static const char *const own[] = {"without", "until", "till", "before", "after", "absent", NULL};
    const dem_parse *p = &scene->doc->parses.at[token];
    if (token + 1 >= end)
        return false;
    dem_str lemma = scene->lemmas[token];
    if (is_that(scene, token))
        return true;
    if (p->xpos == DEM_XPOS_TO)
        return true;
    if (p->upos == DEM_UPOS_ADP && p->rel == DEM_REL_case_) {
        int32_t up = p->head > token && p->head < end ? scene->doc->parses.at[p->head].head : token;
        return (up < token || up >= end) && !dem_word_in(lemma, own);
    }
    if (p->upos == DEM_UPOS_SCONJ)
        return dem_str_eq(lemma, DEM_STR("for")) || dem_str_eq(lemma, DEM_STR("of"));
    return false;
}

static dem_run trim_end(const dem_scene *scene, dem_run run)
{
    const dem_doc *doc = scene->doc;
    while (run.end > run.begin) {
        dem_span last = doc->tokens.at[run.end - 1].span;
        if (has_letter(dem_span_str(doc->text, last)))
            break;
        int32_t q = quote_at(doc, last, false);
        bool opens_inside = q >= 0 && doc->quotes.at[q].span.begin >=
                                          doc->tokens.at[run.begin].span.begin;
        dem_parse p = doc->parses.at[run.end - 1];
        if (opens_inside || p.xpos == DEM_XPOS_RRB || p.upos == DEM_UPOS_SYM)
            break;
        run.end--;
    }
    return run;
}

static dem_run trim_begin(const dem_scene *scene, dem_run run, bool first)
{
    const dem_doc *doc = scene->doc;
    bool introduced = !first;
    while (run.begin < run.end) {
        int32_t t = run.begin;
        dem_span span = doc->tokens.at[t].span;
        bool word = has_letter(dem_span_str(doc->text, span));
        if (word && (introduced || !is_introducer(scene, t, run.end)))
            break;
        dem_parse p = doc->parses.at[t];
        if (!word && (p.xpos == DEM_XPOS_LRB || p.upos == DEM_UPOS_SYM))
            break;
        if (!word) {
            int32_t q = quote_at(doc, span, true);
            if (q >= 0 && doc->quotes.at[q].end < run.end && !doc->quotes.at[q].unclosed)
                break; /* the quotation ends inside: mixed speech keeps its marks */
        }
        introduced |= word;
        run.begin++;
    }
    return run;
}

/* A quotation that is exactly the run: its two marks go together, or the one of a paragraph that the next carries on. */
static dem_run unquote(const dem_scene *scene, dem_run run)
{
    const dem_doc *doc = scene->doc;
    for (;;) {
        if (run.end - run.begin < 3)
            return run;
        int32_t q = quote_at(doc, doc->tokens.at[run.begin].span, true);
        if (q < 0 || doc->quotes.at[q].span.end != doc->tokens.at[run.end - 1].span.end)
            return run;
        run = (dem_run){run.begin + 1, run.end - !doc->quotes.at[q].unclosed};
    }
}

dem_run dem_content_bare(const dem_scene *scene, dem_run run, bool first)
{
    for (;;) {
        dem_run was = run;
        run = unquote(scene, run);
        run = trim_begin(scene, run, first);
        run = trim_end(scene, run);
        if (run.begin == was.begin && run.end == was.end)
            return run;
    }
}

/* ---- what belongs to the clause though the extractor left it out ---- */

static bool holds(dem_spans spans, dem_span token)
{
    for (int32_t i = 0; i < spans.len; i++)
        if (dem_span_has(spans.at[i], token))
            return true;
    return false;
}

/* The whole quotation whose beginning the run holds: sentences quoted in one breath are one content
 * ("We are ready. We will sign," she said). A cue inside the quotation reports from within it. */
static dem_run whole_quotation(const dem_scene *scene, const dem_attribution *a, dem_run run)
{
    const dem_doc *doc = scene->doc;
    int32_t q = doc->tokens.at[run.end - 1].quote;
    if (q < 0 || doc->quotes.at[q].unclosed)
        return run;
    const dem_quote *quote = &doc->quotes.at[q];
    bool from_within = a->cue_head >= quote->begin && a->cue_head < quote->end;
    bool begins_here = quote->begin >= run.begin - 1;
    if (!from_within && begins_here && quote->end > run.end)
        run.end = quote->end;
    return run;
}

/* A condition that follows the run, perhaps after the cue: "Iran would return, he said, if the
 * sanctions went". Gives its run, or an empty one. */
static dem_run condition_after(const dem_scene *scene, const dem_attribution *a, dem_run run)
{
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[run.end - 1].sentence];
    int32_t at = run.end;
    while (at < s->end && (doc->parses.at[at].upos == DEM_UPOS_PUNCT ||
                           holds(a->cue, doc->tokens.at[at].span) ||
                           holds(a->source, doc->tokens.at[at].span)))
        at++;
    if (at >= s->end)
        return (dem_run){0, 0};
    return dem_condition_at(scene, at, (dem_run){run.begin, s->end});
}

/* The tag of the finite verb of a clause: its predicate's own, or that of its auxiliary or copula. */
static int finite_tag(const dem_doc *doc, int32_t head)
{
    static const dem_rel rels[] = {DEM_REL_aux, DEM_REL_aux_pass, DEM_REL_cop};
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t child = dem_token_child(doc, head, rels[i]);
        if (child >= 0)
            return doc->parses.at[child].xpos;
    }
    return doc->parses.at[head].xpos;
}

/* "He insists that such talk is idle and dismissed it as absurd": without a subject of its own, in the
 * tense of the cue and not of the clause, a second verb that reports is the narrator's. */
static bool narrator_resumes(const dem_scene *scene, const dem_attribution *a, int32_t t)
{
    const dem_doc *doc = scene->doc;
    const dem_parse *p = &doc->parses.at[t];
    int cue = doc->parses.at[a->cue_head].xpos;
    return p->head == a->content_head && p->rel == DEM_REL_conj && p->upos == DEM_UPOS_VERB && p->xpos == cue &&
           (cue == DEM_XPOS_VBD || cue == DEM_XPOS_VBZ) && finite_tag(doc, a->content_head) != cue &&
           dem_token_child(doc, t, DEM_REL_nsubj) < 0 && dem_token_child(doc, t, DEM_REL_aux) < 0 &&
           dem_cue_row(scene, t) >= 0;
}

/* The reported clause ends where the narrator goes on: at a verb that is coordinated with the cue, or
 * that hangs on it and reports in its turn ("He said the truce held and accused …", "…, adding that"). */
static dem_run without_next_cue(const dem_scene *scene, const dem_attribution *a, dem_run run)
{
    const dem_doc *doc = scene->doc;
    for (int32_t t = run.begin + 1; a->cue_head >= 0 && a->cue_head < run.begin && t < run.end; t++) {
        const dem_parse *p = &doc->parses.at[t];
        bool resumes = doc->tokens.at[t].quote < 0 && a->content_head >= 0 && narrator_resumes(scene, a, t);
        if (!resumes && (p->head != a->cue_head || t == a->content_head || doc->tokens.at[t].quote >= 0))
            continue;
        bool next = resumes || (p->rel == DEM_REL_conj && p->upos == DEM_UPOS_VERB &&
                    p->xpos == doc->parses.at[a->cue_head].xpos && dem_cue_row(scene, t) >= 0);
        next |= p->rel == DEM_REL_advcl && p->xpos == DEM_XPOS_VBG && dem_cue_row(scene, t) >= 0;
        int32_t cut = next ? dem_token_subtree(doc, t).begin : run.end;
        if (cut > run.begin && cut < run.end)
            run.end = cut;
    }
    return run;
}

/* Token `t` is the cue of a statement of the same layer, near by. */
static bool is_next_cue(const dem_doc *doc, const dem_attribution *a, int32_t t)
{
    enum { NEAR = 4 };
    ptrdiff_t at = a - doc->attributions.at, end = at + NEAR < doc->attributions.len ? at + NEAR : doc->attributions.len;
    for (ptrdiff_t k = at > NEAR ? at - NEAR : 0; k < end; k++)
        if (doc->attributions.at[k].cue_head == t && doc->attributions.at[k].level == a->level)
            return true;
    return false;
}

/* A coordination that the run cuts in two is completed: "a ceasefire [and a settlement]". A verb with a
 * subject of its own begins another clause and stays out, and so does another cue. */
static dem_run whole_coordination(const dem_scene *scene, const dem_attribution *a, dem_run run)
{
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[run.end - 1].sentence];
    for (int round = 0; round < 4; round++) {
        int32_t cc = run.end;
        if (cc + 1 < s->end && dem_str_eq(scene->forms[cc], DEM_STR(",")))
            cc++;
        bool as_well = cc + 3 < s->end && dem_str_eq(scene->forms[cc], DEM_STR("as")) &&
                       dem_str_eq(scene->forms[cc + 1], DEM_STR("well")) && dem_str_eq(scene->forms[cc + 2], DEM_STR("as"));
        if (cc + 1 >= s->end || (doc->parses.at[cc].upos != DEM_UPOS_CCONJ && !as_well))
            break;
        int32_t conj = doc->parses.at[cc].head;
        if (conj <= cc || conj >= s->end || doc->parses.at[conj].rel != DEM_REL_conj)
            break;
        int32_t first = doc->parses.at[conj].head;
        if (first < run.begin || first >= run.end || dem_token_child(doc, conj, DEM_REL_nsubj) >= 0 ||
            dem_token_child(doc, conj, DEM_REL_nsubj_pass) >= 0 || is_next_cue(doc, a, conj))
            break;
        int32_t end = dem_token_subtree(doc, conj).end;
        if (a->cue_head >= run.end && a->cue_head < end)
            break;
        run.end = end;
    }
    return run;
}

static bool is_mark(const dem_scene *scene, int32_t token)
{
    return dem_str_eq(scene->forms[token], DEM_STR(",")) || dem_str_eq(scene->forms[token], DEM_STR(":"));
}

/* Whether the run's second token, behind a mark that may open it, stands in quotation marks. */
static bool quoted_inside(const dem_doc *doc, dem_run run)
{
    return doc->tokens.at[run.end - run.begin > 1 ? run.begin + 1 : run.begin].quote >= 0;
}

/* "The accord, he promised, would hold": a source and cue between commas interrupt one clause. Gives
 * the part of the sentence on the other side of them, or an empty run. */
static dem_run other_side(const dem_scene *scene, const dem_attribution *a, dem_run run)
{
    enum { LONGEST = 8 };
    const dem_doc *doc = scene->doc;
    dem_run none = {0, 0}, group = {0, 0}, source;
    if (!a->source.len || a->cue_head < 0)
        return none;
    dem_token_range(doc, dem_spans_hull(a->source), &source.begin, &source.end);
    dem_token_range(doc, dem_spans_hull(a->cue), &group.begin, &group.end);
    group.begin = source.begin < group.begin ? source.begin : group.begin;
    group.end = source.end > group.end ? source.end : group.end;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[a->cue_head].sentence];
    if (group.begin <= s->begin + 1 || group.end + 1 >= s->end || group.end - group.begin > LONGEST ||
        !is_mark(scene, group.begin - 1) || !is_mark(scene, group.end) ||
        scene->doc->parses.at[source.begin].xpos == DEM_XPOS_WP ||
        scene->doc->parses.at[source.begin].xpos == DEM_XPOS_WDT ||
        doc->tokens.at[group.begin - 1].quote != doc->tokens.at[group.end].quote)
        return none;
    dem_run before = {s->begin, group.begin - 1}, after = {group.end + 1, s->end};
    if (quoted_inside(doc, before) != quoted_inside(doc, after))
        return none; /* "On Friday in Izmir, he said, "..."": when and where he spoke */
    bool has_before = run.begin < group.begin, has_after = run.end > group.end;
    if (has_before == has_after || run.begin < s->begin || run.end > s->end)
        return none;
    return has_after ? before : after;
}

/* ---- the pieces ---- */

typedef struct piece_list {
    dem_run *at;
    int32_t len;
} piece_list;

/* Cuts the cue and the source out of a run that holds them in its middle. */
static void push_around(const dem_scene *scene, const dem_attribution *a, dem_run run, piece_list *out,
                        int32_t most)
{
    const dem_doc *doc = scene->doc;
    int32_t begin = run.begin;
    for (int32_t t = run.begin; t <= run.end; t++) {
        bool cut = t == run.end || holds(a->cue, doc->tokens.at[t].span) ||
                   (a->cue.len && holds(a->source, doc->tokens.at[t].span));
        if (!cut)
            continue;
        if (t > begin && out->len < most)
            out->at[out->len++] = (dem_run){begin, t};
        begin = t + 1;
    }
}

/* Runs to spans: trimmed, joined where nothing but white space and marks lies between. */
static dem_spans spans_of(const dem_scene *scene, piece_list runs, dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    dem_span *out = dem_new(arena, dem_span, runs.len);
    int32_t n = 0;
    for (int32_t i = 0; i < runs.len; i++) {
        dem_run run = dem_content_bare(scene, runs.at[i], n == 0);
        if (run.begin >= run.end)
            continue;
        dem_span span = dem_token_span(doc, run.begin, run.end);
        dem_span gap = {n ? out[n - 1].end : 0, span.begin};
        if (n && (gap.end <= gap.begin || !has_letter(dem_span_str(doc->text, gap))))
            out[n - 1].end = span.end > out[n - 1].end ? span.end : out[n - 1].end;
        else
            out[n++] = span;
    }
    return (dem_spans){out, n};
}

static uint32_t gap_between(dem_span a, dem_span b)
{
    return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
}

/* Words have one speaker: a further piece that another cue of the same layer reports too belongs to
 * the nearer cue. */
static bool is_anothers(const dem_doc *doc, const dem_attribution *a, dem_span piece)
{
    enum { REACH = 24 };
    int32_t me = (int32_t)(a - doc->attributions.at);
    int32_t from = me > REACH ? me - REACH : 0;
    int32_t to = me + REACH < doc->attributions.len ? me + REACH : doc->attributions.len;
    for (int32_t k = from; k < to; k++) {
        const dem_attribution *b = &doc->attributions.at[k];
        if (k == me || b->level != a->level || !b->cue.len)
            continue;
        for (int32_t i = 0; i < b->content.len; i++)
            if (dem_span_meets(b->content.at[i], piece) &&
                gap_between(dem_spans_hull(b->cue), piece) < gap_between(dem_spans_hull(a->cue), piece))
                return true;
    }
    return false;
}

dem_spans dem_content_trim(const dem_scene *scene, const dem_attribution *a, dem_arena *arena)
{
    enum { MORE = 4 };
    const dem_doc *doc = scene->doc;
    int32_t most = a->content.len * MORE + MORE;
    piece_list runs = {dem_new(arena, dem_run, most), 0};
    dem_run last = {0, 0};
    for (int32_t i = 0; i < a->content.len; i++) {
        dem_run run;
        dem_token_range(doc, a->content.at[i], &run.begin, &run.end);
        if (run.begin >= run.end || (a->content.len > 1 && is_anothers(doc, a, a->content.at[i])))
            continue;
        run = whole_coordination(scene, a, without_next_cue(scene, a, run));
        last = whole_quotation(scene, a, run);
        dem_run other = a->content.len == 1 ? other_side(scene, a, last) : (dem_run){0, 0};
        if (other.end > other.begin && other.begin < last.begin)
            push_around(scene, a, other, &runs, most);
        push_around(scene, a, last, &runs, most);
        if (other.end > other.begin && other.begin > last.begin)
            push_around(scene, a, last = other, &runs, most);
    }
    if (last.end > last.begin) {
        dem_run condition = condition_after(scene, a, last);
        if (condition.end > condition.begin && runs.len < most)
            runs.at[runs.len++] = condition;
    }
    return spans_of(scene, runs, arena);
}

static int depth_of(const dem_doc *doc, int32_t quote)
{
    int depth = 0;
    for (; quote >= 0 && depth < 16; quote = doc->quotes.at[quote].outer)
        depth++;
    return depth;
}

bool dem_content_is_turn(const dem_attribution *a)
{
    return a->cue_head < 0 && a->source.len && a->mode == DEM_MODE_direct;
}

/* Quoted words are those more deeply quoted than the cue: inside a quotation, a speaker's
 * "we told them that …" is indirect speech. */
dem_mode dem_content_mode(const dem_scene *scene, dem_spans content, const dem_attribution *a)
{
    const dem_doc *doc = scene->doc;
    if (dem_content_is_turn(a))
        return DEM_MODE_direct;
    int base = a->cue_head >= 0 ? depth_of(doc, doc->tokens.at[a->cue_head].quote) : 0;
    uint32_t quoted = 0, all = 0;
    for (int32_t i = 0; i < content.len; i++) {
        dem_run run;
        dem_token_range(doc, content.at[i], &run.begin, &run.end);
        for (int32_t t = run.begin; t < run.end; t++) {
            dem_token token = doc->tokens.at[t];
            if (!has_letter(dem_span_str(doc->text, token.span)))
                continue;
            all += dem_span_len(token.span);
            if (depth_of(doc, token.quote) > base)
                quoted += dem_span_len(token.span);
        }
    }
    if (!quoted)
        return DEM_MODE_indirect;
    return quoted * 20 >= all * 19 ? DEM_MODE_direct : DEM_MODE_mixed;
}
