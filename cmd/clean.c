#include "cmd.h"

#include "api/ingest.h"
#include "show/json.h"

#include <string.h>

typedef struct clean_options {
    const char *map, *range;
    bool furniture;
} clean_options;

static const cmd_option options[] = {
    {"map", 0, "FIELDS", "fields of JSON lines and CSV: text=body,date=published", CMD_TEXT,
     offsetof(clean_options, map)},
    {"range", 0, "BYTES", "FROM- or FROM-LAST: only these bytes of a WARC file, as an index gives them", CMD_TEXT,
     offsetof(clean_options, range)},
    {"furniture", 0, NULL, "with --json: also what was set aside, and by which rule", CMD_FLAG,
     offsetof(clean_options, furniture)},
    {0}};

typedef struct cleaner {
    const clean_options *options;
    dem_out *out;
    dem_arena item, arena, scratch;
    bool json;
    int documents, trouble;
} cleaner;

static bool to_stdout(void *context, const char *at, size_t len)
{
    (void)context;
    return fwrite(at, 1, len, stdout) == len;
}

static void write_authors(dem_json *json, const dem_doc *doc, const dem_html_meta *meta)
{
    dem_json_key(json, "authors");
    dem_json_open(json, '[');
    for (int i = 0; i < meta->n_authors; i++)
        dem_json_str(json, meta->authors[i]);
    for (dem_str rest = doc->meta.author; !meta->n_authors && rest.at && rest.len;) {
        size_t at = dem_str_find(rest, DEM_STR(" and "));
        bool joint = at < rest.len;
        dem_str name = joint ? dem_str_cut(rest, 0, at) : rest;
        rest = joint ? dem_str_cut(rest, at + 5, rest.len) : (dem_str){0};
        while (name.at && name.len)
            dem_json_str(json, dem_str_trim(dem_str_split(&name, ',')));
    }
    dem_json_close(json);
}

static void write_blocks(dem_json *json, const dem_doc *doc)
{
    static const char *const kinds[] = {"title", "body", "meta", "furniture"};
    dem_json_key(json, "blocks");
    dem_json_open(json, '[');
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        const dem_block *b = &doc->blocks.at[i];
        dem_json_open(json, '{');
        dem_json_field(json, "kind", dem_str_of(kinds[b->kind]));
        dem_json_field_null(json, "why", dem_str_of(b->why));
        dem_json_field(json, "text", dem_doc_str(doc, b->span));
        dem_json_close(json);
    }
    dem_json_close(json);
}

static void write_json(cleaner *c, const dem_item *item, const dem_doc *doc, const dem_html_meta *meta)
{
    dem_json json = {.out = c->out};
    const dem_meta *m = &doc->meta;
    dem_str day = dem_str_cut(m->published, 0, 10);
    bool changed_only = !day.len && meta->date.len;
    dem_json_open(&json, '{');
    dem_json_field(&json, "doc", m->name);
    if (item->place >= 0)
        dem_json_field_int(&json, "warc_offset", item->place);
    dem_json_field_null(&json, "title", m->title);
    dem_json_field_null(&json, "date", changed_only ? meta->date : day);
    dem_json_field_null(&json, "date_how",
                        dem_str_of(changed_only ? meta->date_how : m->published_how));
    dem_json_field_null(&json, "date_evidence", meta->date_text);
    dem_json_key(&json, "date_confidence");
    meta->date.len ? dem_json_hundredths(&json, (int64_t)(meta->date_confidence * 100 + 0.5f))
                   : dem_json_null(&json);
    dem_json_field_null(&json, "modified", meta->modified);
    write_authors(&json, doc, meta);
    dem_json_field_null(&json, "outlet", m->outlet);
    dem_json_field_null(&json, "url", m->url);
    dem_json_field_null(&json, "language", m->language);
    dem_json_field(&json, "text", dem_ingest_text(doc, &c->scratch));
    if (c->options->furniture)
        write_blocks(&json, doc);
    dem_json_close(&json);
    dem_out_char(c->out, '\n');
}

static void write_plain(cleaner *c, const dem_doc *doc)
{
    dem_arena scratch = c->scratch;
    if (c->documents)
        dem_out_char(c->out, '\n');
    if (doc->meta.title.len) {
        dem_out_put(c->out, doc->meta.title);
        dem_out_put(c->out, DEM_STR("\n\n"));
    }
    if (doc->meta.published.len) {
        dem_out_put(c->out, doc->meta.published);
        dem_out_put(c->out, DEM_STR("\n\n"));
    }
    dem_out_put(c->out, dem_ingest_text(doc, &scratch));
    dem_out_char(c->out, '\n');
}

static void clean_item(cleaner *c, const dem_item *item, dem_str path)
{
    dem_doc doc = {.arena = &c->arena};
    dem_html_meta meta;
    dem_error err = {0};
    jmp_buf full;
    dem_arena scratch = c->scratch;
    if (!dem_ingest_page(item, &doc, &meta, c->scratch, &err)) {
        size_t n = path.len < sizeof err.path - 1 ? path.len : sizeof err.path - 1;
        memcpy(err.path, path.at, n);
        err.path[n] = '\0';
        cmd_complain(&err);
        c->trouble++;
        return;
    }
    c->scratch.oom = c->arena.oom = &full;
    if (setjmp(full) == 0)
        c->json ? write_json(c, item, &doc, &meta) : write_plain(c, &doc);
    else
        c->trouble++;
    c->scratch.at = scratch.at;
    c->documents++;
}

static void clean_file(cleaner *c, const char *path)
{
    dem_error err = {0};
    const dem_read_options how = {.map = c->options->map, .range = c->options->range};
    dem_reader *reader = dem_reader_open(path, &how, &err);
    if (!reader) {
        cmd_complain(&err);
        c->trouble++;
        return;
    }
    int before = c->documents, trouble = c->trouble;
    for (bool more = true; more;) {
        dem_item item;
        err = (dem_error){0};
        dem_arena_reset(&c->item, (size_t)4 << 20);
        dem_arena_reset(&c->arena, (size_t)4 << 20);
        dem_arena_reset(&c->scratch, (size_t)16 << 20);
        dem_read_status status = dem_reader_next(reader, &c->item, &item, &err);
        if (status == DEM_READ_ITEM)
            clean_item(c, &item, dem_str_of(path));
        if (status == DEM_READ_BAD || status == DEM_READ_STOP) {
            cmd_complain(&err);
            c->trouble++;
        }
        more = status == DEM_READ_ITEM || status == DEM_READ_BAD;
    }
    dem_reader_close(reader);
    if (c->documents == before && c->trouble == trouble)
        cmd_say("%s: no document in it", path);
}

static int clean(const cmd_args *args, const void *given)
{
    static char dash[] = "-";
    static char *only_stdin[] = {dash};
    dem_out out = {.write = to_stdout};
    cmd_form form = args->form;
    cleaner c = {
        .options = given, .out = &out, .json = form == CMD_FORM_JSON || form == CMD_FORM_JSONL};
    cmd_paths paths = {0};
    cmd_paths_find(&paths, args->n_words ? args->words : only_stdin,
                   args->n_words ? args->n_words : 1);
    if (!dem_arena_open(&c.item, (size_t)1 << 30) || !dem_arena_open(&c.arena, (size_t)1 << 30) ||
        !dem_arena_open(&c.scratch, (size_t)2 << 30))
        return cmd_say("no address space left");
    for (int i = 0; i < paths.len; i++)
        clean_file(&c, paths.at[i]);
    bool sent = dem_out_close(&out);
    int trouble = c.trouble + paths.trouble;
    cmd_paths_free(&paths);
    dem_arena_close(&c.item);
    dem_arena_close(&c.arena);
    dem_arena_close(&c.scratch);
    return cmd_finish(trouble || !sent ? CMD_TROUBLE : c.documents ? CMD_FOUND : CMD_NONE);
}

const cmd_verb cmd_clean = {
    "clean",
    "[PATH...]",
    "pages and texts to title, date, authors and main text",
    "Reads web pages, plain text, JSON lines, CSV, WARC, feeds and mailboxes, packed or not; "
    "prints each\n"
    "document's title, date and main text, or with --json one object a line with the evidence.\n"
    "\nexamples\n  demarche clean --json page.html | jq -r .text\n"
    "  demarche clean --json --range 12917- CC-NEWS.warc.gz | head -1",
    options,
    sizeof(clean_options),
    clean};
