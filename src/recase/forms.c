#include "recase/forms.h"

#include "base/utf8.h"

#include <string.h>

typedef struct walk {
    dem_str text;
    uint32_t at, end, code;
    uint32_t len; /* of the character at `at`; 0 at the end */
} walk;

static void look(walk *w)
{
    w->len = w->at < w->end ? (uint32_t)dem_utf8_decode(dem_str_cut(w->text, w->at, w->end), &w->code) : 0;
}

static void step(walk *w)
{
    w->at += w->len;
    look(w);
}

static bool letter(const walk *w) { return w->len && dem_utf8_is_letter(w->code); }

/* What stands before the next word. A word follows an abbreviation's stop without a new sentence. */
static void read_gap(walk *w, dem_letters *word, bool abbreviation, uint32_t *space)
{
    bool stop = false, mark = false, hyphen = false;
    word->gap = 3;
    for (; w->len && !letter(w); step(w)) {
        bool blank = dem_utf8_is_space(w->code);
        stop |= w->code < 0x80 && strchr(".!?", (int)w->code) != NULL;
        mark |= w->code < 0x80 ? strchr(".!?:\"([", (int)w->code) != NULL : w->code == 0x201C || w->code == 0x2018;
        hyphen = w->code == '-';
        word->gap = blank && word->gap != 2 ? 0 : hyphen && word->gap == 3 ? 1 : 2;
        if (blank)
            *space = w->at + w->len;
        word->opens = stop && blank && !abbreviation ? true : word->opens;
    }
    word->first = mark || word->opens;
}

static void read_word(walk *w, dem_letters *word)
{
    uint64_t last[3] = {0};
    uint32_t uppers = 0, n = 0;
    bool upper = false;
    word->span.begin = w->at;
    word->lower = 31;
    for (; letter(w); step(w), n++) {
        bool high = dem_utf8_is_upper(w->code);
        upper |= high && !n;
        uppers += high;
        last[n % 3] = dem_utf8_lower(w->code);
        word->lower = dem_mix(word->lower, last[n % 3]);
    }
    word->span.end = w->at;
    word->end = dem_mix(dem_mix(last[(n + 2) % 3], last[(n + 1) % 3]), last[n % 3]);
    word->n = (uint8_t)(n > 255 ? 255 : n);
    word->form = uppers == n && n > 1 ? DEM_FORM_UPPER : upper ? DEM_FORM_FIRST : DEM_FORM_LOWER;
}

static bool is_abbreviation(dem_str word)
{
    static const char list[] = "mr mrs ms dr gen sen sens rep reps gov lt col sgt maj capt adm rev st vs no jr "
                               "jan feb aug sept oct nov dec";
    char low[5];
    if (word.len > 4)
        return false;
    for (size_t i = 0; i < word.len; i++)
        low[i] = (char)(word.at[i] | 32);
    return word.len == 1 || dem_str_among((dem_str){low, word.len}, list);
}

static bool apostrophe(dem_str text, uint32_t at, uint32_t begin)
{
    return (at > begin && text.at[at - 1] == '\'') ||
           (at >= begin + 3 && memcmp(text.at + at - 3, "\xE2\x80\x99", 3) == 0);
}

static bool is_tail(dem_str text, const dem_letters *before, const dem_letters *word)
{
    static const char tails[] = "s t re ve ll d m";
    char low[2];
    uint32_t n = word->span.end - word->span.begin, gap = word->span.begin - before->span.end;
    if (n > 2 || (gap != 1 && gap != 3) || !apostrophe(text, word->span.begin, before->span.end))
        return false;
    for (uint32_t i = 0; i < n; i++)
        low[i] = (char)(text.at[word->span.begin + i] | 32);
    return dem_str_among((dem_str){low, n}, tails);
}

/* "U.S.", "J. Smith": letters with their stops. */
static bool is_dotted(const walk *w, const dem_letters *word)
{
    return word->n == 1 && w->len && w->code == '.';
}

/* Words of one chunk, from `first` on, are loud when none has a lower-case letter. */
static void close_chunk(dem_letters_list *list, int32_t first, dem_str text)
{
    bool lower = false;
    for (int32_t i = first; i < list->rows.len; i++)
        for (uint32_t at = list->rows.at[i].span.begin; !lower && at < list->rows.at[i].span.end;) {
            uint32_t code;
            at += (uint32_t)dem_utf8_decode(dem_str_cut(text, at, list->rows.at[i].span.end), &code);
            lower = !dem_utf8_is_upper(code);
        }
    for (int32_t i = first; i < list->rows.len; i++)
        list->rows.at[i].loud = !lower;
}

dem_letters_list dem_letters_read(dem_str text, dem_span span, dem_arena *arena)
{
    dem_letters_list list = {0};
    walk w = {.text = text, .at = span.begin, .end = span.end};
    uint32_t space = span.begin, chunk = span.begin;
    int32_t first = 0;
    bool abbreviation = false;
    look(&w);
    for (;;) {
        dem_letters word = {.opens = !list.rows.len};
        read_gap(&w, &word, abbreviation, &space);
        if (space != chunk) {
            close_chunk(&list, first, text);
            first = list.rows.len;
            chunk = space;
        }
        if (!w.len)
            break;
        read_word(&w, &word);
        word.dotted = is_dotted(&w, &word);
        word.tail = list.rows.len && is_tail(text, &list.rows.at[list.rows.len - 1], &word);
        abbreviation = is_abbreviation(dem_span_str(text, word.span));
        *dem_push(&list.rows, arena) = word;
    }
    close_chunk(&list, first, text);
    return list;
}

int dem_letters_features(const dem_letters *words, int32_t n, int32_t i, uint64_t f[DEM_LETTERS_FEATURES])
{
    static const dem_letters none = {.lower = 1, .form = DEM_FORMS, .gap = 3};
    const dem_letters *w = &words[i], *x = i + 1 < n && !words[i + 1].opens ? &words[i + 1] : &none;
    const dem_letters *p = i && !w->opens ? &words[i - 1] : &none, *q = i > 1 && p != &none ? &words[i - 2] : &none;
    const dem_letters *y = i + 2 < n && x != &none ? &words[i + 2] : &none;
    uint64_t before = dem_mix(p->form, w->gap), after = dem_mix(x->lower, x->gap);
    uint64_t length = w->n > 6 ? 6 : w->n;
    int k = 0;
    f[k++] = dem_feature(1, w->lower);
    f[k++] = dem_feature3(2, w->lower, p->lower, w->gap);
    f[k++] = dem_feature2(3, w->lower, after);
    f[k++] = dem_feature2(4, w->lower, before);
    f[k++] = dem_feature3(5, w->lower, before, after);
    f[k++] = dem_feature3(6, w->lower, p->lower, q->lower);
    f[k++] = dem_feature3(7, w->lower, after, y->lower);
    f[k++] = dem_feature2(8, p->lower, before);
    f[k++] = dem_feature(9, after);
    f[k++] = dem_feature3(10, before, q->form, length);
    f[k++] = dem_feature2(11, w->end, length);
    f[k++] = dem_feature2(12, w->end, before);
    f[k++] = dem_feature2(13, length, after);
    f[k++] = dem_feature3(14, p->lower, before, after);
    return k;
}
