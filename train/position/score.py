#!/usr/bin/env python3
"""Recall of relations against test/corpus/relations.txt, and a list to read for precision.

    build/train/position/relations test/corpus/sample.jsonl > /tmp/r.jsonl
    train/position/score.py /tmp/r.jsonl --gold test/corpus/sample.jsonl [--list] [--missed]
"""
import argparse
import json
from collections import Counter

ap = argparse.ArgumentParser()
ap.add_argument("found")
ap.add_argument("--gold", action="append", default=[], help="annotated files whose documents count")
ap.add_argument("--relations", default="test/corpus/relations.txt")
ap.add_argument("--list", action="store_true", help="print what was found; + is in the gold")
ap.add_argument("--missed", action="store_true")
args = ap.parse_args()

contents = {}
for path in args.gold:
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row["kind"] == "stmt":
            contents.setdefault(row["doc"].removesuffix(".txt"), []).append(row["content"]["text"])

gold = []
for line in open(args.relations, encoding="utf-8"):
    if line.strip() and not line.startswith("#"):
        kind, *members, why = [cell.strip() for cell in line.split("|")]
        members = [tuple(part.strip() for part in m.split(":", 1)) for m in members]
        if all(doc in contents for doc, _ in members):
            gold.append((kind, members, why))


def is_member(member, row):
    return row["doc"].removesuffix(".txt") == member[0] and member[1] in row["content"]


def fits(relation, row):
    return row["type"] == relation[0] and all(any(is_member(m, x) for x in row["members"]) for m in relation[1])


found = [json.loads(line) for line in open(args.found, encoding="utf-8")]
hit, total = Counter(), Counter()
for relation in gold:
    total[relation[0]] += 1
    ok = any(fits(relation, row) for row in found)
    hit[relation[0]] += ok
    if args.missed and not ok:
        print("missed", relation[0], relation[2], relation[1])
count = Counter(row["type"] for row in found)
if args.list:
    for row in found:
        mark = "+" if any(fits(relation, row) for relation in gold) else " "
        print(mark, row["type"], row["confidence"], row["why"])
        for m in row["members"]:
            print(f"      {m['doc'].removesuffix('.txt')} {m['party']} {m['speaker']} {m['act']}: {m['content'][:150]}")
for kind in sorted(set(total) | set(count)):
    print(f"{kind}: recall {hit[kind]} of {total[kind]}, found {count[kind]}")
print(f"all: recall {sum(hit.values())} of {sum(total.values())}, found {sum(count.values())}")
