#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the segmentation model and writes the tables of docs/methods/segment.md.

    segment_tables.py --dau build/dau --model models/segment.dau [--write-card] [--only accuracy|speed]

The test set comes from DAU_DATA/eval, else ../shared/data/eval beside the repository. --write-card also writes the scores
into the model's card (needs xxhash). --only speed measures CPU seconds beside pyvi and underthesea where the Python that
runs this has them. Standard library otherwise.
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
PAGE = ROOT / "docs" / "methods" / "segment.md"


def raw(line):
    """The gold line as the treebank spaces it, without its words."""
    return " ".join(word if len(word) == 1 else word.replace("_", " ") for word in line.split())


def segment(args, text):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([args.dau, "segment", "--model", args.model], input=text.encode(), check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def scores(args, gold, pred):
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder, name) for name in ("gold.txt", "pred.txt")]
        for path, text in zip(paths, (gold, pred)):
            path.write_text(text, "utf-8")
        out = subprocess.run([args.dau, "eval", "score", "--task", "segment", "--gold", paths[0], "--pred", paths[1],
                              "--gold-format", "text", "--pred-format", "text", "--json"], check=True, capture_output=True)
    return {m["name"]: m for m in json.loads(out.stdout)["groups"][0]["metrics"]}


def accuracy(args):
    gold = (DATA / "segmentation_vtb_test.txt").read_text("utf-8")
    prose = (DATA / "literary_800.txt").read_text("utf-8")
    inputs = {"spaced as the treebank does it": "".join(raw(line) + "\n" for line in gold.splitlines()), "ordinary prose": prose}
    table = ["| input | P | R | F1 (95 %) | every syllable a word |", "|---|---|---|---|---|"]
    card = []
    for name, text in inputs.items():
        found = scores(args, gold, segment(args, text)[0])
        p, r, f = (found[m] for m in ("precision", "recall", "f1"))
        table.append(f"| {name} | {100 * p['value']:.2f} | {100 * r['value']:.2f} | **{100 * f['value']:.2f}** "
                     f"({100 * f['low']:.2f}–{100 * f['high']:.2f}) | {100 * f['leave_as_is']:.2f} |")
        card.append({"set": f"UD-VTB test, {name}", "metric": "F1 of exact spans, %", "value": round(100 * f["value"], 2),
                     "low": round(100 * f["low"], 2), "high": round(100 * f["high"], 2),
                     "leave_as_is": round(100 * f["leave_as_is"], 2)})
    return table, card


def processor():
    names = re.findall(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return names[0] if names else platform.machine()


def peers():
    """Name → function of a list of lines; what is not installed is left out."""
    found = {}
    try:
        from pyvi import ViTokenizer
        found["pyvi"] = lambda lines: [ViTokenizer.tokenize(line) for line in lines]
    except ImportError:
        pass
    try:
        from underthesea import word_tokenize
        found["underthesea"] = lambda lines: [word_tokenize(line, format="text") for line in lines]
    except ImportError:
        pass
    return found


def speed(args):
    prose = (DATA / "literary_800.txt").read_text("utf-8")
    text = prose * 120
    syllables = len(text.split())
    times = sorted(segment(args, text)[1] for _ in range(5))
    own = syllables / times[2]
    table = ["| system | syllables per CPU second | times as fast as dau |", "|---|---|---|",
             f"| dau segment, whole process, 1 thread | {own / 1e6:.2f} M | 1 |"]
    lines = prose.splitlines()[:200]
    for name, run in peers().items():
        run(lines[:5])
        begin = time.process_time()
        run(lines)
        rate = sum(len(line.split()) for line in lines) / (time.process_time() - begin)
        table.append(f"| {name}, in its process | {rate / 1e3:.1f} k | {rate / own:.4f} |")
    return [*table, "", f"{syllables} syllables, {len(text.encode()) / 1e6:.1f} MB; {processor()}."]


def put(name, lines):
    page = PAGE.read_text("utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- end {name} -->"
    new = re.sub(f"{begin}.*?{end}", lambda _: "\n".join([begin, *lines, end]), page, flags=re.S)
    PAGE.write_text(new, "utf-8")


def write_card(path, card):
    sys.path.insert(0, str(ROOT / "training"))
    from common import container
    old = container.read(path, "segment")
    old.card["scores"] = card
    container.write(path, "segment", old.card, {name: bytes(data) for name, data in old.sections.items()})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dau", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--write-card", action="store_true")
    parser.add_argument("--only", choices=["accuracy", "speed"])
    args = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"segment_tables: no data folder {DATA}")
    if args.only != "speed":
        table, card = accuracy(args)
        put("accuracy", table)
        print("\n".join(table))
        if args.write_card:
            write_card(args.model, card)
    if args.only != "accuracy":
        table = speed(args)
        put("speed", table)
        print("\n".join(table))


if __name__ == "__main__":
    main()
