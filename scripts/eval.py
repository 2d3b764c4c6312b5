#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Restores the unmarked evaluation sets and scores the result.

    eval.py DAU [SET...]

The sets are looked for in DAU_DATA/eval, else in ../shared/data/eval beside the repository: *.txt with a sentence a
line, and matrix/*.jsonl with a `text` a line. Standard library only.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
VIETNAMESE_MARKS = set("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")
NOT_FOR_RESTORING = {"literary_800_raw", "segmentation_vtb_test"}


def strip(text):
    letters = "".join(c for c in unicodedata.normalize("NFD", text) if c not in VIETNAMESE_MARKS)
    return unicodedata.normalize("NFC", letters).replace("đ", "d").replace("Đ", "D")


def sets(folder):
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in NOT_FOR_RESTORING:
            yield path.stem, path.read_text(encoding="utf-8").splitlines()
    for path in sorted(folder.glob("matrix/*.jsonl")):
        yield f"matrix/{path.stem}", [json.loads(line)["text"] for line in path.open(encoding="utf-8")]


def score(dau, gold):
    """Returns what `dau eval score` says of the restored lines; ends the run when a command fails."""
    with tempfile.TemporaryDirectory() as folder:
        gold_path, pred_path = pathlib.Path(folder, "gold.txt"), pathlib.Path(folder, "pred.txt")
        gold_path.write_text("".join(line + "\n" for line in gold), encoding="utf-8")
        unmarked = "".join(strip(line) + "\n" for line in gold).encode()
        pred_path.write_bytes(subprocess.run([dau, "restore"], input=unmarked, stdout=subprocess.PIPE, check=True).stdout)
        command = [dau, "eval", "score", "--task", "restore", "--gold", gold_path, "--pred", pred_path]
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


def main(dau, wanted):
    folder = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared" / "data")) / "eval"
    found = [(name, gold) for name, gold in sets(folder) if not wanted or name in wanted]
    if not found:
        sys.exit(f"eval: error: no evaluation sets in {folder}; set DAU_DATA")
    for name, gold in found:
        print(f"{name} ({len(gold)} sentences)\n{score(dau, gold)}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"eval: error: {' '.join(map(str, error.cmd[:3]))} ended with {error.returncode}")
