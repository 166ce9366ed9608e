/* Web pages to a document: main text, metadata, everything else set aside.
 *
 * Adds   dem_clean_html: doc->text (the page's visible text, a blank line between blocks), doc->blocks
 *        (title, body, date lines and bylines, furniture with the box or phrase that betrays it),
 *        doc->meta where the caller has set nothing; and dem_html_meta with the evidence.
 * Needs  the page as UTF-8, the model html-1.
 * Fails  never: a page without text gives an empty document and a note.
 * Owner  doc->arena; scratch is free again on return.
 * Cost   linear; about a millisecond for a page of 150 KB.
 *
 *     dem_html_model model;
 *     dem_html_meta meta;
 *     if (dem_html_model_open(&model, &weights, err))
 *         dem_clean_html(&model, html, &doc, &meta, scratch);
 *
 * Method two passes over the blocks. The first judges each by its words, links, tag, the names of the boxes
 *        around it, its place and its neighbours (features.h). The second knows what the first made of
 *        the blocks beside it, of those in the same boxes and in boxes built alike, and of the whole page:
 *        what is text on this page tells what else is. Weights: models/html-1.md.
 */
#ifndef DEM_CLEAN_HTML_H
#define DEM_CLEAN_HTML_H

#include "clean/htmlmeta.h"
#include "doc/doc.h"
#include "model/model.h"

/* One network, or a few side by side, each of two passes. */
typedef struct dem_html_model {
    const float *hidden, *hidden_bias;   /* features x units of all; units */
    const float *out, *out_bias;         /* units; networks: the first pass's answer */
    const float *again, *again_bias;     /* networks x (units and context of one) x units; networks x units */
    const float *last, *last_bias;       /* networks x units; networks: added to the first answer */
} dem_html_model;

bool dem_html_model_open(dem_html_model *model, const dem_model *weights, dem_error *err);
void dem_clean_html(const dem_html_model *model, dem_str html, dem_doc *doc, dem_html_meta *meta, dem_arena scratch);

#endif
