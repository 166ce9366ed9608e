#include "base/date.h"

#include <string.h>

typedef struct month_name {
    const char *name;
    int8_t month;
} month_name;

/* Longer names first where one begins another. Lower-case UTF-8; abbreviations stand alone. */
static const month_name MONTHS[] = {
    {"january", 1},   {"januari", 1},   {"januar", 1},   {"janvier", 1},   {"janeiro", 1},
    {"jan", 1},       {"enero", 1},     {"ene", 1},      {"gennaio", 1},   {"february", 2},
    {"februari", 2},  {"februar", 2},   {"février", 2},  {"fevereiro", 2}, {"febrero", 2},
    {"febbraio", 2},  {"feb", 2},       {"fév", 2},      {"march", 3},     {"märz", 3},
    {"mars", 3},      {"maart", 3},     {"março", 3},    {"marzo", 3},     {"mar", 3},
    {"april", 4},     {"avril", 4},     {"abril", 4},    {"aprile", 4},    {"apr", 4},
    {"may", 5},       {"maggio", 5},    {"mayo", 5},     {"maio", 5},      {"mai", 5},
    {"mei", 5},       {"june", 6},      {"juni", 6},     {"juin", 6},      {"junho", 6},
    {"junio", 6},     {"giugno", 6},    {"jun", 6},      {"july", 7},      {"juli", 7},
    {"juillet", 7},   {"julho", 7},     {"julio", 7},    {"luglio", 7},    {"jul", 7},
    {"august", 8},    {"augustus", 8},  {"août", 8},     {"agosto", 8},    {"aug", 8},
    {"ago", 8},       {"september", 9}, {"septembre", 9}, {"septiembre", 9}, {"setembro", 9},
    {"settembre", 9}, {"sept", 9},      {"sep", 9},      {"october", 10},  {"oktober", 10},
    {"octobre", 10},  {"outubro", 10},  {"octubre", 10}, {"ottobre", 10},  {"oct", 10},
    {"okt", 10},      {"november", 11}, {"novembre", 11}, {"novembro", 11}, {"noviembre", 11},
    {"nov", 11},      {"december", 12}, {"dezember", 12}, {"décembre", 12}, {"dezembro", 12},
    {"diciembre", 12}, {"dicembre", 12}, {"dec", 12},    {"dez", 12},      {"dic", 12},
};

typedef struct scan {
    dem_str s;
    size_t at;
} scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static char peek(const scan *in)
{
    return in->at < in->s.len ? in->s.at[in->at] : '\0';
}

/* A whole run of `min` to `max` digits; -1 otherwise. */
static int number(scan *in, int min, int max)
{
    int value = 0, digits = 0;
    while (is_digit(peek(in))) {
        if (++digits > max)
            return -1;
        value = value * 10 + (peek(in) - '0');
        in->at++;
    }
    return digits >= min ? value : -1;
}

static void spaces(scan *in)
{
    for (;;) {
        if (peek(in) == ' ' || peek(in) == '\t' || peek(in) == '\n' || peek(in) == '\r')
            in->at++;
        else if (in->at + 1 < in->s.len && memcmp(in->s.at + in->at, "\xC2\xA0", 2) == 0)
            in->at += 2;
        else
            return;
    }
}

int dem_date_month(dem_str s, size_t *len)
{
    size_t n = 0;
    while (n < s.len && is_letter(s.at[n]) && n < 12 && memcmp(s.at + n, "\xC2\xA0", 2 <= s.len - n ? 2 : 1))
        n++;
    for (size_t i = 0; i < sizeof MONTHS / sizeof *MONTHS; i++) {
        size_t k = strlen(MONTHS[i].name), same = 0;
        if (k != n)
            continue;
        while (same < k && lower(s.at[same]) == MONTHS[i].name[same])
            same++;
        if (same == k) {
            *len = k;
            return MONTHS[i].month;
        }
    }
    return 0;
}

static int month(scan *in)
{
    size_t len = 0;
    int m = dem_date_month(dem_str_cut(in->s, in->at, in->s.len), &len);
    in->at += len;
    if (m && peek(in) == '.')
        in->at++;
    return m;
}

bool dem_date_valid(dem_date d)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.year < 1900 || d.year > 2099 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
    return d.day <= days[d.month - 1] + (leap && d.month == 2);
}

bool dem_date_eq(dem_date a, dem_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool make(int y, int m, int d, dem_date *out)
{
    if (y < 0 || y > 9999 || m < 0 || m > 12 || d < 0 || d > 31)
        return false;
    *out = (dem_date){(int16_t)y, (int8_t)m, (int8_t)d};
    return dem_date_valid(*out);
}

static void ordinal(scan *in)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "er", "º", "."};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (in->s.len - in->at >= k && memcmp(in->s.at + in->at, ends[i], k) == 0) {
            in->at += k;
            return;
        }
    }
}

static void of(scan *in)
{
    spaces(in);
    if (dem_str_eq_nocase(dem_str_cut(in->s, in->at, in->at + 3), DEM_STR("of ")) ||
        dem_str_eq_nocase(dem_str_cut(in->s, in->at, in->at + 3), DEM_STR("de ")))
        in->at += 3;
    if (peek(in) == ',')
        in->at++;
    spaces(in);
}

/* 7 January 2019, 7th of January, 2019, 7-Jan-2019 */
static bool day_month_year(scan *in, dem_date *out)
{
    int d = number(in, 1, 2);
    if (d < 1)
        return false;
    ordinal(in);
    of(in);
    if (peek(in) == '-')
        in->at++;
    int m = month(in);
    if (!m)
        return false;
    of(in);
    if (peek(in) == '-')
        in->at++;
    return make(number(in, 4, 4), m, d, out);
}

/* January 7, 2019 */
static bool month_day_year(scan *in, dem_date *out)
{
    int m = month(in);
    if (!m)
        return false;
    spaces(in);
    int d = number(in, 1, 2);
    if (d < 1)
        return false;
    ordinal(in);
    of(in);
    return make(number(in, 4, 4), m, d, out);
}

/* 2019-01-07, 2019/1/7, 2019.01.07, 20190107 */
static bool year_month_day(scan *in, dem_date *out)
{
    size_t start = in->at;
    int y = number(in, 4, 4);
    char mark = peek(in);
    if (y >= 0 && (mark == '-' || mark == '/' || mark == '.')) {
        in->at++;
        int m = number(in, 1, 2);
        if (peek(in) != mark)
            return false;
        in->at++;
        return make(y, m, number(in, 1, 2), out);
    }
    in->at = start;
    int packed = number(in, 8, 8);
    return packed > 0 && make(packed / 10000, packed / 100 % 100, packed % 100, out);
}

/* 7.1.2019; 13/1/2019; 1/13/2019 */
static bool three_numbers(scan *in, dem_date_order order, dem_date *out)
{
    int a = number(in, 1, 2);
    char mark = peek(in);
    if (a < 1 || (mark != '.' && mark != '/' && mark != '-'))
        return false;
    in->at++;
    int b = number(in, 1, 2);
    if (peek(in) != mark)
        return false;
    in->at++;
    int y = number(in, 4, 4);
    if (mark == '.' || order == DEM_DATE_DAY_FIRST)
        return make(y, b, a, out) || make(y, a, b, out);
    if (order == DEM_DATE_MONTH_FIRST)
        return make(y, a, b, out) || make(y, b, a, out);
    if (a == b || a > 12)
        return make(y, b, a, out);
    return b > 12 && make(y, a, b, out);
}

static bool date_at(dem_str s, size_t at, dem_date_order order, dem_date *out, size_t *end)
{
    for (int form = 0; form < 4; form++) {
        scan in = {s, at};
        bool found = form == 0   ? is_digit(s.at[at]) && year_month_day(&in, out)
                     : form == 1 ? is_digit(s.at[at]) && day_month_year(&in, out)
                     : form == 2 ? is_letter(s.at[at]) && month_day_year(&in, out)
                                 : is_digit(s.at[at]) && three_numbers(&in, order, out);
        if (found && !(in.at < s.len && is_digit(s.at[in.at]))) {
            *end = in.at;
            return true;
        }
    }
    return false;
}

bool dem_date_find(dem_str s, dem_date_order order, dem_date *out, dem_span *where)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.at[i]) && !is_letter(s.at[i]))
            continue;
        size_t end;
        dem_date d;
        if (date_at(s, i, order, &d, &end)) {
            *out = d;
            if (where)
                *where = (dem_span){(uint32_t)i, (uint32_t)end};
            return true;
        }
        bool digits = is_digit(s.at[i]);
        while (i + 1 < s.len && (digits ? is_digit(s.at[i + 1]) : is_letter(s.at[i + 1])))
            i++;
    }
    return false;
}

dem_str dem_date_iso(dem_date d, dem_arena *arena)
{
    return dem_str_format(arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}
