#include "api/flow.h"
#include "api/ingest.h"
#include "api/pipeline.h"
#include "ledger/filter.h"
#include "read/read.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { JOBS_MAX = 64 };
#define KEEP ((size_t)64 << 20)

typedef struct flow {
    const dem_flow *how;
    pthread_mutex_t reading; /* over the next three, and source->next */
    demarche_input input;
    dem_reader *reader; /* of input.path while it has documents left */
    long taken;
    pthread_mutex_t ending; /* over the next two, and the callbacks */
    pthread_cond_t turned;
    long turn;
    bool stopped;
} flow;

/* What the user says of a document wins over what the document says. */
static void set_said(dem_doc *doc, const demarche_input *in, dem_str path_name, dem_arena *arena)
{
    dem_str named = dem_str_of(in->name), path = dem_str_of(in->path);
    if (named.len && path.len && dem_str_starts(path_name, path))
        doc->meta.name = dem_str_join(named, dem_str_cut(path_name, path.len, path_name.len), arena);
    else if (path_name.len)
        doc->meta.name = path_name;
    else
        doc->meta.name = named;
    doc->meta.url = dem_str_of(in->url);
    doc->meta.outlet = dem_str_of(in->outlet);
    doc->meta.language = dem_str_of(in->language);
    doc->meta.published = dem_str_of(in->date);
    doc->meta.published_how = doc->meta.published.len ? "option" : NULL;
}

/* The next document of the file that is open. False: the file is at its end. */
static bool from_file(flow *f, dem_job *job, dem_item *item, dem_arena *arena)
{
    dem_read_status status = dem_reader_next(f->reader, arena, item, &job->failed);
    if (status == DEM_READ_ITEM || status == DEM_READ_BAD)
        return true;
    dem_reader_close(f->reader);
    f->reader = NULL;
    return status == DEM_READ_STOP;
}

/* Fills the item with the next document there is; false when there is none. */
static bool next_item(flow *f, dem_job *job, dem_item *item, dem_arena *arena)
{
    for (;;) {
        if (f->reader) {
            if (from_file(f, job, item, arena))
                return true;
            continue;
        }
        f->input = (demarche_input){0};
        if (!f->how->source->next(f->how->source->context, &f->input))
            return false;
        if (!f->input.path) {
            dem_str text = {f->input.at, f->input.len};
            *item = (dem_item){.kind = DEM_ITEM_TEXT, .raw = text, .body = text};
            return true;
        }
        dem_read_options options = {.map = f->input.map, .range = f->input.range};
        f->reader = dem_reader_open(f->input.path, &options, &job->failed);
        if (!f->reader)
            return true; /* the failure is the document */
    }
}

static bool read_next(flow *f, dem_job *job, dem_item *item, demarche_input *input, dem_arena *arena)
{
    *job = (dem_job){0};
    *item = (dem_item){0};
    job->doc.arena = arena;
    pthread_mutex_lock(&f->reading);
    bool got = next_item(f, job, item, arena);
    *input = f->input;
    if (got)
        job->number = f->taken++;
    pthread_mutex_unlock(&f->reading);
    return got;
}

static bool ask_known(flow *f, dem_job *job)
{
    if (!f->how->known)
        return false;
    pthread_mutex_lock(&f->ending);
    bool known = !f->stopped && f->how->known(f->how->context, job);
    pthread_mutex_unlock(&f->ending);
    return known;
}

/* Names the file as the user did; of a document inside a file also which one it is, and where. */
static void say_where(dem_error *err, const char *path, const dem_item *item)
{
    char message[sizeof err->message];
    const char *last = strrchr(path, '/');
    dem_str file = dem_str_of(last ? last + 1 : path);
    snprintf(err->path, sizeof err->path, "%s", path);
    if (dem_str_eq(item->meta.name, file))
        return;
    int shown = item->meta.name.len < 80 ? (int)item->meta.name.len : 80;
    memcpy(message, err->message, sizeof message);
    snprintf(err->message, sizeof err->message, "%.*s: %.160s", shown, item->meta.name.at, message);
    err->offset = item->offset;
}

/* From the item to the coded document. */
static void work_on(flow *f, dem_job *job, dem_item *item, const demarche_input *in, dem_arena scratch)
{
    dem_arena *arena = job->doc.arena;
    dem_str place = in->path ? item->meta.name : (dem_str){0};
    set_said(&job->doc, in, place, arena);
    if (in->date && !dem_date_ok(job->doc.meta.published)) {
        dem_fail(&job->failed, DEM_E_USAGE, job->doc.meta.name, -1,
                 "'%.40s' is no date: write 2024-05-16, 2024-05 or 2024", in->date);
        return;
    }
    job->file = (dem_source_file){0};
    dem_str shown = job->doc.meta.name;
    job->known = false;
    job->file.raw_sha256 = dem_sha256_of(item->raw, arena);
    job->file.name = shown;
    if ((job->known = ask_known(f, job)))
        return;
    bool ok = dem_ingest(item, &job->doc, scratch, &job->failed);
    if (ok && !dem_str_trim(job->doc.text).len)
        ok = dem_fail(&job->failed, DEM_E_FORMAT, job->doc.meta.name, 0, "there is no text");
    dem_depth depth = ok && dem_ingest_is_english(&job->doc) ? DEM_DEPTH_CODE : DEM_DEPTH_CLEAN;
    ok = ok && dem_pipeline_run(f->how->engine, &job->doc, scratch, depth, &job->failed);
    arena->oom = NULL;
    if (!ok) {
        if (in->path)
            say_where(&job->failed, in->path, item);
        return;
    }
    job->file = dem_source_file_of(&job->doc, item->raw, arena);
    job->records = dem_records_of(&job->doc, job->file.id, arena);
}

static void hand_over(flow *f, dem_job *job)
{
    pthread_mutex_lock(&f->ending);
    while (f->turn != job->number)
        pthread_cond_wait(&f->turned, &f->ending);
    if (!f->stopped && !f->how->take(f->how->context, job))
        f->stopped = true;
    f->turn++;
    pthread_cond_broadcast(&f->turned);
    pthread_mutex_unlock(&f->ending);
}

static bool is_stopped(flow *f)
{
    pthread_mutex_lock(&f->ending);
    bool stopped = f->stopped;
    pthread_mutex_unlock(&f->ending);
    return stopped;
}

static void *work(void *context)
{
    flow *f = context;
    dem_arena arena, scratch;
    dem_job job;
    dem_item item;
    demarche_input input;
    if (!dem_arena_open(&arena, DEM_ARENA_DOCUMENT))
        return NULL;
    if (dem_arena_open(&scratch, DEM_ARENA_SCRATCH)) {
        while (!is_stopped(f) && read_next(f, &job, &item, &input, &arena)) {
            if (!job.failed.code)
                work_on(f, &job, &item, &input, scratch);
            hand_over(f, &job);
            dem_arena_reset(&arena, KEEP);
            dem_arena_reset(&scratch, KEEP);
        }
        dem_arena_close(&scratch);
    }
    dem_arena_close(&arena);
    return NULL;
}

bool dem_flow_run(const dem_flow *how, int jobs)
{
    flow f = {.how = how};
    pthread_t threads[JOBS_MAX];
    int started = 0;
    pthread_mutex_init(&f.reading, NULL);
    pthread_mutex_init(&f.ending, NULL);
    pthread_cond_init(&f.turned, NULL);
    while (started < jobs - 1 && started < JOBS_MAX &&
           pthread_create(&threads[started], NULL, work, &f) == 0)
        started++;
    work(&f); /* this thread is one of them */
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (f.reader)
        dem_reader_close(f.reader);
    pthread_cond_destroy(&f.turned);
    pthread_mutex_destroy(&f.ending);
    pthread_mutex_destroy(&f.reading);
    return !f.stopped;
}
