#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the bill of materials of every model beside it: models/NAME.cdx.json (CycloneDX 1.6), from the card in the file.

    model_bills.py DAU [--check]

With --check nothing is written; exit status 1 when a bill is not what it should be, so that no model is replaced without
its bill. The time in a bill is that of the model's making, so the same model gives the same bytes. Standard library only.
"""
import json
import pathlib
import subprocess
import sys

MODELS = pathlib.Path(__file__).resolve().parent.parent / "models"


def bill(dau, model):
    created = json.loads(subprocess.run([dau, "info", str(model), "--json"], check=True, stdout=subprocess.PIPE).stdout)["created"]
    return subprocess.run([dau, "licence", "bom", model.name, "--timestamp", created], cwd=MODELS, check=True, stdout=subprocess.PIPE).stdout


def main():
    dau, check = str(pathlib.Path(sys.argv[1]).resolve()), "--check" in sys.argv
    models = sorted(MODELS.glob("*.dau"))
    wrong = []
    for model in models:
        path = model.with_suffix(".cdx.json")
        wanted = bill(dau, model)
        if check and (not path.is_file() or path.read_bytes() != wanted):
            wrong.append(path.name)
        elif not check:
            path.write_bytes(wanted)
    wrong += [path.name for path in MODELS.glob("*.cdx.json") if not (MODELS / path.name.replace(".cdx.json", ".dau")).is_file()]
    for name in wrong:
        print(f"models/{name} is not the bill of its model: run scripts/model_bills.py build/dau")
    print(f"{len(models)} models, {len(wrong)} bills wrong")
    return 1 if wrong or not models else 0


if __name__ == "__main__":
    sys.exit(main())
