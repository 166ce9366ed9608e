#include "event/event.h"

#include "event/context.h"
#include "event/magnitude.h"
#include "event/realis.h"
#include "lexicon/stem.h"

#include <string.h>

enum {
    HOPS = 4,  /* conjuncts and infinitives over which a subject is shared */
    REACH = 3, /* complements between a verb and its second actor */
    BACK = 512, /* deeds looked back over for the same one */
    DECISIVE = 3, /* weight of a predicate whose words leave no doubt */
    CLAUSE = 24 /* tokens from a verb on that tell how */
};

dem_event_code dem_event_of_act(dem_act act)
{
    static const int8_t roots[DEM_ACT_COUNT] = {
        [DEM_ACT_OFFER] = DEM_PLOVER_AGREE,       [DEM_ACT_PROPOSE] = DEM_PLOVER_AGREE,
        [DEM_ACT_ACCEPT] = DEM_PLOVER_AGREE,      [DEM_ACT_CONDITION] = DEM_PLOVER_REQUEST,
        [DEM_ACT_DEMAND] = DEM_PLOVER_REQUEST,    [DEM_ACT_URGE] = DEM_PLOVER_REQUEST,
        [DEM_ACT_REJECT] = DEM_PLOVER_REJECT,     [DEM_ACT_WITHDRAW] = DEM_PLOVER_REJECT,
        [DEM_ACT_ACCUSE] = DEM_PLOVER_ACCUSE,     [DEM_ACT_DENY] = DEM_PLOVER_REJECT,
        [DEM_ACT_CLAIM] = -1,                     [DEM_ACT_PROMISE] = DEM_PLOVER_AGREE,
        [DEM_ACT_THREATEN] = DEM_PLOVER_THREATEN, [DEM_ACT_PRAISE] = DEM_PLOVER_SUPPORT,
        [DEM_ACT_CRITICIZE] = DEM_PLOVER_ACCUSE,  [DEM_ACT_ASSESS] = -1};
    int root = roots[act];
    return (dem_event_code){(int8_t)root, (int8_t)dem_plover_quad(root), root < 0 ? NULL : "actual"};
}

/* ------------------------------------------------------------------ actors in the tree */

typedef struct scene {
    const dem_event *event;
    dem_doc *doc;
    const int32_t *name_at;    /* name that covers a token, or -1 */
    const int32_t *mention_at; /* mention that covers a token, or -1 */
    const int32_t *quoted_by;  /* statement whose content covers a token, or -1 */
    const bool *cue;           /* the token is the head of a cue */
} scene;

typedef struct party {
    int32_t begin, end; /* tokens; empty: nobody */
} party;

static bool is_rel(const scene *s, int32_t i, dem_rel rel)
{
    return s->doc->parses.at[i].rel == rel;
}

/* Modifiers that belong to the words for an actor: "Norvia's deputy foreign minister". */
static bool belongs(const scene *s, int32_t i)
{
    static const dem_rel rels[] = {DEM_REL_det, DEM_REL_amod, DEM_REL_compound, DEM_REL_nmod_poss, DEM_REL_flat,
                                   DEM_REL_nummod, DEM_REL_nmod_desc, DEM_REL_case_, DEM_REL_punct};
    for (size_t k = 0; k < sizeof rels / sizeof *rels; k++)
        if (is_rel(s, i, rels[k]))
            return true;
    return false;
}

/* The phrase of a noun: its own modifiers without a gap, and the whole of a name that it touches. */
static party phrase_of(const scene *s, int32_t head)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[head].sentence];
    party p = {head, head + 1};
    while (p.begin > in->begin && belongs(s, p.begin - 1) && !is_rel(s, p.begin - 1, DEM_REL_punct)) {
        int32_t up = s->doc->parses.at[p.begin - 1].head;
        if (is_rel(s, p.begin - 1, DEM_REL_case_) ? up < p.begin - 1 ? false : up == head : up < p.begin - 1 || up >= p.end)
            break;
        p.begin--;
    }
    while (p.end < in->end && (is_rel(s, p.end, DEM_REL_flat) || is_rel(s, p.end, DEM_REL_compound)) &&
           s->doc->parses.at[p.end].head >= p.begin && s->doc->parses.at[p.end].head < p.end)
        p.end++;
    int32_t first = s->name_at[p.begin], last = s->name_at[p.end - 1];
    if (first >= 0)
        p.begin = s->doc->names.at[first].begin;
    if (last >= 0)
        p.end = s->doc->names.at[last].end;
    return p;
}

/* "the Foreign Agents Act": a text, whatever it is tagged as. */
static bool is_text(dem_str name)
{
    static const char *const ends[] = {"act", "law", "bill", "treaty", "agreement", "accord", "accords", "pact", "protocol",
                                       "convention", "constitution", "amendment", "code", "charter", NULL};
    size_t at = name.len;
    while (at > 0 && name.at[at - 1] != ' ')
        at--;
    return dem_str_in_nocase(dem_str_cut(name, at, name.len), ends);
}

static bool is_actor_name(const dem_name *n)
{
    return n->kind == DEM_NAME_PER || n->kind == DEM_NAME_ORG || n->kind == DEM_NAME_LOC || n->kind == DEM_NAME_NORP;
}

static bool is_actor_at(const scene *s, int32_t i)
{
    if (s->name_at[i] >= 0) {
        const dem_name *name = &s->doc->names.at[s->name_at[i]];
        return is_actor_name(name) && !is_text(dem_words_str(s->doc, name->span));
    }
    int32_t m = s->mention_at[i];
    if (m < 0 || s->doc->mentions.at[m].actor < 0 || s->doc->parses.at[i].upos == DEM_UPOS_PRON)
        return false;
    const dem_actor *a = &s->doc->actors.at[s->doc->mentions.at[m].actor];
    return a->type != DEM_ACTOR_unnamed && a->party.len && !dem_str_eq(a->party, DEM_STR("?"));
}

/* "the Norvian sailors", "Norvia's deputy minister", not "the Norvian report" nor "Lund's move". */
static bool is_named(const scene *s, party p, int32_t head)
{
    if (s->name_at[head] < 0 && !dem_things_speak(&s->event->things, s->doc->parses.at[head].lemma))
        return false;
    for (int32_t i = p.begin; i < p.end; i++)
        if (is_actor_at(s, i))
            return true;
    return false;
}

static party named(const scene *s, int32_t head)
{
    party p = phrase_of(s, head);
    return is_named(s, p, head) ? p : (party){0, 0};
}

/* First dependent of `head` with the relation, or -1. */
static int32_t child(const scene *s, int32_t head, dem_rel rel)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[head].sentence];
    for (int32_t i = in->begin; i < in->end; i++)
        if (s->doc->parses.at[i].head == head && is_rel(s, i, rel))
            return i;
    return -1;
}

static bool has_case(const scene *s, int32_t head, const char *word)
{
    int32_t i = child(s, head, DEM_REL_case_);
    return i >= 0 && dem_str_is_nocase(dem_token_str(s->doc, i), word);
}

/* The subject, taken from the governor for "met X and praised Y" and "went on to praise Y"; the
 * antecedent for "which". */
static int32_t subject_of(const scene *s, int32_t verb, dem_rel rel)
{
    for (int hop = 0; hop < HOPS && verb >= 0; hop++) {
        int32_t i = child(s, verb, rel);
        if (i >= 0)
            return is_rel(s, verb, DEM_REL_acl_relcl) && s->doc->parses.at[i].upos == DEM_UPOS_PRON
                       ? s->doc->parses.at[verb].head : i;
        if (is_rel(s, verb, DEM_REL_acl) && rel == DEM_REL_nsubj && s->doc->parses.at[verb].xpos == DEM_XPOS_VBG)
            return s->doc->parses.at[verb].head;
        if (!is_rel(s, verb, DEM_REL_conj) && !is_rel(s, verb, DEM_REL_xcomp) && !is_rel(s, verb, DEM_REL_advcl))
            return -1;
        verb = s->doc->parses.at[verb].head;
    }
    return -1;
}

/* "Geneva, 4 March - | Israel bombed …": where a dateline was taken for the subject, the last name between its
 * dash and the verb; else the subject. */
static int32_t behind_dateline(const scene *s, int32_t subject, int32_t verb)
{
    enum { LONGEST = 12 };
    int32_t begin = s->doc->sentences.at[s->doc->tokens.at[verb].sentence].begin, dash = begin;
    for (; dash < verb && dash < begin + LONGEST; dash++) {
        dem_upos upos = (dem_upos)s->doc->parses.at[dash].upos;
        if (dem_str_among(dem_token_str(s->doc, dash), "- – —"))
            break;
        if (upos != DEM_UPOS_PROPN && upos != DEM_UPOS_NUM && upos != DEM_UPOS_PUNCT)
            return subject;
    }
    if (dash == begin + LONGEST || subject < begin || subject >= dash)
        return subject;
    for (int32_t i = verb - 1; i > dash; i--)
        if (is_actor_at(s, i))
            return i;
    return subject;
}

static int32_t agent_of(const scene *s, int32_t verb)
{
    int32_t i = child(s, verb, DEM_REL_obl_agent);
    if (i >= 0)
        return i;
    i = child(s, verb, DEM_REL_obl);
    return i >= 0 && has_case(s, i, "by") ? i : -1;
}

static bool is_complement(const scene *s, int32_t i)
{
    static const dem_rel rels[] = {DEM_REL_obj, DEM_REL_iobj, DEM_REL_obl, DEM_REL_nmod, DEM_REL_xcomp, DEM_REL_ccomp,
                                   DEM_REL_nmod_poss, DEM_REL_conj, DEM_REL_obl_arg};
    for (size_t k = 0; k < sizeof rels / sizeof *rels; k++)
        if (is_rel(s, i, rels[k]))
            return true;
    return false;
}

/* "attacked in Kabul": where, not whom. */
static bool is_setting(const scene *s, int32_t i)
{
    static const char *const words[] = {"in", "at", "on", "near", "during", "since", "after", "before", "from", NULL};
    for (int k = 0; is_rel(s, i, DEM_REL_obl) && words[k]; k++)
        if (has_case(s, i, words[k]))
            return true;
    return false;
}

/* Complements between a phrase and the verb it hangs on, itself counted; 0: it does not, within reach. Those whose
 * people they are stand for the people: "released the sailors of Ostia". */
static int hops_to(const scene *s, int32_t i, int32_t verb)
{
    int hops = 0;
    for (int step = 0; step < REACH && i >= 0 && is_complement(s, i) && !is_setting(s, i); step++) {
        int32_t up = s->doc->parses.at[i].head;
        bool people = is_rel(s, i, DEM_REL_nmod) && up >= 0 && s->doc->parses.at[up].upos == DEM_UPOS_NOUN &&
                      dem_things_speak(&s->event->things, s->doc->parses.at[up].lemma);
        hops += !people;
        i = up;
        if (i == verb)
            return hops;
    }
    return 0;
}

/* The named phrase after the verb that hangs on it by the fewest complements, the first of them; *hops tells how many. */
static party object_of(const scene *s, int32_t verb, party source, int *hops)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[verb].sentence];
    party best = {0, 0};
    for (int32_t i = verb + 1; i < in->end && i < verb + 24; i++) {
        uint8_t upos = s->doc->parses.at[i].upos;
        if (upos != DEM_UPOS_PROPN && upos != DEM_UPOS_NOUN && upos != DEM_UPOS_ADJ)
            continue;
        int n = hops_to(s, i, verb);
        party p = n && (!best.end || n < *hops) ? named(s, i) : (party){0, 0};
        if (p.end > p.begin && (p.end <= source.begin || p.begin >= source.end) && p.begin > verb) {
            best = p;
            *hops = n;
        }
    }
    return best;
}

/* ------------------------------------------------------------------ one verb */

static dem_span words_of(const scene *s, party p)
{
    return dem_token_span(s->doc, p.begin, p.end);
}

static int32_t actor_of(const scene *s, party p)
{
    for (int32_t i = p.end - 1; i >= p.begin; i--)
        if (s->mention_at[i] >= 0)
            return s->doc->mentions.at[s->mention_at[i]].actor;
    return -1;
}

static const dem_time *time_by(const scene *s, int32_t verb)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[verb].sentence];
    const dem_time *any = NULL;
    for (int32_t k = dem_time_from(s->doc, in->begin); k < s->doc->times.len; k++) {
        const dem_time *t = &s->doc->times.at[k];
        if (t->end > in->end)
            break;
        int32_t head = dem_head_of(s->doc, t->begin, t->end);
        if (head >= 0 && s->doc->parses.at[head].head == verb)
            return t;
        any = any ? any : t;
    }
    return any;
}

/* "in Geneva": a place that hangs on the verb and is neither actor. */
static dem_span place_by(const scene *s, int32_t verb, party a, party b)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[verb].sentence];
    for (int32_t i = in->begin; i < in->end; i++) {
        int32_t n = s->name_at[i];
        if (n < 0 || s->doc->names.at[n].kind != DEM_NAME_LOC || (i >= a.begin && i < a.end) ||
            (i >= b.begin && i < b.end))
            continue;
        if (s->doc->parses.at[i].head == verb && (has_case(s, i, "in") || has_case(s, i, "at") || has_case(s, i, "near")))
            return s->doc->names.at[n].span;
    }
    return (dem_span){0, 0};
}

static bool find_parties(const scene *s, int32_t verb, party *source, party *target, int *hops)
{
    int32_t subject = subject_of(s, verb, DEM_REL_nsubj);
    *hops = 1;
    if (subject >= 0) {
        subject = behind_dateline(s, subject, verb);
        *source = named(s, subject);
        *target = object_of(s, verb, *source, hops);
    } else {
        int32_t patient = subject_of(s, verb, DEM_REL_nsubj_pass), agent = agent_of(s, verb);
        *source = agent >= 0 ? named(s, agent) : (party){0, 0};
        *target = patient >= 0 ? named(s, patient) : (party){0, 0};
    }
    return source->end > source->begin && target->end > target->begin &&
           (source->end <= target->begin || target->end <= source->begin);
}

/* An infinitive or clause under a verb that is a predicate itself ("agreed to release") is told with it. */
static bool is_told_above(const scene *s, int32_t verb, dem_arena scratch)
{
    int32_t head = s->doc->parses.at[verb].head;
    if (head < 0 || (!is_rel(s, verb, DEM_REL_xcomp) && !is_rel(s, verb, DEM_REL_ccomp)) ||
        s->doc->parses.at[head].upos != DEM_UPOS_VERB)
        return false;
    uint8_t weights[DEM_PLOVER_COUNT];
    return !s->cue[head] && dem_event_opening(&s->event->lexicon, dem_token_str(s->doc, head), weights, scratch);
}

/* The deed itself, where the model gives what it collapses to: "did not release" is REJECT to PLOVER, and
 * here YIELD, negated; "will bomb" THREATEN, and here ASSAULT, future. -1: lexicon and model part. */
static int root_of(dem_relation r, const char *realis, const uint8_t weights[DEM_PLOVER_COUNT])
{
    int best = 0;
    for (int k = 1; k < DEM_PLOVER_COUNT; k++)
        best = weights[k] > weights[best] ? k : best;
    if (weights[r.plover] >= 2) /* weight 1: the words often mean other things */
        return r.plover;
    bool collapsed = dem_plover_collapsed(best, dem_str_of(realis)) == r.plover;
    return weights[best] >= 2 && collapsed ? best : -1;
}

/* The wording of the deed, from its verb to the end of its clause: a conjoined verb or a full stop ends it. */
static dem_str mode_of(const scene *s, int32_t verb, int root, dem_arena scratch)
{
    dem_str stems[CLAUSE];
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[verb].sentence];
    int32_t n = 0;
    for (int32_t i = verb; i < in->end && n < CLAUSE; i++) {
        const dem_parse *p = &s->doc->parses.at[i];
        if (i > verb && p->upos == DEM_UPOS_VERB && p->rel == DEM_REL_conj && p->head == verb)
            break;
        stems[n++] = dem_lex_stem(dem_token_str(s->doc, i), &scratch);
    }
    return dem_event_mode(&s->event->modes, root, stems, n);
}

static bool is_media(const scene *s, int32_t actor)
{
    return actor >= 0 && dem_str_eq(s->doc->actors.at[actor].party, DEM_STR("MEDIA"));
}

static bool judge(const scene *s, int32_t verb, party source, party target, int hops, dem_event_row *row,
                  dem_arena scratch)
{
    const dem_sentence *in = &s->doc->sentences.at[s->doc->tokens.at[verb].sentence];
    dem_str text = dem_words_str(s->doc, in->span);
    dem_span a = words_of(s, source), b = words_of(s, target);
    uint32_t from = s->doc->tokens.at[verb].span.begin, to = b.end > from ? b.end : s->doc->tokens.at[verb].span.end;
    uint8_t weights[DEM_PLOVER_COUNT];
    if (!dem_event_opening(&s->event->lexicon, dem_words_str(s->doc, (dem_span){from, to}), weights, scratch))
        return false;
    dem_relation r = dem_event_relate(s->event, text, (dem_span){a.begin - in->span.begin, a.end - in->span.begin},
                                      (dem_span){b.begin - in->span.begin, b.end - in->span.begin}, scratch);
    const dem_time *time = time_by(s, verb);
    const char *realis = dem_event_realis(s->doc, verb, time);
    int root = root_of(r, realis, weights);
    if (root < 0 || r.confidence < 0.5f)
        return false;
    if (root == DEM_PLOVER_CONSULT && (is_media(s, actor_of(s, source)) || is_media(s, actor_of(s, target))))
        return false; /* an interview is how words came, no talks */
    if (hops > 1 && weights[root] < DECISIVE) /* "quit over Lund's words": a bare verb is done to its own object */
        return false;
    if (s->cue[verb] && dem_plover_quad(root) % 2 == 1) /* a verbal deed that is a statement's cue is its act */
        return false;
    *row = (dem_event_row){.from = s->quoted_by[verb] >= 0 ? DEM_EVENT_REPORTED : DEM_EVENT_NARRATED,
                           .statement = s->quoted_by[verb], .sentence = in->span, .source = a, .target = b,
                           .predicate = s->doc->tokens.at[verb].span, .source_actor = actor_of(s, source),
                           .target_actor = actor_of(s, target), .confidence = r.confidence,
                           .place = place_by(s, verb, source, target)};
    row->code = (dem_event_code){(int8_t)root, (int8_t)dem_plover_quad(root), realis};
    row->mode = mode_of(s, verb, root, scratch);
    if (time) {
        row->time = time->span;
        row->time_value = time->value;
    }
    return true;
}

/* The same deed between the same two, however often it is told. */
static bool is_new(const scene *s, const dem_event_row *row, int32_t first)
{
    int32_t recent = s->doc->events.len - BACK;
    for (int32_t i = recent > first ? recent : first; i < s->doc->events.len; i++) {
        const dem_event_row *o = &s->doc->events.at[i];
        bool same = row->source_actor >= 0 ? o->source_actor == row->source_actor
                                           : dem_str_eq(dem_words_str(s->doc, o->source), dem_words_str(s->doc, row->source));
        same = same && (row->target_actor >= 0
                            ? o->target_actor == row->target_actor
                            : dem_str_eq(dem_words_str(s->doc, o->target), dem_words_str(s->doc, row->target)));
        if (same && o->code.plover == row->code.plover)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ the stage */

static int32_t *filled(dem_arena *arena, int32_t n)
{
    int32_t *at = dem_new(arena, int32_t, n + 1);
    memset(at, 0xFF, ((size_t)n + 1) * sizeof *at); /* -1 */
    return at;
}

static scene scene_of(const dem_event *event, dem_doc *doc, dem_arena *arena)
{
    int32_t n = doc->tokens.len;
    int32_t *names = filled(arena, n), *mentions = filled(arena, n), *quoted = filled(arena, n);
    bool *cue = dem_new(arena, bool, n + 1);
    for (int32_t k = 0; k < doc->names.len; k++)
        for (int32_t i = doc->names.at[k].begin; i < doc->names.at[k].end; i++)
            names[i] = k;
    for (int32_t k = 0; k < doc->mentions.len; k++)
        for (int32_t i = doc->mentions.at[k].begin; i < doc->mentions.at[k].end; i++)
            mentions[i] = k;
    for (int32_t k = 0; k < doc->statements.len; k++)
        for (int32_t p = 0; p < doc->statements.at[k].content.len; p++) {
            int32_t b, e;
            dem_token_range(doc, doc->statements.at[k].content.at[p], &b, &e);
            for (int32_t i = b; i < e; i++)
                quoted[i] = k;
        }
    for (int32_t k = 0; k < doc->attributions.len; k++)
        if (doc->attributions.at[k].cue_head >= 0)
            cue[doc->attributions.at[k].cue_head] = true;
    return (scene){event, doc, names, mentions, quoted, cue};
}

static void acts(const dem_event *event, dem_doc *doc, dem_event_told *told, dem_arena scratch)
{
    for (int32_t k = 0; k < doc->statements.len; k++) {
        const dem_statement *st = &doc->statements.at[k];
        int32_t in = doc->attributions.at[st->attribution].sentence;
        dem_event_row row = {.from = DEM_EVENT_ACT, .statement = k, .code = dem_event_of_act((dem_act)st->act), .source_actor = -1,
                             .target_actor = -1, .sentence = in >= 0 ? doc->sentences.at[in].span : (dem_span){0, 0},
                             .confidence = st->confidence};
        dem_event_contexts(&event->topics, doc, k, in, told, &row, scratch);
        *dem_push(&doc->events, doc->arena) = row;
    }
}

void dem_event_run(const dem_event *event, dem_doc *doc, dem_arena scratch)
{
    dem_event_told told = {.sentence = -1};
    acts(event, doc, &told, scratch);
    int32_t first = doc->events.len;
    scene s = scene_of(event, doc, &scratch);
    for (int32_t k = 0; k < doc->sentences.len; k++) {
        const dem_sentence *in = &doc->sentences.at[k];
        uint8_t kind = doc->blocks.at[in->block].kind;
        if (kind != DEM_BLOCK_BODY || in->end - in->begin > DEM_EVENT_SENTENCE)
            continue;
        for (int32_t i = in->begin; i < in->end; i++) {
            party source, target;
            int hops;
            dem_event_row row;
            if (doc->parses.at[i].upos != DEM_UPOS_VERB || !find_parties(&s, i, &source, &target, &hops) ||
                is_told_above(&s, i, scratch) || !judge(&s, i, source, target, hops, &row, scratch) || !is_new(&s, &row, first))
                continue;
            row.magnitude = dem_event_magnitude(doc, &event->things, i, row.code.plover, scratch);
            dem_event_contexts(&event->topics, doc, row.statement, k, &told, &row, scratch);
            *dem_push(&doc->events, doc->arena) = row;
        }
    }
}
