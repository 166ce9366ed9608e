/* A bidirectional LSTM layer over many sentences at once.
 *
 * Adds   dem_lstm_run: the states of every word of a batch, a byte each (round(DEM_TOP h)), the
 *        left-to-right half first.
 * Needs  kernels, weights with the gates in the order i, f, g, o; `hidden` a multiple of 16.
 * Fails  never.
 * Cost   8 * hidden * (in + hidden) multiply-adds a word. All sentences take a step together, so
 *        that each weight fetched serves many words.
 * Source Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005.
 */
#ifndef DEM_PARSE_LSTM_H
#define DEM_PARSE_LSTM_H

#include "base/arena.h"
#include "model/kernel.h"

typedef struct dem_lstm {
    dem_matrix from_input[2], from_state[2]; /* left to right, right to left */
    int32_t hidden;
} dem_lstm;

/* Sentences by falling length: words begin[i] .. begin[i] + length[i] of the batch's rows. */
typedef struct dem_lstm_batch {
    const int32_t *begin, *length;
    int32_t sentences;
} dem_lstm_batch;

/* input: rows of `in` bytes, with a scale each. output: rows of 2 * hidden bytes. */
void dem_lstm_run(const dem_lstm *layer, const dem_kernels *k, dem_lstm_batch batch,
                  const int8_t *input, const float *scale, int8_t *output, dem_arena scratch);

#endif
