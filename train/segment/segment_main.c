/* Trains models/segment-1.dem: the "cut" and "gap" perceptrons of src/segment.
 *
 *     build/train/segment/segment models/segment-1.dem TRAIN.conllu...
 *
 * Each file is read twice: as it is, and with typographic quotation marks in place of straight
 * ones. The order of the examples is shuffled by a fixed generator: the same files, the same model.
 */
#include "common/linear_train.h"
#include "parse/conllu.h"
#include "segment/cut.h"
#include "segment/gap.h"
#include "segment/quote.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct example {
    uint64_t f[DEM_GAP_FEATURES];
    int n, gold;
} example;

typedef struct examples {
    example *at;
    size_t len, cap;
} examples;

static void *must(void *p)
{
    if (!p) {
        perror("segment");
        exit(2);
    }
    return p;
}

static example *more(examples *e)
{
    if (e->len == e->cap)
        e->at = must(realloc(e->at, (e->cap = e->cap ? e->cap * 2 : 4096) * sizeof *e->at));
    return &e->at[e->len++];
}

static dem_str slurp(const char *path)
{
    FILE *in = must(fopen(path, "rb"));
    fseek(in, 0, SEEK_END);
    size_t len = (size_t)ftell(in);
    rewind(in);
    char *bytes = must(malloc(len + 1));
    if (fread(bytes, 1, len, in) != len)
        must(NULL);
    fclose(in);
    return (dem_str){bytes, len};
}

/* The same CoNLL-U with “ ” for the forms tagged `` and ''. */
static dem_str curl(dem_str in)
{
    char *out = must(malloc(in.len * 2)), *to = out;
    for (dem_str rest = in; rest.at;) {
        dem_str line = dem_str_split(&rest, '\n');
        dem_str tail = line, id = line.len ? dem_str_split(&tail, '\t') : line;
        dem_str form = tail.at && line.len && line.at[0] != '#' ? dem_str_split(&tail, '\t')
                                                                : (dem_str){0};
        if (dem_str_eq(form, DEM_STR("\""))) {
            bool opens = dem_str_find(line, DEM_STR("\t``\t")) < line.len;
            to += sprintf(to, "%.*s\t%s\t%.*s\n", (int)id.len, id.at, opens ? "“" : "”",
                          (int)tail.len, tail.at);
        } else {
            memcpy(to, line.at, line.len);
            to += line.len;
            *to++ = '\n';
        }
    }
    return (dem_str){out, (size_t)(to - out) - 1};
}

enum { KEEP = 0, WORD = 1, MULTI = 2 };

/* Label of every byte where a token begins. */
static uint8_t *cuts_of(const dem_doc *doc)
{
    uint8_t *cuts = must(calloc(doc->text.len + 1, 1));
    int32_t multi_end = -1;
    for (int32_t i = 0; i < doc->tokens.len; i++) {
        const dem_token *t = &doc->tokens.at[i];
        cuts[t->span.begin] = i < multi_end ? MULTI : WORD;
        if (t->mwt)
            multi_end = i + t->mwt;
    }
    return cuts;
}

static void chunk_examples(const dem_doc *doc, const dem_chunk *c, const uint8_t *cuts,
                           examples *out)
{
    for (int32_t i = 1; i < c->n; i++) {
        if (!dem_cut_candidate(c, i))
            continue;
        example *e = more(out);
        e->n = dem_cut_features(c, i, e->f);
        e->gold = cuts[c->at[i].at];
    }
    (void)doc;
}

static void cut_examples(const dem_doc *doc, dem_arena scratch, examples *out)
{
    uint8_t *cuts = cuts_of(doc);
    for (int32_t b = 0; b < doc->blocks.len; b++) {
        uint32_t at = doc->blocks.at[b].span.begin, end = doc->blocks.at[b].span.end;
        while (at < end) {
            uint32_t stop = at;
            while (stop < end && doc->text.at[stop] != ' ')
                stop++;
            uint32_t code;
            uint8_t next = 255;
            if (stop + 1 < end) {
                dem_utf8_decode((dem_str){doc->text.at + stop + 1, end - stop - 1}, &code);
                next = dem_char_kind(code);
            }
            if (stop > at) {
                dem_arena local = scratch;
                dem_chunk c = dem_chunk_read(doc->text, at, stop, next, &local);
                chunk_examples(doc, &c, cuts, out);
            }
            at = stop + 1;
        }
    }
    free(cuts);
}

static void gap_examples(dem_doc *doc, dem_arena scratch, examples *out)
{
    for (int32_t s = 0; s < doc->sentences.len;) {
        int32_t block = doc->sentences.at[s].block, last = s;
        while (last + 1 < doc->sentences.len && doc->sentences.at[last + 1].block == block)
            last++;
        int32_t begin = doc->sentences.at[s].begin, n = doc->sentences.at[last].end - begin;
        dem_arena local = scratch;
        uint8_t *roles = dem_new(&local, uint8_t, n);
        dem_quote_block(doc, begin, begin + n, -1, roles, local);
        const dem_glance *g = dem_glance_block(doc, begin, begin + n, roles, &local);
        for (int32_t i = 1, start = 0; i < n; i++) {
            bool first = doc->tokens.at[begin + i].sentence !=
                         doc->tokens.at[begin + i - 1].sentence;
            if (dem_gap_candidate(g, i)) {
                example *e = more(out);
                e->n = dem_gap_features(g, n, i, start, e->f);
                e->gold = first;
            }
            start = first ? i : start;
        }
        s = last + 1;
    }
}

/* Corrects until the right label leads by `margin`: a wide one generalises better. */
static void learn(const char *name, examples *e, int labels, int epochs, float margin,
                  modelfile *file)
{
    trainer *t = trainer_new(labels, TRAINER_PERCEPTRON);
    uint64_t random = 88172645463325252u;
    for (int epoch = 0; epoch < epochs; epoch++) {
        size_t wrong = 0;
        for (size_t i = e->len; i > 1; i--) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            example swap = e->at[i - 1];
            e->at[i - 1] = e->at[random % i];
            e->at[random % i] = swap;
        }
        for (size_t i = 0; i < e->len; i++) {
            const example *x = &e->at[i];
            float scores[8];
            trainer_scores(t, x->f, x->n, scores);
            int guess = x->gold ? 0 : 1; /* the best of the others */
            for (int k = 0; k < labels; k++)
                guess = k != x->gold && scores[k] > scores[guess] ? k : guess;
            wrong += scores[guess] >= scores[x->gold];
            if (scores[guess] + margin >= scores[x->gold]) {
                trainer_update(t, x->f, x->n, x->gold, 1);
                trainer_update(t, x->f, x->n, guess, -1);
            }
            trainer_tick(t);
        }
        fprintf(stderr, "%s epoch %d: %zu of %zu wrong\n", name, epoch + 1, wrong, e->len);
    }
    trainer_finish(t);
    trainer_save(t, file, name, 1, 1e-3f);
    trainer_free(t);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: segment MODEL.dem TRAIN.conllu...\n", stderr);
        return 2;
    }
    examples cuts = {0}, gaps = {0};
    for (int i = 2; i < argc; i++)
        for (int typographic = 0; typographic < 2; typographic++) {
            dem_arena arena, scratch;
            dem_error err = {0};
            if (!dem_arena_open(&arena, (size_t)2 << 30) ||
                !dem_arena_open(&scratch, (size_t)1 << 30))
                return 2;
            dem_doc doc = {.arena = &arena};
            dem_str bytes = slurp(argv[i]);
            if (!dem_conllu_read(&doc, typographic ? curl(bytes) : bytes, dem_str_of(argv[i]),
                                 &err)) {
                fprintf(stderr, "%s: %s\n", err.path, err.message);
                return 2;
            }
            cut_examples(&doc, scratch, &cuts);
            gap_examples(&doc, scratch, &gaps);
        }
    modelfile *file = modelfile_new("segment-1");
    learn("cut", &cuts, 3, 8, 6, file);
    learn("gap", &gaps, 2, 6, 10, file);
    modelfile_write(file, argv[1]);
    return 0;
}
