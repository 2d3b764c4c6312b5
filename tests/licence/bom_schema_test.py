#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds what `dau licence bom` writes against the official schemas, CycloneDX 1.6 and the SPDX 3.0.1 model, and the SARIF of
`dau licence check` against its validator.

    bom_schema_test.py DAU PYTHON SCHEMAS PATH...

SCHEMAS is the folder res/schema of the npm package @cyclonedx/cyclonedx-library; PYTHON one with jsonschema and
spdx-python-model. `make bom-schemas` gets both. Exit code 77: they are not there.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

CHECK = """
import json, pathlib, sys
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from spdx_python_model import v3_0_1 as spdx
schemas, cyclone, document = map(pathlib.Path, sys.argv[1:])
load = lambda name: json.loads((schemas / name).read_text())
registry = Registry()
for path in schemas.glob("*.schema.json"):
    registry = registry.with_resource("http://cyclonedx.org/schema/" + path.name, Resource.from_contents(load(path.name)))
errors = list(Draft7Validator(load("bom-1.6.SNAPSHOT.schema.json"), registry=registry).iter_errors(json.loads(cyclone.read_text())))
for error in errors[:5]:
    print(list(error.absolute_path), error.message[:200])
objects = spdx.SHACLObjectSet()
with document.open() as file:
    spdx.JSONLDDeserializer().read(file, objects)
if objects.missing_ids:
    print("missing", objects.missing_ids)
sys.exit(1 if errors or objects.missing_ids or not list(objects.foreach()) else 0)
"""


def is_sarif(dau, validator, path, folder):
    """Whether the multitool of the makers of SARIF finds no error in what a check of `path` says."""
    log = pathlib.Path(folder, "check.sarif")
    with log.open("wb") as out:
        subprocess.run([dau, "licence", "check", path, "--use", "commercial-product", "--format", "sarif"], stdout=out)
    done = subprocess.run([validator, "validate", log, "--output", pathlib.Path(folder, "v.sarif"), "--log", "ForceOverwrite"],
                          capture_output=True, text=True, env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    errors = [line for line in done.stdout.splitlines() if ": error " in line]
    print("\n".join(errors[:5]))
    return done.returncode == 0 and not errors


def main(dau, python, schemas, paths):
    if not pathlib.Path(schemas, "bom-1.6.SNAPSHOT.schema.json").exists() or not pathlib.Path(python).exists():
        print("the schemas are not here: make bom-schemas")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            files = []
            for kind in ("cyclonedx", "spdx"):
                files.append(pathlib.Path(folder, kind + ".json"))
                command = [dau, "licence", "bom", path, "--format", kind, "--timestamp", "2026-11-25T00:00:00Z", "--output", files[-1]]
                subprocess.run(command, check=True)
            if subprocess.run([python, "-c", CHECK, schemas, *files]).returncode != 0:
                print(f"{path}: not valid")
                return 1
            validator = pathlib.Path(schemas).parents[2] / "sarif/Sarif.Multitool"
            if validator.exists() and not is_sarif(dau, validator, path, folder):
                print(f"{path}: its SARIF is not valid")
                return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
