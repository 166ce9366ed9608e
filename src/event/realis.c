#include "event/realis.h"

typedef struct signs {
    bool negated, future, hypothetical, conditional;
} signs;

/* The dependents of one verb. */
static void look_at(const dem_doc *doc, int32_t verb, signs *s)
{
    static const char *const nots[] = {"not", "n't", "never", NULL}, *const wills[] = {"will", "'ll", "shall", NULL};
    static const char *const maybes[] = {"would", "could", "might", "may", "should", "'d", NULL};
    static const char *const ifs[] = {"if", "unless", "provided", "once", NULL};
    const dem_sentence *in = &doc->sentences.at[doc->tokens.at[verb].sentence];
    for (int32_t i = in->begin; i < in->end; i++) {
        if (doc->parses.at[i].head != verb)
            continue;
        dem_str word = dem_token_str(doc, i);
        uint8_t rel = doc->parses.at[i].rel;
        s->negated |= dem_str_in_nocase(word, nots);
        if (rel == DEM_REL_aux || rel == DEM_REL_aux_pass) {
            s->future |= dem_str_in_nocase(word, wills);
            s->hypothetical |= dem_str_in_nocase(word, maybes);
        }
        s->conditional |= (rel == DEM_REL_mark || rel == DEM_REL_advmod) && dem_str_in_nocase(word, ifs);
    }
}

/* Whether the verb has a dependent with this relation and one of these words. */
static bool has_mark(const dem_doc *doc, int32_t verb, const char *const *words)
{
    const dem_sentence *in = &doc->sentences.at[doc->tokens.at[verb].sentence];
    for (int32_t i = in->begin; i < in->end; i++)
        if (doc->parses.at[i].head == verb && doc->parses.at[i].rel == DEM_REL_mark && dem_str_in_nocase(dem_token_str(doc, i), words))
            return true;
    return false;
}

/* "planned to strike", "is ready to sign", "failed to sign": the governor of an infinitive. "Went on to strike" did it. */
static void look_up(const dem_doc *doc, int32_t verb, signs *s)
{
    static const char *const plans[] = {"plan", "want", "intend", "hope", "seek", "expect", "aim", "prepare",
                                        "ready", "set", "willing", "likely", "due", "consider", "agree", NULL};
    static const char *const fails[] = {"fail", "refuse", "decline", "stop", "prevent", "avoid", NULL};
    int32_t head = doc->parses.at[verb].head;
    uint8_t rel = doc->parses.at[verb].rel;
    if (head < 0 || (rel != DEM_REL_xcomp && rel != DEM_REL_advcl && rel != DEM_REL_acl))
        return;
    s->future |= dem_str_in_nocase(doc->parses.at[head].lemma, plans) || dem_str_eq_nocase(dem_token_str(doc, head), DEM_STR("going"));
    s->negated |= dem_str_in_nocase(doc->parses.at[head].lemma, fails);
    if (rel == DEM_REL_xcomp)
        look_at(doc, head, s);
}

/* What only a question, a denial or a noun holds up: "whether they met", "denied that they met", "the right to
 * sue", "the idea of leaving". */
static bool is_supposed(const dem_doc *doc, int32_t verb)
{
    static const char *const asks[] = {"whether", "if", NULL}, *const infinitive[] = {"to", NULL};
    static const char *const denials[] = {"deny", "doubt", "dispute", "imagine", "suppose", "pretend", NULL};
    static const char *const notions[] = {"idea", "prospect", "possibility", "threat", "plan", "proposal", "risk", "fear",
                                          "rumor", "rumour", "talk", "chance", "hope", NULL};
    int32_t head = doc->parses.at[verb].head;
    if (head < 0)
        return false;
    switch (doc->parses.at[verb].rel) {
    case DEM_REL_ccomp:
        return has_mark(doc, verb, asks) || dem_str_in_nocase(doc->parses.at[head].lemma, denials);
    case DEM_REL_acl:
        return has_mark(doc, verb, infinitive) || dem_str_in_nocase(doc->parses.at[head].lemma, notions);
    default:
        return false;
    }
}

static int64_t year_of(dem_str date)
{
    int64_t year = 0;
    return dem_str_int(dem_str_cut(date, 0, 4), &year) ? year : 0;
}

/* "If they sign and leave": the first of joined verbs carries the conjunction for all, but a negation only for itself. */
static void look_at_first(const dem_doc *doc, int32_t first, signs *s)
{
    signs of = {0};
    look_at(doc, first, &of);
    s->conditional |= of.conditional;
}

const char *dem_event_realis(const dem_doc *doc, int32_t verb, const dem_time *time)
{
    signs s = {0};
    look_at(doc, verb, &s);
    look_up(doc, verb, &s);
    if (doc->parses.at[verb].rel == DEM_REL_conj && doc->parses.at[verb].head >= 0)
        look_at_first(doc, doc->parses.at[verb].head, &s);
    s.hypothetical |= is_supposed(doc, verb);
    if (s.conditional)
        return "conditional";
    if (s.negated)
        return "negated";
    if (s.hypothetical)
        return "hypothetical";
    if (s.future)
        return "future";
    int64_t then = time ? year_of(time->value) : 0, now = year_of(doc->meta.published);
    return then && now && now - then > 1 ? "historical" : "actual";
}
