/* Pronouns: of the actors before them that agree, the likeliest by where and how they were met.
 *
 * Accepts "Lavrov met Blinken. He said ..." as Lavrov; rejects a person inside the quotation for
 * the "he said" that follows it, and a woman for "he".
 *
 * Method  each candidate's points are summed over its features (pronoun_points.h); the most points
 *         win. Log-linear ranking (Denis and Baldridge 2008): the points are hundredths of the weights
 *         of a softmax over the candidates, learned by train/actor/pronoun.py from sources that are
 *         pronouns in test/corpus and train/news, with the actors' names as they are annotated.
 * Cost    linear in LOOK_BACK mentions times the candidates among them, at most MOST.
 */
#include "actor/pronoun_points.h"

#include "actor/parts.h"

enum {
    LOOK_BACK = 400, /* mentions */
    FAR = 14,        /* sentences */
    MOST = 48,       /* candidates */
    UPS = 8          /* words above the pronoun in the tree */
};

#define DEM_FEATURE(name, he, it, they) name,
enum { DEM_PRONOUN_POINTS(DEM_FEATURE) FEATURES };
#undef DEM_FEATURE
#define DEM_FEATURE(name, he, it, they) {he, it, they},
static const int16_t points[FEATURES][3] = {DEM_PRONOUN_POINTS(DEM_FEATURE)};
#undef DEM_FEATURE

typedef enum role {
    ROOT,    /* subject of the main clause */
    SUBJECT, /* of another clause */
    OPENS,   /* stands where a subject would */
    OBJECT,
    OBLIQUE,
    OWNER,
    OTHER
} role;

/* Where the pronoun stands. */
typedef struct place {
    int32_t token, sentence, block; /* a statement that stands before its speaker begins with its content */
    char gender;                    /* 'm' 'f' 'n' 'p' */
    const dem_attribution *said;    /* whose source it is, or NULL */
    bool opens;                     /* its sentence */
    int32_t above[UPS], ups;        /* its clause's head, then that one's head, … */
    int32_t last, last_token;       /* who spoke last, not deeper in the layers: an actor, or -1 */
} place;

typedef struct candidate {
    int32_t actor;
    int32_t head; /* nearest mention: outside what is told and quoted if there is one */
    int32_t near; /* mentions in this sentence and the three before */
    bool aside;   /* head is inside what is told or quoted */
    bool subject[3]; /* in this sentence, the one before, … */
    bool since;      /* as a subject, after who spoke last */
    bool since_by_name, source_before, quoted, in_title, in_body, governs, governed;
} candidate;

static int32_t no_less(int32_t a, int32_t b)
{
    return a < b ? b : a;
}

static int32_t no_more(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static char gender_of(const dem_cast *cast, int32_t token)
{
    return dem_low_is(cast, token, "he him his himself")                  ? 'm'
           : dem_low_is(cast, token, "she her hers herself")              ? 'f'
           : dem_low_is(cast, token, "they them their theirs themselves") ? 'p'
           : dem_low_is(cast, token, "it its itself")                     ? 'n'
                                                                          : 0;
}

static bool told(const dem_cast *cast, int32_t actor)
{
    for (int32_t i = 0; i < cast->tolds; i++)
        if (cast->told[i] == actor)
            return true;
    return false;
}

static bool agrees(const dem_cast *cast, const place *p, const dem_seen *seen)
{
    const dem_part *part = &cast->parts.at[seen->actor];
    char gender = cast->doc->actors.at[seen->actor].gender;
    bool person = part->sort == DEM_SORT_PERSON && !part->plural;
    if (seen->actor == cast->me && cast->doc->tokens.at[p->token].quote >= 0)
        return false; /* who speaks of himself says "I" */
    switch (p->gender) {
    case 'p': return !person || seen->several;
    case 'n': return !person && !part->plural;
    default: return person && (!gender || gender == p->gender);
    }
}

/* --- where it stands ----------------------------------------------------------------------------
 */

static void find_last_speaker(const dem_cast *cast, place *p)
{
    enum {
        REACH = 8
    };
    const dem_attribution *all = cast->doc->attributions.at;
    int32_t level = p->said ? p->said->level : 1;
    for (int32_t i = cast->voices.len - 1; i >= 0 && i >= cast->voices.len - REACH; i--) {
        const dem_voice *v = &cast->voices.at[i];
        if (v->token >= p->token || all[v->attribution].level > level ||
            (p->said && p->said->parent == v->attribution))
            continue;
        p->last = v->actor;
        p->last_token = v->token;
        return;
    }
}

static place place_of(const dem_cast *cast, int32_t token)
{
    const dem_doc *doc = cast->doc;
    const dem_token *at = &doc->tokens.at[token];
    place p = {.token = token, .gender = gender_of(cast, token), .last = -1};
    if (cast->at_hand >= 0 && cast->source[token])
        p.said = &doc->attributions.at[cast->at_hand];
    bool after = p.said && p.said->content.len && p.said->content.at[0].begin < at->span.begin;
    int32_t from = after ? dem_token_at(doc, p.said->content.at[0].begin) : token;
    p.sentence = doc->tokens.at[from].sentence;
    p.block = doc->sentences.at[p.sentence].block;
    p.opens = token == doc->sentences.at[at->sentence].begin;
    for (int32_t up = doc->parses.at[token].head; up >= 0 && p.ups < UPS; up = doc->parses.at[up].head)
        p.above[p.ups++] = up;
    find_last_speaker(cast, &p);
    return p;
}

static int32_t sentences_apart(const dem_cast *cast, const place *p, int32_t head)
{
    return no_less(p->sentence - cast->doc->tokens.at[head].sentence, 0);
}

/* In what the pronoun's own statement tells. */
static bool is_told(const dem_cast *cast, const place *p, int32_t head)
{
    uint32_t at = cast->doc->tokens.at[head].span.begin;
    for (int32_t i = 0; p->said && i < p->said->content.len; i++)
        if (p->said->content.at[i].begin <= at && at < p->said->content.at[i].end)
            return true;
    return false;
}

static bool is_quoted(const dem_cast *cast, const place *p, int32_t head)
{
    int32_t quote = cast->doc->tokens.at[head].quote;
    return quote >= 0 && quote != cast->doc->tokens.at[p->token].quote;
}

/* --- candidates ---------------------------------------------------------------------------------
 */

static role role_of(const dem_cast *cast, int32_t head)
{
    const dem_parse *parses = cast->doc->parses.at, *at = &parses[dem_head_of_apposition(cast, head)];
    if (dem_subject_like(cast, (int32_t)(at - parses))) {
        if (at->head >= 0 && parses[at->head].rel == DEM_REL_root)
            return ROOT;
        return dem_is_subject(cast, (int32_t)(at - parses)) ? SUBJECT : OPENS;
    }
    switch (at->rel) {
    case DEM_REL_obj:
    case DEM_REL_iobj: return OBJECT;
    case DEM_REL_nmod:
    case DEM_REL_obl: return OBLIQUE;
    case DEM_REL_nmod_poss: return OWNER;
    default: return OTHER;
    }
}

/* "| X | promised Y that he would": whether a verb above the pronoun's own has this mention. */
static void note_governor(const dem_cast *cast, const place *p, int32_t head, candidate *c)
{
    head = dem_head_of_apposition(cast, head);
    for (int32_t up = 1; up < p->ups; up++)
        if (p->above[up] == cast->doc->parses.at[head].head) {
            bool *has = dem_is_subject(cast, head) ? &c->governs : &c->governed;
            *has = true;
        }
}

static void note_mention(const dem_cast *cast, const place *p, int32_t head, candidate *c)
{
    int32_t apart = sentences_apart(cast, p, head);
    c->near += apart < 4;
    bool title = dem_in_title(cast, head);
    c->in_title |= title;
    c->in_body |= !title;
    if (is_told(cast, p, head))
        return;
    bool quoted = is_quoted(cast, p, head);
    c->quoted |= quoted;
    if (role_of(cast, head) <= OPENS) {
        if (apart < 3)
            c->subject[apart] = true;
        bool since = p->last >= 0 && c->actor != p->last && head > p->last_token && !quoted;
        c->since |= since;
        c->since_by_name |= since && cast->alias_at[head];
    }
    c->source_before |= apart == 1 && cast->source[head];
    if (apart == 0)
        note_governor(cast, p, head, c);
}

static int32_t find_candidates(const dem_cast *cast, const place *p, candidate *all)
{
    int32_t n = 0, least = no_less(cast->seen.len - LOOK_BACK, 0);
    for (int32_t i = cast->seen.len - 1; i >= least; i--) {
        const dem_seen *s = &cast->seen.at[i];
        if (s->head >= p->token || sentences_apart(cast, p, s->head) > FAR || !agrees(cast, p, s))
            continue;
        int32_t k = 0;
        while (k < n && all[k].actor != s->actor)
            k++;
        if (k == MOST)
            continue;
        bool aside = is_told(cast, p, s->head) || is_quoted(cast, p, s->head);
        if (k == n)
            all[n++] = (candidate){.actor = s->actor, .head = s->head, .aside = aside};
        if (all[k].aside && !aside) {
            all[k].head = s->head;
            all[k].aside = false;
        }
        note_mention(cast, p, s->head, &all[k]);
    }
    return n;
}

/* --- features -----------------------------------------------------------------------------------
 */

typedef struct row {
    int32_t n;
    uint8_t at[FEATURES];
} row;

static void has(row *r, bool yes, int feature)
{
    if (yes)
        r->at[r->n++] = (uint8_t)feature;
}

/* What is so of the nearest mention. */
static void nearest_features(const dem_cast *cast, const place *p, const candidate *c, row *r)
{
    static const uint8_t steps[] = {APART_0, APART_1, APART_2, APART_3, APART_3, APART_5, APART_5,
                                    APART_5, APART_8, APART_8, APART_8, APART_11};
    const dem_doc *doc = cast->doc;
    int32_t apart = sentences_apart(cast, p, c->head), alias = cast->alias_at[c->head];
    has(r, true, steps[no_more(apart, 11)]);
    has(r, doc->sentences.at[doc->tokens.at[c->head].sentence].block == p->block, BLOCK);
    role stands = role_of(cast, c->head);
    has(r, stands != OTHER, (apart == 0 ? HERE_ROOT : apart == 1 ? BEFORE_ROOT : EARLIER_ROOT) + (int)stands);
    char gender = alias ? 0 : gender_of(cast, c->head);
    int form = gender == p->gender                ? AS_PRONOUN
               : gender                           ? AS_OTHER_PRONOUN
               : !alias                           ? AS_NOUN
               : cast->aliases.at[alias - 1].lone ? AS_ONE_WORD
                                                  : AS_NAME;
    has(r, true, form);
    has(r, is_quoted(cast, p, c->head), QUOTED);
}

/* Whoever spoke last goes on, unless somebody else has come. */
static void speaker_features(const dem_cast *cast, const place *p, const candidate *c, const candidate *all,
                             int32_t n, row *r)
{
    bool last = c->actor == p->last, passed = false, by_name = false;
    for (int32_t i = 0; i < n; i++) {
        passed |= all[i].since;
        by_name |= all[i].since_by_name;
    }
    has(r, last, LAST);
    has(r, last && p->said && p->said->mode == DEM_MODE_direct, LAST_DIRECT);
    has(r, last && p->said && p->said->level > 1, LAST_NESTED);
    has(r, last && cast->doc->tokens.at[p->last_token].sentence == p->sentence, LAST_HERE);
    has(r, last && passed, LAST_PASSED);
    has(r, last && by_name, LAST_PASSED_BY_NAME);
    has(r, c->since, SINCE);
    has(r, cast->parts.at[c->actor].spoken, SPOKE);
    has(r, c->source_before, SOURCE_BEFORE);
    has(r, c->actor == cast->me, OUTER);
}

static void actor_features(const dem_cast *cast, const place *p, int32_t actor, row *r)
{
    const dem_part *part = &cast->parts.at[actor];
    const dem_actor *who = &cast->doc->actors.at[actor];
    int32_t met = part->mentions;
    has(r, true, met < 2 ? MET_1 : met < 3 ? MET_2 : met < 6 ? MET_3 : MET_6);
    has(r, part->named, NAMED);
    has(r, who->gender, GENDER_KNOWN);
    has(r, part->heard == p->gender, GENDER_HEARD);
    has(r, part->heard && part->heard != p->gender, GENDER_NOT);
    has(r, told(cast, actor), TOLD);
    dem_str side = cast->me >= 0 ? cast->doc->actors.at[cast->me].party : (dem_str){"", 0};
    has(r, side.len > 1 && dem_str_eq(side, who->party), OWN_SIDE);
    has(r, side.len > 1 && who->party.len > 1 && !dem_str_eq(side, who->party), OTHER_SIDE);
}

static row features(const dem_cast *cast, const place *p, const candidate *c, const candidate *all, int32_t n)
{
    row r = {0};
    nearest_features(cast, p, c, &r);
    for (int i = 0; i < 3; i++)
        has(&r, c->subject[i], SUBJECT_0 + i);
    has(&r, p->opens && c->subject[1], SUBJECT_1_OPENS);
    has(&r, c->quoted, QUOTED_TOO);
    has(&r, !c->in_body, TITLE_ONLY);
    has(&r, c->in_body && c->in_title, TITLE_TOO);
    has(&r, c->near, NEAR_1 + no_more(c->near, 4) - 1);
    has(&r, c->governs, GOVERNS);
    has(&r, c->governed, GOVERNED);
    speaker_features(cast, p, c, all, n, &r);
    actor_features(cast, p, c->actor, &r);
    return r;
}

static int32_t sum(const row *r, char gender)
{
    int32_t score = 0, column = gender == 'n' ? 1 : gender == 'p' ? 2 : 0;
    for (int32_t i = 0; i < r->n; i++)
        score += points[r->at[i]][column];
    return score;
}

/* Score of a link by its lead over the second candidate, in steps of half a unit of log-odds: the share right on
 * documents not learned from, as pronoun.py prints it, through share_right() backwards. */
static float sure(int32_t lead, char gender)
{
    enum {
        STEP = 50,
        STEPS = 9
    };
    static const float persons[STEPS] = {0.25f, 0.55f, 0.70f, 0.70f, 0.88f, 0.88f, 0.91f, 0.97f, 0.99f},
                       others[STEPS] = {0.08f, 0.26f, 0.30f, 0.44f, 0.77f, 0.77f, 0.87f, 0.87f, 0.87f};
    int32_t step = no_more(lead / STEP, STEPS - 1);
    return gender == 'm' || gender == 'f' ? persons[step] : others[step];
}

dem_link dem_refer_pronoun(dem_cast *cast, int32_t token)
{
    place p = place_of(cast, token);
    candidate all[MOST];
    int32_t n = find_candidates(cast, &p, all), best = -1, top = INT32_MIN, second = INT32_MIN;
    for (int32_t i = 0; i < n; i++) {
        row r = features(cast, &p, &all[i], all, n);
        int32_t score = sum(&r, p.gender);
        if (cast->watch && p.said)
            cast->watch->candidate(cast->watch->context, cast->doc, token, all[i].actor, r.at, r.n);
        if (score > top) {
            second = top;
            top = score;
            best = all[i].actor;
        } else if (score > second) {
            second = score;
        }
    }
    if (best >= 0 && (p.gender == 'm' || p.gender == 'f'))
        cast->parts.at[best].heard = p.gender;
    return (dem_link){best, "pronoun", sure(n > 1 ? top - second : INT32_MAX, p.gender)};
}
