/* Whom the sources mean: the cases of test/spec/actor.txt. Sources stand in [ ].
 * A row: the speaker's name | party | how it was told. */
#include "spec.h"

#include "actor/actor.h"
#include "api/pipeline.h"

static dem_engine engine;

static int open_engine(void **state)
{
    (void)state;
    dem_error err = {0};
    bool open = dem_engine_open(&engine, DEM_DEPTH_NAMES, &err);
    if (!open)
        print_error("%s: %s\n", err.path, err.message);
    return !open;
}

static int close_engine(void **state)
{
    (void)state;
    dem_engine_close(&engine);
    return 0;
}

enum { MARKS = 64 };

/* The text without its marks, and where they stood; `told` is the content of the source after it. */
static dem_str unmark(dem_str input, dem_span marks[MARKS], dem_span told[MARKS], int *n,
                      dem_arena *arena)
{
    char *out = dem_new(arena, char, input.len + 1);
    size_t len = 0;
    *n = 0;
    for (size_t i = 0; i < input.len; i++) {
        if (input.at[i] == '[' && *n < MARKS)
            marks[*n].begin = (uint32_t)len;
        else if (input.at[i] == '{' && *n < MARKS)
            told[*n].begin = (uint32_t)len;
        else if (input.at[i] == '}' && *n < MARKS)
            told[*n].end = (uint32_t)len;
        else if (input.at[i] == ']' && *n < MARKS)
            marks[(*n)++].end = (uint32_t)len;
        else
            out[len++] = input.at[i];
    }
    return (dem_str){out, len};
}

static void attribute(dem_doc *doc, const dem_span *marks, const dem_span *told, int n)
{
    for (int i = 0; i < n; i++) {
        dem_attribution *a = dem_push(&doc->attributions, doc->arena);
        *a = (dem_attribution){.source_head = -1, .cue_head = -1, .content_head = -1, .parent = -1,
                               .level = 1, .continues = -1, .mode = DEM_MODE_indirect};
        a->source = dem_spans_one(doc, marks[i]);
        if (told[i].end)
            a->content = dem_spans_one(doc, told[i]);
        a->sentence = doc->tokens.at[dem_token_at(doc, marks[i].begin)].sentence;
    }
}

static dem_str rows(dem_str input, dem_arena *arena)
{
    dem_span marks[MARKS], told[MARKS] = {{0, 0}};
    int n;
    dem_error err = {0};
    dem_arena scratch = unit_arena((size_t)1 << 28);
    dem_doc doc = {.arena = arena};
    doc.text = unmark(input, marks, told, &n, arena);
    if (dem_str_starts(doc.text, DEM_STR("date: "))) {
        doc.meta.published = dem_str_cut(doc.text, 6, 16);
        doc.meta.published_how = "option";
    }
    assert_true(dem_pipeline_run(&engine, &doc, scratch, DEM_DEPTH_NAMES, &err));
    attribute(&doc, marks, told, n);
    dem_actor_run(&engine.lexicon, &doc, scratch);
    dem_str out = {"", 0};
    for (int i = 0; i < n; i++) {
        const dem_speaker *s = &doc.speakers.at[i];
        dem_str name = s->actor >= 0 ? doc.actors.at[s->actor].name : DEM_STR("-");
        out = dem_str_join(out, dem_str_format(arena, "%.*s | %.*s | %s%s%.*s\n", (int)name.len, name.at,
                                               (int)s->party.len, s->party.at, s->how, s->with.len ? " | with " : "",
                                               (int)s->with.len, s->with.at), arena);
    }
    dem_arena_close(&scratch);
    return out;
}

static void cases(void **state)
{
    (void)state;
    spec_run("test/spec/actor.txt", rows, 30);
}

/* Mentions are in text order, stand on tokens, and name an actor that exists. */
static void tables_are_sound(void **state)
{
    (void)state;
    dem_arena arena = unit_arena((size_t)1 << 28), scratch = unit_arena((size_t)1 << 28);
    dem_error err = {0};
    dem_doc doc = {.arena = &arena};
    doc.text = DEM_STR("Arland's foreign minister, Orla Venn, met Jon Aas in Oslo. "
                       "He said she was late. Venn denied it. \"We were early,\" the minister said.\n");
    assert_true(dem_pipeline_run(&engine, &doc, scratch, DEM_DEPTH_NAMES, &err));
    dem_actor_run(&engine.lexicon, &doc, scratch);
    assert_int_equal(doc.speakers.len, doc.attributions.len);
    assert_true(doc.mentions.len >= 4);
    for (int32_t i = 0; i < doc.mentions.len; i++) {
        const dem_mention *m = &doc.mentions.at[i];
        assert_true(m->actor >= 0 && m->actor < doc.actors.len);
        assert_true(m->begin <= m->head && m->head < m->end);
        assert_true(!i || doc.mentions.at[i - 1].span.begin <= m->span.begin);
    }
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases), cmocka_unit_test(tables_are_sound)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
