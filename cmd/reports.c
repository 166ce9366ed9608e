#include "reports.h"

#include "api/ingest.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>

/* A page's main text, title and date; of a file of text its date and what in it is furniture. What a
 * record says is taken as it is: its text may be large, and needs no cleaning. */
static bool ingest(cmd_reports *r, const char *path, const dem_item *item, dem_report *out)
{
    dem_doc doc = {.arena = &r->page};
    dem_error err = {0};
    DEM_VEC(dem_span) aside = {0};
    if (item->kind != DEM_ITEM_HTML && item->utf8)
        return true;
    dem_arena_reset(&r->page, 1 << 20);
    if (!dem_ingest(item, &doc, r->scratch, &err)) {
        snprintf(err.path, sizeof err.path, "%s", path);
        cmd_complain(&err);
        r->trouble++;
        return false;
    }
    bool page = item->kind == DEM_ITEM_HTML;
    r->page.oom = NULL;
    for (int32_t i = 0; i < doc.blocks.len && !page; i++)
        if (doc.blocks.at[i].kind == DEM_BLOCK_FURNITURE)
            *dem_push(&aside, &r->arena) = doc.blocks.at[i].span;
    out->text = page ? dem_ingest_text(&doc, &r->arena) : dem_str_copy(doc.text, &r->arena);
    out->aside = aside.at;
    out->n_aside = aside.len;
    out->title = dem_str_copy(doc.meta.title, &r->arena);
    out->date = dem_str_copy(doc.meta.published, &r->arena);
    out->outlet = dem_str_copy(doc.meta.outlet, &r->arena);
    return true;
}

static void keep(cmd_reports *r, const char *path, const dem_item *item)
{
    if (item->unnamed) { /* the answer names documents: one without a name has no place in it */
        r->trouble++;
        cmd_say("%s: line %lld: has no id (use --map id=NAME)", path, (long long)item->line);
        return;
    }
    dem_report report = {.id = item->meta.name, .outlet = item->meta.outlet, .date = item->meta.published,
                         .title = item->meta.title, .text = item->body};
    if (!ingest(r, path, item, &report))
        return;
    if (r->len == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 256;
        r->at = realloc(r->at, (size_t)r->cap * sizeof *r->at);
        if (!r->at)
            abort();
    }
    r->at[r->len++] = report;
}

static void read_file(cmd_reports *r, const char *path, const reports_options *options)
{
    dem_error err = {0};
    const dem_read_options how = {.map = options->map};
    dem_reader *reader = dem_reader_open(path, &how, &err);
    if (!reader) {
        r->trouble++;
        cmd_complain(&err);
        return;
    }
    for (;;) {
        dem_item item;
        err = (dem_error){0};
        dem_read_status status = dem_reader_next(reader, &r->arena, &item, &err);
        if (status == DEM_READ_END)
            break;
        if (status == DEM_READ_ITEM) {
            keep(r, path, &item);
            continue;
        }
        r->trouble++;
        cmd_complain(&err);
        if (status == DEM_READ_STOP)
            break;
    }
    dem_reader_close(reader);
}

static int by_id(const void *x, const void *y)
{
    const dem_report *a = x, *b = y;
    int order = dem_str_cmp(a->id, b->id);
    return order ? order : dem_str_cmp(a->text, b->text);
}

/* Of two with one id the first in the order of their texts stays. */
static void drop_twins(cmd_reports *r)
{
    int n = 0;
    for (int i = 0; i < r->len; i++) {
        if (n && dem_str_eq(r->at[n - 1].id, r->at[i].id)) {
            r->trouble++;
            cmd_say("%s: id \"%.*s\" stands twice", r->last, (int)(r->at[i].id.len < 80 ? r->at[i].id.len : 80), r->at[i].id.at);
        } else {
            r->at[n++] = r->at[i];
        }
    }
    r->len = n;
}

const cmd_option cmd_reports_options[] = {
    {"map", 0, "FIELDS", "fields of JSON lines and CSV: text=body,date=published", CMD_TEXT, offsetof(reports_options, map)},
    {0}};

bool cmd_reports_read(cmd_reports *r, const cmd_args *args, const reports_options *options)
{
    *r = (cmd_reports){0};
    if (!dem_arena_open(&r->arena, (size_t)8 << 30) || !dem_arena_open(&r->page, (size_t)1 << 28) ||
        !dem_arena_open(&r->scratch, (size_t)1 << 28))
        return false;
    cmd_paths paths = {0};
    cmd_paths_find(&paths, args->words, args->n_words);
    r->trouble = paths.trouble;
    for (int i = 0; i < paths.len; i++)
        read_file(r, paths.at[i], options);
    snprintf(r->last, sizeof r->last, "%s", paths.len ? paths.at[paths.len - 1] : "-");
    cmd_paths_free(&paths);
    if (r->len)
        qsort(r->at, (size_t)r->len, sizeof *r->at, by_id);
    drop_twins(r);
    r->words = dem_new(&r->arena, dem_words, r->len);
    for (int32_t i = 0; i < r->len; i++)
        r->words[i] = dem_report_words(r->at[i].text, &r->arena);
    return true;
}

void cmd_reports_free(cmd_reports *r)
{
    free(r->at);
    dem_arena_close(&r->arena);
    dem_arena_close(&r->page);
    dem_arena_close(&r->scratch);
}
