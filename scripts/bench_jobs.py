#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the two long jobs: scoring a million sentence pairs with intervals, and scanning a tree with models in it.

    bench_jobs.py DAU [--pairs N]

The pairs are the open matrix (skipped where its files are not here) and what `dau restore --scorers ngram` makes of it
without marks, repeated; the reference implementation in Python scores a part of them for the ratio. The tree has 10,000
files, 200 of them models of 1 GB of which only the header is written: who reads weights will be slow. Standard library
only.
"""
import argparse
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MATRIX = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared/data")) / "eval/matrix"
sys.path.insert(0, str(ROOT / "tests/eval/reference"))
import metrics  # noqa: E402


def timed(command, **rest):
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=rest.pop("check", True), **rest)
    return time.monotonic() - begin, done.stdout


def score(dau, pairs, folder):
    files = sorted(MATRIX.glob("*.jsonl"))
    if not files:
        print("scoring: skipped, the open matrix is not here")
        return
    golds = [json.loads(line)["text"].replace("\n", " ") for path in files for line in path.open(encoding="utf-8")]
    stripped = subprocess.run([dau, "strip"], input="".join(f"{g}\n" for g in golds).encode(), stdout=subprocess.PIPE, check=True).stdout
    preds = subprocess.run([dau, "restore", "--scorers", "ngram"], input=stripped, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    for name, texts in (("gold", golds), ("pred", preds)):
        with (folder / name).open("w", encoding="utf-8") as out:
            for i in range(pairs):
                out.write(texts[i % len(texts)] + "\n")
    ours, _ = timed([dau, "eval", "score", "--gold", folder / "gold", "--pred", folder / "pred"])
    part = slice(0, len(golds), 20)
    begin = time.monotonic()
    metrics.word_scores(preds[part], golds[part])
    metrics.diacritic_cer(preds[part], golds[part])
    theirs = (time.monotonic() - begin) / len(golds[part])
    print(f"scoring {pairs} pairs, 12 metrics of the system and of the input, 1,000 draws: {ours:.1f} s; "
          f"two of the metrics in Python, no interval: {theirs * pairs:.0f} s at its pace ({theirs * pairs / ours:.0f} times as long)")


def scan(dau, folder):
    header = json.dumps({"__metadata__": {"license": "apache-2.0"}, "w": {"dtype": "F16", "shape": [500, 1000000], "data_offsets": [0, 1000000000]}}).encode()
    for number in range(200):
        model = folder / f"models/{number}"
        model.mkdir(parents=True)
        (model / "README.md").write_text(f"---\nlicense: {'cc-by-nc-4.0' if number % 10 == 0 else 'mit'}\n---\nA model.\n")
        with (model / "model.safetensors").open("wb") as out:
            out.write(struct.pack("<Q", len(header)) + header)
            out.truncate(8 + len(header) + 1_000_000_000)
    for number in range(9600):
        path = folder / f"src/{number // 100}/{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# SPDX-License-Identifier: MIT\nnumber = {number}\n" + "x = 1\n" * 200)
    took, out = timed([dau, "licence", "check", folder, "--use", "commercial-product", "--format", "json"], check=False)
    print(f"scanning {sum(1 for p in folder.rglob('*') if p.is_file())} files, 200 of them models of 1 GB: {took:.2f} s, "
          f"{len(json.loads(out)['components'])} components")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dau")
    parser.add_argument("--pairs", type=int, default=1_000_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scan(args.dau, pathlib.Path(name) / "tree")
        score(args.dau, args.pairs, pathlib.Path(name))


if __name__ == "__main__":
    main()
