/* The gazetteer's lookups, and every row of its tables: a bad cell is named with file and line. */
#include "unit.h"

#include "base/embed.h"
#include "entity/gazetteer.h"
#include "lexicon/fold.h"
#include "lexicon/lexicon.h"

#include <stdio.h>

static dem_arena arena;
static dem_lexicon lex;

static int open_lexicon(void **state)
{
    (void)state;
    dem_error err = {0};
    if (!dem_arena_open(&arena, (size_t)64 << 20))
        return 1;
    if (!dem_lexicon_open(&lex, &arena, &err)) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        return 1;
    }
    return 0;
}

static void folding(void **state)
{
    (void)state;
    assert_str(dem_fold(DEM_STR("  Élysée \n Palace "), &arena), "elysee palace");
    assert_str(dem_fold(DEM_STR("Erdoğan’s Kılıç"), &arena), "erdogan's kilic");
    assert_str(dem_fold(DEM_STR("\xFFx"), &arena), "\xFFx");
}

static void whole_strings(void **state)
{
    (void)state;
    const dem_lex_entry *e = dem_lexicon_find(&lex, DEM_STR("Tehran"), DEM_LEX_PLACES);
    assert_non_null(e);
    assert_str(dem_lexicon_name(&lex, e), "Iran");
    assert_str(dem_lexicon_party(&lex, e), "IRN");
    assert_non_null(dem_lexicon_find(&lex, DEM_STR("US"), DEM_LEX_STATE));
    assert_null(dem_lexicon_find(&lex, DEM_STR("us"), DEM_LEX_STATE));
    assert_null(dem_lexicon_find(&lex, DEM_STR("turkey"), DEM_LEX_STATE));
    e = dem_lexicon_find(&lex, DEM_STR("Foreign Minister"), DEM_LEX_OFFICE);
    assert_non_null(e);
    e = dem_lexicon_find(&lex, DEM_STR("spokeswoman"), DEM_LEX_OFFICE);
    assert_int_equal(dem_lexicon_gender(&lex, e), 'f');
    assert_str(dem_lexicon_state_name(&lex, DEM_STR("GRC")), "Greece");
}

static void longest_forms(void **state)
{
    (void)state;
    dem_str text = DEM_STR("In the U.S. State Department and the UN Security Council's hall");
    size_t end = 0;
    const dem_lex_entry *e = dem_lexicon_longest(&lex, text, 7, DEM_LEX_NAMES, &end);
    assert_non_null(e);
    assert_str(dem_str_cut(text, 7, end), "U.S. State Department");
    assert_str(dem_lexicon_party(&lex, e), "USA");
    e = dem_lexicon_longest(&lex, text, 37, DEM_LEX_NAMES, &end);
    assert_non_null(e);
    assert_str(dem_str_cut(text, 37, end), "UN Security Council");
    assert_null(dem_lexicon_longest(&lex, text, 0, DEM_LEX_NAMES, &end));
    e = dem_lexicon_longest(&lex, DEM_STR("al-Qaeda’s men"), 0, DEM_LEX_ORG, &end);
    assert_non_null(e);
    assert_int_equal(end, 8);
}

static void dates(void **state)
{
    (void)state;
    const dem_lex_entry *e = dem_lexicon_find(&lex, DEM_STR("Boris Johnson"), DEM_LEX_HOLDER);
    bool foreign = false, prime = false;
    for (; e; e = dem_lexicon_next(&lex, e, DEM_STR("Boris Johnson"), DEM_LEX_HOLDER)) {
        dem_str office = dem_table_cell(&lex.holders, e->row, DEM_HOLDER_OFFICE);
        bool held = dem_lexicon_held(&lex, e->row, DEM_STR("2017-05-01"));
        foreign |= held && dem_str_eq(office, DEM_STR("foreign secretary"));
        prime |= held && dem_str_eq(office, DEM_STR("prime minister"));
    }
    assert_true(foreign && !prime);
}

/* --- rows ------------------------------------------------------------------------------------ */

typedef bool row_check(const dem_str *cells);

static bool one_of(dem_str s, const char *list)
{
    for (dem_str rest = dem_str_of(list); rest.at;)
        if (dem_str_eq(dem_str_split(&rest, ' '), s))
            return true;
    return false;
}

static bool code(dem_str s)
{
    bool upper = s.len == 3;
    for (size_t i = 0; i < s.len; i++)
        upper &= s.at[i] >= 'A' && s.at[i] <= 'Z';
    return upper || one_of(s, "UN EU IGO NGO MEDIA EXPERTS REBEL BUSINESS INT ?");
}

static bool day(dem_str s)
{
    int64_t n;
    return !s.len || (s.len == 10 && s.at[4] == '-' && s.at[7] == '-' &&
                      dem_str_int(dem_str_cut(s, 0, 4), &n) && n > 1940 && n < 2100 &&
                      dem_str_int(dem_str_cut(s, 5, 7), &n) && n >= 1 && n <= 12 &&
                      dem_str_int(dem_str_cut(s, 8, 10), &n) && n >= 1 && n <= 31);
}

static bool acts_sum_to_ten(dem_str s)
{
    int64_t sum = 0;
    for (dem_str rest = s; rest.at;) {
        dem_str part = dem_str_split(&rest, ','), name = dem_str_split(&part, '=');
        int64_t weight = 0;
        if (!one_of(name, "OFFER PROPOSE ACCEPT CONDITION DEMAND URGE REJECT WITHDRAW ACCUSE DENY "
                          "CLAIM PROMISE THREATEN PRAISE CRITICIZE ASSESS") ||
            !part.at || !dem_str_int(part, &weight))
            return false;
        sum += weight;
    }
    return sum == 10;
}

static bool state_row(const dem_str *c)
{
    return c[0].len == 3 && code(c[1]) && c[2].len;
}
static bool org_row(const dem_str *c)
{
    return c[0].len && code(c[2]) && one_of(c[3], "igo eu ngo think rebel agency business");
}
static bool outlet_row(const dem_str *c)
{
    return c[0].len && one_of(c[2], "agency paper tv social") && code(c[3]);
}
static bool office_row(const dem_str *c)
{
    return c[0].len &&
           one_of(c[1], "head monarch minister legislator diplomat igo spokes aide military clergy "
                        "law expert media business activist ordinary honorific") &&
           one_of(c[2], "0 1") && one_of(c[3], "0 1") && (!c[4].len || one_of(c[4], "m f"));
}
static bool holder_row(const dem_str *c)
{
    return c[0].len && c[2].len && code(c[3]) && day(c[4]) && day(c[5]) && one_of(c[6], "m f") &&
           (!c[5].len || dem_str_cmp(c[4], c[5]) < 0);
}
static bool collective_row(const dem_str *c)
{
    return c[0].len && one_of(c[1], "unnamed ordinary experts media collective") && code(c[2]) &&
           one_of(c[3], "person experts media document group");
}
static bool given_row(const dem_str *c)
{
    return c[0].len && one_of(c[1], "m f x") && one_of(c[2], "0 1");
}
static bool cue_row(const dem_str *c)
{
    return c[0].len && one_of(c[1], "V N A P") && c[2].len && c[3].len && acts_sum_to_ten(c[4]) &&
           one_of(c[5], "+ - 0") && one_of(c[6], "1 2 3") && c[7].len;
}
static bool condition_row(const dem_str *c)
{
    return c[0].len &&
           one_of(c[1], "none anaphor concession open exclusive negative prior limit exchange dependence "
                        "demand circumstance") &&
           one_of(c[2], "after before both") && one_of(c[3], "clause np either alone") && c[4].len;
}
static bool issue_row(const dem_str *c)
{
    return c[0].len && one_of(c[1], "1 2 3") && c[2].len && c[3].len;
}

static bool listed(dem_str s)
{
    bool all = s.len > 0;
    for (dem_str rest = s; rest.at;)
        all &= dem_str_split(&rest, ';').len > 0;
    return all;
}
static bool place_row(const dem_str *c)
{
    return (dem_str_eq(c[0], DEM_STR("-")) || dem_lexicon_state_name(&lex, c[0]).len) &&
           one_of(c[1], "region city water height island") && listed(c[2]);
}
static bool body_row(const dem_str *c)
{
    return one_of(c[0], "company bank university club agency society union") && listed(c[1]);
}

static int bad_rows(const char *name, int columns, row_check *check)
{
    int bad = 0, line = 0;
    for (dem_str rest = dem_embed_find(name); rest.at && rest.len;) {
        dem_str text = dem_str_split(&rest, '\n'), cells[16];
        int n = 0;
        line++;
        if (!text.len || text.at[0] == '#')
            continue;
        for (dem_str left = text; left.at && n < 16; n++)
            cells[n] = dem_str_split(&left, '\t');
        if (n != columns || !check(cells)) {
            fprintf(stderr, "%s:%d: bad row: %.*s\n", name, line, (int)text.len, text.at);
            bad++;
        }
    }
    return bad + (line == 0);
}

static void rows_are_well_formed(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int columns;
        row_check *check;
    } tables[] = {{"data/lexicon/states.tsv", 9, state_row},
                  {"data/lexicon/orgs.tsv", 5, org_row},
                  {"data/lexicon/outlets.tsv", 5, outlet_row},
                  {"data/lexicon/places.tsv", 3, place_row},
                  {"data/lexicon/bodies.tsv", 2, body_row},
                  {"data/lexicon/offices.tsv", 6, office_row},
                  {"data/lexicon/holders.tsv", 7, holder_row},
                  {"data/lexicon/collectives.tsv", 5, collective_row},
                  {"data/lexicon/given_names.tsv", 3, given_row},
                  {"data/lexicon/cues.tsv", 9, cue_row},
                  {"data/lexicon/conditions.tsv", 6, condition_row},
                  {"data/lexicon/issues.tsv", 4, issue_row}};
    int bad = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        bad += bad_rows(tables[i].name, tables[i].columns, tables[i].check);
    assert_int_equal(bad, 0);
}

/* A name without "=" must name one thing among names of the same table. */
static void strong_names_are_unique(void **state)
{
    (void)state;
    int clashes = 0;
    for (int32_t i = 0; i < lex.entries.len; i++) {
        const dem_lex_entry *e = &lex.entries.at[i];
        if (e->weak || !(e->kind & (DEM_LEX_PLACES | DEM_LEX_ORG | DEM_LEX_OUTLET)))
            continue;
        for (int32_t k = e->next; k >= 0; k = lex.entries.at[k].next) {
            const dem_lex_entry *o = &lex.entries.at[k];
            if (o->kind == e->kind && o->row != e->row && !o->weak &&
                dem_str_eq(o->form, e->form)) {
                fprintf(stderr, "\"%.*s\" names two rows\n", (int)e->form.len, e->form.at);
                clashes++;
            }
        }
    }
    assert_int_equal(clashes, 0);
}

/* The name tagger's view: lower-case text is read by its capitalised twin; the longest entry wins. */
static void twins(void **state)
{
    (void)state;
    dem_error err = {0};
    dem_gazetteer g;
    assert_true(dem_gazetteer_open(&g, &arena, &err));
    const dem_str low[] = {DEM_STR("in"), DEM_STR("bekaa"), DEM_STR("valley"), DEM_STR("towns")};
    int32_t end = 0;
    assert_int_equal(dem_gazetteer_twin(&g, low, 4, 1, &end), DEM_LIST_PLACE | DEM_LIST_LONG);
    assert_int_equal(end, 3);
    assert_int_equal(dem_gazetteer_at(&g, low, 4, 1, &end), 0);
    assert_int_equal(dem_gazetteer_twin(&g, low, 4, 3, &end), 0);
    const dem_str high[] = {DEM_STR("Austin"), DEM_STR("Powell")};
    int32_t bits = dem_gazetteer_at(&g, high, 2, 0, &end);
    assert_true(bits & DEM_LIST_PLACE && bits & DEM_LIST_GIVEN && bits & DEM_LIST_AMBIGUOUS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(twins),cmocka_unit_test(folding),
                                       cmocka_unit_test(whole_strings),
                                       cmocka_unit_test(longest_forms),
                                       cmocka_unit_test(dates),
                                       cmocka_unit_test(rows_are_well_formed),
                                       cmocka_unit_test(strong_names_are_unique)};
    return cmocka_run_group_tests(tests, open_lexicon, NULL);
}
