#!/usr/bin/env python3
"""Turn the annotations beside the texts into gold JSON lines with byte offsets.

    build.py            write train.jsonl, heldout.jsonl and sample.jsonl
    build.py --check    the same, in memory; exit 1 if the committed files differ
    build.py --show X   list the statements of document X as they were resolved
    build.py --stats    count documents, statements, acts, levels, conditions, persons

An annotation NAME.ann stands beside its text: text/NAME.ann and text/NAME.txt; for the built-in sample, sample/NAME.ann
and data/sample/NAME.txt. Lines that begin with # are remarks. Header lines come first:

    dispute: nile-dam           stratum for the split and for reading
    split: train                train, heldout or sample
    published: 2021-07-06       if the text says when it was published
    furniture: Home … Sport     a stretch of page furniture (repeatable)
    none deed: The vote …       why the sentence that begins so holds no statement (else "narration")

Then one block per statement, in the order of the document, blocks parted by blank lines:

    DEMAND/URGE darwish to=egypt desired =a
    Darwish | insisted | no filling should start … was signed
    role: Sudan's water minister
    if: before an agreement was signed      (or "hinges on | X", marker first, when the marker is a verb, noun or adjective)
    relay: Reuters

Line 1: the act, other acts one could defend, the speaker's actor id (a+b for two, ? for none), then flags in any order:
neg/pos (negation), a modality, a mode (direct, indirect, mixed), minor/optional, to= about= acc= bound= (targets, + joins
several), alt= (another actor one could defend), missing= (passive, officials, reports: why there is no source), =x (a
label), <x (level one deeper than the statement labelled x, and inside its content).
Line 2: source | cue | content; "-" for none. " … " stands for the words between; " // " parts the pieces of a split
quotation. A content must be unique in the document, else "#2" at its end takes the second occurrence. For the other fields
the occurrence nearest to the content is taken; {braces} inside a longer quoted context pick another one.
"""
import argparse
import hashlib
import json
import os
import re
import sys
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ACTS = ("OFFER PROPOSE ACCEPT CONDITION DEMAND URGE REJECT WITHDRAW ACCUSE DENY CLAIM PROMISE THREATEN PRAISE "
        "CRITICIZE ASSESS").split()
MODALITY = {"DEMAND": "desired", "URGE": "desired", "PROPOSE": "desired", "PROMISE": "future", "THREATEN": "future",
            "CONDITION": "conditional"}
MODALITIES = {"asserted", "possible", "conditional", "future", "desired"}
MODES = {"direct", "indirect", "mixed"}
TARGETS = {"to": "addressee", "about": "about", "acc": "accused", "bound": "bound"}
OPEN, CLOSE = "\"'“‘«", "\"'”’»"
ABBREVIATIONS = ("Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Sen", "Rep", "St", "No", "U.S", "U.N", "Art", "a.m", "p.m",
                 "Lt", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec")
MARKERS = re.compile(
    r"(only |even |not |just |solely )?(if( and only if| and when)?|unless( and until)?|until|provid(ed|ing)( that)?|(for )?(as|so) "
    r"long as|as soon as|after|before|once|when|in (exchange|return) for|on (the )?(sole )?condition( that)?|on the understanding "
    r"that|on the premise that|in the event of|in the framework of|at the price of|pending|without|under|subject to|assuming"
    r"|should|with|in the absence of|otherwise|short of|in|were|by|while|failing|barring|the day that)\b", re.I)


class Wrong(Exception):
    """An annotation that does not fit its text."""


# ---------------------------------------------------------------------------------------------------- reading
def read(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return handle.read()


def read_actors():
    """id -> actor record, from lines `id | name; other; names | type | party`."""
    actors = {}
    for number, line in enumerate(read(os.path.join(HERE, "actors.txt")).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 4 or cells[0] in actors:
            raise Wrong(f"actors.txt, line {number}: four cells and a new id expected")
        names = [n.strip() for n in cells[1].split(";") if n.strip()]
        actors[cells[0]] = {"kind": "actor", "id": cells[0], "name": names[0], "names": names, "type": cells[2],
                            "party": cells[3]}
    return actors


def read_annotation(path):
    """(header, blocks); a block is (line number, list of lines)."""
    header, blocks, block = {"furniture": [], "none": []}, [], None
    for number, line in enumerate(read(path).split("\n"), 1):
        line = line.rstrip()
        if line.startswith("#"):
            continue
        if not line:
            block = None
            continue
        if block is None and re.match(r"[a-z]+( [a-z]+)?: ", line):
            key, value = line.split(": ", 1)
            if key == "furniture":
                header["furniture"].append(value)
            elif key.startswith("none"):
                header["none"].append((key[5:] or "narration", value))
            elif key in ("dispute", "split", "published"):
                header[key] = value
            else:
                raise Wrong(f"{path}:{number}: unknown header {key!r}")
            continue
        if block is None:
            block = (number, [])
            blocks.append(block)
        block[1].append(line)
    return header, blocks


# --------------------------------------------------------------------------------------------------- locating
def edges_ok(text, begin, end):
    """No word is cut at either edge."""
    left = begin == 0 or not (text[begin - 1].isalnum() and text[begin].isalnum())
    right = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return left and right


def occurrences(text, phrase):
    """All [begin, end) of a phrase; {braces} narrow the span inside it; ' … ' stands for any words of the paragraph."""
    inner = re.fullmatch(r"(.*?)\{(.*?)\}(.*)", phrase, re.S)
    if inner:
        whole = "".join(inner.groups())
        shift, size = len(inner.group(1)), len(inner.group(2))
        return [(b + shift, b + shift + size) for b, _ in occurrences(text, whole)]
    if " … " in phrase:
        head, tail = phrase.split(" … ", 1)
        found = []
        for begin, mid in occurrences(text, head):
            ends = [e for b, e in occurrences(text, tail) if b >= mid]
            if ends:
                found.append((begin, min(ends)))
        return found
    return [(m.start(), m.end()) for m in re.finditer(re.escape(phrase), text) if edges_ok(text, m.start(), m.end())]


def unique(text, phrase, what):
    wanted = re.search(r" #(\d+)$", phrase)
    found = occurrences(text, phrase[:wanted.start()] if wanted else phrase)
    if wanted and len(found) >= int(wanted.group(1)):
        return found[int(wanted.group(1)) - 1]
    if len(found) != 1 or wanted:
        raise Wrong(f"{what}: {len(found)} occurrences of {phrase!r}")
    return found[0]


def content_pieces(text, phrases, where):
    """The pieces of a content; one that occurs often is taken where it is nearest to one that does not."""
    if len(phrases) == 1:
        return [unique(text, phrases[0], where)]
    anchors = [f[0] for f in (occurrences(text, p) for p in phrases) if len(f) == 1]
    if not anchors:
        raise Wrong(f"{where}: no piece of the content is unique")
    pieces = []
    for phrase in phrases:
        found = occurrences(text, phrase)
        if not found:
            raise Wrong(f"{where}: {phrase!r} not found")
        pieces.append(min(found, key=lambda f: (min(gap(f, a) for a in anchors), f[0])))
    if sorted(pieces) != pieces or any(a[1] > b[0] for a, b in zip(pieces, pieces[1:])):
        raise Wrong(f"{where}: the pieces of the content are out of order")
    return pieces


def gap(a, b):
    return max(0, a[0] - b[1], b[0] - a[1])


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def nearest(text, phrase, pieces, anchors, what, anywhere=False):
    """The occurrence nearest to the anchors, outside the content pieces if there is one; ties go to the left."""
    found = occurrences(text, phrase)
    if not anywhere:
        begin = text.rfind("\n\n", 0, anchors[0][0]) + 1
        end = text.find("\n\n", anchors[-1][1])
        found = [f for f in found if f[0] >= begin and (end < 0 or f[1] <= end)]
    if not found:
        raise Wrong(f"{what}: {phrase!r} not found near the content")
    outside = [f for f in found if not any(overlap(f, p) for p in pieces)]
    near = [f for f in outside if any(touches(text, f, p) for p in pieces)]
    return min(near or outside or found, key=lambda f: (min(gap(f, a) for a in anchors), f[0]))


def touches(text, a, b):
    """No sentence ends between the two."""
    begin, end = min(a[1], b[1]), max(a[0], b[0])
    return "\n" not in text[begin:end] and not any(ends_sentence(text, m) for m in STOP.finditer(text, begin, end + 1))


STOP = re.compile(r"[.!?]+[\"'”’»)]*(?=\s+[\"'“‘«(]*[A-Z0-9•])")


def ends_sentence(text, stop):
    word = re.search(r"[\w.]+$", text[:stop.start()])
    return not (text[stop.start()] == "." and word and (word.group() in ABBREVIATIONS or len(word.group()) == 1))


def sentences(text):
    """Sentence spans, good enough to say which hold no statement."""
    for para in re.finditer(r"[^\n]+", text):
        begin, body = para.start(), para.group()
        start = 0
        for stop in STOP.finditer(body):
            if not ends_sentence(body, stop):
                continue
            if body[start:stop.end()].strip():
                yield trimmed(text, begin + start, begin + stop.end())
            start = stop.end()
        if body[start:].strip():
            yield trimmed(text, begin + start, begin + len(body))


def trimmed(text, begin, end):
    while text[begin].isspace():
        begin += 1
    while text[end - 1].isspace():
        end -= 1
    return begin, end


# ---------------------------------------------------------------------------------------------------- building
class Document:
    """One text, its annotation, and the map from characters to bytes."""

    def __init__(self, name, text, header):
        self.name, self.text, self.header = name, text, header
        self.raw = text.encode("utf-8")
        self.at = [0]
        for char in text:
            self.at.append(self.at[-1] + len(char.encode("utf-8")))

    def span(self, chars):
        return [self.at[chars[0]], self.at[chars[1]]]

    def piece(self, chars):
        found = {"text": self.text[chars[0]:chars[1]], "span": self.span(chars)}
        if self.raw[found["span"][0]:found["span"][1]].decode("utf-8") != found["text"]:
            raise Wrong(f"{self.name}: span {chars} does not hold its text")
        return found


def quoted(text, begin, end):
    """The stretch stands between quotation marks, final punctuation aside."""
    after = re.match(r"[.,!?;:…]*", text[end:]).end() + end
    left = begin > 0 and text[begin - 1] in OPEN
    return left and after < len(text) and (text[after] in CLOSE or text[after:after + 2] == "\n\n")


def mode_of(text, pieces, deep):
    marked = [quoted(text, b, e) for b, e in pieces]
    if any(marked):
        return "direct" if all(marked) else "mixed"
    inside = "".join(text[b:e] for b, e in pieces)
    marks = re.search(r"(^|[\s(—])[\"'“‘«]", inside)
    if not marks and not deep and pieces[0][0] > 0 and open_quotation(text, pieces[0][0]):
        return "direct"
    return "mixed" if marks else "indirect"


def open_quotation(text, at):
    """Inside a quotation that was opened earlier in the paragraph with a double mark or a guillemet."""
    para = text[text.rfind("\n", 0, at) + 1:at]
    if para.count("\"") % 2:
        return True
    return para.count("“") > para.count("”") or para.count("«") > para.count("»")


def head_of(line, where):
    """The flags of the first line of a block."""
    words = line.split()
    acts = words[0].split("/")
    if any(a not in ACTS for a in acts) or len(words) < 2:
        raise Wrong(f"{where}: bad first line {line!r}")
    head = {"act": acts[0], "alt": acts[1:], "who": [] if words[1] == "?" else words[1].split("+"), "target": [],
            "neg": acts[0] in ("DENY", "REJECT"), "modality": None, "mode": None, "weight": "core", "label": None,
            "via": None, "missing": None, "speaker_alt": []}
    for word in words[2:]:
        key, _, value = word.partition("=")
        if word in ("neg", "pos"):
            head["neg"] = word == "neg"
        elif word in MODALITIES:
            head["modality"] = word
        elif word in MODES:
            head["mode"] = word
        elif word in ("minor", "optional"):
            head["weight"] = word
        elif key in TARGETS:
            head["target"] += [{"actor": a, "rel": TARGETS[key]} for a in value.split("+")]
        elif key == "alt":
            head["speaker_alt"] = value.split("+")
        elif key == "missing" and value in ("passive", "officials", "reports"):
            head["missing"] = value
        elif key == "" and value:
            head["label"] = value
        elif word.startswith("<") and len(word) > 1:
            head["via"] = word[1:]
        else:
            raise Wrong(f"{where}: unknown flag {word!r}")
    return head


def condition_of(doc, words, pieces, where):
    """The condition's span, in the content if it occurs there; "hinges on | X" names a marker outside the span X."""
    marker, bar, phrase = words.partition(" | ")
    phrase = phrase if bar else words
    hull = (pieces[0][0], pieces[-1][1])
    inside = [f for f in occurrences(doc.text, phrase) if hull[0] <= f[0] and f[1] <= hull[1]]
    record = doc.piece(inside[0] if inside else nearest(doc.text, phrase, [], pieces, where))
    if not bar:
        opening = MARKERS.match(record["text"])
        marker = opening.group().casefold() if opening else None
    elif marker not in doc.text:
        raise Wrong(f"{where}: no condition marker {marker!r} in the text")
    record["marker"] = marker
    return record


def statement(doc, block, labels, roles):
    """One gold record from one block; a speaker's role, once given, holds for the rest of the document."""
    text, (number, lines) = doc.text, block
    where = f"{doc.name}, annotation line {number}"
    head = head_of(lines[0], where)
    cells = [c.strip() for c in lines[1].split(" | ", 2)] if len(lines) > 1 else []
    if len(cells) != 3:
        raise Wrong(f"{where}: source | cue | content expected")
    pieces = content_pieces(text, [p.strip() for p in cells[2].split(" // ")], where)
    extra = {}
    for line in lines[2:]:
        key, colon, value = line.partition(": ")
        if not colon or key not in ("if", "role", "relay"):
            raise Wrong(f"{where}: unknown field {line!r}")
        extra[key] = value
    cue = nearest(text, cells[1], pieces, pieces, where) if cells[1] != "-" else None
    source = nearest(text, cells[0], pieces, [cue] if cue else pieces, where) if cells[0] != "-" else None
    who = tuple(head["who"])
    if "role" in extra:
        roles[who] = extra["role"]
    role = nearest(text, roles[who], [], [source or pieces[0]], where, True) if who in roles else None
    condition = condition_of(doc, extra["if"], pieces, where) if "if" in extra else None
    content = doc.piece((pieces[0][0], pieces[-1][1]))
    content["mode"] = head["mode"] or mode_of(text, pieces, head["via"])
    if len(pieces) > 1:
        content["spans"] = [doc.span(p) for p in pieces]
    level, via = 1, None
    if head["via"]:
        outer = labels.get(head["via"])
        if outer is None:
            raise Wrong(f"{where}: no statement labelled {head['via']!r} before it")
        level, via = outer["level"] + 1, outer["id"]
    relay = None
    if "relay" in extra:
        relay = {"outlet": extra["relay"]}
    modality = head["modality"] or ("conditional" if condition else MODALITY.get(head["act"], "asserted"))
    record = {"kind": "stmt", "id": None, "doc": doc.name, "source": doc.piece(source) if source else None,
              "speaker": head["who"], "role": doc.piece(role) if role else None,
              "cue": doc.piece(cue) if cue else None, "act": head["act"], "act_alt": head["alt"], "content": content,
              "target": head["target"], "condition": condition, "relay": relay,
              "negation": head["neg"], "modality": modality, "level": level, "via": via, "weight": head["weight"]}
    if head["missing"]:
        record["missing"] = head["missing"]
    if head["speaker_alt"]:
        record["speaker_alt"] = head["speaker_alt"]
    return record, head["label"]


def sanity(doc, records, where):
    """Second-hand statements lie inside their carrier; no two statements have the same content, speaker and act."""
    seen, by_id = set(), {r["id"]: r for r in records}
    for r in records:
        key = (tuple(r["content"]["span"]), tuple(r["speaker"]), r["act"])
        if key in seen:
            raise Wrong(f"{where}: {r['id']} repeats another statement")
        seen.add(key)
        text = r["content"]["text"]
        if text != text.strip() or text[-1:] in ".,;:" or re.match(r"that (the|he|she|it|they|there|no|a)\b", text):
            raise Wrong(f"{where}: {r['id']}: content edge: {text!r}")
        if r["via"]:
            outer = by_id[r["via"]]["content"]["span"]
            if not (outer[0] <= r["content"]["span"][0] and r["content"]["span"][1] <= outer[1]):
                raise Wrong(f"{where}: {r['id']} is not inside {r['via']}")
        if not r["source"] and r["cue"] and not r["speaker"] and "missing" not in r:
            raise Wrong(f"{where}: {r['id']}: neither speaker nor missing=")


def empties(doc, records, furniture):
    """A record for every sentence without a statement."""
    used = []
    for r in records:
        used += [r[k]["span"] for k in ("source", "cue", "content") if r[k]]
    reasons = [(why, unique(doc.text, words, doc.name)[0]) for why, words in doc.header["none"]]
    for chars in sentences(doc.text):
        span = doc.span(chars)
        if any(overlap(span, u) for u in used):
            if any(chars[0] <= at < chars[1] for _, at in reasons):
                raise Wrong(f"{doc.name}: a sentence called empty holds a statement: {doc.text[slice(*chars)]!r}")
            continue
        why = "boilerplate" if any(f[0] <= chars[0] < f[1] for f in furniture) else "narration"
        why = next((w for w, at in reasons if chars[0] <= at < chars[1]), why)
        yield {"kind": "none", "id": None, "doc": doc.name, "text": doc.text[slice(*chars)], "span": span, "why": why}


def build(name, folder, texts, actors):
    """All records of one document, and its header."""
    path = os.path.join(HERE, folder, name + ".ann")
    header, blocks = read_annotation(path)
    doc = Document(name + ".txt", read(os.path.join(texts, name + ".txt")), header)
    furniture = [unique(doc.text, f, path) for f in header["furniture"]]
    title = re.match(r"[^\n]+", doc.text)
    records, labels, roles = [], {}, {}
    faults = []
    for index, block in enumerate(blocks, 1):
        try:
            record, label = statement(doc, block, labels, roles)
        except Wrong as problem:
            faults.append(str(problem))
            continue
        record["id"] = f"{name}.s{index:02d}"
        for actor in record["speaker"] + [t["actor"] for t in record["target"]] + record.get("speaker_alt", []):
            if actor not in actors:
                faults.append(f"{doc.name}, annotation line {block[0]}: no actor {actor!r}")
        record["party"] = [actors[a]["party"] for a in record["speaker"] if a in actors]
        if label:
            labels[label] = record
        records.append(record)
    if faults:
        raise Wrong("\n".join(faults))
    sanity(doc, records, path)
    holes = list(empties(doc, records, furniture))
    for index, hole in enumerate(holes, 1):
        hole["id"] = f"{name}.n{index:02d}"
    top = {"kind": "doc", "doc": doc.name, "bytes": len(doc.raw), "sha256": hashlib.sha256(doc.raw).hexdigest(),
           "lang": "en", "published": header.get("published"), "dispute": header["dispute"],
           "title": doc.piece(title.span()), "boilerplate": [doc.piece(f) for f in furniture]}
    rows = sorted(records + holes, key=lambda r: (r.get("content") or r)["span"])
    return header, top, rows


def corpus(actors):
    """split -> list of (name, header, doc record, rows)."""
    found, faults = {"train": [], "heldout": [], "sample": []}, []
    for folder, texts in (("text", os.path.join(HERE, "text")), ("sample", os.path.join(ROOT, "data", "sample"))):
        if not os.path.isdir(os.path.join(HERE, folder)):
            continue
        for file in sorted(os.listdir(os.path.join(HERE, folder))):
            if file.endswith(".ann"):
                try:
                    header, top, rows = build(file[:-4], folder, texts, actors)
                    found[header["split"]].append((file[:-4], header, top, rows))
                except (Wrong, KeyError) as problem:
                    faults.append(str(problem))
    if faults:
        raise Wrong("\n".join(faults))
    return found


RELATIONS = ("claim_denial", "disagreement", "same_position", "shift", "condition_set")


def statement_at(reference, statements, where):
    """`document: how the content begins` -> the statement, of several an exact match first, then the least deep."""
    name, _, words = reference.partition(": ")
    if name not in statements:
        return None
    found = [r for r in statements[name] if r["content"]["text"].startswith(words)]
    if not words or not found:
        raise Wrong(f"{where}: no statement {reference!r}")
    return min(found, key=lambda r: (r["content"]["text"] != words, r["level"], r["id"]))["id"]


def relations(documents, known):
    """Relation records whose two statements are among these documents; every name must be known somewhere."""
    statements = {d[0]: [r for r in d[3] if r["kind"] == "stmt"] for d in documents}
    for number, line in enumerate(read(os.path.join(HERE, "relations.txt")).split("\n"), 1):
        where = f"relations.txt, line {number}"
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split(" | ")]
        if len(cells) != 4 or cells[0] not in RELATIONS:
            raise Wrong(f"{where}: a type, two statements and a reason expected")
        if any(c.partition(": ")[0] not in known for c in cells[1:3]):
            raise Wrong(f"{where}: no such document")
        members = [statement_at(c, statements, where) for c in cells[1:3]]
        if all(members):
            yield {"kind": "rel", "id": f"r{number:03d}", "type": cells[0], "members": members, "note": cells[3]}
        elif any(members):
            raise Wrong(f"{where}: the two documents are in different splits")


def lines_of(documents, actors, known):
    used = set()
    for _, _, _, rows in documents:
        for r in rows:
            if r["kind"] == "stmt":
                used.update(r["speaker"] + [t["actor"] for t in r["target"]] + r.get("speaker_alt", []))
    yield from (d[2] for d in documents)
    yield from (actors[a] for a in sorted(used))
    for document in documents:
        yield from document[3]
    yield from relations(documents, known)


def rendered(documents, actors, known):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines_of(documents, actors, known))


# ----------------------------------------------------------------------------------------------------- showing
def show(documents, name):
    for found, _, top, rows in documents:
        if found != name and name != "all":
            continue
        print(f"== {found}")
        for r in rows:
            if r["kind"] == "none":
                print(f"   --  {r['why']:<12} {r['text'][:110]}")
                continue
            word = lambda key: r[key]["text"] if r[key] else "-"
            print(f"   {r['id'][-3:]} L{r['level']} {r['act']}{''.join('/' + a for a in r['act_alt'])} "
                  f"{'+'.join(r['speaker']) or '?'} [{word('source')}|{word('role')}] <{word('cue')}> "
                  f"{r['content']['mode']}{' NEG' if r['negation'] else ''} {r['modality']} {r['weight']}"
                  f"{' relay=' + r['relay']['outlet'] if r['relay'] else ''} "
                  f"{' '.join(t['rel'] + ':' + t['actor'] for t in r['target'])}\n        {r['content']['text']}"
                  + (f"\n        IF {word('condition')}" if r["condition"] else ""))


def stats(found, actors):
    for split, documents in found.items():
        rows = [r for d in documents for r in d[3] if r["kind"] == "stmt"]
        holes = sum(r["kind"] == "none" for d in documents for r in d[3])
        print(f"{split}: {len(documents)} documents, {len({d[1]['dispute'] for d in documents})} disputes, "
              f"{len(rows)} statements, {holes} sentences without any")
        for what, value in (("act", lambda r: r["act"]), ("mode", lambda r: r["content"]["mode"]),
                            ("level", lambda r: str(r["level"])), ("weight", lambda r: r["weight"])):
            table = Counter(map(value, rows))
            print(f"  {what}: " + ", ".join(f"{k} {n}" for k, n in table.most_common()))
        print(f"  with condition {sum(bool(r['condition']) for r in rows)}, with relay "
              f"{sum(bool(r['relay']) for r in rows)}, without source {sum(not r['source'] for r in rows)}, split "
              f"quotations {sum('spans' in r['content'] for r in rows)}, distinct cues "
              f"{len({r['cue']['text'].casefold() for r in rows if r['cue']})}")
    print(f"actors: {len(actors)}, persons {sum(a['type'] == 'person' for a in actors.values())}")


def main():
    parser = argparse.ArgumentParser(description="Build the gold files from the annotations.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", metavar="NAME")
    parser.add_argument("--stats", action="store_true")
    args = parser.parse_args()
    try:
        actors = read_actors()
        found = corpus(actors)
    except (Wrong, OSError) as problem:
        print(f"build.py: {problem}", file=sys.stderr)
        return 2
    if args.show:
        show([d for documents in found.values() for d in documents], args.show)
        return 0
    if args.stats:
        stats(found, actors)
        return 0
    stale = 0
    known = {d[0] for documents in found.values() for d in documents}
    for split, documents in found.items():
        path = os.path.join(HERE, split + ".jsonl")
        try:
            fresh = rendered(documents, actors, known)
        except Wrong as problem:
            print(f"build.py: {problem}", file=sys.stderr)
            return 2
        if args.check:
            if not os.path.exists(path) or read(path) != fresh:
                print(f"build.py: {split}.jsonl is not what the annotations say", file=sys.stderr)
                stale = 1
        else:
            with open(path, "w", encoding="utf-8", newline="") as handle:
                handle.write(fresh)
    return stale


if __name__ == "__main__":
    sys.exit(main())
