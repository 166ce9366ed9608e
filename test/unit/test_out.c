#include "unit.h"

#include "base/out.h"
#include "base/sha256.h"

#include <string.h>

static void is_digest(dem_str bytes, const char *hex)
{
    char got[DEM_SHA256_HEX + 1];
    dem_sha256_hex(bytes, got);
    assert_string_equal(got, hex);
}

/* Vectors of FIPS 180-4 and its two-block example. */
static void sha256_vectors(void **state)
{
    (void)state;
    is_digest((dem_str){0}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    is_digest(DEM_STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    is_digest(DEM_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void sha256_pieces_do_not_matter(void **state)
{
    (void)state;
    char million[1000];
    memset(million, 'a', sizeof million);
    for (size_t step = 1; step <= 1000; step += 37) {
        dem_sha256 hash;
        unsigned char digest[DEM_SHA256_BYTES];
        dem_sha256_open(&hash);
        for (size_t left = 1000000; left;) {
            size_t n = left < step ? left : step;
            dem_sha256_push(&hash, (dem_str){million, n});
            left -= n;
        }
        dem_sha256_close(&hash, digest);
        assert_int_equal(digest[0], 0xcd);
        assert_int_equal(digest[31], 0xd0);
    }
}

typedef struct taken {
    char at[64];
    size_t len, max;
} taken;

static bool take(void *context, const char *at, size_t len)
{
    taken *t = context;
    if (t->len + len > t->max)
        return false;
    memcpy(t->at + t->len, at, len);
    t->len += len;
    return true;
}

static void out_keeps_order(void **state)
{
    (void)state;
    taken t = {.max = sizeof t.at};
    dem_out out = {.write = take, .context = &t};
    dem_out_put(&out, DEM_STR("bytes "));
    dem_out_int(&out, -7);
    dem_out_char(&out, '/');
    dem_out_format(&out, "%02d", 5);
    assert_true(dem_out_close(&out));
    assert_str(((dem_str){t.at, t.len}), "bytes -7/05");
}

static void out_failure_sticks(void **state)
{
    (void)state;
    static char large[20000];
    taken t = {.max = 10};
    dem_out out = {.write = take, .context = &t};
    dem_out_put(&out, (dem_str){large, sizeof large});
    dem_out_put(&out, DEM_STR("after"));
    assert_false(dem_out_close(&out));
    assert_int_equal(t.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_vectors),
        cmocka_unit_test(sha256_pieces_do_not_matter),
        cmocka_unit_test(out_keeps_order),
        cmocka_unit_test(out_failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
