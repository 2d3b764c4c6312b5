# SPDX-License-Identifier: Apache-2.0
"""Score the development pairs and the development text itself.

  python3 tune.py --work work/ --dau ../../build/dau --model ../../models/correct.dau [--set typo.swapped=1.5] [--errors heavy]

Prints word accuracy (nom-vn's definition) of each kind, as it stands and corrected, and the share of words of clean
text that are changed.
"""
import argparse
import collections
import difflib
import json
import pathlib
import re
import subprocess
import unicodedata

TRAIL = re.compile(r"\s+([,.;:!?\)\]\}\"\'»…])")
LEAD = re.compile(r"([\(\[\{\"\'«])\s+")


def words(text):
    text = LEAD.sub(r"\1", TRAIL.sub(r"\1", unicodedata.normalize("NFC", text)))
    return text.split()


def accuracy(pairs):
    n = ok = 0
    for a, b in pairs:
        for x, y in zip(words(a), words(b)):
            n += 1
            ok += x == y
    return 100 * ok / max(n, 1)


def run(args, lines, options=()):
    text = "".join(line + "\n" for line in lines)
    command = [args.dau, "correct", "--model", str(args.model), *options]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.splitlines()


def show_errors(noisy, out, clean, most):
    """What is still wrong, by words aligned; and what it was before where the lengths agree."""
    counts = collections.Counter()
    for n, o, c in zip(noisy, out, clean):
        a, b, x = words(o), words(c), words(n)
        for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
            if kind != "equal":
                counts[(" ".join(x[i:j]) if len(x) == len(a) else "?", " ".join(a[i:j]), " ".join(b[k:m]))] += 1
    for (x, p, q), n in counts.most_common(most):
        print(f"   {n:3d}  {x} -> {p}  ({q})")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", required=True, type=pathlib.Path)
    ap.add_argument("--dau", required=True)
    ap.add_argument("--model", required=True, type=pathlib.Path)
    ap.add_argument("--kinds", default="")
    ap.add_argument("--most", type=int, default=0)
    ap.add_argument("--channels", default="all")
    ap.add_argument("--clean-lines", type=int, default=100000)
    args = ap.parse_args()
    row = []
    wanted = [k for k in args.kinds.split(",") if k]
    for path in sorted(args.work.glob("pairs-*.tsv")):
        kind = path.stem[6:]
        if wanted and kind not in wanted:
            continue
        pairs = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        noisy, clean = [p[0] for p in pairs], [p[1] for p in pairs]
        out = run(args, noisy, ("--channels", args.channels))
        by = collections.defaultdict(list)
        for o, p in zip(out, pairs):
            by[p[2]].append((o, p[1]))
        registers = " ".join(f"{r[:4]} {accuracy(v):.1f}" for r, v in by.items())
        print(f"{kind:10s} {accuracy(zip(noisy, clean)):6.2f} -> {accuracy(zip(out, clean)):6.2f}   {registers}", flush=True)
        if args.most:
            show_errors(noisy, out, clean, args.most)
    if not wanted or "clean" in wanted:
        for path in sorted(args.work.glob("dev-*.txt")):
            lines = path.read_text("utf-8").splitlines()[: args.clean_lines]
            total = sum(len(line.split()) for line in lines)
            out = subprocess.run([args.dau, "correct", "--model", str(args.model), "--json"], input="".join(x + "\n" for x in lines),
                                 capture_output=True, text=True, check=True).stdout.splitlines()
            edits = [(e["from"], e["to"], e["channel"]) for o in out for e in json.loads(o)["edits"]]
            changed = sum(max(1, len(e[0].split())) for e in edits)
            print(f"clean {path.stem[4:]:15s} {total} words, {changed} changed, {100 * changed / total:.3f} %  "
                  f"{dict(collections.Counter(e[2] for e in edits))}", flush=True)
            for e, n in collections.Counter(edits).most_common(args.most):
                print("   ", n, *e)


if __name__ == "__main__":
    main()
