#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Follows the memory of a filter while a long stream runs through it.

    soak_memory.py [--megabytes N] [--growth KIB] [--lines FILE] DAU COMMAND [OPTION...]

Writes N MB (1 MB = 10^6 bytes; default 1000) of lines to `DAU COMMAND OPTION...`, reads what comes out, and samples the
peak of the resident memory, as the kernel keeps it (VmHWM). Ends with 1 when the peak grows by more than KIB (default
8192) after the first tenth of the stream, or when other than one line comes out for each line in. With --jsonl among the
options the lines are JSON objects. Needs nothing but Python; the lines are made of chance from a fixed seed, and no two
blocks of them are alike. With --lines they are those of FILE, real text, over and over, a third of them with a number
that no earlier block had: nonsense costs `correct` several times as much as text does.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import threading
import time

SYLLABLES = """anh ban bao bay bien binh buoi cac cai cam can cao chi chieu cho chung co con cong cua cuoc da dai dan dang
dat day den di dia dieu do doi don dong du duoc duong em gi gia giao gio giua gui ha hai han hang hanh hay hien ho hoa hoc
hoi hom hop huong khi khoa khong ky la lai lam lang len lich lo luat luc luon ly ma mai mang mat may minh moi mot mua muon
nam nay nen ngay nghe nghi nguoi nha nhan nhat nhieu nho nhu nhung noi nong nuoc o phai phan phat phong phu qua quan quoc
quyen ra rang rat roi sach sang sau se so song su ta tai tam tap tat tay ten thang thanh the theo thi thich thoi thu thuc
thuong tieng tim tin tinh to toan toi tot tra trang tren trinh tro trong truoc truong tu tung tuoi tuy va van vao ve vi
viec vien viet voi vua xa xay xem xin y yeu tôi đang học việc người được những của không là""".split()


def block(size, chance, as_json):
    """About `size` bytes of lines; #### stands for what differs from block to block."""
    lines, total = [], 0
    while total < size:
        words = [chance.choice(SYLLABLES) for _ in range(chance.randrange(1, 40))]
        if chance.random() < 0.3:
            words.insert(chance.randrange(len(words)), chance.choice(["####", "a####@mail.vn", "https://a.vn/####", "12,5%", "NASA"]))
        line = " ".join(words) + chance.choice(["", ".", ",", "?"])
        if as_json:
            line = json.dumps({"id": "####", "text": line}, ensure_ascii=False)
        lines.append(line)
        total += len(line.encode()) + 1
    return ("\n".join(lines) + "\n").encode()


def block_of(path):
    """The lines of the file, with #### in every third."""
    lines = [line for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line]
    return "".join(line + (" ####\n" if i % 3 == 0 else "\n") for i, line in enumerate(lines)).encode()


class Stream:
    """Writes blocks to a pipe, and counts."""

    def __init__(self, pipe, size, as_json, path=None):
        self.pipe, self.size = pipe, size
        self.block = block_of(path) if path else block(min(size, 4_000_000) // 4, random.Random(7), as_json)
        self.written = self.lines = 0

    def run(self):
        try:
            while self.written < self.size:
                part = self.block.replace(b"####", b"%d" % self.written)
                self.pipe.write(part)
                self.written += len(part)
                self.lines += part.count(b"\n")
            self.pipe.close()
        except BrokenPipeError:  # the exit code will tell why
            pass


def peak_kib(pid):
    found = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) if found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--growth", type=int, default=8192)
    parser.add_argument("--lines", metavar="FILE")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    size = int(args.megabytes * 1e6)

    filter_ = subprocess.Popen(args.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    stream = Stream(filter_.stdin, size, "--jsonl" in args.command, args.lines)
    writer = threading.Thread(target=stream.run, daemon=True)
    start = time.monotonic()
    writer.start()
    early = late = lines = read = 0
    while part := filter_.stdout.read1(1 << 16):
        lines += part.count(b"\n")
        late = max(late, peak_kib(filter_.pid))
        # By what has come out, not by what was written: a pipe takes a good part of a short stream before the filter begins.
        if read <= size / 10:
            early = late
        read += len(part)
    writer.join()
    code = filter_.wait()

    name = " ".join(args.command[1:])
    print(f"soak: dau {name}: {stream.written / 1e6:.0f} MB in {time.monotonic() - start:.0f} s, {stream.lines} lines; "
          f"peak {early} KiB after a tenth, {late} KiB at the end")
    if code != 0:
        return f"soak: error: exit code {code}"
    if lines != stream.lines:
        return f"soak: error: {lines} lines came out"
    if late - early > args.growth:
        return f"soak: error: grew by {late - early} KiB, more than {args.growth}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
