/* Any bytes through the reader of each format (the first byte chooses it), and what comes out through
 * cleaning: bounded, spans sound. */
#include "api/ingest.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void check_blocks(const dem_doc *doc)
{
    uint32_t end = 0;
    for (int32_t i = 0; i < doc->blocks.len; i++) {
        dem_span s = doc->blocks.at[i].span;
        assert(s.begin >= end && s.begin < s.end && s.end <= doc->text.len);
        end = s.end;
    }
}

static void read_all(dem_reader *reader, dem_arena *arena, dem_arena scratch)
{
    dem_read_status status = DEM_READ_ITEM;
    for (int n = 0; n < 2000 && (status == DEM_READ_ITEM || status == DEM_READ_BAD); n++) {
        dem_item item;
        dem_error err = {0};
        dem_doc doc = {.arena = arena};
        dem_arena_reset(arena, 1 << 16);
        status = dem_reader_next(reader, arena, &item, &err);
        assert((status == DEM_READ_BAD || status == DEM_READ_STOP) == (err.code != DEM_OK));
        if (status == DEM_READ_ITEM && dem_ingest(&item, &doc, scratch, &err))
            check_blocks(&doc);
    }
    assert(status != DEM_READ_BAD || status != DEM_READ_ITEM);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena arena, scratch;
    static int file = -1;
    static char path[64];
    if (file < 0) {
        file = memfd_create("fuzz", MFD_CLOEXEC);
        if (file < 0 || !dem_arena_open(&arena, 1u << 26) || !dem_arena_open(&scratch, 1u << 26))
            abort();
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (!len)
        return 0;
    if (ftruncate(file, 0) != 0 || pwrite(file, at + 1, len - 1, 0) != (ssize_t)len - 1)
        abort();
    const dem_read_options options = {.format = (dem_read_format)(at[0] % (DEM_READ_MBOX + 1)),
                                      .max_item = 1 << 20};
    dem_error err = {0};
    dem_reader *reader = dem_reader_open(path, &options, &err);
    if (reader)
        read_all(reader, &arena, scratch);
    else
        assert(err.code != DEM_OK);
    dem_reader_close(reader);
    return 0;
}
