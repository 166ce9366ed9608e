"""A bidirectional LSTM layer over packed rows; its recurrence runs in native.c.

PyTorch's own LSTM spends most of its time on the CPU outside of matrix products.
"""
import numpy as np
import torch
from torch import nn

from fast import half, half_rows
from native import LIB, pointer


class Pack:
    """The order of packed rows for sentences sorted by falling length."""

    def __init__(self, lengths):
        lengths = np.asarray(lengths)
        steps = int(lengths[0])
        self.sizes = np.array([(lengths > t).sum() for t in range(steps)], np.int32)
        self.offsets = np.concatenate([[0], np.cumsum(self.sizes)[:-1]]).astype(np.int32)
        self.rows = int(lengths.sum())
        self.steps = steps
        sentence = np.concatenate([np.arange(k) for k in self.sizes])
        time = np.repeat(np.arange(steps), self.sizes)
        self.sentence = torch.from_numpy(sentence)
        self.flat = torch.from_numpy(sentence * steps + time)
        before = np.full(self.rows, -1)
        after = np.full(self.rows, -1)
        at = self.offsets[time] + sentence
        has = time > 0
        before[at[has]] = self.offsets[time[has] - 1] + sentence[has]
        has = time + 1 < lengths[sentence]
        after[at[has]] = self.offsets[time[has] + 1] + sentence[has]
        # Of each direction the rows that have one before them, and those.
        self.previous = [(torch.from_numpy(np.flatnonzero(p >= 0)), torch.from_numpy(p[p >= 0]))
                         for p in (before, after)]

    def pad(self, x, batch):
        out = x.new_zeros(batch * self.steps, x.shape[1])
        return out.index_copy(0, self.flat, x).reshape(batch, self.steps, -1)


class Recurrence(torch.autograd.Function):
    """Both directions: x [rows, inputs] -> [rows, 2 n] with weights [8 n, inputs], [2, 4 n, n]."""

    @staticmethod
    def forward(ctx, x, weight, bias, recurrent, pack, fast):
        n = recurrent.shape[2]
        x = half_rows(x) if fast else x
        recurrent, out, kept = recurrent.contiguous(), [], []
        weights = [half(w) if fast else w for w in weight.split(4 * n)]
        for d, (w, b) in enumerate(zip(weights, bias.split(4 * n))):
            g = (x @ w.t())[:pack.rows].float().add_(b)
            h, c = torch.empty(pack.rows, n), torch.empty(pack.rows, n)
            LIB.lstm_forward(pack.steps, pointer(pack.sizes), pointer(pack.offsets), n, pointer(g),
                             pointer(recurrent[d]), pointer(h), pointer(c), d)
            out.append(h)
            kept.append((g, h, c))
        ctx.kept, ctx.pack, ctx.x, ctx.weights, ctx.recurrent = kept, pack, x, weights, recurrent
        return torch.cat(out, 1)

    @staticmethod
    def backward(ctx, dout):
        pack, recurrent, x = ctx.pack, ctx.recurrent, ctx.x
        n, dx, parts = recurrent.shape[2], 0, []
        for d, (g, h, c) in enumerate(ctx.kept):
            dh, dc = dout[:, d * n:(d + 1) * n].clone(memory_format=torch.contiguous_format), torch.zeros_like(h)
            LIB.lstm_backward(pack.steps, pointer(pack.sizes), pointer(pack.offsets), n, pointer(g),
                              pointer(recurrent[d]), pointer(c), pointer(dh), pointer(dc), d)
            has, before = pack.previous[d]
            dr = half_rows(g[has]).t() @ half_rows(h[before])
            b, g = g.sum(0), half_rows(g)
            dx = dx + (g @ ctx.weights[d])[:pack.rows].float()
            parts.append((g.t() @ x, b, dr))
        ctx.kept = None
        dw, db, dr = zip(*parts)
        return dx, torch.cat(dw).float(), torch.cat(db), torch.stack(dr).float(), None, None


class Layer(nn.Module):
    """One bidirectional layer; gates in the order i, f, g, o."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.inner = nn.Linear(inputs, 8 * hidden)
        self.recurrent = nn.Parameter(torch.empty(2, 4 * hidden, hidden))
        with torch.no_grad():
            for d in range(2):
                for k in range(4):
                    nn.init.orthogonal_(self.recurrent[d, k * hidden:(k + 1) * hidden])
                    nn.init.xavier_uniform_(
                        self.inner.weight[(4 * d + k) * hidden:(4 * d + k + 1) * hidden])
            self.inner.bias.zero_()
            for d in range(2):
                self.inner.bias[(4 * d + 1) * hidden:(4 * d + 2) * hidden] = 1.0

    def forward(self, x, pack):
        return Recurrence.apply(x, self.inner.weight, self.inner.bias, self.recurrent, pack,
                                self.training)
