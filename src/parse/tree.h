/* The best dependency tree under scores for every pair of words.
 *
 * Adds   dem_tree_best: greedy heads where they form a tree with one root; else the maximum
 *        spanning arborescence (Chu and Liu 1965, Edmonds 1967, as restated by Tarjan and
 *        Camerini) with the word fittest for root as its only root.
 * Needs  scores[i * stride + h]: word i under head h, where h = 0 is the root, h = j + 1 word j.
 * Fails  never. Ties go to the lower head.
 * Cost   n^2 where the greedy answer is a tree, at most n^3; the caller keeps n below 256 or so.
 *
 *     dem_tree_best(scores, n + 1, n, heads, scratch);   // heads[i] = -1 for the root, else a word
 */
#ifndef DEM_PARSE_TREE_H
#define DEM_PARSE_TREE_H

#include "base/arena.h"

void dem_tree_best(const float *scores, int stride, int n, int32_t *heads, dem_arena scratch);

#endif
