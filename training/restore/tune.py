# SPDX-License-Identifier: Apache-2.0
"""Find the weights of net and trigram, and the pruning of candidates, on the development sentences.

  python3 tune.py --work work/ --model models/restore.dau --dau build/dau --out work/weights.json

Coordinate search: one number at a time is moved to the best of its neighbours until none helps. What is made as high as
possible is the mean over the registers of the share of words restored exactly, both sides in the old tone placement.
Each trial restores some 10,000 sentences, in about a second a register.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

import tokens as tk

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from common import container  # noqa: E402

WORD = re.compile(r"[^\W\d_]+")
MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")
GRIDS = {"net_weight": [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1], "ngram_weight": [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6],
         "prune": [4, 6, 8, 10, 12]}


def bare(line):
    plain = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", line)))
    return plain.replace("đ", "d").replace("Đ", "D")


def folded(line):
    return [tk.old_tone_placement(w.lower()) for w in WORD.findall(unicodedata.normalize("NFC", line))]


class Development:
    def __init__(self, work, sentences):
        self.sets = {}
        for path in sorted(work.glob("dev-*.txt")):
            lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
            random.Random(5).shuffle(lines)
            if len(lines) >= 50:
                lines = lines[:sentences]
                self.sets[path.stem[4:]] = ("".join(bare(x) + "\n" for x in lines).encode(), [folded(x) for x in lines])

    def score(self, command):
        """Share of right words by register."""
        result = {}
        for name, (bare_lines, gold) in self.sets.items():
            out = subprocess.run(command, input=bare_lines, stdout=subprocess.PIPE, check=True).stdout.decode()
            right = total = 0
            for line, want in zip(out.split("\n"), gold):
                right += sum(a == b for a, b in zip(folded(line), want))
                total += len(want)
            result[name] = right / total
        return result


class Trials:
    def __init__(self, args):
        self.development = Development(args.work, args.sentences)
        self.dau = args.dau
        self.model = container.read(args.model)
        self.done = {}

    def mean(self, weights):
        key = tuple(sorted(weights.items()))
        if key not in self.done:
            config = json.loads(bytes(self.model.sections["config"])) | weights
            sections = dict(self.model.sections) | {"config": json.dumps(config).encode()}
            with tempfile.NamedTemporaryFile(suffix=".dau") as f:
                container.write(pathlib.Path(f.name), "restore", self.model.card | {"samples": []}, sections)
                scores = self.development.score([self.dau, "restore", "--model", f.name])
            self.done[key] = sum(scores.values()) / len(scores)
            print(f"{100 * self.done[key]:.3f} {weights} " + " ".join(f"{k} {100 * v:.2f}" for k, v in scores.items()), flush=True)
        return self.done[key]


def climb(trials, weights):
    moved = True
    while moved:
        moved = False
        for name, grid in GRIDS.items():
            at = min(range(len(grid)), key=lambda i: abs(grid[i] - weights[name]))
            near = [weights | {name: grid[i]} for i in (at, at - 1, at + 1) if 0 <= i < len(grid)]
            best = max(near, key=trials.mean)
            moved |= best != weights and trials.mean(best) > trials.mean(weights)
            weights = best
    return weights


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", type=pathlib.Path, required=True)
    ap.add_argument("--model", type=pathlib.Path, required=True)
    ap.add_argument("--dau", required=True, help="the program")
    ap.add_argument("--sentences", type=int, default=1500, help="of each register at most")
    ap.add_argument("--out", type=pathlib.Path)
    args = ap.parse_args()
    trials = Trials(args)
    config = json.loads(bytes(trials.model.sections["config"]))
    best = climb(trials, {k: config[k] for k in GRIDS})
    print("best:", best)
    if args.out:
        args.out.write_text(json.dumps(best) + "\n", "utf-8")


if __name__ == "__main__":
    main()
