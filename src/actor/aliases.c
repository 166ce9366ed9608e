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

/* The office or honorific that ends at `to`, from `least` on: "Greek | Foreign Minister | X". */
static const dem_lex_entry *title_before(const dem_cast *cast, int32_t to, int32_t least)
{
    const dem_lex_entry *e =
        dem_run_find(cast, (dem_run){least, to}, DEM_LEX_OFFICE | DEM_LEX_HONORIFIC);
    if (e)
        return dem_str_eq(e->form, DEM_STR("U")) ? NULL : e;
    int32_t first = cast->doc->sentences.at[cast->doc->tokens.at[least].sentence].begin;
    int32_t office = dem_office_before(cast, to, least - 3 > first ? least - 3 : first);
    return office >= 0 && office != least
               ? dem_run_find(cast, (dem_run){office, to}, DEM_LEX_OFFICE)
               : NULL;
}

/* Titles and offices at the head of a person's name are no part of it. */
static dem_run untitled(const dem_cast *cast, dem_run run, char *gender)
{
    for (int32_t t = run.begin; t + 1 < run.end; t++)
        if (dem_low_is(cast, t, "'s '"))
            run.begin = t + 1;
    for (bool more = true; more && run.end - run.begin > 1;) {
        more = false;
        for (int32_t to = run.end - run.begin > 12 ? run.begin + 12 : run.end - 1;
             to > run.begin && !more; to--) {
            const dem_lex_entry *e = title_before(cast, to, run.begin);
            if (!e)
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

/* "Mrs | Venn", "Mr. | Venn". */
static char gender_before(const dem_cast *cast, int32_t token)
{
    if (token > 1 && dem_low_is(cast, token - 1, "."))
        token--;
    const dem_lex_entry *e =
        token > 0 ? dem_run_find(cast, (dem_run){token - 1, token}, DEM_LEX_HONORIFIC) : NULL;
    return e ? dem_lexicon_gender(cast->lex, e) : 0;
}

static void add(dem_cast *cast, dem_run run, dem_sort sort, const dem_lex_entry *e, char gender)
{
    for (int32_t i = run.begin; i < run.end; i++)
        if (cast->alias_at[i])
            return;
    dem_alias *a = dem_push(&cast->aliases, cast->arena);
    *a = (dem_alias){.run = run,
                     .sort = sort,
                     .entry = e,
                     .actor = -1,
                     .gender = gender || sort != DEM_SORT_PERSON ? gender
                                                                 : gender_before(cast, run.begin)};
    a->head = dem_head_of(cast->doc, run.begin, run.end);
    a->lone = run.end - run.begin == 1;
    a->adjective = e && (e->kind & (DEM_LEX_DEMONYM | DEM_LEX_ORG)) && beside_noun(cast, run);
    for (int32_t i = run.begin; i < run.end; i++)
        cast->alias_at[i] = cast->aliases.len;
    if (sort != DEM_SORT_PERSON || a->lone)
        return;
    dem_map_put(&cast->surnames, cast->low[run.end - 1], cast->arena, NULL);
    if (run.end - run.begin < 4)
        dem_map_put(&cast->surnames, cast->low[run.begin], cast->arena, NULL);
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

static bool capital_letter(const dem_cast *cast, int32_t token)
{
    uint32_t code;
    dem_str s = dem_token_str(cast->doc, token);
    return s.len && dem_utf8_decode(s, &code) && dem_utf8_is_upper(code);
}

static bool touches(const dem_cast *cast, int32_t left)
{
    const dem_doc *doc = cast->doc;
    return left >= 0 && left + 1 < doc->tokens.len &&
           doc->tokens.at[left].span.end == doc->tokens.at[left + 1].span.begin;
}

static const char PARTICLES[] = "bin bint ibn al el ul von van der den de la le di da do dos du y";

/* The capitalised word behind particles, "de la | Torre"; -1 when there is none. */
static int32_t behind_particles(const dem_cast *cast, int32_t at, int32_t last)
{
    int32_t to = at;
    while (to < last && to < at + 4 &&
           (dem_low_is(cast, to, PARTICLES) ||
            (to > at && dem_low_is(cast, to, "-") && touches(cast, to))))
        to++;
    return to > at && to < last && capital_letter(cast, to) && !cast->alias_at[to] ? to : -1;
}

/* Where a run of such words ends that begins at `at`: particles and hyphens inside belong to it. */
static int32_t name_words_end(const dem_cast *cast, int32_t at, int32_t last)
{
    int32_t to = at;
    while (to < last && to < at + 9 && !cast->alias_at[to]) {
        int32_t next = to > at ? behind_particles(cast, to, last) : -1;
        if (capital_letter(cast, to) && !dem_is_day(cast, to))
            to++;
        else if (to > at && dem_low_is(cast, to, "-") && touches(cast, to - 1) && touches(cast, to))
            to += 2;
        else if (next >= 0)
            to = next + 1;
        else
            break;
    }
    return to < last ? to : last;
}

/* "Kim Yung - | ho", but not "Iran - | backed". */
static bool joins_lower(const dem_cast *cast, int32_t token)
{
    dem_str s = cast->low[token];
    return s.len <= 5 && !dem_low_is(cast, token,
                                     "led backed based born style era wide run held made only like "
                                     "free area born mile year day bound");
}

/* Tokens joined by a hyphen are one word of a name: "Tarrant - | Bligh". */
static dem_run whole_word(const dem_cast *cast, dem_run run, bool person)
{
    int32_t n = cast->doc->tokens.len;
    bool lone_given = run.end - run.begin == 1 && dem_run_find(cast, run, DEM_LEX_GIVEN);
    bool more = person && (lone_given || dem_low_is(cast, run.end, "al el bin ibn von van"));
    while (run.end + 1 < n && dem_low_is(cast, run.end, "-") && touches(cast, run.end - 1) &&
           touches(cast, run.end) &&
           (capital_letter(cast, run.end + 1) || (person && joins_lower(cast, run.end + 1)))) {
        run.end += 2;
        more = person;
    }
    while (run.begin >= 2 && dem_low_is(cast, run.begin - 1, "-") && touches(cast, run.begin - 2) &&
           touches(cast, run.begin - 1) &&
           (capital_letter(cast, run.begin - 2) || dem_low_is(cast, run.begin - 2, "al el ul")))
        run.begin -= 2;
    int32_t last = cast->doc->sentences.at[cast->doc->tokens.at[run.begin].sentence].end;
    if (more && run.end < last) {
        int32_t end = name_words_end(cast, run.begin, last);
        run.end = end > run.end ? end : run.end;
    }
    return run;
}

/* A further word of a name follows. */
static bool goes_on(const dem_cast *cast, int32_t token)
{
    int32_t n = cast->doc->tokens.len;
    return token < n && ((capital_letter(cast, token) && dem_pos(cast, token) == DEM_UPOS_PROPN) ||
                         behind_particles(cast, token, n) >= 0);
}

/* A word that can stand in a name the entity room has not seen. */
static bool name_word(const dem_cast *cast, int32_t token, bool first)
{
    dem_upos pos = dem_pos(cast, token);
    if (cast->alias_at[token] || !capital_letter(cast, token) || dem_is_day(cast, token))
        return false;
    if (first && pos != DEM_UPOS_PRON && pos != DEM_UPOS_DET && pos != DEM_UPOS_ADP &&
        !dem_in_title(cast, token) && goes_on(cast, token + 1))
        return true;
    if (first || dem_in_title(cast, token))
        return pos == DEM_UPOS_PROPN;
    return pos == DEM_UPOS_PROPN || pos == DEM_UPOS_NOUN || pos == DEM_UPOS_ADJ ||
           pos == DEM_UPOS_X;
}

static const char BODY_WORDS[] =
    "committee council union party ministry association bank agency federation group university "
    "institute movement front army court commission parliament house senate congress assembly "
    "office "
    "department mission embassy company corporation organization organisation league alliance fund "
    "coalition service authority forces brigade network foundation center centre board bureau club "
    "church times post daily news herald tribune press tv radio platform forum society trust "
    "initiative "
    "secretariat government republic state states kingdom";

static bool body_word_in(const dem_cast *cast, dem_run run)
{
    for (int32_t t = run.begin; t < run.end; t++)
        if (dem_low_is(cast, t, BODY_WORDS))
            return true;
    return false;
}

/* "Grant | Tarrant-Bligh", "Ada de la | Torre", "Mr | de la Torre": what stands before and makes it
 * a person's name. */
static dem_run first_names(const dem_cast *cast, dem_run run)
{
    int32_t first = cast->doc->sentences.at[cast->doc->tokens.at[run.begin].sentence].begin;
    int32_t at = run.begin;
    while (at > first && at > run.begin - 3 && dem_low_is(cast, at - 1, PARTICLES))
        at--;
    if (at <= first || cast->alias_at[at - 1] || !capital_letter(cast, at - 1))
        return run;
    dem_run before = {at - 1, at};
    bool particles = at < run.begin;
    if (particles && dem_run_find(cast, before, DEM_LEX_HONORIFIC | DEM_LEX_OFFICE))
        run.begin = at;
    else if (dem_run_find(cast, before, DEM_LEX_GIVEN) ||
             (particles && dem_pos(cast, at - 1) == DEM_UPOS_PROPN))
        run.begin = at - 1;
    return run;
}

/* "Kurdish | - led". */
static bool hyphened_adjective(const dem_cast *cast, dem_run run)
{
    return run.end + 1 < cast->doc->tokens.len && dem_low_is(cast, run.end, "-") &&
           touches(cast, run.end - 1) && touches(cast, run.end) &&
           !capital_letter(cast, run.end + 1);
}

/* "National | Police Agency": capitalised words before a body's name belong to it. */
static dem_run left_extended(const dem_cast *cast, dem_run run)
{
    int32_t first = cast->doc->sentences.at[cast->doc->tokens.at[run.begin].sentence].begin;
    while (run.begin - 1 > first && !dem_in_title(cast, run.begin) &&
           !cast->alias_at[run.begin - 1] && capital_letter(cast, run.begin - 1) &&
           !dem_is_day(cast, run.begin - 1) &&
           !dem_run_find(cast, (dem_run){run.begin - 1, run.begin},
                         DEM_LEX_OFFICE | DEM_LEX_HONORIFIC | DEM_LEX_DEMONYM | DEM_LEX_NAMES) &&
           (dem_pos(cast, run.begin - 1) == DEM_UPOS_PROPN ||
            dem_pos(cast, run.begin - 1) == DEM_UPOS_ADJ ||
            dem_pos(cast, run.begin - 1) == DEM_UPOS_NOUN))
        run.begin--;
    return run;
}

static const char OUTLET_WORDS[] =
    "broadcaster newspaper daily weekly magazine channel station website site agency newswire "
    "tabloid platform company firm bank group brand publisher miner airline carmaker shipper";

/* "Steve | King", "Ms. | Duke": a trade or a rank that is a surname here. Rejects "Mr. | President". */
static bool surname_of_trade(const dem_cast *cast, dem_run run)
{
    if (run.end - run.begin > 1)
        return dem_run_find(cast, (dem_run){run.begin, run.begin + 1}, DEM_LEX_GIVEN) &&
               capital_letter(cast, run.end - 1);
    return run.begin > 0 &&
           !dem_low_is(cast, run.begin,
                       "president chairman speaker minister secretary chancellor ambassador governor mayor "
                       "senator justice general") &&
           dem_low_is(cast, run.begin - 1, "mr mr. mrs mrs. ms ms. miss dr dr.");
}

/* "Ministry | of Foreign Affairs", "Association | of Home Builders". */
static dem_run body_name(const dem_cast *cast, dem_run run, int32_t last)
{
    int32_t at = run.end;
    while (at + 1 < last && dem_low_is(cast, at, "of for")) {
        int32_t next = at + 1 + dem_low_is(cast, at + 1, "the");
        int32_t end =
            next < last && !cast->alias_at[next] ? name_words_end(cast, next, last) : next;
        if (end <= next)
            break;
        if (end + 1 < last && dem_low_is(cast, end, "and") && capital_letter(cast, end + 1) &&
            !cast->alias_at[end + 1])
            end = name_words_end(cast, end + 1, last);
        run.end = at = end;
    }
    return run;
}

/* "Front | for the Liberation of the Creeks", which names stop short of. */
static dem_run whole_body(const dem_cast *cast, dem_run run)
{
    int32_t last = cast->doc->sentences.at[cast->doc->tokens.at[run.begin].sentence].end;
    return body_word_in(cast, run) ? body_name(cast, run, last) : run;
}

static void add_named(dem_cast *cast, int32_t index)
{
    const dem_name *name = &cast->doc->names.at[index];
    dem_run run = {name->begin, name->end};
    char gender = 0;
    if (dem_low_is(cast, run.begin, "the a an q.") && run.end - run.begin > 1)
        run.begin++;
    if (run.end - run.begin > 1 && dem_low_is(cast, run.end - 1, "'s '"))
        run.end--;
    bool person = name->kind == DEM_NAME_PER &&
                  !dem_low_is(cast, run.begin - 1, OUTLET_WORDS); /* "the daily | Tempo Nova" */
    run = whole_word(cast, run, person);
    const dem_name *next = index + 1 < cast->doc->names.len ? name + 1 : NULL;
    person |= next && next->begin < run.end && next->kind == DEM_NAME_PER;
    dem_run longer = first_names(cast, run);
    person |= longer.begin < run.begin;
    run = longer;
    if (hyphened_adjective(cast, run) ||
        (person && next && next->begin == run.end && next->kind == DEM_NAME_PER &&
         dem_pos(cast, run.end - 1) == DEM_UPOS_NOUN)) /* "Geologist | Orla Venn" */
        return;
    const dem_lex_entry *e = dem_run_find(cast, run, DEM_LEX_NAMES | DEM_LEX_DEMONYM);
    if (e && e->weak && name->kind == DEM_NAME_PER)
        e = NULL;
    if (!e &&
        dem_run_find(cast, (dem_run){run.end - 1, run.end}, DEM_LEX_OFFICE | DEM_LEX_HONORIFIC) &&
        !(name->kind == DEM_NAME_PER && surname_of_trade(cast, run)))
        return;
    if (e &&
        !(name->kind == DEM_NAME_PER && run.end - run.begin > 1 && !(e->kind & DEM_LEX_HOLDER))) {
        add(cast, run, sort_of_entry(e), e, 0);
        return;
    }
    dem_run bare = untitled(cast, run, &gender);
    if (bare.begin > run.begin && !capital_letter(cast, bare.begin) &&
        !dem_low_is(cast, bare.begin, PARTICLES))
        return; /* "Supreme Leader | of Iran" */
    bool titled = bare.begin > run.begin && !body_word_in(cast, run);
    bool outlet = dem_low_is(cast, run.begin - 1, OUTLET_WORDS);
    if (person || (titled && !outlet) || person_like(cast, run)) {
        add(cast, bare, DEM_SORT_PERSON, dem_run_find(cast, bare, DEM_LEX_HOLDER), gender);
    } else if (name->kind == DEM_NAME_ORG || name->kind == DEM_NAME_PER ||
               name->kind == DEM_NAME_FAC || name->kind == DEM_NAME_LOC ||
               name->kind == DEM_NAME_MISC) {
        bool place = name->kind == DEM_NAME_LOC && !body_word_in(cast, run);
        add(cast, left_extended(cast, place ? run : whole_body(cast, run)), place ? DEM_SORT_PLACE : DEM_SORT_ORG, NULL, 0);
    }
}

/* "…, | the envoy": an office within a few words behind a comma. */
static bool office_behind(const dem_cast *cast, int32_t at, int32_t last)
{
    if (at + 1 >= last || !dem_low_is(cast, at, ","))
        return false;
    for (int32_t t = at + 1; t < last && t < at + 8 && dem_pos(cast, t) != DEM_UPOS_VERB &&
                             (dem_pos(cast, t) != DEM_UPOS_PUNCT || dem_low_is(cast, t, "-"));
         t++)
        if (dem_pos(cast, t) == DEM_UPOS_NOUN && dem_office_before(cast, t + 1, at + 1) >= 0)
            return true;
    return false;
}

static bool all_capitals(const dem_cast *cast, dem_run run)
{
    dem_str s = dem_run_str(cast, run);
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] >= 'a' && s.at[i] <= 'z')
            return false;
    return true;
}

/* "Envoys", "Kurdish-led": capitalised by their place only, or by the name inside. */
static bool common_word(const dem_cast *cast, dem_run run)
{
    dem_str s = cast->low[run.begin];
    if (dem_pos(cast, run.end - 1) == DEM_UPOS_ADJ)
        return true;
    if (run.end - run.begin > 1)
        return false;
    unsigned kinds = DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE;
    return dem_lexicon_find(cast->lex, s, kinds) ||
           (dem_str_ends(s, DEM_STR("s")) &&
            dem_lexicon_find(cast->lex, dem_str_cut(s, 0, s.len - 1), kinds));
}

/* "Casts Doubt On Talks": words of a headline in capitals, which no person is called. */
static bool headline_words(const dem_cast *cast, dem_run run)
{
    for (int32_t t = run.begin; t < run.end; t++) {
        dem_upos pos = dem_pos(cast, t);
        bool closed = pos == DEM_UPOS_AUX || pos == DEM_UPOS_SCONJ || pos == DEM_UPOS_PART ||
                      pos == DEM_UPOS_ADP || pos == DEM_UPOS_DET;
        if (closed && run.end - run.begin > 2 && capital_letter(cast, t) &&
            !dem_low_is(cast, t, PARTICLES))
            return true;
    }
    return false;
}

/* A word for a trade before a person: "Geologist | Orla Venn"; at the head of a sentence whatever its tag. */
static bool trade_before_person(const dem_cast *cast, dem_run run)
{
    const dem_doc *doc = cast->doc;
    int32_t next = run.end < doc->tokens.len ? cast->alias_at[run.end] : 0;
    bool leads = run.end == doc->sentences.at[doc->tokens.at[run.begin].sentence].begin + 1;
    return next && cast->aliases.at[next - 1].sort == DEM_SORT_PERSON &&
           (leads || dem_pos(cast, run.end - 1) == DEM_UPOS_NOUN);
}

/* A run of capitalised words that reads as a name; `sort` says whose. Empty when it does not. */
static dem_run unseen_name(const dem_cast *cast, int32_t token, dem_sort *sort)
{
    const dem_doc *doc = cast->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[token].sentence];
    dem_run run = {token, token};
    if (!name_word(cast, token, token == s->begin))
        return run;
    run.end = name_words_end(cast, token, s->end);
    char gender = 0;
    dem_run bare = untitled(cast, run, &gender);
    bool titled = bare.begin > run.begin;
    bool office = token > s->begin && dem_office_before(cast, token, s->begin) >= 0;
    bool apposed = token > s->begin + 1 && dem_low_is(cast, token - 1, ",") &&
                   run.end - token > 1 && dem_office_before(cast, token - 1, s->begin) >= 0;
    bool given = run.end - run.begin > 1 && person_like(cast, run);
    bool said = cast->source[token];
    if (body_word_in(cast, bare)) {
        *sort = DEM_SORT_ORG;
        run = body_name(cast, run, s->end);
        return said && run.end - run.begin > 1 ? run : (dem_run){token, token};
    }
    *sort = DEM_SORT_PERSON;
    if (dem_run_find(cast, bare, DEM_LEX_OFFICE | DEM_LEX_HONORIFIC) ||
        dem_office_before(cast, run.end, run.begin) >= 0 || common_word(cast, bare) ||
        headline_words(cast, bare) || trade_before_person(cast, run))
        return (dem_run){token, token};
    if (titled || office || apposed || given ||
        (bare.end - bare.begin > 1 && (said || office_behind(cast, run.end, s->end))))
        return bare;
    if (!said)
        return (dem_run){token, token};
    bool article = token > s->begin && dem_low_is(cast, token - 1, "the a an");
    if (article || all_capitals(cast, run))
        *sort = DEM_SORT_ORG;
    return run;
}

/* Is the single name `token` also the last word of a person's fuller name in this document? */
static bool surname_here(const dem_cast *cast, int32_t token)
{
    if (dem_pos(cast, token) == DEM_UPOS_PRON || dem_pos(cast, token) == DEM_UPOS_VERB)
        return false;
    return dem_map_get(&cast->surnames, cast->low[token]) != NULL;
}

/* Further mentions by surname of persons that the document names in full. */
static void lone_surnames(dem_cast *cast)
{
    for (int32_t t = 0; t < cast->doc->tokens.len; t++)
        if (!cast->alias_at[t] && capital_letter(cast, t) && surname_here(cast, t))
            add(cast, (dem_run){t, t + 1}, DEM_SORT_PERSON, NULL, 0);
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

/* "The National | Police Agency" is no newspaper. */
static bool touches_capital(const dem_cast *cast, int32_t token)
{
    dem_upos pos = dem_pos(cast, token);
    return capital_letter(cast, token) && !dem_is_day(cast, token) && !dem_in_title(cast, token) &&
           (pos == DEM_UPOS_PROPN || pos == DEM_UPOS_NOUN);
}

/* Names of the gazetteer of at least so many tokens. */
static void add_known(dem_cast *cast, int32_t least)
{
    for (int32_t t = 0; t < cast->doc->tokens.len; t++) {
        int32_t end;
        if (cast->alias_at[t] || !(capital_letter(cast, t) || dem_low_is(cast, t, "al")))
            continue;
        const dem_lex_entry *e = dem_token_longest(cast, t, DEM_LEX_NAMES | DEM_LEX_DEMONYM, &end);
        if (e && (e->kind & DEM_LEX_OUTLET) && end < cast->doc->tokens.len &&
            touches_capital(cast, end))
            continue;
        if (e && !e->weak && end - t >= least && (least > 1 || !surname_here(cast, t))) {
            add(cast, (dem_run){t, end}, sort_of_entry(e), e, 0);
            t = end - 1;
        }
    }
}

void dem_aliases_find(dem_cast *cast)
{
    const dem_doc *doc = cast->doc;
    add_known(cast, 2);
    for (int32_t i = 0; i < doc->names.len; i++)
        add_named(cast, i);
    add_known(cast, 1);
    for (int32_t t = 0; t < doc->tokens.len; t++) {
        dem_sort sort;
        dem_run run = cast->alias_at[t] ? (dem_run){t, t} : unseen_name(cast, t, &sort);
        if (run.end > run.begin) {
            add(cast, run, sort, NULL, 0);
            t = run.end - 1;
        }
    }
    lone_surnames(cast);
    sort_aliases(cast);
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        dem_alias *a = &cast->aliases.at[i];
        if ((a->sort == DEM_SORT_ORG || a->sort == DEM_SORT_PLACE) && !a->entry &&
            a->run.end - a->run.begin <= 3 && surname_here(cast, a->run.end - 1) &&
            !body_word_in(cast, a->run))
            a->sort = DEM_SORT_PERSON;
    }
}
