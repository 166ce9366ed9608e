/* What every unit test includes: cmocka with its needs, and an arena per test. */
#ifndef TEST_UNIT_H
#define TEST_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

/* `arena` opened with `cap` bytes, or the test fails. */
static inline dem_arena unit_arena(size_t cap)
{
    dem_arena arena;
    assert_true(dem_arena_open(&arena, cap));
    return arena;
}

#define assert_str(view, literal)                                                                 \
    do {                                                                                          \
        dem_str got_ = (view);                                                                    \
        if (!dem_str_eq(got_, dem_str_of(literal)))                                               \
            fail_msg("expected \"%s\", got \"%.*s\"", (literal), (int)got_.len, got_.at);         \
    } while (0)

#endif
