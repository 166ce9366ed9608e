/* The dense half of both scorers: one hidden layer each over the parser's encoding of the words.
 *
 * Adds   dem_net: hidden layers for words that may head a cue, for tokens of a window, and for the
 *        borders between them; dem_net_*_rows: which rows of their tables a place adds to its
 *        hidden layer; dem_net_words: what the first layer says of words; dem_slate: encodings
 *        multiplied into the others, kept while they are near.
 *        Scores are added to those of the sparse models; the trainer calls the same functions.
 * Needs  doc->states of the width that the weights were learned for.
 * Fails  on open only.
 * Owner  weights are read in place; a slate lives in the arena given.
 * Cost   a hidden layer is DEM_NET_HIDDEN additions a row; encodings are multiplied once a place of
 *        words that may head a cue, and once a token of windows and stretch, 8-bit products.
 *
 * A hidden layer is relu(sum of encodings times matrices + sum of rows). Sums in a fixed order,
 * products of 8 bits in whole numbers: the same bits on every machine.
 */
#ifndef DEM_ATTRIB_NET_H
#define DEM_ATTRIB_NET_H

#include "attrib/window.h"
#include "model/kernel.h"

enum {
    DEM_NET_HIDDEN = 64, DEM_NET_LANES = DEM_NARROW, /* outputs of a layer, 6 used */
    DEM_NET_BATCH = 16,                     /* words whose encodings are multiplied together */
    DEM_NET_SLOTS = 512,                    /* tokens a slate keeps; more than a window holds */
    DEM_NET_REACH = 200,                    /* tokens from a word to what its layer sees */
    DEM_NET_ROWS = 24                       /* at most that a place adds */
};

/* What an encoding is multiplied into, DEM_NET_HIDDEN each: for spans, those of the cue last; and for words. */
enum { DEM_NET_INSIDE, DEM_NET_LEFT, DEM_NET_RIGHT, DEM_NET_CUE_INSIDE, DEM_NET_CUE_BORDER, DEM_NET_SPAN_PARTS };
enum { DEM_NET_SELF, DEM_NET_SUBJECT, DEM_NET_HEAD, DEM_NET_OBJECT, DEM_NET_WORD_PARTS };

/* How many rows each table has. */
extern const int32_t dem_net_inside_rows, dem_net_border_rows, dem_net_word_rows;

typedef struct dem_net {
    const float *inside, *border, *word;             /* tables of rows */
    const float *inside_out, *border_out, *word_out; /* [DEM_NET_HIDDEN][DEM_NET_LANES] */
    dem_matrix span_states, word_states;
    const dem_kernels *kernels;
    int32_t width; /* of an encoding; 0: there is no net */
} dem_net;

bool dem_net_open(dem_net *net, const dem_model *model, dem_error *err);

/* Rows of encodings times a matrix, by token of the document, made when asked for. */
typedef struct dem_slate {
    /* the rows of n tokens, one after the other */
    void (*fill)(const struct dem_slate *s, int32_t token, int32_t n, float *rows);
    const void *from;
    const dem_doc *doc;
    int32_t *token; /* which one a slot holds, -1 none */
    float *rows;
    int32_t first, parts; /* which parts a row holds */
} dem_slate;

dem_slate dem_slate_make(const dem_net *net, const dem_doc *doc, int32_t first, int32_t parts, dem_arena *arena);
const float *dem_slate_row(const dem_slate *slate, int32_t token, int part);
/* Makes the rows of [from, to), at most DEM_NET_SLOTS: together they cost less than one by one. */
void dem_slate_ready(const dem_slate *slate, int32_t from, int32_t to);

/* Which rows; each returns their number. `ledger`: the scheme. */
int dem_net_word_rows_of(const dem_scan *scan, const int32_t places[DEM_NET_WORD_PARTS], bool ledger,
                         int32_t rows[DEM_NET_ROWS]);
int dem_net_inside_rows_of(const dem_window *w, int32_t t, int32_t rows[DEM_NET_ROWS]);
int dem_net_border_rows_of(const dem_window *w, int32_t t, int32_t rows[DEM_NET_ROWS]);
/* The same for every place of a window: what the cue is. Row numbers hold for both tables. */
int dem_net_cue_rows_of(const dem_window *w, bool ledger, int32_t rows[DEM_NET_ROWS]);

/* Tokens whose encodings a word's layer sees, by part; -1: none. */
void dem_net_word_places(const dem_scan *scan, int32_t i, int32_t places[DEM_NET_WORD_PARTS]);

/* What a hidden layer adds up: rows of encodings and of tables, in this order. */
typedef struct dem_net_sum {
    const float *at[DEM_NET_WORD_PARTS + DEM_NET_ROWS];
    int n;
} dem_net_sum;
static inline void dem_net_put(dem_net_sum *sum, const float *row) { sum->at[sum->n++] = row; }
void dem_net_put_rows(dem_net_sum *sum, const float *table, const int32_t *rows, int n);

/* The hidden layer of a word, from its places and its parts' products, and what it adds to the log odds of a cue. */
float dem_net_word(const dem_net *net, const dem_scan *scan, const int32_t places[DEM_NET_WORD_PARTS], bool ledger,
                   const float *const parts[DEM_NET_WORD_PARTS], float hidden[DEM_NET_HIDDEN]);
/* The same added to the odds of at most DEM_NET_BATCH words. */
void dem_net_words(const dem_net *net, const dem_scan *scan, const int32_t *words, int n, bool ledger, float *odds);

#endif
