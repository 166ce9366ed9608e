#include "position/parts.h"

#include "base/map.h"

#include <string.h>

#define ROW(name) {#name, sizeof #name - 1},
static const dem_str relation_names[] = {ROW(claim_denial) ROW(disagreement) ROW(same_position) ROW(shift)
                                             ROW(condition_set)};
const dem_tagset dem_relation_set = {relation_names, DEM_CONDITION_SET + 1};

void dem_relate(const dem_scene *s, dem_relation_kind kind, const int32_t *members, int32_t n, int32_t confidence,
                dem_str why)
{
    int32_t *at = dem_new(s->arena, int32_t, n);
    memcpy(at, members, (size_t)n * sizeof *at);
    *dem_push(s->out, s->arena) =
        (dem_relation){.kind = (uint8_t)kind, .members = at, .n = n, .why = why, .confidence = confidence};
}

dem_str dem_about(const dem_overlap *o, dem_arena *arena)
{
    if (!o->best[0])
        return (dem_str){0};
    dem_str first = dem_str_lower(o->best[0]->word, arena);
    if (!o->best[1])
        return dem_str_format(arena, " on \"%.*s\"", (int)first.len, first.at);
    dem_str second = dem_str_lower(o->best[1]->word, arena);
    return dem_str_format(arena, " on \"%.*s\" and \"%.*s\"", (int)first.len, first.at, (int)second.len, second.at);
}

/* By date, undated last, else as given: the statements of a report stay together. */
static bool earlier(const void *context, int32_t a, int32_t b)
{
    const dem_claim *x = (const dem_claim *)context + a, *y = (const dem_claim *)context + b;
    if (!x->date.len != !y->date.len)
        return x->date.len > 0;
    return dem_str_cmp(x->date, y->date) < 0;
}

static bool relation_first(const void *context, int32_t a, int32_t b)
{
    const dem_scene *s = context;
    const dem_relation *x = &s->out->at[a], *y = &s->out->at[b];
    if (x->kind != y->kind)
        return x->kind < y->kind;
    for (int32_t i = 0; i < x->n && i < y->n; i++)
        if (x->members[i] != y->members[i])
            return x->members[i] < y->members[i];
    return x->n < y->n;
}

/* Relations in their order, members by the caller's numbers. */
static void hand_over(const dem_scene *s, dem_arena scratch)
{
    int32_t n = s->out->len;
    int32_t *order = dem_new(&scratch, int32_t, n), *room = dem_new(&scratch, int32_t, n);
    dem_relation *copy = dem_new(&scratch, dem_relation, n);
    for (int32_t i = 0; i < n; i++) {
        order[i] = i;
        copy[i] = s->out->at[i];
    }
    dem_order(order, room, n, relation_first, s);
    for (int32_t i = 0; i < n; i++) {
        dem_relation *r = &s->out->at[i];
        *r = copy[order[i]];
        int32_t *members = dem_new(s->arena, int32_t, r->n);
        for (int32_t k = 0; k < r->n; k++)
            members[k] = s->from[r->members[k]];
        r->members = members;
    }
}

/* Documents and stories as numbers from 0, in the room's order. Returns the number of documents. */
static int32_t number_documents(dem_claim *claims, int32_t *story, int32_t n, dem_arena *arena)
{
    dem_map stories = {0};
    int32_t docs = 0;
    for (int32_t i = 0, now = 0; i < n; i++) {
        bool fresh, next = i == 0 || claims[i].doc != now;
        now = claims[i].doc;
        docs += next;
        claims[i].doc = docs - 1;
        if (!next) {
            story[i] = story[i - 1];
            continue;
        }
        dem_str key = claims[i].story.len ? claims[i].story : dem_str_format(arena, "\n%d", docs);
        int32_t *at = dem_map_put(&stories, key, arena, &fresh);
        if (fresh)
            *at = (int32_t)stories.len;
        story[i] = *at;
    }
    return docs;
}

static dem_scene scene_of(const dem_likeness *likeness, const dem_claim *claims, const int32_t *order, int32_t n,
                          dem_arena *arena)
{
    dem_scene s = {.n = n, .from = order};
    dem_claim *mine = dem_new(arena, dem_claim, n);
    dem_stand *stands = dem_new(arena, dem_stand, n);
    int32_t *story = dem_new(arena, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        mine[i] = claims[order[i]];
    int32_t docs = number_documents(mine, story, n, arena);
    s.claims = mine;
    s.story = story;
    s.terms = dem_terms_of(likeness, mine, n, docs, &s.ids, arena);
    s.fold = dem_new(arena, int32_t, n);
    s.answers = dem_new(arena, bool, n);
    for (int32_t i = 0; i < n; i++) {
        stands[i] = dem_stand_of(&mine[i], &s.terms[i]);
        s.fold[i] = i;
    }
    s.stands = stands;
    s.matters = dem_matters_of(&s, docs, arena);
    return s;
}

void dem_relations_find(const dem_likeness *likeness, const dem_claim *claims, int32_t n, dem_relations *out,
                        int32_t *fold, dem_concepts *concepts, dem_arena *arena, dem_arena scratch)
{
    int32_t *order = dem_new(&scratch, int32_t, n), *room = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    dem_order(order, room, n, earlier, claims);
    dem_arena upper = scratch; /* terms below, work above */
    upper.at += (scratch.end - scratch.at) / 2;
    scratch.end = upper.at;
    dem_scene s = scene_of(likeness, claims, order, n, &scratch);
    s.out = out;
    s.arena = arena;
    dem_alike_find(&s, upper);
    dem_denials_find(&s, upper);
    dem_conditions_find(&s, upper);
    if (concepts)
        dem_concepts_find(&s, concepts, upper);
    for (int32_t i = 0; fold && i < n; i++)
        fold[order[i]] = order[s.fold[i]];
    hand_over(&s, upper);
}
