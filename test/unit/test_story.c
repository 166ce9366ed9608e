#include "unit.h"

#include "base/embed.h"
#include "story/cluster.h"
#include "story/passages.h"

#define PARA_A                                                                                    \
    "The harbour council voted late on Tuesday to keep the grain terminal open through the "      \
    "winter, after three weeks of talks with the dockers' union over night shifts and pay."
#define PARA_B                                                                                    \
    "A spokeswoman for the port said the first ships would be loaded on Friday and that the "     \
    "backlog of forty thousand tonnes should be cleared before the end of the month."
#define QUOTE "\"We have always said that nobody should be asked to work a double shift without rest\""

/* A view in a static initializer. */
#define LIT(text) {text, sizeof(text) - 1}

static const dem_report reports[] = {
    {.id = LIT("a"), .outlet = LIT("Reuters"), .date = LIT("2021-03-02"), .title = LIT("Port stays open"),
     .text = LIT(PARA_A "\n\n" PARA_B)},
    {.id = LIT("b"), .outlet = LIT("Bay Courier"), .date = LIT("2021-03-03"), .title = LIT("Terminal to work on"),
     .text = LIT("Relief at the quay.\n\n" PARA_A "\n\n" PARA_B)},
    {.id = LIT("c"), .outlet = LIT("Hill Post"), .date = LIT("2021-03-03"), .title = LIT("Union speaks"),
     .text = LIT("The union was firm. " QUOTE ", its chairman told a meeting of members in the hall.")},
    {.id = LIT("d"), .outlet = LIT("Vale News"), .date = LIT("2021-03-04"), .title = LIT("Dockers"),
     .text = LIT("Asked about shifts, he answered at once: " QUOTE ". Nothing more came of it that day.")},
};
enum { N = sizeof reports / sizeof *reports };

typedef struct fixture {
    dem_arena arena, scratch;
    dem_words words[N];
    dem_passages found;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    f = (fixture){.arena = unit_arena(1 << 26), .scratch = unit_arena(1 << 26)};
    for (int i = 0; i < N; i++)
        f.words[i] = dem_report_words(reports[i].text, &f.arena);
    dem_passages_find(reports, f.words, N, &f.found, &f.arena, f.scratch);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    dem_arena_close(&f->arena);
    dem_arena_close(&f->scratch);
    return 0;
}

static void passages_and_their_kind(void **state)
{
    fixture *f = *state;
    assert_int_equal(f->found.len, 2);
    const dem_passage *wire = &f->found.at[0], *quote = &f->found.at[1];
    assert_int_equal(wire->class, DEM_PASSAGE_WIRE);
    assert_int_equal(wire->a_span.begin, 0);
    assert_int_equal(wire->b_span.begin, sizeof "Relief at the quay.\n\n" - 1);
    assert_int_equal(dem_span_len(wire->a_span), dem_span_len(wire->b_span));
    assert_int_equal(quote->a, 2);
    assert_int_equal(quote->class, DEM_PASSAGE_QUOTATION);
}

/* A shared quotation makes no copy; the agency is the original though both texts are complete. */
static void copies_name_their_original(void **state)
{
    fixture *f = *state;
    int32_t copy_of[N];
    dem_copies_find(reports, f->words, N, &f->found, copy_of, f->scratch);
    assert_int_equal(copy_of[0], -1);
    assert_int_equal(copy_of[1], 0);
    assert_int_equal(copy_of[2], -1);
    assert_int_equal(copy_of[3], -1);
}

static void eleven_words_are_no_passage(void **state)
{
    fixture *f = *state;
    dem_report two[2] = {
        {.id = DEM_STR("x"), .text = DEM_STR("one two three four five six seven eight nine ten eleven")},
        {.id = DEM_STR("y"), .text = DEM_STR("one two three four five six seven eight nine ten eleven twelve")}};
    dem_words words[2] = {dem_report_words(two[0].text, &f->arena), dem_report_words(two[1].text, &f->arena)};
    dem_passages found = {0};
    dem_passages_find(two, words, 2, &found, &f->arena, f->scratch);
    assert_int_equal(found.len, 0);
    two[0].text = DEM_STR("ONE two three four five six seven eight nine ten eleven, Twelve!");
    words[0] = dem_report_words(two[0].text, &f->arena);
    dem_passages_find(two, words, 2, &found, &f->arena, f->scratch);
    assert_int_equal(found.len, 1);
    assert_int_equal(found.at[0].words, 12);
}

static void days(void **state)
{
    (void)state;
    int32_t day;
    assert_true(dem_day_of(DEM_STR("1970-01-01"), &day));
    assert_int_equal(day, 0);
    assert_true(dem_day_of(DEM_STR("2024-02-29T10:00:00Z"), &day));
    assert_int_equal(day, 19782);
    assert_false(dem_day_of(DEM_STR("2024-13-01"), &day));
    assert_false(dem_day_of(DEM_STR(""), &day));
}

/* Two reports of one happening come together, and the first by date names the story. */
static void stories_join_what_belongs(void **state)
{
    fixture *f = *state;
    dem_model model;
    dem_story_model story;
    dem_error err = {0};
    assert_true(dem_model_open(&model, dem_embed_find("models/story-1.dem"), DEM_STR("story-1"), &err));
    assert_true(dem_story_open(&story, &model, &err));
    int32_t first[N];
    dem_stories_find(&story, reports, f->words, N, first, f->scratch);
    assert_int_equal(first[1], 0);
    assert_int_equal(first[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(passages_and_their_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_name_their_original, set_up, tear_down),
        cmocka_unit_test_setup_teardown(eleven_words_are_no_passage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stories_join_what_belongs, set_up, tear_down),
        cmocka_unit_test(days)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
