#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills one seed folder a fuzz target: the generated bad files, and small real files where they are at hand.

Usage: make_seeds.py SOURCE_FOLDER SEED_FOLDER [SHARED_DATA]
"""
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import zipfile

LARGEST = 64 * 1024  # the fuzzer's own inputs stay below this

source = pathlib.Path(sys.argv[1])
seeds = pathlib.Path(sys.argv[2])
shared = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
KINDS = {"safetensors": ("safetensors", {".safetensors"}), "gguf": ("gguf", {".gguf"}), "npy": ("npy", {".npy"}),
         "pytorch": ("zip", {".pt", ".pth"}), "textgrid": ("textgrid", {".TextGrid", ".json", ".csv", ".txt"})}


def keep(folder, name, data):
    if len(data) <= LARGEST:
        (seeds / folder / name).write_bytes(data)


for kind, (target, endings) in KINDS.items():
    (seeds / target).mkdir(parents=True, exist_ok=True)
    made = seeds / "made" / kind
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    script = source / "tests" / "data" / f"make_bad_{kind}.py"
    if script.exists():
        subprocess.run([sys.executable, script, made], check=True)
    places = [made] + ([shared] if shared else [])
    for place in places:
        for path in sorted(place.rglob("*")):
            if kind == "textgrid" and place != made and path.suffix != ".TextGrid":
                continue  # other data, not alignments
            if path.is_file() and path.suffix in endings and path.stat().st_size <= LARGEST:
                keep(target, "-".join(path.relative_to(place).parts), path.read_bytes())

(seeds / "pickle").mkdir(parents=True, exist_ok=True)
for path in sorted((seeds / "zip").iterdir()):
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith("data.pkl"):
                    keep("pickle", path.stem, archive.read(name))
    except Exception:  # many seeds are not archives, that is their point
        continue

# A small byte-level vocabulary with one step of each kind, and a text after a NUL.
(seeds / "tokenizer").mkdir(parents=True, exist_ok=True)
PRINTABLE = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
REST = [byte for byte in range(256) if byte not in PRINTABLE]
vocabulary = {chr(byte): byte for byte in PRINTABLE} | {chr(256 + i): byte for i, byte in enumerate(REST)}
vocabulary |= {"he": 256, "\u0120t": 257}
BYTES = {"type": "ByteLevel", "add_prefix_space": False}
STEPS = {
    "plain": ("normalizer", None),
    "nfc": ("normalizer", {"type": "NFC"}),
    "strip": ("normalizer", {"type": "Sequence", "normalizers": [{"type": "Strip"}, {"type": "StripAccents"}]}),
    "replace": ("normalizer", {"type": "Replace", "pattern": {"Regex": " +"}, "content": "_"}),
    "charsmap": ("normalizer", {"type": "Precompiled", "precompiled_charsmap": "BAAAAAAEAIBhAA=="}),
    "split": ("pre_tokenizer", {"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": "\\s+|\\p{L}+"}, "behavior": "Contiguous"}, BYTES]}),
    "digits": ("pre_tokenizer", {"type": "Sequence", "pretokenizers": [BYTES, {"type": "Digits"}]}),
}
for name, (section, step) in STEPS.items():
    tokenizer = {"pre_tokenizer": BYTES, "decoder": BYTES, section: step,
                 "added_tokens": [{"id": 258, "content": "<|x|>", "special": True, "lstrip": True}],
                 "model": {"type": "BPE", "vocab": vocabulary, "merges": ["h e", "\u0120 t"]}}
    keep("tokenizer", name, json.dumps(tokenizer).encode() + b"\0the h\xc3\xa9 <|x|> 12 \xff")

(seeds / "dequantise").mkdir(parents=True, exist_ok=True)
noise = random.Random(0)
for kind in range(10):
    keep("dequantise", f"kind{kind}", bytes([kind]) + noise.randbytes(420))

# Packed matrices of 4 and 5 bits and one plain tensor, whole and with a code beyond the table.
(seeds / "packed").mkdir(parents=True, exist_ok=True)
PRIMES = sorted(sign / prime for prime in (1, 2, 3, 5, 7, 11) for sign in (1, -1)) + [0.0]
TABLES = {"prime13": (4, sorted(PRIMES), 3), "own": (5, [i / 4 for i in range(-9, 10)], 5)}
for name, (bits, table, row_bytes) in TABLES.items():
    for spoiled in (False, True):
        parts = {"w.codes": ("U8", [2, row_bytes], bytes([0xFF if spoiled else 0x21] * (2 * row_bytes))),
                 "w.lut": ("F32", [len(table)], struct.pack(f"<{len(table)}f", *table)),
                 "w.scales": ("F32", [2], struct.pack("<2f", 0.5, 2.0)),
                 "norm": ("F32", [3], struct.pack("<3f", 1, 2, 3))}
        header = {"__metadata__": {"format": "prism-packed 1", "config": "{}", "matrices": json.dumps(
            {"w": {"rows": 2, "cols": 5, "bits": bits, "grid": name}})}}
        data = b""
        for part, (dtype, shape, raw) in parts.items():
            header[part] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
            data += raw
        text = json.dumps(header).encode()
        keep("packed", f"{name}-{spoiled}", struct.pack("<Q", len(text)) + text + data)
