#include "attrib/relay.h"

typedef struct carrier {
    dem_str outlet, how;
    dem_span span;
    bool named;    /* an outlet with a name, not just "state television" */
    bool lasting;  /* an interview: what follows came the same way */
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

/* Nouns for what carries words, named or not; "on paper" and "the press" say nothing. */
static const char *const media[] = {
    "television", "tv", "radio", "newspaper", "daily", "weekly", "magazine", "broadcaster", "channel",
    "agency", "website", "site", "station", "media", "outlet", "service", "tweet", "broadcast",
    "podcast", "e-mail", "email", "video", "livestream", "paper", "network", NULL};
/* Those that need no name when something stands before them: "state television", "a tweet". */
static const char *const nameless[] = {"television", "tv", "radio", "media", "tweet", "broadcast",
                                       "podcast", "e-mail", "email", "video", "livestream", NULL};
static const char *const televised[] = {"televised", "broadcast", "video", "recorded", "taped", NULL};
static const char *const addresses[] = {"address", "interview", "message", "speech", "statement",
                                        "appearance", "post", NULL};
static const char *const pieces[] = {"report", "article", "story", "dispatch", "account", NULL};

/* Words of which outlets make their names, so that unknown ones are known by them. */
static const char *const titles[] = {
    "news", "press", "times", "post", "tv", "television", "radio", "herald", "tribune", "journal",
    "gazette", "daily", "weekly", "courier", "globe", "guardian", "chronicle", "mail", "mirror",
    "standard", "observer", "telegraph", "reporter", "broadcasting", "fm", "magazine", "review",
    "agency", "network", "diario", "zeitung", "courrier", "corriere", "gazeta", NULL};

/* ---- the noun phrase after a preposition ---- */

static bool capital(const dem_doc *doc, int32_t t)
{
    unsigned char c = (unsigned char)dem_token_str(doc, t).at[0];
    return (c >= 'A' && c <= 'Z') || (c >= 0xC3 && doc->parses.at[t].upos == DEM_UPOS_PROPN);
}

static bool hyphen(const dem_doc *doc, int32_t t)
{
    return doc->parses.at[t].xpos == DEM_XPOS_HYPH && !doc->tokens.at[t].space_after;
}

/* The capitalised word after a medium is no name of it when it hangs on a verb, or far off. */
static bool begins_clause(const dem_doc *doc, int32_t from, int32_t t)
{
    int32_t head = doc->parses.at[t].head;
    bool verb = head >= 0 && (doc->parses.at[head].upos == DEM_UPOS_VERB || doc->parses.at[head].upos == DEM_UPOS_AUX);
    return verb || head < from || head > t + 4;
}

/* End of the run of words that a noun phrase starting at `t` takes: no clause, no comma. A name
 * after a medium belongs to it only when the parse says so ("the daily Le Soir", but "on live
 * television / Erdogan said"). */
static int32_t phrase_end(const dem_doc *doc, int32_t t, int32_t end)
{
    int32_t e = t;
    for (; e < end && e - t < 10; e++) {
        int upos = doc->parses.at[e].upos, rel = doc->parses.at[e].rel;
        bool part = upos == DEM_UPOS_DET || upos == DEM_UPOS_ADJ || upos == DEM_UPOS_NOUN ||
                    upos == DEM_UPOS_PROPN || upos == DEM_UPOS_NUM || hyphen(doc, e) ||
                    (upos == DEM_UPOS_PART && rel == DEM_REL_case_) ||
                    (upos == DEM_UPOS_PRON && rel == DEM_REL_nmod_poss) ||
                    (upos == DEM_UPOS_VERB && rel == DEM_REL_amod) || (capital(doc, e) && e > t);
        if (!part)
            break;
        if (e > t && capital(doc, e) && lemma_is(doc, e - 1, media) && !capital(doc, e - 1) && begins_clause(doc, t, e))
            break;
        if (e > t && (rel == DEM_REL_obl_unmarked || rel == DEM_REL_nmod_unmarked))
            break;
    }
    return e;
}

static bool titled(const dem_doc *doc, int32_t from, int32_t to)
{
    for (int32_t t = from; t < to; t++)
        for (const char *const *k = titles; *k; k++)
            if (dem_str_eq_nocase(dem_token_str(doc, t), dem_str_of(*k)))
                return true;
    return false;
}

/* The last run of capitalised words in [b, e): "the newspaper [Evening Post]". An adjective of a
 * country alone is no name: "Spanish radio". */
static bool name_run(const dem_doc *doc, int32_t b, int32_t e, int32_t *from, int32_t *to)
{
    for (*to = e; *to > b && !capital(doc, *to - 1); --*to) {
    }
    for (*from = *to; *from > b && (capital(doc, *from - 1) || hyphen(doc, *from - 1)); --*from) {
    }
    for (int32_t t = *from; t < *to; t++)
        if (doc->parses.at[t].upos != DEM_UPOS_ADJ)
            return true;
    return false;
}

/* An outlet of the gazetteer in [b, e). Of a longer name the whole is taken. */
static bool known_outlet(const tracer *w, int32_t b, int32_t e, dem_str *name)
{
    const dem_doc *doc = w->doc;
    for (int32_t t = b; t < e; t++) {
        size_t end;
        const dem_lex_entry *entry = dem_lexicon_longest(w->lexicon, doc->text, doc->tokens.at[t].span.begin,
                                                         DEM_LEX_OUTLET, &end);
        int32_t from, to;
        if (!entry || end > doc->tokens.at[e - 1].span.end || entry->weak)
            continue;
        for (to = t + 1; to < e && doc->tokens.at[to].span.begin < end; to++) {
        }
        *name = dem_doc_str(doc, dem_token_span(doc, t, to)); /* as the document names it */
        if (name_run(doc, b, e, &from, &to) && from <= t && to - from > 1)
            *name = dem_doc_str(doc, dem_token_span(doc, from, to));
        return true;
    }
    return false;
}

/* What carries the words in the phrase [b, e), empty when nothing does. `sure`: what stands before
 * says that some outlet follows ("as reported by ..."), so an unknown name is taken for one. */
static dem_str outlet_of(const tracer *w, int32_t b, int32_t e, bool sure, bool *named)
{
    const dem_doc *doc = w->doc;
    dem_str name = {0};
    int32_t from, to;
    bool medium = false, given = false;
    *named = b < e && known_outlet(w, b, e, &name);
    if (b >= e || *named)
        return name;
    bool has_name = name_run(doc, b, e, &from, &to);
    medium = lemma_is(doc, e - 1, media) || (has_name && from > b && lemma_is(doc, from - 1, media));
    for (int32_t t = b; t + 1 < e; t++)
        given |= lemma_is(doc, t, televised) && lemma_is(doc, t + 1, addresses);
    *named = has_name && (medium || sure || (to - from > 1 && titled(doc, from, to)));
    if (*named)
        return dem_doc_str(doc, dem_token_span(doc, from, to));
    while (b < e && (doc->parses.at[b].upos == DEM_UPOS_DET || doc->parses.at[b].rel == DEM_REL_nmod_poss ||
                     doc->parses.at[b].upos == DEM_UPOS_NUM))
        b++;
    bool plain = b < e && lemma_is(doc, e - 1, nameless);
    return b < e && (given || plain) ? dem_doc_str(doc, dem_token_span(doc, b, e)) : name;
}

/* ---- the words that say so ---- */

static const char *const carries[] = {"report", "quote", "cite", "carry", "publish", "broadcast", "air",
                                      "release", "run", "print", "post", NULL};
static const char *const talks[] = {"speak", "talk", NULL};
static const char *const says[] = {"say", "tell", NULL};
static const char *const tells[] = {"tell", NULL};
static const char *const interviews[] = {"interview", "conversation", NULL};

static bool phrase_after(const tracer *w, int32_t from, int32_t at, int32_t end, bool sure, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t e = phrase_end(doc, at, end);
    if (e == at)
        return false;
    out->outlet = outlet_of(w, at, e, sure, &out->named);
    out->lasting = false;
    if (!out->outlet.len)
        return false;
    out->how = dem_doc_str(doc, dem_token_span(doc, from, at));
    out->span = dem_token_span(doc, from, e);
    return true;
}

static bool interview_follows(const dem_doc *doc, int32_t t, int32_t end)
{
    for (int32_t k = t; k < end && k < t + 12; k++)
        if (lemma_is(doc, k, interviews))
            return true;
    return false;
}

static bool spoken_to(const tracer *w, int32_t t, int32_t end, carrier *out)
{
    const dem_doc *doc = w->doc;
    if (lemma_is(doc, t, tells)) {
        bool interview = interview_follows(doc, t, end);
        if (!phrase_after(w, t, t + 1, end, interview, out))
            return false;
        out->lasting = interview;
        return true;
    }
    if (!lemma_is(doc, t, interviews) && !lemma_is(doc, t, talks))
        return false;
    int32_t to = t + 1; /* "speaking by telephone from Arland to the Evening Post" */
    while (to < t + 7 && to < end && !word_is(doc, to, "to") && !word_is(doc, to, "with") && !word_is(doc, to, "on"))
        to++;
    if (to < t + 7 && to < end) {
        int32_t e = phrase_end(doc, to + 1, end);
        bool found = phrase_after(w, t, to + 1, end, to == t + 1 && lemma_is(doc, t, interviews), out) ||
                     (word_is(doc, e, "of") && phrase_after(w, t, e + 1, end, false, out));
        out->lasting = true;
        return found;
    }
    return false;
}

/* One trigger at token t, or none. */
static bool trigger(const tracer *w, int32_t t, int32_t begin, int32_t end, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t from = t > begin && word_is(doc, t - 1, "as") ? t - 1 : t, by = t + 1;
    if (lemma_is(doc, t, carries) && t + 1 < end) {
        if (word_is(doc, by, "as") && lemma_is(doc, by + 1, says))
            by += 2;
        if (word_is(doc, by, "by"))
            return phrase_after(w, from, by + 1, end, from < t, out);
        if (word_is(doc, by, "in"))
            return phrase_after(w, from, by + 1, end, false, out);
    }
    if (word_is(doc, t, "according") && word_is(doc, t + 1, "to"))
        return phrase_after(w, t, t + 2, end, false, out);
    if (spoken_to(w, t, end, out))
        return true;
    if (word_is(doc, t, "on") || word_is(doc, t, "in") || word_is(doc, t, "via"))
        return phrase_after(w, t, t + 1, end, false, out);
    return word_is(doc, t, "by") && phrase_after(w, t, t + 1, end, false, out) && !out->named;
}

static bool in_spans(dem_spans spans, uint32_t offset)
{
    for (int32_t k = 0; k < spans.len; k++)
        if (spans.at[k].begin <= offset && offset < spans.at[k].end)
            return true;
    return false;
}

/* The attribution's sentence and, where its content ends in a later one, that: "...", as quoted by
 * the Post. For an inner layer the content around it. */
static void reach_of(const dem_doc *doc, const dem_attribution *a, int32_t *begin, int32_t *end)
{
    const dem_sentence *s = &doc->sentences.at[a->sentence];
    int32_t first, last;
    dem_token_range(doc, dem_spans_hull(a->content), &first, &last);
    last = last > first && last - 1 > a->cue_head ? last - 1 : a->cue_head;
    *begin = s->begin;
    *end = s->end;
    if (last >= s->end)
        *end = doc->sentences.at[doc->tokens.at[last].sentence].end;
    if (a->parent >= 0) {
        int32_t b, e;
        dem_token_range(doc, dem_spans_hull(doc->attributions.at[a->parent].content), &b, &e);
        *begin = b > *begin ? b : *begin;
        *end = e < *end ? e : *end;
    }
    if (a->cue_head - *begin > DEM_RELAY_REACH)
        *begin = a->cue_head - DEM_RELAY_REACH;
    if (*end - last > DEM_RELAY_REACH)
        *end = last + DEM_RELAY_REACH;
}

static bool find_in_sentence(const tracer *w, const dem_attribution *a, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end;
    reach_of(doc, a, &begin, &end);
    bool found = false;
    for (int32_t t = begin; t < end; t++) {
        uint32_t at = doc->tokens.at[t].span.begin;
        carrier c = {0};
        if (in_spans(a->content, at) || doc->tokens.at[t].quote >= 0 || !trigger(w, t, begin, end, &c))
            continue;
        bool own = a->source_head >= 0 && dem_span_has(c.span, doc->tokens.at[a->source_head].span);
        if (own || in_spans(a->content, c.span.end - 1) || (found && (out->named || !c.named)))
            continue;
        *out = c; /* the first with a name, else the first */
        found = true;
    }
    return found;
}

/* "The Post, citing officials, said": the source is an outlet that names its own source. */
static bool source_is_outlet(const tracer *w, const dem_attribution *a, dem_str *outlet)
{
    int32_t b, e;
    if (!a->source.len)
        return false;
    dem_token_range(w->doc, dem_spans_hull(a->source), &b, &e);
    int32_t stop = phrase_end(w->doc, b, e);
    bool named, report = a->source_head >= 0 && lemma_is(w->doc, a->source_head, pieces);
    *outlet = outlet_of(w, b, report || stop == b ? e : stop, report, &named);
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

/* "KCNA quoted the minister as saying": the one who quotes is the subject of the cue. */
static bool quoted_by(const tracer *w, const dem_attribution *a, carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end, quote = a->cue_head;
    if (quote < 0)
        return false;
    reach_of(doc, a, &begin, &end);
    if (!lemma_is(doc, quote, citings) && doc->parses.at[quote].head >= begin)
        quote = doc->parses.at[quote].head;
    if (!lemma_is(doc, quote, citings))
        return false;
    for (int32_t t = begin; t < quote; t++) {
        if (doc->parses.at[t].head != quote || doc->parses.at[t].rel != DEM_REL_nsubj ||
            in_spans(a->source, doc->tokens.at[t].span.begin))
            continue;
        int32_t b = t;
        while (b > begin && doc->parses.at[b - 1].head == t)
            b--;
        out->outlet = outlet_of(w, b, t + 1, false, &out->named);
        out->how = dem_token_str(doc, quote);
        out->span = dem_token_span(doc, b, t + 1);
        return out->outlet.len > 0;
    }
    return false;
}

/* The verb itself names the platform. */
static bool tweeted(const tracer *w, const dem_attribution *a, carrier *out)
{
    static const char *const tweets[] = {"tweet", "retweet", NULL};
    if (a->cue_head < 0 || !lemma_is(w->doc, a->cue_head, tweets))
        return false;
    *out = (carrier){.outlet = DEM_STR("Twitter"), .how = dem_token_str(w->doc, a->cue_head),
                     .span = w->doc->tokens.at[a->cue_head].span, .named = true};
    return true;
}

static void push(tracer *w, int32_t row, const carrier *c)
{
    *dem_push(&w->doc->relays, w->doc->arena) = (dem_relay){row, c->outlet, c->how, c->span};
}

/* The carrier as source: swap in whom it cites. */
static bool swap_source(tracer *w, int32_t row)
{
    dem_attribution *a = &w->doc->attributions.at[row];
    carrier c = {0};
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
    carrier c = {0};
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
static bool carries_on(const dem_doc *doc, const dem_attribution *a, const dem_relay *relay, bool lasting)
{
    const dem_attribution *before = &doc->attributions.at[relay->attribution];
    bool same = doc->sentences.at[a->sentence].block == doc->sentences.at[before->sentence].block;
    bool pronoun = a->source_head >= 0 && doc->parses.at[a->source_head].upos == DEM_UPOS_PRON;
    bool here = a->sentence == before->sentence && pronoun;
    return a->parent < 0 && before->parent < 0 && same && (lasting || here) && (!a->source.len || pronoun);
}

/* Outer layers first, so that a lifted row's parent has been settled. */
static int32_t *by_level(const dem_doc *doc, dem_arena *arena)
{
    int32_t rows = doc->attributions.len, *order = dem_new(arena, int32_t, rows + 1), n = 0;
    for (int32_t level = 1; n < rows && level <= 8; level++)
        for (int32_t k = 0; k < rows; k++)
            if (doc->attributions.at[k].level == level)
                order[n++] = k;
    return order;
}

void dem_relay_run(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch)
{
    tracer w = {lexicon, doc};
    int32_t last = -1, rows = doc->attributions.len, *order = by_level(doc, &scratch);
    bool lasting = false;
    for (int32_t k = 0; k < rows; k++) {
        carrier c = {0};
        int32_t row = order[k], before = doc->relays.len;
        dem_attribution *a = &doc->attributions.at[row];
        a->level = a->parent < 0 ? 1 : doc->attributions.at[a->parent].level + 1;
        if (lift(&w, row) || swap_source(&w, row)) {
            last = -1;
        } else if (quoted_by(&w, a, &c) || find_in_sentence(&w, a, &c) || tweeted(&w, a, &c)) {
            push(&w, row, &c);
            last = before;
            lasting = c.lasting;
        } else if (last >= 0 && carries_on(doc, a, &doc->relays.at[last], lasting)) {
            const dem_relay *r = &doc->relays.at[last];
            push(&w, row, &(carrier){.outlet = r->outlet, .how = r->how, .span = r->span});
        }
    }
}
