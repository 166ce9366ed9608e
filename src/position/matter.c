/* Two reports are about one matter when they tell one story, or share sides and names. "Refrain from
 * unilateral acts" said of two islands is no common position. */
#include "position/parts.h"

#include "base/map.h"

enum { MOST = 48 };

typedef struct list {
    int32_t at[MOST];
    int32_t len;
} list;

static void add(list *l, int32_t id)
{
    int32_t i = l->len;
    for (int32_t k = 0; k < l->len; k++)
        if (l->at[k] == id)
            return;
    if (l->len == MOST)
        return;
    for (l->len++; i > 0 && l->at[i - 1] > id; i--)
        l->at[i] = l->at[i - 1];
    l->at[i] = id;
}

/* Parties of speakers and parties spoken of, under one number. */
static int32_t side_number(dem_map *sides, dem_str party, dem_arena *arena)
{
    bool fresh;
    int32_t *at = dem_map_put(sides, party, arena, &fresh);
    if (fresh)
        *at = (int32_t)sides->len;
    return *at;
}

static bool is_state(dem_str party) { return party.len == 3 && !dem_str_eq(party, DEM_STR("IGO")) &&
                                             !dem_str_eq(party, DEM_STR("NGO")) && !dem_str_eq(party, DEM_STR("INT")); }

static void read_statement(const dem_scene *s, int32_t i, list *sides, list *names, dem_map *numbers, dem_map *people,
                           dem_arena *arena)
{
    const dem_terms *t = &s->terms[i];
    const dem_claim *a = &s->claims[i];
    if (is_state(a->party))
        add(sides, side_number(numbers, a->party, arena));
    for (int32_t k = 0; k < t->n_parties; k++)
        if (is_state(t->parties[k]))
            add(sides, side_number(numbers, t->parties[k], arena));
    for (int32_t k = 0; k < t->len; k++)
        if (t->at[k].name)
            add(names, t->at[k].id);
    if (a->speaker.len && a->name.len && !dem_str_eq(a->party, DEM_STR("EXPERTS")))
        add(names, s->ids + side_number(people, a->speaker, arena));
}

static dem_matter keep(const list *sides, const list *names, dem_arena *arena)
{
    int32_t *at = dem_new(arena, int32_t, sides->len + names->len);
    for (int32_t i = 0; i < sides->len; i++)
        at[i] = sides->at[i];
    for (int32_t i = 0; i < names->len; i++)
        at[sides->len + i] = names->at[i];
    return (dem_matter){at, sides->len, names->len};
}

dem_matter *dem_matters_of(const dem_scene *s, int32_t docs, dem_arena *arena)
{
    dem_matter *all = dem_new(arena, dem_matter, docs);
    dem_map numbers = {0}, people = {0};
    for (int32_t begin = 0, end; begin < s->n; begin = end) {
        list sides = {0}, names = {0};
        for (end = begin; end < s->n && s->claims[end].doc == s->claims[begin].doc; end++)
            read_statement(s, end, &sides, &names, &numbers, &people, arena);
        all[s->claims[begin].doc] = keep(&sides, &names, arena);
    }
    return all;
}

static int32_t common(const int32_t *a, int32_t n, const int32_t *b, int32_t m)
{
    int32_t count = 0;
    for (int32_t i = 0, k = 0; i < n && k < m;) {
        bool equal = a[i] == b[k], less = a[i] < b[k];
        count += equal;
        i += equal || less;
        k += !less;
    }
    return count;
}

bool dem_same_matter(const dem_scene *s, int32_t a, int32_t b)
{
    int32_t x = s->claims[a].doc, y = s->claims[b].doc;
    if (x == y || s->story[a] == s->story[b])
        return true;
    const dem_matter *m = &s->matters[x], *o = &s->matters[y];
    int32_t sides = common(m->at, m->sides, o->at, o->sides);
    int32_t names = common(m->at + m->sides, m->names, o->at + o->sides, o->names);
    if (dem_same_speaker(&s->claims[a], &s->claims[b])) /* who says it does not tell what of */
        return (sides >= 2 && names >= 2) || names >= 3;
    return sides >= 2 || (sides && names) || names >= 2;
}
