#include "cmd.h"

#include "api/pipeline.h"
#include "show/json.h"

#include <string.h>

typedef struct attribute_options {
    const char *scheme, *precision;
} attribute_options;

static const cmd_option options[] = {
    {"scheme", 's', "NAME", "news (the default): the outermost layer, spans as PolNeAR marks them; "
     "ledger: every layer", CMD_TEXT, offsetof(attribute_options, scheme)},
    {"precision", 'p', "DIAL", "low, normal (the default) or high: how sure to be", CMD_TEXT,
     offsetof(attribute_options, precision)},
    {0}};

static bool to_stdout(void *context, const char *at, size_t len)
{
    return fwrite(at, 1, len, context) == len;
}

static void put_spans(dem_json *json, const char *key, dem_spans spans, bool null)
{
    dem_json_key(json, key);
    if (!spans.len && null) {
        dem_json_null(json);
        return;
    }
    dem_json_open(json, '[');
    for (int32_t k = 0; k < spans.len; k++)
        dem_json_span(json, spans.at[k]);
    dem_json_close(json);
}

static void put_score(dem_json *json, const char *key, float score)
{
    dem_json_key(json, key);
    dem_json_hundredths(json, (int64_t)(score * 100.0f + 0.5f));
}

static void put_row(dem_out *out, const dem_doc *doc, const dem_attribution *a)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "doc", doc->meta.name);
    put_spans(&json, "source", a->source, true);
    put_spans(&json, "cue", a->cue, false);
    put_spans(&json, "content", a->content, false);
    dem_json_field(&json, "mode", dem_tag_name(dem_mode_set, a->mode));
    dem_json_field_int(&json, "level", a->level);
    dem_json_field_int(&json, "parent", a->parent);
    dem_json_key(&json, "confidence");
    dem_json_open(&json, '{');
    put_score(&json, "source", a->score_source);
    put_score(&json, "cue", a->score_cue);
    put_score(&json, "content", a->score_content);
    dem_json_close(&json);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

/* One document: bytes to rows. */
static bool attribute_file(const dem_engine *engine, const char *path, dem_arena *arena, dem_arena scratch,
                           dem_out *out, dem_error *err)
{
    cmd_input in;
    if (!cmd_read(path, &in, err))
        return false;
    dem_doc doc = {.arena = arena, .text = {in.at, in.len}, .meta = {.name = dem_str_of(in.name)}};
    bool done = dem_pipeline_run(engine, &doc, scratch, DEM_DEPTH_ATTRIBUTE, err);
    for (int32_t k = 0; done && k < doc.attributions.len; k++)
        put_row(out, &doc, &doc.attributions.at[k]);
    cmd_input_free(&in);
    return done;
}

/* False when a word is not one we know. */
static bool read_way(const attribute_options *o, dem_attrib_way *way)
{
    const char *scheme = o->scheme ? o->scheme : "news";
    bool news = !strcmp(scheme, "news");
    way->scheme = news ? DEM_SCHEME_NEWS : DEM_SCHEME_LEDGER;
    return (news || !strcmp(scheme, "ledger")) && dem_precision_find(o->precision ? o->precision : "normal", &way->precision);
}

static int attribute_all(const dem_engine *engine, const cmd_paths *paths)
{
    dem_arena arena, scratch;
    dem_out out = {.write = to_stdout, .context = stdout};
    int status = paths->trouble ? CMD_TROUBLE : CMD_FOUND;
    if (!dem_arena_open(&arena, (size_t)2 << 30) || !dem_arena_open(&scratch, (size_t)1 << 30))
        return cmd_say("no address space left");
    for (int i = 0; i < paths->len; i++) {
        dem_error err = {0};
        if (!attribute_file(engine, paths->at[i], &arena, scratch, &out, &err))
            status = cmd_complain(&err);
        dem_arena_reset(&arena, (size_t)4 << 20);
    }
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    if (!dem_out_close(&out))
        return CMD_TROUBLE;
    return cmd_finish(status);
}

static int attribute(const cmd_args *args, const void *given)
{
    static char dash[] = "-";
    char *only_stdin[] = {dash};
    dem_error err = {0};
    dem_engine engine;
    dem_attrib_way way;
    if (!read_way(given, &way))
        return cmd_say("attribute: --scheme is news or ledger, --precision low, normal or high");
    if (!dem_engine_open(&engine, DEM_DEPTH_ATTRIBUTE, &err))
        return cmd_complain(&err);
    engine.way = way;
    cmd_paths paths = {0};
    cmd_paths_find(&paths, args->n_words ? args->words : only_stdin, args->n_words ? args->n_words : 1);
    int status = attribute_all(&engine, &paths);
    cmd_paths_free(&paths);
    dem_engine_close(&engine);
    return status;
}

const cmd_verb cmd_attribute = {
    "attribute", "[PATH...]", "who said what in reports: source, cue, content; no ledger",
    "Reads files, folders or stdin; writes one JSON line for each attribution, in text order: byte spans,\n"
    "mode, level, the row of the layer around it (parent), confidence.\n"
    "\nexample\n  demarche attribute --scheme ledger report.txt",
    options, sizeof(attribute_options), attribute};
