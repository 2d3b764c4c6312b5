# SPDX-License-Identifier: Apache-2.0
"""The model file, written and read (docs/formats/model.md). Equal contents give the bytes that the C++ writer gives.

Needs xxhash (Debian: python3-xxhash; PyPI: xxhash). On a file: python3 container.py FILE prints the card.
"""

import json
import os
import struct
import sys
from dataclasses import dataclass

import xxhash

MAGIC = b"\x89DAU\r\n\x1a\n"
UNFINISHED_MAGIC = b"\x89dau\r\n\x1a\n"
FORMAT_VERSION = 1
ALIGNMENT = 64
MAX_SECTIONS = 64
MAX_CARD_SIZE = 1 << 20
NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")

HEADER = struct.Struct("<8sIIQ16sI12sQ")
ENTRY = struct.Struct("<24sQQQ")
CHECKSUM_OFFSET = HEADER.size - 8

TEXTS = ("name", "version", "summary", "licence", "command", "created", "form")
LISTS = {
    "sources": {"id": str, "sha256": str, "licence": str, "attribution": str},
    "scores": {"set": str, "metric": str, "value": float, "low": float, "high": float, "leave_as_is": float},
    "samples": {"input": str, "expected": str},
}


class ContainerError(ValueError):
    """What is wrong with a model file, or with what should become one. `code` is the name of the Errc."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


@dataclass
class Container:
    kind: str
    version: int
    card: dict
    sections: dict  # name -> memoryview, in file order, without the card


def _checksum(data):
    return xxhash.xxh3_64_intdigest(data)


def _front_checksum(front):
    return _checksum(bytes(front[:CHECKSUM_OFFSET]) + bytes(front[HEADER.size :]))


def _align(offset):
    return -(-offset // ALIGNMENT) * ALIGNMENT


def _is_name(name, size):
    return 0 < len(name) <= size and NAME_CHARACTERS.issuperset(name)


def _demand(condition, code, message):
    if not condition:
        raise ContainerError(code, message)


def _field(record, where, name, kind, code):
    """The member `name` of `record` as `kind`; a whole number will do where a float is wanted."""
    _demand(isinstance(record, dict), code, f"{where} is not an object")
    _demand(name in record, code, f'{where}: member "{name}" is missing')
    value = record[name]
    if kind is float and type(value) is int:
        value = float(value)
    _demand(type(value) is kind, code, f'{where}: member "{name}" is not a {"text" if kind is str else "number"}')
    return value


def _checked_card(card, code):
    """The members that the format knows, in its order; raises when one is missing or says nothing."""
    checked = {name: _field(card, "card", name, str, code) for name in TEXTS}
    for name, members in LISTS.items():
        _demand(isinstance(card.get(name), (list, tuple)), code, f'card: member "{name}" is missing or not an array')
        checked[name] = [
            {member: _field(record, f"{name}[{i}]", member, kind, code) for member, kind in members.items()}
            for i, record in enumerate(card[name])
        ]
    for name in ("name", "version", "licence"):
        _demand(checked[name], code, f"the card has no {name}")
    for source in checked["sources"]:
        _demand(source["id"], code, "a source has no id")
        _demand(source["licence"], code, f'source "{source["id"]}" has no licence')
        digits = source["sha256"]
        is_sha256 = len(digits) == 64 and frozenset("0123456789abcdef").issuperset(digits)
        _demand(is_sha256, code, f'source "{source["id"]}": sha256 is not 64 hex digits')
    return checked


def _card_bytes(card):
    checked = _checked_card(card, "invalid_argument")
    try:
        data = json.dumps(checked, indent=2, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ContainerError("invalid_utf8", "a text of the card is not UTF-8") from error
    except ValueError as error:
        raise ContainerError("invalid_argument", "a score is not a finite number") from error
    _demand(len(data) <= MAX_CARD_SIZE, "invalid_argument", f"the card is larger than {MAX_CARD_SIZE} bytes")
    return data


def _layout(sections):
    """(name, offset, data) of each section; they follow each other on multiples of 64."""
    end = HEADER.size + ENTRY.size * len(sections)
    for name, data in sections.items():
        offset = _align(end)
        yield name, offset, data
        end = offset + len(data)


def to_bytes(kind, card, sections):
    """The bytes of a model file; `sections` maps names to bytes-like objects, the card is not among them."""
    _demand(_is_name(kind, 16), "invalid_argument", f'"{kind}" is not a name')
    _demand("card" not in sections, "invalid_argument", 'two sections are named "card"')
    everything = {"card": _card_bytes(card)}
    for name, data in sections.items():
        _demand(_is_name(name, 24), "invalid_argument", f'"{name}" is not a name')
        everything[name] = memoryview(data).cast("B") if memoryview(data).nbytes else b""
    _demand(len(everything) <= MAX_SECTIONS, "invalid_argument", "more than 63 sections beside the card")

    placed = list(_layout(everything))
    total = placed[-1][1] + len(placed[-1][2])
    header = (MAGIC, FORMAT_VERSION, HEADER.size, total, kind.encode(), len(placed), b"")
    table = b"".join(ENTRY.pack(name.encode(), offset, len(data), _checksum(data)) for name, offset, data in placed)
    out = bytearray(HEADER.pack(*header, _front_checksum(HEADER.pack(*header, 0) + table)) + table)
    for _, offset, data in placed:
        out += bytes(offset - len(out))
        out += data
    return bytes(out)


def write(path, kind, card, sections):
    """Writes a model file as a whole: `path` appears or is replaced at the end, or stays as it was."""
    data = to_bytes(kind, card, sections)
    path = os.fspath(path)
    temporary = f"{path}.part-{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(UNFINISHED_MAGIC + data[len(MAGIC) :])
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            file.write(MAGIC)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _read_header(data):
    """(kind, version, section count) once header and table are known to be whole."""
    size = len(data)
    magic = data[: len(MAGIC)]
    _demand(magic != UNFINISHED_MAGIC, "corrupt", "unfinished model file")
    begun = magic and (MAGIC.startswith(magic) or UNFINISHED_MAGIC.startswith(magic))
    _demand(begun, "corrupt", "not a dau model file")
    _demand(size >= 12, "corrupt", f"truncated: {HEADER.size} bytes declared, {size} there")
    version = int.from_bytes(data[8:12], "little")
    _demand(version <= FORMAT_VERSION, "unsupported", f"newer: format version {version}")
    _demand(size >= HEADER.size, "corrupt", f"truncated: {HEADER.size} bytes declared, {size} there")
    _, _, header_size, total, kind, count, reserved, checksum = HEADER.unpack_from(data)
    plausible = version > 0 and header_size == HEADER.size and 0 < count <= MAX_SECTIONS
    _demand(plausible, "corrupt", "damaged header")
    front = HEADER.size + ENTRY.size * count
    _demand(size >= front, "corrupt", f"truncated: {max(total, front)} bytes declared, {size} there")
    _demand(_front_checksum(data[:front]) == checksum, "corrupt", "damaged header or section table: wrong checksum")
    _demand(not any(reserved), "corrupt", "damaged header: reserved bytes are not zero")
    _demand(size >= total, "corrupt", f"truncated: {total} bytes declared, {size} there")
    _demand(size == total, "corrupt", f"damaged: {total} bytes declared, {size} there")
    return _unpadded(kind), version, count


def _unpadded(field):
    name = field.rstrip(b"\0").decode("latin-1")
    _demand(_is_name(name, len(field)), "corrupt", "damaged: a kind or a section's name is not a name")
    return name


def _read_sections(data, count):
    sections = {}
    end = HEADER.size + ENTRY.size * count
    for i in range(count):
        name, offset, size, checksum = ENTRY.unpack_from(data, HEADER.size + ENTRY.size * i)
        name = _unpadded(name)
        _demand(name not in sections, "corrupt", f'damaged section table: two sections "{name}"')
        fits = offset == _align(end) and offset <= len(data) and size <= len(data) - offset
        _demand(fits, "corrupt", f'bad section "{name}": {size} bytes at {offset}')
        _demand(not any(data[end:offset]), "corrupt", f'damaged: bytes before section "{name}" are not zero')
        section = memoryview(data)[offset : offset + size]
        _demand(_checksum(section) == checksum, "corrupt", f'damaged section "{name}"')
        sections[name] = section
        end = offset + size
    _demand(end == len(data), "corrupt", "damaged: bytes behind the last section")
    return sections


def from_bytes(data, kind=None):
    """Checks all of a model file and gives what is in it."""
    found, version, count = _read_header(data)
    sections = _read_sections(data, count)
    _demand(kind is None or kind == found, "corrupt", f'another kind: a model of kind "{found}", "{kind}" is wanted')
    first = next(iter(sections))
    _demand(first == "card" and len(sections[first]) <= MAX_CARD_SIZE, "corrupt", "the card does not come first")
    try:
        card = json.loads(bytes(sections.pop("card")).decode("utf-8"))
    except ValueError as error:
        raise ContainerError("corrupt", "damaged card: not valid JSON") from error
    return Container(found, version, _checked_card(card, "corrupt"), sections)


def read(path, kind=None):
    with open(path, "rb") as file:
        return from_bytes(file.read(), kind)


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1]).card, indent=2, ensure_ascii=False))
