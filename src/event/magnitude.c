#include "event/magnitude.h"

#include "lexicon/quantity.h"
#include "lexicon/stem.h"

/* What each event type counts, the first that is there. */
static const struct { int8_t plover, n, kinds[DEM_MAGNITUDE_COUNT]; } asked[] = {
    {DEM_PLOVER_ASSAULT, 4, {DEM_MAGNITUDE_killed, DEM_MAGNITUDE_injured, DEM_MAGNITUDE_detained, DEM_MAGNITUDE_people}},
    {DEM_PLOVER_COERCE, 3, {DEM_MAGNITUDE_detained, DEM_MAGNITUDE_people, DEM_MAGNITUDE_killed}},
    {DEM_PLOVER_PROTEST, 1, {DEM_MAGNITUDE_people}},
    {DEM_PLOVER_MOBILIZE, 1, {DEM_MAGNITUDE_people}},
    {DEM_PLOVER_YIELD, 2, {DEM_MAGNITUDE_people, DEM_MAGNITUDE_money}},
    {DEM_PLOVER_AID, 2, {DEM_MAGNITUDE_money, DEM_MAGNITUDE_people}},
    {DEM_PLOVER_COOPERATE, 3, {DEM_MAGNITUDE_money, DEM_MAGNITUDE_percent, DEM_MAGNITUDE_people}},
    {DEM_PLOVER_SANCTION, 3, {DEM_MAGNITUDE_money, DEM_MAGNITUDE_percent, DEM_MAGNITUDE_people}}};

enum { HARMS = DEM_MAGNITUDE_detained + 1, WORDINGS = 8, BACK = 4, ON = 6, CLIMB = 8 };

static const char *const wordings[HARMS][WORDINGS] = {
    {"kill", "dead", "death", "die", "slay", "murder", "fatality", "massacre"},
    {"injure", "wound", "hurt", "maim"},
    {"arrest", "detain", "jail", "imprison", "capture", "abduct", "kidnap", "seize"}};

/* One sentence; words by their place in it. */
typedef struct text {
    const dem_doc *doc;
    const dem_things *things;
    int32_t first, n; /* token of word 0 */
    const dem_str *low, *stems;
    const bool *dated;              /* in the words for a time */
    const bool *counted;            /* in a number */
    dem_str harms[HARMS][WORDINGS]; /* stems */
} text;

static const dem_parse *parse_of(const text *t, int32_t i) { return &t->doc->parses.at[t->first + i]; }

/* The word above, or -1. */
static int32_t above(const text *t, int32_t i)
{
    int32_t head = parse_of(t, i)->head - t->first;
    return parse_of(t, i)->head >= 0 && head >= 0 && head < t->n ? head : -1;
}

static dem_str word(const text *t, int32_t i) { return i >= 0 && i < t->n ? t->low[i] : (dem_str){"", 0}; }

static bool among(dem_str s, const char *const *list)
{
    for (; *list; list++)
        if (dem_str_eq(s, dem_str_of(*list)))
            return true;
    return false;
}

static text text_of(const dem_doc *doc, const dem_things *things, const dem_sentence *in, dem_arena *arena)
{
    text t = {.doc = doc, .things = things, .first = in->begin, .n = in->end - in->begin};
    dem_str *low = dem_new(arena, dem_str, t.n + 1), *stems = dem_new(arena, dem_str, t.n + 1);
    bool *dated = dem_new(arena, bool, t.n + 1), *counted = dem_new(arena, bool, t.n + 1);
    for (int32_t i = 0; i < t.n; i++) {
        low[i] = dem_str_lower(dem_token_str(doc, t.first + i), arena);
        stems[i] = dem_lex_stem(low[i], arena);
    }
    for (int32_t k = dem_time_from(doc, in->begin); k < doc->times.len && doc->times.at[k].end <= in->end; k++)
        for (int32_t i = doc->times.at[k].begin; i < doc->times.at[k].end; i++)
            dated[i - t.first] = true;
    for (int32_t i = 0; i < t.n; i++)
        for (int32_t end = dem_number_at(low, t.n, i).end; i < end; i++)
            counted[i] = true;
    for (int k = 0; k < HARMS; k++)
        for (int i = 0; i < WORDINGS && wordings[k][i]; i++)
            t.harms[k][i] = dem_lex_stem(dem_str_of(wordings[k][i]), arena);
    t.low = low, t.stems = stems, t.dated = dated, t.counted = counted;
    return t;
}

/* ---- what is counted ---- */

/* The noun that a number counts ("12 Ostian sailors"), or -1: it stands alone ("wounding 30"). */
static int32_t noun_of(const text *t, const dem_number *n, int32_t *top)
{
    *top = n->begin;
    for (int32_t i = n->begin; i < n->end; i++) {
        int32_t up = above(t, i);
        if (up >= n->begin && up < n->end)
            continue;
        dem_rel rel = parse_of(t, i)->rel;
        *top = i;
        if (up >= n->end && (rel == DEM_REL_nummod || rel == DEM_REL_amod || rel == DEM_REL_compound || rel == DEM_REL_det))
            return up;
    }
    return -1;
}

static bool is_people(const text *t, int32_t noun)
{
    static const char *const nouns[] = {
        "people",   "persons",   "civilians", "soldiers",  "troops",   "men",       "women",     "children", "fighters", "militants",
        "officers", "policemen", "prisoners", "detainees", "hostages", "refugees",  "migrants",  "workers",  "students", "protesters",
        "demonstrators", "residents", "villagers", "personnel", "peacekeepers", "diplomats", "marines", "guards", "captives",
        "inmates", "activists", "journalists", "sailors", "police", "rebels", "supporters", "citizens", "officials", "families",
        "person", "civilian", "soldier", "fighter", "officer", "prisoner", "hostage", "worker", "diplomat", "journalist", NULL};
    return among(word(t, noun), nouns);
}

/* Whom one can kill, hurt or hold: not hours, tanks or houses. */
static bool lives(const text *t, int32_t noun)
{
    static const char *const lifeless[] = {"second", "minute", "month", "decade", "house", "home", "building", "vehicle", "car",
                                           "truck", "missile", "bomb", "drone", "shell", "mile", "time", NULL};
    dem_str lemma = parse_of(t, noun)->lemma;
    return is_people(t, noun) || (!among(lemma, lifeless) && dem_things_speak(t->things, lemma));
}

/* Years, ages, parts of words and ranges, some of a number, and "one" without a noun for people. */
static bool counts_nothing(const text *t, const dem_number *n, bool people)
{
    static const char *const before[] = {"aged", "age", "no", "no.", "number", "article", "resolution", "section", "-", "–", NULL};
    static const char *const after[] = {"of", "-", "–", NULL};
    bool year = n->bare && n->milli >= 1900000 && n->milli < 2100000 && word(t, n->begin).len == 4 && !people;
    return year || n->milli <= 0 || among(word(t, n->begin - 1), before) || among(word(t, n->end), after) ||
           (n->milli == 1000 && !people);
}

/* ---- who is harmed ---- */

/* By lemma or stem: "wounded" may be an adjective to the parser, "died" has a stem of its own. */
static int harm_at(const text *t, int32_t at)
{
    for (int k = 0; k < HARMS; k++)
        for (int i = 0; i < WORDINGS && t->harms[k][i].len; i++)
            if (dem_str_eq(t->stems[at], t->harms[k][i]) || dem_str_eq(parse_of(t, at)->lemma, dem_str_of(wordings[k][i])))
                return k;
    return -1;
}

/* "Twelve died", "are dead": the subject is who is harmed. */
static bool happens(const text *t, int32_t harm)
{
    static const char *const words[] = {"die", "dead", NULL};
    return among(parse_of(t, harm)->lemma, words);
}

static bool is_under(const text *t, int32_t i, int32_t top)
{
    for (int step = 0; step < CLIMB && i >= 0 && i != top; step++)
        i = above(t, i);
    return i == top;
}

/* "beaten to death" */
static bool is_outcome(const text *t, int32_t harm, int32_t verb)
{
    return above(t, harm) == verb && dem_str_eq(word(t, harm), DEM_STR("death")) && dem_str_eq(word(t, harm - 1), DEM_STR("to"));
}

/* The verb itself, one joined to it ("shot and killed") or its complement ("left 7 dead"). */
static bool is_of_verb(const text *t, int32_t harm, int32_t verb)
{
    dem_rel rel = parse_of(t, harm)->rel;
    return harm == verb || (above(t, harm) == verb && (rel == DEM_REL_conj || rel == DEM_REL_xcomp)) ||
           (above(t, verb) == harm && parse_of(t, verb)->rel == DEM_REL_conj) || is_outcome(t, harm, verb);
}

/* Whether the word tells of those counted: "12 ministers condemned the killing" and "12 men killed a guard" do not. */
static bool is_done_to(const text *t, int32_t harm, int32_t counted)
{
    for (int step = 0; step < CLIMB && parse_of(t, counted)->rel == DEM_REL_conj && above(t, counted) >= 0; step++)
        counted = above(t, counted);
    int32_t verb = above(t, counted);
    dem_rel rel = parse_of(t, counted)->rel;
    if (verb < 0 || is_under(t, harm, counted))
        return true;
    if (rel == DEM_REL_nsubj)
        return is_of_verb(t, harm, verb) && happens(t, harm);
    return (rel != DEM_REL_nsubj_pass && rel != DEM_REL_obj) || is_of_verb(t, harm, verb);
}

/* The nearest word of harm in one direction, up to `most` words away and never across another number. */
static int harm_towards(const text *t, int32_t from, int step, int32_t most, int32_t counted, int32_t *far)
{
    *far = 0;
    for (int32_t i = from; i >= 0 && i < t->n && *far < most && !t->counted[i]; i += step) {
        if (parse_of(t, i)->upos == DEM_UPOS_PUNCT)
            continue;
        ++*far;
        int harm = harm_at(t, i);
        if (harm >= 0 && is_done_to(t, i, counted))
            return harm;
    }
    return -1;
}

static int harm_of(const text *t, const dem_number *n, int32_t counted)
{
    int32_t back, on;
    int before = harm_towards(t, n->begin - 1, -1, BACK, counted, &back);
    int behind = harm_towards(t, n->end, 1, ON, counted, &on);
    return behind >= 0 && (before < 0 || on < back) ? behind : before;
}

static int kind_of(const text *t, const dem_quantity *q)
{
    const dem_number *n = &q->number;
    int32_t top, noun = noun_of(t, n, &top);
    bool people = noun >= 0 && is_people(t, noun);
    if (n->milli < 0 || q->unit == DEM_UNIT_MEASURE)
        return -1;
    if (q->unit)
        return q->unit == DEM_UNIT_MONEY ? DEM_MAGNITUDE_money : DEM_MAGNITUDE_percent;
    if (counts_nothing(t, n, people))
        return -1;
    int harm = noun < 0 || lives(t, noun) ? harm_of(t, n, noun < 0 ? top : noun) : -1;
    return harm >= 0 ? harm : people ? DEM_MAGNITUDE_people : -1;
}

dem_magnitude dem_event_magnitude(const dem_doc *doc, const dem_things *things, int32_t verb, int plover, dem_arena scratch)
{
    dem_magnitude found[DEM_MAGNITUDE_COUNT] = {0};
    text t = text_of(doc, things, &doc->sentences.at[doc->tokens.at[verb].sentence], &scratch);
    for (int32_t i = 0; i < t.n;) {
        dem_quantity q = dem_quantity_at(t.low, t.n, i);
        int kind = q.end > i && !t.dated[i] ? kind_of(&t, &q) : -1;
        dem_magnitude *m = kind < 0 ? NULL : &found[kind];
        bool better = m && (!dem_span_len(m->span) || (m->span.begin < doc->tokens.at[verb].span.begin && t.first + i > verb));
        if (better)
            *m = (dem_magnitude){(uint8_t)kind, q.number.milli, dem_token_span(doc, t.first + i, t.first + q.end)};
        i = q.end > i ? q.end : i + 1;
    }
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
        for (int i = 0; i < asked[k].n && asked[k].plover == plover; i++)
            if (dem_span_len(found[asked[k].kinds[i]].span))
                return found[asked[k].kinds[i]];
    return (dem_magnitude){0};
}
