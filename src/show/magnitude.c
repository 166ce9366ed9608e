#include "show/magnitude.h"
#include "lexicon/stem.h"

enum { KILLED, INJURED, DETAINED, PEOPLE, MONEY, PERCENT, KINDS };
static const char *const names[KINDS] = {"killed", "injured", "detained", "people", "money", "percent"};

/* What each event type counts, the first that is there. */
static const struct { const char *plover; int8_t kinds[KINDS]; int n; } asked[] = {
    {"ASSAULT", {KILLED, INJURED, DETAINED, PEOPLE}, 4}, {"COERCE", {DETAINED, PEOPLE, KILLED}, 3},
    {"PROTEST", {PEOPLE}, 1},                            {"MOBILIZE", {PEOPLE}, 1},
    {"YIELD", {PEOPLE, MONEY}, 2},                       {"AID", {MONEY, PEOPLE}, 2},
    {"COOPERATE", {MONEY, PERCENT, PEOPLE}, 3},          {"SANCTION", {MONEY, PERCENT, PEOPLE}, 3}};

typedef struct word {
    dem_span span;
    dem_str text, stem;
    bool stops; /* a comma or the like follows */
} word;

typedef struct number {
    int32_t begin, end; /* words */
    int64_t milli;
    bool money, percent, bare; /* bare: digits alone, such as a year's */
} number;

enum { HARMS = DETAINED + 1, WORDINGS = 8 };

typedef struct words {
    const word *at;
    int32_t len;
    dem_str harms[HARMS][WORDINGS]; /* stems */
} words;

static const int64_t MOST = (int64_t)1 << 52; /* thousandths: four trillion and more */

static bool one_of(dem_str s, const char *const *list)
{
    for (; *list; list++)
        if (dem_str_eq(s, dem_str_of(*list)))
            return true;
    return false;
}

/* ---- words ---- */

static bool is_edge(char c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '"' || c == ',' || c == ';' || c == ':' || c == '.' ||
           c == '!' || c == '?' || c == '\'';
}

static words words_of(dem_str s, dem_arena *arena)
{
    static const char *const wordings[HARMS][WORDINGS] = {
        {"kill", "dead", "death", "die", "slain", "murder", "fatality", "massacre"},
        {"injure", "wound", "hurt", "maim"},
        {"arrest", "detain", "jail", "imprison", "capture", "abduct", "kidnap", "seize"}};
    DEM_VEC(word) all = {0};
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        while (end < s.len && (unsigned char)s.at[end] > ' ')
            end++;
        size_t b = i, e = end;
        while (b < e && is_edge(s.at[b]))
            b++;
        while (e > b && is_edge(s.at[e - 1]))
            e--;
        if (e > b)
            *dem_push(&all, arena) = (word){{(uint32_t)b, (uint32_t)e}, dem_str_lower(dem_str_cut(s, b, e), arena),
                                            dem_lex_stem(dem_str_cut(s, b, e), arena), e < end};
        i = end + (end == i);
    }
    words w = {.at = all.at, .len = all.len};
    for (int k = 0; k < HARMS; k++)
        for (int i = 0; i < WORDINGS && wordings[k][i]; i++)
            w.harms[k][i] = dem_lex_stem(dem_str_of(wordings[k][i]), arena);
    return w;
}

/* ---- numbers ---- */

static bool times(int64_t *milli, int64_t by)
{
    if (*milli > MOST / by)
        return false;
    *milli *= by;
    return true;
}

static int64_t scale_of(dem_str s)
{
    static const struct { const char *name; int64_t by; } scales[] = {
        {"hundred", 100}, {"thousand", 1000}, {"million", 1000000}, {"billion", 1000000000}, {"trillion", 1000000000000},
        {"m", 1000000}, {"mn", 1000000}, {"bn", 1000000000}, {"k", 1000}, {"dozen", 12}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (dem_str_eq(s, dem_str_of(scales[i].name)))
            return scales[i].by;
    return 0;
}

static int64_t small_of(dem_str s)
{
    static const char *const small[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", NULL};
    static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", NULL};
    for (int i = 0; small[i]; i++)
        if (dem_str_eq(s, dem_str_of(small[i])))
            return i + 1;
    for (int i = 0; tens[i]; i++) {
        dem_str ten = dem_str_of(tens[i]);
        if (dem_str_eq(s, ten))
            return 10 * (i + 2);
        if (dem_str_starts(s, ten) && s.len > ten.len + 1 && s.at[ten.len] == '-') {
            int64_t unit = small_of(dem_str_cut(s, ten.len + 1, s.len));
            return unit > 0 && unit < 10 ? 10 * (i + 2) + unit : 0;
        }
    }
    return 0;
}

/* "1,450", "1.45", with what follows the digits in *rest; -1: none, or too big. */
static int64_t digits_of(dem_str s, dem_str *rest)
{
    int64_t milli = 0, place = 0;
    size_t i = 0;
    for (; i < s.len; i++) {
        char c = s.at[i];
        if (c == ',' && !place)
            continue;
        if (c == '.' && !place) {
            place = 1000;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (place) {
            place /= 10;
            milli += (c - '0') * place;
        } else if (!times(&milli, 10) || (milli += (c - '0') * 1000) > MOST) {
            return -1;
        }
    }
    *rest = dem_str_cut(s, i, s.len);
    return i ? milli : -1;
}

static bool strip_sign(dem_str *s)
{
    static const char *const signs[] = {"us$", "$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", NULL};
    for (int i = 0; signs[i]; i++)
        if (dem_str_starts(*s, dem_str_of(signs[i]))) {
            *s = dem_str_cut(*s, dem_str_of(signs[i]).len, s->len);
            return true;
        }
    return false;
}

static dem_str word_at(const words *w, int32_t i)
{
    return i >= 0 && i < w->len ? w->at[i].text : (dem_str){"", 0};
}

/* The number that begins at word i; end <= i where none does. */
static number number_at(const words *w, int32_t i)
{
    static const char *const articles[] = {"a", "an", NULL};
    static const char *const coins[] = {"dollars", "dollar", "euros", "euro", "pounds", "rubles", "roubles", "yuan", "yen", "francs",
                                        "pesos", "rupees", "shillings", "usd", "eur", NULL};
    static const char *const shares[] = {"percent", "%", NULL};
    number none = {i, i, 0, false, false, false}, n = {.begin = i, .end = i + 1};
    dem_str s = w->at[i].text, rest = {"", 0};
    n.money = strip_sign(&s);
    bool digits = s.len && s.at[0] >= '0' && s.at[0] <= '9';
    if (digits) {
        n.milli = digits_of(s, &rest);
        n.percent = dem_str_eq(rest, DEM_STR("%"));
        int64_t by = rest.len && !n.percent ? scale_of(rest) : 1;
        n.bare = !rest.len && !n.money;
        if (n.milli < 0 || !by || !times(&n.milli, by))
            return none; /* "12-year-old", "3rd" */
    } else if ((n.milli = small_of(s) * 1000) == 0) {
        if (!one_of(s, articles) || !scale_of(word_at(w, i + 1)))
            return none;
        n.milli = 1000; /* "a hundred", "a dozen" */
    }
    for (int64_t by; n.end < w->len && !w->at[n.end - 1].stops && (by = scale_of(w->at[n.end].text)) > 0; n.end++) {
        if (!times(&n.milli, by))
            return none;
        n.bare = false;
    }
    n.money |= one_of(word_at(w, n.end), coins);
    n.percent |= one_of(word_at(w, n.end), shares) ||
                 (dem_str_eq(word_at(w, n.end), DEM_STR("per")) && dem_str_eq(word_at(w, n.end + 1), DEM_STR("cent")));
    return n;
}

/* ---- what is counted ---- */

static int harm_at(const words *w, int32_t at)
{
    for (int k = 0; k < HARMS; k++)
        for (int i = 0; i < WORDINGS && w->harms[k][i].len; i++)
            if (dem_str_eq(w->at[at].stem, w->harms[k][i]))
                return k;
    return -1;
}

static bool is_people(dem_str s)
{
    static const char *const nouns[] = {
        "people",   "persons",   "civilians", "soldiers",  "troops",   "men",       "women",     "children", "fighters", "militants",
        "officers", "policemen", "prisoners", "detainees", "hostages", "refugees",  "migrants",  "workers",  "students", "protesters",
        "demonstrators", "residents", "villagers", "personnel", "peacekeepers", "diplomats", "marines", "guards", "captives",
        "inmates", "activists", "journalists", "sailors", "police", "rebels", "supporters", "citizens", "officials", "families", NULL};
    return one_of(s, nouns);
}

/* Dates, years, ages, and "one" of many. */
static bool counts_nothing(const words *w, const number *n, bool people)
{
    static const char *const before[] = {"aged", "age", "no", "number", "article", "resolution", "section", NULL};
    static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september",
                                         "october", "november", "december", "jan", "feb", "aug", "sept", "oct", "nov", "dec", NULL};
    dem_str last = word_at(w, n->begin - 1), next = word_at(w, n->end);
    bool year = n->bare && n->milli >= 1900000 && n->milli < 2100000 && w->at[n->begin].text.len == 4 && !people;
    return year || one_of(last, before) || (n->bare && (one_of(last, months) || one_of(next, months))) ||
           dem_str_eq(next, DEM_STR("of")) || (n->milli == 1000 && !people);
}

/* By the nearest word of killing, hurting or holding: up to four words before ("killing at least 12"), six
 * behind ("12 people were killed"); never across another number. */
static int harm_of(const words *w, const number *n)
{
    enum { BACK = 4, ON = 6 };
    int best = -1;
    int32_t near = ON + 1;
    for (int32_t d = 1; d <= BACK && n->begin - d >= 0; d++) {
        int32_t i = n->begin - d;
        if (w->at[i].text.at[0] >= '0' && w->at[i].text.at[0] <= '9')
            break;
        int k = harm_at(w, i);
        if (k >= 0) {
            best = k, near = d;
            break;
        }
    }
    for (int32_t d = 0; d < ON && n->end + d < w->len && d + 1 < near; d++) {
        if (d && number_at(w, n->end + d).end > n->end + d)
            break;
        int k = harm_at(w, n->end + d);
        if (k >= 0)
            return k;
    }
    return best;
}

static int kind_of(const words *w, const number *n)
{
    bool people = false;
    for (int32_t i = n->end; i < n->end + 3 && i < w->len; i++)
        people |= is_people(w->at[i].text);
    if (n->money)
        return MONEY;
    if (n->percent)
        return PERCENT;
    if (counts_nothing(w, n, people))
        return -1;
    int harm = harm_of(w, n);
    return harm >= 0 ? harm : people ? PEOPLE : -1;
}

dem_magnitude dem_magnitude_of(dem_str sentence, dem_str plover, dem_arena scratch)
{
    dem_magnitude found[KINDS] = {0};
    words w = words_of(sentence, &scratch);
    for (int32_t i = 0; i < w.len;) {
        number n = number_at(&w, i);
        int kind = n.end > i ? kind_of(&w, &n) : -1;
        if (kind >= 0 && !found[kind].of.len)
            found[kind] = (dem_magnitude){dem_str_of(names[kind]), n.milli, {w.at[i].span.begin, w.at[n.end - 1].span.end}};
        i = n.end > i ? n.end : i + 1;
    }
    for (size_t t = 0; t < sizeof asked / sizeof *asked; t++)
        for (int k = 0; k < asked[t].n && dem_str_eq(plover, dem_str_of(asked[t].plover)); k++)
            if (found[asked[t].kinds[k]].of.len)
                return found[asked[t].kinds[k]];
    return (dem_magnitude){0};
}

dem_str dem_magnitude_text(const dem_magnitude *m, dem_arena *arena)
{
    int64_t whole = m->milli / 1000, rest = m->milli % 1000;
    if (!rest)
        return dem_str_format(arena, "%lld", (long long)whole);
    int digits = rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
    return dem_str_format(arena, "%lld.%0*lld", (long long)whole, digits,
                          (long long)(rest / (digits == 1 ? 100 : digits == 2 ? 10 : 1)));
}
