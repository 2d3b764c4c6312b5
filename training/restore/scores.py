# SPDX-License-Identifier: Apache-2.0
"""Hand the training text to restore_scores (scores.cc), and take back what net and trigram say about it.

  python3 scores.py --work work/ --model models/restore.dau --scores build/training/restore/restore_scores net

Leaves work/scores/net.f32 (−ln p of the net for what was meant) or trigram.u8 (what the trigram says of each candidate);
docs/methods/restore.md tells what they are for. The net takes a core a quarter of an hour, the trigram five minutes.
Only the lines that the seed's choice counts are scored.
"""
import argparse
import pathlib
import subprocess

import numpy as np

import ngram
from train import Text


def places(text, order):
    """Where the tokens of lines `order` lie in the text."""
    length = text.length[order]
    inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(text.start[order], length) + inner


def write_text(text, times, folder):
    """The arrays that scores.cc reads; gives the lines' numbers."""
    order = np.flatnonzero(times)
    at = places(text, order)
    word, sign = ngram.words_and_signs(text, order)
    begin = np.append(0, np.cumsum(text.length[order]))
    form = np.where(text.form[at] < 0, 65535, text.form[at])
    for name, kind, values in (("order.u32", np.uint32, order), ("lines.u32", np.uint32, begin), ("base.u16", np.uint16, text.base[at]),
                               ("feature.u8", np.uint8, text.feat[at]), ("form.u16", np.uint16, form),
                               ("word.u16", np.uint16, word), ("sign.u8", np.uint8, np.where(sign < 0, 255, sign)),
                               ("times.u8", np.uint8, np.minimum(times[order], 255))):
        values.astype(kind).tofile(folder / name)
    return order


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", choices=("net", "trigram"))
    ap.add_argument("--work", type=pathlib.Path, required=True)
    ap.add_argument("--model", type=pathlib.Path, required=True)
    ap.add_argument("--scores", required=True, help="the program restore_scores")
    ap.add_argument("--ngram", type=pathlib.Path, help="what ngram.py left, for trigram")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    folder = args.work / "scores"
    folder.mkdir(exist_ok=True)
    text = Text(args.work)
    write_text(text, ngram.chosen(text, args.seed), folder)
    if args.what == "trigram":
        np.load(args.ngram)["tri_without"].tofile(folder / "without.u8")
    subprocess.run([args.scores, args.what, str(args.model), str(folder)], check=True)


if __name__ == "__main__":
    main()
