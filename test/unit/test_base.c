#include "unit.h"

#include "base/error.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/words.h"
#include "show/ruler.h"
#include "show/tar.h"

#include <string.h>

static void strings(void **state)
{
    (void)state;
    assert_str(dem_str_trim(DEM_STR(" \t talks\n")), "talks");
    assert_str(dem_str_cut(DEM_STR("Minister"), 4, 99), "ster");
    assert_int_equal(dem_str_find(DEM_STR("ceasefire talks"), DEM_STR("fire")), 5);
    assert_int_equal(dem_str_find(DEM_STR("aab"), DEM_STR("ab")), 1);
    assert_int_equal(dem_str_find(DEM_STR("talks"), DEM_STR("war")), 5);
    assert_true(dem_str_cmp(DEM_STR("ab"), DEM_STR("abc")) < 0);
    assert_true(dem_str_eq_nocase(DEM_STR("TASS"), DEM_STR("Tass")));
    int64_t n;
    assert_true(dem_str_int(DEM_STR("-42"), &n));
    assert_int_equal(n, -42);
    assert_false(dem_str_int(DEM_STR("4 2"), &n));
    assert_false(dem_str_int(DEM_STR("9999999999999999999"), &n));
}

static void words_of_lists(void **state)
{
    (void)state;
    assert_true(dem_str_is(DEM_STR("he"), "he"));
    assert_false(dem_str_is(DEM_STR("he"), "her") || dem_str_is(DEM_STR("her"), "he") || dem_str_is(DEM_STR("h"), ""));
    assert_true(dem_str_is(DEM_STR(""), ""));
    assert_false(dem_str_is((dem_str){"a\0b", 3}, "a"));
    static const char *const in[] = {"he", "her", "'s", "his"}, *const out[] = {"h", "hers", "he her", "", "is", " "};
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        assert_true(dem_str_among(dem_str_of(in[i]), "he her 's his"));
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        assert_false(dem_str_among(dem_str_of(out[i]), "he her 's his"));
}

static void splitting(void **state)
{
    (void)state;
    dem_str rest = DEM_STR("a\t\tb");
    assert_str(dem_str_split(&rest, '\t'), "a");
    assert_str(dem_str_split(&rest, '\t'), "");
    assert_str(dem_str_split(&rest, '\t'), "b");
    assert_null(rest.at);
}

static void utf8(void **state)
{
    (void)state;
    assert_int_equal(dem_utf8_check(DEM_STR("Élysée")), 8);
    assert_int_equal(dem_utf8_check(DEM_STR("ab\xC3(")), 2);
    assert_int_equal(dem_utf8_chars(DEM_STR("Élysée")), 6);
    assert_int_equal(dem_utf8_utf16(DEM_STR("a\xF0\x9F\x98\x80")), 3);
    uint32_t code;
    assert_int_equal(dem_utf8_decode(DEM_STR("\xFF"), &code), 1);
    assert_true(code == DEM_UTF8_BAD);
    assert_true(dem_utf8_is_upper(0xC9) && dem_utf8_lower(0xC9) == 0xE9);
    dem_arena arena = unit_arena(1 << 16);
    assert_str(dem_str_lower(DEM_STR("ÉLYSÉE\xFF"), &arena), "élysée\xFF");
    dem_arena_close(&arena);
}

static void arena_cap_unwinds(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 16);
    jmp_buf oom;
    arena.oom = &oom;
    volatile int taken = 0;
    if (!setjmp(oom)) {
        for (;;) {
            memset(dem_arena_take(&arena, 1000, 1, 8), 1, 1000);
            taken++;
        }
    }
    assert_true(taken >= 60 && taken <= 65);
    dem_arena_reset(&arena, 0);
    assert_int_equal(*dem_new(&arena, char, 1), 0); /* zeroed again */
    if (!setjmp(oom)) {
        dem_new(&arena, uint64_t, SIZE_MAX / 2); /* product overflows */
        fail();
    }
    dem_arena_close(&arena);
}

static void vectors(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20);
    DEM_VEC(int) a = {0};
    DEM_VEC(int) b = {0};
    for (int i = 0; i < 1000; i++) {
        *dem_push(&a, &arena) = i;
        if (i % 3 == 0)
            *dem_push(&b, &arena) = -i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(a.at[i], i);
    assert_int_equal(b.at[333], -999);
    dem_arena_close(&arena);
}

static void maps(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20);
    dem_map map = {0};
    for (int i = 0; i < 2000; i++) {
        bool fresh;
        *dem_map_put(&map, dem_str_format(&arena, "key %d", i % 1000), &arena, &fresh) += 1;
        assert_int_equal(fresh, i < 1000);
    }
    assert_int_equal(*dem_map_get(&map, DEM_STR("key 999")), 2);
    assert_null(dem_map_get(&map, DEM_STR("key 1000")));
    dem_arena_close(&arena);
}

static void first_error_wins(void **state)
{
    (void)state;
    dem_error err = {0};
    assert_false(dem_fail(&err, DEM_E_IO, DEM_STR("a.txt"), 7, "cannot read: %s", "gone"));
    dem_fail(&err, DEM_E_USAGE, DEM_STR("b.txt"), 0, "later");
    assert_int_equal(err.code, DEM_E_IO);
    assert_int_equal(err.offset, 7);
    assert_string_equal(err.path, "a.txt");
    assert_string_equal(err.message, "cannot read: gone");
}

/* What may not be shown is blank, as long as before in every unit. */
static void words_are_cut_or_blanked(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 16);
    const dem_str text = DEM_STR("  Talks \xC3\xA9t\xC3\xA9\n\xE2\x80\x9C" "end\xE2\x80\x9D \xF0\x9F\x98\x80.");
    assert_str(dem_words_first(text, 1), "Talks");
    assert_int_equal(dem_words_first(text, 0).len, text.len);
    assert_int_equal(dem_words_first(text, 9).len, text.len);
    for (int words = 0; words < 6; words++) {
        dem_str blank = dem_words_blank(text, words, &arena);
        assert_int_equal(blank.len, text.len);
        assert_int_equal(dem_utf8_check(blank), text.len);
        assert_int_equal(dem_utf8_chars(blank), dem_utf8_chars(text));
        assert_int_equal(dem_utf8_utf16(blank), dem_utf8_utf16(text));
        assert_int_equal(dem_str_find(blank, DEM_STR("Talks")) < blank.len, words > 0);
        assert_int_equal(dem_str_find(blank, DEM_STR("end")) < blank.len, words > 2);
    }
    dem_arena_close(&arena);
}

/* Every boundary of a long text in both units, against counting from its beginning. */
static void rulers_count(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 20);
    char text[3000];
    size_t len = 0;
    static const char *const pieces[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\xF0\x9F\x98\x80", "word "};
    for (int i = 0; len + 8 < sizeof text; i++) {
        size_t n = strlen(pieces[(i * 7 + i / 5) % 5]);
        memcpy(text + len, pieces[(i * 7 + i / 5) % 5], n);
        len += n;
    }
    dem_str all = {text, len};
    dem_ruler chars = dem_ruler_of(all, DEM_OFFSETS_CHARS, &arena), units = dem_ruler_of(all, DEM_OFFSETS_UTF16, &arena);
    dem_ruler bytes = dem_ruler_of(all, DEM_OFFSETS_BYTES, &arena);
    for (uint32_t i = 0; i <= len; i++) {
        if (!dem_utf8_boundary(all, i))
            continue;
        assert_int_equal(dem_ruler_at(&chars, i), dem_utf8_chars(dem_str_cut(all, 0, i)));
        assert_int_equal(dem_ruler_at(&units, i), dem_utf8_utf16(dem_str_cut(all, 0, i)));
        assert_int_equal(dem_ruler_at(&bytes, i), i);
    }
    dem_arena_close(&arena);
}

/* Names that would leave the folder, hide or break a shell come out plain. */
static void names_in_a_tar_are_plain(void **state)
{
    (void)state;
    dem_arena arena = unit_arena(1 << 16);
    static const char *const cases[][2] = {
        {"../../etc/passwd", "passwd-d1.txt"}, {"..", "d1.txt"}, {"a\\.b c.txt", "b_c.txt-d1.txt"},
        {"\xE2\x80\xAEgpj.txt", "_gpj.txt-d1.txt"}, {"", "d1.txt"}, {"-rf *", "rf__-d1.txt"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(dem_tar_name(dem_str_of(cases[i][0]), DEM_STR("d1"), ".txt", &arena), cases[i][1]);
    char longest[400];
    memset(longest, 'x', sizeof longest);
    assert_true(dem_tar_name((dem_str){longest, sizeof longest}, DEM_STR("d123456789012"), ".json", &arena).len < 100);
    dem_arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),  cmocka_unit_test(splitting), cmocka_unit_test(words_of_lists), cmocka_unit_test(utf8),
        cmocka_unit_test(arena_cap_unwinds), cmocka_unit_test(vectors), cmocka_unit_test(maps),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(words_are_cut_or_blanked), cmocka_unit_test(rulers_count),
        cmocka_unit_test(names_in_a_tar_are_plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
