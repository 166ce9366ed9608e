/* Speakers alone: the gold's sources, cues and contents go in, our speakers come out, so that the
 * actor room is measured without the attribution room's mistakes.
 *
 *     build/train/actor/speakers GOLD.jsonl TEXT_DIR... > pred.jsonl
 *     score_ledger.py GOLD.jsonl pred.jsonl            # speaker accuracy is what counts
 *     build/train/actor/speakers --pronouns GOLD.jsonl TEXT_DIR...   # for pronoun.py: whom each could mean
 */
#include "actor/actor.h"
#include "api/pipeline.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct gold {
    json_object *stmt;
    dem_span source, cue, content;
    int level;
} gold;

static dem_span span_of(json_object *stmt, const char *field)
{
    json_object *part, *span;
    if (!json_object_object_get_ex(stmt, field, &part) ||
        !json_object_object_get_ex(part, "span", &span) || json_object_array_length(span) != 2)
        return (dem_span){0, 0};
    return (dem_span){(uint32_t)json_object_get_int(json_object_array_get_idx(span, 0)),
                      (uint32_t)json_object_get_int(json_object_array_get_idx(span, 1))};
}

static const char *text_of(json_object *object, const char *field)
{
    json_object *value;
    return json_object_object_get_ex(object, field, &value) ? json_object_get_string(value) : "";
}

static dem_str read_text(const char *name, char **dirs, dem_arena *arena)
{
    for (; *dirs; dirs++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", *dirs, name);
        FILE *f = fopen(path, "rb");
        if (!f)
            continue;
        char *at = dem_new(arena, char, 1 << 20);
        size_t len = fread(at, 1, 1 << 20, f);
        fclose(f);
        return (dem_str){at, len};
    }
    fprintf(stderr, "speakers: no text for %s\n", name);
    exit(2);
}

static void fill(dem_doc *doc, const gold *all, int n)
{
    for (int i = 0; i < n; i++) {
        dem_attribution *a = dem_push(&doc->attributions, doc->arena);
        *a = (dem_attribution){.source_head = -1,
                               .cue_head = -1,
                               .content_head = -1,
                               .parent = -1,
                               .level = all[i].level,
                               .continues = -1,
                               .mode = DEM_MODE_indirect};
        dem_span at = all[i].cue.end ? all[i].cue : all[i].content;
        if (all[i].source.end)
            a->source = dem_spans_one(doc, all[i].source);
        if (all[i].cue.end) {
            a->cue = dem_spans_one(doc, all[i].cue);
            int32_t begin, end;
            dem_token_range(doc, all[i].cue, &begin, &end);
            a->cue_head = dem_head_of(doc, begin, end);
        }
        a->content = dem_spans_one(doc, all[i].content);
        a->sentence = doc->tokens.at[dem_token_at(doc, at.begin)].sentence;
        for (int k = 0; k < n; k++)
            if (all[k].level < all[i].level && dem_span_has(all[k].content, at) &&
                (a->parent < 0 || all[k].level > all[a->parent].level))
                a->parent = k;
        if (strcmp(text_of(json_object_object_get(all[i].stmt, "content"), "mode"), "direct") == 0)
            a->mode = DEM_MODE_direct;
    }
}

static void print(const dem_doc *doc, const gold *all, int n, const char *name)
{
    for (int i = 0; i < n; i++) {
        const dem_speaker *s = &doc->speakers.at[i];
        json_object *out = json_object_new_object();
        json_object_object_add(out, "kind", json_object_new_string("statement"));
        json_object_object_add(out, "doc", json_object_new_string(name));
        const char *fields[] = {"source", "cue", "content", "act", "level", "condition", "relay"};
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
            json_object_object_add(out, fields[f],
                                   json_object_get(json_object_object_get(all[i].stmt, fields[f])));
        json_object *who = NULL;
        if (s->actor >= 0) {
            const dem_actor *a = &doc->actors.at[s->actor];
            who = json_object_new_object();
            json_object_object_add(who, "name",
                                   json_object_new_string_len(a->name.at, (int)a->name.len));
            json_object_object_add(who, "party",
                                   json_object_new_string_len(s->party.at, (int)s->party.len));
            json_object_object_add(who, "how", json_object_new_string(s->how));
            json_object_object_add(who, "type",
                                   json_object_new_string(dem_tag_name(dem_actor_set, a->type).at));
            dem_str role = dem_doc_str(doc, s->role);
            json_object_object_add(who, "role", json_object_new_string_len(role.at, (int)role.len));
        }
        json_object_object_add(out, "speaker", who);
        puts(json_object_to_json_string_ext(out, JSON_C_TO_STRING_NOSLASHESCAPE));
        json_object_put(out);
    }
}

static void print_candidate(void *context, const dem_doc *doc, int32_t token, int32_t actor, const uint8_t *features,
                            int32_t n)
{
    json_object *out = json_object_new_object(), *rows = json_object_new_array();
    json_object_object_add(out, "doc", json_object_new_string(context));
    json_object_object_add(out, "begin", json_object_new_int((int)doc->tokens.at[token].span.begin));
    dem_str name = doc->actors.at[actor].name;
    json_object_object_add(out, "name", json_object_new_string_len(name.at, (int)name.len));
    for (int32_t i = 0; i < n; i++)
        json_object_array_add(rows, json_object_new_int(features[i]));
    json_object_object_add(out, "features", rows);
    puts(json_object_to_json_string_ext(out, JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(out);
}

static void run(const dem_engine *engine, char *name, char **dirs, const gold *all, int n, bool pronouns)
{
    dem_arena arena, scratch;
    dem_error err = {0};
    if (!dem_arena_open(&arena, (size_t)1 << 30) || !dem_arena_open(&scratch, (size_t)1 << 30))
        exit(2);
    dem_doc doc = {.arena = &arena};
    doc.text = read_text(name, dirs, &arena);
    doc.meta.name = dem_str_of(name);
    if (!dem_pipeline_run(engine, &doc, scratch, DEM_DEPTH_NAMES, &err)) {
        fprintf(stderr, "speakers: %s\n", err.message);
        exit(2);
    }
    fill(&doc, all, n);
    dem_actor_watch watch = {print_candidate, name};
    dem_actor_run_watched(&engine->lexicon, &doc, scratch, pronouns ? &watch : NULL);
    if (!pronouns)
        print(&doc, all, n, name);
    dem_arena_close(&arena);
    dem_arena_close(&scratch);
}

enum {
    MOST = 4000
};

int main(int argc, char **argv)
{
    static gold all[MOST];
    static char line[1 << 20];
    dem_engine engine;
    dem_error err = {0};
    bool pronouns = argc > 1 && strcmp(argv[1], "--pronouns") == 0;
    argv += pronouns;
    argc -= pronouns;
    FILE *f = argc > 2 ? fopen(argv[1], "r") : NULL;
    if (!f || !dem_engine_open(&engine, DEM_DEPTH_NAMES, &err)) {
        fprintf(stderr, "usage: speakers [--pronouns] GOLD.jsonl TEXT_DIR... %s\n", err.message);
        return 2;
    }
    int n = 0;
    char name[256] = "";
    while (fgets(line, sizeof line, f)) {
        json_object *row = json_tokener_parse(line);
        if (!row || strcmp(text_of(row, "kind"), "stmt") != 0 || n == MOST)
            continue;
        if (n && strcmp(name, text_of(row, "doc")) != 0) {
            run(&engine, name, argv + 2, all, n, pronouns);
            n = 0;
        }
        snprintf(name, sizeof name, "%s", text_of(row, "doc"));
        json_object *level;
        all[n++] = (gold){
            row, span_of(row, "source"), span_of(row, "cue"), span_of(row, "content"),
            json_object_object_get_ex(row, "level", &level) ? json_object_get_int(level) : 1};
    }
    if (n)
        run(&engine, name, argv + 2, all, n, pronouns);
    fclose(f);
    dem_engine_close(&engine);
    return 0;
}
