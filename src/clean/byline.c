#include "clean/byline.h"
#include "base/utf8.h"

#include <string.h>

/* Words that may stand beside a date in a line about it. */
static const char *const DATE_WORDS[] = {
    "published", "posted",   "updated", "modified", "last",   "first", "on",    "at",     "the",
    "date",      "time",     "by",      "am",       "pm",     "a.m",   "p.m",   "a",      "p",
    "m",         "gmt",      "utc",     "bst",      "est",    "edt",   "et",    "pst",    "pdt",
    "pt",        "cet",      "cest",    "ist",      "msk",    "hrs",   "hours", "monday", "tuesday",
    "wednesday", "thursday", "friday",  "saturday", "sunday", "mon",   "tue",   "tues",   "wed",
    "thu",       "thur",     "thurs",   "fri",      "sat",    "sun",   "of",    "issued", "created",
    "release",   "released", "t",       "z",        "st",     "nd",    "rd",    "th",     "local",
    "and",       "ago",      "is",      "was",
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool listed(dem_str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dem_str_eq_nocase(word, dem_str_of(list[i])))
            return true;
    return false;
}

static dem_str next_word(dem_str *rest)
{
    size_t i = 0;
    while (i < rest->len && !is_word(rest->at[i]))
        i++;
    size_t end = i;
    while (end < rest->len &&
           (is_word(rest->at[end]) ||
            (rest->at[end] == '.' && end + 1 < rest->len && is_word(rest->at[end + 1]))))
        end++;
    dem_str word = dem_str_cut(*rest, i, end);
    *rest = dem_str_cut(*rest, end, rest->len);
    return word;
}

bool dem_line_is_date(dem_str line, dem_date *out, bool *changed)
{
    dem_span where;
    if (line.len > 160 || !dem_date_find(line, DEM_DATE_STRICT, out, &where))
        return false;
    *changed = false;
    bool published = false;
    int strangers = 0;
    dem_str parts[2] = {dem_str_cut(line, 0, where.begin), dem_str_cut(line, where.end, line.len)};
    for (int i = 0; i < 2; i++) {
        for (dem_str rest = parts[i], w; (w = next_word(&rest)).len;) {
            size_t len;
            if (dem_str_eq_nocase(w, DEM_STR("updated")) ||
                dem_str_eq_nocase(w, DEM_STR("modified")))
                *changed |= i == 0 && !published; /* "…, last updated 23:04" changes no day */
            published |= dem_str_eq_nocase(w, DEM_STR("published")) ||
                         dem_str_eq_nocase(w, DEM_STR("posted"));
            if (!listed(w, DATE_WORDS, sizeof DATE_WORDS / sizeof *DATE_WORDS) &&
                !dem_date_month(w, &len))
                strangers++;
        }
    }
    /* Room for a place, an outlet or a time zone: "Geneva, 7 January 2019". */
    return strangers <= 2 && !dem_str_ends(line, DEM_STR("?"));
}

/* Two to five capitalised words, initials and particles between: a person's name, at the start. */
static size_t name_len(dem_str s)
{
    static const char *const particles[] = {"de", "van", "von", "der", "den", "al", "bin",
                                            "el", "la",  "da",  "di",  "du",  "le"};
    size_t at = 0, end = 0;
    int words = 0;
    while (at < s.len && words < 5) {
        size_t stop = at;
        while (stop < s.len && s.at[stop] != ' ' && s.at[stop] != ',' && s.at[stop] != ';' &&
               s.at[stop] != '|' && s.at[stop] != '(' && s.at[stop] != '/')
            stop++;
        dem_str w = dem_str_cut(s, at, stop);
        uint32_t code = 0;
        if (!w.len || dem_utf8_decode(w, &code) == 0 || code == DEM_UTF8_BAD)
            break;
        bool big = dem_utf8_is_letter(code) && dem_utf8_is_upper(code);
        if (!big && !listed(w, particles, sizeof particles / sizeof *particles))
            break;
        size_t letters;
        if (words >= 2 && dem_date_month(w, &letters))
            break; /* "Ann Lee January 7" */
        if (dem_str_eq_nocase(w, DEM_STR("and")) || dem_str_eq_nocase(w, DEM_STR("the")))
            break;
        words += big;
        if (big)
            end = stop;
        if (stop >= s.len || s.at[stop] != ' ')
            break;
        at = stop + 1;
    }
    return words >= 2 ? end : 0;
}

size_t dem_name_prefix(dem_str s)
{
    return name_len(s);
}

/* "A B", "A B and C D", "A B, C D and E F": bytes taken and names counted. */
static size_t names_len(dem_str s, int *count)
{
    static const char *const joints[] = {" and ", " & ", ", and ", ", "};
    size_t all = name_len(s);
    *count = all > 0;
    while (all && all < s.len) {
        dem_str tail = dem_str_cut(s, all, s.len);
        size_t more = 0, skip = 0;
        for (size_t i = 0; i < sizeof joints / sizeof *joints && !more; i++) {
            skip = strlen(joints[i]);
            if (dem_str_starts(tail, dem_str_of(joints[i])))
                more = name_len(dem_str_cut(tail, skip, tail.len));
        }
        if (!more)
            break;
        all += skip + more;
        ++*count;
    }
    return all;
}

bool dem_line_is_byline(dem_str line, dem_str *names)
{
    static const char *const openers[] = {"by ",          "by: ",      "written by ",
                                          "posted by ",   "story by ", "words by ",
                                          "reported by ", "author: ",  "from our correspondent "};
    int count;
    *names = (dem_str){0};
    if (line.len > 160 || dem_str_ends(line, DEM_STR("?")))
        return false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        dem_str open = dem_str_of(openers[i]);
        if (!dem_str_eq_nocase(dem_str_cut(line, 0, open.len), open))
            continue;
        dem_str rest = dem_str_trim(dem_str_cut(line, open.len, line.len));
        size_t all = names_len(rest, &count);
        *names = dem_str_cut(rest, 0, all);
        /* A sentence that begins with "By" goes on and ends as one: no byline. */
        return all && (all == rest.len || !dem_str_ends(line, DEM_STR("."))) &&
               (rest.len - all < 90);
    }
    /* Nothing but two names or more: "Ann Lee and Raj Rao". */
    if (names_len(line, &count) != line.len || count < 2)
        return false;
    *names = line;
    return true;
}

bool dem_line_is_credit(dem_str line)
{
    static const char *const starts[] = {"reporting by ", "(reporting by ",           "editing by ",
                                         "(editing by ",  "additional reporting by ", "writing by ",
                                         "(writing by ",  "with reporting by "};
    static const char *const holds[] = {"contributed to this report", "contributed reporting",
                                        "contributed to this story", "contributed to this article"};
    if (line.len > 400)
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (dem_str_eq_nocase(dem_str_cut(line, 0, strlen(starts[i])), dem_str_of(starts[i])))
            return true;
    for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
        if (dem_str_find(line, dem_str_of(holds[i])) < line.len)
            return true;
    return false;
}

bool dem_dateline_date(dem_str paragraph, dem_date *out)
{
    /* The place is in capitals: "GENEVA, January 7, 2019". */
    dem_str head = dem_str_cut(paragraph, 0, 90);
    size_t capitals = 0;
    while (capitals < head.len &&
           ((head.at[capitals] >= 'A' && head.at[capitals] <= 'Z') ||
            (unsigned char)head.at[capitals] >= 0x80 || head.at[capitals] == ' '))
        capitals++;
    dem_span where;
    return capitals >= 3 && dem_date_find(head, DEM_DATE_STRICT, out, &where) && where.begin < 60;
}
