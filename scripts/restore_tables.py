#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the restore model and writes the tables of docs/methods/restore.md and the figures of both READMEs.

    restore_tables.py --dau build/dau --model models/restore.dau [--write-card] [--only accuracy|speed]

Sets come from DAU_DATA/eval, else ../shared/data/eval beside the repository. --write-card also writes the scores into the
model's card (needs xxhash). Run on an idle machine: the speeds are of this run. Standard library otherwise.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared" / "data")) / "eval"
PAGE = ROOT / "docs" / "methods" / "restore.md"
MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")

# Word accuracy by nom-vn's definition, %. Published: the best value of any system, from nom-vn's own result files
# (commit 867c28f, 2026-05-04); no one system has all four. Trigram: a plain Kneser-Ney trigram with exact Viterbi on
# the same training text (584 MB in memory), measured when this project began. Goal: what was to be reached.
ANCHORS = {
    "business_55": (97.81, 97.30, 97.8),
    "formal_72": (99.57, 98.81, 99.5),
    "conversational_300": (94.19, 94.73, 96.0),
    "literary_800": (90.29, 90.90, 91.8),
}
MATRIX = {"legal": 99.32, "encyclopaedic": 97.01, "literary": 90.39, "technical": 98.11, "business": 99.13, "conversational": 97.12}


def bare(text):
    plain = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return plain.replace("đ", "d").replace("Đ", "D")


def sentences(name):
    if name.startswith("matrix/"):
        return [json.loads(line)["text"] for line in (DATA / f"{name}.jsonl").open(encoding="utf-8")]
    return (DATA / f"{name}.txt").read_text("utf-8").splitlines()


class Bench:
    def __init__(self, args):
        self.dau, self.model = args.dau, args.model

    def restore(self, text, options=(), kernels=None):
        """(output, CPU seconds) of one run over `text`."""
        environment = dict(os.environ, **({"DAU_KERNELS": kernels} if kernels else {}))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run([self.dau, "restore", "--model", self.model, *options], input=text.encode(), check=True,
                             stdout=subprocess.PIPE, env=environment).stdout.decode()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def run_file(self, path, options=()):
        """(wall-clock seconds, peak resident MB) of one run over a file, its output thrown away.

        The peak is what /proc says of the process itself, read until it ends: what the operating system tells of ended
        children counts this script's own memory, which they share until they begin.
        """
        began, peak = time.perf_counter(), 0
        p = subprocess.Popen([self.dau, "restore", "--model", self.model, *options, path], stdout=subprocess.DEVNULL)
        while p.poll() is None:
            try:
                found = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{p.pid}/status").read_text())
                peak = max(peak, int(found.group(1)) if found else 0)
            except OSError:
                pass
            time.sleep(0.005)
        if p.returncode != 0:
            sys.exit(f"restore_tables: error: dau restore ended with {p.returncode}")
        return time.perf_counter() - began, peak / 1024

    def score(self, gold, options=()):
        """Metric rows of `gold` restored from its bare letters, by name."""
        pred, _ = self.restore("".join(bare(s) + "\n" for s in gold), options)
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder, n) for n in ("gold.txt", "pred.txt")]
            files[0].write_text("".join(s + "\n" for s in gold), "utf-8")
            files[1].write_text(pred, "utf-8")
            command = [self.dau, "eval", "score", "--task", "restore", "--gold", files[0], "--pred", files[1], "--json"]
            report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        return {row["name"]: row for row in report["groups"][0]["metrics"]}


def percent(row):
    return f"**{100 * row['value']:.2f}** [{100 * row['low']:.1f}–{100 * row['high']:.1f}]"


def anchor_table(bench, card):
    lines = ["| set | sentences | word accuracy | tone placement folded | sentences exact | leave as is | best published | plain trigram | goal |",
             "|---|---|---|---|---|---|---|---|---|"]
    for name, (published, trigram, goal) in ANCHORS.items():
        gold = sentences(name)
        rows = bench.score(gold)
        word = rows["nom_word_accuracy"]
        card.append(score_of(name, word))
        reached = "reached" if 100 * word["value"] >= goal else "**missed**"
        lines.append(f"| {name} | {len(gold)} | {percent(word)} | {100 * rows['nom_word_accuracy_folded']['value']:.2f} | "
                     f"{100 * rows['sentence_exact']['value']:.1f} | {100 * word['leave_as_is']:.2f} | {published} | {trigram} | {goal} {reached} |")
    return lines


def matrix_table(bench, card):
    lines = ["| register | sentences | word accuracy | folded | aligned (strict) | leave as is | plain trigram | fewer errors |",
             "|---|---|---|---|---|---|---|---|"]
    for name, trigram in MATRIX.items():
        gold = sentences(f"matrix/{name}")
        rows = bench.score(gold)
        word = rows["nom_word_accuracy"]
        card.append(score_of(f"matrix/{name}", word))
        fewer = 1 - (100 - 100 * word["value"]) / (100 - trigram)
        lines.append(f"| {name} | {len(gold)} | {percent(word)} | {100 * rows['nom_word_accuracy_folded']['value']:.2f} | "
                     f"{100 * rows['word_accuracy']['value']:.2f} | {100 * word['leave_as_is']:.2f} | {trigram} | {100 * fewer:.0f} % |")
    return lines


def score_of(name, row):
    keys = ("value", "low", "high", "leave_as_is")
    return {"set": name, "metric": "word accuracy (nom-vn), %"} | {k: 100 * row[k] for k in keys}


def curve_table(bench):
    """Accuracy against speed: which scorers, how many candidates, which kernels."""
    golds = {name: sentences(name) for name in ANCHORS}
    passage = "".join(bare(s) + "\n" for name in MATRIX for s in sentences(f"matrix/{name}"))
    syllables = len(re.findall(r"[^\W\d_]+", passage))
    usable = json.loads(subprocess.run([bench.dau, "info", "--json"], check=True, stdout=subprocess.PIPE).stdout)
    kernels = usable["kernels_available"]
    rows = [((), k, f"both, beam 4, {k}") for k in kernels if k != "scalar"]
    rows += [(("--beam", b), None, f"both, beam {b}") for b in ("1", "2", "8")]
    rows += [(("--scorers", "net"), None, "net alone"), (("--scorers", "ngram", "--beam", "8"), None, "trigram alone, beam 8")]
    lines = ["| setting | syllables/s of one core | " + " | ".join(ANCHORS) + " |", "|---" * (2 + len(ANCHORS)) + "|"]
    for options, kernel, label in rows:
        speeds = [syllables / bench.restore(passage, options, kernel)[1] for _ in range(5)]
        values = [f"{100 * bench.score(gold, options)['nom_word_accuracy']['value']:.2f}" for gold in golds.values()]
        lines.append(f"| {label} | {statistics.median(speeds):,.0f} ({min(speeds):,.0f}–{max(speeds):,.0f}) | " + " | ".join(values) + " |")
    return lines


def first_line_ms(bench):
    times = []
    for _ in range(21):
        began = time.perf_counter()
        p = subprocess.Popen([bench.dau, "restore", "--model", bench.model], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        p.stdin.write(b"toi dang hoc\n")
        p.stdin.flush()
        p.stdout.readline()
        times.append(1000 * (time.perf_counter() - began))
        p.stdin.close()
        p.wait()
    return statistics.median(times)


def passages(folder):
    """Files of the matrix's sentences without marks: three times as lines, and 10 MB of them as one line."""
    text = "".join(bare(s) + "\n" for name in MATRIX for s in sentences(f"matrix/{name}"))
    one_line = text.replace("\n", " ")
    files = pathlib.Path(folder, "lines.txt"), pathlib.Path(folder, "one.txt")
    files[0].write_text(text * 3, "utf-8")
    files[1].write_text((one_line * (10_000_000 // len(one_line) + 1))[:10_000_000], "utf-8")
    return files


def speed_table(bench):
    with tempfile.TemporaryDirectory() as folder:
        lines, one_line = passages(folder)
        runs = [bench.run_file(lines) for _ in range(5)]
        one, peak = statistics.median(r[0] for r in runs), max(r[1] for r in runs)
        two = statistics.median(bench.run_file(lines, ("--threads", "2"))[0] for _ in range(5))
        long, long_peak = bench.run_file(one_line)
        per_byte = (long / one_line.stat().st_size) / (one / lines.stat().st_size)
    return ["| what | measured | goal |", "|---|---|---|",
            f"| model file | {os.path.getsize(bench.model) / 1e6:.2f} MB | ≤ 16 MB |",
            f"| first line out after process start (median of 21) | {first_line_ms(bench):.1f} ms | ≤ 20 ms |",
            f"| peak resident memory, lines | {peak:.0f} MB | ≤ 80 MB |",
            f"| peak resident memory, one line of 10 MB, plain output | {long_peak:.0f} MB | ≤ 80 MB |",
            f"| time for a byte of that line against ordinary lines | {per_byte:.2f} × | linear |",
            f"| two threads against one (wall clock, median of 5) | {one / two:.2f} × | ≥ 1.8 × |"]


def replace_table(name, lines):
    page = PAGE.read_text("utf-8")
    begin, end = f"<!-- {name} begin -->", f"<!-- {name} end -->"
    at, to = page.index(begin) + len(begin), page.index(end)
    PAGE.write_text(page[:at] + "\n" + "\n".join(lines) + "\n" + page[to:], "utf-8")
    print("\n".join(lines), flush=True)


README = {
    "README.md": ("| words restored, % | Dấu, {mb} MB | best published, 0.9–1 GB | left as is |", "Sets, intervals, speed and method: "
                  "[docs/methods/restore.md](docs/methods/restore.md). `make eval` and `make bench`\nmeasure again on your machine."),
    "README.vi.md": ("| tỉ lệ từ đúng, % | Dấu, {mb} MB | tốt nhất đã công bố, 0,9–1 GB | để nguyên |", "Bộ dữ liệu, khoảng tin cậy, tốc độ "
                     "và cách đo: [docs/methods/restore.md](docs/methods/restore.md).\nDùng `make eval` và `make bench` để tự đo lại "
                     "trên máy của bạn."),
}


def readme_figures(model, scores):
    for name, (head, foot) in README.items():
        lines = [head.format(mb=f"{os.path.getsize(model) / 1e6:.1f}"), "|---|---|---|---|"]
        for s in scores:
            if s["set"] in ANCHORS:
                lines.append(f"| {s['set']} | {s['value']:.2f} [{s['low']:.1f}–{s['high']:.1f}] | {ANCHORS[s['set']][0]} | {s['leave_as_is']:.2f} |")
        path = ROOT / name
        if name == "README.vi.md":  # Vietnamese writes a decimal comma
            lines = [re.sub(r"(\d)\.(\d)", r"\1,\2", line) for line in lines]
        page = path.read_text("utf-8")
        at, to = page.index("<!-- figures:begin -->") + len("<!-- figures:begin -->"), page.index("<!-- figures:end -->")
        path.write_text(page[:at] + "\n" + "\n".join([*lines, "", foot]) + "\n" + page[to:], "utf-8")


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
    sections = {k: bytes(v) for k, v in old.sections.items()}
    container.write(pathlib.Path(model), old.kind, old.card | {"scores": scores}, sections)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--dau", default=str(ROOT / "build" / "dau"))
    ap.add_argument("--model", default=str(ROOT / "models" / "restore.dau"))
    ap.add_argument("--write-card", action="store_true")
    ap.add_argument("--only", choices=("accuracy", "speed"))
    args = ap.parse_args()
    if not DATA.is_dir():
        sys.exit(f"restore_tables: error: no evaluation sets in {DATA}; set DAU_DATA")
    bench, scores = Bench(args), []
    if args.only != "speed":
        replace_table("anchors", anchor_table(bench, scores))
        replace_table("matrix", matrix_table(bench, scores))
        readme_figures(args.model, scores)
        if args.write_card:
            write_card(args.model, scores)
    if args.only != "accuracy":
        where = f"{time.strftime('%Y-%m-%d')}, {cpu_name()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}."
        replace_table("speed", [where, ""] + speed_table(bench))
        replace_table("curve", curve_table(bench))


if __name__ == "__main__":
    main()
