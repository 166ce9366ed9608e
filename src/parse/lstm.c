#include "parse/lstm.h"

typedef struct walk {
    const int8_t **inputs, **before;
    float *scales, *state_scales, *gates, *cells;
} walk;

static walk walk_new(const dem_lstm *layer, int32_t sentences, dem_arena *arena)
{
    walk w = {.inputs = dem_new(arena, const int8_t *, sentences),
              .before = dem_new(arena, const int8_t *, sentences),
              .scales = dem_new(arena, float, sentences),
              .state_scales = dem_new(arena, float, sentences),
              .gates = dem_new_unset(arena, float, (size_t)sentences * 4 * (size_t)layer->hidden),
              .cells = dem_new(arena, float, (size_t)sentences * (size_t)layer->hidden)};
    for (int32_t i = 0; i < sentences; i++)
        w.state_scales[i] = DEM_STATE_UNIT;
    return w;
}

static int32_t word_at(dem_lstm_batch batch, int32_t sentence, int32_t step, int direction)
{
    int32_t last = batch.length[sentence] - 1;
    return batch.begin[sentence] + (direction ? last - step : step);
}

static void run(const dem_lstm *layer, const dem_kernels *k, dem_lstm_batch batch,
                const int8_t *input, const float *scale, int8_t *output, int direction,
                dem_arena scratch)
{
    walk w = walk_new(layer, batch.sentences, &scratch);
    const dem_matrix *x = &layer->from_input[direction], *h = &layer->from_state[direction];
    const size_t hidden = (size_t)layer->hidden, in = (size_t)x->in;
    int32_t active = batch.sentences;
    for (int32_t step = 0; active > 0; step++) {
        while (active > 0 && batch.length[active - 1] <= step)
            active--;
        for (int32_t i = 0; i < active; i++) {
            size_t word = (size_t)word_at(batch, i, step, direction);
            w.inputs[i] = input + word * in;
            w.scales[i] = scale[word];
        }
        k->multiply(x, w.inputs, w.scales, active, w.gates, x->out, false);
        if (step > 0)
            k->multiply(h, w.before, w.state_scales, active, w.gates, h->out, true);
        for (int32_t i = 0; i < active; i++) {
            size_t word = (size_t)word_at(batch, i, step, direction);
            int8_t *to = output + word * 2 * hidden + (direction ? hidden : 0);
            k->cell(w.gates + (size_t)i * 4 * hidden, w.cells + (size_t)i * hidden, to,
                    layer->hidden);
            w.before[i] = to;
        }
    }
}

void dem_lstm_run(const dem_lstm *layer, const dem_kernels *k, dem_lstm_batch batch,
                  const int8_t *input, const float *scale, int8_t *output, dem_arena scratch)
{
    for (int direction = 0; direction < 2; direction++)
        run(layer, k, batch, input, scale, output, direction, scratch);
}
