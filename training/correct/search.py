# SPDX-License-Identifier: Apache-2.0
"""Find the costs of card.json on the development pairs: one at a time, up and down, keep what helps.

  python3 search.py --work work/ --data ../../../shared/data --dau ../../build/dau --rounds 1

Goal: the mean over kinds and registers of the word accuracy, less 3 for each percent of a register's clean words that
change beyond LIMITS (some of those sentences are wrong themselves, in the encyclopaedia most of all). Writes the best costs
to work/best-<name>.json after each step that helped. Half an hour a round.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

import tune

HERE = pathlib.Path(__file__).parent
WEIGHTS = {"light": 3, "heavy": 3, "unmarked": 2, "telex": 2, "telex_slips": 1, "chat": 1, "typo": 2, "ocr": 1, "regional": 1, "vni": 0.5, "phone": 0.5, "spacing": 0.5}
REGISTERS = {"conversational": 1.5, "literary": 1.5, "news": 1.5, "business": 1, "legal": 1, "encyclopaedic": 0.5, "technical": 0.5}
LIMITS = {"dev-business": 0.05, "dev-conversational": 0.1, "dev-encyclopaedic": 0.22, "dev-literary": 0.19, "dev-technical": 0.05}


class Goal:
    def __init__(self, args):
        self.args = args
        self.pairs = {k: [line.split("\t") for line in (args.work / f"pairs-{k}.tsv").read_text("utf-8").splitlines()] for k in WEIGHTS}
        rng = random.Random(7)
        self.clean, self.registers = [], {}
        for path in sorted(args.work.glob("dev-*.txt")):
            if path.stem not in ("dev-labels", "dev-religious", "dev-legal", "dev-news"):
                lines = path.read_text("utf-8").splitlines()
                few = args.clean * (3 if path.stem in ("dev-literary", "dev-conversational") else 1)
                taken = rng.sample(lines, min(few, len(lines)))
                self.registers[path.stem] = len(taken)
                self.clean += taken
        self.model = args.work / f"search-{args.name}.dau"

    def __call__(self, config):
        card = json.loads((HERE / "card.json").read_text("utf-8"))
        card["config"], card["samples"] = config, []
        path = self.args.work / f"search-{self.args.name}.json"
        path.write_text(json.dumps(card), "utf-8")
        subprocess.run([sys.executable, HERE / "export.py", "--work", self.args.work, "--data", self.args.data, "--out", self.model,
                        "--card", path], check=True, stdout=subprocess.DEVNULL)
        run = argparse.Namespace(dau=self.args.dau, model=self.model)
        every = [p[0] for k in WEIGHTS for p in self.pairs[k]] + self.clean
        out = tune.run(run, every)
        at, total, weight = 0, 0.0, 0.0
        for kind, w in WEIGHTS.items():
            by = collections.defaultdict(list)
            for o, p in zip(out[at:], self.pairs[kind]):
                by[p[2]].append((o, p[1]))
            at += len(self.pairs[kind])
            for register, pairs in by.items():
                total += w * REGISTERS[register] * tune.accuracy(pairs)
                weight += w * REGISTERS[register]
        shares, begin = [], 0
        for n in self.registers.values():
            shares.append(100 - tune.accuracy(zip(out[at + begin : at + begin + n], self.clean[begin : begin + n])))
            begin += n
        beyond = sum(max(0, x - LIMITS[r]) for x, r in zip(shares, self.registers))
        return total / weight - 3 * beyond, total / weight, *shares


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", required=True, type=pathlib.Path)
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--dau", required=True)
    ap.add_argument("--rounds", type=int, default=1)
    ap.add_argument("--clean", type=int, default=250)
    ap.add_argument("--name", default="a")
    ap.add_argument("--only", default="")
    args = ap.parse_args()
    goal = Goal(args)
    card = json.loads((HERE / "card.json").read_text("utf-8"))
    config = card["config"]
    best = goal(config)
    print("begin", *(f"{x:.3f}" for x in best), flush=True)
    for step in [1.25, 1.12, 1.06][: args.rounds]:
        for name in args.only.split(",") if args.only else list(config):
            for factor in (step, 1 / step):
                while True:
                    trial = dict(config) | {name: round(config[name] * factor, 3)}
                    got = goal(trial)
                    if got[0] <= best[0] + 0.004:
                        break
                    best, config = got, trial
                    card["config"] = config
                    (args.work / f"best-{args.name}.json").write_text(json.dumps(card, indent=2, ensure_ascii=False), "utf-8")
                    print(name, config[name], *(f"{x:.3f}" for x in best), flush=True)
    print("end", json.dumps(config))


if __name__ == "__main__":
    main()
