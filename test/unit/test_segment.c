/* Segmentation against test/spec/segment.txt, and its properties on odd and hostile text. */
#include "spec.h"

#include "base/embed.h"
#include "base/utf8.h"
#include "segment/segment.h"

#include <string.h>
#include <time.h>

static dem_segmenter segmenter;
static dem_arena tables;

static int open_segmenter(void **state)
{
    (void)state;
    dem_model model;
    dem_error err = {0};
    const char *name = "models/segment-1.dem";
    tables = unit_arena((size_t)16 << 20);
    return !(dem_model_open(&model, dem_embed_find(name), dem_str_of(name), &err) &&
             dem_segmenter_open(&segmenter, &model, &tables, &err));
}

/* Paragraphs end at a blank line: a stand-in for the room `clean`. */
static void paragraphs(dem_doc *doc)
{
    for (size_t at = 0; at < doc->text.len;) {
        dem_str rest = dem_str_cut(doc->text, at, doc->text.len);
        size_t n = dem_str_find(rest, DEM_STR("\n\n"));
        dem_str p = dem_str_trim(dem_str_cut(rest, 0, n));
        uint32_t begin = (uint32_t)(p.at - doc->text.at);
        if (p.len)
            *dem_push(&doc->blocks, doc->arena) = (dem_block){
                .span = {begin, begin + (uint32_t)p.len}, .kind = DEM_BLOCK_BODY};
        at += n + 2;
    }
}

static dem_doc segment(dem_str text, dem_arena *arena)
{
    /* By the text: under the address sanitizer opening an arena costs by its cap. */
    dem_arena scratch = unit_arena(((size_t)1 << 22) + (text.len << 10));
    dem_doc doc = {.arena = arena, .text = text};
    paragraphs(&doc);
    dem_segment_run(&segmenter, &doc, scratch);
    dem_arena_close(&scratch);
    return doc;
}

static dem_str sentence_row(const dem_doc *doc, const dem_sentence *s, dem_arena *arena)
{
    dem_str row = {0};
    int32_t inside = -1; /* one past the multiword token we are in */
    for (int32_t i = s->begin; i < s->end; i++) {
        if (i > s->begin)
            row = dem_str_join(row, i < inside ? DEM_STR("|") : DEM_STR(" "), arena);
        row = dem_str_join(row, dem_token_str(doc, i), arena);
        if (doc->tokens.at[i].mwt)
            inside = i + doc->tokens.at[i].mwt;
    }
    return dem_str_join(row, DEM_STR("\n"), arena);
}

static dem_str quote_row(const dem_doc *doc, const dem_quote *q, dem_arena *arena)
{
    static const char *const kinds[] = {"double", "single", "angle"};
    dem_str inner = dem_doc_str(doc, q->inner);
    dem_str row = dem_str_format(arena, "%s: %.*s", kinds[q->mark], (int)inner.len, inner.at);
    if (q->unclosed)
        row = dem_str_join(row, DEM_STR(" | unclosed"), arena);
    if (q->outer >= 0)
        row = dem_str_join(row, dem_str_format(arena, " | in %d", q->outer + 1), arena);
    if (q->continues >= 0)
        row = dem_str_join(row, dem_str_format(arena, " | continues %d", q->continues + 1), arena);
    return dem_str_join(row, DEM_STR("\n"), arena);
}

static dem_str rows(dem_str input, dem_arena *arena)
{
    dem_doc doc = segment(input, arena);
    dem_str all = {0};
    for (int32_t s = 0; s < doc.sentences.len; s++)
        all = dem_str_join(all, sentence_row(&doc, &doc.sentences.at[s], arena), arena);
    for (int32_t q = 0; q < doc.quotes.len; q++)
        all = dem_str_join(all, quote_row(&doc, &doc.quotes.at[q], arena), arena);
    return all;
}

static void spec(void **state)
{
    (void)state;
    spec_run("test/spec/segment.txt", rows, 50);
}

/* Sentences tile the blocks' text, tokens tile their sentences, all on character boundaries. */
static void check(const dem_doc *doc)
{
    uint32_t at = 0;
    int32_t sentence = 0;
    bool valid = dem_utf8_check(doc->text) == doc->text.len;
    for (int32_t i = 0; i < doc->tokens.len; i++) {
        dem_span s = doc->tokens.at[i].span;
        assert_true(s.begin < s.end && s.begin >= at);
        for (dem_str gap = dem_str_cut(doc->text, at, s.begin); gap.len;) {
            uint32_t code;
            size_t n = dem_utf8_decode(gap, &code);
            assert_true(dem_utf8_is_space(code));
            gap = dem_str_cut(gap, n, gap.len);
        }
        assert_true(!valid ||
                    (dem_utf8_boundary(doc->text, s.begin) && dem_utf8_boundary(doc->text, s.end)));
        at = s.end;
        sentence += i == doc->sentences.at[sentence].end;
        assert_int_equal(doc->tokens.at[i].sentence, sentence);
        int32_t q = doc->tokens.at[i].quote;
        assert_true(q < 0 || (doc->quotes.at[q].begin <= i && i < doc->quotes.at[q].end));
    }
    for (int32_t s = 0; s < doc->sentences.len; s++) {
        const dem_sentence *x = &doc->sentences.at[s];
        assert_true(x->begin < x->end && x->end - x->begin <= DEM_SENTENCE_MOST);
        assert_int_equal(x->begin, s ? doc->sentences.at[s - 1].end : 0);
        assert_int_equal(x->span.begin, doc->tokens.at[x->begin].span.begin);
        assert_int_equal(x->span.end, doc->tokens.at[x->end - 1].span.end);
    }
    for (int32_t q = 0; q < doc->quotes.len; q++) {
        const dem_quote *x = &doc->quotes.at[q];
        assert_true(x->outer < q && x->continues < q && x->begin <= x->end);
        assert_true(dem_span_has(x->span, x->inner));
    }
}

static const char *const pieces[] = {
    "word",     " ",    "\n",      "\n\n",  "\"",  "“",  "”",
    "'",        "’",    "‘",       "«",     "»",   "„",  ".",
    "...",      "!",    "?",       ",",     "-",   "—",  "(",
    ")",        "U.S.", "Mr.",     "don't", "n't", "'s", "3",
    "%",        "@",    "http://", "www.",  "é",   "Ж",  "\xF0\x9F\x98\x80",
    "\xC2\xA0", "A",    "Gen.",    "\t",    "``",  "''", "\xFF",
    "/",        ":",    "it’s",    "[",     "]",   "&"};

static void properties(void **state)
{
    (void)state;
    uint32_t random = 12345;
    for (int round = 0; round < 3000; round++) {
        dem_arena arena = unit_arena(1 << 22);
        char text[1024];
        size_t len = 0, want = (random >> 8) % 800;
        while (len < want) {
            random = random * 1664525u + 1013904223u;
            const char *piece = pieces[(random >> 10) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        dem_doc doc = segment((dem_str){text, len}, &arena);
        check(&doc);
        dem_arena_close(&arena);
    }
}

/* Text made of one piece, so long that anything quadratic would show. */
static double seconds_for(const char *piece, size_t times)
{
    dem_arena arena = unit_arena((size_t)1 << 31);
    size_t n = strlen(piece);
    char *text = dem_new(&arena, char, n *times);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * n, piece, n);
    clock_t begun = clock();
    dem_doc doc = segment((dem_str){text, n * times}, &arena);
    double spent = (double)(clock() - begun) / CLOCKS_PER_SEC;
    check(&doc);
    dem_arena_close(&arena);
    return spent;
}

static void linear_time(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "a",     "\"", "\" ", "“‘",  "”",   "a'",  "'s", "@",        "www.", "://", "(", "A. ",
        "don't", ".",  "-",   "“a ", "'a ", "a\n", "«",  "said.The", "„“",   "é",   "0"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        size_t times = 400000 / strlen(hostile[i]);
        double one = seconds_for(hostile[i], times / 4), four = seconds_for(hostile[i], times);
        if (four > 12 * one + 0.5)
            fail_msg("\"%s\" %zu times: %.3f s, a quarter of it %.3f s", hostile[i], times, four,
                     one);
    }
}

/* Sentences found with arenas of `cap` bytes, or -1 when they are too small. */
static int32_t sentences_within(size_t cap, dem_str text)
{
    dem_arena arena = unit_arena(cap), scratch = unit_arena(cap);
    dem_doc doc = {.arena = &arena, .text = text};
    jmp_buf oom;
    arena.oom = scratch.oom = &oom;
    volatile int32_t found = -1;
    if (!setjmp(oom)) {
        *dem_push(&doc.blocks, &arena) = (dem_block){.span = {0, (uint32_t)text.len},
                                                     .kind = DEM_BLOCK_BODY};
        dem_segment_run(&segmenter, &doc, scratch);
        found = doc.sentences.len;
    }
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    return found;
}

static void out_of_memory(void **state)
{
    (void)state;
    dem_str text = DEM_STR(
        "“We agreed,” the minister's aide said. \"But not on 'all'.\" See www.example.org.");
    size_t cap = 1 << 9;
    assert_int_equal(sentences_within(cap, text), -1);
    int32_t found = -1;
    while (found < 0 && cap < 1 << 24)
        found = sentences_within(cap *= 2, text);
    assert_int_equal(found, 3);
}

static void furniture_is_passed_over(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20), scratch = unit_arena(1 << 20);
    dem_doc doc = {.arena = &arena, .text = DEM_STR("Menu\n\nThe talks failed.")};
    *dem_push(&doc.blocks, &arena) = (dem_block){.span = {0, 4}, .kind = DEM_BLOCK_FURNITURE};
    *dem_push(&doc.blocks, &arena) = (dem_block){.span = {6, 23}, .kind = DEM_BLOCK_BODY};
    dem_segment_run(&segmenter, &doc, scratch);
    assert_int_equal(doc.sentences.len, 1);
    assert_int_equal(doc.sentences.at[0].block, 1);
    assert_str(dem_token_str(&doc, 0), "The");
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spec), cmocka_unit_test(properties), cmocka_unit_test(linear_time),
        cmocka_unit_test(out_of_memory), cmocka_unit_test(furniture_is_passed_over)};
    return cmocka_run_group_tests(tests, open_segmenter, NULL);
}
