/* Pronouns: the most salient actor before them that agrees.
 *
 * Accepts "Lavrov met Blinken. He said ..." as Lavrov; rejects a person inside the quotation for
 * the "he said" that follows it, and a woman for "he".
 */
#include "actor/parts.h"

/* Weights, in points; chosen on the project's annotated reports. */
enum {
    START = 100,
    PER_SENTENCE = 22,
    SAME_BLOCK = 20,
    SUBJECT = 30,
    ROOT_SUBJECT = 10,
    SPEAKER = 22,
    IN_QUOTE = -70,
    IN_TITLE = -15,
    OBLIQUE = -12,
    OFTEN = 3,
    FAR = 14,
    LOOK_BACK = 400,
    UNKNOWN_GENDER = 6,
    UNNAMED = 8,
    GROUP_FOR_IT = 10,
    DOCUMENT = 10,
    STATE_FOR_THEY = 40,
    BODY_FOR_THEY = 30,
    PLACE = 30,
    OWN_SIDE = 25,
    TOLD = 80
};

/* Nothing but its own phrase stands before it in the sentence. */
static bool opens_sentence(const dem_cast *cast, int32_t head)
{
    const dem_doc *doc = cast->doc;
    int32_t t = doc->sentences.at[doc->tokens.at[head].sentence].begin;
    if (head - t > 12 || dem_in_title(cast, head))
        return false;
    for (; t < head; t++) {
        dem_upos pos = dem_pos(cast, t);
        if (pos == DEM_UPOS_VERB || pos == DEM_UPOS_AUX || pos == DEM_UPOS_PUNCT ||
            pos == DEM_UPOS_PRON || (pos == DEM_UPOS_ADP && !dem_low_is(cast, t, "of for")) ||
            pos == DEM_UPOS_SCONJ)
            return false;
    }
    return true;
}

/* A subject by the tree, or by its place right before a verb. */
static bool subject_like(const dem_cast *cast, int32_t head)
{
    if (dem_is_subject(cast, head) || opens_sentence(cast, head))
        return true;
    int32_t at =
        cast->alias_at[head] ? cast->aliases.at[cast->alias_at[head] - 1].run.end : head + 1;
    return at < cast->doc->tokens.len && !dem_in_title(cast, head) &&
           (dem_pos(cast, at) == DEM_UPOS_VERB || dem_pos(cast, at) == DEM_UPOS_AUX) &&
           cast->doc->parses.at[at].xpos != DEM_XPOS_VBG &&
           cast->doc->parses.at[at].xpos != DEM_XPOS_VBN;
}

static int role_points(const dem_cast *cast, int32_t head)
{
    const dem_doc *doc = cast->doc;
    for (int up = 0; up < 2; up++) /* "Its coach, | X, | was" */
        if (doc->parses.at[head].rel == DEM_REL_appos && doc->parses.at[head].head >= 0)
            head = doc->parses.at[head].head;
    int rel = doc->parses.at[head].rel;
    if (subject_like(cast, head)) {
        int32_t verb = doc->parses.at[head].head;
        return SUBJECT + (verb >= 0 && doc->parses.at[verb].rel == DEM_REL_root ? ROOT_SUBJECT : 0);
    }
    return rel == DEM_REL_nmod || rel == DEM_REL_nmod_poss || rel == DEM_REL_obl ? OBLIQUE : 0;
}

static int salience(const dem_cast *cast, const dem_seen *seen, int32_t token)
{
    const dem_doc *doc = cast->doc;
    const dem_token *from = &doc->tokens.at[token], *to = &doc->tokens.at[seen->head];
    int32_t apart = from->sentence - to->sentence;
    if (apart > FAR)
        return -1000;
    int score = START - PER_SENTENCE * (apart < 4 ? apart : 4) - 3 * apart;
    if (doc->sentences.at[from->sentence].block == doc->sentences.at[to->sentence].block)
        score += SAME_BLOCK;
    score += role_points(cast, seen->head);
    if (cast->source[seen->head])
        score += SPEAKER;
    if (to->quote >= 0 && to->quote != from->quote)
        score += IN_QUOTE;
    if (dem_in_title(cast, seen->head))
        score += IN_TITLE;
    int often = cast->parts.at[seen->actor].mentions;
    return score + OFTEN * (often < 4 ? often : 4);
}

int32_t dem_salient(const dem_cast *cast, int32_t token, dem_fits *fits, const void *context,
                    int32_t *margin)
{
    int32_t best = -1, top = -900, second = -900;
    int32_t least = cast->seen.len > LOOK_BACK ? cast->seen.len - LOOK_BACK : 0;
    for (int32_t i = cast->seen.len - 1; i >= least; i--) {
        const dem_seen *s = &cast->seen.at[i];
        int cost = s->head < token ? fits(cast, s, context) : -1;
        if (cost < 0)
            continue;
        int score = salience(cast, s, token) - cost;
        if (s->actor == best) {
            top = score > top ? score : top;
        } else if (score > top) {
            second = top;
            top = score;
            best = s->actor;
        } else if (score > second) {
            second = score;
        }
    }
    *margin = top - second;
    return best;
}

typedef struct agreement {
    char gender;  /* 'm' 'f' 'n' 'p' */
    int32_t not ; /* actor that cannot be meant, or -1 */
    dem_str own;  /* side of the speaker around: "they" is the other side */
} agreement;

static bool told(const dem_cast *cast, int32_t actor)
{
    for (int32_t i = 0; i < cast->tolds; i++)
        if (cast->told[i] == actor)
            return true;
    return false;
}

/* What it costs to take the actor for this pronoun; -1: it cannot be meant. */
static int agrees(const dem_cast *cast, const dem_seen *seen, const void *context)
{
    const agreement *want = context;
    int32_t actor = seen->actor;
    const dem_part *part = &cast->parts.at[actor];
    char gender = cast->doc->actors.at[actor].gender;
    if (actor == want->not )
        return -1;
    bool person = part->sort == DEM_SORT_PERSON && !part->plural;
    bool group = part->plural || part->sort == DEM_SORT_GROUP;
    if (want->gender == 'm' || want->gender == 'f') {
        if (!person || (gender && gender != want->gender))
            return -1;
        return (gender ? 0 : UNKNOWN_GENDER) + (part->named ? 0 : UNNAMED) +
               (told(cast, actor) ? TOLD : 0);
    }
    if (want->gender == 'p' && seen->several)
        return 0;
    if (person)
        return -1;
    int own = want->own.len > 1 && dem_str_eq(want->own, cast->doc->actors.at[actor].party)
                  ? OWN_SIDE
                  : 0;
    own += told(cast, actor) ? TOLD : 0;
    if (part->sort == DEM_SORT_PLACE)
        return want->gender == 'n' ? PLACE : 2 * PLACE;
    if (want->gender == 'n') {
        if (group)
            return part->plural ? -1 : own + GROUP_FOR_IT;
        return own + (part->sort == DEM_SORT_DOCUMENT ? DOCUMENT : 0);
    }
    if (group)
        return own;
    return own + (part->sort == DEM_SORT_STATE ? STATE_FOR_THEY : BODY_FOR_THEY);
}

dem_link dem_refer_pronoun(dem_cast *cast, int32_t token)
{
    agreement want = {0, -1, {"", 0}};
    if (dem_low_is(cast, token, "he him his himself"))
        want.gender = 'm';
    else if (dem_low_is(cast, token, "she her hers herself"))
        want.gender = 'f';
    else if (dem_low_is(cast, token, "they them their theirs themselves"))
        want.gender = 'p';
    else
        want.gender = 'n';
    if (cast->doc->tokens.at[token].quote >= 0)
        want.not = cast->me;
    if (cast->me >= 0)
        want.own = cast->doc->actors.at[cast->me].party;
    int32_t margin;
    int32_t actor = dem_salient(cast, token, agrees, &want, &margin);
    float score = margin > 60 ? 0.9f : margin > 30 ? 0.8f : margin > 10 ? 0.7f : 0.6f;
    return (dem_link){actor, "pronoun", score};
}
