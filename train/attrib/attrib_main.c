/* Trains models/attrib-1.dem.
 *
 *     attrib POLNEAR/train LEDGER.jsonl TEXTS OUT.dem
 *
 * 1. Every document goes through our own pipeline. 2. Lemmas are classed by how often they head cues
 * and sources, fold by fold. 3. Stage 1 is trained once without each fold, which gives every
 * token log odds from weights that have not seen it. 4. Stage 2 learns spans on those. 5. Stage 1 is
 * trained on everything.
 */
#include "attrib/stage.h"

#include "base/embed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 3, CUE_ROUNDS = 2, SPAN_ROUNDS = 2 };

/* Just under what a table of keys of the next power of two holds. */
enum { CUE_MOST = 174000, SPAN_MOST = 349000 };

/* 16 bits a weight: sums over 8-bit states stay within 32 bits. */
static void save_dense(const cue_weights *cue, modelfile *f)
{
    float top = 1e-6f;
    int16_t weights[DENSE_MOST];
    for (int k = 0; k < cue->width; k++)
        top = fmaxf(top, fabsf(cue->dense[k]));
    for (int k = 0; k < cue->width; k++)
        weights[k] = (int16_t)lrintf(cue->dense[k] / top * 30000.0f);
    float scale = top / 30000.0f / 127.0f;
    modelfile_add(f, "cue.dense", DEM_I16, 1, (uint64_t[]){(uint64_t)cue->width}, weights);
    modelfile_add(f, "cue.unit", DEM_F32, 1, (uint64_t[]){1}, &scale);
}

static void save(const lexis *l, cue_weights *cue, trainer *span, const char *path)
{
    modelfile *f = modelfile_new("attrib-1");
    lexis_save(l, f);
    trainer_save(cue->sparse, f, "cue", 0, 1e-3f);
    save_dense(cue, f);
    trainer_save(span, f, "span", 0, 1e-3f);
    modelfile_write(f, path);
}

int main(int argc, char **argv)
{
    corpus c;
    dem_arena scratch;
    dem_engine engine;
    dem_error err = {0};
    if (argc != 5) {
        fputs("attrib POLNEAR/train LEDGER.jsonl TEXTS OUT.dem\n", stderr);
        return 2;
    }
    corpus_open(&c);
    if (!dem_arena_open(&scratch, (size_t)1 << 30) || !dem_engine_open(&engine, DEM_DEPTH_NAMES, &err))
        return 2;
    corpus_polnear(&c, argv[1], &engine);
    corpus_ledger(&c, argv[2], argv[3], &engine);
    corpus_examples(&c, &engine);
    corpus_folds(&c, FOLDS);
    lexis *l = lexis_count(&c, FOLDS, &scratch);
    dem_frames frames;
    dem_model model;
    dem_classes classes;
    if (!dem_frames_open(&frames, &c.arena, &err) ||
        !dem_model_open(&model, dem_embed_find("models/classes-1.dem"), DEM_STR("classes-1"), &err) ||
        !dem_classes_open(&classes, &model, &err))
        return 2;
    samples all = samples_make(&c, l, (dem_wordbook){NULL, &frames, &classes});
    long golds = 0, heads = 0;
    for (int32_t i = 0; i < c.docs.len; i++)
        for (int32_t g = 0; g < c.docs.at[i].golds.len; g++, golds++)
            heads += c.docs.at[i].golds.at[g].head >= 0;
    fprintf(stderr, "%d documents, %d stretches, %ld attributions, %ld with a cue\n", c.docs.len, all.list.len,
            golds, heads);
    for (int fold = 0; fold < FOLDS; fold++) {
        cue_weights *t = cue_train(&all, fold, CUE_ROUNDS, CUE_MOST, scratch);
        cue_fill(&all, t, fold, scratch);
        cue_free(t);
    }
    trainer *span = span_train(&all, -1, SPAN_ROUNDS, SPAN_MOST, scratch);
    cue_weights *cue = cue_train(&all, -1, CUE_ROUNDS, CUE_MOST, scratch);
    save(l, cue, span, argv[4]);
    return 0;
}
