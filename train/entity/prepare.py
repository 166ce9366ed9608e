#!/usr/bin/env python3
"""Named-entity training text in one form, from the sets of different schemes.

    prepare.py TRAIN_FOLDER > names.txt

One token a line, form TAB tag; a blank line ends a sentence, "# doc SET NAME" opens a document.
Tags: O, B-TYPE, I-TYPE, and for what a set does not tell: "?" anything, "O?" outside or MISC.
A set that does not mark a kind thus never teaches that such names are no names."""
import json
import re
import sys

SMALL = {'of', 'the', 'and', 'for', 'in', 'on', 'de', 'al', 'la', 'du', 'van', 'von', 'bin', '&', "'s", '’s', '-'}
TITLES = {'mr', 'mr.', 'mrs', 'mrs.', 'ms', 'ms.', 'dr', 'dr.', 'president', 'secretary', 'minister', 'prime', 'foreign',
          'vice', 'deputy', 'general', 'gen.', 'senator', 'sen.', 'ambassador', 'king', 'queen', 'prince', 'princess',
          'lord', 'lady', 'sir', 'professor', 'prof.', 'chancellor', 'judge', 'justice', 'chairman', 'spokesperson',
          'spokesman', 'special', 'envoy', 'representative', 'high', 'commander', 'colonel', 'captain', 'pope',
          'governor', 'mayor', 'us', 'u.s.', 'uk', 'russian', 'defence', 'defense', 'state', 'of', 'for', 'the', 'acting',
          'assistant', 'under', 'political', 'leader', 'director', 'st.', 'saint', 'father', 'sheikh', 'ayatollah'}


def capital(form):
    return form[:1].isupper() or (any(c.isupper() for c in form) and form[:1].isalnum())


def emit(out, setname, doc, sentences):
    out.append('# doc %s %s\n' % (setname, doc))
    for sentence in sentences:
        out.extend('%s\t%s\n' % (f.replace('\t', ' '), t) for f, t in sentence)
        out.append('\n')


def read_bio(path):
    docs, doc, sentence = {}, None, []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# sent_id'):
            doc = line.split('= ')[1].rsplit('-', 1)[0]
        elif not line.strip():
            if sentence:
                docs.setdefault(doc, []).append(sentence)
            sentence = []
        elif not (line.startswith('# ') and '\t' not in line):
            form, tag = line.split('\t')[0], line.split('\t')[-1]
            sentence.append((form, tag))
    return docs


def loosen(sentence):
    """Outside in a set without MISC may be MISC: capitalised words and what joins them."""
    out = []
    for i, (form, tag) in enumerate(sentence):
        near = any(0 <= k < len(sentence) and capital(sentence[k][0]) for k in (i - 1, i + 1))
        if tag == 'O' and (capital(form) or (near and (form.lower() in SMALL or form[:1].isdigit()))):
            tag = 'O?'
        out.append((form, tag))
    return out


def mentions(sentence):
    """(begin, end, type) of a GUM sentence, tokens counted from 0; nested as they come."""
    stack, found = [], []
    for i, cols in enumerate(sentence):
        entity = re.search(r'(?:^|\|)Entity=([^|]*)', cols[9])
        for m in re.finditer(r'\(([^()]*)(\)?)|([^()]+)\)', entity.group(1) if entity else ''):
            if m.group(1) is not None:
                parts = m.group(1).split('-')
                kind = parts[1] if len(parts) > 1 else '?'
                if m.group(2):
                    found.append((i, i + 1, kind))
                else:
                    stack.append((parts[0], kind, i))
            else:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == m.group(3):
                        found.append((stack[k][2], i + 1, stack[k][1]))
                        del stack[k]
                        break
    return found


def name_in(sentence, begin, end, kind):
    """The proper name at the head of a mention, or None."""
    forms = [c[1] for c in sentence]
    heads = [i for i in range(begin, end) if not begin <= int(sentence[i][6]) - 1 < end]
    if not heads or sentence[heads[0]][4] not in ('NNP', 'NNPS'):
        return None
    if kind == 'person' and sentence[heads[0]][4] == 'NNPS':
        return None
    small = {'of', 'the', '-', "'s"} if kind == 'place' else SMALL - {'in'}
    lo = hi = heads[0]
    while lo > begin and capital(forms[lo - 1]) and sentence[lo - 1][3] in ('PROPN', 'ADJ', 'NOUN', 'VERB'):
        lo -= 1
    while hi + 1 < end:
        if capital(forms[hi + 1]) and sentence[hi + 1][4] in ('NNP', 'NNPS', 'CD'):
            hi += 1
        elif kind != 'person' and hi + 2 < end and forms[hi + 1] in small and capital(forms[hi + 2]):
            hi += 2
        elif kind != 'person' and hi + 3 < end and forms[hi + 1] in small and forms[hi + 2] == 'the' and capital(forms[hi + 3]):
            hi += 3
        else:
            break
    if kind == 'person':
        while lo <= hi and forms[lo].lower() in TITLES:
            lo += 1
    return (lo, hi + 1) if lo <= hi else None


def gum_sentence(sentence):
    forms = [c[1] for c in sentence]
    tags = ['?' if c[4] in ('NNP', 'NNPS') else 'O?' if capital(c[1]) and i else 'O' for i, c in enumerate(sentence)]
    taken = [False] * len(sentence)
    kinds = {'person': 'PER', 'place': 'LOC', 'organization': 'ORG'}
    for begin, end, kind in sorted(mentions(sentence), key=lambda m: (m[0] - m[1], m[0])):
        name = name_in(sentence, begin, end, kind)
        if not name or any(taken[name[0]:name[1]]):
            continue
        for i in range(*name):
            taken[i] = True
            tags[i] = (('B-' if i == name[0] else 'I-') + kinds[kind]) if kind in kinds else '?'
    return list(zip(forms, tags))


def read_gum(path):
    docs, doc, sentence = {}, None, []
    for line in open(path, encoding='utf-8'):
        if line.startswith('# newdoc id'):
            doc = line.split('= ')[1].strip()
        elif not line.strip():
            if sentence:
                docs.setdefault(doc, []).append(gum_sentence(sentence))
            sentence = []
        elif not line.startswith('#'):
            cols = line.rstrip('\n').split('\t')
            if cols[0].isdigit():
                sentence.append(cols)
    return docs


TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[-’'](?!s\b)\w+)*|['’]s\b|\S")


def narrowed(tokens, begin, end, kind):
    """A description's proper name: capitalised from first to last, small words between; or None."""
    forms = [t[0] for t in tokens]
    while begin < end and not capital(forms[begin]):
        begin += 1
    if kind == 'PER':
        while begin < end and forms[begin].lower() in TITLES:
            begin += 1
    while begin < end and not capital(forms[end - 1]):
        end -= 1
    if begin < end and forms[begin] == 'The':
        begin += 1
    if begin == end or not all(capital(f) or f in SMALL for f in forms[begin:end]):
        return None
    return begin, end


def read_re3d(path):
    kinds = {'Person': 'PER', 'Organisation': 'ORG', 'Location': 'LOC'}
    docs = {}
    for line in open(path, encoding='utf-8'):
        row = json.loads(line)
        raw, sentences = row['text'].encode(), []
        text = row['text']
        offset, at = [], 0
        for c in text:
            offset.append(at)
            at += len(c.encode())
        offset.append(at)
        tokens = [(m.group(), offset[m.start()], offset[m.end()]) for m in TOKEN.finditer(text)]
        tags = ['?' if capital(t[0]) else 'O' for t in tokens]
        for b, e, kind in sorted(row['entities'], key=lambda x: x[0] - x[1]):
            inside = [i for i, t in enumerate(tokens) if t[1] >= b and t[2] <= e]
            name = narrowed(tokens, inside[0], inside[-1] + 1, kinds.get(kind)) if inside else None
            if not inside:
                continue
            for i in inside:
                tags[i] = '?' if capital(tokens[i][0]) or tokens[i][0].lower() in SMALL else 'O'
            if name and kind in kinds:
                for i in range(*name):
                    tags[i] = ('B-' if i == name[0] else 'I-') + kinds[kind]
        sentence = []
        for token, tag in zip(tokens, tags):
            sentence.append((token[0], tag))
            if token[0] in '.!?' and len(token[0]) == 1:
                sentences.append(sentence)
                sentence = []
        sentences.append(sentence)
        docs[row['id']] = [s for s in sentences if s]
    return docs


def main():
    root, out = sys.argv[1], []
    for doc, sentences in read_bio(root + '/ner/uner_en_ewt_train.bio').items():
        emit(out, 'uner', doc, [loosen(s) for s in sentences])
    for doc, sentences in read_bio(root + '/ner/wikigold_train.bio').items():
        emit(out, 'wikigold', doc, sentences)
    for doc, sentences in read_gum(root + '/ud-gum-open/gum_open-train.conllu').items():
        emit(out, 'gum', doc, sentences)
    for doc, sentences in read_re3d(root + '/ner/re3d_train.jsonl').items():
        emit(out, 're3d', doc, sentences)
    sys.stdout.writelines(out)


main()
