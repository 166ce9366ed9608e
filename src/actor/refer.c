/* Whom a phrase refers to: names, offices ("the minister"), groups, documents, the unnamed.
 *
 * Accepts "The foreign minister" after "Russian Foreign Minister Sergei Lavrov" as Lavrov;
 * rejects it as Lavrov when the document has called only somebody else a foreign minister.
 */
#include "actor/parts.h"

#include "lexicon/fold.h"

#include <string.h>

static dem_link none(void)
{
    return (dem_link){-1, "", 0};
}

static dem_str fold_run(const dem_cast *cast, dem_run run)
{
    return dem_fold(dem_run_str(cast, run), cast->arena);
}

/* The phrase around a head: to the left its own words, to the right "of …" when asked for. */
static dem_run phrase(const dem_cast *cast, int32_t head, dem_run span)
{
    const dem_doc *doc = cast->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[head].sentence];
    int32_t begin = head, least = span.begin < span.end ? span.begin : s->begin;
    while (begin > least && begin > head - 10) {
        dem_upos pos = dem_pos(cast, begin - 1);
        if (begin < head && dem_low_is(cast, begin, "the a an this that his her its their our my whose"))
            break;
        if (pos != DEM_UPOS_ADJ && pos != DEM_UPOS_NOUN && pos != DEM_UPOS_PROPN &&
            pos != DEM_UPOS_DET && pos != DEM_UPOS_NUM && !cast->alias_at[begin - 1] &&
            !dem_low_is(cast, begin - 1, "'s ' - his her its their our my your whose") &&
            !dem_low_is(cast, begin, "-") &&
            !(begin - 2 >= least && dem_low_is(cast, begin - 2, "-")))
            break;
        begin--;
    }
    return (dem_run){begin, head + 1};
}

static bool definite(const dem_cast *cast, dem_run core)
{
    if (dem_low_is(cast, core.begin, "the this that these those his her its their"))
        return true;
    for (int32_t t = core.begin; t < core.end; t++)
        if (dem_low_is(cast, t, "'s"))
            return true;
    return !dem_low_is(cast, core.begin, "a an one some two three several many another");
}

static dem_run no_article(const dem_cast *cast, dem_run run)
{
    if (run.end - run.begin > 1 && dem_low_is(cast, run.begin, "the a an this that these those"))
        run.begin++;
    return run;
}

/* "the | two | ministers": of one side or of two, which the words do not tell. */
static bool counted(const dem_cast *cast, dem_run core)
{
    for (int32_t t = core.begin; t < core.end; t++)
        if (dem_low_is(cast, t, "two three four both"))
            return true;
    return false;
}

/* The side of a phrase that names nobody: by its words, by whose it is ("its delegation"), and for
 * what belongs to a state by the one state spoken of. */
static dem_str phrase_party(dem_cast *cast, int32_t head, dem_run core, dem_run whole,
                            bool of_state)
{
    if (dem_run_of_two(cast, whole))
        return DEM_STR("?");
    dem_str party = dem_run_party(cast, whole);
    if (party.len != 1)
        return party;
    if (dem_low_is(cast, core.begin, "his her its their whose")) {
        int32_t owner = dem_refer(cast, core.begin, (dem_run){0, 0}).actor;
        return owner >= 0 ? cast->doc->actors.at[owner].party : party;
    }
    bool of_one = of_state && dem_low_is(cast, core.begin, "the") && !counted(cast, core);
    return of_one ? dem_party_in_context(cast, head) : party;
}

/* --- persons by office -------------------------------------------------------------------------
 */

typedef struct office_wanted {
    dem_str office; /* folded words of the office asked for */
    dem_str party;  /* of the phrase, or "?" */
    dem_str of;     /* last word of its "of …", or empty */
    int32_t token;
    bool later; /* those named later count too */
} office_wanted;

static bool has_words(dem_str s, dem_str words)
{
    for (size_t at = 0; at + words.len <= s.len; at++)
        if (!memcmp(s.at + at, words.at, words.len) && (at == 0 || s.at[at - 1] == ' ') &&
            (at + words.len == s.len || s.at[at + words.len] == ' '))
            return true;
    return false;
}

static bool has_office(const dem_cast *cast, int32_t actor, const office_wanted *want)
{
    const dem_part *part = &cast->parts.at[actor];
    for (int32_t i = 0; i < part->roles.len; i++) {
        bool other = want->of.len &&
                     dem_str_find(part->roles.at[i], DEM_STR(" of ")) < part->roles.at[i].len &&
                     !has_words(part->roles.at[i], want->of);
        if (has_words(part->roles.at[i], want->office) && !other)
            return true;
    }
    const dem_actor *row = &cast->doc->actors.at[actor];
    if (part->sort == DEM_SORT_PERSON && row->gazetteer >= 0 && part->named) {
        dem_str held = dem_table_cell(&cast->lex->holders, row->gazetteer, DEM_HOLDER_OFFICE);
        return !part->roles.len && has_words(held, want->office);
    }
    return false;
}

static int holds_office(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    int32_t actor = seen->actor;
    const office_wanted *want = context;
    const dem_actor *row = &cast->doc->actors.at[actor];
    if (cast->parts.at[actor].sort != DEM_SORT_PERSON || cast->parts.at[actor].plural)
        return -1;
    if (want->party.len > 1 && row->party.len > 1 && !dem_str_eq(want->party, row->party))
        return -1; /* "the Russian envoy" is not the rebels' */
    if (!has_office(cast, actor, want))
        return -1;
    return cast->parts.at[actor].named ? 0 : 20;
}

/* The person of that office named before, else the first one named after. */
static int32_t by_office(const dem_cast *cast, const office_wanted *want)
{
    int32_t margin, actor = dem_salient(cast, want->token, holds_office, want, &margin);
    if (actor >= 0 || !want->later)
        return actor;
    int32_t n = cast->doc->tokens.len, reach = want->token + 600 < n ? want->token + 600 : n;
    for (int32_t t = want->token + 1; t < reach; t++) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (a && a->sort == DEM_SORT_PERSON && a->actor >= 0 &&
            holds_office(cast, &(dem_seen){a->head, a->actor, false}, want) >= 0)
            return a->actor;
    }
    return -1;
}

/* "Foreign Minister | X", "the minister, | Sir X", "the delegate | known as | X", and by the tree:
 * a person right behind the phrase. */
static int32_t person_behind(const dem_cast *cast, int32_t head)
{
    const dem_doc *doc = cast->doc;
    int32_t n = doc->tokens.len, reach = head + 25 < n ? head + 25 : n;
    bool near = true, linked = false, nominal = true;
    for (int32_t at = head + 1; at < reach; at++) {
        int32_t alias = cast->alias_at[at];
        const dem_alias *a = alias ? &cast->aliases.at[alias - 1] : NULL;
        bool enclosed = a && dem_low_is(cast, at - 1, ",") && dem_low_is(cast, a->run.end, ",") &&
                        (dem_low_is(cast, head + 1, "who") || nominal);
        bool apposed = a && doc->parses.at[a->head].head == head &&
                       doc->parses.at[a->head].rel == DEM_REL_appos;
        if (a && a->sort == DEM_SORT_PERSON && a->run.begin == at &&
            ((near && (linked || at == head + 1)) || apposed || enclosed))
            return a->actor;
        dem_upos pos = dem_pos(cast, at);
        bool link = dem_low_is(cast, at, ", known as named called alias identified");
        linked |= link;
        nominal &= alias || doc->parses.at[at].xpos == DEM_XPOS_VBG || pos == DEM_UPOS_ADJ ||
                   pos == DEM_UPOS_NOUN || pos == DEM_UPOS_PROPN ||
                   dem_low_is(cast, at, "of for to in at the 's ' - ,");
        near &= at < head + 9 && (link || pos == DEM_UPOS_ADJ || pos == DEM_UPOS_PROPN ||
                                  pos == DEM_UPOS_NOUN || dem_low_is(cast, at, "."));
        if (doc->tokens.at[at].sentence != doc->tokens.at[head].sentence)
            break;
    }
    return -1;
}

static const char VAGUE[] = "leader politician diplomat official envoy lawmaker man woman activist "
                            "negotiator statesman strongman veteran billionaire candidate";

static int any_person(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    int32_t actor = seen->actor;
    const char *gender = context;
    const dem_part *part = &cast->parts.at[actor];
    char of = cast->doc->actors.at[actor].gender;
    return part->sort == DEM_SORT_PERSON && !part->plural && (!of || !*gender || of == *gender)
               ? 0
               : -1;
}

static const char STATE_BODIES[] =
    "ministry embassy army navy police parliament treasury presidency "
    "cabinet junta military consulate senate house assembly government "
    "opposition authorities leadership officials lawmakers ministers "
    "police soldiers delegation negotiators administration";

/* "Its foreign ministry", of China: the "Chinese foreign ministry". */
static dem_str body_name(dem_cast *cast, dem_run run)
{
    dem_str own = {"", 0};
    int32_t owner = dem_low_is(cast, run.begin, "its their") ? dem_refer(cast, run.begin, (dem_run){0, 0}).actor : -1;
    if (owner >= 0 && (cast->parts.at[owner].sort == DEM_SORT_STATE || dem_low_is(cast, run.end - 1, STATE_BODIES)))
        own = dem_lexicon_demonym(cast->lex, cast->doc->actors.at[owner].party);
    if (!own.len || run.end - run.begin < 2)
        return dem_run_str(cast, run);
    return dem_str_join(dem_str_join(own, DEM_STR(" "), cast->doc->arena), dem_run_str(cast, (dem_run){run.begin + 1, run.end}),
                        cast->doc->arena);
}

/* A new actor for a phrase that names nobody; the same words mean the same actor again. */
static int32_t unnamed(dem_cast *cast, dem_run core, dem_sort sort, bool plural, dem_str party)
{
    dem_run run = no_article(cast, core);
    dem_str name = sort == DEM_SORT_ORG ? body_name(cast, run) : dem_run_str(cast, run);
    dem_str form = dem_fold(name, cast->arena);
    int32_t *known =
        dem_map_put(&cast->by_key, dem_str_format(cast->arena, "?%.*s", (int)form.len, form.at),
                    cast->arena, NULL);
    if (*known && definite(cast, core))
        return *known - 1;
    int32_t actor = dem_cast_actor(cast, name, sort, core.begin);
    *known = actor + 1;
    dem_actor *row = &cast->doc->actors.at[actor];
    cast->parts.at[actor].plural = plural;
    if (plural)
        row->gender = 'p';
    if (sort == DEM_SORT_PERSON || sort == DEM_SORT_DOCUMENT)
        row->type = DEM_ACTOR_unnamed;
    row->party = party;
    dem_cast_form(cast, actor, form);
    return actor;
}

static char office_gender(const dem_cast *cast, dem_run office)
{
    const dem_lex_entry *e = dem_run_find(cast, office, DEM_LEX_OFFICE);
    return e ? dem_lexicon_gender(cast->lex, e) : 0;
}

typedef struct counterpart_wanted {
    int32_t owner;
    dem_str party;
} counterpart_wanted;

static int is_counterpart(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    int32_t actor = seen->actor;
    const counterpart_wanted *want = context;
    dem_str party = cast->doc->actors.at[actor].party;
    if (cast->parts.at[actor].sort != DEM_SORT_PERSON || actor == want->owner ||
        !cast->parts.at[actor].named || !dem_str_eq(party, want->party))
        return -1;
    return 0;
}

/* "his Azerbaijani | counterpart": another person, of that side; -1 when none was named. */
static int32_t counterpart(dem_cast *cast, int32_t head, dem_run core)
{
    counterpart_wanted want = {-1, dem_run_party(cast, core)};
    int32_t margin;
    if (dem_low_is(cast, core.begin, "his her its their"))
        want.owner = dem_refer(cast, core.begin, (dem_run){0, 0}).actor;
    return want.party.len > 1 ? dem_salient(cast, head, is_counterpart, &want, &margin) : -1;
}

/* A lead tells the office, the next sentence the name: "Norway's fisheries | minister | has
 * declared ... Orla Venn told a radio station". Whoever is first named in the body, as a subject,
 * in a later sentence, when no office of his own stands beside the name; -1 when there is none. */
static int32_t introduced_after(const dem_cast *cast, const office_wanted *want, char gender)
{
    enum {
        REACH = 150
    };
    const dem_doc *doc = cast->doc;
    int32_t head = want->token, n = doc->tokens.len, sentence = doc->tokens.at[head].sentence;
    if (cast->first_person < head)
        return -1;
    for (int32_t t = doc->sentences.at[sentence].end; t < n && t < head + REACH; t++) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (!a || a->sort != DEM_SORT_PERSON || a->actor < 0 || a->run.begin != t ||
            cast->parts.at[a->actor].first < t)
            continue;
        const dem_actor *row = &doc->actors.at[a->actor];
        bool side = want->party.len != 3 || row->party.len != 3 ||
                    dem_str_eq(want->party, row->party);
        bool sex = !gender || !row->gender || gender == row->gender;
        bool subject = dem_is_subject(cast, a->head) ||
                       t == doc->sentences.at[doc->tokens.at[t].sentence].begin ||
                       (doc->parses.at[a->head].rel == DEM_REL_nmod_poss &&
                        dem_low_is(cast, a->run.end, "'s '"));
        if (!subject)
            continue;
        bool office = dem_only_rank(cast, a->role) || has_office(cast, a->actor, want);
        return side && sex && !a->lone && office ? a->actor : -1;
    }
    return -1;
}

/* The office goes to the person, for later words such as "the minister". */
static void give_office(dem_cast *cast, int32_t actor, dem_run whole, dem_str party)
{
    dem_actor *row = &cast->doc->actors.at[actor];
    dem_run role = no_article(cast, whole);
    row->role = dem_token_span(cast->doc, role.begin, role.end);
    if (row->party.len == 1)
        row->party = party;
    *dem_push(&cast->parts.at[actor].roles, cast->arena) = fold_run(cast, role);
}

static dem_link refer_office(dem_cast *cast, int32_t head, dem_run core, dem_run whole,
                             int32_t from)
{
    int32_t behind = person_behind(cast, head);
    for (int32_t t = core.end; t < whole.end; t++)
        if (dem_pos(cast, t) == DEM_UPOS_CCONJ)
            whole.end = t;
    if (behind >= 0)
        return (dem_link){behind, "apposition", 0.95f};
    dem_run office = {from, head + 1};
    if (dem_low_is(cast, head, "counterpart")) {
        int32_t other = counterpart(cast, head, core);
        if (other >= 0)
            return (dem_link){other, "office", 0.75f};
    }
    dem_str of = {"", 0};
    for (int32_t t = head + 1; t < whole.end && dem_low_is(cast, head + 1, "of for"); t++)
        of = cast->low[t];
    office_wanted want = {fold_run(cast, office), dem_run_party(cast, whole), of, head, true};
    char gender = office_gender(cast, office);
    if (definite(cast, core) && !dem_low_is(cast, head, "counterpart")) {
        int32_t actor = by_office(cast, &want);
        if (actor >= 0)
            return (dem_link){actor, "office", 0.85f};
        bool bare = core.end - no_article(cast, core).begin == 1 && whole.end == core.end;
        int32_t margin;
        if (bare && dem_low_is(cast, core.begin, "the this that") &&
            dem_low_is(cast, head, VAGUE)) {
            actor = dem_salient(cast, head, any_person, &gender, &margin);
            if (actor >= 0)
                return (dem_link){actor, "office", 0.6f};
        }
    }
    dem_str party = phrase_party(cast, head, core, whole, true);
    int32_t later = dem_low_is(cast, head, "counterpart official diplomat source")
                        ? -1
                        : introduced_after(cast, &want, gender);
    if (later >= 0) {
        give_office(cast, later, whole, party);
        return (dem_link){later, "office", 0.7f};
    }
    int32_t actor = unnamed(cast, whole, DEM_SORT_PERSON, false, party);
    dem_actor *row = &cast->doc->actors.at[actor];
    row->gender = gender;
    if (!cast->parts.at[actor].roles.len) {
        row->role = dem_token_span(cast->doc, no_article(cast, whole).begin, whole.end);
        *dem_push(&cast->parts.at[actor].roles, cast->arena) =
            fold_run(cast, no_article(cast, whole));
    }
    return (dem_link){actor, "unnamed", 0.8f};
}

/* --- states, institutions, groups, documents ---------------------------------------------------
 */

static const dem_lex_entry *collective_at(const dem_cast *cast, int32_t head)
{
    dem_str lemma = dem_token_lemma(cast, head);
    char room[96];
    for (int32_t from = head - 2 < 0 ? 0 : head - 2; from <= head; from++) {
        dem_str before = dem_run_str(cast, (dem_run){from, head});
        dem_str gap = from < head ? DEM_STR(" ") : (dem_str){"", 0};
        if (before.len + gap.len + lemma.len > sizeof room)
            continue;
        memcpy(room, before.at, before.len);
        memcpy(room + before.len, gap.at, gap.len);
        memcpy(room + before.len + gap.len, lemma.at, lemma.len);
        const dem_lex_entry *e = dem_lexicon_find(
            cast->lex, (dem_str){room, before.len + gap.len + lemma.len}, DEM_LEX_COLLECTIVE);
        if (e)
            return e;
    }
    return NULL;
}

static int author_like(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    int32_t actor = seen->actor;
    (void)context;
    const dem_part *part = &cast->parts.at[actor];
    return part->sort == DEM_SORT_DOCUMENT ? -1 : part->sort == DEM_SORT_GROUP ? 30 : 0;
}

/* The state or body that a phrase speaks for: "the German | government", "a | UN | report". */
static int32_t owner_in(const dem_cast *cast, dem_run run, int32_t head)
{
    for (int32_t t = run.begin; t < run.end; t++) {
        int32_t alias = t == head ? 0 : cast->alias_at[t];
        if (alias && cast->aliases.at[alias - 1].actor >= 0)
            return cast->aliases.at[alias - 1].actor;
    }
    return -1;
}

/* "its | statement", "the statement": whose it is, by the pronoun or by who spoke last. */
static int32_t author_of(dem_cast *cast, int32_t head, dem_run core)
{
    if (dem_low_is(cast, core.begin, "its his her their whose"))
        return dem_refer(cast, core.begin, (dem_run){0, 0}).actor;
    for (int32_t t = core.begin + 1; t < core.end; t++)
        if (dem_low_is(cast, t, "'s '"))
            return dem_refer(cast, t - 1, (dem_run){core.begin, t}).actor;
    if (dem_low_is(cast, core.begin, "the") && core.end - core.begin == 2 &&
        dem_low_is(cast, head,
                   "statement communique letter notice note memo memorandum message post tweet")) {
        int32_t margin;
        return dem_salient(cast, head, author_like, NULL, &margin);
    }
    return -1;
}

/* Every word that modifies the head stands in the form too. */
static bool has_modifiers(const dem_cast *cast, dem_str form, dem_run core)
{
    for (int32_t t = core.begin; t + 1 < core.end; t++)
        if ((dem_pos(cast, t) == DEM_UPOS_NOUN || dem_pos(cast, t) == DEM_UPOS_ADJ ||
             dem_low_is(cast, t, "its his her their")) &&
            !has_words(form, cast->low[t]))
            return false;
    return true;
}

/* "the ministry" after "the Greek finance ministry" or "Ministry of Trade". */
static int32_t institution_before(const dem_cast *cast, int32_t head, dem_run core)
{
    dem_str word = cast->low[head], party = dem_run_party(cast, core);
    for (int32_t i = cast->seen.len - 1; i >= 0 && i > cast->seen.len - 400; i--) {
        const dem_seen *s = &cast->seen.at[i];
        const dem_part *part = &cast->parts.at[s->actor];
        dem_str other = cast->doc->actors.at[s->actor].party;
        if (s->head >= head || part->sort == DEM_SORT_PERSON || part->sort == DEM_SORT_STATE ||
            (party.len == 3 && other.len == 3 && !dem_str_eq(party, other)))
            continue;
        for (int32_t f = 0; f < part->forms.len; f++)
            if (has_words(part->forms.at[f], word) && has_modifiers(cast, part->forms.at[f], core))
                return s->actor;
    }
    return -1;
}

static int body_like(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    int32_t actor = seen->actor;
    (void)context;
    dem_sort sort = cast->parts.at[actor].sort;
    return sort == DEM_SORT_ORG || sort == DEM_SORT_OUTLET ? 0 : -1;
}

static int side_like(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    (void)context;
    dem_sort sort = cast->parts.at[seen->actor].sort;
    return sort == DEM_SORT_ORG || sort == DEM_SORT_STATE ? 0 : sort == DEM_SORT_GROUP ? 20 : -1;
}

static const char GOVERNMENT[] = "government side administration";
static const char BODIES[] =
    "ministry embassy office agency army navy police court parliament department commission "
    "council "
    "committee organization organisation group body company firm bank party union bloc institution "
    "movement alliance federation association mission delegation tribunal consulate command "
    "militia "
    "service bureau secretariat presidency palace foundation institute centre center university "
    "hospital club "
    "newspaper broadcaster channel station website regulator watchdog fund treasury senate "
    "congress house "
    "assembly cabinet junta military airline charity laboratory exchange team panel board campaign";
static const char GENERIC[] =
    "office agency organization organisation group body company firm institution bloc movement "
    "union "
    "party alliance newspaper paper broadcaster channel outlet network watchdog site website daily";

bool dem_is_body(const dem_cast *cast, int32_t token)
{
    return dem_low_is(cast, token, BODIES);
}

static dem_link refer_body(dem_cast *cast, int32_t head, dem_run core, dem_run whole)
{
    bool bare = core.end - no_article(cast, core).begin == 1 && whole.end == core.end;
    int32_t actor, margin;
    if (definite(cast, core) && (actor = institution_before(cast, head, core)) >= 0) {
        dem_str *name = &cast->doc->actors.at[actor].name;
        bool vague =
            dem_str_starts(*name, DEM_STR("its ")) || dem_str_starts(*name, DEM_STR("Its "));
        bool fuller = core.end - core.begin > 2 || !dem_low_is(cast, core.begin, "the");
        if (vague && fuller && !dem_low_is(cast, core.begin, "its his her their"))
            *name = dem_run_str(cast, no_article(cast, whole));
        return (dem_link){actor, "surname", 0.85f};
    }
    if (bare && definite(cast, core) && dem_low_is(cast, head, GENERIC) &&
        (actor = dem_salient(cast, head, body_like, NULL, &margin)) >= 0)
        return (dem_link){actor, "office", 0.65f};
    actor = unnamed(cast, whole, DEM_SORT_ORG, false,
                    phrase_party(cast, head, core, whole, dem_low_is(cast, head, STATE_BODIES)));
    return (dem_link){actor, "name", 0.8f};
}

static dem_link refer_collective(dem_cast *cast, int32_t head, dem_run core, dem_run whole,
                                 const dem_lex_entry *e)
{
    dem_str kind = dem_table_cell(&cast->lex->collectives, e->row, DEM_COLLECTIVE_KIND);
    dem_str sort = dem_table_cell(&cast->lex->collectives, e->row, DEM_COLLECTIVE_SORT);
    dem_str party = phrase_party(cast, head, core, whole, dem_low_is(cast, head, STATE_BODIES));
    dem_str usual = dem_table_cell(&cast->lex->collectives, e->row, DEM_COLLECTIVE_PARTY);
    int xpos = cast->doc->parses.at[head].xpos;
    bool plural = xpos == DEM_XPOS_NNS || xpos == DEM_XPOS_NNPS;
    if (party.len == 1)
        party = usual;
    if (dem_str_eq(kind, DEM_STR("experts")) || dem_str_eq(kind, DEM_STR("media")))
        party = usual;
    if (dem_str_eq(sort, DEM_STR("document")) ||
        dem_low_is(cast, head, "report article study survey poll film")) {
        int32_t owner = owner_in(cast, whole, head);
        if (owner < 0)
            owner = author_of(cast, head, core);
        if (owner >= 0)
            return (dem_link){owner, "metonym", 0.75f};
        return (dem_link){unnamed(cast, whole, DEM_SORT_DOCUMENT, plural, party), "unnamed", 0.7f};
    }
    bool person =
        !plural && (dem_str_eq(sort, DEM_STR("person")) || dem_str_eq(sort, DEM_STR("experts")));
    int32_t behind = person ? person_behind(cast, head) : -1;
    if (behind >= 0)
        return (dem_link){behind, "apposition", 0.9f};
    int32_t actor = unnamed(cast, whole, person ? DEM_SORT_PERSON : DEM_SORT_GROUP, plural, party);
    dem_actor *row = &cast->doc->actors.at[actor];
    if (dem_str_eq(kind, DEM_STR("unnamed")) || person)
        row->type = DEM_ACTOR_unnamed;
    else if (dem_str_eq(kind, DEM_STR("media")) && !plural)
        row->type = DEM_ACTOR_institution;
    return (dem_link){actor, row->type == DEM_ACTOR_unnamed ? "unnamed" : "collective", 0.85f};
}

/* --- heads -------------------------------------------------------------------------------------
 */

static dem_link refer_alias(const dem_alias *a)
{
    const char *how = a->sort == DEM_SORT_PERSON && a->lone ? "surname" : "name";
    if (a->entry && (a->entry->kind & (DEM_LEX_CAPITAL | DEM_LEX_SEAT)))
        how = "metonym";
    return (dem_link){a->actor, how, a->lone ? 0.93f : 0.97f};
}

/* "The Dutch", "the Japanese", "the Iranians" are many. */
static bool is_of_many(const dem_cast *cast, int32_t token)
{
    static const char *const endings[] = {"sh", "ch", "ese", "ss"};
    int xpos = cast->doc->parses.at[token].xpos;
    bool many = xpos == DEM_XPOS_NNS || xpos == DEM_XPOS_NNPS;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        many |= dem_str_ends(cast->low[token], dem_str_of(endings[i]));
    return many;
}

/* "the | Iranian | denied it": the person of that side spoken of last, or -1. */
static int32_t countryman(const dem_cast *cast, const dem_alias *a)
{
    int32_t margin, t = a->run.begin;
    bool demonym = a->entry && a->entry->kind & DEM_LEX_DEMONYM && !(a->entry->kind & DEM_LEX_PLACES) && !a->adjective;
    if (!demonym || !a->lone || t == 0 || !dem_low_is(cast, t - 1, "the") || is_of_many(cast, t))
        return -1;
    counterpart_wanted want = {-1, dem_run_party(cast, a->run)};
    return want.party.len == 3 ? dem_salient(cast, t, is_counterpart, &want, &margin) : -1;
}

/* Where the source's own words end: "of …" and "in …" phrases, but no relative clause. */
static dem_run whole_phrase(const dem_cast *cast, dem_run core, dem_run span)
{
    dem_run whole = core;
    while (whole.end < span.end) {
        dem_upos pos = dem_pos(cast, whole.end);
        bool verb = pos == DEM_UPOS_VERB && cast->doc->parses.at[whole.end].rel != DEM_REL_amod;
        if (verb || pos == DEM_UPOS_AUX || pos == DEM_UPOS_PUNCT ||
            pos == DEM_UPOS_SCONJ ||
            (pos == DEM_UPOS_PRON && !dem_low_is(cast, whole.end, "his her its their")))
            break;
        whole.end++;
    }
    while (whole.end > core.end && dem_pos(cast, whole.end - 1) == DEM_UPOS_ADP)
        whole.end--; /* "a bloc | of" */
    return whole;
}

/* Of a noun that no table knows: "the caravan" is nobody whom "he" could mean. */
static dem_sort sort_of_noun(const dem_cast *cast, int32_t head, bool plural)
{
    return plural ? DEM_SORT_GROUP
                  : dem_things_speak(&cast->lex->things, dem_token_lemma(cast, head)) ? DEM_SORT_PERSON : DEM_SORT_DOCUMENT;
}

static dem_link refer_noun(dem_cast *cast, int32_t head, dem_run span)
{
    dem_run core = phrase(cast, head, span), whole = whole_phrase(cast, core, span);
    int xpos = cast->doc->parses.at[head].xpos;
    bool plural = xpos == DEM_XPOS_NNS || xpos == DEM_XPOS_NNPS;
    if (dem_low_is(cast, head, GOVERNMENT)) {
        int32_t owner = owner_in(cast, whole, head);
        if (owner >= 0 && cast->parts.at[owner].sort == DEM_SORT_STATE)
            return (dem_link){owner, "metonym", 0.85f};
    }
    int32_t office = plural ? -1 : dem_office_before(cast, head + 1, core.begin);
    const dem_lex_entry *e = collective_at(cast, head);
    if (office >= 0 && !(e && dem_low_is(cast, head, "executive source")))
        return refer_office(cast, head, core, whole, office);
    if (!plural && dem_is_body(cast, head))
        return refer_body(cast, head, core, whole);
    if (e)
        return refer_collective(cast, head, core, whole, e);
    int32_t behind = plural ? -1 : person_behind(cast, head);
    if (behind >= 0)
        return (dem_link){behind, "apposition", 0.8f};
    plural |= dem_things_count(&cast->lex->things, dem_token_lemma(cast, head)); /* "a number | of deputies" */
    int32_t actor = unnamed(cast, whole, sort_of_noun(cast, head, plural), plural,
                            dem_run_of_two(cast, whole) ? DEM_STR("?") : dem_run_party(cast, whole));
    cast->doc->actors.at[actor].type = plural ? DEM_ACTOR_collective : DEM_ACTOR_unnamed;
    return (dem_link){actor, "unnamed", 0.6f};
}

/* "who", "which", "that": the word their clause hangs on, else the nearest noun before. */
static int32_t antecedent(const dem_cast *cast, int32_t token)
{
    const dem_doc *doc = cast->doc;
    int32_t first = doc->sentences.at[doc->tokens.at[token].sentence].begin;
    for (int32_t at = token, up = 0; at >= 0 && up < 6; at = doc->parses.at[at].head, up++) {
        int rel = doc->parses.at[at].rel;
        if ((rel == DEM_REL_acl_relcl || rel == DEM_REL_acl) && doc->parses.at[at].head < token)
            return doc->parses.at[at].head;
    }
    for (int32_t at = token - 1; at >= first; at--)
        if (cast->alias_at[at] || dem_pos(cast, at) == DEM_UPOS_NOUN ||
            dem_pos(cast, at) == DEM_UPOS_PROPN)
            return cast->alias_at[at] ? cast->aliases.at[cast->alias_at[at] - 1].head : at;
    return -1;
}

dem_link dem_refer(dem_cast *cast, int32_t head, dem_run span)
{
    if (head < 0 || cast->tried[head] > 2 || cast->depth > 12)
        return none();
    cast->tried[head]++;
    cast->depth++;
    dem_link link = none();
    int32_t alias = cast->alias_at[head];
    if (alias && cast->aliases.at[alias - 1].actor >= 0 &&
        !(cast->aliases.at[alias - 1].adjective && dem_pos(cast, head) == DEM_UPOS_ADJ &&
          span.end > head + 1)) {
        const dem_alias *a = &cast->aliases.at[alias - 1];
        int32_t person = countryman(cast, a);
        link = person >= 0 ? (dem_link){person, "nationality", 0.75f} : refer_alias(a);
    } else if (cast->seen_at[head]) {
        link = (dem_link){cast->seen.at[cast->seen_at[head] - 1].actor, "pronoun", 0.7f};
    } else if (dem_low_is(cast, head, "who which that whom whose")) {
        int32_t before = antecedent(cast, head);
        link = dem_refer(cast, before, (dem_run){0, 0});
        link.how = "pronoun";
    } else if (dem_low_is(cast, head, "i we me us my our myself ourselves")) {
        link = cast->me >= 0 ? (dem_link){cast->me, "pronoun", 0.85f} : none();
    } else if (dem_low_is(cast, head,
                          "he him his himself she her hers herself it its itself they them their "
                          "theirs")) {
        link = dem_refer_pronoun(cast, head);
    } else {
        link = refer_noun(cast, head, span.end > span.begin ? span : (dem_run){0, 0});
    }
    cast->tried[head]--;
    cast->depth--;
    return link;
}

/* "A spokesman, | X": of the body or side spoken of last; "?" when its side is not known. */
dem_str dem_party_of_body_before(const dem_cast *cast, int32_t token)
{
    int32_t margin, actor = dem_salient(cast, token, side_like, NULL, &margin);
    return actor >= 0 ? cast->doc->actors.at[actor].party : DEM_STR("?");
}
