#include "clean/lighten.h"

#include <string.h>

enum { TAG = 1 << 15 };

/* Elements of which nothing is read. A kind that is once found unclosed is unclosed to the end. */
typedef enum kind { SCRIPT, STYLE, SVG, NOSCRIPT, IFRAME, COMMENT, KINDS } kind;

static const dem_str NAMES[] = {
    {"script", 6}, {"style", 5}, {"svg", 3}, {"noscript", 8}, {"iframe", 6}};

typedef struct lightened {
    dem_str html;
    dem_arena *arena;
    char *out; /* NULL until something is left out */
    size_t n, from; /* bytes written; what is next to be copied */
    bool quotes; /* until a quotation mark proves never closed */
    bool unclosed[KINDS];
} lightened;

/* Where a tag ends: its '>' outside quotation marks. `safe`: the last white space outside of them
 * within the first TAG bytes, where the tag can be cut. */
static size_t tag_end(dem_str tag, size_t *safe)
{
    char quote = 0;
    *safe = 1;
    for (size_t i = 1; i < tag.len; i++) {
        char c = tag.at[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i;
        else if (c == '"' || c == '\'')
            quote = tag.at[i - 1] == '=' || tag.at[i - 1] == ' ' ? c : 0;
        else if (i < TAG && (c == ' ' || c == '\n' || c == '\t'))
            *safe = i;
    }
    return tag.len;
}

static void leave_out(lightened *l, size_t begin, size_t end)
{
    if (!l->out)
        l->out = dem_new_unset(l->arena, char, l->html.len);
    memcpy(l->out + l->n, l->html.at + l->from, begin - l->from);
    l->n += begin - l->from;
    l->from = end;
}

static bool is_name_char(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Whether `name` stands at `at` as a whole tag name, in either case. */
static bool name_at(dem_str html, size_t at, dem_str name)
{
    return dem_str_eq_nocase(dem_str_cut(html, at, at + name.len), name) &&
           at + name.len < html.len && !is_name_char(html.at[at + name.len]);
}

static bool kind_at(dem_str html, size_t i, kind *which)
{
    if (dem_str_starts(dem_str_cut(html, i, i + 4), DEM_STR("<!--"))) {
        *which = COMMENT;
        return true;
    }
    char c = i + 1 < html.len ? (char)(html.at[i + 1] | 0x20) : 0;
    if (c != 's' && c != 'n' && c != 'i')
        return false;
    for (*which = SCRIPT; *which < COMMENT; (*which)++)
        if (name_at(html, i + 1, NAMES[*which]))
            return true;
    return false;
}

/* Behind the closing tag of the element that opens at `i`; 0 when it has none, or opens again before. */
static size_t close_of(lightened *l, size_t i, kind which)
{
    dem_str html = l->html, name = NAMES[which];
    for (size_t at = i + 1; at < html.len; at++) {
        const char *open = memchr(html.at + at, '<', html.len - at);
        if (!open)
            break;
        at = (size_t)(open - html.at);
        if (which != SCRIPT && which != STYLE && name_at(html, at + 1, name))
            return 0;
        if (at + 1 < html.len && html.at[at + 1] == '/' && name_at(html, at + 2, name)) {
            const char *end = memchr(open, '>', html.len - at);
            return end ? (size_t)(end - html.at) + 1 : 0;
        }
    }
    l->unclosed[which] = true;
    return 0;
}

static size_t comment_end(lightened *l, size_t i)
{
    dem_str rest = dem_str_cut(l->html, i + 2, l->html.len); /* "<!-->" is a whole comment */
    const char *end = memmem(rest.at, rest.len, "-->", 3);
    l->unclosed[COMMENT] = !end;
    return end ? (size_t)(end - l->html.at) + 3 : 0;
}

/* Passes over an element nobody reads, or leaves it to the parser. True: done with, `*i` is its last byte. */
static bool drop(lightened *l, size_t *i, size_t last)
{
    kind which;
    size_t safe;
    if (!kind_at(l->html, *i, &which) || l->unclosed[which])
        return false;
    dem_str before = dem_str_cut(l->html, last, *i);
    bool within = before.len > 1 && before.at[0] == '<' && is_name_char(before.at[1]) &&
                  tag_end(before, &safe) == before.len; /* in another tag's attribute */
    if (within)
        return false;
    size_t end = which == COMMENT ? comment_end(l, *i) : close_of(l, *i, which);
    if (!end)
        return false;
    const char *tag = l->html.at + *i, *gt = memchr(tag, '>', end - *i);
    bool data = which == SCRIPT && gt && memmem(tag, (size_t)(gt - tag), "ld+json", 7);
    if (!data)
        leave_out(l, *i, end);
    *i = end - 1;
    return true;
}

/* libxml2 compares each attribute of a tag with all before it. Tags beyond TAG bytes (tens of thousands
 * of attributes, an image inside one) are cut there; no page that means well has them on a text's box. */
static void cut_tag(lightened *l, size_t *i)
{
    dem_str tag = dem_str_cut(l->html, *i, l->html.len);
    if (tag.len <= TAG || ((tag.at[1] | 0x20) < 'a' || (tag.at[1] | 0x20) > 'z') ||
        memchr(tag.at, '>', TAG))
        return;
    size_t safe, end = tag_end(l->quotes ? tag : dem_str_cut(tag, 0, TAG), &safe);
    if (end == tag.len || !l->quotes) {
        const char *close = memchr(tag.at + TAG, '>', tag.len - TAG);
        l->quotes = false;
        end = close ? (size_t)(close - tag.at) : tag.len;
    }
    leave_out(l, *i + safe, *i + end);
    *i = l->from - 1;
}

/* Of white space before a tag one byte is as good as many; most of a page's white space is indents. */
static void cut_indent(lightened *l, size_t i)
{
    size_t begin = i;
    while (begin > l->from && strchr(" \n\t\r", l->html.at[begin - 1]) && l->html.at[begin - 1])
        begin--;
    if (i - begin > 2)
        leave_out(l, begin + 1, i);
}

dem_str dem_lighten(dem_str html, dem_arena *arena)
{
    lightened l = {.html = html, .arena = arena, .quotes = true};
    size_t last = 0; /* the tag before */
    for (size_t i = 0; i < html.len; i++) {
        const char *open = memchr(html.at + i, '<', html.len - i);
        if (!open)
            break;
        i = (size_t)(open - html.at);
        cut_indent(&l, i);
        if (drop(&l, &i, last)) {
            last = i;
            continue;
        }
        last = i;
        cut_tag(&l, &i);
    }
    if (!l.out)
        return html;
    leave_out(&l, html.len, html.len);
    return (dem_str){l.out, l.n};
}
