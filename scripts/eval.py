#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs this program, its plain trigram and the baselines over every set that is here, and writes the matrix.

    eval.py DAU [--results FOLDER] [--write]

Results go to FOLDER (default build/eval): they hold the answers, which are nearly the sets themselves, and so are not
part of the repository. With --write the tables of docs/methods/matrix.md are made anew from them. Sets whose files are
not here are told and left out (`dau eval list`). Standard library only.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/methods/matrix.md"
LICENCE = "Apache-2.0 AND CC-BY-SA-4.0"


def systems(dau, task):
    yield "builtin", None
    if task == "restoration":
        yield f"cmd:{dau} restore --scorers ngram", "dau restore, trigram alone"


def run(dau, task, set_, number, spec, name, folder):
    path = folder / f"{task}.{set_}.{number}.json"
    command = [dau, "eval", "run", "--task", task, "--set", set_, "--system", spec, "--licence", LICENCE, "--output", path]
    done = subprocess.run(command + (["--name", name] if name else []), capture_output=True, text=True)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dau")
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / "build/eval")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.results.mkdir(parents=True, exist_ok=True)
    listed = json.loads(subprocess.run([args.dau, "eval", "list", "--json"], stdout=subprocess.PIPE, check=True).stdout)
    by_set = {}
    for one in listed["sets"]:
        if not one["here"]:
            print(f"{one['id']}: not here", flush=True)
            continue
        for task in one["tasks"]:
            for number, (spec, name) in enumerate(systems(args.dau, task)):
                by_set.setdefault(one["id"], []).append(run(args.dau, task, one["id"], number, spec, name, args.results))
    tables = "\n".join(short(matrix(args.dau, paths), set_) for set_, paths in by_set.items())
    environment = json.loads(next(iter(by_set.values()))[0].read_text("utf-8"))["environment"]
    tables += f"\n{environment['os']}, {environment.get('cpu', 'unknown CPU')}, dau {environment['dau']}.\n"
    print(tables)
    if args.write:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(re.sub(r"(<!-- matrix begin -->\n).*(<!-- matrix end -->)", lambda m: m[1] + tables + m[2], page, flags=re.S), "utf-8")


if __name__ == "__main__":
    main()
