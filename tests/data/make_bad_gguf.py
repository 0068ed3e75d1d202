# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes broken, hostile and merely odd GGUF files into a folder, with rows.json saying what must happen.

Usage: make_bad_gguf.py FOLDER (verdicts as in make_bad_safetensors.py)
"""
import json
import os
import struct
import sys

folder = sys.argv[1]
rows = []
U8, I8, U16, I16, U32, I32, F32, BOOL, STRING, ARRAY, U64, I64, F64 = range(13)
FORMATS = {U8: "B", I8: "b", U16: "H", I16: "h", U32: "I", I32: "i", F32: "f", BOOL: "?", U64: "Q", I64: "q", F64: "d"}


def add(row, verdict, name, content, says=()):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
    rows.append({"row": row, "file": name, "verdict": verdict, "says": list(says)})


def text(value):
    value = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<Q", len(value)) + value


def scalar(kind, value):
    return text(value) if kind == STRING else struct.pack("<" + FORMATS[kind], value)


def entry(key, kind, value):
    return text(key) + struct.pack("<I", kind) + scalar(kind, value)


def array(key, kind, values, count=None):
    body = b"".join(scalar(kind, value) for value in values)
    return text(key) + struct.pack("<IIQ", ARRAY, kind, len(values) if count is None else count) + body


def tensor(name, dims, kind=0, offset=0, n_dims=None):
    return (text(name) + struct.pack("<I", len(dims) if n_dims is None else n_dims)
            + b"".join(struct.pack("<q", extent) for extent in dims) + struct.pack("<iQ", kind, offset))


def whole(entries=(), tensors=(), data=b"", magic=b"GGUF", version=3, n_tensors=None, n_kv=None, alignment=32):
    head = magic + struct.pack("<IQQ", version, len(tensors) if n_tensors is None else n_tensors,
                               len(entries) if n_kv is None else n_kv)
    head += b"".join(entries) + b"".join(tensors)
    return head + bytes(-len(head) % alignment) + data


LLAMA = [entry("general.architecture", STRING, "llama"), entry("llama.embedding_length", U32, 8),
         entry("llama.attention.head_count", U32, 2)]
ONE = [tensor("token_embd.weight", [8, 4])]
DATA = bytes(128)
good = whole(LLAMA, ONE, DATA)


def with_entry(*extra):
    return whole(LLAMA + list(extra), ONE, DATA)


def with_tensors(*tensors, data=DATA):
    return whole(LLAMA, list(tensors), data)


add("00 good, version 3", "A", "00.gguf", good)
add("00 good, version 2", "A", "00b.gguf", whole(LLAMA, ONE, DATA, version=2))
add("01 empty", "R", "01a.gguf", b"", ["offset 0", "empty"])
add("01 bad magic", "R", "01.gguf", b"GGUG" + good[4:], ["offset 0", "magic"])
for version in (0, 1, 4):
    add("02 version %d" % version, "R", "02-%d.gguf" % version, whole(LLAMA, ONE, DATA, version=version),
        ["offset 4", "version %d" % version])
add("03 big-endian", "R", "03.gguf", b"GGUF" + struct.pack(">IQQ", 3, 1, 0) + bytes(64), ["offset 4", "big-endian"])
add("04 2^64-1 tensors", "R", "04.gguf", whole(LLAMA, ONE, DATA, n_tensors=2**64 - 1),
    ["offset 8", "18446744073709551615 tensors"])
add("05 0x1D1D1D1D1D1D1D1D tensors", "R", "05.gguf", whole(LLAMA, ONE, DATA, n_tensors=0x1D1D1D1D1D1D1D1D),
    ["offset 8", "tensors"])
add("05 one tensor too many", "R", "05b.gguf", whole(LLAMA, ONE, DATA, n_tensors=2), ["offset"])
add("06 2^63 metadata entries", "R", "06.gguf", whole(LLAMA, ONE, DATA, n_kv=2**63), ["offset 16", "metadata entries"])
add("06 half a million metadata entries", "R", "06b.gguf",
    whole([entry("%06d" % i, U8, 1) for i in range(500000)], ONE, DATA), ["offset 16", "500000 metadata entries"])
add("06 half a million tensors", "R", "06c.gguf",
    whole(LLAMA, [tensor("%06d" % i, [0]) for i in range(500000)]), ["offset 8", "500000 tensors"])
add("07 key of 2^64-1 bytes", "R", "07.gguf",
    b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**64 - 1) + bytes(64), ["offset 32", "key"])
add("08 empty key", "R", "08.gguf", with_entry(entry("", U32, 1)), ["offset", "key is empty"])
add("09 duplicate key", "R", "09.gguf", with_entry(entry("a", U32, 1), entry("a", U32, 1)), ["offset", "\"a\"", "twice"])
add("10 value type 13", "R", "10.gguf", with_entry(text("a") + struct.pack("<II", 13, 0)), ["offset", "\"a\"", "type 13"])
add("10 array of type 13", "R", "10b.gguf", with_entry(text("a") + struct.pack("<IIQ", ARRAY, 13, 0)),
    ["offset", "\"a\"", "type 13"])
add("10 bool of 2", "R", "10c.gguf", with_entry(text("a") + struct.pack("<IB", BOOL, 2)), ["offset", "\"a\"", "bool of 2"])
add("11 array of arrays", "R", "11.gguf", with_entry(text("a") + struct.pack("<IIQ", ARRAY, ARRAY, 1) + bytes(32)),
    ["offset", "\"a\"", "array of arrays"])
add("12 array count times size overflows", "R", "12.gguf", with_entry(array("a", U64, [], 2**61 + 1)),
    ["offset", "\"a\"", "elements"])
add("12 array count 2^64-1", "R", "12b.gguf", with_entry(array("a", STRING, [], 2**64 - 1)), ["offset", "\"a\"", "elements"])
add("12 string in an array beyond the file", "R", "12c.gguf",
    with_entry(text("a") + struct.pack("<IIQQ", ARRAY, STRING, 1, 2**64 - 1)), ["offset", "a"])
add("13 alignment 0", "R", "13.gguf", with_entry(entry("general.alignment", U32, 0)), ["offset", "general.alignment", "is 0"])
add("13 alignment 13", "R", "13b.gguf", with_entry(entry("general.alignment", U32, 13)),
    ["offset", "general.alignment", "is 13"])
add("14 alignment of the wrong type", "R", "14.gguf", with_entry(entry("general.alignment", U64, 32)),
    ["offset", "general.alignment", "u32"])
add("14 alignment as an array", "R", "14b.gguf", with_entry(array("general.alignment", U32, [32])),
    ["general.alignment"])
add("15 alignment 2^31", "R", "15.gguf", with_entry(entry("general.alignment", U32, 2**31)),
    ["offset", "general.alignment", "2147483648"])
add("15 alignment 64", "A", "15b.gguf",
    whole(LLAMA + [entry("general.alignment", U32, 64)], ONE, DATA, alignment=64))
add("16 five dimensions", "R", "16.gguf", with_tensors(tensor("w", [1] * 5)), ["offset", "\"w\"", "5 dimensions"])
add("16 2^32-1 dimensions", "R", "16b.gguf", with_tensors(tensor("w", [1], n_dims=2**32 - 1)),
    ["offset", "\"w\"", "4294967295 dimensions"])
add("17 negative dimension", "R", "17.gguf", with_tensors(tensor("w", [-4, 8])), ["offset", "\"w\"", "negative"])
add("18 shape overflows", "R", "18.gguf", with_tensors(tensor("w", [2**32, 2**32])), ["offset", "\"w\"", "counted"])
add("18 overflow beside a zero", "R", "18b.gguf", with_tensors(tensor("w", [2**32, 2**32, 0])),
    ["offset", "\"w\"", "counted"])
add("19 dimension 2^42+1", "R", "19.gguf", with_tensors(tensor("w", [2**42 + 1])), ["offset", "\"w\"", "bytes"])
add("20 row that does not fill blocks", "R", "20.gguf", with_tensors(tensor("w", [33, 2], 8)),
    ["offset", "\"w\"", "rows of 33", "Q8_0"])
add("21 type -1", "R", "21.gguf", with_tensors(tensor("w", [8], -1)), ["offset", "\"w\"", "unknown type"])
add("21 type beyond the last", "R", "21b.gguf", with_tensors(tensor("w", [8], 1000)), ["offset", "\"w\"", "unknown type 1000"])
add("21 type that was withdrawn", "R", "21c.gguf", with_tensors(tensor("w", [8], 4)), ["offset", "\"w\"", "unknown type 4"])
add("21 type that is listed but not read", "A", "21d.gguf", with_tensors(tensor("w", [256], 16)))
add("22 offset past the end", "R", "22.gguf", with_tensors(tensor("w", [8], offset=2**20)), ["offset", "\"w\"", "1048576"])
add("23 misaligned offset", "R", "23.gguf", with_tensors(tensor("v", [2]), tensor("w", [2], offset=8)),
    ["offset", "\"w\"", "multiple of 32"])
add("24 offsets out of order", "R", "24.gguf", with_tensors(tensor("v", [8], offset=32), tensor("w", [8], offset=0)),
    ["offset", "\"v\"", "32"])
add("24 two tensors on the same bytes", "R", "24b.gguf", with_tensors(tensor("v", [8]), tensor("w", [8])),
    ["offset", "\"w\""])
add("25 offset sum overflows", "R", "25.gguf", with_tensors(tensor("v", [8]), tensor("w", [8], offset=2**64 - 32)),
    ["offset", "\"w\""])
add("26 duplicate tensor", "R", "26.gguf", with_tensors(tensor("w", [8]), tensor("w", [8], offset=32)),
    ["offset", "\"w\"", "twice"])
add("27 name of 64 bytes", "R", "27.gguf", with_tensors(tensor("n" * 64, [8])), ["offset", "64 bytes"])
add("27 name of 63 bytes", "A", "27b.gguf", with_tensors(tensor("n" * 63, [8])))
add("28 truncated data", "R", "28.gguf", good[:-1], ["offset", "token_embd.weight", "128 bytes"])
for cut in (3, 7, 15, 23, 30, 60, 100, 150):
    add("28 cut at %d" % cut, "R", "28-%d.gguf" % cut, good[:cut], ["offset"])
add("29 a million layers", "R", "29.gguf", with_entry(entry("llama.block_count", U32, 10**6)),
    ["num_hidden_layers", "1000000"])
add("29 more layers than tensors", "R", "29b.gguf",
    whole(LLAMA + [entry("llama.block_count", U32, 7)], [tensor("blk.0.w", [8])], bytes(32)), ["num_hidden_layers", "7", "1 layers"])
add("29 embedding of another width", "R", "29c.gguf", whole(LLAMA, [tensor("token_embd.weight", [16, 2])], DATA),
    ["hidden_size", "8", "token_embd.weight", "[2, 16]"])

TOKENS = ["<s>", "</s>", "<0x0A>", "a"]


def vocabulary(tokens=None, scores=(F32, [0.0] * 4), types=(I32, [3, 3, 6, 1]), *extra):
    return with_entry(entry("tokenizer.ggml.model", STRING, "llama"),
                      array("tokenizer.ggml.tokens", STRING, TOKENS if tokens is None else tokens),
                      array("tokenizer.ggml.scores", *scores), array("tokenizer.ggml.token_type", *types), *extra)


add("30 good vocabulary", "A", "30a.gguf", vocabulary())
add("30 scores as UINT8", "R", "30.gguf", vocabulary(None, (U8, [0] * 4)), ["tokenizer.ggml.scores", "integer"])
many = ["t%d" % i for i in range(100)]
add("30 many scores as UINT8", "R", "30b.gguf", vocabulary(many, (U8, [0] * 100), (I32, [1] * 100)),
    ["tokenizer.ggml.scores", "integer"])
add("30 scores missing some", "R", "30c.gguf", vocabulary(None, (F32, [0.0] * 3)), ["tokenizer.ggml.scores", "3 elements"])
add("30 types as strings", "R", "30d.gguf", vocabulary(many, (F32, [0.0] * 100), (STRING, ["x"] * 100)),
    ["tokenizer.ggml.token_type", "string"])
add("30 tokens as numbers", "R", "30e.gguf",
    with_entry(array("tokenizer.ggml.tokens", U32, list(range(100)))), ["tokenizer.ggml.tokens", "strings"])
for token in ("<0x-1>", "<0xZZ>", "<0x0A"):
    add("31 byte token " + token, "R", "31-%d.gguf" % len(rows), vocabulary(["<s>", "</s>", token, "a"]),
        ["tokenizer.ggml.tokens", "byte token 2", token])
add("32 bos beyond the vocabulary", "R", "32.gguf",
    vocabulary(None, (F32, [0.0] * 4), (I32, [3, 3, 6, 1]), entry("tokenizer.ggml.bos_token_id", U32, 4)),
    ["tokenizer.ggml.bos_token_id", "4"])
add("32 eos of the wrong type", "R", "32b.gguf",
    vocabulary(None, (F32, [0.0] * 4), (I32, [3, 3, 6, 1]), entry("tokenizer.ggml.eos_token_id", STRING, "x")),
    ["tokenizer.ggml.eos_token_id", "string"])
add("33 hostile chat template", "A", "33.gguf",
    with_entry(entry("tokenizer.chat_template", STRING, "{% for x in range(10**9) %}{{ ''.__class__ }}{% endfor %}" * 1000)))

with open(os.path.join(folder, "rows.json"), "w", encoding="utf-8") as file:
    json.dump(rows, file)
