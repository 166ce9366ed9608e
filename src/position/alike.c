/* Pairs whose contents overlap: repetitions, same positions, disagreements, shifts, denials. */
#include "position/parts.h"

typedef struct judge {
    const dem_scene *s;
    int32_t *up;   /* same positions: towards the first of a group */
    int32_t *like; /* how sure the link to `up` is */
    dem_overlap *link;
    dem_map pairs; /* relations made, so that repetitions make no second one */
    dem_arena *scratch;
} judge;

/* Whether one stands for what the other stands against; opposite words turn it around. */
static bool opposed(const dem_scene *s, int32_t a, int32_t b, const dem_overlap *o)
{
    int sign = s->stands[a].sign * s->stands[b].sign;
    return o->opposed % 2 ? sign > 0 : sign < 0;
}

static bool aligned(const dem_scene *s, int32_t a, int32_t b, const dem_overlap *o)
{
    int sign = s->stands[a].sign * s->stands[b].sign;
    return sign == 0 ? o->opposed == 0 && s->stands[a].sign == s->stands[b].sign
                     : (o->opposed % 2 ? sign < 0 : sign > 0);
}

static bool both(const dem_scene *s, int32_t a, int32_t b, dem_family family)
{
    return s->stands[a].family == family && s->stands[b].family == family;
}

static bool is_long(const dem_scene *s, int32_t a, int32_t b)
{
    return s->claims[a].content.len > DEM_STAND_LONG || s->claims[b].content.len > DEM_STAND_LONG;
}

static bool same_story(const dem_scene *s, int32_t a, int32_t b)
{
    return s->story[a] == s->story[b];
}

static int32_t first_of(int32_t *up, int32_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* The same speaker or side saying the same in one story says it once. */
static bool is_repetition(const dem_scene *s, int32_t a, int32_t b, const dem_overlap *o)
{
    bool nested = dem_nested(&s->claims[a], &s->claims[b]); /* "the ministry said it refused the plan": one refusal */
    if (nested && !dem_same_speaker(&s->claims[a], &s->claims[b]))
        return false;
    bool whole = o->like >= 60 || (o->part >= 80 && (nested || (o->words >= 2 && o->like >= 40)));
    return whole && aligned(s, a, b, o) && same_story(s, a, b) && dem_same_side(s, a, b) &&
           s->stands[a].family == s->stands[b].family && s->claims[a].level == s->claims[b].level;
}

static void fold_pair(void *context, int32_t a, int32_t b, const dem_overlap *o)
{
    judge *j = context;
    if (!is_repetition(j->s, a, b, o))
        return;
    int32_t x = first_of(j->s->fold, a), y = first_of(j->s->fold, b);
    j->s->fold[x > y ? x : y] = x < y ? x : y;
}

static bool is_first_hand(const dem_scene *s, int32_t a, int32_t b)
{
    return s->claims[a].level <= 1 && s->claims[b].level <= 1;
}

static bool is_new(judge *j, dem_relation_kind kind, int32_t a, int32_t b)
{
    const char *key = (const char *)dem_new(j->scratch, int32_t, 3);
    bool fresh;
    int32_t *parts = (int32_t *)(void *)(uintptr_t)key;
    parts[0] = (int32_t)kind;
    parts[1] = a < b ? a : b;
    parts[2] = a < b ? b : a;
    dem_map_put(&j->pairs, (dem_str){key, 3 * sizeof *parts}, j->scratch, &fresh);
    return fresh;
}

static void relate(judge *j, dem_relation_kind kind, int32_t a, int32_t b, int32_t confidence, const char *how,
                   const dem_overlap *o)
{
    const dem_scene *s = j->s;
    if (!is_new(j, kind, a, b))
        return;
    dem_str about = dem_about(o, s->arena);
    dem_relate(s, kind, (int32_t[]){a, b}, 2, confidence < 95 ? confidence : 95,
               dem_str_format(s->arena, "%s%.*s", how, (int)about.len, about.at));
}

/* Both sides of a dispute named alike and one word: as good as a telling word. */
static bool is_telling(const dem_overlap *o) { return o->telling || (o->sides >= 2 && o->words); }

static bool denies_across(const dem_scene *s, int32_t claim, int32_t denial, const dem_overlap *o)
{
    if (s->claims[claim].doc == s->claims[denial].doc || !s->stands[denial].denies || !s->stands[claim].asserts ||
        s->stands[claim].family == DEM_WILL || dem_same_side(s, claim, denial) || s->claims[denial].level > 1)
        return false;
    if (o->plain >= 2 && o->like >= (same_story(s, claim, denial) ? 40 : 55))
        return true;
    /* "groundless to accuse China of backtracking": it says itself that it answers an accusation */
    const dem_terms *t = &s->terms[denial];
    return o->plain && o->sides && o->like >= 35 && t->falses && t->claimed & 1;
}

static bool is_known(const dem_claim *c)
{
    return c->speaker.len && c->party.len && !dem_str_eq(c->party, DEM_STR("?"));
}

/* "There are secret talks" and "there can be no secret talks": a fact said and negated by another. */
static bool negates(const dem_scene *s, int32_t claim, int32_t denial, const dem_overlap *o)
{
    const unsigned facts = DEM_ACTS(CLAIM) | DEM_ACTS(ACCUSE) | DEM_ACTS(ASSESS);
    if (!dem_has_act(&s->claims[claim], facts) || s->claims[denial].act != DEM_ACT_CLAIM ||
        s->stands[denial].sign >= 0 || s->stands[claim].sign <= 0 || o->opposed || s->claims[denial].level > 1)
        return false;
    bool near = s->claims[claim].doc == s->claims[denial].doc;
    if (!is_known(&s->claims[claim]) || !is_known(&s->claims[denial]))
        return false;
    return s->stands[claim].asserts && !dem_same_side(s, claim, denial) && is_telling(o) &&
           (near ? o->words >= 2 || o->sides >= 2 : o->plain >= 2) &&
           o->like >= (!near ? 55 : o->sides >= 2 ? 30 : 34);
}

static bool try_denial(judge *j, int32_t a, int32_t b, const dem_overlap *o)
{
    const dem_scene *s = j->s;
    bool across = denies_across(s, a, b, o) || denies_across(s, b, a, o);
    bool negated = !across && (negates(s, a, b, o) || negates(s, b, a, o));
    if (!across && !negated)
        return false;
    int32_t claim = denies_across(s, a, b, o) || negates(s, a, b, o) ? a : b, denial = claim == a ? b : a;
    s->answers[s->fold[denial]] = true;
    relate(j, DEM_CLAIM_DENIAL, s->fold[claim], s->fold[denial], (negated ? 20 : 30) + o->like,
           negated ? "said by one and negated by another," : "said in one report, denied in another by another side,", o);
    return true;
}

/* The earlier by its date; false when the dates do not tell. */
static bool in_time(const dem_scene *s, int32_t *a, int32_t *b)
{
    dem_str x = s->stands[*a].date, y = s->stands[*b].date;
    if (x.len < 10 || y.len < 10 || dem_str_eq(x, y))
        return false;
    if (dem_str_cmp(x, y) > 0) {
        int32_t t = *a;
        *a = *b;
        *b = t;
    }
    return true;
}

/* "He withdrew the demand for …": what is taken back was meant before. */
static bool takes_back(const dem_scene *s, int32_t earlier, int32_t later)
{
    return s->claims[later].act == DEM_ACT_WITHDRAW && s->claims[earlier].act != DEM_ACT_WITHDRAW &&
           !s->stands[earlier].denies && s->stands[earlier].sign != 0;
}

static const char *why_shifted(bool back, bool one)
{
    if (back)
        return one ? "one speaker takes back what was said before" : "one side takes back what it said before";
    return one ? "one speaker, two dates, opposite stands" : "one side, two dates, opposite stands";
}

static bool try_shift(judge *j, int32_t a, int32_t b, const dem_overlap *o)
{
    const dem_scene *s = j->s;
    bool one = dem_same_speaker(&s->claims[a], &s->claims[b]);
    if (!dem_same_side(s, a, b) || !in_time(s, &a, &b))
        return false;
    bool back = takes_back(s, a, b);
    if (!back && !opposed(s, a, b, o))
        return false;
    bool facts = s->claims[a].act == DEM_ACT_CLAIM && s->claims[b].act == DEM_ACT_CLAIM;
    if (!back && !both(s, a, b, DEM_WILL) && !(one && facts))
        return false;
    if (o->plain < (one ? 2 : 3) || !o->telling || o->like < (!one ? 70 : facts ? 55 : 42))
        return false;
    relate(j, DEM_SHIFT, s->fold[a], s->fold[b], 20 + o->like + (one ? 15 : 0),
           why_shifted(back, one), o);
    return true;
}

/* "Ready to verify the truce once the accord is signed" does not contradict "no truce before". */
static bool is_bound(const dem_scene *s, int32_t i)
{
    return s->stands[i].sign > 0 && s->claims[i].condition.len > 0;
}

static bool may_disagree(const dem_scene *s, int32_t a, int32_t b)
{
    if (s->stands[a].denies || s->stands[b].denies || s->stands[a].points || s->stands[b].points)
        return false;
    return s->stands[a].side && s->stands[b].side && !is_bound(s, a) && !is_bound(s, b) &&
           !dem_same_speaker(&s->claims[a], &s->claims[b]);
}

/* "The text is a great leap", "they rejected the accord": one deal, found good and bad in one report. */
static bool judges_deal(const dem_scene *s, int32_t a, int32_t b)
{
    const unsigned for_it = DEM_ACTS(PRAISE) | DEM_ACTS(ACCEPT), against = DEM_ACTS(REJECT) | DEM_ACTS(CRITICIZE);
    const dem_claim *x = &s->claims[a], *y = &s->claims[b];
    bool opposite = (dem_has_act(x, for_it) && dem_has_act(y, against)) ||
                    (dem_has_act(y, for_it) && dem_has_act(x, against));
    return opposite && x->doc == y->doc && s->terms[a].head >= 0 && s->terms[a].head == s->terms[b].head &&
           !dem_same_side(s, a, b) && !x->negated == dem_has_act(x, for_it) && !y->negated == dem_has_act(y, for_it);
}

/* Inside one side ("the plebiscite is illegitimate", says the opposition) only in one story. */
static bool try_disagreement(judge *j, int32_t a, int32_t b, const dem_overlap *o)
{
    const dem_scene *s = j->s;
    bool near = s->claims[a].doc == s->claims[b].doc, will = both(s, a, b, DEM_WILL), side = dem_same_side(s, a, b);
    bool fact = s->stands[a].family == DEM_FACT || s->stands[b].family == DEM_FACT;
    bool value = s->stands[a].family == DEM_VALUE || s->stands[b].family == DEM_VALUE;
    if (judges_deal(s, a, b) && s->stands[a].side && s->stands[b].side) {
        relate(j, DEM_DISAGREEMENT, s->fold[a], s->fold[b], 55, "found good by one and bad by the other,", o);
        return true;
    }
    if (!opposed(s, a, b, o) || !may_disagree(s, a, b) || !o->telling || (side && !same_story(s, a, b)))
        return false;
    if (fact && (side || value)) /* to find it bad is not to contradict it */
        return false;
    if (s->claims[a].act == DEM_ACT_ACCUSE || s->claims[b].act == DEM_ACT_ACCUSE)
        return false;
    int32_t least = (near ? 18 : 50) + (will ? 0 : value ? 22 : 12) + (side ? 15 : 0);
    if (!near && o->plain < 2)
        return false;
    if (o->like < least || o->words < (near && (will || side) ? 1 : 2))
        return false;
    relate(j, DEM_DISAGREEMENT, s->fold[a], s->fold[b], 35 + o->like,
           will ? "one wants what the other refuses" : "one says what the other contradicts", o);
    return true;
}

static bool is_condition(const dem_scene *s, int32_t i)
{
    return s->claims[i].act == DEM_ACT_CONDITION;
}

/* "Salaries once the roads are open", "roads once salaries are paid": two sides, one matter. */
static bool try_conditions(judge *j, int32_t a, int32_t b, const dem_overlap *o)
{
    const dem_scene *s = j->s;
    if (!is_condition(s, a) || !is_condition(s, b) || dem_same_side(s, a, b))
        return false;
    if (!s->stands[a].side || !s->stands[b].side)
        return true;
    if (o->strong >= 2 && o->like >= 30)
        relate(j, DEM_CONDITION_SET, s->fold[a], s->fold[b], 30 + o->like, "two sides set conditions", o);
    else if (o->crossed && s->claims[a].doc == s->claims[b].doc)
        relate(j, DEM_CONDITION_SET, s->fold[a], s->fold[b], 45 + o->like / 2,
               "what one side waits for depends on the other's condition,", o);
    return true;
}

/* Joins b's group to a's; each group keeps its surest link as the reason. */
static void try_same(judge *j, int32_t a, int32_t b, const dem_overlap *o)
{
    const dem_scene *s = j->s;
    bool one = dem_same_speaker(&s->claims[a], &s->claims[b]);
    if (!aligned(s, a, b, o) || s->stands[a].family != s->stands[b].family || s->stands[a].points ||
        s->stands[b].points || (one && s->claims[a].doc == s->claims[b].doc))
        return;
    if (!one && (!is_known(&s->claims[a]) || !is_known(&s->claims[b])))
        return;
    bool near = s->claims[a].doc == s->claims[b].doc;
    bool both_refuse = s->stands[a].sign < 0 && s->stands[b].sign < 0 && both(s, a, b, DEM_WILL);
    bool facts = both(s, a, b, DEM_FACT);
    if (!o->telling || o->plain < (facts ? 3 : 1) || (o->words < 2 && !(near && both_refuse)))
        return;
    bool side = dem_same_side(s, a, b);
    int32_t least = facts ? 70 : o->plain == 1 && !near ? 75 : side ? 45 : 52;
    if (both_refuse && (near ? o->part >= 90 : side && o->plain >= 2))
        least = 33; /* a short refusal inside a long one, or one side's of the same things */
    if (is_long(s, a, b) && least < 75)
        least = 75;
    if (o->like < least)
        return;
    int32_t x = first_of(j->up, s->fold[a]), y = first_of(j->up, s->fold[b]);
    if (x == y)
        return;
    int32_t low = x < y ? x : y, high = x < y ? y : x;
    if (low != s->fold[a] && low != s->fold[b] &&
        dem_terms_overlap(&s->terms[low], &s->terms[high]).like < 40)
        return;
    j->up[high] = low;
    if (o->like > j->like[low]) {
        j->like[low] = o->like;
        j->link[low] = *o;
    }
}

static void judge_pair(void *context, int32_t a, int32_t b, const dem_overlap *o)
{
    judge *j = context;
    const dem_scene *s = j->s;
    if (s->fold[a] == s->fold[b] || dem_nested(&s->claims[a], &s->claims[b]) || !dem_same_matter(s, a, b) || try_denial(j, a, b, o))
        return;
    if (!is_first_hand(s, a, b) || try_conditions(j, a, b, o) || try_shift(j, a, b, o) || try_disagreement(j, a, b, o))
        return;
    try_same(j, a, b, o);
}

/* A group with members of at least two documents or speakers is a relation. */
static void relate_groups(judge *j)
{
    const dem_scene *s = j->s;
    int32_t *next = dem_new(j->scratch, int32_t, s->n), *last = dem_new(j->scratch, int32_t, s->n);
    int32_t *size = dem_new(j->scratch, int32_t, s->n), *members = dem_new(j->scratch, int32_t, s->n);
    for (int32_t i = 0; i < s->n; i++) {
        int32_t first = first_of(j->up, i);
        next[i] = -1;
        if (s->fold[i] == i && first != i)
            next[size[first] ? last[first] : first] = i;
        size[first] += s->fold[i] == i;
        last[first] = s->fold[i] == i ? i : last[first];
    }
    for (int32_t i = 0; i < s->n; i++) {
        int32_t n = 0;
        if (size[i] < 2)
            continue;
        for (int32_t k = i; k >= 0; k = next[k])
            members[n++] = k;
        dem_str about = dem_about(&j->link[i], s->arena);
        dem_relate(s, DEM_SAME_POSITION, members, n, 25 + (j->like[i] < 70 ? j->like[i] : 70),
                   dem_str_format(s->arena, "the same stand%.*s", (int)about.len, about.at));
    }
}

void dem_alike_find(const dem_scene *s, dem_arena scratch)
{
    dem_arena memory = scratch, upper = scratch;
    upper.at += (scratch.end - scratch.at) / 2;
    memory.end = upper.at;
    judge j = {.s = s, .up = dem_new(&memory, int32_t, s->n), .like = dem_new(&memory, int32_t, s->n),
               .link = dem_new(&memory, dem_overlap, s->n), .scratch = &memory};
    dem_pairs_visit(s, fold_pair, &j, upper);
    for (int32_t i = 0; i < s->n; i++) {
        first_of(s->fold, i);
        j.up[i] = i;
    }
    for (int32_t i = 0; i < s->n; i++)
        s->fold[i] = first_of(s->fold, i);
    dem_pairs_visit(s, judge_pair, &j, upper);
    relate_groups(&j);
}
