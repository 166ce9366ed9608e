#include "segment/words.h"

#include "base/utf8.h"
#include "segment/cut.h"

#include <string.h>

static void push_token(dem_doc *doc, uint32_t begin, uint32_t end, bool space)
{
    *dem_push(&doc->tokens, doc->arena) = (dem_token){
        .span = {begin, end}, .sentence = -1, .quote = -1, .space_after = space};
}

static bool has_lower(const dem_chunk *c, int32_t i, int32_t n)
{
    for (int32_t k = i; k < i + n; k++)
        if (k < 0 || k >= c->n || c->at[k].kind != DEM_CHAR_LOWER)
            return false;
    return true;
}

/* Titles and the like keep their full stop whatever follows: "Gen. Smith", never "Gen | .". */
static bool titled(const dem_chunk *c, int32_t i)
{
    static const char *const list[] = {
        "mr",  "mrs", "ms",     "dr",   "gen", "lt",   "col",  "maj",  "capt", "sgt",
        "cpl", "adm", "brig",   "cmdr", "sen", "rep",  "gov",  "rev",  "hon",  "prof",
        "st",  "vs",  "messrs", "supt", "amb", "sens", "reps", "gens", "govs", "drs"};
    const dem_char *last = &c->at[i - 1];
    uint32_t len = last->end - last->run;
    if (last->kind > DEM_CHAR_UPPER || len > 6 || i + 1 != c->n || c->next == 255 ||
        c->next == DEM_CHAR_LOWER)
        return false;
    if (len == 1 && c->n == 2 && c->next == DEM_CHAR_UPPER && last->kind == DEM_CHAR_UPPER)
        return true; /* an initial */
    char word[8];
    for (uint32_t k = 0; k < len; k++)
        word[k] = (char)dem_utf8_lower(c->at[last->run + k].code & 0x7F);
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (strlen(list[k]) == len && memcmp(list[k], word, len) == 0)
            return c->at[last->run].kind == DEM_CHAR_UPPER;
    return c->n == 2 && word[0] == 'v' && c->next == DEM_CHAR_UPPER; /* "Lee v. Rao" */
}

/* A mark after a word that takes no bare genitive closes a quotation: "the 'deal' of", but not in
 * "the ministers' deal" or "goin' home", which the model decides. */
static bool closing_mark(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at, *last = &at[i - 1];
    uint32_t code = dem_utf8_lower(last->code);
    return at[i].kind == DEM_CHAR_APOSTROPHE &&
           (i + 1 == c->n || at[i + 1].kind > DEM_CHAR_DIGIT) && last->kind <= DEM_CHAR_UPPER &&
           last->end - last->run >= 3 && code != 's' && code != 'x' && code != 'z' &&
           !(code == 'n' && at[i - 2].code == 'i');
}

/* A mark before a word opens a quotation: "'a deal'", but not in "'em", "'tis", "the '90s". */
static bool opening_mark(const dem_chunk *c, int32_t i)
{
    static const char *const elided[] = {"em", "til",  "till",  "tis",  "twas", "cause",
                                         "n",  "bout", "round", "nuff", "s",    "re",
                                         "ve", "d",    "ll",    "m",    "t"};
    const dem_char *first = &c->at[1];
    if (i != 1 || c->at[0].kind != DEM_CHAR_APOSTROPHE || first->kind > DEM_CHAR_UPPER)
        return false;
    uint32_t len = first->end - first->run;
    for (size_t k = 0; k < sizeof elided / sizeof *elided; k++) {
        bool same = strlen(elided[k]) == len;
        for (uint32_t j = 0; same && j < len; j++)
            same = dem_utf8_lower(c->at[first->run + j].code) == (uint32_t)elided[k][j];
        if (same)
            return false;
    }
    return true;
}

/* Two single marks that stand for a double one, at the end of a word: "yes''" */
static int double_mark(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at;
    for (int32_t first = i - 1; first <= i; first++)
        if (first > 0 && first + 1 < c->n && at[first].kind == DEM_CHAR_APOSTROPHE &&
            at[first + 1].kind == DEM_CHAR_APOSTROPHE && at[first - 1].kind != DEM_CHAR_APOSTROPHE &&
            (first + 2 == c->n || at[first + 2].kind >= DEM_CHAR_STOP))
            return first == i ? DEM_CUT_WORD : DEM_CUT_KEEP;
    return -1;
}

/* "U.S.'s", "J.P.'s": a multiword token. "``a" of old telegrams: its mark alone. */
static int marks_rule(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at;
    if (at[i].kind == DEM_CHAR_APOSTROPHE && at[i - 1].kind == DEM_CHAR_STOP && i + 2 == c->n &&
        i > 1 && at[i + 1].code == 's')
        return DEM_CUT_MULTI;
    if (i <= 2 && c->n > 2 && at[0].kind == DEM_CHAR_APOSTROPHE &&
        at[1].kind == DEM_CHAR_APOSTROPHE && at[2].kind <= DEM_CHAR_DIGIT)
        return i == 1 ? DEM_CUT_KEEP : DEM_CUT_WORD;
    int pair = double_mark(c, i);
    if (pair >= 0)
        return pair;
    return closing_mark(c, i) || opening_mark(c, i) ? DEM_CUT_WORD : -1;
}

/* "Node.js", "notes.txt": kept whole. */
static bool dotted_name(const dem_chunk *c, int32_t i)
{
    int32_t dot = c->at[i].kind == DEM_CHAR_STOP ? i : i - 1;
    return dot > 0 && dot + 1 < c->n && c->at[dot].kind == DEM_CHAR_STOP &&
           has_lower(c, dot - 1, 1) && has_lower(c, dot + 1, 1);
}

/* Broken spacing: "said.The" is cut on both sides of the stop ("Node.js", "a.Txt" are not),
 * "Russia'sred" before and after the 's ("o'clock" is not). -1: no rule speaks. */
static int by_rule(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at;
    for (int32_t dot = i - 1; dot <= i; dot++)
        if (dot > 1 && dot + 2 < c->n && at[dot].kind == DEM_CHAR_STOP && !(c->marks & 3) &&
            has_lower(c, dot - 2, 2) && at[dot + 1].kind == DEM_CHAR_UPPER &&
            has_lower(c, dot + 2, 1))
            return DEM_CUT_WORD;
    for (int32_t mark = i; mark >= i - 2 && mark >= 3; mark -= 2)
        if (at[mark].kind == DEM_CHAR_APOSTROPHE && has_lower(c, mark + 1, 3) &&
            at[mark + 1].code == 's' && at[mark - 1].kind <= DEM_CHAR_UPPER &&
            at[mark - 1].end - at[mark - 1].run >= 3)
            return mark == i ? DEM_CUT_MULTI : DEM_CUT_WORD;
    if (at[i].kind == DEM_CHAR_STOP && titled(c, i))
        return DEM_CUT_KEEP;
    return dotted_name(c, i) ? DEM_CUT_KEEP : marks_rule(c, i);
}

static int decide(const dem_linear *cut, const dem_chunk *c, int32_t i)
{
    if (!dem_cut_candidate(c, i))
        return DEM_CUT_KEEP;
    int rule = by_rule(c, i);
    if (rule >= 0)
        return rule;
    uint64_t features[DEM_CUT_FEATURES];
    int32_t scores[DEM_CUT_LABELS];
    int n = dem_cut_features(c, i, features);
    dem_linear_score(cut, features, (size_t)n, scores);
    return dem_linear_best(scores, DEM_CUT_LABELS);
}

enum { TOKEN_MOST = 1024 }; /* bytes: a longer "word" is none, and is cut */

static void cut_chunk(const dem_linear *cut, dem_doc *doc, uint32_t begin, uint32_t end,
                      uint8_t next, dem_arena scratch)
{
    dem_chunk c = dem_chunk_read(dem_doc_read(doc), begin, end, next, &scratch);
    uint32_t from = begin;
    int32_t first = doc->tokens.len; /* of the running multiword token */
    for (int32_t i = 1; i < c.n; i++) {
        int choice = decide(cut, &c, i);
        if (choice == DEM_CUT_KEEP && c.at[i].at - from < TOKEN_MOST)
            continue;
        push_token(doc, from, c.at[i].at, false);
        from = c.at[i].at;
        int32_t words = doc->tokens.len - first + 1;
        if (choice != DEM_CUT_MULTI || words > 4)
            first = doc->tokens.len;
        else
            doc->tokens.at[first].mwt = (uint8_t)words;
    }
    push_token(doc, from, end, true);
}

/* A chunk of plain letters (with a comma) needs no model. */
static bool plain(dem_str s)
{
    if (s.len <= 8) /* the closed list of "cannot" and its like */
        for (size_t i = 0; i < s.len; i++)
            if (s.at[i] == 'n' || s.at[i] == 'i' || s.at[i] == 'I' || s.at[i] == 't')
                return false;
    for (size_t i = 0; i < s.len; i++)
        if (!((s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z'))
            return false;
    return s.len > 0;
}

static uint32_t skip_space(dem_str text, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t code;
        size_t n = dem_utf8_decode((dem_str){text.at + at, end - at}, &code);
        if (!dem_utf8_is_space(code))
            break;
        at += (uint32_t)n;
    }
    return at;
}

static uint32_t skip_word(dem_str text, uint32_t at, uint32_t end)
{
    while (at < end) {
        unsigned char c = (unsigned char)text.at[at];
        if (c < 0x80) {
            if (c == ' ' || (c >= '\t' && c <= '\r'))
                break;
            at++;
            continue;
        }
        uint32_t code;
        size_t n = dem_utf8_decode((dem_str){text.at + at, end - at}, &code);
        if (dem_utf8_is_space(code))
            break;
        at += (uint32_t)n;
    }
    return at;
}

void dem_words_cut(const dem_linear *cut, dem_doc *doc, dem_span span, dem_arena scratch)
{
    const dem_str text = dem_doc_read(doc);
    uint32_t at = skip_space(text, span.begin, span.end);
    while (at < span.end) {
        uint32_t end = skip_word(text, at, span.end);
        uint32_t next = skip_space(text, end, span.end), code = 0;
        uint8_t kind = 255;
        if (next < span.end) {
            dem_utf8_decode((dem_str){text.at + next, span.end - next}, &code);
            kind = dem_char_kind(code);
        }
        if (plain(dem_str_cut(text, at, end)) && end - at <= TOKEN_MOST)
            push_token(doc, at, end, true);
        else
            cut_chunk(cut, doc, at, end, kind, scratch);
        at = next;
    }
}
