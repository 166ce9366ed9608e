#include "segment/ends.h"

#include "segment/cut.h"
#include "segment/quote.h"

typedef struct splitter {
    const dem_linear *gap;
    dem_doc *doc;
    const dem_glance *g;
    int32_t begin, n; /* the block's tokens */
    int32_t block;
} splitter;

static void push_sentence(splitter *p, int32_t from, int32_t to)
{
    dem_doc *doc = p->doc;
    for (int32_t i = p->begin + from; i < p->begin + to; i++)
        doc->tokens.at[i].sentence = doc->sentences.len;
    *dem_push(&doc->sentences, doc->arena) = (dem_sentence){
        .span = dem_token_span(doc, p->begin + from, p->begin + to),
        .block = p->block,
        .begin = p->begin + from,
        .end = p->begin + to};
}

static bool joined(const splitter *p, int32_t i) /* the gap lies inside a multiword token */
{
    for (int32_t k = i - 1; k >= 0 && k >= i - 4; k--) {
        int32_t words = p->doc->tokens.at[p->begin + k].mwt;
        if (words)
            return k + words > i;
    }
    return false;
}

static dem_str word_at(const splitter *p, int32_t i)
{
    return i < 0 || i >= p->n ? (dem_str){"", 0} : dem_token_str(p->doc, p->begin + i);
}

static bool one_of(dem_str s, const char *const *list, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (dem_str_eq(s, dem_str_of(list[k])))
            return true;
    return false;
}
#define ONE_OF(s, list) one_of((s), (list), sizeof(list) / sizeof *(list))

/* A word that names begin with as good as never. */
static bool starts_plainly(const splitter *p, int32_t i)
{
    static const char *const starters[] = {"The",   "A",     "An",   "In",  "But",   "And",  "He",
                                           "She",   "It",    "They", "We",  "I",     "This", "That",
                                           "These", "Those", "On",   "At",  "As",    "If",   "When",
                                           "For",   "His",   "Her",  "Its", "Their", "There"};
    return ONE_OF(word_at(p, i), starters);
}

/* "Vladimir V. | Putin" is no end, "under plan B. | The" is one. */
static bool initial(const splitter *p, int32_t i)
{
    dem_str before = word_at(p, i - 1);
    return before.len == 2 && before.at[1] == '.' && before.at[0] >= 'A' && before.at[0] <= 'Z' &&
           i >= 2 && p->g[i - 2].first == DEM_CHAR_UPPER && p->g[i - 2].len > 1 &&
           p->g[i].first == DEM_CHAR_UPPER && !starts_plainly(p, i);
}

/* "leaves the party [...] | They are": words left out between two sentences. */
static bool left_out(const splitter *p, int32_t i)
{
    static const char *const dots[] = {"...", "…"}, *const closes[] = {"]", ")"};
    bool parted = ONE_OF(word_at(p, i - 1), closes) && ONE_OF(word_at(p, i - 2), dots);
    return (parted || dem_str_eq(word_at(p, i - 1), DEM_STR("[...]"))) && starts_plainly(p, i);
}

/* "Sens. | Smith", "Roe v. | Wade", "No. | 10": never an end. */
static bool abbreviated(const splitter *p, int32_t i)
{
    static const char *const titles[] = {
        "Mr.",   "Mrs.",    "Ms.",   "Dr.",   "Drs.", "Gen.",  "Gens.", "Lt.",
        "Col.",  "Maj.",    "Capt.", "Sgt.",  "Cpl.", "Adm.",  "Brig.", "Cmdr.",
        "Sen.",  "Sens.",   "Rep.",  "Reps.", "Gov.", "Govs.", "Rev.",  "Hon.",
        "Prof.", "Messrs.", "Amb.",  "v.",    "vs.",  "e.g.",  "i.e.",  "cf."};
    dem_str before = word_at(p, i - 1);
    return ONE_OF(before, titles) ||
           (p->g[i].first == DEM_CHAR_DIGIT &&
            (dem_str_eq(before, DEM_STR("No.")) || dem_str_eq(before, DEM_STR("Nos.")) ||
             dem_str_eq(before, DEM_STR("Art."))));
}

/* Marks that no sentence begins with. */
static bool leans_left(const splitter *p, int32_t i)
{
    static const char *const marks[] = {",", ";", ":", ")", "]", "%", "n't", "'s", "’s"};
    return p->g[i].role == DEM_ROLE_CLOSE || ONE_OF(word_at(p, i), marks);
}

/* "signed.The", "signed.“The", "signed.”The": a space is missing ("U.S.-led", "3.The" are not). */
static bool space_missing(const splitter *p, int32_t i)
{
    const dem_glance *g = p->g;
    int32_t stop = g[i - 1].role == DEM_ROLE_CLOSE ? i - 2 : i - 1;
    return stop >= 1 && !g[i - 1].space && !g[stop].space && g[stop].end && g[stop].len == 1 &&
           g[stop - 1].last == DEM_CHAR_LOWER && g[stop - 1].len > 1 &&
           (g[i].first == DEM_CHAR_UPPER || g[i].role == DEM_ROLE_OPEN);
}

/* "(Reuters) - The talks": after the dash of a dateline the sentence goes on. */
static bool dateline(const splitter *p, int32_t i)
{
    static const char *const dashes[] = {"-", "--", "–", "—"};
    return i >= 2 && i <= 20 && ONE_OF(word_at(p, i - 1), dashes) &&
           dem_str_eq(word_at(p, i - 2), DEM_STR(")"));
}

/* A line that begins with a bullet or with "2." or "b)". */
static bool item(const splitter *p, int32_t i)
{
    static const char *const bullets[] = {"•", "·", "▪", "‣", "●", "◦",
                                          "-", "–", "—", "*", "⦁", "►"};
    static const char *const after[] = {".", ")", ".)"};
    dem_str word = word_at(p, i);
    bool number = word.len <= 3 && p->g[i].first <= DEM_CHAR_DIGIT && p->g[i].last != DEM_CHAR_STOP;
    bool labelled = number && !p->g[i].space && ONE_OF(word_at(p, i + 1), after);
    return p->g[i - 1].lines &&
           (ONE_OF(word, bullets) || labelled ||
            (p->g[i].first == DEM_CHAR_DIGIT && p->g[i].last == DEM_CHAR_STOP));
}

/* "She posted it on X. | Ministers read it." */
static bool platform(const splitter *p, int32_t i)
{
    return i >= 2 && dem_str_eq(word_at(p, i - 1), DEM_STR("X.")) && dem_str_eq(word_at(p, i - 2), DEM_STR("on")) &&
           p->g[i].first == DEM_CHAR_UPPER;
}

/* INT32_MAX: a rule ends the sentence here; INT32_MIN: a rule forbids it; 0: the model decides. */
static int32_t rule_margin(const splitter *p, int32_t i)
{
    const dem_glance *g = p->g;
    if (g[i - 1].lines >= 2 || item(p, i) || space_missing(p, i) || platform(p, i) || left_out(p, i))
        return INT32_MAX;
    if (g[i].role == DEM_ROLE_OPEN && g[i - 1].end && g[i - 1].len == 1 && g[i - 1].space)
        return INT32_MAX; /* They left. | “Nobody came,” … */
    if (g[i].role == DEM_ROLE_OPEN && dem_str_eq(word_at(p, i - 1), DEM_STR(":")))
        return INT32_MIN; /* She had one word for it: | “No.” */
    bool told = g[i - 1].role == DEM_ROLE_CLOSE &&
                g[i].first == DEM_CHAR_LOWER; /* “Why?” he asked */
    if ((g[i].end && !g[i - 1].space) || leans_left(p, i) || told || abbreviated(p, i) ||
        initial(p, i) || dateline(p, i))
        return INT32_MIN;
    return 0;
}

/* Added to the model's margin, in its units: the model alone misses more ends than it invents (tuned
 * on development data; 0 loses half a point of recall). */
enum { EAGER = 4000 };

/* The margin by which a sentence ends before token i; INT32_MIN: cannot. */
static int32_t margin(const splitter *p, int32_t i, int32_t start)
{
    const dem_glance *g = p->g;
    if (!dem_gap_candidate(g, i) || joined(p, i))
        return INT32_MIN;
    int32_t rule = rule_margin(p, i);
    if (rule)
        return rule;
    uint64_t features[DEM_GAP_FEATURES];
    int32_t scores[2];
    int n = dem_gap_features(g, p->n, i, start, features);
    dem_linear_score(p->gap, features, (size_t)n, scores);
    return scores[1] - scores[0] + EAGER;
}

static void split(splitter *p)
{
    int32_t start = 0, best = 0, best_margin = INT32_MIN;
    for (int32_t i = 1; i <= p->n; i++) {
        int32_t m = i == p->n ? INT32_MAX : margin(p, i, start);
        bool full = i - start == DEM_SENTENCE_MOST && i < p->n;
        if (full && m <= 0) {
            dem_doc_note(p->doc, "sentence.long",
                         dem_token_span(p->doc, p->begin + start, p->begin + i), DEM_STR("cut"));
            i = best_margin > INT32_MIN ? best : i;
            while (i > start + 1 && joined(p, i))
                i--;
            m = INT32_MAX;
        }
        if (m > 0) {
            push_sentence(p, start, i);
            start = i;
            best_margin = INT32_MIN;
        } else if (m > best_margin && i - start > DEM_SENTENCE_MOST / 2) {
            best = i, best_margin = m;
        }
    }
}

void dem_sentences_split(const dem_linear *gap, dem_doc *doc, int32_t block, int32_t begin,
                         int32_t end, const dem_glance *g)
{
    splitter p = {gap, doc, g, begin, end - begin, block};
    split(&p);
}
