#include "spec.h"

#include "lexicon/phrase.h"
#include "lexicon/quantity.h"
#include "lexicon/stem.h"
#include "lexicon/table.h"
#include "lexicon/topic.h"

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

static dem_str topics_in(const dem_topics *t, const char *text, bool stems, dem_arena *arena)
{
    dem_str words[32], found[DEM_TOPICS], rest = dem_str_of(text), all = {"", 0};
    int32_t n = 0, *weights = dem_new(arena, int32_t, t->issues.rows);
    while (rest.at && n < 32) {
        words[n] = dem_str_split(&rest, ' ');
        words[n] = stems ? dem_lex_stem(words[n], arena) : words[n];
        n++;
    }
    dem_topics_weigh(t, words, 0, n, weights);
    n = dem_topics_collect(t, weights, found);
    for (int32_t i = 0; i < n; i++)
        all = i ? dem_str_join(dem_str_join(all, DEM_STR(" "), arena), found[i], arena) : found[i];
    return all;
}

static void topics_by_lemmas_and_stems(void **state)
{
    (void)state;
    static const struct { const char *text, *lemmas, *stems; } cases[] = {
        {"they want a truce", "ceasefire", "ceasefire"}, {"the planes bombed it", "", "fighting"},
        {"a cease - fire holds", "ceasefire", "ceasefire"}, {"a cease-fire holds", "ceasefire", "ceasefire"},
        {"a meeting", "", ""}, {"a meeting about peace with a format", "talks", "talks"}, {"the weather", "", ""},
        {"the tariff on fish from the disputed area", "territory tariffs fisheries", "territory tariffs fisheries"}};
    dem_arena arena = unit_arena((size_t)16 << 20);
    dem_topics lemmas, stems;
    dem_error err = {0};
    assert_true(dem_topics_open(&lemmas, false, &arena, &err));
    assert_true(dem_topics_open(&stems, true, &arena, &err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_str(topics_in(&lemmas, cases[i].text, false, &arena), cases[i].lemmas);
        assert_str(topics_in(&stems, cases[i].text, true, &arena), cases[i].stems);
    }
    dem_arena_close(&arena);
}

/* Every context is one of PLOVER's words, and each of these is reached from the issue file. */
static void contexts_of_topics(void **state)
{
    (void)state;
    static const char *const plover[] = {
        "military", "diplomatic", "economic", "territory", "legal", "election", "executive", "rights", "humanitarian", "migration",
        "resource", "environment", "intelligence", "technology", "terrorism", "insurgency", "crime", "disease", "culture", "cyber",
        "cbrn"};
    enum { KNOWN = sizeof plover / sizeof *plover };
    bool reached[KNOWN] = {false};
    dem_arena arena = unit_arena((size_t)16 << 20);
    dem_topics t;
    dem_error err = {0};
    assert_true(dem_topics_open(&t, false, &arena, &err));
    for (int32_t row = 0; row < t.issues.rows; row++) {
        dem_str context = dem_topic_context(dem_table_cell(&t.issues, row, 0));
        int k = 0;
        while (k < KNOWN && !dem_str_eq(context, dem_str_of(plover[k])))
            k++;
        assert_true(k < KNOWN || !context.len);
        if (k < KNOWN)
            reached[k] = true;
    }
    for (int k = 0; k < KNOWN; k++)
        if (!reached[k])
            fail_msg("no topic gives %s", plover[k]);
    const dem_str topics[] = {DEM_STR("water"), DEM_STR("talks"), DEM_STR("fisheries"), DEM_STR("leadership")};
    dem_str out[DEM_TOPICS];
    assert_int_equal(dem_topic_contexts(topics, 4, out), 2);
    assert_str(out[0], "resource");
    assert_str(out[1], "diplomatic");
    assert_int_equal(dem_topic_context(DEM_STR("poisoning")).len, 0); /* a killing alone is no cbrn */
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_rows_are_named),
                                       cmocka_unit_test(phrases_with_gaps), cmocka_unit_test(quantities),
                                       cmocka_unit_test(topics_by_lemmas_and_stems), cmocka_unit_test(contexts_of_topics)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
