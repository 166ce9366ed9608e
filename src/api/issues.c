#include "api/issues.h"
#include "ledger/issues.h"

static bool read_issues(dem_issues *issues, dem_str bytes, dem_str name, demarche_ledger *ledger, dem_error *err)
{
    issues->bytes = bytes;
    if (!bytes.at)
        return dem_topics_open(&issues->topics, &ledger->arena, err);
    return dem_topics_read(&issues->topics, bytes, name, &ledger->arena, err);
}

bool dem_issues_open(dem_issues *issues, demarche_ledger *ledger, dem_error *err)
{
    dem_str bytes = dem_ledger_issues(ledger->store, &ledger->arena);
    return !dem_store_take_error(ledger->store, err) && read_issues(issues, bytes, DEM_STR("the ledger's issues"), ledger, err);
}

long dem_issues_store(const dem_issues *issues, demarche_ledger *ledger)
{
    jmp_buf oom;
    dem_arena scratch = ledger->arena;
    scratch.oom = &oom;
    if (!setjmp(oom))
        return (long)dem_ledger_set_issues(ledger->store, issues->bytes, &issues->topics, scratch);
    dem_store_release(ledger->store);
    dem_store_fail(ledger->store, DEM_E_LIMIT, "a document is too large");
    dem_store_end(ledger->store);
    return -1;
}

bool demarche_issues_get(demarche_ledger *ledger, demarche_write *write, void *context, demarche_error *err)
{
    dem_error ours = {0};
    dem_str bytes = {0};
    if (ledger) {
        dem_arena_reset(&ledger->arena, 0);
        bytes = dem_ledger_issues(ledger->store, &ledger->arena);
        if (dem_store_take_error(ledger->store, &ours))
            return dem_face_fail(err, &ours);
    }
    if (!bytes.at)
        bytes = dem_topics_built_in();
    if (write(context, bytes.at, bytes.len))
        return true;
    dem_fail(&ours, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    return dem_face_fail(err, &ours);
}

bool demarche_issues_are(demarche_ledger *ledger, const demarche_issues *issues)
{
    dem_error unseen = {0};
    dem_arena_reset(&ledger->arena, 0);
    dem_str bytes = dem_ledger_issues(ledger->store, &ledger->arena), asked = {issues->at, issues->at ? issues->len : 0};
    return !dem_store_take_error(ledger->store, &unseen) && !bytes.at == !asked.at && dem_str_eq(bytes, asked);
}

long demarche_issues_set(demarche_ledger *ledger, const demarche_issues *issues, demarche_error *err)
{
    dem_error ours = {0};
    dem_issues mine;
    dem_str bytes = {issues->at, issues->at ? issues->len : 0};
    dem_arena_reset(&ledger->arena, 0);
    long changed = read_issues(&mine, bytes, dem_str_of(issues->name), ledger, &ours) ? dem_issues_store(&mine, ledger) : -1;
    dem_store_take_error(ledger->store, &ours);
    if (ours.code)
        dem_face_fail(err, &ours);
    return changed;
}
