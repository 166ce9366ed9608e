"""Trains the main-text classifier of web pages (models/html-1.dem) from annotated pages.

    build/train/html/features PAGES/*.html > feats.tsv
    python3 train/html/train.py --features feats.tsv --gold A/gold.jsonl --gold B/gold.jsonl \
        [--cv] --out models/html-1.dem

A block is positive when its words are found in the page's true text: by four-word shingles when it has
six words or more, else by its place between positive neighbours. A few small networks with one hidden layer, averaged.
--cv prints cross-validated scores (folds by page) instead of writing a model.
"""
import argparse
import collections
import json
import os
import re
import sys

import numpy
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "common"))
import modelfile  # noqa: E402

WORD = re.compile(r"\w+")


def shingles(words, n=4):
    return [tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1))] if words else []


class Page:
    def __init__(self, name):
        self.name, self.rows, self.texts, self.words, self.nodes, self.parents = name, [], [], [], [], []


def load(path):
    pages = collections.OrderedDict()
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            parts = line.rstrip("\n").split("\t")
            page = pages.setdefault(os.path.basename(parts[0]), Page(os.path.basename(parts[0])))
            page.words.append(int(parts[2]))
            page.nodes.append(int(parts[3]))
            page.parents.append(int(parts[4]))
            page.rows.append(numpy.array(parts[5:-1], dtype=numpy.float32))
            page.texts.append(parts[-1])
    for page in pages.values():
        page.x = numpy.stack(page.rows)
    return pages


def label(page, gold):
    """1 for blocks of the true text."""
    have = collections.Counter(shingles([w.lower() for w in WORD.findall(gold)]))
    flat = " " + " ".join(w.lower() for w in WORD.findall(gold)) + " "
    words = [[w.lower() for w in WORD.findall(t)] for t in page.texts]
    y = numpy.zeros(len(words), dtype=numpy.float32)
    where = [None] * len(words)
    for i, w in enumerate(words):
        if len(w) >= 6:
            sh = shingles(w)
            if sum(s in have for s in sh) >= 0.55 * len(sh):
                y[i] = 1
                s = " " + " ".join(w[:6]) + " "
                e = " " + " ".join(w[-6:]) + " "
                a, b = flat.find(s), flat.find(e)
                where[i] = (a, b + len(e)) if a >= 0 and b >= 0 else None
    for i, w in enumerate(words):
        if y[i] or not w or len(w) >= 6:
            continue
        before = next((where[j][1] for j in range(i - 1, max(-1, i - 13), -1) if where[j]), None)
        after = next((where[j][0] for j in range(i + 1, min(len(words), i + 13)) if where[j]), None)
        if before is None and after is None:
            continue
        lo = before - 2 if before is not None else max(0, after - 80)
        hi = after + 2 if after is not None else before + 80
        if " " + " ".join(w) + " " in flat[max(0, lo):hi]:
            y[i] = 1
    return y


class Net(torch.nn.Module):
    def __init__(self, n, hidden):
        super().__init__()
        self.a = torch.nn.Linear(n, hidden)
        self.b = torch.nn.Linear(hidden, 1)

    def forward(self, x, drop=0.0):
        h = torch.relu(self.a(torch.nn.functional.dropout(x, drop, self.training)))
        return self.b(torch.nn.functional.dropout(h, drop, self.training)).squeeze(1)


def fit(x, y, w, hidden, epochs, seed, decay=2e-4, drop=0.1):
    torch.manual_seed(seed)
    net = Net(x.shape[1], hidden)
    opt = torch.optim.AdamW(net.parameters(), lr=4e-3, weight_decay=decay)
    x, y, w = torch.tensor(x), torch.tensor(y), torch.tensor(w)
    steps, size = 0, 1024
    total = epochs * ((len(x) + size - 1) // size)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for i in range(0, len(x), size):
            k = order[i:i + size]
            for g in opt.param_groups:
                g["lr"] = 4e-3 * (1 - steps / total)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(x[k], drop), y[k], weight=w[k], reduction="sum") / w[k].sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
            steps += 1
    net.eval()
    return net


def stack(pages, names, key):
    return numpy.concatenate([key(pages[n]) for n in names])


def train(pages, names, args, seed):
    """A few networks from different starts; together they are one wider network."""
    x, y, w = (stack(pages, names, lambda p, k=k: getattr(p, k)) for k in "xyw")
    return [fit(x, y, w, args.hidden, args.epochs, seed + i, args.decay, args.drop) for i in range(args.nets)]


def answers(nets, x):
    with torch.no_grad():
        return torch.sigmoid(sum(net(torch.tensor(x)) for net in nets) / len(nets)).numpy()


def folds(names, k, seed):
    order = list(names)
    numpy.random.RandomState(seed).shuffle(order)
    return [order[i::k] for i in range(k)]


def measure(pages, golds, scores, threshold, names):
    """Shingle F1 (means of P and R) and word F1 (mean over pages), as score_extract.py has them."""
    ps, rs, fs = [], [], []
    for n in names:
        page, text = pages[n], golds[n]
        mine = " ".join(t for t, s in zip(page.texts, scores[n]) if s >= threshold)
        a, b = collections.Counter(shingles(WORD.findall(mine))), collections.Counter(shingles(WORD.findall(text)))
        hit = sum((a & b).values())
        ps.append(hit / sum(a.values()) if a else None)
        rs.append(hit / sum(b.values()) if b else None)
        a, b = collections.Counter(WORD.findall(mine.lower())), collections.Counter(WORD.findall(text.lower()))
        hit = sum((a & b).values())
        fs.append(2 * hit / (sum(a.values()) + sum(b.values())) if a or b else 1.0)
    p = numpy.mean([v for v in ps if v is not None])
    r = numpy.mean([v for v in rs if v is not None])
    return "P %.4f R %.4f shingle %.4f word %.4f" % (p, r, 2 * p * r / (p + r), numpy.mean(fs))


def report(title, pages, golds, scores, sets):
    for threshold in (0.35, 0.42, 0.5):
        for name, names in sets.items():
            print("%s %.2f %-6s %s" % (title, threshold, name, measure(pages, golds, scores, threshold, names)), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--features", required=True)
    ap.add_argument("--gold", action="append", required=True)
    ap.add_argument("--hidden", type=int, default=16)
    ap.add_argument("--nets", type=int, default=3)
    ap.add_argument("--epochs", type=int, default=16)
    ap.add_argument("--decay", type=float, default=2e-3)
    ap.add_argument("--drop", type=float, default=0.1)
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--scores", help="with --cv: write each block's score and label here")
    ap.add_argument("--out")
    args = ap.parse_args()
    torch.set_num_threads(1)
    pages = load(args.features)
    golds, sets = {}, {}
    for path in args.gold:
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        sets[os.path.basename(os.path.dirname(path))] = [r["doc"] for r in rows]
        golds.update((r["doc"], r["text"] or "") for r in rows)
    for page in pages.values():
        page.y = label(page, golds[page.name])
        n = len(WORD.findall(golds[page.name]))
        page.w = numpy.minimum(numpy.array(page.words, numpy.float32) + 1, 150) / max(150, n) * 300
        seen = collections.Counter()
        for i, text in enumerate(page.texts): # a copy of a paragraph is neither right nor wrong
            seen[text] += 1
            if not WORD.search(text) or (page.words[i] >= 6 and page.y[i] and seen[text] > 1):
                page.w[i] = 0
    report("oracle", pages, golds, {n: p.y for n, p in pages.items()}, sets)
    names = list(pages)
    if args.cv:
        scores = {}
        for i, held in enumerate(folds(names, 5, args.seed + 7)):
            nets = train(pages, [n for n in names if n not in set(held)], args, args.seed + 10 * i)
            scores.update((n, answers(nets, pages[n].x)) for n in held)
        report("held out", pages, golds, scores, sets)
        if args.scores:
            with open(args.scores, "w", encoding="utf-8") as out:
                for n, page in pages.items():
                    for i, text in enumerate(page.texts):
                        out.write("%s\t%d\t%.4f\t%d\t%d\t%d\t%s\n" % (n, i, scores[n][i], page.y[i], page.nodes[i], page.parents[i], text))
        return
    nets = train(pages, names, args, args.seed)
    report("trained on", pages, golds, {n: answers(nets, p.x) for n, p in pages.items()}, sets)
    take = lambda f: numpy.concatenate([f(n).detach().numpy().astype(numpy.float32) for n in nets])  # noqa: E731
    modelfile.write(args.out, "html-1", {
        "hidden": take(lambda n: n.a.weight).T.copy(), "hidden.bias": take(lambda n: n.a.bias),
        "out": take(lambda n: n.b.weight[0]) / len(nets), "out.bias": numpy.array([sum(float(n.b.bias) for n in nets) / len(nets)], numpy.float32)})


if __name__ == "__main__":
    main()
