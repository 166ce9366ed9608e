/* demarche_relate: JSON lines of sentences with two marked actors to JSON lines of relations. */
#include "api/face.h"
#include "event/relate.h"
#include "show/json.h"

#include <json-c/json.h>
#include <string.h>

typedef struct relate_row {
    dem_str id, text;
    dem_span source, target; /* empty: not in the sentence */
} relate_row;

typedef struct relate_place {
    dem_str path;
    int64_t offset, line;
} relate_place;

static bool wrong(const relate_place *at, const char *what, dem_error *err)
{
    return dem_fail(err, DEM_E_FORMAT, at->path, at->offset, "line %lld: %s", (long long)at->line, what);
}

static dem_str string_of(json_object *o, const char *key)
{
    json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v) || !json_object_is_type(v, json_type_string))
        return (dem_str){0};
    return (dem_str){json_object_get_string(v), (size_t)json_object_get_string_len(v)};
}

/* [begin, end) within the text, or null. */
static bool span_of(json_object *o, const char *key, size_t len, dem_span *span)
{
    json_object *v = NULL, *part[2];
    *span = (dem_span){0, 0};
    if (!json_object_object_get_ex(o, key, &v) || !v)
        return true;
    if (!json_object_is_type(v, json_type_array) || json_object_array_length(v) != 2)
        return false;
    for (size_t k = 0; k < 2; k++) {
        part[k] = json_object_array_get_idx(v, k);
        if (!json_object_is_type(part[k], json_type_int))
            return false;
    }
    int64_t begin = json_object_get_int64(part[0]), end = json_object_get_int64(part[1]);
    if (begin < 0 || end <= begin || (uint64_t)end > len || len > UINT32_MAX)
        return false;
    *span = (dem_span){(uint32_t)begin, (uint32_t)end};
    return true;
}

static bool row_of(json_object *o, const relate_place *at, relate_row *row, dem_error *err)
{
    if (!json_object_is_type(o, json_type_object))
        return wrong(at, "is not a JSON object", err);
    row->id = string_of(o, "id");
    row->text = string_of(o, "text");
    if (!row->id.at || !row->text.at)
        return wrong(at, "\"id\" or \"text\" is missing or not a string", err);
    if (!span_of(o, "source", row->text.len, &row->source) || !span_of(o, "target", row->text.len, &row->target))
        return wrong(at, "\"source\" or \"target\" is neither null nor [begin, end) within the text", err);
    return true;
}

static void write_row(dem_out *out, dem_str id, dem_relation r)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "id", id);
    dem_json_field(&json, "plover", dem_tag_name(dem_plover_set, r.plover));
    dem_json_field_int(&json, "quad", r.quad);
    dem_json_key(&json, "confidence");
    dem_json_hundredths(&json, (int64_t)(r.confidence * 100 + 0.5f));
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static bool relate_line(const dem_event *event, struct json_tokener *tok, dem_str line, const relate_place *at,
                        dem_out *out, dem_arena scratch, dem_error *err)
{
    relate_row row;
    json_tokener_reset(tok);
    json_object *o = line.len < INT32_MAX ? json_tokener_parse_ex(tok, line.at, (int)line.len) : NULL;
    bool ok = o ? row_of(o, at, &row, err) : wrong(at, "is not JSON", err);
    if (ok)
        write_row(out, row.id, dem_event_relate(event, row.text, row.source, row.target, scratch));
    json_object_put(o);
    return ok;
}

static bool relate_lines(const dem_event *event, const demarche_input *input, dem_out *out, dem_arena scratch,
                         dem_error *err)
{
    struct json_tokener *tok = json_tokener_new();
    relate_place at = {.path = dem_str_of(input->name ? input->name : "stdin")};
    bool ok = tok || dem_fail(err, DEM_E_MEMORY, at.path, -1, "no memory left");
    for (dem_str rest = {input->at, input->len}; ok && rest.at && !out->failed;) {
        dem_str line = dem_str_split(&rest, '\n');
        at.line++;
        at.offset = line.at - input->at;
        if (dem_str_trim(line).len)
            ok = relate_line(event, tok, line, &at, out, scratch, err);
    }
    if (tok)
        json_tokener_free(tok);
    return ok;
}

bool demarche_relate(const demarche *engine, const demarche_input *input, demarche_write *write, void *context,
                     demarche_error *err)
{
    dem_error ours = {0};
    dem_arena scratch = {0};
    dem_out out = {.write = write, .context = context};
    if (!dem_arena_open(&scratch, (size_t)64 << 20))
        dem_fail(&ours, DEM_E_MEMORY, dem_str_of(input->name), -1, "no memory left");
    else
        relate_lines(&engine->engine.event, input, &out, scratch, &ours);
    if (!dem_out_close(&out))
        dem_fail(&ours, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    if (scratch.begin)
        dem_arena_close(&scratch);
    return ours.code ? dem_face_fail(err, &ours) : true;
}
