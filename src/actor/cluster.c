/* Names to actors: the same person under different forms, an organisation and its abbreviation.
 *
 * Accepts "Ali Khamenei" beside "Sayyid Ali Hosseini Khamenei" as one person;
 * rejects "Bill Venn" beside "Mrs Venn".
 */
#include "actor/parts.h"

#include "lexicon/fold.h"

enum {
    WORDS = 8
};

static int32_t words_of(dem_str form, dem_str out[WORDS])
{
    int32_t n = 0;
    for (dem_str rest = form; rest.at && n < WORDS;) {
        dem_str word = dem_str_split(&rest, ' ');
        if (word.len)
            out[n++] = word;
    }
    return n;
}

/* Words of one differ from the other's by one letter put in, left out or changed. */
static bool nearly(dem_str a, dem_str b)
{
    if (a.len > b.len) {
        dem_str t = a;
        a = b;
        b = t;
    }
    if (a.len < 7 || b.len - a.len > 1)
        return dem_str_eq(a, b);
    size_t i = 0;
    while (i < a.len && a.at[i] == b.at[i])
        i++;
    size_t tail_a = a.len == b.len ? i + 1 : i;
    return i > 2 && dem_str_eq(dem_str_cut(a, tail_a < a.len ? tail_a : a.len, a.len),
                               dem_str_cut(b, i + 1 < b.len ? i + 1 : b.len, b.len));
}

static bool subsequence(const dem_str *a, int32_t n, const dem_str *b, int32_t m)
{
    int32_t i = 0;
    for (int32_t k = 0; k < m && i < n; k++)
        if (nearly(a[i], b[k]))
            i++;
    return i == n;
}

static bool first_names_agree(dem_str a, dem_str b)
{
    if (dem_str_eq(a, b))
        return true;
    bool initial = a.len <= 2 || b.len <= 2;
    size_t least = a.len < b.len ? a.len : b.len;
    return a.at[0] == b.at[0] &&
           (initial || (least >= 3 && dem_str_eq(dem_str_cut(a, 0, 3), dem_str_cut(b, 0, 3))));
}

/* How well a name fits a form of a person: 0 not at all. */
static int fit(dem_str name, dem_str form)
{
    dem_str a[WORDS], b[WORDS];
    int32_t n = words_of(name, a), m = words_of(form, b);
    if (!n || !m)
        return 0;
    if (dem_str_eq(name, form))
        return 9;
    if (n == 1 && m == 1)
        return nearly(a[0], b[0]) ? 7 : 0;
    if (n == 1 || m == 1) {
        const dem_str *one = n == 1 ? a : b, *many = n == 1 ? b : a;
        int32_t last = n == 1 ? m : n;
        if (nearly(one[0], many[last - 1]))
            return 6;
        if (dem_str_ends(n == 1 ? form : name, dem_str_cut(one[0], 0, one[0].len)))
            return 4;
        for (int32_t i = 0; i < last - 1; i++)
            if (dem_str_eq(one[0], many[i]))
                return i ? 3 : 2;
        return 0;
    }
    if (subsequence(a, n, b, m) || subsequence(b, m, a, n))
        return 8;
    return nearly(a[n - 1], b[m - 1]) && first_names_agree(a[0], b[0]) ? 7 : 0;
}

static int fit_actor(const dem_cast *cast, int32_t actor, dem_str name)
{
    int best = 0;
    for (int32_t i = 0; i < cast->parts.at[actor].forms.len; i++) {
        int f = fit(name, cast->parts.at[actor].forms.at[i]);
        best = f > best ? f : best;
    }
    return best;
}

static dem_str alias_fold(const dem_cast *cast, const dem_alias *a)
{
    return dem_fold(dem_run_str(cast, a->run), cast->arena);
}

enum {
    CANDIDATES = 48
};

/* Every word of a person's name, and every part between hyphens, leads to the person. */
static void index_person(dem_cast *cast, int32_t actor, dem_str name)
{
    size_t from = 0;
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.at[i] != ' ' && name.at[i] != '-')
            continue;
        if (i > from) {
            int32_t *head =
                dem_map_put(&cast->by_word, dem_str_cut(name, from, i), cast->arena, NULL);
            *dem_push(&cast->chains, cast->arena) = (dem_chain){actor, *head};
            *head = cast->chains.len;
        }
        from = i + 1;
    }
}

static void consider(const dem_cast *cast, const dem_alias *a, dem_str name, int32_t actor,
                     int *best, int32_t *found)
{
    char gender = cast->doc->actors.at[actor].gender;
    int f = cast->parts.at[actor].sort == DEM_SORT_PERSON ? fit_actor(cast, actor, name) : 0;
    if (!f || (a->gender && gender && gender != a->gender))
        return;
    f = f * 2 + (cast->parts.at[actor].first < a->run.begin);
    if (f > *best || (f == *best && actor > *found)) {
        *best = f;
        *found = actor;
    }
}

/* The person of this document that the alias means: best fit, then the one named last before.
 * Misspelt words are looked for only while the document names few people. */
static int32_t find_person(const dem_cast *cast, const dem_alias *a, dem_str name)
{
    int32_t found = -1, looked = 0;
    int best = 0;
    size_t from = 0;
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.at[i] != ' ' && name.at[i] != '-')
            continue;
        const int32_t *head = dem_map_get(&cast->by_word, dem_str_cut(name, from, i));
        for (int32_t c = head ? *head : 0; c && looked < CANDIDATES;
             c = cast->chains.at[c - 1].next, looked++)
            consider(cast, a, name, cast->chains.at[c - 1].actor, &best, &found);
        from = i + 1;
    }
    for (int32_t i = 0; found < 0 && i < cast->parts.len && i < CANDIDATES; i++)
        consider(cast, a, name, i, &best, &found);
    return found;
}

static char given_gender(const dem_cast *cast, dem_run run)
{
    const dem_lex_entry *e = dem_run_find(cast, (dem_run){run.begin, run.begin + 1}, DEM_LEX_GIVEN);
    int32_t to = run.begin + 3 < run.end ? run.begin + 3 : run.end;
    if (!e && to - run.begin == 3) /* "Jean - Claude" */
        e = dem_run_find(cast, (dem_run){run.begin, to}, DEM_LEX_GIVEN);
    return e && run.end - run.begin > 1 ? dem_lexicon_gender(cast->lex, e) : 0;
}

static void join_person(dem_cast *cast, dem_alias *a)
{
    dem_str name = alias_fold(cast, a);
    int32_t actor = find_person(cast, a, name);
    if (actor < 0)
        actor = dem_cast_actor(cast, dem_run_str(cast, a->run), DEM_SORT_PERSON, a->run.begin);
    dem_actor *row = &cast->doc->actors.at[actor];
    dem_part *part = &cast->parts.at[actor];
    part->named = true;
    if (a->run.begin < part->first)
        part->first = a->run.begin;
    dem_str text = dem_run_str(cast, a->run);
    dem_str a_words[WORDS], b_words[WORDS];
    if (words_of(text, a_words) > words_of(row->name, b_words))
        row->name = text;
    if (!row->gender)
        row->gender = a->gender ? a->gender : given_gender(cast, a->run);
    dem_cast_form(cast, actor, name);
    index_person(cast, actor, name);
    a->actor = actor;
}

/* --- organisations and states ----------------------------------------------------------------- */

static bool abbreviation(dem_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] >= 'a' && s.at[i] <= 'z')
            return false;
    return s.len <= 7;
}

static dem_str place_name(const dem_cast *cast, const dem_alias *a)
{
    if (a->entry && (a->sort == DEM_SORT_STATE || a->adjective)) {
        dem_str name = dem_lexicon_name(cast->lex, a->entry);
        if (name.len)
            return name;
    }
    return dem_run_str(cast, a->run);
}

/* Keys under which a body is found again. */
static dem_str key_entry(const dem_cast *cast, const dem_alias *a)
{
    bool state = a->entry->kind & (DEM_LEX_STATE | DEM_LEX_CAPITAL | DEM_LEX_DEMONYM);
    return dem_str_format(cast->arena, "/%d/%d", state ? DEM_LEX_STATE : a->entry->kind,
                          a->entry->row);
}

/* "RSF" of "Rapid Support Forces". */
static dem_str key_initials(const dem_cast *cast, const dem_alias *a)
{
    dem_str words[WORDS];
    int32_t n = words_of(dem_run_str(cast, a->run), words), len = 0;
    char *out = dem_new(cast->arena, char, WORDS + 1);
    out[len++] = '=';
    for (int32_t i = 0; i < n; i++)
        if (words[i].at[0] >= 'A' && words[i].at[0] <= 'Z')
            out[len++] = words[i].at[0];
    return (dem_str){out, len > 2 ? (size_t)len : 0};
}

static int32_t get(const dem_cast *cast, dem_str key)
{
    const int32_t *at = key.len ? dem_map_get(&cast->by_key, key) : NULL;
    return at ? *at - 1 : -1;
}

static void put(dem_cast *cast, dem_str key, int32_t actor)
{
    if (!key.len)
        return;
    int32_t *at = dem_map_put(&cast->by_key, key, cast->arena, NULL);
    if (!*at)
        *at = actor + 1;
}

static void index_org(dem_cast *cast, const dem_alias *a)
{
    put(cast, alias_fold(cast, a), a->actor);
    if (a->entry)
        put(cast, key_entry(cast, a), a->actor);
    if (a->run.end - a->run.begin < 2)
        return;
    put(cast,
        dem_str_format(cast->arena, "~%.*s", (int)cast->low[a->run.end - 1].len,
                       cast->low[a->run.end - 1].at),
        a->actor);
    put(cast, key_initials(cast, a), a->actor);
}

/* By initials, form, entry, then "ABC" behind "Alpha Beta Council (" and "the Commission". */
static int32_t find_org(const dem_cast *cast, int32_t at)
{
    const dem_alias *a = &cast->aliases.at[at], *before = at ? a - 1 : NULL;
    dem_str text = dem_run_str(cast, a->run), name = alias_fold(cast, a);
    int32_t actor = -1;
    if (abbreviation(text) && text.len > 1)
        actor = get(cast, dem_str_format(cast->arena, "=%.*s", (int)text.len, text.at));
    if (actor < 0)
        actor = get(cast, name);
    if (actor < 0 && a->entry)
        actor = get(cast, key_entry(cast, a));
    if (actor < 0 && before && before->sort != DEM_SORT_PERSON &&
        a->run.begin == before->run.end + 1 && dem_low_is(cast, before->run.end, "(") &&
        abbreviation(text))
        actor = before->actor;
    if (actor < 0 && a->lone && !a->entry)
        actor = get(cast, dem_str_format(cast->arena, "~%.*s", (int)name.len, name.at));
    return actor;
}

static void join_org(dem_cast *cast, int32_t at)
{
    dem_alias *a = &cast->aliases.at[at];
    int32_t actor = find_org(cast, at);
    dem_str name = place_name(cast, a);
    if (actor < 0)
        actor = dem_cast_actor(cast, name, a->sort, a->run.begin);
    dem_actor *row = &cast->doc->actors.at[actor];
    dem_str a_words[WORDS], b_words[WORDS];
    bool first = !cast->parts.at[actor].named;
    if (a->sort != DEM_SORT_STATE && !a->adjective &&
        (first || words_of(name, a_words) > words_of(row->name, b_words)))
        row->name = name;
    if (a->entry && (a->entry->kind & DEM_LEX_ORG))
        row->gazetteer = a->entry->row;
    cast->parts.at[actor].named |= !a->adjective;
    dem_cast_form(cast, actor, alias_fold(cast, a));
    a->actor = actor;
    index_org(cast, a);
}

/* --- gazetteer ---------------------------------------------------------------------------------
 */

/* A bare surname that one known holder bears, in office on the document's date when it has one. */
static void fill_from_holders(dem_cast *cast, int32_t actor)
{
    dem_actor *row = &cast->doc->actors.at[actor];
    dem_str date = cast->doc->meta.published, person = {0}, words[WORDS];
    bool lone = words_of(row->name, words) == 1;
    unsigned kind = lone ? DEM_LEX_SURNAME : DEM_LEX_HOLDER;
    const dem_lex_entry *hit = NULL;
    for (const dem_lex_entry *e = dem_lexicon_find(cast->lex, row->name, kind); e;
         e = dem_lexicon_next(cast->lex, e, row->name, kind)) {
        dem_str who = dem_table_cell(&cast->lex->holders, e->row, DEM_HOLDER_PERSON);
        if (lone && (!date.len || !dem_lexicon_held(cast->lex, e->row, date)))
            continue;
        if (person.len && !dem_str_eq(person, who))
            return;
        if (!hit || dem_lexicon_held(cast->lex, e->row, date))
            hit = e;
        person = who;
    }
    if (!hit)
        return;
    if (lone)
        row->name = person;
    row->gazetteer = hit->row;
    row->party = dem_lexicon_party(cast->lex, hit);
    row->gender = dem_lexicon_gender(cast->lex, hit);
}

void dem_aliases_cluster(dem_cast *cast)
{
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < cast->aliases.len; i++) {
            dem_alias *a = &cast->aliases.at[i];
            if (a->sort == DEM_SORT_PERSON && a->lone == (pass == 1))
                join_person(cast, a);
        }
    for (int32_t i = 0; i < cast->aliases.len; i++)
        if (cast->aliases.at[i].sort != DEM_SORT_PERSON)
            join_org(cast, i);
    for (int32_t i = 0; i < cast->parts.len; i++)
        if (cast->parts.at[i].sort == DEM_SORT_PERSON)
            fill_from_holders(cast, i);
}
