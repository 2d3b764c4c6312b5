# SPDX-License-Identifier: Apache-2.0
"""Read the training text once and leave what the corrector needs of it.

  python3 prepare.py --data ../../../shared/data --out work/

Writes work/words.tsv (words that stand in the text but are no candidates of models/restore.dau, with their counts) and
work/dev-<register>.txt (sentences of the development split, the same one as the restorer's: by document). Some five
minutes on one core.
"""
import argparse
import collections
import json
import pathlib
import re
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "restore"))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import foreign  # noqa: E402
import prepare as restore  # noqa: E402
import tokens as tk  # noqa: E402
from common import container  # noqa: E402

RUN = re.compile(r"[^\W\d_]+")
LEMMAS = ("index.noun", "index.verb", "index.adj", "index.adv", "noun.exc", "verb.exc")


def vocabulary(model):
    """The words that the restore model has as candidates."""
    sections = container.read(model).sections
    text = bytes(sections["vocab.text"])
    begin = memoryview(bytes(sections["vocab.form.begin"])).cast("I")
    return {text[begin[i] : begin[i + 1]].decode() for i in range(len(begin) - 1)}


def english(folder):
    """Single words of WordNet and irregular forms."""
    for name in LEMMAS:
        for line in (folder / name).read_text("latin-1").splitlines():
            word = line.split(" ", 1)[0]
            if word.isascii() and word.isalpha():
                yield word


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--model", required=True, type=pathlib.Path)
    ap.add_argument("--out", required=True, type=pathlib.Path)
    ap.add_argument("--wordnet", type=pathlib.Path, default=foreign.WORDNET)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    ledger = json.loads((args.data / "LEDGER.json").read_text("utf-8"))
    files = [f for f in ledger["files"] if not f["excluded_from_training"] and f["register"] != "lexicon"]
    runs, dev = collections.Counter(), collections.defaultdict(list)
    for f in files:
        share, unit = restore.dev_share(f["syllables"]), 0
        for lines in restore.documents(args.data / f["file"]):
            for piece in restore.units(lines, f["id"]):
                held = restore.is_dev(f["id"], unit, share)
                unit += 1
                for line in piece:
                    line = unicodedata.normalize("NFC", line)
                    if f["id"].startswith("seg_"):
                        line = restore.SPACED.sub(r"\1", line.replace("_", " "))
                    if held:
                        dev[f["register"].split("/")[0]] += restore.SENTENCE_END.sub("\n", line).split("\n")
                    else:
                        runs.update(RUN.findall(line))
        print(f["id"], flush=True)
    known = vocabulary(args.model)
    words = collections.Counter()
    for run, n in runs.items():
        words[tk.old_tone_placement(run.lower())] += n
    for word in english(args.wordnet):
        words[word] += 2
    with open(args.out / "words.tsv", "w", encoding="utf-8") as out:
        for word, n in sorted(words.items(), key=lambda x: (-x[1], x[0])):
            if n >= 2 and word not in known and len(word) < 20:
                print(word, n, sep="\t", file=out)
    for register, lines in dev.items():
        kept = [line.strip() for line in lines if len(line.split()) > 3]
        (args.out / f"dev-{register}.txt").write_text("".join(line + "\n" for line in kept), "utf-8")
    print(len(words), "words", {r: len(lines) for r, lines in dev.items()})


if __name__ == "__main__":
    main()
