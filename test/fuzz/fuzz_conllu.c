/* Any bytes through the CoNLL-U reader; what it takes is written and read again, the same. */
#include "parse/conllu.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static char written[1 << 18];
static size_t written_len;

static bool keep_written(void *context, const char *at, size_t len)
{
    (void)context;
    for (size_t i = 0; i < len && written_len < sizeof written; i++)
        written[written_len++] = at[i];
    return written_len < sizeof written;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena arena;
    if (!arena.begin && !dem_arena_open(&arena, 1u << 23))
        abort();
    dem_doc doc = {.arena = &arena}, again = {.arena = &arena};
    dem_error err = {0};
    if (dem_conllu_read(&doc, (dem_str){(const char *)at, len}, DEM_STR("fuzz"), &err)) {
        dem_out out = {.write = keep_written};
        written_len = 0;
        for (int32_t s = 0; s < doc.sentences.len; s++)
            dem_conllu_sentence(&out, &doc, s);
        if (dem_out_close(&out)) {
            if (!dem_conllu_read(&again, (dem_str){written, written_len}, DEM_STR("again"), &err))
                abort();
            assert(again.tokens.len == doc.tokens.len && again.sentences.len == doc.sentences.len);
        }
    } else {
        assert(err.code != DEM_OK);
    }
    dem_arena_reset(&arena, 1 << 16);
    return 0;
}
