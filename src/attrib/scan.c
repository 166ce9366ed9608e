#include "attrib/scan.h"

#include <string.h>

enum { FOLD = 48 }; /* longer words are told apart by their first bytes and their length */

static uint64_t hash_lower(dem_str s)
{
    char low[FOLD + 1];
    size_t n = s.len < FOLD ? s.len : FOLD;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(s.at[i] >= 'A' && s.at[i] <= 'Z' ? s.at[i] + 32 : s.at[i]);
    low[n] = (char)(s.len > FOLD ? (s.len & 63) + 1 : 0);
    return dem_str_hash((dem_str){low, n + 1});
}

static uint64_t hash_shape(dem_str s)
{
    char key[4] = {0};
    for (size_t i = 0; i < 3 && i < s.len; i++)
        key[i] = s.at[s.len - 1 - i];
    bool upper = s.len && s.at[0] >= 'A' && s.at[0] <= 'Z';
    bool all = upper && s.len > 1 && s.at[1] >= 'A' && s.at[1] <= 'Z';
    bool digit = s.len && s.at[0] >= '0' && s.at[0] <= '9';
    key[3] = (char)(upper + 2 * all + 4 * digit);
    return dem_str_hash((dem_str){key, 4});
}

uint64_t dem_scan_lexis_key(const dem_scan *scan, int32_t i)
{
    return dem_feature2(900, scan->lemma[i], scan->upos[i]);
}

static void take_arrays(dem_scan *s, dem_arena *arena)
{
    int32_t **ints[] = {&s->head, &s->lo, &s->hi, &s->up_lo, &s->up_hi, &s->child, &s->next,
                        &s->order, &s->sent_lo, &s->sent_hi, &s->sent, &s->line, &s->quote};
    uint64_t **longs[] = {&s->word, &s->lemma, &s->shape};
    uint8_t **bytes[] = {&s->upos, &s->xpos, &s->rel, &s->state, &s->name, &s->cue_class,
                         &s->source_class};
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++)
        *ints[i] = dem_new(arena, int32_t, s->n + 1);
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++)
        *longs[i] = dem_new(arena, uint64_t, s->n + 1);
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        *bytes[i] = dem_new(arena, uint8_t, s->n + 1);
}

static void read_tokens(dem_scan *s)
{
    const dem_doc *doc = s->doc;
    for (int32_t i = 0; i < s->n; i++) {
        const dem_token *token = &doc->tokens.at[s->begin + i];
        const dem_parse *parse = &doc->parses.at[s->begin + i];
        const dem_sentence *sentence = &doc->sentences.at[token->sentence];
        int32_t head = parse->head - s->begin;
        dem_str word = dem_token_str(doc, s->begin + i);
        s->head[i] = parse->head >= 0 && head >= 0 && head < s->n && head != i ? head : -1;
        s->word[i] = hash_lower(word);
        s->lemma[i] = parse->lemma.len ? hash_lower(parse->lemma) : s->word[i];
        s->shape[i] = hash_shape(word);
        s->upos[i] = parse->upos;
        s->xpos[i] = parse->xpos;
        s->rel[i] = parse->rel;
        s->sent[i] = token->sentence;
        s->line[i] = sentence->block;
        s->sent_lo[i] = sentence->begin > s->begin ? sentence->begin - s->begin : 0;
        s->sent_hi[i] = sentence->end < s->begin + s->n ? sentence->end - s->begin : s->n;
        s->quote[i] = -1;
    }
}

/* First name that ends after the stretch begins (names are in text order and do not nest deeply). */
static int32_t first_name(const dem_scan *s)
{
    int32_t low = 0, high = s->doc->names.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (s->doc->names.at[mid].end > s->begin)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* Names cover few tokens; later ones win. Kinds count from 1, so that 0 is none. */
static void read_names(dem_scan *s)
{
    for (int32_t k = first_name(s); k < s->doc->names.len; k++) {
        const dem_name *name = &s->doc->names.at[k];
        if (name->begin >= s->begin + s->n)
            break;
        for (int32_t t = name->begin; t < name->end; t++)
            if (t >= s->begin && t < s->begin + s->n)
                s->name[t - s->begin] = (uint8_t)(name->kind + 1);
    }
}

static bool holds_all(const dem_scan *s, const dem_quote *quote)
{
    return quote->begin <= s->begin && quote->end >= s->begin + s->n;
}

/* The outermost quotation around a token that does not hold the whole stretch, or -1. A quotation
 * inside another says little about who speaks, so the outer one keeps its tokens. */
static int32_t quote_of(const dem_scan *s, int32_t quote)
{
    int32_t found = -1;
    for (int depth = 0; quote >= 0 && depth < 8; depth++) {
        const dem_quote *q = &s->doc->quotes.at[quote];
        if (holds_all(s, q))
            break;
        found = quote;
        quote = q->outer;
    }
    return found;
}

/* The marks are the tokens just outside [begin, end) of their quotation. */
static void read_quotes(dem_scan *s)
{
    for (int32_t i = 0; i < s->n; i++) {
        s->quote[i] = quote_of(s, s->doc->tokens.at[s->begin + i].quote);
        s->state[i] = s->quote[i] >= 0 ? DEM_QUOTE_IN : DEM_QUOTE_NONE;
    }
    for (int32_t i = 0; i < s->n; i++) {
        int32_t k = s->quote[i];
        if (s->state[i] != DEM_QUOTE_IN)
            continue;
        const dem_quote *q = &s->doc->quotes.at[k];
        if (q->begin == s->begin + i && i > 0 && q->span.begin < q->inner.begin) {
            s->state[i - 1] = DEM_QUOTE_OPEN;
            s->quote[i - 1] = k;
        }
        if (q->end == s->begin + i + 1 && i + 1 < s->n && q->inner.end < q->span.end) {
            s->state[i + 1] = DEM_QUOTE_CLOSE;
            s->quote[i + 1] = k;
        }
    }
}

static void link_children(dem_scan *s)
{
    for (int32_t i = 0; i < s->n; i++)
        s->child[i] = s->next[i] = -1;
    for (int32_t i = s->n - 1; i >= 0; i--)
        if (s->head[i] >= 0) {
            s->next[i] = s->child[s->head[i]];
            s->child[s->head[i]] = i;
        }
}

/* Breadth first from the roots; what a cycle keeps out of reach is made a root. */
static void order_tokens(dem_scan *s)
{
    int32_t len = 0, done = 0;
    for (int32_t i = 0; i < s->n; i++)
        if (s->head[i] < 0)
            s->order[len++] = i;
    while (done < len) {
        for (int32_t c = s->child[s->order[done]]; c >= 0; c = s->next[c])
            s->order[len++] = c;
        done++;
    }
    if (len < s->n) {
        for (int32_t i = 0; i < s->n; i++) {
            s->head[i] = -1;
            s->order[i] = i;
        }
        link_children(s);
    }
}

static void bound_subtrees(dem_scan *s)
{
    for (int32_t i = 0; i < s->n; i++) {
        s->lo[i] = s->up_lo[i] = s->up_hi[i] = i;
        s->hi[i] = i + 1;
    }
    for (int32_t k = s->n - 1; k >= 0; k--) {
        int32_t i = s->order[k], h = s->head[i];
        if (h < 0)
            continue;
        s->lo[h] = s->lo[i] < s->lo[h] ? s->lo[i] : s->lo[h];
        s->hi[h] = s->hi[i] > s->hi[h] ? s->hi[i] : s->hi[h];
    }
    for (int32_t k = s->n - 1; k >= 0; k--) {
        int32_t i = s->order[k];
        s->up_lo[s->lo[i]] = i;
        s->up_hi[s->hi[i] - 1] = i;
    }
}

static void read_classes(dem_scan *s, const dem_linear *lexis)
{
    for (int32_t i = 0; i < s->n; i++) {
        int32_t scores[2] = {0, 0};
        dem_linear_add(lexis, dem_scan_lexis_key(s, i), scores);
        s->cue_class[i] = (uint8_t)((float)scores[0] * lexis->scale + 0.5f);
        s->source_class[i] = (uint8_t)((float)scores[1] * lexis->scale + 0.5f);
    }
}

static void read_frames(dem_scan *s, const dem_frames *frames, dem_arena scratch)
{
    dem_str *lemmas = dem_new(&scratch, dem_str, s->n + 1);
    for (int32_t i = 0; i < s->n; i++)
        lemmas[i] = s->doc->parses.at[s->begin + i].lemma;
    for (int32_t i = 0; i < s->n; i++)
        s->frame[i] = dem_frames_at(frames, lemmas, s->sent_hi[i], i, s->upos[i]);
}

static void read_word_classes(dem_scan *s, const dem_classes *classes)
{
    for (int32_t i = 0; i < s->n; i++) {
        dem_class c = dem_classes_find_any(classes, dem_token_str(s->doc, s->begin + i));
        s->coarse[i] = c.known ? (uint16_t)(c.coarse + 1) : 0;
        s->fine[i] = c.known ? (uint16_t)(c.fine + 1) : 0;
    }
}

dem_scan dem_scan_make(const dem_doc *doc, int32_t begin, int32_t end, dem_wordbook book, dem_arena *arena)
{
    dem_scan s = {.doc = doc, .begin = begin, .n = end - begin};
    take_arrays(&s, arena);
    read_tokens(&s);
    read_names(&s);
    read_quotes(&s);
    link_children(&s);
    order_tokens(&s);
    bound_subtrees(&s);
    s.frame = dem_new(arena, dem_frame, s.n + 1);
    s.coarse = dem_new(arena, uint16_t, s.n + 1);
    s.fine = dem_new(arena, uint16_t, s.n + 1);
    if (book.frames)
        read_frames(&s, book.frames, *arena);
    if (book.classes)
        read_word_classes(&s, book.classes);
    if (book.lexis)
        read_classes(&s, book.lexis);
    return s;
}
