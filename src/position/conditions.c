/* Condition sets: what one side wants to hold first on one issue. Statements of a side that share an
 * issue and a document, or an issue and a rare word, belong together. */
#include "position/parts.h"

enum { LARGEST = 40 };

typedef struct groups {
    const dem_scene *s;
    int32_t *up;
    dem_map first; /* what joins -> 1 + a member */
    dem_arena *arena;
} groups;

static bool sets_condition(const dem_scene *s, int32_t i)
{
    const dem_claim *a = &s->claims[i];
    return s->fold[i] == i && a->level <= 1 && s->stands[i].side &&
           (s->stands[i].family == DEM_WILL || (a->act == DEM_ACT_CLAIM && s->stands[i].sign != 0)) && (a->condition.len || a->act == DEM_ACT_CONDITION);
}

/* "He would talk, he told the dinner, if …" holds "would talk if …": the inner one counts. */
static bool holds_another(const dem_scene *s, int32_t i)
{
    const dem_claim *a = &s->claims[i];
    for (int32_t k = i > 3 ? i - 3 : 0; k < s->n && k <= i + 3; k++) {
        const dem_claim *b = &s->claims[k];
        if (k != i && dem_nested(a, b) && b->end - b->begin < a->end - a->begin && sets_condition(s, k))
            return true;
    }
    return false;
}

static int32_t first_of(int32_t *up, int32_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

static void join(groups *g, int32_t i, dem_str key)
{
    bool fresh;
    int32_t *at = dem_map_put(&g->first, key, g->arena, &fresh);
    if (fresh) {
        *at = i + 1;
        return;
    }
    if (!dem_same_matter(g->s, *at - 1, i))
        return;
    int32_t x = first_of(g->up, *at - 1), y = first_of(g->up, i);
    g->up[x > y ? x : y] = x < y ? x : y;
}

/* One issue in one story, and one speaker or one telling word; one speaker, one issue and a rare word anywhere. */
static void join_topic(groups *g, int32_t i, dem_str topic)
{
    const dem_claim *a = &g->s->claims[i];
    const dem_terms *t = &g->s->terms[i];
    dem_str key = dem_str_format(g->arena, "%.*s|%.*s|", (int)a->party.len, a->party.at, (int)topic.len, topic.at);
    int32_t story = g->s->story[i];
    if (topic.len && a->speaker.len)
        join(g, i, dem_str_format(g->arena, "%.*s%d|%.*s", (int)key.len, key.at, story, (int)a->speaker.len,
                                  a->speaker.at));
    for (int32_t k = 0; k < t->len; k++) {
        const dem_term *term = &t->at[k];
        if (term->side || term->weak || (!topic.len && term->name))
            continue;
        /* without a topic, only what is a condition beyond doubt, or of one speaker */
        dem_str who = topic.len || a->act == DEM_ACT_CONDITION ? DEM_STR("") : a->speaker;
        join(g, i, dem_str_format(g->arena, "%.*s%d|t%d|%.*s", (int)key.len, key.at, story, term->id, (int)who.len,
                                  who.at));
        if (topic.len && a->speaker.len && term->weight >= 28)
            join(g, i, dem_str_format(g->arena, "%.*st%d|%.*s", (int)key.len, key.at, term->id,
                                      (int)a->speaker.len, a->speaker.at));
    }
}

static void group(groups *g)
{
    const dem_scene *s = g->s;
    for (int32_t i = 0; i < s->n; i++)
        g->up[i] = i;
    for (int32_t i = 0; i < s->n; i++) {
        if (!sets_condition(s, i) || holds_another(s, i))
            continue;
        for (int32_t k = 0; k < s->claims[i].n_topics; k++)
            join_topic(g, i, s->claims[i].topics[k]);
        if (!s->claims[i].n_topics)
            join_topic(g, i, DEM_STR(""));
    }
}

static void relate_set(const groups *g, const int32_t *members, int32_t n)
{
    const dem_claim *first = &g->s->claims[members[0]];
    dem_str topic = first->n_topics ? first->topics[0] : DEM_STR("one matter");
    bool many = false;
    for (int32_t i = 1; i < n; i++)
        many |= g->s->claims[members[i]].doc != first->doc;
    dem_relate(g->s, DEM_CONDITION_SET, members, n, many ? 60 : 70,
               dem_str_format(g->s->arena, "conditions of %.*s on %.*s%s", (int)first->party.len, first->party.at,
                              (int)topic.len, topic.at, many ? ", from several reports" : ", in one report"));
}

void dem_conditions_find(const dem_scene *s, dem_arena scratch)
{
    groups g = {.s = s, .up = dem_new(&scratch, int32_t, s->n), .arena = &scratch};
    int32_t *next = dem_new(&scratch, int32_t, s->n), *last = dem_new(&scratch, int32_t, s->n);
    int32_t members[LARGEST];
    group(&g);
    for (int32_t i = 0; i < s->n; i++) {
        int32_t first = first_of(g.up, i);
        next[i] = -1;
        if (first != i)
            next[last[first]] = i;
        last[first] = i;
    }
    for (int32_t i = 0; i < s->n; i++) {
        int32_t n = 0;
        if (g.up[i] != i || next[i] < 0)
            continue;
        for (int32_t k = i; k >= 0 && n < LARGEST; k = next[k])
            members[n++] = k;
        relate_set(&g, members, n);
    }
}
