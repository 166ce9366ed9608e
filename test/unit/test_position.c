#include "unit.h"

#include "position/position.h"
#include "position/stems.h"

#include <string.h>

typedef struct world {
    dem_arena arena, scratch;
    dem_claim claims[16];
    int32_t n;
    dem_relations found;
} world;

static void open_world(world *w)
{
    *w = (world){.arena = unit_arena(1 << 20), .scratch = unit_arena(1 << 20)};
}

static void close_world(world *w)
{
    dem_arena_close(&w->arena);
    dem_arena_close(&w->scratch);
}

/* A statement after the others of its document. */
static dem_claim *say(world *w, int doc, const char *speaker, const char *party, dem_act act, const char *stance,
                      const char *content)
{
    static const dem_str talks[] = {{"talks", 5}};
    static const char *const dates[] = {"", "2020-01-01", "2020-02-01", "2020-03-01"};
    dem_claim *c = &w->claims[w->n];
    uint32_t begin = w->n && w->claims[w->n - 1].doc == doc ? w->claims[w->n - 1].end + 40 : 0;
    *c = (dem_claim){.row = w->n, .id = dem_str_format(&w->arena, "s%d", w->n), .doc = doc, .ord = w->n,
                     .story = DEM_STR("one"), .date = dem_str_of(dates[doc]), .speaker = dem_str_of(speaker),
                     .party = dem_str_of(party), .content = dem_str_of(content), .source = dem_str_of(speaker),
                     .topics = talks, .n_topics = 1, .begin = begin, .end = begin + (uint32_t)strlen(content),
                     .stance = dem_str_of(stance), .act = (uint8_t)act, .level = 1};
    w->n++;
    return c;
}

/* The kind of the relation that has exactly these two, in this order; -1: none. */
static int relation_of(world *w, int32_t a, int32_t b)
{
    for (int32_t i = 0; i < w->found.len; i++)
        if (w->found.at[i].n == 2 && w->found.at[i].members[0] == a && w->found.at[i].members[1] == b)
            return w->found.at[i].kind;
    return -1;
}

static void find(world *w)
{
    w->found = (dem_relations){0};
    dem_relations_find(w->claims, w->n, &w->found, &w->arena, w->scratch);
}

static void a_denial_that_points_back(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "mora", "ARG", DEM_ACT_CLAIM, "", "harvests were good");
    say(&w, 1, "ruiz", "ARG", DEM_ACT_ACCUSE, "", "its neighbour of moving the boundary stones at night");
    say(&w, 1, "lopez", "CHL", DEM_ACT_DENY, "", "the charge");
    find(&w);
    assert_int_equal(relation_of(&w, 1, 2), DEM_CLAIM_DENIAL);
    assert_int_equal(relation_of(&w, 0, 2), -1);
    close_world(&w);
}

static void nobody_denies_himself(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_ACCUSE, "", "its neighbour of moving the boundary stones");
    say(&w, 1, "ruiz", "ARG", DEM_ACT_DENY, "", "it");
    find(&w);
    assert_int_equal(w.found.len, 0);
    close_world(&w);
}

static void a_denial_in_another_report(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "Chilean engineers diverted the river above the dam");
    say(&w, 2, "lopez", "CHL", DEM_ACT_DENY, "", "engineers had diverted the river");
    say(&w, 2, "vega", "CHL", DEM_ACT_DENY, "", "the minister had resigned");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), DEM_CLAIM_DENIAL);
    assert_int_equal(relation_of(&w, 0, 2), -1);
    close_world(&w);
}

static void other_disputes_are_left_alone(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "no deal is better than a bad deal")->story = DEM_STR("two");
    say(&w, 2, "lopez", "CHL", DEM_ACT_DENY, "", "they would have a better deal");
    find(&w);
    assert_int_equal(w.found.len, 0);
    close_world(&w);
}

static void a_shift_needs_two_dates(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_REJECT, "oppose", "opening the mountain crossing before the inspection");
    say(&w, 2, "ruiz", "ARG", DEM_ACT_ACCEPT, "support", "opening the mountain crossing before the inspection");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), DEM_SHIFT);
    w.claims[1].date = (dem_str){0};
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), -1);
    w.claims[1].date = w.claims[0].date;
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), -1);
    close_world(&w);
}

static void second_hand_words_move_nothing(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_REJECT, "oppose", "opening the mountain crossing before the inspection");
    say(&w, 2, "ruiz", "ARG", DEM_ACT_ACCEPT, "support", "opening the mountain crossing before the inspection")->level = 2;
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), -1);
    close_world(&w);
}

static void two_parties_agree_and_disagree(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_DEMAND, "support", "a joint commission to survey the glacier");
    say(&w, 2, "lopez", "CHL", DEM_ACT_OFFER, "support", "a joint commission could survey the glacier");
    say(&w, 3, "vidal", "BOL", DEM_ACT_REJECT, "oppose", "any joint commission to survey the glacier");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), DEM_SAME_POSITION);
    assert_true(relation_of(&w, 0, 2) == DEM_DISAGREEMENT && relation_of(&w, 1, 2) == DEM_DISAGREEMENT);
    close_world(&w);
}

static void words_inside_words_are_no_pair(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    dem_claim *outer = say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "the envoy denied that the convoy had crossed");
    dem_claim *inner = say(&w, 1, "envoy", "CHL", DEM_ACT_DENY, "", "the convoy had crossed");
    inner->begin = outer->begin + 22;
    inner->end = outer->end;
    find(&w);
    assert_int_equal(w.found.len, 0);
    close_world(&w);
}

static void conditions_of_one_side_belong_together(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CONDITION, "conditional", "talks begin if the dam gates open")->condition =
        DEM_STR("if the dam gates open");
    say(&w, 1, "lopez", "CHL", DEM_ACT_CONDITION, "conditional", "talks begin once the fees are paid")->condition =
        DEM_STR("once the fees are paid");
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CONDITION, "conditional", "talks end unless the dam stays open")->condition =
        DEM_STR("unless the dam stays open");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 2), DEM_CONDITION_SET);
    assert_int_equal(w.found.len, 1);
    close_world(&w);
}

static void stems(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "a", "", DEM_ACT_CLAIM, "", "negotiations were broken off");
    say(&w, 1, "b", "", DEM_ACT_CLAIM, "", "they had not negotiated");
    say(&w, 1, "c", "", DEM_ACT_CLAIM, "", "");
    dem_stem_sets sets = dem_stem_sets_of(w.claims, w.n, &w.arena, w.scratch);
    assert_int_equal(dem_stem_shared(&sets, 0, 1).stems, 1);
    assert_int_equal(dem_stem_shared(&sets, 0, 1).contained, 100);
    assert_false(sets.sets[0].negative);
    assert_true(sets.sets[1].negative);
    assert_int_equal(sets.sets[2].n, 0);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_denial_that_points_back),
        cmocka_unit_test(nobody_denies_himself),
        cmocka_unit_test(a_denial_in_another_report),
        cmocka_unit_test(other_disputes_are_left_alone),
        cmocka_unit_test(a_shift_needs_two_dates),
        cmocka_unit_test(second_hand_words_move_nothing),
        cmocka_unit_test(two_parties_agree_and_disagree),
        cmocka_unit_test(words_inside_words_are_no_pair),
        cmocka_unit_test(conditions_of_one_side_belong_together),
        cmocka_unit_test(stems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
