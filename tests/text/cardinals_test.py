#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every whole number to a million, and samples to 10^15, read by an independent reader and by dau, there and back.

    cardinals_test.py DAU

Standard library only.
"""
import random
import subprocess
import sys

DAU = sys.argv[1]
DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def below_thousand(n, full):
    """The words of 1 to 999; `full`: something stands before, so that empty hundreds are said."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + ((["linh"] if words else []) + [DIGITS[ones]] if ones else [])
    if tens == 1:
        return words + ["mười"] + ([] if ones == 0 else ["lăm" if ones == 5 else DIGITS[ones]])
    return words + [DIGITS[tens], "mươi"] + ([] if ones == 0 else [{1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])])


def parts(n, full=False):
    if n >= 10**9:
        high, low = divmod(n, 10**9)
        return parts(high, full) + ["tỷ"] + (parts(low, True) if low else [])
    words = []
    for scale, name in ((10**6, "triệu"), (1000, "nghìn"), (1, None)):
        group = n // scale % 1000
        if group:
            words += below_thousand(group, full) + ([name] if name else [])
        full = full or bool(words)
    return words


def cardinal(n):
    return " ".join(parts(n)) if n else DIGITS[0]


def dau(command, lines, *options):
    done = subprocess.run([DAU, command, *options], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def first_difference(name, given, found, expected):
    if found == expected:
        return 0
    row = next(i for i in range(len(expected)) if i >= len(found) or found[i] != expected[i])
    print(f"{name}: {given[row]!r} gave {found[row:row + 1]}, expected {expected[row]!r}", file=sys.stderr)
    return 1


def main():
    chance = random.Random(20261124)
    numbers = list(range(1_000_001)) + [chance.randrange(10 ** chance.randint(6, 15)) for _ in range(100_000)]
    figures, words = [str(n) for n in numbers], [cardinal(n) for n in numbers]
    bad = first_difference("spoken", figures, dau("spoken", figures), words)
    bad += first_difference("written --plain", words, dau("written", words, "--plain"), figures)
    south = [w.replace("nghìn", "ngàn").replace("linh", "lẻ").replace("mươi tư", "mươi bốn") for w in words]
    bad += first_difference("spoken --region south", figures, dau("spoken", figures, "--region", "south"), south)
    bad += first_difference("written --plain", south, dau("written", south, "--plain"), figures)
    # Below ten a word alone stays; the rest has points, but for what ends in triệu or tỷ.
    sure = [n for n in range(10, 1_000_000)]
    bad += first_difference("written", words[10:1_000_000], dau("written", words[10:1_000_000]),
                            [f"{n:,}".replace(",", ".") for n in sure])
    bad += first_difference("written", words[:10], dau("written", words[:10]), words[:10])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
