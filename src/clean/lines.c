#include "clean/lines.h"
#include "base/utf8.h"

#include <string.h>

typedef struct line {
    dem_span span; /* trimmed; empty for a blank line */
    uint32_t chars;
    bool indent;
} line;

typedef DEM_VEC(line) line_vec;

/* White space of any width, the byte order mark and zero-width characters. */
static bool is_blank(uint32_t code)
{
    return dem_utf8_is_space(code) || code == 0xFEFF || (code >= 0x200B && code <= 0x200F) ||
           code == 0x2060;
}

static dem_span trim(dem_str text, uint32_t begin, uint32_t end)
{
    uint32_t code;
    while (begin < end) {
        size_t step = dem_utf8_decode(dem_str_cut(text, begin, end), &code);
        if (code == DEM_UTF8_BAD || !is_blank(code))
            break;
        begin += (uint32_t)step;
    }
    while (end > begin) {
        uint32_t at = end - 1;
        while (at > begin && ((unsigned char)text.at[at] & 0xC0) == 0x80 && end - at < 4)
            at--;
        dem_utf8_decode(dem_str_cut(text, at, end), &code);
        if (code == DEM_UTF8_BAD || !is_blank(code))
            break;
        end = at;
    }
    return (dem_span){begin, end};
}

static line_vec lines_of(dem_str text, dem_arena *arena)
{
    line_vec out = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
            end++;
        line *l = dem_push(&out, arena);
        l->span = trim(text, (uint32_t)at, (uint32_t)end);
        l->indent = l->span.begin > at + 1 || (l->span.begin > at && text.at[at] == '\t');
        l->chars = (uint32_t)dem_utf8_chars(dem_span_str(text, l->span));
        if (end + 1 < text.len && text.at[end] == '\r' && text.at[end + 1] == '\n')
            end++;
        at = end + 1;
    }
    return out;
}

/* Sentence-final punctuation, looking through closing quotation marks and brackets. */
static bool ends_final(dem_str s)
{
    static const char *const closers[] = {"”", "’", "»", "\"", "'", ")", "]", "*", "_"};
    for (bool again = true; again && s.len;) {
        again = false;
        for (size_t i = 0; i < sizeof closers / sizeof *closers && !again; i++) {
            dem_str c = dem_str_of(closers[i]);
            if (dem_str_ends(s, c)) {
                s.len -= c.len;
                again = true;
            }
        }
    }
    return s.len && (strchr(".!?", s.at[s.len - 1]) || dem_str_ends(s, DEM_STR("…")));
}

static uint32_t first_word(dem_str s)
{
    uint32_t n = 0;
    while (n < s.len && s.at[n] != ' ')
        n++;
    return n;
}

/* Width that nine in ten of the lines keep within. */
static uint32_t width_of(const line_vec *lines)
{
    uint32_t count[161] = {0}, all = 0, seen = 0;
    for (int32_t i = 0; i < lines->len; i++)
        if (lines->at[i].chars)
            count[lines->at[i].chars < 160 ? lines->at[i].chars : 160]++, all++;
    for (uint32_t w = 0; w <= 160; w++) {
        seen += count[w];
        if (seen * 10 >= all * 9)
            return w;
    }
    return 160;
}

/* Wrapped text breaks a line where the next word would not fit: between two lines that touch, the
 * first is nearly full and rarely ends a sentence. */
static bool is_wrapped(dem_str text, const line_vec *lines, uint32_t width)
{
    if (width < 30 || width >= 150)
        return false;
    uint32_t joints = 0, full = 0, final = 0;
    for (int32_t i = 0; i + 1 < lines->len; i++) {
        const line *a = &lines->at[i], *b = &lines->at[i + 1];
        if (!a->chars || !b->chars)
            continue;
        joints++;
        full += a->chars + 1 + first_word(dem_span_str(text, b->span)) > width * 9 / 10;
        final += ends_final(dem_span_str(text, a->span));
    }
    return joints >= 2 && full * 10 >= joints * 6 && final * 2 < joints;
}

static void shape(dem_str s, dem_para *p)
{
    bool start = true, lower = false, upper = false;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        i += dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        if (code == DEM_UTF8_BAD)
            continue;
        if (dem_utf8_is_space(code)) {
            start = true;
            continue;
        }
        bool letter = dem_utf8_is_letter(code), big = letter && dem_utf8_is_upper(code);
        upper |= big;
        lower |= letter && !big;
        if (start && (letter || dem_utf8_is_digit(code))) {
            p->words++;
            p->caps += big || !letter;
            start = false;
        }
    }
    p->shout = upper && !lower;
    p->final = ends_final(s);
    p->colon = dem_str_ends(s, DEM_STR(":"));
}

static bool joins(dem_str text, const line *a, const line *b, uint32_t width)
{
    if (!a->chars || !b->chars || (b->indent && !a->indent))
        return false;
    return !(ends_final(dem_span_str(text, a->span)) && a->chars < width * 7 / 10);
}

/* A line that breaks off ("said on Monday that the talks"), before one that goes on in lower case: one
 * paragraph even where too few lines show that the text is wrapped. Not before what ends as items of a
 * list do ("the release of all prisoners held in the north;"). */
static bool goes_on(dem_str text, const line *a, const line *b)
{
    enum { LONG = 30 };
    dem_str s = dem_span_str(text, a->span), next = dem_span_str(text, b->span);
    if (a->chars < LONG || !b->chars || b->indent)
        return false;
    char last = s.at[s.len - 1], first = next.at[0];
    bool open = (last >= 'a' && last <= 'z') || (last >= '0' && last <= '9') || last == ',';
    return open && first >= 'a' && first <= 'z';
}

dem_paras dem_paras_find(dem_str text, dem_arena *arena)
{
    dem_paras out = {0};
    line_vec lines = lines_of(text, arena);
    uint32_t width = width_of(&lines);
    out.wrapped = is_wrapped(text, &lines, width);
    bool gap = true;
    for (int32_t i = 0; i < lines.len; i++) {
        if (!lines.at[i].chars) {
            gap = true;
            continue;
        }
        dem_para *p = dem_push(&out.rows, arena);
        p->span = lines.at[i].span;
        p->gap_before = gap;
        while (i + 1 < lines.len && ((out.wrapped && joins(text, &lines.at[i], &lines.at[i + 1], width)) ||
                                     goes_on(text, &lines.at[i], &lines.at[i + 1])))
            p->span.end = lines.at[++i].span.end;
        gap = false;
        p->gap_after = i + 1 == lines.len || !lines.at[i + 1].chars;
        shape(dem_span_str(text, p->span), p);
    }
    return out;
}

dem_para dem_para_cut(dem_str text, const dem_para *whole, uint32_t begin, uint32_t end)
{
    dem_para p = {.span = trim(text, begin, end)};
    p.gap_before = whole->gap_before && begin == whole->span.begin;
    p.gap_after = whole->gap_after && end == whole->span.end;
    shape(dem_span_str(text, p.span), &p);
    return p;
}
