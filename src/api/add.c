#include "api/flow.h"
#include "api/ingest.h"
#include "api/issues.h"
#include "ledger/write.h"

#include <string.h>

typedef struct add {
    demarche_ledger *ledger;
    const demarche_source *source;
    dem_stamp stamp;
    dem_error err; /* of the ledger */
    demarche_counts counts;
} add;

/* Keeps what the user said before when coding anew because of what the user says now. */
static bool known(void *context, dem_job *job)
{
    add *a = context;
    return dem_ledger_knows(a->ledger->store, job->file.raw_sha256, &job->doc.meta, job->doc.arena);
}

static void tell(add *a, const dem_job *job, demarche_event event)
{
    char name[256];
    demarche_error failed = {0};
    size_t n = job->file.name.len < sizeof name - 1 ? job->file.name.len : sizeof name - 1;
    if (n)
        memcpy(name, job->file.name.at, n);
    name[n] = 0;
    event.name = name;
    event.statements = job->records.len;
    event.done = job->number + 1;
    if (job->failed.code) {
        dem_face_fail(&failed, &job->failed);
        event.kind = DEMARCHE_REFUSED;
        event.failed = &failed;
        a->counts.refused++;
    }
    if (a->source->event)
        a->source->event(a->source->context, &event);
}

static bool take(void *context, dem_job *job)
{
    add *a = context;
    dem_store *s = a->ledger->store;
    demarche_event event = {.kind = DEMARCHE_KNOWN};
    if (job->failed.code) {
        tell(a, job, event);
        return true;
    }
    /* The same bytes may have come in since this document was asked about. */
    bool there = job->known || dem_ledger_knows(s, job->file.raw_sha256, &job->doc.meta, job->doc.arena);
    dem_put put = DEM_PUT_KNOWN;
    if (there)
        dem_ledger_sight(s, job->file.raw_sha256, job->file.name);
    else
        put = dem_ledger_put(s, &job->doc, &job->file, job->records, a->stamp);
    if (dem_store_take_error(s, &a->err))
        return false;
    a->counts.known += put == DEM_PUT_KNOWN;
    a->counts.again += put == DEM_PUT_AGAIN;
    a->counts.stored += put == DEM_PUT_NEW;
    a->counts.other += put != DEM_PUT_KNOWN && !dem_ingest_is_english(&job->doc);
    a->counts.statements += put == DEM_PUT_KNOWN ? 0 : job->records.len;
    if (put != DEM_PUT_KNOWN)
        event.kind = put == DEM_PUT_NEW ? DEMARCHE_STORED : DEMARCHE_AGAIN;
    tell(a, job, event);
    return true;
}

/* Somebody may have given the ledger other issues while documents were coded by these. */
static bool keep_up(demarche_ledger *ledger, const dem_issues *used, dem_error *err)
{
    dem_issues now;
    if (!dem_issues_open(&now, ledger, err))
        return false;
    if (!now.bytes.at == !used->bytes.at && dem_str_eq(now.bytes, used->bytes))
        return true;
    dem_issues_store(&now, ledger);
    return !dem_store_take_error(ledger->store, err);
}

bool demarche_add(demarche_ledger *ledger, const demarche *engine, const demarche_source *source, int jobs,
                  const char *at, demarche_counts *counts, demarche_error *err)
{
    add a = {.ledger = ledger, .source = source,
             .stamp = {DEM_STR("demarche " DEMARCHE_VERSION), dem_str_of(at)}};
    dem_engine by = engine->engine; /* its models and tables, but for the topics */
    dem_issues issues = {0};
    dem_arena_reset(&ledger->arena, 0);
    bool ok = dem_issues_open(&issues, ledger, &a.err);
    by.statement.topics = issues.topics;
    dem_flow flow = {&by, source, known, take, &a};
    ok = ok && dem_flow_run(&flow, jobs) && keep_up(ledger, &issues, &a.err);
    *counts = a.counts;
    return ok ? true : dem_face_fail(err, &a.err);
}
