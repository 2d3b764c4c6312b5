#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A log in PostgreSQL: a real server, started here, with several writers at a time, a crash and a change behind its back.

    database_test.py DAU

Ends with 77 (skipped) where there is no PostgreSQL server (package postgresql). Standard library only.
"""
import glob
import json
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile

DAU = str(pathlib.Path(sys.argv[1]).resolve())
BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))


def dau(*words, **more):
    return subprocess.run([DAU, "log", *map(str, words)], capture_output=True, text=True, **more)


def good(*words, **more):
    done = dau(*words, **more)
    assert done.returncode == 0, (words, done.stderr, done.stdout)
    return done.stdout


class Server:
    """PostgreSQL refuses to run as root: then as the user postgres, or nobody."""

    def __init__(self, folder):
        self.folder, self.user = folder, None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(folder, self.user)
        self.run("initdb", "-D", folder / "data", "-A", "trust", "-U", "dau", "--no-sync")
        self.place = f"postgresql:///postgres?host={folder}&user=dau"
        self.start()

    def run(self, name, *words):
        command = [f"{BINARIES[-1]}/{name}", *map(str, words)]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def start(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "server.log", "-o",
                 f"-c listen_addresses='' -c unix_socket_directories={self.folder}", "start")

    def stop(self):
        """At once, without a checkpoint: as a crash would end it."""
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def sql(self, command):
        subprocess.run([f"{BINARIES[-1]}/psql", "-h", self.folder, "-U", "dau", "-q", "-c", command, "postgres"], check=True)


def main():
    if not BINARIES or not shutil.which("runuser"):
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        base = folder / "server"
        base.mkdir()
        server = Server(base)
        try:
            check(server, folder)
        finally:
            server.stop()
    print("the log in PostgreSQL does what it says")
    return 0


def check(server, folder):
    key, place = folder / "key.pem", server.place
    good("init", folder / "seed", "--origin", "pg.test/log")
    shutil.copy(folder / "seed/key.pem", key)
    assert dau("checkpoint", place).returncode == 4
    pub = folder / "pub"
    pub.write_text(good("init", place, "--origin", "pg.test/log", "--key", key))
    assert dau("init", place, "--origin", "pg.test/log", "--key", key).returncode == 2
    assert dau("append", place, "--key", key, input="x\n").returncode == 2  # commitments are the writer's affair

    # Several writers, as from several machines: every entry has its own index, and all of them are there.
    writers = [subprocess.Popen([DAU, "log", "append", place, "--plain", "--key", str(key)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for i, writer in enumerate(writers):
        writer.stdin.write("".join(f"writer {i} entry {n}\n" for n in range(150)))
        writer.stdin.close()
    receipts = [json.loads(line) for writer in writers for line in writer.stdout.read().splitlines()]
    assert all(writer.wait() == 0 for writer in writers)
    assert sorted(one["index"] for one in receipts) == list(range(600))
    good("verify", place, "--pub", pub)
    older = folder / "older"
    older.write_text(good("checkpoint", place))

    # Proofs are the same as those of a folder, checked without the database.
    proof = folder / "proof"
    for index in (0, 255, 256, 599):
        proof.write_text(good("prove", place, "--index", index))
        good("verify", proof, "--pub", pub)
    good("append", place, "--plain", "--key", key, input="".join(f"{n}\n" for n in range(70_000)))
    proof.write_text(good("prove", place, "--from", 600))
    good("verify", proof, "--pub", pub, "--older", older)
    assert good("verify", place, "--pub", pub, "--older", older).startswith("the database: whole, 70600 entries")

    # Out of the database and into another: the same root.
    good("copy", place, folder / "copy", "--key", key)
    assert good("checkpoint", folder / "copy").split("\n")[:3] == good("checkpoint", place).split("\n")[:3]
    good("verify", folder / "copy", "--pub", pub)
    server.sql("CREATE SCHEMA other")
    second = place + "&options=-csearch_path%3Dother"
    good("copy", folder / "copy", second, "--key", key)
    assert good("checkpoint", second).split("\n")[:3] == good("checkpoint", place).split("\n")[:3]

    # A server that dies: what has a receipt is there.
    writer = subprocess.Popen([DAU, "log", "append", place, "--plain", "--key", str(key)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    seen = []
    for n in range(30):
        writer.stdin.write(f"before {n}\n")
        writer.stdin.flush()
        seen.append(json.loads(writer.stdout.readline()))
    server.stop()
    writer.stdin.close()
    writer.wait()
    server.start()
    proof.write_text(good("prove", place, "--index", seen[-1]["index"]))
    assert "before 29" in good("verify", proof, "--pub", pub)
    good("verify", place, "--pub", pub)

    # Whoever changes the tables is found out, and nothing is signed on top of it.
    server.sql("UPDATE dau_log_entries SET entry = 'changed' WHERE index = 300")
    done = dau("verify", place, "--pub", pub)
    assert done.returncode == 1 and "NOT WHOLE" in done.stdout, done.stdout
    server.sql("UPDATE dau_log SET size = 5")
    done = dau("append", place, "--plain", "--key", key, input="x\n")
    assert done.returncode == 4 and "nothing is signed" in done.stderr, done.stderr
    assert dau("append", "postgresql:///postgres?host=/nowhere", "--plain", "--key", key, input="x\n").returncode == 4
    assert dau("append", second, "--plain", "--key", folder / "copy/key.pem", input="one more\n").returncode == 0


if __name__ == "__main__":
    sys.exit(main())
