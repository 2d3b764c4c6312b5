#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# demo_test.sh ROOT [DAU] — the page of `make run`: complete, under 40 rows and at most 80 columns; without DAU, what is said when the
# program or the model is missing.
set -eu
root=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
has() { grep -q -- "$1" "$scratch/out" || { echo "does not show: $1"; cat "$scratch/out"; exit 1; }; }

if [ $# -lt 2 ]; then
  mkdir "$scratch/scripts"
  cp "$root/scripts/demo.sh" "$scratch/scripts/"
  ! "$scratch/scripts/demo.sh" "$scratch/none" >"$scratch/out" 2>&1
  has 'demo: error: there is no program at'
  ! "$scratch/scripts/demo.sh" /bin/true >"$scratch/out" 2>&1
  has 'demo: error: models/restore.dau is missing'
  exit 0
fi

"$root/scripts/demo.sh" "$2" >"$scratch/out"
cat "$scratch/out"
for part in legal chat mixed '^Right   [0-9]* of [0-9]* words' '^Speed   [0-9]* syllables' \
    '^Model   restore.dau, [0-9.]* MB, licence [A-Z]' '^Try     echo'; do
  has "$part"
done
[ "$(sed -n '/^Try /,$p' "$scratch/out" | grep -c 'dau restore\|dau info')" -eq 3 ] || { echo "not three commands to try"; exit 1; }
rows=$(wc -l <"$scratch/out")
[ "$rows" -lt 40 ] || { echo "$rows rows"; exit 1; }
# Each star has the author's word at the end.
stars=$(sed '/^Right/,$d' "$scratch/out" | tr ' ' '\n' | grep -c '^\*' || true)
meant=$(sed -n '/^Right/,/^Speed/p' "$scratch/out" | sed '/^Speed/d; s/.*wrote: *//' | tr ',' '\n' | grep -c '[^ ]' || true)
[ "$stars" -eq 0 ] || [ "$stars" -eq "$meant" ] || { echo "$stars stars, $meant words of the author"; exit 1; }
# Characters, not bytes: continuation bytes of UTF-8 do not count. The commands to try have the path of this build.
LC_ALL=C sed -e '/^Try /,$d' -e 's/[\x80-\xBF]//g' "$scratch/out" | LC_ALL=C awk '
  length($0) > 80 { print "over 80 columns: " $0; long = 1 } END { exit long }'
