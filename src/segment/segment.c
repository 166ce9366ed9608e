#include "segment/segment.h"

#include "base/utf8.h"
#include "segment/cut.h"
#include "segment/gap.h"
#include "segment/quote.h"

#include <string.h>

bool dem_segmenter_open(dem_segmenter *s, const dem_model *model, dem_error *err)
{
    if (!dem_linear_open(&s->cut, model, "cut", err) || !dem_linear_open(&s->gap, model, "gap", err))
        return false;
    if (s->cut.labels != DEM_CUT_LABELS || s->gap.labels != 2)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "segmentation model has other labels");
    return true;
}

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
    static const char *const list[] = {"mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "capt",
                                       "sgt", "cpl", "adm", "brig", "cmdr", "sen", "rep", "gov",
                                       "rev", "hon", "prof", "st", "vs", "messrs", "supt", "amb",
                                       "sens", "reps", "gens", "govs", "drs"};
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
    return at[i].kind == DEM_CHAR_APOSTROPHE && (i + 1 == c->n || at[i + 1].kind > DEM_CHAR_DIGIT) &&
           last->kind <= DEM_CHAR_UPPER && last->end - last->run >= 3 && code != 's' && code != 'x' &&
           code != 'z' && !(code == 'n' && at[i - 2].code == 'i');
}

/* A mark before a word opens a quotation: "'a deal'", but not in "'em", "'tis", "the '90s". */
static bool opening_mark(const dem_chunk *c, int32_t i)
{
    static const char *const elided[] = {"em", "til", "till", "tis", "twas", "cause", "n", "bout", "round", "nuff",
                                         "s", "re", "ve", "d", "ll", "m", "t"};
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

/* "U.S.'s", "J.P.'s": a multiword token. "``a" of old telegrams: its mark alone. */
static int marks_rule(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at;
    if (at[i].kind == DEM_CHAR_APOSTROPHE && at[i - 1].kind == DEM_CHAR_STOP && i + 2 == c->n &&
        i > 1 && at[i + 1].code == 's')
        return DEM_CUT_MULTI;
    if (i <= 2 && c->n > 2 && at[0].kind == DEM_CHAR_APOSTROPHE && at[1].kind == DEM_CHAR_APOSTROPHE &&
        at[2].kind <= DEM_CHAR_DIGIT)
        return i == 1 ? DEM_CUT_KEEP : DEM_CUT_WORD;
    return closing_mark(c, i) || opening_mark(c, i) ? DEM_CUT_WORD : -1;
}

/* "Node.js", "notes.txt": kept whole. */
static bool dotted_name(const dem_chunk *c, int32_t i)
{
    int32_t dot = c->at[i].kind == DEM_CHAR_STOP ? i : i - 1;
    return dot > 0 && dot + 1 < c->n && c->at[dot].kind == DEM_CHAR_STOP && has_lower(c, dot - 1, 1) &&
           has_lower(c, dot + 1, 1);
}

/* Broken spacing: "said.The" is cut on both sides of the stop ("Node.js", "a.Txt" are not),
 * "Russia'sred" before and after the 's ("o'clock" is not). -1: no rule speaks. */
static int by_rule(const dem_chunk *c, int32_t i)
{
    const dem_char *at = c->at;
    for (int32_t dot = i - 1; dot <= i; dot++)
        if (dot > 1 && dot + 2 < c->n && at[dot].kind == DEM_CHAR_STOP && !(c->marks & 3) &&
            has_lower(c, dot - 2, 2) && at[dot + 1].kind == DEM_CHAR_UPPER && has_lower(c, dot + 2, 1))
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

static int decide(const dem_segmenter *s, const dem_chunk *c, int32_t i)
{
    if (!dem_cut_candidate(c, i))
        return DEM_CUT_KEEP;
    int rule = by_rule(c, i);
    if (rule >= 0)
        return rule;
    uint64_t features[DEM_CUT_FEATURES];
    int32_t scores[DEM_CUT_LABELS];
    int n = dem_cut_features(c, i, features);
    dem_linear_score(&s->cut, features, (size_t)n, scores);
    return dem_linear_best(scores, DEM_CUT_LABELS);
}

enum { TOKEN_MOST = 1024 }; /* bytes: a longer "word" is none, and is cut */

static void cut_chunk(const dem_segmenter *s, dem_doc *doc, uint32_t begin, uint32_t end, uint8_t next,
                      dem_arena scratch)
{
    dem_chunk c = dem_chunk_read(doc->text, begin, end, next, &scratch);
    uint32_t from = begin;
    int32_t first = doc->tokens.len; /* of the running multiword token */
    for (int32_t i = 1; i < c.n; i++) {
        int cut = decide(s, &c, i);
        if (cut == DEM_CUT_KEEP && c.at[i].at - from < TOKEN_MOST)
            continue;
        push_token(doc, from, c.at[i].at, false);
        from = c.at[i].at;
        int32_t words = doc->tokens.len - first + 1;
        if (cut != DEM_CUT_MULTI || words > 4)
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

static void cut_block(const dem_segmenter *s, dem_doc *doc, dem_span span, dem_arena scratch)
{
    uint32_t at = skip_space(doc->text, span.begin, span.end);
    while (at < span.end) {
        uint32_t end = skip_word(doc->text, at, span.end);
        uint32_t next = skip_space(doc->text, end, span.end), code = 0;
        uint8_t kind = 255;
        if (next < span.end) {
            dem_utf8_decode((dem_str){doc->text.at + next, span.end - next}, &code);
            kind = dem_char_kind(code);
        }
        if (plain(dem_str_cut(doc->text, at, end)) && end - at <= TOKEN_MOST)
            push_token(doc, at, end, true);
        else
            cut_chunk(s, doc, at, end, kind, scratch);
        at = next;
    }
}

typedef struct splitter {
    const dem_segmenter *s;
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
    *dem_push(&doc->sentences, doc->arena) =
        (dem_sentence){.span = dem_token_span(doc, p->begin + from, p->begin + to), .block = p->block,
                       .begin = p->begin + from, .end = p->begin + to};
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

/* "Vladimir V. | Putin" is no end, "under plan B. | The" is one. */
static bool initial(const splitter *p, int32_t i)
{
    static const char *const starters[] = {"The", "A", "An", "In", "But", "And", "He", "She", "It", "They",
                                           "We", "I", "This", "That", "These", "Those", "On", "At", "As",
                                           "If", "When", "For", "His", "Her", "Its", "Their", "There"};
    dem_str before = word_at(p, i - 1);
    return before.len == 2 && before.at[1] == '.' && before.at[0] >= 'A' && before.at[0] <= 'Z' &&
           i >= 2 && p->g[i - 2].first == DEM_CHAR_UPPER && p->g[i - 2].len > 1 &&
           p->g[i].first == DEM_CHAR_UPPER && !ONE_OF(word_at(p, i), starters);
}

/* "Sens. | Smith", "Roe v. | Wade", "No. | 10": never an end. */
static bool abbreviated(const splitter *p, int32_t i)
{
    static const char *const titles[] = {"Mr.", "Mrs.", "Ms.", "Dr.", "Drs.", "Gen.", "Gens.", "Lt.", "Col.",
                                         "Maj.", "Capt.", "Sgt.", "Cpl.", "Adm.", "Brig.", "Cmdr.", "Sen.",
                                         "Sens.", "Rep.", "Reps.", "Gov.", "Govs.", "Rev.", "Hon.", "Prof.",
                                         "Messrs.", "Amb.", "v.", "vs.", "e.g.", "i.e.", "cf."};
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
    return i >= 2 && i <= 20 && ONE_OF(word_at(p, i - 1), dashes) && dem_str_eq(word_at(p, i - 2), DEM_STR(")"));
}

/* A line that begins with a bullet or with "2." or "b)". */
static bool item(const splitter *p, int32_t i)
{
    static const char *const bullets[] = {"•", "·", "▪", "‣", "●", "◦", "-", "–", "—", "*", "⦁", "►"};
    static const char *const after[] = {".", ")", ".)"};
    dem_str word = word_at(p, i);
    bool number = word.len <= 3 && p->g[i].first <= DEM_CHAR_DIGIT && p->g[i].last != DEM_CHAR_STOP;
    bool labelled = number && !p->g[i].space && ONE_OF(word_at(p, i + 1), after);
    return p->g[i - 1].lines && (ONE_OF(word, bullets) || labelled ||
                                 (p->g[i].first == DEM_CHAR_DIGIT && p->g[i].last == DEM_CHAR_STOP));
}

/* INT32_MAX: a rule ends the sentence here; INT32_MIN: a rule forbids it; 0: the model decides. */
static int32_t rule_margin(const splitter *p, int32_t i)
{
    const dem_glance *g = p->g;
    if (g[i - 1].lines >= 2 || item(p, i) || space_missing(p, i))
        return INT32_MAX;
    if (g[i].role == DEM_ROLE_OPEN && dem_str_eq(word_at(p, i - 1), DEM_STR(":")))
        return INT32_MIN; /* She had one word for it: | “No.” */
    bool told = g[i - 1].role == DEM_ROLE_CLOSE && g[i].first == DEM_CHAR_LOWER; /* “Why?” he asked */
    if ((g[i].end && !g[i - 1].space) || leans_left(p, i) || told || abbreviated(p, i) || initial(p, i) ||
        dateline(p, i))
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
    dem_linear_score(&p->s->gap, features, (size_t)n, scores);
    return scores[1] - scores[0] + EAGER;
}

static void split_block(splitter *p)
{
    int32_t start = 0, best = 0, best_margin = INT32_MIN;
    for (int32_t i = 1; i <= p->n; i++) {
        int32_t m = i == p->n ? INT32_MAX : margin(p, i, start);
        bool full = i - start == DEM_SENTENCE_MOST && i < p->n;
        if (full && m <= 0) {
            dem_doc_note(p->doc, "sentence.long", dem_token_span(p->doc, p->begin + start, p->begin + i),
                         DEM_STR("cut"));
            i = best_margin > INT32_MIN ? best : i;
            while (i > start + 1 && joined(p, i))
                i--;
            m = INT32_MAX;
        }
        if (m > 0) {
            push_sentence(p, start, i);
            start = i;
            best_margin = INT32_MIN;
        } else if (m > best_margin && i - start > DEM_SENTENCE_MOST / 4) {
            best = i, best_margin = m;
        }
    }
}

void dem_segment_run(const dem_segmenter *segmenter, dem_doc *doc, dem_arena scratch)
{
    int32_t carried = -1;
    for (int32_t b = 0; b < doc->blocks.len; b++) {
        const dem_block *block = &doc->blocks.at[b];
        if (block->kind != DEM_BLOCK_TITLE && block->kind != DEM_BLOCK_BODY)
            continue;
        int32_t begin = doc->tokens.len;
        cut_block(segmenter, doc, block->span, scratch);
        int32_t n = doc->tokens.len - begin;
        if (!n)
            continue;
        dem_arena local = scratch;
        uint8_t *roles = dem_new(&local, uint8_t, n);
        carried = dem_quote_block(doc, begin, begin + n, carried, roles, local);
        splitter p = {segmenter, doc, dem_glance_block(doc, begin, begin + n, roles, &local), begin, n, b};
        split_block(&p);
    }
}
