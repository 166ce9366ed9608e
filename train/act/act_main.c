/* Trains models/act-1.dem: what was done by saying it.
 *
 *     act OUT.dem FOLDER GOLD.jsonl ... [--less FOLDER GOLD.jsonl ...] [--held FOLDER GOLD.jsonl ...]
 *     act --folds FOLDER GOLD.jsonl ... [--less FOLDER GOLD.jsonl ...]     cross-validated, by document; writes nothing
 *
 * GOLD is in the form of test/corpus (kinds "stmt"); FOLDER holds its texts. Besides, every row of
 * data/lexicon/cues.tsv and predicates.tsv teaches by its own example sentence. A statement of the files after --less
 * weighs LESS as much: they are many and of one kind. Held-out files are scored after training: accuracy over all
 * statements, an accepted second act counting as right.
 */
#include "api/pipeline.h"
#include "base/embed.h"
#include "common/hidden.h"
#include "common/linear_train.h"
#include "statement/act.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 10, SETTLE = 3, FOLDS = 5 }; /* passes, those after pruning too */
#define RATE 0.02f
#define L2 1.5e-4f
#define DENSE_RATE 0.05f
#define DENSE_L2 5e-6f
#define LESS 0.3f /* weight of a statement after --less */
#define FLOOR 0.16f /* before the last passes, features without such a weight go */
#define LEAST 0.02f /* smaller weights are not saved */

typedef struct example {
    uint64_t features[DEM_ACT_FEATURES];
    size_t n;
    int8_t encoding[HIDDEN_INPUTS];
    float gold[DEM_ACT_COUNT]; /* weight of each act */
    uint32_t accepted;         /* bits */
    int best;
    int document; /* -1: a lexicon's example */
} example;

typedef struct set {
    example *at;
    size_t len, cap;
} set;

_Static_assert((int)HIDDEN_UNITS == (int)DEM_ACT_UNITS, "the room reads what is learned here");

static dem_engine engine;
static dem_statement_tables tables;
static dem_arena arena, scratch;
static int documents;
static int32_t width; /* of an encoding */

static example *set_push(set *s)
{
    if (s->len == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1024;
        s->at = realloc(s->at, s->cap * sizeof *s->at);
        if (!s->at)
            exit(2);
    }
    example *e = memset(&s->at[s->len++], 0, sizeof *s->at);
    e->document = -1;
    return e;
}

static dem_str slurp(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        exit(2);
    }
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    char *at = malloc((size_t)size + 1);
    if (!at || fread(at, 1, (size_t)size, in) != (size_t)size)
        exit(2);
    fclose(in);
    return (dem_str){at, (size_t)size};
}

static void analyse(dem_doc *doc, dem_str text, const char *name)
{
    dem_error err = {0};
    *doc = (dem_doc){.arena = &arena, .text = text, .meta.name = dem_str_of(name)};
    if (!dem_pipeline_run(&engine, doc, scratch, DEM_DEPTH_NAMES, &err)) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        exit(2);
    }
}

/* ---- from annotated statements */

static bool span_of(struct json_object *from, const char *key, dem_span *out)
{
    struct json_object *part, *span;
    if (!json_object_object_get_ex(from, key, &part) || !part ||
        !json_object_object_get_ex(part, "span", &span) || !span)
        return false;
    out->begin = (uint32_t)json_object_get_int(json_object_array_get_idx(span, 0));
    out->end = (uint32_t)json_object_get_int(json_object_array_get_idx(span, 1));
    return out->end > out->begin;
}

static dem_spans content_of(struct json_object *stmt, dem_doc *doc)
{
    dem_span hull;
    struct json_object *content, *spans;
    if (!span_of(stmt, "content", &hull))
        return (dem_spans){0};
    json_object_object_get_ex(stmt, "content", &content);
    if (!json_object_object_get_ex(content, "spans", &spans) || !spans)
        return dem_spans_one(doc, hull);
    size_t n = json_object_array_length(spans);
    dem_span *at = dem_new(doc->arena, dem_span, n);
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = json_object_array_get_idx(spans, i);
        at[i].begin = (uint32_t)json_object_get_int(json_object_array_get_idx(one, 0));
        at[i].end = (uint32_t)json_object_get_int(json_object_array_get_idx(one, 1));
    }
    return (dem_spans){at, (int32_t)n};
}

static int32_t head_in(const dem_doc *doc, dem_span span)
{
    int32_t begin, end;
    dem_token_range(doc, span, &begin, &end);
    return dem_head_of(doc, begin, end);
}

static bool push_attribution(dem_doc *doc, struct json_object *stmt)
{
    dem_attribution a = {.source_head = -1, .cue_head = -1, .content_head = -1, .parent = -1,
                         .continues = -1, .level = 1, .score = 1, .score_content = 1};
    dem_span span;
    a.content = content_of(stmt, doc);
    if (!a.content.len)
        return false;
    if (span_of(stmt, "source", &span)) {
        a.source = dem_spans_one(doc, span);
        a.source_head = head_in(doc, span);
    }
    if (span_of(stmt, "cue", &span)) {
        a.cue = dem_spans_one(doc, span);
        a.cue_head = head_in(doc, span);
    }
    a.content_head = head_in(doc, a.content.at[0]);
    int32_t at = a.cue_head >= 0 ? a.cue_head : a.content_head;
    a.sentence = at >= 0 ? doc->tokens.at[at].sentence : 0;
    *dem_push(&doc->attributions, doc->arena) = a;
    return true;
}

static int act_of(struct json_object *name)
{
    return dem_tag_find(dem_act_set, dem_str_of(json_object_get_string(name)));
}

static void take_evidence(example *e, const dem_scene *scene, const dem_attribution *a, const dem_statement *row,
                          const dem_clause *clause)
{
    width = scene->doc->state_width;
    if (width * DEM_ACT_PARTS > HIDDEN_INPUTS) {
        fputs("the encodings are too wide\n", stderr);
        exit(2);
    }
    e->n = dem_act_features(scene, a, row, clause, e->features);
    dem_act_encoding(scene->doc, a, row->content, clause, e->encoding);
}

static void label(example *e, struct json_object *stmt, float weight)
{
    struct json_object *act, *alt;
    json_object_object_get_ex(stmt, "act", &act);
    e->best = act_of(act);
    e->accepted = 1u << e->best;
    size_t n = json_object_object_get_ex(stmt, "act_alt", &alt) && alt ? json_object_array_length(alt) : 0;
    e->gold[e->best] = (n ? 0.8f : 1.0f) * weight;
    for (size_t i = 0; i < n; i++) {
        int other = act_of(json_object_array_get_idx(alt, i));
        if (other < 0)
            continue;
        e->accepted |= 1u << other;
        e->gold[other] += 0.2f / (float)n * weight;
    }
}

static void add_document(set *out, const char *folder, const char *name, struct json_object **stmts,
                         size_t n, float weight)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    dem_str text = slurp(path);
    dem_doc doc;
    analyse(&doc, text, name);
    struct json_object **kept = calloc(n, sizeof *kept);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (push_attribution(&doc, stmts[i]))
            kept[m++] = stmts[i];
    arena.oom = NULL;
    dem_pipeline_finish(&engine, &doc, scratch, DEM_DEPTH_ATTRIBUTE);
    dem_scene scene = dem_scene_of(&tables, &doc, &arena);
    for (size_t i = 0; i < m; i++) {
        dem_statement row;
        dem_clause clause;
        const dem_attribution *a = &doc.attributions.at[i];
        dem_spans content = dem_content_trim(&scene, a, &arena);
        if (!content.len)
            continue;
        dem_statement_draft(&scene, a, content, &row, &clause);
        example *e = set_push(out);
        take_evidence(e, &scene, a, &row, &clause);
        label(e, kept[i], weight);
        e->document = documents;
    }
    documents++;
    free(kept);
    free((void *)(uintptr_t)text.at);
    dem_arena_reset(&arena, 0);
}

static const char *text_field(struct json_object *o, const char *key)
{
    struct json_object *v;
    return json_object_object_get_ex(o, key, &v) && v ? json_object_get_string(v) : "";
}

static void add_gold(set *out, const char *folder, const char *path, float weight)
{
    dem_str rest = slurp(path);
    struct json_object **all = NULL;
    size_t n = 0;
    while (rest.at && rest.len) {
        dem_str line = dem_str_split(&rest, '\n');
        struct json_tokener *tok = json_tokener_new();
        struct json_object *o = json_tokener_parse_ex(tok, line.at, (int)line.len);
        json_tokener_free(tok);
        if (o && !strcmp(text_field(o, "kind"), "stmt")) {
            all = realloc(all, (n + 1) * sizeof *all);
            all[n++] = o;
        }
    }
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !strcmp(text_field(all[end], "doc"), text_field(all[i], "doc")))
            end++;
        add_document(out, folder, text_field(all[i], "doc"), all + i, end - i, weight);
        i = end;
    }
}

/* ---- from the lexicons' own examples */

/* The clause that hangs on the cue, as the tree has it. */
static bool attribution_from_tree(dem_doc *doc, int32_t cue)
{
    static const dem_rel rels[] = {DEM_REL_ccomp, DEM_REL_xcomp, DEM_REL_obj, DEM_REL_obl,
                                   DEM_REL_nmod, DEM_REL_acl, DEM_REL_advcl};
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t child = dem_token_child(doc, cue, rels[i]);
        if (child < 0)
            continue;
        dem_run run = dem_token_subtree(doc, child);
        dem_attribution a = {.source_head = dem_token_child(doc, cue, DEM_REL_nsubj), .cue_head = cue,
                             .content_head = child, .parent = -1, .continues = -1, .level = 1,
                             .sentence = doc->tokens.at[cue].sentence, .score = 1, .score_content = 1};
        a.cue = dem_spans_one(doc, doc->tokens.at[cue].span);
        a.content = dem_spans_one(doc, dem_token_span(doc, run.begin, run.end));
        if (a.source_head >= 0) {
            dem_run source = dem_token_subtree(doc, a.source_head);
            a.source = dem_spans_one(doc, dem_token_span(doc, source.begin, source.end));
        }
        *dem_push(&doc->attributions, doc->arena) = a;
        return true;
    }
    return false;
}

static example *example_of_tree(set *out, dem_doc *doc, int32_t cue)
{
    if (!attribution_from_tree(doc, cue))
        return NULL;
    arena.oom = NULL;
    dem_pipeline_finish(&engine, doc, scratch, DEM_DEPTH_ATTRIBUTE);
    dem_scene scene = dem_scene_of(&tables, doc, &arena);
    dem_statement row;
    dem_clause clause;
    dem_spans content = dem_content_trim(&scene, &doc->attributions.at[0], &arena);
    if (!content.len)
        return NULL;
    dem_statement_draft(&scene, &doc->attributions.at[0], content, &row, &clause);
    example *e = set_push(out);
    take_evidence(e, &scene, &doc->attributions.at[0], &row, &clause);
    return e;
}

static void add_cue_row(set *out, int32_t r)
{
    const dem_statement_tables *t = &tables;
    dem_doc doc;
    analyse(&doc, dem_table_cell(&t->cues, r, 7), "cues.tsv");
    dem_scene scene = dem_scene_of(t, &doc, &arena);
    for (int32_t i = 0; i < doc.tokens.len; i++) {
        dem_phrase_hit hits[16];
        int32_t n = dem_phrases_at(&t->cue_index, scene.lemmas, doc.tokens.len, i, hits, 16);
        for (int32_t k = 0; k < n; k++) {
            if (hits[k].row != r)
                continue;
            example *e = example_of_tree(out, &doc, dem_head_of(&doc, hits[k].begin, hits[k].end));
            if (!e)
                return;
            for (dem_str acts = dem_table_cell(&t->cues, r, 4); acts.at;) {
                dem_str weight = dem_str_split(&acts, ','), act = dem_str_split(&weight, '=');
                int tag = dem_tag_find(dem_act_set, act);
                int64_t w = 0;
                if (tag >= 0 && weight.at && dem_str_int(weight, &w))
                    e->gold[tag] = 0.07f * (float)w;
            }
            return;
        }
    }
}

/* What a clause with such a predicate does when the cue is plain. */
static int act_of_class(dem_str class)
{
    static const struct { const char *class; dem_act act; } map[] = {
        {"ready", DEM_ACT_OFFER}, {"commit", DEM_ACT_PROMISE}, {"plan", DEM_ACT_PROPOSE},
        {"concede", DEM_ACT_ACCEPT}, {"need", DEM_ACT_DEMAND}, {"prereq", DEM_ACT_CONDITION},
        {"urge", DEM_ACT_URGE}, {"refuse", DEM_ACT_REJECT}, {"unacceptable", DEM_ACT_REJECT},
        {"false", DEM_ACT_DENY}, {"wrong", DEM_ACT_ACCUSE}, {"harm", DEM_ACT_THREATEN},
        {"retract", DEM_ACT_WITHDRAW}, {"good", DEM_ACT_PRAISE}, {"bad", DEM_ACT_CRITICIZE},
        {"likely", DEM_ACT_ASSESS}, {"hope", DEM_ACT_URGE}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (dem_str_eq(class, dem_str_of(map[i].class)))
            return map[i].act;
    return -1;
}

/* One example: "OPENING CLAUSE." with the weights of its act and of the plain CLAIM. */
static void add_clause(set *out, const char *opening, const char *cue, dem_str clause, int act,
                       float share, float rest)
{
    dem_str text = dem_str_format(&arena, "%s %.*s.", opening, (int)clause.len, clause.at);
    dem_doc doc;
    analyse(&doc, text, "predicates.tsv");
    for (int32_t i = 0; i < doc.tokens.len; i++) {
        if (!dem_str_eq(doc.parses.at[i].lemma, dem_str_of(cue)))
            continue;
        example *e = example_of_tree(out, &doc, i);
        if (e && act >= 0) {
            e->gold[act] = share;
            e->gold[DEM_ACT_CLAIM] += rest;
        }
        return;
    }
}

/* What parties say by such a clause, and that observers who say the same only judge. */
static void add_predicate_row(set *out, int32_t r)
{
    static const char *const observers[][2] = {{"Analysts said that", "say"},
                                               {"Experts note that", "note"},
                                               {"Observers stress that", "stress"},
                                               {"Some diplomats believe that", "believe"}};
    dem_str clause = dem_table_cell(&tables.predicates, r, 4);
    int64_t weight = 1;
    dem_str_int(dem_table_cell(&tables.predicates, r, 3), &weight);
    float share = 0.1f + 0.3f * (float)(weight - 1) / 2;
    add_clause(out, "The spokesman said that", "say", clause,
               act_of_class(dem_table_cell(&tables.predicates, r, 2)), share, 0.4f - share);
    const char *const *observer = observers[r % 4];
    add_clause(out, observer[0], observer[1], clause, DEM_ACT_ASSESS, r % 4 == 3 ? 0 : 0.15f, 0);
}

static void add_lexicons(set *out)
{
    for (int32_t r = 0; r < tables.cues.rows; r++) {
        add_cue_row(out, r);
        dem_arena_reset(&arena, 1 << 20);
    }
    for (int32_t r = 0; r < tables.predicates.rows; r++) {
        add_predicate_row(out, r);
        dem_arena_reset(&arena, 1 << 20);
    }
}

/* ---- training */

typedef struct model {
    trainer *linear;
    hidden *dense;
} model;

static void model_free(model m)
{
    trainer_free(m.linear);
    hidden_free(m.dense);
}

/* A step toward the wanted acts by the softmax of both parts' scores. */
static void step(model m, const example *e)
{
    float p[DEM_ACT_COUNT], by[DEM_ACT_COUNT], top, total = 0, wanted = 0;
    hidden_kept kept;
    trainer_scores(m.linear, e->features, (int)e->n, p);
    hidden_dropped(m.dense, e->encoding, &kept, p);
    top = p[0];
    for (int k = 1; k < DEM_ACT_COUNT; k++)
        top = p[k] > top ? p[k] : top;
    for (int k = 0; k < DEM_ACT_COUNT; k++) {
        total += p[k] = expf(p[k] - top);
        wanted += e->gold[k];
    }
    for (int k = 0; k < DEM_ACT_COUNT; k++)
        by[k] = e->gold[k] - wanted * p[k] / total;
    trainer_update_all(m.linear, e->features, (int)e->n, by);
    hidden_learn(m.dense, e->encoding, &kept, by, DENSE_RATE, DENSE_L2);
}

static model learn(const set *s, int without, int folds)
{
    model m = {trainer_new(DEM_ACT_COUNT, TRAINER_ADAGRAD), hidden_new(width * DEM_ACT_PARTS, DEM_ACT_COUNT, 1)};
    trainer_rate(m.linear, RATE, L2);
    uint32_t *order = calloc(s->len, sizeof *order), seed = 7;
    for (size_t i = 0; i < s->len; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS + SETTLE; epoch++) {
        if (epoch == EPOCHS)
            trainer_prune(m.linear, 1, FLOOR);
        for (size_t i = s->len; i > 1; i--) {
            seed = seed * 1664525u + 1013904223u;
            size_t k = (seed >> 8) % i;
            uint32_t swap = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < s->len; i++) {
            const example *e = &s->at[order[i]];
            if (!folds || e->document < 0 || e->document % folds != without)
                step(m, e);
        }
    }
    free(order);
    return m;
}

static void score(model m, const example *e, float scores[DEM_ACT_COUNT])
{
    trainer_scores(m.linear, e->features, (int)e->n, scores);
    hidden_scores(m.dense, e->encoding, scores);
}

typedef struct tally {
    size_t len, right, table[DEM_ACT_COUNT][3]; /* gold, predicted, right */
} tally;

static void judge(const float scores[DEM_ACT_COUNT], const example *e, tally *sum)
{
    int best = 0;
    for (int k = 1; k < DEM_ACT_COUNT; k++)
        best = scores[k] > scores[best] ? k : best;
    bool ok = e->accepted >> best & 1;
    int read = ok ? e->best : best;
    sum->len++;
    sum->right += ok;
    sum->table[e->best][0]++;
    sum->table[read][1]++;
    sum->table[read][2] += ok;
}

static void print_tally(const tally *sum, const char *name)
{
    double macro = 0;
    int seen = 0;
    for (int k = 0; k < DEM_ACT_COUNT; k++) {
        const size_t *row = sum->table[k];
        size_t base = row[0] + row[1];
        if (!base)
            continue;
        seen++;
        macro += 2.0 * (double)row[2] / (double)base;
        fprintf(stderr, "  %-10.*s gold %3zu pred %3zu right %3zu\n", (int)dem_act_set.names[k].len,
                dem_act_set.names[k].at, row[0], row[1], row[2]);
    }
    fprintf(stderr, "%s: %zu of %zu right (%.3f), macro-F1 %.3f\n", name, sum->right, sum->len,
            (double)sum->right / (double)(sum->len ? sum->len : 1), macro / (seen ? seen : 1));
}

static void evaluate(model m, const set *s, const char *name)
{
    tally sum = {0};
    for (size_t i = 0; i < s->len; i++) {
        float scores[DEM_ACT_COUNT];
        score(m, &s->at[i], scores);
        judge(scores, &s->at[i], &sum);
    }
    print_tally(&sum, name);
}

/* Scores of each annotated statement (they come first) by weights that have not seen its document. */
static void cross_validate(const set *s, float (*scores)[DEM_ACT_COUNT])
{
    tally sum = {0};
    for (int fold = 0; fold < FOLDS; fold++) {
        model m = learn(s, fold, FOLDS);
        for (size_t i = 0; i < s->len && s->at[i].document >= 0; i++)
            if (s->at[i].document % FOLDS == fold) {
                score(m, &s->at[i], scores[i]);
                judge(scores[i], &s->at[i], &sum);
            }
        model_free(m);
    }
    print_tally(&sum, "cross-validated");
}

/* Log-loss of the accepted acts when scores are multiplied. */
static double loss_of(const set *s, float (*scores)[DEM_ACT_COUNT], double by)
{
    double loss = 0;
    for (size_t i = 0; i < s->len && s->at[i].document >= 0; i++) {
        double all = 0, right = 0;
        for (int k = 0; k < DEM_ACT_COUNT; k++) {
            double p = exp(by * (double)scores[i][k]);
            all += p;
            right += s->at[i].accepted >> k & 1 ? p : 0;
        }
        loss -= log(right / all);
    }
    return loss;
}

/* Regularised scores are too modest for probabilities: one factor, found on statements not seen
 * (temperature scaling: Guo and others 2017). */
static float fit_factor(const set *s, float (*scores)[DEM_ACT_COUNT])
{
    double best = 1;
    for (double by = 0.5; by < 4; by += 0.05)
        if (loss_of(s, scores, by) < loss_of(s, scores, best))
            best = by;
    fprintf(stderr, "scores times %.2f are probabilities\n", best);
    return (float)best;
}

int main(int argc, char **argv)
{
    dem_error err = {0};
    if (argc < 4) {
        fputs("usage: act OUT.dem FOLDER GOLD.jsonl ... [--less FOLDER GOLD.jsonl ...] [--held FOLDER GOLD.jsonl ...]\n", stderr);
        return 2;
    }
    dem_model classes;
    if (!dem_engine_open(&engine, DEM_DEPTH_NAMES, &err) ||
        !dem_model_open(&classes, dem_embed_find("models/classes-1.dem"), DEM_STR("classes-1"), &err) ||
        !dem_statement_open(&tables, &engine.lexicon, NULL, &classes, &engine.arena, &err)) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        return 2;
    }
    dem_arena_open(&arena, (size_t)1 << 30);
    dem_arena_open(&scratch, (size_t)1 << 30);
    set train = {0};
    float weight = 1;
    int i = 2;
    for (; i + 1 < argc && strcmp(argv[i], "--held"); i += 2) {
        if (!strcmp(argv[i], "--less"))
            weight = LESS, i++;
        add_gold(&train, argv[i], argv[i + 1], weight);
    }
    size_t annotated = train.len;
    add_lexicons(&train);
    fprintf(stderr, "%zu annotated statements, %zu lexicon examples\n", annotated, train.len - annotated);
    float(*unseen)[DEM_ACT_COUNT] = calloc(train.len, sizeof *unseen);
    cross_validate(&train, unseen);
    if (!strcmp(argv[1], "--folds"))
        return 0;
    model m = learn(&train, 0, 0);
    for (i++; i + 1 < argc; i += 2) {
        set held = {0};
        add_gold(&held, argv[i], argv[i + 1], 1);
        evaluate(m, &held, argv[i + 1]);
        free(held.at);
    }
    float factor = fit_factor(&train, unseen);
    trainer_scale(m.linear, factor);
    hidden_scale(m.dense, factor);
    modelfile *file = modelfile_new("act-1");
    trainer_save(m.linear, file, "act", 1, LEAST);
    modelfile_add(file, "dense.width", DEM_I32, 1, (uint64_t[]){1}, &width);
    hidden_save(m.dense, file, "dense");
    modelfile_write(file, argv[1]);
    return 0;
}
