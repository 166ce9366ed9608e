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

static dem_str topics_in(const dem_topics *t, dem_str text, const dem_span *pieces, int32_t n, dem_span sentence, dem_arena *arena)
{
    dem_str found[DEM_TOPICS], all = {"", 0};
    n = dem_topics_find(t, text, pieces, n, sentence, found, *arena);
    for (int32_t i = 0; i < n; i++)
        all = i ? dem_str_join(dem_str_join(all, DEM_STR(" "), arena), found[i], arena) : found[i];
    return all;
}

static void topics_of_texts(void **state)
{
    (void)state;
    static const struct { const char *text, *topics; } cases[] = {
        {"They want a truce", "ceasefire"}, {"the planes bombed it", "fighting"}, {"the TROOPS left", "troops"},
        {"a cease-fire holds", "ceasefire"}, {"a cease fire holds", "ceasefire"}, {"a cease\u2010fire holds", "ceasefire"},
        {"a meeting", ""}, {"a meeting about peace with a format", "talks"}, {"a meeting, they met, meetings", "talks"},
        {"the weather", ""}, {"", ""}, {"according to her", ""}, {"an accord", "agreement"},
        {"the tariff on fish from the disputed area", "territory tariffs fisheries"},
        {"women's rights", "human-rights"}, {"women\u2019s rights", "human-rights"}, {"each citizen's rights", "citizens-rights"},
        {"minority rights", "human-rights"}, {"the minority, right or wrong", ""}, {"the minority (right?)", ""},
        {"arms, control", ""}, {"the arms control", "arms-control"}, {"the U.N. charter", "law"}, {"the UN charter", "law"},
        {"the U.N. Charter's end", "law"}, {"it was un. Charter them", ""},
        {"lay down their arms", "ceasefire"}, {"lay them down. Their arms", ""}, {"lay down, he said, arms", ""},
        {"lay down every one of those arms", ""}, {"they killed him", ""}, {"a targeted killing", "poisoning"}};
    dem_arena arena = unit_arena((size_t)16 << 20);
    dem_topics t;
    dem_error err = {0};
    assert_true(dem_topics_open(&t, &arena, &err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dem_str text = dem_str_of(cases[i].text);
        dem_span all = {0, (uint32_t)text.len};
        assert_str(topics_in(&t, text, &all, 1, (dem_span){0, 0}, &arena), cases[i].topics);
        assert_str(topics_in(&t, text, NULL, 0, all, &arena), cases[i].topics);
    }
    dem_arena_close(&arena);
}

/* No phrase reaches from one piece into the next; the sentence is asked when the pieces name nothing. */
static void topics_of_pieces(void **state)
{
    (void)state;
    const dem_str text = DEM_STR("\"The arms,\" she said of the vote, \"control us.\"");
    const dem_span pieces[] = {{1, 9}, {36, 46}}, all = {0, (uint32_t)text.len};
    dem_arena arena = unit_arena((size_t)16 << 20);
    dem_topics t;
    dem_error err = {0};
    assert_true(dem_topics_open(&t, &arena, &err));
    assert_str(topics_in(&t, text, pieces, 2, (dem_span){0, 0}, &arena), "");
    assert_str(topics_in(&t, text, pieces, 2, all, &arena), "elections");
    dem_arena_close(&arena);
}

#define HEAD "# mine\n#topic\tweight\twords\texample\n"

static void issue_files(void **state)
{
    (void)state;
    static const struct { const char *bytes, *message; } wrong[] = {
        {"", "there is no topic in it"}, {HEAD, "there is no topic in it"},
        {HEAD "rice\t3\trice\n", "line 3 does not have 4 tab-separated cells"},
        {HEAD "\t3\trice\tx\n", "line 3: '' is no topic: lower case, without white space, commas and quotation marks"},
        {HEAD "r ice\t3\trice\tx\n", "line 3: 'r ice' is no topic: lower case, without white space, commas and quotation marks"},
        {HEAD "a,b\t3\trice\tx\n", "line 3: 'a,b' is no topic: lower case, without white space, commas and quotation marks"},
        {HEAD "Rice\t3\trice\tx\n", "line 3: 'Rice' is no topic: lower case, without white space, commas and quotation marks"},
        {HEAD "-rice\t3\trice\tx\n", "line 3: '-rice' is no topic: lower case, without white space, commas and quotation marks"},
        {HEAD "rice\t4\trice\tx\n", "line 3: '4' is no weight: 1, 2 or 3"}, {HEAD "rice\t\trice\tx\n", "line 3: '' is no weight: 1, 2 or 3"},
        {HEAD "rice\t3\t\tx\n", "line 3: '' where the words should stand"}, {HEAD "rice\t3\t|\tx\n", "line 3: '|' where the words should stand"},
        {HEAD "rice\t3\trice|* rice\tx\n", "line 3: '* rice' is no wording: words and hyphens, * between words"},
        {HEAD "rice\t3\trice, wheat\tx\n", "line 3: 'rice, wheat' is no wording: words and hyphens, * between words"},
        {HEAD "rice\t3\trice * * up\tx\n", "line 3: 'rice * * up' is no wording: words and hyphens, * between words"},
        {HEAD "rice\t3\trice *\tx\n", "line 3: 'rice *' is no wording: words and hyphens, * between words"},
        {HEAD "a\t3\ta\tx\n\nb\t3\tb\tx\na\t1\tc\tx\n", "line 6: 'a' stands further up already: rows of one topic stand together"},
        {HEAD "rice\t3\tr\xff\tx\n", "line 3: no text in UTF-8"}};
    dem_arena arena = unit_arena((size_t)16 << 20);
    dem_topics t;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        dem_error err = {0};
        assert_false(dem_topics_read(&t, dem_str_of(wrong[i].bytes), DEM_STR("my.tsv"), &arena, &err));
        assert_string_equal(err.path, "my.tsv");
        assert_string_equal(err.message, wrong[i].message);
    }
    dem_error err = {0};
    const dem_str fine = DEM_STR("\xEF\xBB\xBF" HEAD "rice\t2\tpaddy field|Caf\u00C9\t\r\nrice\t1\tgrows|growing\tIt grows.");
    assert_true(dem_topics_read(&t, fine, DEM_STR("my.tsv"), &arena, &err));
    const struct { dem_str text; const char *topics; } cases[] = {
        {DEM_STR("it grows on Paddy-Fields"), "rice"}, {DEM_STR("paddy fields"), ""}, {DEM_STR("it grows, they grow"), ""},
        {DEM_STR("the caf\u00E9s grow"), "rice"}, {DEM_STR("the truce"), ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(topics_in(&t, cases[i].text, NULL, 0, (dem_span){0, (uint32_t)cases[i].text.len}, &arena), cases[i].topics);
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
    assert_true(dem_topics_open(&t, &arena, &err));
    for (int32_t row = 0; row < t.issues.rows; row++) {
        dem_str context = dem_topic_context(dem_table_cell(&t.issues, row, 0));
        int k = 0;
        while (k < KNOWN && !dem_str_eq(context, dem_str_of(plover[k])))
            k++;
        assert_true(k < KNOWN || !context.len);
        dem_str topic = dem_table_cell(&t.issues, row, 0), told[DEM_TOPICS];
        assert_true(dem_topic_contexts(&topic, 1, told) == (context.len > 0));
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
    const dem_str own[] = {DEM_STR("rice"), DEM_STR("talks")};
    assert_int_equal(dem_topic_contexts(own, 1, out), -1);
    assert_int_equal(dem_topic_contexts(own, 2, out), 1);
    assert_int_equal(dem_topic_contexts(own, 0, out), 0);
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_rows_are_named),
                                       cmocka_unit_test(phrases_with_gaps), cmocka_unit_test(quantities),
                                       cmocka_unit_test(topics_of_texts), cmocka_unit_test(topics_of_pieces),
                                       cmocka_unit_test(issue_files), cmocka_unit_test(contexts_of_topics)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
