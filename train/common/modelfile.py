"""Writes weight files in the layout of src/model/model.h, from numpy arrays (training side only).

    write("models/parse-1.dem", "parse-1", {"embed.words": array_int8, "labels": b"NOUN\\nVERB"})

The checksum is XXH3-64; Debian's python3-xxhash provides it.
"""
import struct

import numpy
import xxhash

TYPES = {"uint8": 0, "int8": 1, "uint16": 2, "int16": 3, "uint32": 4, "int32": 5, "float32": 6, "uint64": 7}


def write(path, name, sections):
    rows, blobs = [], []
    at = (64 + 80 * len(sections) + 63) // 64 * 64
    for key, value in sections.items():
        array = numpy.frombuffer(value, numpy.uint8) if isinstance(value, bytes) else numpy.ascontiguousarray(value)
        dims = list(array.shape) + [1] * (4 - array.ndim)
        blob = array.tobytes()
        rows.append(struct.pack("<24sII4QQQ", key.encode(), TYPES[str(array.dtype)], array.ndim, *dims, at, len(blob)))
        blobs.append(blob + b"\0" * (-len(blob) % 64))
        at += len(blobs[-1])
    body = b"".join(rows)
    body += b"\0" * (-(64 + len(body)) % 64) + b"".join(blobs)
    head = b"DEMODEL\n" + struct.pack("<IIQQ", 1, len(rows), 64 + len(body), xxhash.xxh3_64_intdigest(body))
    with open(path, "wb") as out:
        out.write(head + name.encode().ljust(32, b"\0") + body)
