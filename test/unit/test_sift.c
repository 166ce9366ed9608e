/* Lists read from the sheets are the lists that SQL makes of the rows, whatever is asked, before and after changes. */
#include "unit.h"

#include "api/held.h"
#include "ledger/review.h"
#include "ledger/sift.h"
#include "ledger/write.h"
#include "show/tally.h"

#include <stdio.h>

typedef struct world {
    demarche_ledger *ledger;
    dem_store *store;
    dem_arena arena;
} world;

static bool next_of_sample(void *context, demarche_input *input)
{
    int *n = context;
    return demarche_sample((*n)++, input);
}

/* The built-in sample, linked; the sheets packed, or all stale. */
static int set_up(void **state)
{
    static world w;
    demarche_error err = {0};
    demarche_counts counts;
    int n = 0;
    demarche_source source = {.next = next_of_sample, .context = &n};
    demarche *engine = demarche_open(&err);
    assert_non_null(engine);
    w.ledger = demarche_ledger_open(":memory:", DEMARCHE_MAKE, &err);
    assert_non_null(w.ledger);
    assert_true(demarche_add(w.ledger, engine, &source, 1, "2026-01-01T00:00:00Z", &counts, &err));
    assert_true(demarche_link(w.ledger, &err));
    demarche_close(engine);
    w.store = w.ledger->store;
    w.arena = unit_arena((size_t)256 << 20);
    *state = &w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    demarche_ledger_close(w->ledger);
    dem_arena_close(&w->arena);
    return 0;
}

static const char *const questions[] = {
    "", "party:RUS", "party:rus,IRN", "-party:IRN", "party:?", "act:DENY", "act:CLAIM,ASSESS party:IRN", "topic:talks", "-topic:talks",
    "topic:talks,sanctions party:RUS", "on:talks", "on:2015-07", "on:2015-07-08,talks", "since:2015-07-01", "until:2015-07",
    "until:2015", "since:2015 until:2018-11", "since:2w", "until:1d", "on:1d", "mode:direct", "-mode:indirect", "modality:asserted", "stance:support,oppose",
    "stance:conditional", "level:1", "level:2+", "-level:1", "is:firsthand", "is:secondhand", "concept:tariffs", "-concept:tariffs", "has:condition", "has:speaker", "has:source", "has:role", "has:time",
    "has:stance", "has:event", "event:REJECT,AGREE", "-event:REJECT", "realis:actual", "realis:future,conditional", "realis:none", "has:date", "has:relay", "has:target", "has:topic", "has:relation", "has:review", "-has:topic",
    "is:negated", "is:secondhand", "is:firsthand", "is:undated", "is:unnamed", "outlet:a", "-outlet:a", "language:en", "-language:EN,fr", "language:de", "speaker:minister", "-speaker:minister", "to:iran",
    "relay:tass", "relay:a", "doc:vienna", "doc:nowhere", "copies:yes", "copies:yes party:RUS", "talks", "\"the talks\"", "ceasef*",
    "-talks", "talks party:IRN has:condition", "about:talks", "about:iran", "-about:iran"};

/* All rows and a page of them (7 after 3) are those of the query, in its order. */
static void same_rows(world *w, const dem_filter *filter, dem_str sql, dem_picked all, dem_picked page,
                      const char *question)
{
    dem_query *q = dem_store_query(w->store, sql.at);
    dem_filter_bind(filter, q);
    int32_t n = 0;
    for (; dem_step(q); n++) {
        if (n >= all.n || all.rows[n] != dem_col_int(q, 0))
            print_error("'%s': row %d\n", question, n);
        assert_true(n < all.n);
        assert_int_equal(all.rows[n], dem_col_int(q, 0));
        if (n >= 3 && n < 10)
            assert_int_equal(page.rows[n - 3], dem_col_int(q, 0));
    }
    dem_query_free(q);
    assert_true(dem_store_ok(w->store));
    assert_int_equal(n, all.n);
    assert_int_equal(page.n, all.n < 3 ? 0 : all.n < 10 ? all.n - 3 : 7);
}

static void agree(world *w, const char *question)
{
    dem_arena arena = w->arena;
    dem_error err = {0};
    dem_filter filter;
    dem_filter_open(&filter, &arena, DEM_STR("2026-01-03"));
    assert_true(dem_filter_word(&filter, dem_str_of(question), &err));
    dem_str where = dem_filter_where(&filter, &arena);
    dem_str sql = dem_str_format(&arena, "SELECT s.n FROM document d JOIN said s ON s.doc = d.n%.*s ORDER BY d.published"
                                         " DESC, d.name, d.id, s.ord", (int)where.len, where.at);
    int64_t total;
    dem_picked all = dem_pick_statements(w->store, &filter, DEM_PICK_LOG, 0, 0, &total, &arena);
    dem_picked page = dem_pick_statements(w->store, &filter, DEM_PICK_LOG, 7, 3, NULL, &arena);
    assert_int_equal(total, all.n);
    same_rows(w, &filter, sql, all, page, question);
}

static const char *const of_events[] = {"", "to:iran", "to:USA", "-to:USA", "party:IRN to:USA", "-party:RUS event:REJECT",
                                        "to:Iran,RUS", "about:iran", "about:withdraw", "-about:iran", "about:deal to:usa", "to:?", "to:zzz"};

/* The same of events. */
static void agree_on_events(world *w, const char *question)
{
    dem_arena arena = w->arena;
    dem_error err = {0};
    dem_filter filter;
    dem_filter_open(&filter, &arena, DEM_STR("2026-01-03"));
    filter.events = true;
    assert_true(dem_filter_word(&filter, dem_str_of(question), &err));
    dem_str where = dem_filter_where(&filter, &arena);
    dem_str sql = dem_str_format(&arena, "SELECT s.event FROM document d JOIN happened s ON s.doc = d.n%.*s ORDER BY"
                                         " d.published DESC, d.name, d.id, s.ord", (int)where.len, where.at);
    dem_picked all = dem_pick_events(w->store, &filter, 0, 0, &arena), page = dem_pick_events(w->store, &filter, 7, 3, &arena);
    same_rows(w, &filter, sql, all, page, question);
}

static void agree_all(world *w)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        agree(w, questions[i]);
        agree_on_events(w, questions[i]);
    }
    for (size_t i = 0; i < sizeof of_events / sizeof *of_events; i++)
        agree_on_events(w, of_events[i]);
}

static void lists_are_those_of_sql(void **state)
{
    world *w = *state;
    assert_int_equal(dem_store_int(w->store, "SELECT count(*) FROM stale"), 0);
    agree_all(w);
}

static void also_while_nothing_is_packed(void **state)
{
    world *w = *state;
    dem_store_run(w->store, "DELETE FROM sheet; DELETE FROM sheet_name; INSERT INTO stale SELECT n FROM document");
    agree_all(w);
    dem_sheet_settle(w->store, 0, false);
    assert_int_equal(dem_store_int(w->store, "SELECT count(*) FROM stale"), 0);
    agree_all(w);
}

static void also_after_corrections_and_deletions(void **state)
{
    world *w = *state;
    dem_error err = {0};
    dem_arena arena = w->arena;
    for (int i = 0; i < 24; i++) {
        dem_str sql = dem_str_format(&arena, "SELECT id FROM statement ORDER BY id LIMIT 1 OFFSET %d", i * 7);
        dem_query *q = dem_store_query(w->store, sql.at);
        assert_true(dem_step(q));
        dem_str id = dem_str_copy(dem_col_str(q, 0), &arena);
        dem_query_free(q);
        const dem_review changes[] = {{"act", DEM_STR("DENY")}, {"party", DEM_STR("IRN")}, {"stance", DEM_STR("oppose")},
                                      {"speaker", DEM_STR("A minister of our own")}, {"rejected", DEM_STR("1")},
                                      {"negated", DEM_STR("1")}, {"mode", DEM_STR("mixed")}, {"level", DEM_STR("2")},
                                      {"condition", DEM_STR("-")}, {"condition", DEM_STR("@0-9")}, {"topic", DEM_STR("Talks, a new one")},
                                      {"topic", DEM_STR("-")}, {"addressee", DEM_STR("Iran=@0-4")}, {"addressee", DEM_STR("-")},
                                      {"relay", DEM_STR("Our Wire=@0-4")}, {"relay", DEM_STR("-")}, {"source", DEM_STR("-")},
                                      {"content", DEM_STR("@0-9 12-20")}, {"modality", DEM_STR("desired")},
                                      {"event", DEM_STR("AID")}, {"realis", DEM_STR("future")}, {"event", DEM_STR("-")},
                                      {"role", DEM_STR("@0-4")}, {"time", DEM_STR("-")}};
        dem_arena scratch = arena;
        assert_true(dem_review_put(w->store, id, &changes[i % (int)(sizeof changes / sizeof *changes)], 1, DEM_STR("me"), DEM_STR("so"),
                                   DEM_STR("2026-01-02T00:00:00Z"), &scratch, &err));
        agree_all(w);
    }
    dem_query *q = dem_store_query(w->store, "SELECT id FROM document ORDER BY id LIMIT 1");
    assert_true(dem_step(q));
    dem_str doc = dem_str_copy(dem_col_str(q, 0), &arena);
    dem_query_free(q);
    assert_true(dem_ledger_forget(w->store, doc));
    agree_all(w);
    dem_sheet_settle(w->store, 0, false);
    agree_all(w);
}

/* Sums of the sheets against SQL of the rows. */
static void sums_are_those_of_sql(void **state)
{
    world *w = *state;
    dem_arena arena = w->arena;
    dem_filter none;
    dem_filter_open(&none, &arena, DEM_STR("2026-01-03"));
    dem_totals t = dem_totals_of(w->store, &none, arena);
    assert_int_equal(t.documents, dem_store_int(w->store, "SELECT count(*) FROM document"));
    assert_int_equal(t.copies, dem_store_int(w->store, "SELECT count(*) FROM document WHERE copy_of IS NOT NULL"));
    assert_int_equal(t.stories, dem_store_int(w->store, "SELECT count(DISTINCT coalesce(story, id)) FROM document"));
    const char *said = " FROM said s JOIN document d ON d.n = s.doc WHERE d.copy_of IS NULL";
    assert_int_equal(t.statements, dem_store_int(w->store, dem_str_format(&arena, "SELECT count(*)%s", said).at));
    assert_int_equal(t.speakers, dem_store_int(w->store, dem_str_format(&arena, "SELECT count(DISTINCT s.speaker)%s", said).at));
    dem_cells_found found = {0};
    dem_cells_find(w->store, &none, &found, &arena);
    assert_true(found.at.len > 20);
    for (int32_t i = 0; i < found.at.len; i++) {
        const dem_cell_of *c = &found.at.at[i];
        dem_query *q = dem_store_query(
            w->store, "SELECT count(DISTINCT coalesce(d.story, d.id)), sum(s.stance IS 'support'), sum(s.stance IS 'oppose'),"
                      " sum(s.stance IS 'conditional'), count(*), substr(min(d.published), 1, 10) FROM said s JOIN document d ON"
                      " d.n = s.doc JOIN topic t ON t.statement = s.n WHERE d.copy_of IS NULL AND s.firsthand AND s.n NOT IN"
                      " (SELECT statement FROM echo) AND coalesce(s.party, '?') = ?1 AND t.topic = ?2");
        dem_str party = c->party ? dem_sheet_name(&found.sheet, DEM_SHEET_PARTY, c->party) : DEM_STR("?");
        dem_bind_str(q, 1, party);
        dem_bind_str(q, 2, dem_sheet_name(&found.sheet, DEM_SHEET_TOPIC, c->topic));
        assert_true(dem_step(q));
        assert_int_equal(c->stories, dem_col_int(q, 0));
        assert_int_equal(c->by[DEM_STANCE_SUPPORT], dem_col_int(q, 1));
        assert_int_equal(c->by[DEM_STANCE_OPPOSE], dem_col_int(q, 2));
        assert_int_equal(c->by[DEM_STANCE_CONDITIONAL], dem_col_int(q, 3));
        assert_int_equal(c->by[0] + c->by[1] + c->by[2] + c->by[3] + c->by[4], dem_col_int(q, 4));
        assert_true(dem_str_eq(dem_day_text(c->first, &arena), dem_col_str(q, 5)));
        dem_query_free(q);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_those_of_sql),
        cmocka_unit_test(sums_are_those_of_sql),
        cmocka_unit_test(also_while_nothing_is_packed),
        cmocka_unit_test(also_after_corrections_and_deletions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
