#include "entity/times.h"

#include "lexicon/quantity.h"

#include <string.h>

typedef struct day {
    int32_t year, month, day; /* 0: not known */
} day;

/* Days since 1970-01-01 and back (Howard Hinnant's civil calendar). */
static int32_t days_from(day d)
{
    int32_t y = d.year - (d.month <= 2), era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int32_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static day day_from(int32_t z)
{
    z += 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (day){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

static int32_t digits(dem_str s, size_t at, size_t n)
{
    int32_t value = 0;
    if (at + n > s.len)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return -1;
        value = value * 10 + (s.at[i] - '0');
    }
    return value;
}

static bool day_valid(day d)
{
    return d.year > 0 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31;
}

static day iso_day(dem_str s)
{
    day d = {digits(s, 0, 4), digits(s, 5, 2), digits(s, 8, 2)};
    return s.len >= 10 && s.at[4] == '-' && s.at[7] == '-' && day_valid(d) ? d : (day){0, 0, 0};
}

/* ------------------------------------------------------------------ words */

typedef struct clock {
    dem_doc *doc;
    const dem_str *low; /* forms in lower case */
    int32_t n, end;     /* end of the sentence at hand */
    day now;            /* publication; year 0 unknown */
} clock;

static bool is(const clock *c, int32_t i, const char *word)
{
    return i >= 0 && i < c->end && dem_str_is(c->low[i], word);
}

static int among(const clock *c, int32_t i, const char *const *words)
{
    for (int k = 0; i >= 0 && i < c->end && words[k]; k++)
        if (dem_str_is(c->low[i], words[k]))
            return k;
    return -1;
}

static bool capital(const clock *c, int32_t i)
{
    char first = dem_token_str(c->doc, i).at[0];
    return first >= 'A' && first <= 'Z';
}

static int32_t month_at(const clock *c, int32_t i)
{
    static const char *const names[] = {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "oct.", "nov.", "dec.", "sept",
        "sept.", NULL};
    static const uint8_t of[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12,
                                 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 9, 9};
    if (i < 0 || i >= c->end || !capital(c, i))
        return 0;
    int k = among(c, i, names);
    return k < 0 ? 0 : of[k];
}

static int32_t weekday_at(const clock *c, int32_t i) /* 1 Monday … 7, 0 none */
{
    static const char *const names[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                                        "sunday", NULL};
    return i >= 0 && i < c->end && capital(c, i) ? among(c, i, names) + 1 : 0;
}

static int32_t monthday_at(const clock *c, int32_t i) /* "3", "03", "3rd" */
{
    if (i < 0 || i >= c->end)
        return 0;
    dem_str s = c->low[i];
    size_t n = 0;
    while (n < 2 && n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
        n++;
    dem_str tail = dem_str_cut(s, n, s.len);
    if (!n || (tail.len && !dem_str_eq(tail, DEM_STR("st")) && !dem_str_eq(tail, DEM_STR("nd")) &&
               !dem_str_eq(tail, DEM_STR("rd")) && !dem_str_eq(tail, DEM_STR("th"))))
        return 0;
    int32_t d = digits(s, 0, n);
    return d >= 1 && d <= 31 ? d : 0;
}

static int32_t year_at(const clock *c, int32_t i)
{
    int32_t y = i >= 0 && i < c->end && c->low[i].len == 4 ? digits(c->low[i], 0, 4) : -1;
    return y >= 1800 && y <= 2100 ? y : 0;
}

/* Counts of days and years, one to 999: "a", "three", "forty-five", "12"; empty: none. */
static dem_number count_at(const clock *c, int32_t i)
{
    dem_number n = dem_number_at(c->low, c->end, i);
    if (n.end == n.begin && (is(c, i, "a") || is(c, i, "an")))
        return (dem_number){.begin = i, .end = i + 1, .milli = 1000};
    bool counts = n.milli > 0 && n.milli < 1000000 && n.milli % 1000 == 0;
    return counts ? n : (dem_number){.begin = i, .end = i};
}

typedef enum unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_HOUR, UNIT_OTHER } unit;

static unit unit_at(const clock *c, int32_t i)
{
    static const char *const words[] = {"day", "days", "week", "weeks", "month", "months", "year", "years",
                                        "hour", "hours", "minutes", "decade", "decades", "weekend", "fortnight",
                                        "quarter", "spring", "summer", "autumn", "winter", "evening", "morning",
                                        "afternoon", "night", "century", NULL};
    static const uint8_t of[] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6};
    int k = among(c, i, words);
    return k < 0 ? UNIT_NONE : (unit)of[k];
}

/* ------------------------------------------------------------------ values */

static dem_str iso(const clock *c, day d)
{
    if (!d.year)
        return (dem_str){0};
    if (!d.month)
        return dem_str_format(c->doc->arena, "%04d", d.year);
    if (!d.day)
        return dem_str_format(c->doc->arena, "%04d-%02d", d.year, d.month);
    return dem_str_format(c->doc->arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* The year that puts a day or month nearest to publication. */
static int32_t nearest_year(const clock *c, int32_t month, int32_t mday)
{
    if (!c->now.year)
        return 0;
    int32_t best = c->now.year, now = days_from(c->now), least = INT32_MAX;
    for (int32_t y = c->now.year - 1; y <= c->now.year + 1; y++) {
        int32_t off = days_from((day){y, month, mday ? mday : 15}) - now;
        off = off < 0 ? -off : off;
        if (off < least)
            least = off, best = y;
    }
    return best;
}

static day shifted(const clock *c, unit u, int32_t by)
{
    if (!c->now.year || u == UNIT_NONE || u == UNIT_OTHER)
        return (day){0, 0, 0};
    if (u == UNIT_YEAR)
        return (day){c->now.year + by, 0, 0};
    if (u == UNIT_MONTH) {
        int32_t m = c->now.year * 12 + c->now.month - 1 + by;
        return (day){m / 12, m % 12 + 1, 0};
    }
    if (u == UNIT_WEEK) /* a week has no day of its own; its distance in days is kept for "ago" */
        return (day){0, 0, 0};
    return u == UNIT_HOUR ? (day){0, 0, 0} : day_from(days_from(c->now) + by);
}

static day weekday_value(const clock *c, int32_t weekday, int direction)
{
    if (!c->now.year)
        return (day){0, 0, 0};
    int32_t now = days_from(c->now), today = ((now + 3) % 7 + 7) % 7 + 1; /* 1970-01-01: Thursday */
    int32_t back = (today - weekday + 7) % 7;
    if (direction > 0)
        return day_from(now + (back ? 7 - back : 7));
    return day_from(now - (direction < 0 && !back ? 7 : back));
}

/* ------------------------------------------------------------------ expressions */

typedef struct found {
    int32_t begin, end; /* empty: nothing */
    day value;
} found;

static const found nothing = {0, 0, {0, 0, 0}};

/* "14 July [,] [2015]", "July 14 [,] [2015]", "July 2015", "July" after a preposition. */
static found calendar(const clock *c, int32_t i)
{
    int32_t month = month_at(c, i), mday = 0, at = i + 1;
    if (!month && (mday = monthday_at(c, i)) != 0) {
        at = i + 1 + is(c, i + 1, "of");
        month = month_at(c, at++);
    } else if (month && (mday = monthday_at(c, at)) != 0) {
        at++;
    }
    if (!month)
        return nothing;
    int32_t year = year_at(c, at + (is(c, at, ",") && mday));
    if (year)
        at += 1 + (is(c, at, ",") && mday);
    static const char *const before[] = {"in", "since", "until", "till", "by", "last", "next", "this", "early",
                                         "late", "mid", "of", "from", "to", "between", "for", "after", "before",
                                         "during", NULL};
    if (!mday && !year && among(c, i - 1, before) < 0)
        return nothing;
    if (!year)
        year = nearest_year(c, month, mday);
    return (found){i, at, {year, year ? month : 0, year ? mday : 0}};
}

static found weekday(const clock *c, int32_t i)
{
    int32_t wd = weekday_at(c, i), at = i + 1;
    if (!wd)
        return nothing;
    found date = calendar(c, at + is(c, at, ","));
    if (date.end && date.value.day)
        return (found){i, date.end, date.value};
    static const char *const parts[] = {"morning", "afternoon", "evening", "night", NULL};
    at += among(c, at, parts) >= 0;
    bool next = is(c, i - 1, "next") || is(c, i - 1, "coming"), last = is(c, i - 1, "last");
    int32_t begin = i - (next || last || is(c, i - 1, "this") || is(c, i - 1, "past"));
    return (found){begin, at, weekday_value(c, wd, next ? 1 : last ? -1 : 0)};
}

/* "yesterday", "this morning", "last week", "three days ago", "in the past two weeks". */
static found relative(const clock *c, int32_t i)
{
    static const char *const days[] = {"yesterday", "today", "tomorrow", "tonight", NULL};
    static const char *const near[] = {"last", "this", "next", "past", "previous", "coming", "current", NULL};
    static const char *const parts[] = {"morning", "afternoon", "evening", "night", NULL};
    static const char *const after[] = {"ago", "earlier", "later", "from", NULL};
    int k = among(c, i, days);
    if (k >= 0)
        return (found){i, i + 1 + (among(c, i + 1, parts) >= 0), shifted(c, UNIT_DAY, k == 3 ? 0 : k - 1)};
    k = among(c, i, near);
    if (k >= 0) {
        dem_number n = count_at(c, i + 1);
        bool count = n.end > n.begin;
        unit u = unit_at(c, n.end);
        bool time_of_day = among(c, i + 1, parts) >= 0;
        if (u == UNIT_NONE || (u == UNIT_DAY && !count) || (!count && u == UNIT_HOUR))
            return nothing;
        int32_t by = k == 0 || k == 4 ? -1 : k == 2 || k == 5 ? 1 : 0;
        day value = count || k == 3 ? (day){0, 0, 0} : time_of_day ? shifted(c, UNIT_DAY, by) : shifted(c, u, by);
        return (found){i, n.end + 1, value};
    }
    dem_number n = count_at(c, i);
    int32_t count = (int32_t)(n.milli / 1000), at = n.end + 1;
    unit u = n.end > i ? unit_at(c, n.end) : UNIT_NONE;
    if (u == UNIT_NONE || (k = among(c, at, after)) < 0 || (k == 3 && !is(c, at + 1, "now")))
        return nothing;
    int32_t by = k < 2 ? -count : count;
    day value = k == 0 ? shifted(c, u == UNIT_WEEK ? UNIT_DAY : u, u == UNIT_WEEK ? by * 7 : by) : (day){0, 0, 0};
    return (found){i, at + 1 + (k == 3), value};
}

/* "2015-07-14", a year after a preposition, a decade. */
static found numeric(const clock *c, int32_t i)
{
    day whole = iso_day(c->low[i]);
    if (whole.year && c->low[i].len == 10)
        return (found){i, i + 1, whole};
    static const char *const before[] = {"in", "since", "until", "by", "of", "from", "to", "during", "early", "late",
                                         "between", "after", "before", "the", "(", "mid", "and", "through", NULL};
    int32_t year = year_at(c, i);
    if (year && among(c, i - 1, before) >= 0 && !is(c, i - 1, "the"))
        return (found){i, i + 1, {year, 0, 0}};
    bool decade = c->low[i].len == 5 && c->low[i].at[4] == 's' && digits(c->low[i], 0, 4) >= 1800 &&
                  digits(c->low[i], 0, 4) <= 2100;
    return decade ? (found){i, i + 1, {0, 0, 0}} : nothing;
}

static found time_at(const clock *c, int32_t i)
{
    found (*const kinds[])(const clock *, int32_t) = {weekday, calendar, relative, numeric};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        found f = kinds[k](c, i);
        if (f.end > f.begin)
            return f;
    }
    return nothing;
}

/* "200 tonnes", "$ 5 billion", "two million barrels", "20 per cent"; "3,000 troops" is no quantity of a unit:
 * people are counted, not measured; nor is "a million acres" one: the models of later rooms never saw such a row. */
static int32_t quantity_end(const clock *c, int32_t i)
{
    dem_quantity q = dem_quantity_at(c->low, c->end, i);
    return q.unit && !is(c, i, "a") && !is(c, i, "half") ? q.end : i;
}

/* ------------------------------------------------------------------ the stage */

static dem_str *lowered(const dem_doc *doc, dem_arena *arena)
{
    dem_str *low = dem_new(arena, dem_str, doc->tokens.len + 1);
    for (int32_t i = 0; i < doc->tokens.len; i++) {
        dem_str form = dem_token_str(doc, i);
        char *at = dem_new(arena, char, form.len + 1);
        for (size_t k = 0; k < form.len; k++)
            at[k] = form.at[k] >= 'A' && form.at[k] <= 'Z' ? (char)(form.at[k] + 32) : form.at[k];
        low[i] = (dem_str){at, form.len};
    }
    return low;
}

typedef DEM_VEC(dem_name) name_rows;

static void add(dem_doc *doc, name_rows *extra, dem_arena *arena, int32_t begin, int32_t end, int kind)
{
    *dem_push(extra, arena) = (dem_name){dem_token_span(doc, begin, end), begin, end, (uint8_t)kind, 0.9f};
}

/* "40 million US dollars" holds the name "US", which is then no name of its own. */
static bool covered(const dem_name *name, const dem_name *extra)
{
    return extra->kind == DEM_NAME_QUANTITY && extra->begin < name->begin && name->end < extra->end;
}

/* Names first: an extra row that touches one is dropped, unless it covers it. */
static void merge(dem_doc *doc, const name_rows *extra, dem_arena scratch)
{
    int32_t n = doc->names.len, at = 0;
    dem_name *old = dem_new(&scratch, dem_name, n + 1);
    if (n)
        memcpy(old, doc->names.at, (size_t)n * sizeof *old);
    doc->names.len = 0;
    for (int32_t k = 0; k <= extra->len; k++) {
        const dem_name *e = k < extra->len ? &extra->at[k] : NULL;
        for (; at < n && (!e || old[at].begin < e->end); at++) {
            if (e && covered(&old[at], e))
                continue;
            if (e && old[at].end > e->begin) {
                e = NULL; /* the name stays, and what follows it is taken up with the next row */
                break;
            }
            *dem_push(&doc->names, doc->arena) = old[at];
        }
        if (e)
            *dem_push(&doc->names, doc->arena) = *e;
    }
}

void dem_entity_times(dem_doc *doc, dem_arena scratch)
{
    name_rows extra = {0};
    clock c = {doc, lowered(doc, &scratch), doc->tokens.len, 0, iso_day(doc->meta.published)};
    for (int32_t s = 0; s < doc->sentences.len; s++) {
        c.end = doc->sentences.at[s].end;
        for (int32_t i = doc->sentences.at[s].begin; i < c.end;) {
            found f = time_at(&c, i);
            int32_t end = f.end > f.begin ? f.end : quantity_end(&c, i);
            if (f.end > f.begin) {
                *dem_push(&doc->times, doc->arena) =
                    (dem_time){dem_token_span(doc, f.begin, f.end), f.begin, f.end, iso(&c, f.value)};
                add(doc, &extra, &scratch, f.begin, f.end, DEM_NAME_DATE);
            } else if (end > i) {
                add(doc, &extra, &scratch, i, end, DEM_NAME_QUANTITY);
            }
            i = end > i ? end : i + 1;
        }
    }
    merge(doc, &extra, scratch);
}
