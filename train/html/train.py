"""Trains the main-text classifier of web pages (models/html-1.dem) from annotated pages.

    build/train/html/features long PAGES/*.html
    python3 train/html/train.py --pages long --gold A/gold.jsonl --gold B/gold.jsonl --lists DIR
    for x in short thin1 ... thin6: build/train/html/features DIR/x --without DIR/x.list PAGES/*.html
    python3 train/html/train.py --pages long --less DIR --gold ... [--cv] --out models/html-1.dem

A block is positive when its words are found in the page's true text: by four-word shingles when it has
six words or more, else by its place between positive neighbours or by six-word runs of the page that are runs of
the text (cells of tables). What the page says more often than the text, where the text is elsewhere, is neither
right nor wrong. Networks of two passes (src/clean/html.c):
the second sees what the first made of the blocks around, in the same boxes, in boxes built alike and of
the page; both are trained at once. Against learning sites by heart: in each step some pages lose the
names of their boxes, some are replaced by what they would be with an article of one to three
paragraphs (short), and some by what they would be without a stretch of the article and without some
boxes of the furniture (thin). --lists writes which blocks to take out for that.
--cv prints cross-validated scores (folds by site) instead of writing a model.
"""
import argparse
import collections
import json
import os
import re
import sys
from urllib.parse import urlparse

import numpy
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "common"))
import modelfile  # noqa: E402

WORD = re.compile(r"\w+")
# As in src/clean: features.h, html.c.
FEATURES, BOXES_UP, SHAPES, UNITS, AGAIN = 216, 4, 4, 40, 16
RANGES = 11 + BOXES_UP
CONTEXT = 2 * RANGES + 4 + 2 * SHAPES
WITH_TWO_AROUND = 2
# Where features.c has a block's own tag; the tags around it, and the names of boxes, near and far.
TAGS = 38
NAMED = [(53, 78), (78, 105), (105, 132)]
THIN = 6


def shingles(words, n=4):
    return [tuple(words[i:i + n]) for i in range(max(1, len(words) - n + 1))] if words else []


class Page:
    """One page's blocks: words, kin, boxes (first and end block of each), texts, features x."""

    def __init__(self, path):
        self.path, self.words, self.kin, self.boxes, self.texts = path, [], [], [], []


def load(stem):
    rows = numpy.fromfile(stem + ".f32", numpy.float32).reshape(-1, FEATURES)
    pages, at = collections.OrderedDict(), 0
    with open(stem + ".tsv", encoding="utf-8", errors="replace") as handle:
        for line in handle:
            parts = line.rstrip("\n").split("\t")
            page = pages.setdefault(os.path.basename(parts[0]), Page(parts[0]))
            page.words.append(int(parts[1]))
            page.kin.append([int(v) for v in parts[2:2 + SHAPES]])
            page.boxes.append([int(v) for v in parts[2 + SHAPES:-1]])
            page.texts.append(parts[-1])
    for page in pages.values():
        page.x = rows[at:at + len(page.words)]
        at += len(page.words)
        page.kin = numpy.array(page.kin)
        page.low, page.high = ranges(len(page.words), numpy.array(page.boxes))
        page.mass = numpy.minimum(numpy.array(page.words, numpy.float32), 100)
    return pages


def ranges(n, boxes):
    """The stretches of blocks that a block's second pass looks at, in the order of context_of in html.c."""
    i, rows = numpy.arange(n), []
    rows += [(i - 1, i), (i - 2, i - 1), (i + 1, i + 2), (i + 2, i + 3)]
    rows += [(i - 5, i), (i + 1, i + 6), (i - 15, i), (i + 1, i + 16)]
    rows += [(boxes[:, 2 * up], boxes[:, 2 * up + 1]) for up in range(BOXES_UP)]
    rows += [(0 * i, i), (i + 1, 0 * i + n), (0 * i, 0 * i + n)]
    low = numpy.stack([numpy.clip(a, 0, n) for a, _ in rows], 1)
    high = numpy.stack([numpy.clip(b, 0, n) for _, b in rows], 1)
    return low, numpy.maximum(low, high)


def low_words(text):
    return [w.lower() for w in WORD.findall(text)]


def in_runs(words, gold, n=6):
    """Blocks of a few words, most of them in runs of n words of the page that the text has too."""
    have = set(shingles(gold, n))
    flat = [(w, i) for i, ws in enumerate(words) for w in ws]
    covered = numpy.zeros(len(flat), bool)
    for k in range(len(flat) - n + 1):
        if tuple(w for w, _ in flat[k:k + n]) in have:
            covered[k:k + n] = True
    size, hits = numpy.zeros(len(words)), numpy.zeros(len(words))
    for (_, i), hit in zip(flat, covered):
        size[i] += 1
        hits[i] += hit
    return (size > 0) & (size < n) & (hits >= 0.6 * size)


def label(page, gold):
    """1 for blocks of the true text."""
    gold = low_words(gold)
    have = set(shingles(gold))
    flat = " " + " ".join(gold) + " "
    words = [low_words(t) for t in page.texts]
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
    y[in_runs(words, gold)] = 1
    return y


def surrounded(page):
    """How much of the words around a block is text, in tenths; less for one that holds a whole article."""
    n, words = numpy.arange(len(page.y)), page.mass.astype(float)
    text = numpy.concatenate([[0], numpy.cumsum(words * page.y)])
    every = numpy.concatenate([[0], numpy.cumsum(words)])
    low, high = numpy.maximum(n - 8, 0), numpy.minimum(n + 9, len(n))
    share = (text[high] - text[low] - words * page.y) / (every[high] - every[low] - words + 20)
    return numpy.round(share, 1) - (numpy.array(page.words) > 300)


def spare(page, gold):
    """Positive blocks whose words the text does not have once more, when those amid text have had theirs."""
    left, rank = collections.Counter(shingles(low_words(gold))), surrounded(page)
    out = numpy.zeros(len(page.y), bool)
    for i in sorted(range(len(out)), key=lambda i: (-rank[i], i)):
        if not page.y[i] or page.words[i] < 6:
            continue
        own = collections.Counter(shingles(low_words(page.texts[i])))
        hits = sum((own & left).values())
        left -= own
        out[i] = hits < 0.4 * sum(own.values())
    return out


def weigh(page):
    """Words count, pages alike."""
    total = sum(w for w, y, spare in zip(page.words, page.y, page.spare) if y and not spare)
    page.w = numpy.minimum(numpy.array(page.words, numpy.float32) + 1, 150) / numpy.float32(max(100, total)) * 300
    for i, text in enumerate(page.texts):
        if page.spare[i] or not WORD.search(text):
            page.w[i] = 0


def annotate(page, gold):
    page.y = label(page, gold)
    page.spare = spare(page, gold)
    weigh(page)


def is_plain(page):
    """An article of paragraphs, without headings and lists: cut short, it is still one."""
    tags = page.x[:, TAGS:TAGS + 7] > 0  # none, p, li, h1 ... h4
    return not (tags[:, 2:].any(1) & (page.y > 0)).sum() > 1


def write_shorter(pages, path, seed):
    """Blocks to take out for an article of one to three paragraphs, where it has at least two more."""
    random = numpy.random.RandomState(seed)
    with open(path, "w", encoding="utf-8") as out:
        for page in pages.values():
            long = [i for i, y in enumerate(page.y) if y and page.words[i] >= 6]
            keep = 1 + random.randint(3)
            if len(long) >= keep + 2 and is_plain(page):
                out.writelines("%s %d\n" % (page.path, i) for i in range(long[keep - 1] + 1, len(page.y)) if page.y[i])


def write_thin(pages, path, seed):
    """Blocks to take out: of most articles of six blocks or more one stretch, of the furniture some boxes."""
    random = numpy.random.RandomState(seed)
    with open(path, "w", encoding="utf-8") as out:
        for page in pages.values():
            text = [i for i, y in enumerate(page.y) if y]
            gone = set()
            if len(text) >= 6 and random.rand() < 0.7:
                length = random.randint(1, max(2, int(len(text) * 0.7)))
                first = random.randint(0, len(text) - length + 1)
                gone.update(text[first:first + length])
            boxes = sorted({(b[2 * up], b[2 * up + 1]) for b in page.boxes for up in range(BOXES_UP)})
            rate = random.choice([0.05, 0.15, 0.3])
            for first, end in boxes:
                if end > first and not page.y[first:end].any() and random.rand() < rate:
                    gone.update(range(first, end))
            if len(gone) < len(page.y):
                out.writelines("%s %d\n" % (page.path, i) for i in sorted(gone))


def load_less(stem, pages):
    """What `features --without STEM.list` made of the pages, with what is left of their labels."""
    gone = collections.defaultdict(set)
    with open(stem + ".list", encoding="utf-8") as handle:
        for line in handle:
            name, block = line.split()
            gone[os.path.basename(name)].add(int(block))
    shorter = load(stem)
    for name in [n for n in shorter if n not in gone]:
        del shorter[name]
    for name, page in shorter.items():
        kept = [i for i in range(len(pages[name].y)) if i not in gone[name]]
        page.y, page.spare = pages[name].y[kept], pages[name].spare[kept]
        weigh(page)
    return shorter


class Net(torch.nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.drop = drop
        self.hidden = torch.nn.Linear(FEATURES, UNITS)
        self.out = torch.nn.Linear(UNITS, 1)
        self.again = torch.nn.Linear(UNITS + CONTEXT, AGAIN)
        self.last = torch.nn.Linear(AGAIN, 1)

    def less(self, x):
        return torch.nn.functional.dropout(x, self.drop, self.training)

    def forward(self, b):
        h = torch.relu(self.hidden(self.less(b["x"])))
        z = self.out(self.less(h)).squeeze(1)
        g = torch.relu(self.again(self.less(torch.cat([h, context(b, z)], 1))))
        return z, z + self.last(self.less(g)).squeeze(1)


def sums(values):
    return torch.cat([torch.zeros(1, dtype=torch.float64), torch.cumsum(values.double(), 0)])


def context(b, z):
    """See context_of in html.c."""
    p = torch.clamp(0.5 + z / 6, 0, 1)
    text, words = p * b["mass"], b["mass"]
    st, sw = sums(text), sums(words)
    t, w = (st[b["high"]] - st[b["low"]]).float(), (sw[b["high"]] - sw[b["low"]]).float()
    every = t[:, -1:]
    alike = []
    for kin in b["kin"].T:
        kin_t = torch.zeros(b["kins"]).index_add(0, kin, text)[kin]
        kin_w = torch.zeros(b["kins"]).index_add(0, kin, words)[kin]
        alike += [kin_t / (kin_w + 1), kin_t / (every[:, 0] + 20)]
    likely = torch.where(words >= 10, p, torch.zeros(()))
    best = torch.cat([part.max().expand(len(part)) for part in torch.split(likely, b["sizes"])])
    return torch.cat([z[:, None] / 4, t / (w + 1), t / (every + 20), torch.stack(alike, 1), best[:, None],
                      (p - best)[:, None], every / (every + 300)], 1)


def batch(pages, random=None, unnamed=0.0):
    parts, at, kins = collections.defaultdict(list), 0, 0
    for page in pages:
        x = page.x
        for low, high in NAMED if random is not None else ():
            if random.rand() < unnamed:
                x = x.copy()
                x[:, low:high] = 0
        for key, value in (("x", x), ("y", page.y), ("w", page.w), ("mass", page.mass), ("low", page.low + at),
                           ("high", page.high + at), ("kin", page.kin + kins),
                           ("page", numpy.full(len(x), len(parts["x"])))):
            parts[key].append(value)
        at += len(x)
        kins += int(page.kin.max()) + 1
    b = {key: torch.tensor(numpy.concatenate(value)) for key, value in parts.items()}
    b["kins"], b["sizes"] = kins, [len(p.x) for p in pages]
    return b


def missed(b, z):
    """What the F measure of the words falls short of 1, for chances as they are: mean of the pages."""
    mass, p = b["mass"] * (b["w"] > 0), torch.sigmoid(z)
    each = lambda v: torch.zeros(len(b["sizes"])).index_add(0, b["page"], v * mass)  # noqa: E731
    return (1 - 2 * each(p * b["y"]) / (each(p) + each(b["y"]) + 1)).mean()


def variant(name, pages, shorter, thinner, args, random):
    """The page, or it with something taken out."""
    have = [t[name] for t in thinner if name in t]
    if have and random.rand() < args.thin_share:
        return have[random.randint(len(have))]
    return shorter[name] if name in shorter and random.rand() < args.shorten_share else pages[name]


def fit(pages, shorter, thinner, names, args, seed):
    torch.manual_seed(seed)
    random = numpy.random.RandomState(seed)
    net = Net(args.drop)
    opt = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=args.decay)
    total, step = args.epochs * ((len(names) + args.batch - 1) // args.batch), 0
    cost = torch.nn.functional.binary_cross_entropy_with_logits
    for _ in range(args.epochs):
        order = random.permutation(len(names))
        for i in range(0, len(names), args.batch):
            chosen = [names[k] for k in order[i:i + args.batch]]
            b = batch([variant(n, pages, shorter, thinner, args, random) for n in chosen], random, args.unnamed)
            for g in opt.param_groups:
                g["lr"] = args.rate * (1 - step / total)
            first, second = net(b)
            loss = (cost(second, b["y"], weight=b["w"], reduction="sum") +
                    0.5 * cost(first, b["y"], weight=b["w"], reduction="sum")) / b["w"].sum()
            loss = loss + args.whole * missed(b, second)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()
            step += 1
    return net.eval()


def answers(nets, page):
    with torch.no_grad():
        return (sum(net(batch([page]))[1] for net in nets) / len(nets)).numpy()


def without_copies(page, z):
    """As drop_copies() of html.c."""
    best, first, keep, kin = {}, {}, numpy.ones(len(z), bool), page.kin[:, WITH_TWO_AROUND]
    long = [(i, text) for i, text in enumerate(page.texts) if page.words[i] >= 6]
    for i, text in long:
        best[text] = i if z[i] > z[best.setdefault(text, i)] else best[text]
    for i, text in long:
        keep[i] = kin[i] == kin[best[text]]
        if keep[i]:
            first.setdefault(text, i)
    again = [i for i, text in long if keep[i] and first[text] != i]
    copies = [i for i in again if z[i] > 0]
    if copies:
        words = numpy.array(page.words)
        if words[copies].sum() * 3 > (words * (z > 0))[copies[0]:].sum() * 2:
            keep[again] = False
    return keep


def choose(page, z):
    """As choose() of html.c."""
    keep = without_copies(page, z)
    chance = 1 / (1 + (1 - numpy.clip(z.astype(float) / 2 - 0.75, -30, 30) / 64) ** 64)
    step = numpy.clip((z + 16) * 32, 0, 1023).astype(int)
    words = numpy.minimum(page.words, 100) * keep
    hits = numpy.cumsum(numpy.bincount(step, chance * words, 1024)[::-1])
    chosen = numpy.cumsum(numpy.bincount(step, words, 1024)[::-1])
    value = 2.5 * hits / (chosen + 1.5 * hits[-1] + 1e-9)
    return keep & (step >= 1023 - value.argmax())


def measure(pages, golds, scores, names):
    """Shingle F1 (means of P and R) and word F1 (mean over pages), as score_extract.py has them."""
    ps, rs, fs = [], [], []
    for n in names:
        page, text = pages[n], golds[n]
        mine = " ".join(t for t, k in zip(page.texts, choose(page, scores[n])) if k)
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
    for name, names in sets.items():
        print("%s %-5s %s" % (title, name, measure(pages, golds, scores, names)), flush=True)


def site_of(url):
    parts = urlparse(url or "").netloc.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in ("co", "com") else parts[-2:])


def folds(sites, k, seed):
    """Names by fold; the pages of a site stay together."""
    order = sorted(set(sites.values()))
    numpy.random.RandomState(seed).shuffle(order)
    fold = {s: i % k for i, s in enumerate(order)}
    return [[n for n, s in sites.items() if fold[s] == i] for i in range(k)]


def write_scores(path, pages, scores):
    with open(path, "w", encoding="utf-8") as out:
        for n, page in pages.items():
            for i, text in enumerate(page.texts):
                out.write("%s\t%d\t%.3f\t%d\t%s\n" % (n, i, scores[n][i], page.y[i], text))


def write_model(path, nets):
    array = lambda t: t.detach().numpy().astype(numpy.float32)  # noqa: E731
    side = lambda f: numpy.concatenate([array(f(n)) for n in nets])  # noqa: E731
    modelfile.write(path, "html-1", {
        "hidden": side(lambda n: n.hidden.weight).T.copy(), "hidden.bias": side(lambda n: n.hidden.bias),
        "out": side(lambda n: n.out.weight[0]), "out.bias": side(lambda n: n.out.bias),
        "again": numpy.stack([array(n.again.weight).T for n in nets]), "again.bias": side(lambda n: n.again.bias),
        "last": side(lambda n: n.last.weight[0]), "last.bias": side(lambda n: n.last.bias)})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", required=True, help="OUT of the features program")
    ap.add_argument("--gold", action="append", required=True)
    ap.add_argument("--lists", help="write short.list and thin1.list ... into this folder, and stop")
    ap.add_argument("--less", help="folder of what the features program made with those lists")
    ap.add_argument("--nets", type=int, default=1)
    ap.add_argument("--epochs", type=int, default=16)
    ap.add_argument("--batch", type=int, default=6)
    ap.add_argument("--rate", type=float, default=5e-3)
    ap.add_argument("--decay", type=float, default=0.01)
    ap.add_argument("--drop", type=float, default=0.1)
    ap.add_argument("--unnamed", type=float, default=0.1)
    ap.add_argument("--shorten-share", type=float, default=0.25)
    ap.add_argument("--thin-share", type=float, default=0.6)
    ap.add_argument("--whole", type=float, default=0.5, help="weight of the pages' F measures in the loss")
    ap.add_argument("--cv", action="store_true")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--scores", help="with --cv: write each block's score and label here")
    ap.add_argument("--out")
    args = ap.parse_args()
    torch.set_num_threads(1)
    pages = load(args.pages)
    golds, sets, sites = {}, {}, {}
    for path in args.gold:
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        sets[os.path.basename(os.path.dirname(path))] = [r["doc"] for r in rows]
        golds.update((r["doc"], r["text"] or "") for r in rows)
        sites.update((r["doc"], site_of(r["url"])) for r in rows)
    for page in pages.values():
        annotate(page, golds[os.path.basename(page.path)])
    thin = ["thin%d" % (n + 1) for n in range(THIN)]
    if args.lists:
        write_shorter(pages, os.path.join(args.lists, "short.list"), args.seed + 4)
        for n, name in enumerate(thin):
            write_thin(pages, os.path.join(args.lists, name + ".list"), args.seed + n)
        return None
    shorter = load_less(os.path.join(args.less, "short"), pages) if args.less else {}
    thinner = [load_less(os.path.join(args.less, name), pages) for name in thin] if args.less else []
    names, scores = list(pages), {}
    if args.cv:
        for i, held in enumerate(folds(sites, 5, args.seed + 7)):
            known = [n for n in names if n not in set(held)]
            nets = [fit(pages, shorter, thinner, known, args, args.seed + 10 * i + k) for k in range(args.nets)]
            scores.update((n, answers(nets, pages[n])) for n in held)
        report("held out", pages, golds, scores, sets)
        if args.scores:
            write_scores(args.scores, pages, scores)
        return None
    nets = [fit(pages, shorter, thinner, names, args, args.seed + k) for k in range(args.nets)]
    report("trained on", pages, golds, {n: answers(nets, p) for n, p in pages.items()}, sets)
    return write_model(args.out, nets)


if __name__ == "__main__":
    main()
