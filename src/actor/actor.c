#include "actor/parts.h"

#include "lexicon/fold.h"

/* --- setting up ---------------------------------------------------------------------------------
 */

static void begin(dem_cast *cast)
{
    const dem_doc *doc = cast->doc;
    int32_t n = doc->tokens.len;
    cast->low = dem_new(cast->arena, dem_str, n + 1);
    cast->alias_at = dem_new(cast->arena, int32_t, n + 1);
    cast->seen_at = dem_new(cast->arena, int32_t, n + 1);
    cast->source = dem_new(cast->arena, bool, n + 1);
    cast->tried = dem_new(cast->arena, int32_t, n + 1);
    cast->spoken = dem_new(cast->arena, bool, doc->attributions.len + 1);
    cast->me = -1;
    cast->at_hand = -1;
    for (int32_t i = 0; i < n; i++)
        cast->low[i] = dem_fold(dem_token_str(doc, i), cast->arena);
    for (int32_t i = 0; i < doc->attributions.len; i++) {
        const dem_spans *source = &doc->attributions.at[i].source;
        for (int32_t s = 0; s < source->len; s++) {
            int32_t from, to;
            dem_token_range(doc, source->at[s], &from, &to);
            for (; from < to; from++)
                cast->source[from] = true;
        }
    }
}

/* --- sources ------------------------------------------------------------------------------------
 */

static dem_run source_run(const dem_cast *cast, const dem_attribution *a)
{
    dem_run run;
    dem_span hull = dem_spans_hull(a->source);
    dem_token_range(cast->doc, hull, &run.begin, &run.end);
    while (run.end > run.begin + 1 && dem_low_is(cast, run.end - 1, "'s ' , ."))
        run.end--;
    return run;
}

/* A person named inside the source who is what the source means: "Foreign Minister X",
 * "X, the envoy", but not "an aide to X" nor "X's lawyer". */
static int32_t person_inside(const dem_cast *cast, dem_run run, int32_t *head)
{
    bool body = dem_is_body(cast, *head) && dem_low_is(cast, *head + 1, "of for");
    for (int32_t t = run.begin; t < run.end; t++) {
        int32_t at = cast->alias_at[t];
        if (!at)
            continue;
        const dem_alias *a = &cast->aliases.at[at - 1];
        t = a->run.end - 1;
        if (a->sort != DEM_SORT_PERSON || a->actor < 0 || (body && *head < a->run.begin))
            continue;
        bool owner = a->run.end < run.end && dem_low_is(cast, a->run.end, "'s '");
        bool beside = a->run.end < run.end && !cast->alias_at[a->run.end] &&
                      dem_pos(cast, a->run.end) == DEM_UPOS_NOUN && !dem_is_day(cast, a->run.end);
        bool object = false;
        for (int32_t k = run.begin; k < a->run.begin; k++)
            object |= dem_pos(cast, k) == DEM_UPOS_ADP && !(a->role.begin <= k && k < a->role.end);
        if (owner || beside ||
            (object && a->run.begin > run.begin && !dem_low_is(cast, a->run.begin - 1, ",") &&
             a->role.end <= a->role.begin))
            continue;
        *head = a->head;
        return a->actor;
    }
    return -1;
}

static bool noun_like(const dem_cast *cast, int32_t token)
{
    dem_upos pos = dem_pos(cast, token);
    if (dem_is_day(cast, token))
        return false;
    return pos == DEM_UPOS_NOUN || pos == DEM_UPOS_PROPN || pos == DEM_UPOS_PRON ||
           cast->alias_at[token] != 0 ||
           dem_run_find(cast, (dem_run){token, token + 1}, DEM_LEX_OFFICE) != NULL;
}

/* The last noun before the first preposition, comma or verb: "two | people | close to X". A
 * coordination stands for its first member. The words' shape is surer here than the tree. */
static int32_t source_head(const dem_cast *cast, dem_run run)
{
    int32_t head = -1;
    for (int32_t t = run.begin; t < run.end; t++) {
        dem_upos pos = dem_pos(cast, t);
        if (noun_like(cast, t) && !dem_low_is(cast, t, "'s '")) {
            bool owner = t + 1 < run.end - 1 && dem_pos(cast, t) == DEM_UPOS_PRON;
            head = owner && dem_low_is(cast, t, "his her its their our my your whose") && head < 0
                       ? -1
                       : t;
        } else if (head >= 0 && !cast->alias_at[t] && pos != DEM_UPOS_ADJ && pos != DEM_UPOS_NUM &&
                   pos != DEM_UPOS_DET && !dem_low_is(cast, t, "'s ' -") &&
                   cast->doc->parses.at[t].rel != DEM_REL_amod) {
            break;
        }
    }
    return head >= 0 ? head : dem_head_of(cast->doc, run.begin, run.end);
}

/* --- several named together ---------------------------------------------------------------------
 */

/* A further member of the coordination that the token belongs to: by the tree. */
static bool is_conjunct(const dem_cast *cast, int32_t token, int32_t head)
{
    const dem_parse *parses = cast->doc->parses.at;
    int up = 0;
    for (; up < 8 && token > head && parses[token].rel == DEM_REL_conj; up++)
        token = parses[token].head;
    if (!up)
        return false;
    int32_t alias = cast->alias_at[head];
    const dem_alias *a = alias ? &cast->aliases.at[alias - 1] : NULL;
    return token == head || (a && a->run.begin <= token && token < a->run.end) ||
           (a && a->role.begin <= token && token < a->role.end);
}

/* "Britain, | France | and Germany": the words of the member around the token. */
static dem_run member(const dem_cast *cast, int32_t token, dem_run run)
{
    dem_run own = {token, token + 1};
    while (own.begin > run.begin && !dem_low_is(cast, own.begin - 1, ", and & or"))
        own.begin--;
    while (own.end < run.end && !dem_low_is(cast, own.end, ", and & or"))
        own.end++;
    return own;
}

static dem_run no_the(const dem_cast *cast, dem_run run)
{
    run.begin += dem_low_is(cast, run.begin, "the") && run.end > run.begin + 1;
    return run;
}

/* By its place: "Prime Minister X | and | Foreign Minister | Y", which trees often get wrong. */
static bool is_next_person(const dem_cast *cast, int32_t token, dem_run own, int32_t head)
{
    const dem_alias *first = cast->alias_at[head] ? &cast->aliases.at[cast->alias_at[head] - 1] : NULL;
    const dem_alias *a = cast->alias_at[token] ? &cast->aliases.at[cast->alias_at[token] - 1] : NULL;
    return a && first && a->sort == DEM_SORT_PERSON && first->sort == DEM_SORT_PERSON && a->run.begin == token &&
           own.begin == first->run.end + 1 && own.end == a->run.end && dem_low_is(cast, first->run.end, "and &");
}

/* "X | and Y | said"; not "X or Y", nor "X and Y's | aides". */
static bool is_member(const dem_cast *cast, int32_t token, dem_run own, int32_t head)
{
    if (own.begin <= head || dem_low_is(cast, own.begin - 1, "or") || dem_low_is(cast, token + 1, "'s '"))
        return false;
    return is_conjunct(cast, token, head) || is_next_person(cast, token, own, head);
}

/* By the person or the name in it, or by its words: "his team". Empty for the first member again. */
static dem_str member_name(const dem_cast *cast, int32_t token, dem_run own, int32_t first)
{
    int32_t actor = -1;
    for (int32_t t = own.begin; t < own.end; t++) {
        const dem_alias *a = cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
        if (a && a->actor >= 0 && !a->adjective && (a->sort == DEM_SORT_PERSON || (t == token && actor < 0)))
            actor = a->actor;
    }
    if (actor == first)
        return (dem_str){"", 0};
    return actor >= 0 ? cast->doc->actors.at[actor].name : dem_run_str(cast, own);
}

/* "Russia | and China | demanded": the record has one speaker, the first; the others are told beside. A group's own
 * words name all of it. */
static dem_str spoken_with(const dem_cast *cast, dem_run run, int32_t head, int32_t actor)
{
    dem_str all = {"", 0};
    if (actor < 0 || head < 0 || cast->doc->actors.at[actor].type == DEM_ACTOR_unnamed ||
        cast->doc->actors.at[actor].type == DEM_ACTOR_collective)
        return all;
    for (int32_t t = head + 1; t < run.end; t++) {
        if (cast->doc->parses.at[t].rel != DEM_REL_conj && !cast->alias_at[t])
            continue;
        dem_run own = member(cast, t, run);
        if (!is_member(cast, t, own, head))
            continue;
        dem_str name = member_name(cast, t, no_the(cast, own), actor);
        if (name.len && all.len)
            all = dem_str_join(all, DEM_STR("; "), cast->doc->arena);
        all = dem_str_join(all, name, cast->doc->arena);
        t = own.end - 1;
    }
    return all;
}

/* Whom the content names: seldom its own speaker ("Keller had been misheard, | he | said"). */
static void note_told(dem_cast *cast, const dem_attribution *a)
{
    enum {
        REACH = 80,
        MOST = (int)(sizeof cast->told / sizeof *cast->told)
    };
    cast->tolds = 0;
    for (int32_t s = 0; s < a->content.len; s++) {
        int32_t t, end;
        dem_token_range(cast->doc, a->content.at[s], &t, &end);
        for (end = end < t + REACH ? end : t + REACH; t < end && cast->tolds < MOST; t++) {
            const dem_alias *b =
                cast->alias_at[t] ? &cast->aliases.at[cast->alias_at[t] - 1] : NULL;
            if (b && b->run.begin == t && b->actor >= 0 && !b->adjective)
                cast->told[cast->tolds++] = b->actor;
        }
    }
}

/* "A: …" in an interview: the first person named before; -1 when nobody is. */
static int32_t interviewed(const dem_cast *cast, const dem_attribution *a, dem_run run)
{
    int32_t first = cast->first_person;
    if (a->cue_head >= 0 || run.end != run.begin + 1 || !dem_low_is(cast, run.begin, "a a. answer") || first >= run.begin)
        return -1;
    return cast->aliases.at[cast->alias_at[first] - 1].actor;
}

static dem_link refer_source(dem_cast *cast, const dem_attribution *a, dem_run *run, int32_t *head)
{
    *run = source_run(cast, a);
    *head = source_head(cast, *run);
    int32_t guest = interviewed(cast, a, *run);
    if (guest >= 0)
        return (dem_link){guest, "interview", 0.6f};
    int32_t person = person_inside(cast, *run, head);
    if (person >= 0) {
        int32_t alias = cast->alias_at[*head];
        bool lone = alias && cast->aliases.at[alias - 1].lone;
        return (dem_link){person, lone ? "surname" : "name", lone ? 0.93f : 0.97f};
    }
    note_told(cast, a);
    dem_link link = dem_refer(cast, *head, *run);
    cast->tolds = 0;
    return link;
}

/* --- speakers without a source ------------------------------------------------------------------
 */

/* The speaker of the attribution before in the same paragraph, for quotations that go on. */
static int32_t speaker_before(const dem_cast *cast, int32_t at)
{
    const dem_doc *doc = cast->doc;
    const dem_attribution *a = &doc->attributions.at[at];
    int32_t block = doc->sentences.at[a->sentence].block;
    for (int32_t i = at - 1; i >= 0 && i > at - 12; i--) {
        const dem_attribution *b = &doc->attributions.at[i];
        if (doc->sentences.at[b->sentence].block + 1 < block)
            break;
        if (doc->speakers.at[i].actor >= 0 && b->level == a->level && i != a->parent)
            return i;
    }
    return -1;
}

/* "X acknowledged the mistake, | blaming Y": the attribution before in the sentence, of the layer
 * above or the same. */
static int32_t speaker_in_sentence(const dem_cast *cast, int32_t at)
{
    const dem_attribution *all = cast->doc->attributions.at, *a = &all[at];
    for (int32_t i = at - 1; i >= 0 && i > at - 6; i--)
        if (all[i].sentence == a->sentence && all[i].source.len && all[i].level <= a->level &&
            all[i].cue_head >= 0 && all[i].cue_head < a->cue_head &&
            cast->doc->speakers.at[i].actor >= 0)
            return i;
    return -1;
}

/* The subject or owner of the words that report: "its | call for", "Russia … with an | emphasis
 * on". */
static int32_t cue_subject(const dem_cast *cast, int32_t cue)
{
    const dem_doc *doc = cast->doc;
    if (cue < 0)
        return -1;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[cue].sentence];
    int32_t from = cue - 60 > s->begin ? cue - 60 : s->begin,
            to = cue + 60 < s->end ? cue + 60 : s->end;
    for (int32_t at = cue, up = 0; at >= 0 && up < 5; at = doc->parses.at[at].head, up++)
        for (int32_t t = from; t < to; t++) {
            int rel = doc->parses.at[t].rel;
            if (doc->parses.at[t].head == at && t != cue &&
                (rel == DEM_REL_nsubj || (rel == DEM_REL_nmod_poss && at == cue)))
                return t;
        }
    return -1;
}

/* Names, pronouns, offices, bodies and groups; not "such rumours". */
static bool can_speak(const dem_cast *cast, int32_t token)
{
    unsigned kinds = DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE;
    return cast->alias_at[token] || dem_pos(cast, token) == DEM_UPOS_PRON ||
           dem_is_body(cast, token) ||
           dem_lexicon_find(cast->lex, dem_token_lemma(cast, token), kinds);
}

/* "The captains had been | told": whoever told is not named. */
static bool passive(const dem_cast *cast, int32_t cue)
{
    const dem_doc *doc = cast->doc;
    if (cue < 0 || doc->parses.at[cue].xpos != DEM_XPOS_VBN)
        return false;
    int32_t first = doc->sentences.at[doc->tokens.at[cue].sentence].begin;
    for (int32_t t = cue - 1; t >= first && t > cue - 12; t--)
        if (doc->parses.at[t].head == cue && doc->parses.at[t].rel == DEM_REL_aux_pass)
            return true;
    return false;
}

static dem_link refer_implicit(dem_cast *cast, int32_t at)
{
    const dem_doc *doc = cast->doc;
    const dem_attribution *a = &doc->attributions.at[at];
    if (a->continues >= 0 && a->continues < at && doc->speakers.at[a->continues].actor >= 0)
        return (dem_link){doc->speakers.at[a->continues].actor, "continuation", 0.9f};
    if (a->missing != DEM_MISSING_NONE || passive(cast, a->cue_head))
        return (dem_link){-1, "", 0};
    bool participle = a->cue_head >= 0 && doc->parses.at[a->cue_head].xpos == DEM_XPOS_VBG;
    int32_t same = participle ? speaker_in_sentence(cast, at) : -1;
    if (same >= 0)
        return (dem_link){doc->speakers.at[same].actor, "continuation", 0.7f};
    if (a->cue.len && (a->mode != DEM_MODE_direct || participle)) {
        int32_t subject = cue_subject(cast, a->cue_head);
        if (subject >= 0 && can_speak(cast, subject)) {
            dem_link link = dem_refer(cast, subject, (dem_run){0, 0});
            link.score *= 0.7f;
            return link;
        }
    }
    int32_t before = speaker_before(cast, at);
    if (before < 0 && a->parent >= 0)
        before = a->parent;
    if (before < 0)
        return (dem_link){-1, "", 0};
    return (dem_link){doc->speakers.at[before].actor, "continuation", 0.5f};
}

/* --- the run ------------------------------------------------------------------------------------
 */

/* A spokesman without a side speaks for the body before. */
static void side_with_body(dem_cast *cast, int32_t actor, int32_t token)
{
    dem_actor *row = &cast->doc->actors.at[actor];
    const dem_part *part = &cast->parts.at[actor];
    for (int32_t i = 0; row->party.len == 1 && i < part->roles.len; i++)
        if (dem_speaks_for_body(cast, part->roles.at[i]))
            row->party = dem_party_of_body_before(cast, token);
}

/* Share right by the score of a link, in tenths: a logistic curve (Platt 1999) of slope .8 and offset .9, fitted on
 * the speakers of test/corpus/train.jsonl; bench/reliability.sh shows it on reports held out. */
static float share_right(float score)
{
    static const float knots[] = {0, 0.30f, 0.45f, 0.56f, 0.64f, 0.71f, 0.77f, 0.83f, 0.88f, 0.935f, 0.99f};
    float at = score <= 0 ? 0 : score >= 1 ? 10 : score * 10;
    int k = at >= 10 ? 9 : (int)at;
    return knots[k] + (knots[k + 1] - knots[k]) * (at - (float)k);
}

/* Where an attribution is read: the first token of its source (or cue, or content). */
static int32_t reading_place(const dem_cast *cast, const dem_attribution *a)
{
    const dem_spans *spans = a->source.len ? &a->source : a->cue.len ? &a->cue : &a->content;
    return spans->len ? dem_token_at(cast->doc, spans->at[0].begin) : 0;
}

static void note_voice(dem_cast *cast, int32_t at, int32_t actor)
{
    if (actor < 0)
        return;
    cast->parts.at[actor].spoken = true;
    *dem_push(&cast->voices, cast->arena) =
        (dem_voice){at, actor, reading_place(cast, &cast->doc->attributions.at[at])};
}

static void speak(dem_cast *cast, int32_t at)
{
    dem_doc *doc = cast->doc;
    const dem_attribution *a = &doc->attributions.at[at];
    dem_run run = {0, 0};
    int32_t head = -1;
    cast->me = a->parent >= 0 ? doc->speakers.at[a->parent].actor : -1;
    cast->at_hand = at;
    dem_link link = a->source.len ? refer_source(cast, a, &run, &head) : refer_implicit(cast, at);
    cast->at_hand = -1;
    note_voice(cast, at, link.actor);
    if (a->source.len)
        dem_cast_mention(cast, run, head, link.actor, link.how);
    dem_speaker *row = &doc->speakers.at[at];
    *row = (dem_speaker){
        .actor = link.actor, .party = DEM_STR("?"), .how = link.how, .score = share_right(link.score)};
    if (a->source.len)
        row->with = spoken_with(cast, run, head, link.actor);
    if (link.actor >= 0) {
        side_with_body(cast, link.actor, head >= 0 ? head : 0);
        row->party = doc->actors.at[link.actor].party;
        row->role = doc->actors.at[link.actor].role;
    }
}

/* The layers around first: theirs is the "we" inside. */
static void speak_from_outside(dem_cast *cast, int32_t at)
{
    for (;;) {
        int32_t outer = at;
        for (int up = 0; up < 8; up++) {
            int32_t parent = cast->doc->attributions.at[outer].parent;
            if (parent < 0 || cast->spoken[parent])
                break;
            outer = parent;
        }
        if (!cast->spoken[outer])
            speak(cast, outer);
        cast->spoken[outer] = true;
        if (outer == at)
            return;
    }
}

/* A subject with words before it that is an office or a body. */
static bool names_somebody(const dem_cast *cast, int32_t token)
{
    bool body = dem_pos(cast, token) == DEM_UPOS_PROPN && dem_is_body(cast, token);
    if ((dem_pos(cast, token) != DEM_UPOS_NOUN && !body) || token == 0 || cast->alias_at[token] ||
        !dem_is_subject(cast, token) || dem_low_is(cast, token - 1, "no"))
        return false;
    if (token + 1 < cast->doc->tokens.len && cast->alias_at[token + 1]) /* "the agency | OCHA" */
        return false;
    dem_upos before = dem_pos(cast, token - 1);
    bool phrase = before == DEM_UPOS_DET || before == DEM_UPOS_ADJ || before == DEM_UPOS_NOUN ||
                  before == DEM_UPOS_PROPN || dem_low_is(cast, token - 1, "'s '");
    return phrase && (dem_office_before(cast, token + 1, token) >= 0 || dem_is_body(cast, token));
}

/* "The | government", "Chinese | officials", "the | lawmakers": whom "it" or "they" may mean. */
static bool names_group(const dem_cast *cast, int32_t token)
{
    int xpos = cast->doc->parses.at[token].xpos;
    if (token == 0 || cast->alias_at[token] || cast->doc->parses.at[token].rel == DEM_REL_compound ||
        dem_low_is(cast, token - 1, "no") ||
        (token + 1 < cast->doc->tokens.len && cast->alias_at[token + 1]))
        return false;
    return dem_low_is(cast, token, "government administration") ||
           ((xpos == DEM_XPOS_NNS || xpos == DEM_XPOS_NNPS) &&
            dem_lexicon_find(cast->lex, dem_token_lemma(cast, token), DEM_LEX_COLLECTIVE | DEM_LEX_OFFICE));
}

/* A noun that names an office or a group, or a pronoun for a person, outside any source. */
static void pass_by(dem_cast *cast, int32_t token)
{
    if (cast->seen_at[token])
        return;
    dem_run one = {token, token + 1};
    if (dem_low_is(cast, token, "he she him his her")) {
        dem_link link = dem_refer_pronoun(cast, token);
        dem_cast_mention(cast, one, token, link.actor, "pronoun");
    } else if (names_somebody(cast, token) || names_group(cast, token)) {
        dem_link link = dem_refer(cast, token, (dem_run){0, 0});
        dem_cast_mention(cast, one, token, link.actor, link.how);
    }
}

/* "ZURICH (Wire) - ": where the report was written and for whom, which nobody speaks of. */
static bool dateline(const dem_cast *cast, const dem_alias *a)
{
    dem_str s = dem_run_str(cast, a->run);
    if (dem_low_is(cast, a->run.begin - 1, "(") && dem_low_is(cast, a->run.end, ")") &&
        dem_low_is(cast, a->run.end + 1, "- – —"))
        return true;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] >= 'a' && s.at[i] <= 'z')
            return false;
    const dem_sentence *in = &cast->doc->sentences.at[cast->doc->tokens.at[a->head].sentence];
    return s.len > 3 && a->sort != DEM_SORT_PERSON && a->run.begin < in->begin + 4 &&
           dem_low_is(cast, a->run.end, "( - – — / | , :");
}

static void meet_aliases(dem_cast *cast, int32_t token)
{
    int32_t at = cast->alias_at[token];
    if (!at)
        return;
    const dem_alias *a = &cast->aliases.at[at - 1];
    if (a->run.begin == token && a->actor >= 0 && !a->adjective && !dateline(cast, a))
        dem_cast_mention(cast, a->run, a->head, a->actor,
                         a->sort == DEM_SORT_PERSON && a->lone ? "surname" : "name");
}

/* The order of reading. */
static int32_t *reading_order(const dem_cast *cast)
{
    int32_t n = cast->doc->attributions.len;
    int32_t *order = dem_new(cast->arena, int32_t, n + 1);
    int32_t *place = dem_new(cast->arena, int32_t, n + 1);
    for (int32_t i = 0; i < n; i++) {
        place[i] = reading_place(cast, &cast->doc->attributions.at[i]);
        int32_t k = i;
        for (; k > 0 && place[order[k - 1]] > place[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

static void sort_mentions(dem_doc *doc)
{
    for (int32_t i = 1; i < doc->mentions.len; i++) {
        dem_mention m = doc->mentions.at[i];
        int32_t k = i;
        for (; k > 0 && doc->mentions.at[k - 1].span.begin > m.span.begin; k--)
            doc->mentions.at[k] = doc->mentions.at[k - 1];
        doc->mentions.at[k] = m;
    }
}

static int32_t first_person(const dem_cast *cast)
{
    for (int32_t i = 0; i < cast->aliases.len; i++) {
        const dem_alias *a = &cast->aliases.at[i];
        if (a->sort == DEM_SORT_PERSON && a->actor >= 0 && !dem_in_title(cast, a->run.begin))
            return a->run.begin;
    }
    return cast->doc->tokens.len;
}

void dem_actor_run(const dem_lexicon *lex, dem_doc *doc, dem_arena scratch)
{
    dem_actor_run_watched(lex, doc, scratch, NULL);
}

void dem_actor_run_watched(const dem_lexicon *lex, dem_doc *doc, dem_arena scratch, const dem_actor_watch *watch)
{
    dem_cast *cast = &(dem_cast){.lex = lex, .doc = doc, .arena = &scratch, .watch = watch};
    begin(cast);
    dem_aliases_find(cast);
    dem_aliases_cluster(cast);
    dem_roles_find(cast);
    cast->first_person = first_person(cast);
    dem_parties_find(cast);
    for (int32_t i = 0; i < doc->attributions.len; i++)
        *dem_push(&doc->speakers, doc->arena) = (dem_speaker){.actor = -1, .party = DEM_STR("?")};
    const int32_t *order = reading_order(cast);
    int32_t next = 0, n = doc->attributions.len;
    for (int32_t t = 0; t < doc->tokens.len; t++) {
        meet_aliases(cast, t);
        int32_t upto = next;
        while (upto < n && reading_place(cast, &doc->attributions.at[order[upto]]) <= t)
            upto++;
        for (; next < upto; next++)
            speak_from_outside(cast, order[next]);
        pass_by(cast, t);
    }
    for (; next < n; next++)
        speak_from_outside(cast, order[next]);
    sort_mentions(doc);
}
