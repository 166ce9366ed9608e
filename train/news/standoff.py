#!/usr/bin/env python3
"""Annotations of other people's articles as records of offsets and labels, without a word of the articles.

    standoff.py FOLDER TRAIN.jsonl HELDOUT.jsonl

FOLDER holds NUMBER.txt (from texts.py) and NUMBER.ann, in the form of test/corpus/build.py; speakers need not stand
in actors.txt. One article in six is held out, by its number's place among all.
"""
import argparse
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "test", "corpus"))
import build

EVERY = 6


class AnyActor(dict):
    """Takes every speaker's id as one of an unknown party."""

    def __contains__(self, key):
        return True

    def __missing__(self, key):
        return {"party": "?"}


def bare(part):
    """A span without its words; a content keeps its pieces and mode."""
    return part and {key: part[key] for key in ("span", "spans", "mode", "marker") if key in part}


def record(row):
    kept = {key: row[key] for key in ("kind", "id", "doc")}
    for key in ("source", "cue", "content", "condition"):
        kept[key] = bare(row[key])
    return kept | {key: row[key] for key in ("speaker", "act", "act_alt", "relay", "negation", "modality", "level", "via", "weight")}


def actors(statements, seen):
    """Speakers are not named here: the scorer takes one for right whose source is."""
    new = sorted({who for row in statements for who in row["speaker"]} - seen)
    seen.update(new)
    return [{"kind": "actor", "id": who, "name": who, "type": "unnamed", "party": "?"} for who in new]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("folder", "train", "heldout"):
        parser.add_argument(name)
    options = parser.parse_args()
    names = sorted(file[:-4] for file in os.listdir(options.folder) if file.endswith(".ann"))
    faults = 0
    with open(options.train, "w", encoding="utf-8") as train, open(options.heldout, "w", encoding="utf-8") as heldout:
        files = ((heldout, set()), (train, set()))
        for place, name in enumerate(names):
            try:
                _, top, rows = build.build(name, os.path.abspath(options.folder), options.folder, AnyActor())
            except (build.Wrong, KeyError) as problem:
                print(f"{name}: {problem}", file=sys.stderr)
                faults += 1
                continue
            out, seen = files[place % EVERY < EVERY - 1]
            statements = [record(row) for row in rows if row["kind"] == "stmt"]
            print(json.dumps({key: top[key] for key in ("kind", "doc", "bytes", "sha256")}), file=out)
            for row in actors(statements, seen) + statements:
                print(json.dumps(row, ensure_ascii=False), file=out)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
