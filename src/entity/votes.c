#include "entity/votes.h"

#include "base/utf8.h"
#include "entity/labels.h"

#include <string.h>

typedef struct tally {
    int32_t labels[DEM_LABELS];
    uint8_t acronym; /* kind + 1 */
} tally;

typedef struct board {
    dem_map forms, lowers;
    DEM_VEC(tally) tallies;
} board;

static bool named(const dem_entity_word *w)
{
    return w->cap == DEM_CASE_FIRST || w->cap == DEM_CASE_UPPER || w->cap == DEM_CASE_MIXED;
}

static tally *tally_of(board *b, dem_str form, dem_arena *arena)
{
    bool fresh;
    int32_t *at = dem_map_put(&b->forms, form, arena, &fresh);
    if (fresh) {
        *at = b->tallies.len;
        dem_push(&b->tallies, arena);
    }
    return &b->tallies.at[*at];
}

/* Initials of a name of three words or more, capitals only: "African National Congress" ANC. */
static void note_acronym(board *b, const dem_entity_word *w, int32_t begin, int32_t end, int kind,
                         dem_arena *arena)
{
    char *initials = dem_new(arena, char, 8);
    size_t n = 0;
    for (int32_t i = begin; i < end; i++)
        if (named(&w[i])) {
            if (n == 8 || (unsigned char)w[i].form.at[0] >= 128)
                return;
            initials[n++] = w[i].form.at[0];
        }
    if (n >= 2)
        tally_of(b, (dem_str){initials, n}, arena)->acronym = (uint8_t)(kind + 1);
}

static void count_names(board *b, const dem_entity_word *w, int32_t n, const uint8_t *labels,
                        dem_arena *arena)
{
    for (int32_t i = 0; i < n; i++) {
        if (!named(&w[i]) && w[i].cap != DEM_CASE_LOWER)
            continue;
        if (w[i].cap == DEM_CASE_LOWER) {
            dem_map_put(&b->lowers, w[i].form, arena, NULL);
            continue;
        }
        if (!w[i].title || labels[i])
            tally_of(b, w[i].form, arena)->labels[labels[i]]++;
        int32_t end = i;
        if (labels[i] && dem_label_place_of(labels[i]) == DEM_PLACE_B) {
            while (end < n && !dem_label_closes(labels[end]))
                end++;
            if (end < n)
                note_acronym(b, w, i, end + 1, dem_label_kind(labels[i]), arena);
        }
    }
}

static bool in_lower(const board *b, const dem_entity_word *w)
{
    char lower[64];
    if (w->form.len > sizeof lower)
        return false;
    for (size_t i = 0; i < w->form.len; i++)
        lower[i] = w->form.at[i] >= 'A' && w->form.at[i] <= 'Z' ? (char)(w->form.at[i] + 32) : w->form.at[i];
    return dem_map_get(&b->lowers, (dem_str){lower, w->form.len}) != NULL;
}

static void vote(dem_entity_vote *v, const tally *t, int own)
{
    int32_t kinds[DEM_LABEL_KINDS + 1] = {0}, total = 0, best = 0, place = 0;
    for (int k = 0; k < DEM_LABELS; k++) {
        int32_t count = t->labels[k] - (k == own && t->labels[k] > 0);
        kinds[dem_label_kind(k) + 1] += count;
        total += count;
        place = count > t->labels[place] - (place == own) ? k : place;
    }
    for (int k = 1; k <= DEM_LABEL_KINDS; k++)
        best = kinds[k] > kinds[best] ? k : best;
    v->count = total > 3 ? 3 : total > 1 ? 2 : (uint8_t)total;
    v->kind = total ? (uint8_t)(best + 1) : 0; /* 1: mostly outside */
    v->position = total ? (uint8_t)(place + 1) : 0;
    v->acronym = t->acronym;
}

void dem_entity_votes(dem_entity_word *words, int32_t n, const uint8_t *labels, dem_arena scratch)
{
    board b = {0};
    count_names(&b, words, n, labels, &scratch);
    for (int32_t i = 0; i < n; i++) {
        dem_entity_vote *v = &words[i].vote;
        *v = (dem_entity_vote){.own = (uint8_t)(labels[i] + 1)};
        const int32_t *at = named(&words[i]) ? dem_map_get(&b.forms, words[i].form) : NULL;
        if (at)
            vote(v, &b.tallies.at[*at], labels[i]);
        v->lower = named(&words[i]) && in_lower(&b, &words[i]);
    }
}

/* How a form is used in the document: as the last word of a person's fuller name, alone as each kind. */
typedef struct usage {
    int32_t surname, alone[DEM_LABEL_KINDS];
} usage;

typedef struct usages {
    dem_map forms;
    DEM_VEC(usage) at;
} usages;

static usage *usage_of(usages *u, dem_str form, dem_arena *arena)
{
    bool fresh;
    int32_t *i = dem_map_put(&u->forms, form, arena, &fresh);
    if (fresh) {
        *i = u->at.len;
        dem_push(&u->at, arena);
    }
    return &u->at.at[*i];
}

static int agreed_kind(const usage *u, int kind)
{
    if (u->surname)
        return 0;
    int best = kind;
    for (int k = 0; k < DEM_LABEL_KINDS; k++)
        best = best < 0 || u->alone[k] > u->alone[best] ? k : best;
    return best >= 0 && u->alone[best] ? best : kind;
}

void dem_entity_agree(const dem_entity_word *words, uint8_t *labels, int32_t n, dem_arena scratch)
{
    usages u = {0};
    for (int32_t i = 0; i < n; i++) {
        int kind = dem_label_kind(labels[i]);
        if (kind >= 0 && dem_label_place_of(labels[i]) == DEM_PLACE_U)
            usage_of(&u, words[i].form, &scratch)->alone[kind]++;
        else if (kind == 0 && dem_label_place_of(labels[i]) == DEM_PLACE_L && named(&words[i]) && words[i].form.len > 2)
            usage_of(&u, words[i].form, &scratch)->surname++;
    }
    for (int32_t i = 0; i < n; i++) {
        int kind = dem_label_kind(labels[i]);
        bool alone = kind >= 0 && dem_label_place_of(labels[i]) == DEM_PLACE_U;
        bool bare = !labels[i] && named(&words[i]) && !words[i].first && !words[i].title && words[i].capital == 0;
        const int32_t *at = (alone || bare) && !words[i].gazetteer ? dem_map_get(&u.forms, words[i].form) : NULL;
        if (!at || (bare && !u.at.at[*at].surname))
            continue;
        labels[i] = (uint8_t)dem_label(agreed_kind(&u.at.at[*at], kind), DEM_PLACE_U);
    }
}
