#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes data/licences/fingerprints.tsv, by which licence files are told apart.

    licence_fingerprints.py PACKAGE >data/licences/fingerprints.tsv

PACKAGE is the unpacked npm package spdx-license-list, which carries the texts of the SPDX licence list. For each licence
of data/licences/*.yaml with a text there, a line: id, number of shingles, and the 128 smallest of their hashes. A
shingle is five words on end; words are runs of letters and digits in small letters, of what stands after the copyright
lines; its hash is the upper half of XXH3-64 of the words joined by spaces. Only hashes of the texts are kept, not the texts.
docs/methods/licence.md says how they are compared. Needs node (to read the package), python3-yaml, python3-xxhash.
"""
import json
import pathlib
import re
import subprocess
import sys

import xxhash
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHINGLE, SKETCH = 5, 128
COPYRIGHT = re.compile(r"^\W*(copyright|\(c\)|©|all rights reserved)\b.*$", re.IGNORECASE | re.MULTILINE)


def words(text):
    return re.findall(r"[a-z0-9]+", COPYRIGHT.sub(" ", text).lower())


def hashes(text):
    all_words = words(text)
    return {xxhash.xxh3_64_intdigest(" ".join(all_words[i:i + SHINGLE]).encode()) >> 32
            for i in range(len(all_words) - SHINGLE + 1)}


def texts(package):
    script = "const f=require(process.argv[1]);const o={};for(const k in f)o[k]=f[k].licenseText;process.stdout.write(JSON.stringify(o))"
    path = str((pathlib.Path(package) / "full.js").resolve())
    return json.loads(subprocess.run(["node", "-e", script, path], stdout=subprocess.PIPE, check=True).stdout)


def main(package):
    known = [entry["id"] for path in sorted((ROOT / "data/licences").glob("*.yaml"))
             for entry in yaml.safe_load(path.read_text(encoding="utf-8")) if "exceptions" not in path.name]
    all_texts = texts(package)
    print("# SPDX-License-Identifier: CC0-1.0")
    print("# Made by scripts/licence_fingerprints.py from the texts of the SPDX licence list (npm spdx-license-list).")
    print("# id, shingles in the text, the smallest hashes of shingles in hexadecimal")
    for name in sorted(known):
        # A licence "or later" has the text of the licence itself.
        if name.endswith("-or-later") or name not in all_texts:
            continue
        found = sorted(hashes(all_texts[name]))
        if len(found) >= 8:
            print(f"{name}\t{len(found)}\t{' '.join(f'{h:08x}' for h in found[:SKETCH])}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
