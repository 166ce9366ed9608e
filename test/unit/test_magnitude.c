/* What a deed's sentence tells besides who did what to whom: test/spec/magnitude.txt and test/spec/context.txt. */
#include "spec.h"
#include "reading.h"

#include "event/context.h"
#include "event/magnitude.h"

static int open_all(void **state)
{
    (void)state;
    return reading_open(DEM_DEPTH_CODE, (size_t)256 << 20);
}

static dem_doc read_text(dem_str text, dem_depth depth)
{
    return reading(text, DEM_STR("2019-05-06"), depth);
}

static dem_magnitude magnitude_in(const dem_doc *doc, dem_str plover)
{
    int32_t verb = 0;
    for (int32_t i = 0; i < doc->tokens.len; i++)
        if (doc->parses.at[i].rel == DEM_REL_root)
            verb = i;
    return dem_event_magnitude(doc, &engine.event.things, verb, dem_tag_find(dem_plover_set, plover), scratch);
}

static dem_str magnitude_rows(dem_str input, dem_arena *out)
{
    dem_str rows = {"", 0};
    while (input.len) {
        dem_str line = dem_str_split(&input, '\n'), plover = dem_str_split(&line, ':');
        dem_doc doc = read_text(dem_str_trim(line), DEM_DEPTH_NAMES);
        dem_magnitude m = magnitude_in(&doc, plover);
        dem_str row = DEM_STR("-\n");
        if (dem_span_len(m.span)) {
            dem_str of = dem_tag_name(dem_magnitude_set, m.of), words = dem_doc_str(&doc, m.span);
            row = dem_str_format(out, "%.*s %.12g = %.*s\n", (int)of.len, of.at, (double)m.milli / 1000, (int)words.len, words.at);
        }
        rows = dem_str_join(rows, row, out);
    }
    return rows;
}

static void magnitudes(void **state)
{
    (void)state;
    spec_run("test/spec/magnitude.txt", magnitude_rows, 8);
}

/* The events of a text: "ROOT contexts [magnitude]". */
static dem_str event_rows(dem_str input, dem_arena *out)
{
    dem_doc doc = read_text(input, DEM_DEPTH_CODE);
    dem_str rows = {"", 0};
    for (int32_t i = 0; i < doc.events.len; i++) {
        const dem_event_row *e = &doc.events.at[i];
        dem_str root = e->code.plover < 0 ? DEM_STR("none") : dem_tag_name(dem_plover_set, e->code.plover);
        rows = dem_str_join(rows, root, out);
        for (int32_t k = 0; k < e->n_contexts; k++)
            rows = dem_str_join(dem_str_join(rows, DEM_STR(" "), out), e->contexts[k], out);
        dem_str of = dem_tag_name(dem_magnitude_set, e->magnitude.of);
        rows = dem_str_join(rows, dem_span_len(e->magnitude.span) ? dem_str_format(out, ", %.*s %.12g\n", (int)of.len, of.at, (double)e->magnitude.milli / 1000)
                                                                  : DEM_STR("\n"), out);
    }
    return rows;
}

static void contexts(void **state)
{
    (void)state;
    spec_run("test/spec/context.txt", event_rows, 14);
}

/* Too long a number, and sentences of nothing but numbers, or of more words than are looked at. */
static void odd_numbers(void **state)
{
    (void)state;
    dem_doc doc = read_text(DEM_STR("Arland paid $99999999999999999999 billion billion to Borland."), DEM_DEPTH_NAMES);
    assert_int_equal(dem_span_len(magnitude_in(&doc, DEM_STR("AID")).span), 0);
    enum { MANY = 20000 };
    char *many = malloc(3 * MANY);
    for (int i = 0; i < MANY; i++)
        memcpy(many + 3 * i, "12 ", 3);
    doc = read_text((dem_str){many, 3 * MANY}, DEM_DEPTH_NAMES);
    assert_int_equal(dem_span_len(magnitude_in(&doc, DEM_STR("ASSAULT")).span), 0);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(magnitudes), cmocka_unit_test(contexts), cmocka_unit_test(odd_numbers)};
    return cmocka_run_group_tests(tests, open_all, reading_close);
}
