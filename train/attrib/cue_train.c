#include "attrib/stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const int8_t *state_of(const cue_weights *t, const sample *at, int32_t i)
{
    const dem_doc *doc = &at->doc->doc;
    return t->width ? doc->states + (size_t)(at->begin + i) * (size_t)t->width : NULL;
}

static float dense_score(const cue_weights *t, const int8_t *x)
{
    float sum = 0;
    for (int k = 0; x && k < t->width; k++)
        sum += t->dense[k] * (float)x[k];
    return sum / 127;
}

static void dense_update(cue_weights *t, const int8_t *x, float g)
{
    for (int k = 0; x && k < t->width; k++) {
        float slope = g * (float)x[k] / 127;
        t->squares[k] += slope * slope;
        t->dense[k] += 0.02f * slope / sqrtf(1 + t->squares[k]);
    }
}

void cue_free(cue_weights *t)
{
    trainer_free(t->sparse);
    free(t);
}

static double train_sample(cue_weights *t, const samples *all, const sample *at, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t->sparse, at->doc->domain == DEM_SCHEME_LEDGER};
    double loss = 0;
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        float score;
        if (!dem_cue_possible(&s, i) || (at->only >= 0 && at->only != i))
            continue;
        int n = dem_cue_features(&s, i, f);
        const int8_t *x = state_of(t, at, i);
        judge_score(&j, f, n, &score);
        score += dense_score(t, x);
        float p = 1 / (1 + expf(-score)), g = (at->at[i] ? 1.0f : 0.0f) - p;
        loss -= log((double)(at->at[i] ? p : 1 - p) + 1e-9);
        if (at->only >= 0 && at->at[i])
            g *= EXAMPLE_WEIGHT;
        if (fabsf(g) > 2e-3f)
            judge_update(&j, f, n, 0, g);
        dense_update(t, x, g);
        trainer_tick(t->sparse);
    }
    return loss;
}

cue_weights *cue_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch)
{
    cue_weights *t = calloc(1, sizeof *t);
    t->sparse = trainer_new(1, TRAINER_ADAGRAD);
    t->width = all->list.at[0].doc->doc.states ? all->list.at[0].doc->doc.state_width : 0;
    if (t->width > DENSE_MOST)
        exit(2);
    trainer_rate(t->sparse, 0.02f, 0);
    for (int r = 0; r < rounds + (most ? SETTLE : 0); r++) {
        double loss = 0;
        if (r == rounds)
            prune(t->sparse, most);
        for (int32_t i = 0; i < all->list.len; i++)
            for (int k = 0; k < sample_times(&all->list.at[i]); k++)
                if (all->list.at[i].doc->fold != without)
                    loss += train_sample(t, all, &all->list.at[i], scratch);
        fprintf(stderr, "cue, without fold %d, round %d: loss %.0f, %zu features\n", without, r + 1, loss,
                trainer_features(t->sparse));
    }
    trainer_finish(t->sparse);
    return t;
}

static void fill_sample(const samples *all, cue_weights *t, const sample *at, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t->sparse, at->doc->domain == DEM_SCHEME_LEDGER};
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        at->odds[i] = -99;
        if (dem_cue_possible(&s, i))
            judge_score(&j, f, dem_cue_features(&s, i, f), &at->odds[i]);
        if (at->odds[i] > -99)
            at->odds[i] += dense_score(t, state_of(t, at, i));
    }
}

void cue_fill(const samples *all, cue_weights *t, int fold, dem_arena scratch)
{
    for (int32_t i = 0; i < all->list.len; i++)
        if (fold < 0 || all->list.at[i].doc->fold == fold)
            fill_sample(all, t, &all->list.at[i], scratch);
}
