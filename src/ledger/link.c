#include "ledger/link.h"
#include "ledger/id.h"
#include "ledger/sheet.h"

#include <assert.h>

int64_t dem_link_text_bytes(dem_store *store)
{
    return dem_store_int(store, "SELECT coalesce(sum(raw_bytes + 2000), 0) FROM document");
}

static dem_str kept(dem_query *q, int at, dem_arena *arena)
{
    return dem_str_copy(dem_col_str(q, at), arena);
}

dem_report *dem_link_reports(dem_store *store, int32_t *n, dem_arena *arena)
{
    DEM_VEC(dem_report) reports = {0};
    dem_query *q = dem_store_query(
        store, "SELECT id, outlet, published, title, text, main_begin, main_end FROM document ORDER BY id");
    while (dem_step(q)) {
        dem_str text = dem_col_str(q, 4);
        size_t end = (size_t)dem_col_int(q, 6);
        text = dem_str_cut(text, (size_t)dem_col_int(q, 5), end ? end : text.len);
        *dem_push(&reports, arena) =
            (dem_report){.id = kept(q, 0, arena), .outlet = kept(q, 1, arena), .date = kept(q, 2, arena),
                         .title = kept(q, 3, arena), .text = dem_str_copy(text, arena)};
    }
    dem_query_free(q);
    *n = reports.len;
    return reports.at;
}

bool dem_link_store_stories(dem_store *store, const dem_report *reports, const int32_t *story,
                            const int32_t *copy_of, int32_t n)
{
    dem_store_begin(store);
    dem_query *q = dem_store_query(store, "UPDATE document SET story = ?2, copy_of = ?3 WHERE id = ?1 AND"
                                          " (story IS NOT ?2 OR copy_of IS NOT ?3)");
    for (int32_t i = 0; i < n; i++) {
        dem_bind_str(q, 1, reports[i].id);
        dem_bind_str(q, 2, reports[story[i]].id);
        dem_bind_str_null(q, 3, copy_of[i] < 0 ? (dem_str){0} : reports[copy_of[i]].id);
        dem_done(q);
    }
    dem_query_free(q);
    dem_store_touch(store);
    return dem_store_end(store);
}

static int act_of(dem_str name)
{
    int act = dem_tag_find(dem_act_set, name);
    return act < 0 ? DEM_ACT_CLAIM : act;
}

static const dem_str *texts_of(dem_query *texts, int64_t row, int32_t *n, dem_arena *arena)
{
    DEM_VEC(dem_str) list = {0};
    dem_bind_int(texts, 1, row);
    while (dem_step(texts))
        *dem_push(&list, arena) = kept(texts, 0, arena);
    dem_done(texts);
    *n = list.len;
    return list.at;
}

dem_claim *dem_link_claims(dem_store *store, int32_t *n, dem_arena *arena)
{
    DEM_VEC(dem_claim) claims = {0};
    dem_query *q = dem_store_query(
        store, "SELECT s.n, s.id, s.doc, s.ord, coalesce(d.story, d.id), CASE WHEN length(s.time_value) = 10 THEN s.time_value"
               " ELSE d.published END, a.id, s.party, s.content,"
               " s.source, s.condition, s.content_begin, s.content_end, s.stance, s.act, CASE WHEN s.firsthand THEN 1 ELSE s.level END, s.negated,"
               " s.sentence_begin, s.speaker_name FROM said s JOIN document d ON d.n = s.doc LEFT JOIN actor a ON a.n = s.speaker"
               " WHERE d.copy_of IS NULL ORDER BY d.id, s.ord");
    dem_query *topics = dem_store_query(store, "SELECT topic FROM topic WHERE statement = ?1 ORDER BY ord");
    dem_query *targets = dem_store_query(store, "SELECT name FROM target WHERE statement = ?1 ORDER BY ord");
    while (dem_step(q)) {
        dem_claim *c = dem_push(&claims, arena);
        *c = (dem_claim){.row = dem_col_int(q, 0), .id = kept(q, 1, arena), .doc = (int32_t)dem_col_int(q, 2),
                         .ord = (int32_t)dem_col_int(q, 3), .story = kept(q, 4, arena),
                         .date = kept(q, 5, arena), .speaker = kept(q, 6, arena), .party = kept(q, 7, arena),
                         .content = kept(q, 8, arena), .source = kept(q, 9, arena),
                         .condition = kept(q, 10, arena), .begin = (uint32_t)dem_col_int(q, 11),
                         .end = (uint32_t)dem_col_int(q, 12), .stance = kept(q, 13, arena),
                         .act = (uint8_t)act_of(dem_col_str(q, 14)), .level = (uint8_t)dem_col_int(q, 15),
                         .negated = dem_col_int(q, 16) != 0, .sentence = (int32_t)dem_col_int(q, 17),
                         .name = kept(q, 18, arena)};
        c->topics = texts_of(topics, c->row, &c->n_topics, arena);
        c->targets = texts_of(targets, c->row, &c->n_targets, arena);
    }
    dem_query_free(targets);
    dem_query_free(topics);
    dem_query_free(q);
    *n = claims.len;
    return claims.at;
}

static dem_id relation_id(const dem_claim *claims, const dem_relation *r)
{
    dem_id_maker maker;
    dem_id_open(&maker, 'r');
    dem_id_push(&maker, dem_tag_name(dem_relation_set, r->kind));
    for (int32_t i = 0; i < r->n; i++)
        dem_id_push(&maker, claims[r->members[i]].id);
    return dem_id_close(&maker);
}

static void store_members(dem_query *q, int64_t relation, const dem_claim *claims, const dem_relation *r)
{
    for (int32_t k = 0; k < r->n; k++) {
        dem_bind_int(q, 1, relation);
        dem_bind_int(q, 2, k);
        dem_bind_int(q, 3, claims[r->members[k]].row);
        dem_done(q);
    }
}

/* A relation that is there stays: its id tells its kind and members. */
static void store_relation(dem_store *store, dem_query *find, dem_query *put, dem_query *members, dem_query *keep,
                           const dem_claim *claims, const dem_relation *r)
{
    dem_id id = relation_id(claims, r);
    dem_bind_str(find, 1, dem_id_str(&id));
    bool there = dem_step(find);
    bool same = there && dem_col_int(find, 1) == r->confidence && dem_str_eq(dem_col_str(find, 0), r->why);
    dem_done_early(find);
    dem_bind_str(keep, 1, dem_id_str(&id));
    dem_done(keep);
    if (same)
        return;
    dem_bind_str(put, 1, dem_id_str(&id));
    dem_bind_str(put, 2, dem_tag_name(dem_relation_set, r->kind));
    dem_bind_str(put, 3, r->why);
    dem_bind_int(put, 4, r->confidence);
    dem_done(put);
    if (!there)
        store_members(members, dem_store_last_row(store), claims, r);
}

static void store_relations(dem_store *store, const dem_claim *claims, const dem_relations *relations)
{
    dem_store_run(store, "CREATE TEMP TABLE found (id TEXT PRIMARY KEY) WITHOUT ROWID");
    dem_query *find = dem_store_query(store, "SELECT why, confidence FROM relation WHERE id = ?1");
    dem_query *put = dem_store_query(store, "INSERT INTO relation (id, kind, why, confidence) VALUES (?1, ?2, ?3, ?4)"
                                            " ON CONFLICT (id) DO UPDATE SET why = ?3, confidence = ?4");
    dem_query *members = dem_store_query(store, "INSERT OR IGNORE INTO relation_member VALUES (?1, ?2, ?3)");
    dem_query *keep = dem_store_query(store, "INSERT OR IGNORE INTO temp.found VALUES (?1)");
    for (int32_t i = 0; i < relations->len; i++)
        store_relation(store, find, put, members, keep, claims, &relations->at[i]);
    dem_query_free(keep);
    dem_query_free(members);
    dem_query_free(put);
    dem_query_free(find);
    dem_store_run(store, "DELETE FROM relation WHERE id NOT IN (SELECT id FROM temp.found)");
    dem_store_run(store, "DROP TABLE temp.found");
}

static void store_echoes(dem_store *store, const dem_claim *claims, int32_t n, const int32_t *fold)
{
    dem_store_run(store, "CREATE TEMP TABLE folded (statement INTEGER PRIMARY KEY, first INTEGER)");
    dem_query *q = dem_store_query(store, "INSERT INTO temp.folded VALUES (?1, ?2)");
    for (int32_t i = 0; i < n; i++) {
        if (fold[i] == i)
            continue;
        dem_bind_int(q, 1, claims[i].row);
        dem_bind_int(q, 2, claims[fold[i]].row);
        dem_done(q);
    }
    dem_query_free(q);
    dem_store_run(store, "DELETE FROM echo WHERE (statement, first) NOT IN (SELECT statement, first FROM temp.folded)");
    dem_store_run(store, "INSERT INTO echo SELECT statement, first FROM temp.folded WHERE statement NOT IN (SELECT statement FROM echo)");
    dem_store_run(store, "DROP TABLE temp.folded");
}

/* As the file has them: the same names and members in the same order. */
static bool are_stored(dem_store *store, const dem_claim *claims, const dem_concepts *concepts)
{
    bool same = true;
    dem_query *q = dem_store_query(store, "SELECT c.name, m.statement FROM concept c JOIN concept_member m ON m.concept = c.n"
                                          " ORDER BY c.n, m.ord");
    for (int32_t i = 0; same && i < concepts->len; i++)
        for (int32_t k = 0; same && k < concepts->at[i].n; k++)
            same = dem_step(q) && dem_col_int(q, 1) == claims[concepts->at[i].members[k]].row &&
                   dem_str_eq(dem_col_str(q, 0), concepts->at[i].name);
    same = same && !dem_step(q);
    dem_query_free(q);
    return same;
}

static void store_concepts(dem_store *store, const dem_claim *claims, const dem_concepts *concepts)
{
    if (are_stored(store, claims, concepts))
        return;
    dem_store_run(store, "DELETE FROM concept");
    dem_query *put = dem_store_query(store, "INSERT INTO concept (n, id, name, statement) VALUES (?1, ?2, ?3, ?4)");
    dem_query *member = dem_store_query(store, "INSERT INTO concept_member VALUES (?1, ?2, ?3)");
    for (int32_t i = 0; i < concepts->len; i++) {
        const dem_concept *c = &concepts->at[i];
        dem_id_maker maker;
        dem_id_open(&maker, 'k');
        dem_id_push(&maker, claims[c->members[0]].id);
        dem_id id = dem_id_close(&maker);
        dem_bind_int(put, 1, i + 1);
        dem_bind_str(put, 2, dem_id_str(&id));
        dem_bind_str(put, 3, c->name);
        dem_bind_int(put, 4, claims[c->members[0]].row);
        dem_done(put);
        for (int32_t k = 0; k < c->n; k++) {
            dem_bind_int(member, 1, i + 1);
            dem_bind_int(member, 2, k);
            dem_bind_int(member, 3, claims[c->members[k]].row);
            dem_done(member);
        }
    }
    dem_query_free(member);
    dem_query_free(put);
}

/* Only what differs is written: sheets of documents whose echoes stay need not be packed anew. */
bool dem_link_store_relations(dem_store *store, const dem_claim *claims, int32_t n, const dem_relations *relations,
                              const dem_concepts *concepts, const int32_t *fold)
{
    dem_store_begin(store);
    store_relations(store, claims, relations);
    store_concepts(store, claims, concepts);
    store_echoes(store, claims, n, fold);
    dem_store_touch(store);
    dem_sheet_settle(store, 0, true);
    return dem_store_end(store);
}
