# SPDX-License-Identifier: Apache-2.0
"""Puts the parts that the trainer wrote together to models/segment.dau (docs/formats/segment-model.md)."""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from common import container  # noqa: E402

SECTIONS = ("syllables.text", "syllables.begin", "syllables.capital", "syllables.lexicon", "pairs.keys", "pairs.values",
            "longer.keys", "longer.values", "weights")


def created():
    """Now, or the moment that SOURCE_DATE_EPOCH names, so that a build can be made again byte for byte."""
    now = datetime.datetime.now(datetime.timezone.utc)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else now).strftime("%Y-%m-%dT%H:%M:%SZ")


def own_lists():
    for path in sorted((pathlib.Path(__file__).resolve().parents[2] / "data" / "segment").glob("*.t*")):
        yield {"id": f"data/segment/{path.name}", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "licence": "CC0-1.0",
               "attribution": "The Dấu authors"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--card", type=pathlib.Path, default=pathlib.Path(__file__).parent / "card.json")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    parts = {name: (args.work / "model" / name).read_bytes() for name in SECTIONS}
    config = {"syllables": len(parts["syllables.capital"]), "pair_slots": len(parts["pairs.keys"]) // 4,
              "longer_slots": len(parts["longer.values"]), "weights": len(parts["weights"]) // 2}
    extra = json.loads(args.card.read_text("utf-8"))
    card = {"name": "segment", **extra, "created": created(),
            "sources": json.loads((args.work / "sources.json").read_text("utf-8")) + list(own_lists())}
    container.write(args.out, "segment", card, {"config": json.dumps(config).encode(), **parts})
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
