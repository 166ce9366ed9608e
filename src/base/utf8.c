#include "base/utf8.h"

#include <string.h>

#include <utf8proc.h>

size_t dem_utf8_decode(dem_str s, uint32_t *code)
{
    unsigned char first = (unsigned char)s.at[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    utf8proc_int32_t got;
    utf8proc_ssize_t room = s.len > 4 ? 4 : (utf8proc_ssize_t)s.len;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.at, room, &got);
    if (n <= 0) {
        *code = DEM_UTF8_BAD;
        return 1;
    }
    *code = (uint32_t)got;
    return (size_t)n;
}

size_t dem_utf8_encode(uint32_t code, char out[4])
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

size_t dem_utf8_check(dem_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        uint64_t eight;
        while (s.len - i >= 8 && (memcpy(&eight, s.at + i, 8), !(eight & 0x8080808080808080u)))
            i += 8; /* ASCII */
        if (i == s.len)
            break;
        size_t n = dem_utf8_decode((dem_str){s.at + i, s.len - i}, &code);
        if (code == DEM_UTF8_BAD)
            return i;
        i += n;
    }
    return s.len;
}

bool dem_utf8_boundary(dem_str s, size_t offset)
{
    return offset >= s.len || ((unsigned char)s.at[offset] & 0xC0) != 0x80;
}

uint32_t dem_utf8_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

static utf8proc_category_t category(uint32_t code)
{
    return code == DEM_UTF8_BAD ? UTF8PROC_CATEGORY_CN
                                : utf8proc_category((utf8proc_int32_t)code);
}

bool dem_utf8_is_upper(uint32_t code)
{
    utf8proc_category_t c = category(code);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool dem_utf8_is_letter(uint32_t code)
{
    utf8proc_category_t c = category(code);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool dem_utf8_is_digit(uint32_t code)
{
    return category(code) == UTF8PROC_CATEGORY_ND;
}

bool dem_utf8_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    utf8proc_category_t c = category(code);
    return code == 0x85 || c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
           c == UTF8PROC_CATEGORY_ZP;
}

bool dem_utf8_is_punct(uint32_t code)
{
    utf8proc_category_t c = category(code);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

size_t dem_utf8_chars(dem_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return n;
}

size_t dem_utf8_utf16(dem_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        n += (size_t)((c & 0xC0) != 0x80) + (c >= 0xF0);
    }
    return n;
}

int dem_utf8_width(uint32_t code)
{
    return code == DEM_UTF8_BAD ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
}

bool dem_utf8_is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
