#include "spec.h"

#include "base/embed.h"
#include "event/relate.h"
#include "lexicon/stem.h"

#include <string.h>

/* Own sentences: the first name is the source, the second the target. */
static dem_arena arena, scratch;
static dem_event event;

static int open_all(void **state)
{
    (void)state;
    arena = unit_arena((size_t)64 << 20);
    scratch = unit_arena((size_t)16 << 20);
    dem_error err = {0};
    dem_model model, classes;
    return dem_model_open(&model, dem_embed_find("models/event-1.dem"), DEM_STR("event"), &err) &&
                   dem_model_open(&classes, dem_embed_find("models/classes-1.dem"), DEM_STR("classes"), &err) &&
                   dem_event_open(&event, &model, &classes, &arena, &err)
               ? 0 : 1;
}

static int close_all(void **state)
{
    (void)state;
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    return 0;
}

static dem_span span_of(dem_str text, const char *words)
{
    dem_str w = dem_str_of(words);
    size_t at = dem_str_find(text, w);
    return at == text.len ? (dem_span){0, 0} : (dem_span){(uint32_t)at, (uint32_t)(at + w.len)};
}

typedef struct relate_case {
    const char *text, *source, *target, *root;
} relate_case;

static void tells_the_root(void **state)
{
    (void)state;
    static const relate_case cases[] = {
        {"Marland suspended aid to Ostia over the seizure of the ferry.", "Marland", "Ostia", "SANCTION"},
        {"Norvia rejected the offer made by Ostia last week.", "Norvia", "Ostia", "REJECT"},
        {"The Marland army shelled villages held by the Ostia militia.", "The Marland army", "the Ostia militia", "ASSAULT"},
        {"President Okonjo met the Ostian envoy in Geneva.", "President Okonjo", "the Ostian envoy", "CONSULT"},
        {"Norvia accused Ostia of breaking the truce.", "Norvia", "Ostia", "ACCUSE"},
        {"Norvia called on Ostia to release the crew.", "Norvia", "Ostia", "REQUEST"},
        {"Norvia threatened to attack Ostia if the pipes were cut.", "Norvia", "Ostia", "THREATEN"},
        {"Police in Ostia arrested a reporter from Norvia.", "Police in Ostia", "a reporter from Norvia", "COERCE"},
        {"Ostia released the Norvian sailors on Sunday.", "Ostia", "the Norvian sailors", "YIELD"},
        {"Norvia delivered humanitarian aid to Ostia.", "Norvia", "Ostia", "AID"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        dem_str text = dem_str_of(cases[k].text);
        dem_relation r = dem_event_relate(&event, text, span_of(text, cases[k].source),
                                          span_of(text, cases[k].target), scratch);
        dem_str name = dem_tag_name(dem_plover_set, r.plover);
        if (!dem_str_eq(name, dem_str_of(cases[k].root)))
            fail_msg("%s: %.*s, not %s", cases[k].text, (int)name.len, name.at, cases[k].root);
        assert_int_equal(r.quad, dem_plover_quad(r.plover));
        assert_true(r.confidence > 0 && r.confidence <= 1);
    }
}

/* "[Norvia] met (Ostia).": the text without its marks, and where the two actors stand. */
static dem_str unmark(dem_str line, dem_span *source, dem_span *target, dem_arena *to)
{
    char *at = dem_new(to, char, line.len + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];
        if (c == '[' || c == '(')
            (c == '[' ? source : target)->begin = n;
        else if (c == ']' || c == ')')
            (c == ']' ? source : target)->end = n;
        else
            at[n++] = c;
    }
    return (dem_str){at, n};
}

static dem_str root_rows(dem_str input, dem_arena *to)
{
    dem_str rows = {"", 0};
    for (dem_str rest = input; rest.at;) {
        dem_str line = dem_str_trim(dem_str_split(&rest, '\n'));
        if (!line.len)
            continue;
        dem_span source = {0, 0}, target = {0, 0};
        dem_str text = unmark(line, &source, &target, to);
        dem_str root = dem_tag_name(dem_plover_set, dem_event_relate(&event, text, source, target, scratch).plover);
        rows = dem_str_format(to, "%.*s%.*s\n", (int)rows.len, rows.at, (int)root.len, root.at);
    }
    return rows;
}

/* One file a root. */
static void tells_roots_apart(void **state)
{
    (void)state;
    for (int k = 0; k < DEM_PLOVER_COUNT; k++)
        spec_run_named("test/spec/plover-", dem_plover_set.names[k].at, root_rows, 2);
}

static void answers_without_actors(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " ", "\xC3", "Troops opened fire.", "\xE2\x80\x9C\xE2\x80\x9D"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        dem_relation r = dem_event_relate(&event, dem_str_of(texts[k]), (dem_span){0, 0}, (dem_span){0, 0}, scratch);
        assert_true(r.plover >= 0 && r.quad >= 1);
    }
}

/* A sentence of any length costs no more than DEM_EVENT_TOKENS tokens; the features always fit. */
static void long_sentences(void **state)
{
    (void)state;
    static char text[1 << 20];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "attack aid "[i % 11];
    dem_str all = {text, sizeof text};
    uint64_t *out = dem_new(&arena, uint64_t, DEM_EVENT_FEATURES);
    int n = dem_event_features(&event, all, (dem_span){0, 6}, (dem_span){11, 17}, out, scratch);
    assert_true(n > 0 && n < DEM_EVENT_FEATURES);
    dem_event_relate(&event, all, (dem_span){0, (uint32_t)all.len}, (dem_span){3, 5}, scratch);
}

static void stems(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"accused", "accuses"}, {"accusing", "accuse"}, {"met", "meeting"},
                                           {"denied", "denies"}, {"planned", "planning"}, {"Struck", "strikes"},
                                           {"withdrew", "withdrawing"}, {"kills", "killing"}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (!dem_str_eq(dem_lex_stem(dem_str_of(pairs[k][0]), &scratch), dem_lex_stem(dem_str_of(pairs[k][1]), &scratch)))
            fail_msg("%s and %s part", pairs[k][0], pairs[k][1]);
    assert_false(dem_str_eq(dem_lex_stem(DEM_STR("aid"), &scratch), dem_lex_stem(DEM_STR("aim"), &scratch)));
}

static void probabilities_sum_to_one(void **state)
{
    (void)state;
    int32_t scores[DEM_PLOVER_COUNT] = {100, 90, -5000, 0};
    float p[DEM_PLOVER_COUNT], total = 0;
    dem_event_softmax(scores, 0.01f, p);
    for (int k = 0; k < DEM_PLOVER_COUNT; k++)
        total += p[k];
    assert_true(total > 0.999f && total < 1.001f);
    assert_true(p[0] > p[1] && p[1] > p[3] && p[3] > p[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_the_root), cmocka_unit_test(tells_roots_apart), cmocka_unit_test(answers_without_actors),
                                       cmocka_unit_test(long_sentences), cmocka_unit_test(stems),
                                       cmocka_unit_test(probabilities_sum_to_one)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
