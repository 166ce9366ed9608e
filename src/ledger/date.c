#include "ledger/filter.h"

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar (Howard Hinnant's
 * chrono-compatible algorithms; days are counted from 1 March, so that leap days come last). */
static int64_t days_of(int64_t y, int64_t m, int64_t d)
{
    y -= m <= 2;
    int64_t era = y / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int64_t *y, int64_t *m, int64_t *d)
{
    days += 719468;
    int64_t era = days / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    *d = of_year - (153 * month + 2) / 5 + 1;
    *m = month < 10 ? month + 3 : month - 9;
    *y = year + era * 400 + (*m <= 2);
}

static int64_t month_days(int64_t y, int64_t m)
{
    return m == 12 ? 31 : days_of(y, m + 1, 1) - days_of(y, m, 1);
}

static bool part(dem_str date, size_t at, size_t len, int64_t *out)
{
    return date.len >= at + len && date.at[at] != '-' &&
           dem_str_int(dem_str_cut(date, at, at + len), out);
}

bool dem_date_ok(dem_str date)
{
    int64_t y, m = 1, d = 1;
    size_t end = dem_str_find(date, DEM_STR("T"));
    bool timed = end < date.len;
    date = dem_str_cut(date, 0, end);
    if (date.len != 4 && date.len != 7 && date.len != 10)
        return false;
    if (timed && date.len != 10)
        return false;
    if (!part(date, 0, 4, &y) || (date.len > 4 && (date.at[4] != '-' || !part(date, 5, 2, &m))) ||
        (date.len > 7 && (date.at[7] != '-' || !part(date, 8, 2, &d))))
        return false;
    return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= month_days(y, m);
}

static void digits(char *at, int64_t n, int width)
{
    for (int i = width; i-- > 0; n /= 10)
        at[i] = (char)('0' + n % 10);
}

bool dem_date_ago(dem_str today, dem_str age, char out[11])
{
    int64_t n, y, m, d;
    if (age.len < 2 || age.len > 5 || !dem_str_int(dem_str_cut(age, 0, age.len - 1), &n) || n < 0)
        return false;
    if (today.len < 10 || !dem_date_ok(dem_str_cut(today, 0, 10)) || !part(today, 0, 4, &y) ||
        !part(today, 5, 2, &m) || !part(today, 8, 2, &d))
        return false;
    int64_t days = days_of(y, m, d);
    switch (age.at[age.len - 1]) {
    case 'd': days -= n; break;
    case 'w': days -= 7 * n; break;
    case 'm':
    case 'y': {
        int64_t months = y * 12 + m - 1 - (age.at[age.len - 1] == 'y' ? 12 * n : n);
        if (months < 12)
            return false;
        int64_t last = month_days(months / 12, months % 12 + 1);
        days = days_of(months / 12, months % 12 + 1, d < last ? d : last);
        break;
    }
    default: return false;
    }
    date_of(days, &y, &m, &d);
    if (y < 1 || y > 9999)
        return false;
    digits(out, y, 4);
    digits(out + 5, m, 2);
    digits(out + 8, d, 2);
    out[4] = out[7] = '-';
    out[10] = 0;
    return true;
}
