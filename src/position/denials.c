/* What a denial denies, within its document: the statement nearby that fits best. "X accused Y of
 * cheating. Y rejected the charge": near, an accusation, of Y's side, by another. */
#include "position/parts.h"

enum { BEHIND = 14, AHEAD = 3, LED = 8 /* statements looked at */, WITHIN = 6, REACH = 300 /* bytes */, ENOUGH = 34, CERTAIN = 95,
       HEADLINE = 120 /* bytes: what begins before stands in the headline */ };

typedef struct fit {
    int32_t score;
    dem_overlap overlap;
    bool mentioned; /* the claim speaks of the denier's side */
    bool quoted;    /* the claim gives words of the denier */
} fit;

static int32_t act_points(const dem_claim *s, bool pointed)
{
    if (dem_has_act(s, DEM_ACTS(ACCUSE)))
        return 28;
    if (dem_has_act(s, DEM_ACTS(CLAIM)))
        return 20;
    if (dem_has_act(s, DEM_ACTS(DEMAND) | DEM_ACTS(PROPOSE)))
        return pointed ? 3 : 0;
    return pointed ? 13 : dem_has_act(s, DEM_ACTS(CRITICIZE)) ? 10 : 7;
}

/* Sides: a claim is denied by another, mostly of another side, mostly one that it speaks of. */
static int32_t side_points(const dem_scene *s, int32_t claim, int32_t denial, fit *f)
{
    const dem_claim *c = &s->claims[claim], *d = &s->claims[denial];
    int32_t points = 0;
    bool known = c->party.len && d->party.len && !dem_str_eq(c->party, DEM_STR("?")) &&
                 !dem_str_eq(d->party, DEM_STR("?"));
    bool other = !dem_str_eq(c->party, d->party);
    if (known)
        points += other ? 8 : -4;
    else if (!d->party.len || dem_str_eq(d->party, DEM_STR("?")))
        points -= 14; /* whoever that is */
    f->mentioned = known && other && dem_terms_mention(&s->terms[claim], d->party);
    for (int32_t i = 0; i < c->n_targets; i++)
        f->mentioned |= d->name.len && (dem_str_eq(c->targets[i], d->name) ||
                                        dem_str_ends(d->name, c->targets[i]));
    points += f->mentioned ? 14 : 0;
    for (int32_t i = 0; i < d->n_targets; i++)
        if (c->name.len && (dem_str_eq(d->targets[i], c->name) || dem_str_ends(c->name, d->targets[i])))
            return points + 10;
    return points + (known && other && dem_terms_mention(&s->terms[denial], c->party) ? 4 : 0);
}

/* Statements of the denier in between do not count: a denial may take several. Nor do words within words. */
static int32_t distance(const dem_scene *s, int32_t claim, int32_t denial)
{
    int32_t n = 1, step = claim < denial ? 1 : -1;
    for (int32_t i = claim + step; i != denial; i += step)
        n += !dem_same_speaker(&s->claims[i], &s->claims[denial]) && s->claims[i].level <= 1;
    return n;
}

/* "Mr X told him that …": the claim gives words of the denier, who answers for them. */
static bool is_quoted(const dem_scene *s, int32_t claim, int32_t denial)
{
    for (int32_t i = claim + 1; i < s->n && i <= claim + WITHIN && dem_nested(&s->claims[claim], &s->claims[i]); i++)
        if (s->claims[i].level > s->claims[claim].level && dem_same_speaker(&s->claims[i], &s->claims[denial]))
            return true;
    return false;
}

/* Words that point back reach over a few sentences. */
static bool is_far(const dem_claim *claim, const dem_claim *denial)
{
    return denial->begin > claim->end + REACH && claim->begin > HEADLINE;
}

/* A report may open with the denial of "such rumours" and tell only then who spread them. */
static bool leads(const dem_scene *s, int32_t begin, int32_t denial)
{
    while (begin < denial && dem_same_speaker(&s->claims[begin], &s->claims[denial]))
        begin++;
    return begin == denial && s->stands[denial].points && s->terms[denial].claims > 0;
}

static fit fit_of(const dem_scene *s, int32_t claim, int32_t denial, bool led)
{
    const dem_stand *d = &s->stands[denial];
    fit f = {.overlap = dem_terms_overlap(&s->terms[claim], &s->terms[denial])};
    int32_t far = distance(s, claim, denial), like = f.overlap.like;
    f.score = act_points(&s->claims[claim], d->points) + side_points(s, claim, denial, &f) - 5 * (far - 1);
    f.score += f.overlap.telling ? 6 + (like < 40 ? like : 40) / 2 : 0;
    /* "a report that …": the claim stands in its denial */
    bool within = claim > denial && s->terms[denial].claimed & 1 && dem_nested(&s->claims[claim], &s->claims[denial]);
    f.quoted = claim < denial && is_quoted(s, claim, denial);
    f.score += within ? 10 : claim > denial ? (led ? 0 : -22) : f.quoted ? 20 : 0;
    if (d->points && is_far(&s->claims[claim], &s->claims[denial]))
        f.score -= 12;
    else if (d->points)
        f.score += claim > denial ? 0 : far == 1 ? 16 : far == 2 ? 9 : far == 3 ? 4 : 0;
    else if (!f.overlap.telling && !f.quoted)
        f.score -= !f.mentioned ? 16 : far == 1 ? 4 : 12;
    /* "I sent no secrets", "they denied sending secrets": one side, not two */
    if (s->stands[claim].sign < 0)
        f.score -= d->points ? 6 : 24;
    /* "the claim" is one; "the accusation" too */
    if ((s->terms[denial].claimed & 1u << 0) && s->stands[claim].family == DEM_WILL)
        f.score -= 8;
    /* "any such promise had been made" after "he had received assurances" */
    if (s->terms[claim].claimed & s->terms[denial].claimed & ~1u)
        f.score += 12;
    return f;
}

static bool may_be_denied(const dem_scene *s, int32_t claim, int32_t denial)
{
    return claim != denial && s->stands[claim].asserts &&
           !dem_same_speaker(&s->claims[claim], &s->claims[denial]) &&
           (!dem_nested(&s->claims[claim], &s->claims[denial]) || s->claims[claim].level > s->claims[denial].level);
}

static int32_t best_claim(const dem_scene *s, int32_t begin, int32_t end, int32_t denial, fit *best)
{
    int32_t from = denial - begin > BEHIND ? denial - BEHIND : begin;
    bool led = leads(s, begin, denial);
    int32_t ahead = led ? LED : AHEAD, to = end - denial > ahead ? denial + ahead + 1 : end, found = -1;
    for (int32_t i = from; i < to; i++) {
        if (!may_be_denied(s, i, denial))
            continue;
        fit f = fit_of(s, i, denial, led);
        if (f.score >= ENOUGH && (found < 0 || f.score > best->score)) {
            *best = f;
            found = i;
        }
    }
    return found;
}

static dem_str why_denied(const dem_scene *s, int32_t claim, int32_t denial, const fit *f)
{
    const char *what = dem_has_act(&s->claims[claim], DEM_ACTS(ACCUSE)) ? "an accusation" : "a claim";
    const char *how = s->stands[denial].points ? "denied in words that point back to it" : "denied";
    dem_str about = dem_about(&f->overlap, s->arena);
    return dem_str_format(s->arena, "%s%s, %s%.*s by another speaker of the same report", what,
                          f->mentioned ? " that speaks of the other's side" : "", how, (int)about.len, about.at);
}

/* The best of a denial and its repetitions (the headline and its sentence). */
typedef struct answer_to {
    int32_t claim, denial;
    fit fit;
} answer_to;

static void deny(const dem_scene *s, int32_t begin, int32_t end, int32_t denial, answer_to *best)
{
    fit f;
    int32_t claim = best_claim(s, begin, end, denial, &f);
    answer_to *a = &best[s->fold[denial]];
    if (claim >= 0 && f.score > a->fit.score)
        *a = (answer_to){claim, denial, f};
}

static void relate(const dem_scene *s, const answer_to *a)
{
    int32_t confidence = 35 + (a->fit.score - ENOUGH);
    dem_relate(s, DEM_CLAIM_DENIAL, (int32_t[]){a->claim, a->denial}, 2,
               confidence < CERTAIN ? confidence : CERTAIN, why_denied(s, a->claim, a->denial, &a->fit));
}

/* "The Prime Minister said the opposite." */
static bool is_contrary(dem_str content)
{
    return dem_str_ends(content, DEM_STR("the opposite")) || dem_str_ends(content, DEM_STR("the contrary"));
}

/* "Western governments reject that argument": no fact is denied, yet it answers the one before. */
static bool answers(const dem_scene *s, int32_t i)
{
    const dem_claim *d = &s->claims[i];
    const dem_stand *stand = &s->stands[i];
    if (d->level > 1 || !stand->points || stand->denies)
        return false;
    if (dem_has_act(d, DEM_ACTS(CLAIM)) && is_contrary(d->content))
        return true;
    return stand->sign < 0 && dem_has_act(d, DEM_ACTS(REJECT) | DEM_ACTS(CRITICIZE)) && s->terms[i].opens;
}

/* Several states together reject an argument too, though they are no side of their own elsewhere. */
static bool may_answer(const dem_scene *s, int32_t i)
{
    return s->stands[i].side || dem_str_eq(s->claims[i].party, DEM_STR("INT"));
}

static void answer(const dem_scene *s, int32_t begin, int32_t i)
{
    int32_t other = i - 1;
    while (other >= begin && dem_same_speaker(&s->claims[other], &s->claims[i]))
        other--;
    if (other < begin || !s->stands[other].side || !may_answer(s, i) || dem_same_side(s, other, i) ||
        (s->stands[other].sign < 0 && s->stands[i].sign < 0) ||
        s->stands[other].points || s->claims[other].level > 1)
        return;
    bool accused = s->claims[other].act == DEM_ACT_ACCUSE && s->claims[i].act == DEM_ACT_REJECT &&
                   !(s->terms[i].claimed & ~1u); /* findings are judged, not denied */
    dem_relate(s, accused ? DEM_CLAIM_DENIAL : DEM_DISAGREEMENT, (int32_t[]){other, i}, 2, 60,
               DEM_STR("rejected, in words that point back to it, by another speaker of the same report"));
}

/* A headline's denial that the text gives again in full, of the same claim by the same mouth. */
static bool is_given_again(const dem_scene *s, const answer_to *best, int32_t i)
{
    const answer_to *a = &best[i];
    if (s->claims[a->denial].begin > HEADLINE)
        return false;
    for (int32_t k = i + 1; k < s->n && k <= i + 2 * BEHIND; k++) {
        const answer_to *b = &best[k];
        if (b->fit.score && s->claims[a->denial].doc == s->claims[b->denial].doc &&
            s->fold[a->claim] == s->fold[b->claim] &&
            dem_same_speaker(&s->claims[a->denial], &s->claims[b->denial]))
            return true;
    }
    return false;
}

void dem_denials_find(const dem_scene *s, dem_arena scratch)
{
    answer_to *best = dem_new(&scratch, answer_to, s->n);
    for (int32_t begin = 0, end; begin < s->n; begin = end) {
        for (end = begin; end < s->n && s->claims[end].doc == s->claims[begin].doc; end++) {}
        for (int32_t i = begin; i < end; i++) {
            if (s->stands[i].denies)
                deny(s, begin, end, i, best);
            else if (s->fold[i] == i && answers(s, i))
                answer(s, begin, i);
        }
    }
    for (int32_t i = 0; i < s->n; i++)
        if (best[i].fit.score && !is_given_again(s, best, i) && (best[i].fit.overlap.telling || best[i].fit.mentioned || !s->answers[i]))
            relate(s, &best[i]);
}
