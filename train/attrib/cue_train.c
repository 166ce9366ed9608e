#include "attrib/stage.h"

#include <math.h>
#include <stdio.h>

static double train_sample(trainer *t, const samples *all, const sample *at, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t, at->doc->domain == DEM_SCHEME_LEDGER};
    double loss = 0;
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        float score;
        if (!dem_cue_possible(&s, i) || (at->only >= 0 && at->only != i))
            continue;
        int n = dem_cue_features(&s, i, f);
        judge_score(&j, f, n, &score);
        float p = 1 / (1 + expf(-score)), g = (at->at[i] ? 1.0f : 0.0f) - p;
        loss -= log((double)(at->at[i] ? p : 1 - p) + 1e-9);
        if (fabsf(g) > 2e-3f)
            judge_update(&j, f, n, 0, g);
        trainer_tick(t);
    }
    return loss;
}

trainer *cue_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch)
{
    trainer *t = trainer_new(1, TRAINER_ADAGRAD);
    trainer_rate(t, 0.02f, 0);
    for (int r = 0; r < rounds + (most > 0); r++) {
        double loss = 0;
        if (r == rounds)
            trainer_prune(t, LEAST, floor_for(t, LEAST, most));
        for (int32_t i = 0; i < all->list.len; i++)
            for (int k = 0; k < sample_times(&all->list.at[i]); k++)
                if (all->list.at[i].doc->fold != without)
                    loss += train_sample(t, all, &all->list.at[i], scratch);
        fprintf(stderr, "cue, without fold %d, round %d: loss %.0f, %zu features\n", without, r + 1, loss,
                trainer_features(t));
    }
    return t;
}

static void fill_sample(const samples *all, trainer *t, const sample *at, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t, at->doc->domain == DEM_SCHEME_LEDGER};
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        at->odds[i] = -99;
        if (dem_cue_possible(&s, i))
            judge_score(&j, f, dem_cue_features(&s, i, f), &at->odds[i]);
    }
}

void cue_fill(const samples *all, trainer *t, int fold, dem_arena scratch)
{
    for (int32_t i = 0; i < all->list.len; i++)
        if (fold < 0 || all->list.at[i].doc->fold == fold)
            fill_sample(all, t, &all->list.at[i], scratch);
}
