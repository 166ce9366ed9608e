/* Who said what, against test/spec/attribution.txt, and properties on odd text.
 * A row of the file is "level source | cue | content [+ content]", "-" for nothing; relays follow as
 * "  via OUTLET". A case whose name starts with "*" must yield nothing; one that starts with "todo:"
 * must fail, and says so when it passes. */
#include "unit.h"

#include "api/pipeline.h"
#include "attrib/cue.h"

#include <stdio.h>
#include <string.h>

typedef struct bench {
    dem_engine engine;
    dem_arena arena, scratch;
} bench;

static int open_bench(void **state)
{
    static bench b;
    dem_error err = {0};
    b.arena = unit_arena((size_t)1 << 30);
    b.scratch = unit_arena((size_t)1 << 30);
    if (!dem_engine_open(&b.engine, DEM_DEPTH_ATTRIBUTE, &err))
        return -1;
    *state = &b;
    return 0;
}

static int close_bench(void **state)
{
    bench *b = *state;
    dem_engine_close(&b->engine);
    dem_arena_close(&b->arena);
    dem_arena_close(&b->scratch);
    return 0;
}

static dem_doc run(bench *b, dem_str text, dem_scheme scheme)
{
    dem_error err = {0};
    dem_doc doc = {.arena = &b->arena, .text = text, .meta = {.name = DEM_STR("test")}};
    b->engine.way = (dem_attrib_way){scheme, DEM_PRECISION_NORMAL};
    assert_true(dem_pipeline_run(&b->engine, &doc, b->scratch, DEM_DEPTH_ATTRIBUTE, &err));
    return doc;
}

static dem_str words(const dem_doc *doc, dem_spans spans, dem_arena *arena)
{
    dem_str all = spans.len ? DEM_STR("") : DEM_STR("-");
    for (int32_t k = 0; k < spans.len; k++) {
        dem_str piece = dem_doc_str(doc, spans.at[k]);
        all = dem_str_format(arena, "%.*s%s%.*s", (int)all.len, all.at, k ? " + " : "", (int)piece.len, piece.at);
    }
    return all;
}

static dem_str describe(const dem_doc *doc, dem_arena *arena)
{
    dem_str all = DEM_STR("");
    for (int32_t i = 0; i < doc->attributions.len; i++) {
        const dem_attribution *a = &doc->attributions.at[i];
        dem_str s = words(doc, a->source, arena), c = words(doc, a->cue, arena);
        dem_str t = words(doc, a->content, arena);
        all = dem_str_format(arena, "%.*s%d %.*s | %.*s | %.*s\n", (int)all.len, all.at, (int)a->level,
                             (int)s.len, s.at, (int)c.len, c.at, (int)t.len, t.at);
        for (int32_t k = 0; k < doc->relays.len; k++)
            if (doc->relays.at[k].attribution == i)
                all = dem_str_format(arena, "%.*s  via %.*s\n", (int)all.len, all.at,
                                     (int)doc->relays.at[k].outlet.len, doc->relays.at[k].outlet.at);
    }
    return all;
}

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

/* One case: "=== name", text, "---", rows. */
static bool check_case(bench *b, dem_str body)
{
    dem_str name = dem_str_trim(dem_str_split(&body, '\n'));
    size_t rule = dem_str_find(body, DEM_STR("\n---\n"));
    dem_str text = dem_str_cut(body, 0, rule), want = dem_str_trim(dem_str_cut(body, rule + 5, body.len));
    dem_doc doc = run(b, text, DEM_SCHEME_LEDGER);
    dem_str got = dem_str_trim(describe(&doc, &b->arena));
    bool same = dem_str_eq(got, want), todo = dem_str_starts(name, DEM_STR("todo:"));
    if (same == todo)
        print_error("%.*s\nexpected:\n%.*s\ngot:\n%.*s\n\n", (int)name.len, name.at, (int)want.len, want.at,
                    (int)got.len, got.at);
    return same != todo;
}

static void spec(void **state)
{
    bench *b = *state;
    dem_str file = slurp("test/spec/attribution.txt", &b->arena);
    int failed = 0, cases = 0;
    size_t at = dem_str_find(file, DEM_STR("\n=== "));
    while (at < file.len) {
        dem_str rest = dem_str_cut(file, at + 5, file.len);
        size_t next = dem_str_find(rest, DEM_STR("\n=== "));
        failed += !check_case(b, dem_str_cut(rest, 0, next));
        cases++;
        at = next < rest.len ? at + 5 + next : file.len;
    }
    assert_true(cases > 10);
    assert_int_equal(failed, 0);
}

/* Rows in order, spans inside the text and on character borders, parents a level above. */
static void check_rows(const dem_doc *doc)
{
    for (int32_t i = 0; i < doc->attributions.len; i++) {
        const dem_attribution *a = &doc->attributions.at[i];
        const dem_spans all[] = {a->source, a->cue, a->content};
        assert_true(a->content.len > 0);
        for (int r = 0; r < 3; r++)
            for (int32_t k = 0; k < all[r].len; k++) {
                dem_span s = all[r].at[k];
                assert_true(s.begin < s.end && s.end <= doc->text.len);
                assert_true(s.end == doc->text.len || (doc->text.at[s.end] & 0xC0) != 0x80);
                assert_true(!k || all[r].at[k - 1].end <= s.begin);
            }
        if (a->parent >= 0)
            assert_int_equal(a->level, doc->attributions.at[a->parent].level + 1);
        assert_true(a->level >= 1 && a->level <= DEM_LEVELS);
        assert_true(!i || a->cue_head < 0 || doc->attributions.at[i - 1].cue_head <= a->cue_head);
    }
}

static dem_str repeat(const char *piece, size_t bytes, dem_arena *arena)
{
    size_t len = strlen(piece), n = bytes / len;
    char *at = dem_new(arena, char, n * len + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(at + i * len, piece, len);
    return (dem_str){at, n * len};
}

static void odd_text(void **state)
{
    bench *b = *state;
    static const char *const pieces[] = {
        "\"", "\xE2\x80\x9C", "said ", "he said that ", "\"he said, ", "according to ", ": ", "\n\n", "( ",
        "\xFF\xFE ", "X said: \xE2\x80\x9CY said: "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        dem_doc doc = run(b, repeat(pieces[i], 4000, &b->arena), i % 2 ? DEM_SCHEME_LEDGER : DEM_SCHEME_NEWS);
        check_rows(&doc);
    }
}

static void hundred_thousand_marks(void **state)
{
    bench *b = *state;
    dem_doc doc = run(b, repeat("\"", 100000, &b->arena), DEM_SCHEME_LEDGER);
    check_rows(&doc);
}

/* Tokens in the windows of all words that could be a cue, what the second stage would have to read; *cues: how many. */
static int64_t window_work(const bench *b, const dem_doc *doc, int64_t *cues)
{
    dem_arena scratch = b->scratch;
    const dem_attributor *a = &b->engine.attributor;
    dem_scan scan = dem_scan_make(doc, 0, doc->tokens.len, (dem_wordbook){&a->lexis, &a->frames, &a->classes}, &scratch);
    int64_t work = 0;
    for (int32_t i = 0; i < scan.n; i++) {
        dem_arena local = scratch;
        if (!dem_cue_possible(&scan, i))
            continue;
        ++*cues;
        work += dem_window_make(&scan, i, 0, &local).n;
    }
    return work;
}

/* A page without a stop, every third word of which could report: the work grows with the words, not with the
 * sentence (48 tokens a cue; 260 in the last piece, which may be short). */
static void endless_sentence(void **state)
{
    bench *b = *state;
    dem_doc doc = run(b, repeat("the envoy of the north said talks had failed while a council in Moscow warned that grain was short ",
                                40000, &b->arena), DEM_SCHEME_LEDGER);
    check_rows(&doc);
    assert_true(doc.sentences.len > 10 && doc.notes.len > 0);
    int64_t each = DEM_WINDOW_SHORT_BACK + DEM_WINDOW_SHORT_ON, last = DEM_WINDOW_ENDLESS * (DEM_WINDOW_BACK + DEM_WINDOW_ON);
    int64_t cues = 0, work = window_work(b, &doc, &cues);
    assert_true(cues > doc.tokens.len / 8);
    assert_true(work <= (each + 1) * cues + last);
}

static void same_twice(void **state)
{
    bench *b = *state;
    dem_str text = slurp("test/spec/attribution.txt", &b->arena);
    dem_doc one = run(b, text, DEM_SCHEME_LEDGER), two = run(b, text, DEM_SCHEME_LEDGER);
    dem_str x = describe(&one, &b->arena), y = describe(&two, &b->arena);
    check_rows(&one);
    assert_true(dem_str_eq(x, y));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(spec), cmocka_unit_test(odd_text),
                                       cmocka_unit_test(hundred_thousand_marks), cmocka_unit_test(endless_sentence),
                                       cmocka_unit_test(same_twice)};
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
