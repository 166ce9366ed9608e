"""Tasks that the encoder learns on the side, so that its states serve the stages that read them
(Caruana 1997): each token's label in columns beside its form, as of who said what and of names."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from fast import Linear

HIDDEN = 96


class Words:
    """A sentence: ids of its forms, and of its labels [n, columns], -100 where they are not told."""
    __slots__ = ("n", "pre", "word", "affix", "count", "labels", "head")


class Head(nn.Module):
    def __init__(self, width, sizes):
        super().__init__()
        self.hidden = Linear(width, HIDDEN)
        self.out = nn.ModuleList(Linear(HIDDEN, n) for n in sizes)

    def loss(self, states, labels):
        """states [B, T, width], labels [B, T, columns]"""
        h = torch.relu(self.hidden(states))
        return sum(F.cross_entropy(layer(h).flatten(0, 1), labels[..., c].flatten(), ignore_index=-100)
                   for c, layer in enumerate(self.out))


class Task:
    """The sentences of one file of columns; a label that holds "?" is not told."""

    def __init__(self, path, number, words, form):
        """number: of its head in the network; words: how many an epoch sees; form: gives a form's ids."""
        self.words, self.at = words, 0
        sentences = read(path)
        columns = len(sentences[0][0]) - 1
        sets = [sorted({row[c + 1] for s in sentences for row in s if "?" not in row[c + 1]}) for c in range(columns)]
        index = [{v: i for i, v in enumerate(x)} for x in sets]
        self.sizes = [len(x) for x in sets]
        self.sentences = [prepare(s, index, form, number) for s in sentences]

    def sample(self, rng):
        """The next sentences, in an order shuffled at each turn."""
        chosen, n = [], 0
        while n < self.words:
            if self.at % len(self.sentences) == 0:
                rng.shuffle(self.sentences)
            chosen.append(self.sentences[self.at % len(self.sentences)])
            n += chosen[-1].n
            self.at += 1
        return chosen


def read(path):
    sentences, rows = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line and rows:
                sentences.append(rows)
                rows = []
            elif "\t" in line:
                rows.append(line.split("\t"))
    return sentences + ([rows] if rows else [])


def prepare(rows, sets, form, number):
    p = Words()
    p.head = number
    ids = [form(r[0]) for r in rows]
    p.n = len(rows)
    p.pre, p.word, p.affix = (np.array([i[k] for i in ids]) for k in range(3))
    p.count = np.array([i[3] for i in ids], np.float32)
    p.labels = np.array([[s.get(v, -100) for s, v in zip(sets, r[1:])] for r in rows])
    return p
