/* The content span: the reported clause without the cue, without "that"/"to", without final
 * punctuation or the outer quotation marks (LEDGER.md). The extractor's spans may hold all of
 * these, as annotators of attribution mark them; here they go, and nothing else does. */
#include "statement/parts.h"

static bool has_letter(dem_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            return true;
    }
    return false;
}

/* The quotation whose opening (or closing) mark this token is, or -1. Quotations are in text
 * order of their opening; the few around one place are looked at. */
static int32_t quote_at(const dem_doc *doc, dem_span token, bool opening)
{
    int32_t low = 0, high = doc->quotes.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (doc->quotes.at[mid].span.begin < token.end)
            low = mid + 1;
        else
            high = mid;
    }
    for (int32_t q = low - 1; q >= 0; q = doc->quotes.at[q].outer < q ? q - 1 : -1) {
        const dem_quote *quote = &doc->quotes.at[q];
        if (opening && quote->span.begin == token.begin)
            return q;
        if (!opening && !quote->unclosed && quote->span.end == token.end)
            return q;
        if (low - q > 64)
            break;
    }
    return -1;
}

/* "that" and the "to" of an infinitive; a preposition that belongs to the cue ("called for"). */
static bool is_introducer(const dem_scene *scene, int32_t token, int32_t end)
{
    const dem_parse *p = &scene->doc->parses.at[token];
    if (token + 1 >= end)
        return false;
    dem_str lemma = scene->lemmas[token];
    if (dem_str_eq(lemma, DEM_STR("that")))
        return p->upos == DEM_UPOS_SCONJ || p->rel == DEM_REL_mark;
    if (p->xpos == DEM_XPOS_TO)
        return true;
    if (p->upos == DEM_UPOS_ADP && p->rel == DEM_REL_case_)
        return p->head > token && p->head < end;
    if (p->upos == DEM_UPOS_SCONJ)
        return dem_str_eq(lemma, DEM_STR("for")) || dem_str_eq(lemma, DEM_STR("of"));
    return false;
}

static dem_run trim_end(const dem_scene *scene, dem_run run)
{
    const dem_doc *doc = scene->doc;
    while (run.end > run.begin) {
        dem_span last = doc->tokens.at[run.end - 1].span;
        if (has_letter(dem_span_str(doc->text, last)))
            break;
        int32_t q = quote_at(doc, last, false);
        bool opens_inside = q >= 0 && doc->quotes.at[q].span.begin >=
                                          doc->tokens.at[run.begin].span.begin;
        dem_parse p = doc->parses.at[run.end - 1];
        if (opens_inside || p.xpos == DEM_XPOS_RRB || p.upos == DEM_UPOS_SYM)
            break;
        run.end--;
    }
    return run;
}

static dem_run trim_begin(const dem_scene *scene, dem_run run, bool first)
{
    const dem_doc *doc = scene->doc;
    bool introduced = !first;
    while (run.begin < run.end) {
        int32_t t = run.begin;
        dem_span span = doc->tokens.at[t].span;
        bool word = has_letter(dem_span_str(doc->text, span));
        if (word && (introduced || !is_introducer(scene, t, run.end)))
            break;
        dem_parse p = doc->parses.at[t];
        if (!word && (p.xpos == DEM_XPOS_LRB || p.upos == DEM_UPOS_SYM))
            break;
        if (!word) {
            int32_t q = quote_at(doc, span, true);
            if (q >= 0 && doc->quotes.at[q].end < run.end && !doc->quotes.at[q].unclosed)
                break; /* the quotation ends inside: mixed speech keeps its marks */
        }
        introduced |= word;
        run.begin++;
    }
    return run;
}

/* A quotation that is exactly the run: its two marks go together. */
static dem_run unquote(const dem_scene *scene, dem_run run)
{
    const dem_doc *doc = scene->doc;
    for (;;) {
        if (run.end - run.begin < 3)
            return run;
        int32_t q = quote_at(doc, doc->tokens.at[run.begin].span, true);
        if (q < 0 || doc->quotes.at[q].unclosed ||
            doc->quotes.at[q].span.end != doc->tokens.at[run.end - 1].span.end)
            return run;
        run = (dem_run){run.begin + 1, run.end - 1};
    }
}

static dem_run trim(const dem_scene *scene, dem_run run, bool first)
{
    for (;;) {
        dem_run was = run;
        run = unquote(scene, run);
        run = trim_begin(scene, run, first);
        run = trim_end(scene, run);
        if (run.begin == was.begin && run.end == was.end)
            return run;
    }
}

dem_spans dem_content_trim(const dem_scene *scene, const dem_attribution *a, dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    dem_span *out = dem_new(arena, dem_span, a->content.len);
    int32_t n = 0;
    for (int32_t i = 0; i < a->content.len; i++) {
        dem_run run;
        dem_token_range(doc, a->content.at[i], &run.begin, &run.end);
        run = trim(scene, run, n == 0);
        if (run.begin >= run.end)
            continue;
        dem_span span = dem_token_span(doc, run.begin, run.end);
        dem_span gap = {n ? out[n - 1].end : 0, span.begin};
        if (n && (gap.end <= gap.begin || !has_letter(dem_span_str(doc->text, gap))))
            out[n - 1].end = span.end > out[n - 1].end ? span.end : out[n - 1].end;
        else
            out[n++] = span;
    }
    return (dem_spans){out, n};
}

static int depth_of(const dem_doc *doc, int32_t quote)
{
    int depth = 0;
    for (; quote >= 0 && depth < 16; quote = doc->quotes.at[quote].outer)
        depth++;
    return depth;
}

/* Quoted words are those more deeply quoted than the cue: inside a quotation, a speaker's
 * "we told them that …" is indirect speech. */
dem_mode dem_content_mode(const dem_scene *scene, dem_spans content, const dem_attribution *a)
{
    const dem_doc *doc = scene->doc;
    int base = a->cue_head >= 0 ? depth_of(doc, doc->tokens.at[a->cue_head].quote) : 0;
    uint32_t quoted = 0, all = 0;
    for (int32_t i = 0; i < content.len; i++) {
        dem_run run;
        dem_token_range(doc, content.at[i], &run.begin, &run.end);
        for (int32_t t = run.begin; t < run.end; t++) {
            dem_token token = doc->tokens.at[t];
            if (!has_letter(dem_span_str(doc->text, token.span)))
                continue;
            all += dem_span_len(token.span);
            if (depth_of(doc, token.quote) > base)
                quoted += dem_span_len(token.span);
        }
    }
    if (!quoted)
        return DEM_MODE_indirect;
    return quoted * 20 >= all * 19 ? DEM_MODE_direct : DEM_MODE_mixed;
}
