#include "parse/arc.h"

#include <string.h>

void dem_arcs_init(dem_arcs *a, const dem_word *words, const uint8_t *labels, int32_t n, dem_arena *arena)
{
    *a = (dem_arcs){.words = words, .labels = labels, .n = n,
                    .nodes = dem_new(arena, dem_node, n + 1), .stack = dem_new(arena, int32_t, n)};
    for (int32_t i = 0; i <= n; i++)
        a->nodes[i] = (dem_node){-1, -1, -1, -1, -1, 0, DEM_NO_REL, 0, 0};
}

/* The root takes one dependent, the bottom of the stack when all else is attached. */
bool dem_arcs_legal(const dem_arcs *a, dem_move move)
{
    switch (move) {
    case DEM_MOVE_SHIFT: return a->front < a->n;
    case DEM_MOVE_LEFT: return a->depth > 0 && (a->front < a->n || a->depth == 1);
    default: return a->depth > 1;
    }
}

void dem_arcs_pair(const dem_arcs *a, dem_move move, int32_t *head, int32_t *dependent)
{
    *dependent = a->stack[a->depth - 1];
    *head = move == DEM_MOVE_LEFT ? a->front : a->stack[a->depth - 2];
}

void dem_arcs_move(dem_arcs *a, dem_move move, uint8_t rel)
{
    if (move == DEM_MOVE_SHIFT) {
        a->stack[a->depth++] = a->front++;
        return;
    }
    int32_t head, dependent;
    dem_arcs_pair(a, move, &head, &dependent);
    dem_node *h = &a->nodes[head], *d = &a->nodes[dependent];
    a->depth--;
    d->head = head;
    d->rel = rel;
    h->rels |= (uint64_t)1 << (rel & 63);
    if (move == DEM_MOVE_LEFT) {
        h->left2 = h->left;
        h->left = dependent;
        h->lefts = h->lefts < 255 ? (uint8_t)(h->lefts + 1) : 255;
    } else {
        h->right2 = h->right;
        h->right = dependent;
        h->rights = h->rights < 255 ? (uint8_t)(h->rights + 1) : 255;
    }
}

static int32_t stack_at(const dem_arcs *a, int32_t k) /* 0: top; -1 when absent */
{
    return k < a->depth ? a->stack[a->depth - 1 - k] : -1;
}

/* Form and tag of a word; neutral for none and for the root. */
static uint64_t word_of(const dem_arcs *a, int32_t i)
{
    return i < 0 ? 11 : i >= a->n ? 12 : a->words[i].low;
}

static uint64_t tag_of(const dem_arcs *a, int32_t i)
{
    return i < 0 ? 301 : i >= a->n ? 302 : a->labels[i];
}

static const dem_node none = {-1, -1, -1, -1, -1, 0, DEM_NO_REL, 0, 0};

static const dem_node *node_of(const dem_arcs *a, int32_t i)
{
    return i < 0 ? &none : &a->nodes[i];
}

static uint64_t distance(int32_t from, int32_t to)
{
    int32_t d = from < 0 || to < 0 ? 0 : to > from ? to - from : from - to;
    return d <= 5 ? (uint64_t)d : d <= 10 ? 6 : d <= 20 ? 7 : 8;
}

static uint64_t few(uint8_t n) { return n > 3 ? 3 : n; }

int dem_arcs_features(const dem_arcs *a, uint64_t f[DEM_MOVE_FEATURES])
{
    int32_t s0 = stack_at(a, 0), s1 = stack_at(a, 1), s2 = stack_at(a, 2);
    int32_t b0 = a->front, b1 = b0 + 1, b2 = b0 + 2;
    const dem_node *ns0 = node_of(a, s0), *ns1 = node_of(a, s1), *nb0 = node_of(a, b0);
    uint64_t s0w = word_of(a, s0), s1w = word_of(a, s1), b0w = word_of(a, b0), b1w = word_of(a, b1);
    uint64_t s0t = tag_of(a, s0), s1t = tag_of(a, s1), s2t = tag_of(a, s2), b0t = tag_of(a, b0);
    uint64_t b1t = tag_of(a, b1), b2t = tag_of(a, b2);
    uint64_t d0 = distance(s0, b0), d1 = distance(s1, s0);
    uint64_t s0b0 = dem_mix(s0t, b0t), s1s0 = dem_mix(s1t, s0t);
    int n = 0;
    f[n++] = dem_feature2(1, s0w, s0t);
    f[n++] = dem_feature(2, s0w);
    f[n++] = dem_feature(3, s0t);
    f[n++] = dem_feature2(4, s1w, s1t);
    f[n++] = dem_feature(5, s1t);
    f[n++] = dem_feature2(6, b0w, b0t);
    f[n++] = dem_feature(7, b0w);
    f[n++] = dem_feature(8, b0t);
    f[n++] = dem_feature2(9, b1w, b1t);
    f[n++] = dem_feature(10, b1t);
    f[n++] = dem_feature2(11, word_of(a, b2), b2t);
    f[n++] = dem_feature2(12, s0w, b0w);
    f[n++] = dem_feature3(13, s0w, s0t, b0t);
    f[n++] = dem_feature3(14, s0t, b0w, b0t);
    f[n++] = dem_feature(15, s0b0);
    f[n++] = dem_feature2(16, s1w, s0w);
    f[n++] = dem_feature3(17, s1w, s1t, s0t);
    f[n++] = dem_feature3(18, s1t, s0w, s0t);
    f[n++] = dem_feature(19, s1s0);
    f[n++] = dem_feature2(20, s1t, b0t);
    f[n++] = dem_feature2(21, s1s0, b0t);
    f[n++] = dem_feature2(22, s0b0, b1t);
    f[n++] = dem_feature3(23, b0t, b1t, b2t);
    f[n++] = dem_feature2(24, s2t, s1s0);
    f[n++] = dem_feature3(25, s1s0, b0t, b1t);
    f[n++] = dem_feature2(26, s0b0, tag_of(a, ns0->left));
    f[n++] = dem_feature2(27, s0b0, tag_of(a, ns0->right));
    f[n++] = dem_feature2(28, s0b0, tag_of(a, nb0->left));
    f[n++] = dem_feature2(29, s1s0, tag_of(a, ns1->left));
    f[n++] = dem_feature2(30, s1s0, tag_of(a, ns1->right));
    f[n++] = dem_feature2(31, s1s0, tag_of(a, ns0->left));
    f[n++] = dem_feature2(32, s1s0, tag_of(a, ns0->right));
    f[n++] = dem_feature3(33, s0t, tag_of(a, ns0->left), tag_of(a, ns0->left2));
    f[n++] = dem_feature3(34, s0t, tag_of(a, ns0->right), tag_of(a, ns0->right2));
    f[n++] = dem_feature3(35, b0t, tag_of(a, nb0->left), tag_of(a, nb0->left2));
    f[n++] = dem_feature3(36, s0w, s0t, d0);
    f[n++] = dem_feature3(37, b0w, b0t, d0);
    f[n++] = dem_feature2(38, s0b0, d0);
    f[n++] = dem_feature2(39, s1s0, d1);
    f[n++] = dem_feature3(40, s1s0, b0t, d1);
    f[n++] = dem_feature3(41, s0w, s0t, few(ns0->rights));
    f[n++] = dem_feature3(42, s0w, s0t, few(ns0->lefts));
    f[n++] = dem_feature3(43, b0w, b0t, few(nb0->lefts));
    f[n++] = dem_feature3(44, s1w, s1t, few(ns1->rights));
    f[n++] = dem_feature2(45, s0t, ns0->rels);
    f[n++] = dem_feature2(46, s1t, ns1->rels);
    f[n++] = dem_feature2(47, b0t, nb0->rels);
    f[n++] = dem_feature2(48, s0w, ns0->rels);
    f[n++] = dem_feature2(49, s1w, ns1->rels);
    f[n++] = dem_feature3(50, s0w, b0w, b1t);
    f[n++] = dem_feature2(51, s0w, b1w);
    f[n++] = dem_feature2(52, b0w, b1w);
    f[n++] = dem_feature3(53, s1w, b0w, s0t);
    f[n++] = dem_feature3(54, s0b0, node_of(a, ns0->left)->rel, node_of(a, ns0->right)->rel);
    f[n++] = dem_feature3(55, s1s0, node_of(a, ns1->right)->rel, b0t);
    f[n++] = dem_feature3(56, s1s0, word_of(a, ns0->left), b0t);
    f[n++] = dem_feature3(57, s0t, word_of(a, ns0->left), b0w);
    f[n++] = dem_feature3(58, s1w, word_of(a, ns0->left), s0t);
    f[n++] = dem_feature3(59, s1w, s0t, b0t);
    f[n++] = dem_feature3(60, s1t, s0t, b0w);
    return n;
}

/* The dependent's own function words tell most about its relation: "of" an nmod, "that" a ccomp. */
int dem_rel_features(const dem_arcs *a, int32_t head, int32_t dependent, uint64_t f[DEM_REL_FEATURES])
{
    const dem_node *h = node_of(a, head), *d = node_of(a, dependent);
    uint64_t hw = word_of(a, head), dw = word_of(a, dependent);
    uint64_t ht = tag_of(a, head), dt = tag_of(a, dependent);
    uint64_t side = dependent < head, dist = distance(head, dependent);
    uint64_t hd = dem_mix(dem_mix(ht, dt), side);
    uint64_t l1w = word_of(a, d->left), l1t = tag_of(a, d->left);
    uint64_t before = dependent ? word_of(a, dependent - 1) : 13;
    int n = 0;
    f[n++] = dem_feature(101, hd);
    f[n++] = dem_feature2(102, hw, hd);
    f[n++] = dem_feature2(103, dw, hd);
    f[n++] = dem_feature3(104, hw, dw, side);
    f[n++] = dem_feature2(105, dist, hd);
    f[n++] = dem_feature2(106, dw, side);
    f[n++] = dem_feature2(107, hw, side);
    f[n++] = dem_feature2(108, hd, l1w);
    f[n++] = dem_feature2(109, hd, l1t);
    f[n++] = dem_feature3(110, hw, l1w, dt);
    f[n++] = dem_feature3(111, dw, l1w, ht);
    f[n++] = dem_feature2(112, hd, d->rels);
    f[n++] = dem_feature3(113, dt, d->rels, side);
    f[n++] = dem_feature2(114, hd, h->rels);
    f[n++] = dem_feature3(115, hw, dt, h->rels);
    f[n++] = dem_feature2(116, hd, tag_of(a, dependent + 1));
    f[n++] = dem_feature2(117, hd, dependent ? tag_of(a, dependent - 1) : 303);
    f[n++] = dem_feature2(118, hd, head < a->n ? tag_of(a, head + 1) : 304);
    f[n++] = dem_feature2(119, hd, head ? tag_of(a, head - 1) : 305);
    f[n++] = dem_feature2(120, hd, before);
    f[n++] = dem_feature2(121, hd, word_of(a, d->right));
    f[n++] = dem_feature3(122, dw, before, side);
    f[n++] = dem_feature3(123, hd, few(h->lefts), few(h->rights));
    f[n++] = dem_feature3(124, hd, node_of(a, h->right)->rel, node_of(a, h->left)->rel);
    f[n++] = dem_feature2(125, hd, dependent < a->n ? a->words[dependent].suffix[2] : 0);
    f[n++] = dem_feature2(126, hd, head < a->n ? a->words[head].suffix[2] : 0);
    f[n++] = dem_feature3(127, hd, l1w, word_of(a, d->left2));
    f[n++] = dem_feature3(128, hd, dependent < a->n ? a->words[dependent].shape : 0,
                          head < a->n ? a->words[head].shape : 0);
    f[n++] = dem_feature3(129, hd, before, word_of(a, dependent + 1));
    return n;
}

static bool in_stack(const dem_arcs *a, int32_t i, int32_t from_top)
{
    for (int32_t k = from_top; k < a->depth; k++)
        if (a->stack[a->depth - 1 - k] == i)
            return true;
    return false;
}

void dem_arcs_costs(const dem_arcs *a, const int32_t *gold, int32_t costs[DEM_MOVES])
{
    memset(costs, 0, DEM_MOVES * sizeof *costs);
    int32_t s0 = stack_at(a, 0), s1 = stack_at(a, 1), b0 = a->front;
    if (b0 < a->n) {
        costs[DEM_MOVE_SHIFT] += in_stack(a, gold[b0], 1);
        for (int32_t k = 0; k < a->depth; k++)
            costs[DEM_MOVE_SHIFT] += gold[a->stack[k]] == b0;
    }
    if (s0 < 0)
        return;
    int32_t lost = 0;
    for (int32_t i = b0; i < a->n; i++)
        lost += gold[i] == s0;
    costs[DEM_MOVE_LEFT] += lost + (gold[s0] == s1 || gold[s0] > b0);
    costs[DEM_MOVE_RIGHT] += lost + (gold[s0] >= b0);
}
