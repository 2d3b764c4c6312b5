#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bench.sh BUILD — runs every benchmark of a build, median of five repetitions, after a line on the machine.
set -eu
build=$1
benchmarks=$(find "$build/bench" -type f -name '*_bench' -perm -u+x 2>/dev/null | sort)
[ -n "$benchmarks" ] || { echo "bench: error: no benchmarks in $build/bench" >&2; exit 1; }
echo "bench: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg)"
for benchmark in $benchmarks; do
  "$benchmark" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
done
