/* Positions: what statements have to do with each other, within a report and across reports.
 *
 * Adds   dem_relations_find: pairs and sets of statements, each with its reason:
 *          claim_denial    one side says what another denies; the claim first
 *          disagreement    two sides take stances on the same thing that exclude each other
 *          same_position   two sides take the same stance on the same thing
 *          shift           one side's stance on the same thing changed between two dated reports
 *          condition_set   conditions of one side that bind the same thing
 * Needs  statements with their acts, stances, speakers; no parse, no model.
 * Method statements are compared by the rare word stems they share (an inverted index with inverse
 *        document frequencies, in integers), by polarity, act, speaker and party. A denial that only
 *        points back ("denied the charge", "called this untrue") belongs to the nearest statement
 *        before it that another side made and that can be denied.
 * Fails  never.
 * Owner  the arena; scratch is free again on return.
 * Law    a shift needs two dates; silence and undated reports prove nothing. Second-hand words and
 *        copies are no one's position.
 * Cost   per statement: those that share a stem that fewer than an eighth of all have.
 */
#ifndef DEM_POSITION_POSITION_H
#define DEM_POSITION_POSITION_H

#include "doc/doc.h"

/* A statement as this room sees it. Sorted by (doc, ord). */
typedef struct dem_claim {
    int64_t row;          /* the caller's */
    dem_str id;
    int32_t doc, ord;     /* doc: any number that is the same within a document */
    dem_str story;        /* documents about the same happening share it */
    dem_str date;         /* of publication; empty: unknown */
    dem_str speaker;      /* id of the actor; empty: nobody named */
    dem_str party;        /* empty or "?": unknown */
    dem_str content, source, condition;
    const dem_str *topics;
    int32_t n_topics;
    uint32_t begin, end;  /* of the content */
    int32_t sentence;     /* first byte of the sentence */
    dem_str stance;       /* support oppose conditional neutral, or empty */
    uint8_t act;          /* dem_act */
    uint8_t level;
    bool negated;
} dem_claim;

typedef enum dem_relation_kind { DEM_CLAIM_DENIAL, DEM_DISAGREEMENT, DEM_SAME_POSITION, DEM_SHIFT,
                                 DEM_CONDITION_SET } dem_relation_kind;

extern const dem_tagset dem_relation_set; /* names, by kind */

typedef struct dem_relation {
    uint8_t kind;
    const int32_t *members; /* indexes of claims: pairs in the order the kind says */
    int32_t n;
    dem_str why;
    int32_t confidence; /* hundredths */
} dem_relation;

typedef DEM_VEC(dem_relation) dem_relations;

void dem_relations_find(const dem_claim *claims, int32_t n, dem_relations *out, dem_arena *arena,
                        dem_arena scratch);

#endif
