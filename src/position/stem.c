/* A light stemmer: inflection and common derivation of English, without exceptions. What counts is
 * that forms of one word meet ("deny" and "denial"), not that the stem is a word. After the idea of
 * Porter (1980), with fewer steps. */
#include "position/terms.h"

#include <string.h>

enum { LEAST = 3 /* letters that must be left */ };

static const char *const suffixes[] = {
    "isations", "izations", "isation", "ization", "fulness", "ations", "ements", "ments", "ation", "ement",
    "ness", "ment", "ingly", "ition", "ings", "able", "ible", "ally", "ions", "ance", "ence", "ist", "ity",
    "ers", "ors", "ing", "ion", "ive", "ful", "ise", "ize", "als", "ly", "ed", "er", "or",
    "al", "en", "es", "s"};

static bool ends(const char *w, size_t n, const char *suffix)
{
    size_t k = strlen(suffix);
    return n >= k + LEAST && memcmp(w + n - k, suffix, k) == 0;
}

static bool is_vowel(char c) { return memchr("aeiouy", c, 6) != NULL; }

static bool has_vowel(const char *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_vowel(w[i]))
            return true;
    return false;
}

static size_t cut_suffix(const char *w, size_t n)
{
    if (n > LEAST && w[n - 1] == 's' && (w[n - 2] == 's' || w[n - 2] == 'u' || w[n - 2] == 'i'))
        return n; /* "press", "status", "crisis" */
    if (ends(w, n, "ies") || ends(w, n, "ied"))
        return n - 2; /* "denies", "denied" beside "denial" */
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t left = n - strlen(suffixes[i]);
        if (ends(w, n, suffixes[i]) && has_vowel(w, left))
            return left;
    }
    return n;
}

dem_str dem_stem(dem_str word, dem_arena *arena)
{
    char *w = dem_new(arena, char, word.len + 1);
    size_t n = word.len;
    memcpy(w, word.at, n);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)w[i] >= 0x80 || (w[i] >= '0' && w[i] <= '9'))
            return word; /* numbers and foreign words stay */
    for (int pass = 0; pass < 2; pass++)
        n = cut_suffix(w, n);
    if (n > LEAST && w[n - 1] == w[n - 2] && !is_vowel(w[n - 1]) && w[n - 1] != 's')
        n--; /* "planned" */
    if (n > LEAST && w[n - 1] == 'e')
        n--;
    if (n > LEAST + 2 && w[n - 2] == 'a' && w[n - 1] == 't')
        n -= 2; /* "negotiate" beside "negotiation" */
    if (w[n - 1] == 'y')
        w[n - 1] = 'i';
    return (dem_str){w, n};
}
