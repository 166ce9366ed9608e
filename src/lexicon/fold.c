#include "lexicon/fold.h"

#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

/* Letters that have no decomposition but a plain cousin. */
static uint32_t plain(uint32_t code)
{
    switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
    case 0x0060: return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013: return '-';
    case 0x0131: return 'i';
    case 0x0142: return 'l';
    case 0x00F8: return 'o';
    case 0x0111: return 'd';
    default: return code;
    }
}

static size_t fold_code(uint32_t code, char *out)
{
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)code, parts, 8,
        UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &boundary);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < 4; i++)
        len += dem_utf8_encode(plain((uint32_t)parts[i]), out + len);
    return len;
}

dem_str dem_fold(dem_str s, dem_arena *arena)
{
    char *out = dem_new(arena, char, s.len * 4 + 1);
    size_t len = 0;
    bool gap = false;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.at[i];
        uint32_t code = c;
        size_t step = c < 0x80 ? 1 : dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        bool space = c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : code != DEM_UTF8_BAD && dem_utf8_is_space(code);
        if (space) {
            gap = len > 0;
            i += step;
            continue;
        }
        if (gap)
            out[len++] = ' ';
        gap = false;
        if (code == DEM_UTF8_BAD)
            out[len++] = (char)c;
        else if (c < 0x80)
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? '\'' : c);
        else
            len += fold_code(code, out + len);
        i += step;
    }
    return (dem_str){out, len};
}
