/* Any bytes as a web page, twice: the same text, blocks in order, UTF-8, on characters. */
#include "base/embed.h"
#include "base/utf8.h"
#include "clean/html.h"
#include "read/charset.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static dem_doc clean(const dem_html_model *model, dem_str bytes, dem_arena *arena,
                     dem_arena scratch)
{
    dem_html_meta meta;
    dem_charset charset;
    dem_doc doc = {.arena = arena};
    dem_clean_html(model, dem_charset_decode(bytes, (dem_str){0}, true, &scratch, &charset), &doc,
                   &meta, scratch);
    return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena arena, scratch;
    static dem_html_model model;
    static const char name[] = "models/html-1.dem";
    dem_model weights;
    dem_error err = {0};
    if (!arena.begin && (!dem_arena_open(&arena, 1u << 26) || !dem_arena_open(&scratch, 1u << 27) ||
                         !dem_model_open(&weights, dem_embed_find(name), dem_str_of(name), &err) ||
                         !dem_html_model_open(&model, &weights, &err)))
        abort();
    dem_str bytes = {(const char *)at, len};
    dem_doc one = clean(&model, bytes, &arena, scratch),
            two = clean(&model, bytes, &arena, scratch);
    assert(dem_str_eq(one.text, two.text) && one.blocks.len == two.blocks.len);
    assert(dem_utf8_check(one.text) == one.text.len);
    uint32_t end = 0;
    for (int32_t i = 0; i < one.blocks.len; i++) {
        dem_span s = one.blocks.at[i].span;
        assert(s.begin >= end && s.begin < s.end && s.end <= one.text.len &&
               dem_utf8_boundary(one.text, s.begin));
        assert(one.blocks.at[i].kind == two.blocks.at[i].kind);
        end = s.end;
    }
    dem_arena_reset(&arena, 1 << 20);
    return 0;
}
