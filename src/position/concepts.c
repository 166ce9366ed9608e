/* Concepts: stars of statements whose contents overlap. The statement with most neighbours left stands for
 * itself and them, then the next; so nobody is drawn in by a neighbour's neighbour. */
#include "position/parts.h"

#include "base/map.h"

#include <string.h>

enum { LIKE = 50, LIKE_OF_THREE = 38 /* with three such words */, NEIGHBOURS = 64 /* whose words are counted for a name */ };

typedef struct neighbour {
    int32_t other, next; /* next: index of the same statement's neighbour before, or -1 */
} neighbour;

typedef struct net {
    const dem_scene *s;
    DEM_VEC(neighbour) all;
    int32_t *last, *degree; /* by statement */
    dem_map names;          /* of concepts: 1 + index */
    dem_arena *arena;
} net;

static bool has_words(const dem_scene *s, int32_t i)
{
    return s->fold[i] == i && s->claims[i].level <= 1 && !s->stands[i].points && s->claims[i].content.len <= DEM_STAND_LONG;
}

static void add_neighbour(net *t, int32_t a, int32_t b)
{
    *dem_push(&t->all, t->arena) = (neighbour){b, t->last[a]};
    t->last[a] = t->all.len - 1;
    t->degree[a]++;
}

/* Two words that are no names, one of them telling, and half of what either says. */
static void meet(void *context, int32_t a, int32_t b, const dem_overlap *o)
{
    net *t = context;
    if (!has_words(t->s, a) || !has_words(t->s, b) || o->opposed || o->plain < 2 || !o->telling || o->like < (o->plain > 2 ? LIKE_OF_THREE : LIKE))
        return;
    if (dem_nested(&t->s->claims[a], &t->s->claims[b]) || !dem_same_matter(t->s, a, b))
        return;
    add_neighbour(t, a, b);
    add_neighbour(t, b, a);
}

static bool busier(const void *context, int32_t a, int32_t b)
{
    const net *t = context;
    return t->degree[a] > t->degree[b];
}

enum { NAMED_BY = 3 };

typedef struct naming {
    const dem_term *best[NAMED_BY];
    int64_t points[NAMED_BY];
    int32_t n;
} naming;

static void offer(naming *name, const dem_term *term, int64_t points)
{
    int32_t k = name->n < NAMED_BY ? name->n++ : NAMED_BY;
    for (; k > 0 && name->points[k - 1] < points; k--)
        if (k < NAMED_BY) {
            name->best[k] = name->best[k - 1];
            name->points[k] = name->points[k - 1];
        }
    if (k < NAMED_BY) {
        name->best[k] = term;
        name->points[k] = points;
    }
}

static bool has_term(const dem_terms *t, int32_t id)
{
    for (int32_t i = 0; i < t->len && t->at[i].id <= id; i++)
        if (t->at[i].id == id)
            return true;
    return false;
}

/* The weightiest words that half of them share, in the order of the first. */
static dem_str name_of(const dem_scene *s, const int32_t *members, int32_t n)
{
    naming name = {.n = 0};
    const dem_terms *t = &s->terms[members[0]];
    dem_str rest = s->claims[members[0]].content, all = {0};
    for (int32_t i = 0; i < t->len; i++) {
        int32_t holders = 0;
        for (int32_t k = 0; k < n && k < NEIGHBOURS; k++)
            holders += has_term(&s->terms[members[k]], t->at[i].id);
        if (holders * 2 >= (n < NEIGHBOURS ? n : NEIGHBOURS))
            offer(&name, &t->at[i], (int64_t)holders * t->at[i].weight);
    }
    size_t place[NAMED_BY];
    for (int32_t i = 0; i < name.n; i++)
        place[i] = dem_str_find(rest, name.best[i]->word);
    for (int32_t left = name.n; left > 0; left--) {
        int32_t first = 0;
        for (int32_t i = 1; i < name.n; i++)
            if (place[i] < place[first])
                first = i;
        dem_str word = dem_str_lower(name.best[first]->word, s->arena);
        all = all.len ? dem_str_format(s->arena, "%.*s %.*s", (int)all.len, all.at, (int)word.len, word.at) : word;
        place[first] = SIZE_MAX;
    }
    return all;
}

/* One speaker's words in one story are no concept. */
static bool is_shared(const dem_scene *s, const int32_t *members, int32_t n)
{
    for (int32_t i = 1; i < n; i++)
        if (s->story[members[i]] != s->story[members[0]] || !dem_same_speaker(&s->claims[members[i]], &s->claims[members[0]]))
            return true;
    return false;
}

/* Frequent words meet their neighbours in time only: stars of one name are one concept. */
static void keep(net *t, dem_concepts *out, dem_concept star)
{
    bool fresh;
    int32_t *at = dem_map_put(&t->names, star.name, t->arena, &fresh);
    if (fresh) {
        *dem_push(out, t->s->arena) = star;
        *at = out->len;
        return;
    }
    dem_concept *known = &out->at[*at - 1];
    int32_t *members = dem_new(t->s->arena, int32_t, known->n + star.n);
    memcpy(members, known->members, (size_t)known->n * sizeof *members);
    memcpy(members + known->n, star.members, (size_t)star.n * sizeof *members);
    known->members = members;
    known->n += star.n;
}

/* The star around a statement that stands in none yet. */
static void shine(net *t, int32_t centre, bool *taken, dem_concepts *out)
{
    const dem_scene *s = t->s;
    int32_t *members = dem_new(s->arena, int32_t, t->degree[centre] + 1), n = 0;
    members[n++] = centre;
    for (int32_t k = t->last[centre]; k >= 0; k = t->all.at[k].next)
        if (!taken[t->all.at[k].other])
            members[n++] = t->all.at[k].other;
    if (n < 2 || !is_shared(s, members, n))
        return;
    dem_concept concept = {members, n, name_of(s, members, n)};
    for (int32_t i = 0; i < n; i++) {
        taken[members[i]] = true;
        members[i] = s->from[members[i]];
    }
    keep(t, out, concept);
}

void dem_concepts_find(const dem_scene *s, dem_concepts *out, dem_arena scratch)
{
    dem_arena memory = scratch, upper = scratch;
    upper.at += (scratch.end - scratch.at) / 2;
    memory.end = upper.at;
    net t = {.s = s, .last = dem_new(&memory, int32_t, s->n), .degree = dem_new(&memory, int32_t, s->n), .arena = &memory};
    for (int32_t i = 0; i < s->n; i++)
        t.last[i] = -1;
    dem_pairs_visit(s, meet, &t, upper);
    int32_t *order = dem_new(&memory, int32_t, s->n), *room = dem_new(&memory, int32_t, s->n);
    bool *taken = dem_new(&memory, bool, s->n);
    for (int32_t i = 0; i < s->n; i++)
        order[i] = i;
    dem_order(order, room, s->n, busier, &t);
    for (int32_t i = 0; i < s->n; i++)
        if (!taken[order[i]] && t.degree[order[i]])
            shine(&t, order[i], taken, out);
}
