/* Relations between the statements of JSON lines: of `demarche export jsonl`, `demarche code`, or of the
 * annotated corpus (test/corpus). One JSON line a relation on stdout, for score.py and for reading.
 *
 *     relations [--concepts] FILE.jsonl...
 *
 * --concepts: a line a concept instead.
 */
#include "base/map.h"
#include "position/position.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

typedef struct document {
    dem_str name, date, story;
    bool copy;
} document;

typedef struct input {
    dem_arena arena;
    DEM_VEC(dem_claim) claims;
    DEM_VEC(document) docs;
    dem_map names; /* document -> 1 + index */
} input;

static json_object *get(json_object *o, const char *key)
{
    json_object *v = NULL;
    return o && json_object_is_type(o, json_type_object) && json_object_object_get_ex(o, key, &v) ? v : NULL;
}

static dem_str text(input *in, json_object *v)
{
    if (v && json_object_is_type(v, json_type_array))
        v = json_object_array_length(v) ? json_object_array_get_idx(v, 0) : NULL;
    return v && json_object_is_type(v, json_type_string) ? dem_str_copy(dem_str_of(json_object_get_string(v)), &in->arena)
                                                         : (dem_str){0};
}

/* "iran-2015-07-14-tehran.txt": the corpus keeps dates in names. */
static dem_str date_in(dem_str name)
{
    for (size_t i = 0; i + 10 <= name.len; i++) {
        const char *p = name.at + i;
        if ((p[0] == '1' || p[0] == '2') && p[4] == '-' && p[7] == '-' && strspn(p, "0123456789-") >= 10)
            return dem_str_cut(name, i, i + 10);
    }
    return (dem_str){0};
}

static int32_t document_of(input *in, dem_str name)
{
    bool fresh;
    int32_t *at = dem_map_put(&in->names, name, &in->arena, &fresh);
    if (fresh) {
        *dem_push(&in->docs, &in->arena) = (document){.name = name, .story = name, .date = date_in(name)};
        *at = in->docs.len;
    }
    return *at - 1;
}

static void read_document(input *in, json_object *o)
{
    dem_str name = text(in, get(o, "name") ? get(o, "name") : get(o, "doc")), date = text(in, get(o, "published"));
    int32_t at = document_of(in, name);
    dem_str story = text(in, get(o, "story"));
    if (date.len)
        in->docs.at[at].date = date;
    if (story.len)
        in->docs.at[at].story = story;
    in->docs.at[at].copy = text(in, get(o, "copy_of")).len > 0;
}

/* What the statement room makes of an act, for records that come without a stance. */
static dem_str stance_of(dem_act act, bool negated, bool condition)
{
    if (condition || act == DEM_ACT_CONDITION)
        return DEM_STR("conditional");
    switch (act) {
    case DEM_ACT_OFFER: case DEM_ACT_PROPOSE: case DEM_ACT_ACCEPT: case DEM_ACT_PROMISE: case DEM_ACT_PRAISE:
    case DEM_ACT_DEMAND: case DEM_ACT_URGE:
        return negated ? DEM_STR("oppose") : DEM_STR("support");
    case DEM_ACT_REJECT: case DEM_ACT_DENY: case DEM_ACT_CRITICIZE: case DEM_ACT_ACCUSE: case DEM_ACT_THREATEN:
    case DEM_ACT_WITHDRAW:
        return DEM_STR("oppose");
    default:
        return DEM_STR("neutral");
    }
}

static const dem_str *texts(input *in, json_object *list, int32_t *n)
{
    *n = list ? (int32_t)json_object_array_length(list) : 0;
    dem_str *at = dem_new(&in->arena, dem_str, *n);
    for (int32_t i = 0; i < *n; i++)
        at[i] = text(in, json_object_array_get_idx(list, (size_t)i));
    return at;
}

static const dem_str *names(input *in, json_object *list, int32_t *n)
{
    *n = list ? (int32_t)json_object_array_length(list) : 0;
    dem_str *at = dem_new(&in->arena, dem_str, *n);
    for (int32_t i = 0; i < *n; i++) {
        json_object *target = json_object_array_get_idx(list, (size_t)i);
        at[i] = text(in, get(target, "name") ? get(target, "name") : get(target, "actor"));
    }
    return at;
}

static uint32_t offset(json_object *span, size_t i)
{
    return span ? (uint32_t)json_object_get_int(json_object_array_get_idx(span, i)) : 0;
}

static void read_statement(input *in, json_object *o)
{
    json_object *speaker = get(o, "speaker"), *content = get(o, "content");
    bool gold = speaker && json_object_is_type(speaker, json_type_array);
    json_object *negated = get(o, get(o, "negation") ? "negation" : "negated");
    int act = dem_tag_find(dem_act_set, text(in, get(o, "act")));
    dem_claim c = {.row = in->claims.len, .id = text(in, get(o, "id")), .ord = in->claims.len,
                   .doc = document_of(in, text(in, get(o, "doc"))),
                   .speaker = text(in, gold ? speaker : get(speaker, "id")),
                   .party = text(in, gold ? get(o, "party") : get(speaker, "party")),
                   .name = text(in, gold ? speaker : get(speaker, "name")),
                   .content = text(in, get(content, "text")), .source = text(in, get(get(o, "source"), "text")),
                   .condition = text(in, get(get(o, "condition"), "text")),
                   .begin = offset(get(content, "span"), 0), .end = offset(get(content, "span"), 1),
                   .act = (uint8_t)(act < 0 ? DEM_ACT_CLAIM : act), .level = (uint8_t)json_object_get_int(get(o, "level")),
                   .negated = negated && json_object_get_boolean(negated)};
    c.topics = texts(in, get(o, "topic"), &c.n_topics);
    c.targets = names(in, get(o, "target"), &c.n_targets);
    c.stance = gold && !get(o, "stance") ? stance_of((dem_act)c.act, c.negated, c.condition.len > 0)
                                         : text(in, get(o, "stance"));
    *dem_push(&in->claims, &in->arena) = c;
}

static bool read_file(input *in, const char *path)
{
    FILE *f = fopen(path, "rb");
    char *line = NULL;
    size_t cap = 0;
    if (!f)
        return false;
    while (getline(&line, &cap, f) > 0) {
        json_object *o = json_tokener_parse(line);
        dem_str kind = text(in, get(o, "kind"));
        if (dem_str_eq(kind, DEM_STR("doc")) || dem_str_eq(kind, DEM_STR("document")))
            read_document(in, o);
        else if (dem_str_eq(kind, DEM_STR("stmt")) || dem_str_eq(kind, DEM_STR("statement")))
            read_statement(in, o);
        json_object_put(o);
    }
    fclose(f);
    return true;
}

static json_object *string(dem_str s) { return json_object_new_string_len(s.at, (int)s.len); }

static json_object *member(const input *in, int32_t at)
{
    const dem_claim *s = &in->claims.at[at];
    json_object *m = json_object_new_object();
    json_object_object_add(m, "id", string(s->id));
    json_object_object_add(m, "doc", string(in->docs.at[s->doc].name));
    json_object_object_add(m, "speaker", string(s->speaker));
    json_object_object_add(m, "party", string(s->party));
    json_object_object_add(m, "act", string(dem_tag_name(dem_act_set, s->act)));
    json_object_object_add(m, "content", string(s->content));
    return m;
}

static void write_line(json_object *o)
{
    puts(json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(o);
}

static void write_relation(const input *in, const dem_relation *r)
{
    json_object *o = json_object_new_object(), *members = json_object_new_array();
    json_object_object_add(o, "type", string(dem_tag_name(dem_relation_set, r->kind)));
    for (int32_t i = 0; i < r->n; i++)
        json_object_array_add(members, member(in, r->members[i]));
    json_object_object_add(o, "members", members);
    json_object_object_add(o, "why", string(r->why));
    json_object_object_add(o, "confidence", json_object_new_int(r->confidence));
    write_line(o);
}

static void write_concept(const input *in, const dem_concept *c)
{
    json_object *o = json_object_new_object(), *members = json_object_new_array();
    for (int32_t i = 0; i < c->n; i++)
        json_object_array_add(members, member(in, c->members[i]));
    json_object_object_add(o, "name", string(c->name));
    json_object_object_add(o, "members", members);
    write_line(o);
}

/* Copies left out, stories and dates set: what the ledger hands over. */
static int32_t prepare(input *in)
{
    int32_t n = 0;
    for (int32_t i = 0; i < in->claims.len; i++) {
        dem_claim c = in->claims.at[i];
        if (in->docs.at[c.doc].copy)
            continue;
        c.story = in->docs.at[c.doc].story;
        c.date = in->docs.at[c.doc].date;
        in->claims.at[n++] = c;
    }
    return n;
}

int main(int argc, char **argv)
{
    input in = {0};
    dem_arena arena, scratch;
    if (!dem_arena_open(&in.arena, (size_t)4 << 30) || !dem_arena_open(&arena, (size_t)4 << 30) ||
        !dem_arena_open(&scratch, (size_t)8 << 30))
        return 2;
    const bool wants = argc > 1 && strcmp(argv[1], "--concepts") == 0;
    for (int i = 1 + wants; i < argc; i++)
        if (!read_file(&in, argv[i])) {
            fprintf(stderr, "%s: cannot read\n", argv[i]);
            return 2;
        }
    dem_lexicon lex;
    dem_error err = {0};
    dem_likeness *likeness = dem_lexicon_open(&lex, &arena, &err) ? dem_likeness_open(&lex, &arena, &err) : NULL;
    if (!likeness) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        return 2;
    }
    dem_relations found = {0};
    dem_concepts concepts = {0};
    dem_relations_find(likeness, in.claims.at, prepare(&in), &found, NULL, &concepts, &arena, scratch);
    for (int32_t i = 0; !wants && i < found.len; i++)
        write_relation(&in, &found.at[i]);
    for (int32_t i = 0; wants && i < concepts.len; i++)
        write_concept(&in, &concepts.at[i]);
    return 0;
}
