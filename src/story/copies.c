#include "story/passages.h"

static int32_t root_of(int32_t *up, int32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

/* Whether x is the better original: an agency before a paper, the earlier, the longer, the first. */
static bool is_original(const dem_report *reports, const dem_words *words, int32_t x, int32_t y)
{
    bool ax = dem_outlet_is_agency(reports[x].outlet), ay = dem_outlet_is_agency(reports[y].outlet);
    if (ax != ay)
        return ax;
    int32_t dx = 0, dy = 0;
    bool known = dem_day_of(reports[x].date, &dx) && dem_day_of(reports[y].date, &dy);
    if (known && dx != dy)
        return dx < dy;
    if (words[x].len != words[y].len)
        return words[x].len > words[y].len;
    return x < y;
}

void dem_copies_find(const dem_report *reports, const dem_words *words, int32_t n,
                     const dem_passages *passages, int32_t *copy_of, dem_arena scratch)
{
    int32_t *up = dem_new(&scratch, int32_t, n), *best = dem_new(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++)
        up[i] = best[i] = i;
    for (int32_t i = 0, end; i < passages->len; i = end) {
        const dem_passage *p = passages->at;
        int32_t shared = 0;
        for (end = i; end < passages->len && p[end].a == p[i].a && p[end].b == p[i].b; end++)
            if (p[end].class == DEM_PASSAGE_SHARED || p[end].class == DEM_PASSAGE_WIRE)
                shared += p[end].words;
        int32_t la = words[p[i].a].len, lb = words[p[i].b].len;
        if (shared * 2 >= (la < lb ? la : lb))
            up[root_of(up, p[i].b)] = root_of(up, p[i].a);
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t root = root_of(up, i);
        if (is_original(reports, words, i, best[root]))
            best[root] = i;
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t original = best[root_of(up, i)];
        copy_of[i] = original == i ? -1 : original;
    }
}
