#include "lexicon/phrase.h"

enum { GAP = 3 };

void dem_phrases_add(dem_phrases *phrases, dem_str pattern, int32_t row, dem_arena *arena)
{
    struct { dem_str *at; int32_t len, cap; } words = {0};
    for (dem_str rest = pattern; rest.at;) {
        dem_str word = dem_str_split(&rest, ' ');
        if (word.len)
            *dem_push(&words, arena) = word;
    }
    if (!words.len)
        return;
    int32_t *head = dem_map_put(&phrases->first, words.at[0], arena, NULL);
    int32_t index = phrases->all.len;
    *dem_push(&phrases->all, arena) = (dem_phrase){words.at, words.len, row, -1};
    if (!*head) {
        *head = index + 1;
        return;
    }
    int32_t last = *head - 1;
    while (phrases->all.at[last].next >= 0)
        last = phrases->all.at[last].next;
    phrases->all.at[last].next = index;
}

static bool is_gap(dem_str word)
{
    return word.len == 1 && (word.at[0] == '~' || word.at[0] == '*');
}

int32_t dem_phrase_end(const dem_phrase *phrase, const dem_str *words, int32_t n, int32_t at)
{
    int32_t i = at;
    for (int32_t k = 0; k < phrase->len; k++) {
        int32_t reach = i;
        if (is_gap(phrase->words[k]) && k + 1 < phrase->len) {
            reach = i + GAP;
            k++;
        }
        while (i < n && i <= reach && !dem_str_eq(words[i], phrase->words[k]))
            i++;
        if (i >= n || i > reach)
            return -1;
        i++;
    }
    return i;
}

int32_t dem_phrases_at(const dem_phrases *phrases, const dem_str *words, int32_t n, int32_t at,
                       dem_phrase_hit *hits, int32_t most)
{
    const int32_t *head = at < n ? dem_map_get(&phrases->first, words[at]) : NULL;
    int32_t found = 0;
    for (int32_t p = head ? *head - 1 : -1; p >= 0 && found < most; p = phrases->all.at[p].next) {
        int32_t end = dem_phrase_end(&phrases->all.at[p], words, n, at);
        if (end >= 0)
            hits[found++] = (dem_phrase_hit){phrases->all.at[p].row, at, end};
    }
    return found;
}

int32_t dem_phrases_longest(const dem_phrases *phrases, const dem_str *words, int32_t n, int32_t at,
                            int32_t *end)
{
    dem_phrase_hit hits[64];
    int32_t found = dem_phrases_at(phrases, words, n, at, hits, 64), best = -1;
    for (int32_t i = 0; i < found; i++)
        if (best < 0 || hits[i].end > hits[best].end)
            best = i;
    if (best < 0)
        return -1;
    *end = hits[best].end;
    return hits[best].row;
}
