#include "unit.h"

#include "model/linear.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A file with one section "text" of 5 bytes, written by hand from the layout in model.h. */
static size_t small_file(char out[256])
{
    memset(out, 0, 256);
    memcpy(out, "DEMODEL\n", 8);
    uint32_t counts[2] = {1, 1}, shape[2] = {DEM_U8, 1};
    uint64_t size = 256, dims[4] = {5, 1, 1, 1}, place[2] = {192, 5};
    memcpy(out + 8, counts, 8);
    memcpy(out + 16, &size, 8);
    memcpy(out + 32, "tiny-1", 6);
    memcpy(out + 64, "text", 4);
    memcpy(out + 88, shape, 8);
    memcpy(out + 96, dims, 32);
    memcpy(out + 128, place, 16);
    memcpy(out + 192, "hello", 5);
    uint64_t sum = XXH3_64bits(out + 64, 192);
    memcpy(out + 24, &sum, 8);
    return 256;
}

static void opens_and_reads(void **state)
{
    (void)state;
    _Alignas(64) char file[256];
    dem_model model;
    dem_error err = {0};
    assert_true(dem_model_open(&model, (dem_str){file, small_file(file)}, DEM_STR("t"), &err));
    assert_str(model.name, "tiny-1");
    assert_str(dem_model_text(&model, "text"), "hello");
    assert_null(dem_model_get(&model, "text", DEM_F32).at);
    assert_null(dem_model_get(&model, "other", DEM_U8).at);
}

/* Any changed byte must be refused: the header by its checks, the rest by the checksum. */
static void every_damage_is_seen(void **state)
{
    (void)state;
    _Alignas(64) char file[256];
    for (size_t i = 0; i < 256; i++) {
        size_t n = small_file(file);
        if (i >= 32 && i < 64)
            continue; /* the name is free text */
        file[i] = (char)(file[i] ^ 0x5A);
        dem_model model;
        dem_error err = {0};
        assert_false(dem_model_open(&model, (dem_str){file, n}, DEM_STR("t"), &err));
        assert_int_not_equal(err.code, DEM_OK);
    }
    for (size_t n = 0; n < 256; n++) {
        small_file(file);
        dem_model model;
        dem_error err = {0};
        assert_false(dem_model_open(&model, (dem_str){file, n}, DEM_STR("t"), &err));
    }
}

static void ties_go_to_the_lower_label(void **state)
{
    (void)state;
    int32_t scores[4] = {1, 3, 3, 2};
    assert_int_equal(dem_linear_best(scores, 4), 1);
    assert_true(dem_mix(1, 2) != dem_mix(2, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(opens_and_reads),
                                       cmocka_unit_test(every_damage_is_seen),
                                       cmocka_unit_test(ties_go_to_the_lower_label)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
