#!/usr/bin/env python3
"""Statements in capitals against the same gold: held-out documents as they are, with the headline in capitals, and
all in capitals. Offsets stay where they are; a document whose capitals are longer in bytes is left out.

    bench/caps.py [PROGRAM]        (from anywhere; needs ../shared beside the repository)

A line: set, case, core recall, precision, speaker accuracy, end-to-end F1, and the same for what stands in headlines
(its number of core statements last).
"""
import json
import os
import subprocess
import sys
import tempfile

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(HOME, "..", "shared")
SCORER = os.path.join(SHARED, "score", "score_ledger.py")
NEWS = os.path.join(SHARED, "train", "raw", "news-2012-2018.txt.gz")


def lines(path):
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def spelled(text, title, case):
    """The document with `title` bytes, or all, in capitals."""
    size = {"as written": 0, "headline": title, "all": len(text)}[case]
    return text[:size].decode("utf-8").upper().encode("utf-8") + text[size:]


def title_of(doc, text):
    title = doc.get("title")
    return title["span"][1] if title else text.find(b"\n")


def score(gold, found, room):
    paths = [os.path.join(room, name) for name in ("gold.jsonl", "found.jsonl")]
    for path, records in zip(paths, (gold, found)):
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(r) + "\n" for r in records)
    run = subprocess.run([sys.executable, SCORER, *paths, "--json"], capture_output=True, check=True)
    return json.loads(run.stdout)["overall"]


def in_titles(records, titles):
    return [r for r in records if r["kind"] not in ("stmt", "statement", "none")
            or (r["kind"] != "none" and r["content"]["span"][1] <= titles[r["doc"]])]


def figures(total):
    keys = ("core_recall", "precision", "speaker_accuracy", "end_to_end_f1")
    return " ".join("    -" if total[k] is None else f"{100 * total[k]:5.1f}" for k in keys)


def measure(program, name, gold, folder, room):
    docs = {r["doc"]: r for r in gold if r["kind"] == "doc"}
    texts = {}
    for doc in docs:
        with open(os.path.join(folder, doc), "rb") as handle:
            texts[doc] = handle.read()
    texts = {d: t for d, t in texts.items() if len(spelled(t, 0, "all")) == len(t)}
    titles = {d: title_of(docs[d], t) for d, t in texts.items()}
    gold = [r for r in gold if r.get("doc", next(iter(texts))) in texts]
    for case in ("as written", "headline", "all"):
        for doc, text in texts.items():
            with open(os.path.join(room, doc), "wb") as out:
                out.write(spelled(text, titles[doc], case))
        run = subprocess.run([program, "code", *(os.path.join(room, d) for d in texts)], capture_output=True, check=True)
        found = [r for r in map(json.loads, run.stdout.splitlines()) if r["kind"] == "statement"]
        heads = in_titles(gold, titles)
        n = sum(r["kind"] == "stmt" and r.get("weight", "core") == "core" for r in heads)
        print(f"{name:14} {case:10}  {figures(score(gold, found, room))}   "
              f"{figures(score(heads, in_titles(found, titles), room))} {n:4}", flush=True)


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HOME, "build", "demarche"))
    corpus, news = os.path.join(HOME, "test", "corpus"), os.path.join(HOME, "train", "news")
    with tempfile.TemporaryDirectory() as room:
        folder = os.path.join(room, "news")
        measure(program, "own held-out", lines(os.path.join(corpus, "heldout.jsonl")), os.path.join(corpus, "text"), room)
        for part in ("heldout", "heldout-more"):
            path = os.path.join(news, part + ".jsonl")
            subprocess.run([os.path.join(news, "texts.py"), NEWS, folder, "--of", path], check=True)
            measure(program, "news " + part[7:], lines(path), folder, room)


if __name__ == "__main__":
    main()
