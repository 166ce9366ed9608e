#include "read/http.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { HEAD_MAX = 1 << 16, ROOM = 1 << 16 };

dem_str dem_http_header(dem_str head, dem_str name)
{
    while (head.at && head.len) {
        dem_str line = dem_str_split(&head, '\n');
        size_t colon = dem_str_find(line, DEM_STR(":"));
        if (colon < line.len && dem_str_eq_nocase(dem_str_trim(dem_str_cut(line, 0, colon)), name))
            return dem_str_trim(dem_str_cut(line, colon + 1, line.len));
    }
    return (dem_str){0};
}

/* Where the head ends and the body begins; 0 when there is no head. */
static size_t head_len(dem_str block, size_t *body)
{
    size_t n = block.len < HEAD_MAX ? block.len : HEAD_MAX;
    for (size_t i = 0; i + 1 < n; i++) {
        if (block.at[i] != '\n')
            continue;
        size_t skip = block.at[i + 1] == '\n'                                           ? 1
                      : i + 2 < n && block.at[i + 1] == '\r' && block.at[i + 2] == '\n' ? 2
                                                                                        : 0;
        if (skip) {
            *body = i + 1 + skip;
            return i + 1;
        }
    }
    return 0;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

/* Chunked transfer taken off; what follows a broken chunk is dropped. A body that does not begin
 * with a chunk size is not chunked. */
static dem_str unchunk(dem_str body, dem_arena *arena)
{
    char *out = dem_new(arena, char, body.len);
    size_t n = 0, at = 0;
    bool first = true;
    while (at < body.len) {
        uint64_t size = 0;
        size_t digits = 0;
        while (at < body.len && hex(body.at[at]) >= 0 && digits < 9) {
            size = size * 16 + (uint64_t)hex(body.at[at++]);
            digits++;
        }
        size_t end = at;
        while (end < body.len && end < at + 256 && body.at[end] != '\n')
            end++;
        bool sound = digits && digits < 9 && end < body.len && body.at[end] == '\n' &&
                     (body.at[at] == '\r' || body.at[at] == '\n' || body.at[at] == ';' ||
                      body.at[at] == ' ');
        if (!sound) {
            if (first)
                return body;
            break;
        }
        first = false;
        at = end + 1;
        if (!size)
            break;
        size_t take = size < body.len - at ? (size_t)size : body.len - at;
        memcpy(out + n, body.at + at, take);
        n += take;
        at += take;
        at += at < body.len && body.at[at] == '\r';
        at += at < body.len && body.at[at] == '\n';
    }
    return (dem_str){out, n};
}

typedef DEM_VEC(char) bytes;

static char *more(bytes *out, dem_arena *arena)
{
    while (out->cap - out->len < ROOM)
        out->at = dem_vec_grow(out->at, &out->cap, 1, arena);
    out->len += ROOM;
    return out->at + out->len - ROOM;
}

static const char *gunzip(dem_str body, int window, size_t limit, dem_arena *arena, dem_str *out)
{
    z_stream z = {0};
    bytes all = {0};
    int status = Z_OK;
    if (inflateInit2(&z, window) != Z_OK)
        return "out of memory";
    memcpy(&z.next_in, &body.at, sizeof z.next_in);
    z.avail_in = (uInt)body.len;
    while (status == Z_OK && (size_t)all.len <= limit) {
        z.next_out = (Bytef *)more(&all, arena);
        z.avail_out = ROOM;
        status = inflate(&z, Z_NO_FLUSH);
        all.len -= (int32_t)z.avail_out;
    }
    inflateEnd(&z);
    if ((size_t)all.len > limit)
        return "body unpacks beyond the limit";
    *out = (dem_str){all.at, (size_t)all.len}; /* cut data gives what came before the cut */
    return NULL;
}

static const char *unzstd(dem_str body, size_t limit, dem_arena *arena, dem_str *out)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    bytes all = {0};
    ZSTD_inBuffer in = {body.at, body.len, 0};
    size_t status = 1;
    while (z && !ZSTD_isError(status) && in.pos < in.size && (size_t)all.len <= limit) {
        ZSTD_outBuffer o = {more(&all, arena), ROOM, 0};
        status = ZSTD_decompressStream(z, &o, &in);
        all.len -= (int32_t)(ROOM - o.pos);
    }
    ZSTD_freeDStream(z);
    if ((size_t)all.len > limit)
        return "body unpacks beyond the limit";
    *out = (dem_str){all.at, (size_t)all.len};
    return NULL;
}

/* Content encodings, last applied first. Only the bytes are believed: gzip and zstd show their mark. */
static const char *unpack(dem_str encoding, size_t limit, dem_arena *arena, dem_str *body)
{
    for (int layer = 0; body->len > 4; layer++) {
        const unsigned char *b = (const unsigned char *)body->at;
        bool gzip = b[0] == 0x1F && b[1] == 0x8B,
             zstd = b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD;
        bool deflate = layer == 0 && dem_str_eq_nocase(encoding, DEM_STR("deflate")) && b[0] != '<';
        if (!gzip && !zstd && !deflate)
            return dem_str_eq_nocase(encoding, DEM_STR("br")) && layer == 0 && b[0] != '<'
                       ? "body is packed with brotli"
                       : NULL;
        if (layer == 2)
            return "body is packed more than twice";
        bool zlib = (b[0] & 0x0F) == 8 && (b[0] * 256 + b[1]) % 31 == 0;
        const char *why = zstd ? unzstd(*body, limit, arena, body)
                               : gunzip(*body,
                                        gzip   ? 15 + 16
                                        : zlib ? 15
                                               : -15,
                                        limit, arena, body);
        if (why)
            return why;
    }
    return NULL;
}

static dem_str charset_of(dem_str type)
{
    dem_str key = DEM_STR("charset=");
    for (size_t i = 0; i + key.len < type.len; i++)
        if (dem_str_eq_nocase(dem_str_cut(type, i, i + key.len), key)) {
            size_t begin = i + key.len, end;
            begin += begin < type.len && (type.at[begin] == '"' || type.at[begin] == '\'');
            for (end = begin; end < type.len && !strchr(" ;\"',", type.at[end]);)
                end++;
            return dem_str_cut(type, begin, end);
        }
    return (dem_str){0};
}

const char *dem_http_open(dem_str block, size_t limit, dem_arena *arena, dem_http *out)
{
    *out = (dem_http){.body = block};
    if (!dem_str_starts(block, DEM_STR("HTTP/")))
        return NULL;
    size_t at = 0, len = head_len(block, &at);
    if (!len)
        return "HTTP head has no end";
    dem_str head = dem_str_cut(block, 0, len);
    size_t blank = dem_str_find(head, DEM_STR(" "));
    int64_t status = 0;
    if (!dem_str_int(dem_str_cut(head, blank + 1, blank + 4), &status))
        return "HTTP head has no status";
    out->status = (int)status;
    out->type = dem_http_header(head, DEM_STR("Content-Type"));
    out->charset = charset_of(out->type);
    out->body = dem_str_cut(block, at, block.len);
    if (dem_str_find(dem_str_lower(dem_http_header(head, DEM_STR("Transfer-Encoding")), arena),
                     DEM_STR("chunked")) == 0)
        out->body = unchunk(out->body, arena);
    return unpack(dem_http_header(head, DEM_STR("Content-Encoding")), limit, arena, &out->body);
}
