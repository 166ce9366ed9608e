"""A bidirectional LSTM layer over packed rows; its recurrence runs in lstm_step.c.

PyTorch's own LSTM spends most of its time on the CPU outside of matrix products.
"""
import ctypes
import os
import subprocess

import numpy as np
import torch
from torch import nn

def build():
    here = os.path.dirname(os.path.abspath(__file__))
    source, target = os.path.join(here, "lstm_step.c"), os.path.join(here, "lstm_step.so")
    if not os.path.exists(target) or os.path.getmtime(target) < os.path.getmtime(source):
        subprocess.run(["gcc", "-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math",
                        "-shared", "-fPIC", "-o", target + ".new", source, "-lmvec", "-lm"],
                       check=True)
        os.replace(target + ".new", target)
    return ctypes.CDLL(target)


LIB = build()


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
        self.previous = (torch.from_numpy(before), torch.from_numpy(after))

    def pad(self, x, batch):
        out = x.new_zeros(batch * self.steps, x.shape[1])
        return out.index_copy(0, self.flat, x).reshape(batch, self.steps, -1)


def pointer(t):
    return ctypes.c_void_p(t.data_ptr() if isinstance(t, torch.Tensor) else t.ctypes.data)


class Recurrence(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gates, w, pack, reverse):
        n = w.shape[1]
        g, w = gates.contiguous().clone(), w.contiguous()
        h, c = torch.empty(pack.rows, n), torch.empty(pack.rows, n)
        LIB.lstm_forward(pack.steps, pointer(pack.sizes), pointer(pack.offsets), n, pointer(g),
                         pointer(w), pointer(h), pointer(c), int(reverse))
        ctx.save_for_backward(g, w, h, c)
        ctx.pack, ctx.reverse = pack, reverse
        return h

    @staticmethod
    def backward(ctx, dh):
        g, w, h, c = ctx.saved_tensors
        pack, n = ctx.pack, w.shape[1]
        dh, dc = dh.contiguous().clone(), torch.zeros_like(h)
        LIB.lstm_backward(pack.steps, pointer(pack.sizes), pointer(pack.offsets), n, pointer(g),
                          pointer(w), pointer(c), pointer(dh), pointer(dc), int(ctx.reverse))
        before = pack.previous[1 if ctx.reverse else 0]
        has = (before >= 0).nonzero(as_tuple=True)[0]
        dw = g[has].t() @ h[before[has]]
        return g, dw, None, None


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
        g = self.inner(x)
        n = 4 * self.hidden
        return torch.cat([Recurrence.apply(g[:, :n], self.recurrent[0], pack, False),
                          Recurrence.apply(g[:, n:], self.recurrent[1], pack, True)], 1)
