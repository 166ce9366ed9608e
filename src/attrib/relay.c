#include "attrib/relay.h"

#include "attrib/attrib.h"
#include "attrib/carrier.h"

#include <string.h>

static const char *const pieces[] = {"report", "article", "story", "dispatch", "account", NULL};

/* What the words name as one who carries others': their first noun phrase, or the `whole` of them. */
static dem_str outlet_in(const dem_tracer *w, dem_span span, bool whole, dem_hint hint)
{
    int32_t b, e;
    bool named;
    dem_token_range(w->doc, span, &b, &e);
    int32_t stop = whole ? b : dem_carrier_phrase(w->doc, b, e);
    return dem_carrier_outlet(w, b, stop > b ? stop : e, hint, &named);
}

/* "The Post, citing officials, said": the source is an outlet that names its own source. */
static bool source_is_outlet(const dem_tracer *w, const dem_attribution *a, dem_str *outlet)
{
    if (!a->source.len)
        return false;
    bool report = a->source_head >= 0 && dem_carrier_word(w->doc, a->source_head, pieces);
    *outlet = outlet_in(w, dem_spans_hull(a->source), report, report ? DEM_HINT_SURE : DEM_HINT_NONE);
    return outlet->len > 0 && !(report && dem_str_eq(*outlet, dem_token_str(w->doc, a->source_head))); /* "Reports" */
}

static const char *const citings[] = {"cite", "quote", NULL};

/* "citing | two officials", "which cited | two officials". */
static bool cites_here(const dem_doc *doc, int32_t t)
{
    static const char *const relatives[] = {"which", "who", "that", NULL};
    return dem_carrier_word(doc, t, citings) &&
           (doc->parses.at[t].xpos == DEM_XPOS_VBG ||
            (dem_carrier_word(doc, t - 1, relatives) && doc->parses.at[t].upos == DEM_UPOS_VERB));
}

/* The noun phrase that "citing" or "quoting" in this sentence governs. */
static bool cited(const dem_tracer *w, const dem_attribution *a, dem_span *source, dem_span *how)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end;
    dem_carrier_reach(doc, a, &begin, &end);
    for (int32_t t = begin; t + 1 < end; t++) {
        if (t == a->cue_head || !cites_here(doc, t) || dem_carrier_inside(a->content, doc->tokens.at[t].span.begin))
            continue;
        int32_t e = dem_carrier_phrase(doc, t + 1, end);
        if (e == t + 1)
            return false;
        while (e + 1 < end && doc->parses.at[e].upos == DEM_UPOS_ADP) {
            int32_t more = dem_carrier_phrase(doc, e + 1, end);
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
static bool quoted_by(const dem_tracer *w, const dem_attribution *a, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end, quote = a->cue_head;
    if (quote < 0)
        return false;
    dem_carrier_reach(doc, a, &begin, &end);
    if (!dem_carrier_word(doc, quote, citings) && doc->parses.at[quote].head >= begin)
        quote = doc->parses.at[quote].head;
    if (!dem_carrier_word(doc, quote, citings))
        return false;
    int32_t subject = dem_carrier_child(doc, quote, DEM_REL_nsubj, begin, quote);
    if (subject < 0 || dem_carrier_inside(a->source, doc->tokens.at[subject].span.begin))
        return false;
    int32_t b = dem_carrier_start(doc, subject + 1, begin), e = dem_carrier_phrase(doc, b, quote);
    if (e <= subject)
        return false;
    out->outlet = dem_carrier_outlet(w, b, e, DEM_HINT_SURE, &out->named);
    out->how = dem_token_str(doc, quote);
    out->span = dem_token_span(doc, b, e);
    return out->outlet.len > 0;
}

/* The verb itself names the platform. */
static bool tweeted(const dem_tracer *w, const dem_attribution *a, dem_carrier *out)
{
    static const char *const tweets[] = {"tweet", "retweet", NULL};
    if (a->cue_head < 0 || !dem_carrier_word(w->doc, a->cue_head, tweets))
        return false;
    *out = (dem_carrier){.outlet = DEM_STR("Twitter"), .how = dem_token_str(w->doc, a->cue_head),
                     .span = w->doc->tokens.at[a->cue_head].span, .named = true};
    return true;
}

static void push(dem_tracer *w, int32_t row, const dem_carrier *c)
{
    *dem_push(&w->doc->relays, w->doc->arena) = (dem_relay){row, c->outlet, c->how, c->span};
}

/* "as reported by" from `t` on. */
static bool is_as_reported_by(const dem_doc *doc, int32_t t)
{
    static const char *const reports[] = {"report", "quote", "cite", "carry", "relay", "publish", NULL};
    static const char *const as[] = {"as", NULL}, *const by[] = {"by", NULL};
    return dem_carrier_word(doc, t, as) && dem_carrier_word(doc, t + 1, reports) && dem_carrier_word(doc, t + 2, by) &&
           doc->parses.at[t + 1].xpos == DEM_XPOS_VBN;
}

/* The cue is that of "as reported by the Post", the Post the source. */
static bool carried_by_source(const dem_tracer *w, const dem_attribution *a, dem_carrier *out)
{
    int32_t b, e;
    if (!a->source.len || !is_as_reported_by(w->doc, a->cue_head - 1))
        return false;
    dem_token_range(w->doc, dem_spans_hull(a->source), &b, &e);
    out->outlet = dem_carrier_outlet(w, b, e, DEM_HINT_SURE, &out->named);
    out->how = dem_words_str(w->doc, dem_token_span(w->doc, a->cue_head - 1, a->cue_head + 2));
    out->span = dem_spans_hull(a->source);
    return out->outlet.len > 0;
}

/* "X said, as reported by the Post, that A", read as the Post reported A: who said it, and by which verb, stands
 * above the content. */
static bool said_above(const dem_doc *doc, const dem_attribution *a, int32_t *verb, int32_t *subject)
{
    if (a->content_head < 0)
        return false;
    *verb = doc->parses.at[a->content_head].head;
    if (*verb < 0 || *verb == a->cue_head || doc->parses.at[*verb].upos != DEM_UPOS_VERB ||
        dem_carrier_inside(a->content, doc->tokens.at[*verb].span.begin))
        return false;
    const dem_sentence *s = &doc->sentences.at[a->sentence];
    *subject = dem_carrier_child(doc, *verb, DEM_REL_nsubj, *verb - 20 > s->begin ? *verb - 20 : s->begin, *verb);
    return *subject >= 0;
}

/* The row near by whose last piece begins in the same quotation, else one whose content holds this one's; or -1. */
static int32_t said_by_another(const dem_doc *doc, int32_t row)
{
    enum { NEAR = 4 };
    const dem_span mine = dem_spans_hull(doc->attributions.at[row].content);
    const int32_t quote = doc->tokens.at[dem_token_at(doc, mine.begin)].quote;
    const dem_span around = quote < 0 ? (dem_span){0, 0} : doc->quotes.at[quote].span;
    const int32_t end = row + NEAR < doc->attributions.len ? row + NEAR : doc->attributions.len;
    int32_t holds = -1;
    for (int32_t k = row > NEAR ? row - NEAR : 0; k < end; k++) {
        const dem_spans content = doc->attributions.at[k].content;
        if (k == row || !content.len)
            continue;
        const dem_span hull = dem_spans_hull(content), last = content.at[content.len - 1];
        if (last.begin >= around.begin && last.begin < around.end)
            return k;
        if (hull.begin <= mine.begin && mine.end <= hull.end)
            holds = k;
    }
    return holds;
}

/* What was taken for the carrier's own words is another row's ("X said, "A. B", as quoted by the Post"), and this one
 * goes (close_ranks); or X's, who has no row yet. */
static bool give_back(dem_tracer *w, int32_t row)
{
    dem_doc *doc = w->doc;
    dem_attribution *a = &doc->attributions.at[row];
    dem_carrier c = {0};
    int32_t verb, subject;
    if (!a->content.len || !carried_by_source(w, a, &c))
        return false;
    int32_t said = said_by_another(doc, row);
    if (said >= 0) {
        a->content.len = 0;
        push(w, said, &c);
        return true;
    }
    if (!said_above(doc, a, &verb, &subject))
        return false;
    int32_t b = dem_carrier_start(doc, subject + 1, 0);
    a->source = dem_spans_one(doc, dem_token_span(doc, b, subject + 1));
    a->source_head = subject;
    a->cue = dem_spans_one(doc, doc->tokens.at[verb].span);
    a->cue_head = verb;
    push(w, row, &c);
    return true;
}

/* "The daily Phare quoted | an officer | as saying", with the daily taken for the source. */
static bool quotes(const dem_tracer *w, const dem_attribution *a, dem_span *source, dem_span *how)
{
    const dem_doc *doc = w->doc;
    int32_t verb = a->cue_head < 0 ? -1 : doc->parses.at[a->cue_head].head;
    if (verb < 0 || verb >= a->cue_head || !dem_carrier_word(doc, verb, citings) || a->source_head >= verb)
        return false;
    int32_t object = dem_carrier_child(doc, verb, DEM_REL_obj, verb + 1, a->cue_head);
    if (object < 0)
        return false;
    int32_t b = dem_carrier_start(doc, object + 1, verb + 1), e = dem_carrier_phrase(doc, b, a->cue_head);
    *source = dem_token_span(doc, b, e > object ? e : object + 1); /* "him" is no phrase */
    *how = doc->tokens.at[verb].span;
    return true;
}

/* The carrier as source: swap in whom it cites or quotes. Who "quoted X as saying" carries X, known or not. */
static bool swap_source(dem_tracer *w, int32_t row)
{
    dem_attribution *a = &w->doc->attributions.at[row];
    dem_carrier c = {0};
    dem_span source, how;
    bool outlet = source_is_outlet(w, a, &c.outlet);
    if (!a->source.len || !((outlet && cited(w, a, &source, &how)) || quotes(w, a, &source, &how)))
        return false;
    c.span = dem_spans_hull(a->source);
    if (!outlet)
        c.outlet = outlet_in(w, c.span, false, DEM_HINT_SURE);
    if (!c.outlet.len && a->parent < 0)
        return false; /* second-hand words are nobody's first-hand */
    c.how = dem_words_str(w->doc, how);
    a->source = dem_spans_one(w->doc, source);
    int32_t b, e;
    dem_token_range(w->doc, source, &b, &e);
    a->source_head = dem_head_of(w->doc, b, e);
    if (c.outlet.len) /* else a person, a paper: it stays a layer of theirs */
        push(w, row, &c);
    return true;
}

/* Inside what an outlet reports: lifted to its level, carried by it. */
static bool lift(dem_tracer *w, int32_t row)
{
    dem_attribution *a = &w->doc->attributions.at[row];
    dem_carrier c = {0};
    if (a->parent < 0 || !a->source.len)
        return false;
    const dem_attribution *outer = &w->doc->attributions.at[a->parent];
    if (!source_is_outlet(w, outer, &c.outlet))
        return false;
    c.how = outer->cue.len ? dem_words_str(w->doc, outer->cue.at[0]) : DEM_STR("");
    c.span = dem_spans_hull(outer->source);
    a->level = outer->level;
    a->parent = outer->parent;
    push(w, row, &c);
    return true;
}

/* "as reported by", ", per": with a word before and one behind. */
static bool begins_aside(const dem_doc *doc, int32_t t)
{
    static const char *const per[] = {"per", NULL};
    if (is_as_reported_by(doc, t))
        return t > 0;
    return dem_carrier_word(doc, t, per) && t > 0 && t + 1 < doc->parses.len &&
           doc->parses.at[t - 1].upos == DEM_UPOS_PUNCT && doc->parses.at[t + 1].upos != DEM_UPOS_NUM;
}

/* "the dam was safe | , as reported by the agency N", read as part of what was said: where that begins, or -1. */
static int32_t aside_of(const dem_doc *doc, int32_t b, int32_t e)
{
    for (int32_t t = e - 2; t > b + 1; t--) {
        const dem_parse *p = &doc->parses.at[t];
        if (begins_aside(doc, t) && doc->tokens.at[t].quote < 0)
            return doc->parses.at[t - 1].upos == DEM_UPOS_PUNCT ? t - 1 : t;
        if (p->upos == DEM_UPOS_AUX || (p->upos == DEM_UPOS_VERB && p->xpos != DEM_XPOS_VBN))
            return -1;
    }
    return -1;
}

/* "the dam | , as reported by the agency N, | had been closed": in the middle it stays part of the clause. */
static bool aside_within(const dem_tracer *w, const dem_attribution *a, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    for (int32_t k = 0; k < a->content.len; k++) {
        int32_t b, e;
        dem_token_range(doc, a->content.at[k], &b, &e);
        for (int32_t t = b + 1; t + 3 < e; t++) {
            if (!begins_aside(doc, t) || doc->tokens.at[t].quote >= 0 || doc->parses.at[t - 1].upos != DEM_UPOS_PUNCT)
                continue;
            int32_t from = t + (doc->parses.at[t + 1].xpos == DEM_XPOS_VBN ? 3 : 1), to = dem_carrier_phrase(doc, from, e);
            out->outlet = dem_carrier_outlet(w, from, to, DEM_HINT_SURE, &out->named);
            out->how = dem_words_str(doc, dem_token_span(doc, t, from));
            out->span = dem_token_span(doc, from, to > from ? to : from + 1);
            return out->outlet.len > 0;
        }
    }
    return false;
}

/* "announced the break | on X", "this change | by live television", read as part of what was announced: where that
 * begins, or -1. What holds a verb may have been seen there ("said he saw it on television"). */
static int32_t carrier_behind(const dem_tracer *w, int32_t b, int32_t e)
{
    enum { LONGEST = 4 };
    static const char *const by[] = {"on", "via", "by", NULL};
    const dem_doc *doc = w->doc;
    bool named;
    int32_t at = -1;
    for (int32_t t = b; t + 1 < e; t++) {
        if (doc->parses.at[t].upos == DEM_UPOS_VERB || doc->parses.at[t].upos == DEM_UPOS_AUX || doc->tokens.at[t].quote >= 0)
            return -1;
        if (t > b && t + LONGEST >= e && at < 0 && dem_carrier_word(doc, t, by) && doc->parses.at[t - 1].upos == DEM_UPOS_NOUN &&
            dem_carrier_outlet(w, t + 1, e, DEM_HINT_NONE, &named).len)
            at = t;
    }
    return at;
}

static void cut_aside(const dem_tracer *w, dem_attribution *a)
{
    dem_doc *doc = w->doc;
    int32_t b, e;
    if (!a->content.len)
        return;
    dem_token_range(doc, a->content.at[a->content.len - 1], &b, &e);
    if (a->content.len > 1 && cites_here(doc, b + 1)) { /* "A, according to the Post, | which cited an officer" */
        a->content.len--;
        return;
    }
    const int32_t behind = carrier_behind(w, b, e), aside = behind >= 0 ? behind : aside_of(doc, b, e);
    if (aside < 0)
        return;
    dem_span *at = dem_new(doc->arena, dem_span, a->content.len);
    memcpy(at, a->content.at, (size_t)a->content.len * sizeof *at);
    at[a->content.len - 1] = dem_token_span(doc, b, aside);
    a->content.at = at;
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

static int32_t moved(const int32_t *to, int32_t row) { return row < 0 ? -1 : to[row]; }

/* Takes out the rows without content; what hung on them hangs on their parents. */
static void close_ranks(dem_doc *doc, dem_arena scratch)
{
    dem_attribution *all = doc->attributions.at;
    int32_t rows = doc->attributions.len, n = 0, *to = dem_new(&scratch, int32_t, rows + 1);
    for (int32_t k = 0; k < rows; k++)
        to[k] = all[k].content.len ? n++ : -1;
    if (n == rows)
        return;
    for (int32_t k = 0; k < rows; k++) {
        for (int up = 0; up < DEM_LEVELS && all[k].parent >= 0 && to[all[k].parent] < 0; up++)
            all[k].parent = all[all[k].parent].parent;
        if (to[k] >= 0)
            all[to[k]] = all[k];
    }
    doc->attributions.len = n;
    for (int32_t k = 0; k < n; k++) {
        all[k].parent = moved(to, all[k].parent);
        all[k].continues = moved(to, all[k].continues);
    }
    int32_t relays = 0;
    for (int32_t k = 0; k < doc->relays.len; k++) {
        dem_relay relay = doc->relays.at[k];
        relay.attribution = to[relay.attribution];
        if (relay.attribution >= 0)
            doc->relays.at[relays++] = relay;
    }
    doc->relays.len = relays;
}

/* "According to comments by the minister | reported by the agency N": who carries them is no part of the source. */
static void cut_source(dem_doc *doc, dem_attribution *a)
{
    static const char *const reports[] = {"report", "carry", "quote", "cite", "publish", "relay", "release", "air", NULL};
    static const char *const by[] = {"by", NULL};
    int32_t b, e, t;
    if (a->source.len != 1)
        return;
    dem_token_range(doc, a->source.at[0], &b, &e);
    for (t = b + 1; t + 2 < e; t++)
        if (dem_carrier_word(doc, t, reports) && doc->parses.at[t].xpos == DEM_XPOS_VBN && dem_carrier_word(doc, t + 1, by))
            break;
    if (t + 2 < e)
        a->source = dem_spans_one(doc, dem_token_span(doc, b, t - (doc->parses.at[t - 1].upos == DEM_UPOS_PUNCT)));
}

void dem_relay_run(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch)
{
    dem_tracer w = {lexicon, doc};
    int32_t rows = doc->attributions.len, *order = by_level(doc, &scratch);
    for (int32_t k = 0; k < rows; k++) {
        dem_carrier c = {0};
        int32_t row = order[k];
        dem_attribution *a = &doc->attributions.at[row];
        a->level = a->parent < 0 ? 1 : doc->attributions.at[a->parent].level + 1;
        cut_aside(&w, a);
        cut_source(doc, a);
        if (give_back(&w, row) || swap_source(&w, row) || lift(&w, row))
            continue;
        if (quoted_by(&w, a, &c) || dem_carrier_find(&w, a, &c) || tweeted(&w, a, &c) || aside_within(&w, a, &c))
            push(&w, row, &c);
    }
    close_ranks(doc, scratch);
}

/* ---- what a carrier goes on to carry ---- */

/* Words that put a statement at another time or before other ears: "later, at a rally", "he told
 * lawmakers". */
static bool breaks_scene(const dem_doc *doc, const dem_attribution *a, const uint8_t *reported)
{
    static const char *const elsewhere[] = {
        "later", "earlier", "previously", "separately", "meanwhile", "yesterday", "today", "tomorrow",
        "conference", "briefing", "rally", "statement", "speech", "letter", "parliament", "lawmaker", "reporter",
        "journalist", "hearing", "meeting", "telephone", "phone", "email", "e-mail", NULL};
    static const char *const tells[] = {"tell", NULL};
    const dem_sentence *s = &doc->sentences.at[a->sentence];
    int32_t end = s->end < s->begin + DEM_RELAY_REACH ? s->end : s->begin + DEM_RELAY_REACH;
    if (dem_carrier_word(doc, a->cue_head, tells))
        return true;
    for (int32_t t = s->begin; t < end; t++)
        if (!reported[t] && doc->tokens.at[t].quote < 0 && dem_carrier_word(doc, t, elsewhere))
            return true;
    return false;
}

typedef struct trail {
    dem_relay relay;
    int32_t actor, block, sentence; /* sentence -1: nothing is being carried */
    bool announced;                 /* by a sentence that reports nothing itself */
} trail;

typedef struct follower {
    dem_tracer tracer;
    uint8_t *reported; /* token -> it stands in some content */
    int32_t *actors;   /* token -> 1 + the actor whose mention it heads */
    int32_t *own;      /* row -> 1 + its relay, 0: none */
    int32_t last;      /* the outermost row before, or -1 */
    trail now;
} follower;

static int32_t actor_of(const dem_doc *doc, int32_t row)
{
    return row < doc->speakers.len ? doc->speakers.at[row].actor : -1;
}

static int32_t block_of(const dem_doc *doc, int32_t sentence)
{
    return doc->sentences.at[sentence].block;
}

/* The first and the last sentence of what is said and of who says so. */
static int32_t first_sentence(const dem_doc *doc, const dem_attribution *a)
{
    int32_t said = a->content.len ? doc->tokens.at[dem_token_at(doc, a->content.at[0].begin)].sentence : a->sentence;
    return said < a->sentence ? said : a->sentence;
}

static int32_t last_sentence(const dem_doc *doc, const dem_attribution *a)
{
    int32_t said = a->content.len ? doc->tokens.at[dem_token_at(doc, dem_spans_hull(a->content).end - 1)].sentence : a->sentence;
    return said > a->sentence ? said : a->sentence;
}

/* "He told the Post that A. He added that B": the same speaker goes on in the sentence, or in the next one of the
 * paragraph (after an announcement in the three that follow), and no other occasion is named. */
static bool goes_on(const follower *f, int32_t row)
{
    const dem_doc *doc = f->tracer.doc;
    const dem_attribution *a = &doc->attributions.at[row];
    int32_t actor = actor_of(doc, row), gap = block_of(doc, a->sentence) - f->now.block;
    bool same = actor >= 0 ? actor == f->now.actor : !a->source.len;
    int32_t later = first_sentence(doc, a) - f->now.sentence;
    if (f->now.sentence < 0 || !same || gap > (f->now.announced ? 1 : 0) || later > (f->now.announced ? 3 : 1))
        return false;
    return later <= 0 || !breaks_scene(doc, a, f->reported);
}

/* "the ministry, which the rebels call a puppet, …": said in passing. */
static bool in_passing(const dem_doc *doc, const dem_attribution *a)
{
    return a->cue_head >= 0 && doc->parses.at[a->cue_head].rel == DEM_REL_acl_relcl;
}

static void carry_to(follower *f, int32_t row, dem_relay relay)
{
    dem_doc *doc = f->tracer.doc;
    relay.attribution = row;
    *dem_push(&doc->relays, doc->arena) = relay;
    f->own[row] = doc->relays.len;
}

/* "X stressed A, saying B, as quoted by the Post": what B hangs on came the same way. */
static bool shares_end(const dem_doc *doc, const dem_attribution *before, const dem_attribution *a, dem_span carrier)
{
    return a->cue_head >= 0 && doc->parses.at[a->cue_head].rel == DEM_REL_advcl &&
           doc->parses.at[a->cue_head].head == before->cue_head && carrier.begin >= dem_spans_hull(a->content).end;
}

static const char *const words_said[] = {"remark", "comment", "statement", "announcement", "claim", "warning", "accusation",
                                         "declaration", "pledge", "criticism", NULL};

/* "He announced this change on television.": what was said is what stood before. What he rejected or denied was
 * another's. */
static bool looks_back(const dem_doc *doc, const dem_attribution *a)
{
    static const char *const utters[] = {"announce", "make", "say", "repeat", "issue", "deliver", "give", "reveal", NULL};
    static const char *const these[] = {"this", "these", "that", "those", "such", NULL};
    int32_t b, e;
    dem_token_range(doc, dem_spans_hull(a->content), &b, &e);
    return dem_carrier_word(doc, a->cue_head, utters) && b < e && e - b <= 4 &&
           (dem_carrier_word(doc, b, these) || dem_carrier_word(doc, e - 1, words_said));
}

static void carry_back(follower *f, int32_t row)
{
    const dem_doc *doc = f->tracer.doc;
    const dem_attribution *a = &doc->attributions.at[row];
    if (f->last < 0 || f->own[f->last])
        return;
    const dem_attribution *before = &doc->attributions.at[f->last];
    dem_relay relay = doc->relays.at[f->own[row] - 1];
    bool same = actor_of(doc, row) >= 0 && actor_of(doc, row) == actor_of(doc, f->last);
    if (shares_end(doc, before, a, relay.span) || (same && a->sentence == before->sentence + 1 && looks_back(doc, a)))
        carry_to(f, f->last, relay);
}

static void follow(follower *f, int32_t row)
{
    const dem_doc *doc = f->tracer.doc;
    const dem_attribution *a = &doc->attributions.at[row];
    if (f->own[row]) {
        carry_back(f, row);
        f->now = (trail){doc->relays.at[f->own[row] - 1], actor_of(doc, row), block_of(doc, a->sentence), last_sentence(doc, a), false};
    } else if (goes_on(f, row)) {
        carry_to(f, row, f->now.relay);
        f->now = (trail){f->now.relay, f->now.actor, block_of(doc, a->sentence), last_sentence(doc, a), false};
    } else if (!in_passing(doc, a)) {
        f->now.sentence = -1;
    }
    f->last = row;
}

/* The person who does what the sentence says: its subject, or the one "by" whom it is done. */
static int32_t doer(const follower *f, int32_t t)
{
    const dem_doc *doc = f->tracer.doc;
    int32_t at = doc->parses.at[t].rel == DEM_REL_appos ? doc->parses.at[t].head : t;
    bool does = at >= 0 && (doc->parses.at[at].rel == DEM_REL_nsubj || doc->parses.at[at].rel == DEM_REL_obl_agent ||
                            doc->parses.at[at].rel == DEM_REL_obl);
    if (!does || !f->actors[t] || doc->actors.at[f->actors[t] - 1].type != DEM_ACTOR_person)
        return -1;
    return f->actors[t] - 1;
}

/* "She made the remarks in an interview with the Post.", "He was speaking on Radio Four.": what came before. */
static bool tells_back(const dem_doc *doc, const dem_sentence *s)
{
    static const char *const speaks[] = {"speak", "talk", NULL}, *const makes[] = {"make", "come", NULL};
    for (int32_t t = s->begin; t < s->end; t++) {
        const dem_parse *p = &doc->parses.at[t];
        if (p->rel == DEM_REL_root && p->xpos == DEM_XPOS_VBG && dem_carrier_word(doc, t, speaks))
            return true;
        if (p->head >= 0 && doc->parses.at[p->head].rel == DEM_REL_root && dem_carrier_word(doc, p->head, makes) &&
            dem_carrier_word(doc, t, words_said))
            return true;
    }
    return false;
}

/* A sentence that reports nothing: "The plan was set out by the spokesman in remarks to the channel Dijla." */
static void announce(follower *f, int32_t sentence)
{
    const dem_doc *doc = f->tracer.doc;
    const dem_sentence *s = &doc->sentences.at[sentence];
    dem_carrier c = {0};
    int32_t actor = -1;
    if (f->reported[s->begin] || !dem_carrier_silent(&f->tracer, s, &c))
        return;
    for (int32_t t = s->begin; t < s->end && actor < 0; t++)
        actor = doer(f, t);
    if (actor < 0)
        return;
    f->now = (trail){{-1, c.outlet, c.how, c.span}, actor, s->block, sentence, true};
    if (f->last >= 0 && !f->own[f->last] && actor_of(doc, f->last) == actor &&
        doc->attributions.at[f->last].sentence == sentence - 1 && tells_back(doc, s))
        carry_to(f, f->last, f->now.relay);
}

static follower follower_of(const dem_lexicon *lexicon, dem_doc *doc, dem_arena *arena)
{
    follower f = {.tracer = {lexicon, doc}, .reported = dem_new(arena, uint8_t, doc->tokens.len + 1),
                  .actors = dem_new(arena, int32_t, doc->tokens.len + 1),
                  .own = dem_new(arena, int32_t, doc->attributions.len + 1), .last = -1, .now = {.sentence = -1}};
    for (int32_t k = 0; k < doc->relays.len; k++)
        f.own[doc->relays.at[k].attribution] = k + 1;
    for (int32_t row = 0; row < doc->attributions.len; row++) {
        const dem_attribution *a = &doc->attributions.at[row];
        for (int32_t k = 0; k < a->content.len && a->parent < 0; k++) {
            int32_t b, e;
            dem_token_range(doc, a->content.at[k], &b, &e);
            for (int32_t t = b; t < e; t++)
                f.reported[t] = 1;
        }
    }
    for (int32_t m = 0; m < doc->mentions.len; m++)
        if (doc->mentions.at[m].head >= 0)
            f.actors[doc->mentions.at[m].head] = 1 + doc->mentions.at[m].actor;
    return f;
}

void dem_relay_carry(const dem_lexicon *lexicon, dem_doc *doc, dem_arena scratch)
{
    follower f = follower_of(lexicon, doc, &scratch);
    int32_t at = 0;
    for (int32_t row = 0; row < doc->attributions.len; row++) {
        const dem_attribution *a = &doc->attributions.at[row];
        for (; at < a->sentence; at++)
            announce(&f, at);
        at = a->sentence + 1 > at ? a->sentence + 1 : at;
        if (a->parent < 0)
            follow(&f, row);
    }
    for (; at < doc->sentences.len; at++)
        announce(&f, at);
}
