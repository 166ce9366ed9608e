/* Comma-, semicolon- and tab-separated tables (RFC 4180) with a header row. */
#include "base/utf8.h"
#include "read/charset.h"
#include "read/reader.h"

#include <string.h>

enum { COLUMNS = 256, SAMPLE = 1 << 14 };

typedef struct record {
    dem_str at[COLUMNS];
    int len;
    size_t bytes; /* of the record in the stream, with its line end */
    int64_t lines; /* it covers */
} record;

typedef enum record_status { RECORD, RECORD_END, RECORD_LONG, RECORD_OPEN } record_status;

/* End of the record that starts the visible bytes: a line end outside quotation marks, which open a cell or
 * are none (6" of rain). Before the header is read, the delimiter is none known and each mark counts. */
static record_status measure(dem_reader *r, size_t *len, size_t *bytes, int64_t *lines)
{
    size_t want = 1 << 14, at = 0;
    bool quoted = false, cell = true; /* cell: at its first byte, or right behind what closed a quotation */
    *lines = 1;
    for (;;) {
        dem_str seen = dem_stream_peek(r->in, want);
        for (; at < seen.len; at++) {
            char c = seen.at[at];
            bool flips = c == '"' && (quoted || cell || !r->mark);
            quoted ^= flips;
            cell = flips || c == r->mark;
            if (c != '\n')
                continue;
            if (!quoted) {
                *len = at && seen.at[at - 1] == '\r' ? at - 1 : at;
                *bytes = at + 1;
                return RECORD;
            }
            ++*lines;
        }
        if (seen.len < want) {
            *len = *bytes = seen.len;
            return !seen.len ? RECORD_END : quoted ? RECORD_OPEN : RECORD;
        }
        if (want > r->max_item)
            return RECORD_LONG;
        want *= 2;
    }
}

/* One field from s at *at, unquoted into the arena; leaves *at behind its delimiter. */
static dem_str field(dem_str s, size_t *at, char mark, dem_arena *arena)
{
    size_t i = *at;
    if (i < s.len && s.at[i] == '"') {
        char *out = dem_new(arena, char, s.len - i);
        size_t n = 0;
        for (i++; i < s.len; i++) {
            if (s.at[i] == '"' && !(i + 1 < s.len && s.at[i + 1] == '"'))
                break;
            i += s.at[i] == '"';
            out[n++] = s.at[i];
        }
        while (i < s.len && s.at[i] != mark)
            i++;
        *at = i + 1;
        arena->at = out + n;
        return (dem_str){out, n};
    }
    size_t begin = i;
    while (i < s.len && s.at[i] != mark)
        i++;
    *at = i + 1;
    return dem_str_copy(dem_str_cut(s, begin, i), arena);
}

static void split(dem_str line, char mark, dem_arena *arena, record *out)
{
    out->len = 0;
    for (size_t at = 0; at <= line.len && out->len < COLUMNS;)
        out->at[out->len++] = field(line, &at, mark, arena);
}

static bool has_wide(dem_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] >= 0x80)
            return true;
    return false;
}

/* A table is in one charset: UTF-8 once a character of it has shown so; else the one that `ahead`, what
 * begins with the first row that is not, looks like. *bad: the first byte of `line` that fits neither. */
static dem_str decode(dem_reader *r, dem_str line, dem_str ahead, dem_arena *arena, size_t *bad)
{
    dem_charset c;
    *bad = dem_utf8_check(line);
    r->utf8 |= has_wide(dem_str_cut(line, 0, *bad));
    if (*bad == line.len || r->utf8)
        return line;
    if (!*r->charset) {
        dem_arena scratch = *arena;
        dem_charset_decode(dem_str_cut(ahead, 0, SAMPLE), (dem_str){0}, false, &scratch, &c);
        if (strcmp(c.how, "guessed"))
            return line;
        memcpy(r->charset, c.name, sizeof r->charset);
    }
    dem_str text = dem_charset_decode(line, dem_str_of(r->charset), false, arena, &c);
    if (strcmp(c.how, "declared") == 0 && c.bad == line.len)
        *bad = line.len;
    return text;
}

static char delimiter(dem_str header)
{
    static const char marks[] = ",;\t|";
    size_t best = 0, most = 0;
    for (size_t m = 0; m < 4; m++) {
        size_t n = 0;
        for (size_t i = 0; i < header.len; i++)
            n += header.at[i] == marks[m];
        if (n > most) {
            most = n;
            best = m;
        }
    }
    return marks[best];
}

/* The header row: which column holds which field; kept as column numbers. False: no text column. */
static bool take_header(dem_reader *r, dem_str line, dem_arena scratch, dem_error *err)
{
    record head;
    if (dem_str_starts(line, DEM_STR("\xEF\xBB\xBF")))
        line = dem_str_cut(line, 3, line.len);
    r->mark = delimiter(line);
    split(line, r->mark, &scratch, &head);
    for (int f = 0; f < DEM_FIELDS; f++) {
        r->column[f] = -1;
        dem_str key;
        for (int n = 0; r->column[f] < 0 && (key = dem_field_name(&r->fields, (dem_field)f, n)).len;
             n++)
            for (int c = 0; c < head.len && r->column[f] < 0; c++)
                if (dem_str_eq_nocase(dem_str_trim(head.at[c]), key))
                    r->column[f] = c;
    }
    return r->column[DEM_FIELD_TEXT] >= 0 || r->column[DEM_FIELD_HTML] >= 0 ||
           dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), 0,
                    "no column of the header row holds the text (use --map text=NAME)");
}

static bool take_record(dem_reader *r, dem_str line, dem_str ahead, dem_arena *arena, dem_item *item,
                        dem_error *err)
{
    int64_t at = (int64_t)dem_stream_offset(r->in);
    size_t bad;
    size_t grows = dem_utf8_check(line) < line.len ? 8 : 3; /* when decoded, and unquoted */
    if (!dem_reader_room(r, arena, line.len * grows, at, err))
        return false;
    item->raw = dem_str_copy(line, arena);
    dem_str text = decode(r, item->raw, ahead, arena, &bad);
    if (bad < line.len)
        return dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), at + (int64_t)bad,
                        "line %lld: is not UTF-8, and no other charset fits", (long long)r->line);
    record row;
    split(text, r->mark, arena, &row);
    for (int f = 0; f < DEM_FIELDS; f++) {
        int c = r->column[f];
        if (c >= 0 && c < row.len && row.at[c].len && !(f == DEM_FIELD_HTML && item->body.len))
            dem_item_put(item, (dem_field)f, row.at[c], arena);
    }
    return true;
}

dem_read_status dem_read_csv(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    for (;;) {
        size_t len, bytes;
        int64_t lines;
        record_status status = measure(r, &len, &bytes, &lines);
        if (status == RECORD_END)
            return dem_reader_over(r, err);
        int64_t line = r->line + 1, offset = (int64_t)dem_stream_offset(r->in);
        if (status != RECORD) {
            dem_fail(err, DEM_E_FORMAT, dem_reader_path(r), offset, "line %lld: %s",
                     (long long)line,
                     status == RECORD_OPEN ? "a quotation mark is never closed"
                                           : "record is larger than the limit");
            r->done = true;
            return DEM_READ_STOP;
        }
        dem_str ahead = dem_stream_peek(r->in, bytes), text = dem_str_cut(ahead, 0, len);
        bool header = r->line == 0, good = true;
        r->line = line;
        if (header)
            good = take_header(r, text, *arena, err);
        else if (dem_str_trim(text).len)
            good = take_record(r, text, ahead, arena, item, err);
        item->utf8 = true;
        item->line = line;
        item->offset = offset;
        dem_stream_skip(r->in, bytes);
        r->line += lines - 1;
        r->done = header && !good;
        if (!good)
            return header ? DEM_READ_STOP : DEM_READ_BAD;
        if (!header && item->raw.len) {
            item->unnamed = !item->meta.name.len;
            if (item->unnamed)
                item->meta.name = dem_str_format(arena, "%.*s:%lld", (int)r->name.len, r->name.at,
                                                 (long long)line);
            return DEM_READ_ITEM;
        }
    }
}
