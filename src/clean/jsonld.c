#include "clean/jsonld.h"
#include "base/utf8.h"
#include "clean/entities.h"

#include <string.h>

enum { DEPTH = 64, STRING = 4096 };

/* One open object or array. */
typedef struct frame {
    bool array;
    dem_str key; /* under which it stands; an array hands its own key to its elements */
    dem_str name, id;
    dem_jsonld says;
} frame;

typedef struct scan {
    dem_str s;
    size_t at;
    dem_arena *arena;
    frame *stack; /* DEPTH frames */
    int top; /* frames open; may exceed DEPTH, then nothing is kept */
    dem_str key;
    dem_jsonld *out;
} scan;

static int hex4(dem_str s)
{
    int v = 0;
    for (size_t i = 0; i < 4; i++) {
        char c = i < s.len ? s.at[i] : 'z', low = (char)(c | 0x20);
        int d = c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

static size_t escape(scan *in, char *out)
{
    char c = in->at < in->s.len ? in->s.at[in->at++] : '\\';
    if (c != 'u') {
        *out = c == 'n' || c == 't' || c == 'r' || c == 'f' || c == 'b' ? ' ' : c;
        return 1;
    }
    int code = hex4(dem_str_cut(in->s, in->at, in->s.len));
    if (code < 0)
        return 0;
    in->at += 4;
    uint32_t full = (uint32_t)code;
    if (code >= 0xD800 && code < 0xDC00 &&
        dem_str_starts(dem_str_cut(in->s, in->at, in->s.len), DEM_STR("\\u"))) {
        int low = hex4(dem_str_cut(in->s, in->at + 2, in->s.len));
        if (low >= 0xDC00 && low < 0xE000) {
            full = 0x10000 + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
            in->at += 6;
        }
    }
    if (full >= 0xD800 && full < 0xE000)
        full = 0xFFFD;
    return dem_utf8_encode(full, out);
}

/* The string at the quotation mark; longer ones (article bodies) are cut. */
static dem_str string(scan *in)
{
    char *out = dem_new_unset(in->arena, char, STRING + 8);
    size_t n = 0;
    in->at++;
    while (in->at < in->s.len && in->s.at[in->at] != '"') {
        char c = in->s.at[in->at++], piece[4] = {c};
        size_t k = c == '\\' ? escape(in, piece) : 1;
        if (n + k <= STRING) {
            memcpy(out + n, piece, k);
            n += k;
        }
    }
    in->at++;
    in->arena->at = out + n; /* give back what the string did not need */
    return dem_str_trim(dem_entities_decode((dem_str){out, n}, in->arena));
}

static int rank_of(dem_str type)
{
    static const char *const articles[] = {"Article",
                                           "NewsArticle",
                                           "BlogPosting",
                                           "ReportageNewsArticle",
                                           "AnalysisNewsArticle",
                                           "OpinionNewsArticle",
                                           "BackgroundNewsArticle",
                                           "LiveBlogPosting",
                                           "TechArticle",
                                           "ScholarlyArticle",
                                           "Report",
                                           "Review",
                                           "ReviewNewsArticle",
                                           "SocialMediaPosting",
                                           "AdvertiserContentArticle",
                                           "Recipe",
                                           "CreativeWork",
                                           "HowTo",
                                           "MedicalWebPage"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (dem_str_ends(type, dem_str_of(articles[i])))
            return 2;
    return dem_str_ends(type, DEM_STR("WebPage")) || dem_str_ends(type, DEM_STR("VideoObject")) ? 1
                                                                                                : 0;
}

static void add_author(dem_jsonld *to, dem_str name)
{
    if (name.len && to->n_authors < DEM_JSONLD_AUTHORS)
        to->authors[to->n_authors++] = name;
}

/* A string or a number as the value of `key` in the innermost object. */
static void value(scan *in, dem_str key, dem_str v)
{
    if (!in->top || in->top > DEPTH)
        return;
    frame *f = &in->stack[in->top - 1], *owner = f;
    for (int i = in->top - 1; i > 0 && in->stack[i].array; i--)
        owner = &in->stack[i - 1];
    if (f->array)
        key = f->key;
    dem_jsonld *d = &owner->says;
    if (dem_str_eq(key, DEM_STR("@type")))
        d->rank = rank_of(v) > d->rank ? rank_of(v) : d->rank;
    else if (dem_str_eq(key, DEM_STR("@id")))
        owner->id = v;
    else if (dem_str_eq(key, DEM_STR("name")) && !owner->name.len)
        owner->name = v;
    else if (dem_str_eq(key, DEM_STR("headline")) && !d->headline.len)
        d->headline = v;
    else if (dem_str_eq(key, DEM_STR("datePublished")) && !d->published.len)
        d->published = v;
    else if (dem_str_eq(key, DEM_STR("dateModified")) && !d->modified.len)
        d->modified = v;
    else if (dem_str_eq(key, DEM_STR("inLanguage")) && !d->language.len)
        d->language = v;
    else if (dem_str_eq(key, DEM_STR("author")) || dem_str_eq(key, DEM_STR("creator")))
        add_author(d, v);
    else if (dem_str_eq(key, DEM_STR("publisher")) && !d->publisher.len)
        d->publisher = v;
}

static void open_frame(scan *in, bool array)
{
    if (in->top < DEPTH) {
        frame *f = &in->stack[in->top];
        const frame *up = in->top ? f - 1 : NULL;
        *f = (frame){.array = array, .key = up && up->array ? up->key : in->key};
    }
    in->top++;
    in->key = (dem_str){0};
}

static void commit(dem_jsonld *out, const dem_jsonld *d)
{
    if (d->rank > out->rank) {
        dem_jsonld old = *out;
        *out = *d;
        if (!out->published.len)
            out->published = old.published;
        if (!out->headline.len)
            out->headline = old.headline;
        if (!out->n_authors) {
            memcpy(out->authors, old.authors, sizeof out->authors);
            out->n_authors = old.n_authors;
        }
    } else if (d->rank && d->rank == out->rank) {
        if (!out->published.len)
            out->published = d->published;
        for (int i = 0; i < d->n_authors && !out->n_authors; i++)
            add_author(out, d->authors[i]);
    }
    if (!out->modified.len)
        out->modified = d->modified;
    if (!out->publisher.len)
        out->publisher = d->publisher;
    if (!out->language.len)
        out->language = d->language;
}

static void close_frame(scan *in)
{
    if (!in->top)
        return;
    if (in->top-- > DEPTH)
        return;
    frame *f = &in->stack[in->top];
    if (f->array)
        return;
    frame *owner = NULL;
    for (int i = in->top - 1; i >= 0 && !owner; i--)
        if (!in->stack[i].array)
            owner = &in->stack[i];
    bool author = dem_str_eq(f->key, DEM_STR("author")) || dem_str_eq(f->key, DEM_STR("creator"));
    if (owner && author)
        add_author(&owner->says, f->name);
    else if (owner && dem_str_eq(f->key, DEM_STR("publisher")) && !owner->says.publisher.len)
        owner->says.publisher = f->name;
    else if (f->says.rank)
        commit(in->out, &f->says);
}

void dem_jsonld_read(dem_jsonld *out, dem_str json, dem_arena *arena)
{
    scan in = {.s = json, .arena = arena, .stack = dem_new(arena, frame, DEPTH), .out = out};
    while (in.at < json.len) {
        char c = json.at[in.at];
        if (c == '"') {
            dem_str s = string(&in);
            size_t at = in.at;
            while (at < json.len && strchr(" \t\r\n", json.at[at]) && json.at[at])
                at++;
            bool array = in.top && in.top <= DEPTH && in.stack[in.top - 1].array;
            if (at < json.len && json.at[at] == ':' && !array) {
                in.key = s;
                in.at = at + 1;
            } else {
                value(&in, in.key, s);
            }
            continue;
        }
        if (c == '{' || c == '[')
            open_frame(&in, c == '[');
        else if (c == '}' || c == ']')
            close_frame(&in);
        in.at++;
    }
    while (in.top)
        close_frame(&in);
}
