#include "attrib/corpus.h"

#include "api/pipeline.h"
#include "base/map.h"
#include "lexicon/table.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void corpus_open(corpus *c)
{
    *c = (corpus){.depth = DEM_DEPTH_NAMES};
    if (!dem_arena_open(&c->arena, (size_t)12 << 30))
        exit(2);
}

static void stop(const char *what, const char *which)
{
    fprintf(stderr, "%s: %s\n", which, what);
    exit(2);
}

dem_str corpus_read(const char *path, dem_arena *arena)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        stop("cannot be read", path);
    DEM_VEC(char) bytes = {0};
    for (int ch; (ch = getc(file)) != EOF;)
        *dem_push(&bytes, arena) = (char)ch;
    fclose(file);
    return (dem_str){bytes.at, (size_t)bytes.len};
}

static corpus_doc *add_doc(corpus *c, const char *folder, dem_str name, int domain)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%.*s", folder, (int)name.len, name.at);
    corpus_doc *d = dem_push(&c->docs, &c->arena);
    d->doc.arena = &c->arena;
    d->doc.text = corpus_read(path, &c->arena);
    d->doc.meta.name = dem_str_copy(name, &c->arena);
    d->domain = domain;
    d->only = -1;
    return d;
}

/* ---- gold ---- */

static bool is_word(const dem_doc *doc, int32_t t, const char *word)
{
    return t >= 0 && t < doc->tokens.len && dem_str_eq_nocase(dem_token_str(doc, t), dem_str_of(word));
}

/* Token ranges of byte spans: cut between paragraphs, joined where they touch. */
static int ranges_of(const dem_doc *doc, json_object *spans, range *out, int cap)
{
    int n = 0;
    for (size_t k = 0; spans && k < json_object_array_length(spans); k++) {
        json_object *pair = json_object_array_get_idx(spans, k);
        dem_span span = {(uint32_t)json_object_get_int(json_object_array_get_idx(pair, 0)),
                         (uint32_t)json_object_get_int(json_object_array_get_idx(pair, 1))};
        int32_t b, e;
        dem_token_range(doc, span, &b, &e);
        for (int32_t t = b; t < e; t++) {
            bool same = n && out[n - 1].end == t &&
                        doc->sentences.at[doc->tokens.at[t].sentence].block ==
                            doc->sentences.at[doc->tokens.at[t - 1].sentence].block;
            if (same)
                out[n - 1].end++;
            else if (n < cap)
                out[n++] = (range){t, t + 1};
        }
    }
    return n;
}

static int head_rank(int upos)
{
    return upos == DEM_UPOS_VERB ? 0 : upos == DEM_UPOS_NOUN || upos == DEM_UPOS_ADJ ? 1 : 2;
}

/* The cue's word that governs the rest; among several a verb first. */
static int32_t head_of_cue(const dem_doc *doc, range cue)
{
    int32_t best = -1;
    for (int32_t t = cue.begin; t < cue.end; t++) {
        int32_t head = doc->parses.at[t].head;
        if (head >= cue.begin && head < cue.end)
            continue;
        if (best < 0 || head_rank(doc->parses.at[t].upos) < head_rank(doc->parses.at[best].upos))
            best = t;
    }
    return best;
}

static json_object *field(json_object *o, const char *name)
{
    json_object *found = NULL;
    if (o)
        json_object_object_get_ex(o, name, &found);
    return found;
}

static void add_gold(corpus_doc *d, json_object *source, json_object *cue, json_object *content)
{
    gold g = {.head = -1, .parent = -1};
    range cues[8];
    if (ranges_of(&d->doc, cue, cues, 8))
        g.cue = cues[0];
    g.sources = ranges_of(&d->doc, source, g.source, 4);
    g.contents = ranges_of(&d->doc, content, g.content, GOLD_PIECES);
    int32_t colon = g.sources ? g.source[0].end : -1;
    if (g.cue.end == g.cue.begin && is_word(&d->doc, colon, ":"))
        g.cue = (range){colon, colon + 1}; /* NAME: what she said */
    if (g.cue.end > g.cue.begin && d->doc.parses.len)
        g.head = head_of_cue(&d->doc, g.cue);
    *dem_push(&d->golds, d->doc.arena) = g;
    if (g.contents)
        *dem_push(&d->statements, d->doc.arena) = (range){g.content[0].begin, g.content[g.contents - 1].end};
}

/* [b, e] as [[b, e]], or nothing. */
static json_object *list_of(json_object *part)
{
    json_object *spans = field(part, "spans"), *span = field(part, "span");
    if (spans)
        return json_object_get(spans);
    json_object *list = json_object_new_array();
    if (span)
        json_object_array_add(list, json_object_get(span));
    return list;
}

static bool is_mark(const dem_doc *doc, int32_t t)
{
    static const char *const marks[] = {"\"", "“", "”", "«", "»", "''", "``"};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (is_word(doc, t, marks[k]))
            return true;
    return false;
}

static bool same_line(const dem_doc *doc, int32_t a, int32_t b)
{
    return a >= 0 && b >= 0 && a < doc->tokens.len && b < doc->tokens.len &&
           doc->sentences.at[doc->tokens.at[a].sentence].block ==
               doc->sentences.at[doc->tokens.at[b].sentence].block;
}

/* The ledger's contents leave out "that", "to" and the outer marks; the other collection has them.
 * Both are learned in the second form: trimming is a rule. */
static range widen(const dem_doc *doc, range r)
{
    int32_t before = r.begin - 1, after = r.end;
    if (same_line(doc, before, r.begin) &&
        (is_mark(doc, before) || is_word(doc, before, "that") || is_word(doc, before, "to")))
        r.begin--;
    if (r.begin < before + 1 && is_mark(doc, before) && same_line(doc, before - 1, before) &&
        is_word(doc, before - 1, "that"))
        r.begin--;
    bool stop = is_word(doc, after, ",") || is_word(doc, after, ".") || is_word(doc, after, "?") ||
                is_word(doc, after, "!");
    if (is_mark(doc, after) && same_line(doc, after, r.begin) && doc->tokens.at[r.end - 1].quote >= 0)
        r.end++;
    else if (stop && is_mark(doc, after + 1) && same_line(doc, after + 1, r.begin) &&
             doc->tokens.at[r.end - 1].quote >= 0 && doc->tokens.at[after].quote >= 0)
        r.end += 2;
    return r;
}

static void add_statement(corpus_doc *d, json_object *o)
{
    json_object *source = list_of(field(o, "source")), *cue = list_of(field(o, "cue"));
    json_object *content = list_of(field(o, "content"));
    add_gold(d, source, cue, content);
    gold *g = &d->golds.at[d->golds.len - 1];
    for (int k = 0; k < g->contents; k++)
        g->content[k] = widen(&d->doc, g->content[k]);
    json_object_put(source), json_object_put(cue), json_object_put(content);
}

static bool holds(const gold *outer, const gold *inner)
{
    for (int k = 0; k < outer->contents; k++)
        if (outer->content[k].begin <= inner->head && inner->head < outer->content[k].end)
            return true;
    return false;
}

/* Two statements that share a cue are one attribution with both contents. */
static bool merge(gold *into, const gold *other)
{
    for (int k = 0; k < other->contents && into->contents < GOLD_PIECES; k++)
        into->content[into->contents++] = other->content[k];
    for (int i = 1; i < into->contents; i++)
        for (int k = i; k > 0 && into->content[k].begin < into->content[k - 1].begin; k--) {
            range r = into->content[k];
            into->content[k] = into->content[k - 1], into->content[k - 1] = r;
        }
    int n = 0;
    for (int i = 0; i < into->contents; i++) {
        range r = into->content[i];
        if (n && r.begin < into->content[n - 1].end)
            into->content[n - 1].end = r.end > into->content[n - 1].end ? r.end : into->content[n - 1].end;
        else
            into->content[n++] = r;
    }
    into->contents = n;
    return true;
}

/* One attribution a cue; each under the smallest other whose content holds its head. */
static void nest_golds(corpus_doc *d)
{
    int32_t n = 0;
    for (int32_t g = 0; g < d->golds.len; g++) {
        bool done = d->golds.at[g].head < 0;
        for (int32_t k = 0; k < n && !done; k++)
            if (d->golds.at[k].head == d->golds.at[g].head)
                done = merge(&d->golds.at[k], &d->golds.at[g]);
        if (!done)
            d->golds.at[n++] = d->golds.at[g];
    }
    d->golds.len = n;
    for (int32_t g = 0; g < n; g++)
        for (int32_t k = 0; k < n; k++) {
            gold *a = &d->golds.at[g], *b = &d->golds.at[k];
            if (k == g || !holds(b, a) || holds(a, b))
                continue;
            if (a->parent < 0 || holds(&d->golds.at[a->parent], b))
                a->parent = k;
        }
}

static corpus_doc *doc_named(corpus *c, int32_t from, const char *name)
{
    for (int32_t i = c->docs.len - 1; i >= from; i--)
        if (dem_str_eq(c->docs.at[i].doc.meta.name, dem_str_of(name)))
            return &c->docs.at[i];
    return NULL;
}

static void read_golds(corpus *c, int32_t from, const char *path)
{
    dem_str rest = corpus_read(path, &c->arena);
    while (rest.at) {
        dem_str line = dem_str_split(&rest, '\n');
        if (!line.len)
            continue;
        char *text = malloc(line.len + 1);
        memcpy(text, line.at, line.len);
        text[line.len] = 0;
        json_object *o = json_tokener_parse(text);
        corpus_doc *d = o ? doc_named(c, from, json_object_get_string(field(o, "doc"))) : NULL;
        if (d && d->domain == DEM_SCHEME_NEWS)
            add_gold(d, field(o, "source"), field(o, "cue"), field(o, "content"));
        else if (d && dem_str_eq(dem_str_of(json_object_get_string(field(o, "kind"))), DEM_STR("stmt")))
            add_statement(d, o);
        json_object_put(o);
        free(text);
    }
}

/* ---- our own analysis ---- */

static void analyse(corpus_doc *d, const dem_engine *engine, dem_depth depth, dem_arena *scratch)
{
    dem_error err = {0};
    if (!dem_pipeline_run(engine, &d->doc, *scratch, depth, &err))
        stop("cannot be analysed", d->doc.meta.name.at);
    d->doc.arena->oom = NULL;
}

/* Every document named in the lines of `path`, once. */
static void read_texts(corpus *c, const char *path, const char *texts, int domain,
                       const dem_engine *engine)
{
    dem_arena scratch;
    dem_map seen = {0};
    dem_str rest = corpus_read(path, &c->arena);
    dem_arena_open(&scratch, (size_t)1 << 30);
    while (rest.at) {
        dem_str line = dem_str_split(&rest, '\n');
        size_t at = dem_str_find(line, DEM_STR("\"doc\": \""));
        bool fresh = false;
        if (at == line.len)
            continue;
        dem_str name = dem_str_cut(line, at + 8, line.len);
        name = dem_str_cut(name, 0, dem_str_find(name, DEM_STR("\"")));
        dem_map_put(&seen, name, &c->arena, &fresh);
        if (fresh)
            analyse(add_doc(c, texts, name, domain), engine, c->depth, &scratch);
    }
    dem_arena_close(&scratch);
}

void corpus_polnear(corpus *c, const char *folder, const dem_engine *engine)
{
    char path[1024], texts[1024];
    int32_t from = c->docs.len;
    snprintf(texts, sizeof texts, "%s/text", folder);
    snprintf(path, sizeof path, "%s/attributions.jsonl", folder);
    read_texts(c, path, texts, DEM_SCHEME_NEWS, engine);
    read_golds(c, from, path);
}

void corpus_ledger(corpus *c, const char *jsonl, const char *texts, const dem_engine *engine)
{
    int32_t from = c->docs.len;
    read_texts(c, jsonl, texts, DEM_SCHEME_LEDGER, engine);
    read_golds(c, from, jsonl);
    for (int32_t i = from; i < c->docs.len; i++)
        nest_golds(&c->docs.at[i]);
}

/* ---- the lexicon's examples ---- */

static void add_example(corpus *c, const dem_engine *engine, dem_str pattern, int32_t row, dem_str text,
                        bool yes, dem_arena *scratch)
{
    dem_arena spare = *scratch;
    dem_phrases index = {0};
    if (!text.len)
        return;
    corpus_doc *d = dem_push(&c->docs, &c->arena);
    *d = (corpus_doc){.domain = DEM_SCHEME_LEDGER, .only = -1};
    d->doc.arena = &c->arena;
    d->doc.text = text;
    d->doc.meta.name = dem_str_format(&c->arena, "example %d %d", (int)row, yes);
    analyse(d, engine, c->depth, scratch);
    int32_t n = d->doc.tokens.len;
    dem_str *lemmas = dem_new(&spare, dem_str, n + 1);
    for (int32_t t = 0; t < n; t++)
        lemmas[t] = dem_str_lower(d->doc.parses.at[t].lemma, &spare);
    dem_phrases_add(&index, pattern, row, &spare);
    for (int32_t t = 0; t < n && d->only < 0; t++)
        if (dem_phrase_end(&index.all.at[0], lemmas, n, t) >= 0)
            d->only = t;
    if (d->only < 0) {
        c->docs.len--;
        return;
    }
    if (yes)
        *dem_push(&d->golds, &c->arena) =
            (gold){.cue = {d->only, d->only + 1}, .head = d->only, .parent = -1};
}

void corpus_examples(corpus *c, const dem_engine *engine)
{
    enum { COLUMNS = 9, CUE = 0, YES = 7, NO = 8 };
    dem_arena scratch;
    dem_table table;
    dem_error err = {0};
    if (!dem_arena_open(&scratch, (size_t)1 << 30) ||
        !dem_table_read(&table, "data/lexicon/cues.tsv", COLUMNS, &c->arena, &err))
        stop("cannot be read", "data/lexicon/cues.tsv");
    for (int32_t r = 0; r < table.rows; r++)
        for (int yes = 0; yes < 2; yes++)
            add_example(c, engine, dem_table_cell(&table, r, CUE), r, dem_table_cell(&table, r, yes ? YES : NO),
                        yes, &scratch);
    dem_arena_close(&scratch);
}

void corpus_folds(corpus *c, int folds)
{
    for (int32_t i = 0; i < c->docs.len; i++)
        c->docs.at[i].fold = (int)(dem_str_hash(c->docs.at[i].doc.meta.name) % (uint64_t)folds);
}
