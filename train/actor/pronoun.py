#!/usr/bin/env python3
"""Who are the sources that are pronouns? Measures the speaker room on them, and learns its points.

    train/actor/pronoun.py SPEAKERS GOLD.jsonl TEXTS [GOLD.jsonl TEXTS]... [--learn POINTS.h]

SPEAKERS is build/train/actor/speakers. An actor is right when its name has the words of a gold speaker's name, or when
our room gives it to another source, no pronoun, of the same gold speaker in the document: news annotations name
speakers by words such as "trump" only. Prints the share right as the room is, then by points learned here, each
document by points from the other four fifths, then how the share right hangs on the lead over the second.
--learn writes the points of all documents into the table (src/actor/pronoun_points.h).

The points are weights of a softmax over the candidates of each pronoun; of several right candidates the sum counts.
Newton's method with steps cut short and a ridge; what was said before depends on the points themselves, so
models.sh builds and learns three times.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import unicodedata

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np  # noqa: E402

COLUMN = {"he": 0, "she": 0, "it": 1, "they": 2}
PRONOUNS = set("he she it they his her its their him them who which that i we".split())
RIDGE = (3, 6, 6)
FOLDS = 5


def words(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9 ]+", " ", re.sub(r"['’]s\b", "", plain.lower()))
    return [w for w in plain.split() if w not in ("the", "a", "an", "of", "and")]


def is_name(ours, gold):
    """All words of the gold's are ours ("barack obama", "obama"; "american", "America"), or ours is its last word."""
    a, b = words(ours), words(gold)
    if not a or not b:
        return False
    same = lambda x, y: x == y or (len(y) > 4 and x.startswith(y[:5]))
    return all(any(same(x, y) for x in a) for y in b) or a == b[-1:]


def rows_of(command):
    return [json.loads(line) for line in subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()]


def key(row):
    return row["doc"], json.dumps([row["source"], row["cue"], row["content"]], sort_keys=True)


class Case:
    """A source that is a pronoun: ours, and the candidates with their features and whether each is right."""

    def __init__(self, doc, pronoun, ours_right):
        self.doc, self.pronoun, self.ours_right = doc, pronoun, ours_right
        self.features, self.right = [], []


def cases_of(speakers, gold_path, texts):
    actors, docs = {}, collections.defaultdict(list)
    for row in map(json.loads, open(gold_path)):
        if row["kind"] == "actor":
            actors.setdefault(row["id"], row)
        elif row["kind"] == "stmt" and row["source"]:
            docs[row["doc"]].append(row)
    ours = {key(row): row["speaker"] or {} for row in rows_of([speakers, gold_path, texts])}
    candidates = collections.defaultdict(list)
    for row in rows_of([speakers, "--pronouns", gold_path, texts]):
        candidates[row["doc"], row["begin"]].append(row)
    for doc, statements in docs.items():
        text = open(os.path.join(texts, doc), "rb").read()
        said = lambda row: text[slice(*row["source"]["span"])].decode()
        known = collections.defaultdict(set)
        for row in statements:
            if said(row).lower() not in PRONOUNS:
                who = ours[key(row)]
                for speaker in row["speaker"][:1]:
                    known[speaker] |= {said(row)} | ({who["name"]} if who and who["how"] != "pronoun" else set())
        for row in statements:
            pronoun = said(row).lower()
            if pronoun not in COLUMN:
                continue
            names = [n for s in row["speaker"] for n in
                     [actors[s]["name"].replace("-", " "), *actors[s].get("names", []), *known[s]]]
            right = lambda name: name is not None and any(name == n or is_name(name, n) for n in names)
            case = Case(gold_path + doc, pronoun, right(ours[key(row)].get("name")))
            for other in candidates[doc, row["source"]["span"][0]]:
                case.features.append(other["features"])
                case.right.append(right(other["name"]))
            yield case


def learn(cases, size, ridge):
    """Weights of the softmax."""
    cases = [c for c in cases if any(c.right) and not all(c.right)]
    x = np.zeros((sum(len(c.right) for c in cases), size))
    for i, features in enumerate(f for c in cases for f in c.features):
        x[i, features] = 1
    right = np.array([r for c in cases for r in c.right])
    begin = np.cumsum([0] + [len(c.right) for c in cases[:-1]])
    case = np.repeat(np.arange(len(cases)), [len(c.right) for c in cases])
    w = np.zeros(size)
    for _ in range(20):
        score = x @ w
        e = np.exp(score - np.maximum.reduceat(score, begin)[case])
        p = e / np.add.reduceat(e, begin)[case]
        q = np.where(right, p, 0)
        q /= np.add.reduceat(q, begin)[case]
        mean = np.add.reduceat(x * p[:, None], begin, axis=0)
        step = np.linalg.solve(x.T @ (x * p[:, None]) - mean.T @ mean + ridge * np.eye(size), x.T @ (p - q) + ridge * w)
        w -= step * min(1, 0.7 / abs(step).max())
        if abs(step).max() < 1e-3:
            break
    return np.rint(100 * w).astype(int)


def learn_all(cases, size):
    return [learn([c for c in cases if COLUMN[c.pronoun] == k], size, RIDGE[k]) for k in range(3)]


def decide(case, points):
    """Is the first by points right, and its lead over the second."""
    if not case.right:
        return False, 0
    scores = [int(points[f].sum()) for f in case.features]
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    lead = scores[order[0]] - scores[order[1]] if len(order) > 1 else None
    return case.right[order[0]], lead


def report(title, cases, right):
    n, r = collections.Counter(), collections.Counter()
    for case, ok in zip(cases, right):
        for k in (case.pronoun, "all"):
            n[k] += 1
            r[k] += ok
    print(title, "  ".join(f"{k} {r[k]}/{n[k]} {r[k] / n[k]:.3f}" for k in ("he", "she", "it", "they", "all") if n[k]))


def report_lead(cases, leads, right):
    tally = collections.defaultdict(lambda: [0, 0])
    for case, lead, ok in zip(cases, leads, right):
        step = "alone" if lead is None else min(lead // 50, 8)
        row = tally["he, she" if COLUMN[case.pronoun] == 0 else "it, they", str(step)]
        row[0] += ok
        row[1] += 1
    for (who, step), (r, n) in sorted(tally.items()):
        print(f"  {who:9} lead {step if step == 'alone' else 50 * int(step):>5}: {r:4}/{n:4} {r / n:.2f}")


def write_points(path, names, columns):
    table = open(path).read()
    for i, name in enumerate(names):
        numbers = ", ".join(str(c[i]) for c in columns)
        table = re.sub(rf"X\({name}, [^)]*\)", f"X({name}, {numbers})", table)
    open(path, "w").write(table)


def main():
    parse = argparse.ArgumentParser(usage=__doc__)
    parse.add_argument("speakers")
    parse.add_argument("gold", nargs="+")
    parse.add_argument("--learn", metavar="POINTS.h")
    args = parse.parse_args()
    table = args.learn or os.path.join(os.path.dirname(sys.argv[0]), "../../src/actor/pronoun_points.h")
    names = re.findall(r"X\((\w+),", open(table).read())
    cases = []
    for gold, texts in zip(args.gold[::2], args.gold[1::2]):
        some = list(cases_of(args.speakers, gold, texts))
        report(f"{gold}:", some, [c.ours_right for c in some])
        cases += some
    report("all:", cases, [c.ours_right for c in cases])
    report("a candidate is right:", cases, [any(c.right) for c in cases])
    docs = sorted({c.doc for c in cases})
    fold = {doc: i % FOLDS for i, doc in enumerate(docs)}
    by_fold = [learn_all([c for c in cases if fold[c.doc] != k], len(names)) for k in range(FOLDS)]
    right, leads = zip(*(decide(c, by_fold[fold[c.doc]][COLUMN[c.pronoun]]) for c in cases))
    report("by points of other documents:", cases, right)
    report_lead(cases, leads, right)
    if args.learn:
        write_points(table, names, learn_all(cases, len(names)))


if __name__ == "__main__":
    main()
