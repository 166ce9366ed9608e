#include "api/ingest.h"
#include "base/embed.h"
#include "base/utf8.h"
#include "clean/language.h"
#include "clean/text.h"
#include "read/charset.h"

#include <string.h>

/* What the caller has set stays; else the container's word. */
static void take_meta(dem_meta *to, const dem_meta *from)
{
    const dem_str *theirs[] = {&from->name,  &from->url,    &from->outlet,
                               &from->title, &from->author, &from->language};
    dem_str *ours[] = {&to->name, &to->url, &to->outlet, &to->title, &to->author, &to->language};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!ours[i]->len)
            *ours[i] = *theirs[i];
    if (!to->published.len) {
        to->published = from->published;
        to->published_how = from->published_how;
    }
}

static bool has_nul(dem_str s)
{
    return s.len && memchr(s.at, '\0', s.len);
}

static bool is_letter_at(dem_str s, size_t at)
{
    return at < s.len &&
           (((unsigned char)s.at[at] | 0x20) >= 'a' || (unsigned char)s.at[at] >= 0x80) &&
           (unsigned char)s.at[at] != 0x7F;
}

/* Plain text that is no valid UTF-8 must be told with certainty to be something else: a byte gone
 * wrong in a UTF-8 file is an error with its place, not a guess. In the right charset the characters
 * beyond ASCII are letters within words, or punctuation. */
static bool is_doubtful(dem_str raw, const dem_charset *charset, dem_str text)
{
    size_t odd = 0, wide = 0;
    if (strcmp(charset->how, "utf-8") == 0)
        return charset->bad < raw.len;
    if (strcmp(charset->how, "guessed"))
        return false;
    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(text, i, text.len), &code);
        if (code >= 0x80) {
            bool letter = dem_utf8_is_letter(code);
            bool in_word =
                letter && ((i && is_letter_at(text, i - 1)) || is_letter_at(text, i + step));
            wide++;
            odd += code == 0xFFFD || code < 0xA0 ||
                   (letter ? !in_word : !dem_utf8_is_punct(code) && !dem_utf8_is_space(code));
        }
        i += step;
    }
    return odd * 8 > wide;
}

static bool take_text(const dem_item *item, dem_doc *doc, dem_arena scratch, dem_error *err)
{
    dem_charset charset = {.bad = item->body.len, .how = "utf-8"};
    doc->text = item->utf8
                    ? item->body
                    : dem_charset_decode(item->body, item->charset, false, doc->arena, &charset);
    if (!item->utf8 && is_doubtful(item->body, &charset, doc->text)) {
        size_t bad = dem_utf8_check(item->body);
        doc->text = (dem_str){0};
        return dem_fail(err, DEM_E_FORMAT, doc->meta.name, (int64_t)bad,
                        "is not UTF-8 here, and no other charset fits");
    }
    if (!item->utf8 && has_nul(doc->text)) {
        size_t nul =
            (size_t)((const char *)memchr(doc->text.at, '\0', doc->text.len) - doc->text.at);
        doc->text = (dem_str){0};
        return dem_fail(err, DEM_E_FORMAT, doc->meta.name, (int64_t)nul,
                        "holds a NUL byte: not text");
    }
    if (charset.changed)
        dem_doc_note(doc, "charset.converted", (dem_span){0, 0},
                     dem_str_copy(dem_str_of(charset.name), doc->arena));
    dem_clean_text(doc, scratch);
    return true;
}

/* What the text itself says wins over what a page's template says; who brought the document knows best. */
static void find_language(dem_doc *doc, bool given, dem_arena scratch)
{
    char *at = dem_new(&scratch, char, 8192);
    size_t n = 0;
    for (int32_t i = 0; i < doc->blocks.len && n < 8192; i++) {
        dem_str s = dem_str_cut(dem_doc_str(doc, doc->blocks.at[i].span), 0, 8191 - n);
        if (doc->blocks.at[i].kind != DEM_BLOCK_BODY || !s.len)
            continue;
        memcpy(at + n, s.at, s.len);
        n += s.len;
        at[n++] = ' ';
    }
    dem_str guess = given ? (dem_str){0} : dem_language_guess((dem_str){at, n});
    if (guess.len)
        doc->meta.language = guess;
}

/* Opening the weights checks 40 KB: nothing beside a page. */
static bool take_html(const dem_item *item, dem_doc *doc, dem_html_meta *meta, dem_arena scratch,
                      dem_error *err)
{
    static const char name[] = "models/html-1.dem";
    dem_model weights;
    dem_html_model model;
    dem_charset charset;
    if (!dem_model_open(&weights, dem_embed_find(name), dem_str_of(name), err) ||
        !dem_html_model_open(&model, &weights, err))
        return false;
    dem_str html = item->body;
    if (!item->utf8)
        html = dem_charset_decode(item->body, item->charset, true, &scratch, &charset);
    dem_clean_html(&model, html, doc, meta, scratch);
    return true;
}

bool dem_ingest_page(const dem_item *item, dem_doc *doc, dem_html_meta *meta, dem_arena scratch,
                     dem_error *err)
{
    jmp_buf oom;
    doc->arena->oom = scratch.oom = &oom;
    *meta = (dem_html_meta){0};
    if (setjmp(oom)) {
        doc->text = (dem_str){0};
        return dem_fail(err, DEM_E_LIMIT, doc->meta.name, -1,
                        "document needs more memory than its limit");
    }
    take_meta(&doc->meta, &item->meta);
    bool given = doc->meta.language.len > 0;
    bool good = item->kind == DEM_ITEM_HTML ? take_html(item, doc, meta, scratch, err)
                                            : take_text(item, doc, scratch, err);
    if (good)
        find_language(doc, given, scratch);
    return good;
}

bool dem_ingest(const dem_item *item, dem_doc *doc, dem_arena scratch, dem_error *err)
{
    dem_html_meta meta;
    return dem_ingest_page(item, doc, &meta, scratch, err);
}

bool dem_ingest_is_english(const dem_doc *doc)
{
    dem_str l = doc->meta.language;
    return !l.len || dem_str_eq_nocase(dem_str_cut(l, 0, 2), DEM_STR("en"));
}

dem_str dem_ingest_text(const dem_doc *doc, dem_arena *arena)
{
    size_t len = 0, n = 0;
    for (int32_t i = 0; i < doc->blocks.len; i++)
        if (doc->blocks.at[i].kind == DEM_BLOCK_BODY)
            len += dem_span_len(doc->blocks.at[i].span) + 2;
    char *at = dem_new(arena, char, len);
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        dem_str s = dem_doc_str(doc, doc->blocks.at[i].span);
        if (doc->blocks.at[i].kind != DEM_BLOCK_BODY)
            continue;
        memcpy(at + n, s.at, s.len);
        n += s.len;
        memcpy(at + n, "\n\n", 2);
        n += 2;
    }
    return (dem_str){at, n ? n - 2 : 0};
}
