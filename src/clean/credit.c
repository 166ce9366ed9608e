#include "clean/credit.h"

#include <string.h>

enum { LONGEST = 160 };

/* Bytes of the opening of `s` that is on the list, the longest first where one opens another; 0 for none.
 * A word of the list is whole in `s`. */
static size_t prefix_of(dem_str s, const char *const *list)
{
    for (; *list; list++) {
        dem_str want = dem_str_of(*list);
        char last = want.at[want.len - 1];
        bool word = (last | 0x20) >= 'a' && (last | 0x20) <= 'z';
        char next = s.len > want.len ? s.at[want.len] : ' ';
        bool whole = !word || !((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
        if (dem_str_eq_nocase(dem_str_cut(s, 0, want.len), want) && whole)
            return want.len;
    }
    return 0;
}

static bool is_capital(dem_str s)
{
    /* Capital letters beyond ASCII that names of people begin with lie in C3 80 to C3 9E and C4, C5. */
    unsigned char c = s.len ? (unsigned char)s.at[0] : 0, d = s.len > 1 ? (unsigned char)s.at[1] : 0;
    return (c >= 'A' && c <= 'Z') || (c == 0xC3 && d >= 0x80 && d <= 0x9E) || c == 0xC4 || c == 0xC5;
}

static bool is_quote(dem_str s)
{
    return s.len && (s.at[0] == '"' || s.at[0] == '\'' || dem_str_starts(s, DEM_STR("“")) ||
                     dem_str_starts(s, DEM_STR("‘")));
}

/* What the text after a credit may begin with. */
static bool may_open(dem_str s)
{
    return s.len && (is_capital(s) || is_quote(s) || strchr("([", s.at[0]) ||
                     (s.at[0] >= '0' && s.at[0] <= '9'));
}

/* A word that begins sentences and no name. */
static bool opens_sentence(dem_str s)
{
    static const char *const openers[] = {
        "a",     "an",    "the",     "this",   "that",  "these", "those",    "there",  "here",  "it",    "its",
        "he",    "his",   "she",     "her",    "they",  "their", "we",       "our",    "you",   "i",     "in",
        "on",    "at",    "by",      "for",    "from",  "with",  "without",  "under",  "over",  "of",    "to",
        "as",    "if",    "but",     "and",    "or",    "so",    "yet",      "after",  "before", "while", "when",
        "where", "since", "until",   "though", "although", "because", "despite", "during", "according", "asked",
        "what",  "who",   "how",     "why",    "some",  "many",  "most",     "both",   "all",   "one",   "two",
        "no",    "not",   "nearly",  "about",  "more",  "last",  "earlier",  "also",   "however", "meanwhile",
        "still", "then",  "u.s.",    "president", "former", NULL};
    return is_quote(s) || (is_capital(s) && prefix_of(s, openers) > 0);
}

static size_t word_len(dem_str s)
{
    size_t n = 0;
    while (n < s.len && !strchr(" /,;:()[]|\n\t\"", s.at[n]) &&
           !dem_str_starts(dem_str_cut(s, n, s.len), DEM_STR("“")))
        n++;
    return n;
}

/* An initial ("P.") or a particle ("van") leaves a name's count of words as it is. */
static bool is_light_word(dem_str word)
{
    return (word.len == 2 && word.at[1] == '.') || dem_str_among(word, "de da di del la van von der bin al el");
}

static size_t name_len(dem_str s)
{
    size_t end = 0;
    for (int words = 0; words < 3;) {
        size_t begin = end ? end + 1 : 0;
        dem_str rest = dem_str_cut(s, begin, s.len);
        dem_str word = dem_str_cut(rest, 0, word_len(rest));
        bool light = words && is_light_word(word);
        if (!word.len || (!is_capital(word) && !light) || (words && opens_sentence(rest)))
            break;
        dem_str after = dem_str_cut(rest, word.len, rest.len);
        bool spaced = dem_str_starts(after, DEM_STR(" "));
        bool slash = dem_str_starts(after, DEM_STR("/"));
        if (words == 2 && after.len && !slash &&
            !(spaced && opens_sentence(dem_str_cut(after, 1, after.len))))
            break;
        words += !light;
        end = begin + word.len;
        if (!spaced)
            break;
    }
    return end;
}

static const char *const AGENCIES[] = {"getty images", "getty", "afp", "ap", "epa", "reuters", "landov", "shutterstock",
                                       "bloomberg", "kcna", "xinhua", "tass", "sputnik", "anadolu agency", NULL};

typedef struct chain {
    size_t len;
    bool parted; /* by a slash */
    bool known;  /* it ends with no name */
} chain;

/* Names, agencies and what kind of picture it is, parted by slashes and "via". */
static chain chain_of(dem_str s)
{
    static const char *const kinds[] = {"file photo", "files", "file", "pool", "handout", "illustration",
                                        "stringer", "staff", NULL};
    static const char *const joints[] = {" via ", " / ", " /", "/ ", "//", "/", NULL};
    chain out = {0};
    for (size_t at = 0; at < s.len && at < LONGEST;) {
        dem_str rest = dem_str_cut(s, at, s.len);
        size_t n = prefix_of(rest, kinds);
        n = n ? n : prefix_of(rest, AGENCIES);
        bool known = n > 0;
        n = n ? n : name_len(rest);
        if (!n)
            break;
        out = (chain){at + n, at > 0, known};
        size_t joint = prefix_of(dem_str_cut(s, out.len, s.len), joints);
        if (!joint)
            break;
        at = out.len + joint;
    }
    return out;
}

/* "(Photo: Ann Lee, AP)" */
static size_t bracket_len(dem_str s)
{
    static const char *const openings[] = {"(photo:", "(photo by", "(image:", "(image credit", "(reuters photo", "(reuters/",
                                           "(reuters file", "(ap photo", "(file photo", "[photo:", NULL};
    if (!prefix_of(s, openings))
        return 0;
    char closing = s.at[0] == '(' ? ')' : ']';
    for (size_t i = 1; i < s.len && i < LONGEST; i++)
        if (s.at[i] == closing)
            return i + 1;
    return 0;
}

/* "Photo: AP", "Ann Lee/AFP/Getty Images": a label or a slash and an agency at the end show that what stands
 * here is a credit. A label with a bare name ("Photo: Ann Lee The") would as often open a caption. */
static size_t named_len(dem_str s)
{
    static const char *const labels[] = {"photo: ", "photograph: ", "picture: ", "image: ", "credit: ", NULL};
    size_t label = prefix_of(s, labels);
    if (!label && !is_capital(s))
        return 0;
    chain c = chain_of(dem_str_cut(s, label, s.len));
    return c.known && (label || c.parted) ? label + c.len : 0;
}

/* "REUTERS/Ann Lee/File Photo" */
static size_t agency_len(dem_str s)
{
    dem_str agency = DEM_STR("REUTERS/");
    if (!dem_str_starts(s, agency))
        return 0;
    size_t begin = agency.len + (s.len > agency.len && s.at[agency.len] == ' ');
    chain c = chain_of(dem_str_cut(s, begin, s.len));
    return c.len ? begin + c.len : 0;
}

size_t dem_credit_len(dem_str s)
{
    static const char *const fixed[] = {"| ap photos", "| ap photo", "| getty images", "| getty", "| reuters",
                                        "via getty images", NULL};
    size_t n = bracket_len(s);
    n = n ? n : agency_len(s);
    n = n ? n : named_len(s);
    n = n ? n : prefix_of(s, fixed);
    if (!n || n == s.len)
        return n;
    return s.at[n] == ' ' && may_open(dem_str_cut(s, n + 1, s.len)) ? n : 0;
}

size_t dem_credit_twice(dem_str s)
{
    for (size_t n = LONGEST; n >= 2; n--) {
        if (s.len < 2 * n + 1 || s.at[n] != ' ' || (s.len > 2 * n + 1 && s.at[2 * n + 1] != ' '))
            continue;
        if (memcmp(s.at, s.at + n + 1, n) == 0)
            return 2 * n + 1;
    }
    return 0;
}
