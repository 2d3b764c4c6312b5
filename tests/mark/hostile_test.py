#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files made to cost much: dau mark verify ends, with a verdict, and takes no more than 64 MB beside the file.

    hostile_test.py DAU [MEGABYTES]        2 MB each; `make soak` takes 40

Prints size, memory and seconds of each. Standard library only.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

ALLOWED_KB = 64 << 10


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg_store(size):
    """One manifest store in parts, of empty boxes."""
    head = struct.pack(">I", size) + b"jumb"
    body = struct.pack(">I", 38) + b"jumd" + b"c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0" + b"\0\0\0\x08free" * (size // 8)
    parts = [body[i:i + 65517] for i in range(0, len(body), 65517)]
    return b"\xff\xd8" + b"".join(b"\xff\xeb" + struct.pack(">H", 18 + len(part)) + b"JP\0\1" + struct.pack(">I", number + 1) + head + part
                                  for number, part in enumerate(parts)) + b"\xff\xd9"


def pdf_bomb(size):
    """A catalog in an object stream that inflates to `size` bytes."""
    numbers = b"1 0 2 40 "
    packed = zlib.compress(numbers + b"<</Type/Catalog/Pages 2 0 R>>".ljust(40) + b"<</Type/Pages/Kids[]/Count 0>>" + b" " * size, 9)
    out = b"%PDF-1.7\n"
    at = len(out)
    out += b"4 0 obj\n<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(numbers), len(packed)) + packed
    out += b"\nendstream\nendobj\n"
    table = len(out)

    def row(kind, a, b):
        return bytes([kind]) + a.to_bytes(4, "big") + bytes([b])
    rows = row(0, 0, 255) + row(2, 4, 0) + row(2, 4, 1) + row(0, 0, 0) + row(1, at, 0) + row(1, table, 0)
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows) + rows
    return out + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table


def files(size):
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
    yield "text.png", png + chunk(b"tEXt") * (size // 12) + chunk(b"IEND")
    yield "stores.png", png + chunk(b"caBX") * (size // 12) + chunk(b"IEND")
    yield "segments.jpg", b"\xff\xd8" + b"\xff\xe1\0\2" * (size // 4) + b"\xff\xd9"
    yield "fill.jpg", b"\xff\xd8" + b"\xff" * size
    yield "store.jpg", jpeg_store(size)
    yield "chunks.wav", b"RIFF" + struct.pack("<I", size // 8 * 8 + 4) + b"WAVE" + b"LIST\0\0\0\0" * (size // 8)
    yield "script.html", b"<html><head>" + b"<script" * (size // 7)
    yield "end.html", b"<html><head>" + b"<script>" * (size // 16) + b"</scrip" * (size // 14)
    yield "less.html", b"<html><head>" + b"<" * size
    yield "comment.html", b"<html><!--" + b"<!-" * (size // 3)
    yield "attributes.html", b"<html><a " + b"a=b " * (size // 4)
    yield "marks.txt", "\ufeff".encode() * (size // 3)
    yield "selectors.txt", "\ufeff".encode() + b"\xf3\xa0\x84\x80" * (size // 4)
    yield "deep.svg", b"<svg>" + b"<a>" * (size // 3)
    yield "wide.svg", b"<svg>" + b"<a/>" * (size // 4) + b"</svg>"
    yield "entities.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)) + b"]><svg>&m;</svg>"
    yield "boxes.mp4", b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x08free" * (size // 8)
    yield "frames.mp3", b"ID3\4\0\0\x7f\x7f\x7f\x7f" + b"TIT2\0\0\0\0\0\0" * (size // 10)
    yield "begin.md", b"-----BEGIN C2PA MANIFEST-----" * (size // 29)
    yield "objects.pdf", b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * (size // 20) + b"trailer <</Root 1 0 R>>\n"
    yield "open.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * size
    yield "bomb.pdf", pdf_bomb(size * 20)
    yield "array.pdf", pdf_bomb(10).replace(b"<</Type/XRef", b"<</Pad[" + b"0 " * (size // 2) + b"]/Type/XRef")


# In a process of its own: what a process has before it becomes another program counts as that program's.
MEASURE = """
import resource, subprocess, sys, time
begin = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.monotonic() - begin)
"""


def cost(program, path):
    done = subprocess.run([sys.executable, "-S", "-c", MEASURE, program, "mark", "verify", path], capture_output=True, text=True)
    code, memory, seconds = done.stdout.split()
    return int(code), int(memory), float(seconds), done.stderr


def main(program, megabytes):
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name, "empty")
        path.write_bytes(b"")
        _, base, _, _ = cost(program, path)
        for name_of, data in files(megabytes << 20):
            path = pathlib.Path(name, name_of)
            path.write_bytes(data)
            code, memory, seconds, errors = cost(program, path)
            more = memory - base - len(data) // 1024
            good = code in (1, 2) and more <= ALLOWED_KB and not errors
            bad += 0 if good else 1
            print(f"{name_of:<16}{len(data) / 1e6:>8.1f} MB{max(more, 0) / 1024:>8.1f} MB more{seconds:>7.2f} s  "
                  f"{'' if good else f'BAD: exit code {code} {errors}'}".rstrip())
            path.unlink()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 2))
