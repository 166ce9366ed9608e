#include "cmd.h"

#include "api/pipeline.h"
#include "parse/conllu.h"

#include <string.h>

typedef struct parse_options {
    const char *format;
    bool gold_tokens;
} parse_options;

static const cmd_option options[] = {
    {"format", 'f', "FORM", "conllu (the default) or jsonl", CMD_TEXT, offsetof(parse_options, format)},
    {"gold-tokens", 'g', NULL, "the input is CoNLL-U: keep its sentences and tokens", CMD_FLAG,
     offsetof(parse_options, gold_tokens)},
    {0}};

static void push_paragraph(dem_doc *doc, uint32_t begin, uint32_t end)
{
    *dem_push(&doc->blocks, doc->arena) = (dem_block){.span = {begin, end}, .kind = DEM_BLOCK_BODY};
}

/* Every paragraph of the text is body: this filter sets nothing aside. Paragraphs end at a blank
 * line; in a text without one, at every line end. */
static void paragraphs(dem_doc *doc)
{
    bool blank_lines = dem_str_find(doc->text, DEM_STR("\n\n")) < doc->text.len ||
                       dem_str_find(doc->text, DEM_STR("\n\r\n")) < doc->text.len;
    uint32_t begin = 0, end = 0;
    for (dem_str rest = doc->text; rest.at;) {
        dem_str words = dem_str_trim(dem_str_split(&rest, '\n'));
        if ((!words.len || !blank_lines) && end > begin) {
            push_paragraph(doc, begin, end);
            end = begin;
        }
        if (!words.len)
            continue;
        uint32_t at = (uint32_t)(words.at - doc->text.at);
        begin = end > begin ? begin : at;
        end = at + (uint32_t)words.len;
    }
    if (end > begin)
        push_paragraph(doc, begin, end);
}

static int parse(const cmd_args *args, const void *given)
{
    const parse_options *o = given;
    dem_error err = {0};
    dem_engine engine;
    if (!dem_engine_open(&engine, DEM_DEPTH_PARSE, &err))
        return cmd_complain(&err);
    dem_arena arena, scratch, text;
    dem_arena_open(&arena, (size_t)2 << 30);
    dem_arena_open(&scratch, (size_t)1 << 30);
    dem_arena_open(&text, (size_t)1 << 30);
    for (int i = 0; i < args->n_words; i++) {
        cmd_input in;
        if (!cmd_read(args->words[i], &in, &err))
            return cmd_complain(&err);
        dem_doc doc = {.arena = &arena, .text = {in.at, in.len}, .meta = {.name = dem_str_of(in.name)}};
        if (o->gold_tokens) {
            if (!dem_conllu_read(&doc, doc.text, doc.meta.name, &err))
                return cmd_complain(&err);
            doc.parses.len = 0;
            dem_parse_run(&engine.parser, &doc, scratch);
        } else {
            paragraphs(&doc);
            if (!dem_pipeline_run(&engine, &doc, scratch, DEM_DEPTH_PARSE, &err))
                return cmd_complain(&err);
        }
        dem_conllu_out out = {.arena = &text};
        for (int32_t s = 0; s < doc.sentences.len; s++)
            dem_conllu_sentence(&out, &doc, s);
        fwrite(out.text.at, 1, (size_t)out.text.len, stdout);
        dem_arena_reset(&arena, 1 << 20);
        dem_arena_reset(&text, 1 << 20);
        cmd_input_free(&in);
    }
    return CMD_FOUND;
}

const cmd_verb cmd_parse = {"parse", "PATH...", "tags, lemmas and heads of text", NULL, options, sizeof(parse_options), parse};
