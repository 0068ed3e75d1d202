#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills one seed folder a fuzz target: the generated bad files, and small real files where they are at hand.

Usage: make_seeds.py SOURCE_FOLDER SEED_FOLDER [SHARED_DATA]
"""
import pathlib
import shutil
import subprocess
import sys
import zipfile

LARGEST = 64 * 1024  # the fuzzer's own inputs stay below this

source = pathlib.Path(sys.argv[1])
seeds = pathlib.Path(sys.argv[2])
shared = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
KINDS = {"safetensors": ("safetensors", {".safetensors"}), "gguf": ("gguf", {".gguf"}), "npy": ("npy", {".npy"}),
         "pytorch": ("zip", {".pt", ".pth"})}


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
