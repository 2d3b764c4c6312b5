#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# parallel.sh DAU — GNU parallel in front of the filter gives what the filter gives. Ends with 77 (skipped) without it.
set -eu
dau=$1
parallel --version 2>/dev/null | grep -q 'GNU parallel' || { echo "skipped: no GNU parallel (group scale of scripts/packages.txt)"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
i=0
while [ $i -lt 3000 ]; do
  printf 'hom nay troi dep qua %d\ncong hoa xa hoi chu nghia\n\n' $i
  i=$((i + 1))
done >"$scratch/big.txt"
"$dau" restore --scorers ngram <"$scratch/big.txt" >"$scratch/expected"
cd "$scratch"
export HOME="$scratch"  # parallel keeps notes there
parallel --pipe --keep-order --block 20k "$dau" restore --scorers ngram <big.txt >piped
cmp piped expected
parallel --pipe-part --keep-order --block 20k -a big.txt "$dau" restore --scorers ngram >parts
cmp parts expected
