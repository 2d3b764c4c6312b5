# SPDX-License-Identifier: Apache-2.0
"""Read the training text once and leave it as arrays: vocabulary, candidates and token streams.

  python3 prepare.py --data ../../../shared/data --out work/

Writes work/vocab.json, work/<source id>.npz (word, gap|case, line starts, development flag) and work/dev-<register>.txt
(the development sentences). About two minutes on one core, 3 GB of memory. The development split is taken by document,
so that no document is in both parts. The sources are the ledger's and those of foreign.py.
"""
import argparse
import collections
import hashlib
import json
import lzma
import pathlib
import re
import time
import unicodedata

import numpy as np

import foreign
import tokens as tk

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"“«(\-–]*[^\W\d_a-zà-ỹđ])")
SPACED = re.compile(r"\s+([,.;:!?)\]}\"'»…])")
SPECIALS = ["<pad>", "<num>", "<other>", "<unk>"]
MIN_FORM = 4  # a marked form must have been seen this often to be a candidate
MIN_BASE = 12  # an unambiguous word must have been seen this often to have an embedding of its own
# English words have a part in the vocabulary, but do not push out the names that Vietnamese texts speak of.
IN_VOCABULARY = {"english": 1 / 3, "mixed": 0, "code": 0}


def documents(path):
    """Lists of lines, one list a document."""
    with lzma.open(path, "rt", encoding="utf-8") as f:
        if path.name.endswith(".jsonl.xz"):
            for line in f:
                r = json.loads(line)
                yield [r["title"], *r["text"].split("\n")] if "title" in r else r["text"].split("\n")
            return
        lines = []
        for line in f:
            line = line.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
        if lines:
            yield lines


def units(lines, file_id):
    """Pieces that become documents of the split: long books are cut, so that every file gives some development text."""
    step = 1 if file_id.startswith("conv_tatoeba") else 40
    for i in range(0, len(lines), step):
        yield lines[i : i + step]


def is_dev(file_id, index, share):
    h = hashlib.sha256(f"dau-restore-dev-1/{file_id}/{index}".encode()).digest()
    return int.from_bytes(h[:4], "big") < share * 2**32


class Words:
    """Interns lower-case words in old tone placement; answers come from one dictionary look-up a token."""

    def __init__(self):
        self.ids = {s: i for i, s in enumerate(SPECIALS)}
        self.runs = {}  # run as written -> (word id, case)
        self.gaps = {}

    def run(self, kind, run):
        if kind == tk.NUMBER:
            return 1, tk.LOWER
        if kind == tk.OTHER:
            return 2, tk.LOWER
        got = self.runs.get(run)
        if got is None:
            word = tk.old_tone_placement(unicodedata.normalize("NFC", run.lower()))
            got = self.runs[run] = (self.ids.setdefault(word, len(self.ids)), tk.case_of(run))
        return got


def tokenise(docs, file_id, words, share, held_out):
    """Arrays of one source; the sentences of its development part are also written to `held_out`, as they stand."""
    word, feat, starts, dev = [], [], [], []
    unit = 0
    for lines in docs:
        for piece in units(lines, file_id):
            held = is_dev(file_id, unit, share)
            unit += 1
            for line in piece:
                line = unicodedata.normalize("NFC", line)
                if file_id.startswith("seg_"):
                    line = SPACED.sub(r"\1", line.replace("_", " "))
                line = SENTENCE_END.sub("\n", line)
                for i, sentence in enumerate(line.split("\n")):
                    toks = tk.tokens(sentence)
                    if not toks:
                        continue
                    if held:
                        print(sentence.strip(), file=held_out)
                    starts.append((len(word), i > 0))
                    dev.append(held)
                    for kind, run, gap in toks:
                        w, case = words.run(kind, run)
                        word.append(w)
                        feat.append(gap * 4 + case)
    s = np.array(starts, np.int64).reshape(-1, 2)
    return dict(word=np.array(word, np.int32), feat=np.array(feat, np.uint8), start=s[:, 0],
                inside=s[:, 1].astype(bool), dev=np.array(dev, bool))


def build_vocabulary(counts, size):
    """Bases (what is typed) and their candidate forms (what may be meant), by frequency.

    A base is ambiguous when a form of it with marks has been seen often enough. Its bare form is always a candidate.
    """
    forms = collections.defaultdict(list)
    total = collections.Counter()
    for word, n in counts.items():
        base = tk.strip_marks(word)
        forms[base].append((n, word))
        total[base] += n
    ambiguous, plain = [], []
    for base, fs in forms.items():
        seen = {w: n for n, w in fs}
        kept = [w for n, w in sorted(fs, key=lambda x: (-x[0], x[1])) if w != base and n >= MIN_FORM]
        if kept and base.isascii() and len(base) <= 7:
            kept.append(base)
            kept.sort(key=lambda w: (-seen.get(w, 0), w))
            ambiguous.append((total[base], base, kept))
        elif total[base] >= MIN_BASE:
            plain.append((total[base], base))
    ambiguous.sort(key=lambda x: (-x[0], x[1]))
    plain.sort(key=lambda x: (-x[0], x[1]))
    plain = plain[: max(0, size - len(SPECIALS) - len(ambiguous))]
    bases = SPECIALS + [b for _, b, _ in ambiguous] + [b for _, b in plain]
    return bases, {b: fs for _, b, fs in ambiguous}


def training_lines(path, file_id, share):
    """The lines of one source that are not held out."""
    unit = 0
    for lines in documents(path):
        for piece in units(lines, file_id):
            if not is_dev(file_id, unit, share):
                yield from piece
            unit += 1


def dev_share(syllables):
    return min(0.03, max(0.003, 12000 / syllables))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--out", required=True, type=pathlib.Path)
    ap.add_argument("--bases", type=int, default=8192)
    ap.add_argument("--wordnet", type=pathlib.Path, default=foreign.WORDNET, help="folder of WordNet's data files")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    ledger = json.loads((args.data / "LEDGER.json").read_text("utf-8"))
    files = [f for f in ledger["files"] if not f["excluded_from_training"] and f["register"] != "lexicon"]
    for old in args.out.glob("dev-*.txt"):
        old.unlink()
    words = Words()
    sources = []
    began = time.time()

    def take(rec, docs, share):
        with open(args.out / f"dev-{rec['register'].split('/')[0]}.txt", "a", encoding="utf-8") as held_out:
            got = tokenise(docs, rec["id"], words, share, held_out)
        np.savez(args.out / rec["id"], **got)
        dev_tokens = int(np.diff(np.append(got["start"], len(got["word"])))[got["dev"]].sum())
        keys = ("id", "sha256", "licence", "attribution_text", "register", "machine_translated")
        sources.append({k: rec[k] for k in keys} | {"tokens": len(got["word"]), "dev_tokens": dev_tokens})
        print(f"{time.time() - began:6.0f} s  {rec['id']:28s} {len(got['word']):9d} tokens, {dev_tokens} for development", flush=True)

    def counted():
        """How often each word stands in the sources of the vocabulary, with their weight there."""
        out = np.zeros(len(words.ids))
        for s in sources:
            weight = IN_VOCABULARY.get(s["register"], 1)
            out += weight * np.bincount(np.load(args.out / (s["id"] + ".npz"))["word"], minlength=len(out))
        return {w: int(n) for w, n in list(zip(words.ids, out))[len(SPECIALS):]}

    for f in files:
        take(f, documents(args.data / f["file"]), dev_share(f["syllables"]))
    # What the restorer must leave alone; the names in code are the syllables most often restored.
    _, forms = build_vocabulary(counted(), args.bases)
    talk = next(f for f in files if f["id"] == foreign.TALK)
    lines = list(training_lines(args.data / talk["file"], talk["id"], dev_share(talk["syllables"])))
    for rec, made in foreign.sources(lines, list(forms)[:1500], args.wordnet):
        take(rec, ([line] for line in made), dev_share(sum(len(line.split()) for line in made)))
    counts = counted()
    bases, forms = build_vocabulary(counts, args.bases)
    (args.out / "vocab.json").write_text(json.dumps(
        {"bases": bases, "forms": forms, "sources": sources, "words": list(words.ids)},
        ensure_ascii=False), "utf-8")
    n_forms = sum(map(len, forms.values()))
    print(f"{len(bases)} bases, {len(forms)} of them ambiguous, {n_forms} forms; {sum(r['tokens'] for r in sources)} tokens")


if __name__ == "__main__":
    main()
