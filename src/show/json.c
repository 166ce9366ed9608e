#include "show/json.h"
#include "base/utf8.h"

#include <assert.h>

static void before(dem_json *json)
{
    if (json->comma)
        dem_out_char(json->out, ',');
    json->comma = true;
}

void dem_json_open(dem_json *json, char bracket)
{
    assert(json->depth < DEM_JSON_DEPTH);
    before(json);
    dem_out_char(json->out, bracket);
    json->close[json->depth++] = bracket == '{' ? '}' : ']';
    json->comma = false;
}

void dem_json_close(dem_json *json)
{
    assert(json->depth > 0);
    dem_out_char(json->out, json->close[--json->depth]);
    json->comma = true;
}

/* What must be escaped: 0 no, 1 by \u, else the letter after the backslash. */
static char escape_of(unsigned char c, bool html)
{
    switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '<':
    case '>':
    case '&':
    case '\'': return html;
    default: return c < 0x20 || c == 0x7f;
    }
}

static void text(dem_json *json, dem_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.at[i];
        size_t step = 1;
        uint32_t code = c;
        char escape = 0;
        if (c >= 0x80)
            step = dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        else
            escape = escape_of(c, json->html);
        bool hidden = c >= 0x80 && (code == DEM_UTF8_BAD || code == 0x2028 || code == 0x2029 || dem_utf8_is_control(code));
        if (escape || hidden) {
            dem_out_put(json->out, dem_str_cut(s, from, i));
            if (escape > 1)
                dem_out_format(json->out, "\\%c", escape);
            else
                dem_out_format(json->out, "\\u%04x", code == DEM_UTF8_BAD ? 0xfffdu : code);
            from = i + step;
        }
        i += step;
    }
    dem_out_put(json->out, dem_str_cut(s, from, s.len));
}

void dem_json_str(dem_json *json, dem_str value)
{
    before(json);
    dem_out_char(json->out, '"');
    text(json, value);
    dem_out_char(json->out, '"');
}

void dem_json_key_str(dem_json *json, dem_str key)
{
    dem_json_str(json, key);
    dem_out_char(json->out, ':');
    json->comma = false;
}

void dem_json_key(dem_json *json, const char *key) { dem_json_key_str(json, dem_str_of(key)); }

void dem_json_null(dem_json *json)
{
    before(json);
    dem_out_put(json->out, DEM_STR("null"));
}

void dem_json_str_null(dem_json *json, dem_str value)
{
    if (value.len)
        dem_json_str(json, value);
    else
        dem_json_null(json);
}

void dem_json_int(dem_json *json, int64_t value)
{
    before(json);
    dem_out_int(json->out, value);
}

void dem_json_hundredths(dem_json *json, int64_t value)
{
    before(json);
    int64_t whole = value / 100, part = value % 100;
    if (!part)
        dem_out_int(json->out, whole);
    else if (part % 10)
        dem_out_format(json->out, "%lld.%02d", (long long)whole, (int)part);
    else
        dem_out_format(json->out, "%lld.%d", (long long)whole, (int)part / 10);
}

void dem_json_number(dem_json *json, dem_str digits)
{
    before(json);
    dem_out_put(json->out, digits);
}

void dem_json_bool(dem_json *json, bool value)
{
    before(json);
    dem_out_put(json->out, value ? DEM_STR("true") : DEM_STR("false"));
}

void dem_json_span(dem_json *json, dem_span span)
{
    span = dem_ruler_span(json->ruler, span);
    before(json);
    dem_out_format(json->out, "[%u,%u]", span.begin, span.end);
}

void dem_json_field(dem_json *json, const char *key, dem_str value)
{
    dem_json_key(json, key);
    dem_json_str(json, value);
}

void dem_json_field_null(dem_json *json, const char *key, dem_str value)
{
    dem_json_key(json, key);
    dem_json_str_null(json, value);
}

void dem_json_field_int(dem_json *json, const char *key, int64_t value)
{
    dem_json_key(json, key);
    dem_json_int(json, value);
}

void dem_json_field_some(dem_json *json, const char *key, dem_str value)
{
    if (value.len)
        dem_json_field(json, key, value);
}

void dem_json_field_span(dem_json *json, const char *key, dem_span span)
{
    dem_json_key(json, key);
    dem_json_span(json, span);
}

void dem_json_field_open(dem_json *json, const char *key, char bracket)
{
    dem_json_key(json, key);
    dem_json_open(json, bracket);
}
