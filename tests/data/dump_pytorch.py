#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads checkpoints with PyTorch itself and tells what is in them, to compare our own reader with.

Usage: dump_pytorch.py FILE... > JSON: {file: {name: {dtype, shape, f32: hex of the values as little-endian f32}}}; null
for files PyTorch refuses. Exits with 77 when PyTorch is not installed.
"""
import json
import sys

try:
    import torch
except ImportError:
    sys.exit(77)


def flatten(value, name, out):
    if isinstance(value, torch.Tensor):
        numbers = value.detach().to(torch.float32).contiguous()
        out[name] = {"dtype": str(value.dtype).removeprefix("torch."), "shape": list(value.shape),
                     "f32": bytes(numbers.reshape(-1).numpy().tobytes()).hex()}
    elif isinstance(value, dict):
        for key, part in value.items():
            flatten(part, f"{name}.{key}" if name else str(key), out)
    elif isinstance(value, (list, tuple)):
        for key, part in enumerate(value):
            flatten(part, f"{name}.{key}" if name else str(key), out)


report = {}
for path in sys.argv[1:]:
    try:
        loaded = torch.load(path, map_location="cpu")
        report[path] = {}
        flatten(loaded, "", report[path])
    except Exception:
        report[path] = None
json.dump(report, sys.stdout)
