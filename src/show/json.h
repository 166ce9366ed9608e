/* JSON, written as a stream.
 *
 * Adds   keys, values and nesting over dem_out, with commas set by itself. Valid UTF-8 stays as it is;
 *        control characters, marks that turn the writing direction, the quotation mark and the backslash are
 *        escaped; a broken byte becomes U+FFFD.
 * Needs  balanced calls: an unbalanced one is our bug and asserts.
 * Cost   linear.
 *
 *     dem_json json = {.out = out};
 *     dem_json_open(&json, '{');
 *     dem_json_key(&json, "act");
 *     dem_json_str(&json, DEM_STR("DENY"));
 *     dem_json_close(&json);
 */
#ifndef DEM_SHOW_JSON_H
#define DEM_SHOW_JSON_H

#include "base/out.h"
#include "show/ruler.h"

enum { DEM_JSON_DEPTH = 16 };

typedef struct dem_json {
    dem_out *out;
    char close[DEM_JSON_DEPTH]; /* what ends each open level */
    int depth;
    bool comma; /* something stands before in this level */
    bool html;  /* also escape < > & ', for text inside a page */
    const dem_ruler *ruler; /* spans are given in bytes and written in its unit; NULL: bytes */
} dem_json;

void dem_json_open(dem_json *json, char bracket); /* '{' or '[' */
void dem_json_close(dem_json *json);
void dem_json_key(dem_json *json, const char *key);
void dem_json_key_str(dem_json *json, dem_str key);
void dem_json_str(dem_json *json, dem_str value);
void dem_json_str_null(dem_json *json, dem_str value); /* empty writes null */
void dem_json_int(dem_json *json, int64_t value);
void dem_json_hundredths(dem_json *json, int64_t value); /* 87 writes 0.87 */
void dem_json_number(dem_json *json, dem_str digits); /* a number already written */
void dem_json_bool(dem_json *json, bool value);
void dem_json_null(dem_json *json);
void dem_json_span(dem_json *json, dem_span span); /* [b,e] */
/* A key with its value. */
void dem_json_field(dem_json *json, const char *key, dem_str value);
void dem_json_field_null(dem_json *json, const char *key, dem_str value);
void dem_json_field_some(dem_json *json, const char *key, dem_str value); /* nothing for an empty one */
void dem_json_field_int(dem_json *json, const char *key, int64_t value);
void dem_json_field_span(dem_json *json, const char *key, dem_span span);
/* A key and the bracket that opens its value. */
void dem_json_field_open(dem_json *json, const char *key, char bracket);

#endif
