#include "read/charset.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

enum { META = 4096, GUESS = 1 << 18 };

static const struct {
    const char *says, *means;
} NAMES[] = {
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"utf-8", "UTF-8"},
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"iso_8859-1", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"windows-1252", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"iso-8859-11", "WINDOWS-874"},
    {"tis-620", "WINDOWS-874"},
    {"ks_c_5601-1987", "CP949"},
    {"euc-kr", "CP949"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"x-gbk", "GB18030"},
    {"x-sjis", "CP932"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"big5", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"},
    {"cp1251", "WINDOWS-1251"},
    {"koi8_r", "KOI8-R"},
    {"koi8", "KOI8-R"},
    {"unicode", "UTF-16"},
    {"ucs-2", "UTF-16"},
};

static void set_name(dem_charset *out, dem_str name)
{
    size_t n = name.len < sizeof out->name ? name.len : sizeof out->name - 1;
    memcpy(out->name, name.at, n);
    out->name[n] = '\0';
}

/* The converter's name for a declared one: known aliases, else the word itself if it could be one. */
static bool resolve(dem_str says, dem_charset *out)
{
    says = dem_str_trim(says);
    if (!says.len || says.len >= sizeof out->name)
        return false;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (dem_str_eq_nocase(says, dem_str_of(NAMES[i].says))) {
            set_name(out, dem_str_of(NAMES[i].means));
            return true;
        }
    for (size_t i = 0; i < says.len; i++)
        if (!((says.at[i] | 0x20) >= 'a' && (says.at[i] | 0x20) <= 'z') &&
            !(says.at[i] >= '0' && says.at[i] <= '9') && !strchr("-_:.", says.at[i]))
            return false;
    if (dem_str_eq_nocase(dem_str_cut(says, 0, 5), DEM_STR("utf-7")) ||
        dem_str_eq_nocase(dem_str_cut(says, 0, 4), DEM_STR("utf7")))
        return false;
    set_name(out, says);
    return true;
}

static bool is_name(char c)
{
    return c && !strchr(" \t\r\n\"'>;/<", c);
}

/* The word after `key` and "=" within `s`. */
static dem_str word_after(dem_str s, dem_str key)
{
    for (size_t i = 0; i + key.len < s.len; i++) {
        if (!dem_str_eq_nocase(dem_str_cut(s, i, i + key.len), key))
            continue;
        size_t at = i + key.len;
        while (at < s.len && strchr(" \t\r\n", s.at[at]))
            at++;
        if (at >= s.len || s.at[at] != '=')
            continue;
        at++;
        while (at < s.len && strchr(" \t\r\n\"'", s.at[at]))
            at++;
        size_t end = at;
        while (end < s.len && is_name(s.at[end]))
            end++;
        if (end > at)
            return dem_str_cut(s, at, end);
    }
    return (dem_str){0};
}

/* <meta charset=…>, <meta http-equiv … charset=…>, <?xml … encoding=…> near the top of the page. */
static dem_str page_says(dem_str bytes)
{
    dem_str head = dem_str_cut(bytes, 0, META);
    if (dem_str_starts(head, DEM_STR("<?xml"))) {
        dem_str word =
            word_after(dem_str_cut(head, 0, dem_str_find(head, DEM_STR(">"))), DEM_STR("encoding"));
        if (word.len)
            return word;
    }
    for (size_t i = 0; i + 5 < head.len; i++) {
        if (head.at[i] != '<' ||
            !dem_str_eq_nocase(dem_str_cut(head, i + 1, i + 5), DEM_STR("meta")))
            continue;
        dem_str tag = dem_str_cut(head, i, head.len);
        dem_str word =
            word_after(dem_str_cut(tag, 0, dem_str_find(tag, DEM_STR(">"))), DEM_STR("charset"));
        if (word.len)
            return word;
    }
    return (dem_str){0};
}

static const struct {
    const char *mark;
    uint8_t len;
    const char *name;
} MARKS[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* UTF-16 without a mark: every other byte of the head is zero. */
static const char *zeros(dem_str bytes)
{
    size_t even = 0, odd = 0, n = bytes.len < 512 ? bytes.len : 512;
    for (size_t i = 0; i < n; i++)
        if (!bytes.at[i])
            i % 2 ? odd++ : even++;
    if (n < 8)
        return NULL;
    return odd * 5 > n * 2 && even * 20 < n   ? "UTF-16LE"
           : even * 5 > n * 2 && odd * 20 < n ? "UTF-16BE"
                                              : NULL;
}

static size_t put_bad(char *to)
{
    memcpy(to, "\xEF\xBF\xBD", 3);
    return 3;
}

/* UTF-8 with each broken byte replaced. */
static dem_str mend(dem_str s, dem_arena *arena)
{
    size_t broken = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        i += dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        broken += code == DEM_UTF8_BAD;
    }
    char *at = dem_new(arena, char, s.len + broken * 2);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        if (code == DEM_UTF8_BAD)
            n += put_bad(at + n);
        else
            memcpy(at + n, s.at + i, step), n += step;
        i += step;
    }
    return (dem_str){at, n};
}

/* More whole characters beyond ASCII than broken bytes: UTF-8 in which something went wrong. */
static bool mostly_utf8(dem_str s)
{
    size_t whole = 0, broken = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        i += dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        broken += code == DEM_UTF8_BAD;
        whole += code != DEM_UTF8_BAD && code >= 0x80;
    }
    return whole > broken;
}

/* With iconv; false when the converter does not know the charset. Broken bytes become U+FFFD. */
static bool convert(dem_str bytes, const char *from, dem_arena *arena, dem_str *text, size_t *bad)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        return false;
    char window[1 << 14];
    DEM_VEC(char) all = {0};
    char *in;
    memcpy(&in, &bytes.at, sizeof in); /* iconv does not write to its input */
    size_t left = bytes.len;
    *bad = bytes.len;
    while (left) {
        char *out = window;
        size_t room = sizeof window - 4;
        size_t status = iconv(cd, &in, &left, &out, &room);
        int why = errno;
        if (status == (size_t)-1 && why != E2BIG && left) {
            if (*bad == bytes.len)
                *bad = bytes.len - left;
            out += put_bad(out);
            in++;
            left--;
            if (why == EINVAL)
                left = 0;
        }
        while (all.cap - all.len < (int32_t)sizeof window)
            all.at = dem_vec_grow(all.at, &all.cap, 1, arena);
        memcpy(all.at + all.len, window, (size_t)(out - window));
        all.len += (int32_t)(out - window);
    }
    iconv_close(cd);
    *text = (dem_str){all.at ? all.at : "", (size_t)all.len};
    return true;
}

static bool is_utf(const char *name, const char *which)
{
    return dem_str_eq_nocase(dem_str_of(name), dem_str_of(which));
}

static dem_str keep(dem_str bytes, const char *name, const char *how, dem_charset *out)
{
    set_name(out, dem_str_of(name));
    out->how = how;
    out->bad = bytes.len;
    return bytes;
}

static dem_str as_utf8(dem_str bytes, const char *how, dem_arena *arena, dem_charset *out)
{
    size_t bad = dem_utf8_check(bytes);
    dem_str text = keep(bytes, "UTF-8", how, out);
    if (bad == bytes.len)
        return text;
    out->bad = bad;
    out->changed = true;
    return mend(bytes, arena);
}

static bool guess(dem_str bytes, dem_charset *out)
{
    uchardet_t u = uchardet_new();
    uchardet_handle_data(u, bytes.at, bytes.len < GUESS ? bytes.len : GUESS);
    uchardet_data_end(u);
    bool found = resolve(dem_str_of(uchardet_get_charset(u)), out) && !is_utf(out->name, "UTF-8");
    uchardet_delete(u);
    return found;
}

/* A converter by name, told in `out`. */
static bool try_name(dem_str bytes, const char *how, dem_arena *arena, dem_charset *out,
                     dem_str *text)
{
    if (!convert(bytes, out->name, arena, text, &out->bad))
        return false;
    out->how = how;
    out->changed = true;
    return true;
}

static bool by_mark(dem_str bytes, dem_arena *arena, dem_charset *out, dem_str *text)
{
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        if (bytes.len < MARKS[i].len || memcmp(bytes.at, MARKS[i].mark, MARKS[i].len))
            continue;
        if (i == 0) { /* the mark stays: for plain text the stored text is the file */
            *text = as_utf8(bytes, "mark", arena, out);
            return true;
        }
        set_name(out, dem_str_of(MARKS[i].name));
        return try_name(dem_str_cut(bytes, MARKS[i].len, bytes.len), "mark", arena, out, text);
    }
    return false;
}

dem_str dem_charset_decode(dem_str bytes, dem_str declared, bool html, dem_arena *arena,
                           dem_charset *out)
{
    *out = (dem_charset){0};
    dem_str text;
    if (by_mark(bytes, arena, out, &text))
        return text;
    const char *wide = zeros(bytes);
    if (wide) {
        set_name(out, dem_str_of(wide));
        if (try_name(bytes, "guessed", arena, out, &text))
            return text;
    }
    dem_str says[2] = {declared, html ? page_says(bytes) : (dem_str){0}};
    size_t broken = dem_utf8_check(bytes);
    for (int i = 0; i < 2; i++) {
        if (!resolve(says[i], out) || is_utf(out->name, "UTF-8"))
            continue;
        if (dem_str_eq_nocase(dem_str_cut(dem_str_of(out->name), 0, 3), DEM_STR("UTF")))
            continue; /* UTF-16 said of bytes that are none */
        if (broken == bytes.len && is_utf(out->name, "WINDOWS-1252"))
            break; /* valid UTF-8 beyond ASCII is no accident; and ASCII is ASCII */
        dem_arena before = *arena;
        if (try_name(bytes, "declared", arena, out, &text) &&
            (out->bad == bytes.len || broken < bytes.len))
            return text;
        *arena = before;
    }
    if (broken == bytes.len || mostly_utf8(bytes))
        return as_utf8(bytes, "utf-8", arena, out);
    if (guess(bytes, out) && try_name(bytes, "guessed", arena, out, &text))
        return text;
    set_name(out, DEM_STR("WINDOWS-1252"));
    if (!html || !try_name(bytes, "guessed", arena, out, &text))
        return as_utf8(bytes, "utf-8", arena, out);
    return text;
}
