#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check_tlog_proof.sh PROOF ENTRY PUB.PEM — checks a .tlog-proof with nothing but sh, awk, base64 and OpenSSL: that the key
# signed the checkpoint, and that the entry is in the tree of the checkpoint (RFC 9162, 2.1.3.2). For auditors who want
# no program of ours; it reads top to bottom. Exit status 0: it is so.
set -eu
proof=$1 entry=$2 pub=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The proof is: a head, perhaps extra data, the index, the hashes, a blank line, the checkpoint with its signatures.
sed '1,/^$/d' "$proof" >"$work/checkpoint"
sed '/^$/,$d' "$work/checkpoint" >"$work/note"
index=$(sed -n 's/^index //p;/^$/q' "$proof")
size=$(sed -n 2p "$work/note")
root=$(sed -n 3p "$work/note")

# 1. The signature: the last 64 of the 68 bytes behind the name of the log.
awk 'NF == 3 && $1 == "—" { print $3; exit }' "$work/checkpoint" | base64 -d | tail -c 64 >"$work/signature"
openssl pkeyutl -verify -pubin -inkey "$pub" -rawin -in "$work/note" -sigfile "$work/signature" >"$work/said" ||
  { echo "check_tlog_proof: the checkpoint is not signed by $pub" >&2; exit 1; }

# 2. The entry: from its leaf, SHA-256(00 entry), up to the root with SHA-256(01 left right). Hashes are kept in base64.
node() { { printf '\001'; printf %s "$1" | base64 -d; printf %s "$2" | base64 -d; } | openssl dgst -sha256 -binary | base64; }
hash=$({ printf '\000'; cat "$entry"; } | openssl dgst -sha256 -binary | base64)
at=$index last=$((size - 1))
[ "$index" -lt "$size" ] || { echo "check_tlog_proof: entry $index of a log of $size" >&2; exit 1; }
for sibling in $(sed '/^index /,/^$/!d;/^index /d;/^$/q' "$proof"); do
  if [ $((at % 2)) -eq 1 ] || [ "$at" -eq "$last" ]; then
    hash=$(node "$sibling" "$hash")
    while [ $((at % 2)) -eq 0 ] && [ "$at" -ne 0 ]; do at=$((at / 2)) last=$((last / 2)); done
  else
    hash=$(node "$hash" "$sibling")
  fi
  at=$((at / 2)) last=$((last / 2))
done
[ "$last" -eq 0 ] && [ "$hash" = "$root" ] || { echo "check_tlog_proof: the entry is not in the tree" >&2; exit 1; }
echo "entry $index of $size in $(sed -n 1p "$work/note")"
