# SPDX-License-Identifier: Apache-2.0
"""tests/data/text/tokens.tsv is what training/restore/tokens.py makes of its lines."""
import importlib.util
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    # By path: the standard library has a module of nearly the same name, and no byte code is left in the tree.
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("dau_tokens", ROOT / "training/restore/tokens.py")
    tokens = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tokens)
    rows = (ROOT / "tests/data/text/tokens.tsv").read_text("utf-8").split("\n")
    wrong = [row.split("\t")[0] for row in rows if tokens.golden(row) != row]
    for name in wrong:
        print(f"tokens.tsv: row {name!r} is not what tokens.py makes of it", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
