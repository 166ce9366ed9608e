#!/usr/bin/python3
"""Rounds the matrices of a weight file (sections X.w, X.s, X.t: src/model/matrix.h) to fewer bits.

    requantise.py OLD.dem NEW.dem TOP       weights within [-TOP, TOP], a scale an output as before
"""
import sys

import numpy as np

import modelfile

LANES = 16


def main():
    old, new, top = sys.argv[1], sys.argv[2], int(sys.argv[3])
    name, sections = modelfile.read(old)
    for matrix in [key[:-2] for key in sections if key.endswith(".w")]:
        scale = sections[matrix + ".s"]
        blocks = sections[matrix + ".w"].astype(np.float64).reshape(scale.size // LANES, -1, LANES, 4)
        most = np.abs(blocks).max((1, 3))
        most[most == 0] = 1
        q = np.rint(blocks / most[:, None, :, None] * top)
        sections[matrix + ".w"] = q.astype(np.int8).reshape(sections[matrix + ".w"].shape)
        sections[matrix + ".s"] = (scale * (most / top).reshape(-1)).astype(np.float32)
        sections[matrix + ".t"] = (128 * q.sum((1, 3)).reshape(-1)).astype(np.int32)
    modelfile.write(new, name, sections)


main()
