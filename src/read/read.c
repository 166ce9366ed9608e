#include "read/reader.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 1 << 16, SLACK = 1 << 16 };

dem_str dem_reader_path(const dem_reader *r)
{
    return dem_str_of(r->path);
}

static dem_str last_part(dem_str path)
{
    size_t at = path.len;
    while (at && path.at[at - 1] != '/')
        at--;
    return dem_str_cut(path, at, path.len);
}

static bool parse_range(const char *text, dem_range *range, dem_error *err)
{
    dem_str s = dem_str_of(text);
    size_t dash = dem_str_find(s, DEM_STR("-"));
    int64_t from, last = -1;
    *range = (dem_range){0};
    if (!text)
        return true;
    dem_str end = dem_str_cut(s, dash + 1, s.len);
    if (dash == s.len || !dem_str_int(dem_str_cut(s, 0, dash), &from) || from < 0 ||
        (end.len && (!dem_str_int(end, &last) || last < from || last == INT64_MAX)))
        return dem_fail(err, DEM_E_USAGE, DEM_STR("--range"), -1, "\"%s\" is not FROM- or FROM-LAST, in bytes", text);
    *range = (dem_range){(uint64_t)from, (uint64_t)(last + 1)};
    return true;
}

/* A record of a WARC file says all of itself; others need what stands before, were it only its lines. */
static bool allows_range(const dem_reader *r, const dem_read_options *options, dem_error *err)
{
    if (!options || !options->range || r->format == DEM_READ_WARC)
        return true;
    return dem_fail(err, DEM_E_USAGE, dem_reader_path(r), -1, "no WARC record begins at the first byte of the range");
}

static bool choose(dem_reader *r, const dem_read_options *options, dem_error *err)
{
    dem_str head = dem_stream_peek(r->in, HEAD);
    if (!head.len && dem_stream_fault(r->in, dem_reader_path(r), err))
        return false;
    if (!head.len && dem_sniff_lines(dem_reader_path(r))) {
        r->format = DEM_READ_JSONL;
        return true;
    }
    if (!head.len)
        return dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), 0, "is empty");
    if (options && options->format != DEM_READ_AUTO) {
        r->format = options->format;
        return true;
    }
    return dem_sniff(dem_str_cut(head, 0, HEAD), dem_reader_path(r), &r->fields, &r->format, err);
}

dem_reader *dem_reader_open(const char *path, const dem_read_options *options, dem_error *err)
{
    dem_reader *r = calloc(1, sizeof *r);
    if (!r || !(r->path = strdup(path))) {
        free(r);
        dem_fail(err, DEM_E_MEMORY, dem_str_of(path), -1, "out of memory");
        return NULL;
    }
    r->name = strcmp(path, "-") ? last_part(dem_str_of(r->path)) : DEM_STR("-");
    r->max_item = options && options->max_item ? options->max_item : (size_t)64 << 20;
    dem_range range;
    r->in = parse_range(options ? options->range : NULL, &range, err) ? dem_stream_open(path, range, err) : NULL;
    if (!r->in || !dem_fields_parse(&r->fields, options ? options->map : NULL, err) ||
        !choose(r, options, err) || !allows_range(r, options, err)) {
        dem_reader_close(r);
        return NULL;
    }
    return r;
}

void dem_reader_close(dem_reader *r)
{
    if (!r)
        return;
    dem_feed_free(r->feed);
    dem_stream_close(r->in);
    free(r->path);
    free(r);
}

dem_read_format dem_reader_format(const dem_reader *r)
{
    return r->format;
}

uint64_t dem_reader_taken(const dem_reader *r)
{
    return dem_stream_taken(r->in);
}

uint64_t dem_reader_size(const dem_reader *r)
{
    return dem_stream_size(r->in);
}

bool dem_reader_room(const dem_reader *r, const dem_arena *arena, size_t len, int64_t offset,
                     dem_error *err)
{
    size_t room = (size_t)(arena->end - arena->at);
    if (len > r->max_item || room < SLACK || len > room - SLACK)
        return dem_fail(err, DEM_E_LIMIT, dem_reader_path(r), offset,
                        "document is larger than the limit of %zu MB",
                        (len > r->max_item ? r->max_item : room) >> 20);
    return true;
}

dem_read_status dem_reader_over(dem_reader *r, dem_error *err)
{
    r->done = true;
    return dem_stream_fault(r->in, dem_reader_path(r), err) ? DEM_READ_STOP : DEM_READ_END;
}

dem_line_status dem_reader_line(dem_reader *r, dem_str *line, size_t *step)
{
    size_t want = 4096, looked = 0;
    for (;;) {
        dem_str seen = dem_stream_peek(r->in, want);
        const char *end =
            looked < seen.len ? memchr(seen.at + looked, '\n', seen.len - looked) : NULL;
        if (end || seen.len < want) {
            size_t len = end ? (size_t)(end - seen.at) : seen.len;
            *step = len + (end != NULL);
            if (!*step)
                return DEM_LINE_END;
            *line = dem_str_cut(seen, 0, len);
            if (dem_str_ends(*line, DEM_STR("\r")))
                line->len--;
            return DEM_LINE;
        }
        looked = seen.len;
        if (looked > r->max_item) {
            do {
                dem_stream_skip(r->in, seen.len);
                seen = dem_stream_peek(r->in, 1);
                end = seen.len ? memchr(seen.at, '\n', seen.len) : NULL;
            } while (seen.len && !end);
            if (end)
                dem_stream_skip(r->in, (size_t)(end - seen.at) + 1);
            return DEM_LINE_LONG;
        }
        want = looked * 2;
    }
}

/* Plain text and HTML: the whole file is one document. */
dem_read_status dem_read_whole(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    dem_str all = dem_stream_peek(r->in, r->max_item + 1);
    r->done = true;
    if (dem_stream_fault(r->in, dem_reader_path(r), err))
        return DEM_READ_STOP;
    if (!dem_reader_room(r, arena, all.len, 0, err))
        return DEM_READ_STOP;
    item->kind = r->format == DEM_READ_HTML ? DEM_ITEM_HTML : DEM_ITEM_TEXT;
    item->raw = item->body = dem_str_copy(all, arena);
    item->meta.name = dem_str_copy(r->name, arena);
    dem_stream_skip(r->in, all.len);
    return DEM_READ_ITEM;
}

dem_read_status dem_reader_next(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    *item = (dem_item){.place = -1};
    if (r->done)
        return DEM_READ_END;
    switch (r->format) {
    case DEM_READ_JSONL: return dem_read_jsonl(r, arena, item, err);
    case DEM_READ_CSV: return dem_read_csv(r, arena, item, err);
    case DEM_READ_WARC: return dem_read_warc(r, arena, item, err);
    case DEM_READ_FEED: return dem_read_feed(r, arena, item, err);
    case DEM_READ_MBOX: return dem_read_mbox(r, arena, item, err);
    case DEM_READ_AUTO:
    case DEM_READ_TEXT:
    case DEM_READ_HTML: break;
    }
    return dem_read_whole(r, arena, item, err);
}
