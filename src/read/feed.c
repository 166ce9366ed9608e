/* RSS 0.9x/1.0/2.0 and Atom 1.0, with libxml2's push parser and nothing of its tree: each item is
 * handed on when its element closes. A feed that declares entities is refused. */
#include "read/mend.h"
#include "read/reader.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 15, DEPTH = 256 };

typedef enum slot { TITLE, LINK, DATE, CHANGED, AUTHOR, CONTENT, SUMMARY, ID, SLOTS } slot;

typedef struct text {
    char *at;
    size_t len, cap;
} text;

typedef struct entry {
    text slots[SLOTS];
    bool plain; /* the content says it is no HTML */
} entry;

struct dem_feed {
    xmlParserCtxtPtr parser;
    xmlSAXHandler sax;
    entry now; /* the item being read */
    entry *ready; /* items closed, not yet handed out */
    size_t at, len, cap;
    text outlet;
    size_t bytes, max; /* held by `now` */
    int depth, item_depth, slot_depth;
    slot slot;
    bool in_item, is_feed, entities, too_long, ended, told;
    int64_t items;
    dem_mend mend;
    char mended[DEM_MEND_ROOM(CHUNK)];
};

static bool text_add(text *t, const char *s, size_t len)
{
    if (t->cap - t->len < len + 1) {
        size_t cap = (t->cap + len) * 2 + 64;
        char *more = realloc(t->at, cap);
        if (!more)
            return false;
        t->at = more;
        t->cap = cap;
    }
    memcpy(t->at + t->len, s, len);
    t->len += len;
    return true;
}

static void entry_free(entry *e)
{
    for (int i = 0; i < SLOTS; i++)
        free(e->slots[i].at);
    *e = (entry){0};
}

static void add(dem_feed *f, const char *s, size_t len)
{
    if (!f->in_item || f->slot == SLOTS || f->too_long)
        return;
    f->bytes += len;
    if (f->bytes > f->max || !text_add(&f->now.slots[f->slot], s, len)) {
        f->too_long = true;
        xmlStopParser(f->parser);
    }
}

static bool is(const xmlChar *name, const char *word)
{
    return strcmp((const char *)name, word) == 0;
}

static slot slot_of(const xmlChar *name, const xmlChar *prefix)
{
    bool content = prefix && is(prefix, "content");
    if (prefix && (is(prefix, "media") || is(prefix, "itunes") || is(prefix, "image")))
        return SLOTS;
    if (is(name, "title"))
        return TITLE;
    if (is(name, "link"))
        return LINK;
    if (is(name, "pubDate") || is(name, "published") || is(name, "date") || is(name, "issued"))
        return DATE;
    if (is(name, "updated") || is(name, "modified"))
        return CHANGED;
    if (is(name, "creator") || is(name, "author"))
        return AUTHOR;
    if ((is(name, "encoded") && content) || is(name, "content") || is(name, "body"))
        return CONTENT;
    if (is(name, "description") || is(name, "summary"))
        return SUMMARY;
    return is(name, "guid") || is(name, "id") ? ID : SLOTS;
}

/* An attribute's value among libxml2's fives: name, prefix, URI, begin, end. */
static dem_str attribute(const xmlChar **rows, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (is(rows[i * 5], name))
            return (dem_str){(const char *)rows[i * 5 + 3],
                             (size_t)(rows[i * 5 + 4] - rows[i * 5 + 3])};
    return (dem_str){0};
}

/* Several authors stand behind one another, with commas; white space around a name goes. */
static void next_author(dem_feed *f)
{
    text *t = &f->now.slots[AUTHOR];
    while (t->len && strchr(", \t\r\n", t->at[t->len - 1]))
        t->len--;
    f->slot = AUTHOR;
    if (t->len)
        add(f, ", ", 2);
}

static void open_slot(dem_feed *f, slot s, const xmlChar **attributes, int n)
{
    if (s == LINK) {
        dem_str href = attribute(attributes, n, "href"), rel = attribute(attributes, n, "rel");
        f->slot = LINK;
        if (href.len && !f->now.slots[LINK].len &&
            (!rel.len || dem_str_eq(rel, DEM_STR("alternate"))))
            add(f, href.at, href.len);
    }
    f->slot = f->now.slots[s].len ? SLOTS : s; /* the first of each kind counts */
    if (s == AUTHOR)
        next_author(f);
    f->slot_depth = f->depth;
    if (s == CONTENT && dem_str_eq(attribute(attributes, n, "type"), DEM_STR("text")))
        f->now.plain = true;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_names, const xmlChar **names, int n, int n_default,
                     const xmlChar **attributes)
{
    (void)uri, (void)n_names, (void)names, (void)n_default;
    dem_feed *f = user;
    if (++f->depth > DEPTH) {
        xmlStopParser(f->parser);
        return;
    }
    if (f->depth == 1)
        f->is_feed = is(name, "rss") || is(name, "feed") || is(name, "RDF") || is(name, "channel");
    if (!f->in_item) {
        f->in_item = f->is_feed && (is(name, "item") || is(name, "entry")) && f->depth <= 8;
        f->item_depth = f->depth;
        f->slot = SLOTS;
        if (f->is_feed && is(name, "title") && f->depth <= 3 && !f->outlet.len)
            f->slot_depth = -f->depth; /* the feed's own title */
        return;
    }
    if (f->slot == AUTHOR) {
        if (is(name, "name"))
            open_slot(f, AUTHOR, attributes, n);
    } else if (f->slot == SLOTS) {
        slot s = slot_of(name, prefix);
        if (s != SLOTS && f->depth == f->item_depth + 1)
            open_slot(f, s, attributes, n);
    } else if (f->slot == CONTENT || f->slot == SUMMARY) { /* XHTML inside: back to markup */
        add(f, "<", 1);
        add(f, (const char *)name, strlen((const char *)name));
        add(f, ">", 1);
    }
}

static void close_item(dem_feed *f)
{
    if (f->len == f->cap) {
        size_t cap = f->cap * 2 + 64;
        entry *more = realloc(f->ready, cap * sizeof *more);
        if (!more) {
            f->too_long = true;
            xmlStopParser(f->parser);
            return;
        }
        f->ready = more;
        f->cap = cap;
    }
    f->ready[f->len++] = f->now;
    f->now = (entry){0};
    f->bytes = 0;
    f->in_item = false;
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix, (void)uri;
    dem_feed *f = user;
    if (f->in_item && f->depth == f->item_depth) {
        close_item(f);
    } else if (f->in_item && f->slot != SLOTS && f->depth == f->slot_depth) {
        f->slot = SLOTS;
    } else if (f->in_item && (f->slot == CONTENT || f->slot == SUMMARY)) {
        add(f, "</", 2);
        add(f, (const char *)name, strlen((const char *)name));
        add(f, ">", 1);
    }
    if (f->slot_depth == -f->depth)
        f->slot_depth = 0;
    f->depth--;
}

static void on_text(void *user, const xmlChar *s, int len)
{
    dem_feed *f = user;
    if (f->slot_depth < 0 && !f->in_item && f->outlet.len + (size_t)len < 1024)
        text_add(&f->outlet, (const char *)s, (size_t)len);
    bool inside = f->slot_depth < f->depth && (f->slot == CONTENT || f->slot == SUMMARY);
    for (int i = 0, from = 0; inside && i <= len; i++) /* text within XHTML: markup again */
        if (i == len || s[i] == '<' || s[i] == '&') {
            add(f, (const char *)s + from, (size_t)(i - from));
            if (i < len)
                add(f, s[i] == '<' ? "&lt;" : "&amp;", s[i] == '<' ? 4 : 5);
            from = i + 1;
        }
    bool beside_name = f->slot == AUTHOR && f->depth > f->slot_depth; /* Atom: mail address, page */
    if (!inside && !beside_name)
        add(f, (const char *)s, (size_t)len);
}

static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    dem_feed *f = user;
    f->entities = true;
    xmlStopParser(f->parser);
}

static xmlEntityPtr no_entity(void *user, const xmlChar *name)
{
    (void)user;
    return xmlGetPredefinedEntity(name);
}

static void silent(void *user, const char *format, ...)
{
    (void)user, (void)format;
}

static bool feed_open(dem_reader *r)
{
    dem_feed *f = calloc(1, sizeof *f);
    if (!f)
        return false;
    f->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .endElementNs = on_end,
                             .characters = on_text,
                             .ignorableWhitespace = on_text,
                             .cdataBlock = on_text,
                             .entityDecl = on_entity,
                             .getEntity = no_entity,
                             .error = silent,
                             .warning = silent,
                             .fatalError = silent};
    f->max = r->max_item;
    f->slot = SLOTS;
    f->parser = xmlCreatePushParserCtxt(&f->sax, f, NULL, 0, NULL);
    if (f->parser)
        xmlCtxtUseOptions(f->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    r->feed = f;
    return f->parser != NULL;
}

void dem_feed_free(dem_feed *f)
{
    if (!f)
        return;
    entry_free(&f->now);
    for (size_t i = f->at; i < f->len; i++)
        entry_free(&f->ready[i]);
    free(f->ready);
    free(f->outlet.at);
    if (f->parser) {
        if (f->parser->myDoc) /* made by libxml2 for declarations, even in SAX mode */
            xmlFreeDoc(f->parser->myDoc);
        xmlFreeParserCtxt(f->parser);
    }
    free(f);
}

/* Feeds bytes until an item is ready or nothing is left. */
static void advance(dem_reader *r)
{
    dem_feed *f = r->feed;
    while (f->at == f->len && !f->ended) {
        f->at = f->len = 0;
        dem_str seen = dem_stream_peek(r->in, CHUNK);
        size_t n = seen.len < CHUNK ? seen.len : CHUNK;
        size_t mended = dem_mend_chunk(&f->mend, dem_str_cut(seen, 0, n), n == 0, f->mended);
        xmlParseChunk(f->parser, f->mended, (int)mended, n == 0);
        dem_stream_skip(r->in, n);
        f->ended = n == 0 || f->parser->disableSAX;
    }
}

static dem_str take(text *t, dem_arena *arena)
{
    return dem_str_copy(dem_str_trim((dem_str){t->at, t->len}), arena);
}

/* Tags, or references to characters as in HTML ("AT&amp;T"). */
static bool is_markup(dem_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '<')
            return true;
        size_t end = i + 1;
        while (s.at[i] == '&' && end < s.len && end < i + 10 &&
               (((s.at[end] | 0x20) >= 'a' && (s.at[end] | 0x20) <= 'z') || s.at[end] == '#' ||
                (s.at[end] >= '0' && s.at[end] <= '9')))
            end++;
        if (end > i + 1 && end < s.len && s.at[end] == ';')
            return true;
    }
    return false;
}

/* "2024-03-02T10:00:00Z" of the element that says when the entry was last changed: its date when no other
 * is given, and marked so. */
static void date_item(dem_item *item, entry *e, dem_arena *arena)
{
    bool changed = !e->slots[DATE].len;
    dem_item_put(item, DEM_FIELD_DATE, take(&e->slots[changed ? CHANGED : DATE], arena), arena);
    if (item->meta.published.len)
        item->meta.published_how = changed ? "feed-updated" : "feed";
}

static bool hand_out(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    dem_feed *f = r->feed;
    entry *e = &f->ready[f->at++];
    size_t bytes = 0;
    for (int i = 0; i < SLOTS; i++)
        bytes += e->slots[i].len;
    bool fits =
        dem_reader_room(r, arena, bytes + f->outlet.len, (int64_t)dem_stream_offset(r->in), err);
    if (fits) {
        text *body = e->slots[CONTENT].len ? &e->slots[CONTENT] : &e->slots[SUMMARY];
        item->raw = item->body = take(body, arena);
        item->kind = !e->plain && is_markup(item->body) ? DEM_ITEM_HTML : DEM_ITEM_TEXT;
        item->utf8 = true;
        item->meta.title = take(&e->slots[TITLE], arena);
        item->meta.url = take(&e->slots[LINK], arena);
        item->meta.author = dem_address_name(take(&e->slots[AUTHOR], arena));
        item->meta.outlet = take(&f->outlet, arena);
        date_item(item, e, arena);
        item->meta.name = take(&e->slots[ID], arena);
        f->items++;
        if (!item->meta.name.len)
            item->meta.name = item->meta.url.len
                                  ? item->meta.url
                                  : dem_str_format(arena, "%.*s#%lld", (int)r->name.len, r->name.at,
                                                   (long long)f->items);
        item->offset = (int64_t)dem_stream_offset(r->in);
    }
    entry_free(e);
    return fits;
}

static const char *what_is_wrong(const dem_feed *f)
{
    if (f->entities)
        return "feed declares entities, which are not expanded";
    if (f->too_long)
        return "an item is larger than the limit";
    if (f->depth > DEPTH)
        return "feed is nested too deep";
    if (!f->parser->wellFormed)
        return f->is_feed ? "feed is not well-formed XML" : "is not a feed";
    return f->is_feed ? NULL : "is not a feed";
}

dem_read_status dem_read_feed(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    if (!r->feed && !feed_open(r)) {
        dem_fail(err, DEM_E_MEMORY, dem_reader_path(r), -1, "out of memory");
        r->done = true;
        return DEM_READ_STOP;
    }
    advance(r);
    if (r->feed->at < r->feed->len)
        return hand_out(r, arena, item, err) ? DEM_READ_ITEM : DEM_READ_BAD;
    r->done = true;
    if (dem_stream_fault(r->in, dem_reader_path(r), err))
        return DEM_READ_STOP;
    const char *why = what_is_wrong(r->feed);
    if (!why)
        return DEM_READ_END;
    dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), (int64_t)dem_stream_offset(r->in), "%s", why);
    return DEM_READ_STOP;
}
