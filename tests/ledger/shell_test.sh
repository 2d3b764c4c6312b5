#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# shell_test.sh DAU CHECKER — logs of many sizes, checked by the shell and OpenSSL alone. Exit status 77: no openssl.
set -eu
dau=$1 checker=$2
command -v openssl >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$dau" log init n --origin shell.test/log >key
have=0
for size in 1 2 3 5 8 21 257 300; do
  while [ "$have" -lt "$size" ]; do echo "entry $have"; have=$((have + 1)); done | "$dau" log append n --plain >receipts
  have=$size
  for index in 0 $((size / 2)) $((size - 1)); do
    "$dau" log prove n --index "$index" >p.tlog-proof
    printf 'entry %s' "$index" >entry
    [ "$("$checker" p.tlog-proof entry n/pub.pem)" = "entry $index of $size in shell.test/log" ]
  done
done
printf 'entry 7' >entry
if "$checker" p.tlog-proof entry n/pub.pem 2>said; then exit 1; fi
grep -q 'not in the tree' said
openssl genpkey -algorithm ed25519 | openssl pkey -pubout >other.pem
printf 'entry 299' >entry
if "$checker" p.tlog-proof entry other.pem 2>said; then exit 1; fi
grep -q 'not signed' said
echo "24 proofs checked by the shell"
