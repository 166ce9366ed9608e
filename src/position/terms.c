#include "position/terms.h"

#include "base/utf8.h"

#include <string.h>

enum { EARLY = 7, SHORT = 3, MOST = 64 /* terms of a statement */, UNIT = 8, PRIOR = 32, HEAVIEST = 64 };

/* Numbers for terms, and in how many documents each stands. */
typedef struct book {
    const dem_likeness *l;
    bool gate;     /* reading a condition */
    int32_t words; /* read of this content */
    dem_str before; /* the word before, in small letters */
    dem_map numbers; /* term -> 1 + id */
    DEM_VEC(int32_t) documents;
    DEM_VEC(int32_t) last; /* document that was counted last */
    dem_arena *arena;
} book;

static int32_t number_of(book *b, dem_str term)
{
    bool fresh;
    int32_t *at = dem_map_put(&b->numbers, term, b->arena, &fresh);
    if (fresh) {
        *dem_push(&b->documents, b->arena) = 0;
        *dem_push(&b->last, b->arena) = -1;
        *at = b->documents.len;
    }
    return *at - 1;
}

static int32_t number_of_class(book *b, int32_t row)
{
    return number_of(b, dem_str_join(DEM_STR("="), dem_table_cell(&b->l->table, row, 0), b->arena));
}

static void add_term(dem_terms *t, dem_term term)
{
    for (int32_t i = 0; i < t->len; i++)
        if (t->at[i].id == term.id) {
            t->at[i].gate &= term.gate;
            return;
        }
    if (t->len < MOST)
        t->at[t->len++] = term;
}

static void add_party(dem_terms *t, dem_str party)
{
    if (!party.len || dem_str_eq(party, DEM_STR("?")) || dem_terms_mention(t, party))
        return;
    if (t->n_parties < DEM_PARTIES_MAX)
        t->parties[t->n_parties++] = party;
}

/* A side's name at `at`, as one term for all its names; its last byte, or `at`. */
static size_t read_side(book *b, dem_terms *t, dem_str text, size_t at)
{
    size_t end;
    const dem_lex_entry *e = dem_lexicon_longest(b->l->lex, text, at, DEM_LEX_PLACES | DEM_LEX_DEMONYM | DEM_LEX_ORG, &end);
    if (!e || e->weak)
        return at;
    dem_str party = dem_lexicon_party(b->l->lex, e);
    if (!party.len || dem_str_eq(party, DEM_STR("?")))
        return at;
    add_party(t, party);
    bool org = e->kind == DEM_LEX_ORG;
    dem_str key = dem_str_join(DEM_STR("@"), org ? dem_lexicon_name(b->l->lex, e) : party, b->arena);
    add_term(t, (dem_term){.id = number_of(b, key), .opposite = -1, .side = true, .gate = b->gate, .word = dem_str_cut(text, at, end)});
    return end;
}

static void count_kind(const book *b, dem_terms *t, int32_t row)
{
    dem_like_kind kind = (dem_like_kind)b->l->kind[row];
    t->claimed |= b->l->bit[row];
    t->claims += kind == DEM_LIKE_CLAIM;
    t->points += kind == DEM_LIKE_POINT;
    t->falses += kind == DEM_LIKE_FALSE;
    t->nots += kind == DEM_LIKE_NOT;
    t->drops += kind == DEM_LIKE_DROP && !b->gate;
    t->turned |= kind == DEM_LIKE_NOT && !b->gate && b->words < EARLY;
}

/* "give up": a short word with the one before it. */
static bool is_drop(const book *b, dem_str word, dem_str before)
{
    if (word.len > SHORT || !before.len)
        return false;
    dem_str pair = dem_str_format(b->arena, "%.*s %.*s", (int)before.len, before.at, (int)word.len, word.at);
    const int32_t *row = dem_map_get(&b->l->rows, pair);
    return row && b->l->kind[*row - 1] == DEM_LIKE_DROP;
}

static void read_word(book *b, dem_terms *t, dem_str surface, bool capital)
{
    dem_str word = dem_str_lower(surface, b->arena), before = b->before;
    b->before = word;
    if (is_drop(b, word, before)) {
        t->drops += !b->gate;
        return;
    }
    const int32_t *row = dem_map_get(&b->l->rows, word);
    dem_str stem = {0};
    if (!row) {
        stem = dem_stem(word, b->arena);
        row = capital ? NULL : dem_map_get(&b->l->rows, dem_str_join(DEM_STR("~"), stem, b->arena));
    }
    if (row && b->l->kind[*row - 1] > DEM_LIKE_WEAK) {
        count_kind(b, t, *row - 1);
        return;
    }
    dem_term term = {.opposite = -1, .name = capital, .gate = b->gate, .word = surface};
    if (row) {
        int32_t other = b->l->opposite[*row - 1];
        term.id = number_of_class(b, *row - 1);
        term.opposite = other >= 0 ? number_of_class(b, other) : -1;
        term.name = false;
        term.weak = b->l->kind[*row - 1] == DEM_LIKE_WEAK;
        if (term.weak && t->len == 0 && b->words <= 1)
            t->head = term.id;
    } else if (surface.len > 1) {
        term.id = number_of(b, stem);
        term.weak = surface.at[0] >= '0' && surface.at[0] <= '9'; /* years and counts */
    } else {
        return;
    }
    add_term(t, term);
}

/* End of the word at `at`: letters and digits; a hyphen before a small letter belongs to it. */
static size_t word_end(dem_str text, size_t at)
{
    while (at < text.len) {
        uint32_t code, next = 0;
        size_t n = dem_utf8_decode(dem_str_cut(text, at, text.len), &code);
        if (code == '-' && at + 1 < text.len)
            dem_utf8_decode(dem_str_cut(text, at + 1, text.len), &next);
        bool part = code != DEM_UTF8_BAD && (dem_utf8_is_letter(code) || dem_utf8_is_digit(code));
        if (!part && !(code == '-' && dem_utf8_is_letter(next) && !dem_utf8_is_upper(next)))
            break;
        at += n;
    }
    return at;
}

static dem_str without_hyphens(dem_str word, dem_arena *arena)
{
    if (dem_str_find(word, DEM_STR("-")) == word.len)
        return word;
    char *at = dem_new(arena, char, word.len);
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] != '-')
            at[n++] = word.at[i];
    return (dem_str){at, n};
}

static void read_text(book *b, dem_terms *t, dem_str text)
{
    bool first = true;
    b->before = (dem_str){0};
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        size_t end = word_end(text, at);
        if (end == at) {
            at += dem_utf8_decode(dem_str_cut(text, at, text.len), &code);
            continue;
        }
        dem_utf8_decode(dem_str_cut(text, at, end), &code);
        bool upper = dem_utf8_is_upper(code);
        size_t side = upper ? read_side(b, t, text, at) : at;
        if (side == at)
            read_word(b, t, without_hyphens(dem_str_cut(text, at, end), b->arena), upper && !first);
        at = side > at ? side : end;
        b->words++;
        first = false;
    }
}

/* "No such conversation", "having given any such undertaking", "these figures": points back from within. */
static bool is_such(const book *b, dem_str text, size_t at, size_t end)
{
    dem_str word = dem_str_lower(dem_str_cut(text, at, end), b->arena);
    if (dem_str_eq(word, DEM_STR("such")))
        return true;
    if (!dem_str_eq(word, DEM_STR("these")) && !dem_str_eq(word, DEM_STR("those")))
        return false;
    dem_str next = dem_str_cut(text, end + 1 < text.len ? end + 1 : text.len, text.len);
    const int32_t *row = dem_map_get(&b->l->rows, dem_str_lower(dem_str_cut(next, 0, word_end(next, 0)), b->arena));
    return row && b->l->kind[*row - 1] == DEM_LIKE_CLAIM;
}

static bool has_such(const book *b, dem_str text)
{
    size_t at = 0;
    for (int words = 0; words < EARLY && at < text.len; words++) {
        size_t end = word_end(text, at);
        if (end > at && is_such(b, text, at, end))
            return true;
        for (at = end > at ? end : at; at < text.len && word_end(text, at) == at;) {
            uint32_t code;
            at += dem_utf8_decode(dem_str_cut(text, at, text.len), &code);
        }
    }
    return false;
}

/* A word that opens the content by pointing back: "it", "such claims", "the charge". */
static bool opens(const book *b, dem_str text)
{
    size_t end = word_end(text, 0), next = end;
    const int32_t *row = dem_map_get(&b->l->rows, dem_str_lower(dem_str_cut(text, 0, end), b->arena));
    if (row && b->l->kind[*row - 1] == DEM_LIKE_POINT)
        return true;
    while (next < text.len && text.at[next] == ' ')
        next++;
    dem_str second = dem_str_cut(text, next, word_end(text, next));
    const int32_t *claim = dem_map_get(&b->l->rows, dem_str_lower(second, b->arena));
    return end && end <= 5 && row && b->l->kind[*row - 1] == DEM_LIKE_STOP && claim &&
           b->l->kind[*claim - 1] == DEM_LIKE_CLAIM;
}

/* The clause around its condition, then the condition. */
static void read_content(book *b, dem_terms *t, const dem_claim *claim)
{
    size_t at = claim->condition.len ? dem_str_find(claim->content, claim->condition) : claim->content.len;
    size_t end = at < claim->content.len ? at + claim->condition.len : at;
    t->opens = opens(b, claim->content) || (claim->act == DEM_ACT_DENY && has_such(b, claim->content));
    b->gate = false;
    b->words = 0;
    read_text(b, t, dem_str_cut(claim->content, 0, at));
    read_text(b, t, dem_str_cut(claim->content, end, claim->content.len));
    b->gate = true;
    read_text(b, t, claim->condition);
    b->gate = false;
}

static void sort_terms(dem_terms *t)
{
    for (int32_t i = 1; i < t->len; i++)
        for (int32_t k = i; k > 0 && t->at[k].id < t->at[k - 1].id; k--) {
            dem_term x = t->at[k];
            t->at[k] = t->at[k - 1];
            t->at[k - 1] = x;
        }
}

static void count_documents(book *b, const dem_terms *t, int32_t doc)
{
    for (int32_t i = 0; i < t->len; i++) {
        int32_t id = t->at[i].id;
        b->documents.at[id] += b->last.at[id] != doc;
        b->last.at[id] = doc;
    }
}

/* UNIT times the binary logarithm of all over those that have it; linear between powers of two. */
static int32_t rarity(int32_t all, int32_t have)
{
    int64_t ratio = ((int64_t)all + PRIOR) * UNIT / (have + 1);
    int32_t whole = 0;
    for (; ratio >= 2 * UNIT; ratio /= 2)
        whole++;
    int32_t weight = whole * UNIT + (int32_t)(ratio - UNIT);
    return weight < UNIT ? UNIT : weight > HEAVIEST ? HEAVIEST : weight;
}

/* The names of sides and weak words stand in every statement of a dispute: they weigh half; other names
 * weigh more; what stands in a condition weighs half again, since the clause is about something else. */
static void weigh(const book *b, dem_terms *t, int32_t docs)
{
    int32_t *ids = dem_new(b->arena, int32_t, t->len), *weights = dem_new(b->arena, int32_t, t->len);
    for (int32_t i = 0; i < t->len; i++) {
        dem_term *term = &t->at[i];
        term->weight = rarity(docs, b->documents.at[term->id]);
        if (term->side || term->weak)
            term->weight /= 2;
        else if (term->name)
            term->weight += term->weight / 4;
        if (term->gate)
            term->weight /= 2;
        ids[i] = term->id;
        weights[i] = term->weight;
        t->total += term->weight;
        t->own += !term->side && !term->weak;
        t->opposites += term->opposite >= 0;
    }
    t->ids = ids;
    t->weights = weights;
}

dem_terms *dem_terms_of(const dem_likeness *likeness, const dem_claim *claims, int32_t n, int32_t docs,
                        int32_t *ids, dem_arena *arena)
{
    book b = {.l = likeness, .arena = arena};
    dem_term room[MOST];
    dem_terms *all = dem_new(arena, dem_terms, n);
    for (int32_t i = 0; i < n; i++) {
        dem_terms *t = &all[i];
        t->at = room;
        t->head = -1;
        read_content(&b, t, &claims[i]);
        t->at = dem_new(arena, dem_term, t->len);
        if (t->len)
            memcpy(t->at, room, (size_t)t->len * sizeof *room);
        sort_terms(t);
        count_documents(&b, t, claims[i].doc);
    }
    for (int32_t i = 0; i < n; i++)
        weigh(&b, &all[i], docs);
    *ids = b.documents.len;
    return all;
}

bool dem_terms_mention(const dem_terms *t, dem_str party)
{
    for (int32_t i = 0; i < t->n_parties; i++)
        if (dem_str_eq(t->parties[i], party))
            return true;
    return false;
}

static void keep_best(dem_overlap *o, const dem_term *term)
{
    int32_t weight = term->side ? 0 : term->weight;
    for (int i = 0; i < 2; i++) {
        const dem_term *there = o->best[i];
        if (there && (there->side ? 0 : there->weight) >= weight)
            continue;
        o->best[i] = term;
        if (i == 0)
            o->best[1] = there;
        return;
    }
}

static void share(dem_overlap *o, const dem_term *a, const dem_term *b, bool opposed)
{
    o->shared += a->weight < b->weight ? a->weight : b->weight;
    o->words += !a->side;
    o->sides += a->side;
    o->strong += !a->side && !a->weak;
    o->plain += !a->side && !a->weak && !a->name;
    o->telling += !a->side && !a->weak && !a->gate && !b->gate;
    o->crossed += !a->side && !a->weak && !a->name && a->gate != b->gate;
    o->opposed += opposed;
    keep_best(o, a);
}

static const dem_term *find_term(const dem_terms *t, int32_t id)
{
    int32_t low = 0, high = t->len;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (t->at[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->len && t->at[low].id == id ? &t->at[low] : NULL;
}

static int64_t root(int64_t square)
{
    int64_t x = square, y = (x + 1) / 2;
    while (y < x) {
        x = y;
        y = (x + square / x) / 2;
    }
    return x;
}

/* Opposite classes, one on each side. */
static void share_opposites(dem_overlap *o, const dem_terms *a, const dem_terms *b)
{
    for (int32_t i = 0; i < a->len; i++) {
        const dem_term *term = &a->at[i];
        const dem_term *other = term->opposite >= 0 ? find_term(b, term->opposite) : NULL;
        if (other && !find_term(b, term->id))
            share(o, term, other, true);
    }
}

bool dem_terms_near(const dem_terms *a, const dem_terms *b, int32_t least)
{
    int64_t shared = 0;
    if (a->opposites && b->opposites)
        return true;
    for (int32_t i = 0, k = 0; i < a->len && k < b->len;) {
        int32_t x = a->ids[i], y = b->ids[k];
        if (x == y)
            shared += a->weights[i] < b->weights[k] ? a->weights[i] : b->weights[k];
        i += x <= y;
        k += y <= x;
    }
    return shared * shared * 10000 >= (int64_t)least * least * a->total * b->total;
}

dem_overlap dem_terms_overlap(const dem_terms *a, const dem_terms *b)
{
    dem_overlap o = {0};
    for (int32_t i = 0, k = 0; i < a->len && k < b->len;) {
        int32_t x = a->at[i].id, y = b->at[k].id;
        if (x == y)
            share(&o, &a->at[i], &b->at[k], false);
        i += x <= y;
        k += y <= x;
    }
    if (a->opposites && b->opposites)
        share_opposites(&o, a, b);
    if (!o.shared || !a->total || !b->total)
        return o;
    o.like = (int32_t)(o.shared * 100 / root((int64_t)a->total * b->total));
    o.part = o.shared * 100 / (a->total < b->total ? a->total : b->total);
    return o;
}
