#include "base/str.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

dem_str dem_str_of(const char *text)
{
    return text ? (dem_str){text, strlen(text)} : (dem_str){"", 0};
}

bool dem_str_eq(dem_str a, dem_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool dem_str_is(dem_str s, const char *text)
{
    size_t k = 0;
    while (k < s.len && text[k] && s.at[k] == text[k])
        k++;
    return k == s.len && !text[k];
}

bool dem_str_among(dem_str s, const char *list)
{
    for (;; list++) {
        size_t k = 0;
        while (k < s.len && *list && *list != ' ' && s.at[k] == *list)
            k++, list++;
        if (k == s.len && (!*list || *list == ' '))
            return true;
        while (*list && *list != ' ')
            list++;
        if (!*list)
            return false;
    }
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool dem_str_eq_nocase(dem_str a, dem_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

bool dem_str_is_nocase(dem_str s, const char *text)
{
    size_t k = 0;
    while (k < s.len && text[k] && lower(s.at[k]) == lower(text[k]))
        k++;
    return k == s.len && !text[k];
}

bool dem_str_in_nocase(dem_str s, const char *const *list)
{
    while (*list && !dem_str_is_nocase(s, *list))
        list++;
    return *list != NULL;
}

int dem_str_cmp(dem_str a, dem_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool dem_str_starts(dem_str s, dem_str prefix)
{
    return s.len >= prefix.len && dem_str_eq(dem_str_cut(s, 0, prefix.len), prefix);
}

bool dem_str_ends(dem_str s, dem_str suffix)
{
    return s.len >= suffix.len && dem_str_eq(dem_str_cut(s, s.len - suffix.len, s.len), suffix);
}

dem_str dem_str_cut(dem_str s, size_t begin, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return (dem_str){s.at ? s.at + begin : s.at, end - begin};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

dem_str dem_str_trim(dem_str s)
{
    size_t begin = 0, end = s.len;
    while (begin < end && is_space(s.at[begin]))
        begin++;
    while (end > begin && is_space(s.at[end - 1]))
        end--;
    return dem_str_cut(s, begin, end);
}

size_t dem_str_find(dem_str s, dem_str needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        const char *hit = memchr(s.at + i, needle.at[0], s.len - needle.len + 1 - i);
        if (!hit)
            break;
        i = (size_t)(hit - s.at);
        if (memcmp(hit, needle.at, needle.len) == 0)
            return i;
    }
    return s.len;
}

dem_str dem_str_split(dem_str *rest, char sep)
{
    assert(rest->at);
    const char *hit = rest->len ? memchr(rest->at, sep, rest->len) : NULL;
    if (!hit) {
        dem_str last = *rest;
        *rest = (dem_str){NULL, 0};
        return last;
    }
    size_t n = (size_t)(hit - rest->at);
    dem_str piece = {rest->at, n};
    *rest = (dem_str){hit + 1, rest->len - n - 1};
    return piece;
}

bool dem_str_int(dem_str s, int64_t *out)
{
    bool minus = s.len && s.at[0] == '-';
    size_t i = minus;
    if (i == s.len || s.len - i > 18)
        return false;
    int64_t value = 0;
    for (; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        value = value * 10 + (s.at[i] - '0');
    }
    *out = minus ? -value : value;
    return true;
}

uint64_t dem_str_hash(dem_str s)
{
    return XXH3_64bits(s.at ? s.at : "", s.len);
}
