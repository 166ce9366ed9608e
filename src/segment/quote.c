#include "segment/quote.h"

#include "base/utf8.h"

enum { DEPTH = 8 };

/* What a mark may do by its form alone. */
typedef enum mark_form { FORM_NONE, FORM_EITHER, FORM_OPEN, FORM_CLOSE, FORM_LOW } mark_form;

typedef struct mark {
    uint8_t form; /* mark_form */
    uint8_t kind; /* dem_quote_mark */
    bool opens;   /* by the white space around it */
    bool closes;
    bool genitive; /* the end of "ministers'" */
} mark;

typedef struct scan {
    dem_doc *doc;
    int32_t begin, end;
    mark *marks;             /* one a token of the block */
    int32_t *closers;        /* closing double marks after here, before the next opening one */
    int32_t *single_closers; /* the same for single marks */
    int32_t open[DEPTH];     /* indices of doc->quotes */
    int depth;
    uint8_t *roles;
} scan;

static uint8_t form_of(dem_str s, uint8_t *kind)
{
    *kind = DEM_QUOTE_DOUBLE;
    if (dem_str_eq(s, DEM_STR("''")))
        return FORM_EITHER;
    if (dem_str_eq(s, DEM_STR("``")) || dem_str_eq(s, DEM_STR("‘‘")))
        return FORM_OPEN;
    if (dem_str_eq(s, DEM_STR("’’")))
        return FORM_CLOSE;
    uint32_t code;
    if (!s.len || dem_utf8_decode(s, &code) != s.len)
        return FORM_NONE;
    switch (code) {
    case '"':
    case 0xFF02: return FORM_EITHER;
    case 0x201C:
    case 0x201F: return FORM_OPEN;
    case 0x201D: return FORM_CLOSE;
    case 0x201E: return FORM_LOW;
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A: *kind = DEM_QUOTE_ANGLE; return FORM_EITHER;
    default: *kind = DEM_QUOTE_SINGLE;
    }
    switch (code) {
    case '\'': return FORM_EITHER;
    case '`':
    case 0x2018:
    case 0x201A:
    case 0x201B: return FORM_OPEN;
    case 0x2019: return FORM_CLOSE;
    default: return FORM_NONE;
    }
}

static uint32_t first_char(const dem_doc *doc, int32_t token)
{
    uint32_t code = 0;
    dem_str s = dem_token_str(doc, token);
    if (s.len)
        dem_utf8_decode(s, &code);
    return code;
}

/* After these a mark can open without white space: brackets, dashes, a slash, another mark. */
static bool lets_open(uint32_t code)
{
    return code == '(' || code == '[' || code == '-' || code == '/' || code == ':' ||
           (code >= 0x2010 && code <= 0x2015) || code == '"' || code == '\'' || code == 0x201C ||
           code == 0x2018 || code == '{';
}

static bool is_word_char(uint32_t code)
{
    return dem_utf8_is_letter(code) || dem_utf8_is_digit(code) || code == '$';
}

static mark look(const scan *s, int32_t i)
{
    const dem_token *t = &s->doc->tokens.at[i];
    mark m = {0};
    m.form = form_of(dem_token_str(s->doc, i), &m.kind);
    if (m.form == FORM_NONE)
        return m;
    bool left = i == s->begin || t[-1].space_after, right = i + 1 == s->end || t->space_after;
    uint32_t before = i > s->begin ? first_char(s->doc, i - 1) : ' ';
    uint32_t after = i + 1 < s->end ? first_char(s->doc, i + 1) : ' ';
    m.opens = !right && (left || lets_open(before));
    m.closes = !left && (right || !is_word_char(after));
    m.genitive = i > s->begin && t[-1].mwt == 2 && t[-1].span.end == t->span.begin;
    if (m.genitive) /* "the ministers' offer": no mark, unless a stop or the end follows */
        m.closes = i + 1 == s->end || (!right && !is_word_char(after));
    return m;
}

static void look_all(scan *s, dem_arena *arena)
{
    int32_t n = s->end - s->begin, doubles = 0, singles = 0;
    s->marks = dem_new(arena, mark, n + 1);
    s->closers = dem_new(arena, int32_t, n + 1);
    s->single_closers = dem_new(arena, int32_t, n + 1);
    for (int32_t i = n - 1; i >= 0; i--) {
        mark m = s->marks[i] = look(s, s->begin + i);
        bool closer = m.form != FORM_NONE && m.closes && !m.opens;
        singles += closer && m.kind == DEM_QUOTE_SINGLE && m.form != FORM_OPEN;
        s->closers[i] = doubles;
        if (m.form != FORM_NONE && m.kind != DEM_QUOTE_SINGLE)
            doubles = closer ? doubles + 1 : m.opens && !m.closes ? 0 : doubles;
        s->single_closers[i] = singles;
    }
}

static void open_quote(scan *s, int32_t i, uint8_t kind)
{
    dem_doc *doc = s->doc;
    if (s->depth == DEPTH)
        return;
    dem_span mark_span = doc->tokens.at[i].span;
    int32_t outer = s->depth ? s->open[s->depth - 1] : -1;
    s->roles[i - s->begin] = DEM_ROLE_OPEN;
    s->open[s->depth++] = doc->quotes.len;
    *dem_push(&doc->quotes, doc->arena) = (dem_quote){.span = mark_span,
                                                      .inner = {mark_span.end, mark_span.end},
                                                      .begin = i + 1,
                                                      .end = i + 1,
                                                      .outer = outer,
                                                      .mark = kind,
                                                      .continues = -1};
}

/* Ends the innermost quotation before token i; `closed`: i is its mark. */
static void end_quote(scan *s, int32_t i, bool closed)
{
    dem_doc *doc = s->doc;
    dem_quote *q = &doc->quotes.at[s->open[--s->depth]];
    q->end = i;
    q->inner.begin = q->begin < i ? doc->tokens.at[q->begin].span.begin : q->inner.begin;
    q->inner.end = q->begin < i ? doc->tokens.at[i - 1].span.end : q->inner.begin;
    q->span.end = closed ? doc->tokens.at[i].span.end : q->inner.end;
    q->unclosed = !closed;
    if (closed)
        s->roles[i - s->begin] = DEM_ROLE_CLOSE;
}

static int find_open(const scan *s, uint8_t kind)
{
    for (int d = s->depth - 1; d >= 0; d--)
        if (s->doc->quotes.at[s->open[d]].mark == kind)
            return d;
    return -1;
}

static void close_at(scan *s, int32_t i, int level)
{
    while (s->depth > level + 1)
        end_quote(s, i, false);
    end_quote(s, i, true);
}

/* 'every day, "she said': the mark leans to the wrong side. */
static bool before_cue(const scan *s, int32_t i)
{
    static const char *const words[] = {"he", "she", "they", "we", "I", "said", "says"};
    if (i == s->begin || i + 1 == s->end || first_char(s->doc, i - 1) != ',')
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (dem_str_eq(dem_token_str(s->doc, i + 1), dem_str_of(words[k])))
            return true;
    return false;
}

static void double_mark(scan *s, int32_t i, mark m)
{
    int level = find_open(s, m.kind);
    bool opener = m.form == FORM_LOW ||
                  (m.form == FORM_OPEN && !(m.closes && !m.opens && level >= 0)) ||
                  (m.form != FORM_OPEN && m.opens && !m.closes) ||
                  (m.form == FORM_EITHER && level < 0 && !m.closes);
    if (level >= 0 && (m.form == FORM_CLOSE || before_cue(s, i)))
        opener = false;
    if (!opener) {
        if (level >= 0)
            close_at(s, i, level);
        return;
    }
    /* A mark that opens while the same kind is open nests when both close before the next opens
     * ('"He said "no" to me," she said'); otherwise the writer did not close the first, as at the
     * end of a paragraph: 'He said "no. "Yes," she said.' */
    if (level >= 0 && s->closers[i - s->begin] < 2)
        while (s->depth > level)
            end_quote(s, i, false);
    open_quote(s, i, m.kind);
}

static void single_mark(scan *s, int32_t i, mark m)
{
    int level = find_open(s, DEM_QUOTE_SINGLE);
    if (level >= 0 && m.closes && m.form != FORM_OPEN) {
        close_at(s, i, level);
        return;
    }
    bool opener = m.form != FORM_CLOSE && m.opens && !m.genitive;
    if (opener && i + 1 < s->end && (first_char(s->doc, i + 1) | 32) == 'n' &&
        dem_span_len(s->doc->tokens.at[i + 1].span) == 1)
        opener = false; /* rock 'n' roll */
    if (opener && level < 0 && s->single_closers[i - s->begin] > 0)
        open_quote(s, i, DEM_QUOTE_SINGLE);
}

/* The first quotation of the block carries on `carried` when its mark opens the block. */
static void link(scan *s, int32_t first_quote, int32_t carried)
{
    dem_doc *doc = s->doc;
    if (carried < 0 || first_quote >= doc->quotes.len)
        return;
    dem_quote *q = &doc->quotes.at[first_quote];
    if (q->begin == s->begin + 1 && q->mark == doc->quotes.at[carried].mark)
        q->continues = carried;
}

int32_t dem_quote_block(dem_doc *doc, int32_t begin, int32_t end, int32_t carried, uint8_t *roles,
                        dem_arena scratch)
{
    scan s = {.doc = doc, .begin = begin, .end = end, .roles = roles};
    int32_t first_quote = doc->quotes.len;
    look_all(&s, &scratch);
    for (int32_t i = begin; i < end; i++) {
        mark m = s.marks[i - begin];
        if (m.form != FORM_NONE && m.kind == DEM_QUOTE_SINGLE)
            single_mark(&s, i, m);
        else if (m.form != FORM_NONE)
            double_mark(&s, i, m);
        int inner = roles[i - begin] == DEM_ROLE_OPEN ? s.depth - 1 : s.depth;
        doc->tokens.at[i].quote = inner ? s.open[inner - 1] : -1;
    }
    int32_t unclosed = s.depth ? s.open[0] : -1;
    while (s.depth)
        end_quote(&s, end, false);
    link(&s, first_quote, carried);
    return unclosed;
}
