#include "model/linear.h"

#include <stdio.h>
#include <string.h>

static dem_tensor part(const dem_model *model, const char *prefix, const char *name, dem_dtype type)
{
    char section[25];
    snprintf(section, sizeof section, "%s.%s", prefix, name);
    return dem_model_get(model, section, type);
}

/* The table as it was made: every used slot has a key, and the entries are shared out in order. */
static bool unpack(dem_linear *linear, dem_tensor used, dem_tensor keys, dem_tensor counts, uint64_t entries, dem_arena *arena)
{
    const uint64_t slots = used.count * 8;
    const uint8_t *bits = used.at, *n = counts.at;
    const uint32_t *in = keys.at;
    uint32_t *out = dem_new(arena, uint32_t, slots), *rows = dem_new(arena, uint32_t, slots + 1);
    uint64_t k = 0, e = 0;
    for (uint64_t i = 0; i < slots; i++) {
        rows[i] = (uint32_t)e;
        if (!(bits[i / 8] >> i % 8 & 1))
            continue;
        if (k == keys.count || !in[k])
            return false;
        out[i] = in[k];
        e += n[k++];
    }
    rows[slots] = (uint32_t)e;
    linear->keys = out;
    linear->rows = rows;
    linear->mask = (uint32_t)slots - 1;
    return k == keys.count && k < slots && e == entries; /* an empty slot ends every probe */
}

static bool labels_valid(const dem_linear *linear, uint64_t entries)
{
    for (uint64_t i = 0; i < entries; i++)
        if (linear->labels_at[i] >= linear->labels)
            return false;
    return true;
}

bool dem_linear_open(dem_linear *linear, const dem_model *model, const char *prefix, dem_arena *arena, dem_error *err)
{
    dem_tensor used = part(model, prefix, "used", DEM_U8), keys = part(model, prefix, "keys", DEM_U32);
    dem_tensor counts = part(model, prefix, "counts", DEM_U8), labels = part(model, prefix, "labels", DEM_U8);
    dem_tensor weights = part(model, prefix, "weights", DEM_I16);
    dem_tensor scale = part(model, prefix, "scale", DEM_F32), size = part(model, prefix, "size", DEM_U32);
    bool shaped = used.at && keys.at && counts.at && labels.at && weights.at && scale.count == 1 && size.count == 1 &&
                  used.count && !(used.count & (used.count - 1)) && used.count <= (uint64_t)1 << 28 &&
                  counts.count == keys.count && labels.count == weights.count && labels.count <= UINT32_MAX;
    if (shaped) {
        *linear = (dem_linear){.labels_at = labels.at, .weights = weights.at, .labels = *(const uint32_t *)size.at,
                               .scale = *(const float *)scale.at};
        shaped = labels_valid(linear, labels.count) && unpack(linear, used, keys, counts, labels.count, arena);
    }
    return shaped || dem_fail(err, DEM_E_FORMAT, model->name, -1,
                              "model %.*s: linear part \"%s\" is missing or damaged",
                              (int)model->name.len, model->name.at, prefix);
}

/* ---- indexes ---- */

void dem_linear_filter(dem_linear *linear, dem_arena *arena)
{
    int bits = 10;
    while (bits < 26 && ((uint64_t)1 << bits) < 8 * (uint64_t)linear->mask)
        bits++;
    uint64_t *filter = dem_new(arena, uint64_t, (size_t)1 << (bits - 6));
    linear->filter_shift = 32 - (uint32_t)bits;
    for (uint64_t i = 0; i <= linear->mask; i++) {
        uint32_t at = linear->keys[i] >> linear->filter_shift;
        filter[at / 64] |= (uint64_t)(linear->keys[i] != 0) << at % 64; /* a third is empty: a branch could not tell */
    }
    linear->filter = filter;
    linear->kernels = dem_kernels_best();
}

/* Adds a row's entries up by label; false when a label's sum does not fit. */
static bool add_entries(const dem_linear *linear, uint64_t i, int16_t *weights)
{
    for (uint32_t e = linear->rows[i]; e < linear->rows[i + 1]; e++) {
        int16_t *weight = &weights[linear->labels_at[e]];
        int32_t sum = *weight + linear->weights[e];
        *weight = (int16_t)sum;
        if (*weight != sum)
            return false;
    }
    return true;
}

/* A key lies in its line or, where that is full, in the next one with room; lines are filled from their first
 * slot. The four of a line are looked at together, so where in it a key lies costs nothing. */
enum { LINE = DEM_LINEAR_LINE };

static void make_slots(dem_linear *linear, dem_arena *arena)
{
    dem_arena scratch = *arena;
    dem_linear_slot *slots = dem_arena_take(&scratch, sizeof *slots, (size_t)linear->mask + 1, 64);
    *arena = scratch;
    uint8_t *used = dem_new(&scratch, uint8_t, linear->mask / LINE + 1);
    for (uint64_t i = 0; i <= linear->mask; i++) {
        dem_linear_slot slot = {.key = linear->keys[i]};
        uint32_t line = (slot.key & linear->mask) / LINE;
        if (!slot.key)
            continue;
        if (!add_entries(linear, i, slot.weights))
            return;
        while (used[line] == LINE)
            line = line == linear->mask / LINE ? 0 : line + 1;
        slots[(size_t)line * LINE + used[line]++] = slot;
    }
    linear->slots = slots;
}

/* Two rows of so many entries do not begin in one quarter. */
enum { MANY = 4 };

static void make_wide(dem_linear *linear, dem_arena *arena)
{
    dem_linear_row *wide = dem_new(arena, dem_linear_row, linear->rows[linear->mask + (uint64_t)1] / MANY + 1);
    for (uint64_t i = 0; i <= linear->mask; i++)
        if (linear->rows[i + 1] - linear->rows[i] >= MANY && !add_entries(linear, i, wide[linear->rows[i] / MANY].weights))
            return;
    linear->wide = wide;
}

/* Leaves out what weights add up to more than it holds for. */
void dem_linear_index(dem_linear *linear, dem_arena *arena)
{
    dem_linear_filter(linear, arena);
    if (linear->labels <= DEM_LINEAR_WIDE && linear->mask + (uint64_t)1 >= LINE)
        make_slots(linear, arena);
    else if (linear->labels <= sizeof(dem_linear_row) / sizeof(int16_t))
        make_wide(linear, arena);
}

/* ---- sums ---- */

/* Features in groups, in passes, each asking for the memory that the next one reads: the tables are
 * larger than the caches, and one miss after another would take most of the time. */
enum { GROUP = 96 };

typedef struct asked {
    uint32_t key[GROUP + DEM_LANES];
    int32_t feature[GROUP + DEM_LANES]; /* which of the group's */
    uint32_t row[GROUP], end[GROUP];    /* entries, once found */
    int32_t first;                      /* the group's first feature */
    int n;
} asked;

/* Keys that the filter lets through; their slots or rows are asked for. */
static void ask(const dem_linear *linear, const uint64_t *features, int32_t from, int32_t to, asked *a)
{
    a->first = from;
    a->n = from < to ? linear->kernels->sift(features + from, to - from, linear->filter, linear->filter_shift, a->key, a->feature) : 0;
    for (int k = 0; linear->slots && k < a->n; k++)
        __builtin_prefetch(&linear->slots[a->key[k] & linear->mask]);
    for (int k = 0; !linear->slots && k < a->n; k++) {
        __builtin_prefetch(&linear->keys[a->key[k] & linear->mask]);
        __builtin_prefetch(&linear->rows[a->key[k] & linear->mask]);
    }
}

/* Where a key is, or an empty place. How far it lies from where it belongs is counted rather than asked, up to
 * a few: no branch could foresee it. */
static inline uint32_t find(const dem_linear *linear, uint32_t key)
{
    uint32_t i = key & linear->mask;
    if (i + LINE <= linear->mask) {
        const uint32_t *at = &linear->keys[i];
        uint32_t first = at[0] != key, second = first & (at[1] != key), third = second & (at[2] != key);
        uint32_t found = first + second + third;
        if (at[found] == key)
            return i + found;
    }
    while (linear->keys[i] != key && linear->keys[i])
        i = (i + 1) & linear->mask;
    return i;
}

static void find_rows(const dem_linear *linear, asked *a)
{
    for (int k = 0; k < a->n; k++) {
        uint32_t i = find(linear, a->key[k]);
        a->row[k] = linear->rows[i];
        a->end[k] = linear->keys[i] ? linear->rows[i + 1] : a->row[k];
        if (linear->wide)
            __builtin_prefetch(&linear->wide[a->row[k] / MANY]);
        __builtin_prefetch(&linear->labels_at[a->row[k]]);
        __builtin_prefetch(&linear->weights[a->row[k]]);
    }
}

typedef int16_t eight_weights __attribute__((vector_size(16)));
typedef int32_t eight_sums __attribute__((vector_size(32)));

/* The place that is summed: its scores, and where its features end. */
typedef struct place {
    const int32_t *end;
    int32_t *scores;
} place;

static void add_rows(const dem_linear *linear, const asked *a, place *at)
{
    for (int k = 0; k < a->n; k++) {
        for (; a->first + a->feature[k] >= *at->end; at->end++)
            at->scores += linear->labels;
        for (uint32_t e = a->row[k]; e < a->end[k]; e++)
            at->scores[linear->labels_at[e]] += linear->weights[e];
    }
}

static void add_wide_row(const dem_linear_row *row, eight_sums sum[3])
{
    eight_weights part[3];
    memcpy(part, row, sizeof part);
    for (int j = 0; j < 3; j++)
        sum[j] += __builtin_convertvector(part[j], eight_sums);
}

/* The same where rows of many entries are wide as well. */
static void add_wide(const dem_linear *linear, const asked *a, place *at)
{
    for (int k = 0; k < a->n;) {
        eight_sums sum[3] = {{0}};
        int32_t wide[sizeof(dem_linear_row) / sizeof(int16_t)];
        for (; a->first + a->feature[k] >= *at->end; at->end++)
            at->scores += linear->labels;
        for (; k < a->n && a->first + a->feature[k] < *at->end; k++)
            if (a->end[k] - a->row[k] >= MANY)
                add_wide_row(&linear->wide[a->row[k] / MANY], sum);
            else
                for (uint32_t e = a->row[k]; e < a->end[k]; e++)
                    at->scores[linear->labels_at[e]] += linear->weights[e];
        memcpy(wide, sum, sizeof wide);
        for (uint32_t y = 0; y < linear->labels; y++)
            at->scores[y] += wide[y];
    }
}

/* A group's rows travel while those before are found, its entries while those before are added. */
static void sum_rows(const dem_linear *linear, const uint64_t *features, const int32_t *ends, int places,
                     int32_t *scores)
{
    asked groups[3], *now = &groups[0], *found = &groups[1], *last = &groups[2];
    const int32_t n = places ? ends[places - 1] : 0;
    place at = {ends, scores};
    found->n = last->n = 0;
    memset(scores, 0, (size_t)places * linear->labels * sizeof *scores);
    for (int32_t i = 0; i < n + 2 * GROUP; i += GROUP) {
        ask(linear, features, i, n < i + GROUP ? n : i + GROUP, now);
        find_rows(linear, found);
        if (linear->wide)
            add_wide(linear, last, &at);
        else
            add_rows(linear, last, &at);
        asked *free = last;
        last = found, found = now, now = free;
    }
}

/* A slot as eight numbers: its key makes the first two, which nobody reads. */
enum { SLOT_KEY = 2, SLOT_NUMBERS = SLOT_KEY + DEM_LINEAR_WIDE };
_Static_assert(sizeof(dem_linear_slot) == SLOT_NUMBERS * sizeof(int16_t), "what the kernels add up");

typedef struct slot_place {
    place at;
    int32_t labels, sum[SLOT_NUMBERS];
} slot_place;

static void next_place(slot_place *s)
{
    memcpy(s->at.scores, s->sum + SLOT_KEY, (size_t)s->labels * sizeof *s->sum);
    memset(s->sum, 0, sizeof s->sum);
    s->at.scores += s->labels;
    s->at.end++;
}

static void add_slots(const dem_linear *linear, const asked *a, slot_place *s)
{
    for (int k = 0, from = 0; k < a->n; from = k) {
        while (a->first + a->feature[k] >= *s->at.end)
            next_place(s);
        while (k < a->n && a->first + a->feature[k] < *s->at.end)
            k++;
        linear->kernels->add_slots(linear->slots, linear->mask, a->key + from, k - from, s->sum);
    }
}

/* The slots of one group travel while those of the group before are added. */
static void sum_slots(const dem_linear *linear, const uint64_t *features, const int32_t *ends, int places,
                      int32_t *scores)
{
    asked groups[2], *now = &groups[0], *last = &groups[1];
    const int32_t n = places ? ends[places - 1] : 0;
    slot_place s = {.at = {ends, scores}, .labels = (int32_t)linear->labels};
    last->n = 0;
    for (int32_t i = 0; i < n + GROUP; i += GROUP) {
        ask(linear, features, i, n < i + GROUP ? n : i + GROUP, now);
        add_slots(linear, last, &s);
        asked *free = last;
        last = now, now = free;
    }
    while (s.at.end < ends + places)
        next_place(&s);
}

/* Of keys whose rows were asked for. */
static void add_group(const dem_linear *linear, const uint32_t *key, size_t n, int32_t *scores)
{
    const int32_t end = GROUP;
    asked a;
    a.n = (int)n, a.first = 0;
    for (size_t k = 0; k < n; k++)
        a.key[k] = key[k], a.feature[k] = 0;
    find_rows(linear, &a);
    add_rows(linear, &a, &(place){&end, scores});
}

void dem_linear_add(const dem_linear *linear, uint64_t feature, int32_t *scores)
{
    uint32_t i = find(linear, dem_feature_key(feature));
    for (uint32_t e = linear->rows[i]; linear->keys[i] && e < linear->rows[i + 1]; e++)
        scores[linear->labels_at[e]] += linear->weights[e];
}

static void sum_unfiltered(const dem_linear *linear, const uint64_t *features, size_t n, int32_t *scores)
{
    uint32_t keys[GROUP];
    for (size_t i = 0; i < n; i += GROUP) {
        size_t m = n - i < GROUP ? n - i : GROUP;
        for (size_t k = 0; k < m; k++) {
            keys[k] = dem_feature_key(features[i + k]);
            __builtin_prefetch(&linear->keys[keys[k] & linear->mask]);
            __builtin_prefetch(&linear->rows[keys[k] & linear->mask]);
        }
        add_group(linear, keys, m, scores);
    }
}

void dem_linear_places(const dem_linear *linear, const uint64_t *features, const int32_t *ends, int places,
                       int32_t *scores)
{
    if (linear->slots) {
        sum_slots(linear, features, ends, places, scores);
        return;
    }
    if (linear->filter) {
        sum_rows(linear, features, ends, places, scores);
        return;
    }
    memset(scores, 0, (size_t)places * linear->labels * sizeof *scores);
    for (int32_t p = 0, from = 0; p < places; from = ends[p++])
        sum_unfiltered(linear, features + from, (size_t)(ends[p] - from), scores + (size_t)p * linear->labels);
}

void dem_linear_score(const dem_linear *linear, const uint64_t *features, size_t n, int32_t *scores)
{
    const int32_t end = (int32_t)n;
    dem_linear_places(linear, features, &end, 1, scores);
}

int dem_linear_best(const int32_t *scores, int labels)
{
    int best = 0;
    for (int i = 1; i < labels; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}
