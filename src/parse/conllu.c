#include "parse/conllu.h"

#include "base/utf8.h"

#include <string.h>

typedef struct reader {
    dem_doc *doc;
    dem_str path;
    dem_error *err;
    const char *input; /* first byte of the file */
    dem_str line;
    int64_t number; /* of the line, from 1 */
    char *text;     /* built so far; room for the whole input */
    uint32_t len;
    bool block_due;    /* a paragraph begins with the next sentence */
    bool open;         /* inside a sentence */
    bool space;        /* white space is due before the next word */
    int32_t multi;     /* words of the multiword token still to come */
    uint32_t multi_at; /* its bytes not yet given to a word */
    uint8_t multi_words;
    bool multi_space;
} reader;

static bool bad(const reader *r, const char *what)
{
    return dem_fail(r->err, DEM_E_FORMAT, r->path, r->line.at - r->input, "line %lld: %s",
                    (long long)r->number, what);
}

static void append(reader *r, dem_str s)
{
    if (s.len)
        memcpy(r->text + r->len, s.at, s.len);
    r->len += (uint32_t)s.len;
}

static void begin_sentence(reader *r)
{
    dem_doc *doc = r->doc;
    r->open = true;
    if (r->block_due || !doc->blocks.len) {
        append(r, doc->blocks.len ? DEM_STR("\n\n") : DEM_STR(""));
        *dem_push(&doc->blocks, doc->arena) = (dem_block){.span = {r->len, r->len},
                                                          .kind = DEM_BLOCK_BODY};
    } else if (r->space) {
        append(r, DEM_STR(" "));
    }
    r->block_due = r->space = false;
    *dem_push(&doc->sentences, doc->arena) = (dem_sentence){.span = {r->len, r->len},
                                                            .block = doc->blocks.len - 1,
                                                            .begin = doc->tokens.len,
                                                            .end = doc->tokens.len};
}

static bool end_sentence(reader *r)
{
    if (!r->open)
        return true;
    dem_doc *doc = r->doc;
    dem_sentence *s = &doc->sentences.at[doc->sentences.len - 1];
    if (r->multi)
        return bad(r, "a multiword token is cut short");
    s->end = doc->tokens.len;
    for (int32_t i = s->begin; i < s->end; i++) {
        int32_t *head = &doc->parses.at[i].head;
        if (*head > s->end - s->begin)
            return bad(r, "the sentence before this line has a head outside it");
        *head = *head ? s->begin + *head - 1 : -1;
    }
    s->span.end = doc->blocks.at[s->block].span.end = r->len;
    r->open = false;
    return true;
}

/* The columns of one line; false unless there are ten. */
static bool columns(dem_str line, dem_str out[10])
{
    for (int i = 0; i < 10; i++) {
        if (!line.at)
            return false;
        out[i] = dem_str_split(&line, '\t');
        if (!out[i].len)
            return false;
    }
    return !line.at;
}

static bool has_no_space(dem_str misc)
{
    while (misc.at)
        if (dem_str_eq(dem_str_split(&misc, '|'), DEM_STR("SpaceAfter=No")))
            return true;
    return false;
}

static uint8_t tag(dem_tagset set, dem_str name)
{
    int found = dem_tag_find(set, name);
    return found < 0 ? DEM_TAG_NONE : (uint8_t)found;
}

static uint8_t relation(dem_str name)
{
    int found = dem_tag_find(dem_rel_set, name);
    if (found < 0)
        found = dem_tag_find(dem_rel_set, dem_str_cut(name, 0, dem_str_find(name, DEM_STR(":"))));
    return found < 0 ? DEM_TAG_NONE : (uint8_t)found;
}

/* "3-4": the form goes into the text now, its words share it out as they come. */
static bool range_line(reader *r, dem_str col[10], size_t dash)
{
    int64_t from, to,
        next = r->doc->tokens.len - r->doc->sentences.at[r->doc->sentences.len - 1].begin + 1;
    if (!dem_str_int(dem_str_cut(col[0], 0, dash), &from) ||
        !dem_str_int(dem_str_cut(col[0], dash + 1, col[0].len), &to) || from != next ||
        to <= from || to - from > 200 || (size_t)(to - from) >= dem_utf8_chars(col[1]) || r->multi)
        return bad(r, "the multiword range does not fit");
    if (r->space)
        append(r, DEM_STR(" "));
    r->space = false;
    r->multi = r->multi_words = (uint8_t)(to - from + 1);
    r->multi_at = r->len;
    append(r, col[1]);
    r->multi_space = !has_no_space(col[9]);
    return true;
}

/* Bytes of the next word inside the open multiword token. */
static dem_span multi_span(reader *r, dem_str form)
{
    uint32_t at = r->multi_at, end = r->len, left = r->len - at;
    if (r->multi > 1) {
        bool fits = form.len < left && memcmp(r->text + at, form.at, form.len) == 0;
        end = at + (fits ? (uint32_t)form.len : left > 1 ? 1 : 0);
        while (end < r->len && ((unsigned char)r->text[end] & 0xC0) == 0x80)
            end++;
    }
    r->multi_at = end;
    return (dem_span){at, end};
}

static dem_token word_token(reader *r, dem_str form, bool spaced)
{
    dem_token t = {.sentence = r->doc->sentences.len - 1, .quote = -1, .space_after = spaced};
    if (!r->multi) {
        if (r->space)
            append(r, DEM_STR(" "));
        t.span.begin = r->len;
        append(r, form);
        t.span.end = r->len;
        r->space = spaced;
        return t;
    }
    t.mwt = r->multi_words;
    t.span = multi_span(r, form);
    r->multi_words = 0;
    t.space_after = --r->multi == 0 && r->multi_space;
    r->space = t.space_after;
    return t;
}

static bool word_line(reader *r, dem_str col[10])
{
    dem_doc *doc = r->doc;
    int32_t begin = doc->sentences.at[doc->sentences.len - 1].begin;
    int64_t id, head = 0;
    if (!dem_str_int(col[0], &id) || id != doc->tokens.len - begin + 1)
        return bad(r, "words are not numbered 1, 2, 3, ...");
    if (!dem_str_eq(col[6], DEM_STR("_")) &&
        (!dem_str_int(col[6], &head) || head < 0 || head > INT32_MAX || head == id))
        return bad(r, "the head is not another word of the sentence");
    *dem_push(&doc->tokens, doc->arena) = word_token(r, col[1], !has_no_space(col[9]));
    bool no_feats = dem_str_eq(col[5], DEM_STR("_"));
    *dem_push(&doc->parses, doc->arena) = (dem_parse){.head = (int32_t)head,
                                                      .rel = relation(col[7]),
                                                      .upos = tag(dem_upos_set, col[3]),
                                                      .xpos = tag(dem_xpos_set, col[4]),
                                                      .lemma = col[2],
                                                      .feats = no_feats ? (dem_str){0} : col[5]};
    return true;
}

static bool token_line(reader *r)
{
    dem_str col[10];
    if (!columns(r->line, col))
        return bad(r, "a word line has ten columns, none of them empty");
    if (dem_str_find(col[0], DEM_STR(".")) < col[0].len)
        return true; /* an empty node of the enhanced graph */
    if (!r->open)
        begin_sentence(r);
    size_t dash = dem_str_find(col[0], DEM_STR("-"));
    return dash < col[0].len ? range_line(r, col, dash) : word_line(r, col);
}

static bool one_line(reader *r)
{
    if (!r->line.len)
        return end_sentence(r);
    if (r->line.at[0] != '#')
        return token_line(r);
    r->block_due |= dem_str_starts(r->line, DEM_STR("# newdoc")) ||
                    (dem_str_starts(r->line, DEM_STR("# newpar")) &&
                     !dem_str_starts(r->line, DEM_STR("# newpar_")));
    return true;
}

bool dem_conllu_read(dem_doc *doc, dem_str bytes, dem_str path, dem_error *err)
{
    if (bytes.len > UINT32_MAX / 2)
        return dem_fail(err, DEM_E_LIMIT, path, -1, "more than 2 GB of CoNLL-U");
    reader r = {.doc = doc,
                .path = path,
                .err = err,
                .input = bytes.at,
                .text = dem_new(doc->arena, char, bytes.len + 1)};
    for (dem_str rest = bytes; rest.at && rest.len;) {
        r.line = dem_str_split(&rest, '\n');
        r.number++;
        if (r.line.len && r.line.at[r.line.len - 1] == '\r')
            r.line.len--;
        if (dem_utf8_check(r.line) < r.line.len)
            return bad(&r, "invalid UTF-8");
        if (!one_line(&r))
            return false;
    }
    doc->text = (dem_str){r.text, r.len};
    return end_sentence(&r);
}

/* Text on one line: line ends, tabs and other control characters become spaces. */
static void put_flat(dem_out *out, dem_str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t n = at;
        while (n < s.len && (unsigned char)s.at[n] >= ' ')
            n++;
        dem_out_put(out, dem_str_cut(s, at, n));
        if (n < s.len)
            dem_out_char(out, ' ');
        at = n + 1;
    }
}

static void put_field(dem_out *out, dem_str s)
{
    dem_out_put(out, DEM_STR("\t"));
    put_flat(out, s.len ? s : DEM_STR("_"));
}

static void put_comments(dem_out *out, const dem_doc *doc, int32_t sentence)
{
    const dem_sentence *s = &doc->sentences.at[sentence];
    dem_str name = doc->meta.name;
    if (sentence == 0) {
        dem_out_put(out, name.len ? DEM_STR("# newdoc id = ") : DEM_STR("# newdoc"));
        put_flat(out, name);
        dem_out_put(out, DEM_STR("\n"));
    }
    if (sentence == 0 || doc->sentences.at[sentence - 1].block != s->block)
        dem_out_put(out, DEM_STR("# newpar\n"));
    dem_out_put(out, DEM_STR("# sent_id = "));
    if (name.len) {
        put_flat(out, name);
        dem_out_put(out, DEM_STR("-"));
    }
    dem_out_int(out, sentence + 1);
    dem_out_put(out, DEM_STR("\n# text = "));
    put_flat(out, dem_doc_str(doc, s->span));
    dem_out_put(out, DEM_STR("\n"));
}

/* "3-4  don't  _ ..." before the words of a multiword token; `last` is its last word. */
static void put_range(dem_out *out, const dem_doc *doc, int32_t i, int32_t last, int32_t first)
{
    dem_out_int(out, i - first + 1);
    dem_out_put(out, DEM_STR("-"));
    dem_out_int(out, last - first + 1);
    put_field(out, dem_doc_str(doc, dem_token_span(doc, i, last + 1)));
    dem_out_put(out, DEM_STR("\t_\t_\t_\t_\t_\t_\t_\t"));
    dem_out_put(out,
                doc->tokens.at[last].space_after ? DEM_STR("_\n") : DEM_STR("SpaceAfter=No\n"));
}

static void put_word(dem_out *out, const dem_doc *doc, int32_t i, int32_t first, bool glued)
{
    static const dem_parse none = {
        .head = -2, .upos = DEM_TAG_NONE, .xpos = DEM_TAG_NONE, .rel = DEM_TAG_NONE};
    const dem_parse *p = i < doc->parses.len ? &doc->parses.at[i] : &none;
    dem_out_int(out, i - first + 1);
    put_field(out, dem_doc_str(doc, doc->tokens.at[i].span));
    put_field(out, p->lemma);
    put_field(out, dem_tag_name(dem_upos_set, p->upos));
    put_field(out, dem_tag_name(dem_xpos_set, p->xpos));
    put_field(out, p->feats);
    dem_out_put(out, DEM_STR("\t"));
    if (p->head == -2)
        dem_out_put(out, DEM_STR("_"));
    else
        dem_out_int(out, p->head < 0 ? 0 : p->head - first + 1);
    put_field(out, dem_tag_name(dem_rel_set, p->rel));
    dem_out_put(out, glued ? DEM_STR("\t_\tSpaceAfter=No\n") : DEM_STR("\t_\t_\n"));
}

void dem_conllu_sentence(dem_out *out, const dem_doc *doc, int32_t sentence)
{
    const dem_sentence *s = &doc->sentences.at[sentence];
    put_comments(out, doc, sentence);
    int32_t last = -1; /* of the multiword token we are in */
    for (int32_t i = s->begin; i < s->end; i++) {
        const dem_token *t = &doc->tokens.at[i];
        if (t->mwt >= 2 && i + t->mwt <= s->end) {
            last = i + t->mwt - 1;
            put_range(out, doc, i, last, s->begin);
        }
        put_word(out, doc, i, s->begin, i > last && !t->space_after);
    }
    dem_out_put(out, DEM_STR("\n"));
}
