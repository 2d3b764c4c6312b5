# SPDX-License-Identifier: Apache-2.0
"""Puts what train_linear wrote, the card and the lineage into a model file.

    pack_linear.py --kind language --work DIR --card card.json --out models/language.dau

DIR holds weights, fingerprints, scale and sources.json. card.json: name, version, summary, licence, command, form,
features, labels, threshold, samples. The scores of a model that is there already with the same weights are kept.
"""
import argparse
import json
import pathlib

import container


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("kind", "work", "card", "out"):
        ap.add_argument("--" + name, required=True)
    args = ap.parse_args()
    work = pathlib.Path(args.work)
    card = json.loads(pathlib.Path(args.card).read_text("utf-8"))
    weights, fingerprints = (work / "weights").read_bytes(), (work / "fingerprints").read_bytes()
    config = {"features": card.pop("features"), "labels": card.pop("labels"), "slots": len(fingerprints) // 2 - 7,
              "scale": float((work / "scale").read_text()), "threshold": card.pop("threshold")}
    sources = json.loads((work / "sources.json").read_text("utf-8"))
    scores = []
    if pathlib.Path(args.out).exists():
        old = container.read(args.out, args.kind)
        scores = old.card["scores"] if bytes(old.sections["weights"]) == weights else []
    sections = {"config": json.dumps(config).encode(), "fingerprints": fingerprints, "weights": weights}
    container.write(args.out, args.kind, card | {"sources": sources, "scores": scores}, sections)


if __name__ == "__main__":
    main()
