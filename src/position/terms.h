/* A statement's content as terms; private to the room.
 *
 * Adds   dem_terms: per statement its distinct terms by rising number, their weights, and what its
 *        words say besides (stands for another's words, calls something false, which parties).
 * Cost   linear in the bytes.
 */
#ifndef DEM_POSITION_TERMS_H
#define DEM_POSITION_TERMS_H

#include "position/position.h"

enum { DEM_PARTIES_MAX = 8 };

/* Kinds of rows of the table. */
typedef enum dem_like_kind { DEM_LIKE_SAME, DEM_LIKE_WEAK, DEM_LIKE_STOP, DEM_LIKE_CLAIM, DEM_LIKE_POINT,
                             DEM_LIKE_FALSE, DEM_LIKE_NOT, DEM_LIKE_DROP } dem_like_kind;

struct dem_likeness {
    const dem_lexicon *lex;
    dem_table table;
    dem_map rows;      /* stem -> 1 + row */
    int32_t *opposite; /* row -> row, or -1 */
    uint8_t *kind;     /* dem_like_kind of each row */
    uint32_t *bit;     /* of a row of kind claim: 1, 2, 4, … in the table's order; the first is for any claim */
};

typedef struct dem_term {
    int32_t id;
    int32_t weight;
    int32_t opposite; /* term of the opposite class, or -1 */
    bool side;        /* the name of a party */
    bool name;        /* another capitalised word inside its clause */
    bool weak;        /* a word that every dispute uses */
    bool gate;        /* stands in the condition only */
    dem_str word;     /* as it stands */
} dem_term;

typedef struct dem_terms {
    dem_term *at;
    const int32_t *ids, *weights; /* of `at`, for speed */
    int32_t len, total; /* total: sum of weights */
    int32_t claims, points, falses, nots, drops; /* words of these kinds; drops: outside the condition */
    uint32_t claimed; /* which classes of words that stand for a claim, a bit each */
    int32_t own;       /* terms that are neither parties nor weak */
    int32_t opposites; /* terms whose class has an opposite */
    int32_t head; /* the weak class that the content opens with ("the accord …"), or -1 */
    bool turned; /* a negation among its first words: "Moscow does not and cannot …" */
    bool opens; /* its first word points, or "the" and a word that stands for a claim */
    dem_str parties[DEM_PARTIES_MAX]; /* mentioned */
    int32_t n_parties;
} dem_terms;

/* Of every statement; `docs` is the number of documents, `ids` becomes that of different terms. */
dem_terms *dem_terms_of(const dem_likeness *likeness, const dem_claim *claims, int32_t n, int32_t docs,
                        int32_t *ids, dem_arena *arena);

/* Overlap of two statements. */
typedef struct dem_overlap {
    int32_t like;    /* shared weight over the geometric mean of the totals, in hundredths */
    int32_t part;    /* shared weight over the smaller total, in hundredths */
    int32_t shared;  /* weight shared, opposite classes included */
    int32_t words;   /* terms shared that are no parties */
    int32_t strong;  /* of these, not weak */
    int32_t plain;   /* of these, no names */
    int32_t telling; /* of the strong, in no condition on either side */
    int32_t crossed; /* strong ones in the condition of one and the clause of the other */
    int32_t sides;   /* parties shared */
    int32_t opposed; /* pairs of opposite classes */
    const dem_term *best[2]; /* the weightiest shared terms, those that are no parties first; or NULL */
} dem_overlap;

dem_overlap dem_terms_overlap(const dem_terms *a, const dem_terms *b);
/* Whether `like` of the overlap can reach `least`; cheap. */
bool dem_terms_near(const dem_terms *a, const dem_terms *b, int32_t least);
bool dem_terms_mention(const dem_terms *t, dem_str party);

/* The stem of a lower-case word (in place of its inflection and common derivation); "negotiating",
 * "negotiation" and "negotiate" have one. The view given is cut or copied. */
dem_str dem_stem(dem_str word, dem_arena *arena);

#endif
