/* Any bytes as plain text, in whatever charset: valid UTF-8 comes out, blocks tile it. */
#include "base/utf8.h"
#include "clean/text.h"
#include "read/charset.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena arena, scratch;
    static const char *const declared[] = {
        "", "iso-8859-1", "utf-16", "shift_jis", "windows-1251", "gb2312", "utf-7", "x"};
    if (!arena.begin && (!dem_arena_open(&arena, 1u << 26) || !dem_arena_open(&scratch, 1u << 26)))
        abort();
    if (!len)
        return 0;
    dem_charset charset;
    dem_doc doc = {.arena = &arena};
    dem_str bytes = {(const char *)at + 1, len - 1};
    doc.text =
        dem_charset_decode(bytes, dem_str_of(declared[at[0] & 7]), at[0] & 8, &arena, &charset);
    assert(dem_utf8_check(doc.text) == doc.text.len && charset.bad <= bytes.len);
    dem_clean_text(&doc, scratch);
    uint32_t end = 0;
    for (int32_t i = 0; i < doc.blocks.len; i++) {
        dem_span s = doc.blocks.at[i].span;
        assert(s.begin >= end && s.begin < s.end && s.end <= doc.text.len);
        assert(dem_utf8_boundary(doc.text, s.begin) && dem_utf8_boundary(doc.text, s.end));
        end = s.end;
    }
    dem_arena_reset(&arena, 1 << 16);
    return 0;
}
