#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the transcripts of a page and compares: in a ```console block, `$ command` and below it what it prints.

    transcripts_test.py PAGE DAU

Commands with `build/dau` are run, in the root of the repository; those of others (apt, make, cmake) are not.
"""
import pathlib
import re
import subprocess
import sys


def transcripts(text):
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            yield command, expected


def main(page, dau):
    page = pathlib.Path(page).resolve()
    ran = failed = 0
    for command, expected in transcripts(page.read_text(encoding="utf-8")):
        if "build/dau" not in command:
            continue
        ran += 1
        done = subprocess.run(["sh", "-c", command.replace("build/dau", dau)], cwd=page.parent, capture_output=True, text=True)
        if done.stdout + done.stderr != expected:
            failed += 1
            print(f"$ {command}\nexpected:\n{expected}printed:\n{done.stdout}{done.stderr}")
    print(f"{page.name}: {ran} commands, {failed} differ")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
