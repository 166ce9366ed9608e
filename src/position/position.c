#include "position/position.h"
#include "base/map.h"
#include "position/stems.h"

#define ROW(name) {#name, sizeof #name - 1},
static const dem_str relation_names[] = {ROW(claim_denial) ROW(disagreement) ROW(same_position) ROW(shift)
                                             ROW(condition_set)};
const dem_tagset dem_relation_set = {relation_names, DEM_CONDITION_SET + 1};

enum { BACK_STATEMENTS = 8, BACK_BYTES = 1500, CANDIDATES = 64, NEAR_STATEMENTS = 12 };

typedef struct search {
    const dem_claim *claims;
    int32_t n;
    dem_stem_sets sets;
    dem_relations *out;
    dem_arena *arena;
    dem_map seen; /* pairs already told, whatever their kind */
} search;

static bool known(dem_str party) { return party.len && !dem_str_eq(party, DEM_STR("?")); }

static bool same_party(const dem_claim *a, const dem_claim *b)
{
    return known(a->party) && dem_str_eq(a->party, b->party);
}

static bool same_speaker(const dem_claim *a, const dem_claim *b)
{
    return a->speaker.len && dem_str_eq(a->speaker, b->speaker);
}

/* Two mouths, as far as can be told: another speaker, or, when nobody is named, another party or source. */
static bool other_side(const dem_claim *a, const dem_claim *b)
{
    if (a->speaker.len && b->speaker.len)
        return !dem_str_eq(a->speaker, b->speaker);
    if (known(a->party) && known(b->party) && !dem_str_eq(a->party, b->party))
        return true;
    return !dem_str_eq(a->source, b->source);
}

/* One stands inside the other, or they are the same words. */
static bool overlap(const dem_claim *a, const dem_claim *b)
{
    return a->doc == b->doc && a->begin < b->end && b->begin < a->end;
}

static bool share_topic(const dem_claim *a, const dem_claim *b)
{
    for (int32_t i = 0; i < a->n_topics; i++)
        for (int32_t k = 0; k < b->n_topics; k++)
            if (dem_str_eq(a->topics[i], b->topics[k]))
                return true;
    return false;
}

static bool is(dem_str s, const char *word) { return dem_str_eq(s, dem_str_of(word)); }

/* For, against, on a condition, or nothing that could be held against another stance. */
typedef enum side { SIDE_NONE, SIDE_FOR, SIDE_AGAINST, SIDE_IF } side;

static side side_of(const dem_claim *c)
{
    if (is(c->stance, "support"))
        return SIDE_FOR;
    if (is(c->stance, "oppose"))
        return SIDE_AGAINST;
    return is(c->stance, "conditional") ? SIDE_IF : SIDE_NONE;
}

static bool clash(side a, side b)
{
    return (a == SIDE_FOR && b == SIDE_AGAINST) || (a == SIDE_AGAINST && b == SIDE_FOR);
}

/* What can be denied: an assertion, or a word given. */
static bool deniable(const dem_claim *c)
{
    return c->act == DEM_ACT_ACCUSE || c->act == DEM_ACT_CLAIM || c->act == DEM_ACT_ASSESS ||
           c->act == DEM_ACT_PROMISE || c->act == DEM_ACT_CRITICIZE || c->act == DEM_ACT_THREATEN ||
           c->act == DEM_ACT_ACCEPT || c->act == DEM_ACT_OFFER || c->act == DEM_ACT_WITHDRAW;
}

static bool denies(const search *s, int32_t i)
{
    const dem_claim *c = &s->claims[i];
    return c->act == DEM_ACT_DENY || (c->act == DEM_ACT_REJECT && s->sets.sets[i].points_back);
}

static bool negative(const search *s, int32_t i) { return s->sets.sets[i].negative || s->claims[i].negated; }

/* False when this pair was told before. */
static bool fresh(search *s, int32_t a, int32_t b)
{
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    bool first;
    dem_str key = dem_str_format(s->arena, "%d %d", low, high);
    dem_map_put(&s->seen, key, s->arena, &first);
    return first;
}

static void tell(search *s, dem_relation_kind kind, int32_t a, int32_t b, dem_str why, int32_t confidence)
{
    if (!fresh(s, a, b))
        return;
    int32_t *members = dem_new(s->arena, int32_t, 2);
    members[0] = a;
    members[1] = b;
    *dem_push(s->out, s->arena) = (dem_relation){(uint8_t)kind, members, 2, why,
                                                 confidence > 95 ? 95 : confidence};
}

static dem_str why_shared(search *s, const char *what, dem_shared shared)
{
    return dem_str_format(s->arena, "%s; %d word stems shared, %d%% of the shorter", what, (int)shared.stems,
                          (int)shared.contained);
}

/* --- denials that point back ------------------------------------------------------------------------ */

/* How well statement k, before denial d in the same report, is what d denies; 0: not at all. */
static int32_t back_score(const search *s, int32_t d, int32_t k)
{
    const dem_claim *denial = &s->claims[d], *claim = &s->claims[k];
    if (!deniable(claim) || !other_side(denial, claim) || claim->end > denial->begin + 1)
        return 0;
    if (denial->begin - claim->end > BACK_BYTES)
        return 0;
    dem_shared shared = dem_stem_shared(&s->sets, d, k);
    bool asserted = claim->act == DEM_ACT_ACCUSE || claim->act == DEM_ACT_CLAIM;
    if (!s->sets.sets[d].points_back && !shared.stems && claim->act != DEM_ACT_ACCUSE)
        return 0; /* a denial with words of its own is of something that has some of them */
    int32_t score = 50 - 6 * (d - k) - (int32_t)(denial->begin - claim->end) / 40;
    if (claim->act == DEM_ACT_ACCUSE)
        score += 25;
    if (asserted)
        score += 10;
    if (same_party(denial, claim))
        score -= 15;
    return score + 12 * shared.stems;
}

static void point_back(search *s, int32_t d)
{
    int32_t best = -1, most = 20;
    for (int32_t k = d - 1; k >= 0 && k >= d - BACK_STATEMENTS && s->claims[k].doc == s->claims[d].doc; k--) {
        int32_t score = back_score(s, d, k);
        if (score > most) {
            most = score;
            best = k;
        }
    }
    if (best < 0)
        return;
    bool rejects = s->claims[d].act == DEM_ACT_REJECT; /* an argument is not denied as a fact */
    tell(s, rejects ? DEM_DISAGREEMENT : DEM_CLAIM_DENIAL, best, d,
         rejects ? DEM_STR("what is rejected points back at the nearest words of another side")
                 : DEM_STR("the denial points back at the nearest claim of another side"),
         40 + most / 2);
}

/* --- candidates by shared stems --------------------------------------------------------------------- */

typedef struct candidate {
    int32_t claim;
    dem_shared shared;
} candidate;

/* Earlier statements that share something rare with i, nearest in kind first, CANDIDATES at most. */
static int32_t candidates(const search *s, int32_t i, int32_t *marks, candidate *list)
{
    const dem_stem_set *set = &s->sets.sets[i];
    int32_t n = 0, common = s->n / 8 + 16;
    for (int32_t k = 0; k < set->n; k++) {
        int32_t begin = s->sets.first[set->at[k]], end = s->sets.first[set->at[k] + 1];
        if (end - begin > common)
            continue;
        for (int32_t p = begin; p < end && s->sets.claims[p] < i; p++) {
            int32_t c = s->sets.claims[p];
            if (marks[c] == i + 1)
                continue;
            marks[c] = i + 1;
            dem_shared shared = dem_stem_shared(&s->sets, i, c);
            if (shared.stems < 2 && shared.contained < 60)
                continue;
            int32_t at = n < CANDIDATES ? n++ : CANDIDATES - 1;
            if (at == CANDIDATES - 1 && n == CANDIDATES && list[at].claim && list[at].shared.weight >= shared.weight)
                continue;
            for (; at > 0 && list[at - 1].shared.weight < shared.weight; at--)
                list[at] = list[at - 1];
            list[at] = (candidate){c, shared};
        }
    }
    return n;
}

/* --- the kinds -------------------------------------------------------------------------------------- */

static bool first_hand(const dem_claim *a, const dem_claim *b) { return a->level <= 1 && b->level <= 1; }

/* One denies or negates what the other says. */
static bool try_denial(search *s, int32_t i, const candidate *c)
{
    const dem_claim *a = &s->claims[c->claim], *b = &s->claims[i];
    if (!other_side(a, b) || overlap(a, b) || c->shared.stems < 2)
        return false;
    bool near = a->doc == b->doc, kin = near || dem_str_eq(a->story, b->story);
    if (!kin && (c->shared.stems < 3 || !share_topic(a, b)))
        return false; /* two disputes share words such as "deal" and "better" */
    bool b_denies = denies(s, i) && deniable(a) && !denies(s, c->claim);
    bool a_denies = denies(s, c->claim) && deniable(b) && !denies(s, i);
    if ((b_denies || a_denies) && c->shared.contained >= (near ? 35 : 50)) {
        tell(s, DEM_CLAIM_DENIAL, b_denies ? c->claim : i, b_denies ? i : c->claim,
             why_shared(s, "one denies what the other says", c->shared), 45 + c->shared.contained / 2);
        return true;
    }
    bool opposed = negative(s, i) != negative(s, c->claim);
    bool facts = (a->act == DEM_ACT_CLAIM || a->act == DEM_ACT_ACCUSE) && b->act == DEM_ACT_CLAIM;
    if (!opposed || !facts || c->shared.contained < 60 || c->shared.stems < 3)
        return false;
    bool b_negative = negative(s, i);
    tell(s, DEM_CLAIM_DENIAL, b_negative ? c->claim : i, b_negative ? i : c->claim,
         why_shared(s, "the same thing is said and negated", c->shared), 25 + c->shared.contained / 2);
    return true;
}

static int day_cmp(dem_str a, dem_str b) { return dem_str_cmp(dem_str_cut(a, 0, 10), dem_str_cut(b, 0, 10)); }

/* One side, two dated reports, another stance. */
static bool try_shift(search *s, int32_t i, const candidate *c)
{
    const dem_claim *a = &s->claims[c->claim], *b = &s->claims[i];
    if (!(same_speaker(a, b) || same_party(a, b)) || !first_hand(a, b) || a->doc == b->doc)
        return false;
    int order = a->date.len >= 10 && b->date.len >= 10 ? day_cmp(a->date, b->date) : 0;
    side x = side_of(a), y = side_of(b);
    int32_t enough = same_speaker(a, b) ? 30 : 45;
    bool moved = clash(x, y) || (x && y && x != y && a->act != b->act); /* a refusal "unless" stays a refusal */
    if (!order || !moved || !share_topic(a, b) || c->shared.contained < enough || c->shared.stems < 2)
        return false;
    tell(s, DEM_SHIFT, order < 0 ? c->claim : i, order < 0 ? i : c->claim,
         why_shared(s, same_speaker(a, b) ? "the same speaker takes another stance at a later date"
                                          : "the same party takes another stance at a later date", c->shared),
         30 + c->shared.contained / 2);
    return true;
}

static bool try_stances(search *s, int32_t i, const candidate *c)
{
    const dem_claim *a = &s->claims[c->claim], *b = &s->claims[i];
    if (!first_hand(a, b) || overlap(a, b) || c->shared.stems < 2)
        return false;
    side x = side_of(a), y = side_of(b);
    bool turned = negative(s, i) != negative(s, c->claim);
    bool other_party = known(a->party) && known(b->party) && !dem_str_eq(a->party, b->party);
    if (other_party && share_topic(a, b) && clash(x, y) && c->shared.contained >= 40) {
        tell(s, DEM_DISAGREEMENT, c->claim, i, why_shared(s, "two parties, opposite stances", c->shared),
             35 + c->shared.contained / 2);
        return true;
    }
    bool agree = x && x == y && !turned && c->shared.contained >= 60 && c->shared.stems >= 3;
    if (agree && !same_speaker(a, b) && other_side(a, b)) {
        tell(s, DEM_SAME_POSITION, c->claim, i, why_shared(s, "two voices, one stance", c->shared),
             25 + c->shared.contained / 2);
        return true;
    }
    return false;
}

/* In one report, close by: two parties take opposite stances on a topic and share a word that says which. */
static void near_disagreement(search *s, int32_t i)
{
    const dem_claim *b = &s->claims[i];
    for (int32_t k = i - 1; k >= 0 && k >= i - NEAR_STATEMENTS && s->claims[k].doc == b->doc; k--) {
        const dem_claim *a = &s->claims[k];
        bool parties = known(a->party) && known(b->party) && !dem_str_eq(a->party, b->party);
        if (!parties || !first_hand(a, b) || overlap(a, b) || !clash(side_of(a), side_of(b)) || !share_topic(a, b))
            continue;
        dem_shared shared = dem_stem_shared(&s->sets, i, k);
        if (shared.stems < 1 || shared.contained < 15)
            continue;
        tell(s, DEM_DISAGREEMENT, k, i, why_shared(s, "two parties in one report, opposite stances", shared),
             40 + shared.contained / 2);
        return;
    }
}

/* --- conditions that belong together ---------------------------------------------------------------- */

static bool same_binding(const search *s, int32_t a, int32_t b)
{
    const dem_claim *x = &s->claims[a], *y = &s->claims[b];
    if (overlap(x, y) || x->doc != y->doc || !(same_speaker(x, y) || same_party(x, y)))
        return false;
    dem_shared shared = dem_stem_shared(&s->sets, a, b);
    return (shared.stems >= 1 && shared.contained >= 20) || share_topic(x, y);
}

/* Each report's conditions of one side, joined where they bind the same thing. */
static void condition_sets(search *s, dem_arena scratch)
{
    bool *used = dem_new(&scratch, bool, s->n);
    for (int32_t i = 0; i < s->n; i++) {
        if (used[i] || !s->claims[i].condition.len)
            continue;
        DEM_VEC(int32_t) members = {0};
        *dem_push(&members, s->arena) = i;
        for (int32_t k = i + 1; k < s->n && s->claims[k].doc == s->claims[i].doc; k++)
            if (!used[k] && s->claims[k].condition.len && same_binding(s, i, k)) {
                used[k] = true;
                *dem_push(&members, s->arena) = k;
            }
        if (members.len > 1)
            *dem_push(s->out, s->arena) =
                (dem_relation){DEM_CONDITION_SET, members.at, members.len,
                               DEM_STR("one side's conditions in one report that bind the same thing"), 60};
    }
}

enum { DENIALS_MAX = 2, OTHERS_MAX = 2 };

static void relate(search *s, int32_t i, const candidate *list, int32_t n)
{
    int denials = 0, others = 0, shifts = 0;
    for (int32_t k = 0; k < n; k++) {
        if (denials < DENIALS_MAX && try_denial(s, i, &list[k]))
            denials++;
        else if (shifts < 1 && try_shift(s, i, &list[k]))
            shifts++;
        else if (others < OTHERS_MAX && try_stances(s, i, &list[k]))
            others++;
    }
    if (!others)
        near_disagreement(s, i);
    bool alone = !denials && denies(s, i);
    if (alone || (denies(s, i) && s->sets.sets[i].points_back))
        point_back(s, i);
}

void dem_relations_find(const dem_claim *claims, int32_t n, dem_relations *out, dem_arena *arena,
                        dem_arena scratch)
{
    search s = {.claims = claims, .n = n, .out = out, .arena = arena};
    s.sets = dem_stem_sets_of(claims, n, arena, scratch);
    int32_t *marks = dem_new(&scratch, int32_t, n);
    candidate *list = dem_new(&scratch, candidate, CANDIDATES);
    for (int32_t i = 0; i < n; i++)
        relate(&s, i, list, candidates(&s, i, marks, list));
    condition_sets(&s, scratch);
}
