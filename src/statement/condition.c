/* Conditions: a marker of data/lexicon/conditions.tsv, checked against the tree, and the clause or
 * phrase it introduces.
 *
 * "If", "unless", "provided that" and their like are conditions wherever they open an adverbial
 * clause ("she asked if …" is none). "When", "after", "until", "without" tell time or manner as
 * often as a condition: they count where the clause they limit lies ahead or is denied
 * ("We will leave when they leave"; not "They left when the guns fell silent"). */
#include "statement/parts.h"

enum { MARKER, KIND, SIDE, TAKES };

static bool is(dem_str a, const char *b)
{
    return dem_str_eq(a, dem_str_of(b));
}

static dem_run trim(const dem_doc *doc, dem_run run)
{
    while (run.end > run.begin && doc->parses.at[run.end - 1].upos == DEM_UPOS_PUNCT)
        run.end--;
    while (run.begin < run.end && doc->parses.at[run.begin].upos == DEM_UPOS_PUNCT)
        run.begin++;
    return run;
}

/* The verb of "Should they refuse", "had they signed", "were it to fail": an auxiliary, its subject, then
 * the form that goes with it; or -1. By words and tags: trees of such clauses are often wrong. */
static int32_t inverted_verb(const dem_scene *scene, int32_t aux, dem_run area)
{
    enum { SUBJECT = 10 };
    static const char *const asking[] = {"nor", "neither", "so", "never", "only", "why", "how", "what", "when",
                                         "where", "who", "which", "whom", NULL};
    static const char *const stands_alone[] = {"either", "both", "neither", "any", NULL};
    const dem_doc *doc = scene->doc;
    const dem_sentence *sentence = &doc->sentences.at[doc->tokens.at[aux].sentence];
    const dem_parse *before = aux > sentence->begin ? &doc->parses.at[aux - 1] : NULL;
    bool should = is(scene->forms[aux], "should"), subject = false;
    bool opens = !before || before->upos == DEM_UPOS_PUNCT || before->upos == DEM_UPOS_CCONJ;
    if ((before && dem_word_in(scene->lemmas[aux - 1], asking)) ||
        (!should && !opens && (before->rel == DEM_REL_nsubj || before->upos == DEM_UPOS_PRON)) ||
        (opens && is(scene->forms[sentence->end - 1], "?")))
        return -1;
    for (int32_t i = aux + 1; i < area.end && i < aux + SUBJECT; i++) {
        const dem_parse *p = &doc->parses.at[i];
        bool infinitive = p->xpos == DEM_XPOS_TO && i + 1 < area.end && doc->parses.at[i + 1].xpos == DEM_XPOS_VB;
        if (subject && is(scene->forms[aux], "were") && infinitive)
            return i + 1;
        if (p->upos == DEM_UPOS_VERB || p->upos == DEM_UPOS_AUX)
            return subject && p->xpos == (should ? DEM_XPOS_VB : DEM_XPOS_VBN) ? i : -1;
        dem_str form = scene->forms[i];
        subject |= dem_word_in(form, stands_alone);
        if (p->upos == DEM_UPOS_PUNCT || (p->upos == DEM_UPOS_ADV && !subject))
            return -1;
        bool reflexive = dem_str_ends(form, DEM_STR("self")) || dem_str_ends(form, DEM_STR("selves"));
        subject |= p->upos == DEM_UPOS_NOUN || p->upos == DEM_UPOS_DET || p->upos == DEM_UPOS_PROPN || (p->upos == DEM_UPOS_PRON && !reflexive);
    }
    int32_t verb = doc->parses.at[aux].head;
    bool tree = verb > aux && verb < area.end && doc->parses.at[verb].rel != DEM_REL_root &&
                dem_token_child(doc, verb, DEM_REL_nsubj) > aux;
    return tree ? verb : -1;
}

/* At the head of its clause. */
static bool is_first(const dem_scene *scene, int32_t at, dem_run area)
{
    return at == area.begin || scene->doc->parses.at[at - 1].upos == DEM_UPOS_PUNCT ||
           scene->doc->parses.at[at - 1].upos == DEM_UPOS_SCONJ;
}

/* From `at` to the next comma or the like. */
static int32_t clause_end(const dem_scene *scene, int32_t at, int32_t limit)
{
    static const char *const marks[] = {",", ";", ":", "\xE2\x80\x94", "\xE2\x80\x93", "--", ".", "?", "!", NULL};
    while (at < limit && !dem_word_in(scene->forms[at], marks))
        at++;
    return at;
}

/* "Asked if …", "it was unclear if …": a clause that is the object of a word of asking before it. */
static bool is_question(const dem_scene *scene, int32_t head, int32_t begin)
{
    static const char *const asking[] = {"ask", "wonder", "know", "see", "question", "doubt", "check", "say", "tell",
                                         "decide", "discuss", "learn", "test", "find", "determine", "consider", "clear",
                                         "unclear", "sure", "unsure", "certain", "inquire", "enquire", NULL};
    dem_rel rel = (dem_rel)scene->doc->parses.at[head].rel;
    int32_t up = scene->doc->parses.at[head].head;
    if (is(scene->forms[begin ? begin - 1 : 0], ","))
        return false; /* "talks would resume, he said, once …" */
    return (rel == DEM_REL_ccomp || rel == DEM_REL_csubj || rel == DEM_REL_obj) && up < begin &&
           (up < 0 || dem_word_in(scene->lemmas[up], asking));
}

/* The clause that the marker [begin, end) opens: its head, or -1. A marker of several words ("provided
 * that") cannot open a question, whatever the tree says of it. */
static int32_t clause_head(const dem_scene *scene, int32_t begin, int32_t end, int32_t limit)
{
    const dem_doc *doc = scene->doc;
    bool may_ask = end - begin == 1 && doc->parses.at[begin].upos != DEM_UPOS_VERB;
    for (int32_t i = end - 1; i >= begin; i--) {
        int32_t head = doc->parses.at[i].head;
        if (head >= end && head < limit)
            return may_ask && is_question(scene, head, begin) ? -1 : head;
        if (doc->parses.at[i].upos == DEM_UPOS_VERB && i + 1 == end)
            return i; /* "provided", "assuming": a participle above its own clause */
        int32_t relative = i + 1 == end && doc->parses.at[i].upos == DEM_UPOS_NOUN ? dem_token_child(doc, i, DEM_REL_acl_relcl) : -1;
        if (relative >= end && relative < limit)
            return relative; /* "on the day" */
    }
    return -1;
}

static bool subject_below(const dem_doc *doc, int32_t token)
{
    return dem_token_child(doc, token, DEM_REL_nsubj) >= 0 ||
           dem_token_child(doc, token, DEM_REL_nsubj_pass) >= 0;
}

static bool is_clause(const dem_doc *doc, int32_t head)
{
    dem_upos tag = (dem_upos)doc->parses.at[head].upos;
    return tag == DEM_UPOS_VERB || tag == DEM_UPOS_AUX || tag == DEM_UPOS_ADJ || subject_below(doc, head) ||
           dem_token_child(doc, head, DEM_REL_cop) >= 0;
}

/* A clause, or what is left of one: "if in need"; not "a setback, if not a defeat", "if anything", "if only in passing". */
static bool may_be_short(const dem_scene *scene, dem_phrase_hit hit, int32_t head)
{
    bool phrase = dem_token_child(scene->doc, head, DEM_REL_case_) >= 0 && !is(scene->forms[hit.end], "only");
    return is_clause(scene->doc, head) || phrase;
}

static bool has_comma(const dem_doc *doc, int32_t begin, int32_t end)
{
    while (begin < end && doc->parses.at[begin].xpos != DEM_XPOS_COMMA)
        begin++;
    return begin < end;
}

/* The noun phrase (or gerund) after the marker: its head, or -1. Not beyond a comma: "failing that, it would
 * go" goes on behind it. */
static int32_t phrase_head(const dem_doc *doc, int32_t end, int32_t limit)
{
    for (int32_t i = end; i < limit && i < end + 10; i++) {
        dem_upos tag = (dem_upos)doc->parses.at[i].upos;
        if (tag == DEM_UPOS_PUNCT || tag == DEM_UPOS_AUX)
            return -1;
        if (tag != DEM_UPOS_NOUN && tag != DEM_UPOS_PROPN && tag != DEM_UPOS_VERB &&
            tag != DEM_UPOS_PRON)
            continue;
        for (int steps = 0; steps < 16; steps++) {
            int32_t up = doc->parses.at[i].head;
            if (up <= i || up >= limit || doc->parses.at[i].rel == DEM_REL_nsubj ||
                doc->parses.at[i].rel == DEM_REL_obl || has_comma(doc, i, up))
                break;
            i = up;
        }
        return i;
    }
    return -1;
}

/* The predicate of the clause that a phrase stands in: up at most four steps. */
static int32_t predicate_above(const dem_doc *doc, int32_t token)
{
    for (int steps = 0; token >= 0 && steps < 4; steps++) {
        dem_upos tag = (dem_upos)doc->parses.at[token].upos;
        if (tag == DEM_UPOS_VERB || tag == DEM_UPOS_ADJ || subject_below(doc, token))
            break;
        token = doc->parses.at[token].head;
    }
    return token;
}

static bool is_ambiguous(dem_str marker, dem_str kind)
{
    static const char *const sure[] = {"only after", "only when", "only once", "not until",
                                       "not before", "unless", "except if", "if not", "barring",
                                       "failing", "absent", "on one condition", NULL};
    if (dem_word_in(marker, sure))
        return false;
    return is(kind, "prior") || is(kind, "limit") || is(kind, "negative") || is(kind, "circumstance") ||
           is(marker, "where") || is(marker, "whenever") || is(marker, "given") || is(marker, "pending") ||
           is(marker, "subject to") || is(marker, "based on") || is(marker, "only on") || is(marker, "tied to") ||
           is(marker, "linked to");
}

/* "Provided", "given", "assuming" as markers are participles that hang on a clause, not its verb
 * ("the visit provided a platform"). */
static bool is_finite(const dem_scene *scene, dem_phrase_hit hit, dem_run area)
{
    static const char *const nominative[] = {"he", "she", "it", "they", "we", "i", NULL};
    const dem_doc *doc = scene->doc;
    if (is(scene->forms[hit.begin], "failing") || is(scene->forms[hit.begin], "pending"))
        return !is_first(scene, hit.begin, area) || (hit.end < area.end && is(scene->forms[hit.end], "to"));
    const dem_parse *p = &doc->parses.at[hit.begin];
    if (hit.end - hit.begin != 1 || p->upos != DEM_UPOS_VERB)
        return false;
    bool opens = p->rel == DEM_REL_acl && hit.end < area.end && dem_word_in(scene->forms[hit.end], nominative);
    bool hangs = opens || p->rel == DEM_REL_advcl || p->rel == DEM_REL_mark || p->rel == DEM_REL_xcomp ||
                 p->rel == DEM_REL_case_;
    return !hangs || dem_token_child(doc, hit.begin, DEM_REL_aux_pass) >= 0 ||
           dem_token_child(doc, hit.begin, DEM_REL_aux) >= 0;
}

static const char *const modals[] = {"will", "would", "'ll", "'d", "can", "could", "shall", "may", "might", "must", NULL};

/* "Without", "absent": conditions of what is denied ("no aid without a truce") or lies ahead after
 * them ("without a truce the fleet will sail"); else manner ("he left without a word"). "While", and
 * "until" a date, need a denial. A noun phrase after "after" tells time, and so it does after "before",
 * unless something is denied before something done ("no truce before a pull-out"). */
static bool is_circumstance(const dem_scene *scene, dem_phrase_hit hit, int32_t governor, int32_t top, dem_str marker,
                            bool phrase)
{
    static const char *const times[] = {"year", "month", "week", "day", "hour", "minute", "summer", "winter", "spring",
                                        "autumn", "morning", "evening", "noon", "midnight", "night", "end", "time",
                                        "date", "deadline", "century", "decade", "dawn", "dusk", NULL};
    bool denied = governor >= 0 && dem_token_negated(scene, governor);
    if (is(marker, "without") || is(marker, "absent") || is(marker, "with no") || is(marker, "short of"))
        return !denied && !(hit.begin < governor && dem_clause_ahead(scene, governor));
    if (is(marker, "until") || is(marker, "till"))
        return !denied && phrase;
    if (is(marker, "while"))
        return !denied;
    bool deed = denied && top >= 0 && scene->doc->parses.at[top].upos == DEM_UPOS_NOUN &&
                !dem_word_in(scene->lemmas[top], times);
    if (is(marker, "before"))
        return !denied || !(dem_token_has_aux(scene, governor, modals) || scene->doc->parses.at[governor].xpos == DEM_XPOS_VB) ||
               (phrase && !deed);
    return phrase && is(marker, "after");
}

static bool asks(const dem_scene *scene, int32_t at, int32_t first)
{
    static const char *const before[] = {"even", "as", "ask", "wonder", "see", "know", "question",
                                         "unclear", "what", NULL};
    return at > first && dem_word_in(scene->lemmas[at - 1], before);
}

/* What a condition may limit: the content's clause; and the cue, under which parsers hang a condition that
 * follows its parenthesis ("aid will flow, he said, once …"). Each -1 where unknown. */
typedef struct bound {
    int32_t clause, cue;
} bound;

/* A word of saying, not of thinking. */
static bool reports(const dem_scene *scene, int32_t token)
{
    enum { CLASS = 2 };
    static const char *const inner[] = {"think", "judge", "feel", "expect", NULL};
    int32_t row = dem_cue_row(scene, token);
    return row >= 0 && !dem_word_in(dem_table_cell(&scene->tables->cues, row, CLASS), inner);
}

/* Whether a word within the content tells the clause of `token` ("she said they had sworn that they
 * would leave if …"): the condition is that layer's. Telling oneself ("we promise that …") is doing. */
static bool is_told(const dem_scene *scene, int32_t token, dem_phrase_hit hit, dem_run area, bound b)
{
    static const char *const first[] = {"i", "we", NULL};
    const dem_doc *doc = scene->doc;
    for (int steps = 0; steps < 16 && token >= area.begin && token < area.end && token != b.clause; steps++) {
        dem_rel rel = (dem_rel)doc->parses.at[token].rel;
        int32_t up = doc->parses.at[token].head, mark = dem_token_child(doc, token, DEM_REL_mark);
        bool that = mark >= 0 && is(scene->forms[mark], "that");
        bool marker = up >= hit.begin && up < hit.end; /* "on condition that" */
        bool told = (rel == DEM_REL_ccomp && doc->parses.at[up < 0 ? token : up].upos == DEM_UPOS_VERB) ||
                    (rel == DEM_REL_acl && that);
        if (!marker && up >= area.begin && up < area.end && up != b.cue && told && reports(scene, up)) {
            int32_t subject = dem_token_child(doc, up, DEM_REL_nsubj);
            if (subject < 0 || !dem_word_in(scene->lemmas[subject], first))
                return true;
        }
        token = up;
    }
    return false;
}

/* "The law fell", "had fallen", "was passed". */
static bool is_past(const dem_scene *scene, int32_t clause)
{
    int32_t passive = dem_token_child(scene->doc, clause, DEM_REL_aux_pass);
    bool simple = dem_token_child(scene->doc, clause, DEM_REL_aux) < 0;
    return dem_clause_past(scene, clause) || (simple && passive >= 0 && scene->doc->parses.at[passive].xpos == DEM_XPOS_VBD);
}

/* Time and place told with words that also set conditions: "the town where he was born", "when I say war", "after
 * the bank decided to wait", "given the length of the review", "while we all condemn it, …". */
static bool is_setting(const dem_scene *scene, dem_phrase_hit hit, int32_t governor, int32_t top, dem_str marker,
                       bool opens, dem_run area)
{
    static const char *const hearer[] = {"i", "you", NULL}, *const would[] = {"would", "could", "might", "'d", NULL};
    static const char *const moments[] = {"time", "moment", "day", "point", "year", "circumstance", "period", "case", NULL};
    static const char *const fit[] = {"right", "proper", "appropriate", "enough", "sufficient", "adequate", "necessary",
                                      "suitable", "time", "chance", NULL};
    const dem_doc *doc = scene->doc;
    const dem_parse *before = hit.begin > area.begin ? &doc->parses.at[hit.begin - 1] : NULL;
    int32_t subject = opens ? dem_token_child(doc, top, DEM_REL_nsubj) : -1;
    bool ahead = governor > hit.begin;
    if (opens && subject < 0)
        subject = dem_token_child(doc, top, DEM_REL_nsubj_pass);
    bool past = opens && is_past(scene, top) && !(governor >= 0 && dem_token_has_aux(scene, governor, would));
    if (is(marker, "where"))
        return subject >= 0 || (before && (before->upos == DEM_UPOS_NOUN || before->upos == DEM_UPOS_PROPN));
    if (is(marker, "while"))
        return ahead;
    if (is(marker, "after"))
        return past;
    if (is(marker, "when"))
        return past || (before && dem_word_in(scene->lemmas[hit.begin - 1], moments)) ||
               (ahead && subject >= 0 && dem_word_in(scene->lemmas[subject], hearer));
    if (is(marker, "as soon as"))
        return !opens || (subject < 0 && hit.end < area.end && doc->parses.at[hit.end].upos == DEM_UPOS_PROPN);
    static const char *const one[] = {"a", "an", NULL}; /* "given a permit" */
    bool fits = !is(marker, "given") || (hit.end < area.end && dem_word_in(scene->forms[hit.end], one));
    for (int32_t i = hit.end; i < area.end && i < hit.end + 4; i++)
        fits |= dem_word_in(scene->lemmas[i], fit);
    return !fits;
}

/* Time, manner and deals done that share their words with conditions. */
static bool is_no_condition(const dem_scene *scene, dem_phrase_hit hit, int32_t governor, int32_t top, bool opens,
                            dem_run area)
{
    static const char *const future[] = {"will", "'ll", "shall", "can", "may", NULL};
    static const char *const perfect[] = {"had", "has", "have", "'ve", NULL};
    const dem_table *table = &scene->tables->conditions;
    dem_str marker = dem_table_cell(table, hit.row, MARKER), kind = dem_table_cell(table, hit.row, KIND);
    if (is_finite(scene, hit, area) || is_circumstance(scene, hit, governor, top, marker, !opens) ||
        is_setting(scene, hit, governor, top, marker, opens, area))
        return true;
    int32_t finite = governor;
    while (finite >= 0 && scene->doc->parses.at[finite].rel == DEM_REL_xcomp && scene->doc->parses.at[finite].head >= area.begin)
        finite = scene->doc->parses.at[finite].head;
    if (is(kind, "exchange") && finite >= 0 && dem_token_has_aux(scene, finite, perfect))
        return true;
    if ((is(marker, "based on") || is(marker, "tied to") || is(marker, "linked to")) &&
        scene->doc->parses.at[hit.begin].rel == DEM_REL_acl)
        return true; /* "an order based on rules" */
    bool set_off = hit.begin > area.begin && is(scene->forms[hit.begin - 1], ",");
    if (!is_ambiguous(marker, kind) || (set_off && is(marker, "subject to")))
        return false;
    if (opens && is(kind, "prior") && governor >= 0 && dem_clause_past(scene, top) && dem_token_has_aux(scene, governor, future))
        return true;
    return !dem_clause_ahead(scene, governor) && !dem_clause_bid(scene, governor, top, area) &&
           !(opens && dem_clause_plan(scene->doc, governor, top));
}

/* "Otherwise": the word stands for the condition. */
static dem_run anaphor(const dem_scene *scene, dem_phrase_hit hit, bound b)
{
    static const char *const before[] = {"or", "unless", "until", "than", "say", "think", NULL};
    int32_t verb = scene->doc->parses.at[hit.begin].head;
    verb = verb >= 0 && verb == b.cue ? b.clause : verb;
    bool other = hit.begin > 0 && dem_word_in(scene->lemmas[hit.begin - 1], before);
    dem_rel rel = (dem_rel)scene->doc->parses.at[hit.begin].rel;
    bool limits = !other && verb >= 0 && (rel == DEM_REL_advmod || rel == DEM_REL_advcl) &&
                  dem_token_has_aux(scene, verb, modals);
    return limits ? (dem_run){hit.begin, hit.end} : (dem_run){0, 0};
}

static bool has_verb(const dem_doc *doc, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++)
        if (doc->parses.at[i].upos == DEM_UPOS_VERB || doc->parses.at[i].upos == DEM_UPOS_AUX)
            return true;
    return false;
}

/* A condition that follows what it limits goes on to the next comma or conjunction, and so does one that
 * a wrong tree has left without its verb. */
static int32_t carry_on(const dem_scene *scene, dem_run run, dem_phrase_hit hit, int32_t governor, dem_run area)
{
    const dem_doc *doc = scene->doc;
    bool follows = governor >= 0 && governor < hit.begin;
    if (!follows && has_verb(doc, hit.end, run.end))
        return run.end;
    run = trim(doc, run); /* the comma may be the clause's own */
    int32_t end = clause_end(scene, run.end, area.end);
    for (int32_t i = run.end; i < end; i++)
        if (doc->parses.at[i].upos == DEM_UPOS_CCONJ)
            end = i;
    return end;
}

/* Where a run ends that the tree makes too long: at the comma behind a condition that stands in front, before
 * the clause it limits or the cue; before a parenthesis ("if they stay, he said, …"). */
static int32_t cut_off(const dem_scene *scene, dem_run run, int32_t top, bool in_front, int32_t cue)
{
    int32_t end = in_front && top < run.end ? top : run.end;
    while (end < run.end && !is(scene->forms[end], ","))
        end++;
    for (int32_t i = top + 1; i < end; i++)
        if (i == cue || scene->doc->parses.at[i].rel == DEM_REL_parataxis)
            end = clause_end(scene, top, i);
    return end;
}

/* "Conditional on the north | not becoming a haven". */
static bool opens_gerund(const dem_scene *scene, int32_t at, int32_t limit)
{
    at += at < limit && is(scene->forms[at], "not");
    return at < limit && scene->doc->parses.at[at].xpos == DEM_XPOS_VBG;
}

/* "Peace often hinges on trust" is told in general and sets nothing. */
static bool is_general(const dem_scene *scene, dem_phrase_hit hit)
{
    static const char *const adverbs[] = {"often", "usually", "generally", "typically", "frequently", "sometimes", "always",
                                          "commonly", "normally", "invariably", "rarely", "seldom", "traditionally", NULL};
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[hit.begin].sentence];
    for (int32_t i = s->begin; i < s->end; i++)
        if (doc->parses.at[i].head == hit.begin && dem_word_in(scene->forms[i], adverbs))
            return true;
    return false;
}

/* Where the condition of this hit stands, or an empty run. */
static dem_run reach(const dem_scene *scene, dem_phrase_hit hit, dem_run area, bound b)
{
    const dem_doc *doc = scene->doc;
    const dem_table *table = &scene->tables->conditions;
    dem_str marker = dem_table_cell(table, hit.row, MARKER), kind = dem_table_cell(table, hit.row, KIND);
    dem_str takes = dem_table_cell(table, hit.row, TAKES);
    dem_run none = {0, 0};
    if (is(kind, "anaphor"))
        return anaphor(scene, hit, b);
    if (is(kind, "demand") || is(dem_table_cell(table, hit.row, SIDE), "before"))
        return none; /* what must be first is the act's matter, not a limit on the clause */
    if (is(marker, "should") || is(marker, "were") || is(marker, "had")) {
        int32_t verb = inverted_verb(scene, hit.begin, area);
        if (verb < 0 || is_told(scene, verb, hit, area, b))
            return none;
        return trim(doc, (dem_run){hit.begin, clause_end(scene, verb, area.end)});
    }
    if (is(takes, "alone")) /* "if necessary" */
        return is_told(scene, hit.begin, hit, area, b) ? none : (dem_run){hit.begin, hit.end};
    int32_t head = is(takes, "np") ? -1 : clause_head(scene, hit.begin, hit.end, area.end);
    if (head >= 0 && (is(marker, "if") || is(marker, "if not")) && !may_be_short(scene, hit, head))
        return none;
    if (head >= 0 && !is_clause(doc, head))
        head = is(takes, "clause") ? head : -1; /* "after elections": a phrase, whatever its label */
    bool opens_clause = head >= 0;
    if (head < 0 && !is(takes, "clause"))
        head = phrase_head(doc, hit.end, area.end);
    bool whole = is(kind, "circumstance") && head < 0; /* "under the right conditions" */
    dem_run tree = head < 0 ? (dem_run){hit.begin, hit.end} : dem_token_subtree(doc, head);
    if (head < 0 && !whole)
        return none;
    int32_t top = head < 0 ? dem_head_of(doc, hit.begin, hit.end) : head;
    int32_t governor = predicate_above(doc, doc->parses.at[top].head);
    if (governor >= hit.begin && governor < hit.end) /* "failing a deal": a participle as a preposition */
        governor = predicate_above(doc, doc->parses.at[governor].head);
    if (governor >= 0 && governor == b.cue)
        governor = b.clause;
    if (is_no_condition(scene, hit, governor, top, opens_clause, area) || is_told(scene, top, hit, area, b))
        return none;
    bool bare = is(kind, "dependence"); /* "contingent on …": what it depends on */
    if (bare && is_general(scene, hit))
        return none;
    dem_run run = {bare ? hit.end : hit.begin, tree.end > hit.end ? tree.end : hit.end};
    if (whole && hit.end < area.end && is(scene->forms[hit.end], ":"))
        run.end = area.end; /* "on one condition: …" */
    if (bare && opens_gerund(scene, run.end, area.end))
        run.end = clause_end(scene, run.end, area.end);
    run.end = run.end < area.end ? run.end : area.end;
    run.end = cut_off(scene, run, top, governor > top || (!opens_clause && is_first(scene, hit.begin, area)), b.cue);
    if (opens_clause)
        run.end = carry_on(scene, run, hit, governor, area);
    return trim(doc, run);
}

/* Markers are written as words ("provided that") or as lemmas ("hinge on"): either fits. */
static int32_t marker_at(const dem_scene *scene, int32_t at, int32_t limit, int32_t *end)
{
    const dem_phrases *index = &scene->tables->condition_index;
    int32_t by_form = -1, row = dem_phrases_longest(index, scene->forms, limit, at, &by_form);
    int32_t other = dem_phrases_longest(index, scene->lemmas, limit, at, end);
    if (row < 0 || (other >= 0 && *end >= by_form))
        return other;
    *end = by_form;
    return row;
}

dem_run dem_condition_at(const dem_scene *scene, int32_t at, dem_run area)
{
    const dem_table *table = &scene->tables->conditions;
    int32_t end, row = marker_at(scene, at, area.end, &end);
    if (row < 0)
        return (dem_run){0, 0};
    dem_str marker = dem_table_cell(table, row, MARKER), kind = dem_table_cell(table, row, KIND);
    if (is(kind, "none") || is(kind, "concession") || is_ambiguous(marker, kind))
        return (dem_run){0, 0};
    return reach(scene, (dem_phrase_hit){row, at, end}, area, (bound){-1, -1});
}

static dem_span scan(const dem_scene *scene, const dem_attribution *a, const dem_clause *clause,
                     dem_run area, bool outside, dem_str *marker)
{
    const dem_doc *doc = scene->doc;
    const dem_table *table = &scene->tables->conditions;
    for (int32_t i = area.begin; i < area.end; i++) {
        int32_t end, row = marker_at(scene, i, area.end, &end);
        if (row < 0)
            continue;
        dem_str kind = dem_table_cell(table, row, KIND);
        if (is(kind, "none") || is(kind, "concession") || asks(scene, i, area.begin)) {
            i = end - 1;
            continue;
        }
        bound b = {clause->head, outside ? -1 : a->cue_head};
        dem_run run = reach(scene, (dem_phrase_hit){row, i, end}, area, b);
        if (run.begin >= run.end)
            continue;
        int32_t up = doc->parses.at[dem_head_of(doc, run.begin, run.end)].head;
        if (outside && up != clause->head && up != a->cue_head)
            continue;
        *marker = dem_table_cell(table, row, MARKER);
        return dem_token_span(doc, run.begin, run.end);
    }
    return (dem_span){0, 0};
}

/* "Tied the deal to a count": what the "to" or "on" that hangs on the cue takes, else the last one's. */
static dem_span tied_to(const dem_scene *scene, const dem_attribution *a, dem_run area, dem_str *marker)
{
    static const char *const verbs[] = {"tie", "ty", "peg", "bind", "couple", "condition", "subordinate", "hinge", NULL};
    static const char *const joints[] = {"to", "on", "upon", NULL};
    const dem_doc *doc = scene->doc;
    int32_t joint = -1;
    if (a->cue_head < 0 || doc->parses.at[a->cue_head].upos != DEM_UPOS_VERB || !dem_word_in(scene->lemmas[a->cue_head], verbs))
        return (dem_span){0, 0};
    for (int32_t i = area.begin + 1; i + 1 < area.end; i++) {
        int32_t noun = doc->parses.at[i].head;
        if (doc->parses.at[i].rel != DEM_REL_case_ || noun < i || !dem_word_in(scene->forms[i], joints))
            continue;
        joint = i;
        if (doc->parses.at[noun].head == a->cue_head)
            break;
    }
    if (joint < 0)
        return (dem_span){0, 0};
    *marker = scene->forms[joint];
    dem_run run = trim(doc, (dem_run){joint + 1, clause_end(scene, joint + 1, area.end)});
    return dem_token_span(doc, run.begin, run.end);
}

/* Inside the content first; else a conditional of the same sentence that hangs on the content's
 * predicate or on the cue ("If the siege ends, she said, aid will follow"). */
dem_span dem_condition_find(const dem_scene *scene, const dem_attribution *a,
                            const dem_clause *clause, dem_str *marker)
{
    if (clause->head < 0)
        return (dem_span){0, 0};
    const dem_doc *doc = scene->doc;
    dem_span inside = scan(scene, a, clause, clause->run, false, marker);
    if (inside.end <= inside.begin)
        inside = tied_to(scene, a, clause->run, marker);
    if (inside.end > inside.begin)
        return inside;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[clause->head].sentence];
    return scan(scene, a, clause, (dem_run){s->begin, s->end}, true, marker);
}
