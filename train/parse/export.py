#!/usr/bin/python3
"""Writes a trained network as a weight file of small integers for src/parse/neural.c.

    export.py MODEL.pt OUT.dem NAME --vectors VEC [--vocabulary N] TRAIN.conllu...

The treebanks are read again for the table of lemmas.

Layouts and names of the sections are described in src/model/kernel.h and neural_open.c.
"""
import argparse
import os
import pickle
import sys

import numpy as np

import data

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))
import modelfile

LANES = 16
TOP = 31  # six bits lose nothing on either development set; DEM_TOP of src/model/kernel.h bears 63


def up(n):
    return (n + LANES - 1) // LANES * LANES


def rows_section(name, rows):
    """8 bits and a scale per row."""
    scale = np.abs(rows).max(1) / 127
    safe = np.where(scale > 0, scale, 1)
    q = np.clip(np.rint(rows / safe[:, None]), -127, 127).astype(np.int8)
    return [(name + ".rows", q), (name + ".scale", scale.astype(np.float32))]


def matrix_section(name, w, bias):
    """w [out, in] -> [out / 16][in / 4][16][4] within TOP, a scale per output."""
    out, inner = w.shape
    assert inner % 4 == 0
    full = np.zeros((up(out), inner), np.float32)
    full[:out] = w
    b = np.zeros(up(out), np.float32)
    b[:out] = bias
    scale = np.abs(full).max(1) / TOP
    safe = np.where(scale > 0, scale, 1)
    q = np.clip(np.rint(full / safe[:, None]), -TOP, TOP).astype(np.int8)
    packed = q.reshape(-1, LANES, inner // 4, 4).transpose(0, 2, 1, 3)
    return [(name + ".w", packed.reshape(-1)), (name + ".s", scale.astype(np.float32)),
            (name + ".b", b), (name + ".t", 128 * q.astype(np.int32).sum(1, dtype=np.int32))]


def key_sections(name, hashes):
    """Open addressing from hashes (a dict) to row numbers."""
    size = 2
    while size < 2 * len(hashes):
        size *= 2
    keys, ids = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    for h, i in hashes.items():
        at = h & (size - 1)
        while keys[at]:
            at = (at + 1) & (size - 1)
        keys[at] = (h >> 32) | 1
        ids[at] = i
    return [(name + ".keys", keys), (name + ".ids", ids)]


def form_hashes(forms):
    return {data.hash_feature(0, form): i for i, form in enumerate(forms)}


def pad_gates(w, hidden, inner_parts):
    """[4 hidden, in] -> units padded to a multiple of 16 in every gate; the input's parts (each of
    `hidden`, or kept as they are) likewise."""
    h = up(hidden)
    out = np.zeros((4 * h, w.shape[1]), np.float32)
    for k in range(4):
        out[k * h:k * h + hidden] = w[k * hidden:(k + 1) * hidden]
    return pad_inputs(out, hidden) if inner_parts else out


def pad_inputs(w, hidden):
    """[n, parts * hidden] -> each part padded."""
    h, parts = up(hidden), w.shape[1] // hidden
    out = np.zeros((w.shape[0], parts * h), np.float32)
    for k in range(parts):
        out[:, k * h:k * h + hidden] = w[:, k * hidden:(k + 1) * hidden]
    return out


def lstm_sections(state, layer, hidden):
    sections = []
    inner = state[f"lstm.{layer}.inner.weight"]
    bias = state[f"lstm.{layer}.inner.bias"]
    recurrent = state[f"lstm.{layer}.recurrent"]
    for d in range(2):
        part = slice(4 * hidden * d, 4 * hidden * (d + 1))
        b = pad_gates(bias[part][:, None], hidden, False)[:, 0]
        sections += matrix_section(f"lstm{layer}.x{d}", pad_gates(inner[part], hidden, layer > 0), b)
        sections += matrix_section(f"lstm{layer}.h{d}", pad_gates(recurrent[d], hidden, True), 0 * b)
    return sections


def tag_sections(state, space):
    """One output for each triple of tags seen twice: the sum of its three heads' logits, so that the
    best triple is the best consistent choice. Lines "UPOS XPOS features"."""
    rows, bias = 0, 0
    for key, ids in zip(("upos", "xpos", "feats"), space.parts()):
        rows = rows + state[f"tags.{key}.weight"][ids.numpy()]
        bias = bias + state[f"tags.{key}.bias"][ids.numpy()]
    lines = "\n".join(" ".join(t) for t in space.triple.items)
    return len(space.triple), matrix_section("tag.out", rows, bias) + [("labels.tag", lines.encode())]


def relation_matrix(rel):
    """[R, dep + 1, head + 1] -> outputs (head j, relation r) at 64 j + r; the dependent's constant
    is the bias."""
    r, k, j = rel.shape
    w = np.zeros((j, 64, k), np.float32)
    w[:, :r] = rel.transpose(2, 0, 1)
    w = w.reshape(j * 64, k)
    return w[:, :k - 1], w[:, k - 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("name")
    parser.add_argument("train", nargs="+")
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--vocabulary", type=int, default=80000)
    args = parser.parse_args()
    import __main__
    import train
    __main__.Space = train.Space
    with open(args.model, "rb") as f:
        saved = pickle.load(f)
    space, config = saved["space"], saved["config"]
    state = {k: v.float().numpy() for k, v in saved["state"].items()}
    vectors = data.Vectors(args.vectors, args.vocabulary)
    get = lambda k, d: config.get(k, d)
    from net import Config
    hidden, layers, affix = (get(k, getattr(Config, k)) for k in ("hidden", "layers", "affix"))
    arc, rel, tag = (get(k, getattr(Config, k)) for k in ("arc", "rel", "tag"))
    treebank = [s for path in args.train for s in data.read_conllu(path)]
    scripts, lemmas = data.lemma_table(treebank)
    tags, tagger = tag_sections(state, space)
    sizes = [tags, len(scripts), len(space.rel)]
    table = np.concatenate([state["vectors"][:len(vectors.words)], state["unknown"][None]])
    assert len(vectors.words) == len(table) - 1
    sections = [("net.config", np.array([vectors.dims, affix, up(hidden), layers, arc, rel, tag]
                                        + sizes, np.uint32))]
    sections += rows_section("vec", table) + key_sections("vec", form_hashes(vectors.words))
    sections += rows_section("word", state["word.weight"]) + key_sections("word", form_hashes(space.words.items))
    sections += rows_section("affix", state["affix.weight"][:data.BUCKETS])
    for layer in range(layers):
        sections += lstm_sections(state, layer, hidden)
    sections += matrix_section("tag.hidden", pad_inputs(state["tag_hidden.weight"], hidden),
                               state["tag_hidden.bias"])
    sections += tagger
    sections += matrix_section("mlp", pad_inputs(state["mlp.weight"], hidden), state["mlp.bias"])
    sections += matrix_section("arc", state["arc"].T, state["arc_bias"])
    sections += matrix_section("rel", *relation_matrix(state["rel"]))
    sections.append(("net.root", state["root"]))
    sections.append(("labels.rel", "\n".join(space.rel.items).encode()))
    sections.append(("labels.lemma", b"\n".join(scripts.items)))
    sections += key_sections("lemma", lemmas)
    modelfile.write(args.out, args.name, dict(sections))


if __name__ == "__main__":
    main()
