/* Parties: the side an actor speaks for, from the words around the name.
 *
 * Accepts "Orla Venn of the Growers' League" as the league's side; rejects the journalist in
 * "fiancée of journalist Jon Aas" as Venn's own trade.
 */
#include "actor/parts.h"

static bool unknown(dem_str party)
{
    return party.len == 0 || (party.len == 1 && party.at[0] == '?');
}

static dem_str party_of_names(const dem_cast *cast, dem_run run)
{
    dem_str weak = DEM_STR("?");
    for (int32_t t = run.begin; t < run.end;) {
        int32_t end = t + 1;
        const dem_lex_entry *e = dem_token_longest(
            cast, t, DEM_LEX_PLACES | DEM_LEX_DEMONYM | DEM_LEX_ORG | DEM_LEX_OUTLET, &end);
        bool word = e && e->kind & DEM_LEX_OUTLET && end < run.end && dem_low_is(cast, end, "of"); /* no paper is "of" */
        if (!e || end > run.end || word) {
            t++;
            continue;
        }
        if (!e->weak)
            return dem_lexicon_party(cast->lex, e);
        if (unknown(weak))
            weak = dem_lexicon_party(cast->lex, e);
        t = end;
    }
    return weak;
}

/* By the gazetteer's names in the run, by what the document says of those it names there, by the
 * words for rebels. */
dem_str dem_run_party(const dem_cast *cast, dem_run run)
{
    dem_str party = party_of_names(cast, run);
    if (!unknown(party))
        return party;
    for (int32_t t = run.begin; t < run.end; t++) {
        int32_t alias = cast->alias_at[t];
        int32_t actor = alias ? cast->aliases.at[alias - 1].actor : -1;
        if (actor >= 0 && !unknown(cast->doc->actors.at[actor].party))
            return cast->doc->actors.at[actor].party;
    }
    for (int32_t t = run.begin; t < run.end; t++)
        if (dem_low_is(cast, t,
                       "rebel rebels guerrilla guerrillas militia insurgents insurgent separatist "
                       "separatists militants militant"))
            return DEM_STR("REBEL");
    return party;
}

/* "Iranian | and Turkish officials", "the foreign ministers of | Iran and Turkey": two sides in one phrase. */
bool dem_run_of_two(const dem_cast *cast, dem_run run)
{
    enum { KINDS = DEM_LEX_PLACES | DEM_LEX_DEMONYM | DEM_LEX_ORG };
    for (int32_t t = run.begin, end = run.begin; t + 1 < run.end; t = end > t ? end : t + 1) {
        const dem_lex_entry *one = dem_token_longest(cast, t, KINDS, &end);
        int32_t next = end + 1, last;
        if (!one || next >= run.end || !dem_low_is(cast, end, "and , or"))
            continue;
        while (next + 1 < run.end && dem_low_is(cast, next, "and or the of"))
            next++;
        const dem_lex_entry *two = dem_token_longest(cast, next, KINDS, &last);
        if (two && last <= run.end && !dem_str_eq(dem_lexicon_party(cast->lex, one), dem_lexicon_party(cast->lex, two)))
            return true;
    }
    return false;
}

/* The state that the whole document is about: named three times, and twice as often as the next. */
static void party_of_document(dem_cast *cast)
{
    dem_map counts = {0};
    dem_str best = DEM_STR("?");
    int32_t top = 0, second = 0;
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->sort == DEM_SORT_STATE && a->entry)
            ++*dem_map_put(&counts, dem_lexicon_party(cast->lex, a->entry), cast->arena, NULL);
    }
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->sort != DEM_SORT_STATE || !a->entry)
            continue;
        dem_str party = dem_lexicon_party(cast->lex, a->entry);
        int32_t n = *dem_map_get(&counts, party);
        if (dem_str_eq(party, best))
            continue;
        second = n > top ? top : n > second ? n : second;
        best = n > top ? party : best;
        top = n > top ? n : top;
    }
    cast->about = top >= 3 && 2 * top >= 3 * second && best.len == 3 ? best : DEM_STR("?");
}

/* The one state named in this sentence and the one before it, up to the token; when there are two
 * or none, the one that the document is about. */
dem_str dem_party_in_context(const dem_cast *cast, int32_t token)
{
    const dem_doc *doc = cast->doc;
    int32_t sentence = doc->tokens.at[token].sentence;
    int32_t from = doc->sentences.at[sentence > 0 ? sentence - 1 : 0].begin;
    dem_str found = DEM_STR("?");
    for (int32_t t = from > token - 120 ? from : token - 120; t < token; t++) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (!a || a->sort != DEM_SORT_STATE || !a->entry)
            continue;
        dem_str party = dem_lexicon_party(cast->lex, a->entry);
        if (!unknown(found) && !dem_str_eq(found, party))
            return cast->about;
        found = party;
    }
    return unknown(found) ? cast->about : found;
}

/* Row of the office that heads a role: the last one before its first preposition; -1 when none. */
static int32_t head_office(const dem_cast *cast, dem_run role)
{
    int32_t row = -1;
    for (int32_t t = role.begin; t < role.end; t++) {
        if (dem_pos(cast, t) == DEM_UPOS_ADP)
            break;
        int32_t begin = dem_office_before(cast, t + 1, role.begin);
        const dem_lex_entry *e =
            begin < 0 ? NULL : dem_run_find(cast, (dem_run){begin, t + 1}, DEM_LEX_OFFICE);
        row = e ? e->row : row;
    }
    return row;
}

/* Of a body that is neither a state nor the like, named nearby: whose "Commissioner". */
static dem_str body_nearby(const dem_cast *cast, int32_t token)
{
    for (int32_t t = token - 1; t >= 0 && t > token - 300; t--) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (!a || a->actor < 0 || !a->entry)
            continue;
        dem_str party = dem_lexicon_party(cast->lex, a->entry);
        if (dem_str_eq(party, DEM_STR("EU")) || dem_str_eq(party, DEM_STR("UN")) ||
            dem_str_eq(party, DEM_STR("IGO")))
            return party;
    }
    return DEM_STR("?");
}

static dem_str party_of_role(const dem_cast *cast, dem_run role)
{
    int32_t row = head_office(cast, role);
    dem_str class =
        row < 0 ? (dem_str){"", 0} : dem_table_cell(&cast->lex->offices, row, DEM_OFFICE_CLASS);
    if (dem_str_eq(class, DEM_STR("media")))
        return DEM_STR("MEDIA");
    if (dem_str_eq(class, DEM_STR("expert")))
        return DEM_STR("EXPERTS");
    if (dem_str_eq(class, DEM_STR("ordinary")))
        return DEM_STR("?");
    dem_str party = dem_run_party(cast, role);
    if (!unknown(party))
        return party;
    if (dem_str_eq(class, DEM_STR("business")))
        return DEM_STR("BUSINESS");
    if (dem_str_eq(class, DEM_STR("igo")))
        return body_nearby(cast, role.begin);
    if (row >= 0 &&
        dem_str_eq(dem_table_cell(&cast->lex->offices, row, DEM_OFFICE_STATE), DEM_STR("1")))
        return dem_str_eq(class, DEM_STR("legislator")) ? cast->about
                                                        : dem_party_in_context(cast, role.begin);
    return party;
}

/* "X of the Growers' League", "X, for the rebels,", "the league's X". */
static dem_str party_of_affiliation(const dem_cast *cast, const dem_alias *a)
{
    int32_t n = cast->doc->tokens.len, at = a->run.end;
    if (dem_low_is(cast, at, ","))
        at++;
    if (dem_low_is(cast, at, "of from at for")) {
        int32_t end = at + 6 < n ? at + 6 : n;
        dem_str party = dem_run_party(cast, (dem_run){at + 1, end});
        bool place = dem_low_is(cast, at, "from at of") && party.len == 3 && at > a->run.end;
        return place ? DEM_STR("?") : party;
    }
    int32_t before = a->run.begin - 2;
    int32_t alias =
        before >= 0 && dem_low_is(cast, a->run.begin - 1, "'s '") ? cast->alias_at[before] : 0;
    int32_t owner = alias ? cast->aliases.at[alias - 1].actor : -1;
    return owner >= 0 ? cast->doc->actors.at[owner].party : DEM_STR("?");
}

/* A surname that one known holder bears whose office the role repeats. */
static dem_str party_of_holder(const dem_cast *cast, const dem_alias *a)
{
    dem_str name = dem_run_str(cast, (dem_run){a->run.end - 1, a->run.end}), party = DEM_STR("?");
    dem_str office = cast->low[a->role.end - 1];
    for (const dem_lex_entry *e = dem_lexicon_find(cast->lex, name, DEM_LEX_SURNAME); e;
         e = dem_lexicon_next(cast->lex, e, name, DEM_LEX_SURNAME)) {
        dem_str held = dem_table_cell(&cast->lex->holders, e->row, DEM_HOLDER_OFFICE);
        dem_str of = dem_lexicon_party(cast->lex, e);
        if (dem_str_find(held, office) == held.len)
            continue;
        if (!unknown(party) && !dem_str_eq(party, of))
            return DEM_STR("?");
        party = of;
    }
    return party;
}

static void party_of_person(dem_cast *cast, const dem_alias *a)
{
    dem_actor *row = &cast->doc->actors.at[a->actor];
    bool role = a->role.end > a->role.begin;
    dem_str party = role ? dem_run_party(cast, a->role) : DEM_STR("?");
    bool told = role && !unknown(party); /* the role itself says it */
    if (role && !told && unknown(row->party))
        row->party = party_of_holder(cast, a);
    if (role && (told || unknown(row->party))) {
        dem_str by_role = party_of_role(cast, a->role);
        party = unknown(by_role) && head_office(cast, a->role) < 0 ? party : by_role;
    }
    if (unknown(party) && unknown(row->party))
        party = party_of_affiliation(cast, a);
    if (!unknown(party))
        row->party = party;
}

static void party_of_body(dem_cast *cast, const dem_alias *a)
{
    dem_actor *row = &cast->doc->actors.at[a->actor];
    if (unknown(row->party))
        row->party =
            a->entry ? dem_lexicon_party(cast->lex, a->entry) : dem_run_party(cast, a->run);
    if (a->sort == DEM_SORT_ORG && unknown(row->party) && a->run.begin > 0) {
        int32_t from = a->run.begin - 3 > 0 ? a->run.begin - 3 : 0;
        row->party = dem_run_party(cast, (dem_run){from, a->run.begin});
    }
}

/* The first name of a body decides for its abbreviations, the first role of a person for the rest.
 */
void dem_parties_find(dem_cast *cast)
{
    party_of_document(cast);
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

/* A folded role that is borne for some body: a spokesman, an aide, a commander. */
bool dem_speaks_for_body(const dem_cast *cast, dem_str role)
{
    for (size_t at = 0; at < role.len; at++) {
        if (at && role.at[at - 1] != ' ')
            continue;
        size_t end;
        const dem_lex_entry *e = dem_lexicon_longest(cast->lex, role, at, DEM_LEX_OFFICE, &end);
        dem_str class =
            e ? dem_table_cell(&cast->lex->offices, e->row, DEM_OFFICE_CLASS) : (dem_str){"", 0};
        if (dem_str_eq(class, DEM_STR("spokes")) || dem_str_eq(class, DEM_STR("military")))
            return true;
    }
    return false;
}
