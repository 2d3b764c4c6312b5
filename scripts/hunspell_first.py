#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hunspell as a corrector, to be measured beside ours: every word it does not know becomes its first suggestion.

    dau eval run --task correction --set SET --system 'cmd:scripts/hunspell_first.py'

Debian: hunspell hunspell-vi (the word list is GPL; used for measuring only). A line in, a line out.
"""
import re
import subprocess
import sys


def capital_as(word, suggestion):
    return suggestion[:1].upper() + suggestion[1:] if word[:1].isupper() else suggestion


def main():
    lines = sys.stdin.read().splitlines()
    words = sorted({w for line in lines for w in re.findall(r"[^\W\d_]+", line)})
    # One word a line, with ^ before it so that none is taken for a command; a blank line ends the answer to each.
    done = subprocess.run(["hunspell", "-d", "vi_VN", "-i", "utf-8", "-a"], input="".join(f"^{w}\n" for w in words), check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    answers = done.split("\n", 1)[1].split("\n\n")
    better = {}
    for word, answer in zip(words, answers):
        found = re.match(r"& \S+ \d+ \d+: ([^,\n]+)", answer.lstrip("\n"))
        if found:
            better[word] = capital_as(word, found[1])
    for line in lines:
        print(re.sub(r"[^\W\d_]+", lambda m: better.get(m[0], m[0]), line))


if __name__ == "__main__":
    main()
