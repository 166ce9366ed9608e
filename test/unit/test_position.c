#include "spec.h"

#include "position/position.h"
#include "position/terms.h"

#include <string.h>

typedef struct world {
    dem_arena arena, scratch;
    dem_claim claims[16];
    int32_t n;
    dem_relations found;
    int32_t fold[16];
    dem_concepts concepts;
    dem_lexicon lexicon;
    dem_likeness *likeness;
} world;

static void open_world(world *w)
{
    dem_error err = {0};
    *w = (world){.arena = unit_arena(1 << 26), .scratch = unit_arena(1 << 26)};
    assert_true(dem_lexicon_open(&w->lexicon, &w->arena, &err));
    w->likeness = dem_likeness_open(&w->lexicon, &w->arena, &err);
    assert_non_null(w->likeness);
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
    w->concepts = (dem_concepts){0};
    dem_relations_find(w->likeness, w->claims, w->n, &w->found, w->fold, &w->concepts, &w->arena, w->scratch);
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

/* "It" is who denies here, not what was said: without words of its own there is nothing to lay it to. */
static void a_denial_that_speaks_of_the_denier(void **state)
{
    (void)state;
    static const char *const denials[] = {"it had not", "it had refused to sell grain"};
    for (size_t i = 0; i < sizeof denials / sizeof *denials; i++) {
        world w;
        open_world(&w);
        say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "the boundary stones stand where they stood");
        say(&w, 1, "lopez", "CHL", DEM_ACT_DENY, "", denials[i]);
        find(&w);
        assert_int_equal(w.found.len, 0);
        close_world(&w);
    }
}

static void a_report_that_opens_with_its_denial(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "lopez", "CHL", DEM_ACT_DENY, "", "such rumours are unfounded");
    say(&w, 1, "lopez", "CHL", DEM_ACT_CLAIM, "", "the harvest comes first");
    say(&w, 1, "the herald", "MEDIA", DEM_ACT_CLAIM, "", "Chile was diverting the river above the dam");
    find(&w);
    assert_int_equal(relation_of(&w, 2, 0), DEM_CLAIM_DENIAL);
    close_world(&w);
    open_world(&w); /* another has spoken before: the rumours are older than the Herald's */
    say(&w, 1, "mora", "ARG", DEM_ACT_PRAISE, "", "the dam");
    say(&w, 1, "lopez", "CHL", DEM_ACT_DENY, "", "such rumours are unfounded");
    say(&w, 1, "the herald", "MEDIA", DEM_ACT_CLAIM, "", "Chile was diverting the river above the dam");
    find(&w);
    assert_int_equal(relation_of(&w, 2, 1), -1);
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

/* Words that share a stem, one line each. */
static void stems(void **state)
{
    (void)state;
    static const char *const families[][4] = {
        {"deny", "denies", "denied", "denial"},
        {"negotiate", "negotiation", "negotiating", "negotiated"},
        {"accuse", "accusation", "accusing", "accused"},
        {"inspect", "inspector", "inspections", "inspected"},
        {"plan", "planned", "planning", "plans"}};
    world w;
    open_world(&w);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (int k = 1; k < 4; k++) {
            dem_str first = dem_stem(dem_str_of(families[i][0]), &w.arena);
            dem_str other = dem_stem(dem_str_of(families[i][k]), &w.arena);
            if (!dem_str_eq(first, other))
                fail_msg("%s and %s", families[i][0], families[i][k]);
        }
    assert_str(dem_stem(DEM_STR("press"), &w.arena), "press");
    close_world(&w);
}

static void words_alike_and_opposite(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "a", "", DEM_ACT_CLAIM, "", "the sanctions were lifted on the harbour");
    say(&w, 1, "b", "", DEM_ACT_CLAIM, "", "the embargo on the harbour stays imposed");
    say(&w, 1, "c", "", DEM_ACT_CLAIM, "", "Tehran");
    say(&w, 1, "d", "", DEM_ACT_CLAIM, "", "Iranian");
    int32_t ids;
    dem_terms *t = dem_terms_of(w.likeness, w.claims, w.n, 1, &ids, &w.arena);
    dem_overlap o = dem_terms_overlap(&t[0], &t[1]);
    assert_int_equal(o.words, 3); /* embargo, harbour, and lifted against imposed */
    assert_int_equal(o.opposed, 1);
    o = dem_terms_overlap(&t[2], &t[3]);
    assert_int_equal(o.sides, 1);
    assert_int_equal(o.words, 0);
    assert_true(dem_terms_mention(&t[3], DEM_STR("IRN")));
    close_world(&w);
}

static void a_headline_and_its_sentence_are_one(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_DEMAND, "support", "joint survey of the glacier");
    say(&w, 1, "ruiz", "ARG", DEM_ACT_DEMAND, "support", "a joint survey of the glacier by both academies");
    say(&w, 1, "ruiz", "ARG", DEM_ACT_REJECT, "oppose", "a joint survey of the glacier");
    find(&w);
    assert_int_equal(w.fold[1], 0);
    assert_int_equal(w.fold[2], 2);
    close_world(&w);
}

static void a_word_that_calls_it_false_is_a_denial(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "forty lorries had crossed at night");
    say(&w, 1, "lopez", "CHL", DEM_ACT_CLAIM, "", "these figures \"pure fantasy\"");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), DEM_CLAIM_DENIAL);
    close_world(&w);
}

static void two_matters_are_not_compared(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_URGE, "support", "refrain from unilateral acts and hostile rhetoric")->story = DEM_STR("two");
    say(&w, 2, "kovac", "HRV", DEM_ACT_URGE, "support", "refrain from hostile rhetoric and unilateral acts");
    find(&w);
    assert_int_equal(w.found.len, 0);
    w.claims[1].story = w.claims[0].story;
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), DEM_SAME_POSITION);
    close_world(&w);
}

static void what_a_condition_says_is_not_what_is_wanted(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_REJECT, "oppose", "any patrol of the strait")->party = DEM_STR("ARG");
    say(&w, 1, "lopez", "CHL", DEM_ACT_OFFER, "conditional", "joint maps once the patrol of the strait ends")->condition =
        DEM_STR("once the patrol of the strait ends");
    find(&w);
    assert_int_equal(relation_of(&w, 0, 1), -1);
    close_world(&w);
}

/* Whatever the order of the reports, the same relations. */
static void order_of_reports(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "ruiz", "ARG", DEM_ACT_CLAIM, "", "Chilean engineers diverted the river above the dam");
    say(&w, 2, "lopez", "CHL", DEM_ACT_DENY, "", "engineers had diverted the river");
    say(&w, 3, "ruiz", "ARG", DEM_ACT_ACCUSE, "", "Chilean engineers of diverting the river");
    find(&w);
    int32_t found = w.found.len;
    assert_true(found > 0);
    assert_int_equal(relation_of(&w, 0, 1), DEM_CLAIM_DENIAL);
    dem_claim first = w.claims[0];
    w.claims[0] = w.claims[2];
    w.claims[2] = first;
    find(&w);
    assert_int_equal(w.found.len, found);
    assert_int_equal(relation_of(&w, 2, 1), DEM_CLAIM_DENIAL);
    close_world(&w);
}

/* "1 PER quispe !CLAIM: what is said // its condition" */
static void read_statement(world *w, dem_str line)
{
    static const dem_str topics[] = {{"talks", 5}};
    static const char *const dates[] = {"", "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "", "2020-05-01"};
    dem_str head = dem_str_split(&line, ':');
    int64_t doc = 0;
    assert_true(dem_str_int(dem_str_split(&head, ' '), &doc) && doc >= 1 && doc <= 6);
    dem_claim *c = &w->claims[w->n];
    *c = (dem_claim){.row = w->n, .id = dem_str_format(&w->arena, "s%d", w->n), .doc = (int32_t)doc, .ord = w->n,
                     .story = doc == 6 ? DEM_STR("other") : DEM_STR("one"), .date = dem_str_of(dates[doc]),
                     .level = 1, .topics = topics, .n_topics = 1, .begin = (uint32_t)w->n * 200};
    c->party = dem_str_split(&head, ' ');
    c->speaker = c->name = dem_str_split(&head, ' ');
    if (dem_str_starts(head, DEM_STR("(2) "))) {
        c->level = 2;
        head = dem_str_cut(head, 4, head.len);
    }
    c->negated = dem_str_starts(head, DEM_STR("!"));
    int act = dem_tag_find(dem_act_set, dem_str_cut(head, c->negated, head.len));
    assert_true(act >= 0);
    c->act = (uint8_t)act;
    size_t bar = dem_str_find(line, DEM_STR(" // "));
    c->content = dem_str_trim(dem_str_cut(line, 0, bar));
    c->condition = dem_str_trim(dem_str_cut(line, bar + 4, line.len));
    c->end = c->begin + (uint32_t)c->content.len;
    w->n++;
}

/* Reports in the order of their numbers, as the ledger gives them. */
static dem_str rows(dem_str input, dem_arena *arena)
{
    world w;
    dem_str out = DEM_STR(""), line;
    open_world(&w);
    while (spec_row(&input, &line) && w.n < 16)
        read_statement(&w, line);
    find(&w);
    for (int32_t i = 0; i < w.found.len; i++) {
        const dem_relation *r = &w.found.at[i];
        dem_str kind = dem_tag_name(dem_relation_set, r->kind);
        out = dem_str_format(arena, "%.*s%.*s", (int)out.len, out.at, (int)kind.len, kind.at);
        for (int32_t k = 0; k < r->n; k++)
            out = dem_str_format(arena, "%.*s %d", (int)out.len, out.at, r->members[k] + 1);
        out = dem_str_format(arena, "%.*s\n", (int)out.len, out.at);
    }
    close_world(&w);
    return out;
}

static void spec(void **state)
{
    (void)state;
    spec_run("test/spec/position.txt", rows, 56);
}

/* The concept of statement `i` by its name; empty: none. */
static dem_str concept_of(const world *w, int32_t i)
{
    for (int32_t c = 0; c < w->concepts.len; c++)
        for (int32_t k = 0; k < w->concepts.at[c].n; k++)
            if (w->concepts.at[c].members[k] == i)
                return w->concepts.at[c].name;
    return DEM_STR("");
}

static void one_thing_in_several_mouths(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "mora", "ARG", DEM_ACT_DEMAND, "support", "a joint survey of the glacier");
    say(&w, 1, "lopez", "CHL", DEM_ACT_REJECT, "oppose", "any joint survey of the glacier before May");
    say(&w, 2, "ruiz", "ARG", DEM_ACT_PRAISE, "support", "the glacier survey that both navies began");
    say(&w, 2, "ruiz", "ARG", DEM_ACT_CLAIM, "", "harvests were good");
    say(&w, 3, "lopez", "CHL", DEM_ACT_CLAIM, "", "the glacier is melting");
    say(&w, 3, "pinto", "CHL", DEM_ACT_CLAIM, "", "it")->level = 2;
    find(&w);
    assert_int_equal(w.concepts.len, 1);
    assert_int_equal(w.concepts.at[0].n, 3);
    for (int32_t i = 0; i < 3; i++)
        assert_str(concept_of(&w, i), "joint survey glacier");
    for (int32_t i = 3; i < w.n; i++)
        assert_str(concept_of(&w, i), "");
    close_world(&w);
}

/* What one speaker says twice in one story, what is told at second hand, and what stands inside itself are none. */
static void one_mouth_is_no_concept(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    say(&w, 1, "mora", "ARG", DEM_ACT_DEMAND, "support", "a joint survey of the glacier");
    say(&w, 1, "mora", "ARG", DEM_ACT_OFFER, "support", "ships for the survey of the glacier");
    say(&w, 1, "lopez", "CHL", DEM_ACT_REJECT, "oppose", "the survey of the glacier")->level = 2;
    find(&w);
    assert_int_equal(w.concepts.len, 0);
    close_world(&w);
}

/* "The ministry said it refused the plan": told of itself, one refusal. */
static void told_of_itself_counts_once(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    dem_claim *outer = say(&w, 1, "lopez", "CHL", DEM_ACT_REJECT, "oppose", "it refused the survey of the glacier");
    dem_claim *inner = say(&w, 1, "lopez", "CHL", DEM_ACT_REJECT, "oppose", "the survey of the glacier");
    inner->begin = outer->begin + 11;
    inner->end = outer->end;
    find(&w);
    assert_int_equal(w.fold[1], 0);
    w.claims[1].speaker = DEM_STR("mora");
    find(&w);
    assert_int_equal(w.fold[1], 1);
    close_world(&w);
}

static uint32_t next_random(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

/* Many statements over few words: the work per statement must not grow with their number. */
static void many_statements(void **state)
{
    (void)state;
    enum { N = 20000, WORDS = 3000 };
    world w;
    open_world(&w);
    dem_arena big = unit_arena((size_t)2 << 30), scratch = unit_arena((size_t)4 << 30);
    dem_claim *claims = dem_new(&big, dem_claim, N);
    uint32_t seed = 7;
    for (int32_t i = 0; i < N; i++) {
        dem_str content = DEM_STR("the");
        for (int k = 0; k < 9; k++)
            content = dem_str_format(&big, "%.*s w%uq", (int)content.len, content.at,
                                     next_random(&seed) % WORDS * (next_random(&seed) % 4) / 3);
        claims[i] = (dem_claim){.id = dem_str_format(&big, "s%d", i), .doc = i / 8, .ord = i % 8, .level = 1,
                                .party = i % 2 ? DEM_STR("ARG") : DEM_STR("CHL"), .content = content,
                                .speaker = dem_str_format(&big, "p%u", next_random(&seed) % 50),
                                .act = (uint8_t)(next_random(&seed) % DEM_ACT_COUNT),
                                .begin = (uint32_t)(i % 8) * 100, .end = (uint32_t)(i % 8) * 100 + 60};
    }
    dem_relations found = {0};
    dem_concepts concepts = {0};
    dem_relations_find(w.likeness, claims, N, &found, NULL, &concepts, &big, scratch);
    for (int32_t i = 0; i < found.len; i++)
        assert_true(found.at[i].n >= 2 && found.at[i].confidence > 0 && found.at[i].confidence <= 95);
    dem_arena_close(&big);
    dem_arena_close(&scratch);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_denial_that_points_back),
        cmocka_unit_test(one_thing_in_several_mouths),
        cmocka_unit_test(one_mouth_is_no_concept),
        cmocka_unit_test(told_of_itself_counts_once),
        cmocka_unit_test(a_denial_that_speaks_of_the_denier),
        cmocka_unit_test(a_report_that_opens_with_its_denial),
        cmocka_unit_test(nobody_denies_himself),
        cmocka_unit_test(a_denial_in_another_report),
        cmocka_unit_test(other_disputes_are_left_alone),
        cmocka_unit_test(a_shift_needs_two_dates),
        cmocka_unit_test(second_hand_words_move_nothing),
        cmocka_unit_test(two_parties_agree_and_disagree),
        cmocka_unit_test(words_inside_words_are_no_pair),
        cmocka_unit_test(conditions_of_one_side_belong_together),
        cmocka_unit_test(stems),
        cmocka_unit_test(words_alike_and_opposite),
        cmocka_unit_test(a_headline_and_its_sentence_are_one),
        cmocka_unit_test(a_word_that_calls_it_false_is_a_denial),
        cmocka_unit_test(two_matters_are_not_compared),
        cmocka_unit_test(what_a_condition_says_is_not_what_is_wanted),
        cmocka_unit_test(order_of_reports),
        cmocka_unit_test(spec),
        cmocka_unit_test(many_statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
