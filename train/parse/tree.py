"""The best tree: greedy heads, then Chu-Liu/Edmonds where they are not a tree; one root."""
import numpy as np


def has_cycle(heads):
    """heads[i] of token i + 1; 0 is the root."""
    n = len(heads)
    state = [0] * (n + 1)
    state[0] = 2
    for i in range(1, n + 1):
        path, v = [], i
        while state[v] == 0:
            state[v] = 1
            path.append(v)
            v = heads[v - 1]
        if state[v] == 1:
            return True
        for u in path:
            state[u] = 2
    return False


def edmonds(scores):
    """scores[n, n + 1] (dependent, head); the best arborescence under node 0, contracting cycles."""
    n = scores.shape[0]
    m = np.full((n + 1, n + 1), -1e9)
    m[1:, :] = scores
    for i in range(1, n + 1):
        m[i, i] = -1e9
    return _contract(m)[1:]


def _contract(m):
    n = m.shape[0]
    heads = m.argmax(1)
    heads[0] = -1
    state = np.zeros(n, int)
    state[0] = 2
    cycle = None
    for i in range(1, n):
        path, v = [], i
        while state[v] == 0:
            state[v] = 1
            path.append(v)
            v = heads[v]
        if state[v] == 1:
            cycle = [v]
            u = heads[v]
            while u != v:
                cycle.append(u)
                u = heads[u]
            break
        for u in path:
            state[u] = 2
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    k = len(rest)
    small = np.full((k + 1, k + 1), -1e9)
    small[:k, :k] = m[np.ix_(rest, rest)]
    cycle = np.array(cycle)
    loss = m[cycle, heads[cycle]]
    enter = m[np.ix_(cycle, rest)] - loss[:, None]
    best_in = enter.argmax(0)
    small[k, :k] = enter.max(0)
    leave = m[np.ix_(rest, cycle)]
    best_out = leave.argmax(1)
    small[:k, k] = leave.max(1)
    small[k, k] = -1e9
    sub = _contract(small)
    result = heads.copy()
    for i in range(k):
        if rest[i] == 0:
            continue
        result[rest[i]] = cycle[best_out[i]] if sub[i] == k else rest[sub[i]]
    into = sub[k]
    result[cycle[best_in[into]]] = rest[into]
    return result


def decode(scores):
    """Heads (0 root, else token number) of the best tree with a single root."""
    n = scores.shape[0]
    s = scores.astype(np.float64).copy()
    s[np.arange(n), np.arange(n) + 1] = -1e9
    heads = s.argmax(1)
    if (heads == 0).sum() == 1 and not has_cycle(heads):
        return heads
    root = int(s[:, 0].argmax())
    s[:, 0] -= 1e6
    s[root, 0] += 1e6
    heads = edmonds(s)
    if (heads == 0).sum() != 1:
        s[root, 1:] = -1e9
        heads = edmonds(s)
    return heads
