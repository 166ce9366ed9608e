#include "position/stems.h"
#include "base/map.h"
#include "base/utf8.h"

#include <string.h>

/* Words that say nothing of what is talked about. Sorted. */
static const char *const plain[] = {
    "about", "above", "accord", "according", "added", "after", "again", "against", "all", "also", "although",
    "always", "among", "an", "and", "another", "any", "are", "around", "as", "asked", "at", "away", "back", "be",
    "because", "become", "been", "before", "being", "below", "between", "both", "but", "by", "called", "came",
    "can", "come", "could", "did", "do", "does", "doing", "done", "down", "during", "each", "either", "even",
    "ever", "every", "few", "for", "former", "from", "further", "get", "give", "given", "go", "going", "gone",
    "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "himself", "his", "how", "however",
    "if", "in", "into", "is", "it", "its", "itself", "just", "keep", "know", "last", "less", "let", "like", "made",
    "make", "making", "many", "may", "me", "might", "more", "most", "much", "must", "my", "need", "neither",
    "never", "new", "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "often", "on",
    "once", "one", "only", "or", "other", "others", "our", "ours", "out", "over", "own", "part", "put", "quite",
    "rather", "really", "said", "same", "say", "saying", "says", "see", "seen", "set", "shall", "she", "should",
    "since", "so", "some", "something", "still", "such", "take", "taken", "than", "that", "the", "their", "theirs",
    "them", "themselves", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "though",
    "through", "till", "time", "to", "told", "too", "took", "two", "under", "until", "up", "upon", "us", "use",
    "very", "want", "was", "way", "we", "well", "went", "were", "what", "when", "where", "whether", "which",
    "while", "who", "whole", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you",
    "your"};

/* Words that point at something said before. Sorted. */
static const char *const pointing[] = {
    "account", "accounts", "accusation", "accusations", "allegation", "allegations", "anything", "assertion",
    "assertions", "charge", "charges", "claim", "claims", "criticism", "description", "idea", "it", "message",
    "notion", "opposite", "promise", "remarks", "reports", "rumour", "rumours", "so", "statement", "story",
    "such", "suggestion", "suggestions", "that", "them", "these", "this", "those", "version", "which"};

static const char *const turning[] = {"cannot", "denied", "false", "neither", "never", "no", "nobody", "none", "nor",
                                      "not", "nothing", "refused", "refuses", "untrue", "without"};

/* Binary search in a sorted list. */
static bool listed(dem_str word, const char *const *list, size_t n)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = dem_str_cmp(word, dem_str_of(list[mid]));
        if (order == 0)
            return true;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
#define LISTED(word, list) listed((word), (list), sizeof(list) / sizeof *(list))

/* Cuts an English ending where at least four letters stay: negotiations, negotiated, negotiating. */
static dem_str stem_of(dem_str word)
{
    static const char *const endings[] = {"ations", "ation", "ements", "ement", "ments", "ment", "ating", "ated",
                                          "ates", "ities", "ings", "ions", "ing", "ion", "ity", "ies", "ied", "ers",
                                          "ed", "es", "er", "ly", "al", "e", "s", "y"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        dem_str ending = dem_str_of(endings[i]);
        if (word.len >= ending.len + 4 && dem_str_ends(word, ending))
            return dem_str_cut(word, 0, word.len - ending.len);
    }
    return word;
}

static bool is_word(uint32_t code)
{
    return dem_utf8_is_letter(code) || dem_utf8_is_digit(code);
}

/* The next run of letters and digits of *rest, without a possessive; empty at the end. */
static dem_str next_word(dem_str *rest)
{
    size_t begin = 0, end;
    uint32_t code;
    while (begin < rest->len) {
        size_t step = dem_utf8_decode(dem_str_cut(*rest, begin, rest->len), &code);
        if (is_word(code))
            break;
        begin += step;
    }
    for (end = begin; end < rest->len;) {
        size_t step = dem_utf8_decode(dem_str_cut(*rest, end, rest->len), &code);
        if (!is_word(code))
            break;
        end += step;
    }
    dem_str word = dem_str_cut(*rest, begin, end);
    *rest = dem_str_cut(*rest, end, rest->len);
    return word;
}

/* Ascending, each once: a shell sort (Ciura's gaps), since sets are small. */
static void sort_once(int32_t *at, int32_t *n)
{
    static const int32_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (int32_t i = gaps[g]; i < *n; i++) {
            int32_t value = at[i], k = i;
            for (; k >= gaps[g] && at[k - gaps[g]] > value; k -= gaps[g])
                at[k] = at[k - gaps[g]];
            at[k] = value;
        }
    int32_t kept = 0;
    for (int32_t i = 0; i < *n; i++)
        if (!i || at[i] != at[i - 1])
            at[kept++] = at[i];
    *n = kept;
}

typedef struct reading {
    dem_map ids;
    int32_t n_stems;
    dem_arena *arena;
} reading;

static bool is_negation(dem_str word, dem_str rest)
{
    return LISTED(word, turning) || (dem_str_ends(word, DEM_STR("n")) && (dem_str_starts(rest, DEM_STR("'t")) ||
                                                                            dem_str_starts(rest, DEM_STR("’t"))));
}

static dem_stem_set read_set(reading *r, const dem_claim *claim)
{
    DEM_VEC(int32_t) stems = {0};
    dem_stem_set set = {0};
    int words = 0, pointers = 0;
    dem_str rest = claim->content;
    for (dem_str raw; (raw = next_word(&rest)).len;) {
        dem_str word = dem_str_lower(raw, r->arena);
        words++;
        pointers += LISTED(word, pointing);
        set.negative |= is_negation(word, rest);
        if (word.len < 3 || LISTED(word, plain) || LISTED(word, pointing))
            continue;
        bool fresh;
        int32_t *id = dem_map_put(&r->ids, stem_of(word), r->arena, &fresh);
        if (fresh)
            *id = r->n_stems++;
        *dem_push(&stems, r->arena) = *id;
    }
    sort_once(stems.at, &stems.len);
    set.at = stems.at;
    set.n = stems.len;
    set.points_back = pointers && stems.len <= 1 && words <= 7;
    return set;
}

/* log2 of n / d in sixteenths, for n >= d > 0. */
static int32_t log_ratio(int64_t n, int64_t d)
{
    int32_t whole = 0;
    while (n >= 2 * d) {
        d *= 2;
        whole += 16;
    }
    /* n / d in [1, 2): 16 * log2(x) is near 16 * (x - 1) * (1.44 - 0.44 (x - 1)) */
    int64_t part = (n - d) * 1024 / d;
    return whole + (int32_t)(part * (1475 - 451 * part / 1024) / (64 * 1024));
}

static void weigh(dem_stem_sets *sets, dem_stem_set *set, int32_t *df, int32_t *weights)
{
    int32_t total = sets->n > 64 ? sets->n : 64;
    for (int32_t i = 0; i < sets->n; i++)
        for (int32_t k = 0; k < set[i].n; k++)
            df[set[i].at[k]]++;
    for (int32_t s = 0; s < sets->n_stems; s++)
        weights[s] = log_ratio(total, df[s]);
    for (int32_t i = 0; i < sets->n; i++)
        for (int32_t k = 0; k < set[i].n; k++)
            set[i].weight += weights[set[i].at[k]];
}

static void post(dem_stem_sets *sets, const int32_t *df, dem_arena *arena, dem_arena scratch)
{
    int32_t *first = dem_new(arena, int32_t, sets->n_stems + 1);
    for (int32_t s = 0; s < sets->n_stems; s++)
        first[s + 1] = first[s] + df[s];
    int32_t *claims = dem_new(arena, int32_t, first[sets->n_stems]);
    int32_t *at = dem_new(&scratch, int32_t, sets->n_stems + 1);
    memcpy(at, first, (size_t)sets->n_stems * sizeof *at);
    for (int32_t i = 0; i < sets->n; i++)
        for (int32_t k = 0; k < sets->sets[i].n; k++)
            claims[at[sets->sets[i].at[k]]++] = i;
    sets->first = first;
    sets->claims = claims;
}

dem_stem_sets dem_stem_sets_of(const dem_claim *claims, int32_t n, dem_arena *arena, dem_arena scratch)
{
    reading r = {.arena = arena};
    dem_stem_set *set = dem_new(arena, dem_stem_set, n);
    for (int32_t i = 0; i < n; i++)
        set[i] = read_set(&r, &claims[i]);
    dem_stem_sets sets = {.sets = set, .n = n, .n_stems = r.n_stems};
    int32_t *df = dem_new(&scratch, int32_t, r.n_stems), *weights = dem_new(arena, int32_t, r.n_stems);
    weigh(&sets, set, df, weights);
    sets.weights = weights;
    post(&sets, df, arena, scratch);
    return sets;
}

dem_shared dem_stem_shared(const dem_stem_sets *sets, int32_t a, int32_t b)
{
    const dem_stem_set *x = &sets->sets[a], *y = &sets->sets[b];
    dem_shared shared = {.rarest = -1};
    for (int32_t i = 0, k = 0; i < x->n && k < y->n;) {
        if (x->at[i] < y->at[k]) {
            i++;
        } else if (x->at[i] > y->at[k]) {
            k++;
        } else {
            int32_t w = sets->weights[x->at[i]];
            shared.stems++;
            shared.weight += w;
            if (shared.rarest < 0 || w > sets->weights[shared.rarest])
                shared.rarest = x->at[i];
            i++;
            k++;
        }
    }
    int32_t light = x->weight < y->weight ? x->weight : y->weight;
    shared.contained = light ? (int32_t)((int64_t)shared.weight * 100 / light) : 0;
    return shared;
}
