/* The arc-hybrid transition system over one sentence.
 *
 * Adds   dem_arcs: stack, buffer front, heads and relations so far; legal moves, features of a move,
 *        features of a relation, and (for training) the dynamic oracle's costs.
 * Needs  words and tag labels of the sentence.
 * Fails  never: from every state some move is legal, and every sequence of 2n moves ends in one
 *        tree with one root.
 * Cost   constant a move.
 * Source Kuhlmann, Gómez-Rodríguez and Satta 2011 (arc-hybrid); Goldberg and Nivre 2013 (dynamic
 *        oracle); features after Zhang and Nivre 2011.
 *
 *     dem_arcs_init(&a, words, labels, n, &arena);
 *     while (!dem_arcs_done(&a)) dem_arcs_move(&a, best legal move, relation);
 */
#ifndef DEM_PARSE_ARC_H
#define DEM_PARSE_ARC_H

#include "model/linear.h"
#include "parse/word.h"

typedef enum dem_move { DEM_MOVE_SHIFT, DEM_MOVE_LEFT, DEM_MOVE_RIGHT, DEM_MOVES } dem_move;

enum { DEM_MOVE_FEATURES = 80, DEM_REL_FEATURES = 64, DEM_NO_REL = 63 };

/* What is known of a word as a head. -1: none. */
typedef struct dem_node {
    int32_t head;
    int32_t left, left2;   /* outermost dependents on each side */
    int32_t right, right2;
    uint64_t rels;         /* set of its dependents' relations */
    uint8_t rel;
    uint8_t lefts, rights; /* how many, at most 255 */
} dem_node;

typedef struct dem_arcs {
    const dem_word *words;  /* at[-2] .. at[n + 1] */
    const uint8_t *labels;  /* the same */
    dem_node *nodes;        /* n + 1: the last is the root, which stands at the buffer's end */
    int32_t *stack;
    int32_t depth, front, n;
} dem_arcs;

void dem_arcs_init(dem_arcs *a, const dem_word *words, const uint8_t *labels, int32_t n, dem_arena *arena);
static inline bool dem_arcs_done(const dem_arcs *a) { return a->front == a->n && a->depth == 0; }
bool dem_arcs_legal(const dem_arcs *a, dem_move move);
/* The head and dependent that LEFT or RIGHT would join. */
void dem_arcs_pair(const dem_arcs *a, dem_move move, int32_t *head, int32_t *dependent);
void dem_arcs_move(dem_arcs *a, dem_move move, uint8_t rel);

int dem_arcs_features(const dem_arcs *a, uint64_t features[DEM_MOVE_FEATURES]);
int dem_rel_features(const dem_arcs *a, int32_t head, int32_t dependent, uint64_t features[DEM_REL_FEATURES]);

/* Gold arcs that each legal move makes unreachable; gold[i] is a word, or n for the root. */
void dem_arcs_costs(const dem_arcs *a, const int32_t *gold, int32_t costs[DEM_MOVES]);

#endif
