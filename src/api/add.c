#include "api/face.h"
#include "api/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

/* One run of add. Workers take inputs in turn, code them side by side, and store them in the order in
 * which they came, so that nothing depends on how many workers there are. */
typedef struct run {
    demarche_ledger *ledger;
    const dem_engine *engine;
    const demarche_source *source;
    dem_stamp stamp;
    pthread_mutex_t reading; /* over source->next and `taken` */
    pthread_mutex_t storing; /* over everything below, and the store */
    pthread_cond_t turned;
    long taken;              /* inputs handed out */
    long turn;               /* the input whose turn it is to be stored */
    bool broken;             /* the ledger failed: store nothing more */
    dem_error err;
    demarche_counts counts;
} run;

/* One input on its way. */
typedef struct job {
    demarche_input input;
    demarche_error failed;
    long number;
    dem_doc doc;
    dem_source_file file;
    dem_records records;
    bool known;
} job;

static bool take(run *r, job *j)
{
    *j = (job){.number = -1};
    pthread_mutex_lock(&r->reading);
    bool got = r->source->next(r->source->context, &j->input, &j->failed);
    if (got)
        j->number = r->taken++;
    pthread_mutex_unlock(&r->reading);
    return got;
}

/* Asks before the work is done whether it is needed. */
static dem_known ask(run *r, const job *j)
{
    pthread_mutex_lock(&r->storing);
    dem_known known = {0};
    if (!r->broken)
        known = dem_ledger_knows(r->ledger->store, j->file.raw_sha256, &j->doc.meta);
    pthread_mutex_unlock(&r->storing);
    return known;
}

static void code(run *r, job *j, dem_arena *arena, dem_arena scratch)
{
    dem_error err = {0};
    dem_str raw = {j->input.at, j->input.len};
    j->doc = (dem_doc){.arena = arena};
    if (!dem_face_load(&j->input, &j->doc, &err)) {
        dem_face_fail(&j->failed, &err);
        return;
    }
    arena->oom = NULL;
    j->file = dem_source_file_of(&j->doc, raw, arena);
    dem_known known = ask(r, j);
    j->known = known.there && known.same;
    if (j->known)
        return;
    if (!dem_pipeline_run(r->engine, &j->doc, scratch, DEM_DEPTH_CODE, &err)) {
        dem_face_fail(&j->failed, &err);
        return;
    }
    arena->oom = NULL;
    j->file = dem_source_file_of(&j->doc, raw, arena);
    j->records = dem_records_of(&j->doc, j->file.id, arena);
}

static void tell(run *r, const job *j, int kind)
{
    demarche_event event = {.name = j->input.name, .statements = j->records.len, .done = j->number + 1};
    event.kind = kind == DEMARCHE_STORED  ? DEMARCHE_STORED
                 : kind == DEMARCHE_KNOWN ? DEMARCHE_KNOWN
                 : kind == DEMARCHE_AGAIN ? DEMARCHE_AGAIN
                                          : DEMARCHE_REFUSED;
    event.failed = kind == DEMARCHE_REFUSED ? &j->failed : NULL;
    if (r->source->event)
        r->source->event(r->source->context, &event);
}

static void store(run *r, job *j)
{
    dem_store *s = r->ledger->store;
    if (j->failed.code) {
        r->counts.refused++;
        tell(r, j, DEMARCHE_REFUSED);
        return;
    }
    if (!j->known) {
        dem_known now = dem_ledger_knows(s, j->file.raw_sha256, &j->doc.meta);
        j->known = now.there && now.same;
    }
    dem_put put = DEM_PUT_KNOWN;
    if (j->known)
        dem_ledger_sight(s, j->file.raw_sha256, j->file.name);
    else
        put = dem_ledger_put(s, &j->doc, &j->file, j->records, r->stamp);
    if (dem_store_take_error(s, &r->err)) {
        r->broken = true;
        return;
    }
    r->counts.known += put == DEM_PUT_KNOWN;
    r->counts.again += put == DEM_PUT_AGAIN;
    r->counts.stored += put == DEM_PUT_NEW;
    r->counts.statements += put == DEM_PUT_KNOWN ? 0 : j->records.len;
    tell(r, j, put == DEM_PUT_NEW ? DEMARCHE_STORED : put == DEM_PUT_AGAIN ? DEMARCHE_AGAIN : DEMARCHE_KNOWN);
}

static void store_in_turn(run *r, job *j)
{
    pthread_mutex_lock(&r->storing);
    while (r->turn != j->number)
        pthread_cond_wait(&r->turned, &r->storing);
    if (!r->broken)
        store(r, j);
    r->turn++;
    pthread_cond_broadcast(&r->turned);
    pthread_mutex_unlock(&r->storing);
}

static bool is_broken(run *r)
{
    pthread_mutex_lock(&r->storing);
    bool broken = r->broken;
    pthread_mutex_unlock(&r->storing);
    return broken;
}

static void *work(void *context)
{
    run *r = context;
    dem_arena arena, scratch;
    bool have = dem_arena_open(&arena, DEM_ARENA_DOCUMENT);
    if (have && !dem_arena_open(&scratch, DEM_ARENA_SCRATCH)) {
        dem_arena_close(&arena);
        have = false;
    }
    job j;
    while (have && !is_broken(r) && take(r, &j)) {
        if (!j.failed.code)
            code(r, &j, &arena, scratch);
        store_in_turn(r, &j);
        if (r->source->release)
            r->source->release(r->source->context, &j.input);
        dem_arena_reset(&arena, (size_t)64 << 20);
        dem_arena_reset(&scratch, (size_t)64 << 20);
    }
    if (have) {
        dem_arena_close(&arena);
        dem_arena_close(&scratch);
    }
    return NULL;
}

enum { JOBS_MAX = 64 };

static void run_all(run *r, int jobs)
{
    pthread_t threads[JOBS_MAX];
    int started = 0;
    jobs = jobs > JOBS_MAX ? JOBS_MAX : jobs;
    while (started < jobs - 1 && pthread_create(&threads[started], NULL, work, r) == 0)
        started++;
    work(r); /* this thread is one of them */
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

bool demarche_add(demarche_ledger *ledger, const demarche *engine, const demarche_source *source, int jobs,
                  const char *at, demarche_counts *counts, demarche_error *err)
{
    run r = {.ledger = ledger, .engine = &engine->engine, .source = source,
             .stamp = {DEM_STR("demarche " DEMARCHE_VERSION), dem_str_of(at)}};
    pthread_mutex_init(&r.reading, NULL);
    pthread_mutex_init(&r.storing, NULL);
    pthread_cond_init(&r.turned, NULL);
    run_all(&r, jobs);
    pthread_cond_destroy(&r.turned);
    pthread_mutex_destroy(&r.storing);
    pthread_mutex_destroy(&r.reading);
    *counts = r.counts;
    return r.broken ? dem_face_fail(err, &r.err) : true;
}
