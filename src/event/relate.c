#include "event/relate.h"

#include "base/utf8.h"
#include "lexicon/stem.h"
#include "lexicon/table.h"

#include <string.h>

/* ------------------------------------------------------------------ opening */

bool dem_event_lexicon_open(dem_event_lexicon *lexicon, dem_arena *arena, dem_error *err)
{
    static const char name[] = "data/lexicon/events.tsv";
    dem_table table;
    *lexicon = (dem_event_lexicon){0};
    if (!dem_table_read(&table, name, 5, arena, err))
        return false;
    uint8_t *root = dem_new(arena, uint8_t, table.rows + 1), *weight = dem_new(arena, uint8_t, table.rows + 1);
    uint8_t *length = dem_new(arena, uint8_t, table.rows + 1);
    bool *alone = dem_new(arena, bool, table.rows + 1);
    for (int32_t r = 0; r < table.rows; r++) {
        int k = dem_tag_find(dem_plover_set, dem_table_cell(&table, r, 2));
        int64_t w;
        if (k < 0 || !dem_str_int(dem_table_cell(&table, r, 3), &w) || w < 1 || w > 3)
            return dem_fail(err, DEM_E_FORMAT, dem_str_of(name), r, "row %d: root or weight is not one", (int)r);
        dem_str stems = dem_lex_stem_words(dem_table_cell(&table, r, 0), arena);
        length[r] = stems.len > 0;
        for (size_t i = 0; i < stems.len; i++)
            length[r] = (uint8_t)(length[r] + (stems.at[i] == ' '));
        dem_phrases_add(&lexicon->phrases, stems, r, arena);
        root[r] = (uint8_t)k;
        weight[r] = (uint8_t)w;
        alone[r] = dem_str_eq(dem_table_cell(&table, r, 1), DEM_STR("S"));
    }
    lexicon->alone = alone;
    lexicon->root = root, lexicon->weight = weight, lexicon->length = length;
    lexicon->rows = table.rows;
    return true;
}

bool dem_event_open(dem_event *event, const dem_model *model, const dem_model *classes,
                    dem_arena *arena, dem_error *err)
{
    if (!dem_classes_open(&event->classes, classes, err) ||
        !dem_event_lexicon_open(&event->lexicon, arena, err) || !dem_event_modes_open(&event->modes, arena, err) ||
        !dem_things_open(&event->things, arena, err) || !dem_topics_open(&event->topics, arena, err) ||
        !dem_linear_open(&event->linear, model, "event", arena, err))
        return false;
    return event->linear.labels == DEM_PLOVER_COUNT ||
           dem_fail(err, DEM_E_FORMAT, model->name, -1, "not a model of events");
}

/* ------------------------------------------------------------------ tokens */

typedef enum mark { MARK_WORD, MARK_SOURCE, MARK_TARGET } mark;

typedef struct token {
    dem_str stem;
    uint64_t hash;
    uint16_t fine, coarse;
    uint8_t mark;
    bool punct;
} token;

typedef struct sentence {
    token at[DEM_EVENT_TOKENS];
    dem_str stems[DEM_EVENT_TOKENS];
    int32_t n, source, target; /* tokens, -1: not there */
    uint64_t inside[2][12];    /* stems within the source and the target */
    int32_t n_inside[2];
} sentence;

static bool in_span(dem_span s, uint32_t at)
{
    return s.begin <= at && at < s.end;
}

/* The tighter of the two spans wins where they overlap. */
static mark mark_of(uint32_t at, dem_span source, dem_span target)
{
    bool s = in_span(source, at), t = in_span(target, at);
    if (s && t)
        return dem_span_len(source) <= dem_span_len(target) ? MARK_SOURCE : MARK_TARGET;
    return s ? MARK_SOURCE : t ? MARK_TARGET : MARK_WORD;
}

static bool word_byte(dem_str s, size_t i)
{
    char c = s.at[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter)
        return true;
    if ((unsigned char)c >= 0x80) /* curly quotation marks and dashes are no letters */
        return !((unsigned char)c == 0xE2 && i + 1 < s.len && (unsigned char)s.at[i + 1] == 0x80);
    return c == '-' && i > 0 && i + 1 < s.len && s.at[i - 1] != ' ' && s.at[i + 1] != ' ';
}

static size_t word_end(dem_str text, size_t at)
{
    size_t i = at;
    while (i < text.len && word_byte(text, i))
        i++;
    if (i > at)
        return i;
    uint32_t code;
    return at + dem_utf8_decode(dem_str_cut(text, at, text.len), &code);
}

static void add_word(const dem_classes *classes, sentence *s, dem_str form, mark m, dem_arena *arena)
{
    dem_str stem = dem_lex_stem(form, arena);
    uint64_t hash = dem_str_hash(stem);
    if (m != MARK_WORD) {
        int32_t *n = &s->n_inside[m - 1], *place = m == MARK_SOURCE ? &s->source : &s->target;
        if (*n < 12)
            s->inside[m - 1][(*n)++] = hash;
        if (*place < 0) {
            *place = s->n;
            s->stems[s->n] = m == MARK_SOURCE ? DEM_STR("<S>") : DEM_STR("<T>");
            s->at[s->n++] = (token){s->stems[*place], (uint64_t)m, (uint16_t)m, (uint16_t)m, (uint8_t)m, false};
        }
        return;
    }
    dem_class c = classes ? dem_classes_find_any(classes, form) : (dem_class){0};
    bool punct = form.len <= 3 && !word_byte(form, 0);
    s->stems[s->n] = stem;
    s->at[s->n++] = (token){stem, hash, c.fine, c.coarse, MARK_WORD, punct};
}

static void split(const dem_classes *classes, dem_str text, dem_span source, dem_span target,
                  sentence *s, dem_arena *arena)
{
    *s = (sentence){.source = -1, .target = -1};
    for (size_t at = 0; at < text.len && s->n < DEM_EVENT_TOKENS;) {
        if (text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\t' || text.at[at] == '\r') {
            at++;
            continue;
        }
        size_t end = word_end(text, at);
        mark m = mark_of((uint32_t)at, source, target);
        for (size_t k = at + 1; k < end; k++) /* a span that ends inside a word cuts it */
            if (mark_of((uint32_t)k, source, target) != m)
                end = k;
        add_word(classes, s, dem_str_cut(text, at, end), m, arena);
        at = end;
    }
}

/* ------------------------------------------------------------------ features */

typedef struct bag {
    uint64_t *at;
    int n;
} bag;

static void put(bag *b, uint64_t id, uint64_t x)
{
    if (b->n < DEM_EVENT_FEATURES)
        b->at[b->n++] = dem_feature(id, x);
}

static void put2(bag *b, uint64_t id, uint64_t x, uint64_t y) { put(b, id, dem_mix(x, y)); }
static void put3(bag *b, uint64_t id, uint64_t x, uint64_t y, uint64_t z)
{
    put(b, id, dem_mix(dem_mix(x, y), z));
}

/* Where a token stands: 0 before both, 1 between, 2 after both; +3 when the target comes first,
 * +6 when one is missing. */
static uint64_t place_of(const sentence *s, int32_t i)
{
    int32_t a = s->source, b = s->target;
    if (a < 0 || b < 0) {
        int32_t one = a < 0 ? b : a;
        return 6 + (uint64_t)(one >= 0 && i > one) + (a < 0 ? 2 : 0);
    }
    uint64_t order = a > b ? 3 : 0;
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    return order + (i < low ? 0 : i < high ? 1 : 2);
}

static uint64_t hash_at(const sentence *s, int32_t i)
{
    return i < 0 ? 3 : i >= s->n ? 4 : s->at[i].hash;
}

static void words(bag *b, const sentence *s)
{
    for (int32_t i = 0; i < s->n; i++) {
        const token *t = &s->at[i];
        uint64_t place = place_of(s, i);
        if (t->mark == MARK_WORD && !t->punct) {
            put(b, 1, t->hash);
            put2(b, 2, t->hash, place);
            put2(b, 3, t->fine, place);
            put2(b, 4, t->coarse, place);
        }
        put2(b, 5, t->hash, hash_at(s, i + 1));
        put2(b, 6, dem_mix(t->hash, hash_at(s, i + 1)), place);
        put3(b, 7, t->hash, hash_at(s, i + 1), hash_at(s, i + 2));
        if (i + 1 < s->n)
            put2(b, 8, t->fine, s->at[i + 1].fine);
    }
    put(b, 9, place_of(s, -1));
}

static void around(bag *b, const sentence *s, int32_t at, uint64_t id)
{
    if (at < 0)
        return;
    for (int32_t k = 1; k <= 3; k++) {
        put2(b, id, hash_at(s, at + k), (uint64_t)k);
        put2(b, id + 1, hash_at(s, at - k), (uint64_t)k);
    }
    put3(b, id + 2, hash_at(s, at + 1), hash_at(s, at + 2), 1);
    put3(b, id + 2, hash_at(s, at - 1), hash_at(s, at - 2), 2);
}

/* Words that say nothing of the deed: "has also on Tuesday strongly condemned" is "condemned". */
static bool is_filler(const token *t)
{
    static const char *const words[] = {
        "a", "an", "the", "have", "had", "be", "on", "in", "at", "of", "also", "it", "their", "his", "her", "and",
        "that", "which", "who", "say", "mondai", "tuesdai", "wednesdai", "thursdai", "fridai", "saturdai", "sundai",
        "januari", "februari", "march", "april", "mai", "june", "jun", "juli", "august", "september", "october",
        "november", "december", "todai", "yesterdai", "later", "earlier", "again", "recent", "now", "this", "last",
        "week", "month", "year", "for", "by", "then", "already", "further", "agai", "some", "other", "its"};
    if (t->punct || t->mark != MARK_WORD || (t->stem.at[0] >= '0' && t->stem.at[0] <= '9') ||
        (t->stem.len > 4 && dem_str_ends(t->stem, DEM_STR("li"))))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dem_str_eq(t->stem, dem_str_of(words[i])))
            return true;
    return false;
}

/* The next words of substance from `at` in direction `step`. */
static int substance(const sentence *s, int32_t at, int32_t step, const token *out[3])
{
    int n = 0;
    for (int32_t i = at + step; i >= 0 && i < s->n && n < 3; i += step)
        if (!is_filler(&s->at[i]))
            out[n++] = &s->at[i];
    return n;
}

static void chain(bag *b, const token *const *words, int n, uint64_t id)
{
    for (int k = 0; k < n; k++) {
        put2(b, id, words[k]->hash, (uint64_t)k);
        put2(b, id + 1, words[k]->fine, (uint64_t)k);
        if (k + 1 < n) {
            put2(b, id + 2, words[k]->hash, words[k + 1]->hash);
            put2(b, id + 3, words[k]->fine, words[k + 1]->fine);
        }
    }
    if (n == 3)
        put2(b, id + 4, words[0]->hash, words[2]->hash);
}

static void substances(bag *b, const sentence *s)
{
    const token *after[3] = {0}, *before[3] = {0};
    int n = s->source >= 0 ? substance(s, s->source, 1, after) : 0;
    int m = s->target >= 0 ? substance(s, s->target, -1, before) : 0;
    chain(b, after, n, 60);
    chain(b, before, m, 66);
    if (n && m)
        put2(b, 72, after[0]->hash, before[0]->hash);
    n = s->target >= 0 ? substance(s, s->target, 1, after) : 0;
    chain(b, after, n, 74);
}

static void actors(bag *b, const sentence *s)
{
    for (int k = 0; k < 2; k++) {
        for (int32_t i = 0; i < s->n_inside[k]; i++)
            put2(b, 20, s->inside[k][i], (uint64_t)k);
        if (s->n_inside[k])
            put2(b, 21, s->inside[k][s->n_inside[k] - 1], (uint64_t)k);
    }
}

/* ------------------------------------------------------------------ predicates of the lexicon */

typedef struct hit {
    int32_t begin, end, row;
    uint8_t root, weight;
    bool inside; /* a longer predicate covers it */
} hit;

enum { HITS = 96 };

/* The longest patterns at each place (all of a tie), left to right. */
static int32_t find_hits(const dem_event_lexicon *lexicon, const sentence *s, hit *hits)
{
    int32_t n = 0, cover = 0;
    dem_phrase_hit found[32];
    for (int32_t i = 0; i < s->n && n + 32 < HITS; i++) {
        int32_t k = dem_phrases_at(&lexicon->phrases, s->stems, s->n, i, found, 32), longest = 0, last = 0;
        for (int32_t j = 0; j < k; j++)
            longest = lexicon->length[found[j].row] > longest ? lexicon->length[found[j].row] : longest;
        for (int32_t j = 0; j < k; j++)
            if (lexicon->length[found[j].row] == longest) {
                int32_t r = found[j].row;
                hits[n++] = (hit){i, found[j].end, r, lexicon->root[r], lexicon->weight[r], i < cover};
                last = found[j].end > last ? found[j].end : last;
            }
        cover = longest > 1 && last > cover ? last : cover;
    }
    return n;
}

static uint64_t negation_of(const sentence *s, int32_t end, int32_t reach)
{
    static const char *const words[] = {"not", "no", "never", "without", "n't", "t"};
    for (int32_t i = end - reach < 0 ? 0 : end - reach; i < end; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (dem_str_eq(s->stems[i], dem_str_of(words[k])))
                return 1;
    return 0;
}

static uint64_t modal_of(const sentence *s, int32_t end, int32_t reach)
{
    static const char *const words[] = {"will", "would", "could", "may", "might", "must", "should", "to", "can", "if"};
    for (int32_t i = end - 1; i >= 0 && i >= end - reach; i--)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (dem_str_eq(s->stems[i], dem_str_of(words[k])))
                return k + 1;
    return 0;
}

static void tally(bag *b, const hit *hits, int32_t n, const sentence *s)
{
    int32_t sums[DEM_PLOVER_COUNT] = {0}, best = 0, next = -1;
    for (int32_t i = 0; i < n; i++) {
        uint64_t place = place_of(s, hits[i].begin) % 3;
        sums[hits[i].root] += hits[i].inside ? 0 : hits[i].weight * (place == 1 ? 2 : 1);
    }
    for (int32_t k = 1; k < DEM_PLOVER_COUNT; k++)
        best = sums[k] > sums[best] ? k : best;
    for (int32_t k = 0; k < DEM_PLOVER_COUNT; k++)
        if (k != best && (next < 0 || sums[k] > sums[next]))
            next = k;
    if (!n)
        return;
    put2(b, 30, (uint64_t)best, (uint64_t)(sums[best] > 6 ? 6 : sums[best]));
    put2(b, 31, (uint64_t)best, sums[next] ? (uint64_t)next + 1 : 0);
    put2(b, 32, (uint64_t)best, (uint64_t)(sums[best] - sums[next] > 4));
    for (int32_t k = 0; k < DEM_PLOVER_COUNT; k++)
        if (sums[k])
            put2(b, 33, (uint64_t)k, (uint64_t)(sums[k] > 3 ? 2 : sums[k] > 1));
}

static void predicates(bag *b, const dem_event_lexicon *lexicon, const sentence *s)
{
    hit hits[HITS];
    int32_t n = find_hits(lexicon, s, hits);
    const hit *first = NULL, *near = NULL;
    for (int32_t i = 0; i < n; i++) {
        const hit *h = &hits[i];
        uint64_t place = place_of(s, h->begin), root = h->root;
        if (h->inside) {
            put2(b, 47, root, place);
            put(b, 44, (uint64_t)h->row);
            continue;
        }
        put(b, 40, root);
        put2(b, 41, root, place);
        put3(b, 42, root, place, h->weight);
        put2(b, 43, (uint64_t)h->row, place);
        put(b, 44, (uint64_t)h->row);
        put3(b, 45, root, negation_of(s, h->begin, 3), place);
        put3(b, 46, root, modal_of(s, h->begin, 3), place);
        if (!first && h->begin > s->source && h->weight > 1)
            first = h;
        if (s->target >= 0 && h->begin <= s->target && h->end >= s->target - 3)
            near = h;
    }
    if (first) {
        put2(b, 50, first->root, first->weight);
        put3(b, 51, first->root, negation_of(s, first->begin, 3), modal_of(s, first->begin, 3));
        for (int32_t i = 0; i < n; i++)
            if (hits[i].begin > first->begin)
                put3(b, 52, first->root, hits[i].root, place_of(s, hits[i].begin));
        for (const hit *h = first + 1; h < hits + n; h++)
            if (h->begin > first->begin && h->weight > 1) {
                put2(b, 53, first->root, h->root);
                break;
            }
    }
    if (near)
        put2(b, 54, near->root, first ? (uint64_t)first->root + 1 : 0);
    tally(b, hits, n, s);
}

int dem_event_features(const dem_event *event, dem_str text, dem_span source, dem_span target,
                       uint64_t *out, dem_arena scratch)
{
    sentence *s = dem_new(&scratch, sentence, 1);
    split(&event->classes, text, source, target, s, &scratch);
    bag b = {out, 0};
    put(&b, 0, 0);
    words(&b, s);
    around(&b, s, s->source, 10);
    around(&b, s, s->target, 14);
    actors(&b, s);
    substances(&b, s);
    predicates(&b, &event->lexicon, s);
    return b.n;
}

bool dem_event_opening(const dem_event_lexicon *lexicon, dem_str text, uint8_t weights[DEM_PLOVER_COUNT],
                       dem_arena scratch)
{
    sentence *s = dem_new(&scratch, sentence, 1);
    split(NULL, text, (dem_span){0, 0}, (dem_span){0, 0}, s, &scratch);
    hit hits[HITS];
    int32_t n = find_hits(lexicon, s, hits);
    bool any = false;
    memset(weights, 0, DEM_PLOVER_COUNT);
    for (int32_t i = 0; i < n && hits[i].begin == 0; i++) {
        if (lexicon->alone[hits[i].row])
            continue;
        weights[hits[i].root] = hits[i].weight;
        any = true;
    }
    return any;
}

/* ------------------------------------------------------------------ the answer */

/* e to the x for x <= 0, by halving and a polynomial: no library call, no last-bit surprises. */
static float exp_below(float x)
{
    if (x < -30)
        return 0;
    float y = x / 64, p = 1 + y * (1 + y * (0.5f + y * (0.16666667f + y * 0.041666667f)));
    for (int k = 0; k < 6; k++)
        p *= p;
    return p;
}

void dem_event_softmax(const int32_t *scores, float scale, float out[DEM_PLOVER_COUNT])
{
    int32_t top = scores[dem_linear_best(scores, DEM_PLOVER_COUNT)];
    float total = 0;
    for (int k = 0; k < DEM_PLOVER_COUNT; k++)
        total += out[k] = exp_below((float)(scores[k] - top) * scale);
    for (int k = 0; k < DEM_PLOVER_COUNT; k++)
        out[k] /= total;
}

dem_relation dem_event_relate(const dem_event *event, dem_str text, dem_span source, dem_span target,
                              dem_arena scratch)
{
    uint64_t *features = dem_new(&scratch, uint64_t, DEM_EVENT_FEATURES);
    int32_t scores[DEM_PLOVER_COUNT];
    float p[DEM_PLOVER_COUNT];
    int n = dem_event_features(event, text, source, target, features, scratch);
    dem_linear_score(&event->linear, features, (size_t)n, scores);
    dem_event_softmax(scores, event->linear.scale, p);
    int best = dem_linear_best(scores, DEM_PLOVER_COUNT);
    return (dem_relation){(int8_t)best, (int8_t)dem_plover_quad(best), p[best]};
}
