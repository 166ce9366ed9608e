/* Trains models/recase-1.dem: how words are written inside sentences, from raw text.
 *
 *     zcat NEWS.txt.gz | build/train/recase/recase models/recase-1.dem [NUMBER...]
 *
 * Articles follow a line "# headline"; those with a NUMBER (from 0), headlines, and lines that are mostly capitals
 * or Title Case are left out. An averaged perceptron: words that begin a sentence teach nothing. Every TEST-th
 * article is kept to tell how well it does.
 */
#include "common/linear_train.h"
#include "recase/forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EPOCHS = 2, TEST = 100, LEAST = 8, LINE = 1 << 22 };

typedef struct line {
    char *at;
    size_t len;
    bool test;
} line;

static line *lines;
static size_t n_lines;

static bool listed(long number, char **list, int n)
{
    for (int i = 0; i < n; i++)
        if (strtol(list[i], NULL, 10) == number)
            return true;
    return false;
}

static void read_lines(char **skip, int n_skip)
{
    char *text = malloc(LINE);
    size_t cap = 0;
    long article = -1;
    while (text && fgets(text, LINE, stdin)) {
        if (strncmp(text, "# ", 2) == 0) {
            article++;
            continue;
        }
        if (listed(article, skip, n_skip))
            continue;
        if (n_lines == cap && !(lines = realloc(lines, (cap = cap ? 2 * cap : 4096) * sizeof *lines)))
            exit(2);
        lines[n_lines++] = (line){strdup(text), strlen(text), article % TEST == 0};
    }
    free(text);
}

static bool plain(const dem_letters_list *w)
{
    int32_t lower = 0;
    for (int32_t i = 0; i < w->rows.len; i++)
        lower += w->rows.at[i].form == DEM_FORM_LOWER;
    return lower * 2 > w->rows.len;
}

static int guess_of(const trainer *t, const uint64_t *f, int n, int gold, float *lead)
{
    float scores[DEM_FORMS];
    int best = gold ? 0 : 1;
    trainer_scores(t, f, n, scores);
    for (int k = 0; k < DEM_FORMS; k++)
        best = k != gold && scores[k] > scores[best] ? k : best;
    *lead = scores[gold] - scores[best];
    return best;
}

/* One line: learns it, or counts how it is told. */
static void see(trainer *t, const line *l, dem_arena arena, size_t told[DEM_FORMS][2], bool learn)
{
    enum { MARGIN = 2 };
    dem_letters_list w = dem_letters_read((dem_str){l->at, l->len}, (dem_span){0, (uint32_t)l->len}, &arena);
    if (!plain(&w))
        return;
    for (int32_t i = 0; i < w.rows.len; i++) {
        const dem_letters *word = &w.rows.at[i];
        if (word->first || word->tail || word->dotted)
            continue;
        uint64_t f[DEM_LETTERS_FEATURES];
        int n = dem_letters_features(w.rows.at, w.rows.len, i, f), gold = word->form;
        float lead;
        int other = guess_of(t, f, n, gold, &lead);
        told[gold][lead > 0]++;
        if (learn && lead < MARGIN) {
            trainer_update(t, f, n, gold, 1);
            trainer_update(t, f, n, other, -1);
        }
        if (learn)
            trainer_tick(t);
    }
}

static void pass(trainer *t, const char *name, dem_arena arena, bool test)
{
    size_t told[DEM_FORMS][2] = {{0}};
    for (size_t i = 0; i < n_lines; i++)
        if (lines[i].test == test)
            see(t, &lines[i], arena, told, !test);
    fprintf(stderr, "%s:", name);
    for (int k = 0; k < DEM_FORMS; k++)
        fprintf(stderr, " %zu of %zu", told[k][1], told[k][0] + told[k][1]);
    fputs(" right (lower, first, upper)\n", stderr);
}

int main(int argc, char **argv)
{
    dem_arena arena;
    if (argc < 2 || !dem_arena_open(&arena, (size_t)1 << 30)) {
        fputs("usage: recase MODEL.dem [NUMBER...] < NEWS.txt\n", stderr);
        return 2;
    }
    read_lines(argv + 2, argc - 2);
    trainer *t = trainer_new(DEM_FORMS, TRAINER_PERCEPTRON);
    for (int epoch = 0; epoch < EPOCHS; epoch++)
        pass(t, "epoch", arena, false);
    trainer_prune(t, LEAST, 1e-3f); /* so that endings learn to speak for the words that are gone */
    for (int epoch = 0; epoch < EPOCHS; epoch++)
        pass(t, "pruned", arena, false);
    trainer_finish(t);
    pass(t, "kept back", arena, true);
    modelfile *file = modelfile_new("recase-1");
    trainer_save(t, file, "form", LEAST, 1e-3f);
    modelfile_write(file, argv[1]);
    return 0;
}
