/* The statement room against test/spec/{content,act,act-*,condition,condition-*}.txt: sentences in which the source
 * stands in [ ], the cue in { } and the content in < >, so that nothing depends on the extractor. */
#include "spec.h"

#include "api/pipeline.h"

#include <string.h>

static dem_engine engine;

static int open_engine(void **state)
{
    (void)state;
    dem_error err = {0};
    return dem_engine_open(&engine, DEM_DEPTH_CODE, &err) ? 0 : -1;
}

static int close_engine(void **state)
{
    (void)state;
    dem_engine_close(&engine);
    return 0;
}

typedef struct marked {
    dem_str text;
    dem_span source, cue, content[8];
    int32_t n_content;
} marked;

/* Takes the marks out of a line and keeps where they stood. */
static marked unmark(dem_str line, dem_arena *arena)
{
    marked m = {0};
    char *at = dem_new(arena, char, line.len + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];
        dem_span *open = c == '[' || c == ']' ? &m.source : c == '{' || c == '}' ? &m.cue : NULL;
        if (c == '<' || c == '>')
            open = &m.content[m.n_content];
        if (!open)
            at[n++] = c;
        else if (c == '[' || c == '{' || c == '<')
            open->begin = n;
        else
            open->end = n;
        m.n_content += c == '>' && m.n_content < 7;
    }
    m.text = (dem_str){at, n};
    return m;
}

static int32_t head_in(const dem_doc *doc, dem_span span)
{
    int32_t begin, end;
    dem_token_range(doc, span, &begin, &end);
    return dem_head_of(doc, begin, end);
}

static void attribute(dem_doc *doc, const marked *m)
{
    dem_span *content = dem_new(doc->arena, dem_span, m->n_content);
    memcpy(content, m->content, (size_t)m->n_content * sizeof *content);
    dem_attribution a = {.source_head = -1, .cue_head = -1, .parent = -1, .continues = -1, .level = 1,
                         .score = 1, .score_content = 1, .content = {content, m->n_content}};
    if (m->source.end > m->source.begin) {
        a.source = dem_spans_one(doc, m->source);
        a.source_head = head_in(doc, m->source);
    }
    if (m->cue.end > m->cue.begin) {
        a.cue = dem_spans_one(doc, m->cue);
        a.cue_head = head_in(doc, m->cue);
    }
    a.content_head = head_in(doc, content[0]);
    a.sentence = a.content_head >= 0 ? doc->tokens.at[a.content_head].sentence : 0;
    *dem_push(&doc->attributions, doc->arena) = a;
}

typedef void row_writer(const dem_doc *doc, const dem_statement *s, dem_arena *arena, dem_str *row);

/* One row a line of the input, as `write` makes it of the line's statement ("-": none). */
static dem_str each_line(dem_str input, dem_arena *arena, row_writer *write)
{
    dem_arena scratch = unit_arena(1 << 26);
    dem_str rows = {"", 0};
    for (dem_str rest = input; rest.at;) {
        dem_str line = dem_str_trim(dem_str_split(&rest, '\n'));
        if (!line.len)
            continue;
        marked m = unmark(line, arena);
        dem_doc doc = {.arena = arena, .text = m.text, .meta.name = DEM_STR("spec")};
        *dem_push(&doc.blocks, arena) = (dem_block){{0, (uint32_t)m.text.len}, DEM_BLOCK_BODY, NULL};
        dem_error err = {0};
        assert_true(dem_pipeline_run(&engine, &doc, scratch, DEM_DEPTH_NAMES, &err));
        attribute(&doc, &m);
        doc.arena->oom = NULL;
        dem_pipeline_finish(&engine, &doc, scratch, DEM_DEPTH_CODE);
        for (int32_t i = 0; !i || i < doc.statements.len; i++) {
            dem_str row = DEM_STR("-");
            if (doc.statements.len)
                write(&doc, &doc.statements.at[i], arena, &row);
            rows = dem_str_format(arena, "%.*s%s%.*s", (int)rows.len, rows.at, i ? " + " : "", (int)row.len, row.at);
        }
        rows = dem_str_format(arena, "%.*s\n", (int)rows.len, rows.at);
    }
    dem_arena_close(&scratch);
    return rows;
}

static void write_content(const dem_doc *doc, const dem_statement *s, dem_arena *arena, dem_str *row)
{
    dem_str mode = dem_tag_name(dem_mode_set, s->mode);
    *row = dem_str_format(arena, "%.*s:", (int)mode.len, mode.at);
    for (int32_t i = 0; i < s->content.len; i++) {
        dem_str part = dem_doc_str(doc, s->content.at[i]);
        *row = dem_str_format(arena, "%.*s%s%.*s", (int)row->len, row->at, i ? " // " : " ", (int)part.len, part.at);
    }
}

static void write_condition(const dem_doc *doc, const dem_statement *s, dem_arena *arena, dem_str *row)
{
    (void)arena;
    if (s->condition.end > s->condition.begin)
        *row = dem_doc_str(doc, s->condition);
}

static void write_act(const dem_doc *doc, const dem_statement *s, dem_arena *arena, dem_str *row)
{
    (void)doc, (void)arena;
    *row = dem_tag_name(dem_act_set, s->act);
}

static dem_str content_rows(dem_str input, dem_arena *arena) { return each_line(input, arena, write_content); }
static dem_str condition_rows(dem_str input, dem_arena *arena) { return each_line(input, arena, write_condition); }
static dem_str act_rows(dem_str input, dem_arena *arena) { return each_line(input, arena, write_act); }

static void contents(void **state)
{
    (void)state;
    spec_run("test/spec/content.txt", content_rows, 8);
}

static void conditions(void **state)
{
    (void)state;
    spec_run("test/spec/condition.txt", condition_rows, 10);
    static const char *const kinds[] = {"if", "unless", "provided", "time", "dependence", "exchange", "place"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        spec_run_named("test/spec/condition-", kinds[k], condition_rows, 2);
}

/* One file an act. */
static void acts(void **state)
{
    (void)state;
    spec_run("test/spec/act.txt", act_rows, 16);
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        spec_run_named("test/spec/act-", dem_act_set.names[k].at, act_rows, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(contents), cmocka_unit_test(conditions),
                                       cmocka_unit_test(acts)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
