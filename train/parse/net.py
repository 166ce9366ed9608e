"""The network: word vectors and affixes, bidirectional LSTM, tag heads, biaffine arcs and relations."""
import torch
from torch import nn

from data import BUCKETS
from fast import Linear, Pairs, Table
from lstm import Layer, Pack


class Config:
    hidden = 200     # of one direction
    layers = 2
    affix = 96
    arc = 128
    rel = 64
    tag = 128
    dropout = 0.33
    input_dropout = 0.25


def shared_dropout(x, p, training):
    """One mask for all positions of a sentence."""
    if not training or p == 0:
        return x
    return x * x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p).div_(1 - p)


class Net(nn.Module):
    def __init__(self, config, vectors, words, sizes):
        """vectors: tensor of the pretrained rows; words: rows of the learned table; sizes of the
        label sets: dict with upos, xpos, feats, lemma, rel."""
        super().__init__()
        self.config = c = config
        dims = vectors.shape[1]
        self.register_buffer("vectors", torch.cat([vectors, torch.zeros(1, dims)]))
        self.unknown = nn.Parameter(torch.zeros(dims))
        self.word = Table(words + 1, c.affix, 0.3)
        self.affix = Table(BUCKETS, c.affix, 0.1, BUCKETS)
        self.lstm = nn.ModuleList(Layer(dims + c.affix if i == 0 else 2 * c.hidden, c.hidden)
                                  for i in range(c.layers))
        out = 2 * c.hidden
        self.tag_hidden = Linear(out, c.tag)
        self.tags = nn.ModuleDict({k: Linear(c.tag, sizes[k])
                                   for k in ("upos", "xpos", "feats", "lemma")})
        self.mlp = Linear(out, 2 * c.arc + 2 * c.rel)
        self.root = nn.Parameter(torch.randn(c.arc + c.rel) * 0.1)
        self.arc = nn.Parameter(torch.zeros(c.arc, c.arc))
        self.arc_bias = nn.Parameter(torch.zeros(c.arc))
        self.rel = nn.Parameter(torch.zeros(sizes["rel"], c.rel + 1, c.rel + 1))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)

    def embed(self, pretrained, word, affixes):
        """[N] and [N, F] ids -> [N, dims + affix]."""
        p = self.vectors[pretrained]
        p = p + (pretrained == self.vectors.shape[0] - 1).unsqueeze(-1) * self.unknown
        s = self.affix(affixes) + self.word(word)
        if self.training:
            keep = 1 - self.config.input_dropout
            p = p * torch.empty(p.shape[0], 1).bernoulli_(keep)
            s = s * torch.empty(p.shape[0], 1).bernoulli_(keep)
        return torch.cat([p, s], -1)

    def encode(self, x, pack, batch):
        p = self.config.dropout
        for i, lstm in enumerate(self.lstm):
            if i > 0:
                x = self.drop(x, p, pack, batch)
            x = lstm(x, pack)
        return self.drop(x, p, pack, batch)

    def drop(self, x, p, pack, batch):
        """Dropout with one mask for all words of a sentence."""
        if not self.training or p == 0:
            return x
        mask = torch.empty(batch, x.shape[1]).bernoulli_(1 - p).div_(1 - p)
        return x * mask[pack.sentence]

    def states(self, pretrained, word, affixes, lengths):
        """Padded ids of sentences sorted by falling length -> their encoding [B, T, 2 * hidden]."""
        pack, batch = Pack(lengths.numpy()), lengths.shape[0]
        x = self.embed(pretrained.flatten()[pack.flat], word.flatten()[pack.flat],
                       affixes.flatten(0, 1)[pack.flat])
        return pack.pad(self.encode(x, pack, batch), batch)

    def forward(self, pretrained, word, affixes, lengths):
        """Gives the tag logits, arc scores [B, dependent, head] and what relations need. Head 0 is the
        root, head i token i - 1."""
        c, p = self.config, self.config.dropout
        x = self.states(pretrained, word, affixes, lengths)
        t = torch.relu(self.tag_hidden(x))
        t = torch.dropout(t, p, self.training)
        tags = {k: layer(t) for k, layer in self.tags.items()}
        m = torch.relu(self.mlp(x))
        m = shared_dropout(m, p, self.training)
        arc_dep, arc_head, rel_dep, rel_head = m.split([c.arc, c.arc, c.rel, c.rel], -1)
        root = torch.relu(self.root).expand(m.shape[0], 1, -1)
        arc_head = torch.cat([root[..., :c.arc], arc_head], 1)
        rel_head = torch.cat([root[..., c.arc:], rel_head], 1)
        arcs = (arc_dep @ self.arc + self.arc_bias) @ arc_head.transpose(1, 2)
        mask = torch.arange(arc_head.shape[1])[None, :] > lengths[:, None]
        arcs = arcs.masked_fill(mask[:, None, :], -1e4)
        return tags, arcs, rel_dep, rel_head

    def relations(self, rel_dep, rel_head):
        """Logits for pairs given as rows: [N, rel] x [N, rel] -> [N, R]."""
        one = torch.ones(rel_dep.shape[0], 1)
        d = torch.cat([rel_dep, one], -1)
        h = torch.cat([rel_head, one], -1)
        r, k, _ = self.rel.shape
        return Pairs.apply(d, h, self.rel.transpose(0, 1).reshape(k, r * k))
