#include "show/annotations.h"
#include "base/utf8.h"
#include "base/words.h"
#include "show/paper.h"

#include <stdio.h>

enum { CONTEXT = 32 };

static void body(dem_json *json, const char *purpose, dem_str value)
{
    if (!value.len)
        return;
    dem_json_open(json, '{');
    dem_json_field(json, "type", DEM_STR("TextualBody"));
    dem_json_field(json, "purpose", dem_str_of(purpose));
    dem_json_field(json, "value", value);
    dem_json_close(json);
}

/* Up to CONTEXT bytes before or after, cut where a character begins. */
static dem_str before(dem_str text, uint32_t at)
{
    size_t from = at > CONTEXT ? at - CONTEXT : 0;
    while (from < at && !dem_utf8_boundary(text, from))
        from++;
    return dem_str_cut(text, from, at);
}

static dem_str after(dem_str text, uint32_t at)
{
    size_t to = at + CONTEXT < text.len ? at + CONTEXT : text.len;
    while (to > at && !dem_utf8_boundary(text, to))
        to--;
    return dem_str_cut(text, at, to);
}

/* A quotation finds its place only when it is whole. */
static bool may_quote(dem_str exact, dem_line_style style)
{
    return !style.no_text && dem_words_first(exact, style.max_words).len == exact.len;
}

static void target(dem_json *json, const dem_source_file *f, dem_span span, dem_line_style style)
{
    dem_span place = dem_ruler_span(style.ruler, span);
    dem_json_open(json, '{');
    dem_json_key(json, "source");
    if (f->url.len) {
        dem_json_str(json, f->url);
    } else {
        dem_json_open(json, '{');
        dem_json_field(json, "id", f->id);
        dem_json_field(json, "name", f->name);
        dem_json_field(json, "sha256", f->text_sha256);
        dem_json_close(json);
    }
    dem_json_field_open(json, "selector", '[');
    dem_json_open(json, '{');
    dem_json_field(json, "type", DEM_STR("TextPositionSelector"));
    dem_json_field_int(json, "start", place.begin);
    dem_json_field_int(json, "end", place.end);
    dem_json_close(json);
    if (may_quote(dem_span_str(f->text, span), style)) {
        dem_json_open(json, '{');
        dem_json_field(json, "type", DEM_STR("TextQuoteSelector"));
        dem_json_field(json, "exact", dem_span_str(f->text, span));
        if (!style.max_words) {
            dem_json_field(json, "prefix", before(f->text, span.begin));
            dem_json_field(json, "suffix", after(f->text, span.end));
        }
        dem_json_close(json);
    }
    dem_json_close(json);
    dem_json_close(json);
}

static void annotation(dem_out *out, const dem_record *r, const dem_source_file *f, dem_line_style style)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "@context", DEM_STR("http://www.w3.org/ns/anno.jsonld"));
    char id[64];
    snprintf(id, sizeof id, "urn:demarche:%.*s", (int)r->id.len, r->id.at);
    dem_json_field(&json, "id", dem_str_of(id));
    dem_json_field(&json, "type", DEM_STR("Annotation"));
    dem_json_field(&json, "motivation", DEM_STR("classifying"));
    dem_json_field_open(&json, "body", '[');
    body(&json, "classifying", r->act);
    body(&json, "identifying", r->speaker.name);
    for (int32_t i = 0; i < r->n_topics; i++)
        body(&json, "tagging", r->topics[i]);
    dem_json_close(&json);
    dem_json_field_open(&json, "target", '[');
    for (int32_t i = 0; i < r->content.parts.len; i++)
        target(&json, f, r->content.parts.at[i], style);
    if (!r->content.parts.len)
        target(&json, f, r->content.span, style);
    dem_json_close(&json);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void claim(dem_out *out, const dem_record *r, const dem_source_file *f, dem_line_style style)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "@context", DEM_STR("https://schema.org"));
    dem_json_field(&json, "@type", DEM_STR("Claim"));
    dem_json_field(&json, "identifier", r->id);
    if (!style.no_text)
        dem_json_field(&json, "text", dem_line_text(r->content.text, style));
    if (r->speaker.name.len) {
        bool person = dem_str_eq(r->speaker.type, DEM_STR("person"));
        dem_json_field_open(&json, "creator", '{');
        dem_json_field(&json, "@type", person ? DEM_STR("Person") : DEM_STR("Organization"));
        dem_json_field(&json, "name", r->speaker.name);
        dem_json_close(&json);
    }
    dem_json_field_open(&json, "appearance", '{');
    dem_json_field(&json, "@type", DEM_STR("NewsArticle"));
    dem_json_field(&json, "identifier", f->id);
    if (f->title.len && !style.no_text)
        dem_json_field(&json, "headline", dem_line_text(f->title, style));
    dem_json_field_some(&json, "url", f->url);
    dem_json_field_some(&json, "datePublished", f->published);
    dem_json_close(&json);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

typedef void writer(dem_out *out, const dem_record *record, const dem_source_file *file, dem_line_style style);

static int64_t each(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                    dem_arena *arena, writer *write)
{
    dem_paper paper;
    if (!dem_paper_open(&paper, store, style.offsets, arena))
        return -1;
    dem_cursor cursor;
    dem_record record;
    int64_t n = 0;
    dem_cursor_open(&cursor, store, filter, DEM_ORDER_DOCUMENT, 0, 0, arena);
    for (; dem_cursor_next(&cursor, &record); n++) {
        const dem_source_file *file = dem_paper_turn(&paper, record.doc_id);
        style.ruler = &paper.ruler;
        write(out, &record, file, style);
    }
    dem_cursor_close(&cursor);
    dem_paper_close(&paper);
    return dem_store_ok(store) ? n : -1;
}

int64_t dem_export_webanno(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                           dem_arena *arena)
{
    if (style.offsets == DEM_OFFSETS_OWN)
        style.offsets = DEM_OFFSETS_CHARS;
    return each(store, filter, style, out, arena, annotation);
}

int64_t dem_export_claims(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                          dem_arena *arena)
{
    return each(store, filter, style, out, arena, claim);
}
