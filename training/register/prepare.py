# SPDX-License-Identifier: Apache-2.0
"""Training rows of the register classifier: label, source, weight, text; and the lineage of what they are made of.

    prepare.py --data ../shared/data --out DIR [--leave-out id,id,…] [--test FILE]

Sentences of the ledger's text, at most PER_SOURCE a source, and those of data/register. A fifth of them loses its marks, a
third is two or three sentences on end. --leave-out names sources that are not trained on; --test then writes their sentences
(label, source, text), and --random FILE a tenth of the sentences instead, taken by chance. Seeded; the standard library.
"""
import argparse
import hashlib
import json
import lzma
import pathlib
import random
import re
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
LABELS = ("legal", "business", "news", "encyclopaedic", "technical", "conversational", "literary")
REGISTERS = {
    "legal": ("legal_phapdien", "legal_decrees_2026", "legal_traffic", "legal_social_policy", "legal_vlc_laws"),
    "business": ("business_dynamics365", "business_ms_docs2", "business_templates_cc0", "business_ms_docs2_mt"),
    "news": ("seg_ud_vtb_train", "seg_ud_vtb_dev"),
    "encyclopaedic": ("encyc_viwiki_2017", "encyc_viwiki_2023"),
    "technical": ("tech_huggingface", "tech_react", "tech_vue", "tech_d2l", "tech_ms_courses_mt", "tech_m365_support_mt",
                  "guide_open_source"),
    # Not conv_common_voice: what its readers read are lines of songs, poems and papers.
    "conversational": ("conv_tatoeba", "conv_home_assistant"),
    "literary": ("literary_prose_pd", "literary_prose_pd_vn", "literary_prose2_pd", "literary_prose2_pd_vn",
                 "literary_children_stories", "literary_truyen_kieu", "literary_southern_verse", "literary_proverbs"),
}
PER_SOURCE = 8000
MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]")


def bare(text):
    plain = unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", text)))
    return plain.replace("đ", "d").replace("Đ", "D")


def sentences(text):
    text = re.sub(r"\s+", " ", text.replace("_", " ")).strip()
    return [s for s in re.split(r"(?<=[.!?…;])\s+", text) if len(re.findall(r"[^\W\d_]+", s)) >= 4 and len(s) < 600]


def documents(data, rec):
    """Lists of sentences that stood beside each other."""
    with lzma.open(data / rec["file"], "rt", encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"] if ".jsonl" in rec["file"] else line
            for paragraph in text.split("\n"):
                found = sentences(paragraph)
                if found:
                    yield found


def source_rows(label, source, paragraphs, rng):
    """Single sentences and some runs of two or three."""
    rows = []
    for found in paragraphs:
        at = 0
        while at < len(found):
            size = rng.choice((1, 1, 2, 3))
            rows.append((label, source, " ".join(found[at : at + size])))
            at += size
    return rng.sample(rows, min(PER_SOURCE, len(rows)))


def all_rows(data, ledger, rng):
    by_id = {rec["id"]: rec for rec in ledger["files"]}
    for label, ids in REGISTERS.items():
        for name in ids:
            yield from source_rows(label, name, documents(data, by_id[name]), rng)
    for path in sorted((ROOT / "data/register").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            yield path.stem.split(".")[0], f"authored_{path.stem}", line  # <register>.<genre>.txt


def weights(rows):
    """Every label counts the same in all; in a label, a source counts as the root of its rows."""
    count = {}
    for label, source, _ in rows:
        count[label, source] = count.get((label, source), 0) + 1
    mass = {}
    for (label, source), n in count.items():
        damp = 0.3 if source.endswith("_mt") else 1.5 if source.startswith("authored") else 1
        mass[label, source] = n**0.5 * damp
    total = {label: sum(m for (l, _), m in mass.items() if l == label) for label in LABELS}
    size = len(rows) / len(LABELS)
    return {key: mass[key] / total[key[0]] * size / n for key, n in count.items()}


def write_train(path, rows, rng):
    weight = weights(rows)
    rng.shuffle(rows)
    with open(path, "w", encoding="utf-8") as file:
        for label, source, text in rows:
            file.write(f"{label}\t{source}\t{weight[label, source]:.4f}\t{bare(text) if rng.random() < 0.2 else text}\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--leave-out", default="")
    ap.add_argument("--test", type=pathlib.Path)
    ap.add_argument("--random", type=pathlib.Path)
    args = ap.parse_args()
    rng = random.Random(1)
    ledger = json.loads((args.data / "LEDGER.json").read_text("utf-8"))
    rows = list(all_rows(args.data, ledger, rng))
    left_out = set(filter(None, args.leave_out.split(",")))
    test = [r for r in rows if r[1] in left_out]
    rows = [r for r in rows if r[1] not in left_out]
    if args.random:
        rng.shuffle(rows)
        cut = len(rows) // 10
        test, rows = rows[:cut], rows[cut:]
    if args.test or args.random:
        (args.test or args.random).write_text("".join("\t".join(r) + "\n" for r in test), "utf-8")
    args.out.mkdir(parents=True, exist_ok=True)
    write_train(args.out / "train.tsv", rows, rng)
    used = {source for _, source, _ in rows}
    lineage = [{"id": r["id"], "sha256": r["sha256"], "licence": r["licence"], "attribution": r["attribution_text"]}
               for r in ledger["files"] if r["id"] in used]
    for path in sorted((ROOT / "data/register").glob("*.txt")):
        lineage.append({"id": f"authored_{path.stem}", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                        "licence": "CC0-1.0", "attribution": "The Dấu authors"})
    (args.out / "sources.json").write_text(json.dumps(lineage, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
