/* Two reports are about one matter when they tell one story, or share sides and names. "Refrain from
 * unilateral acts" said of two islands is no common position. */
#include "position/parts.h"

#include "base/map.h"

enum { MOST = 48, FEW = 40 /* reports */, ENOUGH = 3 };

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
    dem_mark *at = dem_new(arena, dem_mark, sides->len + names->len);
    for (int32_t i = 0; i < sides->len; i++)
        at[i].id = sides->at[i];
    for (int32_t i = 0; i < names->len; i++)
        at[sides->len + i].id = names->at[i];
    return (dem_matter){at, sides->len, names->len};
}

/* 2 for what a part of the reports has, 1 for sides that many have, 0 for names that many have. */
static void weigh(dem_matter *all, int32_t docs, int32_t ids, dem_arena *arena)
{
    int32_t *sides = dem_new(arena, int32_t, ids), *names = dem_new(arena, int32_t, ids);
    for (int pass = 0; pass < 2; pass++)
        for (int32_t d = 0; d < docs; d++)
            for (int32_t i = 0; i < all[d].sides + all[d].names; i++) {
                dem_mark *mark = &all[d].at[i];
                bool side = i < all[d].sides;
                int32_t *have = side ? &sides[mark->id] : &names[mark->id];
                if (pass == 0)
                    ++*have;
                else if (side)
                    mark->points = docs < FEW || *have * 4 <= docs ? 2 : 1;
                else
                    mark->points = *have <= 4 || (docs < FEW && *have * 2 <= docs) || *have * 50 <= docs ? 2 : 0;
            }
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
    weigh(all, docs, s->ids + (int32_t)people.len + (int32_t)numbers.len + 1, arena);
    return all;
}

/* What two lists share: the rarer, the more it tells. */
static int32_t common(const dem_mark *a, int32_t n, const dem_mark *b, int32_t m)
{
    int32_t points = 0;
    for (int32_t i = 0, k = 0; i < n && k < m;) {
        int32_t x = a[i].id, y = b[k].id;
        if (x == y)
            points += a[i].points;
        i += x <= y;
        k += y <= x;
    }
    return points;
}

bool dem_same_matter(const dem_scene *s, int32_t a, int32_t b)
{
    int32_t x = s->claims[a].doc, y = s->claims[b].doc;
    if (x == y || s->story[a] == s->story[b])
        return true;
    const dem_matter *m = &s->matters[x], *o = &s->matters[y];
    int32_t points = common(m->at, m->sides, o->at, o->sides);
    points += common(m->at + m->sides, m->names, o->at + o->sides, o->names);
    if (dem_same_speaker(&s->claims[a], &s->claims[b]))
        points -= 2; /* who says it does not tell what of */
    return points >= ENOUGH;
}
