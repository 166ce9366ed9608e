#!/usr/bin/env python3
"""Replace every person's name in a gold file and its texts by an invented one, to see what a coder owes to names it knows.

    rename.py GOLD.jsonl TEXT_DIR OUT_DIR

Writes OUT_DIR/text/*.txt and OUT_DIR/gold.jsonl with all spans moved. Names are made from syllables by a hash of the old
word, so that the same word becomes the same invented word in every document, and two words never the same one. Titles,
roles, places and organisations stay. Only actors of type person are renamed, wherever one of their name forms stands in
the text; particles ("al-", "von", "de la") stay too, for they are grammar rather than names.
"""
import hashlib
import json
import os
import re
import sys

ONSETS = "b br d dr f g gr h k kl l m n p pr r s st t tr v z".split()
VOWELS = "a e i o u ai ei".split()
MIDDLES = "b d g l m n r s v z ld rn nd".split()
ENDS = "adan elo amir enal uven ozo idric ulune oshar ebek ilian owen".split()
PARTICLES = set("al el bin ibn van von der den de la le da di du i y zu ten".split())
TITLES = set("""mr mrs ms dr sir lord lady president prime minister premier chancellor general senator secretary of state
    foreign speaker ambassador captain colonel commander pope king queen prince princess crown the a his her office
    representative chairman commissioner energy deputy vice information spokesman opposition lawmaker junior rep monsignor
    councillor director former major union leader u.s us jr historian daw vice-president secretary-general commission
    european""".split())
WORD = re.compile(r"(?:(?<=\b[ae][ltsdn]-)|(?<![\w'’-]))(?!(?:a[ltsdn]|el)-)[^\W\d_]+(?:['’-][^\W\d_]+)*")


def invented(word, taken):
    """A new word for an old one, the same on every run, never one that stands for another word."""
    for salt in range(1000):
        digest = hashlib.sha256(f"{word.casefold()}/{salt}".encode()).digest()
        new = "".join(part[digest[i] % len(part)] for i, part in enumerate((ONSETS, VOWELS, MIDDLES, ENDS)))
        if taken.setdefault(new, word.casefold()) == word.casefold():
            return new.upper() if word.isupper() and len(word) > 1 else new.capitalize()
    raise RuntimeError(f"no name left for {word!r}")


def name_words(form):
    """The words of a name form without particles and titles."""
    return [w for w in WORD.findall(form) if w.casefold() not in PARTICLES | TITLES]


def plain(form):
    """Nothing but a name: no title, no "of", no possessive, every name word with a capital."""
    words = [w for w in WORD.findall(form) if w.casefold() not in PARTICLES]
    return bool(words) and all(w[0].isupper() and w.casefold() not in TITLES and not re.search("['’]s$", w) for w in words)


class Renaming:
    """Which words change, and what they change into."""

    def __init__(self, persons):
        self.taken, self.forms, self.words = {}, set(), set()
        for person in persons:
            forms = [f for f in [person["name"], *person["names"]] if plain(f)]
            own = {w.casefold() for f in forms for w in name_words(f)}
            self.words |= own
            for form in [*forms, *person["names"]]:
                if any(w.casefold() in own for w in name_words(form)):
                    self.forms.add(form)
        ordered = sorted(self.forms, key=lambda f: (-len(f), f))
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)") if ordered else None

    def form(self, text):
        """One name form with its name words replaced."""
        def swap(found):
            word = found.group()
            stem, tail = re.fullmatch("(.*?)(['’]s)?", word).groups()
            if stem.casefold() not in self.words or stem.casefold() in PARTICLES | TITLES:
                return word
            return invented(stem, self.taken) + (tail or "")
        return WORD.sub(swap, text)

    def edits(self, text):
        """[(begin, end, new)] in characters; a form before a number is a date ("May 7") and stays."""
        if not self.pattern:
            return []
        found = [m for m in self.pattern.finditer(text) if not re.match(r" \d", text[m.end():])]
        return [(m.start(), m.end(), self.form(m.group())) for m in found]


class Moved:
    """A text before and after its edits; moves byte spans and gives the new text of a span."""

    def __init__(self, text, edits):
        self.old = text.encode("utf-8")
        pieces, self.steps, at, grown = [], [], 0, 0
        for begin, end, new in edits:
            pieces += [text[at:begin], new]
            b, e = len(text[:begin].encode()), len(text[:end].encode())
            grown += len(new.encode()) - (e - b)
            self.steps.append((b, e, grown))
            at = end
        self.new = ("".join(pieces) + text[at:]).encode("utf-8")

    def point(self, old, is_end):
        """Where an old byte position lies now; inside a replaced name it goes to the name's edge."""
        shift = 0
        for b, e, grown in self.steps:
            if old >= e:
                shift = grown
            elif old > b:
                return (e + grown) if is_end else b + shift
            else:
                break
        return old + shift

    def span(self, span):
        return [self.point(span[0], False), self.point(span[1], True)]

    def record(self, value):
        """A copy of a record with every {"text", "span"} and every list of spans moved."""
        if isinstance(value, list):
            if len(value) == 2 and all(isinstance(v, int) for v in value):
                return self.span(value)
            return [self.record(v) for v in value]
        if not isinstance(value, dict):
            return value
        moved = {k: self.record(v) for k, v in value.items()}
        if "span" in moved and isinstance(moved["span"], list) and "text" in moved:
            moved["text"] = self.new[moved["span"][0]:moved["span"][1]].decode("utf-8")
        return moved


def renamed_actor(actor, renaming):
    if actor["type"] != "person":
        return actor
    names = [renaming.form(n) if n in renaming.forms else n for n in actor["names"]]
    return {**actor, "name": renaming.form(actor["name"]), "names": names}


def main():
    if len(sys.argv) != 4:
        print(__doc__.split("\n\n")[1].strip(), file=sys.stderr)
        return 2
    gold, texts, out = sys.argv[1:]
    with open(gold, encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle if line.strip()]
    renaming = Renaming([r for r in rows if r["kind"] == "actor" and r["type"] == "person"])
    os.makedirs(os.path.join(out, "text"), exist_ok=True)
    moved = {}
    for row in (r for r in rows if r["kind"] == "doc"):
        with open(os.path.join(texts, row["doc"]), encoding="utf-8", newline="") as handle:
            text = handle.read()
        moved[row["doc"]] = Moved(text, renaming.edits(text))
        with open(os.path.join(out, "text", row["doc"]), "wb") as handle:
            handle.write(moved[row["doc"]].new)
    with open(os.path.join(out, "gold.jsonl"), "w", encoding="utf-8", newline="") as handle:
        for row in rows:
            if row["kind"] == "actor":
                row = renamed_actor(row, renaming)
            elif "doc" in row:
                change = moved[row["doc"]]
                row = change.record(row)
                if row["kind"] == "doc":
                    row.update(bytes=len(change.new), sha256=hashlib.sha256(change.new).hexdigest())
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
