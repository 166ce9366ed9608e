#include "ask.h"
#include "reports.h"

#include "base/embed.h"
#include "show/json.h"
#include "story/cluster.h"
#include "story/passages.h"

static bool to_stdout(void *context, const char *at, size_t len)
{
    (void)context;
    return fwrite(at, 1, len, stdout) == len;
}

typedef struct answer {
    dem_str id, story, original; /* original: empty when it is no copy */
} answer;

static void json_row(dem_out *out, const answer *a)
{
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_key(&json, "id");
    dem_json_str(&json, a->id);
    dem_json_key(&json, "story");
    dem_json_str(&json, a->story);
    dem_json_key(&json, "copy_of");
    dem_json_str_null(&json, a->original);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

static void row(dem_out *out, const answer *a)
{
    dem_out_put(out, a->story);
    dem_out_char(out, '\t');
    dem_out_put(out, a->id);
    dem_out_char(out, '\t');
    dem_out_put(out, a->original);
    dem_out_char(out, '\n');
}

/* A copy belongs to its original's story, whatever the clustering says of their words. */
static void follow_copies(const int32_t *copy_of, int32_t *story, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (copy_of[i] >= 0)
            story[i] = story[copy_of[i]];
}

static int stories(const cmd_args *args, const void *given)
{
    ask_options none = {0};
    if (args->n_words == 0)
        return cmd_view(args, "stories", &none);
    cmd_reports r;
    dem_arena arena, scratch;
    dem_error err = {0};
    dem_model model;
    dem_story_model story_model;
    const char *name = "models/story-1.dem";
    if (!dem_model_open(&model, dem_embed_find(name), dem_str_of(name), &err) ||
        !dem_story_open(&story_model, &model, &err))
        return cmd_complain(&err);
    if (!cmd_reports_read(&r, args, given) || !dem_arena_open(&arena, (size_t)4 << 30) ||
        !dem_arena_open(&scratch, (size_t)8 << 30))
        return cmd_say("no address space left");
    int32_t *story = dem_new(&arena, int32_t, r.len), *copy_of = dem_new(&arena, int32_t, r.len);
    dem_passages found = {0};
    dem_passages_find(r.at, r.words, r.len, &found, &arena, scratch);
    dem_copies_find(r.at, r.words, r.len, &found, copy_of, scratch);
    dem_stories_find(&story_model, r.at, r.words, r.len, story, scratch);
    follow_copies(copy_of, story, r.len);
    dem_out out = {.write = to_stdout};
    cmd_form form = cmd_form_of(args);
    for (int32_t i = 0; i < r.len; i++) {
        answer a = {r.at[i].id, r.at[story[i]].id,
                    copy_of[i] < 0 ? DEM_STR("") : r.at[copy_of[i]].id};
        (form == CMD_FORM_JSONL ? json_row : row)(&out, &a);
    }
    bool sent = dem_out_close(&out);
    int status = r.trouble || !sent ? CMD_TROUBLE : CMD_FOUND;
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
    cmd_reports_free(&r);
    return cmd_finish(status);
}

const cmd_verb cmd_stories = {
    "stories", "[PATH...]", "documents about the same happening; copies and their originals",
    "Reads documents (text, HTML, JSON lines, ...) and gives each its story, named by the story's first\n"
    "document, and the original it is a copy of. No ledger is needed. Without a path: the stories of the ledger.", cmd_reports_options,
    sizeof(reports_options), stories};
