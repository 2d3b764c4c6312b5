#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rewrites the table of measured rates in docs/methods/unicode.md.

usage: unicode_table.py BENCHMARK [--repetitions N]

BENCHMARK is the built unicode_bench. It is run with every kernel table; the rates of ICU come from the first run.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess

DOC = pathlib.Path(__file__).parent.parent / "docs/methods/unicode.md"
BEGIN, END = "<!-- rates: begin -->", "<!-- rates: end -->"
ROWS = {
    "read_bytes": "read the bytes, nothing else",
    "utf8_check": "`find_invalid_utf8`",
    "nfc_check": "`is_nfc` of NFC",
    "nfc_of_nfc": "`to_nfc` of NFC",
    "nfc_of_nfd": "`to_nfc` of NFD",
    "nfc_mapped_of_nfd": "`to_nfc_mapped` of NFD, 1 KB at a time",
    "nfd_of_nfc": "`to_nfd` of NFC",
    "strip": "`strip_marks`",
    "place": "`place_tones`",
}


def run(benchmark, kernels, repetitions):
    """Returns the rates in GB/s of each benchmark, and the date."""
    command = [benchmark, "--benchmark_format=json", f"--benchmark_repetitions={repetitions}"]
    environment = dict(os.environ, DAU_KERNELS=kernels)
    report = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    rates = {}
    for entry in report["benchmarks"]:
        if entry["run_type"] == "iteration":
            rates.setdefault(entry["run_name"], []).append(entry["bytes_per_second"] / 1e9)
    return rates, report["context"]["date"][:10]


def cell(rates):
    """The median, and the range in brackets."""
    if not rates:
        return "–"
    digits = 1 if statistics.median(rates) >= 1 else 3
    return f"{statistics.median(rates):.{digits}f} ({min(rates):.{digits}f}–{max(rates):.{digits}f})"


def ratio(ours, peer):
    return f"{statistics.median(ours) / statistics.median(peer):.1f} ×" if peer else "–"


def cpu_name():
    match = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return match.group(1).strip() if match else "unknown processor"


def table(fast, scalar, date, repetitions):
    lines = [
        f"One core of {cpu_name()}, {date}, median of {repetitions} runs (lowest–highest), GB/s of input.",
        "",
        "| operation | AVX2 kernels | scalar kernels | ICU, same run | AVX2 ÷ ICU |",
        "|---|---|---|---|---|",
    ]
    for name, title in ROWS.items():
        icu = fast.get(name + "_icu", [])
        lines.append(f"| {title} | {cell(fast[name])} | {cell(scalar[name])} | {cell(icu)} | {ratio(fast[name], icu)} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark")
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    fast, date = run(options.benchmark, "avx2", options.repetitions)
    scalar, _ = run(options.benchmark, "scalar", options.repetitions)
    text = DOC.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    DOC.write_text(before + BEGIN + "\n" + table(fast, scalar, date, options.repetitions) + "\n" + END + after,
                   encoding="utf-8")


if __name__ == "__main__":
    main()
