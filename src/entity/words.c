#include "entity/words.h"

#include "base/utf8.h"
#include "model/linear.h"

#include <assert.h>
#include <string.h>

enum { LONGEST = 48 };

static char shape_of(uint32_t code)
{
    if (dem_utf8_is_upper(code))
        return 'X';
    if (dem_utf8_is_letter(code))
        return 'x';
    return dem_utf8_is_digit(code) ? '0' : code < 128 ? (char)code : '-';
}

/* Shape ("Xxxx", runs cut at four), brief shape ("Xx") and case, in one walk. Words longer than
 * LONGEST bytes are judged by their beginning. */
static void look(dem_entity_word *w)
{
    char lower[LONGEST * 2], shape[LONGEST], brief[LONGEST];
    size_t n = 0, m = 0, k = 0, uppers = 0, lowers = 0, run = 0;
    bool first_upper = false;
    for (size_t at = 0; at < w->form.len && at < LONGEST;) {
        uint32_t code;
        size_t len = dem_utf8_decode(dem_str_cut(w->form, at, w->form.len), &code);
        char s = code == DEM_UTF8_BAD ? '-' : shape_of(code);
        first_upper |= at == 0 && s == 'X';
        uppers += s == 'X';
        lowers += s == 'x';
        run = m && shape[m - 1] == s ? run + 1 : 0;
        if (run < 4)
            shape[m++] = s;
        if (!k || brief[k - 1] != s)
            brief[k++] = s;
        char bytes[4] = {w->form.at[at]};
        size_t out = code == DEM_UTF8_BAD ? 1 : dem_utf8_encode(dem_utf8_lower(code), bytes);
        memcpy(lower + n, bytes, out);
        n += out;
        at += len;
    }
    w->hash = dem_str_hash(w->form);
    w->lower = dem_str_hash((dem_str){lower, n});
    w->shape = dem_str_hash((dem_str){shape, m});
    w->brief = dem_str_hash((dem_str){brief, k});
    w->cap = !uppers && !lowers ? DEM_CASE_NONE : !uppers ? DEM_CASE_LOWER : !lowers ? DEM_CASE_UPPER
             : first_upper && uppers == 1 ? DEM_CASE_FIRST : DEM_CASE_MIXED;
}

static bool capital(const dem_entity_word *w)
{
    return w->cap == DEM_CASE_FIRST || w->cap == DEM_CASE_UPPER || w->cap == DEM_CASE_MIXED;
}

/* "JEDDAH" as "Jeddah", in `out`; other words as they are. */
static dem_str calm(const dem_entity_word *w, char out[LONGEST])
{
    if (w->cap != DEM_CASE_UPPER || w->form.len < 4 || w->form.len > LONGEST)
        return w->form;
    for (size_t i = 0; i < w->form.len; i++)
        out[i] = i && w->form.at[i] >= 'A' && w->form.at[i] <= 'Z' ? (char)(w->form.at[i] + 32) : w->form.at[i];
    return (dem_str){out, w->form.len};
}

static void classify(dem_entity_word *w, const dem_classes *classes)
{
    char calmed[LONGEST];
    dem_class found = dem_classes_find(classes, w->form);
    if (!found.known)
        found = dem_classes_find_any(classes, calm(w, calmed));
    w->coarse = found.coarse, w->fine = found.fine, w->known = found.known;
    char lower[LONGEST];
    if (w->form.len <= LONGEST && capital(w)) {
        for (size_t i = 0; i < w->form.len; i++)
            lower[i] = w->form.at[i] >= 'A' && w->form.at[i] <= 'Z' ? (char)(w->form.at[i] + 32)
                                                                      : w->form.at[i];
        found = dem_classes_find(classes, (dem_str){lower, w->form.len});
    }
    w->capital = found.known ? (uint8_t)(found.capital + 1) : 0;
}

/* A sentence most of whose longer words are capitalised says little by its capitals. */
static uint8_t title_of(const dem_entity_word *w, int32_t n)
{
    int32_t words = 0, high = 0, upper = 0;
    for (int32_t i = 0; i < n; i++)
        if (w[i].form.len > 3 && w[i].cap != DEM_CASE_NONE) {
            words++;
            high += capital(&w[i]);
            upper += w[i].cap == DEM_CASE_UPPER;
        }
    if (words < 4 || high * 10 < words * 8)
        return 0;
    return upper * 10 >= words * 8 ? 2 : 1;
}

static void runs(dem_entity_word *w, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end;) {
        int32_t k = i;
        while (k < end && capital(&w[k]))
            k++;
        for (int32_t j = i; j < k; j++)
            w[j].run = i, w[j].run_end = k;
        i = k > i ? k : i + 1;
    }
}

static void look_up(dem_entity_word *w, const dem_gazetteer *gazetteer, const dem_str *forms,
                    int32_t begin, int32_t end)
{
    for (int32_t i = begin, stop; i < end; i = stop > i ? stop : i + 1) {
        stop = i;
        if (!capital(&w[i]))
            continue;
        int32_t lists = dem_gazetteer_at(gazetteer, forms, end, i, &stop);
        for (int32_t k = i; k < stop; k++)
            w[k].gazetteer = (uint16_t)lists;
        w[i].listed = (uint8_t)(stop - i);
    }
}

static void remember(dem_entity_word *w, const dem_memory *memory, const dem_str *forms,
                     int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++) {
        if (!capital(&w[i]))
            continue;
        char calmed[LONGEST];
        w[i].memory = dem_memory_find(memory, dem_memory_word(forms[i]));
        if (!w[i].memory)
            w[i].memory = dem_memory_find(memory, dem_memory_word(calm(&w[i], calmed)));
        w[i].recall = i > w[i].run ? w[i - 1].recall
                                   : dem_memory_find(memory, dem_memory_run(forms, i, w[i].run_end));
    }
}

/* Of a lower-case word: the class and memory of the same word with a capital. Casual text writes
 * "chicago"; edited text has taught what Chicago is. */
static void find_twin(dem_entity_word *w, const dem_entity_tables *tables)
{
    char twin[LONGEST];
    if (w->cap != DEM_CASE_LOWER || w->form.len < 3 || w->form.len > LONGEST || w->form.at[0] < 'a' || w->form.at[0] > 'z')
        return;
    memcpy(twin, w->form.at, w->form.len);
    twin[0] = (char)(twin[0] - 32);
    dem_str form = {twin, w->form.len};
    w->twin = dem_classes_find(&tables->classes, form).fine;
    w->twin_memory = dem_memory_find(&tables->memory, dem_memory_word(form));
}

/* "tampa bay": entries of the tables under lower-case words. */
static void look_up_twins(dem_entity_word *w, const dem_gazetteer *gazetteer, const dem_str *forms, int32_t begin, int32_t end)
{
    for (int32_t i = begin, stop; i < end; i = stop > i ? stop : i + 1) {
        stop = i;
        if (w[i].cap != DEM_CASE_LOWER || w[i].form.len < 2)
            continue;
        int32_t lists = dem_gazetteer_twin(gazetteer, forms, end, i, &stop);
        for (int32_t k = i; k < stop; k++) {
            w[k].twin_lists = (uint16_t)lists;
            w[k].open |= (lists & ~(DEM_LIST_AMBIGUOUS | DEM_LIST_LONG)) != 0;
        }
    }
}

/* No capital in a sentence of three words or more. */
static bool is_plain(const dem_entity_word *w, int32_t n)
{
    int32_t words = 0;
    for (int32_t i = 0; i < n; i++) {
        if (capital(&w[i]))
            return false;
        words += w[i].cap == DEM_CASE_LOWER;
    }
    return words >= 3;
}

static void take_parse(dem_entity_word *w, const dem_parse *p)
{
    w->upos = (uint8_t)(p->upos + 1), w->xpos = (uint8_t)(p->xpos + 1), w->rel = (uint8_t)(p->rel + 1);
    w->head = p->head;
}

static void see_sentence(const dem_entity_tables *tables, const dem_entity_text *text, int32_t begin, int32_t end,
                         dem_entity_word *words)
{
    bool first = true;
    for (int32_t i = begin; i < end; i++) {
        words[i] = (dem_entity_word){.form = text->forms[i], .head = -1};
        look(&words[i]);
        classify(&words[i], &tables->classes);
        if (text->parses) {
            take_parse(&words[i], &text->parses[i]);
            find_twin(&words[i], tables);
            words[i].open = capital(&words[i]) || words[i].twin_memory > 2;
        }
        words[i].first = first;
        first = first && words[i].cap == DEM_CASE_NONE;
    }
    uint8_t title = title_of(words + begin, end - begin), plain = text->parses && is_plain(words + begin, end - begin);
    for (int32_t i = begin; i < end; i++)
        words[i].title = title, words[i].plain = plain;
    runs(words, begin, end);
    look_up(words, &tables->gazetteer, text->forms, begin, end);
    if (text->parses)
        look_up_twins(words, &tables->gazetteer, text->forms, begin, end);
    remember(words, &tables->memory, text->forms, begin, end);
}

void dem_entity_words(const dem_entity_tables *tables, const dem_entity_text *text, dem_entity_word *words)
{
    for (int32_t s = 0; s < text->sentences; s++)
        see_sentence(tables, text, text->begins[s], text->begins[s + 1], words);
}

/* ------------------------------------------------------------------ features */

typedef struct bag {
    uint64_t *at;
    int n;
    uint64_t id;
} bag;

static void put(bag *b, uint64_t value) { b->at[b->n++] = dem_feature(b->id++, value); }
static void put2(bag *b, uint64_t x, uint64_t y) { b->at[b->n++] = dem_feature2(b->id++, x, y); }
static void put3(bag *b, uint64_t x, uint64_t y, uint64_t z)
{
    b->at[b->n++] = dem_feature3(b->id++, x, y, z);
}

static const dem_entity_word outside = {.hash = 1, .lower = 1, .shape = 1, .brief = 1, .cap = DEM_CASE_NONE};

typedef struct window {
    const dem_entity_word *at[5]; /* i-2 … i+2 */
} window;

static void words_and_shapes(bag *b, const window *v)
{
    const dem_entity_word *w = v->at[2], *p = v->at[1], *q = v->at[3];
    put(b, w->hash);
    put(b, w->lower);
    put(b, p->lower);
    put(b, q->lower);
    put(b, v->at[0]->lower);
    put(b, v->at[4]->lower);
    put2(b, p->lower, w->lower);
    put2(b, w->lower, q->lower);
    put2(b, v->at[0]->lower, p->lower);
    put2(b, q->lower, v->at[4]->lower);
    put(b, w->shape);
    put(b, w->brief);
    put2(b, p->brief, w->brief);
    put2(b, w->brief, q->brief);
    put3(b, p->brief, w->brief, q->brief);
    put2(b, p->lower, w->brief);
    put2(b, w->brief, q->lower);
    put3(b, w->cap, w->first, w->title);
    put3(b, w->cap, w->first, w->capital);
    put3(b, w->cap, w->title, w->capital);
    put2(b, w->fine, w->first);
}

static void classes(bag *b, const window *v)
{
    for (int k = 0; k < 5; k++) {
        put(b, v->at[k]->fine);
        put(b, v->at[k]->coarse);
    }
    const dem_entity_word *w = v->at[2], *p = v->at[1], *q = v->at[3];
    put2(b, p->fine, w->fine);
    put2(b, w->fine, q->fine);
    put2(b, p->coarse, w->coarse);
    put2(b, w->coarse, q->coarse);
    put3(b, p->coarse, w->coarse, q->coarse);
    put2(b, v->at[0]->coarse, p->coarse);
    put2(b, q->coarse, v->at[4]->coarse);
    put2(b, p->fine, w->brief);
    put2(b, q->fine, w->brief);
    put3(b, p->coarse, w->brief, q->coarse);
    put2(b, w->fine, w->cap);
}

static void affixes(bag *b, const dem_entity_word *w)
{
    for (size_t n = 1; n <= 4; n++) {
        uint64_t head = n < w->form.len ? dem_str_hash(dem_str_cut(w->form, 0, n)) : 0;
        uint64_t tail = n < w->form.len ? dem_str_hash(dem_str_cut(w->form, w->form.len - n, w->form.len)) : 0;
        put(b, head);
        put(b, tail);
        if (n >= 3)
            put2(b, tail, w->brief);
    }
    size_t hyphen = dem_str_find(w->form, DEM_STR("-"));
    if (hyphen + 1 < w->form.len)
        put(b, dem_str_hash(dem_str_cut(w->form, hyphen + 1, w->form.len)));
    b->id += hyphen + 1 >= w->form.len;
}

/* The run of capitalised words around the token: its first and last words, and what stands on
 * either side ("… of Foreign Affairs said" tells an organisation from afar). */
static void run_of(bag *b, const dem_entity_word *words, int32_t i, int32_t begin, int32_t end)
{
    const dem_entity_word *w = &words[i];
    if (w->run == w->run_end)
        return;
    const dem_entity_word *last = &words[w->run_end - 1], *head = &words[w->run];
    const dem_entity_word *left = w->run > begin ? &words[w->run - 1] : &outside;
    const dem_entity_word *right = w->run_end < end ? &words[w->run_end] : &outside;
    int32_t len = w->run_end - w->run, place = i - w->run;
    uint64_t where = (uint64_t)(len > 4 ? 4 : len) * 8 + (uint64_t)(place > 4 ? 4 : place);
    put(b, where);
    put2(b, last->lower, i == w->run_end - 1);
    put2(b, head->lower, i == w->run);
    put2(b, last->fine, i == w->run_end - 1);
    put2(b, head->fine, i == w->run);
    put(b, left->lower);
    put(b, right->lower);
    put2(b, left->coarse, right->coarse);
    put2(b, left->fine, where);
    put2(b, right->fine, where);
    put2(b, last->memory, where);
    put2(b, head->memory, where);
    put2(b, w->recall, where);
    put3(b, w->recall, w->memory, place == len - 1);
    put2(b, w->recall, head->first);
}

static void lists(bag *b, const window *v)
{
    const dem_entity_word *w = v->at[2], *p = v->at[1], *q = v->at[3];
    for (int bit = 0; bit < 16; bit++)
        if (w->gazetteer >> bit & 1)
            b->at[b->n++] = dem_feature2(b->id, (uint64_t)bit, w->title);
    b->id++;
    put(b, w->gazetteer);
    put(b, p->gazetteer);
    put(b, q->gazetteer);
    put(b, w->memory);
    put(b, p->memory);
    put(b, q->memory);
    put3(b, p->memory, w->memory, q->memory);
    put2(b, w->memory, w->first);
    put2(b, w->memory, w->title);
}

static void votes(bag *b, const window *v)
{
    const dem_entity_vote *o = &v->at[2]->vote, *p = &v->at[1]->vote, *q = &v->at[3]->vote;
    const dem_entity_word *w = v->at[2];
    put3(b, o->kind, o->count, o->own);
    put3(b, o->position, o->count, w->cap);
    put2(b, o->kind, o->position);
    put3(b, o->kind, o->own, w->title);
    put2(b, o->lower, w->cap);
    put3(b, o->lower, w->first, o->own);
    put3(b, o->acronym, o->own, o->kind);
    put(b, o->own);
    put2(b, p->own, o->own);
    put2(b, o->own, q->own);
    put3(b, p->own, o->own, q->own);
    put2(b, p->kind, o->kind);
    put2(b, o->kind, q->kind);
}

/* A lower-case word with a capitalised twin. */
static void twins(bag *b, const window *v)
{
    const dem_entity_word *w = v->at[2], *p = v->at[1], *q = v->at[3];
    if (w->cap != DEM_CASE_LOWER || (!w->twin && !w->twin_memory && !w->twin_lists))
        return;
    put2(b, w->twin, w->known);
    put2(b, w->twin_memory, w->known);
    put3(b, w->twin_memory, w->capital, w->plain);
    put3(b, w->twin_memory, w->twin, w->fine);
    put3(b, p->twin_memory, w->twin_memory, q->twin_memory);
    put3(b, p->lower, w->twin_memory, w->known);
    put3(b, w->twin_lists, w->plain, w->twin_memory);
    put2(b, w->twin_lists, w->capital);
    put2(b, w->twin_lists, p->lower);
}

/* Tags, the head, and the head of the run of capitals, when the text is parsed. */
static void syntax(bag *b, const dem_entity_word *words, const window *v)
{
    const dem_entity_word *w = v->at[2], *p = v->at[1], *q = v->at[3];
    if (!w->upos)
        return;
    const dem_entity_word *head = w->head >= 0 ? &words[w->head] : &outside;
    const dem_entity_word *last = w->run < w->run_end ? &words[w->run_end - 1] : w;
    put2(b, w->xpos, w->cap);
    put3(b, w->xpos, w->cap, w->first);
    put2(b, p->xpos, w->xpos);
    put2(b, w->xpos, q->xpos);
    put3(b, p->xpos, w->xpos, q->xpos);
    put2(b, w->xpos, w->fine);
    put2(b, w->xpos, w->memory);
    put2(b, w->rel, w->xpos);
    put2(b, w->rel, head->lower);
    put2(b, w->rel, head->fine);
    put3(b, w->rel, w->cap, head->coarse);
    put2(b, last->rel, w->xpos);
    if (last->head >= 0) {
        put2(b, last->rel, words[last->head].lower);
        put3(b, last->rel, words[last->head].coarse, w == last);
    }
}

static window window_of(const dem_entity_word *words, int32_t i, int32_t begin, int32_t end)
{
    window v;
    for (int32_t k = -2; k <= 2; k++)
        v.at[k + 2] = i + k >= begin && i + k < end ? &words[i + k] : &outside;
    return v;
}

int dem_entity_features(const dem_entity_word *words, int32_t i, int32_t begin, int32_t end,
                        uint64_t out[DEM_ENTITY_FEATURES])
{
    bag b = {out, 0, 1};
    window v = window_of(words, i, begin, end);
    b.at[b.n++] = dem_feature(0, 0);
    words_and_shapes(&b, &v);
    b.id = 30;
    classes(&b, &v);
    b.id = 60;
    affixes(&b, &words[i]);
    b.id = 80;
    run_of(&b, words, i, begin, end);
    b.id = 100;
    lists(&b, &v);
    b.id = 140;
    twins(&b, &v);
    b.id = 150;
    syntax(&b, words, &v);
    assert(b.n <= DEM_ENTITY_FEATURES);
    return b.n;
}

int dem_entity_vote_features(const dem_entity_word *words, int32_t i, int32_t begin, int32_t end,
                             uint64_t out[DEM_ENTITY_VOTE_FEATURES])
{
    bag b = {out, 0, 120};
    window v = window_of(words, i, begin, end);
    votes(&b, &v);
    return b.n;
}
