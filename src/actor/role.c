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
    "july august september october november december yesterday today tomorrow "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun night morning "
    "evening";

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
static dem_run role_apposed_before(const dem_cast *cast, const dem_alias *a, int32_t begin)
{
    dem_run none = {0, 0};
    int32_t first = sentence_begin(cast, begin);
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
        if (at > first && dem_low_is(cast, at, "'s '") && person_at(cast, at - 1))
            at = cast->aliases.at[cast->alias_at[at - 1] - 1].run.begin; /* "Haftar's spokesman" */
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
    bool own = dem_low_is(cast, at, "his her its their");
    if (at < last &&
        dem_low_is(cast, at, "the a an formerly also both now currently his her its their one"))
        at++;
    if (at + 1 < last && dem_low_is(cast, at, "of the"))
        at++;
    for (int32_t from = at; at < last && at < from + 9; at++) {
        int32_t end;
        if (office_at(cast, at, last, &end)) {
            bool list = end < last &&
                        (person_at(cast, end) || (own && dem_pos(cast, end) == DEM_UPOS_VERB));
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

/* "Dr", "Sayyid": a form of address, no role that says whom one speaks for. */
static bool address_only(const dem_cast *cast, dem_run role)
{
    return role.end - role.begin == 1 &&
           dem_low_is(cast, role.begin,
                      "dr prof sayyid seyyed rev father sister lady lord captain");
}

/* "A Chinese | academic | who advises the government, X,": by the tree. */
static dem_run role_by_tree(const dem_cast *cast, const dem_alias *a)
{
    dem_run none = {0, 0};
    int32_t noun = cast->doc->parses.at[a->head].head;
    int32_t first = sentence_begin(cast, a->head);
    if (cast->doc->parses.at[a->head].rel != DEM_REL_appos || noun < first ||
        noun >= a->run.begin || cast->alias_at[noun])
        return none;
    int32_t office = dem_office_before(cast, noun + 1, first);
    if (office < 0)
        return none;
    while (office > first && modifier(cast, office - 1) && !person_at(cast, office - 1))
        office--;
    return (dem_run){office, noun + 1};
}

static const char RANKS[] =
    "dr prof professor general colonel major captain lieutenant admiral marshal brigadier commander "
    "mr mrs ms sheikh sayyid lord lady sir dame sister father rev . maj col gen lt";

bool dem_only_rank(const dem_cast *cast, dem_run role)
{
    for (int32_t t = role.begin; t < role.end; t++)
        if (!dem_low_is(cast, t, RANKS))
            return false;
    return true;
}

/* The title, unless an apposition says more. */
static dem_run role_of(const dem_cast *cast, const dem_alias *a)
{
    dem_run title = role_title(cast, a->run.begin), after = role_apposed_after(cast, a);
    if (address_only(cast, title))
        title.end = title.begin;
    if (title.end <= title.begin && after.end <= after.begin) {
        dem_run before = role_apposed_before(cast, a, a->run.begin);
        return before.end > before.begin ? before : role_by_tree(cast, a);
    }
    bool both = title.end > title.begin && after.end > after.begin;
    if (both)
        return dem_run_party(cast, title).at[0] != '?' ? title : after;
    return title.end > title.begin ? title : after;
}

/* "The chief spokesman, | Major General | X": what stands before a rank says more. */
static dem_run role_before_rank(const dem_cast *cast, const dem_alias *a)
{
    if (a->role.end != a->run.begin || !dem_only_rank(cast, a->role))
        return (dem_run){0, 0};
    return role_apposed_before(cast, a, a->role.begin);
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
        dem_run more = role_before_rank(cast, a);
        if (more.end > more.begin) {
            *dem_push(&cast->parts.at[a->actor].roles, cast->arena) =
                dem_fold(dem_run_str(cast, a->role), cast->arena);
            a->role = more;
        }
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
