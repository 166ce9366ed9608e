"""Adam over all parameters at once, in native.c: PyTorch's own passes over them eight times."""
import ctypes
import math

import torch

from native import LIB, pointer

LIB.sum_of_squares.restype = ctypes.c_double


class Adam:
    """Lays a network's parameters, and their gradients, into one block each."""

    def __init__(self, net, betas=(0.9, 0.98), eps=1e-8, most=5.0):
        self.betas, self.eps, self.most, self.steps = betas, eps, most, 0
        parameters = list(net.parameters())
        self.size = sum(p.numel() for p in parameters)
        self.values, self.grads, self.first, self.second = torch.zeros(4, self.size).unbind(0)
        at = 0
        for p in parameters:
            n = p.numel()
            self.values[at:at + n] = p.data.flatten()
            p.data = self.values[at:at + n].view_as(p)
            p.grad = self.grads[at:at + n].view_as(p)
            at += n

    def clear(self):
        self.grads.zero_()

    def step(self, rate):
        """Gradients whose norm is above `most` are scaled down to it."""
        self.steps += 1
        n = ctypes.c_long(self.size)
        norm = math.sqrt(LIB.sum_of_squares(n, pointer(self.grads)))
        b1, b2 = self.betas
        f = ctypes.c_float
        LIB.adam(n, pointer(self.values), pointer(self.grads), pointer(self.first),
                 pointer(self.second), f(min(1.0, self.most / (norm + 1e-6))),
                 f(rate / (1 - b1 ** self.steps)), f(1 / math.sqrt(1 - b2 ** self.steps)),
                 f(b1), f(b2), f(self.eps))
