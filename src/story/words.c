#include "story/words.h"

#include "base/utf8.h"
#include "model/linear.h"

typedef struct cursor {
    bool open; /* inside double quotation marks */
    uint64_t hash;
    uint32_t begin;
    bool in_word, capital;
} cursor;

static bool is_word(uint32_t code)
{
    if (code < 0x80)
        return (code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z') || code == '_';
    return code != DEM_UTF8_BAD && (dem_utf8_is_letter(code) || dem_utf8_is_digit(code));
}

/* Straight marks toggle, curly and angled ones say which side they are. */
static void mark(cursor *c, uint32_t code)
{
    if (code == '"')
        c->open = !c->open;
    else if (code == 0x201C || code == 0x201E || code == 0xAB)
        c->open = true;
    else if (code == 0x201D || code == 0xBB || code == '\n')
        c->open = false;
}

dem_words dem_report_words(dem_str text, dem_arena *arena)
{
    DEM_VEC(dem_word) words = {0};
    cursor c = {0};
    for (size_t i = 0; i <= text.len;) {
        uint32_t code = ' ';
        size_t n = i < text.len ? dem_utf8_decode(dem_str_cut(text, i, text.len), &code) : 1;
        if (is_word(code)) {
            if (!c.in_word)
                c = (cursor){c.open, 0, (uint32_t)i, true, dem_utf8_is_upper(code)};
            c.hash = dem_mix(c.hash, dem_utf8_lower(code));
        } else {
            if (c.in_word)
                *dem_push(&words, arena) = (dem_word){
                    c.hash, {c.begin, (uint32_t)i}, (uint8_t)c.open, (uint8_t)c.capital};
            c.in_word = false;
            mark(&c, code);
        }
        i += n;
    }
    return (dem_words){words.at, words.len};
}

/* Civil date to day number (Hinnant, "chrono-compatible low-level date algorithms"). */
bool dem_day_of(dem_str date, int32_t *day)
{
    int64_t y, m, d;
    if (date.len < 10 || date.at[4] != '-' || date.at[7] != '-' ||
        !dem_str_int(dem_str_cut(date, 0, 4), &y) || !dem_str_int(dem_str_cut(date, 5, 7), &m) ||
        !dem_str_int(dem_str_cut(date, 8, 10), &d) || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    y -= m <= 2;
    int64_t era = y / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    *day = (int32_t)(era * 146097 + doe - 719468);
    return true;
}
