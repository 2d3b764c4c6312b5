#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rewrites the tables of docs/methods/normalize.md: rates of the program beside its peers, and what `auto` gets right.

usage: normalize_rates.py [--dau PATH] [--megabytes N] [--rounds N]

Rates are of whole processes, input bytes by user CPU seconds, the programs taking turns; what is not installed is left
out. Text: the sentences of data/demo and of the benchmark's passage, repeated. Detection: the lines of DAU_DATA/text
(default ../shared/data), each alone through `dau normalize --from auto --jsonl`, so that no line helps another.
"""
import argparse
import json
import lzma
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import resource
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOC = ROOT / "docs/methods/normalize.md"
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared/data"))
DETECTION_FILES = ("conv_tatoeba.jsonl.xz", "literary_prose_pd.txt.xz", "legal_traffic.txt.xz", "labels_apps.txt.xz",
                   "business_ms_docs2.txt.xz")
LINES = 400  # of each file


def replace_block(name, body):
    text = DOC.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, after = text.split(begin)[0], text.split(end)[1]
    DOC.write_text(before + begin + "\n" + body + "\n" + end + after, encoding="utf-8")


def user_seconds(command, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with open(path, "rb") as source:
        subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def passage(megabytes):
    rows = (ROOT / "data/demo/sentences.tsv").read_text(encoding="utf-8").splitlines()
    lines = [row.split("\t")[-1] for row in rows if row and not row.startswith("#")]
    block = unicodedata.normalize("NFC", "\n".join(lines) + "\n").encode()
    return block * (megabytes * 1_000_000 // len(block) + 1)


def rates(dau, megabytes, rounds):
    rows = [
        ("`dau normalize`, NFC already", [dau, "normalize"], "nfc"),
        ("`dau normalize --tone old`, old already", [dau, "normalize", "--tone", "old"], "nfc"),
        ("`dau normalize --tone new`, hundreds of moves a MB", [dau, "normalize", "--tone", "new"], "nfc"),
        ("`dau normalize --lookalikes`, none there", [dau, "normalize", "--lookalikes"], "nfc"),
        ("`dau normalize --from auto`, UTF-8", [dau, "normalize", "--from", "auto"], "nfc"),
        ("`dau normalize`, NFD to NFC", [dau, "normalize"], "nfd"),
        ("`dau normalize --from tcvn5712`", [dau, "normalize", "--from", "tcvn5712"], "tcvn"),
        ("`dau strip`", [dau, "strip"], "nfc"),
        ("`dau keys`, Telex", [dau, "keys"], "telex"),
        ("`wc`", ["wc"], "nfc"),
        ("`iconv` UTF-8 to UTF-8, checks only", ["iconv", "-f", "UTF-8", "-t", "UTF-8"], "nfc"),
        ("`iconv` TCVN5712-1 to UTF-8", ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], "tcvn"),
        ("`uconv -x nfc` (ICU), NFC already", ["uconv", "-f", "utf8", "-t", "utf8", "-x", "nfc"], "nfc"),
        ("`uconv -x nfc` (ICU), NFD to NFC", ["uconv", "-f", "utf8", "-t", "utf8", "-x", "nfc"], "nfd"),
    ]
    text = passage(megabytes)
    small = text[:len(text) // 8].rsplit(b"\n", 1)[0] + b"\n"  # for what is slow
    placed = subprocess.run([dau, "normalize", "--tone", "old"], input=text, capture_output=True, check=True).stdout
    inputs = {
        "nfc": placed,
        "nfd": unicodedata.normalize("NFD", placed.decode()).encode(),
        "tcvn": subprocess.run(["iconv", "-c", "-f", "UTF-8", "-t", "TCVN5712-1"], input=small, capture_output=True).stdout,
        "telex": subprocess.run([dau, "keys", "--encode", "telex"], input=small, capture_output=True, check=True).stdout,
    }
    seconds = {title: [] for title, _, _ in rows}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in inputs.items():
            pathlib.Path(folder, name).write_bytes(data)
        for _ in range(rounds):
            for title, command, name in rows:
                if inputs[name] and shutil.which(command[0]):
                    seconds[title].append(len(inputs[name]) / 1e6 / max(user_seconds(command, f"{folder}/{name}"), 1e-3))
    wc = statistics.median(seconds["`wc`"])
    match = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    lines = [f"One core of {match.group(1).strip() if match else 'an unknown processor'}, {megabytes} MB (an eighth for TCVN "
             f"and Telex), median of {rounds} rounds (lowest–highest).", "",
             "| whole process | MB of input per user CPU second | ÷ `wc` |", "|---|---|---|"]
    for title, _, _ in rows:
        if seconds[title]:
            middle = statistics.median(seconds[title])
            lines.append(f"| {title} | {middle:,.0f} ({min(seconds[title]):,.0f}–{max(seconds[title]):,.0f}) | {middle / wc:.2f} |")
    return "\n".join(lines)


def sample_lines():
    lines = []
    for name in DETECTION_FILES:
        with lzma.open(DATA / "text" / name, "rt", encoding="utf-8") as source:
            found = [unicodedata.normalize("NFC", json.loads(line).get("text", "") if name.endswith("jsonl.xz") else line).strip()
                     for line, _ in zip(source, range(20000))]
        found = sorted({line for line in found if 8 <= len(line) <= 300 and not line.isascii()})
        lines += random.Random(1).sample(found, min(LINES, len(found)))
    return lines


def windows(data):
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def tones_apart(letter):
    """As code page 1258 has it: the letter with its letter mark, then its tone."""
    whole = unicodedata.normalize("NFD", letter)
    tones = [c for c in whole if c in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(c for c in whole if c not in tones)) + "".join(tones)


def encode(lines, encoding):
    """Lines as a text in `encoding` that was taken for Windows-1252; nothing for those that cannot be written."""
    written = []
    for line in lines:
        if encoding == "utf8":
            written.append(windows(line.encode()))
            continue
        try:
            if encoding == "cp1258":
                text = "".join(map(tones_apart, line))
                written.append(windows(text.encode("cp1258")))
            else:
                name = {"tcvn3": "TCVN5712-1", "viscii": "VISCII"}[encoding]
                text = line.lower() if encoding == "tcvn3" else line
                done = subprocess.run(["iconv", "-f", "UTF-8", "-t", name], input=text.encode(), capture_output=True)
                written.append(windows(done.stdout) if done.returncode == 0 else None)
        except UnicodeEncodeError:
            written.append(None)
    return written


def read_alone(dau, texts):
    data = "\n".join(json.dumps({"text": text}) for text in texts).encode()
    done = subprocess.run([dau, "normalize", "--from", "auto", "--jsonl"], input=data, capture_output=True, check=True)
    return [json.loads(line)["normalize"] for line in done.stdout.decode().splitlines()]


def detection(dau):
    lines = sample_lines()
    rows = ["| each line alone, taken for Windows-1252 | lines | come back | left as they were | read wrongly |",
            "|---|---|---|---|---|"]
    for encoding in ("tcvn3", "viscii", "cp1258", "utf8"):
        pairs = [(line.lower() if encoding == "tcvn3" else line, text)
                 for line, text in zip(lines, encode(lines, encoding)) if text and not text.isascii()]
        got = read_alone(dau, [text for _, text in pairs])
        right = sum(line == out for (line, _), out in zip(pairs, got))
        left = sum(line != out and text == out for (line, text), out in zip(pairs, got))
        rows.append(f"| {encoding} | {len(pairs)} | {100 * right / len(pairs):.2f} % | {100 * left / len(pairs):.2f} % | "
                    f"{100 * (len(pairs) - right - left) / len(pairs):.2f} % |")
    got = read_alone(dau, lines)
    same = sum(line == out for line, out in zip(lines, got))
    rows.append(f"| UTF-8 as it should be | {len(lines)} | {100 * same / len(lines):.2f} % | | {100 * (len(lines) - same) / len(lines):.2f} % |")
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dau", default=str(ROOT / "build/dau"))
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    replace_block("rates", rates(options.dau, options.megabytes, options.rounds))
    if (DATA / "text").is_dir():
        replace_block("detection", detection(options.dau))


if __name__ == "__main__":
    main()
