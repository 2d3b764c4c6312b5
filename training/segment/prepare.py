# SPDX-License-Identifier: Apache-2.0
"""Writes the raw text and the treebank of the data folder as plain lines, and the sources as JSON.

  python3 prepare.py --data ../../../shared/data --out ../work/segment

Every text of the ledger that may be trained on is read; what is tagged word_segmentation goes into treebank.txt in the
order of the ledger, all else into raw.txt.
"""
import argparse
import hashlib
import json
import lzma
import pathlib

TREEBANK = ("seg_ud_vtb_train", "seg_ud_vtb_dev")


def lines_of(path):
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"] if ".jsonl" in path.name else line
            yield from (part.strip() for part in text.splitlines())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    ledger = json.loads((args.data / "LEDGER.json").read_text("utf-8"))
    records = [r for r in ledger["files"] if not r["excluded_from_training"] and r["file"].endswith(".xz")]
    by_id = {r["id"]: r for r in records}
    sources = []
    with open(args.out / "raw.txt", "w", encoding="utf-8") as raw:
        for record in sorted(records, key=lambda r: r["id"]):
            path = args.data / record["file"]
            if hashlib.sha256(path.read_bytes()).hexdigest() != record["sha256"]:
                raise SystemExit(f"{path} is not the file of the ledger")
            sources.append({"id": record["id"], "sha256": record["sha256"], "licence": record["licence"],
                            "attribution": record["attribution_text"]})
            if record["id"] not in TREEBANK:
                raw.writelines(line + "\n" for line in lines_of(path) if line)
    with open(args.out / "treebank.txt", "w", encoding="utf-8") as treebank:
        for name in TREEBANK:
            treebank.writelines(line + "\n" for line in lines_of(args.data / by_id[name]["file"]) if line)
    (args.out / "sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
