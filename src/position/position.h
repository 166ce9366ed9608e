/* Positions: what statements have to do with each other, within a report and across reports.
 *
 * Adds   dem_relations_find: pairs and sets of statements, each with its reason:
 *          claim_denial    one says it, another says it is not so (the claim first)
 *          disagreement    two sides want or judge opposite things of one matter
 *          same_position   several say the same, each once
 *          shift           one speaker or side, two dates, opposite stands (the earlier first)
 *          condition_set   what must hold first for one side on one issue, or for two on the same words
 *        concepts: statements of two speakers or stories that speak of one thing
 *        and `fold`: for each statement the one it merely repeats (the headline and its sentence, the
 *        same words in another report of the story), else itself.
 * Needs  statements with their acts, stances, speakers; data/lexicon/likeness.tsv (words alike,
 *        opposite, or standing for what another said); the gazetteer, for the parties a text names.
 * Method contents as bags of stems and of likeness.tsv's classes, weighted by rarity; candidates from
 *        an index over each statement's rarest terms, where a frequent term compares its holders with
 *        their neighbours in time only; then rules over overlap, act, polarity, parties and nearness,
 *        each with its points, all in integers. A denial that only points back ("rejected the
 *        charge", "no such thing") takes the nearest claim of its report that fits its sides or gives
 *        its own speaker's words. Words of giving up turn a stand around ("will not
 *        abandon"). Statements of two reports are compared when these tell one story or share sides
 *        and names.
 *        Concepts are stars: whoever has most neighbours stands for them (Aslam, Pelekhov, Rus 2004).
 * Fails  on open only, when the table is malformed.
 * Owner  the arena; scratch is free again on return.
 * Law    a shift needs two dates; silence and undated reports prove nothing. Second-hand words and
 *        copies are no one's position; second-hand words may be the claim that is denied.
 * Order  statements sorted otherwise (documents in another order) give the same relations.
 * Cost   near-linear: per statement at most 6 terms with 24 neighbours each.
 */
#ifndef DEM_POSITION_POSITION_H
#define DEM_POSITION_POSITION_H

#include "doc/tags.h"
#include "lexicon/lexicon.h"

/* A statement as this room sees it. Sorted by (doc, ord). */
typedef struct dem_claim {
    int64_t row;          /* the caller's */
    dem_str id;
    int32_t doc, ord;     /* doc: any number that is the same within a document */
    dem_str story;        /* documents about the same happening share it */
    dem_str date;         /* when it was said: the day that its words give, else that of publication; empty: unknown */
    dem_str speaker;      /* id of the actor; empty: nobody named */
    dem_str name;         /* the actor's */
    dem_str party;        /* empty or "?": unknown */
    dem_str content, source, condition;
    const dem_str *topics, *targets; /* targets: names of those spoken to or of */
    int32_t n_topics, n_targets;
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

/* Statements whose contents speak of one thing in the same words, for it or against it. */
typedef struct dem_concept {
    const int32_t *members; /* indexes of claims; the words of the first stand for all */
    int32_t n;
    dem_str name;           /* the words that most of them share, as the first has them: "tariffs steel aluminum" */
} dem_concept;

typedef DEM_VEC(dem_concept) dem_concepts;

typedef struct dem_likeness dem_likeness;

/* NULL with err set when the table is malformed. */
dem_likeness *dem_likeness_open(const dem_lexicon *lex, dem_arena *arena, dem_error *err);

/* `fold` (n numbers) and `concepts` may be NULL. */
void dem_relations_find(const dem_likeness *likeness, const dem_claim *claims, int32_t n, dem_relations *out,
                        int32_t *fold, dem_concepts *concepts, dem_arena *arena, dem_arena scratch);

#endif
