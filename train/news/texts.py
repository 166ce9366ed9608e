#!/usr/bin/env python3
"""Cut articles out of the unlabelled news as documents of their own.

    texts.py NEWS.txt.gz FOLDER NUMBER...        (articles are counted from 0; FOLDER/NUMBER.txt)
    texts.py NEWS.txt.gz FOLDER --of GOLD.jsonl...  the articles that these annotate; each must have the bytes they name

The collection keeps an article on one line. It is set in paragraphs of at least two sentences and forty words here,
none ending inside a quotation, as a newspaper would; the headline stands above. The offsets of the annotations hang
on these bytes: sentences are found by rules of this file's own, which must stay as they are.
"""
import argparse
import gzip
import hashlib
import json
import os
import re
import sys

ABBREVIATIONS = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Sen|Reps?|Gov|St|No|Lt|Sgt|Capt|Rev|Jr|Sr|Jan|Feb|Aug|Sept"
                           r"|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z])\.$")


def articles(path):
    """Headline and body of each article, in order."""
    headline, body = None, []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("# "):
                if headline is not None:
                    yield headline, " ".join(body)
                headline, body = line[2:].strip(), []
            elif line:
                body.append(line)
    if headline is not None:
        yield headline, " ".join(body)


def sentences(text):
    begin = 0
    for stop in re.finditer(r"[.!?]+[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])", text):
        if ABBREVIATIONS.search(text[begin:stop.start() + 1]):
            continue
        yield text[begin:stop.end()].strip()
        begin = stop.end()
    if text[begin:].strip():
        yield text[begin:].strip()


def closed(text):
    return text.count("“") <= text.count("”") and text.count("\"") % 2 == 0


def document(headline, body):
    paragraphs, now = [headline], []
    for sentence in sentences(body):
        whole = " ".join(now)
        if len(now) > 1 and len(whole.split()) >= 40 and closed(whole) and sentence[0] not in "\"“":
            paragraphs.append(whole)
            now = []
        now.append(sentence)
    paragraphs.append(" ".join(now))
    return ("\n\n".join(paragraphs) + "\n").encode("utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news")
    parser.add_argument("folder")
    parser.add_argument("number", type=int, nargs="*")
    parser.add_argument("--of", nargs="+", default=[], metavar="GOLD.jsonl")
    options = parser.parse_args()
    wanted = {number: None for number in options.number}
    for gold in options.of:
        with open(gold, encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["kind"] == "doc":
                    wanted[int(record["doc"].removesuffix(".txt"))] = record["sha256"]
    os.makedirs(options.folder, exist_ok=True)
    for number, (headline, body) in enumerate(articles(options.news)):
        if number not in wanted:
            continue
        text = document(headline, body)
        if wanted[number] not in (None, hashlib.sha256(text).hexdigest()):
            sys.exit(f"{options.news}: article {number} is not the one that was annotated")
        with open(os.path.join(options.folder, f"{number:05}.txt"), "wb") as out:
            out.write(text)


if __name__ == "__main__":
    main()
