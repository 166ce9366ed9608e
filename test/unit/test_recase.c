/* Text in capitals against test/spec/recase.txt, and what must hold for any text. */
#include "spec.h"
#include "reading.h"

#include "base/utf8.h"

#include <string.h>
#include <time.h>

static int open_all(void **state)
{
    (void)state;
    return reading_open(DEM_DEPTH_CODE, (size_t)256 << 20);
}

/* A block a paragraph; the first is the title when it has no stop. */
static dem_doc recased(dem_str text)
{
    dem_arena_reset(&arena, 0);
    dem_doc doc = {.arena = &arena, .text = text};
    for (size_t at = 0; at < text.len;) {
        dem_str rest = dem_str_cut(text, at, text.len);
        size_t n = dem_str_find(rest, DEM_STR("\n\n"));
        dem_str p = dem_str_trim(dem_str_cut(rest, 0, n));
        uint32_t begin = (uint32_t)(p.at - text.at);
        bool title = !doc.blocks.len && n < rest.len && !dem_str_ends(p, DEM_STR("."));
        if (p.len)
            *dem_push(&doc.blocks, &arena) = (dem_block){{begin, begin + (uint32_t)p.len},
                                                         title ? DEM_BLOCK_TITLE : DEM_BLOCK_BODY, NULL};
        at += n + 2;
    }
    dem_recase_run(&engine.recaser, &doc, scratch);
    return doc;
}

static dem_str rows(dem_str input, dem_arena *room)
{
    dem_doc doc = recased(input);
    dem_str out = {"", 0};
    for (int32_t b = 0; b < doc.blocks.len; b++)
        out = dem_str_join(out, dem_str_join(dem_words_str(&doc, doc.blocks.at[b].span), DEM_STR("\n"), room), room);
    return out;
}

static void spec(void **state)
{
    (void)state;
    spec_run("test/spec/recase.txt", rows, 12);
}

/* The stored text stays; only the size of letters differs, and nothing at all where nothing is in capitals. */
static void bytes_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "İSTANBUL İL MECLİSİ TOPLANDI AND THEN THEY TALKED", "ẞ Ⱥ Ⱦ K Å ARE LETTERS WITH SMALL FORMS OF OTHER LENGTHS",
        "\xFF\xFE BROKEN BYTES \xC3 IN A HEADLINE \xE2\x80", "A B C D E F G H I J K", "...!!! ??? \"\" ((", ""};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        dem_doc doc = recased(dem_str_of(texts[k]));
        dem_str read = dem_doc_read(&doc);
        assert_int_equal(read.len, strlen(texts[k]));
        for (size_t i = 0; i < read.len; i++)
            assert_true(read.at[i] == texts[k][i] || (unsigned char)read.at[i] >= 0x80 ||
                        read.at[i] == (texts[k][i] | 32));
        if (dem_utf8_check(dem_str_of(texts[k])) == read.len)
            assert_int_equal(dem_utf8_check(read), read.len);
    }
    dem_doc plain = recased(DEM_STR("Iran said talks with the U.S. and NATO would resume in Geneva."));
    assert_null(plain.cased);
}

/* What the ledger keeps are the document's own bytes; the speaker's name is spelled as other reports do. */
static void statements_keep_capitals(void **state)
{
    (void)state;
    dem_doc doc = reading(DEM_STR("NORWEGIAN FISHERIES MINISTER ORLA VENN SAID ON MONDAY THE QUOTA WAS FINAL."), DEM_STR(""),
                          DEM_DEPTH_CODE);
    assert_int_equal(doc.statements.len, 1);
    const dem_attribution *a = &doc.attributions.at[0];
    assert_str(dem_doc_str(&doc, a->cue.at[0]), "SAID");
    assert_str(dem_doc_str(&doc, dem_spans_hull(doc.statements.at[0].content)), "THE QUOTA WAS FINAL");
    assert_str(doc.actors.at[doc.speakers.at[0].actor].name, "Orla Venn");
    assert_str(doc.speakers.at[0].party, "NOR");
}

static double seconds(size_t words)
{
    dem_str text = {"", 0};
    char *at = dem_new(&scratch, char, words * 6 + 1);
    for (size_t i = 0; i < words; i++)
        memcpy(at + 6 * i, i % 3 ? "SAYS. " : "ZORLA ", 6);
    text = (dem_str){at, words * 6};
    clock_t start = clock();
    recased(text);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void linear_time(void **state)
{
    (void)state;
    double small = seconds(20000), large = seconds(160000);
    assert_true(large < 24 * small + 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(spec), cmocka_unit_test(bytes_stay),
                                       cmocka_unit_test(statements_keep_capitals), cmocka_unit_test(linear_time)};
    return cmocka_run_group_tests(tests, open_all, reading_close);
}
