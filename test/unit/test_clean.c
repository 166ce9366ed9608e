/* Plain text cleaning against test/spec/clean-text.txt, dates, and properties on odd text. */
#include "unit.h"

#include "base/utf8.h"
#include "clean/cues.h"
#include "clean/language.h"
#include "base/date.h"
#include "clean/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dem_str slurp(const char *path, dem_arena *arena)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s: cannot open (run from the repository's root)", path);
    char *at = dem_new(arena, char, 1 << 20);
    size_t len = fread(at, 1, 1 << 20, f);
    fclose(f);
    return (dem_str){at, len};
}

static dem_str describe(const dem_doc *doc, const dem_block *b, dem_arena *arena)
{
    static const char *const kinds[] = {"title", "body", "meta", "furniture"};
    dem_str text = dem_doc_str(doc, b->span);
    return b->why ? dem_str_format(arena, "%s [%s]: %.*s", kinds[b->kind], b->why, (int)text.len,
                                   text.at)
                  : dem_str_format(arena, "%s: %.*s", kinds[b->kind], (int)text.len, text.at);
}

static void expect(dem_str name, dem_str want, dem_str got)
{
    dem_str more = DEM_STR("…");
    bool same = dem_str_ends(want, more)
                    ? dem_str_starts(got, dem_str_cut(want, 0, want.len - more.len))
                    : dem_str_eq(want, got);
    if (!same)
        fail_msg("%.*s:\nexpected %.*s\ngot      %.*s", (int)name.len, name.at, (int)want.len,
                 want.at, (int)got.len, got.at);
}

static void check_case(dem_str name, dem_str input, dem_str rows)
{
    dem_arena arena = unit_arena(1 << 24), scratch = unit_arena(1 << 24);
    dem_doc doc = {.arena = &arena, .text = input};
    dem_clean_text(&doc, scratch);
    int32_t next = 0;
    dem_str published = {0};
    while (rows.at) {
        dem_str row = dem_str_trim(dem_str_split(&rows, '\n'));
        if (dem_str_starts(row, DEM_STR("published: ")))
            published = dem_str_cut(row, 11, row.len);
        else if (row.len) {
            if (next == doc.blocks.len)
                fail_msg("%.*s: missing %.*s", (int)name.len, name.at, (int)row.len, row.at);
            expect(name, row, describe(&doc, &doc.blocks.at[next++], &arena));
        }
    }
    if (next < doc.blocks.len) {
        dem_str extra = describe(&doc, &doc.blocks.at[next], &arena);
        fail_msg("%.*s: unexpected %.*s", (int)name.len, name.at, (int)extra.len, extra.at);
    }
    dem_str got = {0};
    if (doc.meta.published.len)
        got = dem_str_format(&arena, "%.*s %s", (int)doc.meta.published.len, doc.meta.published.at,
                             doc.meta.published_how);
    expect(name, published, got);
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
}

static void spec(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 24);
    dem_str all = slurp("test/spec/clean-text.txt", &arena), mark = DEM_STR("\n=== ");
    all = dem_str_cut(all, dem_str_find(all, mark), all.len);
    int cases = 0;
    while (all.len) {
        all = dem_str_cut(all, mark.len, all.len);
        size_t end = dem_str_find(all, mark);
        dem_str body = dem_str_cut(all, 0, end), name = dem_str_split(&body, '\n');
        size_t rule = dem_str_find(body, DEM_STR("\n---\n"));
        check_case(name, dem_str_cut(body, 0, rule), dem_str_cut(body, rule + 5, body.len));
        all = dem_str_cut(all, end, all.len);
        cases++;
    }
    assert_true(cases >= 10);
    dem_arena_close(&arena);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int y, m, d;
    } rows[] = {
        {"2019-01-07", 2019, 1, 7},
        {"2019-01-07T10:00:00Z", 2019, 1, 7},
        {"/2019/1/7/talks.html", 2019, 1, 7},
        {"7 January 2019", 2019, 1, 7},
        {"Jan. 7, 2019", 2019, 1, 7},
        {"on January 7th, 2019", 2019, 1, 7},
        {"the 7th of January 2019", 2019, 1, 7},
        {"7.1.2019", 2019, 1, 7},
        {"13/1/2019", 2019, 1, 13},
        {"1/13/2019", 2019, 1, 13},
        {"20190107", 2019, 1, 7},
        {"7 février 2019", 2019, 2, 7},
        {"29 February 2020", 2020, 2, 29},
        {"Mon, 07 Jan 2019 10:00:00 GMT", 2019, 1, 7},
        {"30 February 2019", 0, 0, 0},
        {"29 February 2019", 0, 0, 0},
        {"7/1/2019", 0, 0, 0},
        {"201901071234", 0, 0, 0},
        {"May 2019", 0, 0, 0},
        {"", 0, 0, 0},
        {"2019-13-01", 0, 0, 0},
        {"1234 5678 maybe 3, 12", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dem_date d = {0};
        bool found = dem_date_find(dem_str_of(rows[i].text), DEM_DATE_STRICT, &d, NULL);
        if (found != (rows[i].y > 0) ||
            (found && (d.year != rows[i].y || d.month != rows[i].m || d.day != rows[i].d)))
            fail_msg("%s: %d, %d-%d-%d", rows[i].text, found, d.year, d.month, d.day);
    }
}

static void cues(void **state)
{
    (void)state;
    assert_string_equal(dem_cue_match(DEM_STR("Leave a Comment")).rule, "comments");
    assert_string_equal(dem_cue_match(DEM_STR("  Comments (12)")).rule, "comments");
    assert_string_equal(dem_cue_match(DEM_STR("5 min read")).rule, "controls");
    assert_string_equal(dem_cue_match(DEM_STR("Don’t Miss")).rule, "other-stories");
    assert_null(dem_cue_match(DEM_STR("The minister left a comment on the page.")).rule);
    assert_null(
        dem_cue_match(DEM_STR("Home rule was the demand, the party said in its statement.")).rule);
    assert_null(dem_cue_match(DEM_STR("")).rule);
}

static void languages(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } rows[] = {
        {"The minister said that she would not go to the talks, which had been put off for the "
         "third time.",
         "en"},
        {"Der Minister hat gesagt, dass er nicht nach Wien kommt, weil die Gespräche verschoben "
         "sind.",
         "de"},
        {"Le ministre a dit que les négociations ne sont pas terminées et qu'elle attend une "
         "réponse.",
         "fr"},
        {"El ministro dijo que las conversaciones no se han cerrado y que espera una respuesta del "
         "gobierno.",
         "es"},
        {"Il ministro ha detto che le trattative non sono finite e che si aspetta una risposta.",
         "it"},
        {"O ministro disse que as conversações não terminaram e que espera uma resposta do "
         "governo.",
         "pt"},
        {"De minister zei dat het overleg nog niet is afgerond en dat er een antwoord wordt "
         "verwacht.",
         "nl"},
        {"Министр заявил, что переговоры ещё не завершены.", "ru"},
        {"Міністр заявив, що переговори ще не завершені, і чекає відповіді.", "uk"},
        {"قال الوزير إن المحادثات لم تنته بعد", "ar"},
        {"部长表示谈判尚未结束，他正在等待答复。", "zh"},
        {"大臣は交渉がまだ終わっていないと述べた。", "ja"},
        {"장관은 협상이 아직 끝나지 않았다고 말했다.", "ko"},
        {"Lavrov, Kerry, Zarif", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(dem_language_guess(dem_str_of(rows[i].text)), rows[i].code);
}

/* Whatever the bytes: blocks are in order, do not overlap, begin and end on characters, and leave out
 * nothing but white space. */
static void properties(void **state)
{
    (void)state;
    static const char pieces[] = "ab Z.\n\n\r\t\xC2\xA0\xE2\x80\x9C\xFF\xEF\xBB\xBF#:\"1 ";
    dem_arena arena = unit_arena(1 << 24), scratch = unit_arena(1 << 24);
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        dem_arena_reset(&arena, 1 << 20);
        size_t len = (seed >> 8) % 200;
        char *text = dem_new(&arena, char, len + 1);
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = pieces[(seed >> 16) % (sizeof pieces - 1)];
        }
        dem_doc doc = {.arena = &arena, .text = {text, len}};
        dem_clean_text(&doc, scratch);
        uint32_t at = 0;
        for (int32_t i = 0; i < doc.blocks.len; i++) {
            dem_span s = doc.blocks.at[i].span;
            assert_true(s.begin >= at && s.begin < s.end && s.end <= len);
            for (uint32_t k = at; k < s.begin; k++)
                assert_false((text[k] >= '!' && text[k] <= '~'));
            at = s.end;
        }
        for (size_t k = at; k < len; k++)
            assert_false((text[k] >= '!' && text[k] <= '~'));
    }
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spec),      cmocka_unit_test(dates),      cmocka_unit_test(cues),
        cmocka_unit_test(languages), cmocka_unit_test(properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
