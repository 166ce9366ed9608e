/* The training sentences in memory: words as the parser sees them, gold tags, heads, relations. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include "doc/doc.h"
#include "parse/tag.h"

typedef struct sentence {
    int32_t n;
    const dem_word *words; /* at[-2] .. at[n + 1] */
    uint8_t *gold;         /* tag labels; at[-2] .. */
    uint8_t *guess;        /* tag labels of a jackknifed tagger */
    int32_t *heads;        /* n: the root */
    uint8_t *rels;
    const dem_doc *doc;
    int32_t begin;         /* first token in doc */
} sentence;

typedef struct treebank {
    sentence *at;
    int32_t n, cap, longest;
    uint8_t upos[DEM_TAG_LABELS], xpos[DEM_TAG_LABELS]; /* of each label */
    int n_labels;
} treebank;

void treebank_read(treebank *bank, const char *path); /* exits on failure */
void *must(void *p);                                  /* exits on NULL */

#endif
