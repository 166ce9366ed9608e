#include "spec.h"

#include "lexicon/phrase.h"
#include "lexicon/quantity.h"
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

static dem_str quantity_row(const dem_quantity *q, const dem_str *words, dem_arena *arena)
{
    static const char *const units[] = {"", " money", " percent", " measure"};
    dem_str all = words[q->begin];
    for (int32_t i = q->begin + 1; i < q->end; i++)
        all = dem_str_join(dem_str_join(all, DEM_STR(" "), arena), words[i], arena);
    dem_str value = DEM_STR("?");
    if (q->number.milli >= 0)
        value = dem_str_format(arena, "%.12g", (double)q->number.milli / 1000);
    return dem_str_format(arena, "%.*s%s = %.*s\n", (int)value.len, value.at, units[q->unit], (int)all.len, all.at);
}

static dem_str quantity_rows(dem_str input, dem_arena *arena)
{
    dem_str rows = {"", 0};
    while (input.len) {
        dem_str line = dem_str_split(&input, '\n'), *words = dem_new(arena, dem_str, line.len + 1);
        int32_t n = 0, found = 0;
        while (line.len)
            words[n++] = dem_str_split(&line, ' ');
        for (int32_t i = 0; i < n;) {
            dem_quantity q = dem_quantity_at(words, n, i);
            if (q.end > i) {
                rows = dem_str_join(rows, quantity_row(&q, words, arena), arena);
                found++;
            }
            i = q.end > i ? q.end : i + 1;
        }
        rows = found ? rows : dem_str_join(rows, DEM_STR("-\n"), arena);
    }
    return rows;
}

static void quantities(void **state)
{
    (void)state;
    spec_run("test/spec/quantity.txt", quantity_rows, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_rows_are_named),
                                       cmocka_unit_test(phrases_with_gaps), cmocka_unit_test(quantities)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
