# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes broken, hostile and merely odd .npy files into a folder, with rows.json saying what must happen.

Usage: make_bad_npy.py FOLDER (verdicts as in make_bad_safetensors.py)
"""
import json
import os
import struct
import sys

import numpy

folder = sys.argv[1]
rows = []


def add(row, verdict, name, content, says=()):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
    rows.append({"row": row, "file": name, "verdict": verdict, "says": list(says)})


def header(descr="'<f4'", order="False", shape="(4,)"):
    return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }" % (descr, order, shape)


def whole(text, data=bytes(16), version=1):
    body = text.encode("latin1") + b"\n"
    length = struct.pack("<H", len(body)) if version == 1 else struct.pack("<I", len(body))
    return b"\x93NUMPY" + bytes([version, 0]) + length + body + data


def saved(array):
    path = os.path.join(folder, "saved.npy")
    numpy.save(path, array)
    with open(path, "rb") as file:
        return file.read()


good = whole(header())
add("00 good", "A", "00.npy", good)
add("01 empty", "R", "01a.npy", b"", ["offset 0", "empty"])
add("01 bad magic", "R", "01.npy", b"\x93NUMPX" + good[6:], ["offset 0", "magic"])
add("01 five bytes", "R", "01b.npy", good[:5], ["offset 0", "magic"])
add("02 version 9", "R", "02.npy", good[:6] + b"\x09" + good[7:], ["offset 6", "version 9.0"])
add("03 header length 4 GiB", "R", "03.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\xff" + bytes(100), ["offset 8", "4294967295"])
add("03 header beyond the file", "R", "03b.npy", b"\x93NUMPY\x02\x00\x00\x10\x00\x00" + bytes(100), ["offset 12", "header"])
add("04 objects", "R", "04.npy", whole(header("'|O'")), ["offset 10", "objects"])
add("04 text", "R", "04b.npy", whole(header("'<U5'")), ["offset 10", "<U5"])
add("04 complex numbers", "R", "04c.npy", whole(header("'<c16'")), ["offset 10", "<c16"])
add("05 expression in the shape", "R", "05.npy", whole(header(shape="(2+2,)")), ["offset", "shape"])
add("05 call in the shape", "R", "05b.npy", whole(header(shape="(int('4'),)")), ["offset", "shape"])
add("05 call in the order", "R", "05c.npy", whole(header(order="bool(0)")), ["offset", "fortran_order"])
add("05 something after the dict", "R", "05d.npy", whole(header() + " or 1"), ["offset", "after the dict"])
add("05 no dict", "R", "05e.npy", whole("[1, 2]"), ["offset", "dict"])
add("05 quote without end", "R", "05f.npy", whole("{'descr': '<f4"), ["offset", "quote"])
add("05 nested 30000 deep", "R", "05g.npy", whole(header(shape="(" * 30000 + ")" * 30000)), ["offset", "shape"])
add("06 negative shape", "R", "06.npy", whole(header(shape="(-4,)")), ["offset", "negative"])
add("07 shape overflows", "R", "07.npy", whole(header(shape="(4294967296, 4294967296)")), ["offset", "counted"])
add("07 overflow beside a zero", "R", "07b.npy", whole(header(shape="(0, 4294967296, 4294967296)")), ["offset", "counted"])
add("07 extent beyond 2^63", "R", "07c.npy", whole(header(shape="(9223372036854775808,)")), ["offset", "2^63"])
add("08 short data", "R", "08.npy", good[:-1], ["offset", "data"])
add("08 huge shape", "R", "08b.npy", whole(header(shape="(1000000000000,)")), ["offset", "data"])
add("09 column-major", "A", "09.npy", saved(numpy.asfortranarray(numpy.arange(12, dtype="<f4").reshape(3, 4))))
add("10 big-endian", "A", "10.npy", saved(numpy.arange(12, dtype=">f4").reshape(3, 4)))
add("11 structured type", "R", "11.npy", saved(numpy.zeros(3, dtype=[("a", "<f4"), ("b", "<i4")])),
    ["offset", "structured"])
add("12 missing key", "R", "12.npy", whole("{'descr': '<f4', 'shape': (4,), }"), ["offset", "fortran_order"])
add("12 extra key", "R", "12b.npy", whole("{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'x': 1}"),
    ["offset", "\"x\""])
add("12 key twice", "R", "12c.npy", whole("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (4,)}"),
    ["offset", "\"descr\" twice"])
add("12 shape is a number", "R", "12d.npy", whole(header(shape="(4)")), ["offset", "shape"])
add("13 version 2", "A", "13.npy", whole(header(), version=2))
add("13 version 3", "A", "13b.npy", whole(header(), version=3))
add("14 bytes after the data", "W", "14.npy", good + bytes(3))
add("15 scalar", "A", "15.npy", saved(numpy.float64(2.5)))
add("15 no elements", "A", "15b.npy", saved(numpy.zeros((0, 4), dtype="<f4")))
add("15 33 dimensions", "R", "15c.npy", whole(header(shape="(" + "1," * 33 + ")")), ["offset", "32 dimensions"])

with open(os.path.join(folder, "rows.json"), "w", encoding="utf-8") as file:
    json.dump(rows, file)
