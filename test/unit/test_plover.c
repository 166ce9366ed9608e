/* What an exported event's sentence tells: test/spec/magnitude.txt, and PLOVER's contexts. */
#include "spec.h"

#include "show/context.h"
#include "show/magnitude.h"

static dem_str magnitude_rows(dem_str input, dem_arena *arena)
{
    dem_str rows = {"", 0};
    while (input.len) {
        dem_str line = dem_str_split(&input, '\n'), plover = dem_str_split(&line, ':');
        dem_magnitude m = dem_magnitude_of(dem_str_trim(line), plover, *arena);
        dem_str value = dem_magnitude_text(&m, arena);
        rows = m.of.len ? dem_str_format(arena, "%.*s%.*s %.*s\n", (int)rows.len, rows.at, (int)m.of.len, m.of.at, (int)value.len, value.at)
                        : dem_str_format(arena, "%.*s-\n", (int)rows.len, rows.at);
    }
    return rows;
}

static void magnitudes(void **state)
{
    (void)state;
    spec_run("test/spec/magnitude.txt", magnitude_rows, 4);
}

/* Too long a number, and a sentence of nothing but numbers. */
static void odd_numbers(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_str big = dem_str_format(&arena, "Arland paid $99999999999999999999 billion billion to Borland.");
    assert_int_equal(dem_magnitude_of(big, DEM_STR("AID"), arena).of.len, 0);
    char *many = dem_new(&arena, char, 300001);
    for (int i = 0; i < 100000; i++)
        many[3 * i] = '1', many[3 * i + 1] = '2', many[3 * i + 2] = ' ';
    assert_int_equal(dem_magnitude_of((dem_str){many, 300000}, DEM_STR("ASSAULT"), arena).of.len, 0);
    assert_int_equal(dem_magnitude_of((dem_str){"", 0}, DEM_STR("ASSAULT"), arena).of.len, 0);
    dem_arena_close(&arena);
}

static void contexts(void **state)
{
    (void)state;
    static const struct { const char *sentence, *want; } cases[] = {
        {"Arland shelled the positions of Borland in a new offensive.", "military"},
        {"Arland imposed a tariff on steel from Borland.", "economic"},
        {"Arland recalled its ambassador from Borland.", "diplomatic"},
        {"Arland arrested a clerk of Borland.", ""}};
    dem_arena arena = unit_arena((size_t)64 << 20);
    dem_contexts tables;
    dem_error err = {0};
    assert_true(dem_contexts_open(&tables, &arena, &err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dem_str out[DEM_CONTEXTS], sentence = dem_str_of(cases[i].sentence), want = dem_str_of(cases[i].want);
        int32_t n = dem_contexts_of(&tables, &(dem_happening){0}, sentence, out, arena);
        if (n != (want.len > 0) || (n && !dem_str_eq(out[0], want)))
            fail_msg("%s: %d contexts, first %.*s", cases[i].sentence, (int)n, n ? (int)out[0].len : 1, n ? out[0].at : "-");
    }
    const dem_str topics[] = {DEM_STR("water"), DEM_STR("fisheries"), DEM_STR("leadership")};
    dem_str out[DEM_CONTEXTS];
    dem_happening told = {.topics = topics, .n_topics = 3};
    assert_int_equal(dem_contexts_of(&tables, &told, DEM_STR("A tariff."), out, arena), 1);
    assert_true(dem_str_eq(out[0], DEM_STR("resource")));
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(magnitudes), cmocka_unit_test(odd_numbers), cmocka_unit_test(contexts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
