/* WARC 1.0/1.1 (ISO 28500), record by record: HTTP responses and resources that are HTML or text. */
#include "base/utf8.h"
#include "read/http.h"
#include "read/reader.h"

#include <string.h>

enum { HEAD_MAX = 1 << 20, ADDRESS_MAX = 1 << 13 };

typedef struct head {
    dem_str bytes; /* visible in the stream */
    size_t len; /* with the blank line */
    uint64_t block;
    const char *wrong;
    bool cut; /* the file ends in it */
} head;

/* Passes over blank lines, then to the next "WARC/" at a line's start. `lost`: bytes that were
 * neither. False at the end. */
static bool find_record(dem_reader *r, bool *lost)
{
    bool line_start = true;
    *lost = false;
    for (;;) {
        dem_str seen = dem_stream_peek(r->in, 1 << 12);
        if (seen.len < 5) {
            *lost |= dem_str_trim(seen).len > 0;
            dem_stream_skip(r->in, seen.len);
            return false;
        }
        size_t at = 0;
        for (; at + 5 <= seen.len; at++) {
            if (line_start && memcmp(seen.at + at, "WARC/", 5) == 0) {
                dem_stream_skip(r->in, at);
                return true;
            }
            line_start = seen.at[at] == '\n';
            *lost |= seen.at[at] != '\r' && seen.at[at] != '\n';
        }
        dem_stream_skip(r->in, at);
    }
}

static bool plain_number(dem_str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || i > 17)
            return false;
        *out = *out * 10 + (uint64_t)(s.at[i] - '0');
    }
    return s.len > 0;
}

static head read_head(dem_reader *r)
{
    head h = {0};
    for (size_t want = 1 << 12;; want *= 2) {
        dem_str seen = dem_stream_peek(r->in, want);
        size_t n = seen.len < HEAD_MAX ? seen.len : HEAD_MAX;
        for (size_t i = 0; i + 1 < n; i++) {
            if (seen.at[i] != '\n')
                continue;
            size_t skip = seen.at[i + 1] == '\n'                                          ? 1
                          : i + 2 < n && seen.at[i + 1] == '\r' && seen.at[i + 2] == '\n' ? 2
                                                                                          : 0;
            if (!skip)
                continue;
            h.bytes = dem_str_cut(seen, 0, i + 1);
            h.len = i + 1 + skip;
            if (!plain_number(dem_http_header(h.bytes, DEM_STR("Content-Length")), &h.block))
                h.wrong = "record has no sound Content-Length";
            return h;
        }
        if (seen.len < want || want >= HEAD_MAX) {
            h.cut = seen.len < want;
            h.wrong = h.cut ? "file ends inside a record's head" : "record's head has no end";
            return h;
        }
    }
}

/* Past this record's first bytes, so that the search for the next one begins behind them. */
static dem_read_status bad_record(dem_reader *r, const char *why, int64_t at, size_t skip,
                                  dem_error *err)
{
    dem_str seen = dem_stream_peek(r->in, skip);
    dem_stream_skip(r->in, skip < seen.len ? skip : seen.len);
    dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), at, "%s", why);
    return DEM_READ_BAD;
}

/* Bytes of a file's last record, whose end is missing: to a later record that a wrong length had taken in,
 * else all. */
static size_t rest_of(dem_str seen, size_t from)
{
    size_t next = dem_str_find(dem_str_cut(seen, from, seen.len), DEM_STR("\nWARC/"));
    return from + next;
}

/* After a fault in packed data: the next member, or the end. */
static dem_read_status after_fault(dem_reader *r, dem_error *err)
{
    dem_stream_fault(r->in, dem_reader_path(r), err);
    if (dem_stream_resync(r->in))
        return DEM_READ_BAD;
    r->done = true;
    return DEM_READ_STOP;
}

static bool wanted_type(dem_str lines)
{
    dem_str type = dem_http_header(lines, DEM_STR("WARC-Type"));
    return dem_str_eq_nocase(type, DEM_STR("response")) ||
           dem_str_eq_nocase(type, DEM_STR("resource")) ||
           dem_str_eq_nocase(type, DEM_STR("conversion"));
}

static bool says(dem_str type, const char *word)
{
    dem_str w = dem_str_of(word);
    return dem_str_eq_nocase(dem_str_cut(type, 0, w.len), w);
}

/* What page a block holds: true with item filled. False without `why`: none, which is no fault. */
static bool take_block(dem_reader *r, dem_str head_bytes, dem_str block, dem_arena *arena,
                       dem_item *item, const char **why)
{
    dem_http http;
    dem_str inner = dem_http_header(head_bytes, DEM_STR("Content-Type"));
    *why = dem_http_open(block, r->max_item, arena, &http);
    if (*why)
        return false;
    dem_str type = http.status ? http.type : inner;
    if (http.status && http.status != 200)
        return false;
    bool html = says(type, "text/html") || says(type, "application/xhtml");
    bool text = says(type, "text/plain");
    if (!type.len || says(type, "application/http")) /* nothing said: by the bytes */
        html = dem_str_starts(dem_str_trim(dem_str_cut(http.body, 0, 256)), DEM_STR("<"));
    if (!html && !text)
        return false;
    item->kind = html ? DEM_ITEM_HTML : DEM_ITEM_TEXT;
    item->raw = item->body = http.body;
    item->charset = dem_str_copy(http.charset, arena);
    return true;
}

/* A scheme and a colon in front and nothing behind that no address holds: a damaged line names no document. */
static bool is_address(dem_str uri)
{
    size_t colon = dem_str_find(uri, DEM_STR(":"));
    if (!colon || colon + 1 >= uri.len || uri.len > ADDRESS_MAX || dem_utf8_check(uri) < uri.len)
        return false;
    for (size_t i = 0; i < uri.len; i++) {
        unsigned char c = (unsigned char)uri.at[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        bool in_scheme = letter || (i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
        if (c < ' ' || c == 127 || (i < colon && !in_scheme))
            return false;
    }
    return true;
}

static dem_str uri_of(dem_str head_bytes, dem_arena *arena)
{
    dem_str uri = dem_http_header(head_bytes, DEM_STR("WARC-Target-URI"));
    if (dem_str_starts(uri, DEM_STR("<")) && dem_str_ends(uri, DEM_STR(">")))
        uri = dem_str_cut(uri, 1, uri.len - 1);
    return is_address(uri) ? dem_str_copy(uri, arena) : (dem_str){0};
}

static void skip_block(dem_reader *r, uint64_t block)
{
    while (block) {
        dem_str seen = dem_stream_peek(r->in, 1);
        if (!seen.len)
            return;
        size_t n = seen.len < block ? seen.len : (size_t)block;
        dem_stream_skip(r->in, n);
        block -= n;
    }
}

/* One record that may hold a page. ITEM with an empty raw: nothing here, go on. */
static dem_read_status take_record(dem_reader *r, const head *h, int64_t at, dem_arena *arena,
                                   dem_item *item, dem_error *err)
{
    int64_t place = dem_stream_place(r->in);
    if (!wanted_type(h->bytes)) {
        skip_block(r, h->len + h->block);
        return DEM_READ_ITEM;
    }
    if (h->block > r->max_item || !dem_reader_room(r, arena, (size_t)h->block, at, err)) {
        dem_fail(err, DEM_E_LIMIT, dem_reader_path(r), at,
                 "record is larger than the limit of %zu MB", r->max_item >> 20);
        dem_str ahead = dem_stream_peek(r->in, h->len);
        dem_stream_skip(r->in, ahead.len < h->len ? ahead.len : h->len);
        if (h->block <= (uint64_t)r->max_item * 32)
            skip_block(
                r, h->block); /* longer than that is a wrong length or a bomb: look for the next */
        return DEM_READ_BAD;
    }
    dem_str head_copy = dem_str_copy(h->bytes, arena);
    dem_str seen = dem_stream_peek(r->in, h->len + (size_t)h->block);
    if (seen.len < h->len + h->block)
        return bad_record(r, "file ends inside a record", at, rest_of(seen, h->len), err);
    dem_str block = dem_str_copy(dem_str_cut(seen, h->len, h->len + (size_t)h->block), arena);
    dem_stream_skip(r->in, h->len + (size_t)h->block);
    const char *why;
    item->offset = at;
    item->place = place;
    if (!take_block(r, head_copy, block, arena, item, &why)) {
        *item = (dem_item){0};
        if (!why)
            return DEM_READ_ITEM;
        dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), at, "record: %s", why);
        return DEM_READ_BAD;
    }
    item->meta.url = uri_of(head_copy, arena);
    item->meta.name = item->meta.url.len ? item->meta.url
                                         : dem_str_format(arena, "%.*s@%lld", (int)r->name.len,
                                                          r->name.at, (long long)(place < 0 ? at : place));
    return DEM_READ_ITEM;
}

static dem_read_status next_record(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    bool lost;
    int64_t from = (int64_t)dem_stream_offset(r->in);
    bool found = find_record(r, &lost);
    if (lost) {
        dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), from,
                 from == 0 && !found ? "is not a WARC file" : "bytes here belong to no record");
        if (!found && !dem_stream_fault(r->in, dem_reader_path(r), err))
            r->done = true;
        return DEM_READ_BAD;
    }
    if (!found)
        return DEM_READ_END;
    int64_t at = (int64_t)dem_stream_offset(r->in);
    head h = read_head(r);
    if (h.wrong)
        return bad_record(r, h.wrong, at, h.cut ? rest_of(dem_stream_peek(r->in, 1), 5) : 5, err);
    return take_record(r, &h, at, arena, item, err);
}

dem_read_status dem_read_warc(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    for (;;) {
        dem_arena before = *arena;
        jmp_buf full;
        dem_read_status status;
        arena->oom = &full;
        if (setjmp(full)) {
            dem_fail(err, DEM_E_LIMIT, dem_reader_path(r), (int64_t)dem_stream_offset(r->in),
                     "record unpacks beyond the limit");
            status = DEM_READ_BAD;
        } else {
            status = next_record(r, arena, item, err);
        }
        arena->oom = before.oom;
        if (status == DEM_READ_ITEM && item->raw.len)
            return status;
        dem_error none = {0};
        bool fault = dem_stream_fault(r->in, dem_reader_path(r), &none) &&
                     dem_stream_peek(r->in, 1).len == 0;
        if (fault)
            return after_fault(r, err);
        if (status == DEM_READ_END)
            return dem_reader_over(r, err);
        if (status == DEM_READ_BAD)
            return status;
        *arena = before; /* a record without a page: its bytes are free again */
    }
}
