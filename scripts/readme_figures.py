#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of results in both READMEs from the cards of the models and the tables of docs/methods.

    readme_figures.py [--dau build/dau] [--check]

The cards and those tables are written by the scripts that measure (correct_tables.py, segment_tables.py,
classify_tables.py, forms_tables.py). --check changes nothing; it ends with 1 when a README says something else.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- results:begin -->\n", "<!-- results:end -->"


def scores(dau):
    """(model, set) -> score, of all models beside the program."""
    told = json.loads(subprocess.run([dau, "info", "--json"], check=True, capture_output=True, text=True).stdout)
    return {(model["name"], score["set"]): score for model in told["models"] for score in model["scores"]}


def forms(page):
    """Kind -> (right, cases, left), from the table of docs/methods/forms.md."""
    rows = re.findall(r"^\| (spoken|written) \| (\d+) / (\d+) \|[^|]*\| (\d+) \|$", page, re.M)
    return {kind: (int(right), int(cases), int(left)) for kind, right, cases, left in rows}


def averages(page):
    """"light", "heavy" -> (mean word accuracy, left as is), from the table of docs/methods/correct.md."""
    rows = re.findall(r"^\| (light|heavy) average \|[^|]*\| \*\*([\d.]+)\*\* *\|[^|]*\| ([\d.]+) \|", page, re.M)
    return {kind: (float(value), float(as_is)) for kind, value, as_is in rows}


def rows(known, form, average, words, number):
    """Cells of the table: command, measured on, result with its interval, beside it, goal, page."""
    def with_interval(score, digits=2):
        return f"**{number(score['value'], digits)}** [{number(score['low'], 1)}–{number(score['high'], 1)}]"

    def page(name):
        return f"[{name}](docs/methods/{name}.md)"

    def left(value):
        return f"{words['left']} {number(value, 2)}"

    pairs = known["correct", "all 150"]
    yield "`correct`", words["pairs"], with_interval(pairs), f"{words['best']} {number(79.62, 2)}; {left(pairs['leave_as_is'])}", number(92.5, 1), page("correct")
    for name, best, goal in (("light", 98.32, 98.5), ("heavy", 97.03, 97.2)):
        value, as_is = average[name]
        yield ("`correct`", words[name], f"**{number(value, 2)}**", f"{words['best']} {number(best, 2)}; {left(as_is)}",
               number(goal, 1), "")
    telex = known["correct", "telex_real_25"]
    yield "`correct`", words["telex"], with_interval(telex), f"{words['best']} {number(19.15, 2)}; {left(telex['leave_as_is'])}", number(92, 0), ""
    segment = known["segment", "UD-VTB test, spaced as the treebank does it"]
    yield "`segment`", words["treebank"], with_interval(segment), f"{words['best']} {number(98.22, 2)}; {words['syllables']} {number(segment['leave_as_is'], 2)}", number(98, 0), page("segment")
    language = known["language", "unseen sources, without marks, ≥ 5 syllables"]
    yield "`language`", words["unmarked"], with_interval(language), f"{words['never']} 0", number(99, 0), page("language")
    for name, label in (("sources not seen in training", "unseen"), ("random tenth of the sources", "random")):
        score = known["register", name]
        yield ("`register`", words[label], with_interval(score, 1), f"{words['one']} {number(score['leave_as_is'], 1)}",
               number(92, 0) if label == "unseen" else "", page("register") if label == "unseen" else "")
    for kind in ("spoken", "written"):
        right, cases, as_is = form[kind]
        yield f"`{kind}`", words["forms"], f"{right} / {cases}", f"{words['left']} {as_is}", "95 %", page("forms") if kind == "spoken" else ""


ENGLISH = {
    "file": "README.md", "number": lambda value, digits: f"{value:.{digits}f}",
    "head": ["command", "measured on, %", "result, 95 % interval", "beside it", "goal", "page"],
    "pairs": "150 real pairs of six kinds, words right", "light": "light noise, mean of four registers",
    "heavy": "heavy noise, the same", "telex": "25 lines of raw Telex", "treebank": "UD Vietnamese-VTB test, F1",
    "unmarked": "unmarked sentences of sources not seen, found", "unseen": "sources not seen, mean F1",
    "random": "a random tenth of the sources, mean F1", "forms": "the NeMo suite's open cases, its conventions",
    "best": "best published", "left": "left as is", "syllables": "every syllable a word", "never": "never saying Vietnamese",
    "one": "always one label",
}
VIETNAMESE = {
    "file": "README.vi.md", "number": lambda value, digits: f"{value:.{digits}f}".replace(".", ","),
    "head": ["lệnh", "đo trên, %", "kết quả, khoảng tin cậy 95 %", "so với", "mục tiêu", "trang"],
    "pairs": "150 cặp câu thật, sáu loại lỗi, từ đúng", "light": "nhiễu nhẹ, trung bình bốn thể loại",
    "heavy": "nhiễu nặng, như trên", "telex": "25 dòng phím Telex thô", "treebank": "phần kiểm thử UD Vietnamese-VTB, F1",
    "unmarked": "câu không dấu từ nguồn chưa thấy, nhận ra", "unseen": "nguồn chưa thấy, F1 trung bình",
    "random": "một phần mười ngẫu nhiên của các nguồn, F1 trung bình", "forms": "các trường hợp công khai của bộ NeMo, theo quy ước của bộ ấy",
    "best": "tốt nhất đã công bố", "left": "để nguyên", "syllables": "mỗi tiếng một từ", "never": "không bao giờ nói là tiếng Việt",
    "one": "luôn một nhãn",
}


def table(known, form, average, words):
    cells = rows(known, form, average, words, words["number"])
    lines = [words["head"], ["---"] * len(words["head"]), *cells]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--dau", default=ROOT / "build/dau")
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    known = scores(args.dau)
    form, average = (read((ROOT / "docs/methods" / page).read_text("utf-8"))
                     for read, page in ((forms, "forms.md"), (averages, "correct.md")))
    stale = []
    for words in (ENGLISH, VIETNAMESE):
        path = ROOT / words["file"]
        page = path.read_text("utf-8")
        before, rest = page.split(BEGIN)
        written = before + BEGIN + table(known, form, average, words) + END + rest.split(END, 1)[1]
        if written != page:
            stale.append(path.name)
            if not args.check:
                path.write_text(written, "utf-8")
    if args.check and stale:
        sys.exit(f"{', '.join(stale)}: the table of results is not that of the cards; scripts/readme_figures.py writes it")


if __name__ == "__main__":
    main()
