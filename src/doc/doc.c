#include "doc/doc.h"

#include <assert.h>

dem_str dem_doc_str(const dem_doc *doc, dem_span span)
{
    assert(span.begin <= span.end && span.end <= doc->text.len);
    return dem_span_str(doc->text, span);
}

dem_str dem_doc_read(const dem_doc *doc)
{
    return doc->cased ? (dem_str){doc->cased, doc->text.len} : doc->text;
}

dem_str dem_words_str(const dem_doc *doc, dem_span span)
{
    assert(span.begin <= span.end && span.end <= doc->text.len);
    return dem_span_str(dem_doc_read(doc), span);
}

dem_str dem_token_str(const dem_doc *doc, int32_t token)
{
    assert(token >= 0 && token < doc->tokens.len);
    return dem_span_str(dem_doc_read(doc), doc->tokens.at[token].span);
}

dem_span dem_token_span(const dem_doc *doc, int32_t begin, int32_t end)
{
    assert(0 <= begin && begin < end && end <= doc->tokens.len);
    return (dem_span){doc->tokens.at[begin].span.begin, doc->tokens.at[end - 1].span.end};
}

int32_t dem_token_at(const dem_doc *doc, uint32_t offset)
{
    int32_t low = 0, high = doc->tokens.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (doc->tokens.at[mid].span.end > offset)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

void dem_token_range(const dem_doc *doc, dem_span span, int32_t *begin, int32_t *end)
{
    *begin = *end = dem_token_at(doc, span.begin);
    if (span.end > span.begin) {
        *end = dem_token_at(doc, span.end - 1);
        if (*end < doc->tokens.len && doc->tokens.at[*end].span.begin < span.end)
            ++*end;
    }
}

int32_t dem_name_from(const dem_doc *doc, int32_t token)
{
    int32_t low = 0, high = doc->names.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (doc->names.at[mid].end <= token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

int32_t dem_head_of(const dem_doc *doc, int32_t begin, int32_t end)
{
    for (int32_t i = begin; i < end; i++) {
        int32_t head = doc->parses.at[i].head;
        if (head < begin || head >= end)
            return i;
    }
    return begin < end ? begin : -1;
}

int32_t dem_time_from(const dem_doc *doc, int32_t token)
{
    int32_t low = 0, high = doc->times.len;
    while (low < high) {
        int32_t mid = low + (high - low) / 2;
        if (doc->times.at[mid].begin < token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

dem_spans dem_spans_one(dem_doc *doc, dem_span span)
{
    dem_span *at = dem_new(doc->arena, dem_span, 1);
    *at = span;
    return (dem_spans){at, 1};
}

dem_span dem_spans_hull(dem_spans spans)
{
    return spans.len ? (dem_span){spans.at[0].begin, spans.at[spans.len - 1].end}
                     : (dem_span){0, 0};
}

dem_span dem_attribution_sentence(const dem_doc *doc, const dem_attribution *attribution)
{
    int32_t sentence = attribution->sentence;
    if (sentence >= 0 && sentence < doc->sentences.len)
        return doc->sentences.at[sentence].span;
    return dem_spans_hull(attribution->content);
}

void dem_doc_note(dem_doc *doc, const char *code, dem_span span, dem_str text)
{
    *dem_push(&doc->notes, doc->arena) = (dem_note){code, span, text};
}
