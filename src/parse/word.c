#include "parse/word.h"

#include "base/utf8.h"
#include "model/linear.h"

enum { LOOK = 64 };

static uint32_t hash_of(const char *at, size_t n)
{
    return (uint32_t)dem_str_hash((dem_str){at, n});
}

/* Lower-cases into `out`, digits as 0, typographic apostrophe as the plain one. */
static size_t fold(dem_str s, char out[LOOK + 4])
{
    size_t n = 0;
    for (size_t at = 0; at < s.len && n < LOOK;) {
        unsigned char c = (unsigned char)s.at[at];
        if (c < 0x80) {
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c >= '0' && c <= '9' ? '0' : c);
            at++;
            continue;
        }
        uint32_t code;
        at += dem_utf8_decode((dem_str){s.at + at, s.len - at}, &code);
        code = code == 0x2019 || code == 0x2018 ? '\'' : code == 0x201C || code == 0x201D ? '"' : code;
        n += dem_utf8_encode(code == DEM_UTF8_BAD ? '?' : dem_utf8_lower(code), out + n);
    }
    return n;
}

static char class_of(uint32_t code)
{
    if (code < 0x80) {
        if (code >= 'a' && code <= 'z')
            return 'x';
        if (code >= 'A' && code <= 'Z')
            return 'X';
        return code >= '0' && code <= '9' ? '0' : (char)code;
    }
    return dem_utf8_is_upper(code) ? 'X' : dem_utf8_is_letter(code) ? 'x' : dem_utf8_is_digit(code) ? '0' : '~';
}

/* Classes of the characters, each run at most two long: "Xxx" and "Xx" fall together. */
static uint32_t shape_of(dem_str s)
{
    char out[16];
    size_t n = 0;
    for (size_t at = 0; at < s.len && at < LOOK && n < sizeof out;) {
        uint32_t code = (unsigned char)s.at[at];
        at += code < 0x80 ? 1 : dem_utf8_decode((dem_str){s.at + at, s.len - at}, &code);
        char c = class_of(code);
        if (n < 2 || out[n - 1] != c || out[n - 2] != c)
            out[n++] = c;
    }
    return hash_of(out, n);
}

static dem_word look(dem_str s, bool initial)
{
    char low[LOOK + 4];
    size_t n = fold(s, low);
    dem_word w = {.low = hash_of(low, n), .form = (uint32_t)dem_str_hash(s), .shape = shape_of(s),
                  .initial = initial};
    dem_str l = {low, n};
    for (size_t k = 1; k <= 4; k++) {
        size_t from = n > k ? n - k : 0, to = n > k ? k : n;
        while (from && !dem_utf8_boundary(l, from))
            from--;
        while (to < n && !dem_utf8_boundary(l, to))
            to++;
        w.suffix[k - 1] = hash_of(low + from, n - from);
        if (k <= 3)
            w.prefix[k - 1] = hash_of(low, to);
    }
    return w;
}

dem_word *dem_words_look(const dem_doc *doc, int32_t begin, int32_t end, dem_arena *arena)
{
    dem_word *at = dem_new(arena, dem_word, end - begin + 4) + 2;
    for (int32_t i = begin; i < end; i++) {
        bool initial = i == begin || (i == begin + 1 && dem_token_span(doc, begin, i).end -
                                                           dem_token_span(doc, begin, i).begin <= 3 &&
                                      !dem_utf8_is_letter((unsigned char)dem_token_str(doc, begin).at[0]) &&
                                      dem_token_str(doc, begin).len);
        at[i - begin] = look(dem_token_str(doc, i), initial);
    }
    return at;
}
