/* Any bytes through the segmenter, twice: no crash, tiles hold, the same answer both times. */
#include "base/embed.h"
#include "base/utf8.h"
#include "segment/segment.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static dem_segmenter segmenter;

static void open_segmenter(void)
{
    static bool open;
    static dem_arena tables;
    dem_model model;
    dem_error err = {0};
    const char *name = "models/segment-1.dem";
    if (!open && !(dem_arena_open(&tables, (size_t)16 << 20) && dem_model_open(&model, dem_embed_find(name), dem_str_of(name), &err) &&
                   dem_segmenter_open(&segmenter, &model, &tables, &err)))
        abort();
    open = true;
}

static dem_doc segmented(dem_str text, dem_arena *arena, dem_arena scratch)
{
    dem_doc doc = {.arena = arena, .text = text};
    size_t cut = dem_str_find(text, DEM_STR("\n\n"));
    dem_span parts[2] = {{0, (uint32_t)cut}, {(uint32_t)cut, (uint32_t)text.len}};
    for (int i = 0; i < 2; i++)
        if (dem_utf8_boundary(text, parts[i].begin))
            *dem_push(&doc.blocks, arena) = (dem_block){.span = parts[i], .kind = DEM_BLOCK_BODY};
    dem_segment_run(&segmenter, &doc, scratch);
    return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena one, two, scratch;
    open_segmenter();
    if (!one.begin && !(dem_arena_open(&one, 1u << 23) && dem_arena_open(&two, 1u << 23) &&
                        dem_arena_open(&scratch, 1u << 23)))
        abort();
    dem_str text = {(const char *)at, len};
    dem_doc a = segmented(text, &one, scratch), b = segmented(text, &two, scratch);
    assert(a.tokens.len == b.tokens.len && a.sentences.len == b.sentences.len && a.quotes.len == b.quotes.len);
    for (int32_t i = 0; i < a.tokens.len; i++) {
        assert(a.tokens.at[i].span.begin < a.tokens.at[i].span.end);
        assert(i == 0 || a.tokens.at[i - 1].span.end <= a.tokens.at[i].span.begin);
        assert(memcmp(&a.tokens.at[i], &b.tokens.at[i], sizeof(dem_token)) == 0);
    }
    dem_arena_reset(&one, 1 << 16);
    dem_arena_reset(&two, 1 << 16);
    return 0;
}
