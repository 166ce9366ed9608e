#include "base/utf8.h"
#include "read/reader.h"

#include <json-c/json.h>
#include <string.h>

enum { DEPTH = 64 };

/* A list of names or of {"name": …} becomes "A, B". */
static dem_str join_list(json_object *list, dem_arena *arena)
{
    dem_str out = {0};
    size_t n = json_object_array_length(list);
    for (size_t i = 0; i < n && i < 64; i++) {
        json_object *one = json_object_array_get_idx(list, i), *name = NULL;
        if (json_object_is_type(one, json_type_object) &&
            json_object_object_get_ex(one, "name", &name))
            one = name;
        if (!json_object_is_type(one, json_type_string))
            continue;
        dem_str s = {json_object_get_string(one), (size_t)json_object_get_string_len(one)};
        out = out.len ? dem_str_format(arena, "%.*s, %.*s", (int)out.len, out.at, (int)s.len, s.at)
                      : dem_str_copy(s, arena);
    }
    return out;
}

/* A field's value as a string in the arena; empty for null, objects and what is absent. */
static dem_str value_of(json_object *record, dem_str key, dem_field field, dem_arena *arena)
{
    char name[128];
    json_object *v = NULL;
    if (!key.len || key.len >= sizeof name)
        return (dem_str){0};
    memcpy(name, key.at, key.len);
    name[key.len] = '\0';
    if (!json_object_object_get_ex(record, name, &v) || !v)
        return (dem_str){0};
    switch (json_object_get_type(v)) {
    case json_type_string: {
        dem_str s = {json_object_get_string(v), (size_t)json_object_get_string_len(v)};
        return dem_str_copy(s, arena);
    }
    case json_type_int:
    case json_type_double: /* identifiers are often numbers; a text is not */
        return field == DEM_FIELD_ID
                   ? dem_str_copy(dem_str_of(json_object_to_json_string(v)), arena)
                   : (dem_str){0};
    case json_type_array: return field == DEM_FIELD_AUTHOR ? join_list(v, arena) : (dem_str){0};
    case json_type_object:
        return field == DEM_FIELD_OUTLET || field == DEM_FIELD_AUTHOR
                   ? value_of(v, DEM_STR("name"), DEM_FIELD_TITLE, arena)
                   : (dem_str){0};
    case json_type_null:
    case json_type_boolean: break;
    }
    return (dem_str){0};
}

static void take_fields(dem_reader *r, json_object *record, dem_item *item, dem_arena *arena)
{
    for (int f = 0; f < DEM_FIELDS; f++) {
        if (f == DEM_FIELD_HTML && item->body.len)
            continue;
        dem_str key, value = {0};
        for (int n = 0; !value.len && (key = dem_field_name(&r->fields, (dem_field)f, n)).len; n++)
            value = value_of(record, key, (dem_field)f, arena);
        if (value.len)
            dem_item_put(item, (dem_field)f, value, arena);
    }
}

/* A text field that is absent or of the wrong type is an error of the record; null gives an empty text. */
static bool text_is_sound(dem_reader *r, json_object *record, dem_str path, int64_t offset,
                          int64_t line, dem_arena *arena, dem_error *err)
{
    dem_str key;
    for (int n = 0; (key = dem_field_name(&r->fields, DEM_FIELD_TEXT, n)).len; n++) {
        json_object *v = NULL;
        char name[128];
        if (key.len >= sizeof name)
            continue;
        memcpy(name, key.at, key.len);
        name[key.len] = '\0';
        if (!json_object_object_get_ex(record, name, &v))
            continue;
        if (!v || json_object_is_type(v, json_type_string))
            return true;
        return dem_fail(err, DEM_E_FORMAT, path, offset, "line %lld: \"%s\" is not a string",
                        (long long)line, name);
    }
    for (int n = 0; (key = dem_field_name(&r->fields, DEM_FIELD_HTML, n)).len; n++)
        if (value_of(record, key, DEM_FIELD_HTML, arena).len)
            return true;
    return dem_fail(err, DEM_E_FORMAT, path, offset, "line %lld: has no text (use --map text=NAME)",
                    (long long)line);
}

static json_object *parse(dem_str line, const char **why)
{
    struct json_tokener *tok = json_tokener_new_ex(DEPTH);
    if (!tok || line.len > INT32_MAX - 1) {
        if (tok)
            json_tokener_free(tok);
        *why = "out of memory";
        return NULL;
    }
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT | JSON_TOKENER_ALLOW_TRAILING_CHARS);
    json_object *v = json_tokener_parse_ex(tok, line.at, (int)line.len);
    enum json_tokener_error status = json_tokener_get_error(tok);
    size_t used = json_tokener_get_parse_end(tok);
    *why = status == json_tokener_continue ? "the line ends inside the record"
                                           : json_tokener_error_desc(status);
    bool good =
        status == json_tokener_success && dem_str_trim(dem_str_cut(line, used, line.len)).len == 0;
    if (status == json_tokener_success && !good)
        *why = "more follows the record";
    if (status != json_tokener_success && !dem_str_starts(dem_str_trim(line), DEM_STR("{")))
        *why = "is no JSON record: it does not begin with {";
    if (good && !json_object_is_type(v, json_type_object)) {
        *why = "is not an object";
        good = false;
    }
    json_tokener_free(tok);
    if (!good) {
        json_object_put(v);
        return NULL;
    }
    return v;
}

static bool take_line(dem_reader *r, dem_str line, dem_arena *arena, dem_item *item, dem_error *err)
{
    dem_str path = dem_reader_path(r);
    int64_t at = (int64_t)dem_stream_offset(r->in);
    size_t bad = dem_utf8_check(line);
    if (bad < line.len)
        return dem_fail(err, DEM_E_FORMAT, path, at + (int64_t)bad, "line %lld: is not UTF-8",
                        (long long)r->line);
    if (!dem_reader_room(r, arena, line.len * 3, at, err))
        return false;
    const char *why;
    json_object *record = parse(line, &why);
    if (!record)
        return dem_fail(err, DEM_E_FORMAT, path, at, "line %lld: %s", (long long)r->line, why);
    item->raw = dem_str_copy(line, arena);
    bool good = text_is_sound(r, record, path, at, r->line, arena, err);
    if (good)
        take_fields(r, record, item, arena);
    json_object_put(record);
    return good;
}

/* The name of a record that has none, and what is known of each. */
static bool take_record(dem_reader *r, dem_str record, int64_t line, dem_arena *arena, dem_item *item, dem_error *err)
{
    item->utf8 = true;
    item->line = line;
    item->offset = (int64_t)dem_stream_offset(r->in);
    bool good = take_line(r, record, arena, item, err);
    item->unnamed = !item->meta.name.len;
    if (good && item->unnamed)
        item->meta.name = dem_str_format(arena, "%.*s%c%lld", (int)r->name.len, r->name.at, r->spread ? '@' : ':',
                                         (long long)(r->spread ? item->offset : line));
    return good;
}

static dem_read_status bad_line(dem_reader *r, dem_status code, const char *why, dem_error *err)
{
    dem_fail(err, code, dem_reader_path(r), (int64_t)dem_stream_offset(r->in), "line %lld: %s", (long long)r->line, why);
    return DEM_READ_BAD;
}

/* A list of records, or records that take several lines: no JSON lines, but much published so. Told by the
 * first character that is not white space, or by the line's end behind a lone brace. */
static bool is_spread(dem_str head)
{
    if (dem_str_starts(head, DEM_STR("\xEF\xBB\xBF")))
        head = dem_str_cut(head, 3, head.len);
    while (head.len && strchr(" \t\r\n", head.at[0]))
        head = dem_str_cut(head, 1, head.len);
    if (dem_str_starts(head, DEM_STR("[")))
        return true;
    dem_str first = dem_str_split(&head, '\n');
    return head.at && dem_str_eq(dem_str_trim(first), DEM_STR("{"));
}

/* Passes over what may stand between records; what may not is in *odd. False at the end. */
static bool find_brace(dem_reader *r, bool *odd)
{
    *odd = false;
    for (;;) {
        dem_str seen = dem_stream_peek(r->in, 4096);
        size_t at = 0;
        for (; at < seen.len && seen.at[at] != '{'; at++) {
            r->line += seen.at[at] == '\n';
            *odd |= !strchr(" \t\r\n,[]", seen.at[at]) || !seen.at[at];
        }
        dem_stream_skip(r->in, at);
        if (at < seen.len || !seen.len)
            return seen.len > 0;
    }
}

/* Bytes and line ends from the brace that is next to the one that closes it; 0: there is none in reach. */
static size_t measure(dem_reader *r, int64_t *lines)
{
    size_t at = 0, depth = 0;
    bool quoted = false;
    *lines = 0;
    for (size_t want = 1 << 14; want / 2 <= r->max_item; want *= 2) {
        dem_str seen = dem_stream_peek(r->in, want);
        for (; at < seen.len; at++) {
            char c = seen.at[at];
            *lines += c == '\n';
            if (quoted && c == '\\') {
                if (at + 1 == seen.len)
                    break;
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '{';
                if (c == '}' && --depth == 0)
                    return at + 1;
            }
        }
        if (seen.len < want)
            return 0;
    }
    return 0;
}

static dem_read_status read_spread(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    if (dem_stream_offset(r->in) == 0) {
        r->line = 1;
        if (dem_str_starts(dem_stream_peek(r->in, 3), DEM_STR("\xEF\xBB\xBF")))
            dem_stream_skip(r->in, 3);
    }
    bool odd, found = find_brace(r, &odd);
    if (odd)
        return bad_line(r, DEM_E_FORMAT, "something stands here between the records", err);
    if (!found)
        return dem_reader_over(r, err);
    int64_t lines;
    size_t len = measure(r, &lines);
    if (!len) { /* where the next one begins cannot be known */
        r->done = true;
        bad_line(r, DEM_E_FORMAT, "the record that begins here is never closed, or larger than the limit", err);
        return DEM_READ_STOP;
    }
    bool good = take_record(r, dem_str_cut(dem_stream_peek(r->in, len), 0, len), r->line, arena, item, err);
    dem_stream_skip(r->in, len);
    r->line += lines;
    return good ? DEM_READ_ITEM : DEM_READ_BAD;
}

dem_read_status dem_read_jsonl(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err)
{
    if (r->line == 0)
        r->spread = is_spread(dem_stream_peek(r->in, 4096));
    if (r->spread)
        return read_spread(r, arena, item, err);
    for (;;) {
        dem_str line;
        size_t step;
        dem_line_status status = dem_reader_line(r, &line, &step);
        if (status == DEM_LINE_END)
            return dem_reader_over(r, err);
        r->line++;
        if (status == DEM_LINE_LONG) {
            dem_fail(err, DEM_E_LIMIT, dem_reader_path(r), (int64_t)dem_stream_offset(r->in),
                     "line %lld: is larger than the limit of %zu MB", (long long)r->line,
                     r->max_item >> 20);
            return DEM_READ_BAD;
        }
        if (r->line == 1 && dem_str_starts(line, DEM_STR("\xEF\xBB\xBF")))
            line = dem_str_cut(line, 3, line.len);
        if (!dem_str_trim(line).len) {
            dem_stream_skip(r->in, step);
            continue;
        }
        bool good = take_record(r, line, r->line, arena, item, err);
        dem_stream_skip(r->in, step);
        return good ? DEM_READ_ITEM : DEM_READ_BAD;
    }
}
