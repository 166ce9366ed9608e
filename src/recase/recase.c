#include "recase/recase.h"

#include "base/map.h"
#include "base/utf8.h"
#include "recase/forms.h"

#include <string.h>

/* How a document writes a word inside its sentences, where not all is in capitals. */
typedef struct habit {
    dem_span seen; /* the word, first time with a capital */
    int32_t low, high;
} habit;

typedef struct habits {
    dem_map of; /* lower-cased word -> 1 + row */
    DEM_VEC(habit) rows;
} habits;

bool dem_recaser_open(dem_recaser *recaser, const dem_model *model, dem_arena *arena, dem_error *err)
{
    if (!dem_linear_open(&recaser->form, model, "form", arena, err))
        return false;
    if (recaser->form.labels != DEM_FORMS)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "model of capitals has other labels");
    return true;
}

static bool is_read(const dem_block *block)
{
    return block->kind == DEM_BLOCK_TITLE || block->kind == DEM_BLOCK_BODY;
}

/* Three words running without a small letter: cheap, and nearly always enough to leave a block alone. */
static bool may_be_loud(dem_str text, dem_span span)
{
    enum { RUNNING = 3 };
    int running = 0;
    bool upper = false, lower = false;
    for (uint32_t at = span.begin; at < span.end && running < RUNNING; at++) {
        unsigned char c = (unsigned char)text.at[at];
        upper |= (c >= 'A' && c <= 'Z') || c >= 0xC3;
        lower |= c >= 'a' && c <= 'z';
        if (c > ' ' && at + 1 < span.end)
            continue;
        running = lower ? 0 : running + upper;
        upper = lower = false;
    }
    return running >= RUNNING;
}

static bool any_loud(const dem_doc *doc)
{
    for (int32_t b = 0; b < doc->blocks.len; b++)
        if (is_read(&doc->blocks.at[b]) && may_be_loud(doc->text, doc->blocks.at[b].span))
            return true;
    return false;
}

/* --- what the document does elsewhere ----------------------------------------------------------- */

/* Titles are left out: in many every word has a capital. */
static void note_habits(habits *all, const dem_doc *doc, dem_arena *arena)
{
    for (int32_t b = 0; b < doc->blocks.len; b++) {
        if (doc->blocks.at[b].kind != DEM_BLOCK_BODY)
            continue;
        dem_letters_list words = dem_letters_read(doc->text, doc->blocks.at[b].span, arena);
        for (int32_t i = 0; i < words.rows.len; i++) {
            const dem_letters *w = &words.rows.at[i];
            if (w->first || w->tail || w->dotted || (w->loud && i && words.rows.at[i - 1].loud) ||
                (w->loud && i + 1 < words.rows.len && words.rows.at[i + 1].loud))
                continue;
            int32_t *row = dem_map_put(&all->of, dem_str_lower(dem_span_str(doc->text, w->span), arena), arena, NULL);
            if (!*row)
                dem_push(&all->rows, arena), *row = all->rows.len;
            habit *h = &all->rows.at[*row - 1];
            h->low += w->form == DEM_FORM_LOWER;
            h->high += w->form != DEM_FORM_LOWER;
            if (w->form != DEM_FORM_LOWER && h->high == 1)
                h->seen = w->span;
        }
    }
}

static const habit *habit_of(const habits *all, dem_str word, dem_arena scratch)
{
    const int32_t *row = dem_map_get(&all->of, dem_str_lower(word, &scratch));
    return row ? &all->rows.at[*row - 1] : NULL;
}

/* --- one run of words in capitals --------------------------------------------------------------- */

typedef struct run {
    const dem_linear *model;
    const habits *habits;
    dem_doc *doc;
    char *to; /* the spelling; offsets as in the text */
    dem_letters *words;
    int32_t n; /* of the block */
} run;

static void tell(run *r, int32_t i, dem_arena scratch)
{
    dem_letters *w = &r->words[i];
    uint64_t f[DEM_LETTERS_FEATURES];
    int32_t scores[DEM_FORMS];
    if (w->tail || w->dotted) {
        w->form = w->tail ? DEM_FORM_LOWER : DEM_FORM_FIRST;
        return;
    }
    int n = dem_letters_features(r->words, r->n, i, f);
    dem_linear_score(r->model, f, (size_t)n, scores);
    w->form = (uint8_t)dem_linear_best(scores, DEM_FORMS);
    const habit *h = habit_of(r->habits, dem_span_str(r->doc->text, w->span), scratch);
    if (h && !h->high && w->form != DEM_FORM_UPPER) /* "us" in the text does not tell "US" */
        w->form = DEM_FORM_LOWER;
    if (h && !h->low)
        w->form = w->form == DEM_FORM_UPPER ? DEM_FORM_UPPER : DEM_FORM_FIRST;
}

/* The letters from `at` on in small, where that takes as many bytes. */
static void lower(run *r, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t code;
        char small[4];
        size_t len = dem_utf8_decode(dem_str_cut(r->doc->text, at, end), &code);
        if (code != DEM_UTF8_BAD && dem_utf8_encode(dem_utf8_lower(code), small) == len)
            memcpy(r->to + at, small, len);
        at += (uint32_t)len;
    }
}

static void spell(run *r, const dem_letters *w, dem_arena scratch)
{
    const habit *h = habit_of(r->habits, dem_span_str(r->doc->text, w->span), scratch);
    uint32_t code, begin = w->span.begin;
    if (h && h->high && w->form == DEM_FORM_FIRST && dem_span_len(h->seen) == dem_span_len(w->span)) {
        memcpy(r->to + begin, r->doc->text.at + h->seen.begin, dem_span_len(w->span)); /* "McAdam" */
        return;
    }
    if (w->form == DEM_FORM_UPPER || w->dotted)
        return;
    if (w->form == DEM_FORM_FIRST || w->opens)
        begin += (uint32_t)dem_utf8_decode(dem_str_cut(r->doc->text, begin, w->span.end), &code);
    lower(r, begin, w->span.end);
}

/* "SLOW PROGRESS MADE IN GENEVA The envoys": a heading without a stop is no part of the sentence behind it, whose
 * reading it would only disturb; "A WAVE OF PROTESTS swept" and "ENVOYS LEAVE GENEVA. The" are text. */
static bool glued(const run *r, int32_t end)
{
    return end < r->n && !r->words[end].opens && r->words[end].form != DEM_FORM_LOWER;
}

/* [begin, end) are loud. Abbreviations and names one after the other are no text in capitals: some words must be
 * such as have a small first letter, two where the rest of the block is written as usual. */
static void take(run *r, int32_t begin, int32_t end, dem_arena scratch)
{
    enum { WORDS = 4, FIRST_WORDS = 3 };
    int32_t plain = 0, words = 0, least = end - begin == r->n ? 1 : 2;
    for (int32_t i = begin; i < end; i++)
        words += r->words[i].n > 1 && !r->words[i].tail;
    if (words < (begin ? WORDS : FIRST_WORDS) || glued(r, end))
        return;
    for (int32_t i = begin; i < end; i++) {
        tell(r, i, scratch);
        plain += r->words[i].form == DEM_FORM_LOWER && r->words[i].n > 1 && !r->words[i].tail;
    }
    for (int32_t i = begin; i < end && plain >= least; i++)
        spell(r, &r->words[i], scratch);
}

static void recase_block(run *r, dem_span block, dem_arena scratch)
{
    dem_letters_list words = dem_letters_read(r->doc->text, block, &scratch);
    r->words = words.rows.at, r->n = words.rows.len;
    for (int32_t i = 0, end; i < r->n; i = end) {
        for (end = i; end < r->n && r->words[end].loud; end++) {
        }
        take(r, i, end, scratch);
        end += end == i;
    }
}

void dem_recase_run(const dem_recaser *recaser, dem_doc *doc, dem_arena scratch)
{
    if (!any_loud(doc))
        return;
    habits elsewhere = {0};
    note_habits(&elsewhere, doc, &scratch);
    char *to = dem_new_unset(doc->arena, char, doc->text.len);
    memcpy(to, doc->text.at, doc->text.len);
    run r = {.model = &recaser->form, .habits = &elsewhere, .doc = doc, .to = to};
    for (int32_t b = 0; b < doc->blocks.len; b++)
        if (is_read(&doc->blocks.at[b]) && may_be_loud(doc->text, doc->blocks.at[b].span))
            recase_block(&r, doc->blocks.at[b].span, scratch);
    doc->cased = to;
}
