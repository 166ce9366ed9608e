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

static bool is_any(dem_str a, const char *const *words)
{
    for (; *words; words++)
        if (is(a, *words))
            return true;
    return false;
}

static dem_run trim(const dem_doc *doc, dem_run run)
{
    while (run.end > run.begin && doc->parses.at[run.end - 1].upos == DEM_UPOS_PUNCT)
        run.end--;
    while (run.begin < run.end && doc->parses.at[run.begin].upos == DEM_UPOS_PUNCT)
        run.begin++;
    return run;
}

/* "Should they refuse", "Had they signed": an auxiliary before its own subject. */
static bool is_inverted(const dem_doc *doc, int32_t aux)
{
    int32_t verb = doc->parses.at[aux].head;
    if (verb <= aux || doc->parses.at[verb].rel == DEM_REL_root)
        return false;
    int32_t subject = dem_token_child(doc, verb, DEM_REL_nsubj);
    return subject > aux;
}

/* "asked if …", "whether …": a clause that is the object of a verb before it. */
static bool is_question(const dem_doc *doc, int32_t head, int32_t begin)
{
    dem_rel rel = (dem_rel)doc->parses.at[head].rel;
    return (rel == DEM_REL_ccomp || rel == DEM_REL_csubj || rel == DEM_REL_obj) &&
           doc->parses.at[head].head < begin;
}

/* The clause that the marker [begin, end) opens: its head, or -1. A marker of several words ("provided
 * that") cannot open a question, whatever the tree says of it. */
static int32_t clause_head(const dem_doc *doc, int32_t begin, int32_t end, int32_t limit)
{
    bool may_ask = end - begin == 1 && doc->parses.at[begin].upos != DEM_UPOS_VERB;
    for (int32_t i = end - 1; i >= begin; i--) {
        int32_t head = doc->parses.at[i].head;
        if (head >= end && head < limit)
            return may_ask && is_question(doc, head, begin) ? -1 : head;
        if (doc->parses.at[i].upos == DEM_UPOS_VERB && i + 1 == end)
            return i; /* "provided", "assuming": a participle above its own clause */
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

/* The noun phrase (or gerund) after the marker: its head, or -1. */
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
            if (up <= i || up >= limit || doc->parses.at[i].rel == DEM_REL_nsubj)
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

/* An infinitive or imperative lies ahead too ("to leave when they leave"), unless what it hangs on
 * within the content is past ("appeared to retreat") or its clause is ("resume strikes after they
 * died"). */
static bool is_bid(const dem_doc *doc, int32_t governor, int32_t clause, dem_run area)
{
    if (governor < 0 || doc->parses.at[governor].xpos != DEM_XPOS_VB)
        return false;
    int32_t above = doc->parses.at[governor].head;
    bool behind = above >= area.begin && doc->parses.at[governor].rel == DEM_REL_xcomp &&
                  doc->parses.at[above].xpos == DEM_XPOS_VBD;
    return !behind && doc->parses.at[clause].xpos != DEM_XPOS_VBD;
}

/* Words that leave time and condition apart: the governing predicate lies ahead or is denied. */
static bool lies_ahead(const dem_scene *scene, int32_t governor)
{
    static const char *const modals[] = {"will", "would", "can", "could", "may", "might", "must",
                                         "should", "shall", "'ll", "ready", "willing",
                                         "open", "prepared", "possible", "agree", NULL};
    const dem_doc *doc = scene->doc;
    if (governor < 0)
        return false;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[governor].sentence];
    if (dem_token_negated(scene, governor) || is_any(scene->lemmas[governor], modals))
        return true;
    for (int32_t i = s->begin; i < s->end; i++)
        if (doc->parses.at[i].head == governor && is_any(scene->lemmas[i], modals))
            return true;
    return false;
}

static bool is_ambiguous(dem_str marker, dem_str kind)
{
    static const char *const sure[] = {"only after", "only when", "only once", "not until",
                                       "not before", "unless", "except if", "if not", "barring",
                                       "failing", "absent", "on one condition", NULL};
    if (is_any(marker, sure))
        return false;
    return is(kind, "prior") || is(kind, "limit") || is(kind, "negative") || is(kind, "circumstance") ||
           is(marker, "where") || is(marker, "whenever") || is(marker, "given") ||
           is(marker, "subject to") || is(marker, "based on") || is(marker, "tied to") ||
           is(marker, "linked to");
}

/* "Provided", "given", "assuming" as markers are participles that hang on a clause, not its verb
 * ("the visit provided a platform"). */
static bool is_finite(const dem_doc *doc, dem_phrase_hit hit)
{
    const dem_parse *p = &doc->parses.at[hit.begin];
    if (hit.end - hit.begin != 1 || p->upos != DEM_UPOS_VERB)
        return false;
    bool hangs = p->rel == DEM_REL_advcl || p->rel == DEM_REL_mark || p->rel == DEM_REL_xcomp ||
                 p->rel == DEM_REL_case_;
    return !hangs || dem_token_child(doc, hit.begin, DEM_REL_aux_pass) >= 0 ||
           dem_token_child(doc, hit.begin, DEM_REL_aux) >= 0;
}

/* "Without", "absent": conditions of what is denied ("no aid without a truce") or lies ahead after
 * them ("without a truce the fleet will sail"); else manner ("he left without a word"). "Until" needs
 * a denial. A noun phrase after "after" or "before" tells time. */
static bool is_circumstance(const dem_scene *scene, dem_phrase_hit hit, int32_t governor, dem_str marker,
                            bool phrase)
{
    bool denied = governor >= 0 && dem_token_negated(scene, governor);
    if (is(marker, "without") || is(marker, "absent") || is(marker, "with no") || is(marker, "short of"))
        return !denied && !(hit.begin < governor && lies_ahead(scene, governor));
    if (is(marker, "until") || is(marker, "till"))
        return !denied;
    return phrase && (is(marker, "after") || is(marker, "before"));
}

static bool asks(const dem_scene *scene, int32_t at, int32_t first)
{
    static const char *const before[] = {"even", "as", "ask", "wonder", "see", "know", "question",
                                         "unclear", "what", NULL};
    return at > first && is_any(scene->lemmas[at - 1], before);
}

/* Where the condition of this hit stands, or an empty run. */
static dem_run reach(const dem_scene *scene, dem_phrase_hit hit, dem_run area)
{
    const dem_doc *doc = scene->doc;
    const dem_table *table = &scene->tables->conditions;
    dem_str marker = dem_table_cell(table, hit.row, MARKER), kind = dem_table_cell(table, hit.row, KIND);
    dem_str takes = dem_table_cell(table, hit.row, TAKES);
    dem_run none = {0, 0};
    if (is(kind, "demand") || is(dem_table_cell(table, hit.row, SIDE), "before"))
        return none; /* what must be first is the act's matter, not a limit on the clause */
    if ((is(marker, "should") || is(marker, "were") || is(marker, "had")) && !is_inverted(doc, hit.begin))
        return none;
    int32_t head = is(takes, "np") ? -1 : clause_head(doc, hit.begin, hit.end, area.end);
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
    if (is_finite(doc, hit) || is_circumstance(scene, hit, governor, marker, !opens_clause) ||
        (is_ambiguous(marker, kind) && !lies_ahead(scene, governor) && !is_bid(doc, governor, top, area)))
        return none;
    bool bare = is(kind, "dependence"); /* "contingent on …": what it depends on */
    dem_run run = {bare ? hit.end : hit.begin, tree.end > hit.end ? tree.end : hit.end};
    if (run.end > area.end)
        run.end = area.end;
    for (int32_t i = top; governor > top && i < run.end; i++)
        if (dem_str_eq(scene->forms[i], DEM_STR(",")))
            run.end = i; /* the clause it limits begins, or the cue */
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
    return reach(scene, (dem_phrase_hit){row, at, end}, area);
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
        dem_run run = reach(scene, (dem_phrase_hit){row, i, end}, area);
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

/* Inside the content first; else a conditional of the same sentence that hangs on the content's
 * predicate or on the cue ("If the siege ends, she said, aid will follow"). */
dem_span dem_condition_find(const dem_scene *scene, const dem_attribution *a,
                            const dem_clause *clause, dem_str *marker)
{
    if (clause->head < 0)
        return (dem_span){0, 0};
    const dem_doc *doc = scene->doc;
    dem_span inside = scan(scene, a, clause, clause->run, false, marker);
    if (inside.end > inside.begin)
        return inside;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[clause->head].sentence];
    return scan(scene, a, clause, (dem_run){s->begin, s->end}, true, marker);
}
