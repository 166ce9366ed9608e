#include "api/held.h"
#include "ledger/correct.h"
#include "ledger/read.h"
#include "ledger/review.h"

#include <string.h>

#define NAME(name, kind, set, none, sql) #name,
const char *const demarche_fields[] = {DEM_FIELDS(NAME) NULL};

static bool done(demarche_ledger *ledger, dem_error *ours, demarche_error *err)
{
    dem_store_take_error(ledger->store, ours);
    return ours->code ? dem_face_fail(err, ours) : true;
}

static bool resolve(demarche_ledger *ledger, const char *prefix, char kind, dem_id *id, dem_error *err)
{
    if (!dem_ledger_resolve(ledger->store, dem_str_of(prefix), id, err))
        return false;
    if (id->at[0] == kind)
        return true;
    return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.40s' is no %s", prefix,
                    kind == 'd' ? "document" : kind == 'a' ? "actor" : "statement");
}

bool demarche_review(demarche_ledger *ledger, const char *id, const demarche_change *changes, int n,
                     const char *who, const char *why, const char *at, demarche_error *err)
{
    dem_error ours = {0};
    dem_id full;
    jmp_buf oom;
    dem_arena_reset(&ledger->arena, 0);
    ledger->arena.oom = &oom;
    if (setjmp(oom)) {
        dem_fail(&ours, DEM_E_LIMIT, (dem_str){0}, -1, "the document is too large");
    } else if (resolve(ledger, id, 's', &full, &ours)) {
        dem_review *reviews = dem_new(&ledger->arena, dem_review, n);
        for (int i = 0; i < n; i++)
            reviews[i] = (dem_review){changes[i].field, dem_str_of(changes[i].value)};
        dem_review_put(ledger->store, dem_id_str(&full), reviews, n, dem_str_of(who), dem_str_of(why), dem_str_of(at), &ledger->arena,
                       &ours);
    }
    ledger->arena.oom = NULL;
    return done(ledger, &ours, err);
}

bool demarche_merge(demarche_ledger *ledger, const char *actor, const char *into, const char *who, const char *why,
                    const char *at, demarche_error *err)
{
    dem_error ours = {0};
    dem_id one, other;
    if (resolve(ledger, actor, 'a', &one, &ours) && resolve(ledger, into, 'a', &other, &ours))
        dem_review_merge(ledger->store, dem_id_str(&one), dem_id_str(&other), dem_str_of(who), dem_str_of(why),
                         dem_str_of(at));
    return done(ledger, &ours, err);
}

bool demarche_add_missed(demarche_ledger *ledger, const char *doc, const demarche_missed *missed, const char *who,
                         const char *why, const char *at, char *id, demarche_error *err)
{
    dem_error ours = {0};
    dem_id full, made = {{0}};
    const dem_missed m = {.content = dem_str_of(missed->content), .source = dem_str_of(missed->source),
                          .cue = dem_str_of(missed->cue), .act = dem_str_of(missed->act), .from = missed->from,
                          .speaker = dem_str_of(missed->speaker), .party = dem_str_of(missed->party)};
    jmp_buf oom;
    dem_arena_reset(&ledger->arena, 0);
    ledger->arena.oom = &oom;
    if (setjmp(oom))
        dem_fail(&ours, DEM_E_LIMIT, (dem_str){0}, -1, "the document is too large");
    else if (resolve(ledger, doc, 'd', &full, &ours))
        dem_review_add(ledger->store, dem_id_str(&full), &m, dem_str_of(who), dem_str_of(why), dem_str_of(at), &made,
                       &ledger->arena, &ours);
    ledger->arena.oom = NULL;
    memcpy(id, made.at, sizeof made.at);
    return done(ledger, &ours, err);
}

long long demarche_generation(demarche_ledger *ledger) { return dem_store_generation(ledger->store); }

bool demarche_forget(demarche_ledger *ledger, const char *id, demarche_error *err)
{
    dem_error ours = {0};
    dem_id full;
    if (resolve(ledger, id, 'd', &full, &ours))
        dem_ledger_wipe(ledger->store, dem_id_str(&full));
    return done(ledger, &ours, err);
}
