#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs this program, its plain trigram, hunspell, BM25 and the baselines over every set that is here, and writes the
matrix; then looks for the sets in the text that the models were trained on.

    eval.py DAU [--results FOLDER] [--write]

Results go to FOLDER (default build/eval): they hold the answers, which are nearly the sets themselves, and so are not
part of the repository. With --write the tables of docs/methods/matrix.md are made anew from them. Sets whose files are
not here, and programs that are not installed (hunspell with hunspell-vi), are told and left out. Standard library only.
"""
import argparse
import json
import lzma
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared/data"))
PAGE = ROOT / "docs/methods/matrix.md"
LICENCE = "Apache-2.0 AND CC-BY-SA-4.0"


def systems(dau, task, builtin):
    """What is asked: the system, its name, its licence."""
    if builtin:
        yield "builtin", None, LICENCE
    if task == "restoration":
        yield f"cmd:{dau} restore --scorers ngram", "dau restore, trigram alone", LICENCE
    if task == "correction" and shutil.which("hunspell"):
        yield f"cmd:{ROOT}/scripts/hunspell_first.py", "hunspell-vi, first suggestion", "GPL-2.0-or-later"
    if task == "retrieval":
        yield f"cmd:{ROOT}/scripts/bm25.py", "BM25 over syllables", "Apache-2.0"
    if task == "instruction":
        yield "baseline", None, ""


def run(dau, task, set_, number, spec, name, licence, folder):
    path = folder / f"{task}.{set_}.{number}.json"
    command = [dau, "eval", "run", "--task", task, "--set", set_, "--system", spec, "--output", path]
    command += (["--name", name] if name else []) + (["--licence", licence] if licence else [])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"eval: error: {task} on {set_}: {done.stderr.strip()}")
    print(done.stdout.splitlines()[0], flush=True)
    return path


def matrix(dau, paths):
    return subprocess.run([dau, "eval", "matrix", *paths], stdout=subprocess.PIPE, check=True, text=True).stdout


def short(table, set_):
    """Without the rows that nobody measured, and those that say what the row above them says."""
    lines, seen = [], set()
    for line in table.replace(f", {set_} |", " |").splitlines():
        cells = re.match(r"\| [^|]+ \|(.*)", line)
        if cells and (re.fullmatch(r"( – \|)+", cells[1]) or cells[1] in seen):
            continue
        if cells and "---" not in line:
            seen.add(cells[1])
        lines.append(line)
    return "\n".join(lines).replace("## ", f"## {set_}: ", 1) + "\n"


def texts_of(folder):
    """The training texts that are here, without their compression."""
    for path in sorted((DATA / "text").glob("*.xz")):
        plain = folder / path.stem
        plain.write_bytes(lzma.open(path).read())
        yield plain


def gold_and_answers(dau, result, ids, folder):
    """The cases of a result that are not among `ids`, as two files for `dau eval score`."""
    cases = {}
    for part in (DATA / "eval/matrix").glob("*.jsonl"):
        cases.update((one["id"], one["text"]) for one in map(json.loads, part.open(encoding="utf-8")))
    for name, member in (("gold", lambda a: cases[a["id"]]), ("pred", lambda a: a["output"])):
        with (folder / name).open("w", encoding="utf-8") as out:
            out.writelines(member(a).replace("\n", " ") + "\n" for a in result["cases"] if a["id"] not in ids)
    done = subprocess.run([dau, "eval", "score", "--gold", folder / "gold", "--pred", folder / "pred", "--json"], check=True,
                          stdout=subprocess.PIPE).stdout
    group = json.loads(done)["groups"][0]
    word = next(m for m in group["metrics"] if m["name"] == "word_accuracy")
    return group["sentences"], word


def contamination(dau, sets, results):
    """Where the sets are found again in the text of training, and what restoration is worth without those cases."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        texts = list(texts_of(folder))
        if not texts:
            return ""
        out = ["## Found again in the text of training", "", "| set | cell | cases | any run | half | whole |", "|---|---|---|---|---|---|"]
        for set_ in sets:
            found = json.loads(subprocess.run([dau, "eval", "contamination", "--set", set_, "--json", *texts], stdout=subprocess.PIPE).stdout)
            for cell in found["cells"]:
                if cell["dialect"] and cell["register"] or cell["cases"] == found["cells"][0]["cases"] and cell != found["cells"][0]:
                    continue
                out.append(f"| {set_} | {cell['register'] or cell['dialect'] or 'all'} | {cell['cases']} | {cell['any']} | {cell['half']} | {cell['whole']} |")
            if set_ == "matrix":
                half = {one["id"] for one in found["cases"] if 2 * one["found"] >= one["runs"]}
                result = json.loads((results / "restoration.matrix.0.json").read_text("utf-8"))
                rows = [(len(result["cases"]), next(m for m in result["groups"][0]["metrics"] if m["primary"]))]
                rows.append(gold_and_answers(dau, result, half, folder))
        out += ["", "Word accuracy of `dau restore` on the open matrix: " + "; ".join(
            f"{'all' if i == 0 else 'without those of which half or more was found:'} {n} cases {100 * m['value']:.2f} [{100 * m['low']:.2f}, {100 * m['high']:.2f}]"
            for i, (n, m) in enumerate(rows)) + "."]
        return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dau")
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / "build/eval")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.results.mkdir(parents=True, exist_ok=True)
    listed = json.loads(subprocess.run([args.dau, "eval", "list", "--json"], stdout=subprocess.PIPE, check=True).stdout)
    builtin = {task["id"]: task["builtin"] for task in listed["tasks"]}
    by_set = {}
    for one in listed["sets"]:
        if not one["here"]:
            print(f"{one['id']}: not here", flush=True)
            continue
        for task in one["tasks"]:
            for number, (spec, name, licence) in enumerate(systems(args.dau, task, builtin[task])):
                by_set.setdefault(one["id"], []).append(run(args.dau, task, one["id"], number, spec, name, licence, args.results))
    tables = "\n".join(short(matrix(args.dau, paths), set_) for set_, paths in by_set.items())
    if "matrix" in by_set:
        tables += "\n" + contamination(args.dau, [s for s in ("matrix", "business_55", "conversational_300", "formal_72", "literary_800", "dialect") if s in by_set], args.results)
    environment = json.loads(next(iter(by_set.values()))[0].read_text("utf-8"))["environment"]
    tables += f"\n{environment['os']}, {environment.get('cpu', 'unknown CPU')}, dau {environment['dau']}.\n"
    print(tables)
    if args.write:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(re.sub(r"(<!-- matrix begin -->\n).*(<!-- matrix end -->)", lambda m: m[1] + tables + m[2], page, flags=re.S), "utf-8")


if __name__ == "__main__":
    main()
