#!/usr/bin/env python3
"""Are confidences probabilities? Reliability by tenths, as a table and as a plot.

    demarche attribute --precision low DEV/text/*.txt | bench/calibration.py DEV/attributions.jsonl
    demarche code TEXTS | bench/calibration.py --statements GOLD.jsonl
    ... --svg PLOT.svg      also draws the curves (adds them to a plot that is there with --onto)

Rows of `attribute`: a cue counts as right when it overlaps a gold cue, a source and a content when all
their pieces are gold pieces. Lines of `code`: a statement counts as right when it is paired with a gold
statement (contents share half, score_ledger.py) and speaker and act are right too; a speaker (its
confidence stands in `why`) is asked about in paired statements only. The last line of each
table is the mean distance between confidence and share right."""
import argparse
import collections
import json
import os
import re
import sys

COLOURS = {"cue": "#1b6ca8", "source": "#2e8b57", "content": "#c0392b", "statement": "#7d3c98",
           "speaker": "#d68910"}


def pieces(spans):
    return {tuple(s) for s in spans or []}


def of_attributions(path, lines):
    """(field, confidence, right) of every row."""
    gold = collections.defaultdict(lambda: {"source": set(), "cue": [], "content": set()})
    for line in open(path):
        row = json.loads(line)
        here = gold[row["doc"]]
        here["source"] |= pieces(row["source"])
        here["content"] |= pieces(row["content"])
        here["cue"] += row["cue"]
    for line in lines:
        row = json.loads(line)
        here = gold[row["doc"].split("/")[-1]]
        sure = row["confidence"]
        yield "cue", sure["cue"], any(a < d and c < b for a, b in row["cue"] for c, d in here["cue"])
        if row["source"]:
            yield "source", sure["source"], pieces(row["source"]) <= here["source"]
        yield "content", sure["content"], pieces(row["content"]) <= here["content"]


def of_statements(path, lines):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../shared/score"))
    import score_ledger as score
    sizes, gold, _, _ = score.read_gold(path)
    by_doc = collections.defaultdict(list)
    for line in lines:
        row = json.loads(line)
        if row["kind"] != "statement" or row["doc"] not in sizes:
            continue
        span = lambda field: (row[field] or {}).get("span")
        by_doc[row["doc"]].append({
            "order": len(by_doc[row["doc"]]), "content": span("content"), "source": span("source"),
            "name": (row["speaker"] or {}).get("name"), "act": row["act"], "sure": row["confidence"],
            "who": [float(w.split()[-1]) for w in row["why"] if w.startswith("speaker:") and not w.startswith("speaker:with ")]})
    for doc, found in by_doc.items():
        mine = [g for g in gold if g["doc"] == doc]
        pairs, left = score.pair_up([g for g in mine if g["weight"] != "optional"], found)
        spare, left = score.pair_up([g for g in mine if g["weight"] == "optional"], left)
        for g, p in pairs:
            yield "statement", p["sure"], score.speaker_right(g, p) and score.act_right(g, p)
            for sure in p["who"]:
                yield "speaker", sure, score.speaker_right(g, p)
        for p in left:
            yield "statement", p["sure"], False


def table(field, bins):
    print(f"{field:9s} rows  mean confidence  share right")
    total, error = sum(n for n, _, _ in bins), 0.0
    for k, (n, good, p) in enumerate(bins):
        if n:
            print(f"  .{k}-  {n:6d}  {p / n:15.2f}  {good / n:11.2f}")
            error += abs(p - good)
    print(f"  mean distance {error / max(1, total):.3f}\n")


def curve(field, bins, nth):
    at = [(20 + 360 * p / n, 380 - 360 * good / n, n) for n, good, p in bins if n >= 10]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + min(6, n ** .5 / 8):.1f}"/>' for x, y, n in at)
    return (f'<g class="{field}" fill="{COLOURS[field]}" stroke="{COLOURS[field]}"><polyline fill="none" '
            f'points="{line}"/>{dots}<text x="30" y="{40 + 18 * nth}" stroke="none">{field}</text></g>\n')


def draw(path, tables, onto):
    curves = []
    if onto:
        curves = [c for c in re.findall(r'<g class="[a-z]+".*?</g>\n', open(path).read(), re.S)
                  if not any(f'class="{f}"' in c for f in tables)]
    curves += [curve(f, bins, len(curves) + k) for k, (f, bins) in enumerate(tables.items())]
    frame = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 410" font-family="sans-serif" font-size="13">\n'
             '<rect x="20" y="20" width="360" height="360" fill="none" stroke="#999"/>\n'
             '<path d="M20 380L380 20" stroke="#bbb" stroke-dasharray="4"/>\n'
             '<text x="200" y="402" text-anchor="middle">confidence; upwards: share right</text>\n')
    open(path, "w").write(frame + "".join(curves) + "</svg>\n")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("gold")
    ask.add_argument("--statements", action="store_true", help="gold and input are statements")
    ask.add_argument("--svg", help="draw the curves here")
    ask.add_argument("--onto", action="store_true", help="keep the other curves of the plot")
    o = ask.parse_args()
    tables = {}
    for field, p, right in (of_statements if o.statements else of_attributions)(o.gold, sys.stdin):
        cell = tables.setdefault(field, [[0, 0, 0.0] for _ in range(10)])[min(9, int(p * 10))]
        cell[0] += 1
        cell[1] += right
        cell[2] += p
    for field, bins in tables.items():
        table(field, bins)
    if o.svg:
        draw(o.svg, tables, o.onto)


main()
