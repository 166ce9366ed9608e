/* Spec files: tests as text a person can read, for any room.
 *
 * Form   Words before the first case say what the rows mean. Then, case by case:
 *
 *            === name of the case
 *            input, any number of lines
 *            ---
 *            expected rows
 *
 *        A row that begins with "* " must NOT be among the rows got: a case whose rows are all
 *        starred tests only that. "…" at the end of a row: only its beginning counts.
 *        A name that begins with "todo: " is a known failure: it must fail, and complains when it passes.
 * Use    static dem_str rows(dem_str input, dem_arena *arena) { … one line a row … }
 *        spec_run("test/spec/segment.txt", rows, 40);      // at least 40 cases, or the file is cut
 *        BLESS=1 in the environment writes the rows got into the file instead (review the diff);
 *        cases with starred rows and todo: cases stay as they are.
 */
#ifndef TEST_SPEC_H
#define TEST_SPEC_H

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef dem_str spec_rows(dem_str input, dem_arena *arena);

static inline dem_str spec_slurp(const char *path, dem_arena *arena)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s: cannot open (run from the repository's root)", path);
    char *at = dem_new(arena, char, 1 << 22);
    size_t len = fread(at, 1, 1 << 22, f);
    fclose(f);
    return (dem_str){at, len};
}

static inline bool spec_row_is(dem_str want, dem_str got)
{
    dem_str more = DEM_STR("…");
    return dem_str_ends(want, more) ? dem_str_starts(got, dem_str_cut(want, 0, want.len - more.len))
                                    : dem_str_eq(want, got);
}

/* The next row that is not empty; false at the end. */
static inline bool spec_row(dem_str *rest, dem_str *row)
{
    while (rest->at) {
        *row = dem_str_trim(dem_str_split(rest, '\n'));
        if (row->len)
            return true;
    }
    return false;
}

static inline bool spec_has(dem_str rows, dem_str want)
{
    for (dem_str row; spec_row(&rows, &row);)
        if (spec_row_is(want, row))
            return true;
    return false;
}

/* What differs, or the empty view. */
static inline dem_str spec_differs(dem_str want, dem_str got, dem_arena *arena)
{
    dem_str w, g, all = got;
    bool plain = false;
    for (bool more = spec_row(&want, &w); more; more = spec_row(&want, &w)) {
        if (dem_str_starts(w, DEM_STR("* "))) {
            if (spec_has(all, dem_str_cut(w, 2, w.len)))
                return dem_str_format(arena, "must not be there: %.*s", (int)w.len - 2, w.at + 2);
            continue;
        }
        plain = true;
        if (!spec_row(&got, &g))
            return dem_str_format(arena, "missing  %.*s", (int)w.len, w.at);
        if (!spec_row_is(w, g))
            return dem_str_format(arena, "expected %.*s\ngot      %.*s", (int)w.len, w.at, (int)g.len, g.at);
    }
    if (plain && spec_row(&got, &g))
        return dem_str_format(arena, "unexpected %.*s", (int)g.len, g.at);
    return (dem_str){0};
}

static inline void spec_bless(FILE *out, dem_str name, dem_str input, dem_str want, dem_str got)
{
    bool keep = dem_str_starts(name, DEM_STR("todo: ")) || dem_str_starts(want, DEM_STR("* ")) ||
                dem_str_find(want, DEM_STR("\n* ")) < want.len;
    dem_str rows = dem_str_trim(keep ? want : got);
    fprintf(out, "\n=== %.*s\n%.*s\n---\n%.*s\n", (int)name.len, name.at, (int)input.len, input.at,
            (int)rows.len, rows.at);
}

/* One case against its rows; says what failed and returns 1, or 0. */
static inline int spec_case(dem_str name, dem_str input, dem_str want, spec_rows *rows, FILE *bless)
{
    dem_arena arena = unit_arena(1 << 26);
    dem_str got = rows(input, &arena), wrong = spec_differs(want, got, &arena);
    bool todo = dem_str_starts(name, DEM_STR("todo: "));
    if (bless)
        spec_bless(bless, name, input, want, got);
    else if (todo && !wrong.at)
        print_error("%.*s: passes now: take \"todo: \" away\n", (int)name.len, name.at);
    else if (!todo && wrong.at)
        print_error("%.*s:\n%.*s\n", (int)name.len, name.at, (int)wrong.len, wrong.at);
    dem_arena_close(&arena);
    return !bless && todo == !wrong.at;
}

static inline void spec_run(const char *path, spec_rows *rows, int least)
{
    dem_arena arena = unit_arena(1 << 26);
    dem_str all = spec_slurp(path, &arena), mark = DEM_STR("\n=== ");
    dem_str head = dem_str_cut(all, 0, dem_str_find(all, mark));
    FILE *bless = getenv("BLESS") ? fopen(path, "wb") : NULL;
    if (bless)
        fprintf(bless, "%.*s\n", (int)dem_str_trim(head).len, dem_str_trim(head).at);
    all = dem_str_cut(all, head.len, all.len);
    int cases = 0, failed = 0;
    for (; all.len; cases++) {
        all = dem_str_cut(all, mark.len, all.len);
        size_t end = dem_str_find(all, mark);
        dem_str body = dem_str_cut(all, 0, end), name = dem_str_split(&body, '\n');
        size_t rule = dem_str_find(body, DEM_STR("\n---\n"));
        failed += spec_case(name, dem_str_cut(body, 0, rule), dem_str_cut(body, rule + 5, body.len), rows, bless);
        all = dem_str_cut(all, end, all.len);
    }
    if (bless)
        fclose(bless);
    dem_arena_close(&arena);
    assert_int_equal(failed, 0);
    assert_true(cases >= least);
}

/* The file of one kind: "test/spec/act-" and "OFFER" are test/spec/act-offer.txt. */
static inline void spec_run_named(const char *stem, const char *kind, spec_rows *rows, int least)
{
    char path[256];
    int n = snprintf(path, sizeof path, "%s%s.txt", stem, kind);
    for (char *at = path + strlen(stem); at < path + n - 4; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at + 'a' - 'A');
    spec_run(path, rows, least);
}

#endif
