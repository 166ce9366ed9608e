"""Treebanks, features and lemma scripts of the neural parser.

What is computed here from a form (fold, hashes, shape, lemma scripts) is computed again, byte for
byte, by src/parse/; the constants below are written into the weight file.
"""
import numpy as np

BUCKETS = 16384
FEATURES = 11  # hashed features of one form, at most
HASH_BASE = 1469598103934665603
HASH_PRIME = 1099511628211
MASK = (1 << 64) - 1

FOLD = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "--",
        0x2026: "...", 0x00A0: " "}


def fold(form):
    """Typography folded to ASCII; as UTF-8 bytes."""
    return form.translate(FOLD).encode("utf-8")


def lower(b):
    """ASCII lower case of bytes."""
    return b.lower()


def hash_feature(kind, b):
    h = HASH_BASE
    for c in bytes((kind,)) + b:
        h = ((h ^ c) * HASH_PRIME) & MASK
    return (h ^ (h >> 29)) & MASK


def shape_of(b):
    """Each byte's class; runs are cut at two ("Xxx-dd")."""
    out = bytearray()
    for c in b:
        if 65 <= c <= 90:
            k = 88
        elif 97 <= c <= 122:
            k = 120
        elif 48 <= c <= 57:
            k = 100
        elif c >= 128:
            k = 117
        else:
            k = c
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
    return bytes(out[:16])


def features_of(form):
    """Bucket numbers of a form's affixes and shape; BUCKETS is the empty one."""
    b = fold(form)
    low = lower(b)
    ids = []
    for n in range(1, 5):
        ids.append((n, low[:n]) if len(low) >= n else None)
    for n in range(1, 6):
        ids.append((8 + n, low[-n:]) if len(low) >= n else None)
    ids.append((16, shape_of(b)))
    ids.append((17, bytes((min(len(b), 20),))))
    return [BUCKETS if f is None else hash_feature(*f) % BUCKETS for f in ids]


def form_key(b):
    """Key of a whole folded form in the tables of the weight file (whole forms have kind 0)."""
    return hash_feature(0, b) or 1


class Vectors:
    """Word vectors as written by train/vectors/skipgram."""

    def __init__(self, path, limit):
        self.index = {}
        with open(path, "rb") as f:
            data = f.read()
        at = data.index(b"\n")
        count, self.dims = map(int, data[:at].split())
        at += 1
        count = min(count, limit)
        rows = np.zeros((count, self.dims), np.float32)
        self.words = []
        for i in range(count):
            end = data.index(b" ", at)
            self.words.append(data[at:end])
            self.index[data[at:end]] = i
            at = end + 1 + 4 * self.dims
            rows[i] = np.frombuffer(data, np.float32, self.dims, end + 1)
        rows /= rows.std()
        self.rows = rows

    def find(self, form):
        b = fold(form)
        i = self.index.get(b)
        if i is None:
            i = self.index.get(lower(b))
        return len(self.words) if i is None else i


class Sentence:
    __slots__ = ("forms", "lemmas", "upos", "xpos", "feats", "heads", "rels", "source")


def read_conllu(path, source=0):
    sentences, rows = [], []

    def flush():
        if not rows:
            return
        s = Sentence()
        s.forms = [r[1] for r in rows]
        s.lemmas = [r[2] for r in rows]
        s.upos = [r[3] for r in rows]
        s.xpos = [r[4] for r in rows]
        s.feats = [r[5] for r in rows]
        s.heads = [int(r[6]) for r in rows]
        s.rels = [r[7] for r in rows]
        s.source = source
        sentences.append(s)
        rows.clear()

    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                flush()
            elif line[0] != "#":
                r = line.split("\t")
                if r[0].isdigit():
                    rows.append(r)
    flush()
    return sentences


def lemma_script(form, lemma):
    """How `lemma` is made of `form`: CASE removed>added (cut at the end of the folded form)."""
    b = fold(form)
    target = lemma.encode("utf-8")
    low, tlow = lower(b), lower(target)
    n = 0
    while n < len(low) and n < len(tlow) and low[n] == tlow[n]:
        n += 1
    if n < len(low) and (low[n] & 0xC0) == 0x80 or n < len(tlow) and (tlow[n] & 0xC0) == 0x80:
        while n > 0 and (low[n - 1] & 0xC0) == 0x80:
            n -= 1
        n = max(n - 1, 0)
    removed, added = low[n:], tlow[n:]
    for case in "LKFU":
        script = case.encode() + removed + b">" + added
        if apply_script(b, script) == target:
            return script
    return None


def apply_script(b, script):
    """The lemma (bytes), or None where the script does not fit the folded form."""
    case, rest = script[:1], script[1:]
    removed, added = rest.rsplit(b">", 1) if rest != b">>" else (b">", b"")
    low = lower(b)
    if removed and not low.endswith(removed):
        return None
    keep = len(b) - len(removed)
    if case == b"L":
        return low[:keep] + added
    if case == b"K":
        return b[:keep] + added
    if case == b"F":
        whole = low[:keep] + added
        return whole[:1].upper() + whole[1:]
    return (low[:keep] + added).upper()


LEMMA_SUFFIX = 5  # longest ending the lemma table looks at, besides the whole form


def lemma_keys(form, xpos):
    """Hashes under which the table may know how this form's lemma is made, most telling first."""
    low = lower(fold(form))
    tag = xpos.encode() + b"|"
    keys = [hash_feature(32, tag + low)]
    for n in range(min(LEMMA_SUFFIX, len(low)), -1, -1):
        keys.append(hash_feature(40 + n, tag + low[len(low) - n:]))
    return keys


def lemma_table(sentences):
    """Scripts and a table from hashes to script numbers, from the commonest script of each whole
    form and ending; what a shorter ending would say as well is left out."""
    counts, sample = {}, {}
    for s in sentences:
        for form, lemma, xpos in zip(s.forms, s.lemmas, s.xpos):
            script = lemma_script(form, lemma)
            if script is None:
                continue
            keys = lemma_keys(form, xpos)
            for place, key in enumerate(keys):
                sample.setdefault(key, (place, form, keys))
                of = counts.setdefault(key, {})
                of[script] = of.get(script, 0) + 1
    best = {k: min(of.items(), key=lambda p: (-p[1], p[0]))[0] for k, of in counts.items()}
    kept = {}
    # Shorter endings first: what is left of a form's keys after a place is their number.
    for key in sorted(best, key=lambda k: (len(sample[k][2]) - sample[k][0] if sample[k][0] else 99, k)):
        place, form, keys = sample[key]
        folded = fold(form)
        below = next((kept[k] for k in keys[place + 1:]
                      if k in kept and apply_script(folded, kept[k])), None)
        if best[key] != below:
            kept[key] = best[key]
    scripts = Labels(sorted(set(kept.values())))
    return scripts, {k: scripts.index[v] for k, v in kept.items()}


def lemma_by_table(form, xpos, scripts, table):
    folded = fold(form)
    for key in lemma_keys(form, xpos):
        if key in table:
            made = apply_script(folded, scripts.items[table[key]])
            if made:
                return made.decode("utf-8", "replace")
    return form


class Labels:
    def __init__(self, items):
        self.items = list(items)
        self.index = {v: i for i, v in enumerate(self.items)}

    def __len__(self):
        return len(self.items)

    def get(self, item):
        return self.index.get(item, -100)


def count_labels(values, minimum=1):
    counts = {}
    for v in values:
        if v is not None:
            counts[v] = counts.get(v, 0) + 1
    return Labels(v for v, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= minimum)
