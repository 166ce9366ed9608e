#include "read/mend.h"

#include <string.h>

static bool is_digit(char c, bool hex)
{
    return (c >= '0' && c <= '9') || (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* "amp;", "#38;", "#x26;": what may stand behind an ampersand in XML without declarations. */
static bool is_reference(dem_str s)
{
    static const dem_str names[] = {{"amp;", 4}, {"lt;", 3}, {"gt;", 3}, {"quot;", 5}, {"apos;", 5}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (dem_str_starts(s, names[i]))
            return true;
    if (s.len < 3 || s.at[0] != '#')
        return false;
    bool hex = s.at[1] == 'x';
    size_t first = hex ? 2 : 1, i = first;
    while (i < s.len && i < DEM_MEND_HELD && is_digit(s.at[i], hex))
        i++;
    return i > first && i < s.len && s.at[i] == ';';
}

/* Writes the byte at `i` as it should be; the bytes written. */
static size_t put(dem_mend *m, dem_str s, size_t i, char *out)
{
    char c = s.at[i];
    dem_str rest = dem_str_cut(s, i, s.len);
    if (m->cdata)
        m->cdata = !dem_str_starts(rest, DEM_STR("]]>"));
    else if (c == '<')
        m->cdata = dem_str_starts(rest, DEM_STR("<![CDATA["));
    else if (c == '&' && !is_reference(dem_str_cut(rest, 1, rest.len))) {
        memcpy(out, "&amp;", 5);
        return 5;
    }
    bool control = (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
    *out = control ? ' ' : c;
    return 1;
}

static size_t run(dem_mend *m, dem_str s, size_t end, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < end; i++)
        n += put(m, s, i, out + n);
    return n;
}

static bool is_wide(dem_str s)
{
    return memchr(s.at, 0, s.len < 4 ? s.len : 4) || dem_str_starts(s, DEM_STR("\xFE\xFF")) ||
           dem_str_starts(s, DEM_STR("\xFF\xFE"));
}

size_t dem_mend_chunk(dem_mend *m, dem_str chunk, bool last, char *out)
{
    if (!m->begun && chunk.len) {
        m->begun = true;
        m->as_is = is_wide(chunk);
    }
    if (m->as_is) {
        if (chunk.len)
            memcpy(out, chunk.at, chunk.len);
        return chunk.len;
    }
    /* What was held back, with enough of the chunk to decide on it. */
    char joint[2 * DEM_MEND_HELD];
    size_t n_joint = m->n_held, more = chunk.len < DEM_MEND_HELD ? chunk.len : DEM_MEND_HELD;
    memcpy(joint, m->held, n_joint);
    if (more)
        memcpy(joint + n_joint, chunk.at, more);
    bool short_of = chunk.len < DEM_MEND_HELD;
    dem_str s = {joint, n_joint + more};
    if (short_of) {
        size_t end = last ? s.len : s.len > DEM_MEND_HELD ? s.len - DEM_MEND_HELD : 0;
        size_t n = run(m, s, end, out);
        m->n_held = (uint8_t)(s.len - end);
        memmove(m->held, joint + end, m->n_held);
        return n;
    }
    size_t n = run(m, s, n_joint, out), end = last ? chunk.len : chunk.len - DEM_MEND_HELD;
    n += run(m, chunk, end, out + n);
    m->n_held = (uint8_t)(chunk.len - end);
    memcpy(m->held, chunk.at + end, m->n_held);
    return n;
}
