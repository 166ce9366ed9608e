#include "clean/entities.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

static uint32_t number_of(dem_str digits)
{
    uint32_t code = 0;
    bool hex = digits.len && (digits.at[0] | 0x20) == 'x';
    for (size_t i = hex; i < digits.len; i++) {
        char c = digits.at[i], low = (char)(c | 0x20);
        uint32_t d = c >= '0' && c <= '9'              ? (uint32_t)(c - '0')
                     : hex && low >= 'a' && low <= 'f' ? (uint32_t)(low - 'a' + 10)
                                                       : 99;
        if (d == 99 || code > 0x110000)
            return 0xFFFD;
        code = code * (hex ? 16 : 10) + d;
    }
    bool none = !code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000);
    return none ? 0xFFFD : code;
}

/* The reference between '&' and ';', 0 when it is none. */
static uint32_t code_of(dem_str name)
{
    char text[16];
    if (name.len > 1 && name.at[0] == '#')
        return number_of(dem_str_cut(name, 1, name.len));
    if (!name.len || name.len >= sizeof text)
        return 0;
    memcpy(text, name.at, name.len);
    text[name.len] = '\0';
    const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)text);
    return e ? e->value : strcmp(text, "apos") == 0 ? '\'' : 0;
}

dem_str dem_entities_decode(dem_str s, dem_arena *arena)
{
    if (!s.len || !memchr(s.at, '&', s.len))
        return s;
    char *out = dem_new(arena, char, s.len + 4);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '&') {
            dem_str rest = dem_str_cut(s, i + 1, i + 13);
            size_t end = dem_str_find(rest, DEM_STR(";"));
            uint32_t code = end < rest.len ? code_of(dem_str_cut(rest, 0, end)) : 0;
            if (code) { /* "&#0;" is shorter than what it becomes by nothing: 4 bytes hold 3 */
                n += dem_utf8_encode(code, out + n);
                i += end + 1;
                continue;
            }
        }
        out[n++] = s.at[i];
    }
    return (dem_str){out, n};
}
