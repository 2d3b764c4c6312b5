#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The scorers of free answers against the reference in tests/eval/reference, number for number, and against sacreBLEU
where it is installed.

usage: task_differential_test.py METRICS_TOOL
Exit status 0 when every number is equal, 1 when one is not, 77 when the tool is not there.
"""
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "reference"))
import metrics as base  # noqa: E402
import task_metrics as ref  # noqa: E402

TOOL = sys.argv[1]
TOLERANCE = 2e-9  # means over cases are kept in billionths
WORDS = ("Việt Nam có 63 tỉnh , 1.234,5 tấn 12 % GDP hoà Hòa bình ? đi học Đi 2025 2.025 05 5 0,500 0.5 3,14 v.v. "
         "bộ_nhớ RAM 16GB ﬁne ² Ⅳ naïve 日本 — “mưa” nắng 100.000 100000 1,5 1.50 x").split()


def text(rng, most):
    return rng.choice([" ", "  ", "\n", " "]).join(rng.choice(WORDS) for _ in range(rng.randrange(0, most)))


def near(rng, gold):
    words = gold.split(" ")
    out = [rng.choice(WORDS) if rng.random() < 0.3 else w for w in words if rng.random() < 0.9]
    return " ".join(out) + (" " + rng.choice(WORDS) if rng.random() < 0.3 else "")


def cases(rng, count, most):
    out = []
    for _ in range(count):
        golds = [text(rng, most) for _ in range(rng.randrange(1, 4))]
        answer = near(rng, rng.choice(golds)) if rng.random() < 0.8 else text(rng, most)
        out.append({"input": text(rng, most), "references": golds, "output": answer})
    return out


def rankings(rng, count):
    out = []
    for _ in range(count):
        docs = [f"{n}/2015/QH13#{n}" for n in range(30)]
        rng.shuffle(docs)
        ids = docs[:rng.choice([0, 1, 5, 10, 20])]
        rng.shuffle(docs)
        out.append({"input": "", "references": docs[:rng.randrange(1, 14)],
                    "output": json.dumps(ids) if rng.random() < 0.5 else " ".join(ids), "ids": ids})
    return out


def mean(rows):
    return [sum(column) / len(rows) for column in zip(*rows)]


def read(c):
    return ref.reading(c["output"], c["references"])


def summaries(sample):
    counts = [ref.novel(c["output"], c["input"]) for c in sample]
    said = sum(n for _, n in counts)
    return [mean([(ref.rouge_l(c["output"], c["references"]),) for c in sample])[0],
            sum(k for k, _ in counts) / said if said else 0.0, sum(k > 0 for k, _ in counts) / len(counts)]


def outputs_of(sample):
    return [c["output"] for c in sample], [c["references"][0] for c in sample]


SCORERS = {
    "reading": lambda s: mean([read(c) for c in s]),
    "summary": summaries,
    "translation": lambda s: [ref.chrf([c["output"] for c in s], [c["references"] for c in s])],
    "ranking": lambda s: mean([ref.ranking(c["ids"], set(c["references"])) for c in s]),
    "page": lambda s: ref.page(*outputs_of(s)),
    "speech": lambda s: ref.speech(*outputs_of(s)),
}


def interval(sample, score, draws, seed):
    """base.bootstrap_ci for a score of cases: each metric by itself."""
    rng, k = random.Random(seed), len(sample)
    values = [score([sample[i] for i in [rng.randrange(k) for _ in range(k)]]) for _ in range(draws)]
    columns = [sorted(column) for column in zip(*values)]
    return [(c[int(0.025 * draws)], c[int(0.975 * draws)]) for c in columns]


def found(scorer, sample, draws, seed):
    lines = "".join(json.dumps(c) + "\n" for c in sample)
    out = subprocess.run([TOOL, "task", scorer, str(draws), str(seed)], input=lines, check=True, capture_output=True,
                         text=True).stdout
    return [[float(x) for x in line.split()[1:]] for line in out.splitlines()]


def compare(scorer, sample, draws, seed):
    wrong = 0
    got = found(scorer, sample, draws, seed)
    expected = [(value, *ends) for value, ends in
                zip(SCORERS[scorer](sample), interval(sample, SCORERS[scorer], draws, seed))]
    for number, (want, have) in enumerate(zip(expected, got)):
        if any(abs(a - b) > TOLERANCE for a, b in zip(want, have)):
            print(f"{scorer}, metric {number}, seed {seed}: expected {want}, found {have}")
            wrong += 1
    return wrong


def significance(scorer, sample, draws, seed):
    """Difference, its interval, p, and the cases that each side wins: the answers really exchanged, and scored again."""
    score = SCORERS[scorer]
    side = {s: [dict(c, output=c[s], ids=json.loads(c[s])) if scorer == "ranking" else dict(c, output=c[s]) for c in sample]
            for s in "ab"}

    def differences(a, b):
        return [x - y for x, y in zip(score(a), score(b))]

    seen = differences(side["a"], side["b"])
    rng, as_large = random.Random(seed), [0] * len(seen)
    for _ in range(draws):
        swap = [rng.getrandbits(1) for _ in sample]
        a, b = ([side["ab"[s ^ flip]][i] for i, s in enumerate(swap)] for flip in (0, 1))
        as_large = [n + (abs(d) >= abs(was) - 1e-9) for n, d, was in zip(as_large, differences(a, b), seen)]
    rng, k, values = random.Random(seed), len(sample), []
    for _ in range(draws):
        drawn = [rng.randrange(k) for _ in range(k)]
        values.append(differences([side["a"][i] for i in drawn], [side["b"][i] for i in drawn]))
    ends = [(sorted(c)[int(0.025 * draws)], sorted(c)[int(0.975 * draws)]) for c in zip(*values)]
    alone = [differences([x], [y]) for x, y in zip(side["a"], side["b"])]
    wins = [(sum(d > 1e-9 for d in c), sum(d < -1e-9 for d in c)) for c in zip(*alone)]
    return [(d, *e, (n + 1) / (draws + 1), *w) for d, e, n, w in zip(seen, ends, as_large, wins)]


LOWER = {"page": range(10), "speech": range(10), "summary": (1, 2)}


def compare_pairs(scorer, sample, seed):
    """Without cases whose reference has no word: the reference implementation takes any number of edits of it for none."""
    sample = [c for c in sample if ref.words(c["references"][0])][:15]
    sample = [dict(c, a=c["output"], b=json.dumps(sorted(c["ids"])) if "ids" in c else near(random.Random(i), c["output"]))
              for i, c in enumerate(sample)]
    if scorer == "ranking":
        sample = [dict(c, a=json.dumps(c["ids"])) for c in sample]
    lines = "".join(json.dumps(c) + "\n" for c in sample)
    out = subprocess.run([TOOL, "compare", scorer, "8", str(seed)], input=lines, check=True, capture_output=True, text=True)
    got = [[float(x) for x in line.split()[1:]] for line in out.stdout.splitlines()]
    wrong = 0
    for number, (want, have) in enumerate(zip(significance(scorer, sample, 8, seed), got)):
        if number in LOWER.get(scorer, ()):
            want = (*want[:4], want[5], want[4])
        if any(abs(a - b) > TOLERANCE for a, b in zip(want, have)):
            print(f"{scorer}, difference of metric {number}, seed {seed}: expected {want}, found {have}")
            wrong += 1
    return wrong


def compare_sacrebleu(rng):
    """chrF of the field's own program."""
    try:
        from sacrebleu.metrics import CHRF
    except ImportError:
        print("sacreBLEU is not installed: left out")
        return 0
    sample = [dict(c, references=[base.nfc(g) for g in c["references"]][:1], output=base.nfc(c["output"]))
              for c in cases(rng, 60, 12)]
    expected = CHRF().corpus_score([c["output"] for c in sample], [[c["references"][0] for c in sample]]).score / 100
    have = found("translation", sample, 1, 1)[0][0]
    if abs(expected - have) > 1e-12:
        print(f"sacreBLEU: expected {expected}, found {have}")
    return abs(expected - have) > 1e-12


def main():
    if not os.access(TOOL, os.X_OK):
        print(f"{TOOL} is not there")
        return 77
    rng = random.Random(7)
    wrong = compare_sacrebleu(rng)
    for scorer in SCORERS:
        for seed in range(4):
            sample = rankings(rng, 25) if scorer == "ranking" else cases(rng, 25, 4 + 8 * seed)
            wrong += compare(scorer, sample, 8, seed)
            wrong += compare_pairs(scorer, sample, seed)
    print(f"{4 * len(SCORERS)} samples, {wrong} numbers differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
