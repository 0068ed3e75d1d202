# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes broken, hostile and merely odd safetensors files into a folder, with rows.json saying what must happen.

Usage: make_bad_safetensors.py FOLDER
Verdicts: R refused, A accepted without a warning, W accepted with a warning. "says": what a refusal names.
"""
import json
import os
import struct
import sys

folder = sys.argv[1]
rows = []


def add(row, verdict, name, content, says=()):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
    rows.append({"row": row, "file": name, "verdict": verdict, "says": list(says)})


def whole(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def tensor(begin, end, shape=None, dtype="F32"):
    return {"dtype": dtype, "shape": [(end - begin) // 4] if shape is None else shape, "data_offsets": [begin, end]}


def field(text):
    """One tensor "w" of 16 bytes whose description is given as text."""
    return whole(('{"w":{%s}}' % text).encode(), bytes(16))


one = {"w": tensor(0, 16)}
data = bytes(16)
good = whole(one, data)

add("01 empty", "R", "01.safetensors", b"", ["offset 0", "empty"])
add("02 seven bytes", "R", "02.safetensors", b"\x08" + bytes(6), ["offset 0", "header length"])
add("03 header length 0", "R", "03.safetensors", bytes(8) + data, ["offset 0", "header of 0 bytes"])
add("04 header longer than file", "R", "04.safetensors", struct.pack("<Q", 5000) + good[8:], ["offset 8", "header"])
add("05 length 2^64-1", "R", "05.safetensors", b"\xff" * 8 + good[8:], ["offset 0", "18446744073709551615"])
add("06 length 100000001", "R", "06.safetensors", struct.pack("<Q", 100000001) + good[8:], ["offset 0", "100000001"])
add("07 invalid UTF-8", "R", "07.safetensors", whole(b'{"\xff\xfe":' + json.dumps(tensor(0, 16)).encode() + b"}", data),
    ["offset", "UTF-8"])
add("08 not JSON", "R", "08.safetensors", whole(b"{not json at all}", data), ["offset", "not valid JSON"])
add("08 JSON but an array", "R", "08b.safetensors", whole(b"[1,2,3]", data), ["offset", "array"])
add("08 a tensor that is a number", "R", "08c.safetensors", whole(b'{"w":5}', data), ["offset", "\"w\""])
add("09 leading space", "W", "09.safetensors", whole(b"  " + json.dumps(one).encode(), data))
add("10 trailing spaces", "A", "10.safetensors", whole(json.dumps(one).encode() + b"     ", data))
add("11 duplicate tensor", "R", "11.safetensors",
    whole(b'{"w":' + json.dumps(tensor(0, 8)).encode() + b',"w":' + json.dumps(tensor(8, 16)).encode() + b"}", data),
    ["\"w\"", "twice"])
add("12 duplicate inner key", "R", "12.safetensors",
    field('"dtype":"F32","dtype":"F32","shape":[4],"data_offsets":[0,16]'), ["\"w\"", "\"dtype\" twice", "offset"])
add("12 duplicate metadata key", "R", "12b.safetensors",
    whole(b'{"__metadata__":{"a":"1","a":"2"},"w":' + json.dumps(tensor(0, 16)).encode() + b"}", data),
    ["__metadata__", "\"a\" twice", "offset"])
add("12 metadata twice", "R", "12c.safetensors",
    whole(b'{"__metadata__":{},"__metadata__":{},"w":' + json.dumps(tensor(0, 16)).encode() + b"}", data),
    ["__metadata__", "twice", "offset"])
add("13 overlap", "R", "13.safetensors", whole({"a": tensor(0, 12), "b": tensor(8, 16)}, data),
    ["\"b\"", "overlaps", "offset"])
add("14 hole", "R", "14.safetensors", whole({"a": tensor(0, 4), "b": tensor(8, 16)}, data), ["\"b\"", "4 bytes", "offset"])
add("14 hole at the start", "R", "14b.safetensors", whole({"b": tensor(8, 16)}, data), ["\"b\"", "8 bytes", "offset"])
add("15 trailing bytes", "R", "15.safetensors", good + b"\x00", ["1 bytes", "offset"])
add("16 two bytes short", "R", "16.safetensors", good[:-2], ["\"w\"", "offset"])
add("17 begin > end", "R", "17.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[16,0]'),
    ["\"w\"", "begins at 16", "offset"])
add("18 negative offset", "R", "18.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[-16,0]'),
    ["\"w\"", "negative", "offset"])
add("18 negative extent", "R", "18b.safetensors", field('"dtype":"F32","shape":[-4],"data_offsets":[0,16]'),
    ["\"w\"", "negative", "offset"])
add("19 size is not shape times type", "R", "19.safetensors", field('"dtype":"F32","shape":[3],"data_offsets":[0,16]'),
    ["\"w\"", "16 bytes", "need 12", "offset"])
add("20 shape product overflows", "R", "20.safetensors",
    field('"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]'), ["\"w\"", "counted", "offset"])
add("20 byte count overflows", "R", "20b.safetensors",
    field('"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,16]'), ["\"w\"", "counted", "offset"])
add("20 overflow beside a zero", "R", "20c.safetensors",
    whole(b'{"w":{"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}}'), ["\"w\"", "counted", "offset"])
add("20 extent of 2^63", "R", "20d.safetensors",
    field('"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,16]'), ["\"w\"", "2^63", "offset"])
add("21 unknown type", "R", "21.safetensors", field('"dtype":"F33","shape":[4],"data_offsets":[0,16]'),
    ["\"w\"", "F33", "offset"])
add("22 four-bit type with an odd count", "R", "22.safetensors", whole({"w": tensor(0, 2, [3], "F4")}, bytes(2)),
    ["\"w\"", "3 elements of F4", "offset"])
add("22 four-bit type with an even count", "A", "22b.safetensors", whole({"w": tensor(0, 2, [4], "F4")}, bytes(2)))
add("23 shape [0]", "A", "23.safetensors", whole({"w": tensor(0, 0, [0])}))
add("23 no tensors at all", "A", "23b.safetensors", whole({}))
add("24 shape []", "A", "24.safetensors", whole({"w": tensor(0, 4, [])}, bytes(4)))
add("25 metadata that is no string", "R", "25.safetensors", whole({"__metadata__": {"a": 1}, "w": tensor(0, 16)}, data),
    ["__metadata__", "number", "offset"])
add("25 metadata in metadata", "R", "25b.safetensors", whole({"__metadata__": {"a": {}}, "w": tensor(0, 16)}, data),
    ["__metadata__", "nested", "offset"])
add("26 arrays nested 100000 deep", "R", "26.safetensors",
    whole(b'{"w":{"dtype":"F32","shape":' + b"[" * 100000 + b"]" * 100000 + b',"data_offsets":[0,16]}}', data),
    ["\"w\"", "array", "offset"])
add("26 objects nested 100000 deep", "R", "26b.safetensors", whole(b'{"w":' * 100000 + b"1" + b"}" * 100000, data),
    ["\"w\"", "unknown field", "offset"])
add("26 objects as a value", "R", "26c.safetensors", field('"dtype":' + '{"x":' * 100000), ["\"w\"", "nested", "offset"])
add("27 offset 1e3", "R", "27.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[0,1e3]'),
    ["\"w\"", "no plain integer", "offset"])
add("27 offset 1.5", "R", "27b.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[0,1.5]'),
    ["\"w\"", "no plain integer", "offset"])
add("27 three offsets", "R", "27c.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[0,16,16]'),
    ["\"w\"", "more than two", "offset"])
add("27 one offset", "R", "27d.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[16]'),
    ["\"w\"", "1 data_offsets", "offset"])
add("27 a field is missing", "R", "27e.safetensors", field('"dtype":"F32","data_offsets":[0,16]'),
    ["\"w\"", "lacks", "\"shape\"", "offset"])
add("27 an unknown field", "R", "27f.safetensors", field('"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1'),
    ["\"w\"", "unknown field \"x\"", "offset"])
million = ",".join('"%d":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}' % i for i in range(1000000))
add("28 a million tensors on the same bytes", "R", "28.safetensors", whole(b"{" + million.encode() + b"}", data),
    ["offset"])
thousand = ",".join('"%d":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}' % i for i in range(1000))
add("28 a thousand tensors on the same bytes", "R", "28b.safetensors", whole(b"{" + thousand.encode() + b"}", data),
    ["overlaps", "offset"])
names = ",".join('"%d":"%d"' % (i, i) for i in range(1000000))
add("28 a million metadata entries", "R", "28c.safetensors",
    whole(b'{"__metadata__":{' + names.encode() + b'},"w":' + json.dumps(tensor(0, 16)).encode() + b"}", data),
    ["__metadata__", "100000", "offset"])
add("29 NaN and infinity", "A", "29.safetensors", whole(one, struct.pack("<4f", float("nan"), float("inf"), 1, 2)))
add("30 name with NUL", "W", "30.safetensors", whole({"a\0b": tensor(0, 16)}, data))
add("30 name that climbs out", "W", "30b.safetensors", whole({"../../etc/passwd": tensor(0, 16)}, data))
add("30 empty name", "A", "30c.safetensors", whole({"": tensor(0, 16)}, data))


def shards(name, row, weight_map, says, files=("a.safetensors",), verdict="R"):
    os.mkdir(os.path.join(folder, name))
    index = os.path.join(name, "model.safetensors.index.json")
    with open(os.path.join(folder, index), "w", encoding="utf-8") as file:
        file.write(weight_map if isinstance(weight_map, str) else json.dumps({"weight_map": weight_map}))
    for shard in files:
        with open(os.path.join(folder, name, shard), "wb") as file:
            file.write(good)
    rows.append({"row": row, "file": name, "verdict": verdict, "says": says})


shards("31a", "31 index names a missing shard", {"w": "a.safetensors", "v": "b.safetensors"}, ["weight_map", "b.safetensors"])
shards("31b", "31 index names a shard above", {"w": "../29.safetensors"}, ["\"w\"", "../29.safetensors", "offset"])
shards("31c", "31 index names an absolute path", {"w": "/etc/passwd"}, ["\"w\"", "/etc/passwd", "offset"])
shards("31d", "31 tensor not in its shard", {"w": "a.safetensors", "v": "a.safetensors"}, ["weight_map", "\"v\""])
shards("31e", "31 index with a number", '{"weight_map":{"w":1}}', ["\"w\"", "offset"])
shards("31f", "31 index without a map", '{"metadata":{"total_size":16}}', ["weight_map"])
shards("31g", "31 index nested 100000 deep", '{"x":' + "[" * 100000 + "]" * 100000 + "}", ["nested", "offset"])
shards("31h", "31 index with a tensor twice", '{"weight_map":{"w":"a.safetensors","w":"a.safetensors"}}',
       ["\"w\"", "twice", "offset"])
shards("31i", "31 a good index", '{"metadata":{"total_size":16,"x":[1,{"y":null}]},"weight_map":{"w":"a.safetensors"}}', [],
       verdict="A")
shards("31j", "31 two shards, copies in the wrong one", {"w": "b.safetensors"}, [],
       files=("a.safetensors", "b.safetensors"), verdict="A")

with open(os.path.join(folder, "rows.json"), "w", encoding="utf-8") as file:
    json.dump(rows, file)
