#include "api/face.h"
#include "api/pipeline.h"
#include "base/utf8.h"
#include "parse/conllu.h"
#include "show/json.h"

static void push_paragraph(dem_doc *doc, uint32_t begin, uint32_t end)
{
    *dem_push(&doc->blocks, doc->arena) = (dem_block){.span = {begin, end}, .kind = DEM_BLOCK_BODY};
}

static bool has_blank_line(dem_str text)
{
    return dem_str_find(text, DEM_STR("\n\n")) < text.len ||
           dem_str_find(text, DEM_STR("\n\r\n")) < text.len;
}

/* Every paragraph of the text is body: this filter sets nothing aside. Paragraphs end at a blank
 * line; in a text without one, at every line end. */
static void all_is_body(dem_doc *doc)
{
    bool blank_lines = has_blank_line(doc->text);
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

static void json_word(dem_json *json, const dem_doc *doc, int32_t i, int32_t first)
{
    const dem_parse *p = i < doc->parses.len ? &doc->parses.at[i] : NULL;
    const dem_token *t = &doc->tokens.at[i];
    dem_json_open(json, '{');
    dem_json_field(json, "form", dem_doc_str(doc, t->span));
    dem_json_key(json, "span");
    dem_json_span(json, t->span);
    if (p) {
        dem_json_field(json, "lemma", p->lemma);
        dem_json_field(json, "upos", dem_tag_name(dem_upos_set, p->upos));
        dem_json_field(json, "xpos", dem_tag_name(dem_xpos_set, p->xpos));
        dem_json_field_null(json, "feats", p->feats);
        dem_json_field_int(json, "head", p->head < 0 ? 0 : p->head - first + 1);
        dem_json_field(json, "rel", dem_tag_name(dem_rel_set, p->rel));
    }
    if (t->mwt)
        dem_json_field_int(json, "words", t->mwt);
    if (t->quote >= 0)
        dem_json_field_int(json, "quote", t->quote);
    dem_json_close(json);
}

/* The value of the time with these words, empty when it cannot be told. */
static dem_str time_value(const dem_doc *doc, dem_span span, int32_t *at)
{
    while (*at < doc->times.len && doc->times.at[*at].span.begin < span.begin)
        ++*at;
    bool same = *at < doc->times.len && doc->times.at[*at].span.begin == span.begin;
    return same ? doc->times.at[*at].value : (dem_str){0};
}

/* Where in `names` and `times` the sentences so far end. */
typedef struct cursor {
    int32_t name, time;
} cursor;

static void json_names(dem_json *json, const dem_doc *doc, const dem_sentence *s, cursor *at)
{
    dem_json_key(json, "names");
    dem_json_open(json, '[');
    for (; at->name < doc->names.len && doc->names.at[at->name].begin < s->end; at->name++) {
        const dem_name *n = &doc->names.at[at->name];
        dem_json_open(json, '{');
        dem_json_field(json, "kind", dem_tag_name(dem_name_set, n->kind));
        dem_json_key(json, "span");
        dem_json_span(json, n->span);
        dem_json_field(json, "text", dem_doc_str(doc, n->span));
        if (n->kind == DEM_NAME_DATE)
            dem_json_field_null(json, "value", time_value(doc, n->span, &at->time));
        dem_json_close(json);
    }
    dem_json_close(json);
}

/* {"kind":"sentence","doc":…,"n":1,"span":[b,e],"text":…,"words":[{…}],"names":[{…}]} */
static void json_sentence(dem_out *out, const dem_doc *doc, int32_t sentence, bool names, cursor *at)
{
    const dem_sentence *s = &doc->sentences.at[sentence];
    dem_json json = {.out = out};
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("sentence"));
    dem_json_field(&json, "doc", doc->meta.name);
    dem_json_field_int(&json, "n", sentence + 1);
    dem_json_field_int(&json, "paragraph", s->block + 1);
    dem_json_key(&json, "span");
    dem_json_span(&json, s->span);
    dem_json_field(&json, "text", dem_doc_str(doc, s->span));
    dem_json_key(&json, "words");
    dem_json_open(&json, '[');
    for (int32_t i = s->begin; i < s->end; i++)
        json_word(&json, doc, i, s->begin);
    dem_json_close(&json);
    if (names)
        json_names(&json, doc, s, at);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}

/* Keeps the sentences and words of a CoNLL-U file and parses them afresh. */
static bool load_gold(const demarche_input *input, dem_doc *doc, dem_error *err)
{
    dem_str name = dem_str_of(input->name ? input->name : "stdin");
    doc->meta.name = name;
    jmp_buf oom;
    doc->arena->oom = &oom;
    if (setjmp(oom))
        return dem_fail(err, DEM_E_LIMIT, name, -1, "document needs more memory than its limit");
    if (!dem_conllu_read(doc, (dem_str){input->at, input->len}, name, err))
        return false;
    doc->parses.len = 0;
    return true;
}

static bool run(const demarche *engine, const demarche_input *input, demarche_parse_what what,
                dem_depth depth, dem_doc *doc, dem_arena scratch, dem_error *err)
{
    bool fast = what & DEMARCHE_PARSE_FAST;
    what &= ~(unsigned)DEMARCHE_PARSE_FAST;
    bool gold = what == DEMARCHE_PARSE_GOLD_TOKENS;
    if (gold ? !load_gold(input, doc, err) : !dem_face_load(input, doc, err))
        return false;
    if (!gold)
        all_is_body(doc);
    if (fast && what != DEMARCHE_PARSE_WORDS)
        return dem_pipeline_quick(&engine->engine, doc, scratch, err);
    return dem_pipeline_run(&engine->engine, doc, scratch, depth, err);
}

/* How far: the small model's words have no names. */
static dem_depth depth_of(demarche_parse_form form, demarche_parse_what what)
{
    if ((what & ~(unsigned)DEMARCHE_PARSE_FAST) == DEMARCHE_PARSE_WORDS)
        return DEM_DEPTH_SEGMENT;
    return form == DEMARCHE_CONLLU || what & DEMARCHE_PARSE_FAST ? DEM_DEPTH_PARSE : DEM_DEPTH_NAMES;
}

bool demarche_parse(const demarche *engine, const demarche_input *input, demarche_parse_form form,
                    demarche_parse_what what, demarche_write *write, void *context,
                    demarche_error *err)
{
    dem_error ours = {0};
    dem_arena arena = {0}, scratch = {0};
    dem_doc doc = {.arena = &arena};
    dem_out out = {.write = write, .context = context};
    bool ok = dem_arena_open(&arena, DEM_ARENA_DOCUMENT) &&
              dem_arena_open(&scratch, DEM_ARENA_SCRATCH);
    if (!ok)
        dem_fail(&ours, DEM_E_MEMORY, dem_str_of(input->name), -1, "no memory left");
    dem_depth depth = depth_of(form, what);
    if (ok && run(engine, input, what, depth, &doc, scratch, &ours)) {
        cursor at = {0};
        for (int32_t s = 0; s < doc.sentences.len && !out.failed; s++)
            form == DEMARCHE_CONLLU ? dem_conllu_sentence(&out, &doc, s)
                                    : json_sentence(&out, &doc, s, depth == DEM_DEPTH_NAMES, &at);
        if (!dem_out_close(&out))
            dem_fail(&ours, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    }
    if (scratch.begin)
        dem_arena_close(&scratch);
    if (arena.begin)
        dem_arena_close(&arena);
    return ours.code ? dem_face_fail(err, &ours) : true;
}
