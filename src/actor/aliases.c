/* Names: the entity room's, with what the gazetteer adds, and the sort of each.
 *
 * Accepts "Foreign Minister Orla Venn" as the person "Orla Venn"; rejects "the Paris talks" as a
 * government that speaks (a capital beside a noun is no actor until it is somebody's source).
 */
#include "actor/parts.h"

#include "base/utf8.h"

static dem_sort sort_of_entry(const dem_lex_entry *e)
{
    if (e->kind & (DEM_LEX_PLACES | DEM_LEX_DEMONYM))
        return e->kind & DEM_LEX_SEAT ? DEM_SORT_ORG : DEM_SORT_STATE;
    if (e->kind & DEM_LEX_OUTLET)
        return DEM_SORT_OUTLET;
    return e->kind & DEM_LEX_HOLDER ? DEM_SORT_PERSON : DEM_SORT_ORG;
}

/* Titles and offices at the head of a person's name are no part of it. */
static dem_run untitled(const dem_cast *cast, dem_run run, char *gender)
{
    for (bool more = true; more && run.end - run.begin > 1;) {
        more = false;
        for (int32_t to = run.end - 1; to > run.begin && !more; to--) {
            const dem_lex_entry *e =
                dem_run_find(cast, (dem_run){run.begin, to}, DEM_LEX_OFFICE | DEM_LEX_HONORIFIC);
            if (!e || (dem_str_eq(e->form, DEM_STR("U"))))
                continue;
            char said = dem_lexicon_gender(cast->lex, e);
            *gender = said ? said : *gender;
            run.begin = to;
            more = true;
        }
        if (!more && dem_low_is(cast, run.begin, "the . , 's former ex then")) {
            run.begin++;
            more = true;
        }
    }
    return run;
}

static bool beside_noun(const dem_cast *cast, dem_run run)
{
    int rel = cast->doc->parses.at[run.end - 1].rel;
    return rel == DEM_REL_amod || rel == DEM_REL_compound;
}

static void add(dem_cast *cast, dem_run run, dem_sort sort, const dem_lex_entry *e, char gender)
{
    for (int32_t i = run.begin; i < run.end; i++)
        if (cast->alias_at[i])
            return;
    dem_alias *a = dem_push(&cast->aliases, cast->arena);
    *a = (dem_alias){.run = run, .sort = sort, .entry = e, .actor = -1, .gender = gender};
    a->head = dem_head_of(cast->doc, run.begin, run.end);
    a->lone = run.end - run.begin == 1;
    a->adjective = e && (e->kind & DEM_LEX_DEMONYM) && beside_noun(cast, run);
    for (int32_t i = run.begin; i < run.end; i++)
        cast->alias_at[i] = cast->aliases.len;
}

/* A person by the words: a known holder or a given name before a further name. */
static bool person_like(const dem_cast *cast, dem_run run)
{
    if (dem_run_find(cast, run, DEM_LEX_HOLDER))
        return true;
    if (run.end - run.begin < 2)
        return false;
    const dem_lex_entry *given =
        dem_run_find(cast, (dem_run){run.begin, run.begin + 1}, DEM_LEX_GIVEN);
    return given &&
           dem_str_eq(dem_table_cell(&cast->lex->given, given->row, DEM_GIVEN_WORD), DEM_STR("0"));
}

static void add_named(dem_cast *cast, const dem_name *name)
{
    dem_run run = {name->begin, name->end};
    char gender = 0;
    if (dem_low_is(cast, run.begin, "the a an") && run.end - run.begin > 1)
        run.begin++;
    if (run.end - run.begin > 1 && dem_low_is(cast, run.end - 1, "'s '"))
        run.end--;
    const dem_lex_entry *e = dem_run_find(cast, run, DEM_LEX_NAMES | DEM_LEX_DEMONYM);
    if (e && e->weak && name->kind == DEM_NAME_PER)
        e = NULL;
    if (e && !(name->kind == DEM_NAME_PER && run.end - run.begin > 1 && !(e->kind & DEM_LEX_HOLDER))) {
        add(cast, run, sort_of_entry(e), e, 0);
        return;
    }
    if (name->kind == DEM_NAME_PER || person_like(cast, run)) {
        run = untitled(cast, run, &gender);
        add(cast, run, DEM_SORT_PERSON, dem_run_find(cast, run, DEM_LEX_HOLDER), gender);
    } else if (name->kind == DEM_NAME_ORG || name->kind == DEM_NAME_FAC ||
               name->kind == DEM_NAME_LOC || name->kind == DEM_NAME_MISC) {
        add(cast, run, DEM_SORT_ORG, NULL, 0);
    }
}

static bool capital_letter(const dem_cast *cast, int32_t token)
{
    uint32_t code;
    dem_str s = dem_token_str(cast->doc, token);
    return s.len && dem_utf8_decode(s, &code) && dem_utf8_is_upper(code);
}

/* A run of capitalised words after a title: a person whom the entity room did not see. */
static dem_run titled_person(const dem_cast *cast, int32_t token)
{
    dem_run none = {0, 0};
    const dem_doc *doc = cast->doc;
    int32_t first = doc->sentences.at[doc->tokens.at[token].sentence].begin;
    int32_t last = doc->sentences.at[doc->tokens.at[token].sentence].end;
    if (!capital_letter(cast, token) || token == first || cast->alias_at[token])
        return none;
    dem_run before = {token - 1, token};
    if (token - first >= 2 && dem_low_is(cast, token - 1, "."))
        before.begin--;
    bool title = dem_run_find(cast, before, DEM_LEX_HONORIFIC) ||
                 (dem_office_before(cast, token, first) >= 0 && capital_letter(cast, token - 1));
    if (!title || dem_run_find(cast, (dem_run){token, token + 1}, DEM_LEX_OFFICE))
        return none;
    int32_t to = token;
    while (to < last && to < token + 5 && !cast->alias_at[to] &&
           (capital_letter(cast, to) ||
            (to > token && dem_low_is(cast, to, "bin al von van der de la - el") && to + 1 < last &&
             capital_letter(cast, to + 1))))
        to++;
    return (dem_run){token, to};
}

/* Is the single name `token` also the last word of a person's fuller name in this document? */
static bool surname_here(const dem_cast *cast, int32_t token)
{
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->sort == DEM_SORT_PERSON && !a->lone &&
            dem_str_eq(cast->low[a->run.end - 1], cast->low[token]))
            return true;
    }
    return false;
}

static void sort_aliases(dem_cast *cast)
{
    for (int32_t i = 1; i < cast->aliases.len; i++) {
        dem_alias a = cast->aliases.at[i];
        int32_t k = i;
        for (; k > 0 && cast->aliases.at[k - 1].run.begin > a.run.begin; k--)
            cast->aliases.at[k] = cast->aliases.at[k - 1];
        cast->aliases.at[k] = a;
    }
    for (int32_t i = 0; i < cast->aliases.len; i++)
        for (int32_t t = cast->aliases.at[i].run.begin; t < cast->aliases.at[i].run.end; t++)
            cast->alias_at[t] = i + 1;
}

void dem_aliases_find(dem_cast *cast)
{
    const dem_doc *doc = cast->doc;
    for (int32_t i = 0; i < doc->names.len; i++)
        add_named(cast, &doc->names.at[i]);
    for (int32_t t = 0; t < doc->tokens.len; t++) {
        int32_t end;
        if (cast->alias_at[t])
            continue;
        const dem_lex_entry *e = dem_token_longest(cast, t, DEM_LEX_NAMES | DEM_LEX_DEMONYM, &end);
        if (e && !e->weak && !surname_here(cast, t)) {
            add(cast, (dem_run){t, end}, sort_of_entry(e), e, 0);
            t = end - 1;
            continue;
        }
        dem_run person = titled_person(cast, t);
        if (person.end > person.begin)
            add(cast, person, DEM_SORT_PERSON, NULL, 0);
    }
    sort_aliases(cast);
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        dem_alias *a = &cast->aliases.at[i];
        if (a->sort == DEM_SORT_ORG && a->lone && !a->entry && surname_here(cast, a->run.begin))
            a->sort = DEM_SORT_PERSON;
    }
}
