/* Annotated documents for the attribution models: texts, analyses, gold spans as token ranges.
 *
 * Adds   corpus: documents of one or several collections, each with a domain number and a fold.
 *        Three readers: PolNeAR (attributions.jsonl beside text/), the project's own annotations
 *        (statements as in the gold files of the ledger), the cue lexicon's examples. All
 *        documents go through our own pipeline.
 * Training side only: may use malloc and stdio, stops the program on malformed input.
 */
#ifndef TRAIN_ATTRIB_CORPUS_H
#define TRAIN_ATTRIB_CORPUS_H

#include "api/engine.h"
#include "attrib/attrib.h"

typedef struct range {
    int32_t begin, end; /* tokens of the document */
} range;

enum { GOLD_PIECES = 24 };

typedef struct gold {
    range cue; /* begin == end: none */
    range source[4], content[GOLD_PIECES];
    int sources, contents;
    int32_t head; /* of the cue */
    int32_t parent; /* gold of this document whose content holds the cue, or -1 */
} gold;

typedef struct corpus_doc {
    dem_doc doc;
    DEM_VEC(gold) golds;
    DEM_VEC(range) statements; /* contents, from first to last token: one an annotation, none merged */
    int32_t only;     /* the one token that is judged here, or -1: all are */
    int domain, fold; /* domain: dem_scheme */
} corpus_doc;

typedef struct corpus {
    dem_arena arena;
    DEM_VEC(corpus_doc) docs;
    dem_depth depth; /* how far documents are analysed; short of the parse no cue has a head */
} corpus;

void corpus_open(corpus *c);
dem_str corpus_read(const char *path, dem_arena *arena); /* a whole file */
/* `folder` holds attributions.jsonl and text/. */
void corpus_polnear(corpus *c, const char *folder, const dem_engine *engine);
void corpus_ledger(corpus *c, const char *jsonl, const char *texts, const dem_engine *engine);
/* The examples of data/lexicon/cues.tsv: sentences in which the entry is a cue, and is not. */
void corpus_examples(corpus *c, const dem_engine *engine);
void corpus_folds(corpus *c, int folds);

#endif
