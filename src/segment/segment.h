/* Segmentation: sentences, tokens and quotations of the title and body blocks.
 *
 * Adds   doc->sentences, doc->tokens, doc->quotes. Tokens are the syntactic words of UD English
 *        (EWT): "don't" is do + n't, "Russia's" Russia + 's (multiword tokens), "US-based" three
 *        words, "co-operate" one, addresses one. Sentences tile the non-space text of their blocks.
 * Needs  doc->blocks (clean). Blocks of other kinds are passed over.
 * Fails  never; a sentence of more than DEM_SENTENCE_MOST words is cut at the best place before
 *        that and noted ("sentence.long"), so that later stages work on bounded sentences.
 * Owner  rows in doc->arena; the segmenter points into its model's bytes and the arena it was opened with.
 * Cost   linear in the text, for any text.
 *
 *     dem_segmenter s;
 *     if (!dem_segmenter_open(&s, &model, arena, err)) return false;     // models/segment-1.dem
 *     dem_segment_run(&s, &doc, scratch);
 *
 * Source: averaged perceptrons (Collins 2002) over features of the text around each gap, trained
 * on UD English EWT and GUM by train/segment; quotation marks, addresses, titles, broken spacing
 * and line breaks by rule.
 */
#ifndef DEM_SEGMENT_SEGMENT_H
#define DEM_SEGMENT_SEGMENT_H

#include "doc/doc.h"
#include "segment/ends.h"

typedef struct dem_segmenter {
    dem_linear cut; /* three labels, see cut.h */
    dem_linear gap; /* 1: a sentence ends */
} dem_segmenter;

bool dem_segmenter_open(dem_segmenter *segmenter, const dem_model *model, dem_arena *arena, dem_error *err);
void dem_segment_run(const dem_segmenter *segmenter, dem_doc *doc, dem_arena scratch);

#endif
