#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures dau correct and writes the tables of docs/methods/correct.md.

    correct_tables.py [--dau build/dau] [--model models/correct.dau] [--write-card] [--only pairs|clean|speed]

The sets are looked for in DAU_DATA/eval, else in ../shared/data/eval beside the repository: spelling/*.tsv (noisy, clean)
and matrix/*.jsonl (text that is right and should stay). Word accuracy is nom-vn's, computed by `dau eval score`, with
95 % intervals over sentences; "leave as is" is the same for the noisy side. Standard library only.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared" / "data")) / "eval"
PAGE = ROOT / "docs" / "methods" / "correct.md"
REGISTERS = ("business_55", "formal_72", "conversational_300", "literary_800")
# Best published word accuracy (nrl-ai spell-base v0.2.29, 900 MB; nom-vn's own result files, commit 867c28f).
REAL = {"forum_25": 65.84, "mobile_25": 95.84, "telex_real_25": 19.15, "ocr_25": 97.57, "legal_real_25": 95.87, "news_real_25": 96.54}
GOALS = {"light average": 98.5, "heavy average": 97.2, "all 150": 92.5, "telex_real_25": 92.0, "forum_25": 78.0}
PUBLISHED = {"light average": 98.32, "heavy average": 97.03, "all 150": 79.62} | REAL


def pairs(name):
    return [line.split("\t")[:2] for line in (DATA / "spelling" / f"{name}.tsv").read_text("utf-8").splitlines() if "\t" in line]


class Bench:
    def __init__(self, args):
        self.dau, self.model = args.dau, args.model

    def correct(self, lines, options=(), command="correct"):
        """(output lines, CPU seconds)."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        model = ("--model", self.model) if command == "correct" else ()
        out = subprocess.run([self.dau, command, *model, *options], input="".join(x + "\n" for x in lines).encode(), check=True,
                             stdout=subprocess.PIPE).stdout.decode()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return out.split("\n")[:-1], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def score(self, gold, pred):
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder, n) for n in ("gold.txt", "pred.txt")]
            for path, lines in zip(files, (gold, pred)):
                path.write_text("".join(x + "\n" for x in lines), "utf-8")
            command = [self.dau, "eval", "score", "--task", "restore", "--gold", files[0], "--pred", files[1], "--gold-format", "text",
                       "--pred-format", "text", "--json"]
            report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return {row["name"]: row for row in report["groups"][0]["metrics"]}


def row_of(name, n, rows, left, card):
    word = rows["nom_word_accuracy"]
    value, before = 100 * word["value"], 100 * left["nom_word_accuracy"]["value"]
    card.append({"set": name, "metric": "word accuracy (nom-vn), %", "value": value, "low": 100 * word["low"], "high": 100 * word["high"],
                 "leave_as_is": before})
    return line_of(name, n, value, f"[{100 * word['low']:.1f}–{100 * word['high']:.1f}]", 100 * rows["word_accuracy"]["value"], before)


def line_of(name, n, value, interval, strict, before):
    goal = GOALS.get(name)
    verdict = "" if goal is None else f"{goal} {'reached' if round(value, 2) >= goal else '**missed**'}"
    aligned = "" if strict is None else f"{strict:.2f}"
    worse = " (**worse than left**)" if value < before else ""
    published = f"{PUBLISHED[name]:.2f}" if name in PUBLISHED else ""
    return f"| {name} | {n} | **{value:.2f}** {interval}{worse} | {aligned} | {before:.2f} | {published} | {verdict} |"


def pair_table(bench, card):
    lines = ["| set | pairs | word accuracy | aligned (strict) | leave as is | best published | goal |", "|---|---|---|---|---|---|---|"]
    for level in ("light", "heavy"):
        values, before = [], []
        for register in REGISTERS:
            name = f"{register}_{level}"
            noisy, gold = zip(*pairs(name))
            rows, left = bench.score(gold, bench.correct(noisy)[0]), bench.score(gold, noisy)
            lines.append(row_of(name, len(gold), rows, left, card))
            values.append(100 * rows["nom_word_accuracy"]["value"])
            before.append(100 * left["nom_word_accuracy"]["value"])
        lines.append(line_of(f"{level} average", "", sum(values) / 4, "", None, sum(before) / 4))
    everything = []
    for name in REAL:
        noisy, gold = zip(*pairs(name))
        out = bench.correct(noisy)[0]
        lines.append(row_of(name, len(gold), bench.score(gold, out), bench.score(gold, noisy), card))
        everything += zip(noisy, gold, out)
    noisy, gold, out = zip(*everything)
    lines.append(row_of("all 150", len(gold), bench.score(gold, out), bench.score(gold, noisy), card))
    return lines


def clean_table(bench):
    lines = ["| register | sentences | words | words changed | share | by channel |", "|---|---|---|---|---|---|"]
    for path in sorted((DATA / "matrix").glob("*.jsonl")):
        texts = [json.loads(line)["text"].replace("\n", " ") for line in path.open(encoding="utf-8")]
        words = sum(len(t.split()) for t in texts)
        edits = [e for line in bench.correct(texts, ("--json",))[0] for e in json.loads(line)["edits"]]
        changed = sum(max(1, len(e["from"].split())) for e in edits)
        channels = {}
        for e in edits:
            channels[e["channel"]] = channels.get(e["channel"], 0) + 1
        share = 100 * changed / words
        by = ", ".join(f"{c} {n}" for c, n in sorted(channels.items(), key=lambda x: -x[1]))
        verdict = "" if share <= 0.1 else " **above 0.1**"
        lines.append(f"| {path.stem} | {len(texts)} | {words} | {changed} | {share:.3f} %{verdict} | {by} |")
    return lines


def speed_table(bench):
    clean = [json.loads(line)["text"].replace("\n", " ") for path in sorted((DATA / "matrix").glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    passages = {"clean text, the six registers of the matrix": clean}
    for level in ("light", "heavy"):
        passages[f"the four {level} sets"] = [p[0] for r in REGISTERS for p in pairs(f"{r}_{level}")] * 3
    lines = ["| text | syllables | syllables per CPU second (median of 5, range) | CPU time against `dau restore` on the same lines |", "|---|---|---|---|"]
    for name, texts in passages.items():
        syllables = len(re.findall(r"[^\W\d_]+", "\n".join(texts)))
        times, ratios = [], []
        for _ in range(5):  # one after the other, so that both meet the same load
            mine, other = bench.correct(texts)[1], bench.correct(texts, (), "restore")[1]
            times.append(mine)
            ratios.append(mine / other)
        times.sort()
        lines.append(f"| {name} | {syllables:,} | {syllables / times[2]:,.0f} ({syllables / times[-1]:,.0f}–{syllables / times[0]:,.0f}) | {sorted(ratios)[2]:.2f} × |")
    restore = pathlib.Path(bench.model).with_name("restore.dau").stat().st_size
    size = pathlib.Path(bench.model).stat().st_size
    lines += ["", f"Model files: correct.dau {size / 1e6:.2f} MB, with restore.dau {(size + restore) / 1e6:.2f} MB (goal: at most 24)."]
    return lines


def replace_table(name, lines):
    page = PAGE.read_text("utf-8")
    begin, end = f"<!-- {name} begin -->", f"<!-- {name} end -->"
    at, to = page.index(begin) + len(begin), page.index(end)
    PAGE.write_text(page[:at] + "\n" + "\n".join(lines) + "\n" + page[to:], "utf-8")
    print("\n".join(lines), flush=True)


def cpu_name():
    try:
        return next(x.split(":")[1].strip() for x in open("/proc/cpuinfo", encoding="utf-8") if x.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def write_card(model, scores):
    sys.path.insert(0, str(ROOT / "training"))
    from common import container

    old = container.read(pathlib.Path(model))
    scores = [{k: round(v, 2) if isinstance(v, float) else v for k, v in s.items()} for s in scores]
    container.write(pathlib.Path(model), old.kind, old.card | {"scores": scores}, {k: bytes(v) for k, v in old.sections.items()})


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--dau", default=str(ROOT / "build" / "dau"))
    ap.add_argument("--model", default=str(ROOT / "models" / "correct.dau"))
    ap.add_argument("--write-card", action="store_true")
    ap.add_argument("--only", choices=("pairs", "clean", "speed"))
    args = ap.parse_args()
    if not (DATA / "spelling").is_dir():
        sys.exit(f"correct_tables: error: no evaluation sets in {DATA}; set DAU_DATA")
    bench, scores = Bench(args), []
    if args.only in (None, "pairs"):
        replace_table("pairs", pair_table(bench, scores))
        if args.write_card:
            write_card(args.model, scores)
    if args.only in (None, "clean"):
        replace_table("clean", clean_table(bench))
    if args.only in (None, "speed"):
        where = f"{time.strftime('%Y-%m-%d')}, {cpu_name()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}."
        replace_table("speed", [where, ""] + speed_table(bench))


if __name__ == "__main__":
    main()
