/* The tagger, lemmatizer and parser: one network for all.
 *
 * Adds   doc->parses, a row for every token: tags, features, lemma, head, relation; doc->states,
 *        the encoder's view of every token, for stages that want to learn from it.
 *        Word vectors learned from raw news and hashed affixes feed bidirectional LSTMs; a hidden
 *        layer on top serves the tags, a biaffine scorer heads and relations. Lemmas come from a
 *        table of tags and endings.
 * Needs  doc->sentences and doc->tokens; doc->parses empty.
 * Fails  on open only (err names the section). Sentences above DEM_NEURAL_WINDOW words are read in
 *        windows, whose roots hang as parataxis from the first one's, so that time stays linear.
 * Owner  indexes live in the arena given to open; weights are read in place and shared by threads.
 * Cost   about 2.3 million multiply-adds of 8 bits a word.
 * Source Dozat and Manning 2017 (biaffine), Kiperwasser and Goldberg 2016; lemma scripts after
 *        Chrupala 2006. Trained by train/parse; card: models/parse-1.md.
 *
 *     dem_neural_open(&parser, &model, dem_kernels_best(), &arena, err);
 *     dem_neural_run(&parser, &doc, scratch);
 */
#ifndef DEM_PARSE_NEURAL_H
#define DEM_PARSE_NEURAL_H

#include "doc/doc.h"
#include "model/matrix.h"
#include "parse/wordform.h"
#include "parse/lstm.h"

enum { DEM_NEURAL_LAYERS = 4, DEM_NEURAL_WINDOW = 192 };

/* Rows of 8 bits with a scale each. */
typedef struct dem_rows {
    const int8_t *at;
    const float *scale;
    int32_t count, width;
} dem_rows;

/* Row numbers by key: open addressing over a power of two, key 0 empty. */
typedef struct dem_keys {
    const uint32_t *keys, *rows;
    uint32_t mask;
} dem_keys;

typedef struct dem_neural_tag {
    uint8_t upos, xpos;
    dem_str feats;
} dem_neural_tag;

typedef struct dem_neural {
    const dem_kernels *kernels;
    dem_keys vector_keys, word_keys, lemma_keys;
    dem_rows vectors, words, affixes; /* of the first two the last row is for unknown words */
    dem_lstm layers[DEM_NEURAL_LAYERS];
    int32_t n_layers;
    dem_matrix tag_hidden, tags, mlp, arc, rel;
    const float *root;     /* what the root looks like as a head: arc, then relation part */
    int32_t arc_size, rel_size;
    dem_neural_tag *tag_set; /* triples of tags that go together */
    int32_t n_tags, n_lemmas, n_rels;
    uint8_t *rels;
    dem_lemma_script *lemmas;
    int32_t root_label;    /* of the relation "root" */
} dem_neural;

bool dem_neural_open(dem_neural *net, const dem_model *model, const dem_kernels *kernels,
                     dem_arena *arena, dem_error *err);
void dem_neural_run(const dem_neural *net, dem_doc *doc, dem_arena scratch);

#endif
