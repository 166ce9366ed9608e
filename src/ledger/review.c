#include "ledger/review.h"
#include "doc/tags.h"
#include "ledger/write.h"

static const char *const stances[] = {"support", "oppose", "conditional", "neutral"};

static bool is_stance(dem_str value)
{
    for (int i = 0; i < 4; i++)
        if (dem_str_eq(value, dem_str_of(stances[i])))
            return true;
    return false;
}

static bool fits(const dem_review *r, dem_error *err)
{
    dem_str field = dem_str_of(r->field);
    int shown = (int)(r->value.len < 60 ? r->value.len : 60);
    if (!r->value.len)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "--%s needs a value", r->field);
    if (dem_str_eq(field, DEM_STR("act")) && dem_tag_find(dem_act_set, r->value) < 0)
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%.*s' is no act; see 'demarche help review'", shown,
                        r->value.at);
    if (dem_str_eq(field, DEM_STR("stance")) && !is_stance(r->value))
        return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1,
                        "'%.*s' is no stance: support, oppose, conditional or neutral", shown, r->value.at);
    return true;
}

static void put(dem_store *store, dem_str statement, const dem_review *r, dem_str who, dem_str why, dem_str at)
{
    dem_query *q = dem_store_query(
        store, "INSERT INTO review (statement, field, value, who, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    dem_bind_str(q, 1, statement);
    dem_bind_str(q, 2, dem_str_of(r->field));
    dem_bind_str(q, 3, r->value);
    dem_bind_str(q, 4, who);
    dem_bind_str(q, 5, why);
    dem_bind_str(q, 6, at);
    dem_done(q);
    dem_query_free(q);
}

bool dem_review_put(dem_store *store, dem_str statement, const dem_review *reviews, int n, dem_str who,
                    dem_str why, dem_str at, dem_error *err)
{
    for (int i = 0; i < n; i++)
        if (!fits(&reviews[i], err))
            return false;
    dem_store_begin(store);
    for (int i = 0; i < n; i++)
        put(store, statement, &reviews[i], who, why, at);
    dem_ledger_apply_reviews(store, statement);
    dem_store_touch(store);
    return dem_store_end(store);
}

/* Deleted rows would stay in free pages, in the full-text index's old segments and in the log: pages are
 * overwritten, segments merged, the file written anew and the log cut. */
bool dem_ledger_wipe(dem_store *store, dem_str doc_id)
{
    dem_store_run(store, "PRAGMA secure_delete = ON");
    bool there = dem_ledger_forget(store, doc_id);
    dem_store_run(store, "INSERT INTO words (words) VALUES ('optimize')");
    dem_store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)");
    dem_store_run(store, "VACUUM");
    dem_store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)");
    return there && dem_store_ok(store);
}
