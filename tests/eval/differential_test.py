#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""src/eval against the reference metrics, number for number.

usage: differential_test.py METRICS_TOOL

Random and adversarial sentence pairs from a fixed seed; the evaluation sets too where the folder DAU_DATA,
else ../shared/data beside the repository, has them.
Exit status 0 when every number is equal, 1 when one is not, 77 when the tool is not there.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True  # the source tree stays clean
sys.path.insert(0, os.path.join(HERE, "reference"))
import metrics as ref  # noqa: E402

TOOL = sys.argv[1]
DATA = os.environ.get("DAU_DATA") or os.path.join(HERE, "..", "..", "..", "shared", "data")
TOLERANCE = 1e-15  # of ratios; counts must be equal

SPACES = [" "] * 12 + ["  ", "\t", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0",
                       "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\u200b", "\ufeff"]
PUNCTUATION = list(",.;:!?()[]{}\"'«»…-–—/“”‘’_*#@") + ["...", "?!", " . ", '" ', ' "', "( ", " )"]
WORDS = ("Tôi đang học tiếng Việt ở Hà Nội hòa hoà HOÀ thỏa thoả tuỳ tùy Uỷ quý quá già giặt nghiêng khuỷu đường "
         "ĐƯỜNG Đi đi di a à ả ã á ạ ă â ậ ơ ư 02/HĐ/2025 3,5% m² ½ Ⅳ Ⓐ ⓐ ñ señor Ñandú garçon naïve Zoë über straße "
         "ẞ İstanbul ıŋ ΟΔΥΣΣΕΥΣ Σ ΑΣ Σ. ας ά Ά ῷ Москва Ёж й 日本語 한국어 각 ไทย हिन्दी é̃ ṍ ȭ q̃ x́ ŷ ẵ Ẵ ỹ w̃ "
         "👍 👨‍👩‍👧 🇻🇳 ✌🏽 a\u200db soft\u00adhyphen K Å ﬁ ＡＢＣ ǆ ǅ ʼn ʰ ª º \u0345 \u0300 \u0340x \u0344 "
         "user@example.com https://vi.wikipedia.org/wiki/H%C3%A0").split()
CHARACTERS = "aáàâấbdđĐ oơờoòóuưyỳ ̛̣̀́̃̉̂̆ .,\"ñçA\tΣσςİ"


def swap_marks(rng, word):
    """Each letter with a chance to lose its marks or get others."""
    out = []
    for c in unicodedata.normalize("NFD", word):
        if c in ref.TONES and rng.random() < 0.4:
            c = rng.choice(list(ref.TONES) + [""])
        elif c in ref.MARKS and rng.random() < 0.3:
            c = rng.choice(list(ref.MARKS) + [""])
        out.append(c)
    return unicodedata.normalize("NFC", "".join(out))


def random_word(rng):
    kind = rng.random()
    if kind < 0.75:
        return rng.choice(WORDS)
    if kind < 0.9:
        return "".join(rng.choice(CHARACTERS) for _ in range(rng.randrange(1, 7)))
    return rng.choice(PUNCTUATION)


def random_sentence(rng, most):
    parts = []
    for _ in range(rng.randrange(0, most)):
        parts.append(random_word(rng))
        if rng.random() < 0.2:
            parts.append(rng.choice(PUNCTUATION))
        if rng.random() < 0.9:
            parts.append(rng.choice(SPACES))
    return "".join(parts)


def damage_tokens(rng, tokens, rate):
    out = []
    for token in tokens:
        if rng.random() > rate:
            out.append(token)
            continue
        kind = rng.randrange(9)
        if kind == 0:
            out += [token, random_word(rng)]
        elif kind == 1:
            out.append(ref.strip_diacritics(token))
        elif kind == 2:
            out.append(ref.strip_diacritics(token).lower())
        elif kind == 3:
            out.append(token.upper())
        elif kind == 4:
            out.append(unicodedata.normalize("NFD", token))
        elif kind == 5:
            out.append(random_word(rng))
        elif kind < 8:
            out.append(swap_marks(rng, token))
    return out


def damage(rng, sentence, rate):
    """A prediction: tokens lost, added, stripped, marked in another way, decomposed."""
    out = damage_tokens(rng, sentence.split(" "), rate)
    if rng.random() < 0.1:
        rng.shuffle(out)
    return rng.choice([" "] * 5 + ["  ", "\u00a0"]).join(out)


def random_corpora():
    rng = random.Random(20)
    yield "no sentence at all", [], []
    yield "empty golds", ["", "a", " \u3000"], ["", "", "\x1c"]
    yield "empty predictions", ["", "", " "], ["à", "", "đi học"]
    for i in range(30):
        golds = [random_sentence(rng, 4 + 3 * (i % 9)) for _ in range(24)]
        yield f"random {i}", [damage(rng, g, (i % 5) / 5) for g in golds], golds
    for i in range(6):
        golds = [random_sentence(rng, 12) for _ in range(12)]
        yield f"unrelated {i}", [random_sentence(rng, 12) for _ in golds], golds
    for i in range(10):
        pair = [["".join(rng.choice(CHARACTERS) for _ in range(rng.randrange(0, 60))) for _ in range(25)]
                for _ in range(2)]
        yield f"characters {i}", pair[0], pair[1]
    yield from shifted_corpora(rng)
    yield from joined_corpora()


def shifted_corpora(rng):
    """Lengths far apart and blocks moved, so that the band of the alignment has to grow."""
    long = [random_word(rng) for _ in range(90)]
    pairs = [(long[30:] + long[:30], long), (long[:5], long), (long, long[-5:]), (long[::-1], long),
             (long[40:], long), (long + long, long)]
    yield "shifted", [" ".join(p) for p, _ in pairs], [" ".join(g) for _, g in pairs]


def joined_corpora():
    """Words of one text joined at other places than those of the other."""
    rng = random.Random(22)
    for i in range(12):
        golds, preds = [], []
        for _ in range(30):
            words = [random_word(rng) for _ in range(rng.randrange(0, 20))]
            for out in (golds, preds):
                out.append("".join(w + rng.choice(["_", "_", " ", "  ", "\t"]) for w in words))
        yield f"joined {i}", preds, golds


def read_lines(name):
    path = os.path.join(DATA, "eval", name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    return [json.loads(line)["text"] for line in lines] if name.endswith(".jsonl") else lines


def real_corpora():
    rng = random.Random(21)
    for name, most in (("business_55.txt", 55), ("formal_72.txt", 8), ("conversational_300.txt", 60),
                       ("literary_800.txt", 30), ("literary_800_raw.txt", 30), ("matrix/legal.jsonl", 8),
                       ("matrix/technical.jsonl", 15), ("matrix/encyclopaedic.jsonl", 12)):
        golds = read_lines(name)[:most]
        if golds:
            yield f"{name} stripped", [ref.strip_diacritics(g) for g in golds], golds
            yield f"{name} damaged", [damage(rng, g, 0.1) for g in golds], golds
    golds = read_lines("segmentation_vtb_test.txt")[:60]
    if golds:
        yield "words cut", [re.sub("_", lambda m: rng.choice("__ "), g) for g in golds], golds


def reference(preds, golds, draws, seed):
    counts = Counter()
    base_gold = base_edits = 0
    for p, g in zip(preds, golds):
        counts.update(ref.diacritic_cer_counts(p, g))
        a, b = (ref.re.sub(r"\s+", " ", ref.strip_diacritics(ref.nfc(x))).strip() for x in (p, g))
        base_gold += len(b)
        base_edits += ref.edit_distance(a, b)
    numbers = {"nom.accuracy": ref.nom_word_accuracy(preds, golds)[0],
               "nom.exact": ref.nom_word_accuracy(preds, golds)[1],
               "nom.diacritic_recall": ref.nom_diacritic_recall(preds, golds),
               "syllable_accuracy": ref.syllable_accuracy(preds, golds),
               "cer": ref.cer(preds, golds),
               "diacritic_only": (counts["tone"] + counts["mark"] + counts["tone_mark"]) / (counts["gold_chars"] or 1),
               "characters.base_gold": base_gold, "characters.base_edits": base_edits,
               "texts.marked": sum(ref.has_diacritics(g) for g in golds)}
    numbers.update({"errors." + k: v for k, v in ref.nom_error_types(preds, golds).items()})
    numbers.update({"words." + k: v for k, v in ref.word_scores(preds, golds).items()})
    numbers.update({"characters." + k: counts[k] for k in ref.DCER_KEYS})
    words = [[t.split() for t in texts] for texts in (preds, golds)]
    for name, value in zip(("precision", "recall", "f1"), ref.segmentation_prf(*words)):
        numbers["segmentation." + name] = value
    for name, function in (("normalize_punct", ref.normalize_punct), ("strip_diacritics", ref.strip_diacritics)):
        numbers["texts." + name] = "".join(function(g) + "\n" for g in golds).encode().hex()
    for name, function in (("nom.accuracy", lambda p, g: ref.nom_word_accuracy(p, g)[0]),
                           ("nom.diacritic_recall", ref.nom_diacritic_recall),
                           ("words.word_acc", lambda p, g: ref.word_scores(p, g)["word_acc"]),
                           ("syllable_accuracy", ref.syllable_accuracy),
                           ("segmentation.f1", lambda p, g: ref.segmentation_prf(
                               [t.split() for t in p], [t.split() for t in g])[2])):
        numbers["low." + name], numbers["high." + name] = ref.bootstrap_ci(preds, golds, function, draws, seed)
    return numbers


def write_texts(folder, name, texts):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(b"".join(t.encode() + b"\0" for t in texts))
    return path


def run(*args):
    return subprocess.run([TOOL, *map(str, args)], check=True, capture_output=True, text=True).stdout.splitlines()


def computed(folder, preds, golds, draws, seed):
    lines = run("score", write_texts(folder, "preds", preds), write_texts(folder, "golds", golds), draws, seed)
    return {name: value for name, value in (line.split(" ", 1) for line in lines)}


def equal(expected, found):
    if isinstance(expected, str):
        return expected == found
    if isinstance(expected, int):
        return expected == float(found)
    return abs(expected - float(found)) <= TOLERANCE * max(1, abs(expected))


def compare(title, expected, found):
    wrong = [name for name in expected if name not in found or not equal(expected[name], found[name])]
    wrong += [name for name in found if name not in expected]
    for name in wrong:
        print(f"{title}: {name}: expected {expected.get(name)!r}, found {found.get(name)!r}")
    return len(wrong)


def compare_corpora(corpora, draws):
    wrong = done = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (title, preds, golds) in enumerate(corpora):
            seed = 42 + number
            expected = reference(preds, golds, draws, seed)
            wrong += compare(title, expected, computed(folder, preds, golds, draws, seed))
            done += 1
    return done, wrong


def compare_random():
    wrong = 0
    for seed in (0, 1, 42, -7, 2**31, 2**32 - 1, 2**32, 2**32 + 5, 2**63 - 1, -2**63):
        for n in (1, 2, 3, 55, 1000, 1024, 6000, 2**31, 2**32 - 1):
            rng = random.Random(seed)
            expected = [rng.randrange(n) for _ in range(1500)]
            found = [int(x) for x in run("random", seed, n, 1500)]
            if expected != found:
                print(f"random: seed {seed}, below {n}: differs")
                wrong += 1
    return wrong


def describe(c):
    """The line that the tool prints for a character."""
    points = lambda s: "".join(f"{ord(x):x}," for x in s)  # noqa: E731
    base, mark, tone, upper = ref.split_char(c)
    marks = {**{v: ord(k) for k, v in ref.MARKS.items()}, "stroke": 0x111, "": 0}
    tones = {**{v: ord(k) for k, v in ref.TONES.items()}, "": 0}
    return (f"{ord(c):x} {c.isspace():d} {bool(ref._SYL.fullmatch(c)):d} {unicodedata.category(c) == 'Mn':d} "
            f"{points(c.lower())} {points(base)} {marks[mark]:x} {tones[tone]:x} {upper:d}")


def compare_characters(first, last):
    wrong = 0
    for line in run("characters", f"{first:x}", f"{last:x}"):
        c = chr(int(line.split()[0], 16))
        # Two versions of Unicode may be at work: what this Python does not know yet is not compared.
        if unicodedata.category(c) != "Cn" and unicodedata.normalize("NFC", c) == c and line != describe(c):
            print(f"character: expected {describe(c)!r}, found {line!r}")
            wrong += 1
    return wrong


def main():
    if not os.access(TOOL, os.X_OK):
        print(f"{TOOL} is not there")
        return 77
    wrong = compare_random()
    # Latin, Greek, Cyrillic; punctuation and symbols; forms of width: blocks that no longer change.
    for first, last in ((0x1, 0x52F), (0x1E00, 0x2BFF), (0x3000, 0x30FF), (0xAC00, 0xACFF), (0xFB00, 0xFB06),
                        (0xFF00, 0xFFEF), (0x1F100, 0x1F1FF)):
        wrong += compare_characters(first, last)
    done, bad = compare_corpora(random_corpora(), draws=12)
    real, bad_real = compare_corpora(real_corpora(), draws=10)
    wrong += bad + bad_real
    print(f"{done} random corpora, {real} real ones, {wrong} numbers differ")
    if real == 0:
        print("the evaluation sets were left out: no data folder")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
