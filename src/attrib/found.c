#include "attrib/found.h"

#include <string.h>

typedef struct piece {
    int32_t begin, end; /* tokens of the document */
    bool fresh;         /* begins a statement of its own */
} piece;

enum { PIECES = 2 * DEM_PIECES };

static bool word_is(const dem_doc *doc, int32_t t, const char *word)
{
    return t >= 0 && t < doc->tokens.len && dem_str_is_nocase(dem_token_str(doc, t), word);
}

/* Where "and that" or "but that" starts a second clause in [b, e), or -1: the token "that".
 * Not inside quotation marks, where the speaker's own sentence goes on. */
static int32_t second_clause(const dem_doc *doc, int32_t b, int32_t e)
{
    for (int32_t t = b + 2; t + 1 < e; t++)
        if (word_is(doc, t, "that") && doc->parses.at[t].upos == DEM_UPOS_SCONJ &&
            doc->parses.at[t - 1].upos == DEM_UPOS_CCONJ && doc->tokens.at[t].quote < 0)
            return t;
    return -1;
}

static int32_t trim_end(const dem_doc *doc, int32_t b, int32_t e)
{
    while (e > b + 1 && (doc->parses.at[e - 1].upos == DEM_UPOS_CCONJ ||
                         doc->parses.at[e - 1].xpos == DEM_XPOS_COMMA))
        e--;
    return e;
}

/* Nothing but a conjunction and punctuation stands between: "A and B". */
static bool joined(const dem_doc *doc, int32_t from, int32_t to)
{
    bool conjunction = false;
    for (int32_t t = from; t < to; t++) {
        conjunction |= doc->parses.at[t].upos == DEM_UPOS_CCONJ;
        if (doc->parses.at[t].upos != DEM_UPOS_CCONJ && doc->parses.at[t].upos != DEM_UPOS_PUNCT)
            return false;
    }
    return conjunction;
}

/* "he can and may declare", "he “can” and “may” declare": the verb is for both. */
static bool ends_in_auxiliary(const dem_doc *doc, piece p)
{
    while (p.end > p.begin && doc->parses.at[p.end - 1].upos == DEM_UPOS_PUNCT)
        p.end--;
    return p.end > p.begin && doc->parses.at[p.end - 1].upos == DEM_UPOS_AUX;
}

static int cut_pieces(const dem_doc *doc, const dem_found *f, piece out[PIECES])
{
    int n = 0;
    for (int p = 0; p < f->r.contents; p++) {
        int32_t b = f->at + f->r.content[p].begin, e = f->at + f->r.content[p].end;
        bool fresh = n == 0 || joined(doc, out[n - 1].end, b);
        if (n && fresh && ends_in_auxiliary(doc, out[n - 1])) {
            out[n - 1].end = e;
            continue;
        }
        for (int32_t t = second_clause(doc, b, e); t >= 0 && n + 2 < PIECES; t = second_clause(doc, b, e)) {
            out[n++] = (piece){b, trim_end(doc, b, t), fresh};
            fresh = true;
            b = t;
        }
        if (n < PIECES)
            out[n++] = (piece){b, e, fresh};
    }
    return n;
}

static bool between_names(const dem_doc *doc, int32_t from, int32_t to)
{
    for (int32_t t = from; t < to; t++) {
        int upos = doc->parses.at[t].upos;
        if (upos != DEM_UPOS_PROPN && upos != DEM_UPOS_DET && upos != DEM_UPOS_CCONJ &&
            doc->parses.at[t].xpos != DEM_XPOS_COMMA)
            return false;
    }
    return true;
}

/* "| Britain, | France and Germany": names before the source that its head is a further member of. */
static int32_t first_member(const dem_doc *doc, int32_t begin, int32_t head)
{
    enum { REACH = 12 };
    const dem_parse *parses = doc->parses.at;
    for (int32_t up = parses[head].head; parses[head].rel == DEM_REL_conj && up >= 0; up = parses[head].head) {
        if (up < begin && (up < begin - REACH || !between_names(doc, up, begin) || parses[up].upos != DEM_UPOS_PROPN))
            break;
        for (begin = up < begin ? up : begin; begin > 0 && parses[begin - 1].head == up && between_names(doc, begin - 1, begin) &&
                                              parses[begin - 1].upos != DEM_UPOS_PUNCT;)
            begin--;
        head = up;
    }
    return begin;
}

/* All whom the words name together, unless a cue or content stands there; not "of Arland, | Orla Venn". */
static void widen_source(const dem_doc *doc, dem_found *f)
{
    if (!f->r.sources || f->no_cue)
        return;
    int32_t b = f->at + f->r.source.begin, e = f->at + f->r.source.end, cue = f->at + f->r.cue.begin;
    int32_t from = first_member(doc, b, dem_head_of(doc, b, e));
    bool together = false, free = cue < from || cue >= b;
    for (int32_t t = from; t < e; t++)
        together |= doc->parses.at[t].upos == DEM_UPOS_CCONJ;
    for (int p = 0; p < f->r.contents; p++)
        free &= f->at + f->r.content[p].end <= from || f->at + f->r.content[p].begin >= b;
    if (together && free)
        f->r.source.begin = from - f->at;
}

void dem_found_split(const dem_doc *doc, const dem_found *whole, dem_founds *out, dem_arena *arena)
{
    piece pieces[PIECES];
    int n = cut_pieces(doc, whole, pieces);
    dem_found *now = NULL;
    for (int k = 0; k < n; k++) {
        if (pieces[k].fresh) {
            now = dem_push(out, arena);
            *now = *whole;
            widen_source(doc, now);
            now->r.contents = 0;
        }
        if (now && now->r.contents < DEM_PIECES) {
            now->r.content[now->r.contents].begin = pieces[k].begin - whole->at;
            now->r.content[now->r.contents++].end = pieces[k].end - whole->at;
        }
    }
}

/* ---- quotations that stand alone ---- */

static int32_t line_of(const dem_doc *doc, int32_t t)
{
    return doc->sentences.at[doc->tokens.at[t].sentence].block;
}

/* From the opening mark to the closing one; false when it is not whole sentences, behind another or behind a colon. */
static bool whole_sentences(const dem_doc *doc, const dem_quote *q, int32_t *begin, int32_t *end)
{
    *begin = q->begin - (q->span.begin < q->inner.begin && q->begin > 0);
    *end = q->end + (q->inner.end < q->span.end && q->end < doc->tokens.len);
    if (q->end - q->begin < 5)
        return false;
    int32_t first = doc->sentences.at[doc->tokens.at[*begin].sentence].begin;
    int32_t last = doc->sentences.at[doc->tokens.at[*end - 1].sentence].end;
    for (int32_t t = *end; t < last; t++)
        if (doc->parses.at[t].upos != DEM_UPOS_PUNCT)
            return false;
    return first == *begin || doc->parses.at[*begin - 1].xpos == DEM_XPOS_COLON;
}

static bool any_taken(const uint8_t *taken, int32_t b, int32_t e)
{
    return memchr(taken + b, 1, (size_t)(e - b)) != NULL;
}

/* The last attribution before token `before`, when it stands in the same line or the one before.
 * `*at` moves on through the first `known`, which are in the order of their heads. */
static int32_t last_before(const dem_doc *doc, const dem_founds *all, int32_t known, int32_t before, int32_t *at)
{
    while (*at < known && all->at[*at].head < before)
        ++*at;
    int32_t best = *at - 1;
    return best >= 0 && line_of(doc, before) - line_of(doc, all->at[best].head) <= 1 ? best : -1;
}

static bool join_quote(dem_found *f, int32_t b, int32_t e)
{
    if (f->r.contents == DEM_PIECES)
        return false;
    f->r.content[f->r.contents].begin = b - f->at;
    f->r.content[f->r.contents++].end = e - f->at;
    return true;
}

/* The first of the `known` with its head at or behind token `at`. */
static int32_t first_from(const dem_founds *all, int32_t known, int32_t at)
{
    int32_t low = 0, high = known;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (all->at[mid].head < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* "Who will pay?" | Ms. Venn asked. | "We will": the attribution whose sentence begins at token `at` with its source
 * or cue and reports nothing else, or -1. Not "…?" | Ms. Venn said they would. */
static int32_t cue_behind(const dem_doc *doc, const dem_founds *all, int32_t known, int32_t at)
{
    enum { LONGEST = 24 };
    int32_t k = first_from(all, known, at);
    if (at >= doc->tokens.len || k == known)
        return -1;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[at].sentence];
    const dem_found *f = &all->at[k];
    int32_t opens = f->at + (f->r.sources && f->r.source.begin < f->r.cue.begin ? f->r.source.begin : f->r.cue.begin);
    bool bare = s->begin == at && opens == at && s->end - at <= LONGEST && f->head < s->end;
    return bare && !f->no_cue && f->at + f->r.content[0].begin >= s->end ? k : -1;
}

/* Puts the quotation before those behind it that the cue reports. */
static bool open_quote(dem_found *f, int32_t b, int32_t e)
{
    int at = 0;
    if (f->r.contents == DEM_PIECES)
        return false;
    while (at < f->r.contents && f->at + f->r.content[at].begin < b)
        at++;
    memmove(f->r.content + at + 1, f->r.content + at, (size_t)(f->r.contents++ - at) * sizeof *f->r.content);
    f->r.content[at].begin = b - f->at;
    f->r.content[at].end = e - f->at;
    return true;
}

/* The attribution that holds the quotation which quote `q` carries on over a paragraph's end. */
static int32_t carried_on(const dem_doc *doc, const int32_t *owner, const dem_quote *q)
{
    return q->continues >= 0 ? owner[doc->quotes.at[q->continues].begin] - 1 : -1;
}

/* The attribution of a quotation that carries on quote `i` behind paragraphs' ends ("A. / "B. / "C," he said), or -1. */
static int32_t told_behind(const dem_doc *doc, const int32_t *owner, int32_t i)
{
    for (int32_t k = i + 1; k < doc->quotes.len && k - i < 8; k++) {
        const dem_quote *q = &doc->quotes.at[k];
        if (q->outer >= 0)
            continue;
        if (q->continues != i || owner[q->begin])
            return q->continues == i ? owner[q->begin] - 1 : -1;
        i = k;
    }
    return -1;
}

void dem_found_quotations(const dem_doc *doc, dem_founds *all, dem_arena *arena, dem_arena scratch)
{
    uint8_t *taken = dem_new(&scratch, uint8_t, doc->tokens.len + 1);
    int32_t *owner = dem_new(&scratch, int32_t, doc->tokens.len + 1); /* 1 + index, 0 none */
    for (int32_t k = 0; k < all->len; k++) {
        const dem_found *f = &all->at[k];
        for (int p = 0; p < f->r.contents; p++)
            for (int32_t t = f->at + f->r.content[p].begin; t < f->at + f->r.content[p].end; t++)
                taken[t] = 1, owner[t] = k + 1;
        taken[f->head] = 1;
    }
    int32_t known = all->len, at = 0;
    for (int32_t i = 0; i < doc->quotes.len; i++) {
        const dem_quote *q = &doc->quotes.at[i];
        int32_t b, e;
        if (q->outer >= 0 || !whole_sentences(doc, q, &b, &e) || any_taken(taken, b, e))
            continue;
        int32_t to = cue_behind(doc, all, known, e);
        to = to >= 0 ? to : told_behind(doc, owner, i);
        bool joined = to >= 0 && open_quote(&all->at[to], b, e);
        if (!joined)
            joined = (to = carried_on(doc, owner, q)) >= 0 && join_quote(&all->at[to], b, e);
        if (joined) {
            for (int32_t t = b; t < e; t++)
                owner[t] = to + 1;
            continue;
        }
        to = last_before(doc, all, known, b, &at);
        if (to < 0)
            continue;
        dem_found f = {.at = b, .head = q->begin, .parent = -1, .level = 1, .continues = to, .no_cue = true,
                       .why = "rule:quotation.continued"};
        f.r = (dem_reading){.contents = 1, .any = 0.5f, .p_content = 0.5f, .half = 0.5f};
        f.r.content[0].end = e - b;
        *dem_push(all, arena) = f;
        for (int32_t t = b; t < e; t++)
            owner[t] = all->len;
    }
}
