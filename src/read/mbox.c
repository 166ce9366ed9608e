/* Mailboxes (RFC 4155 "From " lines) and single messages: headers, and the first text part. */
#include "base/utf8.h"
#include "read/charset.h"
#include "read/http.h"
#include "read/reader.h"

#include <string.h>

/* Bytes of the message that starts the visible ones: up to the next "From " behind a blank line.
 * 0 at the end of the file; more than max_item when it is too long. */
static size_t measure(dem_reader *r)
{
    size_t want = 1 << 16, at = 5;
    for (;;) {
        dem_str seen = dem_stream_peek(r->in, want);
        for (; at + 6 < seen.len; at++)
            if (seen.at[at] == '\n' && memcmp(seen.at + at + 1, "From ", 5) == 0 &&
                (seen.at[at - 1] == '\n' || seen.at[at - 1] == '\r'))
                return at + 1;
        if (seen.len < want)
            return seen.len;
        if (want > r->max_item)
            return want;
        want *= 2;
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

static dem_str from_quoted(dem_str s, bool header, dem_arena *arena)
{
    char *out = dem_new(arena, char, s.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '=' && i + 2 < s.len && hex(s.at[i + 1]) >= 0 && hex(s.at[i + 2]) >= 0) {
            out[n++] = (char)(hex(s.at[i + 1]) * 16 + hex(s.at[i + 2]));
            i += 2;
        } else if (!header && s.at[i] == '=' && i + 1 < s.len &&
                   (s.at[i + 1] == '\n' || s.at[i + 1] == '\r')) {
            i += s.at[i + 1] == '\r' && i + 2 < s.len && s.at[i + 2] == '\n' ? 2 : 1;
        } else {
            out[n++] = header && s.at[i] == '_' ? ' ' : s.at[i];
        }
    }
    return (dem_str){out, n};
}

static dem_str from_base64(dem_str s, dem_arena *arena)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = dem_new(arena, char, s.len);
    size_t n = 0;
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < s.len && s.at[i] != '='; i++) {
        const char *d = s.at[i] ? strchr(digits, s.at[i]) : NULL;
        if (!d)
            continue;
        bits = bits << 6 | (uint32_t)(d - digits);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[n++] = (char)(bits >> have & 0xFF);
        }
    }
    return (dem_str){out, n};
}

/* =?utf-8?Q?…?= at the head of `s`: as UTF-8 in `word`, with the bytes it takes; 0 when it is none. */
static size_t encoded_word(dem_str s, dem_str *word, dem_arena *arena)
{
    dem_str rest = dem_str_cut(s, 2, s.len), charset, kind;
    if (!dem_str_starts(s, DEM_STR("=?")))
        return 0;
    charset = dem_str_split(&rest, '?');
    kind = rest.at ? dem_str_split(&rest, '?') : (dem_str){0};
    size_t end = rest.at ? dem_str_find(rest, DEM_STR("?=")) : 0;
    char how = kind.len == 1 ? (char)(kind.at[0] | 0x20) : 0;
    if (!rest.at || end == rest.len || (how != 'q' && how != 'b'))
        return 0;
    dem_str data = dem_str_cut(rest, 0, end);
    dem_charset as;
    data = how == 'q' ? from_quoted(data, true, arena) : from_base64(data, arena);
    *word = dem_charset_decode(data, charset, false, arena, &as);
    return (size_t)(rest.at - s.at) + end + 2;
}

/* A header's encoded words decoded; white space between two of them only folds the line. Longer ones are
 * cut. */
static dem_str decode(dem_str s, dem_arena *arena)
{
    enum { LONGEST = 8192 };
    dem_str out = {0}, word;
    s = dem_str_cut(s, 0, LONGEST);
    bool after_word = false;
    while (s.len) {
        size_t at = dem_str_find(s, DEM_STR("=?"));
        dem_str plain = dem_str_cut(s, 0, at);
        s = dem_str_cut(s, at, s.len);
        size_t used = encoded_word(s, &word, arena);
        if (!used && s.len)
            plain.len += 2;
        if (!(after_word && used) || dem_str_trim(plain).len)
            out = dem_str_join(out, plain, arena);
        if (used)
            out = dem_str_join(out, word, arena);
        after_word = used > 0;
        s = dem_str_cut(s, used ? used : 2, s.len);
    }
    return dem_utf8_check(out) == out.len ? dem_str_trim(out) : (dem_str){0};
}

/* A head with each header in one line. */
static dem_str unfold(dem_str head, dem_arena *arena)
{
    char *out = dem_new(arena, char, head.len);
    size_t n = 0;
    for (size_t i = 0; i < head.len; i++) {
        bool more = head.at[i] == '\n' && i + 1 < head.len &&
                    (head.at[i + 1] == ' ' || head.at[i + 1] == '\t');
        if (more && n && out[n - 1] == '\r')
            n--;
        if (!more)
            out[n++] = head.at[i];
    }
    return (dem_str){out, n};
}

/* ">From the capital": how mailboxes write a line that begins with "From ". */
static dem_str unquote_from(dem_str s, dem_arena *arena)
{
    if (dem_str_find(s, DEM_STR(">From ")) == s.len)
        return s;
    char *out = dem_new(arena, char, s.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        size_t marks = 0;
        while ((i == 0 || s.at[i - 1] == '\n') && i + marks < s.len && s.at[i + marks] == '>')
            marks++;
        i += marks && dem_str_starts(dem_str_cut(s, i + marks, s.len), DEM_STR("From "));
        out[n++] = s.at[i];
    }
    return (dem_str){out, n};
}

static size_t head_end(dem_str s, size_t *body)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.at[i] == '\n' && (s.at[i + 1] == '\n' ||
                                (s.at[i + 1] == '\r' && i + 2 < s.len && s.at[i + 2] == '\n'))) {
            *body = i + (s.at[i + 1] == '\n' ? 2 : 3);
            return i + 1;
        }
    *body = s.len;
    return s.len;
}

static dem_str parameter(dem_str type, dem_str key)
{
    size_t at = dem_str_find(type, key);
    if (at == type.len)
        return (dem_str){0};
    dem_str v = dem_str_cut(type, at + key.len, type.len);
    if (dem_str_starts(v, DEM_STR("\""))) {
        v = dem_str_cut(v, 1, v.len);
        return dem_str_cut(v, 0, dem_str_find(v, DEM_STR("\"")));
    }
    size_t n = 0;
    while (n < v.len && !strchr("; \t\r\n", v.at[n]))
        n++;
    return dem_str_cut(v, 0, n);
}

/* The first text part: of a multipart the first with a text type, one level of nesting looked into. */
static void take_part(dem_str head, dem_str body, dem_item *item, dem_arena *arena)
{
    dem_str type = dem_http_header(head, DEM_STR("Content-Type"));
    for (int depth = 0; depth < 3; depth++) {
        dem_str boundary = parameter(type, DEM_STR("boundary="));
        if (!dem_str_eq_nocase(dem_str_cut(type, 0, 10), DEM_STR("multipart/")) || !boundary.len)
            break;
        dem_str mark = dem_str_join(DEM_STR("--"), boundary, arena);
        size_t at = dem_str_find(body, mark), inner;
        dem_str part = dem_str_cut(body, at + mark.len, body.len);
        part = dem_str_cut(part, 0, dem_str_find(part, mark));
        size_t line = dem_str_find(part, DEM_STR("\n"));
        part = dem_str_cut(part, line + 1, part.len);
        size_t end = head_end(part, &inner);
        head = unfold(dem_str_cut(part, 0, end), arena);
        body = dem_str_cut(part, inner, part.len);
        type = dem_http_header(head, DEM_STR("Content-Type"));
    }
    dem_str coding = dem_http_header(head, DEM_STR("Content-Transfer-Encoding"));
    if (dem_str_eq_nocase(coding, DEM_STR("quoted-printable")))
        body = from_quoted(body, false, arena);
    else if (dem_str_eq_nocase(coding, DEM_STR("base64")))
        body = from_base64(body, arena);
    item->kind = dem_str_eq_nocase(dem_str_cut(type, 0, 9), DEM_STR("text/html")) ? DEM_ITEM_HTML
                                                                                  : DEM_ITEM_TEXT;
    item->charset = parameter(type, DEM_STR("charset="));
    item->body = body;
}

dem_read_status dem_read_mbox(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    size_t len = measure(r);
    int64_t at = (int64_t)dem_stream_offset(r->in);
    if (!len)
        return dem_reader_over(r, err);
    if (len > r->max_item || !dem_reader_room(r, arena, len * 5, at, err)) {
        dem_fail(err, DEM_E_LIMIT, dem_reader_path(r), at, "message is larger than the limit");
        r->done = true;
        return DEM_READ_STOP;
    }
    item->raw = dem_str_copy(dem_str_cut(dem_stream_peek(r->in, len), 0, len), arena);
    dem_stream_skip(r->in, len);
    size_t body, end = head_end(item->raw, &body);
    dem_str head = unfold(dem_str_cut(item->raw, 0, end), arena);
    item->offset = at;
    take_part(head, unquote_from(dem_str_cut(item->raw, body, item->raw.len), arena), item, arena);
    dem_item_put(item, DEM_FIELD_TITLE, decode(dem_http_header(head, DEM_STR("Subject")), arena),
                 arena);
    dem_item_put(item, DEM_FIELD_DATE, dem_http_header(head, DEM_STR("Date")), arena);
    item->meta.author = dem_address_name(decode(dem_http_header(head, DEM_STR("From")), arena));
    dem_str id = dem_http_header(head, DEM_STR("Message-ID"));
    item->meta.name =
        id.len && dem_utf8_check(id) == id.len
            ? id
            : dem_str_format(arena, "%.*s@%lld", (int)r->name.len, r->name.at, (long long)at);
    return DEM_READ_ITEM;
}
