#!/usr/bin/python3
"""Trains the tagger, lemmatizer and parser.

    train.py --vectors VEC --out MODEL.pt [--epochs N] TRAIN.conllu... --dev DEV.conllu...

Fixed seeds: one thread on the same kind of processor gives the same bits.
"""
import argparse
import pickle
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import data
import side
from adam import Adam
from net import Config, Net
from tree import decode


TAG_LOSS = (("triple", 1.0), ("upos", 0.5), ("xpos", 0.25), ("feats", 0.25), ("lemma", 0.25))


class Prepared:
    """A sentence as arrays of ids."""
    __slots__ = ("n", "pre", "word", "affix", "count", "upos", "xpos", "feats", "triple", "lemma", "head",
                 "rel")


class Space:
    """Label sets and the known words; made from the training sentences."""

    def __init__(self, sentences):
        counts = {}
        for s in sentences:
            for f in s.forms:
                w = data.lower(data.fold(f))
                counts[w] = counts.get(w, 0) + 1
        self.words = data.Labels(w for w, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))
                                 if n >= 2)
        self.counts = counts
        each = lambda name: (v for s in sentences for v in getattr(s, name))
        self.upos = data.count_labels(each("upos"))
        self.xpos = data.count_labels(each("xpos"))
        self.feats = data.count_labels(each("feats"), 2)
        self.rel = data.count_labels(each("rels"), 2)
        scripts = (data.lemma_script(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas))
        self.lemma = data.count_labels(scripts, 2)
        triples = (t for s in sentences for t in zip(s.upos, s.xpos, s.feats) if t[2] in self.feats.index)
        self.triple = data.count_labels(triples, 2)
        self.cache = {}

    def parts(self):
        """The numbers of each triple's three tags."""
        return [torch.tensor([labels.index[t[i]] for t in self.triple.items])
                for i, labels in enumerate((self.upos, self.xpos, self.feats))]

    def sizes(self):
        return {k: len(getattr(self, k)) for k in ("upos", "xpos", "feats", "lemma", "rel")}

    def form(self, form, vectors):
        row = self.cache.get(form)
        if row is None:
            low = data.lower(data.fold(form))
            word = self.words.index.get(low, len(self.words))
            row = (vectors.find(form), word, data.features_of(form), self.counts.get(low, 0))
            self.cache[form] = row
        return row

    def prepare(self, s, vectors):
        p = Prepared()
        rows = [self.form(f, vectors) for f in s.forms]
        p.n = len(rows)
        p.pre = np.array([r[0] for r in rows])
        p.word = np.array([r[1] for r in rows])
        p.affix = np.array([r[2] for r in rows])
        p.count = np.array([r[3] for r in rows], np.float32)
        for k in ("upos", "xpos", "feats"):
            labels = getattr(self, k)
            setattr(p, k, np.array([labels.get(v) for v in getattr(s, k)]))
        p.triple = np.array([self.triple.get(t) for t in zip(s.upos, s.xpos, s.feats)])
        p.lemma = np.array([self.lemma.get(data.lemma_script(f, l))
                            for f, l in zip(s.forms, s.lemmas)])
        p.head = np.array(s.heads)
        p.rel = np.array([self.rel.get(v) for v in s.rels])
        return p


def restyled(s, rng):
    """Now and then a sentence as a headline or without its final mark: news has both."""
    draw = rng.random()
    if draw < 0.03:
        style = lambda f: f[:1].upper() + f[1:]
    elif draw < 0.045:
        style = str.upper
    elif draw < 0.055:
        style = str.lower
    elif draw < 0.10 and len(s.forms) > 3 and s.upos[-1] == "PUNCT" and len(s.forms) not in s.heads:
        t = data.Sentence()
        for k in ("forms", "lemmas", "upos", "xpos", "feats", "heads", "rels"):
            setattr(t, k, getattr(s, k)[:-1])
        return t
    else:
        return s
    t = data.Sentence()
    for k in ("lemmas", "upos", "xpos", "feats", "heads", "rels"):
        setattr(t, k, getattr(s, k))
    t.forms = [style(f) for f in s.forms]
    return t


def batches(items, size, rng):
    """Lists of sentences of like length, about `size` words each."""
    order = sorted(items, key=lambda p: p.n + rng.random() * 4)
    groups, group = [], []
    for p in order:
        if group and (len(group) + 1) * p.n > size:
            groups.append(sorted(group, key=lambda p: -p.n))
            group = []
        group.append(p)
    if group:
        groups.append(sorted(group, key=lambda p: -p.n))
    rng.shuffle(groups)
    return groups


def padded(group, key, fill):
    n = max(p.n for p in group)
    first = getattr(group[0], key)
    out = np.full((len(group), n) + first.shape[1:], fill, first.dtype)
    for i, p in enumerate(group):
        out[i, :p.n] = getattr(p, key)
    return torch.from_numpy(out)


def inputs(group, net, train):
    lengths = torch.tensor([p.n for p in group])
    unknown_word = net.word.weight.shape[0] - 1
    pre = padded(group, "pre", net.vectors.shape[0] - 1)
    word = padded(group, "word", unknown_word)
    if train:
        count = padded(group, "count", 1.0)
        drop = torch.rand(count.shape) < 0.25 / (0.25 + count)
        word = torch.where(drop, torch.full_like(word, unknown_word), word)
        lose = torch.rand(count.shape) < 0.02
        pre = torch.where(lose, torch.full_like(pre, net.vectors.shape[0] - 1), pre)
    return pre, word, padded(group, "affix", data.BUCKETS), lengths


def triple_scores(tags, parts):
    """Of each triple of tags the sum of its parts', which is what the released program compares."""
    return sum(tags[k][..., ids] for k, ids in zip(("upos", "xpos", "feats"), parts))


def loss_of(net, group, parts):
    if isinstance(group[0], side.Words):
        states = net.states(*inputs(group, net, True))
        return net.side[group[0].head].loss(states, padded(group, "labels", -100))
    tags, arcs, rel_dep, rel_head = net(*inputs(group, net, True))
    tags["triple"] = triple_scores(tags, parts)
    total = 0.0
    for k, weight in TAG_LOSS:
        gold = padded(group, k, -100)
        total = total + weight * F.cross_entropy(tags[k].flatten(0, 1), gold.flatten(), ignore_index=-100)
    head = padded(group, "head", -100)
    total = total + F.cross_entropy(arcs.flatten(0, 1), head.flatten(), ignore_index=-100)
    rel = padded(group, "rel", -100)
    b, t = (head >= 0).nonzero(as_tuple=True)
    logits = net.relations(rel_dep[b, t], rel_head[b, head[b, t]])
    total = total + F.cross_entropy(logits, rel[b, t], ignore_index=-100)
    return total


@torch.no_grad()
def parse(net, space, items, size=4000):
    """Heads, relations and tag ids of prepared sentences, in order."""
    net.eval()
    parts = space.parts()
    results = [None] * len(items)
    order = sorted(range(len(items)), key=lambda i: items[i].n)
    at = 0
    while at < len(order):
        take = max(1, size // max(1, items[order[min(at + 200, len(order) - 1)]].n))
        chosen = order[at:at + take][::-1]
        at += take
        group = [items[i] for i in chosen]
        tags, arcs, rel_dep, rel_head = net(*inputs(group, net, False))
        triple = triple_scores(tags, parts).argmax(-1)
        best = {k: ids[triple].numpy() for k, ids in zip(("upos", "xpos", "feats"), parts)}
        lemma = tags["lemma"].numpy()
        for row, i in enumerate(chosen):
            n = items[i].n
            heads = decode(arcs[row, :n, :n + 1].numpy())
            rels = net.relations(rel_dep[row, :n], rel_head[row, torch.from_numpy(heads)])
            results[i] = dict(head=heads, rel=rels.argmax(-1).numpy(), lemma=lemma[row, :n],
                              **{k: v[row, :n] for k, v in best.items()})
    net.train()
    return results


def lemma_of(form, scores, space):
    b = data.fold(form)
    for i in np.argsort(-scores)[:50]:
        made = data.apply_script(b, space.lemma.items[i])
        if made:
            return made.decode("utf-8", "replace")
    return form


def evaluate(net, space, vectors, sentences):
    items = [space.prepare(s, vectors) for s in sentences]
    hits = dict.fromkeys(("upos", "xpos", "feats", "lemma", "uas", "las"), 0)
    words = 0
    for s, p, r in zip(sentences, items, parse(net, space, items)):
        words += p.n
        head = r["head"] == p.head
        short = lambda v: v.split(":")[0]
        rel = np.array([short(space.rel.items[a]) == short(b) for a, b in zip(r["rel"], s.rels)])
        hits["uas"] += head.sum()
        hits["las"] += (head & rel).sum()
        for k in ("upos", "xpos", "feats"):
            hits[k] += (r[k] == getattr(p, k)).sum()
        hits["lemma"] += sum(lemma_of(f, r["lemma"][i], space) == l
                             for i, (f, l) in enumerate(zip(s.forms, s.lemmas)))
    return {k: round(100 * v / words, 2) for k, v in hits.items()}


def save(path, net, space, config):
    space.cache = {}
    with open(path, "wb") as f:
        pickle.dump(dict(state={k: v.half() if k == "vectors" else v for k, v in net.state_dict().items()
                                if not k.startswith("side.")},
                         space=space, config=vars(config)), f)


def start(net, path):
    """From the weights of an earlier run."""
    with open(path, "rb") as f:
        state = pickle.load(f)["state"]
    state["vectors"] = net.vectors
    net.load_state_dict(state, strict=False)  # heads of tasks on the side begin anew


def train(args):
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    vectors = data.Vectors(args.vectors, args.vocabulary)
    train_set = [s for path in args.train for s in data.read_conllu(path)]
    devs = [(path, data.read_conllu(path)) for path in args.dev]
    space = Space(train_set)
    config = Config()
    for item in args.set:
        key, value = item.split("=")
        setattr(config, key, type(getattr(Config, key))(value))
    tasks = [side.Task(path, k, int(words), lambda f: space.form(f, vectors))
             for k, (path, words) in enumerate(t.rsplit(":", 1) for t in args.side)]

    def new():
        made = Net(config, torch.from_numpy(vectors.rows), len(space.words), space.sizes())
        made.side = torch.nn.ModuleList(side.Head(2 * config.hidden, t.sizes) for t in tasks)
        return made
    net = new()
    print(space.sizes(), len(space.words), sum(p.numel() for p in net.parameters()), flush=True)
    if args.init:
        start(net, args.init)
    optimizer = Adam(net)
    average = new()
    mean = Adam(average).values.copy_(optimizer.values)
    parts = space.parts()
    silver = open_silver(args, space, vectors)
    begin, step, epoch, done, kept = time.time(), 0, 0, 0.0, 0
    cached = {id(s): space.prepare(s, vectors) for s in train_set}
    net.train()
    while epoch < args.epochs:
        items = []
        for s in train_set:
            t = restyled(s, rng)
            items.append(cached[id(s)] if t is s else space.prepare(t, vectors))
        if silver:
            items += silver(rng)
        total, words, epoch_begin = 0.0, 0, time.time()
        groups = batches(items, args.batch, rng)
        for t in tasks:
            groups += batches(t.sample(rng), args.batch, rng)
        if tasks:
            rng.shuffle(groups)
        epoch_words = sum(p.n for group in groups for p in group)
        for group in groups:
            done = (epoch + words / epoch_words) / args.epochs
            rate = args.rate * min(1.0, (step + 1) / 200) * (1 if args.init else 1 - done)
            optimizer.clear()
            loss = loss_of(net, group, parts)
            loss.backward()
            optimizer.step(max(rate, 1e-6))
            step += 1
            n = sum(p.n for p in group)
            total += loss.item() * n
            if step % 50 == 0:
                print(step, round(loss.item(), 3), flush=True)
            words += n
            if step % 8 == 0:
                kept += 1
                mean.lerp_(optimizer.values, 1 / kept if args.init else max(0.012, 1 / (step // 8 + 1)))
        epoch += 1
        if epoch == 1:
            kept = 0
        line = f"{epoch} {step} loss {total / max(words, 1):.4f} done {done:.3f} {words / (time.time() - epoch_begin):.0f} w/s {time.time() - begin:.0f} s"
        if epoch % args.every == 0 or epoch == args.epochs:
            scores = [evaluate(average, space, vectors, s) for _, s in devs]
            line += " " + " | ".join(str(s) for s in scores)
            save(args.out, average, space, config)
        print(line, flush=True)


def open_silver(args, space, vectors):
    """Sentences parsed by a teacher: a fresh sample of them each epoch."""
    if not args.silver:
        return None
    pool = [s for path in args.silver for s in data.read_conllu(path)]
    print(len(pool), "silver sentences", flush=True)
    rng0 = random.Random(7)
    rng0.shuffle(pool)
    state = {"at": 0}

    def sample(rng):
        chosen = []
        for _ in range(args.silver_sample):
            chosen.append(pool[state["at"] % len(pool)])
            state["at"] += 1
        return [space.prepare(restyled(s, rng), vectors) for s in chosen]
    return sample


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", nargs="+")
    parser.add_argument("--dev", nargs="*", default=[])
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--vocabulary", type=int, default=80000)
    parser.add_argument("--out", required=True)
    parser.add_argument("--init", help="a network to go on with: at a constant rate, whose weights from "
                        "the second pass on are averaged (Izmailov and others 2018)")
    parser.add_argument("--side", nargs="*", default=[], metavar="FILE:WORDS",
                        help="columns of labels to learn on the side, so many words an epoch (side.py)")
    parser.add_argument("--silver", nargs="*", default=[])
    parser.add_argument("--silver-sample", type=int, default=10000)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", nargs="*", default=[])
    train(parser.parse_args())


if __name__ == "__main__":
    main()
