#include "clean/page.h"
#include "base/map.h"
#include "clean/lighten.h"
#include "clean/tags.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
    METAS = 400,
    JSONLD = 64,
    CAPTURES = 400,
    NAMED = 4096,
    ATTRIBUTE = 4096,
    SCRIPT = 2 << 20
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
    dem_map named; /* what names of boxes hint at */
    int32_t open_captures[8], capture_depths[8];
    int captures;
} build;

static dem_str copy(build *b, const char *s)
{
    return dem_str_trim(dem_str_copy((dem_str){s, strnlen(s, ATTRIBUTE)}, b->arena));
}

/* The attributes that matter; NULL where the tag has none. */
typedef enum attr {
    CLASS,
    ID,
    ROLE,
    ITEMPROP,
    TESTID,
    COMPONENT, /* to here: what the author calls a box */
    NAME,
    PROPERTY,
    CONTENT,
    EQUIV,
    REL,
    HREF,
    DATETIME,
    PUBDATE,
    STYLE,
    ARIA_HIDDEN,
    LANG,
    TYPE,
    ATTRIBUTES
} attr;

typedef struct attr_set {
    const char *at[ATTRIBUTES];
} attr_set;

static attr_set attributes_of(const xmlChar **rows)
{
    static const dem_str names[ATTRIBUTES] = {
        {"class", 5},       {"id", 2},          {"role", 4},    {"itemprop", 8},
        {"data-testid", 11}, {"data-component", 14}, {"name", 4},    {"property", 8},
        {"content", 7},     {"http-equiv", 10}, {"rel", 3},     {"href", 4},
        {"datetime", 8},    {"pubdate", 7},     {"style", 5},   {"aria-hidden", 11},
        {"lang", 4},        {"type", 4}};
    attr_set out = {{0}};
    for (int i = 0; rows && rows[i] && i < 128; i += 2) {
        const char *name = (const char *)rows[i];
        size_t len = strlen(name);
        for (int k = 0; k < ATTRIBUTES && len >= 2 && len <= 14; k++)
            if (names[k].len == len && names[k].at[0] == name[0] && !out.at[k] &&
                memcmp(names[k].at, name, len) == 0)
                /* "pubdate" counts without a value too */
                out.at[k] = rows[i + 1] ? (const char *)rows[i + 1] : k == PUBDATE ? "" : NULL;
    }
    return out;
}

static bool same(const char *s, const char *word)
{
    return s && dem_str_eq_nocase(dem_str_of(s), dem_str_of(word));
}

/* Within the first 400 bytes. */
static bool holds(const char *s, const char *word)
{
    return s && memmem(s, strnlen(s, 400), word, strlen(word));
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

static void put(build *b, const char *at, int n)
{
    while (b->page->text.cap - b->page->text.len < n)
        b->page->text.at =
            dem_vec_grow(b->page->text.at, &b->page->text.cap, sizeof(char), b->arena);
    memcpy(b->page->text.at + b->page->text.len, at, (size_t)n);
    b->page->text.len += n;
}

/* Characters without white space among them. */
static void add(build *b, const xmlChar *s, int n)
{
    if (b->breaks >= 2)
        flush(b);
    if (b->page->text.len > DEM_PAGE_TEXT) {
        b->page->cut = true;
        return;
    }
    bool first = b->now.span.begin == (uint32_t)b->page->text.len;
    if (!first && (b->space || b->breaks)) {
        put(b, b->breaks ? "\n" : " ", 1);
        b->in_word = false;
    }
    b->space = false;
    b->breaks = 0;
    if (!b->in_word && b->now.words < UINT16_MAX) {
        b->now.words++;
        b->now.link_words = (uint16_t)(b->now.link_words + (b->link > 0));
        b->in_word = true;
    }
    put(b, (const char *)s, n);
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
        int run = i;
        while (run < len && s[run] > ' ' && s[run] < 127)
            run++;
        if (run > i) {
            add(b, s + i, run - i);
            i = run;
            continue;
        }
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
            add(b, s + i, n);
        }
        i += n;
    }
}

static void take_meta(build *b, const attr_set *a)
{
    static const attr keys[] = {PROPERTY, NAME, ITEMPROP, EQUIV};
    const char *key = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !key; i++)
        key = a->at[keys[i]];
    if (!key || !a->at[CONTENT] || b->page->metas.len >= METAS)
        return;
    dem_meta_tag *m = dem_push(&b->page->metas, b->arena);
    *m = (dem_meta_tag){dem_str_lower(copy(b, key), b->arena), copy(b, a->at[CONTENT])};
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
static bool links_to_person(const char *href)
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

static void look_for_captures(build *b, dem_tag tag, uint32_t hints, const attr_set *a)
{
    const char *prop = a->at[ITEMPROP], *rel = a->at[REL], *value = a->at[DATETIME];
    if (!value && prop)
        value = a->at[CONTENT];
    dem_capture c = {.hints = hints};
    if (tag == DEM_TAG_TIME || holds(prop, "datePublished") || holds(prop, "dateModified") ||
        holds(prop, "dateCreated")) {
        c.kind = tag == DEM_TAG_TIME ? DEM_CAPTURE_TIME : DEM_CAPTURE_DATE;
        c.strong = holds(prop, "datePublished") || a->at[PUBDATE];
        c.changed = holds(prop, "dateModified") ||
                    holds(a->at[CLASS], "updated") ||
                    holds(a->at[CLASS], "modif");
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
    } else if (tag == DEM_TAG_A && links_to_person(a->at[HREF])) {
        c.kind = DEM_CAPTURE_AUTHOR;
        c.name = true;
        open_capture(b, c);
    } else if (hints & DEM_HINT_DATE) {
        c.kind = DEM_CAPTURE_DATE;
        c.changed = holds(a->at[CLASS], "updated") ||
                    holds(a->at[CLASS], "modif");
        open_capture(b, c);
    }
}

/* Names come again and again on a page. */
static uint32_t hints_of(build *b, const attr_set *a)
{
    uint32_t hints = 0;
    for (int k = CLASS; k <= COMPONENT; k++) {
        const char *s = a->at[k];
        if (!s)
            continue;
        dem_str key = {s, strnlen(s, ATTRIBUTE)};
        const int32_t *known = dem_map_get(&b->named, key);
        if (!known && b->named.len < NAMED) {
            int32_t *fresh = dem_map_put(&b->named, dem_str_copy(key, b->arena), b->arena, NULL);
            *fresh = (int32_t)dem_hints_of(s);
            known = fresh;
        }
        hints |= known ? (uint32_t)*known : dem_hints_of(s);
    }
    return hints;
}

static bool is_hidden(const attr_set *a)
{
    const char *style = a->at[STYLE];
    return holds(style, "display:none") || holds(style, "display: none") ||
           holds(style, "visibility:hidden") || same(a->at[ARIA_HIDDEN], "true");
}

/* FNV-1a over the class, begun with the tag. */
static uint32_t kin_of(dem_tag tag, const char *s)
{
    uint32_t h = 2166136261u ^ (uint32_t)tag;
    for (int i = 0; s && s[i] && i < 200; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
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

static void open_special(build *b, dem_tag tag, const attr_set *a)
{
    if (tag == DEM_TAG_META)
        take_meta(b, a);
    if (tag == DEM_TAG_HTML && a->at[LANG] && !b->page->language.len)
        b->page->language = copy(b, a->at[LANG]);
    if (tag == DEM_TAG_LINK && same(a->at[REL], "canonical") &&
        a->at[HREF])
        b->page->canonical = copy(b, a->at[HREF]);
    if (tag == DEM_TAG_BR) {
        b->breaks++;
        b->in_word = false;
    }
    if (tag == DEM_TAG_TITLE && !b->page->title.len) {
        b->in_title = true;
        b->loose.len = 0;
    }
    if (tag == DEM_TAG_SCRIPT && holds(a->at[TYPE], "ld+json") &&
        b->page->jsonld.len < JSONLD) {
        b->in_json = true;
        b->loose.len = 0;
    }
    if (tag == DEM_TAG_SKIP || tag == DEM_TAG_SCRIPT || tag == DEM_TAG_TITLE)
        b->skip = b->depth;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **rows)
{
    static const attr_set none = {{0}};
    build *b = user;
    b->depth++;
    dem_tag tag = dem_tag_of((const char *)name);
    bool wanted = rows && (!b->skip || tag == DEM_TAG_META || tag == DEM_TAG_LINK);
    attr_set a = wanted ? attributes_of(rows) : none;
    if (b->skip) {
        if (wanted)
            open_special(b, tag, &a);
        return;
    }
    uint32_t hints = rows ? hints_of(b, &a) : 0;
    if (tag < DEM_TAG_BOXES) {
        flush(b);
        open_node(b, tag, hints, kin_of(tag, a.at[CLASS]), is_hidden(&a));
    } else if (tag == DEM_TAG_A) {
        if (!b->link)
            b->link = b->depth;
        b->now.inner |= hints;
    } else if (tag != DEM_TAG_INLINE && tag != DEM_TAG_TIME) {
        open_special(b, tag, &a);
    } else {
        b->now.inner |= hints;
    }
    if (rows)
        look_for_captures(b, tag, hints, &a);
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
    parse(b, dem_lighten(html, arena));
    b->depth = 0;
    flush(b);
    if (b->in_title || b->in_json)
        end_loose(b);
    close_captures(b);
}
