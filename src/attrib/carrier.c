#include "attrib/carrier.h"

#include "attrib/relay.h"

bool dem_carrier_word(const dem_doc *doc, int32_t t, const char *const *list)
{
    return t >= 0 && t < doc->parses.len &&
           (dem_str_in_nocase(doc->parses.at[t].lemma, list) || dem_str_in_nocase(dem_token_str(doc, t), list));
}

static bool word_is(const dem_doc *doc, int32_t t, const char *word)
{
    return t >= 0 && t < doc->tokens.len && dem_str_is_nocase(dem_token_str(doc, t), word);
}

bool dem_carrier_inside(dem_spans spans, uint32_t offset)
{
    for (int32_t k = 0; k < spans.len; k++)
        if (spans.at[k].begin <= offset && offset < spans.at[k].end)
            return true;
    return false;
}

/* Nouns for what carries words, named or not; "on paper" and "the press" say nothing. */
static const char *const media[] = {
    "television", "tv", "radio", "newspaper", "daily", "weekly", "magazine", "broadcaster", "channel",
    "agency", "website", "site", "station", "media", "outlet", "service", "tweet", "broadcast",
    "podcast", "e-mail", "email", "video", "livestream", "paper", "network", "programme", "program", "blog",
    "newsletter", "newswire", "tabloid", "journal", "review", "monthly", "portal", NULL};
/* Those that are often something else: a spy agency, a building site, a postal service. */
static const char *const doubtful[] = {"agency", "site", "service", "network", "channel", "station", "paper", "programme",
                                       "program", "video", "media", "journal", "review", "monthly", "portal", NULL};
/* Those that need no name when something stands before them: "state television", "a tweet". */
static const char *const nameless[] = {"television", "tv", "radio", "media", "tweet", "broadcast",
                                       "podcast", "e-mail", "email", "livestream", NULL};
/* And after words that tell of a listener: "told a newspaper", "published by a website". */
static const char *const listeners[] = {"newspaper", "daily", "weekly", "magazine", "broadcaster", "website",
                                        "outlet", "tabloid", "newsletter", "newswire", "blog", NULL};
static const char *const news[] = {"news", "television", "tv", "radio", "wire", "satellite", NULL};
static const char *const televised[] = {"televised", "broadcast", "video", "recorded", "taped", "blog",
                                        "videotaped", "pre-recorded", "prerecorded", NULL};
static const char *const addresses[] = {"address", "interview", "message", "speech", "appearance", "post", NULL};
/* "a televised statement"; one on video was handed to the press */
static const char *const aired[] = {"televised", "broadcast", NULL}, *const statements[] = {"statement", "remarks", NULL};

/* Words of which outlets make their names, so that unknown ones are known by them: at the end, */
static const char *const titles[] = {
    "news", "press", "times", "post", "tv", "television", "radio", "herald", "tribune", "journal",
    "gazette", "daily", "weekly", "courier", "guardian", "chronicle", "telegraph", "broadcasting", "fm",
    "magazine", "diario", "zeitung", "courrier", "corriere", "gazeta", "presse", "ledger", "newswire", "wire",
    "ilbo", "shimbun", "novosti", "monitor", "dispatch", "inquirer", "examiner", "tageblatt", "nachrichten",
    "tidende", "tidning", "avisen", "kurier", "kuriren", "matin", "haber", NULL};
/* or at the beginning. */
static const char *const openers[] = {"radio", "rádio", "télé", "kanal", "canal", "agence", "agencia", "agenzia",
                                      "diario", "corriere", "televisión", "gazeta", "dagens", NULL};

/* ---- the noun phrase after a preposition ---- */

/* "gazette.com" */
static bool domain(const dem_doc *doc, int32_t t)
{
    static const char *const ends[] = {".com", ".org", ".net", ".info", ".tv", ".co.uk", ".ru", ".fr", ".de", NULL};
    dem_str word = dem_token_str(doc, t);
    for (int k = 0; ends[k]; k++) {
        dem_str end = dem_str_of(ends[k]);
        if (word.len > end.len && dem_str_eq_nocase(dem_str_cut(word, word.len - end.len, word.len), end))
            return true;
    }
    return false;
}

static bool capital(const dem_doc *doc, int32_t t)
{
    unsigned char c = (unsigned char)dem_token_str(doc, t).at[0];
    return (c >= 'A' && c <= 'Z') || (c >= 0xC3 && doc->parses.at[t].upos == DEM_UPOS_PROPN) || domain(doc, t);
}

static bool hyphen(const dem_doc *doc, int32_t t)
{
    return doc->parses.at[t].xpos == DEM_XPOS_HYPH && !doc->tokens.at[t].space_after;
}

/* The capitalised word after a medium is no name of it when it is, or begins, the subject of what follows, and
 * the medium hangs elsewhere: "on live television | President Erdogan said". */
static bool begins_clause(const dem_doc *doc, int32_t medium, int32_t t)
{
    int32_t at = t, up = doc->parses.at[medium].head;
    for (int k = 0; k < 5 && doc->parses.at[at].head > at && doc->parses.at[at].rel != DEM_REL_nsubj; k++)
        at = doc->parses.at[at].head;
    bool subject = doc->parses.at[at].rel == DEM_REL_nsubj || doc->parses.at[at].rel == DEM_REL_nsubj_pass;
    return subject && doc->parses.at[at].head > at && up != at && up != t && up != doc->parses.at[at].head;
}

/* Kind of the name that tokens [from, to) touch first, or -1. */
static int kind_at(const dem_doc *doc, int32_t from, int32_t to)
{
    int32_t n = dem_name_from(doc, from);
    return n < doc->names.len && doc->names.at[n].begin < to ? doc->names.at[n].kind : -1;
}

/* "later post", "same interview" at `t`: the carrier that was spoken of last. */
static bool again_post(const dem_doc *doc, int32_t t)
{
    static const char *const again[] = {"same", "second", "later", "earlier", "another", "further", "subsequent", NULL};
    static const char *const posts[] = {"post", "message", NULL};
    return t >= 0 && ((dem_carrier_word(doc, t, again) && dem_carrier_word(doc, t + 1, posts)) ||
                      (word_is(doc, t, "same") && word_is(doc, t + 1, "interview")));
}

/* "the daily | Le Phare" goes on, "on live television | Erdogan" does not. */
static bool stops_at_name(const dem_doc *doc, int32_t t)
{
    if (again_post(doc, t - 2) && capital(doc, t))
        return true; /* "in the same interview | Orlan" */
    return capital(doc, t) && dem_carrier_word(doc, t - 1, media) && !capital(doc, t - 1) &&
           (begins_clause(doc, t - 1, t) ||
            (dem_carrier_word(doc, t - 1, nameless) && kind_at(doc, t, t + 1) == DEM_NAME_PER));
}

static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL};

/* "the channel | Rossiya | 24", though the parse takes the name for a time. */
static bool named_beside(const dem_doc *doc, int32_t t)
{
    return (capital(doc, t) && dem_carrier_word(doc, t - 1, media) && !dem_carrier_word(doc, t, days)) ||
           (doc->parses.at[t].upos == DEM_UPOS_NUM && capital(doc, t - 1) && dem_carrier_word(doc, t - 2, media));
}

/* A noun phrase: no clause, no comma. */
int32_t dem_carrier_phrase(const dem_doc *doc, int32_t t, int32_t end)
{
    int32_t e = t;
    for (; e < end && e - t < 10; e++) {
        int upos = doc->parses.at[e].upos, rel = doc->parses.at[e].rel;
        bool part = upos == DEM_UPOS_DET || upos == DEM_UPOS_ADJ || upos == DEM_UPOS_NOUN ||
                    upos == DEM_UPOS_PROPN || upos == DEM_UPOS_NUM || hyphen(doc, e) ||
                    (upos == DEM_UPOS_PART && rel == DEM_REL_case_) ||
                    (upos == DEM_UPOS_PRON && rel == DEM_REL_nmod_poss) ||
                    (upos == DEM_UPOS_VERB && rel == DEM_REL_amod) || capital(doc, e);
        bool opens = upos == DEM_UPOS_DET || upos == DEM_UPOS_PRON;
        if (!part || (e > t && opens && !capital(doc, e)))
            break; /* "told state television | the talks were over" */
        if (e > t && stops_at_name(doc, e))
            break;
        bool titled_day = dem_carrier_word(doc, e, days) && e + 1 < end &&
                          (dem_carrier_word(doc, e + 1, titles) || dem_carrier_word(doc, e + 1, media));
        bool time = dem_carrier_word(doc, e, days) || rel == DEM_REL_obl_unmarked || rel == DEM_REL_nmod_unmarked;
        if (e > t && time && !titled_day && !named_beside(doc, e))
            break;
    }
    return e;
}

int32_t dem_carrier_start(const dem_doc *doc, int32_t end, int32_t least)
{
    enum { LONGEST = 8 };
    int32_t b = end - 1;
    while (b > least && end - b < LONGEST && dem_carrier_phrase(doc, b - 1, end) == end)
        b--;
    return b;
}

int32_t dem_carrier_child(const dem_doc *doc, int32_t head, dem_rel rel, int32_t begin, int32_t end)
{
    for (int32_t t = begin; t < end; t++)
        if (doc->parses.at[t].head == head && doc->parses.at[t].rel == rel)
            return t;
    return -1;
}

static bool titled(const dem_doc *doc, int32_t from, int32_t to)
{
    return domain(doc, to - 1) ||
           (to - from > 1 && (dem_carrier_word(doc, to - 1, titles) || dem_carrier_word(doc, from, openers)));
}

/* "told the Times": a paper that was named in full before. */
static bool short_title(const dem_doc *doc, int32_t b, int32_t e)
{
    return e == b + 2 && word_is(doc, b, "the") && capital(doc, b + 1) && dem_carrier_word(doc, b + 1, titles);
}

/* The last run of capitalised words in [b, e): "the newspaper [Evening Post]". An adjective of a
 * country alone is no name: "Spanish radio". */
static bool name_run(const dem_doc *doc, int32_t b, int32_t e, int32_t *from, int32_t *to)
{
    for (*to = e; *to > b && !capital(doc, *to - 1) && doc->parses.at[*to - 1].upos != DEM_UPOS_NUM; --*to) {
    }
    for (*from = *to; *from > b && (capital(doc, *from - 1) || hyphen(doc, *from - 1) ||
                                    doc->parses.at[*from - 1].upos == DEM_UPOS_NUM); --*from) {
    }
    bool name = false;
    if (*to < e && hyphen(doc, *to))
        return false; /* "Arabic-language media" */
    for (int32_t t = *from; t < *to; t++)
        name |= capital(doc, t) && doc->parses.at[t].upos != DEM_UPOS_ADJ && doc->parses.at[t].upos != DEM_UPOS_DET &&
                doc->parses.at[t].upos != DEM_UPOS_NUM; /* "One report" */
    return name;
}

/* An outlet of the gazetteer in [b, e). Of a longer name the whole is taken. `heard`: the words before speak of
 * a listener, so that a name which also means something else will do. */
static bool known_outlet(const dem_tracer *w, int32_t b, int32_t e, bool heard, dem_str *name)
{
    const dem_doc *doc = w->doc;
    for (int32_t t = b; t < e; t++) {
        size_t end;
        const dem_lex_entry *entry = dem_lexicon_longest(w->lexicon, dem_doc_read(doc), doc->tokens.at[t].span.begin,
                                                         DEM_LEX_OUTLET, &end);
        int32_t from, to;
        if (!entry || end > doc->tokens.at[e - 1].span.end || (entry->weak && !heard))
            continue;
        for (to = t + 1; to < e && doc->tokens.at[to].span.begin < end; to++) {
        }
        *name = dem_words_str(doc, (dem_span){doc->tokens.at[t].span.begin, (uint32_t)end}); /* as the document says */
        if (name_run(doc, b, e, &from, &to) && from <= t && to - from > 1)
            *name = dem_words_str(doc, dem_token_span(doc, from, to));
        return true;
    }
    return false;
}

/* A name that the gazetteer or the names of the document know as something else. */
static bool is_other(const dem_tracer *w, int32_t from, int32_t to)
{
    const dem_doc *doc = w->doc;
    dem_str name = dem_words_str(doc, dem_token_span(doc, from, to));
    if (dem_lexicon_find(w->lexicon, name, DEM_LEX_PLACES | DEM_LEX_ORG | DEM_LEX_HOLDER | DEM_LEX_SURNAME | DEM_LEX_DEMONYM) ||
        dem_lexicon_find(w->lexicon, dem_token_str(doc, from), DEM_LEX_HONORIFIC | DEM_LEX_GIVEN))
        return true;
    return kind_at(doc, from, to) == DEM_NAME_PER;
}

static bool is_place(const dem_tracer *w, int32_t from, int32_t to)
{
    int kind = kind_at(w->doc, from, to);
    return kind == DEM_NAME_LOC || kind == DEM_NAME_NORP ||
           dem_lexicon_find(w->lexicon, dem_words_str(w->doc, dem_token_span(w->doc, from, to)),
                            DEM_LEX_PLACES | DEM_LEX_DEMONYM);
}

/* The medium that a name stands beside: "the daily | Le Phare", "Phare | radio". Nouns that often mean
 * something else must not be anybody's ("the North's postal service"). */
static bool has_medium(const dem_doc *doc, int32_t b, int32_t e, int32_t from, int32_t to)
{
    if (from > b && dem_carrier_word(doc, from - 1, media))
        return true;
    if (!dem_carrier_word(doc, e - 1, media) || to == e)
        return false;
    if (!dem_carrier_word(doc, e - 1, doubtful))
        return doc->parses.at[to].xpos != DEM_XPOS_POS;
    return to == e - 1 || dem_carrier_word(doc, e - 2, news);
}

static bool sets_apart(const dem_doc *doc, int32_t t)
{
    int upos = doc->parses.at[t].upos;
    return upos == DEM_UPOS_DET || upos == DEM_UPOS_NUM || upos == DEM_UPOS_PRON;
}

static bool anybodys(const dem_doc *doc, int32_t b, int32_t e)
{
    for (int32_t t = b; t < e; t++)
        if (doc->parses.at[t].xpos == DEM_XPOS_POS)
            return true;
    return false;
}

/* "state television", "a televised address", after some words "a right-wing website". */
static dem_str unnamed_medium(const dem_doc *doc, int32_t b, int32_t e, dem_hint hint)
{
    static const char *const mine[] = {"this", "our", NULL};
    static const char *const tweets[] = {"tweet", NULL};
    bool given = false;
    if (anybodys(doc, b, e))
        return (dem_str){0};
    if (b < e && dem_carrier_word(doc, e - 1, tweets))
        return DEM_STR("Twitter");
    if (dem_carrier_word(doc, b, mine))
        return (dem_str){0}; /* the document's own */
    for (int32_t t = b; t + 1 < e; t++)
        given |= (dem_carrier_word(doc, t, televised) && dem_carrier_word(doc, t + 1, addresses)) ||
                 (dem_carrier_word(doc, t, aired) && dem_carrier_word(doc, t + 1, statements));
    while (b < e && sets_apart(doc, b))
        b++;
    bool plain = b < e && dem_carrier_word(doc, e - 1, nameless);
    bool heard = b < e && hint != DEM_HINT_NONE &&
                 (dem_carrier_word(doc, e - 1, listeners) ||
                  (dem_carrier_word(doc, e - 1, media) && dem_carrier_word(doc, e - 2, news)));
    return b < e && (given || plain || heard) ? dem_words_str(doc, dem_token_span(doc, b, e)) : (dem_str){0};
}

/* "the newspaper", "the agency": the outlet with a name that was spoken of last. */
static dem_str outlet_before(const dem_tracer *w, int32_t t)
{
    enum { BACK = 150 };
    dem_str name = {0};
    for (int32_t k = w->doc->relays.len - 1; k >= 0 && k > w->doc->relays.len - 8; k--) {
        const dem_relay *r = &w->doc->relays.at[k];
        if (r->span.end < w->doc->tokens.at[t].span.begin && capital(w->doc, dem_token_at(w->doc, r->span.end - 1)))
            return r->outlet;
    }
    for (int32_t k = t - 1; k >= 0 && k > t - BACK; k--)
        if (capital(w->doc, k) && known_outlet(w, k, k + 4 < t ? k + 4 : t, false, &name))
            return name;
    return name;
}

/* "Skai | radio": the medium is a part of the name it follows. */
static dem_str with_medium(const dem_doc *doc, dem_str name, int32_t e)
{
    static const char *const airs[] = {"television", "radio", NULL};
    dem_span last = doc->tokens.at[e - 1].span;
    const char *end = dem_doc_read(doc).at + last.begin;
    bool follows = name.at + name.len < end && end - (name.at + name.len) == 1 && dem_carrier_word(doc, e - 1, airs);
    return follows ? (dem_str){name.at, name.len + 1 + last.end - last.begin} : name;
}

/* "told | Euronews", "told the | Busan Shinbo": a body that is no office, company or court by its words. */
static bool strange_body(const dem_tracer *w, int32_t from, int32_t to)
{
    const dem_doc *doc = w->doc;
    if (kind_at(doc, from, to) != DEM_NAME_ORG || doc->parses.at[to - 1].xpos == DEM_XPOS_NNPS || hyphen(doc, from) ||
        word_is(doc, to, "and"))
        return false;
    for (int32_t t = from; t < to; t++)
        if (dem_lexicon_find(w->lexicon, dem_token_str(doc, t), DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE | DEM_LEX_DEMONYM))
            return false;
    return true;
}

dem_str dem_carrier_outlet(const dem_tracer *w, int32_t b, int32_t e, dem_hint hint, bool *named)
{
    const dem_doc *doc = w->doc;
    dem_str name = {0};
    int32_t from, to;
    *named = b < e && known_outlet(w, b, e, hint != DEM_HINT_NONE, &name);
    if (b >= e || *named)
        return b >= e ? name : with_medium(doc, name, e);
    if (name_run(doc, b, e, &from, &to)) {
        bool unknown = !is_other(w, from, to) && !dem_carrier_word(doc, from, days);
        bool place = to < e && is_place(w, from, to); /* "a Hong Kong | daily" */
        *named = titled(doc, from, to) || (hint != DEM_HINT_NONE && short_title(doc, b, e)) ||
                 (has_medium(doc, b, e, from, to) && !place) || (hint == DEM_HINT_SURE && unknown) ||
                 (hint == DEM_HINT_TALK && unknown && to == e && strange_body(w, from, to));
    }
    if (*named)
        return with_medium(doc, dem_words_str(doc, dem_token_span(doc, from, to)), e);
    bool the = e == b + 2 && (word_is(doc, b, "the") || word_is(doc, b, "that"));
    bool back = the && ((hint != DEM_HINT_NONE && dem_carrier_word(doc, b + 1, media)) || word_is(doc, b + 1, "interview"));
    back |= e == b + 3 && word_is(doc, b, "the") && word_is(doc, b + 1, "same") && dem_carrier_word(doc, b + 2, media);
    back |= e - b <= 3 && again_post(doc, e - 2);
    if (back) {
        name = outlet_before(w, b);
        *named = name.len > 0;
        return name;
    }
    return unnamed_medium(doc, b, e, hint);
}

/* ---- the words that say so ---- */

static const char *const carries[] = {"report", "quote", "cite", "carry", "publish", "broadcast", "air",
                                      "release", "run", "print", "post", "see", "obtain", "hear", "translate",
                                      "leak", "distribute", "interview", "reproduce", "circulate", "share", "relay",
                                      "reprint", "transmit", NULL};
static const char *const names[] = {"quote", "cite", "interview", NULL}; /* done by outlets above all */
static const char *const talks[] = {"speak", "talk", "speaking", "talking", NULL};
static const char *const says[] = {"say", "tell", NULL};
static const char *const tells[] = {"tell", "inform", NULL};
static const char *const questions[] = {"question", NULL}, *const asks[] = {"ask", NULL};
static const char *const interviews[] = {"interview", "conversation", "remarks", "remark", "comment", "comments", NULL};

/* The programme whose name in quotation marks stands at `t`; its words [*b, *e). */
static bool quoted_title(const dem_doc *doc, int32_t t, int32_t end, int32_t *b, int32_t *e)
{
    enum { LONGEST = 6 };
    if (t + 1 >= end || doc->tokens.at[t].quote >= 0 || doc->tokens.at[t + 1].quote < 0)
        return false;
    const dem_quote *q = &doc->quotes.at[doc->tokens.at[t + 1].quote];
    *b = q->begin;
    *e = q->end;
    return *b == t + 1 && *e <= end && *e - *b <= LONGEST && capital(doc, *b) && capital(doc, *e - 1);
}

/* "told “Marland This Week”", "on “Meet the Nation”"; "in “The Ancient Art”" is a book. */
static bool title_after(const dem_tracer *w, int32_t from, int32_t at, int32_t end, dem_hint hint, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t b, e;
    if (!quoted_title(doc, at, end, &b, &e))
        return false;
    out->named = known_outlet(w, b, e, true, &out->outlet);
    if (!out->named && hint == DEM_HINT_NONE && !word_is(doc, at - 1, "on"))
        return false;
    out->outlet = dem_words_str(doc, dem_token_span(doc, b, e));
    out->how = dem_words_str(doc, dem_token_span(doc, from, at));
    out->span = dem_token_span(doc, from, e);
    return out->named = true;
}

/* "USA | Today" is one name, though the parse takes the day for a time. */
static int32_t whole_name(const dem_tracer *w, int32_t b, int32_t e, int32_t end)
{
    const dem_doc *doc = w->doc;
    for (int32_t t = b; t < e; t++) {
        size_t stop;
        const dem_lex_entry *entry = dem_lexicon_longest(w->lexicon, dem_doc_read(doc), doc->tokens.at[t].span.begin,
                                                         DEM_LEX_OUTLET, &stop);
        while (entry && !entry->weak && e < end && doc->tokens.at[e].span.begin < stop)
            e++;
    }
    return e;
}

static bool phrase_after(const dem_tracer *w, int32_t from, int32_t at, int32_t end, dem_hint hint, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const rows[] = {"series", "pair", "string", "flurry", "couple", "stream", "studio", "studios",
                                       "pages", "website", "site", "columns", NULL};
    int32_t e = whole_name(w, at, dem_carrier_phrase(doc, at, end), end), b, last;
    if (e == at)
        return title_after(w, from, at, end, hint, out);
    if (dem_carrier_word(doc, e - 1, rows) && word_is(doc, e, "of")) { /* "in a series | of tweets", "in the studio | of" */
        at = e + 1;
        e = dem_carrier_phrase(doc, at, end);
    }
    if (doc->parses.at[e - 1].xpos == DEM_XPOS_POS && quoted_title(doc, e, end, &b, &last))
        hint = DEM_HINT_TALK; /* "on ABC's “This Week”" */
    out->outlet = dem_carrier_outlet(w, at, e, hint, &out->named);
    if (!out->outlet.len)
        return false;
    out->how = dem_words_str(doc, dem_token_span(doc, from, at));
    out->span = dem_token_span(doc, from, e);
    return true;
}

static bool interview_follows(const dem_doc *doc, int32_t t, int32_t end)
{
    for (int32_t k = t; k < end && k < t + 12; k++)
        if (word_is(doc, k, "interview"))
            return true;
    return false;
}

static bool spoken_to(const dem_tracer *w, int32_t t, int32_t end, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    if (dem_carrier_word(doc, t, tells))
        return phrase_after(w, t, t + 1, end, interview_follows(doc, t, end) ? DEM_HINT_SURE : DEM_HINT_TALK, out);
    bool interview = dem_carrier_word(doc, t, interviews);
    if (!interview && !dem_carrier_word(doc, t, talks))
        return false;
    int32_t to = t + 1; /* "speaking by telephone from Arland to the Evening Post" */
    while (to < t + 7 && to < end && !word_is(doc, to, "to") && !word_is(doc, to, "with") && !word_is(doc, to, "on"))
        to++;
    if (to >= t + 7 || to >= end)
        return false;
    int32_t e = dem_carrier_phrase(doc, to + 1, end);
    dem_hint hint = to == t + 1 && word_is(doc, t, "interview") ? DEM_HINT_SURE : DEM_HINT_TALK;
    return phrase_after(w, t, to + 1, end, hint, out) ||
           (word_is(doc, e, "of") && phrase_after(w, t, e + 1, end, DEM_HINT_TALK, out));
}

/* "according to | a report in the Evening Post", "an interview with the Evening Post" */
static bool report_after(const dem_tracer *w, int32_t t, int32_t end, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const reports[] = {"report", "article", "story", "account", "interview", "transcript", NULL};
    static const char *const preps[] = {"in", "by", "from", "with", "on", NULL};
    int32_t e = dem_carrier_phrase(doc, t + 2, end);
    return e > t + 2 && dem_carrier_word(doc, e - 1, reports) && dem_carrier_word(doc, e, preps) &&
           phrase_after(w, t, e + 1, end, word_is(doc, e, "in") ? DEM_HINT_TALK : DEM_HINT_SURE, out);
}

/* "…, the Evening Post reported": an outlet as the subject of a verb that does not open a clause. */
static bool reported(const dem_tracer *w, int32_t t, int32_t begin, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const reports[] = {"report", "say", "write", NULL};
    if (!dem_carrier_word(doc, t, reports) || doc->parses.at[t].upos != DEM_UPOS_VERB || t - begin < 2)
        return false;
    bool closes = t + 1 >= doc->tokens.len || doc->parses.at[t + 1].upos == DEM_UPOS_PUNCT ||
                  word_is(doc, t + 1, "on") || doc->tokens.at[t + 1].sentence != doc->tokens.at[t].sentence;
    int32_t b = t;
    while (b > begin && t - b < 8 && (doc->parses.at[b - 1].upos != DEM_UPOS_PUNCT || hyphen(doc, b - 1)))
        b--;
    int32_t comma = b > begin + 1 && doc->parses.at[b - 1].xpos == DEM_XPOS_CQ ? b - 2 : b - 1;
    if (!closes || b == begin || b == t || !word_is(doc, comma, ",") || dem_carrier_phrase(doc, b, t) != t)
        return false;
    out->outlet = dem_carrier_outlet(w, b, t, DEM_HINT_NONE, &out->named);
    out->how = dem_token_str(doc, t);
    out->span = dem_token_span(doc, b, t + 1);
    return out->outlet.len && out->named;
}

/* "The Evening Post reports that X said …", read as X said. */
static bool reports_that(const dem_tracer *w, int32_t t, int32_t begin, const dem_attribution *a, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const reports[] = {"report", "write", "add", "note", NULL};
    if (a->cue_head < 0 || doc->parses.at[a->cue_head].head != t || doc->parses.at[a->cue_head].rel != DEM_REL_ccomp ||
        doc->parses.at[t].upos != DEM_UPOS_VERB || !dem_carrier_word(doc, t, reports))
        return false;
    int32_t subject = dem_carrier_child(doc, t, DEM_REL_nsubj, begin, t);
    if (subject < 0)
        return false;
    int32_t b = dem_carrier_start(doc, subject + 1, begin);
    out->outlet = dem_carrier_outlet(w, b, dem_carrier_phrase(doc, b, t), DEM_HINT_NONE, &out->named);
    out->how = dem_token_str(doc, t);
    out->span = dem_token_span(doc, b, t + 1);
    return out->outlet.len && out->named;
}

/* "The Evening Post carried remarks by X, who said …", "in a letter that the Evening Post published" */
static bool carried(const dem_tracer *w, int32_t t, int32_t begin, int32_t end, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const airs[] = {"carry", "air", "broadcast", "publish", "run", "print", "obtain", NULL};
    static const char *const words[] = {"remark", "statement", "comment", "interview", "message", "speech", "address",
                                        "letter", "email", "e-mail", "recording", "document", "copy", "video", NULL};
    bool object = doc->parses.at[t].rel == DEM_REL_acl_relcl && doc->parses.at[t].head < t &&
                  dem_carrier_word(doc, doc->parses.at[t].head, words);
    if (!dem_carrier_word(doc, t, airs) || doc->parses.at[t].upos != DEM_UPOS_VERB)
        return false;
    for (int32_t k = t + 1; k < end && k < t + 6; k++)
        object |= dem_carrier_word(doc, k, words) && doc->parses.at[k].head == t;
    int32_t subject = dem_carrier_child(doc, t, DEM_REL_nsubj, t - 4 > begin ? t - 4 : begin, t);
    if (!object || subject < 0)
        return false;
    int32_t b = dem_carrier_start(doc, subject + 1, begin);
    out->outlet = dem_carrier_outlet(w, b, dem_carrier_phrase(doc, b, t), DEM_HINT_TALK, &out->named);
    out->how = dem_token_str(doc, t);
    out->span = dem_token_span(doc, b, t + 1);
    return out->outlet.len > 0;
}

/* "The Evening Post, citing X, dismissed it", read as X dismissed: the outlet stands before "citing". */
static bool cites(const dem_tracer *w, int32_t t, int32_t begin, const dem_attribution *a, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const char *const citing[] = {"citing", "quoting", NULL};
    int32_t comma = word_is(doc, t - 1, ",") ? t - 1 : t;
    if (!dem_carrier_word(doc, t, citing) || !a->source.len || t + 1 >= doc->tokens.len ||
        !dem_carrier_inside(a->source, doc->tokens.at[t + 1].span.begin))
        return false;
    int32_t b = comma > begin ? dem_carrier_start(doc, comma, begin) : comma;
    out->outlet = dem_carrier_outlet(w, b, comma, DEM_HINT_TALK, &out->named);
    out->how = dem_token_str(doc, t);
    out->span = dem_token_span(doc, b, t + 1);
    return out->outlet.len > 0;
}

/* ---- whether the words belong to the attribution ---- */

static bool takes_part(const dem_doc *doc, int32_t verb)
{
    int rel = doc->parses.at[verb].rel;
    return rel == DEM_REL_advcl || rel == DEM_REL_acl || rel == DEM_REL_amod || rel == DEM_REL_xcomp ||
           rel == DEM_REL_nmod || rel == DEM_REL_obl || rel == DEM_REL_case_ || rel == DEM_REL_parataxis;
}

static bool hangs_on(const dem_doc *doc, int32_t cue, int32_t verb)
{
    int rel = doc->parses.at[cue].rel;
    return doc->parses.at[cue].head == verb && (rel == DEM_REL_advcl || rel == DEM_REL_xcomp || rel == DEM_REL_ccomp);
}

/* A clause with a named subject of its own: "after the premier threatened on X, the envoy said". */
static bool has_subject(const dem_doc *doc, const dem_attribution *a, int32_t verb)
{
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sentence];
    for (int32_t i = s->begin; i < verb; i++) {
        const dem_parse *p = &doc->parses.at[i];
        bool subject = p->rel == DEM_REL_nsubj || p->rel == DEM_REL_nsubj_pass;
        if (p->head == verb && subject && p->upos != DEM_UPOS_PRON && i != a->source_head)
            return true;
    }
    return false;
}

/* "urged the aide | on state television | to repeat it", "announced the break | on X": between the cue and what it
 * reports, or right behind a thing announced, whatever the parse makes it hang on. */
static bool next_to_cue(const dem_doc *doc, const dem_attribution *a, int32_t t)
{
    int32_t first, last;
    if (a->cue_head < 0 || !a->content.len)
        return false;
    dem_token_range(doc, a->content.at[a->content.len - 1], &first, &last);
    if (t == last)
        return true;
    for (int32_t k = a->cue_head + 1; k < first; k++)
        if (doc->parses.at[k].upos == DEM_UPOS_VERB || doc->parses.at[k].upos == DEM_UPOS_PUNCT)
            return false;
    return a->cue_head < t && t < first && doc->tokens.at[t].sentence == a->sentence;
}

/* "struck a softer tone on Facebook, | writing", read as a tone on Facebook. */
static bool on_platform(const dem_tracer *w, const dem_attribution *a, int32_t t, int32_t thing)
{
    const dem_doc *doc = w->doc;
    int32_t verb = doc->parses.at[thing].head;
    if (verb < 0 || a->cue_head < 0 || !hangs_on(doc, a->cue_head, verb) || t + 1 >= doc->tokens.len)
        return false;
    size_t end;
    const dem_lex_entry *e = dem_lexicon_longest(w->lexicon, dem_doc_read(doc), doc->tokens.at[t + 1].span.begin, DEM_LEX_OUTLET, &end);
    return e && !e->weak && dem_str_eq(dem_table_cell(&w->lexicon->outlets, e->row, DEM_OUTLET_KIND), DEM_STR("social"));
}

/* "on", "in", "via" belong to the cue when the way up from them meets it, or its source, before another
 * predicate and before another thing spoken of. Accepts "said on X"; rejects "refuted a report in the
 * Post" and "said it was over; hours later she apologised on X". */
static bool belongs(const dem_tracer *w, const dem_attribution *a, int32_t t)
{
    const dem_doc *doc = w->doc;
    static const char *const occasions[] = {"interview", "remark", "statement", "comment", "post", "message", "speech",
                                            "video", "letter", "address", "appearance", "reply", "column", "article",
                                            "readout", NULL};
    if (next_to_cue(doc, a, t))
        return true;
    int32_t at = t;
    for (int up = 0; up < 8 && at >= 0; up++) {
        int rel = doc->parses.at[at].rel, upos = doc->parses.at[at].upos;
        if (at == a->cue_head || at == a->source_head || dem_carrier_inside(a->cue, doc->tokens.at[at].span.begin))
            return true;
        bool verb = upos == DEM_UPOS_VERB || upos == DEM_UPOS_AUX;
        if (verb && at != t && !takes_part(doc, at))
            return rel == DEM_REL_root && hangs_on(doc, a->cue_head, at);
        if (verb && at != t && (rel == DEM_REL_parataxis || has_subject(doc, a, at)))
            return false;
        bool thing = rel == DEM_REL_obj || rel == DEM_REL_nsubj || rel == DEM_REL_nsubj_pass || rel == DEM_REL_iobj;
        if (thing && at != t && !dem_carrier_word(doc, at, occasions))
            return on_platform(w, a, t, at);
        at = doc->parses.at[at].head;
    }
    return at < 0;
}

typedef struct trigger {
    dem_carrier carrier;
    bool placed; /* a preposition: it must belong to the cue */
} trigger;

static bool trigger_at(const dem_tracer *w, const dem_attribution *a, int32_t t, int32_t begin, int32_t end, trigger *out)
{
    const dem_doc *doc = w->doc;
    dem_carrier *c = &out->carrier;
    int32_t from = t > begin && word_is(doc, t - 1, "as") ? t - 1 : t, by = t + 1;
    out->placed = from == t && doc->parses.at[t].rel == DEM_REL_acl; /* "an official, | quoted by the Post, said" */
    if (dem_carrier_word(doc, t, carries) && doc->parses.at[t].upos == DEM_UPOS_VERB && t + 1 < end) {
        if (word_is(doc, by, "as") && dem_carrier_word(doc, by + 1, says))
            by += 2;
        while (by < end && by < t + 4 && doc->parses.at[by].upos == DEM_UPOS_ADV)
            by++;
        if (word_is(doc, by, "by") && phrase_after(w, from, by + 1, end, from < t || dem_carrier_word(doc, t, names) ? DEM_HINT_SURE : DEM_HINT_TALK, c))
            return true;
        if (word_is(doc, by, "in") && phrase_after(w, from, by + 1, end, DEM_HINT_NONE, c))
            return true;
    }
    out->placed = false;
    if (word_is(doc, t, "public") && word_is(doc, t - 1, "made")) {
        while (by < end && by < t + 4 && !word_is(doc, by, "by"))
            by++;
        if (word_is(doc, by, "by") && phrase_after(w, t - 1, by + 1, end, DEM_HINT_TALK, c))
            return true;
    }
    if (word_is(doc, t, "according") && word_is(doc, t + 1, "to"))
        return phrase_after(w, t, t + 2, end, DEM_HINT_NONE, c) || report_after(w, t, end, c);
    if (word_is(doc, t, "per"))
        return phrase_after(w, t, t + 1, end, DEM_HINT_NONE, c);
    bool asked = dem_carrier_word(doc, t, asks) && doc->parses.at[t].xpos == DEM_XPOS_VBN && word_is(doc, by, "by");
    if (asked || (dem_carrier_word(doc, t, questions) && (word_is(doc, by, "from") || word_is(doc, by, "by"))))
        return phrase_after(w, t, by + 1, end, DEM_HINT_TALK, c);
    if (spoken_to(w, t, end, c) || cites(w, t, begin, a, c) || reported(w, t, begin, c) ||
        reports_that(w, t, begin, a, c) || carried(w, t, begin, end, c))
        return true;
    out->placed = true;
    if (word_is(doc, t, "to"))
        return phrase_after(w, t, t + 1, end, DEM_HINT_NONE, c) && c->named;
    if (word_is(doc, t, "on") || word_is(doc, t, "in") || word_is(doc, t, "via") || word_is(doc, t, "during"))
        return phrase_after(w, t, t + 1, end, DEM_HINT_NONE, c);
    return word_is(doc, t, "by") && phrase_after(w, t, t + 1, end, DEM_HINT_NONE, c) && !c->named && c->outlet.len > 5;
}

/* The last token of the quotation that a token stands in, or itself. A quotation of several sentences is one content. */
static int32_t quotation_end(const dem_doc *doc, int32_t t)
{
    int32_t quote = doc->tokens.at[t].quote;
    for (int depth = 0; quote >= 0 && depth < 4; depth++) {
        t = doc->quotes.at[quote].end > t ? doc->quotes.at[quote].end - 1 : t;
        quote = doc->quotes.at[quote].outer;
    }
    return t;
}

/* The attribution's sentence and, where its content ends in a later one, that: "...", as quoted by
 * the Post. For an inner layer the content around it. */
void dem_carrier_reach(const dem_doc *doc, const dem_attribution *a, int32_t *begin, int32_t *end)
{
    const dem_sentence *s = &doc->sentences.at[a->sentence];
    int32_t first, last;
    dem_token_range(doc, dem_spans_hull(a->content), &first, &last);
    last = last > first && last - 1 > a->cue_head ? quotation_end(doc, last - 1) : a->cue_head;
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

bool dem_carrier_find(const dem_tracer *w, const dem_attribution *a, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    int32_t begin, end;
    dem_carrier_reach(doc, a, &begin, &end);
    bool found = false;
    for (int32_t t = begin; t < end; t++) {
        uint32_t at = doc->tokens.at[t].span.begin;
        trigger c = {0};
        if (dem_carrier_inside(a->content, at) || doc->tokens.at[t].quote >= 0 || !trigger_at(w, a, t, begin, end, &c))
            continue;
        dem_span span = c.carrier.span;
        bool own = a->source_head >= 0 && dem_span_has(span, doc->tokens.at[a->source_head].span);
        own |= c.placed && dem_carrier_inside(a->source, at);
        if (own || dem_carrier_inside(a->content, span.end - 1) || (found && (out->named || !c.carrier.named)))
            continue;
        bool anothers = dem_carrier_word(doc, t, tells) && a->cue_head >= 0 && t != a->cue_head;
        if (anothers || (c.placed && a->cue_head >= 0 && !belongs(w, a, t)))
            continue;
        *out = c.carrier; /* the first with a name, else the first */
        found = true;
    }
    return found;
}

static bool opens_clause(const dem_doc *doc, int32_t t)
{
    int rel = doc->parses.at[t].rel;
    return rel == DEM_REL_root || rel == DEM_REL_advcl || rel == DEM_REL_acl_relcl || rel == DEM_REL_ccomp;
}

/* "Marcos went further in a video message.", "in remarks to the channel Dijla" */
bool dem_carrier_silent(const dem_tracer *w, const dem_sentence *s, dem_carrier *out)
{
    const dem_doc *doc = w->doc;
    static const dem_attribution nobody = {.cue_head = -1, .source_head = -1};
    int32_t end = s->end < s->begin + DEM_RELAY_REACH ? s->end : s->begin + DEM_RELAY_REACH;
    for (int32_t t = s->begin; t < end; t++) {
        trigger c = {0};
        bool talk = dem_carrier_word(doc, t, interviews) || dem_carrier_word(doc, t, talks);
        if (doc->tokens.at[t].quote >= 0 || !trigger_at(w, &nobody, t, s->begin, end, &c) || !(c.placed || talk))
            continue;
        int32_t up = t;
        for (int k = 0; k < 4 && up >= 0 && !opens_clause(doc, up); k++)
            up = doc->parses.at[up].head;
        if (up < 0 || doc->parses.at[up].rel != DEM_REL_root)
            continue;
        *out = c.carrier;
        return true;
    }
    return false;
}
