#include "spec.h"
#include "reading.h"

#include <string.h>

/* Own sentences only. A case: text, and the rows that must be found, "KIND words" one a line. */
typedef struct names_case {
    const char *text;
    const char *rows;
} names_case;

static int open_all(void **state)
{
    (void)state;
    return reading_open(DEM_DEPTH_NAMES, (size_t)64 << 20);
}

static dem_doc read_text(const char *text, const char *published)
{
    return reading(dem_str_of(text), dem_str_of(published), DEM_DEPTH_NAMES);
}

static bool has_name(const dem_doc *doc, dem_str row)
{
    dem_str kind = dem_str_split(&row, ' ');
    for (int32_t i = 0; i < doc->names.len; i++)
        if (dem_str_eq(dem_doc_str(doc, doc->names.at[i].span), row) &&
            dem_str_eq(dem_tag_name(dem_name_set, doc->names.at[i].kind), kind))
            return true;
    return false;
}

static void finds_names(void **state)
{
    (void)state;
    static const names_case cases[] = {
        {"The foreign minister of Malta, Anna Ferrante, met officials in Brussels.",
         "PER Anna Ferrante\nLOC Malta\nLOC Brussels"},
        {"Spokesman Dorin Vasile said the European Union would wait.", "PER Dorin Vasile\nORG European Union"},
        {"Talks between Chad and Sudan resumed in Geneva, the United Nations said.",
         "LOC Chad\nLOC Sudan\nLOC Geneva\nORG United Nations"},
        {"Reuters reported that Hezbollah had refused the plan.", "ORG Reuters\nORG Hezbollah"},
        {"\"We will not sign,\" President Idris Okonjo told parliament.", "OFFICE President\nPER Idris Okonjo"},
        {"The Russian envoy met two Ukrainians near Boryspil Airport.", "NORP Russian\nNORP Ukrainians\nFAC Boryspil Airport"},
        {"Deputy Foreign Minister Ana Tull left for Oslo.", "OFFICE Deputy Foreign Minister\nPER Ana Tull\nLOC Oslo"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        dem_doc doc = read_text(cases[k].text, "");
        for (dem_str rows = dem_str_of(cases[k].rows); rows.at;) {
            dem_str row = dem_str_split(&rows, '\n');
            if (!has_name(&doc, row))
                fail_msg("%s: no %.*s", cases[k].text, (int)row.len, row.at);
        }
    }
}

/* Common nouns and sentence starts are no names. */
static void leaves_words_alone(void **state)
{
    (void)state;
    static const char *const none[] = {"The ministers agreed to meet again.", "However, nobody signed.",
                                       "Both sides want the talks to go on."};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
        dem_doc doc = read_text(none[k], "");
        assert_int_equal(doc.names.len, 0);
    }
}

typedef struct time_case {
    const char *text, *published, *words, *value;
} time_case;

static void resolves_times(void **state)
{
    (void)state;
    static const time_case cases[] = {
        {"They met on 14 July 2015 in Vienna.", "", "14 July 2015", "2015-07-14"},
        {"They met on July 14, 2015, in Vienna.", "", "July 14, 2015", "2015-07-14"},
        {"They will meet on July 14.", "2015-07-10", "July 14", "2015-07-14"},
        {"They will meet on July 14.", "", "July 14", ""},
        {"She said so on Wednesday.", "2018-11-25", "Wednesday", "2018-11-21"}, /* a Sunday */
        {"She said so on Sunday.", "2018-11-25", "Sunday", "2018-11-25"},
        {"She will say so next Wednesday.", "2018-11-25", "next Wednesday", "2018-11-28"},
        {"She will say so next Sunday.", "2018-11-25", "next Sunday", "2018-12-02"},
        {"She said so on Monday.", "", "Monday", ""},
        {"He left yesterday.", "2016-03-01", "yesterday", "2016-02-29"},
        {"He left three days ago.", "2016-03-01", "three days ago", "2016-02-27"},
        {"He left twenty-five days ago.", "2016-03-01", "twenty-five days ago", "2016-02-05"},
        {"He left a hundred years ago.", "2016-03-01", "a hundred years ago", "1916"},
        {"He left a year ago.", "2016-03-01", "a year ago", "2015"},
        {"He ruled for the last fifteen years.", "2016-03-01", "last fifteen years", ""},
        {"He left last year.", "2016-03-01", "last year", "2015"},
        {"The law passed in January 2012.", "", "January 2012", "2012-01"},
        {"The law passed in January.", "2012-03-09", "January", "2012-01"},
        {"The law passed in 2009.", "", "2009", "2009"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        dem_doc doc = read_text(cases[k].text, cases[k].published);
        if (doc.times.len != 1)
            fail_msg("%s: %d times", cases[k].text, doc.times.len);
        assert_str(dem_doc_str(&doc, doc.times.at[0].span), cases[k].words);
        assert_str(doc.times.at[0].value, cases[k].value);
    }
}

static void numbers_are_no_times(void **state)
{
    (void)state;
    static const char *const none[] = {"He may march in the capital.", "About 2015 people came.",
                                       "The sun rose over 14 villages."};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
        dem_doc doc = read_text(none[k], "2020-01-01");
        assert_int_equal(doc.times.len, 0);
    }
}

static void measures(void **state)
{
    (void)state;
    dem_doc doc = read_text("It promised $5 billion, 200 tonnes of grain and 20 per cent of the oil.", "");
    assert_true(has_name(&doc, DEM_STR("QUANTITY $5 billion")));
    assert_true(has_name(&doc, DEM_STR("QUANTITY 200 tonnes")));
    assert_true(has_name(&doc, DEM_STR("QUANTITY 20 per cent")));
}

/* "KIND words", for a date that can be told with "= value". */
static dem_str spec_names(dem_str input, dem_arena *out)
{
    dem_arena_reset(&arena, 0);
    dem_doc doc = {.arena = &arena, .text = input, .meta.published = DEM_STR("2018-11-25")};
    dem_error err = {0};
    *dem_push(&doc.blocks, &arena) = (dem_block){{0, (uint32_t)input.len}, DEM_BLOCK_BODY, NULL};
    assert_true(dem_pipeline_run(&engine, &doc, scratch, DEM_DEPTH_NAMES, &err));
    dem_str rows = {0};
    for (int32_t i = 0; i < doc.names.len; i++) {
        const dem_name *n = &doc.names.at[i];
        dem_str kind = dem_tag_name(dem_name_set, n->kind), words = dem_doc_str(&doc, n->span), value = {0};
        for (int32_t t = 0; t < doc.times.len; t++)
            if (doc.times.at[t].span.begin == n->span.begin)
                value = doc.times.at[t].value;
        rows = dem_str_join(rows, dem_str_format(out, value.len ? "%.*s %.*s = %.*s\n" : "%.*s %.*s\n", (int)kind.len,
                                                 kind.at, (int)words.len, words.at, (int)value.len, value.at), out);
    }
    return rows;
}

static void names_of_the_spec(void **state)
{
    (void)state;
    spec_run("test/spec/names.txt", spec_names, 18);
}

/* Rows stand in text order and touch no other, whatever the text. */
static void rows_in_order(void **state)
{
    (void)state;
    char text[20000];
    static const char *const parts[] = {"May ", "Iran ", "on ", "Monday, ", "2015 ", "$5 ", "al-Hadi ", "\" ", "UN. "};
    size_t n = 0;
    for (uint32_t seed = 7; n + 16 < sizeof text; seed = seed * 1664525u + 1013904223u) {
        const char *part = parts[seed >> 16 & 7];
        memcpy(text + n, part, strlen(part));
        n += strlen(part);
    }
    text[n] = 0;
    dem_doc doc = read_text(text, "2015-07-14");
    assert_true(doc.names.len > 100);
    for (int32_t i = 1; i < doc.names.len; i++)
        assert_true(doc.names.at[i - 1].end <= doc.names.at[i].begin);
    for (int32_t i = 1; i < doc.times.len; i++)
        assert_true(doc.times.at[i - 1].end <= doc.times.at[i].begin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names), cmocka_unit_test(leaves_words_alone), cmocka_unit_test(resolves_times),
        cmocka_unit_test(numbers_are_no_times), cmocka_unit_test(measures), cmocka_unit_test(rows_in_order),
        cmocka_unit_test(names_of_the_spec)};
    return cmocka_run_group_tests(tests, open_all, reading_close);
}
