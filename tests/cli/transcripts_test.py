#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the cases of transcripts and compares what the program says, does and leaves behind.

    transcripts_test.py DAU TRANSCRIPT...

A transcript is made of cases:

    == A sentence that names the behaviour
    needs: model                what this machine must have: model, user (not root); else the case is skipped
    $ printf 'toi' | dau strip  run by sh in an empty folder; several lines are one script
    > toi                       a line of standard output; the last without a newline: >\\ toi
    ! dau: error: …             a line of standard error; … stands for anything
    exit 2                      the script's exit code, 0 when not given
    files: out.txt              all files that are there afterwards, none when not given

In the script dau is the program, $MODEL the released model, and $DATA the folder tests/data. What begins with # is a
comment. Exit code 77: every case was skipped.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODEL = pathlib.Path(os.environ.get("DAU_MODELS", ROOT / "models")) / "restore.dau"
HAVE = {"model": MODEL.exists(), "user": os.geteuid() != 0}


def environment(dau, scratch):
    """What a command sees: nothing of the user's own settings."""
    env = {"PATH": f"{pathlib.Path(dau).resolve().parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": str(scratch),
           "DATA": str(ROOT / "tests/data"), "MODEL": str(MODEL)}
    if "DAU_MODELS" in os.environ:
        env["DAU_MODEL"] = str(MODEL)
    for name in os.environ:
        if name == "DAU_KERNELS" or name.endswith("SAN_OPTIONS"):
            env[name] = os.environ[name]
    return env


def parse(text):
    """The cases: name, needs, script, out, err, exit code, files."""
    cases = []
    for line in text.splitlines():
        head, _, rest = line.partition(" ")
        if head == "==":
            cases.append({"name": rest, "needs": [], "script": "", "out": "", "err": "", "exit": 0, "files": []})
        elif line and not line.startswith("#"):
            read_line(cases[-1], head, rest, line)
    return cases


def read_line(case, head, rest, line):
    if head in ("needs:", "files:"):
        case[head[:-1]] += rest.split()
    elif head == "exit":
        case["exit"] = int(rest)
    elif head in ("$", ">", "!", ">\\"):
        member = {"$": "script", "!": "err"}.get(head, "out")
        case[member] += rest + ("" if head == ">\\" else "\n")
    else:
        raise ValueError(f"not a line of a transcript: {line}")


def fits(expected, found):
    pattern = "[^\n]*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(pattern, found) is not None


def differences(case, dau):
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(["sh", "-c", case["script"]], cwd=scratch, env=environment(dau, scratch),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        files = sorted(os.listdir(scratch))
    out, err = (stream.decode("utf-8", "surrogateescape") for stream in (done.stdout, done.stderr))
    if not fits(case["out"], out):
        yield f"standard output, expected:\n{case['out']}found:\n{out}"
    if not fits(case["err"], err):
        yield f"standard error, expected:\n{case['err']}found:\n{err}"
    if done.returncode != case["exit"]:
        yield f"exit code {case['exit']} expected, {done.returncode} found"
    if files != sorted(case["files"]):
        yield f"files {sorted(case['files'])} expected, {files} found"


def main(dau, *transcripts):
    failed = ran = skipped = 0
    for case in (case for path in transcripts for case in parse(pathlib.Path(path).read_text(encoding="utf-8"))):
        missing = [need for need in case["needs"] if not HAVE[need]]
        if missing:
            skipped += 1
            print(f"skipped: {case['name']} (needs {', '.join(missing)})")
            continue
        ran += 1
        found = list(differences(case, dau))
        failed += bool(found)
        for difference in found:
            print(f"failed: {case['name']}\n{difference}".encode("utf-8", "replace").decode("utf-8"))
    print(f"{ran} cases, {failed} failed, {skipped} skipped")
    return 1 if failed else 0 if ran else 77


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
