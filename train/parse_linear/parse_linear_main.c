/* Trains models/parse-linear-1.dem: tagger, lemma tables, arc-hybrid parser.
 *
 *     build/train/parse_linear/parse_linear models/parse-linear-1.dem TRAIN.conllu... [-d DEV.conllu]
 *
 * The parser learns on tags that the tagger guessed for sentences it had not seen (five folds).
 * One fixed generator shuffles and explores: the same files, the same model.
 */
#include "tables.h"
#include "treebank.h"

#include "common/linear_train.h"
#include "parse/arc.h"
#include "parse/tag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_EPOCHS = 6, PARSE_EPOCHS = 10, FOLDS = 5 };

static uint64_t chance_state = 88172645463325252u;

static uint64_t chance(void)
{
    chance_state ^= chance_state << 13, chance_state ^= chance_state >> 7, chance_state ^= chance_state << 17;
    return chance_state;
}

static int32_t *shuffled(int32_t n)
{
    int32_t *order = must(calloc((size_t)n + 1, sizeof *order));
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    for (int32_t i = n; i > 1; i--) {
        int32_t j = (int32_t)(chance() % (uint64_t)i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    return order;
}

static int best_of(const float *scores, int n)
{
    int best = 0;
    for (int k = 1; k < n; k++)
        best = scores[k] > scores[best] ? k : best;
    return best;
}

/* Tags one sentence into labels; with `learn`, corrects the weights. Returns wrong words. */
static int tag_sentence(trainer *t, const sentence *s, int n_labels, uint8_t *labels, bool learn)
{
    int wrong = 0;
    labels[-1] = labels[-2] = 255;
    for (int32_t i = 0; i < s->n; i++) {
        uint64_t f[DEM_TAG_FEATURES];
        float scores[DEM_TAG_LABELS];
        int n = dem_tag_features(s->words, labels, i, f);
        trainer_scores(t, f, n, scores);
        int guess = best_of(scores, n_labels);
        wrong += guess != s->gold[i];
        if (learn && guess != s->gold[i]) {
            trainer_update(t, f, n, s->gold[i], 1);
            trainer_update(t, f, n, guess, -1);
        }
        if (learn)
            trainer_tick(t);
        labels[i] = (uint8_t)guess;
    }
    return wrong;
}

/* Learns from every sentence outside `fold` (FOLDS: from all). */
static trainer *learn_tags(const treebank *bank, int fold)
{
    trainer *t = trainer_new(bank->n_labels, TRAINER_PERCEPTRON);
    uint8_t *labels = (uint8_t *)must(calloc((size_t)bank->longest + 4, 1)) + 2;
    for (int epoch = 0; epoch < TAG_EPOCHS; epoch++) {
        int32_t *order = shuffled(bank->n);
        long wrong = 0, words = 0;
        for (int32_t k = 0; k < bank->n; k++) {
            const sentence *s = &bank->at[order[k]];
            if (order[k] / 20 % FOLDS == fold)
                continue;
            wrong += tag_sentence(t, s, bank->n_labels, labels, true);
            words += s->n;
        }
        fprintf(stderr, "tag fold %d epoch %d: %.2f%% right\n", fold, epoch + 1,
                100.0 * (double)(words - wrong) / (double)words);
        free(order);
    }
    trainer_finish(t);
    free(labels - 2);
    return t;
}

/* Tags for the parser to learn on: each fold by a tagger that has not seen it. */
static void jackknife(treebank *bank)
{
    long wrong = 0, words = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
        trainer *t = learn_tags(bank, fold);
        for (int32_t k = 0; k < bank->n; k++)
            if (k / 20 % FOLDS == fold) {
                wrong += tag_sentence(t, &bank->at[k], bank->n_labels, bank->at[k].guess, false);
                words += bank->at[k].n;
            }
        trainer_free(t);
    }
    fprintf(stderr, "jackknifed tags: %.2f%% right\n", 100.0 * (double)(words - wrong) / (double)words);
}

static int best_legal(const dem_arcs *a, const float *scores, const int32_t *costs, int32_t most)
{
    int best = -1;
    for (int m = 0; m < DEM_MOVES; m++)
        if (dem_arcs_legal(a, (dem_move)m) && (!costs || costs[m] <= most) &&
            (best < 0 || scores[m] > scores[best]))
            best = m;
    return best;
}

typedef struct learner {
    trainer *move, *rel;
    bool explore;
} learner;

/* The relation of the arc that `move` makes: guessed, and corrected where the arc is gold. */
static uint8_t learn_rel(learner *l, const sentence *s, const dem_arcs *a, dem_move move)
{
    int32_t head, dependent;
    dem_arcs_pair(a, move, &head, &dependent);
    if (head == a->n)
        return DEM_REL_root;
    uint64_t f[DEM_REL_FEATURES];
    float scores[DEM_REL_COUNT];
    int n = dem_rel_features(a, head, dependent, f);
    trainer_scores(l->rel, f, n, scores);
    scores[DEM_REL_root] = -1e30f;
    int guess = best_of(scores, DEM_REL_COUNT), gold = s->rels[dependent];
    if (s->heads[dependent] == head && gold != DEM_REL_root) {
        if (guess != gold) {
            trainer_update(l->rel, f, n, gold, 1);
            trainer_update(l->rel, f, n, guess, -1);
        }
        trainer_tick(l->rel);
    }
    return (uint8_t)guess;
}

static void learn_sentence(learner *l, const sentence *s, dem_arena scratch)
{
    dem_arcs a;
    dem_arcs_init(&a, s->words, s->guess, s->n, &scratch);
    while (!dem_arcs_done(&a)) {
        uint64_t f[DEM_MOVE_FEATURES];
        float scores[DEM_MOVES];
        int32_t costs[DEM_MOVES], least = INT32_MAX;
        int n = dem_arcs_features(&a, f);
        trainer_scores(l->move, f, n, scores);
        dem_arcs_costs(&a, s->heads, costs);
        for (int m = 0; m < DEM_MOVES; m++)
            if (dem_arcs_legal(&a, (dem_move)m) && costs[m] < least)
                least = costs[m];
        int guess = best_legal(&a, scores, NULL, 0), right = best_legal(&a, scores, costs, least);
        if (costs[guess] > least) {
            trainer_update(l->move, f, n, right, 1);
            trainer_update(l->move, f, n, guess, -1);
        }
        trainer_tick(l->move);
        int go = costs[guess] > least && !(l->explore && chance() % 10) ? right : guess;
        dem_arcs_move(&a, (dem_move)go, go == DEM_MOVE_SHIFT ? DEM_NO_REL : learn_rel(l, s, &a, (dem_move)go));
    }
}

static learner learn_parser(const treebank *bank, dem_arena scratch)
{
    learner l = {trainer_new(DEM_MOVES, TRAINER_PERCEPTRON), trainer_new(DEM_REL_COUNT, TRAINER_PERCEPTRON), false};
    for (int epoch = 0; epoch < PARSE_EPOCHS; epoch++) {
        int32_t *order = shuffled(bank->n);
        l.explore = epoch > 0;
        for (int32_t k = 0; k < bank->n; k++)
            learn_sentence(&l, &bank->at[order[k]], scratch);
        fprintf(stderr, "parse epoch %d: %zu + %zu features\n", epoch + 1, trainer_features(l.move),
                trainer_features(l.rel));
        free(order);
    }
    trainer_finish(l.move);
    trainer_finish(l.rel);
    return l;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: parse_linear MODEL.dem TRAIN.conllu...\n", stderr);
        return 2;
    }
    dem_arena scratch;
    if (!dem_arena_open(&scratch, (size_t)256 << 20))
        return 2;
    treebank bank = {0};
    for (int i = 2; i < argc; i++)
        treebank_read(&bank, argv[i]);
    fprintf(stderr, "%d sentences, %d tag labels\n", bank.n, bank.n_labels);
    modelfile *file = modelfile_new("parse-linear-1");
    tables_save(&bank, file);
    trainer *tagger = learn_tags(&bank, FOLDS);
    trainer_save(tagger, file, "tag", 2, 1.2f);
    trainer_free(tagger);
    jackknife(&bank);
    learner l = learn_parser(&bank, scratch);
    trainer_save(l.move, file, "move", 3, 1.8f);
    trainer_save(l.rel, file, "rel", 3, 1.3f);
    modelfile_write(file, argv[1]);
    return 0;
}
