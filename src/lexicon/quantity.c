#include "lexicon/quantity.h"

#include <stddef.h>

static const int64_t MOST = (int64_t)1 << 52; /* thousandths: four trillion and more */

typedef struct words {
    const dem_str *at;
    int32_t n;
} words;

static dem_str word(const words *w, int32_t i)
{
    return i >= 0 && i < w->n ? w->at[i] : (dem_str){"", 0};
}

static bool is(const words *w, int32_t i, const char *text) { return dem_str_eq(word(w, i), dem_str_of(text)); }

static bool among(const words *w, int32_t i, const char *const *list)
{
    for (; i < w->n && *list; list++)
        if (dem_str_eq(w->at[i], dem_str_of(*list)))
            return true;
    return false;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- numbers ---- */

static int32_t tens_of(dem_str s, size_t *len)
{
    static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", NULL};
    for (int32_t i = 0; tens[i]; i++)
        if (dem_str_starts(s, dem_str_of(tens[i]))) {
            *len = dem_str_of(tens[i]).len;
            return 10 * (i + 2);
        }
    return 0;
}

/* 1 to 99: "seven", "forty", "forty-two"; 0: something else. */
static int32_t small_of(dem_str s)
{
    static const char *const small[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", NULL};
    for (int32_t i = 0; small[i]; i++)
        if (dem_str_eq(s, dem_str_of(small[i])))
            return i + 1;
    size_t len = 0;
    int32_t ten = tens_of(s, &len);
    if (!ten || s.len == len)
        return ten;
    int32_t unit = s.at[len] == '-' ? small_of(dem_str_cut(s, len + 1, s.len)) : 0;
    return unit > 0 && unit < 10 ? ten + unit : 0;
}

static int64_t scale_of(dem_str s)
{
    static const struct { const char *name; int64_t by; } scales[] = {
        {"hundred", 100}, {"thousand", 1000}, {"million", 1000000}, {"billion", 1000000000}, {"trillion", 1000000000000},
        {"m", 1000000}, {"mn", 1000000}, {"bn", 1000000000}, {"tn", 1000000000000}, {"k", 1000}, {"dozen", 12}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (dem_str_eq(s, dem_str_of(scales[i].name)))
            return scales[i].by;
    return 0;
}

static bool raise(int64_t *milli, int64_t by)
{
    if (*milli > MOST / by)
        return false;
    *milli *= by;
    return true;
}

/* "1,450", "1.45"; -1: something else stands among the digits, or they are too many. */
static int64_t digits_of(dem_str s)
{
    int64_t milli = 0, place = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == ',' && !place)
            continue;
        if (c == '.' && !place) {
            place = 1000;
            continue;
        }
        if (!is_digit(c))
            return -1;
        if (place) {
            place /= 10;
            milli += (c - '0') * place;
        } else if (!raise(&milli, 10) || (milli += (c - '0') * 1000) > MOST) {
            return -1;
        }
    }
    return milli;
}

/* Scales behind a number: "2.5 million", "two hundred thousand". */
static void take_scales(const words *w, dem_number *n)
{
    for (int64_t by; (by = scale_of(word(w, n->end))) > 0; n->end++) {
        if (n->milli >= 0 && !raise(&n->milli, by))
            n->milli = -1;
        n->bare = false;
    }
}

/* Up to 99: "forty", "forty - two", "forty two". Returns the value, *end one past it. */
static int32_t small_at(const words *w, int32_t i, int32_t *end)
{
    int32_t value = small_of(word(w, i));
    *end = i + (value > 0);
    int32_t next = i + 1 + is(w, i + 1, "-"), unit = value >= 20 && value % 10 == 0 ? small_of(word(w, next)) : 0;
    if (unit > 0 && unit < 10) {
        *end = next + 1;
        return value + unit;
    }
    return value;
}

/* Below a thousand: "two hundred and fifty", "a dozen"; "one hundred and two hundred" are two. */
static int64_t hundreds_at(const words *w, int32_t i, int32_t *end)
{
    static const char *const articles[] = {"a", "an", NULL};
    int64_t value = small_at(w, i, end), by;
    if (!value && among(w, i, articles) && word(w, i + 1).len > 2 && scale_of(word(w, i + 1))) {
        value = 1;
        *end = i + 1;
    }
    if (!value || (by = scale_of(word(w, *end))) == 0 || by >= 1000)
        return value;
    value *= by;
    ++*end;
    int32_t last, rest = small_at(w, *end + is(w, *end, "and"), &last);
    int64_t next = rest ? scale_of(word(w, last)) : 0;
    if (by < 100 || !rest || (next && next < 1000))
        return value;
    *end = last;
    return value + rest;
}

/* Parts by falling scale: "one million two hundred thousand (and) six". */
static dem_number in_words(const words *w, int32_t i)
{
    dem_number n = {.begin = i, .end = i};
    if (is(w, i, "half") && is(w, i + 1, "a") && word(w, i + 2).len > 2 && scale_of(word(w, i + 2))) {
        n = (dem_number){i, i + 2, 500, false};
        take_scales(w, &n);
        return n;
    }
    int64_t least = INT64_MAX, value;
    for (int32_t at = i, end; (value = hundreds_at(w, at, &end)) > 0; at = n.end + is(w, n.end, "and")) {
        dem_number part = {at, end, value * 1000, false};
        take_scales(w, &part);
        int64_t scale = part.milli / (value * 1000);
        if (n.end > i && (part.milli < 0 || scale >= least || part.milli > MOST - n.milli))
            break;
        n.milli = part.milli < 0 ? -1 : n.milli + part.milli;
        n.end = part.end;
        if (n.milli < 0 || scale < 1000)
            break;
        least = scale;
    }
    return n;
}

/* `s`: the word, perhaps without its sign. */
static dem_number number_at(const words *w, int32_t i, dem_str s)
{
    if (!s.len || !is_digit(s.at[0]))
        return in_words(w, i);
    dem_number n = {.begin = i, .end = i + 1, .milli = digits_of(s), .bare = true};
    for (size_t k = 0; k < s.len; k++)
        n.bare &= is_digit(s.at[k]);
    take_scales(w, &n);
    return n;
}

dem_number dem_number_at(const dem_str *at, int32_t len, int32_t i)
{
    words w = {at, len};
    return number_at(&w, i, word(&w, i));
}

/* ---- quantities ---- */

/* One past a unit: "per cent", "percentage points", "square kilometres", "US dollars"; or i. */
static int32_t unit_at(const words *w, int32_t i, dem_unit *unit)
{
    static const char *const before[] = {"square", "cubic", "nautical", "metric", "percentage", "basis", "us", "u.s.",
                                         "canadian", "australian", "swiss", "american", NULL};
    static const char *const shares[] = {"percent", "%", NULL};
    static const char *const coins[] = {
        "dollars", "dollar", "cents", "euros", "euro", "pounds", "roubles", "rubles", "yuan", "yen", "won", "rupees", "rupiah",
        "riyals", "rials", "dirhams", "dinars", "lira", "liras", "francs", "pesos", "reais", "rand", "shekels", "kronor",
        "kroner", "zlotys", "zloty", "hryvnias", "ringgit", "baht", "naira", "shillings", "usd", "eur", "gbp", NULL};
    static const char *const measures[] = {
        "kilometers", "kilometres", "kilometer", "kilometre", "km", "miles", "mile", "metres", "meters", "feet", "tonnes",
        "tons", "ton", "tonne", "kg", "kilograms", "kilogrammes", "grams", "barrels", "litres", "liters", "gallons",
        "hectares", "acres", "megawatts", "gigawatts", "kilowatts", "megatons", "kilotons", "points", "centrifuges",
        "warheads", "missiles", "rockets", "tanks", "warships", NULL};
    int32_t at = i + among(w, i, before);
    *unit = among(w, at, shares)     ? DEM_UNIT_PERCENT
            : among(w, at, coins)    ? DEM_UNIT_MONEY
            : among(w, at, measures) ? DEM_UNIT_MEASURE
                                     : DEM_UNIT_NONE;
    if (*unit)
        return at + 1;
    if (!is(w, i, "per") || !is(w, i + 1, "cent"))
        return i;
    *unit = DEM_UNIT_PERCENT;
    return i + 2;
}

/* Bytes of the sign of a currency in front: all of "$", some of "€20". */
static size_t sign_of(dem_str s)
{
    static const char *const signs[] = {"$", "€", "£", "¥", "₹", "us$", "a$", "c$", "hk$", "usd", "eur", "gbp", NULL};
    for (int k = 0; signs[k]; k++) {
        size_t len = dem_str_of(signs[k]).len;
        if (dem_str_starts(s, dem_str_of(signs[k])) && (s.len == len || is_digit(s.at[len])))
            return len;
    }
    return 0;
}

dem_quantity dem_quantity_at(const dem_str *at, int32_t len, int32_t i)
{
    words w = {at, len};
    size_t sum = sign_of(word(&w, i));
    int32_t first = i + (sum && sum == word(&w, i).len);
    dem_quantity q = {.begin = i, .end = i};
    q.number = number_at(&w, first, first > i ? word(&w, first) : dem_str_cut(word(&w, i), sum, word(&w, i).len));
    if (q.number.end == q.number.begin)
        return q;
    q.end = unit_at(&w, q.number.end, &q.unit);
    if (sum)
        q.unit = DEM_UNIT_MONEY;
    return q;
}
