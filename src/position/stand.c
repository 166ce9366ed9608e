#include "position/parts.h"

enum { BRIEF = 30 /* bytes */ };

static bool is_one_of(dem_str word, const char *list)
{
    dem_str rest = dem_str_of(list);
    while (rest.at)
        if (dem_str_eq(dem_str_split(&rest, ' '), word))
            return true;
    return false;
}

static dem_family family_of(const dem_claim *c)
{
    if (dem_has_act(c, DEM_ACTS(CLAIM) | DEM_ACTS(ASSESS) | DEM_ACTS(ACCUSE) | DEM_ACTS(DENY)))
        return DEM_FACT;
    return dem_has_act(c, DEM_ACTS(PRAISE) | DEM_ACTS(CRITICIZE)) ? DEM_VALUE : DEM_WILL;
}

/* Who will not give a thing up is for it; who asks that it be given up is against it. */
static int8_t sign_of_will(const dem_claim *c, const dem_terms *t)
{
    int8_t sign = c->act == DEM_ACT_REJECT || c->negated ? -1 : 1;
    return t->drops % 2 ? (int8_t)-sign : sign;
}

/* A condition is neither for nor against what it gates; what is withdrawn was meant before. */
static int8_t sign_of(const dem_claim *c, const dem_terms *t)
{
    if (dem_has_act(c, DEM_ACTS(DENY) | DEM_ACTS(CRITICIZE)))
        return -1;
    if (dem_has_act(c, DEM_ACTS(CONDITION) | DEM_ACTS(THREATEN) | DEM_ACTS(WITHDRAW)))
        return 0;
    if (dem_has_act(c, DEM_ACTS(ACCUSE) | DEM_ACTS(PRAISE)))
        return 1;
    if (dem_has_act(c, DEM_ACTS(CLAIM) | DEM_ACTS(ASSESS)) && is_one_of(c->stance, "support oppose"))
        return dem_str_eq(c->stance, DEM_STR("oppose")) ? -1 : 1;
    if (dem_has_act(c, DEM_ACTS(CLAIM) | DEM_ACTS(ASSESS)) && t->turned && c->content.len <= DEM_STAND_LONG)
        return -1;
    /* Several sentences stand for several things: no one sign tells them. */
    if (dem_has_act(c, DEM_ACTS(CLAIM) | DEM_ACTS(ASSESS)) && c->content.len > DEM_STAND_LONG)
        return 0;
    return family_of(c) == DEM_WILL ? sign_of_will(c, t) : c->negated ? -1 : 1;
}

/* One word, or the article and one. */
static bool is_brief(dem_str content)
{
    dem_str rest = dem_str_starts(content, DEM_STR("the ")) ? dem_str_cut(content, 4, content.len) : content;
    return dem_str_find(rest, DEM_STR(" ")) == rest.len;
}

/* "It was groundless to accuse China": this "it" points ahead; in "it was threatening to leave" it does not. */
static bool is_expletive(dem_str content)
{
    size_t be = dem_str_starts(content, DEM_STR("it is ")) ? 6 : dem_str_starts(content, DEM_STR("it was ")) ? 7 : 0;
    dem_str rest = dem_str_cut(content, be, content.len);
    bool doing = dem_str_ends(dem_str_cut(rest, 0, dem_str_find(rest, DEM_STR(" "))), DEM_STR("ing"));
    return be && !doing &&
           (dem_str_find(rest, DEM_STR(" to ")) < rest.len || dem_str_find(rest, DEM_STR(" that ")) < rest.len);
}

/* "it had refused to talk", "it had not": who denies speaks of itself, not of what was said. */
static bool is_doer(dem_str content)
{
    if (!dem_str_starts(content, DEM_STR("it ")))
        return false;
    dem_str rest = dem_str_cut(content, 3, content.len);
    return is_one_of(dem_str_cut(rest, 0, dem_str_find(rest, DEM_STR(" "))),
                     "had has have did does would will could can may might should must");
}

/* "it", "the charge", "any such promise had been made": nothing of its own to compare. "That was not
 * agreed" points too; "no date had been agreed" does not. */
static bool points_back(const dem_claim *c, const dem_terms *t)
{
    int32_t weak = 0;
    if (is_doer(c->content) && t->points <= 1)
        return false;
    for (int32_t i = 0; i < t->len; i++)
        weak += t->at[i].weak;
    if (t->own == 0)
        return (weak == 0 && t->n_parties == 0) || t->points + t->claims > 0;
    /* "the arithmetic", "premature": one word for all that was said; who denies a thing names it in more */
    if (c->act == DEM_ACT_DENY && t->own == 1 && c->content.len < BRIEF && t->n_parties == 0 && is_brief(c->content))
        return true;
    if (is_expletive(c->content))
        return false;
    return (t->opens && t->own <= 2) || (t->own == 1 && t->points + t->claims > 0 && c->content.len < 60);
}

/* "the story as gossip" rejects the story; "the language on borders" is about borders. */
static bool is_of(dem_str content)
{
    static const char *const words[] = {" of ", " on ", " about ", " in ", " that ", " for "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dem_str_find(content, dem_str_of(words[i])) < content.len)
            return true;
    return false;
}

dem_stand dem_stand_of(const dem_claim *c, const dem_terms *t)
{
    dem_stand stand = {.family = (uint8_t)family_of(c), .sign = sign_of(c, t), .points = points_back(c, t)};
    /* "such figures imaginary", "this was untrue": called false, whatever the act was taken for. */
    bool called_false = t->falses > 0 && (t->claims > 0 || t->points > 0) && stand.points &&
                        dem_has_act(c, DEM_ACTS(CLAIM) | DEM_ACTS(REJECT) | DEM_ACTS(CRITICIZE) | DEM_ACTS(ASSESS));
    /* "rejected the accusation"; not "rejected that argument", which denies no fact */
    bool rejects_claim = c->act == DEM_ACT_REJECT && t->claimed & 1 && t->nots == 0 &&
                         (t->own == 0 || (t->own == 1 && stand.points && !is_of(c->content)));
    stand.denies = c->level <= 1 && (c->act == DEM_ACT_DENY || called_false || rejects_claim);
    if (stand.denies)
        stand.sign = -1;
    stand.asserts = !stand.denies && t->own > 0 &&
                    !dem_has_act(c, DEM_ACTS(DENY) | DEM_ACTS(REJECT) | DEM_ACTS(WITHDRAW) | DEM_ACTS(URGE) |
                                        DEM_ACTS(PRAISE));
    stand.side = c->party.len && !is_one_of(c->party, "? EXPERTS MEDIA NGO BUSINESS INT");
    stand.date = dem_str_cut(c->date, 0, 10);
    return stand;
}

bool dem_same_speaker(const dem_claim *a, const dem_claim *b)
{
    return a->speaker.len && dem_str_eq(a->speaker, b->speaker);
}

bool dem_same_side(const dem_scene *s, int32_t a, int32_t b)
{
    return dem_same_speaker(&s->claims[a], &s->claims[b]) ||
           (s->stands[a].side && dem_str_eq(s->claims[a].party, s->claims[b].party));
}
