#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A writer is killed at random moments; no entry that it has given a receipt for may be missing or another afterwards.

    kill_test.py DAU [ROUNDS]        30 rounds; `make soak` runs 1,000

What is in the log is read from its tiles here, by RFC 6962 and the C2SP layout, not by the program. Standard library only.
"""
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time


def tile(folder, number, size):
    """The leaf hashes of tile `number` of level 0."""
    width = min(256, size - 256 * number)
    digits = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        digits = f"x{number % 1000:03}/{digits}"
    path = folder / "tile/0" / digits
    data = (path if width == 256 or path.is_file() else path.parent / f"{path.name}.p/{width}").read_bytes()
    return [data[i:i + 32].hex() for i in range(0, 32 * width, 32)]


def feed(stream, number):
    try:
        while True:
            stream.write(f"{{\"round\": {number}, \"at\": {time.monotonic_ns()}}}\n".encode())
            stream.flush()
    except (BrokenPipeError, ValueError, OSError):
        pass


def main(dau, rounds):
    rng = random.Random(1)
    known = {}  # index: leaf, as receipts say
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name, "log")
        subprocess.run([dau, "log", "init", folder, "--origin", "kill.test"], check=True, stdout=subprocess.DEVNULL)
        for number in range(rounds):
            writer = subprocess.Popen([dau, "log", "append", folder, "--plain"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            threading.Thread(target=feed, args=(writer.stdin, number), daemon=True).start()
            threading.Timer(rng.uniform(0.001, 0.12), writer.kill).start()
            for line in writer.stdout.read().decode().splitlines(keepends=True):
                if line.endswith("\n"):
                    receipt = json.loads(line)
                    known[receipt["index"]] = receipt["leaf"]
            writer.wait()
            entry = f"after {number}".encode()
            receipt = json.loads(subprocess.run([dau, "log", "append", folder, "--plain"], input=entry + b"\n", check=True,
                                                stdout=subprocess.PIPE).stdout)
            assert receipt["leaf"] == hashlib.sha256(b"\0" + entry).hexdigest()
            known[receipt["index"]] = receipt["leaf"]
            size = receipt["index"] + 1
            assert int((folder / "checkpoint").read_text().split("\n")[1]) == size
            leaves = [leaf for i in range((size + 255) // 256) for leaf in tile(folder, i, size)]
            wrong = [i for i, leaf in known.items() if i >= size or leaves[i] != leaf]
            assert not wrong, f"round {number}: entries {wrong[:5]} of {size} are not what was acknowledged"
        done = subprocess.run([dau, "log", "verify", folder, "--pub", folder / "pub.pem"], stdout=subprocess.PIPE, text=True)
        print(f"{rounds} kills, {len(known)} receipts kept;", done.stdout.strip())
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 30))
