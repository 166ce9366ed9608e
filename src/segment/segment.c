#include "segment/segment.h"

#include "segment/cut.h"
#include "segment/ends.h"
#include "segment/quote.h"
#include "segment/words.h"

bool dem_segmenter_open(dem_segmenter *s, const dem_model *model, dem_arena *arena, dem_error *err)
{
    if (!dem_linear_open(&s->cut, model, "cut", arena, err) ||
        !dem_linear_open(&s->gap, model, "gap", arena, err))
        return false;
    if (s->cut.labels != DEM_CUT_LABELS || s->gap.labels != 2)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "segmentation model has other labels");
    return true;
}

void dem_segment_run(const dem_segmenter *segmenter, dem_doc *doc, dem_arena scratch)
{
    int32_t carried = -1;
    for (int32_t b = 0; b < doc->blocks.len; b++) {
        const dem_block *block = &doc->blocks.at[b];
        if (block->kind != DEM_BLOCK_TITLE && block->kind != DEM_BLOCK_BODY)
            continue;
        int32_t begin = doc->tokens.len;
        dem_words_cut(&segmenter->cut, doc, block->span, scratch);
        int32_t n = doc->tokens.len - begin;
        if (!n)
            continue;
        dem_arena local = scratch;
        uint8_t *roles = dem_new(&local, uint8_t, n);
        carried = dem_quote_block(doc, begin, begin + n, carried, roles, local);
        const dem_glance *g = dem_glance_block(doc, begin, begin + n, roles, &local);
        dem_sentences_split(&segmenter->gap, doc, b, begin, begin + n, g);
    }
}
