#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# c_symbols.sh LIBRARY LIST HEADER — what the library exports for C is what the list holds and the header declares.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
nm -D --defined-only "$1" | awk '$3 ~ /^dau_/ { print $3 }' | LC_ALL=C sort >"$scratch/exported"
grep -o '^DAU_C_API [^(]*(' "$3" | grep -o 'dau_[a-z_]*($' | tr -d '(' | LC_ALL=C sort >"$scratch/declared"
diff "$2" "$scratch/exported" || { echo "the library exports something else than $2 lists"; exit 1; }
diff "$2" "$scratch/declared" || { echo "$3 declares something else than $2 lists"; exit 1; }
