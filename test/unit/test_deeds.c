#include "reading.h"

#include "event/event.h"

/* Deeds between named actors in whole texts; own sentences. */
static int open_all(void **state)
{
    (void)state;
    return reading_open(DEM_DEPTH_CODE, (size_t)256 << 20);
}

static dem_doc read_text(const char *text, const char *published)
{
    return reading(dem_str_of(text), dem_str_of(published), DEM_DEPTH_CODE);
}

static int count_deeds(const dem_doc *doc, const dem_event_row **first)
{
    int n = 0;
    for (int32_t i = 0; i < doc->events.len; i++)
        if (doc->events.at[i].from != DEM_EVENT_ACT && !n++)
            *first = &doc->events.at[i];
    return n;
}

typedef struct deed_case {
    const char *text, *source, *target, *root, *realis;
} deed_case;

static void finds_deeds(void **state)
{
    (void)state;
    static const deed_case cases[] = {
        {"Israel bombed Lebanon on Monday.", "Israel", "Lebanon", "ASSAULT", "actual"},
        {"Sudan expelled the ambassador of Chad.", "Sudan", "the ambassador of Chad", "SANCTION", "actual"},
        {"President Putin met President Erdogan in Sochi.", "President Putin", "President Erdogan", "CONSULT", "actual"},
        {"Hamas did not release the Israeli hostages.", "Hamas", "the Israeli hostages", "YIELD", "negated"},
        {"Norway will provide humanitarian aid to Yemen.", "Norway", "Yemen", NULL, "future"},
        {"Iraq invaded Kuwait in 1990.", "Iraq", "Kuwait", "ASSAULT", "historical"},
        {"Chad was attacked by Sudan.", "Sudan", "Chad", "ASSAULT", "actual"},
        {"OSLO, 9 May 2019 - Sudan bombed Chad.", "Sudan", "Chad", "ASSAULT", "actual"},
        {"Vienna, 3 April 2018 — Turkey invaded Syria.", "Turkey", "Syria", "ASSAULT", "actual"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        dem_doc doc = read_text(cases[k].text, "2019-05-06");
        const dem_event_row *e = NULL;
        if (count_deeds(&doc, &e) != 1)
            fail_msg("%s: %d deeds", cases[k].text, count_deeds(&doc, &e));
        dem_str source = dem_doc_str(&doc, e->source), target = dem_doc_str(&doc, e->target);
        if (dem_str_find(source, dem_str_of(cases[k].source)) == source.len)
            fail_msg("%s: source %.*s", cases[k].text, (int)source.len, source.at);
        dem_str want = dem_str_of(cases[k].target);
        if (dem_str_find(want, target) == want.len && dem_str_find(target, want) == target.len)
            fail_msg("%s: target %.*s", cases[k].text, (int)target.len, target.at);
        if (cases[k].root)
            assert_str(dem_tag_name(dem_plover_set, e->code.plover), cases[k].root);
        assert_str(dem_str_of(e->code.realis), cases[k].realis);
    }
}

/* Two names in a sentence are no event by themselves, and a report of words is no deed. */
static void finds_none(void **state)
{
    (void)state;
    static const char *const none[] = {"Norway and Sweden lie in the north of Europe.",
                                       "The river Tigris flows through Iraq to Kuwait.",
                                       "They bombed the town.",
                                       "Chad resembles Niger."};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
        dem_doc doc = read_text(none[k], "");
        const dem_event_row *e = NULL;
        if (count_deeds(&doc, &e))
            fail_msg("%s: a deed", none[k]);
    }
}

static void tells_each_once(void **state)
{
    (void)state;
    dem_doc doc = read_text("Israel bombed Lebanon on Monday. Later, Israel bombed Lebanon again.", "");
    const dem_event_row *e = NULL;
    assert_int_equal(count_deeds(&doc, &e), 1);
}

static void collapses(void **state)
{
    (void)state;
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_AID, DEM_STR("future")), DEM_PLOVER_AGREE);
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_ASSAULT, DEM_STR("future")), DEM_PLOVER_THREATEN);
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_AID, DEM_STR("negated")), DEM_PLOVER_REJECT);
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_ASSAULT, DEM_STR("negated")), -1);
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_ASSAULT, DEM_STR("historical")), DEM_PLOVER_ASSAULT);
    assert_int_equal(dem_plover_collapsed(DEM_PLOVER_YIELD, DEM_STR("hypothetical")), -1);
}

static void acts_are_events(void **state)
{
    (void)state;
    assert_int_equal(dem_event_of_act(DEM_ACT_DENY).plover, DEM_PLOVER_REJECT);
    assert_int_equal(dem_event_of_act(DEM_ACT_DEMAND).plover, DEM_PLOVER_REQUEST);
    assert_int_equal(dem_event_of_act(DEM_ACT_CLAIM).plover, -1);
    assert_int_equal(dem_event_of_act(DEM_ACT_THREATEN).quad, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_deeds), cmocka_unit_test(finds_none),
                                       cmocka_unit_test(tells_each_once), cmocka_unit_test(collapses),
                                       cmocka_unit_test(acts_are_events)};
    return cmocka_run_group_tests(tests, open_all, reading_close);
}
