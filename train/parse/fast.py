"""Parts of the network that PyTorch is slow at on a CPU.

Products while training are of bfloat16 numbers summed as floats, at two to four times the speed, where
the processor multiplies such numbers; elsewhere PyTorch would do it a hundred times slower.
"""
import ctypes

import torch
from torch import nn

from native import LIB, pointer


def has_bfloat16():
    with open("/proc/cpuinfo") as f:
        return " avx512_bf16" in f.read()


HALF = torch.bfloat16 if has_bfloat16() else torch.float32


def half(x):
    return x.to(HALF)


def half_rows(x):
    """With rows of zeros up to a multiple of 64: oneDNN compiles each new shape."""
    n, more = x.shape[0], -x.shape[0] % 64
    y = torch.empty(n + more, x.shape[1], dtype=HALF)
    y[:n].copy_(x)
    y[n:].zero_()
    return y


class Product(torch.autograd.Function):
    """x w^T"""

    @staticmethod
    def forward(ctx, x, w):
        n, x, w = x.shape[0], half_rows(x), half(w)
        ctx.save_for_backward(x, w)
        return (x @ w.t())[:n].float()

    @staticmethod
    def backward(ctx, dy):
        x, w = ctx.saved_tensors
        n, dy = dy.shape[0], half_rows(dy)
        return (dy @ w)[:n].float(), (dy.t() @ x).float()


class Linear(nn.Linear):
    def forward(self, x):
        if not self.training:
            return super().forward(x)
        y = Product.apply(x.reshape(-1, x.shape[-1]), self.weight) + self.bias
        return y.reshape(*x.shape[:-1], -1)


class Bag(torch.autograd.Function):
    """Sums of rows; their gradients go straight to the table's."""

    @staticmethod
    def forward(ctx, ids, table, anchor):
        ids, width = ids.contiguous(), table.weight.shape[1]
        out = torch.zeros(ids.shape[0], width)
        LIB.bag_forward(ctypes.c_long(ids.shape[0]), ids.shape[1], pointer(ids),
                        ctypes.c_long(table.none), width, pointer(table.weight), pointer(out))
        ctx.ids, ctx.table = ids, table
        return out

    @staticmethod
    def backward(ctx, dy):
        dy = dy.contiguous()
        LIB.bag_backward(ctypes.c_long(ctx.ids.shape[0]), ctx.ids.shape[1], pointer(ctx.ids),
                         ctypes.c_long(ctx.table.none), dy.shape[1], pointer(dy),
                         pointer(ctx.table.weight.grad))
        return None, None, torch.zeros(1)


class Table(nn.Module):
    """Rows to be summed; row `none`, if any, counts as nought."""

    def __init__(self, rows, width, std, none=-1):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(rows, width) * std)
        self.none = none
        self.anchor = torch.zeros(1, requires_grad=True)  # asks for the backward pass

    def forward(self, ids):
        return Bag.apply(ids.reshape(ids.shape[0], -1), self, self.anchor)


class Pairs(torch.autograd.Function):
    """Bilinear scores: out[i][r] = d[i] w[:, r] h[i], w [k, r * k]."""

    @staticmethod
    def forward(ctx, d, h, w):
        n, k = d.shape
        r = w.shape[1] // k
        d, wide, h = half_rows(d), half(w), h.contiguous()
        p, out = (d @ wide)[:n].float(), torch.empty(n, r)
        LIB.pair_forward(ctypes.c_long(n), r, k, pointer(p), pointer(h), pointer(out))
        ctx.save_for_backward(d, h, wide)
        ctx.p = p
        return out

    @staticmethod
    def backward(ctx, dy):
        d, h, w = ctx.saved_tensors
        p, dh, dy = ctx.p, torch.zeros_like(h), dy.contiguous()
        LIB.pair_backward(ctypes.c_long(h.shape[0]), dy.shape[1], h.shape[1], pointer(p), pointer(h),
                          pointer(dy), pointer(dh))
        n, p = h.shape[0], half_rows(p)
        return (p @ w.t())[:n].float(), dh, (d.t() @ p).float()
