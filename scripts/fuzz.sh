#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh BUILD SECONDS — runs every fuzzer of a build for so long, from its seeds and what earlier runs found.
#
# New inputs are kept in BUILD/corpus/<name>/, a crashing one in BUILD/crashes/<name>-….
set -eu
build=$1
seconds=$2
fuzzers=$(find "$build/fuzz" -type f -name '*_fuzzer' -perm -u+x 2>/dev/null | sort)
[ -n "$fuzzers" ] || { echo "fuzz: error: no fuzzers in $build/fuzz" >&2; exit 1; }
mkdir -p "$build/crashes"
for fuzzer in $fuzzers; do
  name=$(basename "$fuzzer" _fuzzer)
  seeds=fuzz/seeds/$name
  mkdir -p "$build/corpus/$name"
  echo "fuzz: $name for $seconds s"
  "$fuzzer" "$build/corpus/$name" $([ -d "$seeds" ] && echo "$seeds") -max_total_time="$seconds" -print_final_stats=1 \
    -artifact_prefix="$build/crashes/$name-" -verbosity=0
done
echo "fuzz: no findings"
