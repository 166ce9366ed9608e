/* Roles and parties: "Iran's foreign minister, X", "Senate Minority Leader X", "X, a spokesman for
 * the PMF", "X, who heads ...". A role names the side its bearer speaks for.
 *
 * Accepts "Orla Venn, the Ruritanian trade minister, said"; rejects the list "Orla Venn, trade
 * minister Jon Aas and others" as a role of Venn.
 */
#include "actor/parts.h"

#include "lexicon/fold.h"

enum {
    OFFICE_WORDS = 6,
    ROLE_REACH = 26
};

static const char DAYS[] =
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june "
    "july august september october november december yesterday today tomorrow";

bool dem_is_day(const dem_cast *cast, int32_t token)
{
    return dem_low_is(cast, token, DAYS);
}

int32_t dem_office_before(const dem_cast *cast, int32_t end, int32_t least)
{
    int32_t from = end - OFFICE_WORDS > least ? end - OFFICE_WORDS : least;
    for (int32_t begin = from; begin < end; begin++)
        if (dem_run_find(cast, (dem_run){begin, end}, DEM_LEX_OFFICE))
            return begin;
    return -1;
}

/* An office that begins at the token; *end one past it. */
static bool office_at(const dem_cast *cast, int32_t token, int32_t last, int32_t *end)
{
    for (int32_t to = token + OFFICE_WORDS < last ? token + OFFICE_WORDS : last; to > token; to--)
        if (dem_run_find(cast, (dem_run){token, to}, DEM_LEX_OFFICE)) {
            *end = to;
            return true;
        }
    return false;
}

static bool modifier(const dem_cast *cast, int32_t token)
{
    dem_upos pos = dem_pos(cast, token);
    if (dem_is_day(cast, token))
        return false;
    return pos == DEM_UPOS_ADJ || pos == DEM_UPOS_NOUN || pos == DEM_UPOS_PROPN ||
           dem_low_is(cast, token, "'s ' - former then ex deputy acting incoming outgoing top");
}

static bool person_at(const dem_cast *cast, int32_t token)
{
    int32_t at = token >= 0 && token < cast->doc->tokens.len ? cast->alias_at[token] : 0;
    return at && cast->aliases.at[at - 1].sort == DEM_SORT_PERSON;
}

static int32_t sentence_begin(const dem_cast *cast, int32_t token)
{
    return cast->doc->sentences.at[cast->doc->tokens.at[token].sentence].begin;
}

static int32_t sentence_end(const dem_cast *cast, int32_t token)
{
    return cast->doc->sentences.at[cast->doc->tokens.at[token].sentence].end;
}

/* "Greek Foreign Minister | X": the office and what modifies it. */
static dem_run role_title(const dem_cast *cast, int32_t begin)
{
    int32_t first = sentence_begin(cast, begin);
    int32_t office = dem_office_before(cast, begin, first);
    if (office < 0)
        return (dem_run){0, 0};
    int32_t least = begin - 10 > first ? begin - 10 : first;
    while (office > least && modifier(cast, office - 1) && !person_at(cast, office - 1))
        office--;
    while (office < begin && dem_low_is(cast, office, "'s ' -"))
        office++;
    return (dem_run){office, begin};
}

/* "The Vice President, | X,": an office before a comma before the name. */
static dem_run role_apposed_before(const dem_cast *cast, const dem_alias *a)
{
    dem_run none = {0, 0};
    int32_t begin = a->run.begin, first = sentence_begin(cast, begin);
    int32_t last = sentence_end(cast, begin), after = a->run.end;
    if (begin - first < 2 || !dem_low_is(cast, begin - 1, ",") ||
        !(after >= last || dem_low_is(cast, after, ", . ) : ;")))
        return none;
    int32_t from = begin - 1;
    while (from > first && from > begin - 16) {
        dem_upos pos = dem_pos(cast, from - 1);
        if (pos == DEM_UPOS_VERB || pos == DEM_UPOS_AUX ||
            (pos == DEM_UPOS_PUNCT && !dem_low_is(cast, from - 1, "-")) || pos == DEM_UPOS_SCONJ ||
            pos == DEM_UPOS_PRON || person_at(cast, from - 1))
            break;
        from--;
    }
    for (int32_t at = from; at < begin - 1; at++) {
        int32_t end;
        if (!office_at(cast, at, begin - 1, &end) ||
            (end < begin - 1 && !dem_low_is(cast, end, "of for to in at on")))
            continue;
        while (at > from && modifier(cast, at - 1))
            at--;
        return (dem_run){at, begin - 1};
    }
    return none;
}

/* How far a role runs to the right of its office: "of the House Intelligence Committee". */
static int32_t role_reach(const dem_cast *cast, int32_t at, int32_t last)
{
    for (; at < last; at++) {
        dem_upos pos = dem_pos(cast, at);
        bool goes = pos == DEM_UPOS_NOUN || pos == DEM_UPOS_PROPN || pos == DEM_UPOS_ADJ ||
                    pos == DEM_UPOS_NUM ||
                    ((pos == DEM_UPOS_DET || pos == DEM_UPOS_ADP) && at + 1 < last &&
                     !dem_low_is(cast, at, "by after before during with as since until")) ||
                    dem_low_is(cast, at, "'s ' - on");
        if (dem_low_is(cast, at, "and &") && at + 1 < last &&
            (dem_pos(cast, at + 1) == DEM_UPOS_PROPN || dem_pos(cast, at + 1) == DEM_UPOS_NOUN))
            goes = true;
        if (!goes || dem_is_day(cast, at))
            break;
    }
    while (dem_pos(cast, at - 1) == DEM_UPOS_ADP || dem_pos(cast, at - 1) == DEM_UPOS_DET)
        at--;
    return at;
}

/* "X, | the Speaker of the House,": an office after a comma (or a bracket, or "is"). */
static dem_run role_apposed_after(const dem_cast *cast, const dem_alias *a)
{
    dem_run none = {0, 0};
    int32_t last = sentence_end(cast, a->run.begin), at = a->run.end;
    if (at + 1 >= last || !dem_low_is(cast, at, ", ( is was became"))
        return none;
    bool comma = dem_low_is(cast, at, ", (");
    at++;
    if (comma && at + 2 < last && dem_pos(cast, at) == DEM_UPOS_NUM &&
        dem_low_is(cast, at + 1, ","))
        at += 2;
    if (comma && at + 1 < last && dem_low_is(cast, at, "who which") &&
        dem_low_is(cast, at + 1, "is was became"))
        at += 2;
    if (at < last &&
        dem_low_is(cast, at, "the a an formerly also both now currently his her its their one"))
        at++;
    if (at + 1 < last && dem_low_is(cast, at, "of the"))
        at++;
    for (int32_t from = at; at < last && at < from + 9; at++) {
        int32_t end;
        if (office_at(cast, at, last, &end)) {
            bool list = end < last && person_at(cast, end);
            return list ? none
                        : (dem_run){from,
                                    role_reach(cast, end,
                                               last < end + ROLE_REACH ? last : end + ROLE_REACH)};
        }
        if (!modifier(cast, at) && dem_pos(cast, at) != DEM_UPOS_DET)
            break;
    }
    return none;
}

static dem_run role_of(const dem_cast *cast, const dem_alias *a)
{
    dem_run role = role_title(cast, a->run.begin);
    if (role.end <= role.begin)
        role = role_apposed_after(cast, a);
    if (role.end <= role.begin)
        role = role_apposed_before(cast, a);
    return role;
}

static char role_gender(const dem_cast *cast, dem_run role)
{
    for (int32_t t = role.begin; t < role.end; t++) {
        const dem_lex_entry *e = dem_run_find(cast, (dem_run){t, t + 1}, DEM_LEX_OFFICE);
        char g = e ? dem_lexicon_gender(cast->lex, e) : 0;
        if (g)
            return g;
        if (t > role.begin && dem_low_is(cast, t, "of for to in at"))
            break;
    }
    return 0;
}

void dem_roles_find(dem_cast *cast)
{
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        dem_alias *a = &cast->aliases.at[i];
        if (a->sort != DEM_SORT_PERSON || a->actor < 0)
            continue;
        a->role = role_of(cast, a);
        if (a->role.end <= a->role.begin)
            continue;
        dem_actor *row = &cast->doc->actors.at[a->actor];
        dem_span span = dem_token_span(cast->doc, a->role.begin, a->role.end);
        dem_str folded = dem_fold(dem_run_str(cast, a->role), cast->arena);
        if (dem_span_len(span) > dem_span_len(row->role))
            row->role = span;
        *dem_push(&cast->parts.at[a->actor].roles, cast->arena) = folded;
        if (!row->gender)
            row->gender = role_gender(cast, a->role);
    }
}

/* --- parties -----------------------------------------------------------------------------------
 */

dem_str dem_run_party(const dem_cast *cast, dem_run run)
{
    dem_str weak = DEM_STR("?");
    for (int32_t t = run.begin; t < run.end;) {
        int32_t end = t + 1;
        const dem_lex_entry *e = dem_token_longest(
            cast, t, DEM_LEX_PLACES | DEM_LEX_DEMONYM | DEM_LEX_ORG | DEM_LEX_OUTLET, &end);
        if (!e || end > run.end) {
            t++;
            continue;
        }
        if (!e->weak)
            return dem_lexicon_party(cast->lex, e);
        if (dem_str_eq(weak, DEM_STR("?")))
            weak = dem_lexicon_party(cast->lex, e);
        t = end;
    }
    return weak;
}

static bool unknown(dem_str party)
{
    return party.len == 0 || (party.len == 1 && party.at[0] == '?');
}

/* Experts and journalists by their role, when no state stands in it. */
static dem_str party_of_class(const dem_cast *cast, dem_run role)
{
    for (int32_t t = role.begin; t < role.end; t++) {
        const dem_lex_entry *e = dem_run_find(cast, (dem_run){t, t + 1}, DEM_LEX_OFFICE);
        dem_str class =
            e ? dem_table_cell(&cast->lex->offices, e->row, DEM_OFFICE_CLASS) : (dem_str){"", 0};
        if (dem_str_eq(class, DEM_STR("expert")))
            return dem_low_is(cast, t,
                              "journalist reporter correspondent columnist editor blogger anchor "
                              "presenter")
                       ? DEM_STR("MEDIA")
                       : DEM_STR("EXPERTS");
    }
    return DEM_STR("?");
}

static bool state_office(const dem_cast *cast, dem_run role)
{
    int32_t end;
    for (int32_t t = role.begin; t < role.end; t++)
        if (office_at(cast, t, role.end, &end)) {
            const dem_lex_entry *e = dem_run_find(cast, (dem_run){t, end}, DEM_LEX_OFFICE);
            return dem_str_eq(dem_table_cell(&cast->lex->offices, e->row, DEM_OFFICE_STATE),
                              DEM_STR("1"));
        }
    return false;
}

/* The nearest state named before the token, not too far. */
static dem_str party_nearby(const dem_cast *cast, int32_t token)
{
    for (int32_t t = token - 1; t >= 0 && t > token - 400; t--) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (a && a->sort == DEM_SORT_STATE && a->entry)
            return dem_lexicon_party(cast->lex, a->entry);
    }
    return DEM_STR("?");
}

static void party_of_person(dem_cast *cast, const dem_alias *a)
{
    dem_actor *row = &cast->doc->actors.at[a->actor];
    if (a->role.end <= a->role.begin)
        return;
    bool expert = !unknown(party_of_class(cast, a->role));
    dem_str party = expert ? party_of_class(cast, a->role) : dem_run_party(cast, a->role);
    if (!unknown(party)) {
        row->party = party;
    } else if (unknown(row->party) && state_office(cast, a->role)) {
        row->party = party_nearby(cast, a->role.begin);
    }
}

static void party_of_body(dem_cast *cast, const dem_alias *a)
{
    dem_actor *row = &cast->doc->actors.at[a->actor];
    if (unknown(row->party))
        row->party = a->entry ? dem_lexicon_party(cast->lex, a->entry) : dem_run_party(cast, a->run);
    if (a->sort == DEM_SORT_ORG && unknown(row->party) && a->run.begin > 0) {
        int32_t from = a->run.begin - 3 > 0 ? a->run.begin - 3 : 0;
        row->party = dem_run_party(cast, (dem_run){from, a->run.begin});
    }
}

/* The first name of a body decides for its abbreviations, the first role of a person for the rest. */
void dem_parties_find(dem_cast *cast)
{
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->actor >= 0 && a->sort != DEM_SORT_PERSON)
            party_of_body(cast, a);
    }
    for (int32_t i = cast->aliases.len - 1; i >= 0; i--) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->actor >= 0 && a->sort == DEM_SORT_PERSON)
            party_of_person(cast, a);
    }
}
