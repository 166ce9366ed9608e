#include "base/words.h"

#include <string.h>

/* Where the word after the first `words` begins; the length of the text when there is none. */
static size_t end_of(dem_str text, int words)
{
    bool inside = false;
    for (size_t i = 0; i < text.len; i++) {
        bool space = (unsigned char)text.at[i] <= ' ';
        if (!space && !inside && words-- == 0)
            return i;
        inside = !space;
    }
    return text.len;
}

dem_str dem_words_first(dem_str text, int words)
{
    size_t end = words > 0 ? end_of(text, words) : text.len;
    return end == text.len ? text : dem_str_trim(dem_str_cut(text, 0, end));
}

/* One character of each length: space, no-break space, ideographic space, musical null notehead. */
dem_str dem_words_blank(dem_str text, int words, dem_arena *arena)
{
    char *at = dem_new(arena, char, text.len + 1);
    size_t end = end_of(text, words);
    if (text.len)
        memcpy(at, text.at, text.len);
    for (size_t i = end; i < text.len;) {
        unsigned char c = (unsigned char)at[i];
        size_t len = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        if (len > text.len - i)
            len = 1;
        if (len > 1)
            memcpy(at + i, len == 2 ? "\xC2\xA0" : len == 3 ? "\xE3\x80\x80" : "\xF0\x9D\x85\x99", len);
        else if (c > ' ')
            at[i] = ' ';
        i += len;
    }
    return (dem_str){at, text.len};
}
