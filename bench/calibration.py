#!/usr/bin/env python3
"""Are the confidences of `demarche attribute` probabilities? Reliability by tenths, on annotated articles.

    demarche attribute --precision low DEV/text/*.txt | bench/calibration.py DEV/attributions.jsonl

A row's cue counts as right when it overlaps a gold cue, its source and content when all their pieces
are gold pieces. The last line of each table is the mean distance between confidence and share right."""
import collections
import json
import sys


def pieces(spans):
    return {tuple(s) for s in spans or []}


gold = collections.defaultdict(lambda: {"source": set(), "cue": [], "content": set()})
for line in open(sys.argv[1]):
    row = json.loads(line)
    here = gold[row["doc"]]
    here["source"] |= pieces(row["source"])
    here["content"] |= pieces(row["content"])
    here["cue"] += row["cue"]

bins = {role: [[0, 0, 0.0] for _ in range(10)] for role in ("cue", "source", "content")}
for line in sys.stdin:
    row = json.loads(line)
    here = gold[row["doc"].split("/")[-1]]
    right = {
        "cue": any(a < d and c < b for a, b in row["cue"] for c, d in here["cue"]),
        "source": bool(row["source"]) and pieces(row["source"]) <= here["source"],
        "content": pieces(row["content"]) <= here["content"],
    }
    for role, table in bins.items():
        if role == "source" and not row["source"]:
            continue
        p = row["confidence"][role]
        cell = table[min(9, int(p * 10))]
        cell[0] += 1
        cell[1] += right[role]
        cell[2] += p

for role, table in bins.items():
    print(f"{role:8s} rows  mean confidence  share right")
    total = sum(cell[0] for cell in table)
    error = 0.0
    for k, (n, good, p) in enumerate(table):
        if n:
            print(f"  .{k}-  {n:6d}  {p / n:15.2f}  {good / n:11.2f}")
            error += abs(p - good)
    print(f"  mean distance {error / max(1, total):.3f}\n")
