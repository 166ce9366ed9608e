/* Any bytes as an issue file: what is taken names a topic by each of its wordings, whatever text it is read in. */
#include "lexicon/topic.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static bool names(const dem_topics *topics, dem_str text, dem_str topic, dem_arena scratch)
{
    dem_str found[DEM_TOPICS];
    dem_span all = {0, (uint32_t)text.len};
    int32_t n = dem_topics_find(topics, text, &all, 1, (dem_span){0, 0}, found, scratch);
    assert(n >= 0 && n <= DEM_TOPICS);
    for (int32_t i = 0; i < n; i++)
        if (dem_str_eq(found[i], topic))
            return true;
    return n == DEM_TOPICS;
}

static void check_row(const dem_topics *topics, int32_t row, dem_arena scratch)
{
    dem_str topic = dem_table_cell(&topics->issues, row, 0);
    for (dem_str rest = dem_table_cell(&topics->issues, row, 2); rest.at;) {
        dem_str wording = dem_str_trim(dem_str_split(&rest, '|'));
        bool gap = dem_str_find(wording, DEM_STR("*")) < wording.len;
        if (wording.len && !gap && topics->weights[row] == 3)
            assert(names(topics, wording, topic, scratch));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static dem_arena arena;
    if (!arena.begin && !dem_arena_open(&arena, 1u << 26))
        abort();
    dem_str bytes = {(const char *)at, len};
    dem_topics topics;
    dem_error err = {0};
    if (dem_topics_read(&topics, bytes, DEM_STR("fuzz"), &arena, &err))
        for (int32_t row = 0; row < topics.issues.rows && row < 100; row++)
            check_row(&topics, row, arena);
    else
        assert(err.code != DEM_OK);
    if (dem_topics_open(&topics, &arena, &err)) /* and as a text, which need not be UTF-8 */
        names(&topics, bytes, DEM_STR("talks"), arena);
    dem_arena_reset(&arena, 1 << 16);
    return 0;
}
