#include "unit.h"

#include "model/linear.h"
#include "model/matrix.h"

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

/* Sections m.w (4 by 16 of the weight), m.s, m.b, m.t. */
static size_t matrix_file(char out[1024], int8_t weight)
{
    static const char names[4][4] = {"m.w", "m.s", "m.b", "m.t"};
    static const uint32_t types[4] = {DEM_I8, DEM_F32, DEM_F32, DEM_I32};
    memset(out, 0, 1024);
    memcpy(out, "DEMODEL\n", 8);
    uint32_t counts[2] = {1, 4};
    uint64_t size = 64 + 4 * 80 + 4 * 64;
    memcpy(out + 8, counts, 8);
    memcpy(out + 16, &size, 8);
    memcpy(out + 32, "tiny-2", 6);
    for (size_t k = 0; k < 4; k++) {
        uint32_t shape[2] = {types[k], 1};
        uint64_t dims[4] = {k ? 16 : 64, 1, 1, 1}, place[2] = {64 + 4 * 80 + 64 * k, 64};
        memcpy(out + 64 + 80 * k, names[k], 4);
        memcpy(out + 64 + 80 * k + 24, shape, 8);
        memcpy(out + 64 + 80 * k + 32, dims, 32);
        memcpy(out + 64 + 80 * k + 64, place, 16);
    }
    memset(out + 64 + 4 * 80 + 40, weight, 1);
    uint64_t sum = XXH3_64bits(out + 64, size - 64);
    memcpy(out + 24, &sum, 8);
    return size;
}

/* AVX2's products would saturate beyond: such weights must not give other answers there than elsewhere. */
static void weights_beyond_the_kernels_are_refused(void **state)
{
    (void)state;
    _Alignas(64) char file[1024];
    static const struct { int8_t weight; bool good; } cases[] = {
        {DEM_TOP, true}, {-DEM_TOP, true}, {0, true}, {DEM_TOP + 1, false}, {127, false}, {-DEM_TOP - 2, false}, {-127, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dem_model model;
        dem_matrix m;
        dem_error err = {0};
        assert_true(dem_model_open(&model, (dem_str){file, matrix_file(file, cases[i].weight)}, DEM_STR("t"), &err));
        assert_int_equal(dem_matrix_open(&m, &model, "m", 4, 16, &err), cases[i].good);
        assert_int_equal(err.code, cases[i].good ? DEM_OK : DEM_E_FORMAT);
    }
}

static void ties_go_to_the_lower_label(void **state)
{
    (void)state;
    int32_t scores[4] = {1, 3, 3, 2};
    assert_int_equal(dem_linear_best(scores, 4), 1);
    assert_true(dem_mix(1, 2) != dem_mix(2, 1));
}

/* Places of 0, 1, 2, ... features at once against each for itself. */
static void check_places(const dem_linear *linear, const uint64_t *asked, int32_t n)
{
    enum { PLACES = 80 };
    int32_t ends[PLACES], scores[PLACES][2], end = 0;
    for (int p = 0; p < PLACES; p++)
        ends[p] = end += p % 7 ? p : 0;
    assert_true(end <= n);
    dem_linear_places(linear, asked, ends, PLACES, scores[0]);
    for (int p = 0, from = 0; p < PLACES; from = ends[p++]) {
        int32_t sum[2] = {0};
        for (int32_t k = from; k < ends[p]; k++)
            dem_linear_add(linear, asked[k], sum);
        assert_memory_equal(sum, scores[p], sizeof sum);
    }
    dem_linear_places(linear, asked, ends, 0, scores[0]);
}

/* Weights that a slot cannot add up stay in rows. */
static void sums_beyond_a_slot_stay_exact(void **state)
{
    uint32_t keys[4] = {0}, rows[5] = {0};
    uint8_t labels[2] = {0, 0};
    int16_t weights[2] = {30000, 30000};
    uint64_t feature = dem_feature(1, 2);
    uint32_t key = dem_feature_key(feature);
    dem_arena arena = unit_arena(1 << 20);
    (void)state;
    keys[key & 3] = key;
    for (uint32_t i = (key & 3) + 1; i < 5; i++)
        rows[i] = 2;
    dem_linear linear = {.keys = keys, .rows = rows, .labels_at = labels, .weights = weights, .mask = 3, .labels = 1, .scale = 1};
    dem_linear_index(&linear, &arena);
    int32_t sum = 0;
    dem_linear_score(&linear, &feature, 1, &sum);
    assert_int_equal(sum, 60000);
    assert_null(linear.slots);
    dem_arena_close(&arena);
}

/* Rows with up to two weights, a label at times twice, behind a thousand keys in a table of 2048: the filter
 * must let all keys through and keep most others out, and neither it, the slots nor sums of many places at
 * once may change a sum. */
static void the_index_changes_no_sum(void **state)
{
    enum { CAP = 2048, KEYS = 1000, ASKED = 4000 };
    static uint32_t keys[CAP], rows[CAP + 1];
    static uint8_t labels[2 * KEYS];
    static int16_t weights[2 * KEYS];
    static uint64_t asked[ASKED];
    dem_arena arena = unit_arena(1 << 20);
    dem_linear plain = {.keys = keys, .rows = rows, .labels_at = labels, .weights = weights, .mask = CAP - 1,
                        .labels = 2, .scale = 1};
    (void)state;
    for (uint64_t i = 0; i < ASKED; i++)
        asked[i] = dem_feature2(1, i, i * i);
    for (int i = 0; i < KEYS; i++) {
        uint32_t key = dem_feature_key(asked[i * 3]), at = key & (CAP - 1);
        while (keys[at])
            at = (at + 1) & (CAP - 1);
        keys[at] = key;
    }
    for (uint32_t i = 0, e = 0; i < CAP; i++) {
        rows[i] = e;
        if (keys[i]) {
            labels[e] = (uint8_t)(i % 2);
            weights[e++] = (int16_t)(i % 997 + 1);
            for (uint32_t k = 0; k < i % 2; k++) {
                labels[e] = (uint8_t)(i % 3 == 0);
                weights[e++] = (int16_t)-(int32_t)(i % 313);
            }
        }
        rows[i + 1] = e;
    }
    dem_linear filtered = plain, indexed = plain;
    dem_linear_filter(&filtered, &arena);
    dem_linear_index(&indexed, &arena);
    assert_non_null(indexed.slots);
    int32_t one[2] = {0}, all[2] = {0}, fast[2] = {0};
    for (int i = 0; i < ASKED; i++)
        dem_linear_add(&plain, asked[i], one);
    dem_linear_score(&plain, asked, ASKED, all);
    dem_linear_score(&filtered, asked, ASKED, fast);
    assert_memory_equal(one, all, sizeof one);
    assert_memory_equal(one, fast, sizeof one);
    assert_true(one[0] > 0 && one[1] > 0);
    check_places(&plain, asked, ASKED);
    check_places(&filtered, asked, ASKED);
    static const char *const kernels[] = {"plain", "avx2", "avx512"};
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
        if ((indexed.kernels = dem_kernels_named(kernels[k])))
            check_places(&indexed, asked, ASKED);
    int bits = 0;
    for (uint32_t i = 0; i < 1u << (32 - filtered.filter_shift); i++)
        bits += (int)(filtered.filter[i / 64] >> i % 64 & 1);
    assert_in_range(bits, KEYS * 9 / 10, KEYS);
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(opens_and_reads),
                                       cmocka_unit_test(every_damage_is_seen),
                                       cmocka_unit_test(weights_beyond_the_kernels_are_refused),
                                       cmocka_unit_test(ties_go_to_the_lower_label),
                                       cmocka_unit_test(sums_beyond_a_slot_stay_exact),
                                       cmocka_unit_test(the_index_changes_no_sum)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
