#include "parse/tree.h"

#include <string.h>

/* The graph while cycles are contracted. Nodes 0 .. n are the root and the words; each contraction
 * makes a new one, up to 2n. edge_* of (node, from) say which words a score between two nodes
 * stands for. */
typedef struct graph {
    int n, size, nodes; /* words; room for nodes; nodes so far */
    float *score;       /* [node * size + from] */
    int16_t *edge_to, *edge_from;
    int16_t *best;      /* chosen node to hang a node from, -1 not yet */
    int16_t *parent;    /* contraction a node went into, -1 none */
    int32_t *live, lives;
} graph;

static const float never = -1e30f;

static size_t cell(const graph *g, int to, int from)
{
    return (size_t)to * (size_t)g->size + (size_t)from;
}

static int greedy(const float *row, int heads, int self)
{
    int best = -1;
    for (int h = 0; h < heads; h++)
        if (h != self && (best < 0 || row[h] > row[best]))
            best = h;
    return best;
}

/* True if following heads[0..n) (0 the root, j + 1 word j) from every word ends at the root. */
static bool is_tree(const int32_t *heads, int n, int32_t *seen)
{
    memset(seen, 0, sizeof *seen * (size_t)(n + 1));
    for (int i = 1; i <= n; i++) {
        int v = i;
        while (v && !seen[v]) {
            seen[v] = i;
            v = heads[v - 1];
        }
        if (v && seen[v] == i)
            return false;
    }
    return true;
}

static graph graph_new(const float *scores, int stride, int n, int root, dem_arena *arena)
{
    graph g = {.n = n, .size = 2 * n + 2, .nodes = n + 1};
    size_t cells = (size_t)g.size * (size_t)g.size;
    g.score = dem_new(arena, float, cells);
    g.edge_to = dem_new(arena, int16_t, cells);
    g.edge_from = dem_new(arena, int16_t, cells);
    g.best = dem_new(arena, int16_t, g.size);
    g.parent = dem_new(arena, int16_t, g.size);
    g.live = dem_new(arena, int32_t, g.size);
    memset(g.best, -1, sizeof *g.best * (size_t)g.size);
    memset(g.parent, -1, sizeof *g.parent * (size_t)g.size);
    for (int i = 1; i <= n; i++)
        for (int h = 0; h <= n; h++) {
            bool barred = i == h || (h == 0 && i != root);
            g.score[cell(&g, i, h)] = barred ? never : scores[(size_t)(i - 1) * (size_t)stride + (size_t)h];
            g.edge_to[cell(&g, i, h)] = (int16_t)i;
            g.edge_from[cell(&g, i, h)] = (int16_t)h;
        }
    for (int i = 0; i <= n; i++)
        g.live[g.lives++] = i;
    return g;
}

static int choose(const graph *g, int to)
{
    int best = -1;
    for (int k = 0; k < g->lives; k++) {
        int from = g->live[k];
        if (from != to && (best < 0 || g->score[cell(g, to, from)] > g->score[cell(g, to, best)]))
            best = from;
    }
    return best;
}

/* A node on a cycle of chosen heads among the live nodes, or -1. */
static int find_cycle(const graph *g, int32_t *seen)
{
    memset(seen, 0, sizeof *seen * (size_t)g->size);
    for (int k = 0; k < g->lives; k++) {
        int v = g->live[k], mark = k + 1;
        while (v > 0 && !seen[v]) {
            seen[v] = mark;
            v = g->best[v];
        }
        if (v > 0 && seen[v] == mark)
            return v;
    }
    return -1;
}

/* Scores between the new node c and a node outside: the best over the cycle's members; entering
 * costs what the member's own choice was worth. */
static void connect(graph *g, int c, int v, int outside)
{
    float enter = g->score[cell(g, v, outside)] - g->score[cell(g, v, g->best[v])];
    float leave = g->score[cell(g, outside, v)];
    size_t in = cell(g, c, outside), out = cell(g, outside, c);
    if (enter > g->score[in]) {
        g->score[in] = enter;
        g->edge_to[in] = g->edge_to[cell(g, v, outside)];
        g->edge_from[in] = g->edge_from[cell(g, v, outside)];
    }
    if (outside && leave > g->score[out]) {
        g->score[out] = leave;
        g->edge_to[out] = g->edge_to[cell(g, outside, v)];
        g->edge_from[out] = g->edge_from[cell(g, outside, v)];
    }
}

static void contract(graph *g, int on_cycle)
{
    int c = g->nodes++, v = on_cycle;
    do {
        g->parent[v] = (int16_t)c;
        v = g->best[v];
    } while (v != on_cycle);
    int kept = 0;
    for (int k = 0; k < g->lives; k++)
        if (g->parent[g->live[k]] != c)
            g->live[kept++] = g->live[k];
    g->lives = kept;
    for (int k = 0; k < kept; k++) {
        int outside = g->live[k];
        g->score[cell(g, c, outside)] = g->score[cell(g, outside, c)] = 4 * never;
        do {
            connect(g, c, v, outside);
            v = g->best[v];
        } while (v != on_cycle);
    }
    g->live[g->lives++] = c;
    g->best[c] = (int16_t)choose(g, c);
    for (int k = 0; k < kept; k++) {
        int node = g->live[k];
        if (node && g->parent[g->best[node]] == c)
            g->best[node] = (int16_t)c;
    }
}

/* From the last contraction down: the edge that enters a node settles which member keeps not its
 * own choice; the others do. */
static void expand(const graph *g, int32_t *heads, int32_t *done)
{
    memset(done, 0, sizeof *done * (size_t)g->size);
    for (int v = g->nodes - 1; v > 0; v--) {
        if (done[v])
            continue;
        size_t at = cell(g, v, g->best[v]);
        int to = g->edge_to[at];
        heads[to - 1] = g->edge_from[at];
        for (int u = to; u != v && u >= 0; u = g->parent[u])
            done[u] = 1;
    }
}

static void span(const float *scores, int stride, int n, int32_t *heads, dem_arena scratch)
{
    int root = 0;
    for (int i = 1; i < n; i++)
        if (scores[(size_t)i * (size_t)stride] > scores[(size_t)root * (size_t)stride])
            root = i;
    graph g = graph_new(scores, stride, n, root + 1, &scratch);
    int32_t *seen = dem_new(&scratch, int32_t, g.size);
    for (int i = 1; i <= n; i++)
        g.best[i] = (int16_t)choose(&g, i);
    for (int v; (v = find_cycle(&g, seen)) > 0;)
        contract(&g, v);
    expand(&g, heads, seen);
}

void dem_tree_best(const float *scores, int stride, int n, int32_t *heads, dem_arena scratch)
{
    int32_t *seen = dem_new(&scratch, int32_t, n + 1);
    int roots = 0;
    for (int i = 0; i < n; i++) {
        heads[i] = greedy(scores + (size_t)i * (size_t)stride, n + 1, i + 1);
        roots += heads[i] == 0;
    }
    if (roots != 1 || !is_tree(heads, n, seen))
        span(scores, stride, n, heads, scratch);
    for (int i = 0; i < n; i++)
        heads[i]--;
}
