#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures dau language, register and dialect and writes the tables of docs/methods/{language,register,dialect}.md.

    classify_tables.py language|register|dialect [--dau build/dau] [--sets DIR] [--write-card]

Texts come from DAU_DATA, else ../shared/data beside the repository. language: --sets is what scripts/language_sets.py
made; register: --folds is the training's work folder (make -C training/register folds). --write-card writes the scores into the model's card (needs xxhash). Standard library otherwise; the peers of the
language table (PyPI: langdetect, pycld2) are left out where they cannot be imported.
"""
import argparse
import collections
import json
import lzma
import math
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("DAU_DATA", ROOT.parent / "shared" / "data"))
METHODS = ROOT / "docs" / "methods"
MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")


def bare(text):
    plain = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return plain.replace("đ", "d").replace("Đ", "D")


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def syllables(text):
    return re.findall(r"[^\W\d_]+", text)


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?…])\s+", text.replace("_", " ").strip()) if s]


def ledger_lines(name, most, seed=3):
    """Sentences of a text of the ledger, a seeded sample."""
    path = next((DATA / "text").glob(name + ".*"))
    with lzma.open(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(x)["text"] if ".jsonl" in path.name else x.strip() for x in file]
    found = [s for x in lines for part in x.split("\n") for s in sentences(part)]
    return random.Random(seed).sample(found, min(most, len(found)))


def interval(k, n):
    """Wilson's, 95 %."""
    if n == 0:
        return 0.0, 0.0
    p, z = k / n, 1.96
    middle, half = p + z * z / 2 / n, z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def percent(k, n):
    if n == 0:
        return "–"
    low, high = interval(k, n)
    return f"**{100 * k / n:.2f}** [{100 * low:.2f}–{100 * high:.2f}]"


def run(args, command, lines, *options):
    text = "".join(re.sub(r"[\r\n]", " ", x) + "\n" for x in lines)
    out = subprocess.run([args.dau, command, *options], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return out.split("\n")[:-1]


def replace_table(page, name, lines):
    path = METHODS / page
    text = path.read_text("utf-8")
    begin, end = f"<!-- {name} begin -->", f"<!-- {name} end -->"
    at, to = text.index(begin) + len(begin), text.index(end)
    path.write_text(text[:at] + "\n" + "\n".join(lines) + "\n" + text[to:], "utf-8")
    print("\n".join(lines), flush=True)


def score(name, metric, k, n, leave_as_is):
    low, high = interval(k, n)
    return {"set": name, "metric": metric} | {key: round(100 * v, 2) for key, v in
                                              dict(value=k / n, low=low, high=high, leave_as_is=leave_as_is).items()}


def write_card(model, scores):
    sys.path.insert(0, str(ROOT / "training"))
    from common import container

    old = container.read(model)
    container.write(model, old.kind, old.card | {"scores": scores}, {k: bytes(v) for k, v in old.sections.items()})


# language ----------------------------------------------------------------------------------------------------------

UNSEEN = ("encyc_viwiki_2023", "encyc_viwiki_2017", "seg_ud_vtb_dev", "seg_ud_vtb_train", "tech_d2l")


def half_marked(text):
    rng = random.Random(text)
    return " ".join(w if rng.random() < 0.4 else bare(w) for w in text.split(" "))


def language_recall(args, card):
    forms = (("as it is", str), ("without marks", bare), ("partly marked", half_marked), ("without marks, ALL CAPS", lambda t: bare(t).upper()),
             ("NFD", lambda t: unicodedata.normalize("NFD", t)))
    lines = ["| Vietnamese source | sentences of ≥ 5 syllables | " + " | ".join(f[0] for f in forms) + " |", "|---" * (2 + len(forms)) + "|"]
    together = [0, 0]
    for source in UNSEEN:
        found = [s for s in ledger_lines(source, 4000) if len(syllables(s)) >= 5]
        cells = []
        for name, form in forms:
            k = run(args, "language", [form(s) for s in found]).count("vi")
            cells.append(percent(k, len(found)))
            if name == "without marks":
                together = [together[0] + k, together[1] + len(found)]
        lines.append(f"| {source} | {len(found):,} | " + " | ".join(cells) + " |")
    lines.append(f"| together | {together[1]:,} | | {percent(*together)} | | | |")
    card.append(score("unseen sources, without marks, ≥ 5 syllables", "found as vi, %", *together, 0))
    return lines


def language_lengths(args):
    """Pieces of so many syllables: Vietnamese without marks, and other languages taken for it."""
    rng = random.Random(5)
    vietnamese = [bare(s) for source in UNSEEN[:3] for s in ledger_lines(source, 4000)]
    others = {code: read_set(args, f"debian.{code}") + read_set(args, f"manpages.{code}") for code in ("en", "fr", "es", "id")}
    lines = ["| words in the piece | Vietnamese without marks found | named something else | en taken for vi | fr | es | id |", "|---" * 7 + "|"]
    for size in (1, 2, 3, 4, 5, 8):
        def cut(text):
            words = [w for w in text.split() if w.isalpha()]
            at = rng.randrange(max(1, len(words) - size + 1))
            return " ".join(words[at : at + size]) if len(words) >= size else None
        pieces = [c for c in map(cut, vietnamese) if c][:4000]
        labels = run(args, "language", pieces)
        wrong = sum(x not in ("vi", "und") for x in labels)
        cells = [percent(labels.count("vi"), len(pieces)), f"{100 * wrong / len(pieces):.2f}"]
        for code, texts in others.items():
            foreign = [c for c in map(cut, texts) if c][:4000]
            cells.append(f"{100 * run(args, 'language', foreign).count('vi') / len(foreign):.2f}")
        lines.append(f"| {size} | " + " | ".join(cells) + " |")
    return lines


def read_set(args, name):
    path = args.sets / name
    return path.read_text("utf-8").splitlines() if path.exists() else []


def language_false_alarms(args, card):
    lines = ["| language | source | lines | taken for Vietnamese | the same without accents | named rightly | und |", "|---" * 7 + "|"]
    sums = collections.defaultdict(lambda: [0, 0])
    for path in sorted(args.sets.glob("*.*"), key=lambda p: (p.suffix, p.name)):
        source, code = path.name.split(".")
        texts = read_set(args, path.name)
        if code == "vi" or not texts or path.is_dir():
            continue
        labels = run(args, "language", texts)
        plain = run(args, "language", [without_accents(t) for t in texts])
        right = labels.count({"fil": "tl", "ms": "id"}.get(code, code))
        lines.append(f"| {code} | {source} | {len(texts):,} | {percent(labels.count('vi'), len(texts))} | {100 * plain.count('vi') / len(texts):.2f} | "
                     f"{100 * right / len(texts):.1f} | {100 * labels.count('und') / len(texts):.1f} |")
        if source != "osm":
            sums[code][0] += labels.count("vi")
            sums[code][1] += len(texts)
    for code in ("en", "id", "fr", "es"):
        card.append(score(f"{code}, sentences of unseen sources", "taken for vi, %", *sums[code], 0))
    lines += [f"| {code} | together, without osm | {n:,} | {percent(k, n)} | | | |" for code, (k, n) in sorted(sums.items()) if code in ("en", "id", "fr", "es")]
    return lines


def cpu_seconds():
    """Of this process and those that it ran."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def language_peers(args):
    peers = {"dau language": lambda texts: run(args, "language", texts)}
    try:
        import langdetect

        langdetect.DetectorFactory.seed = 0

        def guess(text):
            try:
                return langdetect.detect(text)
            except langdetect.LangDetectException:
                return "und"

        peers["langdetect 1.0.9"] = lambda texts: [guess(t) for t in texts]
    except ImportError:
        pass
    try:
        import pycld2

        def cld2(text):
            try:
                return pycld2.detect(text, bestEffort=True)[2][0][1]
            except pycld2.error:
                return "und"

        peers["pycld2 0.42"] = lambda texts: [cld2(t) for t in texts]
    except ImportError:
        pass
    vietnamese = [s for source in UNSEEN[:3] for s in ledger_lines(source, 600) if len(syllables(s)) >= 5]
    foreign = {code: (read_set(args, f"debian.{code}") + read_set(args, f"manpages.{code}"))[:1000] for code in ("en", "fr", "es")}
    foreign["id"] = read_set(args, "manpages.id") + read_set(args, "django.id")
    lines = ["| program | Vietnamese with marks | without marks | en taken for vi | fr | es | id | CPU seconds, dau = 1 |", "|---" * 8 + "|"]
    seconds = {}
    for name, detect in peers.items():
        began = cpu_seconds()
        cells = [f"{100 * detect(texts).count('vi') / len(texts):.2f}" for texts in (vietnamese, [bare(t) for t in vietnamese], *foreign.values())]
        seconds[name] = cpu_seconds() - began
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {seconds[name] / seconds['dau language']:.1f} |")
    marks = lambda texts: ["vi" if any(bare(c) != c for c in t) else "und" for t in texts]
    cells = [f"{100 * marks(texts).count('vi') / len(texts):.2f}" for texts in (vietnamese, [bare(t) for t in vietnamese], *foreign.values())]
    lines.append("| a Vietnamese mark anywhere (trivial) | " + " | ".join(cells) + " | |")
    return lines


def language(args):
    card = []
    replace_table("language.md", "recall", language_recall(args, card))
    replace_table("language.md", "alarms", language_false_alarms(args, card))
    replace_table("language.md", "lengths", language_lengths(args))
    replace_table("language.md", "peers", language_peers(args))
    if args.write_card:
        write_card(ROOT / "models/language.dau", card)


# register ----------------------------------------------------------------------------------------------------------

REGISTERS = "legal business news encyclopaedic technical conversational literary".split()


def tally(args, model, rows):
    """{(label, source): Counter of what was said}, of rows label, source, text."""
    per = collections.defaultdict(collections.Counter)
    said = [json.loads(x) for x in run(args, "register", [r[2] for r in rows], "--model", model, "--json")]
    for (label, source, _), result in zip(rows, said):
        best = next(iter(result["scores"]), "unknown")
        per[label, source][best] += 1
        per[label, source]["kept" if not result["abstained"] else "abstained"] += 1
        per[label, source]["kept right"] += not result["abstained"] and best == label
    return per


def f1_scores(per):
    """F1 of each label; every label weighs the same, and in it every source."""
    pairs = collections.Counter()
    for (label, source), count in per.items():
        sources = sum(l == label for l, _ in per)
        n = count["kept"] + count["abstained"]
        for said in REGISTERS:
            pairs[label, said] += count[said] / n / sources
    scores = {}
    for label in REGISTERS:
        hit = pairs[label, label]
        both = sum(v for (l, _), v in pairs.items() if l == label) + sum(v for (_, s), v in pairs.items() if s == label)
        scores[label] = 2 * hit / both if both else 0.0
    return scores


def mean_f1(per):
    """Over the registers that are there."""
    scores = f1_scores(per)
    present = {label for label, _ in per}
    return sum(v for k, v in scores.items() if k in present) / len(present)


def resampled(per, rng):
    """The same tallies from pieces drawn again with replacement, source by source."""
    again = {}
    for key, count in per.items():
        said = {label: count[label] for label in (*REGISTERS, "unknown")}
        n = count["kept"] + count["abstained"]
        again[key] = collections.Counter(rng.choices(list(said), list(said.values()), k=n)) + collections.Counter(kept=n)
    return again


def f1_record(name, per, trivial):
    """Percentile bootstrap, 200 times, of the pieces; the choice of the sources is not in the interval."""
    rng = random.Random(6)
    drawn = sorted(mean_f1(resampled(per, rng)) for _ in range(200))
    return {"set": name, "metric": "macro-F1, %", "value": round(100 * mean_f1(per), 2), "low": round(100 * drawn[5], 2),
            "high": round(100 * drawn[194], 2), "leave_as_is": trivial}


def test_rows(path):
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def capped(rows, most=2000):
    """At most so many rows of a source."""
    by_source = collections.defaultdict(list)
    for row in rows:
        by_source[row[1]].append(row)
    return [r for rows in by_source.values() for r in random.Random(4).sample(rows, min(most, len(rows)))]


def register(args):
    work = args.folds
    unseen = {}
    for fold in (1, 2, 3):
        unseen.update(tally(args, work / f"fold_{fold}.dau", capped(test_rows(work / f"fold_{fold}.tsv"))))
    random_split = tally(args, work / "random.dau", capped(test_rows(work / "random.tsv")))
    matrix_rows = []
    for label in REGISTERS:
        path = DATA / f"eval/matrix/{label}.jsonl"
        if path.exists():
            for line in path.open(encoding="utf-8"):
                row = json.loads(line)
                matrix_rows.append((label, row["source"], row["text"]))
    matrix = tally(args, ROOT / "models/register.dau", matrix_rows)
    columns = (("source not seen in training", unseen), ("random tenth (easy)", random_split), ("matrix (documents not seen)", matrix))
    lines = ["| F1, % | " + " | ".join(c[0] for c in columns) + " |", "|---" * 4 + "|"]
    scores = [f1_scores(c[1]) for c in columns]
    for label in REGISTERS:
        lines.append(f"| {label} | " + " | ".join("–" if s[label] == 0 and label == "news" else f"{100 * s[label]:.1f}" for s in scores) + " |")
    names = ("sources not seen in training", "random tenth of the sources", "matrix, six registers")
    card = [f1_record(name, per, trivial) for name, (_, per), trivial in zip(names, columns, (3.6, 3.6, 4.8))]
    lines.append("| **mean** | " + " | ".join(f"**{r['value']:.1f}** [{r['low']:.1f}–{r['high']:.1f}]" for r in card) + " |")
    lines.append("| always the same label (trivial) | 3.6 | 3.6 | 4.8 |")
    replace_table("register.md", "f1", lines)
    lines = ["| register | source left out | pieces | told rightly | most often instead | not abstained | right of those |", "|---" * 7 + "|"]
    for (label, source), count in sorted(unseen.items()):
        n = count["kept"] + count["abstained"]
        wrong = max((s for s in REGISTERS if s != label), key=lambda s: count[s])
        lines.append(f"| {label} | {source} | {n:,} | {percent(count[label], n)} | {wrong} {100 * count[wrong] / n:.0f} | "
                     f"{100 * count['kept'] / n:.0f} | {100 * count['kept right'] / max(count['kept'], 1):.0f} |")
    replace_table("register.md", "sources", lines)
    if args.write_card:
        write_card(ROOT / "models/register.dau", card)


# dialect -----------------------------------------------------------------------------------------------------------

STANDARD = ("legal_phapdien legal_decrees_2026 business_dynamics365 business_ms_docs2 encyc_viwiki_2017 tech_huggingface tech_d2l "
            "seg_ud_vtb_train seg_ud_vtb_dev conv_tatoeba literary_children_stories literary_prose_pd literary_prose_pd_vn "
            "literary_prose2_pd literary_prose2_pd_vn literary_truyen_kieu literary_southern_verse religious_bible_1934").split()


def dialect(args):
    lines = ["| text | sentences | north | central | south | abstained | words rewritten by `--to standard` |", "|---" * 7 + "|"]
    for name in STANDARD:
        texts = ledger_lines(name, 8000, seed=12)
        said = [json.loads(x) for x in run(args, "dialect", texts, "--json", "--to", "standard")]
        n = len(texts)
        cells = [f"{100 * sum(r['label'] == label for r in said) / n:.2f}" for label in ("north", "central", "south")]
        words = sum(len(syllables(t)) for t in texts)
        edits = sum(len(syllables(e["from"])) for r in said for e in r["edits"])
        lines.append(f"| {name} | {n:,} | " + " | ".join(cells) + f" | {100 * sum(r['abstained'] for r in said) / n:.2f} | {100 * edits / words:.3f} % |")
    replace_table("dialect.md", "alarms", lines)
    rows = [x.split("\t") for x in (ROOT / "tests/data/text/dialect.tsv").read_text("utf-8").splitlines() if x and x[0] != "#"]
    said = run(args, "dialect", [r[1] for r in rows])
    labels = ("north", "central", "south", "unmarked")
    lines = ["| written as | sentences | " + " | ".join("told " + l for l in labels) + " |", "|---" * 6 + "|"]
    for label in labels:
        counts = collections.Counter(s for r, s in zip(rows, said) if r[2] == label)
        lines.append(f"| {label} | {sum(counts.values())} | " + " | ".join(str(counts[l]) for l in labels) + " |")
    replace_table("dialect.md", "golden", lines)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("what", choices=("language", "register", "dialect"))
    ap.add_argument("--dau", default=str(ROOT / "build" / "dau"))
    ap.add_argument("--sets", type=pathlib.Path, default=ROOT / "training/work/language/sets")
    ap.add_argument("--folds", type=pathlib.Path, default=ROOT / "training/work/register")
    ap.add_argument("--write-card", action="store_true")
    args = ap.parse_args()
    if not (DATA / "text").is_dir():
        sys.exit(f"classify_tables: error: no text in {DATA}; set DAU_DATA")
    globals()[args.what](args)


if __name__ == "__main__":
    main()
