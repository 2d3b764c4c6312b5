#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures `dau spoken` and `dau written`: exact lines on the evaluation suite, and words a CPU second beside espeak-ng.

    forms_tables.py DAU [--speed TEXT]

The suite is DAU_DATA/eval/forms, else ../shared/data/eval/forms beside the repository: kind, line, expected; read under
--convention nemo. "left": the share of lines that are right when left as they are. The intervals are Wilson's, 95 %.
TEXT is any prose in UTF-8, a line a sentence. Standard library only.
"""
import argparse
import collections
import math
import os
import pathlib
import resource
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared" / "data")) / "eval/forms"


def rows(name):
    for line in (DATA / f"{name}.tsv").read_text("utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) >= 3:
            yield fields[0], "\t".join(fields[1:-1]), fields[-1]


def wilson(right, all_, z=1.96):
    p, d = right / all_, 1 + z * z / all_
    half = z * math.sqrt(p * (1 - p) / all_ + z * z / (4 * all_ * all_))
    return 100 * (p + z * z / (2 * all_) - half) / d, 100 * (p + z * z / (2 * all_) + half) / d


def accuracy(dau, command):
    cases = list(rows(command))
    done = subprocess.run([dau, command, "--convention", "nemo"], input="\n".join(c[1] for c in cases) + "\n",
                          capture_output=True, text=True, check=True)
    right, left, total = collections.Counter(), collections.Counter(), collections.Counter()
    for (kind, line, expected), found in zip(cases, done.stdout.split("\n"), strict=False):
        for key in (kind, "all"):
            total[key] += 1
            right[key] += found == expected
            left[key] += line == expected
    print(f"| {command} | right | left |\n|---|---|---|")
    for kind in [*sorted(k for k in total if k != "all"), "all"]:
        print(f"| {kind} | {right[kind]}/{total[kind]} | {left[kind]}/{total[kind]} |")
    print("interval of all: %.1f to %.1f %%\n" % wilson(right["all"], total["all"]))


def cpu_seconds(command, text):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, input=text, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def speed(dau, path):
    text = pathlib.Path(path).read_bytes()
    words = len(text.split())
    for command in ("spoken", "written"):
        seconds = sorted(cpu_seconds([dau, command], text) for _ in range(5))[2]
        print(f"{command}: {words / seconds:,.0f} words a CPU second ({words} words, median of 5)")
    if shutil.which("espeak-ng"):
        part = b" ".join(text.split()[:20000])
        seconds = cpu_seconds(["espeak-ng", "-v", "vi", "-q", "--ipa", "--stdin"], part)
        print(f"espeak-ng to IPA: {20000 / seconds:,.0f} words a CPU second")
    else:
        print("espeak-ng: not installed, not measured")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dau")
    parser.add_argument("--speed")
    args = parser.parse_args()
    if DATA.exists():
        accuracy(args.dau, "spoken")
        accuracy(args.dau, "written")
    if args.speed:
        speed(args.dau, args.speed)


if __name__ == "__main__":
    main()
