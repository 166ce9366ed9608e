#include "lexicon/lexicon.h"

#include "base/utf8.h"
#include "lexicon/fold.h"

/* A word for counting: a run of letters and digits. */
static bool is_word(uint32_t code)
{
    return code != DEM_UTF8_BAD && (dem_utf8_is_letter(code) || dem_utf8_is_digit(code));
}

static size_t word_end(dem_str s, size_t at)
{
    while (at < s.len) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(s, at, s.len), &code);
        if (!is_word(code))
            break;
        at += step;
    }
    return at;
}

/* Where the next word begins, if at most a space or a few marks lie between; s.len when none. */
static size_t word_next(dem_str s, size_t at)
{
    for (int marks = 0; at < s.len && marks < 4; marks++) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(s, at, s.len), &code);
        if (is_word(code))
            return at;
        if (code == '\n')
            break;
        at += step;
    }
    return s.len;
}

static int32_t word_count(dem_str s)
{
    int32_t n = 0;
    for (size_t at = word_next(s, 0); at < s.len; at = word_next(s, word_end(s, at)))
        n++;
    return n;
}

static void add(dem_lexicon *lex, dem_str form, dem_lex_kind kind, int32_t row, dem_arena *arena)
{
    bool weak = dem_str_ends(form, DEM_STR("="));
    if (weak)
        form.len--;
    if (!form.len)
        return;
    dem_str key = dem_fold(form, arena);
    int32_t *head = dem_map_put(&lex->index, key, arena, NULL);
    int32_t added = lex->entries.len;
    *dem_push(&lex->entries, arena) = (dem_lex_entry){form, row, -1, (uint16_t)kind, weak};
    if (*head) {
        int32_t last = *head - 1;
        while (lex->entries.at[last].next >= 0)
            last = lex->entries.at[last].next;
        lex->entries.at[last].next = added;
    } else {
        *head = added + 1;
    }
    size_t first = word_end(key, 0);
    int32_t *most = dem_map_put(&lex->starts, dem_str_cut(key, 0, first), arena, NULL);
    int32_t words = word_count(key);
    if (words > *most)
        *most = words;
}

static void add_list(dem_lexicon *lex, const dem_table *table, int32_t row, int32_t column,
                     dem_lex_kind kind, dem_arena *arena)
{
    for (dem_str rest = dem_table_cell(table, row, column); rest.at;)
        add(lex, dem_str_trim(dem_str_split(&rest, ';')), kind, row, arena);
}

static void index_states(dem_lexicon *lex, dem_arena *arena)
{
    static const struct {
        int column;
        dem_lex_kind kind;
    } lists[] = {{DEM_STATE_NAME, DEM_LEX_STATE},       {DEM_STATE_LONG, DEM_LEX_STATE},
                 {DEM_STATE_OTHER, DEM_LEX_STATE},      {DEM_STATE_DEMONYMS, DEM_LEX_DEMONYM},
                 {DEM_STATE_CAPITALS, DEM_LEX_CAPITAL}, {DEM_STATE_SEATS, DEM_LEX_SEAT}};
    for (int32_t row = 0; row < lex->states.rows; row++)
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            add_list(lex, &lex->states, row, lists[i].column, lists[i].kind, arena);
}

static void index_holder(dem_lexicon *lex, int32_t row, dem_arena *arena)
{
    dem_str name = dem_table_cell(&lex->holders, row, DEM_HOLDER_PERSON);
    add(lex, name, DEM_LEX_HOLDER, row, arena);
    add_list(lex, &lex->holders, row, DEM_HOLDER_OTHER, DEM_LEX_HOLDER, arena);
    size_t last = name.len;
    while (last && name.at[last - 1] != ' ')
        last--;
    if (last)
        add(lex, dem_str_cut(name, last, name.len), DEM_LEX_SURNAME, row, arena);
}

static void index_all(dem_lexicon *lex, dem_arena *arena)
{
    index_states(lex, arena);
    for (int32_t row = 0; row < lex->orgs.rows; row++) {
        add(lex, dem_table_cell(&lex->orgs, row, DEM_ORG_NAME), DEM_LEX_ORG, row, arena);
        add_list(lex, &lex->orgs, row, DEM_ORG_ALIASES, DEM_LEX_ORG, arena);
    }
    for (int32_t row = 0; row < lex->outlets.rows; row++) {
        add(lex, dem_table_cell(&lex->outlets, row, DEM_OUTLET_NAME), DEM_LEX_OUTLET, row, arena);
        add_list(lex, &lex->outlets, row, DEM_OUTLET_ALIASES, DEM_LEX_OUTLET, arena);
    }
    for (int32_t row = 0; row < lex->holders.rows; row++)
        index_holder(lex, row, arena);
    for (int32_t row = 0; row < lex->offices.rows; row++) {
        dem_str office = dem_table_cell(&lex->offices, row, DEM_OFFICE_NAME);
        bool honorific =
            dem_str_eq(dem_table_cell(&lex->offices, row, DEM_OFFICE_CLASS), DEM_STR("honorific"));
        add(lex, office, honorific ? DEM_LEX_HONORIFIC : DEM_LEX_OFFICE, row, arena);
    }
    for (int32_t row = 0; row < lex->collectives.rows; row++)
        add(lex, dem_table_cell(&lex->collectives, row, 0), DEM_LEX_COLLECTIVE, row, arena);
    for (int32_t row = 0; row < lex->given.rows; row++)
        add(lex, dem_table_cell(&lex->given, row, 0), DEM_LEX_GIVEN, row, arena);
}

bool dem_lexicon_open(dem_lexicon *lex, dem_arena *arena, dem_error *err)
{
    *lex = (dem_lexicon){0};
    const struct {
        dem_table *table;
        const char *name;
        int32_t columns;
    } tables[] = {{&lex->states, "data/lexicon/states.tsv", DEM_STATE_COLUMNS},
                  {&lex->orgs, "data/lexicon/orgs.tsv", DEM_ORG_COLUMNS},
                  {&lex->outlets, "data/lexicon/outlets.tsv", DEM_OUTLET_COLUMNS},
                  {&lex->offices, "data/lexicon/offices.tsv", DEM_OFFICE_COLUMNS},
                  {&lex->holders, "data/lexicon/holders.tsv", DEM_HOLDER_COLUMNS},
                  {&lex->collectives, "data/lexicon/collectives.tsv", DEM_COLLECTIVE_COLUMNS},
                  {&lex->given, "data/lexicon/given_names.tsv", DEM_GIVEN_COLUMNS}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!dem_table_read(tables[i].table, tables[i].name, tables[i].columns, arena, err))
            return false;
    index_all(lex, arena);
    return dem_things_open(&lex->things, arena, err);
}

/* The case rule of the header. */
static bool case_fits(dem_str form, dem_str text, uint16_t kind)
{
    if (kind & (DEM_LEX_OFFICE | DEM_LEX_COLLECTIVE | DEM_LEX_GIVEN))
        return true;
    uint32_t first_form, first_text;
    dem_utf8_decode(form, &first_form);
    dem_utf8_decode(text, &first_text);
    bool lower = false;
    for (size_t i = 0; i < form.len; i++)
        lower |= form.at[i] >= 'a' && form.at[i] <= 'z';
    if (!lower && form.len <= 6)
        return dem_str_eq(form, text);
    return dem_utf8_is_upper(first_text) || !dem_utf8_is_upper(first_form);
}

static const dem_lex_entry *pick(const dem_lexicon *lex, int32_t at, dem_str s, unsigned kinds)
{
    for (; at >= 0; at = lex->entries.at[at].next) {
        const dem_lex_entry *e = &lex->entries.at[at];
        if ((e->kind & kinds) && case_fits(e->form, s, e->kind))
            return e;
    }
    return NULL;
}

/* Folding room on the stack: longer strings are in no table. */
enum {
    LONGEST = 128
};

static dem_str fold_small(dem_str s, char room[LONGEST * 5])
{
    dem_arena arena = {room, room, room + LONGEST * 5, NULL};
    return dem_fold(s, &arena);
}

const dem_lex_entry *dem_lexicon_find(const dem_lexicon *lex, dem_str s, unsigned kinds)
{
    char room[LONGEST * 5];
    if (!s.len || s.len > LONGEST)
        return NULL;
    const int32_t *head = dem_map_get(&lex->index, fold_small(s, room));
    return head ? pick(lex, *head - 1, s, kinds) : NULL;
}

const dem_lex_entry *dem_lexicon_next(const dem_lexicon *lex, const dem_lex_entry *entry, dem_str s,
                                      unsigned kinds)
{
    return pick(lex, entry->next, s, kinds);
}

int32_t dem_lexicon_most(const dem_lexicon *lex, dem_str folded)
{
    const int32_t *most = dem_map_get(&lex->starts, dem_str_cut(folded, 0, word_end(folded, 0)));
    return most ? *most : 0;
}

const dem_lex_entry *dem_lexicon_longest(const dem_lexicon *lex, dem_str text, size_t at,
                                         unsigned kinds, size_t *end)
{
    char room[LONGEST * 5];
    size_t stop = word_end(text, at);
    if (stop == at || stop - at > LONGEST)
        return NULL;
    const dem_lex_entry *best = NULL;
    for (int32_t words = dem_lexicon_most(lex, fold_small(dem_str_cut(text, at, stop), room)); words > 0 && stop - at <= LONGEST - 2; words--) {
        for (size_t dot = 0; dot < 2; dot++) {
            size_t to = stop + dot;
            if (dot && (stop >= text.len || (text.at[stop] != '.' && text.at[stop] != '+')))
                break;
            const dem_lex_entry *e = dem_lexicon_find(lex, dem_str_cut(text, at, to), kinds);
            if (e) {
                best = e;
                *end = to;
            }
        }
        size_t next = word_next(text, stop);
        if (next >= text.len)
            break;
        stop = word_end(text, next);
    }
    return best;
}

dem_str dem_lexicon_name(const dem_lexicon *lex, const dem_lex_entry *entry)
{
    dem_str name = {"", 0};
    if (entry->kind & (DEM_LEX_PLACES | DEM_LEX_DEMONYM))
        name = dem_table_cell(&lex->states, entry->row, DEM_STATE_NAME);
    else if (entry->kind & DEM_LEX_ORG)
        name = dem_table_cell(&lex->orgs, entry->row, DEM_ORG_NAME);
    else if (entry->kind & DEM_LEX_OUTLET)
        name = dem_table_cell(&lex->outlets, entry->row, DEM_OUTLET_NAME);
    else if (entry->kind & (DEM_LEX_HOLDER | DEM_LEX_SURNAME))
        name = dem_table_cell(&lex->holders, entry->row, DEM_HOLDER_PERSON);
    if (dem_str_ends(name, DEM_STR("=")))
        name.len--;
    size_t note = dem_str_find(name, DEM_STR(" ("));
    return dem_str_cut(name, 0, note);
}

dem_str dem_lexicon_party(const dem_lexicon *lex, const dem_lex_entry *entry)
{
    if (entry->kind & (DEM_LEX_PLACES | DEM_LEX_DEMONYM))
        return dem_table_cell(&lex->states, entry->row, DEM_STATE_PARTY);
    if (entry->kind & DEM_LEX_ORG)
        return dem_table_cell(&lex->orgs, entry->row, DEM_ORG_PARTY);
    if (entry->kind & DEM_LEX_OUTLET)
        return DEM_STR("MEDIA");
    if (entry->kind & (DEM_LEX_HOLDER | DEM_LEX_SURNAME))
        return dem_table_cell(&lex->holders, entry->row, DEM_HOLDER_PARTY);
    if (entry->kind & DEM_LEX_COLLECTIVE)
        return dem_table_cell(&lex->collectives, entry->row, DEM_COLLECTIVE_PARTY);
    return DEM_STR("?");
}

char dem_lexicon_gender(const dem_lexicon *lex, const dem_lex_entry *entry)
{
    dem_str cell = {"", 0};
    if (entry->kind & (DEM_LEX_HOLDER | DEM_LEX_SURNAME))
        cell = dem_table_cell(&lex->holders, entry->row, DEM_HOLDER_GENDER);
    else if (entry->kind & (DEM_LEX_OFFICE | DEM_LEX_HONORIFIC))
        cell = dem_table_cell(&lex->offices, entry->row, DEM_OFFICE_GENDER);
    else if (entry->kind & DEM_LEX_GIVEN)
        cell = dem_table_cell(&lex->given, entry->row, DEM_GIVEN_GENDER);
    return cell.len == 1 && cell.at[0] != 'x' ? cell.at[0] : 0;
}

static dem_str state_cell(const dem_lexicon *lex, dem_str party, int column)
{
    for (int32_t row = 0; row < lex->states.rows; row++)
        if (dem_str_eq(dem_table_cell(&lex->states, row, DEM_STATE_ISO), party))
            return dem_table_cell(&lex->states, row, column);
    return (dem_str){"", 0};
}

dem_str dem_lexicon_state_name(const dem_lexicon *lex, dem_str party)
{
    return state_cell(lex, party, DEM_STATE_NAME);
}

dem_str dem_lexicon_demonym(const dem_lexicon *lex, dem_str party)
{
    dem_str all = state_cell(lex, party, DEM_STATE_DEMONYMS);
    return dem_str_trim(dem_str_split(&all, ';'));
}

bool dem_lexicon_held(const dem_lexicon *lex, int32_t row, dem_str date)
{
    dem_str from = dem_table_cell(&lex->holders, row, DEM_HOLDER_FROM);
    dem_str to = dem_table_cell(&lex->holders, row, DEM_HOLDER_TO);
    if (date.len < 4)
        return true;
    dem_str day = dem_str_cut(date, 0, 10);
    return (!from.len || dem_str_cmp(dem_str_cut(from, 0, day.len), day) <= 0) &&
           (!to.len || dem_str_cmp(day, dem_str_cut(to, 0, day.len)) <= 0);
}
