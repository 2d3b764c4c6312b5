# SPDX-License-Identifier: Apache-2.0
"""Put costs, lexicons and the list of seen words together and write models/correct.dau.

  python3 export.py --work work/ --data ../../../shared/data --out ../../models/correct.dau

The costs are those of card.json (docs/methods/correct.md says how each was found).
"""
import argparse
import datetime
import json
import math
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "restore"))
import foreign  # noqa: E402
from common import container  # noqa: E402


def hash_of(word):
    """FNV-1a, 32 bits, as src/text/correct/seen_words.cc has it."""
    h = 2166136261
    for byte in word.encode():
        h = (h ^ byte) * 16777619 & 0xFFFFFFFF
    return h


def seen_words(path):
    counts = {}
    for line in path.read_text("utf-8").splitlines():
        word, n = line.split("\t")
        h = hash_of(word)
        counts[h] = max(counts.get(h, 0), int(n))
    total = sum(counts.values())
    hashes = sorted(counts)
    costs = [min(255, round(16 * -math.log(counts[h] / total))) for h in hashes]
    return struct.pack(f"<{len(hashes)}I", *hashes), bytes(costs)


def sources(data):
    """The ledger's records that the word list was made from, WordNet, and the project's own lexicons."""
    ledger = json.loads((data / "LEDGER.json").read_text("utf-8"))
    for f in ledger["files"]:
        if not f["excluded_from_training"] and f["register"] != "lexicon":
            yield {"id": f["id"], "sha256": f["sha256"], "licence": f["licence"], "attribution": f["attribution_text"]}
    wordnet = foreign.hashlib.sha256()
    for name in ("index.noun", "index.verb", "index.adj", "index.adv", "noun.exc", "verb.exc"):
        wordnet.update((foreign.WORDNET / name).read_bytes())
    yield {"id": "english_wordnet", "sha256": wordnet.hexdigest(), "licence": "LicenseRef-WordNet-3.0",
           "attribution": foreign.WORDNET_NOTICE}
    for name in ("chat.tsv", "rewrites.tsv"):
        digest = foreign.hashlib.sha256((ROOT / "data" / "correct" / name).read_bytes()).hexdigest()
        yield {"id": f"data/correct/{name}", "sha256": digest, "licence": "CC0-1.0", "attribution": ""}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", required=True, type=pathlib.Path)
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--out", required=True, type=pathlib.Path)
    ap.add_argument("--card", type=pathlib.Path, default=HERE / "card.json")
    ap.add_argument("--created", default=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    args = ap.parse_args()
    card = json.loads(args.card.read_text("utf-8"))
    hashes, costs = seen_words(args.work / "words.tsv")
    sections = {
        "config": json.dumps(card["config"]).encode(),
        "chat": (ROOT / "data" / "correct" / "chat.tsv").read_bytes(),
        "rewrites": (ROOT / "data" / "correct" / "rewrites.tsv").read_bytes(),
        "words.hash": hashes,
        "words.cost": costs,
    }
    scores = []
    if args.out.exists():
        scores = container.read(args.out).card["scores"]
    container.write(args.out, "correct", {
        "name": "correct", "version": card["version"], "summary": card["summary"], "licence": card["licence"],
        "command": "make -C training/correct", "created": args.created, "form": card["form"],
        "sources": list(sources(args.data)), "scores": scores, "samples": card["samples"]}, sections)
    print(f"{len(costs)} words, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
