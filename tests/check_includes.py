#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when an include line breaks the dependency rule of docs/architecture.md.

core includes no Qt; widgets include no Torch and of core only types and base; headers that app sees hold no Torch;
inside core a folder includes only folders below it.
"""
import pathlib
import re
import sys

# A folder may include itself and those listed.
BELOW = {
    "types": [],
    "base": ["types"],
    "job": ["types", "base"],
    "model": ["types", "base"],
    "text": ["types", "base", "model"],
    "plan": ["types", "base"],
    "picture": ["types", "base"],
    "adapter": ["types", "base", "model", "plan"],
    "samples": ["types", "base", "model", "text", "plan", "adapter"],
    "distributed": ["types", "base"],
    "solve": ["types", "base", "model", "text", "plan", "adapter", "samples", "distributed"],
    "llm": ["types", "base", "model", "text"],
    "infer": ["types", "base", "model", "text", "plan", "adapter", "samples", "solve", "distributed", "llm"],
    "route": ["types", "base", "model", "text", "plan", "adapter", "samples", "solve", "distributed", "llm", "infer"],
    "sound": ["types", "base"],
    "speech": ["types", "base", "sound"],
    "lowbit": ["types", "base", "model", "text", "plan", "adapter", "llm"],
    "tts": ["types", "base", "model", "text", "llm", "sound", "speech", "lowbit"],
    "workflow": ["types", "base", "model", "text", "plan", "adapter", "samples", "solve", "distributed", "llm", "infer", "route", "picture", "job"],
    "demo": ["types", "base", "model", "text", "plan", "adapter", "samples", "solve", "distributed", "llm", "infer", "route", "picture", "job", "workflow", "sound", "speech", "lowbit", "tts"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
QT = re.compile(r"^(Q[A-Z]|qcustomplot|Qt)")
TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")


def problems(root):
    for path in sorted(root.glob("*/**/*")):
        relative = path.relative_to(root)
        top = relative.parts[0]
        if top not in ("core", "widgets", "app") or path.suffix not in (".h", ".cpp"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            name = match.group(1)
            where = f"{relative}:{number}: {name}: "
            torch = TORCH.match(name) or name.endswith("_torch.h")
            if top == "core":
                folder = relative.parts[1]
                if folder not in BELOW:
                    yield f"{relative}: core/{folder} is not in the list of tests/check_includes.py"
                    break
                if QT.match(name):
                    yield where + "core includes no Qt"
                if name.startswith(("app/", "widgets/")):
                    yield where + "core includes nothing above it"
                if name.startswith("core/"):
                    other = name.split("/")[1]
                    if other != folder and other not in BELOW[folder]:
                        yield where + f"core/{folder} lies below core/{other}"
                if torch and path.suffix == ".h" and not path.name.endswith("_torch.h"):
                    yield where + "a header with Torch must be named *_torch.h"
            elif top == "widgets":
                if torch:
                    yield where + "widgets include no Torch"
                if name.startswith("app/") or re.match(r"core/(?!types/|base/)", name):
                    yield where + "widgets include only core/types and core/base"
            elif path.suffix == ".h" and torch:
                yield where + "app headers hold no Torch"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    found = list(problems(root))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
