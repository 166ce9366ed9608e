/* Trains models/attrib-1.dem.
 *
 *     attrib OUT.dem POLNEAR/train SAMPLE.jsonl SAMPLE_TEXTS LEDGER.jsonl TEXTS [LEDGER.jsonl TEXTS ...]
 *
 * 1. Every document goes through our own pipeline. 2. Lemmas are classed by how often they head cues
 * and sources, fold by fold. 3. Stage 1 is trained once without each fold, which gives every
 * token log odds from weights that have not seen it. 4. Stage 2 learns spans on those, first without
 * one fold: what both stages find there gives the curves of confidence. 5. Both stages are trained on
 * everything but the sample. 6. What was found in the fold and in the sample sets the dials of precision.
 */
#include "attrib/dial.h"
#include "attrib/stage.h"

#include "base/embed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = -1, FOLDS = 3, CUE_ROUNDS = 2, JUDGED_ROUNDS = 2, SPAN_ROUNDS = 2 };

/* Just under what a table of keys of the next power of two holds. */
enum { CUE_MOST = 174000, SPAN_MOST = 349000 };
#define FLOOR 1.5e-2f /* smaller weights are left out */

typedef struct settings {
    dem_dials dials[DEM_SCHEMES];
    dem_curve curves[DEM_SCHEMES * DEM_FIELDS];
    bool measured; /* curves are known */
} settings;

static void add_floats(modelfile *f, const char *name, const void *at, size_t bytes)
{
    uint64_t n = bytes / sizeof(float);
    modelfile_add(f, name, DEM_F32, 1, &n, at);
}

/* `fold`: what the classes of lemmas leave out; -1 nothing. */
static void save(const lexis *l, int fold, weights cue, weights span, const settings *set, const char *path)
{
    modelfile *f = modelfile_new("attrib-1");
    lexis_save(l, fold, f);
    trainer_save(cue.sparse, f, "cue", 0, FLOOR);
    trainer_save(span.sparse, f, "span", 0, FLOOR);
    net_save(span.net, cue.net, f);
    add_floats(f, "dials", set->dials, sizeof set->dials);
    if (set->measured)
        add_floats(f, "curves", set->curves, sizeof set->curves);
    modelfile_write(f, path);
}

typedef struct desk {
    corpus c, sample;
    lexis *lexis;
    dem_frames frames;
    dem_model classes_file;
    dem_classes classes;
    samples all;
    dem_arena scratch;
} desk;

/* Weights, as the program would read them, on documents that they have not seen. */
static void judge_unseen(desk *d, const corpus *c, int fold, weights cue, weights span, settings *set, verdicts *v,
                         const char *path)
{
    dem_arena room;
    dem_attributor a;
    dem_model model;
    dem_error err = {0};
    if (!dem_arena_open(&room, (size_t)2 << 30))
        exit(2);
    dial_open(set->dials);
    save(d->lexis, fold, cue, span, set, path);
    dem_str read = corpus_read(path, &room);
    char *bytes = dem_arena_take(&room, 1, read.len, 64);
    memcpy(bytes, read.at, read.len);
    if (!dem_model_open(&model, (dem_str){bytes, read.len}, dem_str_of(path), &err) ||
        !dem_attributor_open(&a, &model, &d->classes_file, &room, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(2);
    }
    dial_judge(v, c, fold, &a, &d->c.arena, d->scratch);
    dem_arena_close(&room);
}

/* Stage 2 without the first fold, and only a part of the news: enough to tell what posteriors are worth. */
static void judge_fold(desk *d, weights cues[FOLDS], settings *set, verdicts *v, const char *path)
{
    samples some = d->all;
    some.list.at = dem_new(&d->scratch, sample, d->all.list.len);
    some.list.len = 0;
    for (int32_t i = 0; i < d->all.list.len; i++)
        if (d->all.list.at[i].doc->domain == DEM_SCHEME_LEDGER || d->all.list.at[i].doc->fold == 1)
            some.list.at[some.list.len++] = d->all.list.at[i];
    weights span = span_train(&some, 0, JUDGED_ROUNDS, 0, d->scratch);
    judge_unseen(d, &d->c, 0, cues[0], span, set, v, path);
    weights_free(span);
    for (int fold = 0; fold < FOLDS; fold++)
        weights_free(cues[fold]);
}

static void read_corpora(desk *d, int argc, char **argv)
{
    dem_engine engine;
    dem_error err = {0};
    corpus_open(&d->c);
    corpus_open(&d->sample);
    if (!dem_arena_open(&d->scratch, (size_t)1 << 30) || !dem_engine_open(&engine, DEM_DEPTH_NAMES, &err))
        exit(2);
    corpus_polnear(&d->c, argv[2], &engine);
    for (int i = 5; i + 1 < argc; i += 2)
        corpus_ledger(&d->c, argv[i], argv[i + 1], &engine);
    corpus_ledger(&d->sample, argv[3], argv[4], &engine);
    for (int32_t i = 0; i < d->sample.docs.len; i++)
        d->sample.docs.at[i].fold = SAMPLE;
    corpus_examples(&d->c, &engine);
    corpus_folds(&d->c, FOLDS);
    d->lexis = lexis_count(&d->c, FOLDS, &d->scratch);
    if (!dem_frames_open(&d->frames, &d->c.arena, &err) ||
        !dem_model_open(&d->classes_file, dem_embed_find("models/classes-1.dem"), DEM_STR("classes-1"), &err) ||
        !dem_classes_open(&d->classes, &d->classes_file, &err))
        exit(2);
    d->all = samples_make(&d->c, d->lexis, (dem_wordbook){NULL, &d->frames, &d->classes});
    fprintf(stderr, "%d documents, %d stretches\n", d->c.docs.len, d->all.list.len);
}

int main(int argc, char **argv)
{
    desk d = {0};
    settings set = {0};
    verdicts v = {0};
    weights cues[FOLDS];
    if (argc < 7 || argc % 2 == 0) {
        fputs("attrib OUT.dem POLNEAR/train SAMPLE.jsonl SAMPLE_TEXTS LEDGER.jsonl TEXTS [LEDGER.jsonl TEXTS ...]\n", stderr);
        return 2;
    }
    read_corpora(&d, argc, argv);
    for (int fold = 0; fold < FOLDS; fold++) {
        cues[fold] = cue_train(&d.all, fold, CUE_ROUNDS, 0, d.scratch);
        cue_fill(&d.all, cues[fold], fold, d.scratch);
    }
    judge_fold(&d, cues, &set, &v, argv[1]);
    dial_curves(&v, set.curves);
    weights span = span_train(&d.all, -1, SPAN_ROUNDS, SPAN_MOST, d.scratch);
    weights cue = cue_train(&d.all, -1, CUE_ROUNDS, CUE_MOST, d.scratch);
    judge_unseen(&d, &d.sample, SAMPLE, cue, span, &set, &v, argv[1]);
    dial_set(&v, set.dials);
    set.measured = true;
    save(d.lexis, -1, cue, span, &set, argv[1]);
    return 0;
}
