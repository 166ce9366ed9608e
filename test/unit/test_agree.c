/* Krippendorff's alpha against numbers computed by hand and by another program. */
#include "unit.h"

#include "ledger/agree.h"

#include <math.h>

static void add(dem_rating *at, int32_t *n, int32_t coder, const char *values)
{
    int32_t unit = 0;
    for (const char *c = values; *c; c++) {
        if (*c == ' ')
            continue;
        if (*c != '.')
            at[(*n)++] = (dem_rating){unit, coder, *c};
        unit++;
    }
}

/* Four coders, twelve units, some missing: Krippendorff (2011) gives .743 for nominal values. */
static void the_published_example(void **state)
{
    (void)state;
    dem_rating all[64];
    int32_t n = 0;
    add(all, &n, 1, "1 2 3 3 2 1 4 1 2 . . .");
    add(all, &n, 2, "1 2 3 3 2 2 4 1 2 5 . 3");
    add(all, &n, 3, ". 3 3 3 2 3 4 2 2 5 1 .");
    add(all, &n, 4, "1 2 3 3 2 4 4 1 2 5 1 .");
    dem_agreement a = dem_alpha(all, n);
    assert_true(a.defined);
    assert_true(fabs(a.alpha - 0.743421052631579) < 1e-12);
    assert_int_equal(a.units, 11);
    assert_int_equal(a.coders, 4);
    assert_int_equal(a.alike, 8);
}

/* aa ab bb bb: o_aa 2, o_bb 4, o_ab and o_ba 1; n 8; alpha = 1 - 7 * 2 / (2 * 3 * 5). */
static void two_coders_by_hand(void **state)
{
    (void)state;
    dem_rating all[16];
    int32_t n = 0;
    add(all, &n, 1, "a a b b a");
    add(all, &n, 2, "a b b b .");
    dem_agreement a = dem_alpha(all, n);
    assert_true(fabs(a.alpha - 8.0 / 15) < 1e-12);
    assert_int_equal(a.units, 4);
    assert_int_equal(a.alike, 3);
}

static void bounds(void **state)
{
    (void)state;
    dem_rating all[16];
    int32_t n = 0;
    add(all, &n, 1, "a b a b");
    add(all, &n, 2, "a b a b");
    assert_true(dem_alpha(all, n).alpha == 1);
    n = 0;
    add(all, &n, 1, "a b a b");
    add(all, &n, 2, "b a b a");
    assert_true(dem_alpha(all, n).alpha < 0); /* worse than chance */
    n = 0;
    add(all, &n, 1, "a a a");
    add(all, &n, 2, "a a a");
    assert_false(dem_alpha(all, n).defined); /* nothing to disagree about */
    assert_false(dem_alpha(all, 0).defined);
    n = 0;
    add(all, &n, 1, "a b c");
    dem_agreement alone = dem_alpha(all, n);
    assert_false(alone.defined);
    assert_int_equal(alone.units, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_published_example), cmocka_unit_test(two_coders_by_hand),
                                       cmocka_unit_test(bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
