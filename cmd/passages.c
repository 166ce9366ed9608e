#include "cmd.h"
#include "reports.h"

#include "show/json.h"
#include "story/passages.h"

static bool to_stdout(void *context, const char *at, size_t len)
{
    (void)context;
    return fwrite(at, 1, len, stdout) == len;
}

static void json_row(dem_out *out, const cmd_reports *r, const dem_passage *p)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_key(&json, "a");
    dem_json_str(&json, r->at[p->a].id);
    dem_json_key(&json, "b");
    dem_json_str(&json, r->at[p->b].id);
    dem_json_key(&json, "a_span");
    dem_json_span(&json, p->a_span);
    dem_json_key(&json, "b_span");
    dem_json_span(&json, p->b_span);
    dem_json_key(&json, "class");
    dem_json_str(&json, dem_str_of(dem_passage_class_name((dem_passage_class)p->class)));
    dem_json_key(&json, "words");
    dem_json_int(&json, p->words);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void row(dem_out *out, const cmd_reports *r, const dem_passage *p)
{
    dem_out_put(out, r->at[p->a].id);
    dem_out_format(out, "\t%u-%u\t", p->a_span.begin, p->a_span.end);
    dem_out_put(out, r->at[p->b].id);
    dem_out_format(out, "\t%u-%u\t%s\t%d\n", p->b_span.begin, p->b_span.end,
                   dem_passage_class_name((dem_passage_class)p->class), p->words);
}

static int passages(const cmd_args *args, const void *given)
{
    cmd_reports r;
    dem_arena arena, scratch;
    if (args->n_words == 0)
        return cmd_say("passages: needs a file, a folder or - for stdin");
    if (!cmd_reports_read(&r, args, given) || !dem_arena_open(&arena, (size_t)4 << 30) ||
        !dem_arena_open(&scratch, (size_t)8 << 30))
        return cmd_say("no address space left");
    dem_passages found = {0};
    dem_passages_find(r.at, r.words, r.len, &found, &arena, scratch);
    dem_out out = {.write = to_stdout};
    cmd_form form = cmd_form_of(args);
    for (int32_t i = 0; i < found.len; i++)
        (form == CMD_FORM_JSONL ? json_row : row)(&out, &r, &found.at[i]);
    bool sent = dem_out_close(&out);
    int status = r.trouble || !sent ? CMD_TROUBLE : CMD_FOUND;
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    cmd_reports_free(&r);
    return cmd_finish(status);
}

const cmd_verb cmd_passages = {
    "passages", "PATH...", "passages that documents share, with bytes and kind",
    "Reads documents (text, HTML, JSON lines, ...) and lists every passage of 12 words or more that two\n"
    "of them share: quotation, wire, boilerplate (an outlet's own furniture) or shared (unexplained).\n"
    "Bytes are of the text given; of a page, of its main text as clean --json prints it. No ledger is needed.", cmd_reports_options,
    sizeof(reports_options), passages};
