#include "read/fields.h"
#include "base/date.h"

#include <string.h>

enum { NAMES = 12 };

static const char *const OURS[DEM_FIELDS] = {"text", "html",   "title",    "date", "outlet",
                                             "url",  "author", "language", "id"};
static const char *const ALSO[] = {"published"}; /* another word for date in a map */

static const char *const USUAL[DEM_FIELDS][NAMES] = {
    {"text", "body", "content", "maintext", "article", "articleBody", "article_text", "full_text",
     "plain_text", "story"},
    {"html", "raw_html", "body_html", "content_html"},
    {"title", "headline", "heading"},
    {"published", "date", "date_publish", "publish_date", "published_at", "pubDate",
     "publication_date", "datePublished", "datetime", "pub_date"},
    {"outlet", "source", "publisher", "publication", "site", "source_domain", "domain",
     "newspaper"},
    {"url", "link", "uri", "source_url"},
    {"author", "authors", "byline", "creator"},
    {"language", "lang"},
    {"id", "doc", "_id", "docid", "doc_id", "guid", "name", "filename"},
};

bool dem_fields_parse(dem_fields *fields, const char *map, dem_error *err)
{
    dem_str rest = dem_str_of(map);
    *fields = (dem_fields){0};
    while (map && rest.at && rest.len) {
        dem_str pair = dem_str_trim(dem_str_split(&rest, ','));
        size_t eq = dem_str_find(pair, DEM_STR("="));
        dem_str ours = dem_str_trim(dem_str_cut(pair, 0, eq));
        dem_str theirs = dem_str_trim(dem_str_cut(pair, eq + 1, pair.len));
        int field = 0;
        while (field < DEM_FIELDS && !dem_str_eq(ours, dem_str_of(OURS[field])))
            field++;
        if (dem_str_eq(ours, dem_str_of(ALSO[0])))
            field = DEM_FIELD_DATE;
        if (field == DEM_FIELDS || !theirs.len)
            return dem_fail(
                err, DEM_E_USAGE, DEM_STR("--map"), -1,
                "\"%.*s\" is not FIELD=NAME with FIELD one of text, html, title, date, outlet, "
                "url, author, language, id",
                (int)pair.len, pair.at);
        fields->theirs[field] = theirs;
    }
    return true;
}

dem_str dem_field_name(const dem_fields *fields, dem_field field, int n)
{
    if (fields->theirs[field].len)
        return n == 0 ? fields->theirs[field] : (dem_str){0};
    return n < NAMES && USUAL[field][n] ? dem_str_of(USUAL[field][n]) : (dem_str){0};
}

/* "2019-01-07T10:00:00Z" keeps its time; anything else becomes the day it names, or nothing. */
static dem_str iso_date(dem_str value, dem_arena *arena)
{
    dem_date date;
    dem_span where;
    dem_str s = dem_str_trim(value);
    int64_t seconds;
    if (!dem_date_find(s, DEM_DATE_STRICT, &date, &where)) {
        /* Seconds or milliseconds since 1970 are left to those who know: no guess. */
        (void)dem_str_int(s, &seconds);
        return (dem_str){0};
    }
    bool clock = where.begin == 0 && where.end == 10 && s.len >= 16 && s.len <= 40 &&
                 s.at[4] == '-' && (s.at[10] == 'T' || s.at[10] == ' ') && s.at[13] == ':';
    for (size_t i = 10; clock && i < s.len; i++)
        clock = strchr("0123456789:.+-TZ ", s.at[i]) != NULL;
    if (!clock)
        return dem_date_iso(date, arena);
    dem_str copy = dem_str_copy(s, arena);
    if (copy.at[10] == ' ')
        return dem_str_format(arena, "%.*sT%.*s", 10, copy.at, (int)(copy.len - 11), copy.at + 11);
    return copy;
}

dem_str dem_address_name(dem_str address)
{
    size_t angle = dem_str_find(address, DEM_STR("<")), bracket = dem_str_find(address, DEM_STR("("));
    dem_str name = dem_str_trim(dem_str_cut(address, 0, angle));
    if (angle < address.len && name.len > 1 && name.at[0] == '"' && dem_str_ends(name, DEM_STR("\"")))
        name = dem_str_trim(dem_str_cut(name, 1, name.len - 1));
    if (angle < address.len && name.len)
        return name;
    dem_str inside = dem_str_trim(dem_str_cut(address, bracket + 1, address.len - 1));
    bool comment = bracket < address.len && dem_str_ends(address, DEM_STR(")")) &&
                   dem_str_find(address, DEM_STR("@")) < bracket;
    return comment && inside.len ? inside : address;
}

void dem_item_put(dem_item *item, dem_field field, dem_str value, dem_arena *arena)
{
    switch (field) {
    case DEM_FIELD_TEXT:
        item->body = value;
        item->kind = DEM_ITEM_TEXT;
        break;
    case DEM_FIELD_HTML:
        item->body = value;
        item->kind = DEM_ITEM_HTML;
        break;
    case DEM_FIELD_TITLE: item->meta.title = value; break;
    case DEM_FIELD_DATE:
        item->meta.published = iso_date(value, arena);
        item->meta.published_how = item->meta.published.len ? "field" : NULL;
        break;
    case DEM_FIELD_OUTLET: item->meta.outlet = value; break;
    case DEM_FIELD_URL: item->meta.url = value; break;
    case DEM_FIELD_AUTHOR: item->meta.author = value; break;
    case DEM_FIELD_LANGUAGE: item->meta.language = value; break;
    case DEM_FIELD_ID: item->meta.name = value; break;
    case DEM_FIELDS: break;
    }
}
