#include "unit.h"

#include "lexicon/phrase.h"
#include "lexicon/table.h"

static void bad_rows_are_named(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20);
    dem_table table;
    dem_error err = {0};
    assert_true(dem_table_parse(&table, DEM_STR("# head\na\tb\n\nc\td\r\n"), DEM_STR("t.tsv"), 2,
                                &arena, &err));
    assert_int_equal(table.rows, 2);
    assert_str(dem_table_cell(&table, 1, 1), "d");
    assert_false(dem_table_parse(&table, DEM_STR("a\tb\na\tb\tc\n"), DEM_STR("t.tsv"), 2, &arena,
                                 &err));
    assert_string_equal(err.path, "t.tsv");
    assert_int_equal(err.offset, 4);
    dem_arena_close(&arena);
}

static void phrases_with_gaps(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20);
    dem_phrases p = {0};
    dem_phrases_add(&p, DEM_STR("draw ~ line against"), 7, &arena);
    dem_phrases_add(&p, DEM_STR("draw"), 8, &arena);
    const dem_str near[] = {DEM_STR("draw"), DEM_STR("a"), DEM_STR("firm"), DEM_STR("line"),
                            DEM_STR("against")};
    const dem_str far[] = {DEM_STR("draw"), DEM_STR("a"), DEM_STR("very"), DEM_STR("firm"),
                           DEM_STR("red"), DEM_STR("line"), DEM_STR("against")};
    int32_t end;
    assert_int_equal(dem_phrases_longest(&p, near, 5, 0, &end), 7);
    assert_int_equal(end, 5);
    assert_int_equal(dem_phrases_longest(&p, far, 7, 0, &end), 8); /* four words do not fit "~" */
    assert_int_equal(dem_phrases_longest(&p, near, 5, 1, &end), -1);
    assert_int_equal(dem_phrases_longest(&p, near, 4, 0, &end), 8); /* cut short */
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_rows_are_named),
                                       cmocka_unit_test(phrases_with_gaps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
