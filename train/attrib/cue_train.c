#include "attrib/stage.h"

#include <math.h>
#include <stdio.h>

#define NET_RATE 0.01f
#define EASY -7.0f
enum { REST = 6 };

/* What was far from a cue when last looked at is looked at again only now and then. */
static bool rested(const sample *at, int32_t i, int round)
{
    return round && !at->at[i] && at->last[i] < EASY && (i + round) % REST;
}

static double train_sample(weights t, const samples *all, const sample *at, int round, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t.sparse, 1, at->doc->domain == DEM_SCHEME_LEDGER, 0, 0};
    net_begin(t.net, &at->doc->doc);
    double loss = 0;
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        float score, hidden[DEM_NET_HIDDEN];
        if (!dem_cue_possible(&s, i) || (at->only >= 0 && at->only != i) || rested(at, i, round))
            continue;
        int n = dem_cue_features(&s, i, f);
        judge_score(&j, f, n, &score);
        net_ready(t.net, s.begin + i - DEM_NET_REACH, s.begin + i + DEM_NET_REACH + 1);
        score += net_word_score(t.net, &s, i, j.ledger, hidden);
        at->last[i] = score;
        float p = 1 / (1 + expf(-score)), g = (at->at[i] ? 1.0f : 0.0f) - p;
        loss -= log((double)(at->at[i] ? p : 1 - p) + 1e-9);
        if (at->only >= 0 && at->at[i])
            g *= EXAMPLE_WEIGHT;
        if (fabsf(g) > 2e-3f)
            judge_update(&j, f, n, &g);
        if (fabsf(g) > 1e-2f) {
            net_word(t.net, &s, i, j.ledger, hidden, g);
            net_tick(t.net);
        }
        trainer_tick(t.sparse);
    }
    return loss;
}

weights cue_train(const samples *all, int without, int rounds, size_t most, dem_arena scratch)
{
    weights t = {trainer_new(2, TRAINER_ADAGRAD), net_new(all->list.at[0].doc->doc.state_width, false)};
    trainer_rate(t.sparse, 0.02f, 0);
    net_rate(t.net, NET_RATE);
    for (int r = 0; r < rounds + (most ? SETTLE : 0); r++) {
        double loss = 0;
        if (r == rounds) {
            prune(t.sparse, most);
            net_average(t.net);
        }
        for (int32_t i = 0; i < all->list.len; i++)
            if (all->list.at[i].doc->fold != without)
                loss += train_sample(t, all, &all->list.at[i], r, scratch);
        fprintf(stderr, "cue, without fold %d, round %d: loss %.0f, %zu features\n", without, r + 1, loss,
                trainer_features(t.sparse));
    }
    trainer_finish(t.sparse);
    net_finish(t.net);
    return t;
}

static double fill_sample(const samples *all, weights t, const sample *at, dem_arena scratch)
{
    dem_scan s = sample_scan(all, at, &scratch);
    judge j = {t.sparse, 1, at->doc->domain == DEM_SCHEME_LEDGER, 0, 0};
    net_begin(t.net, &at->doc->doc);
    double loss = 0;
    for (int32_t i = 0; i < s.n; i++) {
        uint64_t f[DEM_CUE_FEATURES];
        float hidden[DEM_NET_HIDDEN];
        at->odds[i] = -99;
        if (!dem_cue_possible(&s, i))
            continue;
        judge_score(&j, f, dem_cue_features(&s, i, f), &at->odds[i]);
        at->odds[i] += net_word_score(t.net, &s, i, j.ledger, hidden);
        if (at->only < 0)
            loss += log(1 + exp(at->at[i] ? -(double)at->odds[i] : (double)at->odds[i]));
    }
    return loss;
}

void cue_fill(const samples *all, weights t, int fold, dem_arena scratch)
{
    double loss[DEM_SCHEMES] = {0};
    for (int32_t i = 0; i < all->list.len; i++)
        if (fold < 0 || all->list.at[i].doc->fold == fold)
            loss[all->list.at[i].doc->domain] += fill_sample(all, t, &all->list.at[i], scratch);
    fprintf(stderr, "cue, fold %d unseen: loss %.0f news, %.0f ledger\n", fold, loss[DEM_SCHEME_NEWS],
            loss[DEM_SCHEME_LEDGER]);
}
