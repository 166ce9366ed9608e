/* Who is salient: for offices, bodies and descriptions ("the minister", "the agency") that several actors fit.
 *
 * Accepts the subject of the sentence before, who spoke in it; rejects the person named in its quotation.
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
    LOOK_BACK = 400
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
bool dem_subject_like(const dem_cast *cast, int32_t head)
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

int32_t dem_head_of_apposition(const dem_cast *cast, int32_t head)
{
    const dem_parse *parses = cast->doc->parses.at;
    for (int up = 0; up < 2 && parses[head].rel == DEM_REL_appos && parses[head].head >= 0; up++)
        head = parses[head].head;
    return head;
}

static int role_points(const dem_cast *cast, int32_t head)
{
    const dem_doc *doc = cast->doc;
    head = dem_head_of_apposition(cast, head);
    int rel = doc->parses.at[head].rel;
    if (dem_subject_like(cast, head)) {
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
