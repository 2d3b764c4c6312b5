#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# types.sh PYTHON ROOT VENV — mypy on the module and on a program that uses it, with PYTHON's mypy or that of the folder
# that `make python` sets up. Ends with 77 (skipped) where there is none.
set -eu
root=$2
for python in "$1" "$3/bin/python"; do
  if [ -x "$(command -v "$python")" ] && "$python" -c 'import mypy' 2>/dev/null; then
    cache=$(mktemp -d)
    trap 'rm -rf "$cache"' EXIT
    MYPYPATH=$root/bindings/python "$python" -m mypy --strict --cache-dir "$cache" "$root/bindings/python/dau" "$root/tests/python/typed_use.py"
    exit
  fi
done
echo "skipped: mypy is not there; make python installs it"
exit 77
