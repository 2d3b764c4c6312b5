#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# python_wheel.sh BUILD — what `pip install .` gives: builds the wheel in a copy of the sources, removes the copy, installs
# the wheel into an environment of its own and runs the module's tests there.
#
# pip takes scikit-build-core and mypy from the package index. Leaves BUILD/wheel/*.whl and BUILD/python-venv, which has
# the wheel and mypy.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd)
venv=$build/python-venv

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
(cd "$root" && git ls-files -z 2>/dev/null | xargs -0 sh -c 'for f; do [ ! -f "$f" ] || printf "%s\0" "$f"; done' sh |
  tar --null -T - -c) | tar -x -C "$copy"

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
rm -rf "$build/wheel"
"$venv/bin/python" -m pip -q --disable-pip-version-check wheel --no-deps -w "$build/wheel" "$copy"
rm -rf "$copy"
"$venv/bin/python" -m pip -q --disable-pip-version-check install --force-reinstall "$build"/wheel/*.whl mypy
ls -l "$build"/wheel/*.whl

# The extension needs the C library and nothing else.
module=$("$venv/bin/python" -c 'import os, dau; print(os.path.dirname(dau.__file__))')
needed=$(readelf -d "$module/_core.abi3.so" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | grep -Ev '^(libc|libm|ld-linux.*)\.so' || true)
[ -z "$needed" ] || { echo "python_wheel: error: the extension needs $needed" >&2; exit 1; }
! grep -aq "$copy" "$module/_core.abi3.so" || { echo "python_wheel: error: the extension remembers $copy" >&2; exit 1; }

cd /
"$venv/bin/python" "$root/tests/python/module_test.py"
"$venv/bin/python" "$root/tests/python/log_mark_test.py" "$root/tests/data/mark"
sh "$root/tests/python/types.sh" "$venv/bin/python" "$root" "$venv"
