/* Trains and runs the name tagger on token columns.
 *
 *     names train NAMES.txt CLASSES.dem PARSER.dem OUT.dem [SETTINGS [VOTES [MEMORY.tsv]]]
 *         NAMES.txt from prepare.py; PARSER "-": without a parse; SETTINGS: the fields of crf_way, commas
 *         between; VOTES: epochs of the second pass, 0 for none; MEMORY.tsv from memory_main.c
 *     names tag MODEL.dem CLASSES.dem PARSER.dem FILE.bio    writes FILE's tokens with the tags found
 *     names spans FILE.jsonl                         the program's own names in each line's "text", as
 *                                                    {"id", "entities": [[b, e, TYPE], ...]}
 *
 * Training: the base field on everything; then, from base scores that four-fold jackknifing gives
 * for unseen documents, the field of the second pass. */
#include "api/engine.h"
#include "api/pipeline.h"
#include "entity/crf.h"
#include "entity/entity.h"
#include "entity/votes.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 4 };

typedef struct document {
    int32_t *begins, sentences, n;
    dem_entity_word *words;
    dem_str *forms;
    uint32_t *allowed;
    uint64_t **features, **votes;
    int *counts, *vote_counts;
    float *base;
    uint8_t *labels;
    dem_parse *parses; /* NULL: not parsed */
    int8_t *states;
    const int8_t **inputs;
    bool seen; /* by the parser in its own training */
    int32_t width; /* of a row of states */
    float weight;
} document;

typedef struct corpus {
    document *at;
    int len;
    int sentences;
} corpus;

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return p;
}

static char *slurp(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        exit(2);
    }
    fseek(in, 0, SEEK_END);
    *len = (size_t)ftell(in);
    rewind(in);
    char *all = must(aligned_alloc(64, (*len / 64 + 1) * 64));
    if (fread(all, 1, *len, in) != *len)
        exit(2);
    fclose(in);
    return all;
}

static float weight_of(dem_str set)
{
    return dem_str_starts(set, DEM_STR("uner")) ? 1.0f
           : dem_str_starts(set, DEM_STR("wikigold")) ? 0.7f
           : dem_str_starts(set, DEM_STR("gum")) ? 0.35f : 0.2f;
}

static int kind_of(dem_str name)
{
    static const char *const names[] = {"PER", "ORG", "LOC", "MISC"};
    for (int k = 0; k < 4; k++)
        if (dem_str_eq(name, dem_str_of(names[k])))
            return k;
    return -1;
}

static uint32_t bit(int label) { return 1u << label; }

/* Labels that the tag of token i allows, given the next token's tag. */
static uint32_t allowed_by(dem_str tag, dem_str next)
{
    if (dem_str_eq(tag, DEM_STR("?")))
        return bit(DEM_LABELS) - 1;
    uint32_t misc = bit(dem_label(3, DEM_PLACE_B)) | bit(dem_label(3, DEM_PLACE_I)) |
                    bit(dem_label(3, DEM_PLACE_L)) | bit(dem_label(3, DEM_PLACE_U));
    if (dem_str_eq(tag, DEM_STR("O?")))
        return 1 | misc;
    int kind = tag.len > 2 ? kind_of(dem_str_cut(tag, 2, tag.len)) : -1;
    if (kind < 0)
        return 1;
    bool on = dem_str_starts(next, DEM_STR("I-")), open = tag.at[0] == 'B';
    return bit(dem_label(kind, open ? (on ? DEM_PLACE_B : DEM_PLACE_U) : on ? DEM_PLACE_I : DEM_PLACE_L));
}

static void close_sentence(document *d)
{
    if (d->begins[d->sentences] == d->n)
        return;
    d->sentences++;
    d->begins = must(realloc(d->begins, (size_t)(d->sentences + 2) * 4));
    d->begins[d->sentences] = d->n;
}

/* "SET NAME", or the name alone. */
static document *new_document(corpus *c, dem_str name)
{
    c->at = must(realloc(c->at, (size_t)(c->len + 1) * sizeof *c->at));
    document *d = &c->at[c->len++];
    bool seen = dem_str_starts(name, DEM_STR("uner ")) || dem_str_starts(name, DEM_STR("gum "));
    *d = (document){.weight = weight_of(name), .seen = seen, .begins = must(calloc(2, 4))};
    return d;
}

static void push_token(document *d, dem_str form, dem_str tag, dem_str next)
{
    if (d->n % 1024 == 0) {
        size_t cap = (size_t)d->n + 1024;
        d->forms = must(realloc(d->forms, cap * sizeof *d->forms));
        d->allowed = must(realloc(d->allowed, cap * sizeof *d->allowed));
    }
    d->allowed[d->n] = allowed_by(tag, next);
    d->forms[d->n++] = form;
}

static dem_str last_column(dem_str line)
{
    for (size_t i = line.len; i > 0; i--)
        if (line.at[i - 1] == '\t')
            return dem_str_cut(line, i, line.len);
    return line;
}

/* The document a comment opens: "# doc SET NAME", or the sent_id up to its last hyphen. */
static dem_str opened(dem_str line)
{
    if (dem_str_starts(line, DEM_STR("# doc ")))
        return dem_str_cut(line, 6, line.len);
    if (!dem_str_starts(line, DEM_STR("# sent_id = ")))
        return (dem_str){0};
    size_t end = line.len;
    while (end > 12 && line.at[end - 1] != '-')
        end--;
    return dem_str_cut(line, 12, end);
}

static corpus read_corpus(dem_str text)
{
    corpus c = {0};
    document *d = NULL;
    dem_str last = {0}, rest = text;
    while (rest.at) {
        dem_str line = dem_str_split(&rest, '\n');
        if (dem_str_starts(line, DEM_STR("# ")) && dem_str_find(line, DEM_STR("\t")) == line.len) {
            dem_str name = opened(line);
            if (name.len && !dem_str_eq(name, last))
                d = new_document(&c, name), last = name;
        } else if (!line.len) {
            if (d)
                close_sentence(d);
        } else {
            d = d ? d : new_document(&c, (dem_str){0});
            dem_str ahead = rest, next = ahead.at ? dem_str_split(&ahead, '\n') : (dem_str){0};
            push_token(d, dem_str_cut(line, 0, dem_str_find(line, DEM_STR("\t"))), last_column(line),
                       next.len ? last_column(next) : DEM_STR("O"));
        }
    }
    for (int i = 0; i < c.len; i++) {
        close_sentence(&c.at[i]);
        c.sentences += c.at[i].sentences;
    }
    return c;
}

static dem_str lower(dem_str s)
{
    char *low = must(malloc(s.len + 1));
    for (size_t i = 0; i < s.len; i++)
        low[i] = s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] + 32) : s.at[i];
    return (dem_str){low, s.len};
}

/* Copies of the first set's documents in lower case: people write so too, but seldom in the set. */
static void add_lower_copies(corpus *c)
{
    for (int i = 0, n = c->len; i < n; i++) {
        document d = c->at[i];
        if (d.weight < 1)
            continue;
        d.weight = 0.4f;
        d.forms = must(malloc((size_t)d.n * sizeof *d.forms + 1));
        for (int32_t k = 0; k < d.n; k++)
            d.forms[k] = lower(c->at[i].forms[k]);
        c->at = must(realloc(c->at, (size_t)(c->len + 1) * sizeof *c->at));
        c->at[c->len++] = d;
        c->sentences += d.sentences;
    }
}

static uint64_t *copy_features(const uint64_t *from, int n)
{
    uint64_t *at = must(malloc((size_t)n * sizeof *at + 1));
    memcpy(at, from, (size_t)n * sizeof *at);
    return at;
}

/* The parse of a document's tokens as they are, and the parser's encoding. Treebanks that the parser was
 * trained on are read without its table of learned words: it knows them better than any other text, and what
 * is learned here must not count on that. */
static void parse(document *d, const dem_parser *parser, dem_arena arena, dem_arena scratch)
{
    dem_doc doc = {.arena = &arena};
    size_t size = 1;
    for (int32_t i = 0; i < d->n; i++)
        size += d->forms[i].len + 1;
    char *text = dem_new(&arena, char, size), *to = text;
    for (int32_t s = 0; s < d->sentences; s++) {
        *dem_push(&doc.sentences, &arena) = (dem_sentence){.begin = d->begins[s], .end = d->begins[s + 1]};
        for (int32_t i = d->begins[s]; i < d->begins[s + 1]; i++) {
            uint32_t at = (uint32_t)(to - text), len = (uint32_t)d->forms[i].len;
            memcpy(to, d->forms[i].at, len);
            to[len] = ' ';
            to += len + 1;
            *dem_push(&doc.tokens, &arena) =
                (dem_token){.span = {at, at + len}, .sentence = s, .quote = -1, .space_after = 1};
        }
    }
    doc.text = (dem_str){text, (size_t)(to - text)};
    dem_parser used = *parser;
    static const uint32_t none[1] = {0};
    if (d->seen)
        used.neural.word_keys = (dem_keys){none, none, 0};
    dem_parse_run(&used, &doc, scratch);
    d->width = doc.state_width;
    size_t bytes = (size_t)d->n * (size_t)d->width;
    d->parses = must(malloc((size_t)d->n * sizeof *d->parses + 1));
    d->states = must(malloc(bytes + 1));
    memcpy(d->parses, doc.parses.at, (size_t)d->n * sizeof *d->parses);
    memcpy(d->states, doc.states, bytes);
    for (int32_t i = 0; i < d->n; i++) /* of the document's arena, which goes */
        d->parses[i].lemma = d->parses[i].feats = (dem_str){0};
}

static dem_entity_text text_of(const document *d)
{
    return (dem_entity_text){d->forms, d->begins, d->sentences, d->parses, d->states, d->width};
}

static void prepare(document *d, const dem_entity_tables *tables)
{
    size_t n = (size_t)d->n + 1;
    d->words = must(calloc(n, sizeof *d->words));
    d->features = must(calloc(n, sizeof *d->features));
    d->votes = must(calloc(n, sizeof *d->votes));
    d->counts = must(calloc(n, sizeof *d->counts));
    d->vote_counts = must(calloc(n, sizeof *d->vote_counts));
    d->labels = must(calloc(n, 1));
    d->base = must(calloc(n * DEM_LABELS, sizeof *d->base));
    dem_entity_text text = text_of(d);
    dem_entity_words(tables, &text, d->words);
    d->inputs = must(calloc(n, sizeof *d->inputs));
    for (int32_t i = 0; d->states && i < d->n; i++)
        d->inputs[i] = d->words[i].open ? d->states + (size_t)i * (size_t)d->width : NULL;
    uint64_t out[DEM_ENTITY_FEATURES];
    for (int32_t s = 0; s < d->sentences; s++)
        for (int32_t i = d->begins[s]; i < d->begins[s + 1]; i++) {
            d->counts[i] = dem_entity_features(d->words, i, d->begins[s], d->begins[s + 1], out);
            d->features[i] = copy_features(out, d->counts[i]);
        }
}

static void prepare_votes(document *d, dem_arena scratch)
{
    dem_entity_votes(d->words, d->n, d->labels, scratch);
    uint64_t out[DEM_ENTITY_VOTE_FEATURES];
    for (int32_t s = 0; s < d->sentences; s++)
        for (int32_t i = d->begins[s]; i < d->begins[s + 1]; i++) {
            d->vote_counts[i] = dem_entity_vote_features(d->words, i, d->begins[s], d->begins[s + 1], out);
            d->votes[i] = copy_features(out, d->vote_counts[i]);
        }
}

static crf_item item_of(const document *d, int32_t s, bool votes)
{
    int32_t b = d->begins[s];
    return (crf_item){d->begins[s + 1] - b, (const uint64_t *const *)(votes ? d->votes : d->features) + b,
                      (votes ? d->vote_counts : d->counts) + b, d->allowed + b,
                      votes ? d->base + (size_t)b * DEM_LABELS : NULL, d->weight,
                      votes || !d->width ? NULL : d->inputs + b, NULL};
}

/* Sentences of every document but those of fold `out` (-1: all). */
static crf_item *items_of(const corpus *c, int out, bool votes, int *n)
{
    crf_item *items = must(malloc((size_t)c->sentences * sizeof *items));
    *n = 0;
    for (int i = 0; i < c->len; i++)
        for (int32_t s = 0; i % FOLDS != out && s < c->at[i].sentences; s++)
            items[(*n)++] = item_of(&c->at[i], s, votes);
    return items;
}

static crf *train_on(const corpus *c, int out, bool votes, const crf *start, crf_way with)
{
    int n;
    crf_item *items = items_of(c, out, votes, &n);
    crf *field = crf_new(items, n, with.least, votes || !c->len ? 0 : c->at[0].width);
    if (start)
        crf_start(field, start);
    crf_train(field, items, n, &with);
    crf_forget(items, n);
    free(items);
    return field;
}

static void jackknife(corpus *c, crf_way with)
{
    for (int fold = 0; fold < FOLDS; fold++) {
        crf *field = train_on(c, fold, false, NULL, with);
        for (int i = fold; i < c->len; i += FOLDS)
            for (int32_t s = 0; s < c->at[i].sentences; s++) {
                crf_item item = item_of(&c->at[i], s, false);
                float *scores = c->at[i].base + (size_t)c->at[i].begins[s] * DEM_LABELS;
                crf_scores(field, &item, scores);
                crf_best(field, &item, scores, c->at[i].labels + c->at[i].begins[s]);
            }
        crf_free(field);
    }
}

/* The table of memory_main.c, for the features here and for the model file. */
static void read_memory(const char *path, dem_memory *memory, modelfile *f)
{
    size_t len, n = 0;
    char *text = slurp(path, &len);
    uint32_t *keys = must(calloc(len / 4 + 1, 4));
    uint8_t *codes = must(calloc(len / 4 + 1, 1));
    for (dem_str rest = {text, len}; rest.at;) {
        dem_str line = dem_str_split(&rest, '\n'), key = dem_str_split(&line, '\t');
        int64_t k, code;
        if (dem_str_int(key, &k) && line.at && dem_str_int(line, &code)) {
            keys[n] = (uint32_t)k;
            codes[n++] = (uint8_t)code;
        }
    }
    *memory = (dem_memory){keys, codes, (uint32_t)n};
    modelfile_add(f, "memory.keys", DEM_U32, 1, (uint64_t[]){n}, keys);
    modelfile_add(f, "memory.codes", DEM_U8, 1, (uint64_t[]){n}, codes);
}

typedef struct models {
    dem_model at[3];
    dem_parser parser;
    dem_arena arena, work, scratch;
} models;

static void open_model(dem_model *model, const char *path)
{
    size_t len;
    char *bytes = slurp(path, &len);
    dem_error err = {0};
    if (!dem_model_open(model, (dem_str){bytes, len}, dem_str_of(path), &err)) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(2);
    }
}

static void open_arenas(models *m)
{
    if (!dem_arena_open(&m->arena, (size_t)1 << 28) || !dem_arena_open(&m->work, (size_t)1 << 30) ||
        !dem_arena_open(&m->scratch, (size_t)1 << 30))
        exit(2);
}

static void parse_all(corpus *c, models *m, const char *path)
{
    dem_error err = {0};
    if (!strcmp(path, "-"))
        return;
    open_model(&m->at[2], path);
    if (!dem_parser_open(&m->parser, &m->at[2], &m->arena, &err)) {
        fprintf(stderr, "%s: %s\n", path, err.message);
        exit(2);
    }
    for (int i = 0; i < c->len; i++)
        parse(&c->at[i], &m->parser, m->work, m->scratch);
}

static int train(int argc, char **argv)
{
    size_t len;
    char *text = slurp(argv[2], &len);
    models m = {0};
    dem_entity_tables tables = {0};
    dem_error err = {0};
    open_arenas(&m);
    open_model(&m.at[0], argv[3]);
    if (!dem_classes_open(&tables.classes, &m.at[0], &err) || !dem_gazetteer_open(&tables.gazetteer, &m.arena, &err))
        return fprintf(stderr, "%s\n", err.message), 2;
    modelfile *f = modelfile_new("entity-1");
    if (argc > 8)
        read_memory(argv[8], &tables.memory, f);
    corpus c = read_corpus((dem_str){text, len});
    if (strcmp(argv[4], "-")) /* without a parse lower-case words are never looked at */
        add_lower_copies(&c);
    parse_all(&c, &m, argv[4]);
    for (int i = 0; i < c.len; i++)
        prepare(&c.at[i], &tables);
    crf_way base = {2, 3, 4, 0.05f, 0.6f, 3e-5f, 0.02f, 1}, votes = {2, 1, 4, 0.1f, 0.2f, 1e-5f, 0.01f, 1};
    if (argc > 7)
        votes.epochs = atoi(argv[7]);
    if (argc > 6)
        sscanf(argv[6], "%d,%d,%d,%f,%f,%f,%f,%d", &base.least, &base.runs, &base.epochs, &base.rate, &base.drop, &base.l2,
               &base.floor, &base.tail);
    crf *full = train_on(&c, -1, false, NULL, base);
    crf_save(full, f, "base", base.floor);
    if (votes.epochs)
        jackknife(&c, base);
    for (int i = 0; i < c.len; i++)
        prepare_votes(&c.at[i], m.scratch);
    crf *second = train_on(&c, -1, true, full, votes);
    crf_save(second, f, "votes", votes.floor);
    modelfile_write(f, argv[5]);
    return 0;
}

static void print_tags(const document *d)
{
    for (int32_t s = 0; s < d->sentences; s++) {
        for (int32_t i = d->begins[s]; i < d->begins[s + 1]; i++) {
            static const char *const names[] = {"PER", "ORG", "LOC", "MISC"};
            int label = d->labels[i];
            printf("%.*s\t%s%s\n", (int)d->forms[i].len, d->forms[i].at,
                   !label ? "O" : dem_label_opens(label) ? "B-" : "I-", label ? names[dem_label_kind(label)] : "");
        }
        putchar('\n');
    }
}

static int tag(char **argv)
{
    size_t len;
    models m = {0};
    dem_entity entity;
    dem_error err = {0};
    open_arenas(&m);
    open_model(&m.at[0], argv[2]);
    open_model(&m.at[1], argv[3]);
    if (!dem_entity_open(&entity, &m.at[0], &m.at[1], &m.arena, &err))
        return fprintf(stderr, "%s: %s\n", argv[2], err.message), 2;
    char *text = slurp(argv[5], &len);
    corpus c = read_corpus((dem_str){text, len});
    parse_all(&c, &m, argv[4]);
    for (int i = 0; i < c.len; i++) {
        document *d = &c.at[i];
        d->words = must(calloc((size_t)d->n + 1, sizeof *d->words));
        d->labels = must(calloc((size_t)d->n + 1, 1));
        float *margins = must(calloc((size_t)d->n + 1, sizeof *margins));
        dem_entity_text view = text_of(d);
        dem_entity_words(&entity.tables, &view, d->words);
        dem_entity_label(&entity, &view, d->words, d->labels, margins, m.scratch);
        print_tags(d);
    }
    return 0;
}

/* Types of the re3d set; what it does not mark is left out. */
static const char *re3d_type(uint8_t kind)
{
    return kind == DEM_NAME_PER ? "Person" : kind == DEM_NAME_LOC || kind == DEM_NAME_FAC ? "Location"
           : kind == DEM_NAME_ORG ? "Organisation" : kind == DEM_NAME_NORP ? "Nationality" : NULL;
}

static void print_spans(const dem_engine *engine, dem_str line, dem_arena *arena, dem_arena scratch)
{
    char *copy = must(strndup(line.at, line.len));
    json_object *o = json_tokener_parse(copy);
    const char *text = json_object_get_string(json_object_object_get(o, "text"));
    dem_doc doc = {.arena = arena, .text = dem_str_of(text)};
    dem_error err = {0};
    if (!dem_pipeline_run(engine, &doc, scratch, DEM_DEPTH_NAMES, &err))
        exit(2);
    printf("{\"id\":\"%s\",\"entities\":[", json_object_get_string(json_object_object_get(o, "id")));
    bool comma = false;
    for (int32_t i = 0; i < doc.names.len; i++) {
        const char *type = re3d_type(doc.names.at[i].kind);
        if (!type)
            continue;
        printf("%s[%u,%u,\"%s\"]", comma ? "," : "", doc.names.at[i].span.begin, doc.names.at[i].span.end, type);
        comma = true;
    }
    puts("]}");
    json_object_put(o);
    free(copy);
}

static int spans(const char *path)
{
    size_t len;
    char *bytes = slurp(path, &len);
    dem_engine engine;
    dem_error err = {0};
    dem_arena arena, scratch;
    if (!dem_arena_open(&arena, (size_t)1 << 28) || !dem_arena_open(&scratch, (size_t)1 << 28) ||
        !dem_engine_open(&engine, DEM_DEPTH_NAMES, &err))
        return fprintf(stderr, "%s\n", err.message), 2;
    for (dem_str rest = {bytes, len}; rest.at;) {
        dem_str line = dem_str_split(&rest, '\n');
        if (line.len)
            print_spans(&engine, line, &arena, scratch);
        dem_arena_reset(&arena, 0);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "spans"))
        return spans(argv[2]);
    if (argc >= 6 && !strcmp(argv[1], "train"))
        return train(argc, argv);
    if (argc == 6 && !strcmp(argv[1], "tag"))
        return tag(argv);
    return fputs("usage: names train NAMES CLASSES PARSER OUT [SETTINGS] | names tag MODEL CLASSES PARSER BIO | names spans JSONL\n", stderr), 2;
}
