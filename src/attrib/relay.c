#include "attrib/relay.h"

typedef struct carrier {
    dem_str outlet, how;
    dem_span span;
} carrier;

typedef struct tracer {
    const dem_lexicon *lexicon;
    dem_doc *doc;
} tracer;

static bool lemma_is(const dem_doc *doc, int32_t t, const char *const *list)
{
    if (t < 0 || t >= doc->parses.len)
        return false;
    for (; *list; list++)
        if (dem_str_eq_nocase(doc->parses.at[t].lemma, dem_str_of(*list)))
            return true;
    return false;
}

static bool word_is(const dem_doc *doc, int32_t t, const char *word)
{
    return t >= 0 && t < doc->tokens.len && dem_str_eq_nocase(dem_token_str(doc, t), dem_str_of(word));
}

/* Nouns for what carries words without a name of its own. */
static const char *const media[] = {
    "television", "tv", "radio", "newspaper", "paper", "daily", "weekly", "magazine", "broadcaster",
    "channel", "agency", "website", "site", "station", "media", "press", "outlet", "service", "tweet",
    "broadcast", "podcast", "e-mail", "email", "video", "livestream", NULL};
static const char *const televised[] = {"televised", "broadcast", "video", "recorded", "taped", NULL};
static const char *const addresses[] = {"address", "interview", "message", "speech", "statement",
                                        "appearance", "post", NULL};

/* ---- the noun phrase after a preposition ---- */

/* Last token of the run of words that a noun phrase starting at `t` takes: no clause, no comma. */
static int32_t phrase_end(const dem_doc *doc, int32_t t, int32_t end)
{
    int32_t e = t;
    for (; e < end && e - t < 10; e++) {
        int upos = doc->parses.at[e].upos;
        bool part = upos == DEM_UPOS_DET || upos == DEM_UPOS_ADJ || upos == DEM_UPOS_NOUN ||
                    upos == DEM_UPOS_PROPN || upos == DEM_UPOS_NUM || upos == DEM_UPOS_PART ||
                    (upos == DEM_UPOS_PRON && doc->parses.at[e].rel == DEM_REL_nmod_poss) ||
                    (upos == DEM_UPOS_VERB && doc->parses.at[e].rel == DEM_REL_amod);
        if (!part || (upos == DEM_UPOS_PART && doc->parses.at[e].rel != DEM_REL_case_))
            break;
    }
    return e;
}

/* An outlet of the gazetteer in [b, e), the first met, as the document names it ("NBC News"). */
static bool known_outlet(const tracer *w, int32_t b, int32_t e, dem_str *name)
{
    const dem_doc *doc = w->doc;
    for (int32_t t = b; t < e; t++) {
        size_t end;
        const dem_lex_entry *entry = dem_lexicon_longest(w->lexicon, doc->text, doc->tokens.at[t].span.begin,
                                                         DEM_LEX_OUTLET, &end);
        if (entry && end <= doc->tokens.at[e - 1].span.end && !entry->weak) {
            int32_t to = t + 1;
            while (to < e && (doc->tokens.at[to].span.begin < end || doc->parses.at[to].upos == DEM_UPOS_PROPN))
                to++;
            *name = dem_doc_str(doc, dem_token_span(doc, t, to));
            return true;
        }
    }
    return false;
}

/* The run of name words at the phrase's end: "the newspaper [Evening Post]". */
static dem_str name_words(const dem_doc *doc, int32_t b, int32_t e)
{
    int32_t from = e;
    while (from > b && doc->parses.at[from - 1].upos == DEM_UPOS_PROPN)
        from--;
    return from < e ? dem_doc_str(doc, dem_token_span(doc, from, e)) : DEM_STR("");
}

/* The outlet that the phrase [b, e) names, empty when it names none. `sure`: what stands before says
 * that some outlet follows ("as reported by ..."), so an unknown name is taken for one. */
static dem_str outlet_of(const tracer *w, int32_t b, int32_t e, bool sure)
{
    const dem_doc *doc = w->doc;
    dem_str name = {0};
    bool medium = false, given = false;
    if (b >= e)
        return name;
    if (known_outlet(w, b, e, &name))
        return name;
    for (int32_t t = b; t < e; t++) {
        medium |= lemma_is(doc, t, media);
        given |= lemma_is(doc, t, televised) && t + 1 < e && lemma_is(doc, t + 1, addresses);
    }
    if (!medium && !given && !sure)
        return name;
    name = name_words(doc, b, e);
    if (name.len || !(medium || given))
        return name;
    while (b < e && (doc->parses.at[b].upos == DEM_UPOS_DET || doc->parses.at[b].rel == DEM_REL_nmod_poss))
        b++;
    return b < e ? dem_doc_str(doc, dem_token_span(doc, b, e)) : name;
}

/* ---- the words that say so ---- */

static const char *const carries[] = {"report", "quote", "cite", "carry", "publish", "broadcast", "air",
                                      "release", "run", "print", "post", NULL};
static const char *const talks[] = {"speak", "talk", NULL};
static const char *const tells[] = {"tell", NULL};
static const char *const interviews[] = {"interview", "briefing", "conversation", NULL};

static bool phrase_after(const tracer *w, int32_t from, int32_t at, int32_t end, bool sure, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t e = phrase_end(doc, at, end);
    if (e == at)
        return false;
    out->outlet = outlet_of(w, at, e, sure);
    if (!out->outlet.len)
        return false;
    out->how = dem_doc_str(doc, dem_token_span(doc, from, at));
    out->span = dem_token_span(doc, from, e);
    return true;
}

/* One trigger at token t, or none. */
static bool trigger(const tracer *w, int32_t t, int32_t begin, int32_t end, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t from = t > begin && word_is(doc, t - 1, "as") ? t - 1 : t;
    if (lemma_is(doc, t, carries) && t + 1 < end && (word_is(doc, t + 1, "by") || word_is(doc, t + 1, "in")))
        return phrase_after(w, from, t + 2, end, word_is(doc, t + 1, "by") && from < t, out);
    if (lemma_is(doc, t, tells))
        return phrase_after(w, t, t + 1, end, false, out);
    if (word_is(doc, t, "according") && word_is(doc, t + 1, "to"))
        return phrase_after(w, t, t + 2, end, false, out);
    if (word_is(doc, t, "on") || word_is(doc, t, "in") || word_is(doc, t, "by") || word_is(doc, t, "via"))
        if (phrase_after(w, t, t + 1, end, false, out))
            return true;
    if (lemma_is(doc, t, interviews) && t + 1 < end)
        if (word_is(doc, t + 1, "with") || word_is(doc, t + 1, "to") || word_is(doc, t + 1, "on"))
            return phrase_after(w, t, t + 2, end, true, out);
    if (lemma_is(doc, t, talks) && t + 1 < end && (word_is(doc, t + 1, "to") || word_is(doc, t + 1, "on")))
        return phrase_after(w, t, t + 2, end, false, out);
    return false;
}

static bool in_spans(dem_spans spans, uint32_t offset)
{
    for (int32_t k = 0; k < spans.len; k++)
        if (spans.at[k].begin <= offset && offset < spans.at[k].end)
            return true;
    return false;
}

/* The attribution's sentence, or for an inner layer the content around it. */
static void reach_of(const dem_doc *doc, const dem_attribution *a, int32_t *begin, int32_t *end)
{
    const dem_sentence *s = &doc->sentences.at[a->sentence];
    *begin = s->begin;
    *end = s->end;
    if (a->parent >= 0) {
        int32_t b, e;
        dem_token_range(doc, dem_spans_hull(doc->attributions.at[a->parent].content), &b, &e);
        *begin = b > *begin ? b : *begin;
        *end = e < *end ? e : *end;
    }
    if (a->cue_head - *begin > DEM_RELAY_REACH)
        *begin = a->cue_head - DEM_RELAY_REACH;
    if (*end - a->cue_head > DEM_RELAY_REACH)
        *end = a->cue_head + DEM_RELAY_REACH;
}

static bool find_in_sentence(const tracer *w, const dem_attribution *a, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end;
    reach_of(doc, a, &begin, &end);
    for (int32_t t = begin; t < end; t++) {
        uint32_t at = doc->tokens.at[t].span.begin;
        if (in_spans(a->content, at) || doc->tokens.at[t].quote >= 0 || !trigger(w, t, begin, end, out))
            continue;
        if (in_spans(a->source, out->span.end - 1) || in_spans(a->content, out->span.end - 1))
            continue;
        return true;
    }
    return false;
}

/* "The Post, citing officials, said": the source is an outlet that names its own source. */
static bool source_is_outlet(const tracer *w, const dem_attribution *a, dem_str *outlet)
{
    int32_t b, e;
    if (!a->source.len)
        return false;
    dem_token_range(w->doc, dem_spans_hull(a->source), &b, &e);
    int32_t stop = phrase_end(w->doc, b, e);
    *outlet = outlet_of(w, b, stop > b ? stop : e, false);
    return outlet->len > 0;
}

static const char *const citings[] = {"cite", "quote", NULL};

/* The noun phrase that "citing" or "quoting" in this sentence governs. */
static bool cited(const tracer *w, const dem_attribution *a, dem_span *source, dem_span *how)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end;
    reach_of(doc, a, &begin, &end);
    for (int32_t t = begin; t + 1 < end; t++) {
        if (t == a->cue_head || !lemma_is(doc, t, citings) || doc->parses.at[t].xpos != DEM_XPOS_VBG ||
            in_spans(a->content, doc->tokens.at[t].span.begin))
            continue;
        int32_t e = phrase_end(doc, t + 1, end);
        if (e == t + 1)
            return false;
        while (e + 1 < end && doc->parses.at[e].upos == DEM_UPOS_ADP) {
            int32_t more = phrase_end(doc, e + 1, end);
            if (more == e + 1)
                break;
            e = more;
        }
        *source = dem_token_span(doc, t + 1, e);
        *how = doc->tokens.at[t].span;
        return true;
    }
    return false;
}

static void push(tracer *w, int32_t row, const carrier *c)
{
    *dem_push(&w->doc->relays, w->doc->arena) = (dem_relay){row, c->outlet, c->how, c->span};
}

/* The carrier as source: swap in whom it cites. */
static bool swap_source(tracer *w, int32_t row)
{
    dem_attribution *a = &w->doc->attributions.at[row];
    carrier c;
    dem_span source, how;
    if (!source_is_outlet(w, a, &c.outlet) || !cited(w, a, &source, &how))
        return false;
    c.how = dem_doc_str(w->doc, how);
    c.span = dem_spans_hull(a->source);
    a->source = dem_spans_one(w->doc, source);
    int32_t b, e;
    dem_token_range(w->doc, source, &b, &e);
    a->source_head = dem_head_of(w->doc, b, e);
    push(w, row, &c);
    return true;
}

/* Inside what an outlet reports: lifted to its level, carried by it. */
static bool lift(tracer *w, int32_t row)
{
    dem_attribution *a = &w->doc->attributions.at[row];
    carrier c;
    if (a->parent < 0 || !a->source.len)
        return false;
    const dem_attribution *outer = &w->doc->attributions.at[a->parent];
    if (!source_is_outlet(w, outer, &c.outlet))
        return false;
    c.how = outer->cue.len ? dem_doc_str(w->doc, outer->cue.at[0]) : DEM_STR("");
    c.span = dem_spans_hull(outer->source);
    a->level = outer->level;
    a->parent = outer->parent;
    push(w, row, &c);
    return true;
}

/* An interview goes on: later words of the same line under a pronoun, or under nobody, came the
 * same way. */
static bool carry_on(tracer *w, int32_t row, int32_t last)
{
    const dem_doc *doc = w->doc;
    const dem_attribution *a = &doc->attributions.at[row];
    if (last < 0 || a->parent >= 0)
        return false;
    const dem_relay *relay = &doc->relays.at[last];
    const dem_attribution *before = &doc->attributions.at[relay->attribution];
    bool same = doc->sentences.at[a->sentence].block == doc->sentences.at[before->sentence].block;
    bool pronoun = a->source_head >= 0 && doc->parses.at[a->source_head].upos == DEM_UPOS_PRON;
    if (!same || before->parent >= 0 || (a->source.len && !pronoun))
        return false;
    carrier c = {relay->outlet, relay->how, relay->span};
    push(w, row, &c);
    return true;
}

void dem_relay_run(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch)
{
    tracer w = {lexicon, doc};
    int32_t last = -1, parents = doc->attributions.len;
    int32_t *order = dem_new(&scratch, int32_t, parents + 1), n = 0;
    for (int32_t level = 1; n < parents && level <= 8; level++)
        for (int32_t k = 0; k < parents; k++)
            if (doc->attributions.at[k].level == level)
                order[n++] = k;
    /* outer layers first, so that a lifted row's parent has been settled */
    for (int32_t k = 0; k < n; k++) {
        carrier c;
        int32_t row = order[k], before = doc->relays.len;
        dem_attribution *a = &doc->attributions.at[row];
        a->level = a->parent < 0 ? 1 : doc->attributions.at[a->parent].level + 1;
        bool second_hand = lift(&w, row) || swap_source(&w, row);
        if (!second_hand && find_in_sentence(&w, a, &c))
            push(&w, row, &c);
        else if (!second_hand)
            carry_on(&w, row, last);
        if (doc->relays.len > before)
            last = doc->relays.len - 1;
    }
}
