#include "clean/page.h"
#include "clean/tags.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
    METAS = 400,
    JSONLD = 64,
    CAPTURES = 400,
    ATTRIBUTE = 4096,
    SCRIPT = 2 << 20,
    TAG = 1 << 15
};

/* An open box: its node, and the depth of all elements at which it stands. */
typedef struct open_box {
    int32_t node, depth;
} open_box;

typedef struct build {
    dem_page *page;
    dem_arena *arena;
    xmlParserCtxtPtr parser;
    open_box stack[DEM_PAGE_DEPTH];
    int top; /* boxes open */
    int32_t depth; /* elements open, all kinds */
    int32_t skip; /* depth of the element whose content is left out, 0: none */
    int32_t link; /* depth of the outermost open link, 0: none */
    int32_t link_depth;
    dem_page_block now; /* the block being read */
    bool space; /* white space is due before the next character */
    int breaks; /* line breaks met since the last character */
    bool in_word, in_title, in_json;
    DEM_VEC(char) loose; /* title or script text */
    int32_t open_captures[8], capture_depths[8];
    int captures;
} build;

static dem_str copy(build *b, const xmlChar *s)
{
    size_t n = strnlen((const char *)s, ATTRIBUTE);
    return dem_str_trim(dem_str_copy((dem_str){(const char *)s, n}, b->arena));
}

static const xmlChar *attribute(const xmlChar **rows, const char *name)
{
    for (int i = 0; rows && rows[i] && i < 128; i += 2)
        if (strcmp((const char *)rows[i], name) == 0)
            return rows[i + 1];
    return NULL;
}

static bool same(const xmlChar *s, const char *word)
{
    return s && dem_str_eq_nocase(dem_str_of((const char *)s), dem_str_of(word));
}

static bool holds(const xmlChar *s, const char *word)
{
    dem_str v = {(const char *)s, s ? strnlen((const char *)s, 400) : 0};
    return v.len && dem_str_find(v, dem_str_of(word)) < v.len;
}

/* Ends the block being read; nothing happens when it is empty. */
static void flush(build *b)
{
    dem_page *page = b->page;
    b->space = b->in_word = false;
    b->breaks = 0;
    if (b->now.span.begin == (uint32_t)page->text.len) {
        b->now.inner = 0;
        return;
    }
    b->now.span.end = (uint32_t)page->text.len;
    int32_t node = b->top ? b->stack[b->top - 1].node : -1;
    b->now.node = node;
    b->now.tag = node >= 0 ? page->nodes.at[node].tag : DEM_TAG_BOX;
    *dem_push(&page->blocks, b->arena) = b->now;
    *dem_push(&page->text, b->arena) = '\n';
    *dem_push(&page->text, b->arena) = '\n';
    b->now = (dem_page_block){.span = {(uint32_t)page->text.len, 0}};
}

static void put(build *b, char c)
{
    *dem_push(&b->page->text, b->arena) = c;
}

static void add_char(build *b, const xmlChar *s, int n)
{
    if (b->breaks >= 2)
        flush(b);
    if (b->page->text.len > DEM_PAGE_TEXT) {
        b->page->cut = true;
        return;
    }
    bool first = b->now.span.begin == (uint32_t)b->page->text.len;
    if (!first && (b->space || b->breaks)) {
        put(b, b->breaks ? '\n' : ' ');
        b->in_word = false;
    }
    b->space = false;
    b->breaks = 0;
    if (!b->in_word && b->now.words < UINT16_MAX) {
        b->now.words++;
        b->now.link_words = (uint16_t)(b->now.link_words + (b->link > 0));
        b->in_word = true;
    }
    for (int i = 0; i < n; i++)
        put(b, (char)s[i]);
}

/* Characters of the text: white space of any width becomes one blank, controls vanish. */
static void on_text(void *user, const xmlChar *s, int len)
{
    build *b = user;
    if (b->in_title || b->in_json) {
        for (int i = 0; i < len && b->loose.len < SCRIPT; i++)
            *dem_push(&b->loose, b->arena) = (char)s[i];
        return;
    }
    if (b->skip)
        return;
    for (int i = 0; i < len;) {
        xmlChar c = s[i];
        int n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        if (n > len - i)
            n = len - i;
        bool nbsp = n == 2 && c == 0xC2 && s[i + 1] == 0xA0;
        bool control = c < 32 || c == 127 || (n == 2 && c == 0xC2 && s[i + 1] < 0xA0);
        bool mark = n == 3 && c == 0xEF && s[i + 1] == 0xBB && s[i + 2] == 0xBF;
        if (c == ' ' || nbsp || (control && (c == '\n' || c == '\t' || c == '\r' || c == '\f'))) {
            b->space = true;
            b->in_word = false;
        } else if (!control && !mark) {
            add_char(b, s + i, n);
        }
        i += n;
    }
}

static void take_meta(build *b, const xmlChar **attributes)
{
    const xmlChar *key = attribute(attributes, "property"),
                  *value = attribute(attributes, "content");
    if (!key)
        key = attribute(attributes, "name");
    if (!key)
        key = attribute(attributes, "itemprop");
    if (!key)
        key = attribute(attributes, "http-equiv");
    if (!key || !value || b->page->metas.len >= METAS)
        return;
    dem_meta_tag *m = dem_push(&b->page->metas, b->arena);
    *m = (dem_meta_tag){dem_str_lower(copy(b, key), b->arena), copy(b, value)};
}

/* An element that may hold an author or a date: its text is noted when it closes. */
static void open_capture(build *b, dem_capture c)
{
    if (b->captures == 8 || b->page->captures.len >= CAPTURES)
        return;
    c.span.begin = (uint32_t)b->page->text.len;
    c.node = b->top ? b->stack[b->top - 1].node : -1;
    b->open_captures[b->captures] = b->page->captures.len;
    b->capture_depths[b->captures++] = b->depth;
    *dem_push(&b->page->captures, b->arena) = c;
}

static void close_captures(build *b)
{
    while (b->captures && b->capture_depths[b->captures - 1] >= b->depth)
        b->page->captures.at[b->open_captures[--b->captures]].span.end =
            (uint32_t)b->page->text.len;
}

/* A link to a person's page: /author/ann-lee, /people/…, /staff/… */
static bool links_to_person(const xmlChar *href)
{
    static const char *const parts[] = {"/author/",  "/authors/",   "/people/",  "/contributor",
                                        "/profile/", "/profiles/",  "/staff/",   "/writers/",
                                        "/writer/",  "/journalist", "/reporter", "/by/",
                                        "/autor/",   "/auteur/",    "author="};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (holds(href, parts[i]))
            return true;
    return false;
}

static void look_for_captures(build *b, dem_tag tag, uint32_t hints, const xmlChar **attributes)
{
    const xmlChar *prop = attribute(attributes, "itemprop"), *rel = attribute(attributes, "rel");
    const xmlChar *value = attribute(attributes, "datetime");
    if (!value && prop)
        value = attribute(attributes, "content");
    dem_capture c = {.hints = hints};
    if (tag == DEM_TAG_TIME || holds(prop, "datePublished") || holds(prop, "dateModified") ||
        holds(prop, "dateCreated")) {
        c.kind = tag == DEM_TAG_TIME ? DEM_CAPTURE_TIME : DEM_CAPTURE_DATE;
        c.strong = holds(prop, "datePublished") || attribute(attributes, "pubdate");
        c.changed = holds(prop, "dateModified") ||
                    holds(attribute(attributes, "class"), "updated") ||
                    holds(attribute(attributes, "class"), "modif");
        c.value = value ? copy(b, value) : (dem_str){0};
        open_capture(b, c);
    } else if (same(prop, "author") || same(rel, "author") || holds(rel, "author ") ||
               same(prop, "creator") ||
               ((hints & DEM_HINT_AUTHOR) && !(hints & (DEM_HINT_COMMENT | DEM_HINT_BIO)))) {
        c.kind = DEM_CAPTURE_AUTHOR;
        c.strong = prop != NULL || rel != NULL;
        c.name = rel != NULL;
        open_capture(b, c);
    } else if (same(prop, "name") && b->captures &&
               b->page->captures.at[b->open_captures[b->captures - 1]].kind == DEM_CAPTURE_AUTHOR) {
        c.kind = DEM_CAPTURE_AUTHOR;
        c.strong = c.name = true;
        c.value = value ? copy(b, value) : (dem_str){0};
        open_capture(b, c);
    } else if (tag == DEM_TAG_A && links_to_person(attribute(attributes, "href"))) {
        c.kind = DEM_CAPTURE_AUTHOR;
        c.name = true;
        open_capture(b, c);
    } else if (hints & DEM_HINT_DATE) {
        c.kind = DEM_CAPTURE_DATE;
        c.changed = holds(attribute(attributes, "class"), "updated") ||
                    holds(attribute(attributes, "class"), "modif");
        open_capture(b, c);
    }
}

static uint32_t hints_of(const xmlChar **attributes)
{
    static const char *const names[] = {"class",    "id",          "role",
                                        "itemprop", "data-testid", "data-component"};
    uint32_t hints = 0;
    for (int i = 0; attributes && attributes[i] && i < 128; i += 2)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (attributes[i + 1] && strcmp((const char *)attributes[i], names[k]) == 0)
                hints |= dem_hints_of((const char *)attributes[i + 1]);
    return hints;
}

static bool is_hidden(const xmlChar **attributes)
{
    const xmlChar *style = attribute(attributes, "style");
    return holds(style, "display:none") || holds(style, "display: none") ||
           holds(style, "visibility:hidden") || same(attribute(attributes, "aria-hidden"), "true");
}

/* FNV-1a over the class, begun with the tag. */
static uint32_t kin_of(dem_tag tag, const xmlChar **attributes)
{
    uint32_t h = 2166136261u ^ (uint32_t)tag;
    const xmlChar *s = attribute(attributes, "class");
    for (int i = 0; s && s[i] && i < 200; i++)
        h = (h ^ s[i]) * 16777619u;
    return h;
}

static void open_node(build *b, dem_tag tag, uint32_t hints, uint32_t kin, bool hidden)
{
    dem_page *page = b->page;
    if (b->top == DEM_PAGE_DEPTH || page->nodes.len == DEM_PAGE_NODES)
        return;
    int32_t parent = b->top ? b->stack[b->top - 1].node : -1;
    dem_node n = {.parent = parent,
                  .hints = hints,
                  .tag = (uint8_t)tag,
                  .tags = 1u << tag,
                  .kin = kin,
                  .hidden = hidden};
    if (parent >= 0) {
        const dem_node *p = &page->nodes.at[parent];
        n.above = p->above | p->hints;
        n.tags |= p->tags;
        n.depth = (uint16_t)(p->depth + 1);
        n.hidden |= p->hidden;
    }
    b->stack[b->top++] = (open_box){page->nodes.len, b->depth};
    *dem_push(&page->nodes, b->arena) = n;
}

static void open_special(build *b, dem_tag tag, const xmlChar **attributes)
{
    if (tag == DEM_TAG_META)
        take_meta(b, attributes);
    if (tag == DEM_TAG_HTML && attribute(attributes, "lang") && !b->page->language.len)
        b->page->language = copy(b, attribute(attributes, "lang"));
    if (tag == DEM_TAG_LINK && same(attribute(attributes, "rel"), "canonical") &&
        attribute(attributes, "href"))
        b->page->canonical = copy(b, attribute(attributes, "href"));
    if (tag == DEM_TAG_BR) {
        b->breaks++;
        b->in_word = false;
    }
    if (tag == DEM_TAG_TITLE && !b->page->title.len) {
        b->in_title = true;
        b->loose.len = 0;
    }
    if (tag == DEM_TAG_SCRIPT && holds(attribute(attributes, "type"), "ld+json") &&
        b->page->jsonld.len < JSONLD) {
        b->in_json = true;
        b->loose.len = 0;
    }
    if (tag == DEM_TAG_SKIP || tag == DEM_TAG_SCRIPT || tag == DEM_TAG_TITLE)
        b->skip = b->depth;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    build *b = user;
    b->depth++;
    dem_tag tag = dem_tag_of((const char *)name);
    if (b->skip) {
        if (tag == DEM_TAG_META || tag == DEM_TAG_LINK)
            open_special(b, tag, attributes);
        return;
    }
    uint32_t hints = attributes ? hints_of(attributes) : 0;
    if (tag < DEM_TAG_BOXES) {
        flush(b);
        open_node(b, tag, hints, kin_of(tag, attributes), attributes && is_hidden(attributes));
    } else if (tag == DEM_TAG_A) {
        if (!b->link)
            b->link = b->depth;
        b->now.inner |= hints;
    } else if (tag != DEM_TAG_INLINE && tag != DEM_TAG_TIME) {
        open_special(b, tag, attributes);
    } else {
        b->now.inner |= hints;
    }
    if (attributes)
        look_for_captures(b, tag, hints, attributes);
}

static void end_loose(build *b)
{
    dem_str s = dem_str_copy((dem_str){b->loose.at, (size_t)b->loose.len}, b->arena);
    if (b->in_title)
        b->page->title = dem_str_trim(s);
    else
        *dem_push(&b->page->jsonld, b->arena) = s;
    b->in_title = b->in_json = false;
}

static void on_end(void *user, const xmlChar *name)
{
    build *b = user;
    (void)name;
    if (b->skip) {
        if (b->depth == b->skip) {
            if (b->in_title || b->in_json)
                end_loose(b);
            b->skip = 0;
        }
    } else {
        if (b->link == b->depth)
            b->link = 0;
        if (b->top && b->stack[b->top - 1].depth == b->depth) {
            flush(b);
            b->top--;
        }
    }
    close_captures(b);
    b->depth -= b->depth > 0;
}

static void silent(void *user, const char *format, ...)
{
    (void)user, (void)format;
}

/* Where a tag ends: its '>' outside quotation marks. `safe`: the last white space outside of them
 * within the first TAG bytes, where the tag can be cut. */
static size_t tag_end(dem_str tag, size_t *safe)
{
    char quote = 0;
    *safe = 1;
    for (size_t i = 1; i < tag.len; i++) {
        char c = tag.at[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i;
        else if (c == '"' || c == '\'')
            quote = tag.at[i - 1] == '=' || tag.at[i - 1] == ' ' ? c : 0;
        else if (i < TAG && (c == ' ' || c == '\n' || c == '\t'))
            *safe = i;
    }
    return tag.len;
}

/* libxml2 compares each attribute of a tag with all before it. Tags beyond TAG bytes (tens of thousands of
 * attributes, an image inside one) are cut there; no page that means well has them on a text's box. */
static dem_str cut_tags(dem_str html, dem_arena *arena)
{
    char *out = NULL;
    size_t from = 0, n = 0;
    bool quotes = true; /* until a quotation mark proves never closed */
    for (size_t i = 0; i < html.len; i++) {
        const char *open = memchr(html.at + i, '<', html.len - i);
        if (!open)
            break;
        i = (size_t)(open - html.at);
        dem_str tag = dem_str_cut(html, i, html.len);
        if (tag.len <= TAG || ((open[1] | 0x20) < 'a' || (open[1] | 0x20) > 'z') ||
            memchr(open, '>', TAG))
            continue;
        size_t safe, end = tag_end(quotes ? tag : dem_str_cut(tag, 0, TAG), &safe);
        if (end == tag.len || !quotes) {
            const char *close = memchr(open + TAG, '>', tag.len - TAG);
            quotes = false;
            end = close ? (size_t)(close - open) : tag.len;
        }
        if (!out)
            out = dem_new(arena, char, html.len);
        memcpy(out + n, html.at + from, i + safe - from);
        n += i + safe - from;
        from = i + end;
        i = from ? from - 1 : 0;
    }
    if (!out)
        return html;
    memcpy(out + n, html.at + from, html.len - from);
    return (dem_str){out, n + html.len - from};
}

/* libxml2 keeps memory of its own: when the arena is full it is given back before unwinding on. */
static void parse(build *b, dem_str html)
{
    xmlSAXHandler sax = {.startElement = on_start,
                         .endElement = on_end,
                         .characters = on_text,
                         .cdataBlock = on_text,
                         .ignorableWhitespace = on_text,
                         .error = silent,
                         .warning = silent,
                         .fatalError = silent};
    jmp_buf full, *outer = b->arena->oom;
    b->parser = htmlCreatePushParserCtxt(&sax, b, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!b->parser)
        return;
    htmlCtxtUseOptions(b->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    b->arena->oom = &full;
    bool unwound = setjmp(full) != 0;
    if (!unwound) {
        size_t at = 0;
        while (at < html.len && !b->parser->disableSAX) {
            size_t n = html.len - at < (1u << 30) ? html.len - at : 1u << 30;
            htmlParseChunk(b->parser, html.at + at, (int)n, 0);
            at += n;
        }
        htmlParseChunk(b->parser, NULL, 0, 1);
    }
    htmlFreeParserCtxt(b->parser);
    b->arena->oom = outer;
    if (unwound && outer)
        longjmp(*outer, 1);
}

void dem_page_read(dem_page *page, dem_str html, dem_arena *arena)
{
    *page = (dem_page){0};
    build *b = dem_new(arena, build, 1);
    b->page = page;
    b->arena = arena;
    parse(b, cut_tags(html, arena));
    b->depth = 0;
    flush(b);
    if (b->in_title || b->in_json)
        end_loose(b);
    close_captures(b);
}
