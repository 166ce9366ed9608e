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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 4, CUE_ROUNDS = 2 };

/* Just under what a table of keys of the next power of two holds. */
enum { CUE_MOST = 174000, SPAN_MOST = 349000 };

static void save(const lexis *l, trainer *cue, trainer *span, const char *path)
{
    /* ledger, then news: least posterior of an attribution, a source, a content, a further content */
    static const float dial[DEM_SCHEMES * 4] = {0.2f, 0.3f, 0.2f, 0.35f, 0.3f, 0.35f, 0.25f, 0.4f};
    modelfile *f = modelfile_new("attrib-1");
    lexis_save(l, f);
    trainer_save(cue, f, "cue", LEAST, 1e-3f);
    trainer_save(span, f, "span", LEAST, 1e-3f);
    modelfile_add(f, "dial", DEM_F32, 1, (uint64_t[]){DEM_SCHEMES * 4}, dial);
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
    if (!dem_arena_open(&scratch, (size_t)1 << 30) || !dem_engine_open(&engine, DEM_DEPTH_PARSE, &err))
        return 2;
    corpus_polnear(&c, argv[1], getenv("CORENLP") ? NULL : &engine);
    if (!getenv("CORENLP"))
        corpus_ledger(&c, argv[2], argv[3], &engine);
    if (!getenv("NOEX"))
        corpus_examples(&c, &engine);
    corpus_folds(&c, FOLDS);
    lexis *l = lexis_count(&c, FOLDS, &scratch);
    dem_frames frames;
    if (!dem_frames_open(&frames, &c.arena, &err))
        return 2;
    samples all = samples_make(&c, l, &frames);
    long golds = 0, heads = 0;
    for (int32_t i = 0; i < c.docs.len; i++)
        for (int32_t g = 0; g < c.docs.at[i].golds.len; g++, golds++)
            heads += c.docs.at[i].golds.at[g].head >= 0;
    fprintf(stderr, "%d documents, %d stretches, %ld attributions, %ld with a cue\n", c.docs.len, all.list.len,
            golds, heads);
    for (int fold = 0; fold < FOLDS; fold++) {
        trainer *t = cue_train(&all, fold, CUE_ROUNDS, CUE_MOST, scratch);
        cue_fill(&all, t, fold, scratch);
        trainer_free(t);
    }
    trainer *span = span_train(&all, -1, getenv("ROUNDS") ? atoi(getenv("ROUNDS")) : 2, getenv("MOST") ? (size_t)atoi(getenv("MOST")) : SPAN_MOST, scratch);
    trainer *cue = cue_train(&all, -1, CUE_ROUNDS, CUE_MOST, scratch);
    save(l, cue, span, argv[4]);
    return 0;
}
