#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Power is lost when it hurts: the writer is killed in the place of a random sync, and of what it wrote since the last sync of each file only a random
part stays, whole sectors of it in any choice. No entry with a receipt may be missing or another afterwards, and of
entries that are commitments, the salt must be there.

    drop_test.py DAU SHIM [ROUNDS]        10 rounds; `make soak` runs 200

SHIM: drop_writes.so, which notes down writes and syncs. Renames are taken to be on the medium at once. Standard library only.
"""
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import threading

import kill_test

SECTOR = 512


def unsynced(journal):
    """inode: [(offset, size before, bytes before, bytes written)], what was written since the last sync."""
    data, at, left = journal.read_bytes() if journal.exists() else b"", 0, {}
    while at < len(data):
        if data[at:at + 1] == b"S":
            left.pop(struct.unpack_from("<Q", data, at + 1)[0], None)
            at += 9
            continue
        inode, offset, size, had, wrote = struct.unpack_from("<QQQII", data, at + 1)
        old, new = data[at + 33:at + 33 + had], data[at + 33 + had:at + 33 + had + wrote]
        left.setdefault(inode, []).append((offset, size, old, new))
        at += 33 + had + wrote
    return left


def lose(folder, writes, rng):
    """Takes back all unsynced writes, and makes a random choice of their sectors again. Returns how many were touched."""
    paths = {path.stat().st_ino: path for path in folder.rglob("*") if path.is_file()}
    touched = 0
    for inode, list_of in writes.items():
        if inode not in paths:
            continue
        with open(paths[inode], "r+b") as file:
            for offset, size, old, new in reversed(list_of):
                file.seek(offset)
                file.write(old)
                if offset + len(old) >= size and len(new) > len(old):
                    file.truncate(size)
            for offset, size, old, new in list_of:
                touched += 1
                for begin in range(0, len(new), SECTOR):
                    if rng.random() < 0.5:
                        file.seek(offset + begin)
                        file.write(new[begin:begin + SECTOR])
    return touched


def main(dau, shim, rounds):
    rng = random.Random(7)
    known, salted, touched = {}, {}, 0
    with tempfile.TemporaryDirectory() as name:
        folder, journal = pathlib.Path(name, "log"), pathlib.Path(name, "journal")
        subprocess.run([dau, "log", "init", folder, "--origin", "drop.test"], check=True, stdout=subprocess.DEVNULL)
        environment = {**os.environ, "LD_PRELOAD": shim, "DAU_DROP_FOLDER": str(folder), "DAU_DROP_JOURNAL": str(journal)}
        for number in range(rounds):
            plain = number % 2 == 0
            journal.unlink(missing_ok=True)
            environment["DAU_DROP_SYNCS"] = str(rng.randrange(1, 40))
            events = [f"event {number} {i}" for i in range(100_000)]
            writer = subprocess.Popen([dau, "log", "append", folder, *(["--plain"] if plain else [])], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, env=environment)

            def feed(stream=writer.stdin, lines=events):
                try:
                    for i in range(0, len(lines), 40):
                        stream.write("".join(line + "\n" for line in lines[i:i + 40]).encode())
                        stream.flush()
                except (BrokenPipeError, ValueError, OSError):
                    pass

            threading.Thread(target=feed, daemon=True).start()
            threading.Timer(rng.uniform(0.3, 0.6), writer.kill).start()  # should there be fewer syncs
            first = None
            for line in writer.stdout.read().decode().splitlines(keepends=True):
                if line.endswith("\n"):
                    receipt = json.loads(line)
                    first = receipt["index"] if first is None else first
                    known[receipt["index"]] = receipt["leaf"]
                    if not plain:
                        salted[receipt["index"]] = events[receipt["index"] - first]
            writer.wait()
            touched += lose(folder, unsynced(journal), rng)
            entry = f"after {number}"
            done = subprocess.run([dau, "log", "append", folder, "--plain"], input=entry + "\n", text=True, capture_output=True)
            assert done.returncode == 0, f"round {number}: {done.stderr}"
            receipt = json.loads(done.stdout)
            known[receipt["index"]] = receipt["leaf"]
            size = receipt["index"] + 1
            leaves = [leaf for i in range((size + 255) // 256) for leaf in kill_test.tile(folder, i, size)]
            wrong = [i for i, leaf in known.items() if i >= size or leaves[i] != leaf]
            assert not wrong, f"round {number}: entries {wrong[:5]} of {size} are not what was acknowledged"
            for index in sorted(salted)[-3:]:
                proof, event = pathlib.Path(name, "proof"), pathlib.Path(name, "event")
                proof.write_bytes(subprocess.run([dau, "log", "prove", folder, "--index", str(index), "--salt"], check=True,
                                                 stdout=subprocess.PIPE).stdout)
                event.write_text(salted[index] + "\n")
                subprocess.run([dau, "log", "verify", proof, "--pub", folder / "pub.pem", "--event", event], check=True,
                               stdout=subprocess.DEVNULL)
        done = subprocess.run([dau, "log", "verify", folder, "--pub", folder / "pub.pem"], stdout=subprocess.PIPE, text=True)
        print(f"{rounds} losses of power, {touched} unsynced writes dropped or torn, {len(known)} receipts kept;", done.stdout.strip())
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve()), str(pathlib.Path(sys.argv[2]).resolve()),
                  int(sys.argv[3]) if len(sys.argv) > 3 else 10))
