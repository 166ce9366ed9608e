#include "ledger/agree.h"
#include "base/map.h"
#include "ledger/correct.h"

#include <stdlib.h>
#include <string.h>

static int by_unit(const void *a, const void *b)
{
    const dem_rating *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static int by_value(const void *a, const void *b)
{
    const dem_rating *x = a, *y = b;
    return x->value < y->value ? -1 : x->value > y->value;
}

static int by_coder(const void *a, const void *b)
{
    const dem_rating *x = a, *y = b;
    return x->coder < y->coder ? -1 : x->coder > y->coder;
}

/* Units with one value leave; the ratings that stay come first. */
static int32_t pairable(dem_rating *at, int32_t n, dem_agreement *out, double *apart)
{
    int32_t kept = 0;
    for (int32_t i = 0, end; i < n; i = end) {
        double same = 0;
        for (end = i; end < n && at[end].unit == at[i].unit; end++) {}
        int32_t m = end - i;
        if (m < 2)
            continue;
        for (int32_t k = i, run; k < end; k = run) {
            for (run = k; run < end && at[run].value == at[k].value; run++) {}
            same += (double)(run - k) * (run - k - 1);
        }
        *apart += ((double)m * (m - 1) - same) / (m - 1);
        out->units++;
        out->alike += at[i].value == at[end - 1].value;
        memmove(&at[kept], &at[i], (size_t)m * sizeof *at);
        kept += m;
    }
    return kept;
}

static int32_t different(dem_rating *at, int32_t n, int (*order)(const void *, const void *), bool coders)
{
    int32_t found = 0;
    if (n)
        qsort(at, (size_t)n, sizeof *at, order);
    for (int32_t i = 0; i < n; i++)
        found += i == 0 || (coders ? at[i].coder != at[i - 1].coder : at[i].value != at[i - 1].value);
    return found;
}

dem_agreement dem_alpha(dem_rating *ratings, int32_t n)
{
    dem_agreement out = {0};
    double apart = 0, squares = 0;
    if (n)
        qsort(ratings, (size_t)n, sizeof *ratings, by_unit);
    int32_t kept = pairable(ratings, n, &out, &apart);
    out.coders = different(ratings, kept, by_coder, true);
    different(ratings, kept, by_value, false);
    for (int32_t i = 0, end; i < kept; i = end) {
        for (end = i; end < kept && ratings[end].value == ratings[i].value; end++) {}
        squares += (double)(end - i) * (end - i);
    }
    double expected = (double)kept * kept - squares;
    out.defined = expected > 0;
    out.alpha = out.defined ? 1 - (kept - 1) * apart / expected : 0;
    return out;
}

static int32_t number_of(dem_map *map, dem_str text, dem_arena *arena)
{
    bool fresh;
    int32_t *at = dem_map_put(map, dem_str_copy(text, arena), arena, &fresh);
    if (fresh)
        *at = (int32_t)map->len;
    return *at;
}

/* ?1: the field. A row for each statement and coder: the newest value, else the machine's; NULL where rejected. */
static const char values[] =
    "SELECT c.statement, c.who, CASE WHEN ?1 <> 'rejected' AND (SELECT x.value FROM review x WHERE x.statement ="
    " c.statement AND x.who = c.who AND x.field = 'rejected' ORDER BY x.n DESC LIMIT 1) = '1' THEN NULL ELSE"
    " coalesce((SELECT x.value FROM review x WHERE x.statement = c.statement AND x.who = c.who AND x.field = ?1 ORDER BY"
    " x.n DESC LIMIT 1), " DEM_MACHINE_VALUE("?1") ", '-') END"
    " FROM (SELECT DISTINCT statement, who FROM review WHERE field NOT IN ('same_as', 'added')) c"
    " JOIN statement s ON s.id = c.statement";

/* Fields that every coder judges, and those that somebody has corrected. */
static bool is_judged(dem_store *store, const char *field)
{
    static const char *const always[] = {"rejected", "act", "speaker", "party", "stance", "negated"};
    bool judged = false;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        judged |= strcmp(always[i], field) == 0;
    dem_query *q = dem_store_query(store, "SELECT 1 FROM review WHERE field = ?1 LIMIT 1");
    dem_bind_str(q, 1, dem_str_of(field));
    judged |= dem_step(q);
    dem_query_free(q);
    return judged && strcmp(field, "confirmed") != 0;
}

static int by_name(const void *a, const void *b) { return dem_str_cmp(*(const dem_str *)a, *(const dem_str *)b); }

/* Names parted by commas, in their order. */
static dem_str sorted(dem_str names, dem_arena *arena)
{
    DEM_VEC(dem_str) all = {0};
    dem_str out = {0};
    while (names.at)
        *dem_push(&all, arena) = dem_str_split(&names, ',');
    if (all.len)
        qsort(all.at, (size_t)all.len, sizeof *all.at, by_name);
    for (int32_t i = 0; i < all.len; i++)
        out = i ? dem_str_format(arena, "%.*s,%.*s", (int)out.len, out.at, (int)all.at[i].len, all.at[i].at) : all.at[i];
    return out;
}

dem_agreement dem_agreement_of(dem_store *store, const char *field, dem_arena scratch)
{
    DEM_VEC(dem_rating) all = {0};
    dem_map units = {0}, coders = {0}, kinds = {0};
    dem_arena names = scratch; /* names above, ratings below */
    names.at += (scratch.end - scratch.at) / 2;
    scratch.end = names.at;
    if (!is_judged(store, field))
        return (dem_agreement){0};
    const dem_field *f = dem_field_find(dem_str_of(field));
    dem_query *q = dem_store_query(store, values);
    dem_bind_str(q, 1, dem_str_of(field));
    while (dem_step(q)) {
        dem_str value = dem_col_str(q, 2);
        if (f && f->kind == DEM_FIELD_TOPICS)
            value = sorted(value, &names);
        if (!dem_col_null(q, 2))
            *dem_push(&all, &scratch) = (dem_rating){number_of(&units, dem_col_str(q, 0), &names),
                                                     number_of(&coders, dem_col_str(q, 1), &names),
                                                     number_of(&kinds, value, &names)};
    }
    dem_query_free(q);
    return dem_alpha(all.at, all.len);
}
