/* What the files of this room share; private to it.
 *
 * A `dem_scene` holds the statements by the date of their report (undated last), else in the order given.
 * All indexes inside the room are of that order; the caller's are in `from`.
 */
#ifndef DEM_POSITION_PARTS_H
#define DEM_POSITION_PARTS_H

#include "position/terms.h"

/* What kind of thing a statement does with its content. */
typedef enum dem_family {
    DEM_FACT,    /* says that it is (not) so: CLAIM ASSESS ACCUSE DENY */
    DEM_VALUE,   /* says that it is good or bad: PRAISE CRITICIZE */
    DEM_WILL     /* says what shall (not) be: the rest */
} dem_family;

enum { DEM_STAND_LONG = 200 /* bytes: several sentences stand for several things */ };

typedef struct dem_stand {
    uint8_t family;
    int8_t sign;    /* +1 for it, -1 against, 0 cannot be told */
    bool denies;    /* says that what was said is not so */
    bool asserts;   /* says something that can be denied */
    bool points;    /* its content only points at what was said before */
    bool side;      /* its party is a side, not observers, media, … */
    dem_str date;   /* ten bytes at most; empty when unknown */
} dem_stand;

struct dem_matter;

typedef struct dem_scene {
    const dem_claim *claims; /* in the room's order; `doc` counts the documents from 0 */
    const int32_t *from;     /* the caller's index of each */
    const int32_t *story;    /* of each statement's report: reports of one story share the number */
    int32_t n, ids;
    const dem_terms *terms;
    const dem_stand *stands;
    const struct dem_matter *matters; /* by document */
    int32_t *fold;  /* in the room's order */
    bool *answers;  /* denials that have found their claim by its words */
    dem_relations *out;
    dem_arena *arena;
} dem_scene;

static inline bool dem_has_act(const dem_claim *c, unsigned acts) { return acts >> c->act & 1; }
#define DEM_ACTS(a) (1u << DEM_ACT_##a)

/* order.c: rising under `less`, stable; `at` and `room` hold n each. */
typedef bool dem_less(const void *context, int32_t a, int32_t b);
void dem_order(int32_t *at, int32_t *room, int32_t n, dem_less *less, const void *context);

/* One stands inside the other, or they are the same words. */
static inline bool dem_nested(const dem_claim *a, const dem_claim *b)
{
    return a->doc == b->doc && a->begin < b->end && b->begin < a->end;
}

/* stand.c */
dem_stand dem_stand_of(const dem_claim *claim, const dem_terms *terms);
bool dem_same_speaker(const dem_claim *a, const dem_claim *b);
bool dem_same_side(const dem_scene *s, int32_t a, int32_t b);

/* matter.c: whether documents are about one matter: one story, or shared sides and names. */
typedef struct dem_mark {
    int32_t id, points;
} dem_mark;
typedef struct dem_matter {
    dem_mark *at; /* sides by rising id, then names and speakers */
    int32_t sides, names;
} dem_matter;
dem_matter *dem_matters_of(const dem_scene *s, int32_t docs, dem_arena *arena);
bool dem_same_matter(const dem_scene *s, int32_t a, int32_t b);

/* pairs.c: every pair of statements that may have to do with each other, a < b, once. */
typedef void dem_pair_visit(void *context, int32_t a, int32_t b, const dem_overlap *overlap);
void dem_pairs_visit(const dem_scene *s, dem_pair_visit *visit, void *context, dem_arena scratch);

/* denials.c: the claim each denial of a document answers. */
void dem_denials_find(const dem_scene *s, dem_arena scratch);
/* alike.c: folds, same positions, disagreements, shifts, denials across documents. */
void dem_alike_find(const dem_scene *s, dem_arena scratch);
/* conditions.c */
void dem_conditions_find(const dem_scene *s, dem_arena scratch);

/* concepts.c: after the folds are known; members by the caller's numbers. */
void dem_concepts_find(const dem_scene *s, dem_concepts *out, dem_arena scratch);

/* relate.c */
void dem_relate(const dem_scene *s, dem_relation_kind kind, const int32_t *members, int32_t n, int32_t confidence,
                dem_str why);
/* " of transfer and technology", or nothing: what an overlap is about, for a reason. */
dem_str dem_about(const dem_overlap *o, dem_arena *arena);

#endif
