#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the PyTorch checkpoints of the bad-input list (and the odd good ones among them) into a folder.

Needs nothing but Python: zip archives and pickles are put together byte by byte, because no library writes most of
what is wanted here. Usage: make_bad_pytorch.py FOLDER
"""
import pathlib
import struct
import sys
import zlib

# --- pickles ---------------------------------------------------------------------------------------------------


def text(value):
    raw = value.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def number(value):
    if -(2**31) <= value < 2**31:
        return b"J" + struct.pack("<i", value)
    raw = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(raw)]) + raw


def tuple_of(*parts):
    return b"(" + b"".join(parts) + b"t"


def glob(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def storage(record="0", count=6, kind="FloatStorage"):
    return tuple_of(text("storage"), glob("torch", kind), text(record), text("cpu"), number(count)) + b"Q"


def numbers(values):
    return tuple_of(*(number(value) for value in values))


ORDERED = glob("collections", "OrderedDict") + b")R"


def tensor(shape=(2, 3), strides=(3, 1), offset=0, where=None):
    where = storage() if where is None else where
    return (glob("torch._utils", "_rebuild_tensor_v2")
            + tuple_of(where, number(offset), numbers(shape), numbers(strides), b"\x89", ORDERED) + b"R")


def state(*items, protocol=2):
    body = b"".join(text(key) + value for key, value in items)
    return b"\x80" + bytes([protocol]) + b"}(" + body + b"u."


def value_pickle(value, protocol=2):
    """A state whose one extra entry holds the opcodes given, beside a good tensor."""
    return state(("weight", tensor()), ("extra", value), protocol=protocol)


# --- zip archives ----------------------------------------------------------------------------------------------

WEIGHTS = struct.pack("<6f", 0, 1, 2, 3, 4, 5)


class Entry:
    def __init__(self, name, data, local_name=None, flags=0, crc=None, method=0, packed=None, wide_size=None,
                 header_shift=0):
        self.name = name.encode()
        self.local_name = self.name if local_name is None else local_name.encode()
        self.data = data
        self.flags = flags
        self.crc = zlib.crc32(data) if crc is None else crc
        self.method = method
        self.packed = data if packed is None else packed
        self.wide_size = wide_size  # claimed in a zip64 field
        self.header_shift = header_shift


def zip_bytes(entries):
    out = b""
    directory = b""
    for entry in entries:
        at = len(out) + entry.header_shift
        extra = b""
        size = len(entry.data)
        packed = len(entry.packed)
        if entry.wide_size is not None:
            extra = struct.pack("<HHQQ", 1, 16, entry.wide_size, entry.wide_size)
            size = packed = 0xFFFFFFFF
        common = struct.pack("<HHHHHIIIH", 45, entry.flags, entry.method, 0, 0x21, entry.crc, packed, size,
                             len(entry.local_name))
        out += b"PK\3\4" + common + struct.pack("<H", len(extra)) + entry.local_name + extra + entry.packed
        common = struct.pack("<HHHHHIIIH", 45, entry.flags, entry.method, 0, 0x21, entry.crc, packed, size,
                             len(entry.name))
        directory += (b"PK\1\2" + struct.pack("<H", 45) + common + struct.pack("<HHHHII", len(extra), 0, 0, 0, 0, at)
                      + entry.name + extra)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return out + directory + end


def checkpoint(pickle, records=(("0", WEIGHTS),), more=(), folder="archive"):
    entries = [Entry(folder + "/data.pkl", pickle)]
    entries += [Entry(folder + "/data/" + key, data) for key, data in records]
    entries.append(Entry(folder + "/version", b"3\n"))
    return zip_bytes(entries + list(more))


GOOD = state(("weight", tensor()))


def with_record(**changes):
    """A good checkpoint but for what is changed in the entry of its one record."""
    return zip_bytes([Entry("archive/data.pkl", GOOD), Entry("archive/data/0", WEIGHTS, **changes),
                      Entry("archive/version", b"3\n")])


def metadata_state():
    meta = b"}" + text("_metadata") + ORDERED + b"s"
    return b"\x80\x02" + ORDERED + b"(" + text("weight") + tensor() + b"u" + meta + b"b."


def pickles():
    hostile = lambda module, name: glob(module, name) + tuple_of(text("touch /tmp/owned")) + b"R"
    short = lambda value: b"\x8c" + bytes([len(value)]) + value.encode()
    yield "11_os_system", value_pickle(hostile("os", "system"))
    yield "12_builtins_eval", value_pickle(hostile("builtins", "eval"))
    yield "12_python2_eval", value_pickle(hostile("__builtin__", "eval"))
    yield "12_getattr", value_pickle(hostile("builtins", "getattr"))
    yield "13_stack_global", value_pickle(short("posix") + short("system") + b"\x93", protocol=4)
    yield "14_inst", value_pickle(b"(ios\nsystem\n")
    yield "14_obj", value_pickle(b"(" + glob("collections", "OrderedDict") + b"o")
    yield "14_ext", value_pickle(b"\x82\x01")
    yield "15_reduce_on_empty_stack", b"\x80\x02R."
    yield "16_setitems_without_mark", b"\x80\x02}" + text("weight") + tensor() + b"u."
    yield "17_memo_index", value_pickle(b"Nr" + struct.pack("<I", 2**31 - 1))
    yield "18_unicode_length", value_pickle(b"X" + struct.pack("<I", 2**31))
    yield "18_unicode8_length", value_pickle(b"\x8d" + struct.pack("<Q", 2**63), protocol=4)
    yield "19_nested_tuples", value_pickle(b")" + b"\x85" * 3_000_000)
    yield "20_numel_beyond_record", state(("weight", tensor(where=storage(count=7))))
    yield "20_numel_overflow", state(("weight", tensor(where=storage(count=2**62 + 1))))
    yield "21_shape_beyond_storage", state(("weight", tensor(shape=(3, 3))))
    yield "21_shape_overflow", state(("weight", tensor(shape=(2**40, 2**40))))
    yield "21_repeated_beyond_file", state(("weight", tensor(shape=(2**40, 2), strides=(0, 1))))
    yield "22_negative_offset", state(("weight", tensor(offset=-1)))
    yield "22_negative_stride", state(("weight", tensor(strides=(-3, 1))))
    yield "22_negative_shape", state(("weight", tensor(shape=(-2, 3))))
    yield "23_missing_record", state(("weight", tensor(where=storage(record="7"))))
    yield "24_rank_and_strides", state(("weight", tensor(shape=(2, 3), strides=(1,))))
    half = storage()
    yield "25_shared_storage", state(("first", tensor(shape=(3,), strides=(1,), where=half)),
                                     ("second", tensor(shape=(3,), strides=(1,), offset=3, where=half)),
                                     ("turned", tensor(shape=(3, 2), strides=(1, 3), where=half)))
    yield "26_one_entry", b"\x80\x02}" + text("weight") + tensor() + b"s."
    yield "27_metadata", metadata_state()
    yield "30_bytes_after_stop", GOOD + b"garbage"
    # Beyond the list: other ways to make a reader loop, grow or recurse.
    yield "31_no_stop", GOOD[:-1]
    yield "32_protocol_0", b"(dp0\n."
    yield "33_dict_in_itself", b"\x80\x02}q\x00" + text("again") + b"h\x00s."
    doubling = b"}" + text("w") + tensor() + b"sq\x00"
    for i in range(1, 40):
        doubling += b"}" + text("a") + b"h" + bytes([i - 1]) + b"s" + text("b") + b"h" + bytes([i - 1]) + b"sq" + bytes([i])
    yield "34_doubling", b"\x80\x02(" + doubling + b"l."
    yield "35_same_name_twice", state(("a.b", tensor()), ("a", b"}" + text("b") + tensor() + b"s"))
    yield "36_hundred_dicts_deep", state(("weight", (b"}" + text("a")) * 100 + tensor() + b"s" * 100))
    yield "37_memo_never_set", value_pickle(b"h\x09")
    yield "38_odd_items", b"\x80\x02}(" + text("weight") + b"u."
    yield "39_set_item_of_tuple", b"\x80\x02)" + text("weight") + tensor() + b"s."


def archives():
    yield "01_not_a_zip", b"these are not the weights you are looking for"
    yield "01_empty", b""
    yield "02_cut_in_half", (lambda whole: whole[:len(whole) // 2])(checkpoint(GOOD))
    yield "03_two_pickles", checkpoint(GOOD, more=[Entry("archive/data.pkl", state(("other", tensor())))])
    yield "03_two_folders", checkpoint(GOOD, more=[Entry("other/data.pkl", state(("other", tensor())))])
    yield "04_local_name", with_record(local_name="archive/data/9")
    yield "05_encrypted", with_record(flags=1)
    yield "06_crc_of_record", with_record(crc=0x12345678)
    yield "06_crc_of_pickle", zip_bytes([Entry("archive/data.pkl", GOOD, crc=1), Entry("archive/data/0", WEIGHTS)])
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = squeeze.compress(b"\x80\x02" + b"(" * 100_000_000) + squeeze.flush()
    fat = Entry("archive/data.pkl", b"", method=8, packed=bomb, crc=0)
    fat.data = b"." * 100_000_000
    yield "07_deflate_bomb", zip_bytes([fat, Entry("archive/data/0", WEIGHTS)])
    yield "08_zip64_size", with_record(wide_size=2**40)
    yield "08_zip64_size_wraps", with_record(wide_size=2**64 - 8)
    yield "09_overlap", overlapping()
    yield "10_parent_folder", checkpoint(GOOD, more=[Entry("archive/../../evil", b"x")])
    yield "10_absolute", checkpoint(GOOD, more=[Entry("/etc/evil", b"x")])
    yield "28_before_1.6", (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03." + b"\0" * 64)
    yield "28_tar", b"sys_info".ljust(257, b"\0") + b"ustar" + b"\0" * 600
    yield "29_torchscript", checkpoint(GOOD, more=[Entry("archive/constants.pkl", b"\x80\x02)."),
                                                   Entry("archive/code/__torch__.py", b"class A: pass")])
    yield "40_big_endian", checkpoint(GOOD, more=[Entry("archive/byteorder", b"big")])
    yield "41_no_pickle", zip_bytes([Entry("archive/data/0", WEIGHTS)])
    yield "42_good", checkpoint(GOOD)
    yield "43_no_folder", zip_bytes([Entry("data.pkl", GOOD), Entry("data/0", WEIGHTS)])


def overlapping():
    """Two entries over the same bytes: the record's data are the header and data of another entry."""
    inner = zip_bytes([Entry("archive/hidden", WEIGHTS)])
    inner = inner[:inner.index(b"PK\1\2")]
    first = Entry("archive/data/0", inner)
    outer = zip_bytes([Entry("archive/data.pkl", GOOD), first])
    at = outer.index(inner)
    # The directory gets a second line that points into the first entry's data.
    directory = outer.rindex(b"PK\1\2", 0, outer.rindex(b"PK\5\6"))
    begin = outer.index(b"PK\1\2", at + len(inner))
    end = outer.rindex(b"PK\5\6")
    common = struct.pack("<HHHHHIIIH", 45, 0, 0, 0, 0x21, zlib.crc32(WEIGHTS), len(WEIGHTS), len(WEIGHTS),
                         len("archive/hidden"))
    line = (b"PK\1\2" + struct.pack("<H", 45) + common + struct.pack("<HHHHII", 0, 0, 0, 0, 0, at)
            + b"archive/hidden")
    assert begin <= directory
    body = outer[begin:end] + line
    return outer[:begin] + body + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 3, 3, len(body), begin, 0)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in archives():
        (folder / (name + ".pt")).write_bytes(data)
    for name, pickle in pickles():
        (folder / (name + ".pt")).write_bytes(checkpoint(pickle))


main()
