# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes broken, hostile and merely odd alignment files into a folder, with rows.json saying what must happen.

Usage: make_bad_textgrid.py FOLDER (verdicts as in make_bad_safetensors.py)
"""
import json
import os
import struct
import sys

folder = sys.argv[1]
rows = []


def add(row, verdict, name, content, says=()):
    data = content if isinstance(content, bytes) else content.encode()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    rows.append({"row": row, "file": name, "verdict": verdict, "says": list(says)})


def grid(intervals=((0, 1, "a"), (1, 2.5, "b")), size=None, end="2.5", flag="<exists>", name="words", tiers=1, tier_end="2.5"):
    out = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
    out += f"xmin = 0 \nxmax = {end} \ntiers? {flag} \nsize = {tiers} \nitem []: \n    item [1]:\n"
    out += f'        class = "IntervalTier" \n        name = "{name}" \n        xmin = 0 \n        xmax = {tier_end} \n'
    out += f"        intervals: size = {len(intervals) if size is None else size} \n"
    for i, (begin, stop, text) in enumerate(intervals, 1):
        out += f"        intervals [{i}]:\n            xmin = {begin} \n            xmax = {stop} \n"
        out += f'            text = "{text}" \n'
    return out


good = grid()
short = '"ooTextFile"\n"TextGrid"\n0\n2.5\n<exists>\n2\n"IntervalTier"\n"words"\n0\n2.5\n1\n0\n2.5\n"a"\n"TextTier"\n"bell"\n0\n2.5\n1\n1.5\n"ding"\n'
add("00 good", "A", "00.TextGrid", good)
add("00 empty", "R", "00a.TextGrid", "", ["offset 0", "empty"])
add("00 spaces", "R", "00b.TextGrid", " \n\n", ["offset 0", "empty"])
add("00 another text", "R", "00c.TextGrid", "hello world\n", ["line 1", "TextGrid"])
add("00 another Praat file", "R", "00d.TextGrid", good.replace('"TextGrid"', '"Pitch 1"'), ["Object class", "Pitch 1"])
add("00 cut in the header", "R", "00e.TextGrid", good[:40], ["line 2", "Object class"])
add("00 a zip", "R", "00f.TextGrid", b"PK\x03\x04" + bytes(60), ["offset"])
add("01 UTF-8 with mark", "A", "01.TextGrid", b"\xef\xbb\xbf" + grid(name="wörter").encode())
add("02 UTF-16 LE", "A", "02a.TextGrid", b"\xff\xfe" + grid(name="wörter😀").encode("utf-16-le"))
add("02 UTF-16 BE", "A", "02b.TextGrid", b"\xfe\xff" + grid(name="wörter😀").encode("utf-16-be"))
add("02 UTF-16 without mark", "A", "02c.TextGrid", good.encode("utf-16-be"))
add("02 half a surrogate pair", "R", "02d.TextGrid", b"\xff\xfe" + good.encode("utf-16-le") + b"\x3d\xd8", ["offset", "surrogate"])
add("03 odd byte count", "R", "03.TextGrid", b"\xff\xfe" + good.encode("utf-16-le") + b"\n", ["offset", "odd number"])
add("04 Latin-1", "W", "04.TextGrid", grid(name="wörter").encode("latin-1"))
add("05 doubled quotes", "A", "05.TextGrid", grid(((0, 1, 'a ""quoted"" b'), (1, 2.5, '""'))))
add("06 newline in a label", "A", "06.TextGrid", grid(((0, 1, "two\nlines"), (1, 2.5, "!no remark\n"))))
add("07 unterminated quote", "R", "07.TextGrid", good.rstrip()[:-1], ["line 22", "tier 1", "element 2", "never ends"])
add("08 size 10^9", "R", "08a.TextGrid", grid(size=10**9), ["line 14", "tier 1", "1000000000", "left"])
add("08 tiers 10^9", "R", "08b.TextGrid", grid(tiers=10**9), ["line 7", "1000000000"])
add("08 size 1e300", "R", "08c.TextGrid", grid(size="1e300"), ["line 14", "left"])
add("08 size 1e999", "R", "08d.TextGrid", grid(size="1e999"), ["line 14", "too large"])
add("08 size 1.5", "R", "08e.TextGrid", grid(size="1.5"), ["line 14", "whole number"])
add("09 size beyond what is there", "R", "09a.TextGrid", grid(size=3), ["element 3", "too early"])
add("09 tiers beyond what is there", "R", "09b.TextGrid", grid(tiers=2), ["tier 2", "too early"])
add("09 size below what is there", "R", "09c.TextGrid", grid(size=1, tiers=2), ["tier 2", "number"])
add("09 more after the last tier", "W", "09d.TextGrid", good + '"IntervalTier" "x" 0 1 0\n')
add("10 xmin above xmax", "R", "10a.TextGrid", grid(((1, 0, "a"),)), ["tier 1", "element 1", "xmax"])
add("10 tier ends before it begins", "R", "10b.TextGrid", grid(tier_end="-1"), ["tier 1", "xmax"])
add("10 file ends before it begins", "R", "10c.TextGrid", grid(end="-1"), ["line 5", "xmax"])
add("11 overlap", "W", "11a.TextGrid", grid(((0, 1.5, "a"), (1, 2.5, "b"))))
add("11 gap", "W", "11b.TextGrid", grid(((0, 1, "a"), (1.5, 2.5, "b"))))
add("11 gap at the end", "W", "11c.TextGrid", grid(((0, 1, "a"),)))
add("11 outside the tier", "W", "11d.TextGrid", grid(((0, 1, "a"), (1, 9, "b"))))
add("12 NaN", "R", "12a.TextGrid", grid(((0, "nan", "a"),)), ["element 1", "nan"])
add("12 Praat's undefined", "R", "12b.TextGrid", grid((("--undefined--", 1, "a"),)), ["element 1", "not a number"])
add("12 infinite", "R", "12c.TextGrid", grid(((0, "inf", "a"),)), ["element 1", "inf"])
add("12 beyond double", "R", "12d.TextGrid", grid(((0, "1e400", "a"),)), ["element 1", "too large"])
add("12 fraction by 0", "R", "12e.TextGrid", grid(((0, "1/0", "a"),)), ["element 1", "fraction"])
add("13 short", "A", "13a.TextGrid", short)
add("13 short with remarks", "A", "13b.TextGrid", short.replace("2.5\n", "2.5 ! end\n").replace("<exists>", "<exists> ! \"x\" 3"))
add("13 short, no points", "A", "13c.TextGrid", short.replace('1\n1.5\n"ding"\n', "0\n"))
add("13 chronological", "W", "13d.TextGrid",
    '"Praat chronological TextGrid text file"\n0 2   ! Time domain.\n2   ! Number of tiers.\n"IntervalTier" "Mary" 0 2\n'
    '"TextTier" "bell" 0 2\n\n! Mary:\n1 0 1\n"a"\n\n! bell:\n2 0.5\n"ding"\n\n! Mary:\n1 1 2\n"b"\n')
add("13 chronological, unknown tier", "R", "13e.TextGrid",
    '"Praat chronological TextGrid text file"\n0 2\n1\n"IntervalTier" "Mary" 0 2\n2 0 1\n"a"\n', ["line 5", "tier 2"])
add("14 absent tiers", "A", "14a.TextGrid", '"ooTextFile"\n"TextGrid"\n0 1\n<absent>\n')
add("14 no tiers", "A", "14b.TextGrid", '"ooTextFile"\n"TextGrid"\n0 1\n<exists>\n0\n')
add("14 unknown flag", "R", "14c.TextGrid", grid(flag="<perhaps>"), ["line 6", "perhaps"])
add("14 flag without end", "R", "14d.TextGrid", grid(flag="<exists"), ["line 6", "flag"])
add("15 binary", "R", "15.TextGrid", b"ooBinaryFile\x08TextGrid" + struct.pack(">ddB", 0, 1, 1), ["offset 0", "binary"])
add("16 CRLF", "A", "16a.TextGrid", good.replace("\n", "\r\n"))
add("16 CR", "A", "16b.TextGrid", good.replace("\n", "\r"))
add("17 unknown class", "R", "17.TextGrid", good.replace("IntervalTier", "Spectrum"), ["tier 1", "Spectrum"])
add("18 a NUL in a label", "R", "18.TextGrid", grid(((0, 2.5, "a\0b"),)), ["offset", "NUL"])
add("19 many labels", "A", "19.TextGrid", '"ooTextFile" "TextGrid" 0 0 <exists> 1 "IntervalTier" "t" 0 0 1000000 ' + '0 0""' * 1000000)
add("19 too many labels", "R", "19b.TextGrid", '"ooTextFile" "TextGrid" 0 0 <exists> 1 "IntervalTier" "t" 0 0 2000000 ' + '0 0""' * 2000000,
    ["tier 1", "labels"])

J = '{"start": 0, "end": 1, "tiers": {"words": {"type": "interval", "entries": [[0, 1, "a"]]}}}'
add("20 MFA JSON", "A", "20a.json", J)
add("20 entry begins after its end", "R", "20b.json", J.replace("[0, 1, ", "[2, 1, "), ["entry 1", "begins"])
add("20 entry of two", "R", "20c.json", J.replace("[0, 1, ", "[1, "), ["entry 1"])
add("20 time as text", "R", "20d.json", J.replace("[0, 1, ", '[0, "1", '), ["entry 1", "time"])
add("20 NaN", "R", "20e.json", J.replace("[0, 1, ", "[0, NaN, "), ["offset"])
add("20 no tiers", "R", "20f.json", '{"start": 0, "end": 1}', ["top level"])
add("20 tiers of the wrong kind", "R", "20g.json", '{"start": 0, "end": 1, "tiers": 3}', ["tiers"])
add("20 a tier twice", "R", "20i.json", J.replace("}}}", '}, "words": {"entries": []}}}'), ["words", "twice"])
add("20 no entries", "R", "20j.json", J.replace("entries", "entry"), ["words"])
C = "Begin,End,Label,Type,Speaker\n0,0.5,a,words,s\n0.5,1,b,words,s\n"
add("21 MFA CSV", "A", "21a.csv", C)
add("21 short row", "R", "21b.csv", C + "1,2\n", ["line 4"])
add("21 no time", "R", "21c.csv", C + "x,2,c,words,s\n", ["line 4", "Begin"])
add("21 NaN", "R", "21d.csv", C + "nan,2,c,words,s\n", ["line 4", "Begin"])
add("21 quote without end", "R", "21e.csv", C + '1,2,"c,words,s\n', ["line 4", "quote"])
add("21 begins after its end", "R", "21f.csv", C + "3,2,c,words,s\n", ["line 4"])
add("21 no column", "R", "21g.csv", C.replace("Type", "Kind"), ["line 1", "type"])
add("21 list of figures", "R", "21h.csv", "file,begin,end,speaker,overall_log_likelihood\nx,0,1,s,-3\n", ["line 1", "figures"])
add("21 too many tiers", "R", "21i.csv", C + "".join(f"0,1,a,t{i},s\n" for i in range(20000)), ["line", "tiers"])
L = "0\t0.5\ta\n0.5\t1\tb\n"
add("22 Audacity", "A", "22a.txt", L)
add("22 with frequencies", "W", "22b.txt", L + "\\\t100\t200\n")
add("22 no end", "R", "22c.txt", L + "3\n", ["line 3"])
add("22 begins after its end", "R", "22d.txt", L + "3\t2\tc\n", ["line 3"])
add("22 NaN", "R", "22e.txt", L + "nan\tnan\tc\n", ["line 3"])
add("22 too many tracks", "R", "22f.txt", "1\t1\ta\n0\t0\tb\n" * 20000, ["line", "tiers"])

with open(os.path.join(folder, "rows.json"), "w", encoding="utf-8") as file:
    json.dump(rows, file)
